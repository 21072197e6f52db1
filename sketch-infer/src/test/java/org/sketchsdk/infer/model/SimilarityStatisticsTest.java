package org.sketchsdk.infer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sketchsdk.infer.model.ModelFormatException.Reason;
import org.sketchsdk.infer.model.SimilarityStatistics.Row;

class SimilarityStatisticsTest {
  /** Evenly spread from one number to another. */
  private static List<Double> even(double from, double to) {
    List<Double> quantiles = new ArrayList<>();
    for (int i = 0; i < SimilarityStatistics.QUANTILES; i++) {
      quantiles.add(from + (to - from) * i / (SimilarityStatistics.QUANTILES - 1));
    }
    return quantiles;
  }

  private static SimilarityStatistics statistics() {
    return SimilarityStatistics.of(
        new float[] {0.5f, 0, 0},
        List.of(
            new Row(1, even(0, 1), even(-0.5, 0.5)), new Row(5, even(0.4, 1), even(-0.5, 0.5))));
  }

  @Test
  void similarityIsTheCosineAroundTheCenter() {
    SimilarityStatistics statistics = statistics();
    float[] means = {9, 9, 0.5f, 1, 0, 0.5f, 0, -1, 1, 0, 0};
    float[] unit = {0.5f, 1, 0};
    assertThat(statistics.similarity(unit, means, 2)).isCloseTo(1, within(1e-12));
    assertThat(statistics.similarity(unit, means, 5)).isZero();
    assertThat(statistics.similarity(new float[] {1, 0.5f, 0}, means, 8))
        .isCloseTo(Math.sqrt(0.5), within(1e-12));
    assertThat(statistics.similarity(new float[] {0.5f, 0, 0}, means, 2)).isZero();
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> statistics.similarity(unit, means, 9));
  }

  @Test
  void quantilesAreInterpolatedBetweenSharesAndBetweenNumbersOfExamples() {
    SimilarityStatistics statistics = statistics();
    assertThat(statistics.quantile(1, 0.33)).isCloseTo(0.33, within(1e-12));
    assertThat(statistics.quantile(5, 0.5)).isCloseTo(0.7, within(1e-12));
    assertThat(statistics.quantile(100, 0.5)).isCloseTo(0.7, within(1e-12));
    // at 2 examples, 1/n has gone 5/8 of the way from 1 to 1/5
    assertThat(statistics.quantile(2, 0)).isEqualTo(-1);
    assertThat(statistics.quantile(2, 0.5)).isCloseTo(0.5 + 0.2 * 5 / 8, within(1e-12));
    assertThat(statistics.quantile(1, 1)).isEqualTo(1);
  }

  @Test
  void recognizedFromTurnsAwayAsManyAsItAcceptsButAtMostAFifth() {
    // Own drawings below t: t. Others above t: 0.5 - t for one class. Equal at 0.25, above a fifth.
    assertThat(statistics().recognizedFrom(1, 1)).isCloseTo(0.2, within(1e-9));
    // Own drawings below t: (t - 0.4) / 0.6. Equal where (t - 0.4) / 0.6 = 0.5 - t.
    assertThat(statistics().recognizedFrom(5, 1)).isCloseTo(0.4375, within(0.001));
    // With two classes others are accepted twice: the threshold is higher.
    assertThat(statistics().recognizedFrom(5, 2))
        .isGreaterThan(statistics().recognizedFrom(5, 1))
        .isLessThan(statistics().recognizedFrom(5, 1_000_000))
        .isLessThan(0.52);
    assertThat(statistics().recognizedFrom(5, 1_000_000)).isCloseTo(0.52, within(1e-9));
  }

  @Test
  void aModelsMetadataHoldsThem() {
    Map<String, String> entries =
        ModelMetadata.builder().similarity(statistics()).build().entries();
    SimilarityStatistics read = ModelMetadata.of(entries, "test").similarity(3).orElseThrow();
    assertThat(read.center()).containsExactly(0.5f, 0, 0);
    assertThat(read).hasToString("SimilarityStatistics[of [1, 5] examples, embeddings of 3]");
    for (double share : new double[] {0.05, 0.5, 0.95}) {
      assertThat(read.quantile(3, share)).isCloseTo(statistics().quantile(3, share), within(1e-7));
    }
    assertThat(ModelMetadata.builder().build().similarity(3)).isEmpty();
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelMetadata.of(entries, "test").similarity(4))
        .withMessageContaining("is not for the model's embedding of 4");
  }

  @ParameterizedTest
  @CsvSource({
    "'AAAA', '1 2', numbers must have 4 bytes each",
    "'AAAAAA==', '1 2', 'a row must have 43 numbers: 2'",
    "'!!!!', '1', Illegal base64",
    "'AAAAAA==', 'one', one",
  })
  void brokenEntriesAreRefused(String center, String quantiles, String message) {
    Map<String, String> entries =
        Map.of("sketch.similarity.center", center, "sketch.similarity.quantiles", quantiles);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelMetadata.of(entries, "test").similarity(1))
        .withMessageContaining("the metadata's \"sketch.similarity\" has no meaning")
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.METADATA));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(
            () ->
                ModelMetadata.of(Map.of("sketch.similarity.center", center), "test").similarity(1))
        .withMessageContaining("has no meaning");
  }

  @Test
  void refusesWhatIsOutOfRange() {
    Row row = new Row(2, even(0, 1), even(0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Row(0, even(0, 1), even(0, 1)))
        .withMessage("there must be at least 1 example: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Row(1, List.of(0.0), even(0, 1)))
        .withMessage("there must be 21 quantiles: 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Row(1, even(1, 0), even(0, 1)))
        .withMessageContaining("sorted");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimilarityStatistics.of(new float[] {Float.NaN}, List.of(row)))
        .withMessage("the center must be finite: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimilarityStatistics.of(new float[1], List.of(row, row)))
        .withMessage("rows must be in rising order of their examples: 2 after 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimilarityStatistics.of(new float[1], List.of()))
        .withMessage("there must be 1 to 1000 rows: 0");
  }
}
