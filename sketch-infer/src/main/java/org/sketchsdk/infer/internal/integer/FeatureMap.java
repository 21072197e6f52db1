package org.sketchsdk.infer.internal.integer;

import org.sketchsdk.infer.internal.arithmetic.Window;

/**
 * The codes between two layers, less their zero point, pixel by pixel and in a pixel channel by
 * channel. Most of a sketch is paper, and far from strokes all pixels of a layer are equal. The map
 * remembers which pixels equal a neighbor, so that layers compute them once. Used by one thread at
 * a time.
 */
final class FeatureMap {
  final int channels;
  final int height;
  final int width;

  /**
   * [height, width, channels], and possibly more behind. Pixels that equal a neighbor are left out
   * unless the map is complete.
   */
  final float[] codes;

  /** For each pixel how many pixels to its left, one beside the other, are equal to it. */
  final int[] runs;

  /** For each pixel how many pixels above it, one beside the other, are equal to it. */
  final int[] falls;

  private final boolean complete;

  FeatureMap(Shape shape, float[] codes, boolean complete) {
    this.channels = shape.channels();
    this.height = shape.height();
    this.width = shape.width();
    this.codes = codes;
    this.complete = complete;
    this.runs = new int[height * width];
    this.falls = new int[height * width];
  }

  /** Reads a raster. */
  void load(byte[] rasters, int offset) {
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at++) {
        byte code = rasters[offset + at];
        codes[at] = code & 0xff;
        runs[at] = x > 0 && code == rasters[offset + at - 1] ? runs[at - 1] + 1 : 0;
        falls[at] = y > 0 && code == rasters[offset + at - width] ? falls[at - width] + 1 : 0;
      }
    }
  }

  /** Finds the first pixel of those that equal a pixel. It is never left out. */
  int first(int pixel) {
    int first = pixel;
    while (runs[first] > 0 || falls[first] > 0) {
      first -= runs[first] > 0 ? runs[first] : falls[first] * width;
    }
    return first;
  }

  /** Sets a pixel. */
  void set(int pixel, float[] values) {
    System.arraycopy(values, 0, codes, pixel * channels, channels);
  }

  /**
   * Notes that a pixel equals a neighbor.
   *
   * @param asLeft whether it equals the one to its left
   * @param asAbove whether it equals the one above
   * @return whether it does; otherwise it is to be set
   */
  boolean repeat(int pixel, boolean asLeft, boolean asAbove) {
    runs[pixel] = asLeft ? runs[pixel - 1] + 1 : 0;
    falls[pixel] = asAbove ? falls[pixel - width] + 1 : 0;
    return asLeft || asAbove;
  }

  /** Copies the pixels of a row that equal a neighbor, after the others are set. */
  void completeRow(int row) {
    if (!complete) {
      return;
    }
    for (int pixel = row * width; pixel < (row + 1) * width; pixel++) {
      if (runs[pixel] > 0 || falls[pixel] > 0) {
        int from = runs[pixel] > 0 ? pixel - 1 : pixel - width;
        System.arraycopy(codes, from * channels, codes, pixel * channels, channels);
      }
    }
  }

  /**
   * Finds the windows in a row that hold something else than before they moved to the right, and
   * than before they moved down. Notes in the layer's result which of its pixels equal a neighbor.
   *
   * @param window slides over this map
   * @param row the row of the result
   * @param below whether the row above may be referred to
   * @param out the result
   * @param least room for a number per column of this map
   * @param columns receives the columns of the result that are to be computed
   * @return how many these are
   */
  int differing(Window window, int row, boolean below, FeatureMap out, int[] least, int[] columns) {
    int kernel = window.kernel();
    int y = window.first(row);
    int top = Math.max(0, y);
    int bottom = Math.min(height, y + kernel);
    // The shortest of the runs that end in a column.
    System.arraycopy(runs, top * width, least, 0, width);
    for (int from = top + 1; from < bottom; from++) {
      for (int x = 0, at = from * width; x < width; x++, at++) {
        least[x] = Math.min(least[x], runs[at]);
      }
    }
    int enough = kernel - 1 + window.stride();
    int last = (y + kernel - 1) * width;
    boolean inside = below && y + kernel <= height;
    int fallen = 0; // columns in a row, up to the present one, that fall far enough
    int seen = 0;
    int count = 0;
    for (int column = 0, pixel = row * out.width; column < out.width; column++, pixel++) {
      int x = window.first(column);
      int right = x + kernel - 1;
      boolean asLeft = column > 0 && right < width && least[right] >= enough;
      boolean asAbove = false;
      if (inside) {
        int end = Math.min(right, width - 1);
        for (; seen <= end; seen++) {
          fallen = falls[last + seen] >= enough ? fallen + 1 : 0;
        }
        asAbove = fallen >= end + 1 - Math.max(0, x);
      }
      if (!out.repeat(pixel, asLeft, asAbove)) {
        columns[count++] = column;
      }
    }
    return count;
  }

  /** Tells whether a block and the one to its left, at its side, have pixels of one color a row. */
  boolean equalsLeft(int side, int y, int x) {
    int right = x + side - 1;
    if (x < side || right >= width) {
      return false;
    }
    int bottom = Math.min(height, y + side);
    for (int row = Math.max(0, y); row < bottom; row++) {
      if (runs[row * width + right] < 2 * side - 1) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether a block and the one above have pixels of one color a column. */
  boolean equalsAbove(int side, int y, int x) {
    int bottom = y + side - 1;
    if (y < side || bottom >= height) {
      return false;
    }
    int right = Math.min(width, x + side);
    for (int column = Math.max(0, x); column < right; column++) {
      if (falls[bottom * width + column] < 2 * side - 1) {
        return false;
      }
    }
    return true;
  }

  /**
   * Tells whether a window holds the same as before it moved to the right: each of its rows is one
   * color, and was.
   *
   * @param y its first row, which may be outside the map, where there is padding
   * @param x its first column after it moved
   */
  boolean equalsLeft(Window window, int y, int x) {
    int right = x + window.kernel() - 1;
    if (right >= width) {
      return false;
    }
    int bottom = Math.min(height, y + window.kernel());
    int least = window.kernel() - 1 + window.stride();
    for (int row = Math.max(0, y); row < bottom; row++) {
      if (runs[row * width + right] < least) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #equalsLeft}, before the window moved down. */
  boolean equalsAbove(Window window, int y, int x) {
    int bottom = y + window.kernel() - 1;
    if (bottom >= height) {
      return false;
    }
    int right = Math.min(width, x + window.kernel());
    int least = window.kernel() - 1 + window.stride();
    for (int column = Math.max(0, x); column < right; column++) {
      if (falls[bottom * width + column] < least) {
        return false;
      }
    }
    return true;
  }
}
