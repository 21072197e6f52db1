package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunStateTest {
  private static final Path FILE = Path.of("checkpoint.bin");

  @Test
  void comesBackFromItsValues() throws IOException {
    RunState state = RunState.start(Optional.of("another run"));
    state.addSamples(640);
    state.validations(3);
    assertThat(state.add(0.75, 0.5)).isTrue();
    assertThat(state.add(0.5, 0.4)).isFalse();

    RunState read = RunState.read(state.values(12.5), FILE);

    assertThat(read.samples()).isEqualTo(640);
    assertThat(read.secondsBefore()).isEqualTo(12.5);
    assertThat(read.validations()).isEqualTo(3);
    assertThat(read.validationsSinceBest()).isEqualTo(1);
    assertThat(read.bestAccuracy()).isEqualTo(0.75);
    assertThat(read.latestAccuracy()).isEqualTo(0.5);
    assertThat(read.initial()).contains("another run");
    assertThat(read.values(12.5)).isEqualTo(state.values(12.5));
  }

  @Test
  void ofEqualAccuraciesTheLowerLossIsBetter() {
    RunState state = RunState.start(Optional.empty());
    assertThat(state.add(0.5, 0.9)).isTrue();
    assertThat(state.add(0.5, 0.9)).isFalse();
    assertThat(state.add(0.5, 0.8)).isTrue();
    assertThat(state.validationsSinceBest()).isZero();
  }

  @Test
  void readsCheckpointsFromBeforeThereWasPatience() throws IOException {
    Map<String, String> values = new LinkedHashMap<>(RunState.start(Optional.empty()).values(1));
    values.remove("validationsSinceBest");

    assertThat(RunState.read(values, FILE).validationsSinceBest()).isZero();
  }

  @Test
  void refusesAMissingCounterWithTheFile() {
    Map<String, String> values = new LinkedHashMap<>(RunState.start(Optional.empty()).values(1));
    values.remove("samples");

    assertThatThrownBy(() -> RunState.read(values, FILE))
        .isInstanceOf(StreamCorruptedException.class)
        .hasMessageStartingWith("a checkpoint must have all counters of a run")
        .hasMessageEndingWith("checkpoint.bin");
  }
}
