package org.sketchsdk.infer.model;

import java.util.Arrays;

/**
 * The out-of-distribution score of a model: a number that is higher for drawings of the model's
 * classes than for other drawings. It comes with the quantiles of the score over the model's
 * validation drawings.
 *
 * <p>This class is for tools that make or evaluate models. Applications get the verdict {@code
 * UNKNOWN} from it, and set {@code maxFalseUnknown} in the classifier's builder.
 *
 * <p>The score is a weighted sum of features of one raster: the values of the embedding e divided
 * by its length |e|, and
 *
 * <ul>
 *   <li>the largest of softmax(logits / 2T), where T is the model's temperature (Liang et al.,
 *       Enhancing the Reliability of Out-of-distribution Image Detection in Neural Networks, 2018,
 *       soften the probabilities of Hendrycks and Gimpel, 2017, alike);
 *   <li>the largest logit;
 *   <li>the largest logit less the mean of the logits, divided by |e|.
 * </ul>
 *
 * <p>Scores of two models cannot be compared. Quantiles can: a threshold at the same quantile
 * rejects the same share of known drawings.
 *
 * <p>Immutable and thread-safe.
 */
public final class KnownScore {
  /** Features besides those of the embedding. */
  public static final int OTHER_FEATURES = 3;

  /** Quantiles of the score: at 0, 1, …, 100 percent. */
  public static final int QUANTILES = 101;

  private final float[] weights; // of the embedding's values, or none, then of the others
  private final double[] quantiles;

  private KnownScore(float[] weights, double[] quantiles) {
    this.weights = weights;
    this.quantiles = quantiles;
  }

  /**
   * Creates a score.
   *
   * @param weights one for each feature, those of the embedding first; or only the {@value
   *     #OTHER_FEATURES} of the other features; copied
   * @param quantiles the score's {@value #QUANTILES} quantiles over drawings of the model's classes
   *     that it was not trained on, from the smallest to the largest; copied
   * @return the score
   * @throws IllegalArgumentException if a number is not finite, there are too few weights or not
   *     {@value #QUANTILES} quantiles, or the quantiles are not sorted
   */
  public static KnownScore of(float[] weights, double[] quantiles) {
    if (weights.length < OTHER_FEATURES) {
      throw new IllegalArgumentException(
          "there must be at least " + OTHER_FEATURES + " weights: " + weights.length);
    }
    for (float weight : weights) {
      if (!Float.isFinite(weight)) {
        throw new IllegalArgumentException("weights must be finite: " + weight);
      }
    }
    if (quantiles.length != QUANTILES) {
      throw new IllegalArgumentException(
          "there must be " + QUANTILES + " quantiles: " + quantiles.length);
    }
    for (int i = 0; i < QUANTILES; i++) {
      if (!Double.isFinite(quantiles[i]) || (i > 0 && quantiles[i] < quantiles[i - 1])) {
        throw new IllegalArgumentException(
            "quantiles must be finite and sorted: " + quantiles[i] + " at " + i + " percent");
      }
    }
    return new KnownScore(weights.clone(), quantiles.clone());
  }

  /**
   * Takes quantiles of scores: at p percent the score at the position p/100 · (n − 1) of the sorted
   * scores, counted from 0, between two of them by linear interpolation.
   *
   * @param scores at least one, finite; not modified
   * @return the {@value #QUANTILES} quantiles
   * @throws IllegalArgumentException if there are no scores
   */
  public static double[] quantiles(double[] scores) {
    if (scores.length == 0) {
      throw new IllegalArgumentException("there must be at least one score");
    }
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double[] quantiles = new double[QUANTILES];
    for (int i = 0; i < QUANTILES; i++) {
      quantiles[i] = interpolate(sorted, (double) i * (sorted.length - 1) / (QUANTILES - 1));
    }
    return quantiles;
  }

  private static double interpolate(double[] sorted, double position) {
    int below = Math.min((int) position, sorted.length - 1);
    int above = Math.min(below + 1, sorted.length - 1);
    // written so that equal neighbors give exactly their value, and the result stays sorted
    return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
  }

  /**
   * Computes the features of one raster.
   *
   * @param logits the network's logits for the raster; not modified
   * @param temperature the model's temperature
   * @param embedding the network's embedding of the raster; not modified
   * @return {@code embedding.length + } {@value #OTHER_FEATURES} numbers
   */
  public static double[] features(float[] logits, double temperature, float[] embedding) {
    double[] features = new double[embedding.length + OTHER_FEATURES];
    double length = length(embedding, 0, embedding.length);
    for (int i = 0; i < embedding.length; i++) {
      features[i] = length > 0 ? embedding[i] / length : 0;
    }
    double softened = softened(logits, 0, logits.length, temperature);
    others(logits, 0, logits.length, softened, length, features, embedding.length);
    return features;
  }

  private static double length(float[] embeddings, int first, int size) {
    double squares = 0;
    for (int i = first; i < first + size; i++) {
      squares += (double) embeddings[i] * embeddings[i];
    }
    return Math.sqrt(squares);
  }

  /** The largest of softmax(logits / 2T), where exp(x / 2T) is the root of exp(x / T). */
  private static double softened(float[] logits, int first, int labels, double temperature) {
    double largest = largest(logits, first, labels);
    double sum = 0;
    for (int i = first; i < first + labels; i++) {
      sum += Math.sqrt(StrictMath.exp((logits[i] - largest) / temperature));
    }
    return 1 / sum;
  }

  private static double largest(float[] logits, int first, int labels) {
    float largest = logits[first];
    for (int i = first + 1; i < first + labels; i++) {
      largest = Math.max(largest, logits[i]);
    }
    return largest;
  }

  private static void others(
      float[] logits,
      int first,
      int labels,
      double softened,
      double length,
      double[] to,
      int offset) {
    double largest = largest(logits, first, labels);
    double sum = 0;
    for (int i = first; i < first + labels; i++) {
      sum += logits[i];
    }
    to[offset] = softened;
    to[offset + 1] = largest;
    to[offset + 2] = length > 0 ? (largest - sum / labels) / length : 0;
  }

  /**
   * Computes the score of one raster.
   *
   * @param logits the network's logits for the raster; not modified
   * @param temperature the model's temperature
   * @param embedding the network's embedding of the raster; not modified
   * @return the score, higher for what looks known
   * @throws IllegalArgumentException if the embedding has another size than the weights are for
   */
  public double score(float[] logits, double temperature, float[] embedding) {
    if (!fits(embedding.length)) {
      throw new IllegalArgumentException(
          "the weights are for embeddings of "
              + (weights.length - OTHER_FEATURES)
              + " values, not "
              + embedding.length);
    }
    double softened = softened(logits, 0, logits.length, temperature);
    return score(logits, 0, logits.length, softened, embedding, 0, embedding.length);
  }

  /**
   * Computes the score of one raster of a batch.
   *
   * @param logits the logits of all rasters; not modified
   * @param firstLogit index of the raster's first logit
   * @param labels how many logits a raster has
   * @param softened the largest of the raster's softmax(logits / 2T)
   * @param embeddings the embeddings of all rasters; not modified
   * @param firstValue index of the first value of the raster's embedding
   * @param size how many values an embedding has
   * @return the score, as {@link #score(float[], double, float[])} computes it
   */
  public double score(
      float[] logits,
      int firstLogit,
      int labels,
      double softened,
      float[] embeddings,
      int firstValue,
      int size) {
    double length = length(embeddings, firstValue, size);
    double[] others = new double[OTHER_FEATURES];
    others(logits, firstLogit, labels, softened, length, others, 0);
    int learned = weights.length - OTHER_FEATURES;
    double score = 0;
    for (int i = 0; i < learned; i++) {
      score += (double) weights[i] * embeddings[firstValue + i];
    }
    score = length > 0 ? score / length : 0;
    for (int i = 0; i < OTHER_FEATURES; i++) {
      score += weights[learned + i] * others[i];
    }
    return score;
  }

  /** Tells whether the weights are for embeddings of this size. */
  boolean fits(int embeddingSize) {
    return weights.length == OTHER_FEATURES || weights.length == embeddingSize + OTHER_FEATURES;
  }

  /**
   * Returns the score below which a drawing is unknown, if a share of the known ones may be.
   *
   * @param share 0 to 1
   * @return the quantile at that share, between two by linear interpolation; negative infinity if
   *     the share is 0
   * @throws IllegalArgumentException if the share is out of its range
   */
  public double threshold(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("the share must be 0 to 1: " + share);
    }
    return share == 0 ? Double.NEGATIVE_INFINITY : interpolate(quantiles, share * (QUANTILES - 1));
  }

  /**
   * Returns a quantile of the score over the validation drawings.
   *
   * @param percent 0 to 100
   * @return the quantile
   * @throws ArrayIndexOutOfBoundsException if the percentage is out of its range
   */
  public double quantile(int percent) {
    return quantiles[percent];
  }

  /** Returns the weights, a copy. */
  float[] weights() {
    return weights.clone();
  }

  /** Returns a short description: the number of weights and the range of the validation scores. */
  @Override
  public String toString() {
    return "KnownScore["
        + weights.length
        + " weights, "
        + (float) quantiles[0]
        + " to "
        + (float) quantiles[QUANTILES - 1]
        + "]";
  }
}
