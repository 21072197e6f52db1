package org.sketchsdk.train.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KnownScoreFitTest {
  private static List<double[]> around(double[] center, int count, Random random) {
    List<double[]> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] sample = center.clone();
      for (int j = 0; j < sample.length; j++) {
        sample[j] += random.nextGaussian() * 0.2;
      }
      samples.add(sample);
    }
    return samples;
  }

  private static double score(float[] weights, double[] sample) {
    double score = 0;
    for (int i = 0; i < weights.length; i++) {
      score += weights[i] * sample[i];
    }
    return score;
  }

  @Test
  void scoresWhatIsKnownHigher() {
    Random random = new Random(1);
    double[] here = {0.5, 0.1, 0.9, 4, 1};
    double[] there = {0.1, 0.5, 0.7, 3, 1};
    float[] weights =
        KnownScoreFit.regression(around(here, 300, random), around(there, 1_000, random));

    int right = 0;
    double middle = (score(weights, here) + score(weights, there)) / 2;
    for (double[] sample : around(here, 500, random)) {
      right += score(weights, sample) > middle ? 1 : 0;
    }
    for (double[] sample : around(there, 500, random)) {
      right += score(weights, sample) < middle ? 1 : 0;
    }
    assertThat(right).isGreaterThan(950);
    assertThat(score(weights, here)).isGreaterThan(score(weights, there) + 1);
  }

  /** At the optimum the gradient of the regularized loss is zero, which Newton's method reaches. */
  @Test
  void findsTheWeightsThatDescentFindsToo() {
    Random random = new Random(2);
    List<double[]> known = around(new double[] {0.4, 1, 3, 0.5}, 60, random);
    List<double[]> unknown = around(new double[] {0.2, 0.8, 2.8, 0.4}, 90, random);
    float[] weights = KnownScoreFit.regression(known, unknown);

    double[] factors = {5, 3, 0.2, 1};
    double[] w = new double[5];
    for (int step = 0; step < 60_000; step++) {
      double[] gradient = new double[5];
      for (int i = 0; i < 4; i++) {
        gradient[i] = 0.001 * w[i];
      }
      for (List<double[]> kind : List.of(known, unknown)) {
        for (double[] sample : kind) {
          double logit = w[4];
          for (int i = 0; i < 4; i++) {
            logit += w[i] * sample[i] * factors[i];
          }
          double error = 0.5 / kind.size() * (1 / (1 + Math.exp(-logit)) - (kind == known ? 1 : 0));
          for (int i = 0; i < 4; i++) {
            gradient[i] += error * sample[i] * factors[i];
          }
          gradient[4] += error;
        }
      }
      for (int i = 0; i < 5; i++) {
        w[i] -= 0.2 * gradient[i];
      }
    }
    for (int i = 0; i < 4; i++) {
      assertThat((double) weights[i]).isCloseTo(w[i] * factors[i], within(0.02));
    }
  }
}
