package org.sketchsdk.train.internal;

import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.train.data.LabeledDrawings;

/**
 * Calibrates probabilities by temperature scaling (Guo et al., "On Calibration of Modern Neural
 * Networks", 2017): finds the temperature that minimizes the mean negative log-likelihood of the
 * true classes when logits are divided by it before the softmax. It never changes which class is
 * the most probable one.
 */
public final class TemperatureScaling {
  private static final double MIN = 0.1;
  private static final double MAX = 10;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int STEPS = 40;

  private TemperatureScaling() {}

  /**
   * Finds the best temperature for a model.
   *
   * @param model the model
   * @param data drawings of the model's classes, in the order of the logits
   * @param rasterizer as at inference
   * @return the temperature, {@value #MIN} to {@value #MAX}
   */
  public static double fit(InferenceBackend model, LabeledDrawings data, Rasterizer rasterizer) {
    int classes = data.labels().size();
    float[] logits = new float[data.size() * classes];
    int[] labels = new int[data.size()];
    float[] own = new float[classes];
    int[] next = new int[1];
    for (int c = 0; c < classes; c++) {
      int label = c;
      BatchedRuns.forEach(
          data.drawings().get(c),
          1,
          rasterizer.options().sizePx(),
          rasterizer::renderTo,
          (rasters, first, count) -> {
            model.run(rasters, count, own);
            System.arraycopy(own, 0, logits, next[0] * classes, classes);
            labels[next[0]++] = label;
          });
    }
    return fit(logits, labels);
  }

  /**
   * Finds the best temperature by a golden-section search over its logarithm, in which the
   * likelihood has a single maximum.
   *
   * @param logits [drawings, classes], row-major
   * @param labels the true class of each drawing
   * @return the temperature, {@value #MIN} to {@value #MAX}
   */
  public static double fit(float[] logits, int[] labels) {
    double low = StrictMath.log(MIN);
    double high = StrictMath.log(MAX);
    double a = high - GOLDEN * (high - low);
    double b = low + GOLDEN * (high - low);
    double lossA = loss(logits, labels, StrictMath.exp(a));
    double lossB = loss(logits, labels, StrictMath.exp(b));
    for (int step = 0; step < STEPS; step++) {
      if (lossA < lossB) {
        high = b;
        b = a;
        lossB = lossA;
        a = high - GOLDEN * (high - low);
        lossA = loss(logits, labels, StrictMath.exp(a));
      } else {
        low = a;
        a = b;
        lossA = lossB;
        b = low + GOLDEN * (high - low);
        lossB = loss(logits, labels, StrictMath.exp(b));
      }
    }
    return StrictMath.exp((low + high) / 2);
  }

  /**
   * Returns the mean of −log softmax(logits / temperature) at the true class.
   *
   * @param logits [drawings, classes], row-major
   * @param labels the true class of each drawing
   * @param temperature above 0
   * @return at least 0
   */
  public static double loss(float[] logits, int[] labels, double temperature) {
    int classes = logits.length / labels.length;
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      int first = i * classes;
      double largest = logits[first];
      for (int c = 1; c < classes; c++) {
        largest = Math.max(largest, logits[first + c]);
      }
      double total = 0;
      for (int c = 0; c < classes; c++) {
        total += StrictMath.exp((logits[first + c] - largest) / temperature);
      }
      sum += StrictMath.log(total) - (logits[first + labels[i]] - largest) / temperature;
    }
    return sum / labels.length;
  }
}
