package org.sketchsdk.train.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.testing.SampleDrawings;
import org.sketchsdk.train.internal.OnnxBackend;
import org.sketchsdk.train.internal.onnx.FoldedNetwork;
import org.sketchsdk.train.internal.onnx.Fp32Reader;
import org.sketchsdk.train.internal.onnx.Fp32Writer;
import org.sketchsdk.train.internal.onnx.RandomNetworks;
import org.sketchsdk.train.network.Layer;
import org.sketchsdk.train.network.Network;
import org.sketchsdk.train.network.Networks;

/** Models of integers compute what they should, wherever they run. */
class QuantizedModelIT {
  private static final int MAX_DRAWINGS = 8;
  static final List<String> LABELS = List.of("cat", "dog", "sun", "tree");
  private static final Layer.Dense LAST = new Layer.Dense(LABELS.size(), false);

  /** Every kind of layer but the sum of a longer residual body. */
  static final Network EXACT =
      new Network(
          "exact",
          128,
          List.of(
              Layer.Conv.of(8, 5, 2),
              new Layer.MaxPool(),
              new Layer.Conv(8, 3, 2, true, true),
              new Layer.Residual(List.of(Layer.Conv.of(8, 3, 1).linear())),
              new Layer.Residual(List.of(new Layer.Conv(8, 3, 1, true, false))),
              Layer.Conv.of(12, 3, 1).linear(),
              new Layer.GlobalAveragePool(),
              new Layer.Dense(16, true),
              new Layer.Dropout(0.1f),
              LAST));

  static final Network SUMS =
      new Network(
          "sums",
          128,
          List.of(
              Layer.Conv.of(8, 5, 4),
              new Layer.Residual(
                  List.of(new Layer.Conv(8, 3, 1, true, true), Layer.Conv.of(8, 1, 1).linear())),
              new Layer.MaxPool(),
              new Layer.MaxPool(),
              new Layer.Flatten(),
              LAST));

  static byte[] rasters(Network network) {
    Rasterizer rasterizer =
        Rasterizer.create(RasterOptions.defaults().withSizePx(network.sizePx()));
    List<Drawing> drawings =
        SampleDrawings.all().values().stream()
            .filter(drawing -> !drawing.isEmpty())
            .limit(MAX_DRAWINGS)
            .toList();
    int pixels = network.sizePx() * network.sizePx();
    byte[] rasters = new byte[drawings.size() * pixels];
    for (int i = 0; i < drawings.size(); i++) {
      rasterizer.renderTo(drawings.get(i), rasters, i * pixels);
    }
    return rasters;
  }

  static byte[] quantized(FoldedNetwork folded, QuantizedWeights.Limit limit, boolean merge) {
    List<LinearScale> scales =
        Calibration.observe(folded, rasters(folded.network())).stream()
            .map(ActivationHistogram::leastSquares)
            .toList();
    Map<String, String> metadata = RandomNetworks.metadata(folded.network(), LABELS);
    return QuantizedModelWriter.write(folded, scales, limit, merge, metadata);
  }

  private static float[] run(byte[] onnx, byte[] rasters, int count) {
    float[] logits = new float[count * LABELS.size()];
    try (InferenceBackend backend = OnnxBackend.open(ModelData.of(onnx, "test"))) {
      backend.run(rasters, count, logits);
    }
    return logits;
  }

  private static float[] reference(byte[] onnx, byte[] rasters, int count)
      throws InvalidProtocolBufferException {
    int pixels = rasters.length / count;
    float[] logits = new float[count * LABELS.size()];
    for (int i = 0; i < count; i++) {
      byte[] raster = Arrays.copyOfRange(rasters, i * pixels, (i + 1) * pixels);
      System.arraycopy(
          QuantizedReference.logits(onnx, raster), 0, logits, i * LABELS.size(), LABELS.size());
    }
    return logits;
  }

  @Test
  void onnxRuntimeAgreesWithTheReferenceToTheBit() throws IOException {
    byte[] rasters = rasters(EXACT);
    int count = rasters.length / (128 * 128);
    for (long seed = 1; seed <= 3; seed++) {
      byte[] onnx =
          quantized(RandomNetworks.folded(EXACT, seed), QuantizedWeights.Limit.PAIRS, true);
      float[] actual = run(onnx, rasters, count);

      assertThat(actual).isEqualTo(reference(onnx, rasters, count));
      assertThat(distinct(actual)).isGreaterThan(2 * count);
    }
  }

  @Test
  void theEmbeddingIsWhatEntersTheLastLayer() throws IOException {
    byte[] rasters = rasters(EXACT);
    int pixels = 128 * 128;
    int count = rasters.length / pixels;
    byte[] onnx = quantized(RandomNetworks.folded(EXACT, 1), QuantizedWeights.Limit.PAIRS, true);
    ModelData model = ModelData.of(onnx, "test");
    float[] embeddings = new float[count * 16];
    try (InferenceBackend backend = OnnxBackend.open(model)) {
      assertThat(backend.embeddingSize()).isEqualTo(16);
      backend.run(rasters, count, new float[count * LABELS.size()], embeddings);
    }

    assertThat(OnnxMl.ModelProto.parseFrom(onnx).getGraph().getNodeList())
        .as("an embedding costs no node")
        .noneMatch(node -> node.getOpType().equals("DequantizeLinear"));
    for (int i = 0; i < count; i++) {
      byte[] raster = Arrays.copyOfRange(rasters, i * pixels, (i + 1) * pixels);
      assertThat(Arrays.copyOfRange(embeddings, i * 16, (i + 1) * 16))
          .isEqualTo(QuantizedReference.embedding(onnx, raster));
    }
    assertThat(distinct(embeddings)).isGreaterThan(count);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void modelsOfFloatsGiveTheEmbeddingThatTheLastLayerTakes(String name) {
    Network network = Networks.byName(name, LABELS.size());
    FoldedNetwork folded = RandomNetworks.folded(network, 5);
    byte[] rasters = rasters(network);
    int count = rasters.length / (network.sizePx() * network.sizePx());
    byte[] onnx = Fp32Writer.write(folded, RandomNetworks.metadata(network, LABELS));
    ModelData model = ModelData.of(onnx, "test");
    int size = network.embeddingSize();
    assertThat(model.info().embeddingSize()).isEqualTo(size);
    assertThat(model.info().embeddingCodes()).isEmpty();
    float[] logits = new float[count * LABELS.size()];
    float[] embeddings = new float[count * size];
    try (InferenceBackend backend = OnnxBackend.open(model)) {
      backend.run(rasters, count, logits, embeddings);
    }

    assertThat(logits).isEqualTo(run(onnx, rasters, count));
    FoldedNetwork.Weights last = folded.weights().get(folded.weights().size() - 1);
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < LABELS.size(); k++) {
        double logit = last.bias()[k];
        for (int j = 0; j < size; j++) {
          logit += (double) last.weight()[k * size + j] * embeddings[i * size + j];
        }
        assertThat((double) logits[i * LABELS.size() + k]).isCloseTo(logit, within(1e-3));
      }
    }
  }

  /** As they were exported before models had embeddings. */
  @Test
  void readsModelsOfFloatsWithoutAnEmbedding() throws IOException {
    Network network = Networks.byName("strided", LABELS.size());
    FoldedNetwork folded = RandomNetworks.folded(network, 7);
    byte[] onnx = Fp32Writer.write(folded, RandomNetworks.metadata(network, LABELS));
    OnnxMl.ModelProto.Builder earlier = OnnxMl.ModelProto.parseFrom(onnx).toBuilder();
    earlier.setGraph(Fp32Writer.graph(folded, /* embedding= */ false));
    byte[] bytes = earlier.build().toByteArray();

    assertThat(ModelData.of(bytes, "test").info().embeddingSize()).isZero();
    assertThat(Fp32Reader.read(bytes, "test").folded().network()).isEqualTo(network);
  }

  @Test
  void sumsAgreeWithinAStep() throws IOException {
    byte[] rasters = rasters(SUMS);
    int count = rasters.length / (128 * 128);
    byte[] onnx = quantized(RandomNetworks.folded(SUMS, 4), QuantizedWeights.Limit.PAIRS, false);
    float[] actual = run(onnx, rasters, count);
    float[] expected = reference(onnx, rasters, count);

    // a sum may be rounded the other way here and there
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(0.02f));
    }
    assertThat(distinct(actual)).isGreaterThan(count);
  }

  private static int distinct(float[] values) {
    List<Float> seen = new ArrayList<>();
    for (float value : values) {
      if (!seen.contains(value)) {
        seen.add(value);
      }
    }
    return seen.size();
  }

  static Iterable<String> networks() {
    return Networks.names();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void logitsStayNearThoseOfTheFloats(String name) {
    Network network = Networks.byName(name, LABELS.size());
    FoldedNetwork folded = RandomNetworks.folded(network, 5);
    byte[] rasters = rasters(network);
    int count = rasters.length / (network.sizePx() * network.sizePx());
    Map<String, String> metadata = RandomNetworks.metadata(network, LABELS);
    float[] expected = run(Fp32Writer.write(folded, metadata), rasters, count);
    for (boolean merge : new boolean[] {true, false}) {
      byte[] onnx = quantized(folded, QuantizedWeights.Limit.PAIRS, merge);
      float[] actual = run(onnx, rasters, count);
      double error = 0;
      double signal = 0;
      for (int i = 0; i < actual.length; i++) {
        error += (actual[i] - expected[i]) * (double) (actual[i] - expected[i]);
        signal += (double) expected[i] * expected[i];
      }

      // sums that became part of their convolution cost its weights some precision
      assertThat(Math.sqrt(error / signal)).isLessThan(merge ? 0.2 : 0.1);
      assertThatCode(() -> SaturationSafety.require(onnx, name)).doesNotThrowAnyException();
    }
  }

  @Test
  void modelsOfEightBitWeightsAreFoundToBeUnsafe() {
    byte[] onnx =
        quantized(RandomNetworks.folded(EXACT, 1), QuantizedWeights.Limit.EIGHT_BITS, true);

    assertThatThrownBy(() -> SaturationSafety.require(onnx, "model.onnx"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("above 32767, on processors without VNNI: node QLinearConv_4, ")
        .hasMessageEndingWith("model.onnx");
  }

  @Test
  void boundsAreThoseOfTheTwoLargestWeights() throws IOException {
    byte[] onnx =
        quantized(RandomNetworks.folded(EXACT, 1), QuantizedWeights.Limit.SEVEN_BITS, true);
    List<SaturationSafety.Bound> bounds = SaturationSafety.bounds(onnx, "test");

    assertThat(bounds).hasSize(7);
    assertThat(bounds.get(0).outputs()).isEqualTo(4 * 8); // of four neighbors
    assertThat(bounds).allMatch(SaturationSafety.Bound::safe);
    OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(onnx);
    for (SaturationSafety.Bound bound : bounds) {
      OnnxMl.NodeProto node =
          model.getGraph().getNodeList().stream()
              .filter(each -> each.getName().equals(bound.node()))
              .findFirst()
              .orElseThrow();
      OnnxMl.TensorProto weights =
          model.getGraph().getInitializerList().stream()
              .filter(each -> each.getName().equals(node.getInput(3)))
              .findFirst()
              .orElseThrow();
      int inputs = weights.getRawData().size() / bound.outputs();
      int worst = 0;
      for (int k = 0; k < bound.outputs(); k++) {
        for (int i = k * inputs; i < (k + 1) * inputs; i++) {
          for (int j = k * inputs; j < i; j++) {
            int a = Math.abs(weights.getRawData().byteAt(i));
            int b = Math.abs(weights.getRawData().byteAt(j));
            worst = Math.max(worst, 255 * (a + b));
          }
        }
      }
      assertThat(bound.sum()).isEqualTo(worst);
    }
  }

  @Test
  void nothingIsSaidAboutOperatorsThatAreNotKnown() {
    byte[] onnx =
        Fp32Writer.write(RandomNetworks.folded(SUMS, 1), RandomNetworks.metadata(SUMS, LABELS));

    assertThatThrownBy(() -> SaturationSafety.bounds(onnx, "model.onnx"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("cannot tell whether sums of products clip: node Cast_1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickdraw25", "quickdraw345"})
  void theShippedModelsAreSafeWithoutVnni(String name) throws IOException {
    String resource = "models/" + name + ".onnx";
    try (InputStream in = SketchClassifier.class.getResourceAsStream(resource)) {
      SaturationSafety.require(in.readAllBytes(), resource);
    }
  }

  @Test
  void weightsAreReadBackAsTheyWereWritten() {
    FoldedNetwork folded = RandomNetworks.folded(EXACT, 6);
    Map<String, String> metadata = RandomNetworks.metadata(EXACT, LABELS);
    Fp32Reader.Model model = Fp32Reader.read(Fp32Writer.write(folded, metadata), "test");

    assertThat(model.metadata()).isEqualTo(metadata);
    assertThat(model.folded().weights()).hasSameSizeAs(folded.weights());
    for (int i = 0; i < folded.weights().size(); i++) {
      assertThat(model.folded().weights().get(i).weight())
          .isEqualTo(folded.weights().get(i).weight());
      assertThat(model.folded().weights().get(i).bias()).isEqualTo(folded.weights().get(i).bias());
    }
  }

  @Test
  void readsOnlyWhatTrainingExports() throws IOException {
    Network network = Networks.byName("strided", LABELS.size());
    FoldedNetwork folded = RandomNetworks.folded(network, 7);
    Map<String, String> metadata = RandomNetworks.metadata(network, LABELS);
    byte[] floats = Fp32Writer.write(folded, metadata);
    assertThat(Fp32Reader.read(floats, "test").folded().network()).isEqualTo(network);

    metadata.put("sketch.network", "other");
    assertRefused(
        Fp32Writer.write(folded, metadata),
        "the graph must have the name of the network, other, but its name is strided");
    assertRefused(
        changed(floats, graph -> graph.getNodeBuilder(2).setOpType("LeakyRelu")),
        "it has an operator LeakyRelu");
    assertRefused(
        changed(floats, graph -> graph.getNodeBuilder(1).setName("other")), "the nodes differ");
    assertRefused(
        changed(floats, graph -> graph.removeInitializer(0)), "an operator Conv lacks its weights");
    assertRefused(
        changed(floats, graph -> graph.getNodeBuilder(0).setOpType("Relu")),
        "it does not begin with the operator Cast");
    assertRefused(
        changed(floats, graph -> graph.getNodeBuilder(1).clearInput()),
        "an operator Conv lacks an input");
    assertRefused(
        changed(floats, graph -> graph.getNodeBuilder(1).clearAttribute()),
        "a stride of at least 1");
    assertRefused(
        quantized(folded, QuantizedWeights.Limit.PAIRS, true),
        "an FP32 model is needed, but the tensor w0 is INT8");
  }

  private static byte[] changed(byte[] onnx, Consumer<OnnxMl.GraphProto.Builder> change)
      throws IOException {
    OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.parseFrom(onnx).toBuilder();
    change.accept(model.getGraphBuilder());
    return model.build().toByteArray();
  }

  @Test
  void readsTheLayersOfAnOwnNetworkFromItsGraph() {
    List<Layer> inner =
        List.of(
            new Layer.Conv(8, 3, 1, true, true),
            new Layer.Residual(List.of(Layer.Conv.of(8, 3, 1).linear())),
            Layer.Conv.of(8, 1, 1).linear());
    Network network =
        new Network(
            "own",
            64,
            List.of(
                Layer.Conv.of(8, 5, 2),
                new Layer.Residual(inner),
                new Layer.MaxPool(),
                new Layer.Residual(
                    List.of(
                        new Layer.Residual(List.of(Layer.Conv.of(8, 3, 1).linear())),
                        Layer.Conv.of(8, 3, 1).linear())),
                new Layer.GlobalAveragePool(),
                new Layer.Dropout(0.2f),
                new Layer.Dense(5, true),
                new Layer.Dense(LABELS.size(), false)));
    FoldedNetwork folded = RandomNetworks.folded(network, 8);
    byte[] onnx = Fp32Writer.write(folded, RandomNetworks.metadata(network, LABELS));

    Network read = Fp32Reader.read(onnx, "test").folded().network();

    assertThat(read).isEqualTo(network.withoutDropout()).isNotEqualTo(network);
    assertThat(
            Fp32Writer.write(
                new FoldedNetwork(read, folded.weights()),
                RandomNetworks.metadata(network, LABELS)))
        .isEqualTo(onnx);
  }

  private static void assertRefused(byte[] onnx, String reason) {
    assertThatThrownBy(() -> Fp32Reader.read(onnx, "model.onnx"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(reason)
        .hasMessageEndingWith(": model.onnx");
  }
}
