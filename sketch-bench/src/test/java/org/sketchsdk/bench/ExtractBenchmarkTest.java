package org.sketchsdk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.Raster;

class ExtractBenchmarkTest {
  @ParameterizedTest
  @ValueSource(ints = {256, 1024, 3072})
  void findsTheDrawing(int sidePx, @TempDir Path folder) throws IOException {
    ExtractBenchmark benchmark = new ExtractBenchmark();
    benchmark.sidePx = sidePx;
    benchmark.file = OwnDrawings.write(folder.resolve("own.ndjson")).toString();
    benchmark.draw();

    Raster cat = benchmark.extract().raster();
    Raster house = benchmark.extract().raster();

    try (SketchClassifier classifier = SketchClassifier.load()) {
      assertThat(classifier.classify(cat).top().orElseThrow().label()).isEqualTo("cat");
      assertThat(classifier.classify(house).top().orElseThrow().label()).isEqualTo("house");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 1024})
  void theBaselineReadsEveryPixel(int sidePx) throws IOException {
    ExtractBenchmark benchmark = new ExtractBenchmark();
    benchmark.sidePx = sidePx;
    benchmark.draw();

    // paper of 180 to 240, darker where there is ink
    long pixels = (long) sidePx * sidePx;
    assertThat(benchmark.baseline()).isBetween(120 * pixels, 210 * pixels);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void openCvFindsTheSameInk(@TempDir Path folder) throws IOException {
    ExtractBenchmark benchmark = new ExtractBenchmark();
    benchmark.sidePx = 1024;
    benchmark.file = OwnDrawings.write(folder.resolve("own.ndjson")).toString();
    benchmark.draw();

    // the background and the parts of the drawing, which are no more than its strokes
    assertThat(benchmark.openCv()).isBetween(2, 40);
  }
}
