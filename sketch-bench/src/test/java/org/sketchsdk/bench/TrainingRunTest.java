package org.sketchsdk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingRunTest {
  private static final String SAID =
      """
      12800 samples in 40 s, 320 samples/s
      stages: wait 0.5 s (1 %), copy 0.5 s (1 %), forward 9.0 s (30 %), backward 19.0 s (63 %), \
      step 1.0 s (3 %), validate 2.0 s (6 %), render 6.5 s beside them
      validation accuracy 50.00 % (2 of 4, 95 % interval 15.00 to 85.00 %)
      """;

  /** Stands for the command: looks at the data and says the same always. */
  public static final class Echo {
    private Echo() {}

    public static void main(String[] arguments) throws IOException {
      List<String> all = Arrays.asList(arguments);
      Path data = Path.of(all.get(all.indexOf("--data") + 1));
      if (Files.readAllLines(data.resolve("train/one.ndjson")).isEmpty()
          || Files.readAllLines(data.resolve("val/three.ndjson")).isEmpty()
          || !all.contains("5")) {
        throw new AssertionError(all);
      }
      System.out.print(SAID);
    }
  }

  @Test
  void readsWhatTheCommandSaysOfItsStages() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(java, "-cp", System.getProperty("java.class.path"), Echo.class.getName());

    TrainingRun run = TrainingRun.measure(command, "gap", 5);

    assertThat(run.network()).isEqualTo("gap");
    assertThat(run.samples()).isEqualTo(12_800);
    assertThat(run.stageSeconds())
        .isEqualTo(
            Map.of(
                "wait",
                0.5,
                "copy",
                0.5,
                "forward",
                9.0,
                "backward",
                19.0,
                "step",
                1.0,
                "validate",
                2.0));
    assertThat(run.renderSeconds()).isEqualTo(6.5);
    assertThat(run.samplesPerSecond()).isCloseTo(12_800 / 30.0, within(1e-9));
  }

  @Test
  void refusesWhatSaysNothingOfStages() {
    assertThatThrownBy(() -> TrainingRun.of("gap", "done\n"))
        .isInstanceOf(IOException.class)
        .hasMessage("sketch train said nothing of its stages: done");
  }
}
