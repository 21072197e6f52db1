package org.sketchsdk.train.evaluate;

import java.util.List;
import org.sketchsdk.infer.Prediction;

/**
 * The answer of a classifier for one sample.
 *
 * @param actual index of the true class
 * @param answer index of the most probable class; -1 without an answer
 * @param probability probability of the answer, 0 to 1; 0 without an answer
 * @param actualProbability probability of the true class, 0 to 1; NaN if there is no answer, or if
 *     the true class is not among the candidates that the classifier returned
 * @param inTopThree whether the true class is among the first three answers
 */
public record Outcome(
    int actual, int answer, double probability, double actualProbability, boolean inTopThree) {
  private static final int TOP = 3;

  /** A sample without an answer. */
  static Outcome none(int actual) {
    return new Outcome(actual, -1, 0, Double.NaN, false);
  }

  /** Reads a prediction. */
  static Outcome of(int actual, Prediction prediction, List<String> labels) {
    List<Prediction.Candidate> candidates = prediction.candidates();
    if (candidates.isEmpty()) {
      return none(actual);
    }
    String label = labels.get(actual);
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).label().equals(label)) {
        return new Outcome(
            actual,
            i == 0 ? actual : labels.indexOf(candidates.get(0).label()),
            candidates.get(0).probability(),
            candidates.get(i).probability(),
            i < TOP);
      }
    }
    return new Outcome(
        actual,
        labels.indexOf(candidates.get(0).label()),
        candidates.get(0).probability(),
        Double.NaN,
        false);
  }

  /**
   * Tells whether there is an answer.
   *
   * @return false where there was nothing to classify
   */
  public boolean answered() {
    return answer >= 0;
  }

  /**
   * Tells whether the answer is the true class.
   *
   * @return true if it is
   */
  public boolean correct() {
    return answer == actual;
  }
}
