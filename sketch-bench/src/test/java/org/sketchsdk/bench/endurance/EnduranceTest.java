package org.sketchsdk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnduranceTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "java"})
  void leavesNoThreadAndNoTemporaryFile(String backend) throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));

    List<String> lines = run(temporary, backend);

    assertThat(lines).contains("threads left: []", "wrong answers: 0");
    assertThat(lines).anyMatch(line -> line.startsWith("calls 2000 "));
    assertThat(lines).anyMatch(line -> line.startsWith("closed in use 5, "));
    assertThat(temporary).isEmptyDirectory();
  }

  private List<String> run(Path temporary, String backend)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Endurance.class.getName(),
                "backend=" + backend,
                "calls=2000",
                "seconds=0",
                "cycles=5")
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    int code = process.waitFor();
    List<String> lines = Files.readAllLines(out);
    assertThat(code).as(lines.toString()).isZero();
    return lines;
  }
}
