package org.sketchsdk.bench.synthetic;

import static org.sketchsdk.testing.models.TestGraph.number;
import static org.sketchsdk.testing.models.TestGraph.numbers;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.sketchsdk.infer.model.ModelMetadata;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.testing.models.TestGraph;
import org.sketchsdk.train.network.Layer;
import org.sketchsdk.train.network.Network;

/** Models that know nothing, and take as long as those that do. */
public final class SyntheticModels {
  /** Labels of each model, as many as the smaller embedded one has. */
  public static final int LABELS = 25;

  private static final int MAX_CODE = 64; // of weights: sums clip on no processor
  private static final double WEIGHT_SQUARE = MAX_CODE * (MAX_CODE + 1) / 3.0;
  private static final double INPUT_SQUARE = 0.1 * 255 * 255; // a tenth of a raster is ink
  private static final double DEVIATION = 48; // of sums, in codes: few of them are clipped at 255

  private final TestGraph graph = new TestGraph("synthetic");
  private final SplittableRandom random = new SplittableRandom(7);
  private int names;

  private SyntheticModels(int sizePx) {
    graph
        .input("raster", DataType.UINT8, -1, 1, sizePx, sizePx)
        .output("logits", DataType.FLOAT, -1, LABELS);
  }

  /**
   * Returns a model that computes nothing: its logits are the first pixels of the top row. What it
   * takes is what a call costs.
   */
  public static byte[] identity() {
    SyntheticModels model = new SyntheticModels(128);
    String starts = model.integers(0, 0);
    String ends = model.integers(1, LABELS);
    String axes = model.integers(2, 3);
    String row = model.node("Slice", List.of("raster", starts, ends, axes));
    String flat = model.node("Flatten", List.of(row), number("axis", 1));
    model.node("Cast", List.of(flat), number("to", DataType.FLOAT.getNumber()));
    return model.bytes("identity", 128);
  }

  /**
   * Returns a network of 8-bit integers with random weights, as static quantization makes it. About
   * half of the activations are 0, as after training; the kernels of ONNX Runtime are dense and do
   * not look.
   *
   * @param network without residual layers and means
   * @throws IllegalArgumentException if the network has such a layer
   */
  public static byte[] random(Network network) {
    SyntheticModels model = new SyntheticModels(network.sizePx());
    String current = "raster";
    double square = INPUT_SQUARE;
    List<Network.Step> steps = network.steps();
    for (int i = 0; i < steps.size(); i++) {
      Network.Step step = steps.get(i);
      if (step.layer() instanceof Layer.Conv conv && !conv.depthwise()) {
        current = model.convolution(conv, step.inputShape()[0], current, square);
        square = DEVIATION * DEVIATION / 2; // half of the sums are cut off
      } else if (step.layer() instanceof Layer.MaxPool) {
        AttributeProto[] window = {numbers("kernel_shape", 2, 2), numbers("strides", 2, 2)};
        current = model.node("MaxPool", List.of(current), window);
        square = DEVIATION * DEVIATION; // about: the largest of four
      } else if (step.layer() instanceof Layer.Flatten) {
        current = model.node("Flatten", List.of(current), number("axis", 1));
      } else if (step.layer() instanceof Layer.Dense dense) {
        int inputs = step.inputShape()[0];
        current = model.dense(dense, inputs, current, square, i == steps.size() - 1);
        square = DEVIATION * DEVIATION / 2;
      } else if (!(step.layer() instanceof Layer.Dropout)) {
        throw new IllegalArgumentException(
            "network " + network.name() + ": there are no random weights for " + step.layer());
      }
    }
    return model.bytes(network.name(), network.sizePx());
  }

  private String convolution(Layer.Conv conv, int inputs, String input, double square) {
    int kernel = conv.kernel();
    int pad = kernel / 2;
    float scale = scale(inputs * kernel * kernel, square);
    return node(
        "QLinearConv",
        List.of(
            input,
            floats(1),
            zero(DataType.UINT8),
            codes(conv.channels(), inputs, kernel, kernel),
            floats(repeat(scale, conv.channels()), conv.channels()),
            zero(DataType.INT8),
            floats(1),
            zero(DataType.UINT8),
            biases(conv.channels(), scale)),
        numbers("kernel_shape", kernel, kernel),
        numbers("strides", conv.stride(), conv.stride()),
        numbers("pads", pad, pad, pad, pad));
  }

  private String dense(Layer.Dense dense, int inputs, String input, double square, boolean last) {
    int outputs = dense.outputs();
    float scale = scale(inputs, square);
    List<String> names =
        List.of(
            input,
            floats(1),
            zero(DataType.UINT8),
            codes(outputs, inputs),
            floats(repeat(scale, outputs), outputs),
            tensor(DataType.INT8, new byte[outputs], outputs),
            biases(outputs, scale),
            last ? "" : floats(1),
            last ? "" : zero(DataType.UINT8));
    return node("QGemm", last ? names.subList(0, 7) : names, number("transB", 1));
  }

  /** The factor that brings a sum of products to {@link #DEVIATION}. */
  private static float scale(int inputs, double square) {
    return (float) (DEVIATION / Math.sqrt(inputs * square * WEIGHT_SQUARE));
  }

  private static float[] repeat(float value, int count) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  private String codes(int... shape) {
    byte[] codes = new byte[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) random.nextInt(-MAX_CODE, MAX_CODE + 1);
    }
    return tensor(DataType.INT8, codes, shape);
  }

  /** Up to a fifth of the deviation of the sums. */
  private String biases(int count, float scale) {
    int limit = (int) (DEVIATION / 5 / scale);
    String name = constant();
    graph.integers(name, random.ints(count, -limit, limit + 1).toArray(), count);
    return name;
  }

  private String zero(DataType type) {
    return tensor(type, new byte[1]);
  }

  private String floats(float value) {
    String name = constant();
    graph.constant(TestGraph.scalar(name, value));
    return name;
  }

  private String floats(float[] values, int... shape) {
    String name = constant();
    graph.floats(name, values, longs(shape));
    return name;
  }

  private String integers(long... values) {
    byte[] bytes = new byte[values.length * Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
    return tensor(DataType.INT64, bytes, values.length);
  }

  private String tensor(DataType type, byte[] values, int... shape) {
    String name = constant();
    graph.bytes(name, type, values, longs(shape));
    return name;
  }

  private String constant() {
    return "w" + ++names;
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  private String node(String type, List<String> inputs, AttributeProto... attributes) {
    String output = "t" + ++names;
    graph.node(type, String.join(" ", inputs), output, attributes);
    return output;
  }

  /** Ends the graph with the logits, which the last node makes. */
  private byte[] bytes(String name, int sizePx) {
    RasterOptions raster = RasterOptions.defaults();
    float scale = (float) sizePx / raster.sizePx();
    ModelMetadata metadata =
        ModelMetadata.builder()
            .name(name + "-synthetic")
            .network(name)
            .rasterOptions(
                new RasterOptions(
                    sizePx, raster.strokeWidthPx() * scale, raster.marginPx() * scale))
            .temperature(1)
            .labels(IntStream.rangeClosed(1, LABELS).mapToObj(i -> "class " + i).toList())
            .build();
    ModelProto.Builder model = graph.model(17, metadata.entries());
    GraphProto.Builder built = model.getGraphBuilder();
    built.getNodeBuilder(built.getNodeCount() - 1).setOutput(0, "logits");
    return model.build().toByteArray();
  }
}
