package org.sketchsdk.infer;

import java.util.List;
import java.util.function.IntPredicate;
import org.sketchsdk.infer.Prediction.Candidate;
import org.sketchsdk.infer.Prediction.Distribution;
import org.sketchsdk.infer.Prediction.Verdict;

/** Turns scores of labels into predictions: the top labels and the verdict. Immutable. */
final class Scoring {
  private final List<String> labels;
  private final int topK;
  private final double minProbability;
  private final double minMargin;
  private final Prediction empty;

  /** Memory for the search of the top labels, for one thread at a time. */
  static final class Top {
    private final int[] labels;
    private final Candidate[] candidates;

    /** At least two labels are ranked, as the second tells how sure the first is. */
    Top(int topK, int ranked) {
      this.labels = new int[ranked];
      this.candidates = new Candidate[topK];
    }
  }

  /**
   * Creates a scoring.
   *
   * @param labels unmodifiable, at least one
   * @param topK the most candidates of a prediction, at least 1
   * @param minProbability the first candidate is recognized from this probability on
   * @param minMargin and if its probability is at least so much larger than the second's
   */
  Scoring(List<String> labels, int topK, double minProbability, double minMargin) {
    this.labels = labels;
    this.topK = Math.min(topK, labels.size());
    this.minProbability = minProbability;
    this.minMargin = minMargin;
    this.empty = Prediction.empty(labels);
  }

  List<String> labels() {
    return labels;
  }

  double minProbability() {
    return minProbability;
  }

  double minMargin() {
    return minMargin;
  }

  Top newTop() {
    return new Top(topK, Math.min(Math.max(topK, 2), labels.size()));
  }

  /** Returns the prediction for a drawing without ink. */
  Prediction empty() {
    return empty;
  }

  /**
   * Predicts.
   *
   * @param distribution scores of all labels; kept by the prediction
   * @param unknown whether the drawing looks like none of the labels
   * @param top from {@link #newTop()}
   */
  Prediction predict(Distribution distribution, boolean unknown, Top top) {
    return predict(distribution, unknown, label -> true, top);
  }

  /**
   * Predicts, where a label is recognized only if the drawing fits it.
   *
   * @param distribution scores of all labels; kept by the prediction
   * @param unknown whether the drawing looks like none of the labels
   * @param fits asked about the first label: whether the drawing is similar enough to it
   * @param top from {@link #newTop()}
   */
  Prediction predict(Distribution distribution, boolean unknown, IntPredicate fits, Top top) {
    rank(distribution, top.labels);
    Candidate[] candidates = top.candidates;
    for (int c = 0; c < topK; c++) {
      int label = top.labels[c];
      candidates[c] = new Candidate(labels.get(label), distribution.probability(label));
    }
    double second = top.labels.length > 1 ? distribution.probability(top.labels[1]) : 0;
    double probability = candidates[0].probability();
    boolean sure =
        probability >= minProbability
            && probability - second >= minMargin
            && fits.test(top.labels[0]);
    Verdict verdict = sure ? Verdict.RECOGNIZED : Verdict.UNCERTAIN;
    return new Prediction(
        unknown ? Verdict.UNKNOWN : verdict,
        List.of(candidates), // copies
        labels,
        distribution);
  }

  private void rank(Distribution distribution, int[] top) {
    int found = 0;
    for (int i = 0; i < labels.size(); i++) {
      double score = distribution.score(i);
      // Insertion from below; an equal score stays behind the earlier label.
      int place = found;
      while (place > 0 && score > distribution.score(top[place - 1])) {
        place--;
      }
      if (place < top.length) {
        found = Math.min(found + 1, top.length);
        System.arraycopy(top, place, top, place + 1, found - 1 - place);
        top[place] = i;
      }
    }
  }
}
