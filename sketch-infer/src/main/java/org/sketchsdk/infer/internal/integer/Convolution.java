package org.sketchsdk.infer.internal.integer;

/** A convolution of all channels: for each pixel, a window's codes times the weights. */
final class Convolution implements Step {
  private final int input;
  private final int output;
  private final Window window;
  private final WeightMatrix weights; // [kernel, kernel, channels], [outputs]
  private final FloatMatrix whole; // the same, if sums need not be cut; or else null
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
    float[] sums = workspace.sums(output);
    PixelLists lists = in.channels > 1 ? workspace.lists : null;
    if (lists != null) {
      lists.list(in);
    }
    for (int row = 0, pixel = 0; row < out.height; row++) {
      int y = window.first(row);
      for (int column = 0; column < out.width; column++, pixel++) {
        int x = window.first(column);
        boolean asLeft = column > 0 && in.equalsLeft(window, y, x);
        boolean asAbove = row > 0 && in.equalsAbove(window, y, x);
        if (out.repeat(pixel, asLeft, asAbove)) {
          continue;
        }
        if (lists != null && whole != null) {
          whole.start(sums);
          add(in, lists, y, x, sums);
        } else {
          SparseVector vector = workspace.vector;
          if (lists == null) {
            gather(in, y, x, vector);
          } else {
            gather(in, lists, y, x, vector);
          }
          weights.multiply(vector, sums);
        }
        requantizer.apply(sums);
        out.set(pixel, sums);
      }
    }
  }

  /** Adds the products of a window. */
  private void add(FeatureMap in, PixelLists lists, int y, int x, float[] sums) {
    int kernel = window.kernel();
    int left = Math.max(0, -x);
    int right = Math.min(kernel, in.width - x);
    for (int row = Math.max(0, -y); row < kernel && y + row < in.height; row++) {
      int from = (y + row) * in.width + x;
      for (int column = left; column < right; column++) {
        int start = lists.starts[from + column];
        whole.add(
            (row * kernel + column) * in.channels,
            lists.channels,
            lists.values,
            start,
            start + lists.sizes[from + column],
            sums);
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
