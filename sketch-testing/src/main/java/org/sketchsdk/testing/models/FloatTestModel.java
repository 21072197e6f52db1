package org.sketchsdk.testing.models;

import static org.sketchsdk.testing.models.TestGraph.gaussian;
import static org.sketchsdk.testing.models.TestGraph.number;
import static org.sketchsdk.testing.models.TestGraph.numbers;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Random;

/**
 * A small model of floats with every operator that training exports: bytes → floats → convolution
 * of 5 × 5 with stride 2 to {@value #CHANNELS} channels → ReLU → the largest of 2 × 2 → residual
 * sum of this and (3 × 3 for each channel → ReLU → 1 × 1) → ReLU → mean of each channel → flatten →
 * matrix to {@value #HIDDEN} → ReLU, the embedding → matrix → logits.
 */
public final class FloatTestModel implements TestedModel {
  public static final int SIZE_PX = 28;
  public static final int CHANNELS = 4;
  public static final int HIDDEN = 6;

  private final float[] first; // [CHANNELS][1][5][5]
  private final float[] firstBias;
  private final float[] depthwise; // [CHANNELS][1][3][3]
  private final float[] depthwiseBias;
  private final float[] pointwise; // [CHANNELS][CHANNELS][1][1]
  private final float[] pointwiseBias;
  private final float[] hidden; // [HIDDEN][CHANNELS]
  private final float[] hiddenBias;
  private final float[] matrix; // [labels][HIDDEN]
  private final float[] bias;

  private FloatTestModel(long seed) {
    Random random = new Random(seed);
    first = gaussian(random, CHANNELS * 25, 0.3f / 255);
    firstBias = gaussian(random, CHANNELS, 0.1f);
    depthwise = gaussian(random, CHANNELS * 9, 0.4f);
    depthwiseBias = gaussian(random, CHANNELS, 0.1f);
    pointwise = gaussian(random, CHANNELS * CHANNELS, 0.5f);
    pointwiseBias = gaussian(random, CHANNELS, 0.1f);
    hidden = gaussian(random, HIDDEN * CHANNELS, 0.7f);
    hiddenBias = gaussian(random, HIDDEN, 0.1f);
    matrix = gaussian(random, labels().size() * HIDDEN, 0.7f);
    bias = gaussian(random, labels().size(), 0.5f);
  }

  /** Weights from a seed, 28 pixels, 5 labels. */
  public static FloatTestModel random() {
    return new FloatTestModel(7);
  }

  @Override
  public List<String> labels() {
    return IntegerTestModel.LABELS;
  }

  @Override
  public int pixels() {
    return SIZE_PX * SIZE_PX;
  }

  /** In double. */
  @Override
  public double[] logits(byte[] rasters, int index) {
    return dense(embedding(rasters, index), matrix, bias, false);
  }

  @Override
  public double[] embedding(byte[] rasters, int index) {
    double[][][] raster = new double[1][SIZE_PX][SIZE_PX];
    for (int i = 0; i < pixels(); i++) {
      raster[0][i / SIZE_PX][i % SIZE_PX] = rasters[index * pixels() + i] & 0xff;
    }
    double[][][] map = convolution(raster, first, firstBias, 5, 2, false, true);
    double[][][] pooled = new double[CHANNELS][7][7]; // no value is below 0
    for (int i = 0; i < CHANNELS * 14 * 14; i++) {
      double[][] channel = pooled[i / 196];
      int y = i / 14 % 14;
      int x = i % 14;
      channel[y / 2][x / 2] = Math.max(channel[y / 2][x / 2], map[i / 196][y][x]);
    }
    double[][][] body = convolution(pooled, depthwise, depthwiseBias, 3, 1, true, true);
    body = convolution(body, pointwise, pointwiseBias, 1, 1, false, false);
    double[] means = new double[CHANNELS];
    for (int i = 0; i < CHANNELS * 49; i++) {
      int c = i / 49;
      means[c] += Math.max(0, pooled[c][i / 7 % 7][i % 7] + body[c][i / 7 % 7][i % 7]) / 49;
    }
    return dense(means, hidden, hiddenBias, true);
  }

  private static double[][][] convolution(
      double[][][] in,
      float[] weights,
      float[] bias,
      int kernel,
      int stride,
      boolean depthwise,
      boolean relu) {
    int size = in[0].length / stride;
    int inputs = depthwise ? 1 : in.length;
    double[][][] out = new double[bias.length][size][size];
    for (int k = 0; k < bias.length; k++) {
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          double sum = bias[k];
          for (int i = 0; i < inputs * kernel * kernel; i++) {
            int fromY = y * stride + i / kernel % kernel - kernel / 2;
            int fromX = x * stride + i % kernel - kernel / 2;
            if (fromY >= 0 && fromX >= 0 && fromY < in[0].length && fromX < in[0].length) {
              double[][] channel = in[depthwise ? k : i / kernel / kernel];
              sum += channel[fromY][fromX] * weights[k * inputs * kernel * kernel + i];
            }
          }
          out[k][y][x] = relu ? Math.max(0, sum) : sum;
        }
      }
    }
    return out;
  }

  private static double[] dense(double[] in, float[] weights, float[] bias, boolean relu) {
    double[] out = new double[bias.length];
    for (int k = 0; k < bias.length; k++) {
      out[k] = bias[k];
      for (int i = 0; i < in.length; i++) {
        out[k] += in[i] * weights[k * in.length + i];
      }
      out[k] = relu ? Math.max(0, out[k]) : out[k];
    }
    return out;
  }

  @Override
  public ModelProto.Builder proto() {
    return new TestGraph("test")
        .input("raster", TensorProto.DataType.UINT8, -1, 1, SIZE_PX, SIZE_PX)
        .output("logits", TensorProto.DataType.FLOAT, -1, labels().size())
        .output("embedding", TensorProto.DataType.FLOAT, -1, HIDDEN)
        .floats("first", first, CHANNELS, 1, 5, 5)
        .floats("firstBias", firstBias, CHANNELS)
        .floats("depthwise", depthwise, CHANNELS, 1, 3, 3)
        .floats("depthwiseBias", depthwiseBias, CHANNELS)
        .floats("pointwise", pointwise, CHANNELS, CHANNELS, 1, 1)
        .floats("pointwiseBias", pointwiseBias, CHANNELS)
        .floats("hidden", hidden, HIDDEN, CHANNELS)
        .floats("hiddenBias", hiddenBias, HIDDEN)
        .floats("matrix", matrix, labels().size(), HIDDEN)
        .floats("bias", bias, labels().size())
        .node("Cast", "raster", "floats", number("to", TensorProto.DataType.FLOAT_VALUE))
        .node("Conv", "floats first firstBias", "sums", window(5, 2, 1))
        .node("Relu", "sums", "map")
        .node("MaxPool", "map", "pooled", numbers("kernel_shape", 2, 2), numbers("strides", 2, 2))
        .node("Conv", "pooled depthwise depthwiseBias", "each", window(3, 1, CHANNELS))
        .node("Relu", "each", "eachMap")
        .node("Conv", "eachMap pointwise pointwiseBias", "body", window(1, 1, 1))
        .node("Add", "pooled body", "residual")
        .node("Relu", "residual", "residualMap")
        .node("GlobalAveragePool", "residualMap", "means")
        .node("Flatten", "means", "features", number("axis", 1))
        .node("Gemm", "features hidden hiddenBias", "hiddenSums", number("transB", 1))
        .node("Relu", "hiddenSums", "embedding")
        .node("Gemm", "embedding matrix bias", "logits", number("transB", 1))
        .model(17, TestGraph.metadata("test5", "tiny", SIZE_PX, labels()));
  }

  private static AttributeProto[] window(int kernel, int stride, int groups) {
    int padding = kernel / 2;
    return new AttributeProto[] {
      numbers("kernel_shape", kernel, kernel),
      numbers("strides", stride, stride),
      numbers("pads", padding, padding, padding, padding),
      number("group", groups)
    };
  }
}
