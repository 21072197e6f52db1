package org.sketchsdk.infer.internal.integer;

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
   * [height, width, channels], possibly more behind, and at the end at least as many zeros as there
   * are channels. Pixels that equal a neighbor are left out unless the map is complete.
   */
  final float[] codes;

  /** Which pixels equal a neighbor. */
  final EqualPixels equal;

  private final boolean complete;

  FeatureMap(Shape shape, float[] codes, boolean complete) {
    this.channels = shape.channels();
    this.height = shape.height();
    this.width = shape.width();
    this.codes = codes;
    this.complete = complete;
    this.equal = new EqualPixels(height, width);
  }

  /** Reads a raster. */
  void load(byte[] rasters, int offset) {
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at++) {
        byte code = rasters[offset + at];
        codes[at] = code & 0xff;
        boolean asLeft = x > 0 && code == rasters[offset + at - 1];
        equal.repeat(at, asLeft, y > 0 && code == rasters[offset + at - width]);
      }
    }
  }

  /** Sets a pixel. */
  void set(int pixel, float[] values) {
    System.arraycopy(values, 0, codes, pixel * channels, channels);
  }

  /** Returns where the codes of a pixel, or of an equal one, begin; outside of the map zeros. */
  int place(int y, int x) {
    boolean inside = y >= 0 && x >= 0 && y < height && x < width;
    return inside ? equal.first(y, x) * channels : codes.length - channels;
  }

  /** Copies the pixels of a row that equal a neighbor, after the others are set. */
  void completeRow(int row) {
    if (!complete) {
      return;
    }
    for (int pixel = row * width; pixel < (row + 1) * width; pixel++) {
      boolean asLeft = equal.asLeft(pixel);
      if (asLeft || equal.asAbove(pixel)) {
        int from = asLeft ? pixel - 1 : pixel - width;
        System.arraycopy(codes, from * channels, codes, pixel * channels, channels);
      }
    }
  }
}
