package org.sketchsdk.infer.internal.onnxfile;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.internal.onnxfile.ProtobufReader.MalformedException;

/**
 * The computation in an ONNX file, for an engine that runs it itself. Numbers of fields are those
 * of <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>.
 *
 * @param nodes the nodes in the order of the file, which is one of computation
 * @param tensors the constants by name
 */
public record OnnxGraph(List<Node> nodes, Map<String, Tensor> tensors) {
  /** {@code TensorProto.DataType.INT8}. */
  public static final int INT8 = 3;

  /** {@code TensorProto.DataType.INT32}. */
  public static final int INT32 = 6;

  /** {@code TensorProto.DataType.INT64}. */
  public static final int INT64 = 7;

  // Far above any model of this SDK; they keep a hostile file from growing in memory.
  private static final int MAX_NODES = 10_000;
  private static final int MAX_TENSORS = 100_000;
  private static final int MAX_PER_NODE = 64;
  private static final int MAX_RANK = 32;

  /**
   * One operation.
   *
   * @param name its name, which may be empty
   * @param operator type of the operation
   * @param domain where the operator is defined; empty for those of ONNX
   * @param inputs names of the inputs; empty where an optional one is left out
   * @param outputs names of the results
   * @param attributes numbers of each attribute of integers; null for attributes of other types
   */
  public record Node(
      String name,
      String operator,
      String domain,
      List<String> inputs,
      List<String> outputs,
      Map<String, @Nullable List<Long>> attributes) {}

  /**
   * A constant.
   *
   * @param elementType {@code TensorProto.DataType}
   * @param shape the sides; none for a scalar
   * @param raw the values as little-endian bytes, row-major; null if the file holds them otherwise.
   *     Not modified.
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  public record Tensor(int elementType, List<Long> shape, byte @Nullable [] raw) {}

  /**
   * Reads the graph. What {@link OnnxFile#read} reads is skipped.
   *
   * @param bytes all of a file that {@link OnnxFile#read} takes; not modified, not kept
   * @return nodes and constants
   * @throws OnnxFileException if the graph's structure is damaged
   */
  public static OnnxGraph read(ByteBuffer bytes) throws OnnxFileException {
    Parser parser = new Parser();
    try {
      parser.model(new ProtobufReader(bytes));
    } catch (MalformedException e) {
      throw new OnnxFileException("the ONNX model is damaged: " + e.getMessage(), false, e);
    }
    return new OnnxGraph(parser.nodes, parser.tensors);
  }

  private static final class Parser {
    final List<Node> nodes = new ArrayList<>();
    final Map<String, Tensor> tensors = new HashMap<>();

    void model(ProtobufReader in) throws MalformedException {
      while (in.next()) {
        switch (in.field()) {
          case 7 -> graph(in.message("graph"));
          default -> in.skip();
        }
      }
    }

    private void graph(ProtobufReader in) throws MalformedException {
      while (in.next()) {
        switch (in.field()) {
          case 1 -> {
            check(nodes.size() < MAX_NODES, "the graph has more than " + MAX_NODES + " nodes");
            nodes.add(node(in.message("node")));
          }
          case 5 -> tensor(in.message("tensor"));
          default -> in.skip();
        }
      }
    }

    private static Node node(ProtobufReader in) throws MalformedException {
      String name = "";
      String operator = "";
      String domain = "";
      List<String> inputs = new ArrayList<>();
      List<String> outputs = new ArrayList<>();
      Map<String, List<Long>> attributes = new LinkedHashMap<>();
      while (in.next()) {
        switch (in.field()) {
          case 1 -> add(inputs, in.string());
          case 2 -> add(outputs, in.string());
          case 3 -> name = in.string();
          case 4 -> operator = in.string();
          case 5 -> {
            check(
                attributes.size() < MAX_PER_NODE,
                "a node has more than " + MAX_PER_NODE + " attributes");
            attribute(in.message("attribute"), attributes);
          }
          case 7 -> domain = in.string();
          default -> in.skip();
        }
      }
      return new Node(name, operator, domain, inputs, outputs, attributes);
    }

    private static void add(List<String> names, String name) throws MalformedException {
      check(
          names.size() < MAX_PER_NODE,
          "a node has more than " + MAX_PER_NODE + " inputs or outputs");
      names.add(name);
    }

    private static void attribute(ProtobufReader in, Map<String, @Nullable List<Long>> to)
        throws MalformedException {
      String name = "";
      List<Long> numbers = new ArrayList<>();
      boolean other = false;
      while (in.next()) {
        switch (in.field()) {
          case 1 -> name = in.string();
          case 3, 8 -> in.varints(numbers, MAX_PER_NODE);
          case 13, 20 -> in.skip(); // its description and type
          default -> {
            other = true;
            in.skip();
          }
        }
      }
      to.put(name, other ? null : numbers);
    }

    private void tensor(ProtobufReader in) throws MalformedException {
      String name = "";
      int elementType = 0;
      List<Long> shape = new ArrayList<>();
      byte[] raw = null;
      boolean elsewhere = false;
      while (in.next()) {
        switch (in.field()) {
          case 1 -> in.varints(shape, MAX_RANK);
          case 2 -> elementType = (int) in.varint();
          case 8 -> name = in.string();
          case 9 -> raw = in.copy();
          case 14 -> elsewhere |= in.varint() != 0;
          default -> in.skip();
        }
      }
      check(tensors.size() < MAX_TENSORS, "the graph has more than " + MAX_TENSORS + " tensors");
      tensors.put(name, new Tensor(elementType, shape, elsewhere ? null : raw));
    }

    private static void check(boolean rule, String otherwise) throws MalformedException {
      if (!rule) {
        throw new MalformedException(otherwise, /* truncated= */ false);
      }
    }
  }
}
