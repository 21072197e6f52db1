package org.sketchsdk.train.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LinearScaleTest {
  @Test
  void zeroPointIsZeroWhereNothingIsNegative() {
    assertThat(LinearScale.of(0, 51)).isEqualTo(new LinearScale(0.2f, 0));
    assertThat(LinearScale.of(3, 51)).isEqualTo(new LinearScale(0.2f, 0));
  }

  @Test
  void zeroAlwaysHasACodeOfItsOwn() {
    assertThat(LinearScale.of(-1.3, 2.9).round(0)).isZero();
    assertThat(LinearScale.of(-5, -3).zeroPoint()).isEqualTo(255);
    assertThat(LinearScale.of(-5, -3).round(0)).isZero();
  }

  @Test
  void coversBothEndsWithinAStep() {
    LinearScale scale = LinearScale.of(-1.3, 2.9);

    assertThat(scale.round(-1.3)).isCloseTo(-1.3, within(0.5 * scale.scale()));
    assertThat(scale.round(2.9)).isCloseTo(2.9, within(0.5 * scale.scale()));
    assertThat(scale.round(100)).isCloseTo(2.9, within(0.5 * scale.scale()));
    assertThat(scale.round(-100)).isCloseTo(-1.3, within(0.5 * scale.scale()));
  }

  @Test
  void anActivationThatIsAlwaysZeroHasAScale() {
    assertThat(LinearScale.of(0, 0).round(0)).isZero();
    assertThat(LinearScale.of(0, 1e-40).scale()).isEqualTo(1f / 255);
  }

  @Test
  void refusesScalesThatAreNoNumbersAboveZero() {
    for (float scale : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new LinearScale(scale, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("finite and above 0");
    }
  }
}
