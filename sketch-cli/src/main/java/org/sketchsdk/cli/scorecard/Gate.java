package org.sketchsdk.cli.scorecard;

import java.util.List;
import org.sketchsdk.train.evaluate.Evaluation;
import org.sketchsdk.train.evaluate.WilsonInterval;

/**
 * One requirement of a {@link Scorecard}. Immutable.
 *
 * @param name what is measured
 * @param gate what is required, in words
 * @param actual what was measured, in words
 * @param passed whether the requirement is met
 * @param counts the accuracies that it is based on; unmodifiable
 * @param remark what else the reader must know; may be empty
 */
record Gate(
    String name, String gate, String actual, boolean passed, List<Count> counts, String remark) {
  /** Copies the list. */
  Gate {
    counts = List.copyOf(counts);
  }

  /**
   * An accuracy.
   *
   * @param what which model on which data
   * @param correct samples with the right answer
   * @param total number of samples, at least 1
   */
  record Count(String what, int correct, int total) {
    static Count of(String what, Evaluation evaluation) {
      return new Count(what, evaluation.correct(), evaluation.total());
    }

    /** Returns the 95 % interval of the accuracy. */
    WilsonInterval interval() {
      return WilsonInterval.of(correct, total);
    }

    double percent() {
      return 100.0 * correct / total;
    }
  }
}
