package org.sketchsdk.infer;

import java.util.Arrays;
import java.util.List;

/**
 * A classifier on embeddings: softmax regression, learned from a few examples.
 *
 * <p>The probabilities of an embedding u of length 1 are softmax(W · 8 (u − c) + b). c is the mean
 * of the means of the classes. W and b minimize the cross-entropy over the examples, in which each
 * class has the same weight, plus 0.0005 |W|². Immutable. The arrays are not shared.
 */
final class FewShotHead {
  // Chosen on validation drawings of classes that the model was not trained on. With these values
  // the probabilities are calibrated for 1 to 50 examples.
  private static final double SCALE = 8;
  private static final double DECAY = 0.001;
  private static final int STEPS = 60;
  private static final int POWER_STEPS = 20;

  private final float[] center; // [size]
  private final float[] weights; // [classes][size + 1], the bias last
  private final float[] means; // [classes][size], of unit length
  private final float[] similarities; // of the examples, sorted
  private final double[] knownScores; // the model's scores of the examples; none if it has none

  private FewShotHead(
      float[] center, float[] weights, float[] means, float[] similarities, double[] knownScores) {
    this.center = center;
    this.weights = weights;
    this.means = means;
    this.similarities = similarities;
    this.knownScores = knownScores;
  }

  /** Creates a head from stored parts, whose sizes must fit each other. */
  static FewShotHead of(
      float[] center, float[] weights, float[] means, float[] similarities, double[] knownScores) {
    return new FewShotHead(center, weights, means, similarities, knownScores);
  }

  /** Divides an embedding by its length. An embedding of zeros stays as it is. */
  static float[] unit(float[] embedding) {
    double squares = 0;
    for (float value : embedding) {
      squares += (double) value * value;
    }
    double length = Math.sqrt(squares);
    float[] unit = new float[embedding.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = length > 0 ? (float) (embedding[i] / length) : 0;
    }
    return unit;
  }

  /**
   * Learns a head.
   *
   * @param classes for each class the embeddings of its examples, of unit length, at least one
   * @param knownScores the model's scores of the examples
   */
  static FewShotHead learn(List<List<float[]>> classes, double[] knownScores) {
    int size = classes.get(0).get(0).length;
    int count = classes.size();
    double[][] sums = new double[count][size];
    double[] center = new double[size];
    for (int k = 0; k < count; k++) {
      for (float[] example : classes.get(k)) {
        for (int i = 0; i < size; i++) {
          sums[k][i] += example[i];
        }
      }
      for (int i = 0; i < size; i++) {
        center[i] += sums[k][i] / classes.get(k).size() / count;
      }
    }
    float[] means = new float[count * size];
    for (int k = 0; k < count; k++) {
      double length = length(sums[k]);
      for (int i = 0; i < size; i++) {
        means[k * size + i] = length > 0 ? (float) (sums[k][i] / length) : 0;
      }
    }
    return new FewShotHead(
        floats(center),
        floats(regression(classes, center)),
        means,
        similarities(classes, sums, means),
        knownScores.clone());
  }

  private static double length(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /**
   * Returns the similarity of each example and the class that is most similar to it, sorted. For
   * its own class, the example is left out of the mean. The only example of a class has no such
   * number.
   */
  private static float[] similarities(List<List<float[]>> classes, double[][] sums, float[] means) {
    int total = 0;
    for (List<float[]> examples : classes) {
      total += examples.size() > 1 ? examples.size() : 0;
    }
    float[] similarities = new float[total];
    int next = 0;
    for (int k = 0; k < sums.length; k++) {
      for (float[] example : classes.get(k)) {
        if (classes.get(k).size() > 1) {
          double best = similarityToOthers(example, sums[k]);
          for (int other = 0; other < sums.length; other++) {
            if (other != k) {
              best = Math.max(best, dot(means, other * example.length, example));
            }
          }
          similarities[next++] = (float) best;
        }
      }
    }
    Arrays.sort(similarities);
    return similarities;
  }

  private static double similarityToOthers(float[] example, double[] sum) {
    double product = 0;
    double squares = 0;
    for (int i = 0; i < example.length; i++) {
      double others = sum[i] - example[i];
      product += others * example[i];
      squares += others * others;
    }
    return squares > 0 ? product / Math.sqrt(squares) : 0;
  }

  private static double dot(float[] a, int offset, float[] b) {
    double sum = 0;
    for (int i = 0; i < b.length; i++) {
      sum += (double) a[offset + i] * b[i];
    }
    return sum;
  }

  /**
   * Minimizes by Nesterov's accelerated gradient. The size of a step follows from a bound of the
   * curvature.
   */
  private static double[] regression(List<List<float[]>> classes, double[] center) {
    int count = classes.size();
    int size = center.length;
    int width = size + 1;
    int total = classes.stream().mapToInt(List::size).sum();
    double[][] inputs = new double[total][width];
    int[] labels = new int[total];
    double[] shares = new double[total];
    int next = 0;
    for (int k = 0; k < count; k++) {
      for (float[] example : classes.get(k)) {
        for (int i = 0; i < size; i++) {
          inputs[next][i] = SCALE * (example[i] - center[i]);
        }
        inputs[next][size] = 1;
        labels[next] = k;
        shares[next++] = 1.0 / count / classes.get(k).size();
      }
    }
    // The softmax's curvature is at most one half that of the inputs; the bias adds at most one.
    double step = 1 / (0.5 * (1.1 * curvature(inputs, shares, size) + 1) + DECAY);
    double[] weights = new double[count * width];
    double[] ahead = new double[count * width];
    double[] gradient = new double[count * width];
    double[] probabilities = new double[count];
    double momentum = 1;
    for (int s = 0; s < STEPS; s++) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = i % width == size ? 0 : DECAY * ahead[i];
      }
      for (int n = 0; n < total; n++) {
        for (int k = 0; k < count; k++) {
          probabilities[k] = dot(ahead, k * width, inputs[n], width);
        }
        softmax(probabilities);
        for (int k = 0; k < count; k++) {
          double error = shares[n] * (probabilities[k] - (labels[n] == k ? 1 : 0));
          for (int i = 0, at = k * width; i < width; i++, at++) {
            gradient[at] += error * inputs[n][i];
          }
        }
      }
      double following = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
      for (int i = 0; i < weights.length; i++) {
        double moved = ahead[i] - step * gradient[i];
        ahead[i] = moved + (momentum - 1) / following * (moved - weights[i]);
        weights[i] = moved;
      }
      momentum = following;
    }
    return weights;
  }

  /**
   * Estimates the largest eigenvalue of the second moments of the inputs, without the bias, by
   * power iteration.
   */
  private static double curvature(double[][] inputs, double[] shares, int size) {
    double[] vector = new double[size];
    for (int n = 0; n < inputs.length; n++) {
      for (int i = 0; i < size; i++) {
        // an example's own direction is never at right angles to all of them
        vector[i] += shares[n] * inputs[n][i] * (n + 1);
      }
    }
    double eigenvalue = 0;
    for (int s = 0; s < POWER_STEPS; s++) {
      double length = length(vector);
      if (!(length > 0)) {
        return trace(inputs, shares, size);
      }
      double[] product = new double[size];
      for (int n = 0; n < inputs.length; n++) {
        double along = dot(vector, 0, inputs[n], size) / length * shares[n];
        for (int i = 0; i < size; i++) {
          product[i] += along * inputs[n][i];
        }
      }
      vector = product;
      eigenvalue = length(product);
    }
    return eigenvalue;
  }

  /** Returns an upper bound of the largest eigenvalue: the sum of all. */
  private static double trace(double[][] inputs, double[] shares, int size) {
    double trace = 0;
    for (int n = 0; n < inputs.length; n++) {
      trace += shares[n] * dot(inputs[n], 0, inputs[n], size);
    }
    return trace;
  }

  private static double dot(double[] a, int offset, double[] b, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += a[offset + i] * b[i];
    }
    return sum;
  }

  private static void softmax(double[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (int k = 0; k < logits.length; k++) {
      logits[k] = StrictMath.exp(logits[k] - largest);
      sum += logits[k];
    }
    for (int k = 0; k < logits.length; k++) {
      logits[k] /= sum;
    }
  }

  /** Returns the probabilities of the classes for an embedding of unit length. */
  double[] probabilities(float[] unit) {
    int width = center.length + 1;
    double[] probabilities = new double[weights.length / width];
    for (int k = 0; k < probabilities.length; k++) {
      double sum = weights[k * width + width - 1];
      for (int i = 0; i < center.length; i++) {
        sum += weights[k * width + i] * (SCALE * ((double) unit[i] - center[i]));
      }
      probabilities[k] = sum;
    }
    softmax(probabilities);
    return probabilities;
  }

  /**
   * Returns the similarity of an embedding of length 1 and the class that is most similar to it, −1
   * to 1.
   */
  double similarity(float[] unit) {
    double best = -1;
    for (int first = 0; first < means.length; first += unit.length) {
      best = Math.max(best, dot(means, first, unit));
    }
    return best;
  }

  /**
   * Returns the similarity below which a drawing is {@code UNKNOWN}. At most a share of the
   * examples is below it.
   *
   * @param share the share, 0 to 1
   * @return negative infinity if the share is less than one example
   */
  double strangeBelow(double share) {
    int rejected = (int) (share * similarities.length);
    if (rejected == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return rejected == similarities.length ? Double.POSITIVE_INFINITY : similarities[rejected];
  }

  float[] center() {
    return center;
  }

  float[] weights() {
    return weights;
  }

  float[] means() {
    return means;
  }

  float[] similarities() {
    return similarities;
  }

  double[] knownScores() {
    return knownScores;
  }
}
