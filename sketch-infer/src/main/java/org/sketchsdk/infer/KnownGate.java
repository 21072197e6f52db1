package org.sketchsdk.infer;

import org.sketchsdk.infer.model.KnownScore;

/**
 * The probability that a drawing shows a class of the model, not another class. It follows from the
 * model's score: 1 / (1 + exp(−(slope · score + offset))). Immutable.
 */
record KnownGate(double slope, double offset) {
  private static final int STEPS = 25;
  // A penalty on the slope. It keeps the slope finite where the scores of both groups do not
  // overlap.
  private static final double RIDGE = 0.01;

  /**
   * Fits slope and offset. Known and other drawings have the same weight.
   *
   * @param known the score, with its quantiles over drawings of the model's classes
   * @param others scores of drawings of other classes, at least one
   */
  static KnownGate learn(KnownScore known, double[] others) {
    int knowns = KnownScore.QUANTILES;
    double[] scores = new double[knowns + others.length];
    for (int i = 0; i < knowns; i++) {
      scores[i] = known.quantile(i);
    }
    System.arraycopy(others, 0, scores, knowns, others.length);
    double mean = 0;
    double[] weights = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      weights[i] = 0.5 / (i < knowns ? knowns : others.length);
      mean += weights[i] * scores[i];
    }
    double variance = 0;
    for (int i = 0; i < scores.length; i++) {
      variance += weights[i] * (scores[i] - mean) * (scores[i] - mean);
    }
    double deviation = variance > 0 ? Math.sqrt(variance) : 1;

    // Newton's method; the loss is convex, and the standardized scores keep the steps short.
    double slope = 0;
    double offset = 0;
    for (int step = 0; step < STEPS; step++) {
      double slopeGradient = RIDGE * slope;
      double offsetGradient = 0;
      double a = RIDGE;
      double b = 0;
      double c = 1e-9;
      for (int i = 0; i < scores.length; i++) {
        double x = (scores[i] - mean) / deviation;
        double p = logistic(slope * x + offset);
        double error = weights[i] * (p - (i < knowns ? 1 : 0));
        double curvature = weights[i] * p * (1 - p);
        slopeGradient += error * x;
        offsetGradient += error;
        a += curvature * x * x;
        b += curvature * x;
        c += curvature;
      }
      double determinant = a * c - b * b;
      slope -= (c * slopeGradient - b * offsetGradient) / determinant;
      offset -= (a * offsetGradient - b * slopeGradient) / determinant;
    }
    // A falling curve would call drawings unknown because they look known.
    if (!(slope > 0)) {
      return new KnownGate(0, 0);
    }
    return new KnownGate(slope / deviation, offset - slope * mean / deviation);
  }

  private static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /**
   * Returns the probabilities of the model's classes and of the others in one array, with the sum
   * 1.
   */
  double[] merge(double score, double[] model, double[] others) {
    double known = logistic(slope * score + offset);
    double[] merged = new double[model.length + others.length];
    for (int i = 0; i < model.length; i++) {
      merged[i] = known * model[i];
    }
    for (int i = 0; i < others.length; i++) {
      merged[model.length + i] = (1 - known) * others[i];
    }
    return merged;
  }
}
