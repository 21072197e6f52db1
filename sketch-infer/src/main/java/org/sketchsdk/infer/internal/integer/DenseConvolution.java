package org.sketchsdk.infer.internal.integer;

import org.sketchsdk.infer.internal.arithmetic.DenseSums;
import org.sketchsdk.infer.internal.arithmetic.Window;

/**
 * A convolution of a map with few channels. Windows that differ from their neighbors are collected,
 * and computed together.
 */
final class DenseConvolution implements RowStep {
  private final int input;
  private final int output;
  private final Window window;
  private final DenseSums sums;

  DenseConvolution(int input, int output, Window window, DenseSums sums) {
    this.input = input;
    this.output = output;
    this.window = window;
    this.sums = sums;
  }

  /** Windows that are computed together. Used by one thread at a time. */
  static final class Collected {
    private final int[] outputs = new int[DenseSums.WINDOWS];
    private int[][] places = new int[0][]; // [tap][window]: where the codes of a pixel begin

    private void start(int taps) {
      if (places.length < taps) {
        places = new int[taps][DenseSums.WINDOWS];
      }
    }
  }

  @Override
  public void run(Workspace workspace, int part, int parts) {
    FeatureMap in = workspace.map(input);
    FeatureMap out = workspace.map(output);
    Collected collected = workspace.collected;
    collected.start(window.taps());
    int[] columns = workspace.columns;
    int begin = RowStep.firstRow(out.height, part, parts);
    int end = RowStep.firstRow(out.height, part + 1, parts);
    int count = 0;
    for (int row = begin; row < end; row++) {
      int found = in.equal.differing(window, row, row > begin, out.equal, workspace.room, columns);
      for (int i = 0; i < found; i++) {
        collected.outputs[count] = row * out.width + columns[i];
        place(in, window.first(row), window.first(columns[i]), collected.places, count++);
        if (count == DenseSums.WINDOWS) {
          compute(workspace, in, out, count);
          count = 0;
        }
      }
    }
    compute(workspace, in, out, count);
    for (int row = begin; row < end; row++) {
      out.completeRow(row);
    }
  }

  private void place(FeatureMap in, int top, int left, int[][] places, int index) {
    int tap = 0;
    for (int y = top; y < top + window.kernel(); y++) {
      for (int x = left; x < left + window.kernel(); x++) {
        places[tap++][index] = in.place(y, x);
      }
    }
  }

  private void compute(Workspace workspace, FeatureMap in, FeatureMap out, int count) {
    Collected windows = workspace.collected;
    sums.compute(workspace.scratch, in.codes, windows.places, windows.outputs, count, out.codes);
  }
}
