package org.sketchsdk.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final List<String> LABELS = List.of("cat", "dog", "sun");

  private static Evaluation evaluation(Outcome... outcomes) {
    return Evaluation.of(LABELS, List.of(outcomes));
  }

  private static Outcome outcome(int actual, int answer, double probability) {
    return new Outcome(
        actual, answer, probability, actual == answer ? probability : 0.01, actual == answer);
  }

  @Test
  void countsByClass() {
    Evaluation evaluation =
        evaluation(
            outcome(0, 0, 0.9),
            outcome(0, 1, 0.8),
            new Outcome(0, 1, 0.6, 0.3, true),
            Outcome.none(0),
            outcome(1, 1, 0.7));

    assertThat(evaluation.total()).isEqualTo(5);
    assertThat(evaluation.correct()).isEqualTo(2);
    assertThat(evaluation.correctTopThree()).isEqualTo(3);
    assertThat(evaluation.total(0)).isEqualTo(4);
    assertThat(evaluation.correct(0)).isEqualTo(1);
    assertThat(evaluation.correctTopThree(0)).isEqualTo(2);
    assertThat(evaluation.total(2)).isZero();
    assertThat(evaluation.confusions())
        .containsExactly(List.of(1, 2, 0), List.of(0, 1, 0), List.of(0, 0, 0));
    assertThat(evaluation.worstClass()).isZero();
    assertThat(evaluation.worstConfusions(9))
        .containsExactly(new Evaluation.Confusion("cat", "dog", 2, 4));
  }

  @Test
  void findsNoWorstClassWithoutSamples() {
    assertThat(evaluation().worstClass()).isEqualTo(-1);
    assertThat(evaluation(outcome(2, 2, 1), outcome(1, 1, 1)).worstClass()).isEqualTo(1);
  }

  @Test
  void sortsAnswersIntoFifteenBinsAndAveragesTheirGaps() {
    Evaluation evaluation =
        evaluation(
            outcome(0, 0, 0.9), // 13.5 of 15: bin 13
            outcome(0, 0, 0.9),
            outcome(0, 1, 0.9),
            outcome(1, 1, 0.5), // 7.5: bin 7
            outcome(1, 0, 0.2), // 3 exactly: the upper end of bin 2
            Outcome.none(2));

    Reliability reliability = evaluation.reliability();
    assertThat(reliability.bins()).hasSize(15);
    assertThat(reliability.count()).isEqualTo(5);
    Reliability.Bin bin = reliability.bins().get(13);
    assertThat(bin.count()).isEqualTo(3);
    assertThat(bin.correct()).isEqualTo(2);
    assertThat(bin.meanProbability()).isCloseTo(0.9, within(1e-12));
    assertThat(bin.low()).isCloseTo(0.8667, within(1e-4));
    assertThat(reliability.bins().get(7).correct()).isEqualTo(1);
    assertThat(reliability.bins().get(2).count()).isEqualTo(1);
    // (3 · |2/3 − 0.9| + |1 − 0.5| + |0 − 0.2|) / 5
    assertThat(reliability.expectedCalibrationError()).isCloseTo(0.28, within(1e-12));
  }

  @Test
  void putsTheExtremesIntoTheFirstAndTheLastBin() {
    Reliability reliability = evaluation(outcome(0, 0, 1), outcome(0, 1, 0)).reliability();

    assertThat(reliability.bins().get(0).count()).isEqualTo(1);
    assertThat(reliability.bins().get(14).count()).isEqualTo(1);
    assertThat(reliability.expectedCalibrationError()).isZero();
    assertThat(evaluation().reliability().expectedCalibrationError()).isZero();
  }

  @Test
  void averagesTheLogarithmOfTheTrueClassesProbability() {
    Evaluation evaluation =
        evaluation(
            new Outcome(0, 0, 0.5, 0.5, true),
            new Outcome(0, 1, 0.75, 0.25, true),
            Outcome.none(0));

    assertThat(evaluation.negativeLogLikelihood().orElseThrow())
        .isCloseTo(1.5 * Math.log(2), within(1e-12));
    assertThat(evaluation(new Outcome(0, 1, 0.75, Double.NaN, false)).negativeLogLikelihood())
        .isEmpty();
    assertThat(evaluation(Outcome.none(0)).negativeLogLikelihood()).isEmpty();
    assertThat(evaluation(new Outcome(0, 1, 1, 0, false)).negativeLogLikelihood().orElseThrow())
        .isBetween(700.0, 750.0);
  }

  @Test
  void ranksMistakesByTheirProbability() {
    Evaluation evaluation =
        evaluation(
            outcome(0, 1, 0.6),
            outcome(0, 0, 0.99),
            outcome(1, 0, 0.8),
            Outcome.none(2),
            outcome(2, 1, 0.6));

    assertThat(evaluation.worstMistakes(10)).containsExactly(2, 0, 4);
    assertThat(evaluation.worstMistakes(1)).containsExactly(2);
  }

  @Test
  void refusesClassesOutOfRange() {
    assertThatThrownBy(() -> evaluation(outcome(0, 3, 0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the classes of an outcome must be 0 to 2: Outcome[");
    assertThatThrownBy(() -> evaluation(outcome(-1, 0, 0.5)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
