package org.sketchsdk.infer.internal.integer;

import java.util.Arrays;

/**
 * The codes between two layers, less their zero point, pixel by pixel and in a pixel channel by
 * channel. Paper looks like paper: which pixels repeat the one to their left is kept, so that
 * layers need not compute the same again. Used by one thread at a time.
 */
final class FeatureMap {
  final int channels;
  final int height;
  final int width;

  /** [height, width, channels], and possibly more behind. */
  final float[] codes;

  /** For each pixel how many pixels to its left, one beside the other, are equal to it. */
  final int[] runs;

  FeatureMap(Shape shape, float[] codes) {
    this.channels = shape.channels();
    this.height = shape.height();
    this.width = shape.width();
    this.codes = codes;
    this.runs = new int[height * width];
  }

  /** Reads a raster. */
  void load(byte[] rasters, int offset) {
    for (int y = 0, at = 0; y < height; y++) {
      int left = -1;
      int run = 0;
      for (int x = 0; x < width; x++, at++) {
        int code = rasters[offset + at] & 0xff;
        codes[at] = code;
        run = code == left ? run + 1 : 0;
        runs[at] = run;
        left = code;
      }
    }
  }

  /** Sets a pixel. */
  void set(int pixel, float[] values) {
    runs[pixel] = 0;
    System.arraycopy(values, 0, codes, pixel * channels, channels);
  }

  /** Makes a pixel equal to the one to its left. */
  void repeat(int pixel) {
    runs[pixel] = runs[pixel - 1] + 1;
    System.arraycopy(codes, (pixel - 1) * channels, codes, pixel * channels, channels);
  }

  /**
   * Tells whether a window holds the same as it did before it moved to the right.
   *
   * @param top its first row, inside the map
   * @param bottom the row after its last, inside the map
   * @param right its last column, which may be outside the map
   * @param width its width and the distance it moved, together
   */
  boolean repeats(int top, int bottom, int right, int width) {
    if (right >= this.width) {
      return false;
    }
    for (int y = top; y < bottom; y++) {
      if (runs[y * this.width + right] < width - 1) {
        return false;
      }
    }
    return true;
  }

  /** Forgets which pixels are equal. */
  void allDiffer() {
    Arrays.fill(runs, 0);
  }
}
