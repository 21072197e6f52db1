package org.sketchsdk.bench.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sketchsdk.bench.endurance.MemoryLog.Sample;

class MemoryLogTest {
  private static MemoryLog log(Sample... samples) {
    MemoryLog log = new MemoryLog();
    for (Sample sample : samples) {
      log.add(sample);
    }
    return log;
  }

  @Test
  void memoryMayBeSoFarOffItsMiddle() {
    MemoryLog log = log(new Sample(9.9, 300, 12), new Sample(10.1, 303, 12));

    assertThat(log.problems(2)).isEmpty();
    assertThat(log.problems(0.9)).containsExactly("heap 10.00 MB \u00b11.00 %");
    assertThat(log.summary())
        .isEqualTo(
            "heap 10.00 MB \u00b11.00 %, resident 301.50 MB \u00b10.50 %, at most 12 open files");
  }

  @Test
  void growthIsFoundInEachOfThem() {
    Sample first = new Sample(10, 300, 12);

    assertThat(log(first, new Sample(11, 300, 12)).problems(2))
        .containsExactly("heap 10.50 MB \u00b14.76 %");
    assertThat(log(first, new Sample(10, 320, 12)).problems(2))
        .containsExactly("resident 310.00 MB \u00b13.23 %");
    assertThat(log(first, new Sample(10, 300, 13)).problems(2))
        .containsExactly("open files 12 to 13");
  }

  @Test
  void whatTheSystemDoesNotSayIsNoProblem() {
    Sample unknown = new Sample(10, Double.NaN, Double.NaN);

    assertThat(log(unknown, unknown).problems(2)).isEmpty();
  }

  @Test
  void aSampleIsOfThisProcess() throws Exception {
    byte[] kept = new byte[32_000_000];
    Sample with = Sample.take();

    assertThat(with.heapMegabytes()).isGreaterThan(kept.length / 1e6);
    if (!Double.isNaN(with.residentMegabytes())) {
      assertThat(with.residentMegabytes()).isGreaterThan(with.heapMegabytes());
      assertThat(with.openFiles()).isPositive();
    }
  }
}
