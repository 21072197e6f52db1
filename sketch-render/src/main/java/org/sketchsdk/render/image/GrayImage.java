package org.sketchsdk.render.image;

import java.util.Arrays;
import java.util.Objects;
import org.sketchsdk.render.Raster;

/**
 * A picture in shades of grey: one byte a pixel, row by row from the top left, 0 for black to 255
 * for white.
 *
 * <p>Note that this is the opposite of a {@link org.sketchsdk.render.Raster}, whose bytes are ink.
 *
 * <p>Immutable, thread-safe and equal by value.
 */
public final class GrayImage {
  private final int width;
  private final int height;
  private final byte[] luminance;

  private GrayImage(int width, int height, byte[] luminance) {
    this.width = width;
    this.height = height;
    this.luminance = luminance;
  }

  /**
   * Creates a picture from its shades.
   *
   * @param width pixels a row, at least 1
   * @param height rows, at least 1
   * @param luminance {@code width * height} unsigned bytes, row by row from the top left, 0 black
   *     to 255 white; copied
   * @return the picture
   * @throws IllegalArgumentException if a side is less than 1 or the length is not their product
   */
  public static GrayImage of(int width, int height, byte[] luminance) {
    checkSize(width, height, luminance.length, 1);
    return new GrayImage(width, height, luminance.clone());
  }

  /**
   * Shows a raster: black ink on white paper.
   *
   * @param raster any raster
   * @return the picture, of the raster's size; a shade is 255 less the ink
   */
  public static GrayImage of(Raster raster) {
    byte[] luminance = new byte[raster.width() * raster.height()];
    raster.copyTo(luminance, 0);
    for (int i = 0; i < luminance.length; i++) {
      luminance[i] = (byte) ~luminance[i]; // 255 less the byte
    }
    return new GrayImage(raster.width(), raster.height(), luminance);
  }

  /**
   * Creates a picture from opaque colours. A colour's shade is (299 R + 587 G + 114 B) / 1000,
   * rounded: the luma of ITU-R BT.601.
   *
   * @param width pixels a row, at least 1
   * @param height rows, at least 1
   * @param rgb {@code width * height} colours 0xRRGGBB, row by row from the top left; the highest
   *     byte is ignored; not modified
   * @return the picture
   * @throws IllegalArgumentException if a side is less than 1 or the length is not their product
   */
  public static GrayImage ofRgb(int width, int height, int[] rgb) {
    checkSize(width, height, rgb.length, 1);
    byte[] luminance = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      luminance[i] = (byte) luma(rgb[i]);
    }
    return new GrayImage(width, height, luminance);
  }

  /**
   * Creates a picture from colours with an opacity, laid on white paper: a transparent pixel is
   * white. (White strokes on a transparent background are therefore lost; lay those on black
   * first.)
   *
   * @param width pixels a row, at least 1
   * @param height rows, at least 1
   * @param argb {@code width * height} colours 0xAARRGGBB, not premultiplied, row by row from the
   *     top left; not modified
   * @return the picture
   * @throws IllegalArgumentException if a side is less than 1 or the length is not their product
   */
  public static GrayImage ofArgb(int width, int height, int[] argb) {
    checkSize(width, height, argb.length, 1);
    byte[] luminance = new byte[argb.length];
    for (int i = 0; i < argb.length; i++) {
      luminance[i] = (byte) onWhite(luma(argb[i]), argb[i] >>> 24);
    }
    return new GrayImage(width, height, luminance);
  }

  /**
   * Like {@link #ofArgb(int, int, int[])}, from four bytes a pixel in the order red, green, blue,
   * opacity: the layout of {@code ImageData.data} of an HTML canvas.
   *
   * @param width pixels a row, at least 1
   * @param height rows, at least 1
   * @param rgba {@code 4 * width * height} unsigned bytes, row by row from the top left; not
   *     modified
   * @return the picture
   * @throws IllegalArgumentException if a side is less than 1 or the length is not four times their
   *     product
   */
  public static GrayImage ofRgba(int width, int height, byte[] rgba) {
    checkSize(width, height, rgba.length, 4);
    byte[] luminance = new byte[rgba.length / 4];
    for (int i = 0; i < luminance.length; i++) {
      int at = 4 * i;
      int rgb = ((rgba[at] & 0xff) << 16) | ((rgba[at + 1] & 0xff) << 8) | (rgba[at + 2] & 0xff);
      luminance[i] = (byte) onWhite(luma(rgb), rgba[at + 3] & 0xff);
    }
    return new GrayImage(width, height, luminance);
  }

  /** Takes the array over instead of copying it; the caller must not keep it. */
  static GrayImage owning(int width, int height, byte[] luminance) {
    checkSize(width, height, luminance.length, 1);
    return new GrayImage(width, height, luminance);
  }

  /** The shade of a colour whose lower 24 bits are red, green and blue. */
  static int luma(int rgb) {
    return (299 * ((rgb >> 16) & 0xff) + 587 * ((rgb >> 8) & 0xff) + 114 * (rgb & 0xff) + 500)
        / 1000;
  }

  /** A shade of the given opacity, 0 to 255, on white. */
  static int onWhite(int luma, int alpha) {
    return (luma * alpha + 255 * (255 - alpha) + 127) / 255;
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
              + " element(s) a pixel cannot have "
              + length
              + " elements");
    }
  }

  /**
   * Returns the pixels a row.
   *
   * @return at least 1
   */
  public int width() {
    return width;
  }

  /**
   * Returns the rows.
   *
   * @return at least 1
   */
  public int height() {
    return height;
  }

  /**
   * Returns the shade of a pixel.
   *
   * @param x column, 0 to {@code width() - 1} from the left
   * @param y row, 0 to {@code height() - 1} from the top
   * @return 0 (black) to 255 (white)
   * @throws IndexOutOfBoundsException if there is no such pixel
   */
  public int luminance(int x, int y) {
    Objects.checkIndex(x, width);
    Objects.checkIndex(y, height);
    return luminance[y * width + x] & 0xff;
  }

  /** The pixels themselves, for reading only. */
  byte[] array() {
    return luminance;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GrayImage that
        && width == that.width
        && height == that.height
        && Arrays.equals(luminance, that.luminance);
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hash(width, height) + Arrays.hashCode(luminance);
  }

  /** Returns a short description: the sides. */
  @Override
  public String toString() {
    return "GrayImage[" + width + " x " + height + "]";
  }
}
