package org.sketchsdk.infer.internal.onnxfile;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.internal.onnxfile.ProtobufReader.MalformedException;

/**
 * What the SDK needs to know of an ONNX file, read without a runtime. Numbers of fields and of
 * types are those of <a
 * href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>.
 *
 * @param metadata the model's {@code metadata_props}, in the order of the file
 * @param inputs the graph's inputs
 * @param outputs the graph's outputs
 */
public record OnnxFile(Map<String, String> metadata, List<Value> inputs, List<Value> outputs) {
  /** {@code TensorProto.DataType.FLOAT}. */
  public static final int FLOAT = 1;

  /** {@code TensorProto.DataType.UINT8}. */
  public static final int UINT8 = 2;

  /** {@link Value#shape} of a side whose length is open. */
  public static final long DYNAMIC = -1;

  // Far above any model of this SDK; they keep a hostile file from growing in memory.
  private static final int MAX_ENTRIES = 10_000;
  private static final int MAX_VALUES = 1_000;
  private static final int MAX_RANK = 32;
  private static final int MAX_DEPTH = 8;

  // TensorProto.DataLocation.EXTERNAL
  private static final int EXTERNAL = 1;

  /**
   * An input or output.
   *
   * @param name its name
   * @param elementType {@code TensorProto.DataType}; 0 if it is not a tensor
   * @param shape the sides, {@link #DYNAMIC} where they are open; null if the file does not say
   */
  public record Value(String name, int elementType, @Nullable List<Long> shape) {
    /** Returns type and shape as messages show them, such as {@code uint8 [?, 1, 128, 128]}. */
    @Override
    public String toString() {
      String type =
          switch (elementType) {
            case 0 -> "no tensor";
            case FLOAT -> "float";
            case UINT8 -> "uint8";
            case 3 -> "int8";
            case 6 -> "int32";
            case 7 -> "int64";
            case 10 -> "float16";
            case 11 -> "double";
            default -> "type " + elementType;
          };
      if (shape == null) {
        return type + " of unknown shape";
      }
      StringBuilder text = new StringBuilder(type).append(" [");
      for (int i = 0; i < shape.size(); i++) {
        text.append(i == 0 ? "" : ", ");
        text.append(shape.get(i) == DYNAMIC ? "?" : shape.get(i).toString());
      }
      return text.append(']').toString();
    }
  }

  /**
   * Reads a file.
   *
   * @param bytes all of it, from index 0 to its limit; not modified, not kept
   * @return its parts
   * @throws OnnxFileException if the bytes are no ONNX model or end too early
   */
  public static OnnxFile read(ByteBuffer bytes) throws OnnxFileException {
    if (bytes.limit() == 0) {
      throw new OnnxFileException("not an ONNX model: there are no bytes", false, null);
    }
    Parser parser = new Parser();
    try {
      parser.model(new ProtobufReader(bytes));
    } catch (MalformedException e) {
      // Protobuf has no magic number. But every ONNX model has its version, and writers put it
      // first: what comes without it is something else.
      if (!parser.hasVersion) {
        throw new OnnxFileException("not an ONNX model: " + e.getMessage(), false, e);
      }
      if (e.truncated()) {
        throw new OnnxFileException(
            "the ONNX model is cut off after " + bytes.limit() + " bytes: " + e.getMessage(),
            true,
            e);
      }
      throw new OnnxFileException("the ONNX model is damaged: " + e.getMessage(), false, e);
    }
    if (!parser.hasVersion) {
      throw new OnnxFileException("not an ONNX model: it has no ir_version", false, null);
    }
    if (!parser.hasGraph) {
      throw new OnnxFileException(
          "the ONNX model ends after " + bytes.limit() + " bytes without a graph", true, null);
    }
    if (parser.externalConstant != null) {
      throw new OnnxFileException(
          "the values of the constant \""
              + parser.externalConstant
              + "\" are in another file (data_location = EXTERNAL), and a model is read from its"
              + " own bytes alone: save it as one file",
          false,
          null);
    }
    return new OnnxFile(parser.metadata, parser.inputs, parser.outputs);
  }

  private static final class Parser {
    final Map<String, String> metadata = new LinkedHashMap<>();
    final List<Value> inputs = new ArrayList<>();
    final List<Value> outputs = new ArrayList<>();
    @Nullable String externalConstant;
    boolean hasVersion;
    boolean hasGraph;

    void model(ProtobufReader in) throws MalformedException {
      while (in.next()) {
        switch (in.field()) {
          case 1 -> hasVersion |= in.varint() > 0;
          case 7 -> {
            if (hasGraph) {
              throw malformed("there are two graphs");
            }
            graph(in.message("graph"));
            hasGraph = true;
          }
          case 14 -> entry(in.message("metadata"));
          case 25 -> function(in.message("function"));
          default -> in.skip();
        }
      }
    }

    private void graph(ProtobufReader in) throws MalformedException {
      while (in.next()) {
        switch (in.field()) {
          case 1 -> node(in.message("node"), 0);
          case 5 -> constant(in.message("tensor"));
          case 11 -> add(inputs, value(in.message("graph's input")));
          case 12 -> add(outputs, value(in.message("graph's output")));
          case 15 -> sparseConstant(in.message("sparse tensor"));
          default -> in.skip();
        }
      }
    }

    private void function(ProtobufReader in) throws MalformedException {
      while (in.next()) {
        switch (in.field()) {
          case 7 -> node(in.message("node"), 0);
          default -> in.skip();
        }
      }
    }

    /** Looks for constants in the attributes of a node, also in graphs within. */
    private void node(ProtobufReader in, int depth) throws MalformedException {
      while (in.next()) {
        switch (in.field()) {
          case 5 -> attribute(in.message("attribute"), depth);
          default -> in.skip();
        }
      }
    }

    private void attribute(ProtobufReader in, int depth) throws MalformedException {
      while (in.next()) {
        switch (in.field()) {
          case 5, 10 -> constant(in.message("tensor"));
          case 6, 11 -> innerGraph(in.message("graph of a node"), depth + 1);
          case 22, 23 -> sparseConstant(in.message("sparse tensor"));
          default -> in.skip();
        }
      }
    }

    private void innerGraph(ProtobufReader in, int depth) throws MalformedException {
      if (depth > MAX_DEPTH) {
        throw malformed("graphs of nodes are nested more than " + MAX_DEPTH + " deep");
      }
      while (in.next()) {
        switch (in.field()) {
          case 1 -> node(in.message("node"), depth);
          case 5 -> constant(in.message("tensor"));
          case 15 -> sparseConstant(in.message("sparse tensor"));
          default -> in.skip();
        }
      }
    }

    private void sparseConstant(ProtobufReader in) throws MalformedException {
      while (in.next()) {
        switch (in.field()) {
          case 1, 2 -> constant(in.message("tensor"));
          default -> in.skip();
        }
      }
    }

    /** Notes a constant whose values are in another file. */
    private void constant(ProtobufReader in) throws MalformedException {
      String name = "";
      boolean external = false;
      while (in.next()) {
        switch (in.field()) {
          case 8 -> name = in.string();
          case 13 -> {
            external = true;
            in.skip();
          }
          case 14 -> external |= in.varint() == EXTERNAL;
          default -> in.skip();
        }
      }
      if (external && externalConstant == null) {
        externalConstant = name;
      }
    }

    private static void add(List<Value> values, Value value) throws MalformedException {
      if (values.size() == MAX_VALUES) {
        throw malformed("the graph has more than " + MAX_VALUES + " inputs or outputs");
      }
      values.add(value);
    }

    private static Value value(ProtobufReader in) throws MalformedException {
      String name = "";
      Value type = new Value("", 0, null);
      while (in.next()) {
        switch (in.field()) {
          case 1 -> name = in.string();
          case 2 -> type = type(in.message("type"));
          default -> in.skip();
        }
      }
      return new Value(name, type.elementType(), type.shape());
    }

    private static Value type(ProtobufReader in) throws MalformedException {
      Value tensor = new Value("", 0, null);
      while (in.next()) {
        switch (in.field()) {
          case 1 -> tensor = tensor(in.message("tensor type"));
          default -> in.skip();
        }
      }
      return tensor;
    }

    private static Value tensor(ProtobufReader in) throws MalformedException {
      int elementType = 0;
      List<Long> shape = null;
      while (in.next()) {
        switch (in.field()) {
          case 1 -> elementType = (int) in.varint();
          case 2 -> shape = shape(in.message("shape"));
          default -> in.skip();
        }
      }
      return new Value("", elementType, shape);
    }

    private static List<Long> shape(ProtobufReader in) throws MalformedException {
      List<Long> sides = new ArrayList<>();
      while (in.next()) {
        switch (in.field()) {
          case 1 -> {
            if (sides.size() == MAX_RANK) {
              throw malformed("a shape has more than " + MAX_RANK + " sides");
            }
            sides.add(side(in.message("side")));
          }
          default -> in.skip();
        }
      }
      return sides;
    }

    private static long side(ProtobufReader in) throws MalformedException {
      long side = DYNAMIC;
      while (in.next()) {
        switch (in.field()) {
          case 1 -> side = in.varint();
          default -> in.skip();
        }
      }
      return side;
    }

    private void entry(ProtobufReader in) throws MalformedException {
      String key = "";
      String value = "";
      while (in.next()) {
        switch (in.field()) {
          case 1 -> key = in.string();
          case 2 -> value = in.string();
          default -> in.skip();
        }
      }
      if (metadata.size() == MAX_ENTRIES) {
        throw malformed("the metadata has more than " + MAX_ENTRIES + " entries");
      }
      if (metadata.put(key, value) != null) {
        throw malformed("the metadata has two entries \"" + key + "\"");
      }
    }

    private static MalformedException malformed(String message) {
      return new MalformedException(message, /* truncated= */ false);
    }
  }
}
