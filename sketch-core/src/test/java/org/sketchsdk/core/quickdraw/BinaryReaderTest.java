package org.sketchsdk.core.quickdraw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

class BinaryReaderTest {
  private static final Drawing DRAWING =
      Drawing.of(
          List.of(
              Stroke.of(new float[] {0, 128, 255}, new float[] {1, 2, 254}),
              Stroke.of(new float[] {7}, new float[] {8})));
  private static final QuickDrawRecord RECORD = record(-2, true, DRAWING);

  @TempDir Path folder;

  private static QuickDrawRecord record(long keyId, boolean recognized, Drawing drawing) {
    return new QuickDrawRecord(
        OptionalLong.of(keyId),
        Optional.empty(),
        Optional.of("GB"),
        Optional.of(Instant.ofEpochSecond(0xF000_0001L)),
        Optional.of(recognized),
        drawing);
  }

  /** Writes records in the layout of the data set. */
  private static byte[] bytes(QuickDrawRecord... records) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (QuickDrawRecord record : records) {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 18).order(ByteOrder.LITTLE_ENDIAN);
      buffer.putLong(record.keyId().orElseThrow());
      buffer.put((byte) record.countryCode().orElse("\0\0").charAt(0));
      buffer.put((byte) record.countryCode().orElse("\0\0").charAt(1));
      buffer.put((byte) (record.recognized().orElseThrow() ? 1 : 0));
      buffer.putInt((int) record.timestamp().orElseThrow().getEpochSecond());
      buffer.putShort((short) record.drawing().strokes().size());
      for (Stroke stroke : record.drawing().strokes()) {
        buffer.putShort((short) stroke.size());
        for (int i = 0; i < stroke.size(); i++) {
          buffer.put((byte) stroke.x(i));
        }
        for (int i = 0; i < stroke.size(); i++) {
          buffer.put((byte) stroke.y(i));
        }
      }
      out.write(buffer.array(), 0, buffer.position());
    }
    return out.toByteArray();
  }

  private static BinaryReader reader(byte[] bytes, ReadOptions options) {
    return BinaryReader.of(new ByteArrayInputStream(bytes), "kite.bin", options);
  }

  @Test
  void readsTheLayoutOfTheDataSet() throws IOException {
    byte[] bytes =
        HexFormat.of()
            .parseHex(
                "feffffffffffffff" // key_id
                    + "4742" // GB
                    + "01" // recognized
                    + "010000f0" // timestamp
                    + "0200" // strokes
                    + "0300"
                    + "0080ff"
                    + "0102fe"
                    + "0100"
                    + "07"
                    + "08");
    try (BinaryReader reader = reader(bytes, ReadOptions.defaults())) {
      QuickDrawRecord record = reader.next();
      assertThat(record).isEqualTo(RECORD);
      assertThat(record.keyIdText()).hasValue("18446744073709551614");
      assertThat(record.timestamp()).hasValue(Instant.parse("2097-08-05T09:04:01Z"));
      assertThat(reader.next()).isNull();
      assertThat(reader.stats()).isEqualTo(new ReadStats(1, 1, 0, 0, 0, 0));
    }
    assertThat(bytes(RECORD)).isEqualTo(bytes);
  }

  @Test
  void readsFilesAndStreamsOfRecords() throws IOException {
    Path file = folder.resolve("kite.bin");
    Files.write(file, bytes(RECORD, record(3, false, Drawing.empty()), RECORD));

    try (BinaryReader reader = BinaryReader.open(file);
        var records = reader.records()) {
      assertThat(reader.source()).isEqualTo(file.toString());
      assertThat(records).containsExactly(RECORD, record(3, false, Drawing.empty()), RECORD);
    }
  }

  @Test
  void readsStrokesOfAsManyPointsAsSixteenBitsCount() throws IOException {
    float[] x = new float[65_535];
    Arrays.fill(x, 9);
    QuickDrawRecord record = record(1, true, Drawing.of(List.of(Stroke.of(x, x))));

    assertThat(Reading.ofBinary(bytes(record, RECORD), 1 << 20, ReadOptions.defaults()).records())
        .containsExactly(record, RECORD);
  }

  @Test
  void dropsAndCountsStrokesWithoutPoints() throws IOException {
    byte[] bytes = bytes(RECORD);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 2); // a count of 0
    longer[15]++;
    try (BinaryReader reader = reader(longer, ReadOptions.defaults())) {
      assertThat(reader.next()).isEqualTo(RECORD);
      assertThat(reader.next()).isNull();
      assertThat(reader.stats()).isEqualTo(new ReadStats(1, 1, 0, 0, 0, 1));
    }
  }

  @Test
  void aCountryOfZerosIsMissing() {
    byte[] bytes = bytes(RECORD);
    bytes[8] = 0;
    bytes[9] = 0;

    assertThat(Reading.ofBinary(bytes, 9, ReadOptions.defaults()).records().get(0).countryCode())
        .isEmpty();
  }

  @Test
  void everyTruncationIsFoundAtItsPlace() {
    byte[] bytes = bytes(RECORD, RECORD);
    int length = bytes.length / 2;
    for (int cut = 1; cut < length; cut++) {
      Reading reading =
          Reading.ofBinary(
              Arrays.copyOf(bytes, length + cut), 7, ReadOptions.builder().skipMalformed().build());
      assertThat(reading.records()).containsExactly(RECORD);
      assertThat(reading.failure())
          .isEqualTo(
              "the file ends inside a record: bytes record 2, column "
                  + (cut + 1)
                  + ", byte "
                  + (length + cut));
      assertThat(reading.stats()).isEqualTo(new ReadStats(2, 1, 0, 1, 0, 0));
    }
  }

  @Test
  void aTruncatedFileKeepsFailing() throws IOException {
    try (BinaryReader reader = reader(new byte[5], ReadOptions.defaults())) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(reader::next)
            .isInstanceOf(DrawingFormatException.class)
            .hasMessage("the file ends inside a record: kite.bin record 1, column 6, byte 5");
      }
      assertThat(reader.stats()).isEqualTo(new ReadStats(1, 0, 0, 1, 0, 0));
    }
  }

  @Test
  void aMalformedRecordCostsThatRecordOnly() {
    byte[] flag = bytes(RECORD);
    flag[10] = 2;
    byte[] country = bytes(RECORD);
    country[9] = 7;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes(RECORD));
    out.writeBytes(flag);
    out.writeBytes(country);
    out.writeBytes(bytes(RECORD));

    Reading reading = Reading.ofBinary(out.toByteArray(), 1 << 10, ReadOptions.defaults());

    assertThat(reading.records()).containsExactly(RECORD, RECORD);
    assertThat(reading.errors())
        .containsExactly(
            "recognized must be 0 or 1, but is 2: bytes record 2, column 11, byte 39",
            "country code must be two ASCII characters, but is 71, 7: bytes record 3, column 9,"
                + " byte 66");
    assertThat(reading.stats()).isEqualTo(new ReadStats(4, 2, 0, 2, 0, 0));
  }

  @Test
  void failsAndGoesOn() throws IOException {
    byte[] bytes = bytes(RECORD, RECORD);
    bytes[10] = -1;
    try (BinaryReader reader = reader(bytes, ReadOptions.defaults())) {
      assertThatThrownBy(reader::next)
          .isInstanceOfSatisfying(
              DrawingFormatException.class,
              e -> {
                assertThat(e.source()).isEqualTo("kite.bin");
                assertThat(e.line()).isEqualTo(1);
                assertThat(e.column()).isEqualTo(11);
                assertThat(e.byteOffset()).isEqualTo(10);
              });
      assertThat(reader.next()).isEqualTo(RECORD);
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void limitsStrokesPointsAndCoordinates() {
    byte[] bytes = bytes(RECORD, record(1, true, Drawing.empty()));
    ReadOptions options = ReadOptions.defaults();

    assertThat(Reading.ofBinary(bytes, 5, options.toBuilder().maxStrokes(1).build()).errors())
        .containsExactly(
            "strokes in drawing (2 or more) exceed the maximum allowed (1, see"
                + " ReadOptions.maxStrokes): bytes record 1, column 16, byte 15");
    assertThat(Reading.ofBinary(bytes, 5, options.toBuilder().maxPoints(3).build()).errors())
        .containsExactly(
            "points in drawing (4 or more) exceed the maximum allowed (3, see"
                + " ReadOptions.maxPoints): bytes record 1, column 26, byte 25");
    assertThat(
            Reading.ofBinary(bytes, 5, options.toBuilder().maxAbsCoordinate(254).build()).errors())
        .containsExactly(
            "coordinate of stroke 1 (255) exceeds the maximum allowed in absolute value (254.0,"
                + " see ReadOptions.maxAbsCoordinate): bytes record 1, column 22, byte 21");
    assertThat(Reading.ofBinary(bytes, 5, options.toBuilder().maxPoints(3).build()).records())
        .hasSize(1);
    assertThat(Reading.ofBinary(bytes, 5, options.toBuilder().maxPoints(4).build()).records())
        .hasSize(2);
  }

  @Test
  void filtersByRecognizedButNotByWord() {
    byte[] bytes = bytes(RECORD, record(3, false, DRAWING));
    Reading reading =
        Reading.ofBinary(
            bytes, 100, ReadOptions.builder().recognized(ReadOptions.Recognized.FALSE).build());

    assertThat(reading.records()).containsExactly(record(3, false, DRAWING));
    assertThat(reading.stats()).isEqualTo(new ReadStats(2, 1, 1, 0, 0, 0));
    assertThatThrownBy(() -> reader(bytes, ReadOptions.builder().words(Set.of("kite")).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("binary files contain no words");
  }

  @Test
  void theSizeOfReadsMakesNoDifference() {
    byte[] bytes = bytes(RECORD, record(3, false, Drawing.empty()), RECORD);
    bytes[10] = 2;
    Reading whole = Reading.ofBinary(bytes, Integer.MAX_VALUE, ReadOptions.defaults());
    for (int chunk = 1; chunk <= bytes.length; chunk++) {
      assertThat(Reading.ofBinary(bytes, chunk, ReadOptions.defaults())).isEqualTo(whole);
    }
  }

  @Test
  void anEmptyFileHoldsNoRecord() {
    assertThat(Reading.ofBinary(new byte[0], 1, ReadOptions.defaults()).events()).isEmpty();
  }

  @Test
  void aClosedReaderReadsNothing() throws IOException {
    BinaryReader reader = reader(bytes(RECORD), ReadOptions.defaults());
    reader.close();
    reader.close();

    assertThatThrownBy(reader::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the reader of kite.bin is closed");
  }

  @Test
  void takesZerosBehindTheLastRecordForPadding() throws IOException {
    byte[] records = bytes(RECORD, RECORD);
    for (int zeros : new int[] {1, 16, 17, 64, 40_000}) {
      try (BinaryReader reader =
          reader(Arrays.copyOf(records, records.length + zeros), ReadOptions.defaults())) {
        assertThat(reader.records()).containsExactly(RECORD, RECORD);
        assertThat(reader.stats().lines()).isEqualTo(2);
      }
    }
  }

  @Test
  void keepsARecordWhoseKeyEndsWithZero() throws IOException {
    QuickDrawRecord record = record(1L << 8, true, DRAWING);
    try (BinaryReader reader = reader(bytes(RECORD, record), ReadOptions.defaults())) {
      assertThat(reader.records()).containsExactly(RECORD, record);
    }
  }

  @Test
  void refusesRecordsBehindZeros() throws IOException {
    byte[] records = bytes(RECORD);
    byte[] bytes = Arrays.copyOf(records, 2 * records.length + 100);
    System.arraycopy(records, 0, bytes, records.length + 100, records.length);
    try (BinaryReader reader = reader(bytes, ReadOptions.defaults())) {
      assertThat(reader.next()).isEqualTo(RECORD);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(reader::next)
            .isInstanceOf(DrawingFormatException.class)
            .hasMessageStartingWith("records must not follow zeros behind the last record");
      }
    }
  }

  @Test
  void readsGzip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes(RECORD, RECORD));
    }
    byte[] bytes = out.toByteArray();
    try (BinaryReader reader = reader(bytes, ReadOptions.defaults())) {
      assertThat(reader.records()).containsExactly(RECORD, RECORD);
    }
    try (BinaryReader reader =
        reader(Arrays.copyOf(bytes, bytes.length - 9), ReadOptions.defaults())) {
      assertThatThrownBy(() -> reader.records().toList())
          .isInstanceOf(DrawingFormatException.class)
          .hasMessageStartingWith("gzip data is truncated: kite.bin record ");
    }
  }
}
