package org.sketchsdk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {
  private static Machine withFlags(String flags) {
    return Machine.of(
        List.of(
            "processor\t: 0",
            "model name\t: Some CPU: fast",
            "cpu MHz\t\t: 2596.120",
            "flags\t\t: fpu " + flags + " fpu",
            "",
            "processor\t: 1",
            "model name\t: Other CPU",
            "cpu MHz\t\t: 800.000"),
        Double.NaN);
  }

  @Test
  void takesTheFirstProcessorOfTheList() {
    Machine machine = withFlags("avx2 avx512_vnni sse4_1");

    assertThat(machine.processor()).isEqualTo("Some CPU: fast");
    assertThat(machine.megahertz()).isEqualTo(2596.12);
    assertThat(machine.instructions()).containsExactly("sse4_1", "avx2", "avx512_vnni");
    assertThat(machine.cores()).isPositive();
  }

  @Test
  void knowsItsArchitectureWhereNoListIs() {
    Machine machine = Machine.of(List.of(), Double.NaN);

    assertThat(machine.processor()).isEqualTo(System.getProperty("os.arch"));
    assertThat(machine.megahertz()).isNaN();
    assertThat(machine.instructions()).isEmpty();
    assertThat(machine.peak()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sse4_1, 0",
    "sse4_1 avx2, 32",
    "avx2 avx512f, 32",
    "avx2 avx512f avx512bw, 64",
    "avx2 avx_vnni, 64",
    "avx2 avx512bw avx_vnni avx512_vnni, 128",
    "avx2 avx512bw avx512_vnni amx_int8, 1024",
  })
  void thePeakIsThatOfTheBestInstructions(String flags, int macsPerCycle) {
    assertThat(withFlags(flags).peak().map(Machine.Peak::macsPerCycle).orElse(0))
        .isEqualTo(macsPerCycle);
  }

  @Test
  void readsTheFeaturesOfArmProcessors() {
    Machine machine = Machine.of(List.of("Features\t: fp asimd asimddp"), Double.NaN);

    assertThat(machine.instructions()).containsExactly("asimd", "asimddp");
    assertThat(machine.peak().orElseThrow().macsPerCycle()).isEqualTo(32);
  }

  @Test
  void isBusyWhenMoreThanHalfOfItIsUsed() {
    assertThat(new Machine("cpu", 1, 1, Set.of(), 4, "os", "jdk", 2.1).isBusy()).isTrue();
    assertThat(new Machine("cpu", 1, 1, Set.of(), 4, "os", "jdk", 2).isBusy()).isFalse();
    assertThat(new Machine("cpu", 1, 1, Set.of(), 4, "os", "jdk", -1).isBusy()).isFalse();
  }

  @Test
  void theMeasuredClockCountsMoreThanTheNamedOne() {
    assertThat(new Machine("cpu", 2000, 3500, Set.of(), 4, "os", "jdk", 0).clockMegahertz())
        .isEqualTo(3500);
    assertThat(new Machine("cpu", 2000, Double.NaN, Set.of(), 4, "os", "jdk", 0).clockMegahertz())
        .isEqualTo(2000);
  }

  @Test
  void looksAtThisMachine() throws IOException {
    Machine machine = Machine.here();

    assertThat(machine.processor()).isNotBlank();
    if (System.getProperty("os.arch").equals("amd64")) {
      assertThat(machine.measuredMegahertz()).isPositive();
    }
  }
}
