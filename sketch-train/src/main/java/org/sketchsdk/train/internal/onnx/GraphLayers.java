package org.sketchsdk.train.internal.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.train.network.Layer;
import org.sketchsdk.train.network.Network;

/** Reads the layers of a network from the graph that {@link Fp32Writer} wrote. */
final class GraphLayers {
  private final List<OnnxMl.NodeProto> nodes;
  private final Map<String, long[]> shapes = new HashMap<>();
  private final String source;
  private final List<Layer> layers = new ArrayList<>();
  private final List<String> inputs = new ArrayList<>(); // of the layers, by their values' names
  private int next;

  private GraphLayers(OnnxMl.GraphProto graph, String source) {
    this.nodes = graph.getNodeList();
    this.source = source;
    for (OnnxMl.TensorProto tensor : graph.getInitializerList()) {
      long[] shape = new long[tensor.getDimsCount()];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = tensor.getDims(i);
      }
      shapes.put(tensor.getName(), shape);
    }
  }

  /**
   * Reads the network. Dropout is not part of a graph.
   *
   * @param graph the graph; whether it is exactly one that the writer writes is for the caller to
   *     check
   * @param source where it comes from, for messages
   * @throws ModelFormatException if the graph is none of a network
   */
  static Network network(OnnxMl.GraphProto graph, String source) {
    GraphLayers reader = new GraphLayers(graph, source);
    reader.read();
    OnnxMl.TensorShapeProto raster =
        graph.getInput(0).getType().getTensorType().getShape(); // [batch, 1, size, size]
    try {
      return new Network(
          graph.getName(),
          Math.toIntExact(raster.getDim(raster.getDimCount() - 1).getDimValue()),
          reader.layers);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw reader.foreign(String.valueOf(e.getMessage()), e);
    }
  }

  private void read() {
    if (nodes.isEmpty() || !nodes.get(0).getOpType().equals("Cast")) {
      throw foreign("it does not begin with the operator Cast", null);
    }
    for (next = 1; next < nodes.size(); next++) {
      OnnxMl.NodeProto node = nodes.get(next);
      switch (node.getOpType()) {
        case "Conv" -> add(node, convolution(node));
        case "Gemm" -> add(node, new Layer.Dense(positive(shape(node, 2)[0]), followedByRelu()));
        case "MaxPool" -> add(node, new Layer.MaxPool());
        case "Flatten" -> add(node, new Layer.Flatten());
        case "GlobalAveragePool" -> {
          add(node, new Layer.GlobalAveragePool());
          next++; // its Flatten
        }
        case "Add" -> {
          addResidual(node);
          next++; // its Relu
        }
        default -> throw foreign("it has an operator " + node.getOpType(), null);
      }
    }
  }

  private void add(OnnxMl.NodeProto node, Layer layer) {
    layers.add(layer);
    inputs.add(input(node, 0));
  }

  /** Makes one layer of those that lie between the two inputs of a sum. */
  private void addResidual(OnnxMl.NodeProto node) {
    String start = input(node, 0);
    int from = inputs.lastIndexOf(start);
    if (from < 0) {
      throw foreign("a sum does not begin at a layer", null);
    }
    List<Layer> body = List.copyOf(layers.subList(from, layers.size()));
    layers.subList(from, layers.size()).clear();
    inputs.subList(from, inputs.size()).clear();
    layers.add(new Layer.Residual(body));
    inputs.add(start);
  }

  private Layer convolution(OnnxMl.NodeProto node) {
    long[] shape = shape(node, 4);
    int channels = positive(shape[0]);
    int stride = 0;
    boolean depthwise = false;
    for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
      if (attribute.getName().equals("strides") && attribute.getIntsCount() > 0) {
        stride = positive(attribute.getInts(0));
      } else if (attribute.getName().equals("group")) {
        depthwise = attribute.getI() > 1;
      }
    }
    boolean relu = followedByRelu();
    try {
      return new Layer.Conv(channels, positive(shape[3]), stride, depthwise, relu);
    } catch (IllegalArgumentException e) {
      throw foreign(String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether the next node is the rectified linear unit of this one; steps over it. */
  private boolean followedByRelu() {
    String output = nodes.get(next).getOutputCount() > 0 ? nodes.get(next).getOutput(0) : "";
    boolean relu =
        next + 1 < nodes.size()
            && nodes.get(next + 1).getOpType().equals("Relu")
            && input(nodes.get(next + 1), 0).equals(output);
    next += relu ? 1 : 0;
    return relu;
  }

  private String input(OnnxMl.NodeProto node, int index) {
    if (node.getInputCount() <= index) {
      throw foreign("an operator " + node.getOpType() + " lacks an input", null);
    }
    return node.getInput(index);
  }

  private long[] shape(OnnxMl.NodeProto node, int sides) {
    long[] shape = shapes.get(input(node, 1));
    if (shape == null || shape.length != sides) {
      throw foreign("an operator " + node.getOpType() + " lacks its weights", null);
    }
    return shape;
  }

  private int positive(long number) {
    if (number < 1 || number > Integer.MAX_VALUE) {
      throw foreign("a size must be 1 to " + Integer.MAX_VALUE + ", not " + number, null);
    }
    return (int) number;
  }

  private ModelFormatException foreign(String difference, @Nullable Throwable cause) {
    return new ModelFormatException(
        ModelFormatException.Reason.GRAPH,
        "the graph must be one that training exports, but " + difference,
        source,
        cause);
  }
}
