package org.sketchsdk.infer;

import org.sketchsdk.infer.Prediction.Distribution;

/** Given probabilities; the array is not copied. Immutable as long as nobody changes it. */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record Probabilities(double[] values) implements Distribution {
  @Override
  public double score(int label) {
    return values[label];
  }

  @Override
  public double probability(int label) {
    return Math.min(1, values[label]); // a rounded sum may exceed 1
  }
}
