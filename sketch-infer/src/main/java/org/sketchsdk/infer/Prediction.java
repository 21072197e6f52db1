package org.sketchsdk.infer;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * What a drawing is taken for.
 *
 * @param candidates the most probable labels, the most probable first; equal logits in the order of
 *     the model's labels; empty exactly where the verdict is {@link Verdict#EMPTY}; unmodifiable
 * @param verdict whether to believe the first of them
 */
public record Prediction(List<Candidate> candidates, Verdict verdict) {
  /**
   * A label and its probability.
   *
   * @param label one of the model's labels
   * @param probability 0 to 1; over all of the model's labels they add up to 1
   */
  public record Candidate(String label, double probability) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the probability is not within 0 to 1
     */
    public Candidate {
      Objects.requireNonNull(label, "label");
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("probability must be 0 to 1: " + probability);
      }
    }
  }

  /** Whether to believe the first candidate; where several apply, the last of them is given. */
  public enum Verdict {
    /** The first candidate's probability reaches {@link SketchClassifier#minProbability()}. */
    RECOGNISED,
    /** The first candidate's probability is below {@link SketchClassifier#minProbability()}. */
    UNCERTAIN,
    /**
     * The drawing looks like none of the model's classes: less so than all but a small share of
     * drawings that do, see {@link SketchClassifier#maxFalseUnknown()}. The candidates are what it
     * would be taken for nevertheless.
     */
    UNKNOWN,
    /** There is no ink; the network was not asked. */
    EMPTY
  }

  static final Prediction EMPTY = new Prediction(List.of(), Verdict.EMPTY);

  /**
   * Checks and copies the values.
   *
   * @throws IllegalArgumentException if candidates are missing or, on an empty drawing, present; or
   *     if they are not in the order of their probabilities
   */
  public Prediction {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty() != (verdict == Verdict.EMPTY)) {
      throw new IllegalArgumentException(candidates.size() + " candidates with verdict " + verdict);
    }
    for (int i = 1; i < candidates.size(); i++) {
      if (candidates.get(i).probability() > candidates.get(i - 1).probability()) {
        throw new IllegalArgumentException("candidates must be sorted: " + candidates);
      }
    }
  }

  /**
   * Returns the most probable candidate.
   *
   * @return the first of {@link #candidates()}
   * @throws NoSuchElementException if the verdict is {@link Verdict#EMPTY}
   */
  public Candidate top() {
    if (candidates.isEmpty()) {
      throw new NoSuchElementException("an empty drawing has no candidates, see verdict()");
    }
    return candidates.get(0);
  }
}
