package org.sketchsdk.testing.models;

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
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Builds an ONNX file for a test, node by node. It checks nothing, so that a test can also build
 * wrong files.
 */
public final class TestGraph {
  /** The domain of ONNX Runtime's own operators, such as QGemm. */
  private static final String MICROSOFT = "com.microsoft";

  private static final List<String> OPERATORS_OF_MICROSOFT = List.of("QGemm");

  private final GraphProto.Builder graph = GraphProto.newBuilder();

  /** Starts an empty graph. */
  public TestGraph(String name) {
    graph.setName(name);
  }

  /** Adds an input; a negative side is left open. */
  public TestGraph input(String name, TensorProto.DataType type, long... shape) {
    graph.addInput(value(name, type, shape));
    return this;
  }

  /** Adds an output; a negative side is left open. */
  public TestGraph output(String name, TensorProto.DataType type, long... shape) {
    graph.addOutput(value(name, type, shape));
    return this;
  }

  /** Adds a constant. */
  public TestGraph constant(TensorProto tensor) {
    graph.addInitializer(tensor);
    return this;
  }

  /** Adds a constant of bytes. */
  public TestGraph bytes(String name, TensorProto.DataType type, byte[] values, long... shape) {
    return constant(tensor(name, type, values, shape));
  }

  /** Adds a constant of floats. */
  public TestGraph floats(String name, float[] values, long... shape) {
    byte[] bytes = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes(name, TensorProto.DataType.FLOAT, bytes, shape);
  }

  /** Adds a constant of floats in the field float_data. Other constants are raw bytes. */
  public TestGraph listedFloats(String name, float[] values, long... shape) {
    TensorProto.Builder tensor =
        tensor(name, TensorProto.DataType.FLOAT, new byte[0], shape).toBuilder().clearRawData();
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return constant(tensor.build());
  }

  /** Adds a constant of 32-bit integers. */
  public TestGraph integers(String name, int[] values, long... shape) {
    byte[] bytes = new byte[values.length * Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
    return bytes(name, TensorProto.DataType.INT32, bytes, shape);
  }

  /**
   * Adds a node with one output.
   *
   * @param inputs names, separated by spaces
   */
  public TestGraph node(
      String operator, String inputs, String output, AttributeProto... attributes) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(output + "Node")
            .addAllInput(List.of(inputs.split(" ", -1)))
            .addOutput(output)
            .addAllAttribute(List.of(attributes));
    if (OPERATORS_OF_MICROSOFT.contains(operator)) {
      node.setDomain(MICROSOFT);
    }
    graph.addNode(node);
    return this;
  }

  /**
   * Returns the file as a message, which the caller may change.
   *
   * @param opset version of ONNX's operators
   * @param metadata entries of the file, in this order
   */
  public ModelProto.Builder model(int opset, Map<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .setProducerName("test")
            .setGraph(graph)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
    if (graph.getNodeList().stream().anyMatch(node -> node.getDomain().equals(MICROSOFT))) {
      model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(MICROSOFT).setVersion(1));
    }
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model;
  }

  /**
   * Returns the entries that every file has, in an order in which the last ones are required.
   *
   * @param sizePx side of the raster
   */
  public static Map<String, String> metadata(
      String name, String network, int sizePx, List<String> labels) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("sketch.format", "1");
    metadata.put("sketch.name", name);
    metadata.put("sketch.network", network);
    // Rasterizer.VERSION, which this module does not see. With another one no test model opens.
    metadata.put("sketch.raster.version", "1");
    metadata.put("sketch.raster.sizePx", Integer.toString(sizePx));
    metadata.put("sketch.raster.strokeWidthPx", "2.5");
    metadata.put("sketch.raster.marginPx", "3.25");
    metadata.put("sketch.temperature", "1.0");
    metadata.put("sketch.labels", String.join("\n", labels));
    return metadata;
  }

  /** An attribute of one integer. */
  public static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** An attribute of several integers. */
  public static AttributeProto numbers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  /** A constant; without a shape it is a single number. */
  public static TensorProto tensor(
      String name, TensorProto.DataType type, byte[] values, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(values));
    for (long side : shape) {
      tensor.addDims(side);
    }
    return tensor.build();
  }

  /** A single float as a constant. */
  public static TensorProto scalar(String name, float value) {
    byte[] bytes = new byte[Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
    return tensor(name, TensorProto.DataType.FLOAT, bytes);
  }

  /** An input or output; a negative side is left open. */
  public static ValueInfoProto value(String name, TensorProto.DataType type, long... shape) {
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

  /** Weights by chance, normally distributed. */
  static float[] gaussian(Random random, int count, float sigma) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() * sigma;
    }
    return values;
  }
}
