package org.sketchsdk.infer.internal.integer;

import org.jspecify.annotations.Nullable;

/** Weights of a convolution that takes neighbors in a row of pixels as channels. */
final class PixelWeights {
  private PixelWeights() {}

  /**
   * Finds the weights of the same convolution of the pixels themselves.
   *
   * @param codes the weights; not modified
   * @param shape their sides: places · outputs, pixels per group, side of the kernel, groups in its
   *     width, where the windows begin in the first group
   * @param stride pixels from place to place; pixels per group ÷ stride is the number of places
   * @return [outputs, 1, kernel, kernel], or null if some place's are others
   */
  static byte @Nullable [] of(byte[] codes, int[] shape, int stride) {
    int pixels = shape[1];
    int kernel = shape[2];
    int groups = shape[3];
    int outputs = shape[0] / (pixels / stride);
    byte[] found = new byte[outputs * kernel * kernel];
    for (int i = 0; i < codes.length; i++) {
      int y = i / groups % kernel;
      int output = i / groups / kernel / pixels;
      int place = output / outputs;
      int x = i % groups * pixels + i / groups / kernel % pixels - place * stride;
      boolean inside = x >= 0 && x < kernel;
      int at = (output % outputs * kernel + y) * kernel + x;
      if (inside && place == 0) {
        found[at] = codes[i];
      } else if (codes[i] != (inside ? found[at] : 0)) {
        return null;
      }
    }
    return found;
  }
}
