package org.sketchsdk.infer.internal.integer;

/** The largest code of each window, channel by channel. */
final class MaxPool implements Step {
  private final int input;
  private final int output;
  private final Convolution.Window window; // without padding

  MaxPool(int input, int output, Convolution.Window window) {
    this.input = input;
    this.output = output;
    this.window = window;
  }

  @Override
  public void run(Workspace workspace) {
    FeatureMap in = workspace.map(input);
    FeatureMap out = workspace.map(output);
    float[] largest = workspace.sums(output);
    int kernel = window.kernel();
    int depth = in.channels;
    for (int row = 0, pixel = 0; row < out.height; row++) {
      int y = row * window.stride();
      for (int column = 0; column < out.width; column++, pixel++) {
        int x = column * window.stride();
        if (column > 0 && in.repeats(y, y + kernel, x + kernel - 1, kernel + window.stride())) {
          out.repeat(pixel);
          continue;
        }
        System.arraycopy(in.codes, (y * in.width + x) * depth, largest, 0, depth);
        for (int i = 1; i < kernel * kernel; i++) {
          int from = (y + i / kernel) * in.width + x + i % kernel;
          if (in.runs[from] > 0 && i % kernel > 0) {
            continue; // equal to the one before
          }
          for (int k = 0, at = from * depth; k < depth; k++, at++) {
            largest[k] = Math.max(largest[k], in.codes[at]);
          }
        }
        out.set(pixel, largest);
      }
    }
  }
}
