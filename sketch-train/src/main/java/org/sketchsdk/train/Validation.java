package org.sketchsdk.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.internal.BatchedRuns;
import org.sketchsdk.train.internal.TemperatureScaling;

/** Measures the averaged network on the validation drawings, in the training engine. */
final class Validation {
  private static final int BATCH = 64;

  private final LabeledDrawings data;
  private final InputRenderer renderer;
  private final TrainableNetwork network;
  private final NDManager manager;
  private final List<Drawing> drawings;
  private final int[] truth;

  /**
   * Prepares the validation.
   *
   * @param data drawings of the classes of the network, in the order of the logits
   * @param renderer renders them without augmentation
   * @param network the network to measure
   * @param manager the engine
   */
  Validation(
      LabeledDrawings data, InputRenderer renderer, TrainableNetwork network, NDManager manager) {
    this.data = data;
    this.renderer = renderer;
    this.network = network;
    this.manager = manager;
    this.drawings = data.drawings().stream().flatMap(List::stream).toList();
    this.truth = new int[drawings.size()];
    int next = 0;
    for (int label = 0; label < data.labels().size(); label++) {
      for (int i = 0; i < data.drawings().get(label).size(); i++) {
        truth[next++] = label;
      }
    }
  }

  /**
   * What a validation measured.
   *
   * @param accuracy share of the drawings whose true class has the largest logit, 0 to 1
   * @param loss mean cross-entropy
   * @param logits [drawings, classes], row-major
   * @param truth the true class of each drawing
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Result(double accuracy, double loss, float[] logits, int[] truth) {
    /** Returns the temperature that calibrates the probabilities best. */
    double temperature() {
      return TemperatureScaling.fit(logits, truth);
    }
  }

  Result run() {
    int classes = data.labels().size();
    int pixels = renderer.sizePx() * renderer.sizePx();
    float[] logits = new float[drawings.size() * classes];
    ByteBuffer buffer = ByteBuffer.allocateDirect(BATCH * pixels);
    BatchedRuns.forEach(
        drawings,
        BATCH,
        renderer.sizePx(),
        renderer::renderTo,
        (rasters, first, count) -> {
          buffer.clear().put(rasters, 0, count * pixels).flip();
          try (NDManager scope = manager.newSubManager()) {
            NDArray input = Tensors.rasters(scope, buffer, count, renderer.sizePx());
            float[] batch = network.forward(input, false).toFloatArray();
            System.arraycopy(batch, 0, logits, first * classes, batch.length);
          }
        });
    int correct = 0;
    for (int i = 0; i < truth.length; i++) {
      correct += isLargest(logits, i * classes, truth[i], classes) ? 1 : 0;
    }
    return new Result(
        (double) correct / truth.length, TemperatureScaling.loss(logits, truth, 1), logits, truth);
  }

  /** Whether the class has the largest logit of a row, and no class before it an equal one. */
  private static boolean isLargest(float[] logits, int row, int label, int classes) {
    for (int c = 0; c < classes; c++) {
      if (logits[row + c] > logits[row + label]
          || (c < label && logits[row + c] == logits[row + label])) {
        return false;
      }
    }
    return true;
  }
}
