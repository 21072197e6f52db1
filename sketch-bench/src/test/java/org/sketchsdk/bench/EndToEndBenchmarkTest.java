package org.sketchsdk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.PicturePrediction;
import org.sketchsdk.infer.Prediction;

class EndToEndBenchmarkTest {
  private final EndToEndBenchmark benchmark = new EndToEndBenchmark();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    benchmark.close();
  }

  private void loadOwnDrawings() throws IOException {
    benchmark.file = OwnDrawings.write(folder.resolve("own.ndjson")).toString();
    benchmark.load();
  }

  @Test
  void classifiesSyntheticDrawings() throws IOException {
    benchmark.load();
    Prediction first = benchmark.drawing();
    Prediction second = benchmark.drawing();

    assertThat(first.candidates()).hasSize(3);
    assertThat(first).isNotEqualTo(second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "java"})
  void recognizesTheDrawingsOfAFile(String backend) throws IOException {
    benchmark.backend = backend;
    loadOwnDrawings();

    assertThat(benchmark.drawing().top().orElseThrow().label()).isEqualTo("cat");
    assertThat(benchmark.drawing().top().orElseThrow().label()).isEqualTo("house");
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 1024})
  void recognizesPictures(int sidePx) throws IOException {
    loadOwnDrawings();
    EndToEndBenchmark.Pictures pictures = new EndToEndBenchmark.Pictures();
    pictures.sidePx = sidePx;
    pictures.draw(benchmark);

    PicturePrediction cat = benchmark.picture(pictures);
    PicturePrediction house = benchmark.picture(pictures);

    assertThat(cat.prediction().top().orElseThrow().label()).isEqualTo("cat");
    assertThat(house.prediction().top().orElseThrow().label()).isEqualTo("house");
    assertThat(house.prediction().candidates()).hasSize(3);
  }

  @Test
  void drawsPointByPointFromDrawingToDrawing() throws IOException {
    loadOwnDrawings();
    for (Drawing drawing :
        new Drawing[] {OwnDrawings.cat(), OwnDrawings.house(), OwnDrawings.cat()}) {
      Prediction last = null;
      for (int point = 1; point <= drawing.pointCount(); point++) {
        last = benchmark.liveUpdate();
        assertThat(benchmark.liveDrawing().pointCount()).isEqualTo(point);
      }
      assertThat(benchmark.liveDrawing()).isEqualTo(drawing);
      assertThat(last).isEqualTo(benchmark.classifier().classify(drawing));
    }
  }

  @Test
  void countsAllocations() throws IOException {
    benchmark.load();

    // the prediction with its three candidates at least, and no raster of 16 KB
    assertThat(benchmark.allocatedBytes(500)).isBetween(100.0, 5_000.0);
  }

  @Test
  void theBaselineTakesTheNextDrawing() throws IOException {
    loadOwnDrawings();

    assertThat(benchmark.baseline()).isEqualTo(OwnDrawings.cat());
    assertThat(benchmark.baseline()).isEqualTo(OwnDrawings.house());
  }
}
