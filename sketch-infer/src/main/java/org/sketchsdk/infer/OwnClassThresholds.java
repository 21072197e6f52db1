package org.sketchsdk.infer;

import org.sketchsdk.infer.model.SimilarityStatistics;

/**
 * Tells from similarities whether a drawing may belong to own classes. The thresholds depend on how
 * many examples a class has, and come from the {@link SimilarityStatistics} of the model. So they
 * work from the first example on. Immutable.
 */
final class OwnClassThresholds {
  private final SimilarityStatistics statistics;
  private final float[] means;
  private final double[] unknownBelow; // by class
  private final double[] recognizedFrom; // by class

  /**
   * Computes the thresholds.
   *
   * @param statistics of the model
   * @param means [classes][size], of unit length; not modified
   * @param examples how many examples each class has
   * @param maxFalseUnknown share of drawings of a class that may be called unknown, 0 to 1
   */
  OwnClassThresholds(
      SimilarityStatistics statistics, float[] means, int[] examples, double maxFalseUnknown) {
    this.statistics = statistics;
    this.means = means;
    this.unknownBelow = new double[examples.length];
    this.recognizedFrom = new double[examples.length];
    for (int k = 0; k < examples.length; k++) {
      unknownBelow[k] = statistics.quantile(examples[k], maxFalseUnknown);
      recognizedFrom[k] = statistics.recognizedFrom(examples[k], examples.length);
    }
  }

  /** Tells whether an embedding of unit length is like none of the classes. */
  boolean unknown(float[] unit) {
    for (int k = 0; k < unknownBelow.length; k++) {
      if (similarity(unit, k) >= unknownBelow[k]) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether an embedding of unit length is similar enough to a class to be recognized. */
  boolean fits(float[] unit, int k) {
    return similarity(unit, k) >= recognizedFrom[k];
  }

  private double similarity(float[] unit, int k) {
    return statistics.similarity(unit, means, k * unit.length);
  }
}
