package org.sketchsdk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.augment.AugmentedRenderer;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

class AugmentBenchmarkTest {
  @ParameterizedTest
  @ValueSource(strings = {"none", "wobble", "morphology", "domain-matched", "training"})
  void drawsASyntheticSample(String preset) throws IOException {
    AugmentBenchmark benchmark = new AugmentBenchmark();
    benchmark.preset = preset;
    benchmark.load();

    byte[] first = benchmark.augment().clone();
    byte[] second = benchmark.augment().clone();

    assertThat(first).hasSize(128 * 128).isNotEqualTo(second);
    int inked = 0;
    for (byte b : first) {
      inked += b == 0 ? 0 : 1;
    }
    assertThat(inked).isBetween(100, 128 * 128 / 2);
  }

  @Test
  void drawsTheSamplesOfAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("line.ndjson");
    Files.write(
        file,
        "{\"word\":\"line\",\"drawing\":[[[0,255],[0,100]]]}\n".getBytes(StandardCharsets.UTF_8));
    AugmentBenchmark benchmark = new AugmentBenchmark();
    benchmark.file = file.toString();
    benchmark.load();
    byte[] expected = new byte[128 * 128];
    AugmentedRenderer.of(
            Rasterizer.create(RasterOptions.defaults()), AugmentationOptions.training())
        .renderTo(
            Drawing.of(List.of(Stroke.of(new float[] {0, 255}, new float[] {0, 100}))),
            SeededRandom.forSample(1, "benchmark", 0),
            expected,
            0);

    assertThat(benchmark.augment()).isEqualTo(expected);
  }

  @Test
  void theBaselineTakesOneDrawingAfterTheOther() throws IOException {
    AugmentBenchmark benchmark = new AugmentBenchmark();
    benchmark.load();

    assertThat(benchmark.baseline()).isEqualTo(Drawings.synthetic().get(0));
    assertThat(benchmark.baseline()).isEqualTo(Drawings.synthetic().get(1));
  }
}
