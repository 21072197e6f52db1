package org.sketchsdk.train.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.internal.OnnxBackend;
import org.sketchsdk.train.internal.TemperatureScaling;
import org.sketchsdk.train.internal.onnx.Fp32Writer;
import org.sketchsdk.train.internal.onnx.RandomNetworks;
import org.sketchsdk.train.network.Network;
import org.sketchsdk.train.network.Networks;

/** From an FP32 model to one that the classifier loads. */
class QuantizerIT {
  private static final List<String> LABELS = List.of("bend", "fan", "zigzag");
  private static final Network NETWORK = Networks.byName("residual", LABELS.size());

  @TempDir private Path folder;

  @BeforeEach
  void writeDataAndModel() throws IOException {
    for (String split : List.of("train", "val")) {
      Path splitFolder = Files.createDirectories(folder.resolve(split));
      for (String label : LABELS) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
          lines.add(json(label, SeededRandom.forSample(2, split + label, i)));
        }
        Files.write(splitFolder.resolve(label + ".ndjson"), lines);
      }
    }
    Files.write(
        folder.resolve("fp32.onnx"),
        Fp32Writer.write(
            RandomNetworks.folded(NETWORK, 8), RandomNetworks.metadata(NETWORK, LABELS)));
  }

  private static String json(String label, SeededRandom random) {
    int points = 3 + LABELS.indexOf(label) * 3;
    List<Integer> xs = new ArrayList<>();
    List<Integer> ys = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      xs.add(random.nextInt(256));
      ys.add(random.nextInt(256));
    }
    return "{\"word\":\"" + label + "\",\"drawing\":[[" + xs + "," + ys + "]]}";
  }

  private QuantizationOptions options(String out, QuantizationOptions.Ranges ranges) {
    Path model = folder.resolve("fp32.onnx");
    return QuantizationOptions.builder(model, folder, folder.resolve(out))
        .samples(21)
        .augmented(0.5)
        .ranges(ranges)
        .percentile(99.5)
        .build();
  }

  @Test
  void makesAModelOfAQuarterOfTheSizeThatGivesTheSameAnswers() throws IOException {
    List<String> messages = new ArrayList<>();
    QuantizationReport report =
        Quantizer.quantize(options("int8.onnx", QuantizationOptions.Ranges.AUTO), messages::add);

    assertThat(report.int8Bytes()).isEqualTo(Files.size(report.model()));
    assertThat((double) report.int8Bytes() / report.fp32Bytes()).isBetween(0.25, 0.27);
    assertThat(report.largestPairSum()).isBetween(30_000, 32_767);
    assertThat(report.worstClasses()).hasSize(1);
    assertThat(messages.get(0)).contains("21 samples").contains(report.worstClasses().get(0));
    QuantizationReport.ClassResult val = QuantizationReport.sum(report.val());
    assertThat(val.total()).isEqualTo(36);
    assertThat(val.agreeing()).isGreaterThan(32);
    assertThat(QuantizationReport.sum(report.train()).total()).isEqualTo(36);

    // 5 ways to choose ranges, then the other sum and the other weights
    assertThat(report.candidates()).hasSize(8);
    QuantizationReport.Candidate chosen = report.candidates().get(report.chosen());
    assertThat(chosen.safe()).isTrue();
    assertThat(chosen.agreeing()).isEqualTo(val.agreeing());
    assertThat(report.candidates().subList(0, 5))
        .allMatch(candidate -> candidate.logitError() >= chosen.logitError());
    assertThat(report.candidates().get(7).safe()).isFalse();

    try (SketchClassifier classifier = SketchClassifier.builder().model(report.model()).build()) {
      assertThat(classifier.info().labels()).isEqualTo(LABELS);
      assertThat(classifier.info().temperature()).isEqualTo(bestTemperature(report.model()));
      assertThat(classifier.info().provenance()).containsEntry("seed", "7");
      Drawing stroke =
          Drawing.of(List.of(Stroke.of(new float[] {0, 9, 20}, new float[] {5, 30, 0})));
      assertThat(classifier.classify(stroke).candidates()).hasSize(3);
    }
    Map<String, String> metadata = metadata(report.model());
    assertThat(metadata)
        .containsEntry("sketch.quantisation.ranges", chosen.ranges())
        .containsEntry("sketch.quantisation.samples", "21")
        .containsEntry("sketch.quantisation.worstClasses", report.worstClasses().get(0))
        .containsKey("sketch.quantisation.fp32Sha256");
  }

  @Test
  void learnsFromOtherClassesWhatIsUnknown() throws IOException {
    QuantizationOptions options = options("int8.onnx", QuantizationOptions.Ranges.MINMAX);
    Quantizer.quantize(options, message -> {});
    Map<String, String> alone = metadata(options.out());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      lines.add(json("zigzag", SeededRandom.forSample(9, "other", i)));
    }
    Files.write(folder.resolve("train").resolve("other.ndjson"), lines);
    List<String> messages = new ArrayList<>();
    Quantizer.quantize(options, messages::add);

    assertThat(messages).contains("learn what is unknown from drawings of 1 other classes");
    assertThat(alone).containsEntry("sketch.quantisation.unknownClasses", "0");
    assertThat(metadata(options.out())).containsEntry("sketch.quantisation.unknownClasses", "1");
    // Base64 of 3 numbers, and of one for each value of the embedding besides
    assertThat(alone.get("sketch.unknown.weights")).isEqualTo("AAAAAAAAAAAAAIA/");
    assertThat(metadata(options.out()).get("sketch.unknown.weights"))
        .hasSize((192 + 3) * Float.BYTES / 3 * 4);
    try (SketchClassifier classifier = SketchClassifier.builder().model(options.out()).build()) {
      KnownScore score = classifier.info().knownScore().orElseThrow();
      Rasterizer rasterizer = Rasterizer.create(classifier.info().rasterOptions());
      LabeledDrawings val = LabeledDrawings.load(folder.resolve("val"), LABELS);
      int below = 0;
      for (List<Drawing> drawings : val.drawings()) {
        for (Drawing drawing : drawings) {
          double own = classifier.knownScore(rasterizer.render(drawing)).orElseThrow();
          below += own < score.threshold(0.25) ? 1 : 0;
        }
      }
      assertThat(below).as("a quarter of 36").isBetween(8, 10);
    }
  }

  private double bestTemperature(Path model) throws IOException {
    ModelData data = ModelData.of(Files.readAllBytes(model), "int8");
    try (InferenceBackend backend = OnnxBackend.open(data)) {
      return TemperatureScaling.fit(
          backend,
          LabeledDrawings.load(folder.resolve("val"), LABELS),
          Rasterizer.create(data.info().rasterOptions()));
    }
  }

  private static Map<String, String> metadata(Path model) throws IOException {
    Map<String, String> metadata = new TreeMap<>();
    OnnxMl.ModelProto.parseFrom(Files.readAllBytes(model))
        .getMetadataPropsList()
        .forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
    return metadata;
  }

  @Test
  void theSameOptionsGiveTheSameBytes() throws IOException {
    QuantizationOptions.Ranges mse = QuantizationOptions.Ranges.MSE;
    Path first = Quantizer.quantize(options("a.onnx", mse), message -> {}).model();
    Path second = Quantizer.quantize(options("b.onnx", mse), message -> {}).model();

    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    assertThat(metadata(first)).containsEntry("sketch.quantisation.ranges", "mse");
  }

  @Test
  void takesTheRangesThatWereAskedFor() throws IOException {
    QuantizationReport report =
        Quantizer.quantize(options("a.onnx", QuantizationOptions.Ranges.PERCENTILE), message -> {});

    assertThat(report.candidates().get(report.chosen()).ranges()).isEqualTo("percentile 99.5");
  }

  @Test
  void refusesAModelThatIsQuantizedAlready() throws IOException {
    Quantizer.quantize(options("int8.onnx", QuantizationOptions.Ranges.MINMAX), message -> {});
    Files.move(folder.resolve("int8.onnx"), folder.resolve("x.onnx"));
    QuantizationOptions again =
        QuantizationOptions.builder(folder.resolve("x.onnx"), folder, folder.resolve("int8.onnx"))
            .build();

    assertThatThrownBy(() -> Quantizer.quantize(again, message -> {}))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("an FP32 model is needed")
        .hasMessageContaining("x.onnx");
    assertThat(folder.resolve("int8.onnx")).doesNotExist();
  }

  @Test
  void refusesOptionsOutOfTheirRange() {
    Path any = Path.of("any");
    QuantizationOptions.Builder builder = QuantizationOptions.builder(any, any, any);
    assertThatThrownBy(() -> builder.samples(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("samples must be at least 1: 0");
    assertThatThrownBy(() -> builder.augmented(1.5)).hasMessage("augmented must be 0 to 1: 1.5");
    assertThatThrownBy(() -> builder.percentile(50))
        .hasMessage("percentile must be above 50 and at most 100: 50.0");
  }
}
