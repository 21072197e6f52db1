package org.sketchsdk.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WilsonIntervalTest {
  @Test
  void agreesWithKnownValues() {
    WilsonInterval interval = WilsonInterval.of(95, 100);

    assertThat(interval.low()).isCloseTo(0.8882, within(5e-5));
    assertThat(interval.high()).isCloseTo(0.9785, within(5e-5));
  }

  @Test
  void staysWithinZeroAndOne() {
    assertThat(WilsonInterval.of(0, 10).low()).isZero();
    assertThat(WilsonInterval.of(0, 10).high()).isCloseTo(0.2775, within(5e-5));
    assertThat(WilsonInterval.of(10, 10).high()).isEqualTo(1);
    assertThat(WilsonInterval.of(10, 10).low()).isCloseTo(1 - 0.2775, within(5e-5));
  }

  @Test
  void refusesCountsThatAreNone() {
    assertThatThrownBy(() -> WilsonInterval.of(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WilsonInterval.of(3, 2))
        .hasMessage("successes must be 0 to trials, and trials at least 1: 3 of 2");
  }
}
