package org.sketchsdk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.infer.Prediction;

class ClassifyBenchmarkTest {
  @Test
  void classifiesSyntheticDrawings() throws IOException {
    ClassifyBenchmark benchmark = new ClassifyBenchmark();
    benchmark.load();
    Prediction first = benchmark.classify();
    Prediction second = benchmark.classify();
    benchmark.close();

    assertThat(first.candidates()).hasSize(3);
    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void classifiesTheDrawingsOfAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("house.ndjson");
    Files.write(
        file,
        ("{\"word\":\"house\",\"drawing\":[[[20,20,80,80,20],[50,100,100,50,50]],"
                + "[[20,50,80],[50,10,50]],[[45,45,58,58],[100,72,72,100]]]}\n")
            .getBytes(StandardCharsets.UTF_8));
    ClassifyBenchmark benchmark = new ClassifyBenchmark();
    benchmark.file = file.toString();
    benchmark.load();
    Prediction prediction = benchmark.classify();
    benchmark.close();

    assertThat(prediction.top().label()).isEqualTo("house");
  }
}
