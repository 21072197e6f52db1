package org.sketchsdk.train.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.ModelMetadata;
import org.sketchsdk.render.Raster;

/**
 * Measures how well a classifier separates drawings of its classes from other drawings, by its
 * {@link KnownScore}. Immutable and thread-safe.
 *
 * @param known drawings of the classes of the model
 * @param unknown other drawings, kind by kind
 * @param maxFalseUnknown the setting of the classifier
 * @param threshold with that setting, a drawing with a lower score gets the verdict {@code UNKNOWN}
 */
public record UnknownEvaluation(
    Scores known, List<Scores> unknown, double maxFalseUnknown, double threshold) {
  /** Share of the known drawings that {@link #falselyAccepted} accepts. */
  public static final double ACCEPTED = 0.95;

  /** Copies the list. */
  public UnknownEvaluation {
    unknown = List.copyOf(unknown);
  }

  /**
   * The scores of one kind of drawings.
   *
   * @param name what the drawings show
   * @param scores one score for each drawing with ink, sorted
   * @param blank number of drawings without ink; they have no score and are not part of any figure
   */
  public record Scores(String name, List<Double> scores, int blank) {
    /** Sorts and copies the scores. */
    public Scores {
      scores = scores.stream().sorted().toList();
    }

    /**
     * Counts scores.
     *
     * @param threshold a score
     * @return how many are not below it
     */
    public int atLeast(double threshold) {
      return (int) scores.stream().filter(score -> score >= threshold).count();
    }
  }

  /**
   * Evaluates a classifier.
   *
   * @param classifier the classifier, for its setting and its thresholds
   * @param known scores of drawings of its classes, at least one
   * @param unknown scores of other drawings
   * @return the result
   * @throws IllegalArgumentException if the model has no {@link KnownScore}, or there is no known
   *     drawing
   */
  public static UnknownEvaluation of(
      SketchClassifier classifier, Scores known, List<Scores> unknown) {
    KnownScore score = require(classifier);
    if (known.scores().isEmpty()) {
      throw new IllegalArgumentException("there must be drawings of the model's classes");
    }
    return new UnknownEvaluation(
        known,
        unknown,
        classifier.maxFalseUnknown(),
        score.threshold(classifier.maxFalseUnknown()));
  }

  private static KnownScore require(SketchClassifier classifier) {
    return classifier
        .info()
        .knownScore()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "model "
                        + classifier.info().name()
                        + " cannot tell what is unknown to it: its metadata has no entries"
                        + " \""
                        + ModelMetadata.KNOWN_SCORE
                        + "\", which 'sketch quantize' writes"));
  }

  /**
   * Scores rasters.
   *
   * @param classifier a classifier whose model has a {@link KnownScore}
   * @param name what the rasters show
   * @param rasters rasters of the size of the model; read one after the other
   * @return the scores
   * @throws IllegalArgumentException if the model has no {@link KnownScore}, or the backend gives
   *     no embeddings
   */
  public static Scores scores(SketchClassifier classifier, String name, Iterable<Raster> rasters) {
    require(classifier);
    List<Double> scores = new ArrayList<>();
    int blank = 0;
    for (Raster raster : rasters) {
      OptionalDouble score = classifier.knownScore(raster);
      if (score.isPresent()) {
        scores.add(score.getAsDouble());
      } else {
        blank++;
      }
    }
    return new Scores(name, scores, blank);
  }

  /**
   * Returns the area under the receiver operating characteristic: the probability that a known
   * drawing scores higher than an unknown one, where equal scores count one half.
   *
   * @param kind one of {@link #unknown()}, with at least one score
   * @return 0 to 1; 0.5 for chance
   */
  public double auroc(Scores kind) {
    double[] others = kind.scores().stream().mapToDouble(Double::doubleValue).toArray();
    double sum = 0;
    for (double score : known.scores()) {
      sum +=
          below(others, score) + 0.5 * (below(others, Math.nextUp(score)) - below(others, score));
    }
    return sum / known.scores().size() / others.length;
  }

  /** How many of the sorted values are below a limit. */
  private static int below(double[] sorted, double limit) {
    int found = Arrays.binarySearch(sorted, limit);
    if (found < 0) {
      return -found - 1;
    }
    while (found > 0 && sorted[found - 1] == limit) {
      found--;
    }
    return found;
  }

  /**
   * Counts the unknown drawings that are accepted when {@value #ACCEPTED} of the known drawings
   * are.
   *
   * @param kind one of {@link #unknown()}
   * @return how many have a score of at least that of the known drawing at the 5th percentile
   */
  public int falselyAccepted(Scores kind) {
    int rejected = (int) (known.scores().size() * (1 - ACCEPTED) + 1e-9);
    return kind.atLeast(known.scores().get(rejected));
  }

  /**
   * Counts the drawings that get the verdict {@code UNKNOWN} with the setting of the classifier.
   *
   * @param kind {@link #known()}, or one of {@link #unknown()}
   * @return how many
   */
  public int calledUnknown(Scores kind) {
    return kind.scores().size() - kind.atLeast(threshold);
  }
}
