package org.sketchsdk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sketchsdk.bench.synthetic.SyntheticFiles;
import org.sketchsdk.bench.synthetic.SyntheticNdjson;
import org.sketchsdk.core.ink.DrawingFiles;
import org.sketchsdk.core.ink.DrawingFormat;
import org.sketchsdk.core.ink.DrawingReader;

class FormatsBenchmarkTest {
  @ParameterizedTest
  @EnumSource
  void everyFormatHasTheSameDrawingsAndPoints(DrawingFormat format) throws IOException {
    FormatsBenchmark lines = new FormatsBenchmark();
    lines.load();
    FormatsBenchmark benchmark = new FormatsBenchmark();
    benchmark.format = format;
    benchmark.load();
    ParseBenchmark.Read read = new ParseBenchmark.Read();

    assertThat(benchmark.read(read)).isEqualTo(lines.read(new ParseBenchmark.Read()));
    assertThat(read.drawings).isEqualTo(SyntheticNdjson.DRAWINGS);
    byte[] file = SyntheticFiles.of(format).get(0);
    try (DrawingReader reader = DrawingFiles.open(new ByteArrayInputStream(file), "memory")) {
      assertThat(reader.format()).isEqualTo(format);
    }
  }
}
