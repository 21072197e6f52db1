package org.sketchsdk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sketchsdk.infer.Prediction;

class StartBenchmarksTest {
  @ParameterizedTest
  @CsvSource({"nothing, onnx", "classes, java", "libraries, onnx"})
  void aNewJvmRecognizesAHouse(String prepared, String backend) throws IOException {
    ColdStartBenchmark benchmark = new ColdStartBenchmark();
    benchmark.prepared = prepared;
    benchmark.backend = backend;
    benchmark.prepare();

    assertThat(benchmark.start()).isEqualTo(backend + " house");
    benchmark.end();
    assertThat(benchmark.baseline()).isEqualTo("none");
    benchmark.end();
    benchmark.remove();
  }

  @Test
  void theFirstCallsAreOfDifferentDrawings() throws IOException {
    FirstCallsBenchmark benchmark = new FirstCallsBenchmark();
    benchmark.load();

    Prediction first = benchmark.call();
    assertThat(first.candidates()).hasSize(3);
    assertThat(benchmark.call()).isNotEqualTo(first);
    assertThat(benchmark.baseline()).isEqualTo(Drawings.synthetic().get(3));
    benchmark.close();
  }
}
