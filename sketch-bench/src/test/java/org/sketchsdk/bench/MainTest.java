package org.sketchsdk.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  private int run(String... arguments) {
    return Main.run(
        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), arguments);
  }

  @Test
  void saysWhatItDoes() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(UTF_8))
        .startsWith("Usage: sketch bench ")
        .contains("--quick", "--out=DIR", "--markdown=FILE", "--data=FILE");
  }

  @Test
  void hasTheVersionOfTheSdk() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString(UTF_8)).matches("sketch \\d+\\.\\d+.*\\s*");
  }

  @Test
  void refusesAnOptionThatItDoesNotHave() {
    assertThat(run("--fast")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualToIgnoringNewLines("sketch: Unknown option: '--fast' (see 'sketch bench --help')");
  }

  @Test
  void refusesToMeasureInNoJvm() {
    assertThat(run("--forks", "0")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualToIgnoringNewLines(
            "sketch: --forks must be at least 1: 0 (see 'sketch bench --help')");
  }

  @Test
  void failsBeforeItMeasuresWhereTheDrawingsAreMissing() {
    Path missing = folder.resolve("none.ndjson");

    assertThat(run("--data", missing.toString(), "--out", folder.toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).isEqualToIgnoringNewLines("sketch: no such file: " + missing);
  }

  @Test
  void failsBeforeItMeasuresWhereThereIsNoDrawing() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.ndjson"));

    assertThat(run("--data", empty.toString(), "--out", folder.toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).isEqualToIgnoringNewLines("sketch: no drawing in " + empty);
  }
}
