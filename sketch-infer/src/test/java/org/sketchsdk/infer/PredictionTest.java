package org.sketchsdk.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.infer.Prediction.Candidate;
import org.sketchsdk.infer.Prediction.Verdict;

class PredictionTest {
  private static final Candidate CAT = new Candidate("cat", 0.75);
  private static final Candidate DOG = new Candidate("dog", 0.25);

  @Test
  void topIsTheFirstCandidate() {
    assertThat(Prediction.of(Verdict.RECOGNIZED, List.of(CAT, DOG)).top()).containsSame(CAT);
  }

  @Test
  void anEmptyPredictionHasNoTop() {
    assertThat(Prediction.of(Verdict.EMPTY, List.of()).top()).isEmpty();
  }

  @Test
  void copiesTheCandidates() {
    List<Candidate> candidates = new ArrayList<>(List.of(CAT, DOG));
    Prediction prediction = Prediction.of(Verdict.UNCERTAIN, candidates);
    candidates.clear();
    assertThat(prediction.candidates()).containsExactly(CAT, DOG).isUnmodifiable();
  }

  @Test
  void hasCandidatesExactlyIfNotEmpty() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prediction.of(Verdict.EMPTY, List.of(CAT)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prediction.of(Verdict.UNCERTAIN, List.of()));
  }

  @Test
  void candidatesAreSorted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prediction.of(Verdict.RECOGNIZED, List.of(DOG, CAT)))
        .withMessageContaining("sorted");
  }

  @Test
  void answersForEachOfItsLabels() {
    Candidate emu = new Candidate("emu", 0.25);
    Prediction prediction = Prediction.of(Verdict.UNCERTAIN, List.of(CAT, DOG, emu));
    assertThat(prediction.probability("cat")).isEqualTo(0.75);
    assertThat(prediction.rank("cat")).hasValue(1);
    assertThat(prediction.rank("dog")).hasValue(2);
    assertThat(prediction.rank("emu")).as("equal ones in their order").hasValue(3);
    assertThat(prediction.matches("emu", 0.25)).isTrue();
    assertThat(prediction.matches("emu", 0.26)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prediction.probability("cats"))
        .withMessage("there is no label \"cats\"; near it are cat");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prediction.matches("cat", Double.NaN))
        .withMessage("minProbability must be 0 to 1: NaN");
    assertThat(prediction)
        .hasToString("Prediction[UNCERTAIN: cat 0.75, dog 0.25, emu 0.25]")
        .isEqualTo(Prediction.of(Verdict.UNCERTAIN, List.of(CAT, DOG, emu)))
        .isNotEqualTo(Prediction.of(Verdict.RECOGNIZED, List.of(CAT, DOG, emu)));
  }

  @Test
  void whatIsUnknownOrEmptyMatchesNothing() {
    assertThat(Prediction.of(Verdict.UNKNOWN, List.of(CAT)).matches("cat", 0)).isFalse();
    Prediction empty = Prediction.of(Verdict.EMPTY, List.of());
    assertThat(empty.matches("cat", 0)).isFalse();
    assertThat(empty.probability("cat")).isZero();
    assertThat(empty.rank("cat")).isEmpty();
  }

  @Test
  void aLabelOccursOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prediction.of(Verdict.RECOGNIZED, List.of(CAT, CAT)))
        .withMessage("label \"cat\" occurs twice");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void refusesAProbabilityOutOfRange(double probability) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Candidate("cat", probability));
  }
}
