package org.sketchsdk.train.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.testing.TestData;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.evaluate.UnknownEvaluation;
import org.sketchsdk.train.evaluate.UnknownEvaluation.Scores;
import org.sketchsdk.train.internal.OnnxBackend;

/**
 * Compares scores by which a model may tell what it knows, on validation drawings, in a minute or
 * two: only with {@code -Dsketch.scores=MODEL}, the name of an embedded model or a file.
 *
 * <p>Unknown are the validation drawings of every second class that the model does not have; those
 * between them, from the training drawings, are what the learned score learns from. A model that
 * has all classes is tested as if it had every second one: the logits of the others are left out,
 * and their drawings are unknown.
 */
class KnownScoreComparisonTest {
  private static final String MODEL = System.getProperty("sketch.scores", "");

  /** What the network gives for one drawing. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Output(float[] logits, float[] embedding) {}

  private static List<Output> outputs(
      InferenceBackend backend,
      Rasterizer rasterizer,
      int labels,
      Path folder,
      String label,
      int max)
      throws IOException {
    List<Drawing> drawings = LabeledDrawings.load(folder, List.of(label)).drawings().get(0);
    List<Output> outputs = new ArrayList<>();
    byte[] raster = new byte[rasterizer.options().sizePx() * rasterizer.options().sizePx()];
    int count = Math.min(max, drawings.size());
    for (int i = 0; i < count; i++) {
      rasterizer.renderTo(drawings.get((int) ((long) i * drawings.size() / count)), raster, 0);
      float[] logits = new float[labels];
      float[] embedding = new float[backend.embeddingSize()];
      backend.run(raster, 1, logits, embedding);
      outputs.add(new Output(logits, embedding));
    }
    return outputs;
  }

  private static float[] kept(float[] logits, List<Integer> indices) {
    float[] kept = new float[indices.size()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = logits[indices.get(i)];
    }
    return kept;
  }

  /** log Σ exp(x / T) · T. */
  private static double energy(float[] logits, double temperature) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp((logit - largest) / temperature);
    }
    return largest + temperature * Math.log(sum);
  }

  private static double[] unit(double[] vector) {
    double length = Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
    return Arrays.stream(vector).map(x -> length > 0 ? x / length : 0).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] doubles(float[] floats) {
    double[] doubles = new double[floats.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  @Test
  void onValidationDrawings() throws IOException {
    Assumptions.assumeFalse(MODEL.isEmpty(), "it takes minutes; -Dsketch.scores=MODEL runs it");
    Path train = TestData.require("quickdraw/train");
    Path val = TestData.require("quickdraw/val");
    byte[] onnx =
        SketchClassifier.embeddedModels().contains(MODEL)
            ? SketchClassifier.embeddedModel(MODEL)
            : Files.readAllBytes(Path.of(MODEL));
    ModelData model = ModelData.of(onnx, MODEL);
    List<String> labels = model.info().labels();
    List<String> others = new ArrayList<>(LabeledDrawings.labelsIn(val));
    others.removeAll(labels);
    boolean all = others.isEmpty();
    List<Integer> keep = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<String> learned = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      if (all && i % 2 == 1) {
        unknown.add(labels.get(i));
      } else {
        keep.add(i);
      }
    }
    for (int i = 0; i < others.size(); i++) {
      (i % 2 == 0 ? learned : unknown).add(others.get(i));
    }

    Rasterizer rasterizer = Rasterizer.create(model.info().rasterOptions());
    double temperature = model.info().temperature();
    try (InferenceBackend backend = OnnxBackend.open(model)) {
      int count = labels.size();
      List<double[]> means = new ArrayList<>();
      List<double[]> knownFeatures = new ArrayList<>();
      for (int i : keep) {
        double[] sum = new double[backend.embeddingSize()];
        for (Output each :
            outputs(backend, rasterizer, count, train, labels.get(i), KnownScoreFit.PER_CLASS)) {
          double[] unit = unit(doubles(each.embedding()));
          for (int j = 0; j < sum.length; j++) {
            sum[j] += unit[j];
          }
          knownFeatures.add(
              KnownScore.features(kept(each.logits(), keep), temperature, each.embedding()));
        }
        means.add(unit(sum));
      }
      List<double[]> unknownFeatures = new ArrayList<>();
      for (String label : learned) {
        for (Output each :
            outputs(backend, rasterizer, count, train, label, KnownScoreFit.PER_CLASS)) {
          unknownFeatures.add(
              KnownScore.features(kept(each.logits(), keep), temperature, each.embedding()));
        }
      }
      double[] weights =
          learned.isEmpty()
              ? null
              : doubles(KnownScoreFit.regression(knownFeatures, unknownFeatures));

      Map<String, List<List<Double>>> scores = new LinkedHashMap<>();
      for (int kind = 0; kind < 2; kind++) {
        List<String> classes =
            kind == 0 ? keep.stream().map(labels::get).toList() : List.copyOf(unknown);
        for (String label : classes) {
          for (Output each : outputs(backend, rasterizer, count, val, label, Integer.MAX_VALUE)) {
            float[] logits = kept(each.logits(), keep);
            double[] features = KnownScore.features(logits, temperature, each.embedding());
            double[] half = KnownScore.features(logits, temperature / 2, each.embedding());
            int n = each.embedding().length;
            double[] unit = unit(doubles(each.embedding()));
            Map<String, Double> own = new LinkedHashMap<>();
            own.put("largest probability", half[n]);
            own.put("largest probability at twice the temperature", features[n]);
            own.put("largest logit", features[n + 1]);
            own.put("energy at the temperature", energy(logits, temperature));
            own.put("largest logit over the mean, by |e|", features[n + 2]);
            own.put(
                "cosine to the nearest class mean",
                means.stream().mapToDouble(mean -> dot(mean, unit)).max().orElseThrow());
            if (weights != null) {
              own.put("learned", dot(weights, features));
            }
            for (Map.Entry<String, Double> score : own.entrySet()) {
              scores
                  .computeIfAbsent(
                      score.getKey(), key -> List.of(new ArrayList<>(), new ArrayList<>()))
                  .get(kind)
                  .add(score.getValue());
            }
          }
        }
      }
      Map<Double, String> ranking = new TreeMap<>();
      for (Map.Entry<String, List<List<Double>>> score : scores.entrySet()) {
        Scores known = new Scores("known", score.getValue().get(0), 0);
        Scores strange = new Scores("unknown", score.getValue().get(1), 0);
        UnknownEvaluation evaluation =
            new UnknownEvaluation(known, List.of(strange), 0.05, Double.NaN);
        double auroc = evaluation.auroc(strange);
        ranking.put(auroc, score.getKey());
        System.out.println(
            String.format(
                Locale.ROOT,
                "scores: %s, %-46s AUROC %.4f, accepted at 95 %% %5.1f %% (%d known, %d unknown)",
                model.info().name(),
                score.getKey(),
                auroc,
                100.0 * evaluation.falselyAccepted(strange) / strange.scores().size(),
                known.scores().size(),
                strange.scores().size()));
      }
      assertThat(ranking.keySet()).allMatch(auroc -> auroc > 0.5 && auroc < 1);
    }
  }
}
