package org.sketchsdk.infer;

import org.sketchsdk.infer.Prediction.Distribution;

/**
 * softmax(logits / temperature), shifted by the largest logit so that nothing overflows. Keeps the
 * logits rather than the probabilities: they take half of the memory. Immutable.
 */
final class Softmax implements Distribution {
  private final float[] logits;
  private final double temperature;
  private final double largest;
  private final double sum;
  private final double softenedSum; // at twice the temperature

  /** Takes logits, finite and at least one; the array is not copied. */
  Softmax(float[] logits, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      max = Math.max(max, logit);
    }
    double total = 0;
    double softenedTotal = 0;
    for (float logit : logits) {
      double exponential = StrictMath.exp((logit - max) / temperature);
      total += exponential;
      softenedTotal += Math.sqrt(exponential); // exp(x / 2T) is the root of exp(x / T)
    }
    this.logits = logits;
    this.temperature = temperature;
    this.largest = max;
    this.sum = total;
    this.softenedSum = softenedTotal;
  }

  float[] logits() {
    return logits;
  }

  /** Returns the largest probability at twice the temperature. */
  double softened() {
    return 1 / softenedSum;
  }

  @Override
  public double score(int label) {
    return logits[label];
  }

  @Override
  public double probability(int label) {
    return StrictMath.exp((logits[label] - largest) / temperature) / sum;
  }

  /** Returns the probabilities of all labels, the caller's own. */
  double[] probabilities() {
    double[] probabilities = new double[logits.length];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = probability(i);
    }
    return probabilities;
  }
}
