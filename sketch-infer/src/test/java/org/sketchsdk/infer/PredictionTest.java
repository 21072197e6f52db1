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

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void refusesAProbabilityOutOfRange(double probability) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Candidate("cat", probability));
  }
}
