package org.sketchsdk.infer.testing;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

/**
 * A small real ONNX model whose answers a test can compute: bytes → float → · 1/255 → convolution
 * of {@value #KERNEL} × {@value #KERNEL} with stride {@value #KERNEL} to {@value #CHANNELS}
 * channels → ReLU → flatten, the embedding → matrix → logits.
 */
public final class TestModel implements TestedModel {
  public static final int KERNEL = 4;
  public static final int CHANNELS = 3;

  private final List<String> labels;
  private final int sizePx;
  private final float[] kernels; // [CHANNELS][KERNEL][KERNEL]
  private final float[] kernelBias; // [CHANNELS]
  private final float[] matrix; // [labels][features]
  private final float[] bias; // [labels]
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private TestModel(
      int sizePx,
      List<String> labels,
      float[] kernels,
      float[] kernelBias,
      float[] matrix,
      float[] bias) {
    this.sizePx = sizePx;
    this.labels = List.copyOf(labels);
    this.kernels = kernels;
    this.kernelBias = kernelBias;
    this.matrix = matrix;
    this.bias = bias;
    RasterOptions raster = new RasterOptions(sizePx, 2.5f, 3.25f);
    // In this order the last bytes of the file are required ones.
    metadata.put("sketch.provenance.seed", "42");
    metadata.put("sketch.provenance.accuracy", "0.5");
    metadata.put("sketch.format", "1");
    metadata.put("sketch.name", "test" + labels.size());
    metadata.put("sketch.network", "tiny");
    metadata.put("sketch.raster.version", Integer.toString(Rasterizer.VERSION));
    metadata.put("sketch.raster.sizePx", Integer.toString(raster.sizePx()));
    metadata.put("sketch.raster.strokeWidthPx", Float.toString(raster.strokeWidthPx()));
    metadata.put("sketch.raster.marginPx", Float.toString(raster.marginPx()));
    metadata.put("sketch.temperature", "1.0");
    metadata.put("sketch.labels", String.join("\n", labels));
  }

  /** Weights from a seed. */
  public static TestModel random(int sizePx, List<String> labels, long seed) {
    Random random = new Random(seed);
    int features = CHANNELS * (sizePx / KERNEL) * (sizePx / KERNEL);
    return new TestModel(
        sizePx,
        labels,
        gaussian(random, CHANNELS * KERNEL * KERNEL, 0.25f),
        gaussian(random, CHANNELS, 0.1f),
        gaussian(random, labels.size() * features, 0.2f),
        gaussian(random, labels.size(), 0.5f));
  }

  /** Weights from a seed, 28 pixels, 5 labels. */
  public static TestModel random() {
    return random(28, List.of("ant", "bee", "cow", "doe", "eel"), 7);
  }

  /** The same logits whatever the raster. */
  public static TestModel constant(List<String> labels, float... logits) {
    int features = CHANNELS * 7 * 7;
    return new TestModel(
        28,
        labels,
        new float[CHANNELS * KERNEL * KERNEL],
        new float[CHANNELS],
        new float[labels.size() * features],
        logits.clone());
  }

  /** Logits are the ink in the left, right, upper and lower half, in full pixels / 16. */
  public static TestModel halves() {
    int cells = 7;
    int features = CHANNELS * cells * cells;
    float[] kernels = new float[CHANNELS * KERNEL * KERNEL];
    for (int i = 0; i < KERNEL * KERNEL; i++) {
      kernels[i] = 1f / (KERNEL * KERNEL); // the first channel is the mean, the others are 0
    }
    float[] matrix = new float[4 * features];
    for (int row = 0; row < cells; row++) {
      for (int column = 0; column < cells; column++) {
        int cell = row * cells + column;
        matrix[cell] = column < cells / 2 ? 1 : 0;
        matrix[features + cell] = column > cells / 2 ? 1 : 0;
        matrix[2 * features + cell] = row < cells / 2 ? 1 : 0;
        matrix[3 * features + cell] = row > cells / 2 ? 1 : 0;
      }
    }
    return new TestModel(
        28,
        List.of("left", "right", "upper", "lower"),
        kernels,
        new float[CHANNELS],
        matrix,
        new float[4]);
  }

  private static float[] gaussian(Random random, int count, float sigma) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() * sigma;
    }
    return values;
  }

  /** Sets an entry of the metadata, or removes it where the value is null. */
  public TestModel with(String key, String value) {
    if (value == null) {
      metadata.remove(key);
    } else {
      metadata.put(key, value);
    }
    return this;
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public int pixels() {
    return sizePx * sizePx;
  }

  /** In double. */
  @Override
  public double[] embedding(byte[] rasters, int index) {
    int cells = sizePx / KERNEL;
    double[] features = new double[CHANNELS * cells * cells];
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int row = 0; row < cells; row++) {
        for (int column = 0; column < cells; column++) {
          double sum = kernelBias[channel];
          for (int y = 0; y < KERNEL; y++) {
            for (int x = 0; x < KERNEL; x++) {
              int pixel = (row * KERNEL + y) * sizePx + column * KERNEL + x;
              double ink = (rasters[index * pixels() + pixel] & 0xff) / 255.0;
              sum += ink * kernels[(channel * KERNEL + y) * KERNEL + x];
            }
          }
          features[(channel * cells + row) * cells + column] = Math.max(0, sum);
        }
      }
    }
    return features;
  }

  /** In double. */
  @Override
  public double[] logits(byte[] rasters, int index) {
    double[] features = embedding(rasters, index);
    double[] logits = new double[labels.size()];
    for (int label = 0; label < logits.length; label++) {
      logits[label] = bias[label];
      for (int feature = 0; feature < features.length; feature++) {
        logits[label] += features[feature] * matrix[label * features.length + feature];
      }
    }
    return logits;
  }

  @Override
  public ModelProto.Builder proto() {
    int features = CHANNELS * (sizePx / KERNEL) * (sizePx / KERNEL);
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("test")
            .addInput(value("raster", TensorProto.DataType.UINT8, -1, 1, sizePx, sizePx))
            .addOutput(value("logits", TensorProto.DataType.FLOAT, -1, labels.size()))
            .addOutput(value("embedding", TensorProto.DataType.FLOAT, -1, features))
            .addInitializer(tensor("scale", new float[] {1 / 255f}))
            .addInitializer(tensor("kernels", kernels, CHANNELS, 1, KERNEL, KERNEL))
            .addInitializer(tensor("kernelBias", kernelBias, CHANNELS))
            .addInitializer(tensor("matrix", matrix, labels.size(), features))
            .addInitializer(tensor("bias", bias, labels.size()))
            .addNode(
                node("Cast", List.of("raster"), "bytes")
                    .addAttribute(integer("to", TensorProto.DataType.FLOAT_VALUE)))
            .addNode(node("Mul", List.of("bytes", "scale"), "ink"))
            .addNode(
                node("Conv", List.of("ink", "kernels", "kernelBias"), "sums")
                    .addAttribute(integers("kernel_shape", KERNEL, KERNEL))
                    .addAttribute(integers("strides", KERNEL, KERNEL)))
            .addNode(node("Relu", List.of("sums"), "cells"))
            .addNode(node("Flatten", List.of("cells"), "embedding"))
            .addNode(
                node("Gemm", List.of("embedding", "matrix", "bias"), "logits")
                    .addAttribute(integer("transB", 1)));
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .setProducerName("test")
            .setGraph(graph)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13));
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model;
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

  private static NodeProto.Builder node(String operator, List<String> inputs, String output) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(operator)
        .addAllInput(inputs)
        .addOutput(output);
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  private static TensorProto tensor(String name, float[] values, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
    List<Float> boxed = new ArrayList<>();
    for (float value : values) {
      boxed.add(value);
    }
    for (long side : shape) {
      tensor.addDims(side);
    }
    return tensor.addAllFloatData(boxed).build();
  }
}
