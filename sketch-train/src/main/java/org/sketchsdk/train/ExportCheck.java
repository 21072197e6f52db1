package org.sketchsdk.train;

import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.internal.BatchedRuns;
import org.sketchsdk.train.internal.OnnxBackend;

/** Checks that an exported model computes the same as the network that was trained. */
final class ExportCheck {
  /** How many validation drawings are compared. */
  static final int DRAWINGS = 64;

  private static final double MAX_DIFFERENCE = 1e-3;

  private ExportCheck() {}

  /**
   * Compares the logits of the exported model with those of the training engine.
   *
   * @param onnx the exported model
   * @param network the trained network
   * @param val the validation drawings; the compared ones are taken evenly from them
   * @param renderer renders them without augmentation
   * @param manager the engine
   * @return the largest difference of a logit
   * @throws IllegalStateException if it is {@value #MAX_DIFFERENCE} or more
   */
  static double run(
      byte[] onnx,
      TrainableNetwork network,
      LabeledDrawings val,
      InputRenderer renderer,
      NDManager manager) {
    List<Drawing> all = val.drawings().stream().flatMap(List::stream).toList();
    List<Drawing> drawings = new ArrayList<>(DRAWINGS);
    for (int i = 0; i < DRAWINGS; i++) {
      drawings.add(all.get((int) ((long) i * all.size() / DRAWINGS)));
    }
    double[] largest = new double[1];
    try (InferenceBackend backend = OnnxBackend.open(ModelData.of(onnx, "exported model"))) {
      BatchedRuns.forEach(
          drawings,
          DRAWINGS,
          renderer.sizePx(),
          renderer::renderTo,
          (rasters, first, count) -> {
            float[] exported = new float[count * val.labels().size()];
            backend.run(rasters, count, exported);
            float[] own;
            try (NDManager scope = manager.newSubManager()) {
              ByteBuffer bytes = ByteBuffer.allocateDirect(rasters.length).put(rasters);
              own =
                  network
                      .forward(Tensors.rasters(scope, bytes, count, renderer.sizePx()), false)
                      .toFloatArray();
            }
            for (int i = 0; i < own.length; i++) {
              largest[0] = Math.max(largest[0], Math.abs(own[i] - exported[i]));
            }
          });
    }
    if (!(largest[0] < MAX_DIFFERENCE)) {
      throw new IllegalStateException(
          "the logits of the exported model must agree with those of the trained network within "
              + MAX_DIFFERENCE
              + ", but they differ by "
              + largest[0]);
    }
    return largest[0];
  }
}
