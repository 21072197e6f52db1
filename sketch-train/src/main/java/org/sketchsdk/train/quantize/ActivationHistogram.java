package org.sketchsdk.train.quantize;

import java.nio.FloatBuffer;

/**
 * The distribution of the values of one activation. A first pass over the samples finds the
 * smallest and the largest value; a second pass over the same samples counts how often each part of
 * that range occurs. Not thread-safe.
 */
final class ActivationHistogram {
  private static final int BINS = 4096;
  private static final int STEPS = 100;

  private final long[] counts = new long[BINS]; // of values other than 0
  private float min; // 0 is always in the range
  private float max;
  private long total;

  /** First pass: widens the range to hold these values. */
  void widen(FloatBuffer values) {
    float low = min;
    float high = max;
    for (int i = values.position(); i < values.limit(); i++) {
      float value = values.get(i);
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (!(low > Float.NEGATIVE_INFINITY && high < Float.POSITIVE_INFINITY)) { // also for NaN
      throw new ArithmeticException("an activation is not finite: " + low + " to " + high);
    }
    min = low;
    max = high;
  }

  /** Second pass: counts these values. */
  void count(FloatBuffer values) {
    double binsPerUnit = max > min ? BINS / ((double) max - min) : 0;
    total += values.remaining();
    for (int i = values.position(); i < values.limit(); i++) {
      float value = values.get(i);
      if (value != 0) { // 0 is exact at any scale
        counts[Math.min(BINS - 1, (int) ((value - min) * binsPerUnit))]++;
      }
    }
  }

  float min() {
    return min;
  }

  float max() {
    return max;
  }

  /** Returns the scale that covers all values. */
  LinearScale minMax() {
    return LinearScale.of(min, max);
  }

  /**
   * Returns the scale without the rarest values at each end.
   *
   * @param percentile above 50, at most 100
   */
  LinearScale percentile(double percentile) {
    double left = total * (100 - percentile) / 100;
    int low = 0;
    for (double below = counts[0]; below <= left && low < BINS - 1; below += counts[low]) {
      low++;
    }
    int high = BINS - 1;
    for (double above = counts[high]; above <= left && high > 0; above += counts[high]) {
      high--;
    }
    // the outer edges of the bins, never across 0
    return LinearScale.of(Math.min(0, edge(low)), Math.max(0, edge(high + 1)));
  }

  /**
   * Returns the scale with the smallest mean squared error of rounding and clipping. The candidates
   * are the range with its ends moved inward in steps of a hundredth, one end after the other.
   */
  LinearScale leastSquares() {
    double bestLow = min;
    double bestHigh = max;
    LinearScale best = minMax();
    double bestError = squaredError(best);
    for (int end = 0; end < 2; end++) {
      double low = bestLow;
      double high = bestHigh;
      for (int step = 1; step < STEPS; step++) {
        double share = 1 - (double) step / STEPS;
        double shorterLow = end == 0 ? low : low * share;
        double shorterHigh = end == 0 ? high * share : high;
        LinearScale scale = LinearScale.of(shorterLow, shorterHigh);
        double error = squaredError(scale);
        if (error < bestError) {
          bestError = error;
          best = scale;
          bestLow = shorterLow;
          bestHigh = shorterHigh;
        }
      }
    }
    return best;
  }

  /**
   * Returns the sum of the squared differences between values and their nearest codes. The center
   * of a bin stands for its values.
   */
  double squaredError(LinearScale scale) {
    double sum = 0;
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0) {
        double center = (edge(bin) + edge(bin + 1)) / 2;
        double difference = scale.round(center) - center;
        sum += counts[bin] * difference * difference;
      }
    }
    return sum;
  }

  private double edge(int bin) {
    return min + ((double) max - min) * bin / BINS;
  }
}
