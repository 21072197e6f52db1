package org.sketchsdk.train.quantize;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Computes an INT8 model, node by node, in the plainest way: the arithmetic that {@link
 * QuantizedModelWriter} describes. An oracle for other backends.
 */
final class QuantizedReference {
  private final OnnxMl.GraphProto graph;
  private final Map<String, OnnxMl.TensorProto> constants = new HashMap<>();
  private final Map<String, Codes> results = new HashMap<>();

  /** A raster's values between two nodes, [channels, height, width] or [length]. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Codes(int[] values, int[] shape) {
    int at(int channel, int y, int x) {
      return values[(channel * shape[1] + y) * shape[2] + x];
    }
  }

  private QuantizedReference(OnnxMl.GraphProto graph) {
    this.graph = graph;
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
  }

  /**
   * Computes logits.
   *
   * @param onnx the bytes of the model
   * @param raster one raster
   * @return one logit a class
   */
  static float[] logits(byte[] onnx, byte[] raster) throws InvalidProtocolBufferException {
    return new QuantizedReference(OnnxMl.ModelProto.parseFrom(onnx).getGraph()).run(raster);
  }

  /** Computes the embedding: what enters the last layer, as floats. */
  static float[] embedding(byte[] onnx, byte[] raster) throws InvalidProtocolBufferException {
    QuantizedReference reference =
        new QuantizedReference(OnnxMl.ModelProto.parseFrom(onnx).getGraph());
    reference.run(raster);
    OnnxMl.NodeProto last = reference.graph.getNode(reference.graph.getNodeCount() - 1);
    float scale = reference.floats(last.getInput(1))[0];
    int zero = reference.integers(last.getInput(2))[0];
    int[] codes = reference.results.get(last.getInput(0)).values();
    float[] embedding = new float[codes.length];
    for (int i = 0; i < codes.length; i++) {
      embedding[i] = (codes[i] - zero) * scale;
    }
    return embedding;
  }

  private float[] run(byte[] raster) {
    int side = (int) Math.sqrt(raster.length);
    int[] input = new int[raster.length];
    for (int i = 0; i < input.length; i++) {
      input[i] = raster[i] & 0xff;
    }
    results.put("raster", new Codes(input, new int[] {1, side, side}));
    for (OnnxMl.NodeProto node : graph.getNodeList()) {
      Codes x = results.get(node.getInput(0));
      if (node.getOutput(0).equals("logits")) {
        return logits(node, x);
      }
      results.put(
          node.getOutput(0),
          switch (node.getOpType()) {
            case "QLinearConv" -> convolution(node, x);
            case "QGemm" -> dense(node, x);
            case "Pad" -> padded(x, longs(node.getInput(1)));
            case "Reshape" -> new Codes(x.values(), sides(node.getInput(1)));
            case "Transpose" -> transposed(x, attribute(node, "perm"));
            case "MaxPool" -> maxPool(x);
            case "Flatten" -> new Codes(x.values(), new int[] {x.values().length});
            case "QLinearAdd" -> sum(node, x, results.get(node.getInput(3)));
            case "QLinearGlobalAveragePool" -> average(node, x);
            default -> throw new AssertionError(node.getOpType());
          });
    }
    throw new AssertionError("no logits");
  }

  private Codes convolution(OnnxMl.NodeProto node, Codes x) {
    long[] dims = dims(node.getInput(3));
    int outputs = (int) dims[0];
    int inputs = (int) dims[1]; // of a group
    int rows = (int) dims[2]; // of the kernel
    int columns = (int) dims[3];
    boolean depthwise = inputs == 1 && outputs == x.shape()[0];
    List<Long> strides = attribute(node, "strides");
    List<Long> padding = attributeIfPresent(node, "pads").orElse(List.of(0L, 0L, 0L, 0L));
    int[] w = integers(node.getInput(3));
    int[] bias = integers(node.getInput(8));
    float[] scales = floats(node.getInput(4));
    int zero = integers(node.getInput(2))[0];
    float xScale = floats(node.getInput(1))[0];
    float yScale = floats(node.getInput(6))[0];
    int yZero = integers(node.getInput(7))[0];
    int height = outputs(x.shape()[1], padding.get(0) + padding.get(2), rows, strides.get(0));
    int width = outputs(x.shape()[2], padding.get(1) + padding.get(3), columns, strides.get(1));
    int[] y = new int[outputs * height * width];
    for (int k = 0, out = 0; k < outputs; k++) {
      float m = (xScale * scales[k]) / yScale;
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          int sum = bias[k];
          for (int c = 0; c < inputs; c++) {
            for (int i = 0; i < rows * columns; i++) {
              int inY = (int) (row * strides.get(0) + i / columns - padding.get(0));
              int inX = (int) (column * strides.get(1) + i % columns - padding.get(1));
              if (inY >= 0 && inY < x.shape()[1] && inX >= 0 && inX < x.shape()[2]) {
                int code = x.at(depthwise ? k : c, inY, inX);
                sum += (code - zero) * w[(k * inputs + c) * rows * columns + i];
              }
            }
          }
          y[out++] = requantize(sum, m, yZero);
        }
      }
    }
    return new Codes(y, new int[] {outputs, height, width});
  }

  private static int outputs(int side, long padding, int kernel, long stride) {
    return (int) ((side + padding - kernel) / stride) + 1;
  }

  private static Codes padded(Codes x, List<Long> pads) {
    int height = (int) (pads.get(2) + x.shape()[1] + pads.get(6));
    int width = (int) (pads.get(3) + x.shape()[2] + pads.get(7));
    int[] y = new int[x.shape()[0] * height * width];
    for (int i = 0; i < x.values().length; i++) {
      int column = i % x.shape()[2] + pads.get(3).intValue();
      int row = i / x.shape()[2] % x.shape()[1] + pads.get(2).intValue();
      y[(i / x.shape()[2] / x.shape()[1] * height + row) * width + column] = x.values()[i];
    }
    return new Codes(y, new int[] {x.shape()[0], height, width});
  }

  private static Codes transposed(Codes x, List<Long> axes) {
    int[] shape = new int[3];
    int[] steps = new int[3]; // of the input's values, by the axes of the result
    for (int axis = 0; axis < 3; axis++) {
      int from = axes.get(axis + 1).intValue() - 1; // without that of the rasters
      shape[axis] = x.shape()[from];
      steps[axis] = from == 0 ? x.shape()[1] * x.shape()[2] : from == 1 ? x.shape()[2] : 1;
    }
    int[] y = new int[x.values().length];
    for (int i = 0; i < y.length; i++) {
      int first = i / shape[2] / shape[1];
      y[i] =
          x.values()[
              first * steps[0] + i / shape[2] % shape[1] * steps[1] + i % shape[2] * steps[2]];
    }
    return new Codes(y, shape);
  }

  private int[] sides(String name) {
    // without that of the rasters
    return longs(name).stream().skip(1).mapToInt(Math::toIntExact).toArray();
  }

  private List<Long> longs(String name) {
    ByteBuffer raw = constants.get(name).getRawData().asReadOnlyByteBuffer();
    return LongStream.generate(raw.order(ByteOrder.LITTLE_ENDIAN)::getLong)
        .limit(raw.remaining() / Long.BYTES)
        .boxed()
        .toList();
  }

  private int[] products(OnnxMl.NodeProto node, Codes x) {
    int[] w = integers(node.getInput(3));
    int[] sums = integers(node.getInput(6)).clone();
    int zero = integers(node.getInput(2))[0];
    int inputs = w.length / sums.length;
    for (int k = 0; k < sums.length; k++) {
      for (int i = 0; i < inputs; i++) {
        sums[k] += (x.values()[i] - zero) * w[k * inputs + i];
      }
    }
    return sums;
  }

  private Codes dense(OnnxMl.NodeProto node, Codes x) {
    int[] y = products(node, x);
    float[] scales = floats(node.getInput(4));
    for (int k = 0; k < y.length; k++) {
      float m = (floats(node.getInput(1))[0] * scales[k]) / floats(node.getInput(7))[0];
      y[k] = requantize(y[k], m, integers(node.getInput(8))[0]);
    }
    return new Codes(y, new int[] {y.length});
  }

  private float[] logits(OnnxMl.NodeProto node, Codes x) {
    int[] sums = products(node, x);
    float[] logits = new float[sums.length];
    for (int k = 0; k < sums.length; k++) {
      logits[k] = sums[k] * (floats(node.getInput(1))[0] * floats(node.getInput(4))[k]);
    }
    return logits;
  }

  private static Codes maxPool(Codes x) {
    int height = x.shape()[1] / 2;
    int width = x.shape()[2] / 2;
    int[] y = new int[x.shape()[0] * height * width];
    for (int out = 0; out < y.length; out++) {
      int channel = out / (height * width);
      int row = out / width % height * 2;
      int column = out % width * 2;
      y[out] =
          Math.max(
              Math.max(x.at(channel, row, column), x.at(channel, row, column + 1)),
              Math.max(x.at(channel, row + 1, column), x.at(channel, row + 1, column + 1)));
    }
    return new Codes(y, new int[] {x.shape()[0], height, width});
  }

  private Codes average(OnnxMl.NodeProto node, Codes x) {
    int count = x.shape()[1] * x.shape()[2];
    int zero = integers(node.getInput(2))[0];
    float m = floats(node.getInput(1))[0] / (floats(node.getInput(3))[0] * (float) count);
    int[] y = new int[x.shape()[0]];
    for (int k = 0; k < y.length; k++) {
      int sum = Arrays.stream(x.values(), k * count, (k + 1) * count).sum() - zero * count;
      y[k] = requantize(sum, m, integers(node.getInput(4))[0]);
    }
    return new Codes(y, new int[] {y.length, 1, 1});
  }

  private Codes sum(OnnxMl.NodeProto node, Codes a, Codes b) {
    float yScale = floats(node.getInput(6))[0];
    float ratioA = floats(node.getInput(1))[0] / yScale;
    float ratioB = floats(node.getInput(4))[0] / yScale;
    int[] y = new int[a.values().length];
    for (int i = 0; i < y.length; i++) {
      int codeA = a.values()[i] - integers(node.getInput(2))[0];
      int codeB = b.values()[i] - integers(node.getInput(5))[0];
      y[i] = clip(Math.rint(codeA * ratioA + codeB * ratioB) + integers(node.getInput(7))[0]);
    }
    return new Codes(y, a.shape());
  }

  private static int requantize(int sum, float multiplier, int zeroPoint) {
    return clip(Math.rint((float) sum * multiplier) + zeroPoint);
  }

  private static int clip(double code) {
    return (int) Math.max(0, Math.min(255, code));
  }

  private long[] dims(String name) {
    return constants.get(name).getDimsList().stream().mapToLong(Long::longValue).toArray();
  }

  private int[] integers(String name) {
    OnnxMl.TensorProto tensor = constants.get(name);
    if (tensor.getDataType() == OnnxMl.TensorProto.DataType.INT32.getNumber()) {
      int[] values = new int[tensor.getRawData().size() / Integer.BYTES];
      tensor
          .getRawData()
          .asReadOnlyByteBuffer()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asIntBuffer()
          .get(values);
      return values;
    }
    boolean signed = tensor.getDataType() == OnnxMl.TensorProto.DataType.INT8.getNumber();
    int[] values = new int[tensor.getRawData().size()];
    for (int i = 0; i < values.length; i++) {
      byte value = tensor.getRawData().byteAt(i);
      values[i] = signed ? value : value & 0xff;
    }
    return values;
  }

  private float[] floats(String name) {
    OnnxMl.TensorProto tensor = constants.get(name);
    float[] values = new float[tensor.getRawData().size() / Float.BYTES];
    tensor
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  private static List<Long> attribute(OnnxMl.NodeProto node, String name) {
    return attributeIfPresent(node, name).orElseThrow();
  }

  private static Optional<List<Long>> attributeIfPresent(OnnxMl.NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst()
        .map(found -> found.getIntsCount() > 0 ? found.getIntsList() : List.of(found.getI()));
  }
}
