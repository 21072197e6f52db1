package org.sketchsdk.core.quickdraw;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.File;
import java.net.URL;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Bytes of any kind: nothing but {@link DrawingFormatException} is thrown, all counts add up, and
 * neither the size of reads nor the scanning of plain lines makes a difference. Run with the stored
 * seeds in the build; {@code JAZZER_FUZZ=1 mvn test -pl sketch-core
 * -Dtest=QuickDrawFuzzTest#ndjson} looks for more.
 */
class QuickDrawFuzzTest {
  private static final ReadOptions TIGHT =
      ReadOptions.builder().maxLineBytes(300).maxStrokes(4).maxPoints(20).build();

  @FuzzTest
  void ndjson(byte[] bytes) {
    for (ReadOptions options : new ReadOptions[] {ReadOptions.defaults(), TIGHT}) {
      Reading reading = Reading.ofNdjson(bytes, Integer.MAX_VALUE, options);
      checkCounts(reading);
      assertThat(Reading.ofNdjson(bytes, 3, options)).isEqualTo(reading);
      assertThat(Reading.ofNdjsonByJackson(bytes, options)).isEqualTo(reading);
    }
  }

  @FuzzTest
  void binary(byte[] bytes) {
    for (ReadOptions options : new ReadOptions[] {ReadOptions.defaults(), TIGHT}) {
      Reading reading = Reading.ofBinary(bytes, Integer.MAX_VALUE, options);
      checkCounts(reading);
      assertThat(Reading.ofBinary(bytes, 3, options)).isEqualTo(reading);
    }
  }

  private static void checkCounts(Reading reading) {
    ReadStats stats = reading.stats();
    assertThat(stats.returned()).isEqualTo(reading.records().size());
    assertThat(stats.malformed() - reading.errors().size())
        .isBetween(0L, reading.failure() == null ? 0L : 1L);
  }

  @Test
  void hasSeeds() {
    for (String method : new String[] {"ndjson", "binary"}) {
      URL folder = QuickDrawFuzzTest.class.getResource("QuickDrawFuzzTestInputs/" + method);
      assertThat(folder).isNotNull();
      String[] names = new File(folder.getPath()).list();
      assertThat(names == null ? 0 : names.length).as(Arrays.toString(names)).isGreaterThan(3);
    }
  }
}
