package org.sketchsdk.train.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares probabilities with accuracy. Answers are sorted by their probability into {@value #BINS}
 * bins of equal width. Each bin has its share of right answers (Guo, Pleiss, Sun, Weinberger, "On
 * Calibration of Modern Neural Networks", ICML 2017, section 2). Immutable.
 *
 * @param bins the bins, in ascending order; unmodifiable
 */
public record Reliability(List<Bin> bins) {
  /** The number of bins in which the cited paper measures the calibration error. */
  public static final int BINS = 15;

  /** Copies the list. */
  public Reliability {
    bins = List.copyOf(bins);
  }

  /**
   * Answers of similar probability.
   *
   * @param low the probabilities are above this number (the first bin also has 0)
   * @param high the probabilities are at most this number
   * @param count number of answers
   * @param correct how many of them are right
   * @param meanProbability mean of their probabilities; 0 if there are none
   */
  public record Bin(double low, double high, int count, int correct, double meanProbability) {
    /**
     * Returns the share of right answers.
     *
     * @return 0 to 1; 0 if there are no answers
     */
    public double accuracy() {
      return count == 0 ? 0 : (double) correct / count;
    }
  }

  /** Sorts the answers among the outcomes. */
  static Reliability of(List<Outcome> outcomes) {
    int[] counts = new int[BINS];
    int[] correct = new int[BINS];
    double[] sums = new double[BINS];
    for (Outcome outcome : outcomes) {
      if (outcome.answered()) {
        // the bin m, from 0, holds the probabilities in (m / BINS, (m + 1) / BINS]
        int bin = Math.max(0, (int) Math.ceil(outcome.probability() * BINS) - 1);
        counts[bin]++;
        correct[bin] += outcome.correct() ? 1 : 0;
        sums[bin] += outcome.probability();
      }
    }
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      bins.add(
          new Bin(
              (double) bin / BINS,
              (double) (bin + 1) / BINS,
              counts[bin],
              correct[bin],
              counts[bin] == 0 ? 0 : sums[bin] / counts[bin]));
    }
    return new Reliability(bins);
  }

  /**
   * Returns the number of answers.
   *
   * @return at least 0
   */
  public int count() {
    return bins.stream().mapToInt(Bin::count).sum();
  }

  /**
   * Returns the expected calibration error: the mean over the answers of |share of right answers −
   * mean probability| of their bin.
   *
   * @return 0 to 1; 0 if there are no answers
   */
  public double expectedCalibrationError() {
    double sum = 0;
    for (Bin bin : bins) {
      sum += bin.count() * Math.abs(bin.accuracy() - bin.meanProbability());
    }
    int count = count();
    return count == 0 ? 0 : sum / count;
  }
}
