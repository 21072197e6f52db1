package org.sketchsdk.infer.internal.integer;

/** A convolution of all channels: for each pixel, a window's codes times the weights. */
final class Convolution implements Step {
  /** Where the window lies. */
  record Window(int kernel, int stride, int padding) {
    /** Returns the outputs along a side. */
    int outputs(int inputs) {
      return Math.floorDiv(inputs + 2 * padding - kernel, stride) + 1;
    }
  }

  private final int input;
  private final int output;
  private final Window window;
  private final WeightMatrix weights; // [kernel, kernel, channels], [outputs]
  private final Requantizer requantizer;

  Convolution(int input, int output, Window window, WeightMatrix weights, Requantizer requantizer) {
    this.input = input;
    this.output = output;
    this.window = window;
    this.weights = weights;
    this.requantizer = requantizer;
  }

  @Override
  public void run(Workspace workspace) {
    FeatureMap in = workspace.map(input);
    FeatureMap out = workspace.map(output);
    SparseVector vector = workspace.vector;
    float[] sums = workspace.sums(output);
    PixelLists lists = null;
    if (in.channels > 1) {
      lists = workspace.lists;
      lists.list(in);
    }
    for (int row = 0, pixel = 0; row < out.height; row++) {
      int y = row * window.stride - window.padding;
      int top = Math.max(0, y);
      int bottom = Math.min(in.height, y + window.kernel);
      for (int column = 0; column < out.width; column++, pixel++) {
        int x = column * window.stride - window.padding;
        if (column > 0
            && in.repeats(top, bottom, x + window.kernel - 1, window.kernel + window.stride)) {
          out.repeat(pixel);
          continue;
        }
        if (lists == null) {
          gather(in, y, x, vector);
        } else {
          gather(in, lists, y, x, vector);
        }
        weights.multiply(vector, sums);
        requantizer.apply(sums);
        out.set(pixel, sums);
      }
    }
  }

  private void gather(FeatureMap in, int y, int x, SparseVector to) {
    int kernel = window.kernel;
    int left = Math.max(0, -x);
    int right = Math.min(kernel, in.width - x);
    int size = 0;
    for (int row = Math.max(0, -y); row < kernel && y + row < in.height; row++) {
      int from = (y + row) * in.width + x;
      for (int column = left; column < right; column++) {
        float value = in.codes[from + column];
        to.indices[size] = row * kernel + column;
        to.values[size] = value;
        size += value != 0 ? 1 : 0;
      }
    }
    to.size = size;
  }

  private void gather(FeatureMap in, PixelLists lists, int y, int x, SparseVector to) {
    int kernel = window.kernel;
    int left = Math.max(0, -x);
    int right = Math.min(kernel, in.width - x);
    int size = 0;
    for (int row = Math.max(0, -y); row < kernel && y + row < in.height; row++) {
      int from = (y + row) * in.width + x;
      for (int column = left; column < right; column++) {
        int base = (row * kernel + column) * in.channels;
        int start = lists.starts[from + column];
        int count = lists.sizes[from + column];
        for (int i = 0; i < count; i++) {
          to.indices[size + i] = base + lists.channels[start + i];
          to.values[size + i] = lists.values[start + i];
        }
        size += count;
      }
    }
    to.size = size;
  }
}
