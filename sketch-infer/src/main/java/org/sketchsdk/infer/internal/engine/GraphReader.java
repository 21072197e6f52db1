package org.sketchsdk.infer.internal.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.internal.onnxfile.OnnxFile;
import org.sketchsdk.infer.internal.onnxfile.OnnxFileException;
import org.sketchsdk.infer.internal.onnxfile.OnnxGraph;
import org.sketchsdk.infer.internal.onnxfile.OnnxGraph.Node;
import org.sketchsdk.infer.internal.onnxfile.OnnxGraph.Tensor;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelFormatException.Reason;
import org.sketchsdk.infer.spi.BackendException;

/**
 * Walks through the nodes in a model's file that lead to the logits, for an engine that computes
 * them itself. Whatever such an engine does not know for certain how to compute is refused.
 */
public abstract class GraphReader {
  // Far above any network of this SDK; it keeps a hostile file from filling the memory.
  protected static final int MAX_KERNEL = 64;

  /** How a square window slides, the same in rows and columns. */
  protected record Sliding(int kernel, int stride, int padding) {}

  /**
   * A constant with as many bytes as its shape says.
   *
   * @param shape the sides; none for a scalar
   * @param raw the values as little-endian bytes, row-major; not modified
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  protected record ConstantTensor(List<Long> shape, byte[] raw) {}

  private final OnnxGraph graph;
  private final String model;
  private final String backend;
  private final String advice;
  private final Map<String, Integer> uses = new HashMap<>();

  /**
   * Reads the graph.
   *
   * @param backend name of the backend that refuses what it does not know
   * @param advice what that backend runs and what runs other models, after "it runs …"
   * @throws ModelFormatException if the graph's structure is damaged
   */
  protected GraphReader(ModelData model, String backend, String advice) {
    this.model = model.info().name();
    this.graph = graph(model);
    this.backend = backend;
    this.advice = advice;
  }

  private static OnnxGraph graph(ModelData model) {
    try {
      return OnnxGraph.read(model.buffer());
    } catch (OnnxFileException e) {
      throw new ModelFormatException(
          Reason.NOT_ONNX, String.valueOf(e.getMessage()), model.info().name(), e);
    }
  }

  /** Finds the nodes that lead to the logits, in the order of computation. */
  protected final List<Node> needed() {
    Set<String> wanted = new HashSet<>(Set.of("logits"));
    List<Node> nodes = new ArrayList<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      if (node.outputs().stream().noneMatch(wanted::contains)) {
        continue;
      }
      check(node, node.outputs().size() == 1, "has " + node.outputs().size() + " results");
      nodes.add(0, node);
      wanted.remove(node.outputs().get(0));
      for (String name : node.inputs()) {
        wanted.add(name);
        uses.merge(name, 1, Integer::sum);
      }
    }
    if (wanted.contains("logits")) {
      throw refusal("no node makes the logits");
    }
    return nodes;
  }

  /** Returns how often the nodes that {@link #needed} found read a result. */
  protected final int uses(String name) {
    return uses.getOrDefault(name, 0);
  }

  /** Tells whether a constant has that {@code TensorProto.DataType}. */
  protected final boolean hasTensor(int elementType) {
    return graph.tensors().values().stream()
        .anyMatch(tensor -> tensor.elementType() == elementType);
  }

  /** Returns a constant whose bytes are as many as its shape says. */
  protected final ConstantTensor tensor(Node node, int index, int elementType) {
    String name = node.inputs().get(index);
    Tensor tensor =
        require(node, graph.tensors().get(name), "has an input " + index + " that is not constant");
    byte[] raw =
        require(
            node,
            tensor.elementType() == elementType ? tensor.raw() : null,
            "has an input " + index + " of another type or storage than is usual");
    long bytes =
        switch (elementType) {
          case OnnxGraph.INT64 -> Long.BYTES;
          case OnnxFile.FLOAT, OnnxGraph.INT32 -> Integer.BYTES;
          default -> 1;
        };
    for (long side : tensor.shape()) {
      // checked before each product, so that none overflows
      check(node, side >= 1 && side <= raw.length, "has a constant without values");
      bytes = Math.min(bytes * side, Integer.MAX_VALUE);
    }
    check(
        node,
        bytes == raw.length,
        "has an input " + index + " of " + raw.length + " bytes for " + tensor.shape());
    return new ConstantTensor(tensor.shape(), raw);
  }

  /** Returns the sides of a constant that {@link #tensor} gave. */
  protected static int[] shape(ConstantTensor tensor) {
    return tensor.shape().stream().mapToInt(Long::intValue).toArray();
  }

  /** Returns the values of a constant of floats that {@link #tensor} gave. */
  protected static float[] floats(ConstantTensor tensor) {
    float[] numbers = new float[tensor.raw().length / Float.BYTES];
    ByteBuffer.wrap(tensor.raw()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    return numbers;
  }

  /** Refuses a node with inputs or attributes that the engine does not know. */
  protected final void allow(Node node, int minInputs, int maxInputs, String... attributes) {
    int count = node.inputs().size();
    check(node, count >= minInputs && count <= maxInputs, "has " + count + " inputs");
    for (Map.Entry<String, List<Long>> attribute : node.attributes().entrySet()) {
      check(
          node,
          attribute.getValue() != null && List.of(attributes).contains(attribute.getKey()),
          "has the attribute " + attribute.getKey());
    }
  }

  /** Returns the number that an attribute holds, or another where the attribute is missing. */
  protected final long number(Node node, String attribute, long otherwise) {
    List<Long> numbers = node.attributes().get(attribute);
    if (numbers == null) {
      return otherwise;
    }
    check(node, numbers.size() == 1, "has " + numbers.size() + " values of " + attribute);
    return numbers.get(0);
  }

  /**
   * Returns the number that an attribute holds several times.
   *
   * @param expected the number that it must be, and is where the attribute is missing; -1 for any,
   *     if it is not missing
   */
  protected final int same(Node node, String attribute, int count, int expected) {
    List<Long> numbers = node.attributes().get(attribute);
    if (numbers == null && expected >= 0) {
      return expected;
    }
    List<Long> present = require(node, numbers, "has no " + attribute);
    boolean alike = present.size() == count;
    for (long number : present) {
      alike &= number == present.get(0) && number >= 0 && number <= Short.MAX_VALUE;
    }
    check(
        node,
        alike && (expected < 0 || present.get(0) == expected),
        "has " + attribute + " " + present);
    return present.get(0).intValue();
  }

  /**
   * Reads how a convolution slides over its input.
   *
   * @param shape sides of its weights: [outputs, inputs of a group, kernel, kernel]
   */
  protected final Sliding sliding(Node node, int[] shape) {
    check(node, shape.length == 4 && shape[2] == shape[3], "has a kernel that is not square");
    int kernel = shape[2];
    check(node, kernel <= MAX_KERNEL, "has a kernel of more than " + MAX_KERNEL);
    same(node, "kernel_shape", 2, kernel);
    same(node, "dilations", 2, 1);
    int stride = same(node, "strides", 2, -1);
    int padding = same(node, "pads", 4, -1);
    check(node, stride >= 1 && stride <= MAX_KERNEL, "has a stride of " + stride);
    check(node, padding >= 0 && padding < kernel, "has a padding of " + padding);
    return new Sliding(kernel, stride, padding);
  }

  /** Returns a value that a node must have, or refuses the node. */
  protected final <T> T require(Node node, @Nullable T value, String otherwise) {
    check(node, value != null, otherwise);
    return Objects.requireNonNull(value);
  }

  /** Refuses a node that breaks a rule. */
  protected final void check(Node node, boolean rule, String otherwise) {
    if (!rule) {
      throw refusal("node " + node.name() + " of type " + node.operator() + ' ' + otherwise);
    }
  }

  /** Says that the engine does not know a node's operator. */
  protected final BackendException unknown(Node node) {
    return refusal(
        "node "
            + node.name()
            + " is of type "
            + (node.domain().isEmpty() ? "" : node.domain() + '.')
            + node.operator());
  }

  /** Says why the model cannot be run, on one line. */
  protected final BackendException refusal(String reason) {
    // names come from the file
    String line = reason.replaceAll("\\p{Cntrl}+", " ");
    return new BackendException(
        backend,
        "cannot run model "
            + model
            + ": "
            + (line.length() > 300 ? line.substring(0, 300) + " …" : line)
            + "; "
            + advice,
        null,
        null);
  }
}
