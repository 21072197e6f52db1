package org.sketchsdk.infer.internal.integer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.internal.arithmetic.Requantizer;

/** A dense layer: all codes of a map times the weights. */
final class Dense implements Step {
  private final int input;
  private final int output; // the map of the codes; -1: the logits
  private final WeightMatrix weights;
  private final @Nullable Requantizer requantizer; // of codes
  private final float @Nullable [] scales; // of logits

  private Dense(
      int input,
      int output,
      WeightMatrix weights,
      @Nullable Requantizer requantizer,
      float @Nullable [] scales) {
    this.input = input;
    this.output = output;
    this.weights = weights;
    this.requantizer = requantizer;
    this.scales = scales;
  }

  static Dense codes(int input, int output, WeightMatrix weights, Requantizer requantizer) {
    return new Dense(input, output, weights, requantizer, null);
  }

  /** The last layer: each logit is its sum times a scale. */
  static Dense logits(int input, WeightMatrix weights, float[] scales) {
    return new Dense(input, -1, weights, null, scales);
  }

  @Override
  public void run(Workspace workspace) {
    SparseVector vector = workspace.vector;
    vector.clear();
    vector.addAll(workspace.map(input).codes, weights.inputs());
    if (scales != null) {
      float[] logits = workspace.logits;
      weights.multiply(vector, workspace.totals, logits);
      for (int k = 0; k < logits.length; k++) {
        logits[k] *= scales[k];
      }
      return;
    }
    float[] sums = workspace.sums(output);
    weights.multiply(vector, workspace.totals, sums);
    Objects.requireNonNull(requantizer).apply(sums);
    workspace.map(output).set(0, sums);
  }
}
