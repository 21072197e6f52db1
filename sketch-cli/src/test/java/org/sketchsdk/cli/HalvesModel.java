package org.sketchsdk.cli;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.ModelMetadata;
import org.sketchsdk.testing.models.TestGraph;

/** A model that says in which half of the raster most ink is: one matrix, no training. */
public final class HalvesModel {
  public static final List<String> LABELS = List.of("left", "right", "upper", "lower");

  private static final int SIZE_PX = 28;

  private HalvesModel() {}

  public static Path write(Path file) throws IOException {
    return write(file, false, Map.of());
  }

  /**
   * Writes a variant.
   *
   * @param mirrored whether left and right are mistaken for each other
   * @param changes entries of the metadata that are added or replaced, without "sketch."
   */
  public static Path write(Path file, boolean mirrored, Map<String, String> changes)
      throws IOException {
    return Files.write(file, proto(mirrored, changes).toByteArray());
  }

  /** Writes a variant that takes what has as much ink in one half as in the other for unknown. */
  public static Path writeKnowing(Path file) throws IOException {
    // The largest logit over the mean is 0 for such drawings, and half the ink for others.
    double[] quantiles = new double[KnownScore.QUANTILES];
    for (int i = 0; i < quantiles.length; i++) {
      quantiles[i] = i * 1e-6;
    }
    Map<String, String> changes = new LinkedHashMap<>();
    ModelMetadata.builder()
        .knownScore(KnownScore.of(new float[] {0, 0, 1}, quantiles))
        .build()
        .entries()
        .forEach((key, value) -> changes.put(key.substring("sketch.".length()), value));
    return write(file, false, changes);
  }

  private static ModelProto proto(boolean mirrored, Map<String, String> changes) {
    float[] matrix = new float[SIZE_PX * SIZE_PX * LABELS.size()];
    float pixel = 1 / (255f * 16);
    for (int i = 0; i < SIZE_PX * SIZE_PX; i++) {
      boolean left = i % SIZE_PX < SIZE_PX / 2 != mirrored;
      boolean upper = i < SIZE_PX * SIZE_PX / 2;
      matrix[i * 4 + (left ? 0 : 1)] = pixel;
      matrix[i * 4 + (upper ? 2 : 3)] = pixel;
    }
    Map<String, String> entries = TestGraph.metadata("halves", "matrix", SIZE_PX, LABELS);
    changes.forEach((key, value) -> entries.put("sketch." + key, value));
    return new TestGraph("halves")
        .input("raster", TensorProto.DataType.UINT8, -1, 1, SIZE_PX, SIZE_PX)
        .output("logits", TensorProto.DataType.FLOAT, -1, LABELS.size())
        .output("embedding", TensorProto.DataType.FLOAT, -1, SIZE_PX * SIZE_PX)
        .floats("matrix", matrix, SIZE_PX * SIZE_PX, LABELS.size())
        .node("Cast", "raster", "ink", TestGraph.number("to", TensorProto.DataType.FLOAT_VALUE))
        .node("Flatten", "ink", "embedding")
        .node("MatMul", "embedding matrix", "logits")
        .model(13, entries)
        .build();
  }
}
