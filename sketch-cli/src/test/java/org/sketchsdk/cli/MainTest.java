package org.sketchsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.cli.console.Console;
import org.sketchsdk.cli.console.ProgressLine;

class MainTest {
  @TempDir private Path folder;
  private Path model;
  private Path drawings;

  @BeforeEach
  void writeFiles() throws IOException {
    model = HalvesModel.write(folder.resolve("halves.onnx"));
    drawings =
        Files.write(
            folder.resolve("two.ndjson"),
            List.of(Drawings.line("left", 1), Drawings.line("upper", 2)));
  }

  @Test
  void printsItsUsageToStandardErrorWithoutArguments() {
    Ran ran = Ran.command();

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith("Usage: sketch ")
        .contains("classify", "evaluate", "render", "train");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classify",
        "convert",
        "download",
        "evaluate",
        "quantize",
        "render",
        "scorecard",
        "train"
      })
  void helpsWithEachCommand(String command) {
    Ran ran = Ran.command(command, "--help");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).startsWith("Usage: sketch " + command + " ").contains("--verbose");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void helpsOnStandardOutput() {
    Ran ran = Ran.command("--help");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).startsWith("Usage: sketch ");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void tellsItsVersion() {
    Ran ran = Ran.command("--version");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).matches("sketch \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    assertThat(Ran.command("train", "--version").out()).isEqualTo(ran.out());
  }

  @Test
  void suggestsACommandForAMisspelledOne() {
    Ran ran = Ran.command("clasify");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.errLines())
        .containsExactly(
            "sketch: Unmatched argument at index 0: 'clasify'; did you mean classify?"
                + " (see 'sketch --help')");
  }

  @Test
  void explainsAWrongOptionInALine() {
    Ran ran = Ran.command("classify", drawings, "--nonsense");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.errLines())
        .containsExactly("sketch: Unknown option: '--nonsense' (see 'sketch classify --help')");
  }

  @Test
  void asksForACommandWhereOnlyOptionsAreGiven() {
    Ran ran = Ran.command("--verbose");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.errLines())
        .containsExactly("sketch: a command is missing (see 'sketch --help')");
  }

  @Test
  void logsTheChoiceOfABackendOnlyWhenAsked() {
    assertThat(Ran.command("classify", drawings, "--model", model).err()).doesNotContain("backend");
    assertThat(Ran.command("classify", drawings, "--model", model, "--verbose").errLines().get(0))
        .startsWith("sketch: backend onnx runs model halves: ");
    assertThat(Ran.command("--verbose", "classify", drawings, "--model", model).errLines().get(0))
        .startsWith("sketch: backend onnx runs model halves: ");
  }

  @Test
  void endsQuietlyWhenNobodyReadsItsOutput() {
    Ran ran = writingTo("Broken pipe");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void saysThatItsOutputCannotBeWritten() {
    Ran ran = writingTo("No space left on device");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines())
        .containsExactly("sketch: cannot write to standard output: No space left on device");
  }

  private Ran writingTo(String failure) {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(failure);
          }
        };
    return Ran.writingTo(
        out, InputStream.nullInputStream(), "classify", drawings, "--model", model);
  }

  private static InputStream failing(Runnable failure) {
    return new InputStream() {
      @Override
      public int read() {
        failure.run();
        return -1;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        return read();
      }
    };
  }

  @Test
  void reportsAMistakeOfItsOwnInALineAndWhereWhenAsked() {
    InputStream broken =
        failing(
            () -> {
              throw new IllegalStateException("two\nlines");
            });

    Ran ran =
        Ran.writingTo(OutputStream.nullOutputStream(), broken, "classify", "-", "--model", model);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines())
        .containsExactly(
            "sketch: unexpected IllegalStateException: two; lines (--verbose tells where)");

    Ran verbose =
        Ran.writingTo(
            OutputStream.nullOutputStream(),
            broken,
            "classify",
            "-",
            "--verbose",
            "--model",
            model);
    assertThat(verbose.err()).contains("\tat org.sketchsdk.cli.classify.ClassifyCommand");
  }

  @Test
  void reportsAnErrorOfTheVirtualMachineInALine() {
    InputStream broken =
        failing(
            () -> {
              throw new UnsatisfiedLinkError("no engine in java.library.path");
            });

    Ran ran =
        Ran.writingTo(OutputStream.nullOutputStream(), broken, "classify", "-", "--model", model);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines())
        .containsExactly(
            "sketch: unexpected UnsatisfiedLinkError: no engine in java.library.path"
                + " (--verbose tells where)");
  }

  @Test
  void writesNumbersTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      List<String> outputs =
          List.of("en-US", "de-DE", "ar-EG", "hi-IN-u-nu-deva").stream()
              .map(
                  tag -> {
                    Locale.setDefault(Locale.forLanguageTag(tag));
                    Ran ran = Ran.command("classify", drawings, "--model", model);
                    return ran.out() + ran.err().replaceAll("in .*? drawings/s", "");
                  })
              .toList();

      assertThat(outputs.get(0)).contains("% (2 of 2, 95 % interval");
      assertThat(outputs).containsOnly(outputs.get(0));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void drawsAProgressLineAgainBelowAMessage() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            true);

    console.progress("50 %");
    console.error("line 7");
    console.progress("60 %");
    console.clearProgress();
    console.clearProgress();

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r50 %\r    \rsketch: line 7" + System.lineSeparator() + "\r60 %\r    \r");
  }

  @Test
  void showsProgressOnATerminalOnly() {
    for (boolean terminal : new boolean[] {true, false}) {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      Console console =
          new Console(
              InputStream.nullInputStream(),
              OutputStream.nullOutputStream(),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              terminal);
      try (ProgressLine line = new ProgressLine(console, "work", 10, "", 0)) {
        IntStream.rangeClosed(1, 10).forEach(step -> line.update(step, step + " done"));
      }

      String shown = err.toString(StandardCharsets.UTF_8);
      if (terminal) {
        assertThat(shown).contains("work", "10 done").endsWith(" \r");
      } else {
        assertThat(shown).isEmpty();
      }
    }
  }
}
