package org.sketchsdk.train.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.train.internal.onnx.FoldedNetwork;
import org.sketchsdk.train.quantize.QuantizedWeights.Limit;

class QuantizedWeightsTest {
  private static final int OUTPUTS = 40;
  private static final int INPUTS = 30;

  private static FoldedNetwork.Weights random(long seed) {
    SeededRandom random = SeededRandom.of(seed);
    float[] weight = new float[OUTPUTS * INPUTS];
    float[] bias = new float[OUTPUTS];
    for (int k = 0; k < OUTPUTS; k++) {
      double spread = StrictMath.exp(random.uniform(-8, 4));
      for (int i = 0; i < INPUTS; i++) {
        weight[k * INPUTS + i] = (float) (random.nextGaussian() * spread);
      }
      bias[k] = (float) random.nextGaussian();
    }
    return new FoldedNetwork.Weights(weight, bias);
  }

  @Test
  void twoMagnitudesOfAChannelStayBelowTheLimit() {
    for (long seed = 0; seed < 50; seed++) {
      QuantizedWeights weights = QuantizedWeights.of(random(seed), 0.01f, Limit.PAIRS);
      for (int k = 0; k < OUTPUTS; k++) {
        for (int i = 0; i < INPUTS; i++) {
          int first = Math.abs(weights.codes()[k * INPUTS + i]);
          assertThat(first).isLessThanOrEqualTo(127);
          for (int j = 0; j < i; j++) {
            int second = Math.abs(weights.codes()[k * INPUTS + j]);
            assertThat(255 * (first + second)).isLessThanOrEqualTo(32767);
          }
        }
      }
    }
  }

  @Test
  void theLimitIsUsedUp() {
    QuantizedWeights weights = QuantizedWeights.of(random(1), 0.01f, Limit.PAIRS);
    for (int k = 0; k < OUTPUTS; k++) {
      int[] sorted = new int[INPUTS];
      for (int i = 0; i < INPUTS; i++) {
        sorted[i] = Math.abs(weights.codes()[k * INPUTS + i]);
      }
      Arrays.sort(sorted);
      assertThat(sorted[INPUTS - 1] + sorted[INPUTS - 2]).isBetween(126, 128);
    }
  }

  @Test
  void limitsOfSevenAndEightBitsBoundEachWeight() {
    for (Limit limit : new Limit[] {Limit.SEVEN_BITS, Limit.EIGHT_BITS}) {
      int largest = 0;
      for (byte code : QuantizedWeights.of(random(2), 0.01f, limit).codes()) {
        largest = Math.max(largest, Math.abs(code));
      }
      assertThat(largest).isEqualTo(limit == Limit.SEVEN_BITS ? 64 : 127);
    }
  }

  @Test
  void roundsToTheNearestCode() {
    FoldedNetwork.Weights floats = random(3);
    for (Limit limit : Limit.values()) {
      QuantizedWeights weights = QuantizedWeights.of(floats, 0.01f, limit);
      for (int i = 0; i < floats.weight().length; i++) {
        double scale = weights.scales()[i / INPUTS];
        assertThat(weights.codes()[i] * scale)
            .isCloseTo(floats.weight()[i], within(0.5001 * scale));
      }
      for (int k = 0; k < OUTPUTS; k++) {
        double step = (double) 0.01f * weights.scales()[k];
        assertThat(weights.bias()[k] * step).isCloseTo(floats.bias()[k], within(0.5001 * step));
      }
    }
  }

  @Test
  void oneLargeWeightMayTakeTheWholeRange() {
    FoldedNetwork.Weights floats =
        new FoldedNetwork.Weights(new float[] {2, 0, 0.01f}, new float[] {0});

    assertThat(QuantizedWeights.of(floats, 1, Limit.PAIRS).codes()).containsExactly(127, 0, 1);
  }

  @Test
  void aBiasWithoutWeightsIsKept() {
    FoldedNetwork.Weights floats =
        new FoldedNetwork.Weights(new float[] {0, 0, 1e-30f, 0}, new float[] {3, -100});
    QuantizedWeights weights = QuantizedWeights.of(floats, 0.01f, Limit.PAIRS);

    assertThat(weights.codes()).containsOnly(0);
    for (int k = 0; k < 2; k++) {
      assertThat(weights.bias()[k] * 0.01 * weights.scales()[k])
          .isCloseTo(floats.bias()[k], within(1e-4));
    }
  }
}
