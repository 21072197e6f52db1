package org.sketchsdk.infer.internal.arithmetic;

import java.util.Arrays;

/**
 * Sums of products in which two weights share an {@code int}. Each half of a sum has 16 bits.
 * Before it could exceed them, both are added to sums of 32 bits. Used by one thread at a time.
 */
final class Packed {
  private final int[] sums; // 0 from end to start
  private final int[] indices; // of the codes that are not 0
  private int[] low = new int[0];
  private int[] high = low;
  private int length;
  private int bound; // no half of a sum has a larger magnitude

  Packed(int maxLength, int maxChannels) {
    sums = new int[maxLength];
    indices = new int[maxChannels];
  }

  /** Sets the sums of 32 bits to 0. */
  void start(int[] low, int[] high, int length) {
    this.low = low;
    this.high = high;
    this.length = length;
    bound = 0;
    Arrays.fill(low, 0, length, 0);
    Arrays.fill(high, 0, length, 0);
  }

  /**
   * Adds the products of a pixel to a range of the sums.
   *
   * @param codes where the pixel's codes are, each −255 to 255
   * @param at where they begin
   * @param weights [channel][sum], pairs
   * @param largest [channel], the largest magnitude of a weight, up to 128
   */
  void add(float[] codes, int at, int[][] weights, int[] largest, int from, int to) {
    int size = list(codes, at, weights.length, indices);
    int i = 0;
    for (; i + Loops.STEP <= size; i += Loops.STEP) {
      int c0 = indices[i];
      int c1 = indices[i + 1];
      int c2 = indices[i + 2];
      int c3 = indices[i + 3];
      int x0 = (int) codes[at + c0];
      int x1 = (int) codes[at + c1];
      int x2 = (int) codes[at + c2];
      int x3 = (int) codes[at + c3];
      int more =
          Math.abs(x0) * largest[c0]
              + Math.abs(x1) * largest[c1]
              + Math.abs(x2) * largest[c2]
              + Math.abs(x3) * largest[c3];
      if (more <= Short.MAX_VALUE) {
        expect(more);
        Loops.add(
            sums, from, to, weights[c0], weights[c1], weights[c2], weights[c3], x0, x1, x2, x3);
      } else {
        add(weights[c0], x0, largest[c0], from, to);
        add(weights[c1], x1, largest[c1], from, to);
        add(weights[c2], x2, largest[c2], from, to);
        add(weights[c3], x3, largest[c3], from, to);
      }
    }
    for (; i < size; i++) {
      int channel = indices[i];
      add(weights[channel], (int) codes[at + channel], largest[channel], from, to);
    }
  }

  private void add(int[] w, int x, int magnitude, int from, int to) {
    expect(Math.abs(x) * magnitude); // at most 255 · 128
    Loops.add(sums, from, to, w, x);
  }

  private void expect(int more) {
    if (bound + more > Short.MAX_VALUE) {
      Loops.unpack(sums, length, low, high);
      bound = 0;
    }
    bound += more;
  }

  /** Completes the sums of 32 bits. */
  void end() {
    if (bound > 0) {
      Loops.unpack(sums, length, low, high);
    }
  }

  /** Lists the codes that are not 0, and returns how many there are. */
  private static int list(float[] codes, int from, int count, int[] indices) {
    int size = 0;
    for (int i = 0; i < count; i++) {
      int bits = Float.floatToRawIntBits(codes[from + i]);
      indices[size] = i;
      size += (bits | -bits) >>> 31; // without a branch, which could not be predicted
    }
    return size;
  }
}
