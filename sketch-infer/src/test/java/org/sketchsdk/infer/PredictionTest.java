package org.sketchsdk.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
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
    assertThat(new Prediction(List.of(CAT, DOG), Verdict.RECOGNISED).top()).isSameAs(CAT);
  }

  @Test
  void anEmptyPredictionHasNoTop() {
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(Prediction.EMPTY::top)
        .withMessageContaining("verdict()");
  }

  @Test
  void copiesTheCandidates() {
    List<Candidate> candidates = new ArrayList<>(List.of(CAT, DOG));
    Prediction prediction = new Prediction(candidates, Verdict.UNCERTAIN);
    candidates.clear();
    assertThat(prediction.candidates()).containsExactly(CAT, DOG).isUnmodifiable();
  }

  @Test
  void hasCandidatesExactlyIfNotEmpty() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Prediction(List.of(CAT), Verdict.EMPTY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Prediction(List.of(), Verdict.UNCERTAIN));
  }

  @Test
  void candidatesAreSorted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Prediction(List.of(DOG, CAT), Verdict.RECOGNISED))
        .withMessageContaining("sorted");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void refusesAProbabilityOutOfRange(double probability) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Candidate("cat", probability));
  }
}
