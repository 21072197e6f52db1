package org.sketchsdk.core.quickdraw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

class NdjsonWriterTest {
  private static final QuickDrawRecord RECORD =
      QuickDrawRecord.of(
          "kite", Drawing.of(List.of(Stroke.of(new float[] {0, 10}, new float[] {5, 7}))));

  @TempDir Path folder;

  private static String written(QuickDrawRecord... records) throws IOException {
    return new String(NdjsonPropertyTest.write(List.of(records)), UTF_8);
  }

  @Test
  void writesFieldsInTheOrderOfTheDataSet() throws IOException {
    assertThat(
            written(
                new QuickDrawRecord(
                    OptionalLong.of(-1),
                    Optional.of("ice cream"),
                    Optional.of("GB"),
                    Optional.of(Instant.parse("2017-03-01T20:41:36.707250Z")),
                    Optional.of(false),
                    Drawing.of(
                        List.of(
                            Stroke.of(new float[] {0, 2.5f}, new float[] {-3, 4}, new int[] {0, 9}),
                            Stroke.of(new float[] {7}, new float[] {8}))))))
        .isEqualTo(
            """
            {"word":"ice cream","countrycode":"GB","timestamp":"2017-03-01 20:41:36.70725 UTC",\
            "recognized":false,"key_id":"18446744073709551615",\
            "drawing":[[[0,2.5],[-3,4],[0,9]],[[7],[8]]]}
            """);
  }

  @Test
  void leavesMissingFieldsOut() throws IOException {
    assertThat(written(QuickDrawRecord.of(Drawing.empty()), RECORD))
        .isEqualTo("{\"drawing\":[]}\n{\"word\":\"kite\",\"drawing\":[[[0,10],[5,7]]]}\n");
  }

  @ParameterizedTest
  @CsvSource({
    "255, 255",
    "-1000000, -1000000",
    "16777216, 16777216",
    "0.1, 0.1",
    "414.482, 414.482",
    "414.48199462890625, 414.482",
    "0, 0",
    "-0.0, -0.0",
    "2147483648, 2.1474836E9",
    "3.4028234663852886e38, 3.4028235E38",
    "1.4e-45, 1.4E-45",
    "2e23, 2.0E23",
    "8.41e21, 8.41E21",
  })
  void writesTheShortestTextThatReadsBack(float value, String text) throws IOException {
    float[] coordinate = {value};
    String line =
        written(QuickDrawRecord.of(Drawing.of(List.of(Stroke.of(coordinate, coordinate)))));

    assertThat(line).isEqualTo("{\"drawing\":[[[" + text + "],[" + text + "]]]}\n");
  }

  @Test
  void writesAsciiOnly() throws IOException {
    assertThat(written(QuickDrawRecord.of("K\u00e4tzchen \uD83D\uDC31 \uD800\n", Drawing.empty())))
        .isEqualTo("{\"word\":\"K\\u00E4tzchen \\uD83D\\uDC31 \\uD800\\n\",\"drawing\":[]}\n");
  }

  @ParameterizedTest
  @CsvSource({"2017-03-01T20:41:36.0000001Z", "+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z"})
  void refusesTimestampsThatTheFormatCannotHold(Instant timestamp) throws IOException {
    QuickDrawRecord record =
        new QuickDrawRecord(
            OptionalLong.empty(),
            Optional.of("kite"),
            Optional.empty(),
            Optional.of(timestamp),
            Optional.empty(),
            Drawing.empty());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (NdjsonWriter writer = NdjsonWriter.of(out)) {
      assertThatThrownBy(() -> writer.write(record))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a timestamp must have whole microseconds and a year from 0 to 9999: " + timestamp);
      writer.write(RECORD);
    }

    assertThat(out.toString(UTF_8)).isEqualTo(written(RECORD));
  }

  @Test
  void compressesFilesNamedGzAndWhereAsked() throws IOException {
    Path named = folder.resolve("kite.ndjson.gz");
    Path asked = folder.resolve("kite.ndjson");
    Path plain = folder.resolve("plain.gz");
    try (NdjsonWriter writer = NdjsonWriter.create(named)) {
      writer.write(RECORD);
    }
    try (NdjsonWriter writer = NdjsonWriter.create(asked, true)) {
      writer.write(RECORD);
    }
    try (NdjsonWriter writer = NdjsonWriter.create(plain, false)) {
      writer.write(RECORD);
    }

    assertThat(Files.readAllBytes(named))
        .startsWith(0x1F, 0x8B)
        .isEqualTo(Files.readAllBytes(asked));
    assertThat(Files.readString(plain)).isEqualTo(written(RECORD));
    for (Path file : List.of(named, asked, plain)) {
      try (NdjsonReader reader = NdjsonReader.open(file)) {
        assertThat(reader.records()).containsExactly(RECORD);
      }
    }
  }

  @Test
  void flushesWholeLines() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (NdjsonWriter writer = NdjsonWriter.of(out)) {
      writer.write(RECORD);
      writer.flush();
      assertThat(out.toString(UTF_8)).isEqualTo(written(RECORD));
    }
  }

  @ParameterizedTest
  @CsvSource({"quickdraw/test/cat.ndjson.gz", "quickdraw-raw/tiger.ndjson.gz"})
  void drawingsOfTheDataSetRoundTrip(String file) throws IOException {
    Path path = Path.of(System.getProperty("sketch.data", "../../shared/data"), file);
    assumeThat(path).exists();
    try (NdjsonReader reader = NdjsonReader.open(path)) {
      List<QuickDrawRecord> records = reader.records().toList();
      assertThat(records).isNotEmpty();
      assertThat(reader.stats())
          .isEqualTo(new ReadStats(records.size(), records.size(), 0, 0, 0, 0));

      byte[] bytes = NdjsonPropertyTest.write(records);
      assertThat(Reading.ofNdjson(bytes, 1 << 16, ReadOptions.defaults()).records())
          .isEqualTo(records);
    }
  }
}
