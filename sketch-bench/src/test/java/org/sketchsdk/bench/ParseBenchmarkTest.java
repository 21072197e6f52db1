package org.sketchsdk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.bench.synthetic.SyntheticNdjson;

class ParseBenchmarkTest {
  @ParameterizedTest
  @ValueSource(strings = {"simplified", "raw"})
  void everyParserFindsTheSameDrawingsAndPoints(String format) throws IOException {
    ParseBenchmark benchmark = new ParseBenchmark();
    benchmark.format = format;
    benchmark.load();
    ParseBenchmark.Read read = new ParseBenchmark.Read();

    long points = benchmark.sketch(read);
    assertThat(points).isGreaterThan(10L * SyntheticNdjson.DRAWINGS);
    assertThat(benchmark.sketchGzip(read)).isEqualTo(points);
    assertThat(benchmark.jacksonTree(read)).isEqualTo(points);
    assertThat(benchmark.gsonTree(read)).isEqualTo(points);
    assertThat(read.drawings).isEqualTo(4L * SyntheticNdjson.DRAWINGS);
    assertThat(read.megabytes).isPositive();
    assertThat(benchmark.baseline(read)).isEqualTo(SyntheticNdjson.DRAWINGS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"simplified", "raw"})
  void simdJsonFindsTheSamePoints(String format) throws IOException {
    String refusal = SimdJson.refusal();
    assumeTrue(refusal.isEmpty(), "simdjson-java: " + refusal);
    ParseBenchmark benchmark = new ParseBenchmark();
    benchmark.format = format;
    benchmark.load();
    ParseBenchmark.Read read = new ParseBenchmark.Read();

    assertThat(benchmark.simdJsonTree(read)).isEqualTo(benchmark.sketch(read));
  }

  @Test
  void saysWhySimdJsonDoesNotRun() throws IOException {
    String refusal = SimdJson.refusal();
    assumeFalse(refusal.isEmpty(), "it runs");
    ParseBenchmark benchmark = new ParseBenchmark();
    benchmark.load();

    assertThatThrownBy(() -> benchmark.simdJsonTree(new ParseBenchmark.Read()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("simdjson-java does not run: " + refusal);
  }
}
