package org.sketchsdk.infer.internal.integer;

import java.util.Arrays;

/** Products as {@link Products#CLIPPED_PAIRS} adds them. */
final class ClippedMatrix implements WeightMatrix {
  private final int[][] weights;
  private final int[] bias;
  private final int[] places; // input -> place in the order in which products are paired
  private final int zeroPoint;

  /**
   * Takes weights.
   *
   * @param weights [inputs][outputs]; not modified
   * @param bias [outputs]; not modified
   * @param order the inputs in the order in which they are paired
   * @param zeroPoint the inputs' zero point
   */
  ClippedMatrix(byte[][] weights, int[] bias, int[] order, int zeroPoint) {
    this.zeroPoint = zeroPoint;
    this.bias = bias.clone();
    this.places = new int[order.length];
    // an odd last one meets a product of 0
    this.weights = new int[order.length + (order.length & 1)][bias.length];
    for (int place = 0; place < order.length; place++) {
      places[order[place]] = place;
      for (int k = 0; k < bias.length; k++) {
        int weight = weights[order[place]][k];
        this.weights[place][k] = weight;
        this.bias[k] -= zeroPoint * weight;
      }
    }
  }

  @Override
  public int inputs() {
    return places.length;
  }

  @Override
  public int outputs() {
    return bias.length;
  }

  @Override
  public void multiply(SparseVector vector, int[] totals, float[] sums) {
    int[] codes = new int[weights.length];
    Arrays.fill(codes, zeroPoint);
    for (int i = 0; i < vector.size(); i++) {
      codes[places[vector.indices[i]]] = zeroPoint + (int) vector.values[i];
    }
    System.arraycopy(bias, 0, totals, 0, bias.length);
    for (int i = 0; i < codes.length; i += 2) {
      if (codes[i] != 0 || codes[i + 1] != 0) {
        add(bias.length, totals, weights[i], weights[i + 1], codes[i], codes[i + 1]);
      }
    }
    for (int k = 0; k < sums.length; k++) {
      sums[k] = totals[k];
    }
  }

  private static void add(int count, int[] totals, int[] w0, int[] w1, int x0, int x1) {
    for (int k = 0; k < count; k++) {
      totals[k] += Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, x0 * w0[k] + x1 * w1[k]));
    }
  }
}
