package org.sketchsdk.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final Augmentation<String> DIGIT = (text, random) -> text + random.nextInt(10);
  private static final Augmentation<String> BRACKETS = (text, random) -> "[" + text + "]";

  @Test
  void thenAppliesInTurnWithTheSameRandomNumbers() {
    SeededRandom random = SeededRandom.of(1);
    String expected = "[" + random.nextInt(10) + "]" + random.nextInt(10);

    assertThat(DIGIT.then(BRACKETS).then(DIGIT).apply("", SeededRandom.of(1))).isEqualTo(expected);
  }

  @Test
  void identityChangesNothingAndTakesNoNumber() {
    SeededRandom random = SeededRandom.of(2);
    String value = "a";

    assertThat(Augmentation.<String>identity().apply(value, random)).isSameAs(value);
    assertThat(random.nextLong()).isEqualTo(SeededRandom.of(2).nextLong());
  }

  @Test
  void probabilityDecidesHowOften() {
    Augmentation<String> now = BRACKETS.withProbability(0.3);
    int applied = 0;
    SeededRandom random = SeededRandom.of(3);
    for (int i = 0; i < 10_000; i++) {
      applied += now.apply("", random).isEmpty() ? 0 : 1;
    }
    // 3,000 ± 5 standard deviations of 45.8
    assertThat(applied).isBetween(2_771, 3_229);
    assertThat(BRACKETS.withProbability(0).apply("a", random)).isEqualTo("a");
    assertThat(BRACKETS.withProbability(1).apply("a", random)).isEqualTo("[a]");
  }

  @Test
  void probabilityIsChecked() {
    assertThatThrownBy(() -> BRACKETS.withProbability(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("probability must be 0 to 1: 1.5");
    assertThatThrownBy(() -> BRACKETS.withProbability(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
