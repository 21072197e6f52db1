package org.sketchsdk.infer.internal.integer;

import org.sketchsdk.infer.internal.arithmetic.Requantizer;
import org.sketchsdk.infer.internal.arithmetic.Window;

/** A convolution of each channel by itself. */
final class DepthwiseConvolution implements Step {
  private final int input;
  private final int output;
  private final Window window;
  private final byte[][] weights; // [kernel · kernel][channels]
  private final int[] bias;
  private final Requantizer requantizer;

  DepthwiseConvolution(
      int input, int output, Window window, byte[][] weights, int[] bias, Requantizer requantizer) {
    this.input = input;
    this.output = output;
    this.window = window;
    this.weights = weights;
    this.bias = bias;
    this.requantizer = requantizer;
  }

  @Override
  public void run(Workspace workspace) {
    FeatureMap in = workspace.map(input);
    FeatureMap out = workspace.map(output);
    int[] totals = workspace.totals;
    float[] sums = workspace.sums(output);
    int kernel = window.kernel();
    for (int row = 0, pixel = 0; row < out.height; row++) {
      int y = window.first(row);
      int top = Math.max(0, y);
      int bottom = Math.min(in.height, y + kernel);
      for (int column = 0; column < out.width; column++, pixel++) {
        int x = window.first(column);
        int right = Math.min(in.width, x + kernel);
        if (out.equal.repeat(in.equal, window, pixel)) {
          continue;
        }
        System.arraycopy(bias, 0, totals, 0, bias.length);
        for (int fromY = top; fromY < bottom; fromY++) {
          for (int fromX = Math.max(0, x); fromX < right; fromX++) {
            byte[] w = weights[(fromY - y) * kernel + fromX - x];
            int from = (fromY * in.width + fromX) * in.channels;
            for (int k = 0; k < bias.length; k++) {
              totals[k] += ((int) in.codes[from + k]) * w[k];
            }
          }
        }
        for (int k = 0; k < bias.length; k++) {
          sums[k] = totals[k];
        }
        requantizer.apply(sums);
        out.set(pixel, sums);
      }
      out.completeRow(row);
    }
  }
}
