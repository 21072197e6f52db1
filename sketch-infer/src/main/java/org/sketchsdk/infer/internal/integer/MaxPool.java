package org.sketchsdk.infer.internal.integer;

import org.sketchsdk.infer.internal.arithmetic.Window;

/** The largest code of each window, channel by channel. */
final class MaxPool implements Step {
  private final int input;
  private final int output;
  private final Window window; // without padding

  MaxPool(int input, int output, Window window) {
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
      int y = window.first(row);
      for (int column = 0; column < out.width; column++, pixel++) {
        int x = window.first(column);
        if (out.equal.repeat(in.equal, window, pixel)) {
          continue;
        }
        System.arraycopy(in.codes, (y * in.width + x) * depth, largest, 0, depth);
        for (int i = 1; i < kernel * kernel; i++) {
          int from = (y + i / kernel) * in.width + x + i % kernel;
          if (i % kernel > 0 && in.equal.asLeft(from)) {
            continue; // equal to the one before
          }
          for (int k = 0, at = from * depth; k < depth; k++, at++) {
            largest[k] = Math.max(largest[k], in.codes[at]);
          }
        }
        out.set(pixel, largest);
      }
      out.completeRow(row);
    }
  }
}
