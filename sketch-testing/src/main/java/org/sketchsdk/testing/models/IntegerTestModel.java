package org.sketchsdk.testing.models;

import static org.sketchsdk.testing.models.TestGraph.number;
import static org.sketchsdk.testing.models.TestGraph.numbers;
import static org.sketchsdk.testing.models.TestGraph.scalar;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A small model of 8-bit integers: a convolution of {@value #KERNEL} × {@value #KERNEL} with stride
 * 2 to {@value #CHANNELS} channels whose zero point is {@value #ZERO_POINT} → the largest of 2 × 2
 * → a convolution of 3 × 3 to {@value #CHANNELS} channels → flatten, the embedding → matrix →
 * logits.
 */
public final class IntegerTestModel implements TestedModel {
  public static final int SIZE_PX = 28;
  public static final int KERNEL = 5;
  public static final int CHANNELS = 3;
  public static final int ZERO_POINT = 100;
  public static final List<String> LABELS = List.of("ant", "bee", "cow", "doe", "eel");

  private static final float FIRST_SCALE = 0.5f;
  private static final float SECOND_SCALE = 0.25f;
  private static final int FEATURES = CHANNELS * 7 * 7;

  private final byte[] first; // [CHANNELS][1][KERNEL][KERNEL]
  private final float[] firstScales = {0.0025f, 0.005f, 0.01f};
  private final int[] firstBias = {-200, 300, 5_000};
  private final byte[] second; // [CHANNELS][CHANNELS][3][3]
  private final float[] secondScales = {0.01f, 0.02f, 0.005f};
  private final int[] secondBias = {100, -50, 3_000};
  private final byte[] matrix; // [labels][FEATURES]
  private final float[] matrixScales = {0.001f, 0.002f, 0.003f, 0.004f, 0.005f};
  private final int[] matrixBias = {0, 1_000, -1_000, 20_000, 7};

  private IntegerTestModel(long seed) {
    Random random = new Random(seed);
    first = codes(random, CHANNELS * KERNEL * KERNEL);
    second = codes(random, CHANNELS * CHANNELS * 9);
    matrix = codes(random, LABELS.size() * FEATURES);
  }

  /** Weights from a seed, 28 pixels, 5 labels. */
  public static IntegerTestModel random() {
    return new IntegerTestModel(7);
  }

  /** Codes of which no two products can clip on any processor. */
  private static byte[] codes(Random random, int count) {
    byte[] codes = new byte[count];
    for (int i = 0; i < count; i++) {
      codes[i] = (byte) (random.nextInt(129) - 64);
    }
    return codes;
  }

  @Override
  public List<String> labels() {
    return LABELS;
  }

  @Override
  public int pixels() {
    return SIZE_PX * SIZE_PX;
  }

  @Override
  public double[] logits(byte[] rasters, int index) {
    int[][][] features = features(rasters, index);
    double[] logits = new double[LABELS.size()];
    for (int k = 0; k < logits.length; k++) {
      int sum = matrixBias[k];
      for (int i = 0; i < FEATURES; i++) {
        sum += features[i / 49][i / 7 % 7][i % 7] * matrix[k * FEATURES + i];
      }
      logits[k] = sum * (SECOND_SCALE * matrixScales[k]);
    }
    return logits;
  }

  @Override
  public double[] embedding(byte[] rasters, int index) {
    int[][][] features = features(rasters, index);
    double[] embedding = new double[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      embedding[i] = features[i / 49][i / 7 % 7][i % 7] * SECOND_SCALE;
    }
    return embedding;
  }

  private int[][][] features(byte[] rasters, int index) {
    int[][][] raster = new int[1][SIZE_PX][SIZE_PX];
    for (int i = 0; i < pixels(); i++) {
      raster[0][i / SIZE_PX][i % SIZE_PX] = rasters[index * pixels() + i] & 0xff;
    }
    int[][][] map =
        convolution(
            raster, 0, first, KERNEL, 2, firstBias, firstScales, 1, FIRST_SCALE, ZERO_POINT);
    int[][][] pooled = new int[CHANNELS][7][7];
    for (int c = 0; c < CHANNELS; c++) {
      for (int y = 0; y < 14; y++) {
        for (int x = 0; x < 14; x++) {
          pooled[c][y / 2][x / 2] = Math.max(pooled[c][y / 2][x / 2], map[c][y][x]);
        }
      }
    }
    return convolution(
        pooled, ZERO_POINT, second, 3, 1, secondBias, secondScales, FIRST_SCALE, SECOND_SCALE, 0);
  }

  private static int[][][] convolution(
      int[][][] in,
      int inZero,
      byte[] weights,
      int kernel,
      int stride,
      int[] bias,
      float[] scales,
      float inScale,
      float outScale,
      int outZero) {
    int size = in[0].length / stride;
    int[][][] out = new int[bias.length][size][size];
    for (int k = 0; k < bias.length; k++) {
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          int sum = bias[k];
          for (int i = 0; i < in.length * kernel * kernel; i++) {
            int fromY = y * stride + i / kernel % kernel - kernel / 2;
            int fromX = x * stride + i % kernel - kernel / 2;
            if (fromY >= 0 && fromX >= 0 && fromY < in[0].length && fromX < in[0].length) {
              int code = in[i / kernel / kernel][fromY][fromX] - inZero;
              sum += code * weights[k * in.length * kernel * kernel + i];
            }
          }
          float code = (float) sum * ((inScale * scales[k]) / outScale);
          out[k][y][x] = (int) Math.max(0, Math.min(255, Math.rint(code) + outZero));
        }
      }
    }
    return out;
  }

  @Override
  public ModelProto.Builder proto() {
    TensorProto.DataType uint8 = TensorProto.DataType.UINT8;
    TensorProto.DataType int8 = TensorProto.DataType.INT8;
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("sketch.embedding.scale", Float.toString(SECOND_SCALE));
    metadata.put("sketch.embedding.zeroPoint", "0");
    metadata.putAll(TestGraph.metadata("test5", "tiny", SIZE_PX, LABELS));
    return new TestGraph("test")
        .input("raster", uint8, -1, 1, SIZE_PX, SIZE_PX)
        .output("logits", TensorProto.DataType.FLOAT, -1, LABELS.size())
        .output("embedding", uint8, -1, FEATURES)
        .constant(scalar("rasterScale", 1))
        .constant(scalar("firstScale", FIRST_SCALE))
        .constant(scalar("secondScale", SECOND_SCALE))
        .bytes("zero", uint8, new byte[1])
        .bytes("firstZero", uint8, new byte[] {ZERO_POINT})
        .bytes("noOffset", int8, new byte[1])
        .bytes("noOffsets", int8, new byte[5], 5)
        .bytes("first", int8, first, CHANNELS, 1, KERNEL, KERNEL)
        .floats("firstScales", firstScales, CHANNELS)
        .integers("firstBias", firstBias, CHANNELS)
        .bytes("second", int8, second, CHANNELS, CHANNELS, 3, 3)
        .floats("secondScales", secondScales, CHANNELS)
        .integers("secondBias", secondBias, CHANNELS)
        .bytes("matrix", int8, matrix, LABELS.size(), FEATURES)
        .floats("matrixScales", matrixScales, LABELS.size())
        .integers("matrixBias", matrixBias, LABELS.size())
        .node(
            "QLinearConv",
            "raster rasterScale zero first firstScales noOffset firstScale firstZero firstBias",
            "map",
            numbers("kernel_shape", KERNEL, KERNEL),
            numbers("strides", 2, 2),
            numbers("pads", 2, 2, 2, 2))
        .node("MaxPool", "map", "pooled", numbers("kernel_shape", 2, 2), numbers("strides", 2, 2))
        .node(
            "QLinearConv",
            "pooled firstScale firstZero second secondScales noOffset secondScale zero secondBias",
            "features",
            numbers("kernel_shape", 3, 3),
            numbers("strides", 1, 1),
            numbers("pads", 1, 1, 1, 1))
        .node("Flatten", "features", "embedding")
        .node(
            "QGemm",
            "embedding secondScale zero matrix matrixScales noOffsets matrixBias",
            "logits",
            number("transB", 1))
        .model(17, metadata);
  }
}
