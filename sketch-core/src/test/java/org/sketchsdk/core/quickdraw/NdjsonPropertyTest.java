package org.sketchsdk.core.quickdraw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

class NdjsonPropertyTest {
  private static final ReadOptions ALL =
      ReadOptions.defaults().withMaxAbsCoordinate(Float.MAX_VALUE);

  static byte[] write(List<QuickDrawRecord> records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (NdjsonWriter writer = NdjsonWriter.of(out)) {
      for (QuickDrawRecord record : records) {
        writer.write(record);
      }
    }
    return out.toByteArray();
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream compressed = new GZIPOutputStream(out)) {
      compressed.write(bytes);
    }
    return out.toByteArray();
  }

  @Property(tries = 300, seed = "31")
  @Domain(QuickDrawArbitraries.class)
  @Domain(DomainContext.Global.class)
  void whatIsWrittenIsReadBackEqualAndWrittenAgainAsTheSameBytes(
      @ForAll @Size(max = 5) List<QuickDrawRecord> records) throws IOException {
    byte[] bytes = write(records);
    Reading reading = Reading.ofNdjson(bytes, Integer.MAX_VALUE, ALL);

    assertThat(reading.failure()).isNull();
    assertThat(reading.errors()).isEmpty();
    assertThat(reading.records()).isEqualTo(records);
    assertThat(write(reading.records())).isEqualTo(bytes);
  }

  @Property(tries = 100, seed = "32")
  @Domain(QuickDrawArbitraries.class)
  @Domain(DomainContext.Global.class)
  void theSizeOfReadsMakesNoDifference(
      @ForAll @Size(max = 4) List<QuickDrawRecord> records,
      @ForAll @IntRange(min = 1, max = 50) int chunk)
      throws IOException {
    byte[] bytes = write(records);
    Reading whole = Reading.ofNdjson(bytes, Integer.MAX_VALUE, ALL);

    assertThat(Reading.ofNdjson(bytes, chunk, ALL)).isEqualTo(whole);
    assertThat(Reading.ofNdjson(gzip(bytes), chunk, ALL)).isEqualTo(whole);
  }

  /** A tab within the drawing makes the reader take its general path instead of its fast one. */
  @Property(tries = 300, seed = "33")
  @Domain(QuickDrawArbitraries.class)
  @Domain(DomainContext.Global.class)
  void thePlainAndTheGeneralWayOfReadingAgree(@ForAll QuickDrawRecord record) throws IOException {
    String line = new String(write(List.of(record)), UTF_8);
    String general = line.replace("\"drawing\":[", "\"drawing\":[\t");

    assertThat(Reading.ofNdjson(general.getBytes(UTF_8), 1 << 20, ALL))
        .isEqualTo(Reading.ofNdjson(line.getBytes(UTF_8), 1 << 20, ALL));
  }

  @Example
  void everyKindOfBytesIsReadTheSameInPiecesOfAnySize() throws IOException {
    String line = "{\"word\":\"kite\",\"drawing\":[[[0,10],[5.25,-7]]]}";
    String text =
        "\uFEFF" + line + "\r\n\n{\"drawing\":[[[1],[2,3]]]}\n" + "x".repeat(300) + "\n" + line;
    byte[] plain = text.getBytes(UTF_8);
    byte[] twice = concat(gzip(plain), gzip(("\n" + line).getBytes(UTF_8)));
    byte[] truncated = java.util.Arrays.copyOf(twice, twice.length - 9);
    ReadOptions options = ReadOptions.defaults().withMaxLineBytes(200);
    for (byte[] bytes : List.of(plain, twice, truncated)) {
      Reading whole = Reading.ofNdjson(bytes, Integer.MAX_VALUE, options);
      assertThat(whole.records()).hasSizeGreaterThanOrEqualTo(2);
      for (int chunk = 1; chunk < 70; chunk++) {
        assertThat(Reading.ofNdjson(bytes, chunk, options)).isEqualTo(whole);
      }
    }
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
