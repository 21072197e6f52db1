package org.sketchsdk.core.quickdraw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/** Compressed files, whole and broken, read through {@link NdjsonReader}. */
class GzipTest {
  private static final String LINE = "{\"word\":\"kite\",\"drawing\":[[[0,10],[5,7]]]}\n";
  private static final QuickDrawRecord RECORD =
      QuickDrawRecord.of(
          "kite", Drawing.of(List.of(Stroke.of(new float[] {0, 10}, new float[] {5, 7}))));

  private static byte[] gzip(String text) throws IOException {
    return NdjsonPropertyTest.gzip(text.getBytes(UTF_8));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static Reading read(byte[] bytes) {
    Reading whole = Reading.ofNdjson(bytes, Integer.MAX_VALUE, ReadOptions.defaults());
    assertThat(Reading.ofNdjson(bytes, 1, ReadOptions.defaults())).isEqualTo(whole);
    return whole;
  }

  @Test
  void readsAllMembers() throws IOException {
    String half = LINE.substring(0, 20);
    Reading reading =
        read(concat(gzip(LINE), gzip(""), gzip(half), gzip(LINE.substring(20)), gzip(LINE)));

    assertThat(reading.failure()).isNull();
    assertThat(reading.records()).containsExactly(RECORD, RECORD, RECORD);
  }

  @Test
  void readsOptionalHeaderFields() throws IOException {
    byte[] plain = gzip(LINE);
    byte[] header = Arrays.copyOf(plain, 10);
    header[3] = 2 | 4 | 8 | 16;
    byte[] extra = {3, 0, 1, 2, 3};
    byte[] names = "kite.ndjson\0a comment\0".getBytes(ISO_8859_1);
    byte[] crc = {0, 0};

    assertThat(
            read(concat(header, extra, names, crc, Arrays.copyOfRange(plain, 10, plain.length)))
                .records())
        .containsExactly(RECORD);
  }

  @Test
  void zerosBehindTheDataArePadding() throws IOException {
    assertThat(read(concat(gzip(LINE), new byte[600])).failure()).isNull();
    assertThat(read(concat(gzip(LINE), new byte[6], gzip(LINE))).records()).hasSize(2);
  }

  @Test
  void anythingElseBehindTheDataIsAnError() throws IOException {
    Reading reading = read(concat(gzip(LINE), LINE.getBytes(UTF_8)));

    assertThat(reading.records()).containsExactly(RECORD);
    assertThat(reading.failure())
        .isEqualTo(
            "gzip data is followed by bytes that are not gzip: bytes line 2, column 1, byte 43");
    assertThat(reading.stats()).isEqualTo(new ReadStats(1, 1, 0, 0, 0, 0));
  }

  @Test
  void everyTruncationEndsWithAnErrorBehindTheLinesThatAreWhole() throws IOException {
    byte[] bytes = gzip(LINE + LINE.replace('7', '8') + LINE.replace('5', '6'));
    for (int length = 2; length < bytes.length; length++) {
      Reading reading = read(Arrays.copyOf(bytes, length));
      assertThat(reading.failure()).startsWith("gzip data is truncated: bytes line ");
      assertThat(reading.errors()).isEmpty();
      assertThat(reading.stats().returned()).isEqualTo(reading.records().size());
    }
    assertThat(read(Arrays.copyOf(bytes, bytes.length - 8)).records()).hasSize(3);
  }

  @Test
  void aLineWhoseRestIsLostIsMalformed() throws IOException {
    // stored, not deflated, so that all bytes up to the cut are read
    byte[] text = (LINE + LINE).getBytes(UTF_8);
    byte[] header = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0};
    byte[] stored = {1, (byte) text.length, 0, (byte) ~text.length, (byte) 0xFF};
    Reading reading = read(concat(header, stored, Arrays.copyOf(text, 50)));

    assertThat(reading.records()).containsExactly(RECORD);
    assertThat(reading.failure())
        .isEqualTo("gzip data is truncated: bytes line 2, column 8, byte 50");
    assertThat(reading.stats()).isEqualTo(new ReadStats(2, 1, 0, 1, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, -5})
  void aWrongChecksumOrLengthIsAnError(int fromEnd) throws IOException {
    byte[] bytes = gzip(LINE);
    bytes[bytes.length + fromEnd] ^= 1;

    Reading reading = read(bytes);
    assertThat(reading.records()).containsExactly(RECORD);
    assertThat(reading.failure()).startsWith("gzip data is corrupt (its ").contains("not match");
  }

  @Test
  void noDamagedByteGoesUnnoticed() throws IOException {
    byte[] bytes = gzip(LINE + LINE + LINE.replace("7", "123"));
    List<Object> intact = read(bytes).events();
    for (int i = 10; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 0x20;
      Reading reading = read(damaged);
      if (reading.failure() == null) {
        assertThat(reading.events()).isEqualTo(intact); // bits that deflate leaves unused
      } else {
        assertThat(reading.failure()).contains("bytes line ");
      }
    }
  }

  @Test
  void aFailureIsFinal() throws IOException {
    byte[] bytes = Arrays.copyOf(gzip(LINE), 20);
    try (NdjsonReader reader =
        NdjsonReader.of(
            new java.io.ByteArrayInputStream(bytes),
            "cut",
            ReadOptions.builder().skipMalformed().build())) {
      for (int i = 0; i < 3; i++) {
        org.assertj.core.api.Assertions.assertThatThrownBy(reader::next)
            .isInstanceOf(DrawingFormatException.class)
            .hasMessageStartingWith("gzip data is truncated: cut line 1,");
      }
    }
  }

  @Test
  void filesThatAreNotTextAreOneError() {
    byte[][] files = {
      {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', '\n'},
      {'P', 'K', 3, 4, '\n', 1, '\n', 2},
      {(byte) 0xFF, (byte) 0xFE, '{', 0, '"', 0, '\n', 0, '{', 0, '\n', 0},
      {'{', 0, '"', 0, 'w', 0, '\n', 0, '{', 0, '\n', 0},
      {'{', '"', 0, '"', '\n', '{', 0, '\n'},
      new byte[5_000_000],
    };
    for (byte[] file : files) {
      Reading reading = Reading.ofNdjson(file, 1 << 16, ReadOptions.defaults());
      assertThat(reading.failure())
          .startsWith("the content must be lines of JSON text, but holds byte 0x");
      assertThat(reading.errors().size()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void controlCharactersBehindARecordCostOneLine() {
    byte[] bytes = (LINE + "\0\0\0\n" + LINE).getBytes(UTF_8);
    Reading reading = read(bytes);

    assertThat(reading.failure()).isNull();
    assertThat(reading.records()).containsExactly(RECORD, RECORD);
    assertThat(reading.errors())
        .containsExactly(
            "a record must be a JSON object in UTF-8, but the line starts with byte 0x00: bytes"
                + " line 2, column 1, byte 43");
  }
}
