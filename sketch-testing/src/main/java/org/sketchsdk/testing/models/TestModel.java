package org.sketchsdk.testing.models;

import static org.sketchsdk.testing.models.TestGraph.gaussian;
import static org.sketchsdk.testing.models.TestGraph.number;
import static org.sketchsdk.testing.models.TestGraph.numbers;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

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
    // In this order the last bytes of the file are required ones.
    metadata.put("sketch.provenance.seed", "42");
    metadata.put("sketch.provenance.accuracy", "0.5");
    metadata.putAll(TestGraph.metadata("test" + labels.size(), "tiny", sizePx, labels));
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

  /** Sets an entry of the metadata, or removes it where the value is null. */
  public TestModel with(String key, @Nullable String value) {
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
    return new TestGraph("test")
        .input("raster", TensorProto.DataType.UINT8, -1, 1, sizePx, sizePx)
        .output("logits", TensorProto.DataType.FLOAT, -1, labels.size())
        .output("embedding", TensorProto.DataType.FLOAT, -1, features)
        .listedFloats("scale", new float[] {1 / 255f})
        .listedFloats("kernels", kernels, CHANNELS, 1, KERNEL, KERNEL)
        .listedFloats("kernelBias", kernelBias, CHANNELS)
        .listedFloats("matrix", matrix, labels.size(), features)
        .listedFloats("bias", bias, labels.size())
        .node("Cast", "raster", "bytes", number("to", TensorProto.DataType.FLOAT_VALUE))
        .node("Mul", "bytes scale", "ink")
        .node(
            "Conv",
            "ink kernels kernelBias",
            "sums",
            numbers("kernel_shape", KERNEL, KERNEL),
            numbers("strides", KERNEL, KERNEL))
        .node("Relu", "sums", "cells")
        .node("Flatten", "cells", "embedding")
        .node("Gemm", "embedding matrix bias", "logits", number("transB", 1))
        .model(13, metadata);
  }
}
