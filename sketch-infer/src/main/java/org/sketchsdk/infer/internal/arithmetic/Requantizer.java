package org.sketchsdk.infer.internal.arithmetic;

/**
 * Turns sums of products into codes, as ONNX Runtime does. A sum is multiplied by a float and
 * rounded to the nearest integer, ties to even. Then the zero point is added, and the result is
 * clipped to 0 … 255. Here the zero point stays off the codes, so that 0 stands for 0 in every map.
 * Immutable and thread-safe.
 */
public final class Requantizer {
  final float[] multipliers;
  final float lowest;
  final float highest;

  /**
   * Takes the constants of an output.
   *
   * @param multipliers one a channel: scale of a sum / scale of a code; kept
   * @param zeroPoint the code of 0
   */
  public Requantizer(float[] multipliers, int zeroPoint) {
    this(multipliers, -zeroPoint, 255 - zeroPoint);
  }

  private Requantizer(float[] multipliers, float lowest, float highest) {
    this.multipliers = multipliers;
    this.lowest = lowest;
    this.highest = highest;
  }

  /**
   * Makes codes less their zero point.
   *
   * @param sums one a channel; receives the codes
   */
  public void apply(float[] sums) {
    apply(sums, sums.length);
  }

  /** As {@link #apply(float[])}, of the first sums alone. */
  void apply(float[] sums, int count) {
    Loops.requantize(sums, count, multipliers, lowest, highest);
  }

  /** Makes codes of sums that all belong to one channel. */
  void apply(int channel, float[] sums, int count) {
    Loops.requantize(sums, count, multipliers[channel], lowest, highest);
  }

  /**
   * Returns the constants of some channels, for several pixels one after the other.
   *
   * @param to the channel after the last
   * @param each numbers per pixel; those that are left over are not defined
   */
  Requantizer repeated(int from, int to, int each, int pixels) {
    float[] all = new float[pixels * each];
    for (int i = 0; i < all.length; i++) {
      all[i] = multipliers[Math.min(from + i % each, to - 1)];
    }
    return new Requantizer(all, lowest, highest);
  }
}
