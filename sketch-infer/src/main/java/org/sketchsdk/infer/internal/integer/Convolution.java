package org.sketchsdk.infer.internal.integer;

import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.internal.arithmetic.Requantizer;
import org.sketchsdk.infer.internal.arithmetic.Window;

/** A convolution of all channels: for each pixel, a window's codes times the weights. */
final class Convolution implements Step {
  private final int input;
  private final int output;
  private final Window window;
  private final WeightMatrix weights; // [kernel, kernel, channels], [outputs]
  private final @Nullable FloatMatrix whole; // the same, if sums need not be cut; or else null
  private final Requantizer requantizer;

  Convolution(int input, int output, Window window, WeightMatrix weights, Requantizer requantizer) {
    this.input = input;
    this.output = output;
    this.window = window;
    this.weights = weights;
    this.whole = weights instanceof FloatMatrix matrix && matrix.segments() == 1 ? matrix : null;
    this.requantizer = requantizer;
  }

  @Override
  public void run(Workspace workspace) {
    FeatureMap in = workspace.map(input);
    FeatureMap out = workspace.map(output);
    boolean listed = in.channels > 1;
    if (listed) {
      workspace.lists.list(in);
    }
    int[] columns = workspace.columns;
    float[][] sums = workspace.rowSums(output);
    for (int row = 0, pixel = 0; row < out.height; row++) {
      int y = window.first(row);
      int count = 0;
      for (int column = 0; column < out.width; column++, pixel++) {
        if (!out.equal.repeat(in.equal, window, pixel)) {
          columns[count++] = column;
        }
      }
      if (listed && whole != null) {
        add(whole, in, workspace.lists, y, columns, count, sums);
      } else {
        for (int i = 0; i < count; i++) {
          if (listed) {
            gather(in, workspace.lists, y, window.first(columns[i]), workspace.vector);
          } else {
            gather(in, y, window.first(columns[i]), workspace.vector);
          }
          weights.multiply(workspace.vector, workspace.totals, sums[columns[i]]);
        }
      }
      for (int i = 0; i < count; i++) {
        requantizer.apply(sums[columns[i]]);
        out.set(row * out.width + columns[i], sums[columns[i]]);
      }
      out.completeRow(row);
    }
  }

  /** Sums the products of a row's windows: weights are read once for all of them. */
  private void add(
      FloatMatrix matrix,
      FeatureMap in,
      PixelLists lists,
      int y,
      int[] columns,
      int count,
      float[][] sums) {
    for (int i = 0; i < count; i++) {
      matrix.start(sums[columns[i]]);
    }
    int kernel = window.kernel();
    for (int row = Math.max(0, -y); row < kernel && y + row < in.height; row++) {
      int from = (y + row) * in.width;
      for (int column = 0; column < kernel; column++) {
        int base = (row * kernel + column) * in.channels;
        for (int i = 0; i < count; i++) {
          int x = window.first(columns[i]) + column;
          if (x >= 0 && x < in.width) {
            int start = lists.starts[from + x];
            int end = start + lists.sizes[from + x];
            matrix.add(base, lists.channels, lists.values, start, end, sums[columns[i]]);
          }
        }
      }
    }
  }

  /** Collects the codes of a window in a map of one channel. */
  private void gather(FeatureMap in, int y, int x, SparseVector to) {
    int kernel = window.kernel();
    int left = Math.max(0, -x);
    int right = Math.min(kernel, in.width - x);
    to.clear();
    for (int row = Math.max(0, -y); row < kernel && y + row < in.height; row++) {
      int from = (y + row) * in.width + x;
      for (int column = left; column < right; column++) {
        to.add(row * kernel + column, in.codes[from + column]);
      }
    }
  }

  private void gather(FeatureMap in, PixelLists lists, int y, int x, SparseVector to) {
    int kernel = window.kernel();
    int left = Math.max(0, -x);
    int right = Math.min(kernel, in.width - x);
    to.clear();
    for (int row = Math.max(0, -y); row < kernel && y + row < in.height; row++) {
      int from = (y + row) * in.width + x;
      for (int column = left; column < right; column++) {
        int base = (row * kernel + column) * in.channels;
        int start = lists.starts[from + column];
        for (int i = start; i < start + lists.sizes[from + column]; i++) {
          to.add(base + lists.channels[i], lists.values[i]);
        }
      }
    }
  }
}
