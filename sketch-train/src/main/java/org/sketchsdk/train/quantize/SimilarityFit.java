package org.sketchsdk.train.quantize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.SimilarityStatistics;
import org.sketchsdk.infer.model.SimilarityStatistics.Row;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.internal.BatchedRuns;

/**
 * Measures the {@link SimilarityStatistics} of a model: draws examples of each class, and compares
 * their mean with other drawings of the class and with drawings of other classes.
 */
final class SimilarityFit {
  private static final int[] EXAMPLES = {1, 2, 3, 5, 10, 20};
  private static final int QUERIES = 15; // per class and number of examples, of each kind
  private static final int PER_CLASS = 60;
  private static final int MIN_CLASSES = 10;
  private static final int BATCH = 32;

  private final InferenceBackend backend;
  private final Rasterizer rasterizer;
  private final int labels;

  /**
   * Prepares to measure.
   *
   * @param backend runs the model and gives embeddings
   * @param rasterizer renders drawings for it
   * @param labels number of its classes
   */
  SimilarityFit(InferenceBackend backend, Rasterizer rasterizer, int labels) {
    this.backend = backend;
    this.rasterizer = rasterizer;
    this.labels = labels;
  }

  /**
   * Measures the statistics.
   *
   * @param folder folder with one file per class
   * @param classes the classes to use; best those that the model was not trained to tell
   * @return the statistics; empty if there are too few classes with enough drawings
   * @throws IOException if a file cannot be read
   */
  Optional<SimilarityStatistics> fit(Path folder, List<String> classes) throws IOException {
    List<float[][]> units = new ArrayList<>();
    for (String label : classes) {
      // class by class, as all of them at once may not fit into memory
      LabeledDrawings one = LabeledDrawings.load(folder, List.of(label)).atMost(PER_CLASS);
      units.add(units(one.drawings().get(0)));
    }
    double[] sum = new double[backend.embeddingSize()];
    int drawings = units.stream().mapToInt(all -> all.length).sum();
    for (float[][] all : units) {
      for (float[] unit : all) {
        add(unit, 1.0 / drawings, sum);
      }
    }
    float[] center = new float[sum.length];
    for (int i = 0; i < center.length; i++) {
      center[i] = (float) sum[i];
    }
    List<Row> rows = new ArrayList<>();
    for (int examples : EXAMPLES) {
      List<float[][]> large = units.stream().filter(all -> all.length > examples).toList();
      if (large.size() >= MIN_CLASSES) {
        rows.add(row(examples, large, center));
      }
    }
    return rows.isEmpty() ? Optional.empty() : Optional.of(SimilarityStatistics.of(center, rows));
  }

  private static Row row(int examples, List<float[][]> classes, float[] center) {
    List<Double> same = new ArrayList<>();
    List<Double> other = new ArrayList<>();
    for (int k = 0; k < classes.size(); k++) {
      SeededRandom random = SeededRandom.forSample(1, "similarity " + examples, k);
      float[][] own = shuffled(classes.get(k), random);
      double[] sum = new double[center.length];
      for (int i = 0; i < examples; i++) {
        add(own[i], 1, sum);
      }
      float[] mean = unit(sum);
      for (int i = examples; i < Math.min(own.length, examples + QUERIES); i++) {
        same.add(SimilarityStatistics.similarity(center, own[i], mean, 0));
      }
      for (int i = 0; i < QUERIES; i++) {
        int step = 1 + random.nextInt(classes.size() - 1);
        float[][] strange = classes.get((k + step) % classes.size());
        float[] drawing = strange[random.nextInt(strange.length)];
        other.add(SimilarityStatistics.similarity(center, drawing, mean, 0));
      }
    }
    return new Row(examples, quantiles(same), quantiles(other));
  }

  private static float[][] shuffled(float[][] all, SeededRandom random) {
    float[][] shuffled = all.clone();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      float[] swapped = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = swapped;
    }
    return shuffled;
  }

  private static List<Double> quantiles(List<Double> values) {
    double[] percents =
        KnownScore.quantiles(values.stream().mapToDouble(Double::doubleValue).toArray());
    int step = (KnownScore.QUANTILES - 1) / (SimilarityStatistics.QUANTILES - 1);
    List<Double> quantiles = new ArrayList<>();
    for (int percent = 0; percent < KnownScore.QUANTILES; percent += step) {
      // short in the file; rounding keeps the order
      double rounded = Math.rint(percents[percent] * 10_000) / 10_000;
      quantiles.add(Math.max(-1, Math.min(1, rounded)));
    }
    return quantiles;
  }

  private static void add(float[] vector, double weight, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * vector[i];
    }
  }

  private float[][] units(List<Drawing> drawings) {
    int size = backend.embeddingSize();
    float[] logits = new float[BATCH * labels];
    float[] embeddings = new float[BATCH * size];
    float[][] units = new float[drawings.size()][];
    BatchedRuns.forEach(
        drawings,
        BATCH,
        rasterizer.options().sizePx(),
        rasterizer::renderTo,
        (rasters, first, count) -> {
          backend.run(rasters, count, logits, embeddings);
          for (int i = 0; i < count; i++) {
            double[] embedding = new double[size];
            for (int j = 0; j < size; j++) {
              embedding[j] = embeddings[i * size + j];
            }
            units[first + i] = unit(embedding);
          }
        });
    return units;
  }

  private static float[] unit(double[] vector) {
    double length = Math.sqrt(Arrays.stream(vector).map(value -> value * value).sum());
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = length > 0 ? (float) (vector[i] / length) : 0;
    }
    return unit;
  }
}
