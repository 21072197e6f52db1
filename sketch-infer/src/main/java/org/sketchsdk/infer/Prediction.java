package org.sketchsdk.infer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one drawing: the most probable labels, a verdict, and on request the probability
 * and the rank of every label. One inference answers all of these questions.
 *
 * <pre>{@code
 * Prediction prediction = classifier.classify(drawing);
 * prediction.top().ifPresent(best -> System.out.println(best.label()));
 * System.out.println(prediction.probability("bicycle"));   // also if it is not a candidate
 * if (prediction.matches("bicycle", 0.6)) {
 *   System.out.println("solved");
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe. Two predictions are equal if their verdicts and their candidates
 * are. A prediction of a classifier keeps the network's outputs, 4 bytes per label of the model.
 */
public final class Prediction {
  /**
   * A label and its probability.
   *
   * @param label one of the classifier's labels
   * @param probability 0 to 1; the probabilities of all labels of a classifier sum to 1
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

  /**
   * Whether to believe the first candidate. If several verdicts apply, the last of them is given.
   */
  public enum Verdict {
    /**
     * The first candidate's probability reaches the classifier's {@code minProbability}, and is
     * larger than that of the second candidate by at least {@code minMargin}.
     */
    RECOGNIZED,
    /**
     * The first candidate's probability is below the classifier's {@code minProbability}, or hardly
     * larger than that of the second candidate.
     */
    UNCERTAIN,
    /**
     * The drawing looks like none of the classes. The candidates are what it resembles most. See
     * {@link SketchClassifier.Builder#maxFalseUnknown}.
     */
    UNKNOWN,
    /** The drawing has no ink. There are no candidates, and the network did not run. */
    EMPTY
  }

  /** Scores of all labels. */
  interface Distribution {
    /** Returns the number by which labels are ranked. */
    double score(int label);

    /** Returns the probability of a label, 0 to 1. */
    double probability(int label);
  }

  private final Verdict verdict;
  private final List<Candidate> candidates;
  private final List<String> labels;
  private final @Nullable Distribution distribution; // null: no ink
  private final List<Integer> leftOut;

  /** Takes checked values; the lists are unmodifiable. */
  Prediction(
      Verdict verdict,
      List<Candidate> candidates,
      List<String> labels,
      @Nullable Distribution distribution) {
    this(verdict, candidates, labels, distribution, List.of());
  }

  private Prediction(
      Verdict verdict,
      List<Candidate> candidates,
      List<String> labels,
      @Nullable Distribution distribution,
      List<Integer> leftOut) {
    this.verdict = verdict;
    this.candidates = candidates;
    this.labels = labels;
    this.distribution = distribution;
    this.leftOut = leftOut;
  }

  /** Returns this prediction for a drawing of which strokes were left out; an unmodifiable list. */
  Prediction leavingOut(List<Integer> strokes) {
    return strokes.isEmpty()
        ? this
        : new Prediction(verdict, candidates, labels, distribution, strokes);
  }

  /**
   * Creates a prediction, for tests and for classifiers of your own. Its candidates are all labels
   * that it knows.
   *
   * @param verdict whether to believe the first candidate
   * @param candidates the labels, the most probable first; copied
   * @return the prediction
   * @throws IllegalArgumentException if candidates are missing, or present with {@link
   *     Verdict#EMPTY}; if they are not sorted by probability; or if a label occurs twice
   */
  public static Prediction of(Verdict verdict, List<Candidate> candidates) {
    Objects.requireNonNull(verdict, "verdict");
    List<Candidate> copy = List.copyOf(candidates);
    if (copy.isEmpty() != (verdict == Verdict.EMPTY)) {
      throw new IllegalArgumentException(copy.size() + " candidates with verdict " + verdict);
    }
    Set<String> labels = new HashSet<>();
    for (int i = 0; i < copy.size(); i++) {
      if (i > 0 && copy.get(i).probability() > copy.get(i - 1).probability()) {
        throw new IllegalArgumentException("candidates must be sorted: " + copy);
      }
      if (!labels.add(copy.get(i).label())) {
        throw new IllegalArgumentException("label \"" + copy.get(i).label() + "\" occurs twice");
      }
    }
    if (copy.isEmpty()) {
      return empty(List.of());
    }
    List<String> known = copy.stream().map(Candidate::label).collect(Collectors.toList());
    double[] probabilities = copy.stream().mapToDouble(Candidate::probability).toArray();
    return new Prediction(verdict, copy, known, new Probabilities(probabilities));
  }

  /** Returns the answer to a drawing without ink, of a classifier with these labels. */
  static Prediction empty(List<String> labels) {
    return new Prediction(Verdict.EMPTY, List.of(), labels, null);
  }

  /**
   * Returns whether to believe the first candidate.
   *
   * @return the verdict
   */
  public Verdict verdict() {
    return verdict;
  }

  /**
   * Returns which strokes of the drawing were left out, because they are stray marks: a tap, a palm
   * print or a short stroke far away from the drawing. {@link org.sketchsdk.core.StrayMarks} has
   * the rule, and {@link SketchClassifier.Builder#keepStrayMarks} switches it off.
   *
   * @return numbers of strokes in {@link org.sketchsdk.core.Drawing#strokes()}, from 0, ascending;
   *     empty for rasters and pictures; unmodifiable
   */
  public List<Integer> leftOut() {
    return leftOut;
  }

  /**
   * Returns the most probable labels, as many as the classifier's {@code topK}.
   *
   * @return the candidates, the most probable first, equal ones in the order of the labels; empty
   *     exactly if the verdict is {@link Verdict#EMPTY}; unmodifiable
   */
  public List<Candidate> candidates() {
    return candidates;
  }

  /**
   * Returns the most probable label.
   *
   * @return the first of {@link #candidates()}; empty exactly if the verdict is {@link
   *     Verdict#EMPTY}
   */
  public Optional<Candidate> top() {
    return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(0));
  }

  /**
   * Returns the probability of any label of the classifier, not only of a candidate.
   *
   * @param label one of the classifier's labels
   * @return 0 to 1; 0 if the verdict is {@link Verdict#EMPTY}
   * @throws IllegalArgumentException if the classifier has no such label
   */
  public double probability(String label) {
    int index = indexOf(label);
    return distribution == null ? 0 : distribution.probability(index);
  }

  /**
   * Returns the place of any label of the classifier among all of its labels.
   *
   * @param label one of the classifier's labels
   * @return 1 for the most probable label; equal ones in the order of the labels; empty if the
   *     verdict is {@link Verdict#EMPTY}
   * @throws IllegalArgumentException if the classifier has no such label
   */
  public OptionalInt rank(String label) {
    int index = indexOf(label);
    if (distribution == null) {
      return OptionalInt.empty();
    }
    double score = distribution.score(index);
    int rank = 1;
    for (int i = 0; i < labels.size(); i++) {
      double other = distribution.score(i);
      rank += other > score || (other == score && i < index) ? 1 : 0;
    }
    return OptionalInt.of(rank);
  }

  /**
   * Tells whether the drawing passes for what it should show, for games. The label need not be the
   * most probable one. A drawing that is {@link Verdict#UNKNOWN} or {@link Verdict#EMPTY} matches
   * no label.
   *
   * @param label one of the classifier's labels
   * @param minProbability the probability from which on the drawing passes, 0 to 1
   * @return whether the label's probability reaches {@code minProbability}
   * @throws IllegalArgumentException if the classifier has no such label, or the probability is out
   *     of its range
   */
  public boolean matches(String label, double minProbability) {
    if (!(minProbability >= 0 && minProbability <= 1)) {
      throw new IllegalArgumentException("minProbability must be 0 to 1: " + minProbability);
    }
    double probability = probability(label);
    return verdict != Verdict.EMPTY && verdict != Verdict.UNKNOWN && probability >= minProbability;
  }

  // EMPTY of Prediction.of() knows no labels, so it takes any.
  private int indexOf(String label) {
    int index = labels.indexOf(Objects.requireNonNull(label, "label"));
    if (index < 0 && !labels.isEmpty()) {
      throw new IllegalArgumentException("there is no label " + Labels.missing(label, labels));
    }
    return index;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Prediction that
        && verdict == that.verdict
        && candidates.equals(that.candidates);
  }

  @Override
  public int hashCode() {
    return 31 * verdict.hashCode() + candidates.hashCode();
  }

  /** Returns the verdict and the candidates. */
  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    for (Candidate candidate : candidates) {
      texts.add(candidate.label() + " " + candidate.probability());
    }
    return "Prediction[" + verdict + (texts.isEmpty() ? "" : ": " + String.join(", ", texts)) + "]";
  }
}
