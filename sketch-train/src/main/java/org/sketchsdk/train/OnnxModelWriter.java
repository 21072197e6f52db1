package org.sketchsdk.train;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sketchsdk.train.network.Layer;
import org.sketchsdk.train.network.Network;

/**
 * Writes a folded network as an ONNX model: {@code raster}, unsigned bytes [batch, 1, size, size],
 * to {@code logits}, floats [batch, classes].
 */
final class OnnxModelWriter {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
  private int names;

  private OnnxModelWriter() {}

  /**
   * Writes a model.
   *
   * @param folded the weights
   * @param metadata labels, raster options and provenance; written in the map's order
   * @return the bytes of the file
   */
  static byte[] write(FoldedNetwork folded, Map<String, String> metadata) {
    return new OnnxModelWriter().model(folded, metadata).toByteArray();
  }

  private OnnxMl.ModelProto model(FoldedNetwork folded, Map<String, String> metadata) {
    Network network = folded.network();
    graph.setName(network.name());
    graph.addInput(
        value("raster", OnnxMl.TensorProto.DataType.UINT8, 1, network.sizePx(), network.sizePx()));
    graph.addOutput(value("logits", OnnxMl.TensorProto.DataType.FLOAT, network.classes()));

    String input = node("Cast", List.of("raster"), intAttribute("to", 1));
    List<FoldedNetwork.Weights> weights = new ArrayList<>(folded.weights());
    String output = layers(network.layers(), input, weights);
    graph.setNode(
        graph.getNodeCount() - 1,
        graph.getNode(graph.getNodeCount() - 1).toBuilder().setOutput(0, "logits"));
    if (!output.equals("t" + names)) {
      throw new AssertionError("the last node makes the logits");
    }

    OnnxMl.ModelProto.Builder model =
        OnnxMl.ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("sketch-sdk")
            .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(graph);
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }

  /** Adds nodes; takes the weights they need from the front of the list. */
  private String layers(List<Layer> layers, String input, List<FoldedNetwork.Weights> weights) {
    String current = input;
    for (Layer layer : layers) {
      if (layer instanceof Layer.Conv conv) {
        current = convolution(conv, current, weights.remove(0));
      } else if (layer instanceof Layer.MaxPool) {
        current =
            node(
                "MaxPool",
                List.of(current),
                intsAttribute("kernel_shape", 2, 2),
                intsAttribute("strides", 2, 2));
      } else if (layer instanceof Layer.GlobalAveragePool) {
        current = node("GlobalAveragePool", List.of(current));
        current = node("Flatten", List.of(current), intAttribute("axis", 1));
      } else if (layer instanceof Layer.Residual residual) {
        String body = layers(residual.body(), current, weights);
        current = node("Relu", List.of(node("Add", List.of(current, body))));
      } else if (layer instanceof Layer.Flatten) {
        current = node("Flatten", List.of(current), intAttribute("axis", 1));
      } else if (layer instanceof Layer.Dense dense) {
        current = dense(dense, current, weights.remove(0));
      } else if (!(layer instanceof Layer.Dropout)) {
        throw new AssertionError(layer);
      }
    }
    return current;
  }

  private String convolution(Layer.Conv conv, String input, FoldedNetwork.Weights weights) {
    int kernel = conv.kernel();
    int channels = conv.channels();
    int inputs = weights.weight().length / (channels * kernel * kernel);
    int padding = kernel / 2;
    String output =
        node(
            "Conv",
            List.of(
                input,
                tensor(weights.weight(), channels, inputs, kernel, kernel),
                tensor(weights.bias(), channels)),
            intsAttribute("kernel_shape", kernel, kernel),
            intsAttribute("strides", conv.stride(), conv.stride()),
            intsAttribute("pads", padding, padding, padding, padding),
            intAttribute("group", conv.depthwise() ? channels : 1));
    return conv.relu() ? node("Relu", List.of(output)) : output;
  }

  private String dense(Layer.Dense dense, String input, FoldedNetwork.Weights weights) {
    int inputs = weights.weight().length / dense.outputs();
    String output =
        node(
            "Gemm",
            List.of(
                input,
                tensor(weights.weight(), dense.outputs(), inputs),
                tensor(weights.bias(), dense.outputs())),
            intAttribute("transB", 1));
    return dense.relu() ? node("Relu", List.of(output)) : output;
  }

  private String node(String type, List<String> inputs, OnnxMl.AttributeProto... attributes) {
    String output = "t" + ++names;
    graph.addNode(
        OnnxMl.NodeProto.newBuilder()
            .setName(type + "_" + names)
            .setOpType(type)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return output;
  }

  private String tensor(float[] values, int... shape) {
    String name = "w" + graph.getInitializerCount();
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(bytes.array()));
    for (int side : shape) {
      tensor.addDims(side);
    }
    graph.addInitializer(tensor);
    return name;
  }

  private static OnnxMl.ValueInfoProto value(
      String name, OnnxMl.TensorProto.DataType type, int... shape) {
    OnnxMl.TensorShapeProto.Builder sides =
        OnnxMl.TensorShapeProto.newBuilder()
            .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
    for (int side : shape) {
      sides.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(side));
    }
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(sides)))
        .build();
  }

  private static OnnxMl.AttributeProto intAttribute(String name, long value) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static OnnxMl.AttributeProto intsAttribute(String name, long... values) {
    OnnxMl.AttributeProto.Builder attribute =
        OnnxMl.AttributeProto.newBuilder()
            .setName(name)
            .setType(OnnxMl.AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }
}
