package org.sketchsdk.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.sketchsdk.djl.ArrayNetwork.Constant;
import org.sketchsdk.djl.ArrayNetwork.Definition;
import org.sketchsdk.djl.ArrayNetwork.Operation;
import org.sketchsdk.djl.ArrayNetwork.Step;
import org.sketchsdk.infer.internal.engine.GraphReader;
import org.sketchsdk.infer.internal.onnxfile.OnnxFile;
import org.sketchsdk.infer.internal.onnxfile.OnnxGraph;
import org.sketchsdk.infer.internal.onnxfile.OnnxGraph.Node;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.BackendException;

/** Makes steps of the nodes that training exports for FP32 models. */
final class ArrayNetworkReader extends GraphReader {
  // Far above any network of this SDK; they keep a hostile file from filling the memory.
  private static final int MAX_STEPS = 1_000;
  private static final long MAX_VALUES = 1 << 26;
  private static final String EMBEDDING = "embedding";

  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, Integer> unread = new HashMap<>();
  private final int embeddingSize;
  private final List<Step> steps = new ArrayList<>();
  private long total; // values in all results

  /** A result; flat: [channels], else [channels, height, width]. */
  private record Value(
      int number, boolean bytes, boolean flat, int channels, int height, int width) {
    long size() {
      return (long) channels * height * width;
    }
  }

  private ArrayNetworkReader(ModelData model) {
    super(
        model,
        DjlProvider.NAME,
        "it computes the FP32 models that \"sketch train\" exports; for others add "
            + DjlProvider.COORDINATE
            + " or use the backend onnx");
    this.embeddingSize = model.info().embeddingSize();
  }

  /**
   * Reads a network.
   *
   * @return the steps for an {@link ArrayNetwork}
   * @throws BackendException if it is not one that this class knows how to compute
   * @throws org.sketchsdk.infer.model.ModelFormatException if the file is damaged
   */
  static Definition read(ModelData model) {
    int sizePx = model.info().rasterOptions().sizePx();
    ArrayNetworkReader reader = new ArrayNetworkReader(model);
    reader.read(sizePx, model.info().labels().size());
    OptionalInt embedding =
        reader.embeddingSize == 0
            ? OptionalInt.empty()
            : OptionalInt.of(reader.result(EMBEDDING).number());
    return new Definition(reader.steps, embedding);
  }

  private void read(int sizePx, int labels) {
    if (hasTensor(OnnxGraph.INT8)) {
      throw refusal("the model is of 8-bit integers");
    }
    List<Node> nodes = needed();
    values.put("raster", new Value(0, true, false, 1, sizePx, sizePx));
    for (Node node : nodes) {
      if (steps.size() == MAX_STEPS) {
        throw refusal("it has more than " + MAX_STEPS + " layers");
      }
      if (!node.domain().isEmpty()) {
        throw unknown(node);
      }
      switch (node.operator()) {
        case "Cast" -> cast(node);
        case "Conv" -> convolution(node);
        case "Relu" -> relu(node);
        case "Add" -> sum(node);
        case "MaxPool" -> maxPool(node);
        case "GlobalAveragePool" -> average(node);
        case "Flatten" -> flatten(node);
        case "Gemm" -> dense(node);
        default -> throw unknown(node);
      }
    }
    Node last = nodes.get(nodes.size() - 1);
    Value logits = result("logits");
    check(
        last,
        !logits.bytes() && logits.flat() && logits.channels() == labels,
        "makes no " + labels + " logits");
    if (embeddingSize > 0) {
      String otherwise = "is not made of an embedding of " + embeddingSize;
      Value embedding = require(last, values.get(EMBEDDING), otherwise);
      check(
          last,
          !embedding.bytes() && embedding.flat() && embedding.channels() == embeddingSize,
          otherwise);
    }
  }

  private Value result(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  private void cast(Node node) {
    allow(node, 1, 1, "to");
    Value in = value(node, 0);
    check(
        node, number(node, "to", 0) == OnnxFile.FLOAT && in.bytes(), "does not make bytes floats");
    result(
        node,
        new Value(0, false, in.flat(), in.channels(), in.height(), in.width()),
        (inputs, constants) -> inputs[0].toType(DataType.FLOAT32, /* copy= */ false));
  }

  private void convolution(Node node) {
    allow(node, 2, 3, "kernel_shape", "strides", "pads", "group", "dilations");
    Value in = map(node);
    ConstantTensor weights = tensor(node, 1, OnnxFile.FLOAT);
    int[] shape = shape(weights);
    Sliding sliding = sliding(node, shape);
    int outputs = shape[0];
    int kernel = sliding.kernel();
    int stride = sliding.stride();
    int padding = sliding.padding();
    long groups = number(node, "group", 1);
    check(
        node,
        groups >= 1
            && groups <= in.channels()
            && groups * shape[1] == in.channels()
            && outputs % groups == 0,
        "has " + groups + " groups of " + shape[1] + " channels for " + in.channels());
    Shape strides = new Shape(stride, stride);
    Shape paddings = new Shape(padding, padding);
    result(
        node,
        slid(node, in, outputs, kernel, stride, padding),
        constants(node, weights, outputs),
        (inputs, constants) ->
            Conv2d.conv2d(
                    inputs[0],
                    constants[0],
                    constants[1],
                    strides,
                    paddings,
                    new Shape(1, 1),
                    (int) groups)
                .singletonOrThrow());
  }

  /** Weights, and a bias for each output; zeros where the node has none. */
  private List<Constant> constants(Node node, ConstantTensor weights, int outputs) {
    float[] bias = new float[outputs];
    if (node.inputs().size() > 2) {
      bias = floats(tensor(node, 2, OnnxFile.FLOAT));
      check(node, bias.length == outputs, "has " + bias.length + " biases for " + outputs);
    }
    long[] shape = weights.shape().stream().mapToLong(Long::longValue).toArray();
    return List.of(
        new Constant(floats(weights), new Shape(shape)), new Constant(bias, new Shape(outputs)));
  }

  private void relu(Node node) {
    allow(node, 1, 1);
    Value in = floats(node, 0);
    result(node, in, (inputs, constants) -> Activation.relu(inputs[0]));
  }

  private void sum(Node node) {
    allow(node, 2, 2);
    Value a = floats(node, 0);
    Value b = floats(node, 1);
    check(
        node,
        a.flat() == b.flat()
            && a.channels() == b.channels()
            && a.height() == b.height()
            && a.width() == b.width(),
        "adds different shapes");
    result(node, a, (inputs, constants) -> inputs[0].add(inputs[1]));
  }

  private void maxPool(Node node) {
    allow(node, 1, 1, "kernel_shape", "strides", "pads", "dilations", "ceil_mode", "storage_order");
    Value in = map(node);
    int kernel = same(node, "kernel_shape", 2, -1);
    int stride = same(node, "strides", 2, -1);
    same(node, "pads", 4, 0);
    same(node, "dilations", 2, 1);
    check(node, number(node, "ceil_mode", 0) == 0, "rounds sides up");
    check(node, kernel >= 1 && kernel <= MAX_KERNEL, "has a kernel of " + kernel);
    check(node, stride >= 1 && stride <= MAX_KERNEL, "has a stride of " + stride);
    Shape window = new Shape(kernel, kernel);
    Shape strides = new Shape(stride, stride);
    result(
        node,
        slid(node, in, in.channels(), kernel, stride, 0),
        (inputs, constants) ->
            Pool.maxPool2d(inputs[0], window, strides, new Shape(0, 0), /* ceilMode= */ false));
  }

  private void average(Node node) {
    allow(node, 1, 1);
    Value in = map(node);
    result(
        node,
        new Value(0, false, false, in.channels(), 1, 1),
        (inputs, constants) -> {
          try (NDArray averages = Pool.globalAvgPool2d(inputs[0])) { // [batch, channels]
            return averages.reshape(batch(inputs[0]), in.channels(), 1, 1);
          }
        });
  }

  private void flatten(Node node) {
    allow(node, 1, 1, "axis");
    Value in = floats(node, 0);
    check(node, number(node, "axis", 1) == 1, "flattens more than rasters");
    long size = in.size();
    result(
        node,
        new Value(0, false, true, (int) size, 1, 1),
        (inputs, constants) -> inputs[0].reshape(batch(inputs[0]), size));
  }

  private static long batch(NDArray array) {
    return array.getShape().get(0);
  }

  private void dense(Node node) {
    allow(node, 2, 3, "transA", "transB");
    Value in = floats(node, 0);
    check(node, in.flat(), "multiplies a map");
    check(node, number(node, "transA", 0) == 0, "transposes its input");
    check(node, number(node, "transB", 0) == 1, "has weights that are not [outputs, inputs]");
    ConstantTensor weights = tensor(node, 1, OnnxFile.FLOAT);
    int[] shape = shape(weights);
    check(
        node,
        shape.length == 2 && shape[1] == in.channels(),
        "has weights that are not for " + in.channels() + " inputs");
    result(
        node,
        new Value(0, false, true, shape[0], 1, 1),
        constants(node, weights, shape[0]),
        (inputs, constants) ->
            Linear.linear(inputs[0], constants[0], constants[1]).singletonOrThrow());
  }

  private Value value(Node node, int index) {
    return require(
        node,
        values.get(node.inputs().get(index)),
        "has an input " + index + " that no node before it makes");
  }

  private Value floats(Node node, int index) {
    Value value = value(node, index);
    check(node, !value.bytes(), "reads bytes");
    return value;
  }

  private Value map(Node node) {
    Value value = floats(node, 0);
    check(node, !value.flat(), "reads a vector");
    return value;
  }

  /** The sides of what a window makes that slides over a map. */
  private Value slid(Node node, Value in, int channels, int kernel, int stride, int padding) {
    int height = in.height() + 2 * padding - kernel;
    int width = in.width() + 2 * padding - kernel;
    check(node, height >= 0 && width >= 0, "has a window that is larger than its input");
    return new Value(0, false, false, channels, height / stride + 1, width / stride + 1);
  }

  private void result(Node node, Value sides, Operation operation) {
    result(node, sides, List.of(), operation);
  }

  /** Adds a step. */
  private void result(Node node, Value sides, List<Constant> constants, Operation operation) {
    total += sides.size();
    check(node, sides.size() <= MAX_VALUES && total <= MAX_VALUES, "has too large a result");
    List<Integer> inputs = new ArrayList<>();
    List<Integer> last = new ArrayList<>();
    for (String name : node.inputs()) {
      Value value = values.get(name);
      if (value != null) {
        inputs.add(value.number());
        // The call owns the raster.
        if (unread.merge(name, -1, Integer::sum) == 0 && value.number() > 0) {
          last.add(value.number());
        }
      }
    }
    steps.add(new Step(operation, List.copyOf(inputs), constants, List.copyOf(last)));
    String name = node.outputs().get(0);
    values.put(
        name,
        new Value(
            steps.size(), false, sides.flat(), sides.channels(), sides.height(), sides.width()));
    // The caller reads the embedding once more.
    unread.put(name, uses(name) + (name.equals(EMBEDDING) ? 1 : 0));
  }
}
