package org.sketchsdk.train.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.train.data.LabeledDrawings;

/**
 * The result of a classifier on labeled drawings or pictures. Immutable and thread-safe.
 *
 * <p>A sample without an answer, such as a picture without ink, counts as wrong in every accuracy.
 * It is left out of the calibration.
 */
public final class Evaluation {
  private static final int BATCH = 64;

  private final List<String> labels;
  private final List<Outcome> outcomes;
  private final List<List<Integer>> confusions;
  private final int[] totals;
  private final int[] topThree;

  private Evaluation(List<String> labels, List<Outcome> outcomes) {
    this.labels = List.copyOf(labels);
    this.outcomes = List.copyOf(outcomes);
    int[][] counts = new int[labels.size()][labels.size()];
    this.totals = new int[labels.size()];
    this.topThree = new int[labels.size()];
    for (Outcome outcome : outcomes) {
      totals[outcome.actual()]++;
      topThree[outcome.actual()] += outcome.inTopThree() ? 1 : 0;
      if (outcome.answered()) {
        counts[outcome.actual()][outcome.answer()]++;
      }
    }
    List<List<Integer>> rows = new ArrayList<>();
    for (int[] row : counts) {
      rows.add(Arrays.stream(row).boxed().toList());
    }
    this.confusions = List.copyOf(rows);
  }

  /**
   * How often one class was taken for another.
   *
   * @param actual the true class
   * @param predicted the answer
   * @param count how often
   * @param total samples of the true class
   */
  public record Confusion(String actual, String predicted, int count, int total) {}

  /**
   * Summarizes outcomes.
   *
   * @param labels the classes, in the order of the indices in the outcomes; copied
   * @param outcomes one for each sample, in any order; copied
   * @return the result
   * @throws IllegalArgumentException if an index is not that of a label
   */
  public static Evaluation of(List<String> labels, List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (outcome.actual() < 0
          || outcome.actual() >= labels.size()
          || outcome.answer() < -1
          || outcome.answer() >= labels.size()) {
        throw new IllegalArgumentException(
            "the classes of an outcome must be 0 to " + (labels.size() - 1) + ": " + outcome);
      }
    }
    return new Evaluation(labels, outcomes);
  }

  /**
   * Classifies every drawing.
   *
   * @param classifier the classifier. It must return at least three candidates; for {@link
   *     #negativeLogLikelihood}, as many as it has labels
   * @param data drawings of classes that the classifier knows, in any order of the classes
   * @return the result over the classes of the classifier; the outcomes are in the order of the
   *     data, class by class
   * @throws IllegalArgumentException if the data has a class that the classifier does not know
   */
  public static Evaluation of(SketchClassifier classifier, LabeledDrawings data) {
    return ofFirstPoints(classifier, data, 100);
  }

  /**
   * Classifies every drawing at a moment when it was not finished: only the first points are used,
   * in the order of drawing. Their number is the given share of all points, rounded to the nearest
   * number (halves up), and at least 1. The renderer does not know what is still to come, so the
   * beginning of a drawing is centered and scaled like a whole drawing.
   *
   * @param classifier as in {@link #of(SketchClassifier, LabeledDrawings)}
   * @param data as in {@link #of(SketchClassifier, LabeledDrawings)}
   * @param percent share of the points in per cent, 1 to 100
   * @return the result
   * @throws IllegalArgumentException if the data has a class that the classifier does not know, or
   *     the share is out of its range
   */
  public static Evaluation ofFirstPoints(
      SketchClassifier classifier, LabeledDrawings data, int percent) {
    List<String> labels = classifier.info().labels();
    List<Outcome> outcomes = new ArrayList<>(data.size());
    for (int c = 0; c < data.labels().size(); c++) {
      int actual = labels.indexOf(data.labels().get(c));
      if (actual < 0) {
        throw new IllegalArgumentException(
            "the model does not know the class " + data.labels().get(c));
      }
      List<Drawing> drawings = data.drawings().get(c);
      for (int from = 0; from < drawings.size(); from += BATCH) {
        List<Drawing> batch =
            drawings.subList(from, Math.min(drawings.size(), from + BATCH)).stream()
                .map(drawing -> PartialDrawing.firstPoints(drawing, percent))
                .toList();
        for (Prediction prediction : classifier.classifyAll(batch)) {
          outcomes.add(Outcome.of(actual, prediction, labels));
        }
      }
    }
    return new Evaluation(labels, outcomes);
  }

  /**
   * Returns the classes.
   *
   * @return the labels in the order of their indices; unmodifiable
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * Returns the outcome of each sample.
   *
   * @return the outcomes in the order of the data; unmodifiable
   */
  public List<Outcome> outcomes() {
    return outcomes;
  }

  /**
   * Returns the confusion matrix.
   *
   * @return for each true class, how often each class was the answer; unmodifiable. Samples without
   *     an answer are in no column
   */
  public List<List<Integer>> confusions() {
    return confusions;
  }

  /**
   * Returns the number of samples of a class.
   *
   * @param label index of the class
   * @return at least 0
   */
  public int total(int label) {
    return totals[label];
  }

  /**
   * Returns how many samples of a class got the right answer.
   *
   * @param label index of the class
   * @return at least 0
   */
  public int correct(int label) {
    return confusions.get(label).get(label);
  }

  /**
   * Returns how many samples of a class had the right answer among the first three.
   *
   * @param label index of the class
   * @return at least {@link #correct(int)}
   */
  public int correctTopThree(int label) {
    return topThree[label];
  }

  /**
   * Returns the number of samples.
   *
   * @return at least 0
   */
  public int total() {
    return outcomes.size();
  }

  /**
   * Returns how many samples got the right answer.
   *
   * @return at least 0
   */
  public int correct() {
    int correct = 0;
    for (int label = 0; label < labels.size(); label++) {
      correct += correct(label);
    }
    return correct;
  }

  /**
   * Returns how many samples had the right answer among the first three.
   *
   * @return at least {@link #correct()}
   */
  public int correctTopThree() {
    return Arrays.stream(topThree).sum();
  }

  /**
   * Returns the class with the lowest accuracy.
   *
   * @return its index, the first one if there are several; -1 if there is no sample
   */
  public int worstClass() {
    int worst = -1;
    for (int label = 0; label < labels.size(); label++) {
      // correct(label) / total(label) < correct(worst) / total(worst), without rounding
      if (total(label) > 0
          && (worst < 0
              || (long) correct(label) * total(worst) < (long) correct(worst) * total(label))) {
        worst = label;
      }
    }
    return worst;
  }

  /**
   * Returns the most frequent mistakes.
   *
   * @param limit how many at most
   * @return pairs of classes; those with the largest share of the samples of the true class first
   */
  public List<Confusion> worstConfusions(int limit) {
    List<Confusion> pairs = new ArrayList<>();
    for (int actual = 0; actual < labels.size(); actual++) {
      for (int predicted = 0; predicted < labels.size(); predicted++) {
        int count = confusions.get(actual).get(predicted);
        if (actual != predicted && count > 0) {
          pairs.add(new Confusion(labels.get(actual), labels.get(predicted), count, total(actual)));
        }
      }
    }
    pairs.sort(
        Comparator.comparingDouble((Confusion c) -> -(double) c.count() / c.total())
            .thenComparing(Confusion::actual)
            .thenComparing(Confusion::predicted));
    return List.copyOf(pairs.subList(0, Math.min(limit, pairs.size())));
  }

  /**
   * Returns the mistakes with the highest probabilities.
   *
   * @param limit how many at most
   * @return positions in {@link #outcomes}, the highest probability of a wrong answer first, equal
   *     ones in the order of the samples; samples without an answer are left out
   */
  public List<Integer> worstMistakes(int limit) {
    List<Integer> mistakes = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i).answered() && !outcomes.get(i).correct()) {
        mistakes.add(i);
      }
    }
    mistakes.sort(Comparator.comparingDouble((Integer i) -> -outcomes.get(i).probability()));
    return List.copyOf(mistakes.subList(0, Math.min(limit, mistakes.size())));
  }

  /**
   * Compares probabilities with accuracy.
   *
   * @return the bins of a reliability diagram, over the samples with an answer
   */
  public Reliability reliability() {
    return Reliability.of(outcomes);
  }

  /**
   * Returns the mean of −ln p over the samples with an answer, where p is the probability of the
   * true class. A p below {@link Double#MIN_VALUE} counts as that value, so that the mean is
   * finite.
   *
   * @return at least 0; empty if there is no answer, or if the classifier returned too few
   *     candidates
   */
  public OptionalDouble negativeLogLikelihood() {
    double sum = 0;
    int answers = 0;
    for (Outcome outcome : outcomes) {
      if (outcome.answered()) {
        if (Double.isNaN(outcome.actualProbability())) {
          return OptionalDouble.empty();
        }
        sum -= StrictMath.log(Math.max(Double.MIN_VALUE, outcome.actualProbability()));
        answers++;
      }
    }
    return answers == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / answers);
  }

  /** Returns a short description, such as {@code Evaluation[93 of 102, 25 labels]}. */
  @Override
  public String toString() {
    return "Evaluation[" + correct() + " of " + total() + ", " + labels.size() + " labels]";
  }
}
