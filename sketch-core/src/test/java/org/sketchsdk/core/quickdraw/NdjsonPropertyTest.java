package org.sketchsdk.core.quickdraw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
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
      ReadOptions.builder().maxAbsCoordinate(Float.MAX_VALUE).build();

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

  @Property(tries = 300, seed = "33")
  @Domain(QuickDrawArbitraries.class)
  @Domain(DomainContext.Global.class)
  void scanningPlainLinesMakesNoDifference(
      @ForAll @Size(max = 3) List<QuickDrawRecord> records, @ForAll boolean spaced)
      throws IOException {
    String text = new String(write(records), UTF_8);
    byte[] bytes = (spaced ? text.replace(",", ", ").replace(":", ": ") : text).getBytes(UTF_8);

    assertThat(Reading.ofNdjson(bytes, Integer.MAX_VALUE, ALL))
        .isEqualTo(Reading.ofNdjsonByJackson(bytes, ALL));
  }

  /** Decimals next to the middle of two floats between 0.001 and 1,000,000. */
  @Property(tries = 2_000, seed = "34")
  void decimalsAreRoundedToTheNearestFloat(
      @ForAll @IntRange(min = 0x3A83126F, max = 0x49742400) int bits,
      @ForAll @IntRange(min = 1, max = 17) int scale) {
    float value = Float.intBitsToFloat(bits);
    BigDecimal middle =
        new BigDecimal(value).add(new BigDecimal(Math.nextUp(value))).divide(BigDecimal.valueOf(2));
    for (RoundingMode mode : new RoundingMode[] {RoundingMode.UP, RoundingMode.DOWN}) {
      String text = middle.setScale(scale, mode).toPlainString();
      byte[] line = ("{\"drawing\":[[[" + text + "],[0]]]}").getBytes(UTF_8);
      assertThat(Reading.ofNdjson(line, 1 << 20, ALL).records().get(0).drawing().bounds().minX())
          .isEqualTo(Float.parseFloat(text));
    }
  }

  @Example
  void everyKindOfBytesIsReadTheSameInPiecesOfAnySize() throws IOException {
    String line = "{\"word\":\"kite\",\"drawing\":[[[0,10],[5.25,-7]]]}";
    String text =
        "\uFEFF" + line + "\r\n\n{\"drawing\":[[[1],[2,3]]]}\n" + "x".repeat(300) + "\n" + line;
    byte[] plain = text.getBytes(UTF_8);
    byte[] twice = concat(gzip(plain), gzip(("\n" + line).getBytes(UTF_8)));
    byte[] truncated = Arrays.copyOf(twice, twice.length - 9);
    ReadOptions options = ReadOptions.builder().maxLineBytes(200).build();
    for (byte[] bytes : List.of(plain, twice, truncated)) {
      Reading whole = Reading.ofNdjson(bytes, Integer.MAX_VALUE, options);
      assertThat(whole.records()).hasSizeGreaterThanOrEqualTo(2);
      for (int chunk = 1; chunk < 70; chunk++) {
        assertThat(Reading.ofNdjson(bytes, chunk, options)).isEqualTo(whole);
      }
    }
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
