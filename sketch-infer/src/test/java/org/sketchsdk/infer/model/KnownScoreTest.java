package org.sketchsdk.infer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sketchsdk.infer.model.ModelFormatException.Reason;
import org.sketchsdk.testing.models.TestModel;

public class KnownScoreTest {
  private static Map<String, String> entries(KnownScore score) {
    return ModelMetadata.builder().knownScore(score).build().entries();
  }

  /** 0, 0.5, …, 50. */
  public static double[] halfPercents() {
    double[] quantiles = new double[KnownScore.QUANTILES];
    for (int i = 0; i < quantiles.length; i++) {
      quantiles[i] = i / 2.0;
    }
    return quantiles;
  }

  @Test
  void featuresAreTheDirectionOfTheEmbeddingAndThreeOfTheLogits() {
    // exp((2 - 4) / (2 * 2)) and exp((0 - 4) / (2 * 2)) over the temperature 2
    double softened = 1 / (1 + StrictMath.exp(-0.5) + StrictMath.exp(-1));
    assertThat(KnownScore.features(new float[] {2, 4, 0}, 2, new float[] {3, 0, 4}))
        .containsExactly(new double[] {0.6, 0, 0.8, softened, 4, (4 - 2) / 5.0}, within(1e-12));
  }

  @Test
  void anEmbeddingOfZerosHasNoDirection() {
    assertThat(KnownScore.features(new float[] {1, 1}, 1, new float[2]))
        .containsExactly(0, 0, 0.5, 1, 0);
    KnownScore score = KnownScore.of(new float[] {1, 1, 0, 2, 1}, halfPercents());
    assertThat(score.score(new float[] {1, 1}, 1, new float[2])).isEqualTo(2);
  }

  @Test
  void theScoreIsTheWeightedSumOfTheFeatures() {
    Random random = new Random(3);
    float[] weights = new float[8];
    float[] logits = new float[4];
    float[] embedding = new float[5];
    for (int round = 0; round < 100; round++) {
      for (float[] array : new float[][] {weights, logits, embedding}) {
        for (int i = 0; i < array.length; i++) {
          array[i] = (float) random.nextGaussian();
        }
      }
      double[] features = KnownScore.features(logits, 1.5, embedding);
      double expected = 0;
      double others = 0;
      for (int i = 0; i < weights.length; i++) {
        expected += weights[i] * features[i];
        others += i < 5 ? 0 : weights[i] * features[i];
      }
      assertThat(KnownScore.of(weights, halfPercents()).score(logits, 1.5, embedding))
          .isCloseTo(expected, within(1e-12));
      assertThat(
              KnownScore.of(Arrays.copyOfRange(weights, 5, 8), halfPercents())
                  .score(logits, 1.5, embedding))
          .as("weights of the other features alone")
          .isCloseTo(others, within(1e-12));
    }
  }

  @Test
  void refusesAnEmbeddingOfAnotherSize() {
    KnownScore score = KnownScore.of(new float[5], halfPercents());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> score.score(new float[2], 1, new float[3]))
        .withMessage("the weights are for embeddings of 2 values, not 3");
  }

  @Test
  void theThresholdIsTheQuantileOfTheShare() {
    KnownScore score = KnownScore.of(new float[] {0, 0, 1}, halfPercents());
    assertThat(score.threshold(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(score.threshold(0.05)).isCloseTo(2.5, within(1e-12));
    assertThat(score.threshold(0.055)).isCloseTo(2.75, within(1e-12));
    assertThat(score.threshold(1)).isEqualTo(50);
    assertThatIllegalArgumentException().isThrownBy(() -> score.threshold(-0.01));
    assertThatIllegalArgumentException().isThrownBy(() -> score.threshold(Double.NaN));
  }

  @Test
  void quantilesOfScoresLieBetweenTheSortedOnes() {
    double[] quantiles = KnownScore.quantiles(new double[] {3, 1, 2});
    assertThat(quantiles).hasSize(101).isSorted();
    assertThat(quantiles[0]).isEqualTo(1);
    assertThat(quantiles[25]).isEqualTo(1.5);
    assertThat(quantiles[50]).isEqualTo(2);
    assertThat(quantiles[100]).isEqualTo(3);
    assertThat(KnownScore.quantiles(new double[] {7})).containsOnly(7);
    assertThatIllegalArgumentException().isThrownBy(() -> KnownScore.quantiles(new double[0]));
  }

  @Test
  void theShareOfScoresBelowTheThresholdIsTheOneAskedFor() {
    Random random = new Random(4);
    double[] scores = random.doubles(983, -3, 8).toArray();
    KnownScore score = KnownScore.of(new float[3], KnownScore.quantiles(scores));
    for (double share : new double[] {0.01, 0.05, 0.2, 0.5}) {
      double threshold = score.threshold(share);
      long below = Arrays.stream(scores).filter(each -> each < threshold).count();
      assertThat(below / 983.0).isCloseTo(share, within(0.002));
    }
  }

  @Test
  void aModelSaysWhatItWasGiven() {
    float[] weights = new float[147 + 3];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i - 70) / 7f;
    }
    KnownScore score = KnownScore.of(weights, halfPercents());
    KnownScore read = ModelInfo.read(model(score).bytes(), "some.onnx").knownScore().orElseThrow();
    assertThat(entries(read)).isEqualTo(entries(score));
    assertThat(read.threshold(0.07)).isEqualTo(score.threshold(0.07));
    assertThat(read).hasToString("KnownScore[150 weights, 0.0 to 50.0]");
    assertThat(ModelInfo.read(TestModel.random().bytes(), "some.onnx").knownScore()).isEmpty();
  }

  public static TestModel model(KnownScore score) {
    return with(TestModel.random(), score);
  }

  public static TestModel with(TestModel model, KnownScore score) {
    entries(score).forEach(model::with);
    return model;
  }

  private static void assertRefused(byte[] onnx, String message) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelInfo.read(onnx, "some.onnx"))
        .withMessageContaining("the metadata's \"sketch.unknown\" ")
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.METADATA));
  }

  @ParameterizedTest
  @CsvSource({
    "weights, , there is no entry \"sketch.unknown.weights\"",
    "quantiles, , there is no entry \"sketch.unknown.quantiles\"",
    "weights, AAA*, Illegal base64",
    "weights, AAAA, numbers must have 4 bytes each",
    "weights, AAAAAA==, there must be at least 3 weights: 1",
    "weights, AADAfwAAAAAAAAAA, weights must be finite: NaN",
    "weights, AAAAAAAAAAAAAAAAAAAAAA==, not for the model's embedding of 147",
    "quantiles, 1 2 3, there must be 101 quantiles: 3",
    "quantiles, 1 x, 'For input string: \"x\"'"
  })
  void refusesEntriesWithoutMeaning(String key, String value, String message) {
    TestModel model = model(KnownScore.of(new float[3], halfPercents()));
    assertRefused(model.with("sketch.unknown." + key, value).bytes(), message);
  }

  @Test
  void refusesQuantilesOutOfOrderAndAScoreWithoutAnEmbedding() {
    KnownScore score = KnownScore.of(new float[3], halfPercents());
    Map<String, String> metadata = entries(score);
    String swapped = metadata.get("sketch.unknown.quantiles").replace("1.5 2.0", "2.0 1.5");
    assertRefused(
        model(score).with("sketch.unknown.quantiles", swapped).bytes(),
        "quantiles must be finite and sorted: 1.5 at 4 percent");
    assertRefused(
        model(score).bytesWithoutEmbedding(), "is not for the model's embedding of 0: KnownScore[");
  }
}
