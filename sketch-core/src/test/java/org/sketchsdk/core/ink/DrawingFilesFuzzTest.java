package org.sketchsdk.core.ink;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bytes of any kind, see {@link HostileFile}. The build runs the stored seeds of each format;
 * {@code JAZZER_FUZZ=1 mvn test -pl sketch-core -Dtest=DrawingFilesFuzzTest#svg} looks for more.
 */
class DrawingFilesFuzzTest {
  private static final int LEAST_SEEDS = 3;

  @FuzzTest
  void ndjson(byte[] bytes) {
    HostileFile.check(bytes, "fuzz.ndjson");
  }

  @FuzzTest
  void json(byte[] bytes) {
    HostileFile.check(bytes, "fuzz.json");
  }

  @FuzzTest
  void csv(byte[] bytes) {
    HostileFile.check(bytes, "fuzz.csv");
  }

  @FuzzTest
  void binary(byte[] bytes) {
    HostileFile.check(bytes, "fuzz.bin");
  }

  @FuzzTest
  void svg(byte[] bytes) {
    HostileFile.check(bytes, "fuzz.svg");
  }

  @FuzzTest
  void inkml(byte[] bytes) {
    HostileFile.check(bytes, "fuzz.inkml");
  }

  @FuzzTest
  void excalidraw(byte[] bytes) {
    HostileFile.check(bytes, "fuzz");
  }

  @FuzzTest
  void tldraw(byte[] bytes) {
    HostileFile.check(bytes, "fuzz");
  }

  @FuzzTest
  void points(byte[] bytes) {
    HostileFile.check(bytes, "fuzz");
  }

  @FuzzTest
  void strokes(byte[] bytes) {
    HostileFile.check(bytes, "fuzz");
  }

  @ParameterizedTest
  @EnumSource
  void eachFormatHasSeedsWithDrawings(DrawingFormat format) throws IOException {
    List<byte[]> seeds = MutatedFilesTest.seeds(format);
    int drawings = 0;
    for (byte[] seed : seeds) {
      drawings += HostileFile.check(seed, "fuzz").drawings();
    }
    assertThat(seeds).hasSizeGreaterThanOrEqualTo(LEAST_SEEDS);
    assertThat(drawings).isPositive();
  }
}
