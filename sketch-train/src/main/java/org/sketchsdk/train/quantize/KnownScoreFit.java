package org.sketchsdk.train.quantize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.internal.BatchedRuns;

/**
 * Fits the {@link KnownScore} of a model, by which it tells drawings of its classes from others. It
 * is a logistic regression over the features of {@link KnownScore}, fitted on training drawings of
 * the model's classes and of all other classes that are available; both groups have the same
 * weight. Without other classes, the score is the one feature that needs none: the largest logit
 * over the mean, divided by the length of the embedding. The quantiles come from the validation
 * drawings.
 */
final class KnownScoreFit {
  static final int PER_CLASS = 120;

  // Brings the features to similar sizes, so that one ridge fits them all.
  private static final double EMBEDDING_FACTOR = 5;
  private static final double[] OTHER_FACTORS = {3, 0.2, 1};
  private static final double RIDGE = 0.001;
  private static final int STEPS = 10;
  private static final int BATCH = 32;

  private final InferenceBackend backend;
  private final Rasterizer rasterizer;
  private final int labels;
  private final double temperature;

  /**
   * Prepares to fit.
   *
   * @param backend runs the model and gives embeddings
   * @param info what the model says about itself, with its temperature
   */
  KnownScoreFit(InferenceBackend backend, ModelInfo info) {
    this.backend = backend;
    this.rasterizer = Rasterizer.create(info.rasterOptions());
    this.labels = info.labels().size();
    this.temperature = info.temperature();
  }

  /**
   * Fits the score.
   *
   * @param train training drawings of the model's classes
   * @param others folder with training drawings of other classes
   * @param otherLabels those classes
   * @param val validation drawings of the model's classes
   * @return the score
   * @throws IOException if a file of the other classes cannot be read
   */
  KnownScore fit(LabeledDrawings train, Path others, List<String> otherLabels, LabeledDrawings val)
      throws IOException {
    float[] weights = {0, 0, 1};
    if (!otherLabels.isEmpty()) {
      List<double[]> known = new ArrayList<>();
      for (List<Drawing> drawings : train.drawings()) {
        known.addAll(features(some(drawings)));
      }
      List<double[]> unknown = new ArrayList<>();
      for (String label : otherLabels) {
        // class by class, as all of them at once may not fit into memory
        List<Drawing> drawings = LabeledDrawings.load(others, List.of(label)).drawings().get(0);
        unknown.addAll(features(some(drawings)));
      }
      weights = regression(known, unknown);
    }
    double[] scores = new double[val.size()];
    int next = 0;
    for (List<Drawing> drawings : val.drawings()) {
      for (double[] features : features(drawings)) {
        scores[next++] = score(weights, features);
      }
    }
    return KnownScore.of(weights, KnownScore.quantiles(scores));
  }

  /** Takes some drawings at even distances. */
  private static List<Drawing> some(List<Drawing> drawings) {
    int count = Math.min(PER_CLASS, drawings.size());
    List<Drawing> some = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      some.add(drawings.get((int) ((long) i * drawings.size() / count)));
    }
    return some;
  }

  private List<double[]> features(List<Drawing> drawings) {
    int size = backend.embeddingSize();
    float[] logits = new float[BATCH * labels];
    float[] embeddings = new float[BATCH * size];
    List<double[]> features = new ArrayList<>(drawings.size());
    BatchedRuns.forEach(
        drawings,
        BATCH,
        rasterizer.options().sizePx(),
        rasterizer::renderTo,
        (rasters, first, count) -> {
          backend.run(rasters, count, logits, embeddings);
          for (int i = 0; i < count; i++) {
            features.add(
                KnownScore.features(
                    Arrays.copyOfRange(logits, i * labels, (i + 1) * labels),
                    temperature,
                    Arrays.copyOfRange(embeddings, i * size, (i + 1) * size)));
          }
        });
    return features;
  }

  /** The weights that belong to the last features. */
  private static double score(float[] weights, double[] features) {
    int first = features.length - weights.length;
    double score = 0;
    for (int i = 0; i < weights.length; i++) {
      score += weights[i] * features[first + i];
    }
    return score;
  }

  /**
   * Fits a logistic regression by Newton's method. It has no constant, because the score is
   * compared with a threshold.
   */
  static float[] regression(List<double[]> known, List<double[]> unknown) {
    int count = known.get(0).length;
    double[] factors = new double[count];
    for (int i = 0; i < count; i++) {
      int other = i - (count - OTHER_FACTORS.length);
      factors[i] = other < 0 ? EMBEDDING_FACTOR : OTHER_FACTORS[other];
    }
    double[] weights = new double[count + 1]; // the constant last
    double[] inputs = new double[count + 1];
    inputs[count] = 1;
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[count + 1];
      double[][] curvature = new double[count + 1][count + 1];
      for (int i = 0; i < count; i++) {
        gradient[i] = RIDGE * weights[i];
        curvature[i][i] = RIDGE;
      }
      curvature[count][count] = 1e-9;
      for (int kind = 0; kind < 2; kind++) {
        List<double[]> samples = kind == 0 ? unknown : known;
        for (double[] sample : samples) {
          double logit = weights[count];
          for (int i = 0; i < count; i++) {
            inputs[i] = sample[i] * factors[i];
            logit += weights[i] * inputs[i];
          }
          double p = 1 / (1 + StrictMath.exp(-logit));
          double error = 0.5 / samples.size() * (p - kind);
          double curve = 0.5 / samples.size() * p * (1 - p);
          for (int i = 0; i <= count; i++) {
            gradient[i] += error * inputs[i];
            double along = curve * inputs[i];
            double[] row = curvature[i];
            for (int j = 0; j <= i; j++) {
              row[j] += along * inputs[j];
            }
          }
        }
      }
      solve(curvature, gradient);
      for (int i = 0; i <= count; i++) {
        weights[i] -= gradient[i];
      }
    }
    float[] scaled = new float[count];
    for (int i = 0; i < count; i++) {
      scaled[i] = (float) (weights[i] * factors[i]);
    }
    return scaled;
  }

  /**
   * Solves a system by Cholesky's method.
   *
   * @param matrix symmetric and positive definite, its lower half; overwritten
   * @param vector the right side; receives the solution
   */
  private static void solve(double[][] matrix, double[] vector) {
    int n = vector.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= matrix[i][k] * matrix[j][k];
        }
        matrix[i][j] = i == j ? Math.sqrt(sum) : sum / matrix[j][j];
      }
    }
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        vector[i] -= matrix[i][k] * vector[k];
      }
      vector[i] /= matrix[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        vector[i] -= matrix[k][i] * vector[k];
      }
      vector[i] /= matrix[i][i];
    }
  }
}
