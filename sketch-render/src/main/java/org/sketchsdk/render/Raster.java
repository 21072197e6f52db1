package org.sketchsdk.render;

import java.util.Arrays;
import java.util.Objects;

/**
 * A picture of ink: one byte a pixel, row by row from the top left, 0 for paper to 255 for full
 * ink.
 *
 * <p>Immutable, thread-safe and equal by value.
 */
public final class Raster {
  private final int width;
  private final int height;
  private final byte[] ink;

  private Raster(int width, int height, byte[] ink) {
    this.width = width;
    this.height = height;
    this.ink = ink;
  }

  /**
   * Creates a raster.
   *
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param ink {@code width * height} unsigned bytes, row by row from the top left, 0 paper to 255
   *     ink; copied
   * @return the raster
   * @throws IllegalArgumentException if a side is less than 1 or the length is not their product
   */
  public static Raster of(int width, int height, byte[] ink) {
    if (width < 1 || height < 1 || (long) width * height != ink.length) {
      throw new IllegalArgumentException(
          "a raster of " + width + " x " + height + " cannot have " + ink.length + " pixels");
    }
    return new Raster(width, height, ink.clone());
  }

  /** Takes the array over instead of copying it; the caller must not keep it. */
  static Raster owning(int width, int height, byte[] ink) {
    return new Raster(width, height, ink);
  }

  /**
   * Returns the number of pixels per row.
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
   * Returns the ink of a pixel.
   *
   * @param x column, 0 to {@code width() - 1} from the left
   * @param y row, 0 to {@code height() - 1} from the top
   * @return 0 (paper) to 255 (ink)
   * @throws IndexOutOfBoundsException if there is no such pixel
   */
  public int ink(int x, int y) {
    Objects.checkIndex(x, width);
    Objects.checkIndex(y, height);
    return ink[y * width + x] & 0xff;
  }

  /**
   * Copies all pixels, row by row from the top left.
   *
   * @param dst receives {@code width() * height()} unsigned bytes
   * @param offset index of the first
   * @throws IndexOutOfBoundsException if they do not fit
   */
  public void copyTo(byte[] dst, int offset) {
    Objects.checkFromIndexSize(offset, ink.length, dst.length);
    System.arraycopy(ink, 0, dst, offset, ink.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Raster that
        && width == that.width
        && height == that.height
        && Arrays.equals(ink, that.ink);
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hash(width, height) + Arrays.hashCode(ink);
  }

  /** Returns a short description: the sides and the share of pixels with ink. */
  @Override
  public String toString() {
    int inked = 0;
    for (byte b : ink) {
      if (b != 0) {
        inked++;
      }
    }
    return "Raster[" + width + " x " + height + ", " + inked + " pixels with ink]";
  }
}
