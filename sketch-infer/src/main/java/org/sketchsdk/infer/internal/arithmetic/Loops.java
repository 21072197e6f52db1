package org.sketchsdk.infer.internal.arithmetic;

/**
 * The inner loops. C2 of Java 17 turns each into instructions for eight floats. It does not if a
 * loop has more terms, reads an array at two distances, or uses two different offsets.
 */
public final class Loops {
  /** Inputs that {@link #add} works on at once. */
  public static final int STEP = 4;

  // 1.5 · 2^23: a float of this size has no fraction, so that adding it rounds
  static final float ROUNDING = 12_582_912;

  private Loops() {}

  /** Adds products to sums: four inputs, and for each the weights of all outputs. */
  public static void add(
      float[] sums,
      int from,
      int to,
      float[] w0,
      float[] w1,
      float[] w2,
      float[] w3,
      float x0,
      float x1,
      float x2,
      float x3) {
    for (int k = from; k < to; k++) {
      sums[k] += (x0 * w0[k] + x1 * w1[k]) + (x2 * w2[k] + x3 * w3[k]);
    }
  }

  /** As the other, of integers. What exceeds 32 bits is lost. */
  static void add(
      int[] sums,
      int from,
      int to,
      int[] w0,
      int[] w1,
      int[] w2,
      int[] w3,
      int x0,
      int x1,
      int x2,
      int x3) {
    for (int k = from; k < to; k++) {
      sums[k] += (x0 * w0[k] + x1 * w1[k]) + (x2 * w2[k] + x3 * w3[k]);
    }
  }

  /** As the other, of one input. */
  static void add(int[] sums, int from, int to, int[] w, int x) {
    for (int k = from; k < to; k++) {
      sums[k] += x * w[k];
    }
  }

  /**
   * Adds the halves of numbers to sums, and sets the numbers to 0: number = high · 2^16 + low, both
   * of 16 bits with a sign.
   */
  static void unpack(int[] numbers, int count, int[] low, int[] high) {
    for (int k = 0; k < count; k++) {
      int number = numbers[k];
      numbers[k] = 0;
      low[k] += (number << 16) >> 16;
      high[k] += (number + 0x8000) >> 16;
    }
  }

  /** Adds three arrays to sums. */
  static void add(int[] sums, int count, int[] a, int[] b, int[] c) {
    for (int k = 0; k < count; k++) {
      sums[k] += (a[k] + b[k]) + c[k];
    }
  }

  /** Adds an array to sums. */
  static void add(int[] sums, int count, int[] a) {
    for (int k = 0; k < count; k++) {
      sums[k] += a[k];
    }
  }

  /** Makes each integer the nearest float. */
  static void convert(int[] numbers, float[] to, int count) {
    for (int k = 0; k < count; k++) {
      to[k] = numbers[k];
    }
  }

  /**
   * Turns sums into codes less their zero point.
   *
   * @param multipliers one per sum
   * @param low the lowest code less the zero point
   * @param high the highest code less the zero point
   */
  static void requantize(float[] sums, int count, float[] multipliers, float low, float high) {
    for (int k = 0; k < count; k++) {
      sums[k] = requantized(sums[k], multipliers[k], low, high);
    }
  }

  /** As the other, with the same multiplier for all sums. */
  static void requantize(float[] sums, int count, float multiplier, float low, float high) {
    for (int k = 0; k < count; k++) {
      sums[k] = requantized(sums[k], multiplier, low, high);
    }
  }

  /** Turns one sum into a code less its zero point. */
  static float requantized(float sum, float multiplier, float low, float high) {
    // Clipped first, which gives the same as the bounds are integers: what is rounded is small.
    float code = Math.max(low, Math.min(high, sum * multiplier));
    return (code + ROUNDING) - ROUNDING;
  }
}
