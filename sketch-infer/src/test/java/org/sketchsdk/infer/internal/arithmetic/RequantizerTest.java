package org.sketchsdk.infer.internal.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequantizerTest {
  private static float[] codes(float multiplier, int zeroPoint, float... sums) {
    float[] multipliers = new float[sums.length];
    Arrays.fill(multipliers, multiplier);
    new Requantizer(multipliers, zeroPoint).apply(sums);
    return sums;
  }

  @Test
  void roundsHalvesToEven() {
    assertThat(codes(0.5f, 100, -5, -3, -1, 1, 3, 5, 7))
        .usingElementComparator((a, b) -> Float.compare(a + 0f, b + 0f))
        .containsExactly(-2, -2, 0, 0, 2, 2, 4);
  }

  @Test
  void clipsToTheRangeOfCodes() {
    assertThat(codes(1, 0, -1e9f, 254.6f, 255.4f, 1e9f)).containsExactly(0, 255, 255, 255);
    assertThat(codes(1, 255, -1e9f, -255.4f, 0.4f))
        .usingElementComparator(Float::compare)
        .containsExactly(-255, -255, 0);
    assertThat(codes(1e30f, 7, -1e9f, 1e9f)).containsExactly(-7, 248);
  }

  @Test
  void agreesWithRoundingOfTheMathLibrary() {
    Random random = new Random(20261101);
    for (int i = 0; i < 100_000; i++) {
      float multiplier = random.nextFloat() / 1_000;
      int sum = random.nextInt(400_000) - 200_000;
      int zeroPoint = random.nextInt(256);
      double expected =
          Math.max(0, Math.min(255, Math.rint((float) sum * multiplier) + zeroPoint)) - zeroPoint;
      assertThat((double) codes(multiplier, zeroPoint, sum)[0] + 0.0).isEqualTo(expected + 0.0);
    }
  }
}
