package org.sketchsdk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.bench.synthetic.SyntheticModels;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;

class InferBenchmarkTest {
  private static InferBenchmark loaded(String model, String backend, String threads, int batch)
      throws IOException {
    InferBenchmark benchmark = new InferBenchmark();
    benchmark.model = model;
    benchmark.backend = backend;
    benchmark.threads = threads;
    benchmark.batch = batch;
    benchmark.load();
    return benchmark;
  }

  @ParameterizedTest
  @CsvSource({
    "quickdraw25, onnx, 1, 1",
    "quickdraw25, onnx, all, 8",
    "quickdraw25, java, 1, 1",
    "quickdraw25-fp32, onnx, 1, 8",
    "quickdraw345, onnx, 1, 64",
  })
  void givesTheLogitsOfTheClassifiersAnswers(
      String model, String backend, String threads, int batch) throws IOException {
    InferBenchmark benchmark = loaded(model, backend, threads, batch);
    List<Drawing> drawings = Drawings.synthetic();

    float[] logits = benchmark.run();
    benchmark.close();

    try (SketchClassifier classifier =
        SketchClassifier.builder().model(Models.read(model)).backend(backend).build()) {
      List<String> labels = classifier.info().labels();
      for (int i = 0; i < batch; i++) {
        Prediction prediction = classifier.classify(drawings.get(batch + i)); // the second batch
        float[] own = Arrays.copyOfRange(logits, i * labels.size(), (i + 1) * labels.size());
        assertThat(labels.get(largest(own))).isEqualTo(prediction.top().orElseThrow().label());
      }
    }
  }

  private static int largest(float[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  @Test
  void theBaselineTakesTheNextBatch() throws IOException {
    InferBenchmark benchmark = loaded("identity", "onnx", "1", 8);

    byte[] first = benchmark.baseline();
    assertThat(first).hasSize(8 * 128 * 128);
    assertThat(benchmark.baseline()).isNotEqualTo(first);
    benchmark.close();
  }

  @Test
  void theModelThatComputesNothingGivesPixelsBack() throws IOException {
    byte[] rasters = new byte[2 * 128 * 128];
    for (int i = 0; i < rasters.length; i++) {
      rasters[i] = (byte) i;
    }
    rasters[128 * 128] = (byte) 200;
    float[] logits = new float[2 * SyntheticModels.LABELS];
    try (InferenceBackend network = open("identity")) {
      network.run(rasters, 2, logits);
    }
    float[] expected = new float[2 * SyntheticModels.LABELS];
    for (int i = 0; i < SyntheticModels.LABELS; i++) {
      expected[i] = i;
      expected[SyntheticModels.LABELS + i] = i;
    }
    expected[SyntheticModels.LABELS] = 200;

    assertThat(logits).isEqualTo(expected);
  }

  private static InferenceBackend open(String model) throws IOException {
    ModelData data = ModelData.of(Models.read(model), model);
    return Models.open("onnx", data, BackendOptions.defaults());
  }

  // Logits that neither vanish nor are the same for all drawings: the sums between the layers are
  // neither all cut off nor all clipped.
  @ParameterizedTest
  @ValueSource(strings = {"bottleneck", "strided"})
  void randomWeightsLetDrawingsThrough(String network) throws IOException {
    InferBenchmark benchmark = loaded(network, "onnx", "1", 1);
    float[] first = benchmark.run().clone();
    float[] second = benchmark.run().clone();
    benchmark.close();

    assertThat(ModelInfo.read(Models.read(network), network).network()).isEqualTo(network);
    assertThat(deviation(first)).isBetween(5.0, 500.0);
    float[] difference = new float[first.length];
    for (int i = 0; i < first.length; i++) {
      difference[i] = first[i] - second[i];
    }
    assertThat(deviation(difference)).isGreaterThan(deviation(first) / 10);
  }

  private static double deviation(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / values.length;
    return Math.sqrt(squares / values.length - mean * mean);
  }

  @Test
  void refusesNetworksThatItCannotMakeUp() {
    assertThatThrownBy(() -> Models.read("residual"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("network residual: there are no random weights for ");
  }

  @Test
  void readsAModelFromAFile(@TempDir Path folder) throws IOException {
    byte[] model = SketchClassifier.embeddedModel("quickdraw25");
    Path file = Files.write(folder.resolve("model.onnx"), model);

    assertThat(Models.read(file.toString())).isEqualTo(model);
  }

  @Test
  void saysWhichBackendIsMissing() {
    assertThatThrownBy(() -> loaded("quickdraw25", "abacus", "1", 1))
        .isInstanceOf(BackendException.class)
        .hasMessage("no backend is named abacus");
  }
}
