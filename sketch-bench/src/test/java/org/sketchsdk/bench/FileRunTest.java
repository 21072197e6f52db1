package org.sketchsdk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRunTest {
  /** Stands for the command: prints the lines of the file, or does worse. */
  public static final class Echo {
    private Echo() {}

    public static void main(String[] arguments) throws IOException {
      List<String> lines = Files.readAllLines(Path.of(arguments[2]));
      switch (arguments[0]) {
        case "all" -> lines.forEach(System.out::println);
        case "some" -> lines.stream().skip(1).forEach(System.out::println);
        case "distinct" -> {
          System.err.println(lines.stream().distinct().toList());
          System.exit(1);
        }
        default -> throw new AssertionError(arguments[0]);
      }
    }
  }

  private static List<String> command(String mode) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    return List.of(java, "-cp", classPath, Echo.class.getName(), mode);
  }

  @Test
  void runsOverAFileAndOneFiveTimesAsLong() throws IOException {
    FileRun.Pair pair = FileRun.measure(command("all"), "", 500);

    assertThat(pair.shorter().drawings()).isEqualTo(100);
    assertThat(pair.longer().drawings()).isEqualTo(500);
    assertThat(pair.longer().megabytes()).isGreaterThan(4 * pair.shorter().megabytes());
    assertThat(pair.longer().seconds()).isPositive();
    assertThat(pair.drawingsPerSecond()).isEqualTo(500 / pair.longer().seconds());
    if (Files.exists(Path.of("/proc/self/status"))) {
      assertThat(pair.shorter().residentMegabytes()).isPositive();
      assertThat(pair.growth()).isPositive();
    }
  }

  @Test
  void repeatsTheLinesOfAFile(@TempDir Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("own.ndjson"), "one\n\ntwo\n");

    assertThatThrownBy(() -> FileRun.measure(command("distinct"), source.toString(), 25))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(" ended with 1: [one, two]");
  }

  @Test
  void noticesMissingRows() {
    assertThatThrownBy(() -> FileRun.measure(command("some"), "", 500))
        .isInstanceOf(IOException.class)
        .hasMessage("99 rows for 100 drawings");
  }

  @Test
  void refusesAFileWithoutLines(@TempDir Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("empty.ndjson"), "\n");

    assertThatThrownBy(() -> FileRun.measure(command("all"), source.toString(), 25))
        .isInstanceOf(IOException.class)
        .hasMessage("no line in " + source);
  }
}
