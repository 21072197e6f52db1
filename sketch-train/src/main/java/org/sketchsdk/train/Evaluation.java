package org.sketchsdk.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;

/**
 * How well a classifier does on labelled drawings. Immutable.
 *
 * @param labels the classes
 * @param confusions for each true class, how often each class was the answer
 * @param topThree for each true class, how often it was among the first three answers
 */
public record Evaluation(
    List<String> labels, List<List<Integer>> confusions, List<Integer> topThree) {
  private static final int BATCH = 64;

  /** Copies the lists. */
  public Evaluation {
    labels = List.copyOf(labels);
    confusions = confusions.stream().map(List::copyOf).toList();
    topThree = List.copyOf(topThree);
  }

  /**
   * Two classes taken for each other.
   *
   * @param actual the true class
   * @param predicted the answer
   * @param count how often
   * @param total drawings of the true class
   */
  public record Confusion(String actual, String predicted, int count, int total) {}

  /**
   * Classifies every drawing.
   *
   * @param classifier the classifier, asked for three candidates at least
   * @param data drawings of classes that the classifier knows, in any order
   * @return the result, over the classes of the classifier
   * @throws IllegalArgumentException if the data has a class that the classifier does not know
   */
  public static Evaluation of(SketchClassifier classifier, LabelledDrawings data) {
    List<String> labels = classifier.info().labels();
    int[][] confusions = new int[labels.size()][labels.size()];
    int[] topThree = new int[labels.size()];
    for (int c = 0; c < data.labels().size(); c++) {
      int actual = labels.indexOf(data.labels().get(c));
      if (actual < 0) {
        throw new IllegalArgumentException(
            "the model does not know the class " + data.labels().get(c));
      }
      List<Drawing> drawings = data.drawings().get(c);
      for (int from = 0; from < drawings.size(); from += BATCH) {
        List<Drawing> batch = drawings.subList(from, Math.min(drawings.size(), from + BATCH));
        for (Prediction prediction : classifier.classifyAll(batch)) {
          confusions[actual][labels.indexOf(prediction.top().label())]++;
          if (prediction.candidates().stream()
              .limit(3)
              .anyMatch(candidate -> candidate.label().equals(labels.get(actual)))) {
            topThree[actual]++;
          }
        }
      }
    }
    return new Evaluation(labels, lists(confusions), list(topThree));
  }

  private static List<List<Integer>> lists(int[][] rows) {
    List<List<Integer>> lists = new ArrayList<>();
    for (int[] row : rows) {
      lists.add(list(row));
    }
    return lists;
  }

  private static List<Integer> list(int[] row) {
    return java.util.Arrays.stream(row).boxed().toList();
  }

  /**
   * Returns the number of drawings of a class.
   *
   * @param label index of the class
   * @return at least 0
   */
  public int total(int label) {
    return confusions.get(label).stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Returns how many drawings of a class were recognised.
   *
   * @param label index of the class
   * @return at least 0
   */
  public int correct(int label) {
    return confusions.get(label).get(label);
  }

  /**
   * Returns the number of drawings.
   *
   * @return at least 0
   */
  public int total() {
    int total = 0;
    for (int label = 0; label < labels.size(); label++) {
      total += total(label);
    }
    return total;
  }

  /**
   * Returns how many drawings were recognised.
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
   * Returns how many drawings had the true class among the first three answers.
   *
   * @return at least {@link #correct()}
   */
  public int correctTopThree() {
    return topThree.stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Returns the most frequent mistakes.
   *
   * @param limit how many at most
   * @return the pairs of classes with the highest share of the true class's drawings first
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
}
