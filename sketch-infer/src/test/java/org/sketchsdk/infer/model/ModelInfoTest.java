package org.sketchsdk.infer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.infer.model.ModelFormatException.Reason;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.testing.models.IntegerTestModel;
import org.sketchsdk.testing.models.TestGraph;
import org.sketchsdk.testing.models.TestModel;

class ModelInfoTest {
  private static void assertRefused(byte[] bytes, Reason reason, String message) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelInfo.read(bytes, "some.onnx"))
        .withMessage(message + ": some.onnx")
        .satisfies(
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.source()).isEqualTo("some.onnx");
            });
  }

  private static void assertInputRefused(ValueInfoProto input, String message) {
    byte[] bytes = TestModel.random().bytes(model -> model.getGraphBuilder().setInput(0, input));
    assertRefused(bytes, Reason.GRAPH, message);
  }

  private static void assertOutputRefused(ValueInfoProto output, Reason reason, String message) {
    byte[] bytes = TestModel.random().bytes(model -> model.getGraphBuilder().setOutput(0, output));
    assertRefused(bytes, reason, message);
  }

  @Test
  void readsWhatTheModelSaysAboutItself() {
    ModelInfo info =
        ModelInfo.read(TestModel.random().with("sketch.temperature", "1.25").bytes(), "some.onnx");
    assertThat(info.name()).isEqualTo("test5");
    assertThat(info.network()).isEqualTo("tiny");
    assertThat(info.labels()).containsExactly("ant", "bee", "cow", "doe", "eel");
    assertThat(info.rasterOptions()).isEqualTo(new RasterOptions(28, 2.5f, 3.25f));
    assertThat(info.rasterVersion()).isEqualTo(Rasterizer.VERSION);
    assertThat(info.temperature()).isEqualTo(1.25);
    assertThat(info.minProbability()).isEqualTo(0.5);
    assertThat(info.provenance()).containsExactly(entry("accuracy", "0.5"), entry("seed", "42"));
    assertThat(info).hasToString("ModelInfo[test5, network tiny, 5 labels]");
  }

  @Test
  void hashesTheBytes() {
    assertThat(ModelInfo.sha256(new byte[0]))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    byte[] bytes = TestModel.random().bytes();
    assertThat(ModelInfo.read(bytes, "some.onnx").sha256()).isEqualTo(ModelInfo.sha256(bytes));
  }

  @Test
  void readsAFileAgainForItsHashAndOnlyOnce() {
    byte[] bytes = TestModel.random().bytes();
    AtomicInteger read = new AtomicInteger();
    ModelInfo info =
        ModelData.of(
                () -> {
                  read.incrementAndGet();
                  return bytes;
                },
                "some.onnx")
            .info();
    assertThat(read).hasValue(1);

    assertThat(info.sha256()).isEqualTo(ModelInfo.sha256(bytes)).isEqualTo(info.sha256());
    assertThat(read).hasValue(2);
  }

  @Test
  void needsNoProvenance() {
    TestModel model =
        TestModel.random()
            .with("sketch.provenance.seed", null)
            .with("sketch.provenance.accuracy", null);
    assertThat(ModelInfo.read(model.bytes(), "some.onnx").provenance()).isEmpty();
  }

  @Test
  void leavesOtherMetadataAndOutputsAlone() {
    byte[] bytes =
        TestModel.random()
            .with("author", "somebody")
            .bytes(
                model ->
                    model
                        .getGraphBuilder()
                        .addOutput(TestGraph.value("attention", TensorProto.DataType.INT64, 7)));
    assertThat(ModelInfo.read(bytes, "some.onnx").labels()).hasSize(5);
  }

  @Test
  void saysHowLargeTheEmbeddingIsAndWhatItsBytesMean() {
    ModelInfo floats = ModelInfo.read(TestModel.random().bytes(), "some.onnx");
    assertThat(floats.embeddingSize()).isEqualTo(147);
    assertThat(floats.embeddingCodes()).isEmpty();
    ModelInfo integers = ModelInfo.read(IntegerTestModel.random().bytes(), "some.onnx");
    assertThat(integers.embeddingSize()).isEqualTo(147);
    assertThat(integers.embeddingCodes()).contains(new ModelInfo.EmbeddingCodes(0.25f, 0));
    ModelInfo none = ModelInfo.read(TestModel.random().bytesWithoutEmbedding(), "some.onnx");
    assertThat(none.embeddingSize()).isZero();
    assertThat(none.embeddingCodes()).isEmpty();
  }

  @Test
  void refusesAnotherEmbedding() {
    String rule = "the output \"embedding\" must be float or uint8 [?, 1 to 1048576], not ";
    TensorProto.DataType type = TensorProto.DataType.FLOAT;
    assertEmbeddingRefused(
        TestGraph.value("embedding", TensorProto.DataType.INT64, -1, 147), rule + "int64 [?, 147]");
    assertEmbeddingRefused(TestGraph.value("embedding", type, 1, 147), rule + "float [1, 147]");
    assertEmbeddingRefused(TestGraph.value("embedding", type, -1, 0), rule + "float [?, 0]");
    assertEmbeddingRefused(
        TestGraph.value("embedding", type, -1, 1 << 21), rule + "float [?, 2097152]");
    assertEmbeddingRefused(TestGraph.value("embedding", type, -1), rule + "float [?]");
    assertEmbeddingRefused(
        ValueInfoProto.newBuilder().setName("embedding").build(),
        rule + "no tensor of unknown shape");
  }

  private static void assertEmbeddingRefused(ValueInfoProto output, String message) {
    byte[] bytes = TestModel.random().bytes(model -> model.getGraphBuilder().setOutput(1, output));
    assertRefused(bytes, Reason.GRAPH, message);
  }

  @Test
  void refusesBytesOfAnEmbeddingWithoutMeaning() {
    assertCodesRefused("scale", null, "the metadata has no entry \"sketch.embedding.scale\"");
    assertCodesRefused(
        "zeroPoint", null, "the metadata has no entry \"sketch.embedding.zeroPoint\"");
    assertCodesRefused(
        "scale",
        "0",
        "the metadata's \"sketch.embedding\" is out of range, scale must be finite and greater"
            + " than 0: 0.0");
    assertCodesRefused(
        "zeroPoint",
        "256",
        "the metadata's \"sketch.embedding\" is out of range, zeroPoint must be 0 to 255: 256");
  }

  private static void assertCodesRefused(String key, String value, String message) {
    byte[] bytes =
        IntegerTestModel.random()
            .bytes(
                model -> {
                  for (int i = model.getMetadataPropsCount() - 1; i >= 0; i--) {
                    if (model.getMetadataProps(i).getKey().equals("sketch.embedding." + key)) {
                      if (value == null) {
                        model.removeMetadataProps(i);
                      } else {
                        model.getMetadataPropsBuilder(i).setValue(value);
                      }
                    }
                  }
                });
    assertRefused(bytes, Reason.METADATA, message);
  }

  @Test
  void readsTheThresholdOfTheModel() {
    byte[] bytes = TestModel.random().with("sketch.minProbability", "0.75").bytes();
    assertThat(ModelInfo.read(bytes, "some.onnx").minProbability()).isEqualTo(0.75);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format",
        "name",
        "network",
        "labels",
        "raster.version",
        "raster.sizePx",
        "raster.strokeWidthPx",
        "raster.marginPx",
        "temperature"
      })
  void refusesAMissingOrBlankEntry(String key) {
    assertRefused(
        TestModel.random().with("sketch." + key, null).bytes(),
        Reason.METADATA,
        "the metadata has no entry \"sketch." + key + '"');
    assertRefused(
        TestModel.random().with("sketch." + key, " ").bytes(),
        Reason.METADATA,
        "the metadata's \"sketch." + key + "\" must not be blank");
  }

  @ParameterizedTest
  @CsvSource({
    "format, 2, 'must be \"1\", not \"2\"'",
    "raster.version, one, 'must be an integer, not \"one\"'",
    "raster.sizePx, 28.0, 'must be an integer, not \"28.0\"'",
    "raster.strokeWidthPx, wide, 'must be a number, not \"wide\"'",
    "raster.marginPx, '1,5', 'must be a number, not \"1,5\"'",
    "temperature, hot, 'must be a number, not \"hot\"'",
    "temperature, 0, 'must be finite and greater than 0, not 0.0'",
    "temperature, -1, 'must be finite and greater than 0, not -1.0'",
    "temperature, NaN, 'must be finite and greater than 0, not NaN'",
    "temperature, Infinity, 'must be finite and greater than 0, not Infinity'",
    "minProbability, 1.5, 'must be 0 to 1, not 1.5'",
    "minProbability, NaN, 'must be 0 to 1, not NaN'",
  })
  void refusesAnEntryWithoutMeaning(String key, String value, String rule) {
    assertRefused(
        TestModel.random().with("sketch." + key, value).bytes(),
        Reason.METADATA,
        "the metadata's \"sketch." + key + "\" " + rule);
  }

  @ParameterizedTest
  @CsvSource({"raster.sizePx, 27", "raster.strokeWidthPx, NaN", "raster.marginPx, 14"})
  void refusesRasterOptionsOutOfRange(String key, String value) {
    byte[] bytes = TestModel.random().with("sketch." + key, value).bytes();
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelInfo.read(bytes, "some.onnx"))
        .withMessageContaining("\"sketch.raster\" is out of range, ")
        .withMessageContaining(key.substring("raster.".length()) + " must be")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.METADATA));
  }

  @Test
  void refusesLabelsThatAreBlankOrTwice() {
    assertRefused(
        TestModel.random().with("sketch.labels", "ant\nbee\n\ndoe\neel").bytes(),
        Reason.METADATA,
        "the metadata's \"sketch.labels\" must not have a blank line");
    assertRefused(
        TestModel.random().with("sketch.labels", "ant\nbee\ncow\ndoe\neel\n").bytes(),
        Reason.METADATA,
        "the metadata's \"sketch.labels\" must not have a blank line");
    assertRefused(
        TestModel.random().with("sketch.labels", "ant\nbee\nant\ndoe\neel").bytes(),
        Reason.METADATA,
        "the metadata's \"sketch.labels\" must not have \"ant\" twice");
  }

  @Test
  void refusesAnotherNumberOfLabelsThanLogits() {
    assertRefused(
        TestModel.random().with("sketch.labels", "ant\nbee").bytes(),
        Reason.LABELS,
        "there are 2 labels for 5 logits");
    assertOutputRefused(
        TestGraph.value("logits", TensorProto.DataType.FLOAT, -1, 6),
        Reason.LABELS,
        "there are 5 labels for 6 logits");
  }

  @Test
  void refusesAnotherVersionOfTheRaster() {
    int other = Rasterizer.VERSION + 1;
    assertRefused(
        TestModel.random().with("sketch.raster.version", Integer.toString(other)).bytes(),
        Reason.RASTER_VERSION,
        "the model was trained on rasters of version "
            + other
            + ", but this release draws version "
            + Rasterizer.VERSION);
  }

  @Test
  void refusesAnotherInput() {
    TensorProto.DataType uint8 = TensorProto.DataType.UINT8;
    assertInputRefused(
        TestGraph.value("image", uint8, -1, 1, 28, 28),
        "the network must have the one input \"raster\", not [\"image\"]");
    String rule = "the input \"raster\" must be uint8 [?, 1, 28, 28], not ";
    assertInputRefused(
        TestGraph.value("raster", TensorProto.DataType.FLOAT, -1, 1, 28, 28),
        rule + "float [?, 1, 28, 28]");
    assertInputRefused(
        TestGraph.value("raster", uint8, 1, 1, 28, 28), rule + "uint8 [1, 1, 28, 28]");
    assertInputRefused(
        TestGraph.value("raster", uint8, -1, 3, 28, 28), rule + "uint8 [?, 3, 28, 28]");
    assertInputRefused(
        TestGraph.value("raster", uint8, -1, 1, 28, 32), rule + "uint8 [?, 1, 28, 32]");
    assertInputRefused(TestGraph.value("raster", uint8, -1, 784), rule + "uint8 [?, 784]");
    assertInputRefused(
        ValueInfoProto.newBuilder().setName("raster").build(), rule + "no tensor of unknown shape");
  }

  @Test
  void refusesMoreOrFewerInputs() {
    byte[] two =
        TestModel.random()
            .bytes(
                model ->
                    model
                        .getGraphBuilder()
                        .addInput(TestGraph.value("mask", TensorProto.DataType.UINT8, -1)));
    assertRefused(
        two,
        Reason.GRAPH,
        "the network must have the one input \"raster\", not [\"raster\", \"mask\"]");
    byte[] none = TestModel.random().bytes(model -> model.getGraphBuilder().clearInput());
    assertRefused(none, Reason.GRAPH, "the network must have the one input \"raster\", not []");
  }

  @Test
  void refusesAnotherOutput() {
    TensorProto.DataType type = TensorProto.DataType.FLOAT;
    assertOutputRefused(
        TestGraph.value("scores", type, -1, 5),
        Reason.GRAPH,
        "the network must have an output \"logits\", not [\"scores\", \"embedding\"]");
    String rule = "the output \"logits\" must be float [?, number of labels], not ";
    assertOutputRefused(
        TestGraph.value("logits", TensorProto.DataType.INT64, -1, 5),
        Reason.GRAPH,
        rule + "int64 [?, 5]");
    assertOutputRefused(TestGraph.value("logits", type, 1, 5), Reason.GRAPH, rule + "float [1, 5]");
    assertOutputRefused(
        TestGraph.value("logits", type, -1, -1), Reason.GRAPH, rule + "float [?, ?]");
    assertOutputRefused(TestGraph.value("logits", type, -1), Reason.GRAPH, rule + "float [?]");
    assertOutputRefused(
        TestGraph.value("logits", type, -1, 5, 1), Reason.GRAPH, rule + "float [?, 5, 1]");
    assertOutputRefused(
        ValueInfoProto.newBuilder().setName("logits").build(),
        Reason.GRAPH,
        rule + "no tensor of unknown shape");
  }

  @Test
  void refusesAModelCutOffAtAnyByte() {
    byte[] whole = TestModel.constant(List.of("a", "b"), 1, 2).bytes();
    for (int length = 0; length < whole.length; length++) {
      byte[] bytes = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(ModelFormatException.class)
          .as("%d bytes", length)
          .isThrownBy(() -> ModelInfo.read(bytes, "some.onnx"))
          .satisfies(
              e -> assertThat(e.reason()).isIn(Reason.NOT_ONNX, Reason.TRUNCATED, Reason.METADATA));
    }
    assertThat(ModelInfo.read(whole, "some.onnx").labels()).containsExactly("a", "b");
  }
}
