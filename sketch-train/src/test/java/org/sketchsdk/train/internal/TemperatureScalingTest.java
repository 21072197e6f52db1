package org.sketchsdk.train.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sketchsdk.augment.SeededRandom;

class TemperatureScalingTest {
  private static final int DRAWINGS = 20_000;
  private static final int CLASSES = 4;

  private final float[] logits = new float[DRAWINGS * CLASSES];
  private final int[] labels = new int[DRAWINGS];

  /** Draws each label from softmax(logits / temperature), which is then the best temperature. */
  private void simulate(double temperature) {
    SeededRandom random = SeededRandom.of(11);
    for (int i = 0; i < DRAWINGS; i++) {
      double[] weights = new double[CLASSES];
      double total = 0;
      for (int c = 0; c < CLASSES; c++) {
        logits[i * CLASSES + c] = (float) (3 * random.nextGaussian());
        weights[c] = StrictMath.exp(logits[i * CLASSES + c] / temperature);
        total += weights[c];
      }
      double rest = random.nextDouble() * total;
      int label = 0;
      while (label < CLASSES - 1 && rest >= weights[label]) {
        rest -= weights[label++];
      }
      labels[i] = label;
    }
  }

  @Test
  void findsTheTemperatureThatTheLabelsWereDrawnWith() {
    for (double temperature : new double[] {0.6, 1, 2.5}) {
      simulate(temperature);

      assertThat(TemperatureScaling.fit(logits, labels))
          .isCloseTo(temperature, within(0.04 * temperature));
    }
  }

  @Test
  void noOtherTemperatureIsBetter() {
    simulate(1.7);
    double best = TemperatureScaling.fit(logits, labels);
    double loss = TemperatureScaling.loss(logits, labels, best);

    for (double factor : new double[] {0.5, 0.9, 0.99, 1.01, 1.1, 2}) {
      assertThat(TemperatureScaling.loss(logits, labels, factor * best)).isGreaterThan(loss);
    }
  }

  @Test
  void theLossOfEqualLogitsIsTheLogarithmOfTheClasses() {
    assertThat(TemperatureScaling.loss(new float[8], new int[] {3, 0}, 1))
        .isCloseTo(Math.log(4), within(1e-12));
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    assertThat(TemperatureScaling.loss(new float[] {1e30f, -1e30f}, new int[] {0}, 1)).isZero();
  }
}
