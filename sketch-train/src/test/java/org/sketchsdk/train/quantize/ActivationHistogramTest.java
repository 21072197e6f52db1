package org.sketchsdk.train.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.sketchsdk.augment.SeededRandom;

class ActivationHistogramTest {
  private static ActivationHistogram of(float... values) {
    ActivationHistogram histogram = new ActivationHistogram();
    histogram.widen(FloatBuffer.wrap(values));
    histogram.count(FloatBuffer.wrap(values));
    return histogram;
  }

  /** 0.01 … 10 and one value far above. */
  private static float[] withOutlier() {
    float[] values = new float[1001];
    for (int i = 0; i < 1000; i++) {
      values[i] = (i + 1) / 100f;
    }
    values[1000] = 1000;
    return values;
  }

  private static double top(LinearScale scale) {
    return (double) scale.scale() * (255 - scale.zeroPoint());
  }

  @Test
  void minMaxCoversEverything() {
    assertThat(top(of(withOutlier()).minMax())).isCloseTo(1000, within(0.001));
    assertThat(of(-2, 3).minMax()).isEqualTo(LinearScale.of(-2, 3));
  }

  @Test
  void percentileLeavesTheRarestOut() {
    // the outlier is 1 of 1001
    assertThat(top(of(withOutlier()).percentile(99.8))).isCloseTo(10, within(0.5));
    assertThat(top(of(withOutlier()).percentile(99.99))).isCloseTo(1000, within(0.001));
  }

  @Test
  void percentileLeavesOutAtBothEnds() {
    float[] values = new float[2002];
    for (int i = 0; i < 1000; i++) {
      values[i] = i / 1000f;
      values[1000 + i] = -i / 500f;
    }
    values[2000] = 50;
    values[2001] = -80;
    LinearScale scale = of(values).percentile(99.9);

    assertThat(scale.round(-1000)).isCloseTo(-2, within(0.1));
    assertThat(scale.round(1000)).isCloseTo(1, within(0.1));
  }

  @Test
  void zerosCountAsValuesOfPercentiles() {
    float[] values = new float[10_000];
    values[0] = 5;

    assertThat(top(of(values).percentile(99.9))).isLessThan(0.01);
  }

  @Test
  void leastSquaresIsNoWorseThanAnyOtherRange() {
    SeededRandom random = SeededRandom.of(3);
    float[] values = new float[20_000];
    for (int i = 0; i < values.length; i++) {
      double gaussian = random.nextGaussian();
      values[i] = (float) Math.max(0, gaussian * gaussian * gaussian);
    }
    ActivationHistogram histogram = of(values);
    LinearScale best = histogram.leastSquares();

    assertThat(best.zeroPoint()).isZero();
    assertThat(best.scale()).isLessThan(histogram.minMax().scale());
    for (LinearScale other :
        new LinearScale[] {
          histogram.minMax(), histogram.percentile(99.9), histogram.percentile(99.99)
        }) {
      assertThat(histogram.squaredError(best)).isLessThanOrEqualTo(histogram.squaredError(other));
    }
    // what the bins say is what the values say
    double error = 0;
    for (float value : values) {
      double difference = best.round(value) - value;
      error += difference * difference;
    }
    assertThat(histogram.squaredError(best)).isCloseTo(error, within(0.1 * error));
  }

  @Test
  void valuesThatAreAllTheSameHaveARange() {
    assertThat(of(0, 0).leastSquares()).isEqualTo(LinearScale.of(0, 0));
    assertThat(top(of(4, 4).leastSquares())).isCloseTo(4, within(0.1));
  }

  @Test
  void refusesValuesThatAreNotFinite() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> of(1, value))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("not finite");
    }
  }
}
