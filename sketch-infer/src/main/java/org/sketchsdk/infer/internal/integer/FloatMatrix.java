package org.sketchsdk.infer.internal.integer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.internal.arithmetic.Loops;

/**
 * Integer products and sums carried out on floats, which Java's compilers turn into vector
 * instructions on every processor; 32-bit integer multiplications are slow on many. Nothing is
 * rounded: products of codes are below 2^15, and a float holds every integer up to 2^24. If the
 * products of an output could exceed that together, the inputs are cut into segments that cannot.
 * The sums of the segments are added as integers.
 */
final class FloatMatrix implements WeightMatrix {
  /** Inputs that are worked on at once. */
  static final int STEP = Loops.STEP;

  private static final int MAX_EXACT = 1 << 24;

  private final float[][] weights; // an array an input: loops without offsets become vectors
  private final int[] bias;
  private final float @Nullable [] floatBias; // null: there are several segments
  private final int[] segmentEnds;

  /**
   * Takes weights.
   *
   * @param weights [inputs][outputs], −128 to 127; not modified
   * @param bias [outputs]; kept
   * @param maxCode largest magnitude of an input, 1 to 255
   */
  FloatMatrix(byte[][] weights, int[] bias, int maxCode) {
    this.bias = bias;
    this.weights = new float[weights.length][bias.length];
    long[] bounds = new long[bias.length];
    for (int k = 0; k < bias.length; k++) {
      bounds[k] = Math.abs((long) bias[k]);
    }
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      boolean fits = true;
      for (int k = 0; k < bias.length; k++) {
        this.weights[i][k] = weights[i][k];
        bounds[k] += (long) Math.abs(weights[i][k]) * maxCode;
        fits &= bounds[k] <= MAX_EXACT;
      }
      if (!fits) {
        ends.add(i);
        for (int k = 0; k < bias.length; k++) {
          bounds[k] = (long) Math.abs(weights[i][k]) * maxCode;
        }
      }
    }
    ends.add(weights.length);
    segmentEnds = ends.stream().mapToInt(Integer::intValue).toArray();
    if (segmentEnds.length == 1) {
      floatBias = new float[bias.length];
      for (int k = 0; k < bias.length; k++) {
        floatBias[k] = bias[k];
      }
    } else {
      floatBias = null;
    }
  }

  /**
   * Tells whether floats hold each sum of products.
   *
   * @param weights [inputs][outputs], −128 to 127; not modified
   * @param bias [outputs]; not modified
   * @param maxCode largest magnitude of an input, 1 to 255
   */
  static boolean isExact(byte[][] weights, int[] bias, int maxCode) {
    for (int k = 0; k < bias.length; k++) {
      long bound = Math.abs((long) bias[k]);
      for (byte[] row : weights) {
        bound += (long) Math.abs(row[k]) * maxCode;
      }
      if (bound > MAX_EXACT) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int inputs() {
    return weights.length;
  }

  @Override
  public int outputs() {
    return bias.length;
  }

  int segments() {
    return segmentEnds.length;
  }

  @Override
  public void multiply(SparseVector vector, int[] totals, float[] sums) {
    if (floatBias == null) {
      multiplySegments(vector, totals, sums);
      return;
    }
    start(sums);
    add(0, vector.indices, vector.values, 0, vector.fill(STEP), sums);
  }

  /** Starts sums with the bias. For matrices of one segment. */
  void start(float[] sums) {
    System.arraycopy(floatBias, 0, sums, 0, sums.length);
  }

  /**
   * Adds products to sums that stay within {@link #MAX_EXACT}.
   *
   * @param base the input that index 0 stands for
   * @param indices of the inputs
   * @param values of the inputs
   * @param from the first entry
   * @param to the entry after the last, a multiple of {@link #STEP} after the first
   */
  void add(int base, int[] indices, float[] values, int from, int to, float[] sums) {
    float[][] w = weights;
    for (int i = from; i < to; i += STEP) {
      Loops.add(
          sums,
          0,
          sums.length,
          w[base + indices[i]],
          w[base + indices[i + 1]],
          w[base + indices[i + 2]],
          w[base + indices[i + 3]],
          values[i],
          values[i + 1],
          values[i + 2],
          values[i + 3]);
    }
  }

  private void multiplySegments(SparseVector vector, int[] totals, float[] sums) {
    int[] indices = vector.indices;
    float[] values = vector.values;
    System.arraycopy(bias, 0, totals, 0, bias.length);
    int next = 0;
    for (int end : segmentEnds) {
      Arrays.fill(sums, 0);
      int from = next;
      while (next + STEP <= vector.size() && indices[next + STEP - 1] < end) {
        next += STEP;
      }
      add(0, indices, values, from, next, sums);
      for (; next < vector.size() && indices[next] < end; next++) {
        add(sums, weights[indices[next]], values[next]);
      }
      for (int k = 0; k < sums.length; k++) {
        totals[k] += (int) sums[k];
      }
    }
    for (int k = 0; k < sums.length; k++) {
      sums[k] = totals[k];
    }
  }

  private static void add(float[] sums, float[] w, float x) {
    for (int k = 0; k < sums.length; k++) {
      sums[k] += x * w[k];
    }
  }
}
