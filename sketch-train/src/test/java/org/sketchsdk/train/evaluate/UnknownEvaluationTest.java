package org.sketchsdk.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sketchsdk.train.evaluate.UnknownEvaluation.Scores;

class UnknownEvaluationTest {
  private static Scores scores(double... scores) {
    return new Scores("some", Arrays.stream(scores).boxed().toList(), 0);
  }

  private static UnknownEvaluation of(Scores known, Scores unknown, double threshold) {
    return new UnknownEvaluation(known, List.of(unknown), 0.05, threshold);
  }

  @Test
  void theAreaUnderTheCurveIsTheShareOfPairsInTheRightOrder() {
    Random random = new Random(1);
    for (int round = 0; round < 50; round++) {
      // of few values, so that many are equal
      Scores known = scores(random.ints(1 + round, 2, 9).asDoubleStream().toArray());
      Scores unknown = scores(random.ints(60 - round, 0, 7).asDoubleStream().toArray());
      double pairs = 0;
      for (double a : known.scores()) {
        for (double b : unknown.scores()) {
          pairs += a > b ? 1 : a == b ? 0.5 : 0;
        }
      }
      assertThat(of(known, unknown, 0).auroc(unknown))
          .isCloseTo(pairs / (1 + round) / (60 - round), within(1e-12));
    }
  }

  @Test
  void acceptsWhatScoresAsHighAsAllButOneInTwentyOfTheKnown() {
    double[] known = new double[20];
    for (int i = 0; i < known.length; i++) {
      known[i] = 20 - i;
    }
    Scores unknown = scores(0, 1, 1.9, 2, 2.1, 30);
    // the lowest of 20 is rejected, the second lowest is 2
    assertThat(of(scores(known), unknown, 0).falselyAccepted(unknown)).isEqualTo(3);
    assertThat(of(scores(5), unknown, 0).falselyAccepted(unknown)).isEqualTo(1);
  }

  @Test
  void callsUnknownWhatIsBelowTheThreshold() {
    Scores known = scores(1, 2, 3);
    Scores unknown = scores(0, 2, 1);
    UnknownEvaluation evaluation = of(known, unknown, 2);
    assertThat(evaluation.calledUnknown(known)).isEqualTo(1);
    assertThat(evaluation.calledUnknown(unknown)).isEqualTo(2);
    assertThat(unknown.scores()).containsExactly(0.0, 1.0, 2.0);
  }
}
