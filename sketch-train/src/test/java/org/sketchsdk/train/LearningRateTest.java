package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateTest {
  private static final LearningRate RATE = new LearningRate(0.002f);

  @Test
  void risesLinearlyInTheFirstTwentyFifth() {
    assertThat(RATE.at(0)).isCloseTo(0.002f * 0.01f, within(1e-9f));
    assertThat(RATE.at(0.01)).isCloseTo(0.0005f, within(1e-9f));
    assertThat(RATE.at(0.03)).isCloseTo(0.0015f, within(1e-9f));
  }

  @Test
  void fallsAlongACosineToZero() {
    assertThat(RATE.at(0.04)).isEqualTo(0.002f);
    assertThat(RATE.at(0.52)).isCloseTo(0.001f, within(1e-9f));
    assertThat(RATE.at(1)).isZero();
    assertThat(RATE.at(1.5)).isZero();
  }
}
