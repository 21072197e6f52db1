package org.sketchsdk.infer.internal.integer;

import java.util.Arrays;
import org.sketchsdk.infer.internal.arithmetic.Requantizer;

/** The mean of each channel: a map of one pixel. */
final class Average implements Step {
  private final int input;
  private final int output;
  private final Requantizer requantizer;

  Average(int input, int output, Requantizer requantizer) {
    this.input = input;
    this.output = output;
    this.requantizer = requantizer;
  }

  @Override
  public void run(Workspace workspace) {
    FeatureMap in = workspace.map(input);
    float[] sums = workspace.sums(output);
    int[] totals = workspace.totals;
    Arrays.fill(totals, 0, sums.length, 0);
    for (int pixel = 0, at = 0; pixel < in.equal.count(); pixel++) {
      for (int k = 0; k < sums.length; k++, at++) {
        totals[k] += (int) in.codes[at];
      }
    }
    for (int k = 0; k < sums.length; k++) {
      sums[k] = totals[k];
    }
    requantizer.apply(sums);
    workspace.map(output).set(0, sums);
  }
}
