package org.sketchsdk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  }
}
