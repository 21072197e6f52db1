package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sketchsdk.augment.SeededRandom;

class MixupTest {
  @Test
  void drawsTheLargerShareOfABetaDistribution() {
    // The mean of max(x, 1 - x) is 3/4 for α = 1; for α = 1/2, the arcsine law, it is 1/2 + 1/π.
    assertThat(meanShare(1)).isCloseTo(0.75, within(0.005));
    assertThat(meanShare(0.5f)).isCloseTo(0.5 + 1 / Math.PI, within(0.005));
  }

  private static double meanShare(float alpha) {
    SeededRandom random = SeededRandom.of(5);
    Mixup mixup = new Mixup(alpha);
    int count = 20_000;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      float share = mixup.share(random);
      assertThat(share).isBetween(0.5f, 1f);
      sum += share;
    }
    return sum / count;
  }

  @Test
  void blendsEachRasterWithTheNextAsItWas() {
    byte[] rasters = {(byte) 200, 0, 100, (byte) 255, 0, 40};

    Mixup.blend(rasters, 2, new float[] {0.75f, 1, 0.5f});

    assertThat(rasters).containsExactly(175, 64, 100, 255, 100, 20);
  }
}
