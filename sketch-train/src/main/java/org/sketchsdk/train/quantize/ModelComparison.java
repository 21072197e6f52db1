package org.sketchsdk.train.quantize;

import java.util.ArrayList;
import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.internal.BatchedRuns;

/** Compares INT8 models with the FP32 model that they were made from. */
final class ModelComparison {
  private static final int BATCH = 32;

  private ModelComparison() {}

  /**
   * The result of one model.
   *
   * @param classes class by class
   * @param logitError root of the mean squared difference of the logits to those of the floats
   */
  record Result(List<QuantizationReport.ClassResult> classes, double logitError) {}

  /** Counts for one model. */
  private static final class Tally {
    private final int[] total;
    private final int[] floatCorrect;
    private final int[] correct;
    private final int[] agreeing;
    private double squares;
    private long logits;

    Tally(int classes) {
      total = new int[classes];
      floatCorrect = new int[classes];
      correct = new int[classes];
      agreeing = new int[classes];
    }

    void add(int actual, float[] floats, float[] own, int first, int classes) {
      int expected = top(floats, first, classes);
      int answer = top(own, first, classes);
      total[actual]++;
      floatCorrect[actual] += expected == actual ? 1 : 0;
      correct[actual] += answer == actual ? 1 : 0;
      agreeing[actual] += answer == expected ? 1 : 0;
      for (int i = first; i < first + classes; i++) {
        double difference = (double) own[i] - floats[i];
        squares += difference * difference;
      }
      logits += classes;
    }

    private static int top(float[] logits, int first, int classes) {
      int best = first;
      for (int i = first + 1; i < first + classes; i++) {
        if (logits[i] > logits[best]) {
          best = i;
        }
      }
      return best - first;
    }

    Result result(List<String> labels) {
      List<QuantizationReport.ClassResult> classes = new ArrayList<>();
      for (int c = 0; c < total.length; c++) {
        classes.add(
            new QuantizationReport.ClassResult(
                labels.get(c), total[c], floatCorrect[c], correct[c], agreeing[c]));
      }
      return new Result(List.copyOf(classes), Math.sqrt(squares / logits));
    }
  }

  /**
   * Runs the models over drawings.
   *
   * @param data drawings of the models' classes, in the order of the logits
   * @param perClass how many of each class at most, the first ones
   * @param rasterizer as at inference
   * @param floats the FP32 model
   * @param others the models to compare with it
   * @return one result for each of the others
   */
  static List<Result> compare(
      LabeledDrawings data,
      int perClass,
      Rasterizer rasterizer,
      InferenceBackend floats,
      List<InferenceBackend> others) {
    int classes = data.labels().size();
    float[] expected = new float[BATCH * classes];
    float[] own = new float[BATCH * classes];
    List<Tally> tallies = others.stream().map(other -> new Tally(classes)).toList();
    for (int c = 0; c < classes; c++) {
      int actual = c;
      List<Drawing> all = data.drawings().get(c);
      BatchedRuns.forEach(
          all.subList(0, Math.min(perClass, all.size())),
          BATCH,
          rasterizer.options().sizePx(),
          rasterizer::renderTo,
          (rasters, first, count) -> {
            floats.run(rasters, count, expected);
            for (int m = 0; m < others.size(); m++) {
              others.get(m).run(rasters, count, own);
              for (int i = 0; i < count; i++) {
                tallies.get(m).add(actual, expected, own, i * classes, classes);
              }
            }
          });
    }
    return tallies.stream().map(tally -> tally.result(data.labels())).toList();
  }
}
