package org.sketchsdk.train;

/**
 * The learning rate over a run: a linear warm-up over the first 4 % of the run, then half a cosine
 * from the peak to zero.
 *
 * @param peak the largest rate
 */
record LearningRate(float peak) {
  private static final double WARM_UP = 0.04;

  /**
   * Returns the rate of a step.
   *
   * @param share share of the run that is done, at least 0
   * @return the rate
   */
  float at(double share) {
    if (share < WARM_UP) {
      return (float) (peak * Math.max(share / WARM_UP, 0.01));
    }
    double t = Math.min(1, (share - WARM_UP) / (1 - WARM_UP));
    return (float) (peak * 0.5 * (1 + StrictMath.cos(Math.PI * t)));
  }
}
