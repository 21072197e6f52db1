package org.sketchsdk.examples.android;

import android.graphics.Bitmap;
import android.graphics.BitmapFactory;
import java.io.File;
import org.sketchsdk.render.image.ImageFormatException;
import org.sketchsdk.render.image.Picture;

/** Pictures for {@code SketchClassifier.classify(Picture)}. */
public final class Bitmaps {
  /** Photos are read with at most about this many pixels a side: more do not help. */
  private static final int MOST_SIDE_PX = 2048;

  private Bitmaps() {}

  /**
   * Converts a bitmap.
   *
   * @param bitmap any bitmap
   * @param orientation the EXIF orientation of its file, 1 to 8, as {@code ExifInterface} reads it;
   *     1 for a bitmap that is upright
   * @return a picture
   */
  public static Picture toPicture(Bitmap bitmap, int orientation) {
    int width = bitmap.getWidth();
    int height = bitmap.getHeight();
    int[] argb = new int[width * height];
    readable(bitmap).getPixels(argb, 0, width, 0, 0, width, height);
    return Picture.owningArgb(width, height, argb).turned(orientation);
  }

  /** The pixels of bitmaps in the memory of the graphics processor cannot be read. */
  private static Bitmap readable(Bitmap bitmap) {
    return bitmap.getConfig() == Bitmap.Config.HARDWARE
        ? bitmap.copy(Bitmap.Config.ARGB_8888, false)
        : bitmap;
  }

  /**
   * Reads a file, a photo at a fraction of its size.
   *
   * @param file a picture of any format that Android reads
   * @param orientation the EXIF orientation of the file, 1 to 8
   * @return a picture
   * @throws ImageFormatException if it is no picture
   */
  public static Picture read(File file, int orientation) throws ImageFormatException {
    BitmapFactory.Options options = new BitmapFactory.Options();
    options.inJustDecodeBounds = true;
    BitmapFactory.decodeFile(file.getPath(), options);
    options.inJustDecodeBounds = false;
    options.inSampleSize = 1; // only powers of two have an effect
    while (Math.max(options.outWidth, options.outHeight) / options.inSampleSize > MOST_SIDE_PX) {
      options.inSampleSize *= 2;
    }
    Bitmap bitmap = BitmapFactory.decodeFile(file.getPath(), options);
    if (bitmap == null) {
      throw new ImageFormatException(file.getPath(), "Android cannot read this picture");
    }
    return toPicture(bitmap, orientation);
  }
}
