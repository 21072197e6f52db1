package org.sketchsdk.render.image;

import java.util.Arrays;
import java.util.Objects;
import org.sketchsdk.render.Raster;

/**
 * A picture: shades of gray or colors, with or without transparency. Rows run from the top, pixels
 * from the left.
 *
 * <p>Note that a {@link org.sketchsdk.render.Raster} is the opposite of a gray picture: its bytes
 * are ink.
 *
 * <p>Immutable, thread-safe and equal by value.
 */
public final class Picture {
  private final int width;
  private final int height;
  private final byte[] gray; // empty if the picture has colors
  private final int[] argb; // empty if the picture is gray
  private final int frames;

  private Picture(int width, int height, byte[] gray, int[] argb) {
    this(width, height, gray, argb, 1);
  }

  private Picture(int width, int height, byte[] gray, int[] argb, int frames) {
    this.frames = frames;
    this.width = width;
    this.height = height;
    this.gray = gray;
    this.argb = argb;
  }

  /**
   * Creates a picture from shades of gray.
   *
   * @param width pixels in a row, at least 1
   * @param height rows, at least 1
   * @param luminance {@code width * height} unsigned bytes, row by row from the top left, 0 black
   *     to 255 white; copied
   * @return the picture
   * @throws IllegalArgumentException if a side is less than 1 or the length is not their product
   */
  public static Picture of(int width, int height, byte[] luminance) {
    checkSize(width, height, luminance.length, 1);
    return new Picture(width, height, luminance.clone(), new int[0]);
  }

  /**
   * Shows a raster: black ink on white paper.
   *
   * @param raster any raster
   * @return the picture, of the raster's size; a shade is 255 less the ink
   */
  public static Picture of(Raster raster) {
    byte[] luminance = new byte[raster.width() * raster.height()];
    raster.copyTo(luminance, 0);
    for (int i = 0; i < luminance.length; i++) {
      luminance[i] = (byte) ~luminance[i]; // 255 less the byte
    }
    return new Picture(raster.width(), raster.height(), luminance, new int[0]);
  }

  /**
   * Creates a picture from opaque colors.
   *
   * @param width pixels in a row, at least 1
   * @param height rows, at least 1
   * @param rgb {@code width * height} colors 0xRRGGBB, row by row from the top left; the highest
   *     byte is ignored; copied
   * @return the picture
   * @throws IllegalArgumentException if a side is less than 1 or the length is not their product
   */
  public static Picture ofRgb(int width, int height, int[] rgb) {
    checkSize(width, height, rgb.length, 1);
    int[] argb = new int[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      argb[i] = rgb[i] | 0xff000000;
    }
    return new Picture(width, height, new byte[0], argb);
  }

  /**
   * Creates a picture from colors with an opacity. Transparent pixels are laid on white, or on
   * black where the opaque ones are light, so that white strokes on a transparent ground are seen.
   *
   * @param width pixels in a row, at least 1
   * @param height rows, at least 1
   * @param argb {@code width * height} colors 0xAARRGGBB, not premultiplied, row by row from the
   *     top left; copied
   * @return the picture
   * @throws IllegalArgumentException if a side is less than 1 or the length is not their product
   */
  public static Picture ofArgb(int width, int height, int[] argb) {
    checkSize(width, height, argb.length, 1);
    return owningArgb(width, height, argb.clone());
  }

  /**
   * Like {@link #ofArgb(int, int, int[])}, from four bytes per pixel in the order red, green, blue,
   * opacity: the layout of {@code ImageData.data} of an HTML canvas.
   *
   * @param width pixels in a row, at least 1
   * @param height rows, at least 1
   * @param rgba {@code 4 * width * height} unsigned bytes, row by row from the top left; copied
   * @return the picture
   * @throws IllegalArgumentException if a side is less than 1 or the length is not four times their
   *     product
   */
  public static Picture ofRgba(int width, int height, byte[] rgba) {
    checkSize(width, height, rgba.length, 4);
    int[] argb = new int[rgba.length / 4];
    for (int i = 0; i < argb.length; i++) {
      int at = 4 * i;
      argb[i] =
          ((rgba[at + 3] & 0xff) << 24)
              | ((rgba[at] & 0xff) << 16)
              | ((rgba[at + 1] & 0xff) << 8)
              | (rgba[at + 2] & 0xff);
    }
    return owningArgb(width, height, argb);
  }

  /**
   * Like {@link #ofArgb(int, int, int[])}, without a copy: the picture keeps the array. It saves
   * four bytes per pixel where the caller has just filled the array, such as by {@code
   * Bitmap.getPixels} on Android.
   *
   * @param width pixels in a row, at least 1
   * @param height rows, at least 1
   * @param argb {@code width * height} colors 0xAARRGGBB, not premultiplied, row by row from the
   *     top left; owned by the picture from now on: the caller must not read or change it
   * @return the picture
   * @throws IllegalArgumentException if a side is less than 1 or the length is not their product
   */
  public static Picture owningArgb(int width, int height, int[] argb) {
    checkSize(width, height, argb.length, 1);
    int ground = groundFor(argb);
    if (ground >= 0) {
      for (int i = 0; i < argb.length; i++) {
        argb[i] = laid(argb[i], ground);
      }
    }
    return new Picture(width, height, new byte[0], argb);
  }

  /**
   * Like {@link #of(int, int, byte[])}, without a copy: the picture keeps the array.
   *
   * @param width pixels in a row, at least 1
   * @param height rows, at least 1
   * @param luminance {@code width * height} unsigned bytes, row by row from the top left, 0 black
   *     to 255 white; owned by the picture from now on: the caller must not change it
   * @return the picture
   * @throws IllegalArgumentException if a side is less than 1 or the length is not their product
   */
  public static Picture owningGray(int width, int height, byte[] luminance) {
    checkSize(width, height, luminance.length, 1);
    return new Picture(width, height, luminance, new int[0]);
  }

  /**
   * The shade of the ground that tells transparent from opaque best: white unless a tenth of what
   * is opaque comes close to it; -1 if all is opaque.
   */
  private static int groundFor(int[] argb) {
    long[] weight = new long[256];
    long total = 0;
    boolean opaque = true;
    for (int color : argb) {
      int alpha = color >>> 24;
      if (alpha != 255) {
        opaque = false;
      }
      weight[luma(color)] += alpha;
      total += alpha;
    }
    if (opaque) {
      return -1;
    }
    int ground = 255;
    int farthest = 48;
    for (int candidate : new int[] {255, 0, 128}) {
      long near = 0;
      int distance = 0;
      while (distance < 255) {
        near += candidate + distance <= 255 ? weight[candidate + distance] : 0;
        near += distance > 0 && candidate >= distance ? weight[candidate - distance] : 0;
        if (10 * near > total) {
          break;
        }
        distance++;
      }
      if (candidate == 255 && distance >= farthest) {
        return 255;
      }
      if (distance > farthest) {
        farthest = distance;
        ground = candidate;
      }
    }
    return ground;
  }

  private static int laid(int color, int ground) {
    int alpha = color >>> 24;
    int rest = ground * (255 - alpha) + 127;
    int red = (((color >> 16) & 0xff) * alpha + rest) / 255;
    int green = (((color >> 8) & 0xff) * alpha + rest) / 255;
    int blue = ((color & 0xff) * alpha + rest) / 255;
    return 0xff000000 | (red << 16) | (green << 8) | blue;
  }

  /**
   * The shade of a color whose lower 24 bits are red, green and blue: the luma of ITU-R BT.601,
   * (299 R + 587 G + 114 B) / 1000, rounded.
   */
  static int luma(int rgb) {
    return (299 * ((rgb >> 16) & 0xff) + 587 * ((rgb >> 8) & 0xff) + 114 * (rgb & 0xff) + 500)
        / 1000;
  }

  private static void checkSize(int width, int height, int length, int perPixel) {
    if (width < 1 || height < 1 || (long) width * height * perPixel != length) {
      throw new IllegalArgumentException(
          "a picture of "
              + width
              + " x "
              + height
              + " with "
              + perPixel
              + " element(s) per pixel cannot have "
              + length
              + " elements");
    }
  }

  /**
   * Returns the number of pixels in a row.
   *
   * @return at least 1
   */
  public int width() {
    return width;
  }

  /**
   * Returns the number of rows.
   *
   * @return at least 1
   */
  public int height() {
    return height;
  }

  /**
   * Tells whether the picture was made of shades of gray.
   *
   * @return false if it was made of colors, even if all are gray
   */
  public boolean isGray() {
    return argb.length == 0;
  }

  /**
   * Returns the color of a pixel.
   *
   * @param x column, 0 to {@code width() - 1} from the left
   * @param y row, 0 to {@code height() - 1} from the top
   * @return 0xRRGGBB, what was transparent laid on the ground
   * @throws IndexOutOfBoundsException if there is no such pixel
   */
  public int rgb(int x, int y) {
    Objects.checkIndex(x, width);
    Objects.checkIndex(y, height);
    int i = y * width + x;
    return isGray() ? (gray[i] & 0xff) * 0x010101 : argb[i] & 0xffffff;
  }

  /**
   * Returns the shade of a pixel.
   *
   * @param x column, 0 to {@code width() - 1} from the left
   * @param y row, 0 to {@code height() - 1} from the top
   * @return 0 (black) to 255 (white): the luma of ITU-R BT.601 where the pixel has a color
   * @throws IndexOutOfBoundsException if there is no such pixel
   */
  public int luminance(int x, int y) {
    int rgb = rgb(x, y);
    return isGray() ? rgb & 0xff : luma(rgb);
  }

  /**
   * Returns the number of pictures in the file that this one was read from.
   *
   * @return 1, or the number of frames of an animation, of which this is the last that shows
   *     something
   */
  public int frames() {
    return frames;
  }

  /**
   * Returns this picture with another number of frames, for readers of files.
   *
   * @param count pictures in the file, at least 1
   * @return a picture of the same pixels
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public Picture withFrames(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("frames must be at least 1: " + count);
    }
    return new Picture(width, height, gray, argb, count);
  }

  /**
   * Turns a picture upright by the EXIF orientation of its file. {@code BufferedImages} does so
   * itself; other decoders, such as Android's {@code BitmapFactory}, do not.
   *
   * @param orientation the EXIF tag {@code Orientation}, 1 to 8: 1 as it is, 3 upside down, 6 by a
   *     quarter clockwise, 8 by a quarter counterclockwise; 2, 4, 5 and 7 are mirrored besides. Any
   *     other number leaves the picture as it is
   * @return the upright picture; this one if nothing is to be turned
   */
  public Picture turned(int orientation) {
    if (orientation <= 1 || orientation > 8) {
      return this;
    }
    boolean sideways = orientation >= 5;
    int wide = sideways ? height : width;
    int high = sideways ? width : height;
    byte[] grays = new byte[gray.length];
    int[] colors = new int[argb.length];
    for (int y = 0; y < high; y++) {
      for (int x = 0; x < wide; x++) {
        int u = sideways ? y : x;
        int v = sideways ? x : y;
        boolean mirrorU =
            orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean mirrorV =
            orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int from = (mirrorV ? height - 1 - v : v) * width + (mirrorU ? width - 1 - u : u);
        if (isGray()) {
          grays[y * wide + x] = gray[from];
        } else {
          colors[y * wide + x] = argb[from];
        }
      }
    }
    return new Picture(wide, high, grays, colors, frames);
  }

  /** The shades themselves, for reading only; empty if the picture has colors. */
  byte[] grays() {
    return gray;
  }

  /** The colors themselves, for reading only; empty if the picture is gray. */
  int[] colors() {
    return argb;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture that
        && width == that.width
        && height == that.height
        && Arrays.equals(gray, that.gray)
        && Arrays.equals(argb, that.argb);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Objects.hash(width, height) + Arrays.hashCode(gray)) + Arrays.hashCode(argb);
  }

  /** Returns a short description: the sides. */
  @Override
  public String toString() {
    return "Picture[" + width + " x " + height + "]";
  }
}
