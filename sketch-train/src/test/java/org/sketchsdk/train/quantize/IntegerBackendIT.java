package org.sketchsdk.train.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.internal.integer.IntegerProvider;
import org.sketchsdk.infer.internal.integer.Products;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.testing.TestData;
import org.sketchsdk.train.internal.OnnxBackend;
import org.sketchsdk.train.internal.onnx.RandomNetworks;
import org.sketchsdk.train.internal.onnx.RenderedSplit;
import org.sketchsdk.train.network.Layer;
import org.sketchsdk.train.network.Network;
import org.sketchsdk.train.network.Networks;

/** The backend java computes the integers of every model that quantization makes. */
class IntegerBackendIT {
  private static final QuantizedWeights.Limit PAIRS = QuantizedWeights.Limit.PAIRS;

  static Iterable<String> networks() {
    return Networks.names();
  }

  /** Drawings, noise, and a raster that is all ink. */
  private static byte[] rasters(Network network, int noisy) {
    byte[] drawings = QuantizedModelIT.rasters(network);
    int pixels = network.sizePx() * network.sizePx();
    byte[] rasters = Arrays.copyOf(drawings, drawings.length + (noisy + 1) * pixels);
    Random random = new Random(20261101);
    for (int i = drawings.length; i < rasters.length - pixels; i++) {
      rasters[i] = (byte) random.nextInt();
    }
    Arrays.fill(rasters, rasters.length - pixels, rasters.length, (byte) 255);
    return rasters;
  }

  private static float[] run(InferenceBackend backend, byte[] rasters, int count, int labels) {
    float[] logits = new float[count * labels];
    try (backend) {
      backend.run(rasters, count, logits);
    }
    return logits;
  }

  private static float[] run(byte[] onnx, Products products, byte[] rasters, int count) {
    ModelData model = ModelData.of(onnx, "test");
    return run(IntegerProvider.open(model, products), rasters, count, model.info().labels().size());
  }

  private static float[] embeddings(InferenceBackend backend, byte[] rasters, int count) {
    float[] embeddings = new float[count * backend.embeddingSize()];
    try (backend) {
      backend.run(rasters, count, new float[count * QuantizedModelIT.LABELS.size()], embeddings);
    }
    return embeddings;
  }

  private static void assertEmbeddingsAgree(byte[] onnx, byte[] rasters, int count) {
    ModelData model = ModelData.of(onnx, "test");
    assertThat(model.info().embeddingCodes()).isPresent();
    float[] expected = embeddings(OnnxBackend.open(model), rasters, count);

    assertThat(embeddings(IntegerProvider.open(model, Products.EXACT), rasters, count))
        .hasSize(count * model.info().embeddingSize())
        .isEqualTo(expected);
    assertThat(expected).as("values that depend on the drawing").doesNotContain(Float.NaN);
    assertThat(Arrays.copyOf(expected, model.info().embeddingSize()))
        .isNotEqualTo(
            Arrays.copyOfRange(
                expected, model.info().embeddingSize(), 2 * model.info().embeddingSize()));
  }

  private static float[] onnxRuntime(byte[] onnx, byte[] rasters, int count) {
    ModelData model = ModelData.of(onnx, "test");
    return run(OnnxBackend.open(model), rasters, count, model.info().labels().size());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void agreesWithOnnxRuntimeToTheBit(String name) {
    Network network = Networks.byName(name, QuantizedModelIT.LABELS.size());
    byte[] onnx = QuantizedModelIT.quantized(RandomNetworks.folded(network, 11), PAIRS, true);
    byte[] rasters = rasters(network, 2);
    int count = rasters.length / (network.sizePx() * network.sizePx());

    assertThat(run(onnx, Products.EXACT, rasters, count))
        .isEqualTo(onnxRuntime(onnx, rasters, count));
    assertEmbeddingsAgree(onnx, rasters, count);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void nothingClipsInModelsThatAreSafeWithoutVnni(String name) {
    Network network = Networks.byName(name, QuantizedModelIT.LABELS.size());
    byte[] onnx = QuantizedModelIT.quantized(RandomNetworks.folded(network, 12), PAIRS, true);
    byte[] all = rasters(network, 1);
    int pixels = network.sizePx() * network.sizePx();
    byte[] rasters = Arrays.copyOfRange(all, all.length - 4 * pixels, all.length);

    assertThat(run(onnx, Products.CLIPPED_PAIRS, rasters, 4))
        .isEqualTo(run(onnx, Products.EXACT, rasters, 4));
  }

  @Test
  void sumsClipInModelsThatAreNot() {
    Network network = QuantizedModelIT.EXACT;
    byte[] onnx =
        QuantizedModelIT.quantized(
            RandomNetworks.folded(network, 1), QuantizedWeights.Limit.EIGHT_BITS, true);
    byte[] rasters = rasters(network, 1);
    int count = rasters.length / (network.sizePx() * network.sizePx());

    assertThat(run(onnx, Products.EXACT, rasters, count))
        .isEqualTo(onnxRuntime(onnx, rasters, count))
        .isNotEqualTo(run(onnx, Products.CLIPPED_PAIRS, rasters, count));
  }

  @Test
  void agreesWithTheReferenceForEveryKindOfLayer() throws IOException {
    for (Network network : List.of(QuantizedModelIT.EXACT, QuantizedModelIT.SUMS)) {
      boolean merge = network.equals(QuantizedModelIT.EXACT);
      byte[] onnx = QuantizedModelIT.quantized(RandomNetworks.folded(network, 13), PAIRS, merge);
      byte[] rasters = rasters(network, 1);
      int pixels = network.sizePx() * network.sizePx();
      int labels = QuantizedModelIT.LABELS.size();
      float[] actual = run(onnx, Products.EXACT, rasters, rasters.length / pixels);
      for (int i = 0; i < rasters.length / pixels; i++) {
        byte[] raster = Arrays.copyOfRange(rasters, i * pixels, (i + 1) * pixels);
        float[] expected = QuantizedReference.logits(onnx, raster);
        for (int k = 0; k < labels; k++) {
          // a residual sum may be rounded the other way here and there
          assertThat(actual[i * labels + k]).isCloseTo(expected[k], within(merge ? 0 : 0.02f));
        }
      }
    }
  }

  /** The first layer is written over groups of pixels, into which windows reach in many ways. */
  @ParameterizedTest
  @CsvSource({
    "1, 1", "1, 2", "3, 1", "3, 2", "3, 4", "3, 8", "5, 2", "5, 4", "7, 1", "7, 8", "9, 2"
  })
  void agreesWithTheReferenceForEveryFirstLayer(int kernel, int stride) throws IOException {
    Layer.GlobalAveragePool average = new Layer.GlobalAveragePool();
    Network network =
        new Network(
            "first",
            128,
            List.of(
                Layer.Conv.of(4, kernel, stride),
                average,
                new Layer.Dense(QuantizedModelIT.LABELS.size(), false)));
    byte[] onnx = QuantizedModelIT.quantized(RandomNetworks.folded(network, 14), PAIRS, true);
    byte[] rasters = rasters(network, 2);
    int pixels = network.sizePx() * network.sizePx();
    int count = rasters.length / pixels;
    float[] actual = run(onnx, Products.EXACT, rasters, count);

    assertThat(actual).isEqualTo(onnxRuntime(onnx, rasters, count));
    for (int i = 0, labels = actual.length / count; i < count; i++) {
      byte[] raster = Arrays.copyOfRange(rasters, i * pixels, (i + 1) * pixels);
      assertThat(Arrays.copyOfRange(actual, i * labels, (i + 1) * labels))
          .isEqualTo(QuantizedReference.logits(onnx, raster));
    }
  }

  /** A linear layer's codes have a zero point, and the next one's padding and products with it. */
  @Test
  void takesZeroPointsOffProductsAndPadding() {
    Network network =
        new Network(
            "linear",
            28,
            List.of(
                Layer.Conv.of(6, 3, 1).linear(),
                Layer.Conv.of(5, 3, 2).linear(),
                new Layer.MaxPool(),
                new Layer.Conv(5, 5, 1, true, false),
                Layer.Conv.of(7, 1, 2).linear(),
                new Layer.Flatten(),
                new Layer.Dense(9, false),
                new Layer.Dense(QuantizedModelIT.LABELS.size(), false)));
    byte[] rasters = rasters(network, 3);
    int count = rasters.length / (28 * 28);
    for (long seed = 1; seed <= 20; seed++) {
      byte[] onnx = QuantizedModelIT.quantized(RandomNetworks.folded(network, seed), PAIRS, true);
      float[] expected = onnxRuntime(onnx, rasters, count);

      assertThat(run(onnx, Products.EXACT, rasters, count)).isEqualTo(expected);
      assertThat(run(onnx, Products.CLIPPED_PAIRS, rasters, count)).isEqualTo(expected);
      assertEmbeddingsAgree(onnx, rasters, count);
    }
  }

  @Test
  void separateSumsAgreeWithOnnxRuntimeWithinAStep() {
    for (Network network :
        List.of(
            QuantizedModelIT.SUMS, Networks.byName("residual", QuantizedModelIT.LABELS.size()))) {
      byte[] onnx = QuantizedModelIT.quantized(RandomNetworks.folded(network, 14), PAIRS, false);
      byte[] rasters = rasters(network, 2);
      int count = rasters.length / (network.sizePx() * network.sizePx());
      float[] actual = run(onnx, Products.EXACT, rasters, count);
      float[] expected = onnxRuntime(onnx, rasters, count);
      int differing = 0;
      for (int i = 0; i < actual.length; i++) {
        differing += actual[i] == expected[i] ? 0 : 1;
        assertThat(actual[i]).isCloseTo(expected[i], within(0.02f));
      }
      System.out.println(
          "java: "
              + network.name()
              + " with separate sums, "
              + differing
              + " of "
              + actual.length
              + " logits differ from ONNX Runtime's");
    }
  }

  static Iterable<String> shippedModels() {
    return SketchClassifier.embeddedModels();
  }

  /** All test drawings of 25 classes; ten a class where there are many. */
  @ParameterizedTest
  @MethodSource("shippedModels")
  void shippedModelsAgreeWithOnnxRuntimeOnTestDrawings(String name) throws IOException {
    TestData.require("quickdraw/test");
    byte[] onnx = SketchClassifier.embeddedModel(name);
    ModelData model = ModelData.of(onnx, name);
    int perClass = model.info().labels().size() > 25 ? 10 : Integer.MAX_VALUE;
    byte[] rasters = RenderedSplit.read(model, "test", perClass).rasters();
    int sizePx = model.info().rasterOptions().sizePx();
    int count = rasters.length / (sizePx * sizePx);
    float[] actual = run(onnx, Products.EXACT, rasters, count);
    float[] expected = onnxRuntime(onnx, rasters, count);
    int differing = 0;
    for (int i = 0; i < actual.length; i++) {
      differing += actual[i] == expected[i] ? 0 : 1;
    }
    System.out.println(
        "java: model "
            + name
            + ", "
            + differing
            + " of "
            + actual.length
            + " logits of "
            + count
            + " test drawings differ from ONNX Runtime's");

    assertThat(count).isGreaterThan(2_000);
    assertThat(actual).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("shippedModels")
  void shippedModelsLoseNothingWithoutVnni(String name) throws IOException {
    TestData.require("quickdraw/test");
    byte[] onnx = SketchClassifier.embeddedModel(name);
    ModelData model = ModelData.of(onnx, name);
    byte[] rasters =
        RenderedSplit.read(model, "test", model.info().labels().size() > 25 ? 1 : 4).rasters();
    int sizePx = model.info().rasterOptions().sizePx();
    int count = rasters.length / (sizePx * sizePx);

    assertThat(run(onnx, Products.CLIPPED_PAIRS, rasters, count))
        .isEqualTo(run(onnx, Products.EXACT, rasters, count));
  }
}
