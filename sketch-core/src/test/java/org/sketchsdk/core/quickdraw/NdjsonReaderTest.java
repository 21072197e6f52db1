package org.sketchsdk.core.quickdraw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

class NdjsonReaderTest {
  private static final String LINE = "{\"word\":\"kite\",\"drawing\":[[[0,10],[5,7]]]}";
  private static final Drawing DRAWING =
      Drawing.of(List.of(Stroke.of(new float[] {0, 10}, new float[] {5, 7})));
  private static final QuickDrawRecord RECORD = QuickDrawRecord.of("kite", DRAWING);

  @TempDir Path folder;

  private static NdjsonReader reader(String text, ReadOptions options) {
    return NdjsonReader.of(new ByteArrayInputStream(text.getBytes(UTF_8)), "kite.ndjson", options);
  }

  private static NdjsonReader reader(String text) {
    return reader(text, ReadOptions.defaults());
  }

  private static QuickDrawRecord read(String line) throws IOException {
    try (NdjsonReader reader = reader(line)) {
      QuickDrawRecord record = reader.next();
      assertThat(reader.next()).isNull();
      return record;
    }
  }

  private static DrawingFormatException malformed(String text, ReadOptions options)
      throws IOException {
    try (NdjsonReader reader = reader(text, options)) {
      while (reader.next() != null) {
        // up to the malformed line
      }
    } catch (DrawingFormatException e) {
      return e;
    }
    throw new AssertionError("well-formed: " + text);
  }

  private static DrawingFormatException malformed(String text) throws IOException {
    return malformed(text, ReadOptions.defaults());
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  // --- what a record holds

  @Test
  void readsEveryFieldOfASimplifiedDrawing() throws IOException {
    assertThat(
            read(
                "{\"word\":\"alarm clock\",\"countrycode\":\"GB\","
                    + "\"timestamp\":\"2017-03-01 20:41:36.70725 UTC\",\"recognized\":true,"
                    + "\"key_id\":\"5201136883597312\",\"drawing\":[[[0,255],[3,4]],[[7],[8]]]}"))
        .isEqualTo(
            new QuickDrawRecord(
                OptionalLong.of(5201136883597312L),
                Optional.of("alarm clock"),
                Optional.of("GB"),
                Optional.of(Instant.parse("2017-03-01T20:41:36.707250Z")),
                Optional.of(true),
                Drawing.of(
                    List.of(
                        Stroke.of(new float[] {0, 255}, new float[] {3, 4}),
                        Stroke.of(new float[] {7}, new float[] {8})))));
  }

  @Test
  void readsTimesAndFractionsOfARawDrawing() throws IOException {
    assertThat(read("{\"drawing\":[[[414.5,-0.25,1e2],[285,286.125,3],[0,16,2147483647]]]}"))
        .isEqualTo(
            QuickDrawRecord.of(
                Drawing.of(
                    List.of(
                        Stroke.of(
                            new float[] {414.5f, -0.25f, 100},
                            new float[] {285, 286.125f, 3},
                            new int[] {0, 16, Integer.MAX_VALUE})))));
  }

  @Test
  void roundsFractionsOfAMillisecondHalfUp() throws IOException {
    Stroke stroke =
        read("{\"drawing\":[[[0,1,2,3],[0,0,0,0],[0.4,0.5,-0.5,-1.6]]]}")
            .drawing()
            .strokes()
            .get(0);

    assertThat(List.of(stroke.tMillis(0), stroke.tMillis(1), stroke.tMillis(2), stroke.tMillis(3)))
        .containsExactly(0, 1, 0, -2);
  }

  @Test
  void takesFieldsInAnyOrderAndIgnoresUnknownOnes() throws IOException {
    assertThat(
            read(
                "{\"resimplified\":true,\"drawing\":[[[0,10],[5,7]]],\"x\":{\"a\":[1,{\"b\":[]}]},"
                    + "\"x\":null,\"y\":1e999,\"word\":\"kite\"}"))
        .isEqualTo(RECORD);
  }

  @Test
  void takesNullForAMissingField() throws IOException {
    assertThat(
            read(
                "{\"word\":null,\"countrycode\":null,\"timestamp\":null,\"recognized\":null,"
                    + "\"key_id\":null,\"drawing\":[]}"))
        .isEqualTo(QuickDrawRecord.of(Drawing.empty()));
  }

  @Test
  void readsKeysAsUnsigned64BitNumbers() throws IOException {
    QuickDrawRecord record = read("{\"key_id\":\"18446744073709551615\",\"drawing\":[]}");

    assertThat(record.keyId()).hasValue(-1);
    assertThat(record.keyIdText()).hasValue("18446744073709551615");
    assertThat(read("{\"key_id\":12,\"drawing\":[]}").keyId()).hasValue(12);
  }

  @ParameterizedTest
  @CsvSource({
    "2017-03-01 20:41:36.70725 UTC, 2017-03-01T20:41:36.707250Z",
    "2017-03-01 20:41:36.707251 UTC, 2017-03-01T20:41:36.707251Z",
    "2017-03-01 20:41:36.7 UTC, 2017-03-01T20:41:36.7Z",
    "2017-03-01 20:41:36 UTC, 2017-03-01T20:41:36Z",
    "2016-02-29 00:00:00 UTC, 2016-02-29T00:00:00Z",
  })
  void readsTimestampsOfUpToSixFractionDigits(String text, Instant expected) throws IOException {
    assertThat(read("{\"timestamp\":\"" + text + "\",\"drawing\":[]}").timestamp())
        .hasValue(expected);
  }

  @Test
  void dropsAndCountsStrokesWithoutPoints() throws IOException {
    try (NdjsonReader reader =
        reader("{\"word\":\"kite\",\"drawing\":[[],[[],[]],[[0,10],[5,7]],[[],[],[]]]}")) {
      assertThat(reader.next()).isEqualTo(RECORD);
      assertThat(reader.stats()).isEqualTo(new ReadStats(1, 1, 0, 0, 0, 3));
    }
  }

  @Test
  void aDrawingWithoutStrokesIsARecord() throws IOException {
    assertThat(read("{\"drawing\":[]}").drawing()).isSameAs(Drawing.empty());
    assertThat(read("{\"drawing\":[[[],[]]]}").drawing()).isSameAs(Drawing.empty());
  }

  @Test
  void sharesTheWordOfRecordsThatRepeatIt() throws IOException {
    try (NdjsonReader reader = reader(LINE + "\n" + LINE)) {
      assertThat(reader.next().word().orElseThrow()).isSameAs(reader.next().word().orElseThrow());
    }
  }

  // --- lines

  @ParameterizedTest
  @ValueSource(
      strings = {
        "L\nL\n",
        "L\nL",
        "L\r\nL\r\n",
        "\uFEFFL\nL\n",
        "\uFEFFL\r\nL",
        "L \t\n\t L\n",
      })
  void takesEveryKindOfLineEndAndAByteOrderMark(String text) throws IOException {
    try (NdjsonReader reader = reader(text.replace("L", LINE))) {
      assertThat(reader.records()).containsExactly(RECORD, RECORD);
      assertThat(reader.stats()).isEqualTo(new ReadStats(2, 2, 0, 0, 0, 0));
    }
  }

  @Test
  void countsBlankLines() throws IOException {
    try (NdjsonReader reader = reader("\n" + LINE + "\n \t\r\n\n" + LINE + "\n\n")) {
      assertThat(reader.records()).hasSize(2);
      assertThat(reader.stats()).isEqualTo(new ReadStats(6, 2, 0, 0, 4, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\uFEFF"})
  void anEmptyFileHoldsNoLine(String text) throws IOException {
    try (NdjsonReader reader = reader(text)) {
      assertThat(reader.next()).isNull();
      assertThat(reader.next()).isNull();
      assertThat(reader.stats()).isEqualTo(new ReadStats(0, 0, 0, 0, 0, 0));
    }
  }

  @Test
  void knowsTheLineOfTheLastRecord() throws IOException {
    try (NdjsonReader reader = reader("\n" + LINE + "\n\n\n" + LINE)) {
      assertThat(reader.line()).isZero();
      reader.next();
      assertThat(reader.line()).isEqualTo(2);
      reader.next();
      assertThat(reader.line()).isEqualTo(5);
    }
  }

  @Test
  void readsLinesLongerThanItsBuffer() throws IOException {
    float[] x = new float[90_000];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    String numbers = Arrays.toString(x).replace(".0", "");
    String line = "{\"drawing\":[[" + numbers + "," + numbers + "]]}";
    try (NdjsonReader reader = reader(LINE + "\n" + line + "\n" + LINE)) {
      assertThat(reader.next()).isEqualTo(RECORD);
      assertThat(reader.next().drawing()).isEqualTo(Drawing.of(List.of(Stroke.of(x, x))));
      assertThat(reader.next()).isEqualTo(RECORD);
    }
  }

  // --- malformed lines

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"word\":\"kite\"} | 1 | a record needs the field \"drawing\"",
        "[1] | 1 | a record must be a JSON object in UTF-8, but the line starts with '['",
        "{\"drawing\":[]} {} | 16 | a line must hold one record, but more follows",
        "{\"drawing\":[]}] | 15 | not valid JSON: Unexpected close marker ']'",
        "{\"drawing\":[[[0],[0]]] | 23 | not valid JSON: Unexpected end-of-input",
        "{\"drawing\":null} | 12 | field \"drawing\" must be an array of strokes, but is null",
        "{\"drawing\":\"x\"} | 12 | field \"drawing\" must be an array of strokes, but is \"x\"",
        "{\"drawing\":[],\"drawing\":[]} | 25 | field \"drawing\" must not be given twice",
        "{\"word\":\"a\",\"word\":\"a\",\"drawing\":[]} | 20 | field \"word\" must not be given",
        "{\"key_id\":\"1\",\"key_id\":\"1\"} | 24 | field \"key_id\" must not be given twice",
        "{\"drawing\":[7]} | 13 | stroke 1 must be an array of arrays, but is 7",
        "{\"drawing\":[[[0],[0]],{}]} | 23 | stroke 2 must be an array of arrays, but is an object",
        "{\"drawing\":[[1,2]]} | 14 | stroke 1 must be an array of arrays, but is 1",
        "{\"drawing\":[[[0]]]} | 17 | stroke 1 must hold arrays x and y, but holds one array",
        "{\"drawing\":[[[0,1],[0]]]} | 22 | stroke 1 must have as many y as x: 2 x, 1 y",
        "{\"drawing\":[[[0],[0,1]]]} | 22 | stroke 1 must have as many y as x: 1 x, 2 y",
        "{\"drawing\":[[[[0]],[0]]]} | 15 | x of stroke 1 must be numbers, but is an array",
        "{\"drawing\":[[[0],[\"1\"]]]} | 19 | y of stroke 1 must be numbers, but is \"1\"",
        "{\"drawing\":[[[NaN],[0]]]} | 15 | coordinate (NaN) exceeds the maximum allowed in",
        "{\"drawing\":[[[-Infinity],[0]]]} | 15 | coordinate (-Infinity) exceeds the maximum",
        "{\"drawing\":[[[1e999],[0]]]} | 15 | coordinate (1e999) exceeds the maximum allowed in",
        "{\"drawing\":[[[-1000001],[0]]]} | 15 | coordinate (-1000001) exceeds the maximum",
        "{\"drawing\":[[[99999999999999999999],[0]]]} | 15 | coordinate (99999999999999999999) exc",
        "{'drawing':[]} | 2 | not valid JSON: Unexpected character",
        "{\"drawing\":[],} | 15 | not valid JSON: Unexpected character",
        "{\"drawing\":[[[01],[0]]]} | 16 | not valid JSON: Invalid numeric value: Leading zeroes",
      })
  void saysWhichRuleIsBrokenAndWhere(String line, int column, String rule) throws IOException {
    DrawingFormatException e = malformed(LINE + "\r\n" + line);

    assertThat(e).hasMessageStartingWith(rule);
    assertThat(e)
        .hasMessageEndingWith(
            ": kite.ndjson line 2, column "
                + column
                + ", byte "
                + (LINE.length() + 2 + column - 1));
    assertThat(e.source()).isEqualTo("kite.ndjson");
    assertThat(e.line()).isEqualTo(2);
    assertThat(e.column()).isEqualTo(column);
    assertThat(e.byteOffset()).isEqualTo(LINE.length() + 2 + column - 1);
  }

  @Test
  void countsBytesNotCharacters() throws IOException {
    DrawingFormatException e = malformed("\uFEFF\n  {\"word\":\"Kätzchen\",\"drawing\":7}");

    assertThat(e.column()).isEqualTo(33);
    assertThat(e.byteOffset()).isEqualTo(36);
  }

  @Test
  void aMalformedLineCostsThatLineOnly() throws IOException {
    String text = LINE + "\n{\"drawing\":[[[1,2\n" + LINE + "\n\"\n" + LINE;
    List<String> reported = new ArrayList<>();
    ReadOptions report =
        ReadOptions.builder().reportMalformed(e -> reported.add(e.getMessage())).build();
    try (NdjsonReader reader = reader(text, report)) {
      assertThat(reader.records()).containsExactly(RECORD, RECORD, RECORD);
      assertThat(reader.stats()).isEqualTo(new ReadStats(5, 3, 0, 2, 0, 0));
    }
    assertThat(reported).hasSize(2);
    assertThat(reported.get(0)).contains("kite.ndjson line 2,");
    assertThat(reported.get(1)).contains("kite.ndjson line 4,");

    ReadOptions skip = ReadOptions.builder().skipMalformed().build();
    try (NdjsonReader reader = reader(text, skip)) {
      assertThat(reader.records()).containsExactly(RECORD, RECORD, RECORD);
      assertThat(reader.stats()).isEqualTo(new ReadStats(5, 3, 0, 2, 0, 0));
    }
  }

  @Test
  void goesOnAfterFailing() throws IOException {
    try (NdjsonReader reader = reader("{\n" + LINE)) {
      assertThatThrownBy(reader::next).isInstanceOf(DrawingFormatException.class);
      assertThat(reader.next()).isEqualTo(RECORD);
      assertThat(reader.next()).isNull();
      assertThat(reader.stats()).isEqualTo(new ReadStats(2, 1, 0, 1, 0, 0));
    }
  }

  @Test
  void failingReplacesSkipping() throws IOException {
    ReadOptions skip = ReadOptions.builder().skipMalformed().build();
    try (NdjsonReader reader = reader("{\n" + LINE, skip.toBuilder().failOnMalformed().build())) {
      assertThatThrownBy(reader::next).isInstanceOf(DrawingFormatException.class);
    }
  }

  @Test
  void aListenerThatThrowsEndsTheCallOnly() throws IOException {
    ReadOptions options =
        ReadOptions.builder()
            .reportMalformed(
                e -> {
                  throw new IllegalStateException("too many");
                })
            .build();
    try (NdjsonReader reader = reader("{\n" + LINE, options)) {
      assertThatThrownBy(reader::next).isInstanceOf(IllegalStateException.class);
      assertThat(reader.next()).isEqualTo(RECORD);
    }
  }

  // --- limits

  @Test
  void aLineAtTheLimitIsReadAndALongerOneIsNot() throws IOException {
    ReadOptions options = ReadOptions.builder().maxLineBytes(LINE.length()).build();
    DrawingFormatException e = malformed(LINE + "\n" + LINE + "\r\n" + LINE, options);

    assertThat(e)
        .hasMessage(
            "bytes in line (43 or more) exceed the maximum allowed (42, see"
                + " ReadOptions.maxLineBytes): kite.ndjson line 2, column 43, byte 85");
  }

  @Test
  void skipsTheRestOfALongLineWithoutKeepingIt() throws IOException {
    long hostile = 1L << 30;
    InputStream endless =
        new InputStream() {
          private long left = hostile;

          @Override
          public int read() {
            return left-- > 0 ? '[' : -1;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
              return -1;
            }
            int count = (int) Math.min(length, left);
            Arrays.fill(target, offset, offset + count, (byte) '[');
            left -= count;
            return count;
          }
        };
    byte[] head = (LINE + "\n").getBytes(UTF_8);
    byte[] tail = ("\n" + LINE).getBytes(UTF_8);
    InputStream in =
        new SequenceInputStream(
            new SequenceInputStream(new ByteArrayInputStream(head), endless),
            new ByteArrayInputStream(tail));
    ReadOptions options = ReadOptions.builder().skipMalformed().maxLineBytes(1_000_000).build();
    try (NdjsonReader reader = NdjsonReader.of(in, "long", options)) {
      assertThat(reader.records()).containsExactly(RECORD, RECORD);
      assertThat(reader.stats()).isEqualTo(new ReadStats(3, 2, 0, 1, 0, 0));
    }
  }

  @Test
  void limitsStrokesAndPoints() throws IOException {
    ReadOptions options = ReadOptions.builder().maxStrokes(2).maxPoints(3).build();

    try (NdjsonReader reader = reader("{\"drawing\":[[[1,2],[1,2]],[[3],[3]]]}", options)) {
      assertThat(reader.next().drawing().pointCount()).isEqualTo(3);
    }
    assertThat(malformed("{\"drawing\":[[],[],[]]}", options))
        .hasMessageStartingWith(
            "strokes in drawing (3 or more) exceed the maximum allowed (2, see"
                + " ReadOptions.maxStrokes): kite.ndjson line 1, column 19,");
    assertThat(malformed("{\"drawing\":[[[1,2],[1,2]],[[3,4],[3,4]]]}", options))
        .hasMessageStartingWith(
            "points in drawing (4 or more) exceed the maximum allowed (3, see"
                + " ReadOptions.maxPoints): kite.ndjson line 1, column 31,");
  }

  @Test
  void readsScribblesOfUpToAHundredThousandPointsByDefault() throws IOException {
    String numbers = "1" + ",1".repeat(99_999);

    assertThat(read("{\"drawing\":[[[" + numbers + "],[" + numbers + "]]]}").drawing().pointCount())
        .isEqualTo(100_000);
    assertThat(malformed("{\"drawing\":[[[" + numbers + ",1],[" + numbers + ",1]]]}"))
        .hasMessage(
            "points in drawing (100001 or more) exceed the maximum allowed (100000, see"
                + " ReadOptions.maxPoints): kite.ndjson line 1, column 200015, byte 200014");
  }

  @Test
  void limitsCoordinates() throws IOException {
    ReadOptions options = ReadOptions.builder().maxAbsCoordinate(255).build();

    try (NdjsonReader reader = reader("{\"drawing\":[[[-255],[255.0]]]}", options)) {
      assertThat(reader.next().drawing().bounds().maxY()).isEqualTo(255);
    }
    assertThat(malformed("{\"drawing\":[[[0],[255.5]]]}", options))
        .hasMessageStartingWith(
            "coordinate (255.5) exceeds the maximum allowed in absolute value (255.0, see"
                + " ReadOptions.maxAbsCoordinate): kite.ndjson line 1, column 19,");
  }

  @Test
  void readsHugeNumbersWhereTheyAreAllowed() throws IOException {
    ReadOptions options = ReadOptions.builder().maxAbsCoordinate(Float.MAX_VALUE).build();
    try (NdjsonReader reader =
        reader(
            "{\"drawing\":[[[3000000000,3.4e38,1180591620717411303424],[1e-50,-0.0,-0]]]}",
            options)) {
      assertThat(reader.next().drawing().strokes())
          .containsExactly(
              Stroke.of(new float[] {3e9f, 3.4e38f, 0x1p70f}, new float[] {0, -0f, 0}));
    }
  }

  @Test
  void refusesNestingBombs() throws IOException {
    String bomb = "[".repeat(1_000_000);

    assertThat(malformed("{\"x\":" + bomb))
        .hasMessageStartingWith(
            "nesting of arrays and objects exceeds the maximum allowed (64): kite.ndjson line 1,");
    assertThat(malformed("{\"drawing\":" + bomb))
        .hasMessageStartingWith("x of stroke 1 must be numbers, but is an array");
    assertThat(malformed("{\"drawing\":[[[" + "1".repeat(1_000_000)))
        .hasMessageStartingWith("length of a number exceeds the maximum allowed (1000)");
    assertThat(malformed("{\"" + "x".repeat(1_000_000)))
        .hasMessageStartingWith("length of a field's name exceeds the maximum allowed (256)");
  }

  // --- filters

  @Test
  void filtersByWord() throws IOException {
    String text =
        "{\"word\":\"cup\",\"drawing\":[]}\n"
            + LINE
            + "\n{\"drawing\":[],\"word\":\"hat\"}\n"
            + "{\"drawing\":[]}\n{\"word\":\"cup\"}\n";
    ReadOptions options =
        ReadOptions.builder().words(Set.of("kite", "hat")).skipMalformed().build();
    try (NdjsonReader reader = reader(text, options)) {
      assertThat(reader.records())
          .extracting(r -> r.word().orElseThrow())
          .containsExactly("kite", "hat");
      assertThat(reader.stats()).isEqualTo(new ReadStats(5, 2, 2, 1, 0, 0));
    }
  }

  @ParameterizedTest
  @CsvSource({"ANY, abc", "TRUE, a", "TRUE_OR_ABSENT, ac", "FALSE, b"})
  void filtersByRecognized(ReadOptions.Recognized recognized, String expected) throws IOException {
    String text =
        """
        {"word":"a","recognized":true,"drawing":[]}
        {"word":"b","drawing":[],"recognized":false}
        {"word":"c","drawing":[]}
        """;
    try (NdjsonReader reader = reader(text, ReadOptions.builder().recognized(recognized).build())) {
      StringBuilder words = new StringBuilder();
      reader.records().forEach(r -> words.append(r.word().orElseThrow()));
      assertThat(words).hasToString(expected);
      assertThat(reader.stats().filtered()).isEqualTo(3 - expected.length());
    }
  }

  // --- gzip

  @Test
  void recognizesGzipByItsContentNotItsName() throws IOException {
    Path plain = folder.resolve("plain.ndjson.gz");
    Path compressed = folder.resolve("compressed.ndjson");
    Files.writeString(plain, LINE);
    Files.write(compressed, gzip(LINE.getBytes(UTF_8)));

    for (Path file : List.of(plain, compressed)) {
      try (NdjsonReader reader = NdjsonReader.open(file)) {
        assertThat(reader.source()).isEqualTo(file.toString());
        assertThat(reader.records()).containsExactly(RECORD);
      }
    }
  }

  // --- sources

  @Test
  void aMissingFileIsAnIoException() {
    assertThatThrownBy(() -> NdjsonReader.open(folder.resolve("none.ndjson")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aFolderIsAnIoExceptionThatNamesIt() {
    assertThatThrownBy(
            () -> {
              try (NdjsonReader reader = NdjsonReader.open(folder)) {
                reader.next();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void aClosedReaderReadsNothing() throws IOException {
    NdjsonReader reader = reader(LINE);
    reader.close();
    reader.close();

    assertThatThrownBy(reader::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the reader of kite.ndjson is closed");
    assertThat(reader.stats().lines()).isZero();
  }

  @Test
  void closingTheStreamOfRecordsClosesTheReader() throws IOException {
    NdjsonReader reader = reader(LINE);
    try (var records = reader.records()) {
      assertThat(records.count()).isEqualTo(1);
    }

    assertThatThrownBy(reader::next).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2017-03-08T21:12:07Z | 2017-03-08T21:12:07Z",
        "2017-03-08T21:12:07+02:00 | 2017-03-08T19:12:07Z",
        "2017-03-08 21:12:07.266040 | 2017-03-08T21:12:07.266040Z",
        "2017-03-08 21:12:07 | 2017-03-08T21:12:07Z",
        "2017-03-08 | 2017-03-08T00:00:00Z",
        "2017-02-28 00:00:00.1234567 UTC | 2017-02-28T00:00:00.123456Z",
        "1489007527 | 2017-03-08T21:12:07Z",
        "1489007527.5 | 2017-03-08T21:12:07.5Z",
        "1489007527266 | 2017-03-08T21:12:07.266Z",
        "1489007527266040 | 2017-03-08T21:12:07.266040Z",
        "1489007527266040123 | 2017-03-08T21:12:07.266040Z",
      })
  void readsTimestampsInOtherForms(String text, Instant expected) throws IOException {
    assertThat(read("{\"timestamp\":\"" + text + "\",\"drawing\":[]}").timestamp())
        .hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"timestamp\":\"2017-02-29 00:00:00 UTC\"",
        "\"timestamp\":\"yesterday\"",
        "\"timestamp\":1e99",
        "\"timestamp\":1e999999999",
        "\"timestamp\":\"+123456-01-01T00:00:00Z\"",
        "\"timestamp\":[2017]",
        "\"key_id\":-1",
        "\"key_id\":\"0x1F\"",
        "\"key_id\":\"\"",
        "\"key_id\":\"18446744073709551616\"",
        "\"key_id\":1.5",
        "\"key_id\":1e999999999",
        "\"recognized\":\"perhaps\"",
        "\"recognized\":2",
        "\"word\":[[1]]",
        "\"countrycode\":{\"a\":1}",
        "\"countrycode\":true"
      })
  void leavesOutFieldsThatItCannotRead(String field) throws IOException {
    String line = "{" + field + ",\"drawing\":[[[0],[1]]]}";
    try (NdjsonReader reader = reader(line, ReadOptions.defaults())) {
      QuickDrawRecord record = reader.next();
      assertThat(record).isEqualTo(QuickDrawRecord.of(Drawing.of(Stroke.ofPoints(0, 1))));
      String name = field.substring(1, field.indexOf('"', 1));
      assertThat(reader.stats().leftOut()).isEqualTo(Map.of("field " + name, 1L));
    }
  }

  @Test
  void readsFieldsAsOtherToolsWriteThem() throws IOException {
    assertThat(read("{\"recognized\":\"True\",\"drawing\":[]}").recognized()).hasValue(true);
    assertThat(read("{\"recognized\":0,\"drawing\":[]}").recognized()).hasValue(false);
    assertThat(read("{\"key_id\":5152802093400064.0,\"drawing\":[]}").keyId())
        .hasValue(5152802093400064L);
    assertThat(read("{\"key_id\":5.152802093400064e15,\"drawing\":[]}").keyId())
        .hasValue(5152802093400064L);
    assertThat(read("{\"countrycode\":49,\"drawing\":[]}").countryCode()).hasValue("49");
    assertThat(read("{\"countrycode\":NaN,\"drawing\":[]}").countryCode()).isEmpty();
    assertThat(read("{\"drawing\":\"[[[1, 2], [3, 4]]]\"}").drawing())
        .isEqualTo(Drawing.of(Stroke.ofPoints(1, 3, 2, 4)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1700000000000,1700000000020] | 0 | 20",
        "[1700000000000000000,1700000000020000000] | 0 | 20",
        "[1700000000000000,1700000000020000] | 0 | 20",
        "[1700000000.0,1700000000.02] | 1700000000 | 1700000000",
        "[5,2147483647] | 5 | 2147483647",
        "[2147483648,2147483650] | 0 | 2",
      })
  void countsTimesThatDoNotFitFromTheFirstOneOn(String times, int first, int second)
      throws IOException {
    Stroke stroke = read("{\"drawing\":[[[0,1],[2,3]," + times + "]]}").drawing().strokes().get(0);

    assertThat(stroke.tMillis(0)).isEqualTo(first);
    assertThat(stroke.tMillis(1)).isEqualTo(second);
  }

  @Test
  void shiftsTheTimesOfAllStrokesByTheSame() throws IOException {
    Drawing drawing =
        read("{\"drawing\":[[[0],[2]],[[0],[2],[1700000000000]],[[],[],[]],"
                + "[[0,1],[2,2],[1700000000030,1700000000031]]]}")
            .drawing();

    assertThat(drawing.strokes().get(0).hasTime()).isFalse();
    assertThat(drawing.strokes().get(1).tMillis(0)).isZero();
    assertThat(drawing.strokes().get(2).tMillis(1)).isEqualTo(31);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[0,1],[2,3],[0]] | times of a stroke",
        "[[0,1],[2,3],[0,null]] | times of a stroke",
        "[[0,1],[2,3],[0,\"x\"]] | times of a stroke",
        "[[0,1],[2,3],[0,1e300]] | times of a stroke",
        "[[0,1],[2,3],{}] | further arrays of a stroke",
      })
  void leavesOutTimesThatItCannotRead(String stroke, String kind) throws IOException {
    try (NdjsonReader reader = reader("{\"drawing\":[" + stroke + "]}", ReadOptions.defaults())) {
      assertThat(reader.next().drawing()).isEqualTo(Drawing.of(Stroke.ofPoints(0, 2, 1, 3)));
      assertThat(reader.stats().leftOut()).isEqualTo(Map.of(kind, 1L));
    }
  }

  @Test
  void passesOverFurtherArraysOfAStroke() throws IOException {
    String line = "{\"drawing\":[[[0,1],[2,3],[0,20],[0.5,0.5],[[1],[2]]]]}";
    try (NdjsonReader reader = reader(line, ReadOptions.defaults())) {
      assertThat(reader.next().drawing().strokes().get(0).tMillis(1)).isEqualTo(20);
      assertThat(reader.stats().leftOut()).isEqualTo(Map.of("further arrays of a stroke", 2L));
    }
  }

  @Test
  void passesOverAByteOrderMarkAtAnyLine() throws IOException {
    String text = "\uFEFF" + LINE + "\n\uFEFF" + LINE + "\n\uFEFF\n" + LINE + "\n\uFEFF";
    try (NdjsonReader reader = reader(text, ReadOptions.defaults())) {
      assertThat(reader.records()).hasSize(3);
      assertThat(reader.stats().blank()).isEqualTo(1);
    }
  }
}
