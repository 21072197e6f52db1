package org.sketchsdk.train.internal.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * Builds the graph of a model: from {@code raster}, unsigned bytes [batch, 1, size, size], to
 * {@code logits}, floats [batch, classes], and {@code embedding}, the input of the last layer.
 * Results of nodes are named t1, t2, …, tensors w0, w1, …
 */
public final class GraphBuilder {
  /** The domain of ONNX Runtime's own operators. */
  public static final String MICROSOFT = "com.microsoft";

  /** The graph's input. */
  public static final String RASTER = "raster";

  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int MICROSOFT_OPSET = 1;

  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
  private int names;
  private boolean usesMicrosoft;

  public GraphBuilder(String name, int sizePx, int classes) {
    graph.setName(name);
    graph.addInput(value(RASTER, OnnxMl.TensorProto.DataType.UINT8, 1, sizePx, sizePx));
    graph.addOutput(value("logits", OnnxMl.TensorProto.DataType.FLOAT, classes));
  }

  /** Adds a node of the standard domain and returns the name of its result. */
  public String node(String type, List<String> inputs, OnnxMl.AttributeProto... attributes) {
    return node("", type, inputs, attributes);
  }

  /** Adds a node; an input that is left out has an empty name. */
  public String node(
      String domain, String type, List<String> inputs, OnnxMl.AttributeProto... attributes) {
    String output = "t" + ++names;
    OnnxMl.NodeProto.Builder node =
        OnnxMl.NodeProto.newBuilder()
            .setName(type + "_" + names)
            .setOpType(type)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes));
    if (!domain.isEmpty()) {
      node.setDomain(domain);
      usesMicrosoft = true;
    }
    graph.addNode(node);
    return output;
  }

  /**
   * Adds floats.
   *
   * @param values row-major
   * @param shape sides; none for a scalar
   * @return the name of the tensor
   */
  public String tensor(float[] values, int... shape) {
    byte[] bytes = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return tensor(OnnxMl.TensorProto.DataType.FLOAT, bytes, shape);
  }

  /** Adds 32-bit integers, as {@link #tensor(float[], int...)} adds floats. */
  public String tensor(int[] values, int... shape) {
    byte[] bytes = new byte[values.length * Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
    return tensor(OnnxMl.TensorProto.DataType.INT32, bytes, shape);
  }

  /** Adds 64-bit integers, as {@link #tensor(float[], int...)} adds floats. */
  public String tensor(long[] values, int... shape) {
    byte[] bytes = new byte[values.length * Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
    return tensor(OnnxMl.TensorProto.DataType.INT64, bytes, shape);
  }

  /**
   * Adds bytes.
   *
   * @param type INT8 or UINT8
   * @param values row-major
   * @param shape sides; none for a scalar
   * @return the name of the tensor
   */
  public String tensor(OnnxMl.TensorProto.DataType type, byte[] values, int... shape) {
    String name = "w" + graph.getInitializerCount();
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(values));
    for (int side : shape) {
      tensor.addDims(side);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /** Makes a result, of floats, an output besides the logits. */
  public void addOutput(String name) {
    graph.addOutput(
        OnnxMl.ValueInfoProto.newBuilder()
            .setName(name)
            .setType(
                OnnxMl.TypeProto.newBuilder()
                    .setTensorType(
                        OnnxMl.TypeProto.Tensor.newBuilder()
                            .setElemType(OnnxMl.TensorProto.DataType.FLOAT.getNumber()))));
  }

  /**
   * Ends the graph: the last node makes the logits.
   *
   * @param last the last node's result
   */
  public void end(String last) {
    int index = graph.getNodeCount() - 1;
    if (!last.equals("t" + names)) {
      throw new AssertionError("the last node makes the logits");
    }
    graph.setNode(index, graph.getNode(index).toBuilder().setOutput(0, "logits"));
  }

  /**
   * Makes what enters the last node an output. It is the value itself, under another name, so that
   * it costs nothing where nobody asks for it. Called after {@link #end}.
   *
   * @param type of the values
   * @param size how many there are
   */
  public void addEmbedding(OnnxMl.TensorProto.DataType type, int size) {
    String before = graph.getNode(graph.getNodeCount() - 1).getInput(0);
    for (OnnxMl.NodeProto.Builder node : graph.getNodeBuilderList()) {
      for (int i = 0; i < node.getInputCount(); i++) {
        if (node.getInput(i).equals(before)) {
          node.setInput(i, "embedding");
        }
      }
      if (node.getOutput(0).equals(before)) {
        node.setOutput(0, "embedding");
      }
    }
    graph.addOutput(value("embedding", type, size));
  }

  public OnnxMl.GraphProto graph() {
    return graph.build();
  }

  /**
   * Returns the model.
   *
   * @param metadata labels, raster options and provenance; written in the map's order
   * @return the message to be written to a file
   */
  public OnnxMl.ModelProto model(Map<String, String> metadata) {
    OnnxMl.ModelProto.Builder model =
        OnnxMl.ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("sketch-sdk")
            .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET));
    if (usesMicrosoft) {
      model.addOpsetImport(
          OnnxMl.OperatorSetIdProto.newBuilder().setDomain(MICROSOFT).setVersion(MICROSOFT_OPSET));
    }
    model.setGraph(graph);
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
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

  public static OnnxMl.AttributeProto intAttribute(String name, long value) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  public static OnnxMl.AttributeProto intsAttribute(String name, long... values) {
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
