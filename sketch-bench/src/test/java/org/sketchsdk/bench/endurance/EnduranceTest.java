package org.sketchsdk.bench.endurance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnduranceTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Endurance.run(new PrintStream(out, true, UTF_8), arguments);
  }

  private List<String> lines() {
    return out.toString(UTF_8).lines().toList();
  }

  @Test
  void runsEveryTaskAndLeavesNoTemporaryFile(@TempDir Path folder) throws Exception {
    assertThat(runShort(folder, "--backends=onnx", "--calls=1000", "--seconds=1", "--pictures=8"))
        .containsExactly(
            "onnx: 1,000 calls",
            "onnx: 1 seconds of 32 threads",
            "onnx: 5 cycles of load and close",
            "onnx: 8 pictures");
    assertThat(lines())
        .anyMatch(line -> line.startsWith("  1000 done: heap "))
        .anyMatch(line -> line.matches("  [0-9,]+ calls of 32 threads: .*"))
        .anyMatch(line -> line.startsWith("  5 closed in use, after "));
  }

  @Test
  void runsOtherBackendsAndLeavesTasksOut(@TempDir Path folder) throws Exception {
    assertThat(runShort(folder, "--backends=java", "--calls=100", "--seconds=0", "--pictures=0"))
        .containsExactly("java: 100 calls", "java: 5 cycles of load and close");
  }

  /** Returns the names of the tasks that passed. */
  private List<String> runShort(Path temporary, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--cycles=5", "--samples=3"));
    all.add("--tolerance=100"); // a few calls are over before the code is compiled
    all.add("--jvm=-XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + temporary);

    int code = run(all.toArray(String[]::new));

    assertThat(code).as(out.toString(UTF_8)).isZero();
    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(files).isEmpty();
    }
    return lines().stream()
        .filter(line -> line.matches(".* \\d+\\.\\d s  passed: heap .*"))
        .map(line -> line.replaceFirst("  .*", ""))
        .toList();
  }

  @Test
  void failsWhereATaskFails() {
    assertThat(run("--backends=abacus", "--calls=1", "--seconds=0", "--pictures=0", "--cycles=0"))
        .isEqualTo(1);
    assertThat(lines().get(lines().size() - 1))
        .startsWith("abacus: 1 calls")
        .endsWith("FAILED: the JVM ended with 1");
  }
}
