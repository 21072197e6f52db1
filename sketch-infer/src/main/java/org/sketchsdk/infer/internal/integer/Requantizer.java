package org.sketchsdk.infer.internal.integer;

/**
 * Turns sums of products into codes, as ONNX Runtime does. A sum is multiplied by a float and
 * rounded to the nearest integer, ties to even. Then the zero point is added, and the result is
 * clipped to 0 … 255. Here the zero point stays off the codes, so that 0 stands for 0 in every map.
 * Immutable and thread-safe.
 */
final class Requantizer {
  // 1.5 · 2^23: a float of this size has no fraction, so that adding it rounds
  private static final float ROUNDING = 12_582_912;

  private final float[] multipliers;
  private final float lowest;
  private final float highest;

  /**
   * Takes the constants of an output.
   *
   * @param multipliers one a channel: scale of a sum / scale of a code; kept
   * @param zeroPoint the code of 0
   */
  Requantizer(float[] multipliers, int zeroPoint) {
    this.multipliers = multipliers;
    this.lowest = -zeroPoint;
    this.highest = 255 - zeroPoint;
  }

  /**
   * Makes codes less their zero point.
   *
   * @param sums one a channel; receives the codes
   */
  void apply(float[] sums) {
    float low = lowest;
    float high = highest;
    float[] m = multipliers;
    for (int k = 0; k < sums.length; k++) {
      // Clipped first, which gives the same as the bounds are integers: what is rounded is small.
      float code = Math.max(low, Math.min(high, sums[k] * m[k]));
      sums[k] = (code + ROUNDING) - ROUNDING;
    }
  }
}
