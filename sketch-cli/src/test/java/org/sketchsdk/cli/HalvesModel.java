package org.sketchsdk.cli;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.ModelMetadata;
import org.sketchsdk.render.Rasterizer;

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
    Map<String, String> metadata = new LinkedHashMap<>(metadata());
    metadata.putAll(changes);
    return Files.write(file, proto(mirrored, metadata).toByteArray());
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

  private static ModelProto proto(boolean mirrored, Map<String, String> metadata) {
    TensorProto.Builder matrix =
        TensorProto.newBuilder()
            .setName("matrix")
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims((long) SIZE_PX * SIZE_PX)
            .addDims(LABELS.size());
    float pixel = 1 / (255f * 16);
    for (int y = 0; y < SIZE_PX; y++) {
      for (int x = 0; x < SIZE_PX; x++) {
        boolean left = x < SIZE_PX / 2 != mirrored;
        boolean upper = y < SIZE_PX / 2;
        matrix
            .addFloatData(left ? pixel : 0)
            .addFloatData(left ? 0 : pixel)
            .addFloatData(upper ? pixel : 0)
            .addFloatData(upper ? 0 : pixel);
      }
    }
    AttributeProto toFloat =
        AttributeProto.newBuilder()
            .setName("to")
            .setType(AttributeProto.AttributeType.INT)
            .setI(TensorProto.DataType.FLOAT_VALUE)
            .build();
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("halves")
            .addInput(value("raster", TensorProto.DataType.UINT8, -1, 1, SIZE_PX, SIZE_PX))
            .addOutput(value("logits", TensorProto.DataType.FLOAT, -1, LABELS.size()))
            .addOutput(value("embedding", TensorProto.DataType.FLOAT, -1, SIZE_PX * SIZE_PX))
            .addInitializer(matrix)
            .addNode(node("Cast", "raster", "ink").addAttribute(toFloat))
            .addNode(node("Flatten", "ink", "embedding"))
            .addNode(node("MatMul", "embedding", "logits").addInput("matrix"));
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .setGraph(graph)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13));
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey("sketch." + key).setValue(value)));
    return model.build();
  }

  private static Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "1");
    metadata.put("name", "halves");
    metadata.put("network", "matrix");
    metadata.put("labels", String.join("\n", LABELS));
    metadata.put("raster.version", Integer.toString(Rasterizer.VERSION));
    metadata.put("raster.sizePx", Integer.toString(SIZE_PX));
    metadata.put("raster.strokeWidthPx", "2.5");
    metadata.put("raster.marginPx", "3.25");
    metadata.put("temperature", "1.0");
    return metadata;
  }

  private static NodeProto.Builder node(String operator, String input, String output) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(operator)
        .addInput(input)
        .addOutput(output);
  }

  /** An input or output; a negative side is left open. */
  private static ValueInfoProto value(String name, TensorProto.DataType type, long... shape) {
    TensorShapeProto.Builder sides = TensorShapeProto.newBuilder();
    for (long side : shape) {
      TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
      sides.addDim(side < 0 ? dimension.setDimParam("N") : dimension.setDimValue(side));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(sides)))
        .build();
  }
}
