package org.sketchsdk.cli.scorecard;

import java.util.List;
import org.sketchsdk.train.evaluate.Evaluation;
import org.sketchsdk.train.evaluate.WilsonInterval;

/**
 * One requirement of a {@link Scorecard}. Immutable.
 *
 * @param name what is judged
 * @param gate what is required, in words
 * @param actual what was measured, in words
 * @param passed whether the requirement is met
 * @param counts the accuracies behind it; unmodifiable
 * @param remark what else the reader must know; may be empty
 */
public record Gate(
    String name, String gate, String actual, boolean passed, List<Count> counts, String remark) {
  /** Copies the list. */
  public Gate {
    counts = List.copyOf(counts);
  }

  /**
   * An accuracy.
   *
   * @param what which model on which data
   * @param correct how many samples were recognised
   * @param total of how many, at least 1
   */
  public record Count(String what, int correct, int total) {
    static Count of(String what, Evaluation evaluation) {
      return new Count(what, evaluation.correct(), evaluation.total());
    }

    /**
     * Returns the 95 % interval of the accuracy.
     *
     * @return the interval
     */
    public WilsonInterval interval() {
      return WilsonInterval.of(correct, total);
    }

    double percent() {
      return 100.0 * correct / total;
    }
  }
}
