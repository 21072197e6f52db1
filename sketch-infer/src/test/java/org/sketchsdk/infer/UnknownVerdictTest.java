package org.sketchsdk.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.Prediction.Verdict;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.KnownScoreTest;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.testing.models.TestModel;

/** With a model of four halves, to which a drawing is the less known the more even it is. */
class UnknownVerdictTest {
  private static final Drawing LEFT = lines(0, 0, 0, 100, 5, 100, 5, 0, 10, 0, 100, 50);
  private static final Drawing SQUARE = lines(0, 0, 100, 0, 100, 100, 0, 100, 0, 0);

  private static Drawing lines(float... xy) {
    float[] x = new float[xy.length / 2];
    float[] y = new float[xy.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = xy[2 * i];
      y[i] = xy[2 * i + 1];
    }
    return Drawing.of(List.of(Stroke.of(x, y)));
  }

  private static TestModel knowing() {
    double[] quantiles = new double[KnownScore.QUANTILES];
    for (int i = 0; i < quantiles.length; i++) {
      quantiles[i] = 0.02 * i;
    }
    return KnownScoreTest.with(TestModel.halves(), KnownScore.of(new float[] {0, 0, 1}, quantiles));
  }

  private static SketchClassifier.Builder with(byte[] model) {
    return SketchClassifier.builder().model(model).backend("reference");
  }

  @Test
  void aDrawingLikeNoneOfTheClassesIsUnknown() {
    try (SketchClassifier classifier =
        with(knowing().bytes()).minProbability(0).minMargin(0).build()) {
      assertThat(classifier.maxFalseUnknown()).isEqualTo(0.05);
      assertThat(classifier.classify(LEFT).verdict()).isEqualTo(Verdict.RECOGNIZED);
      assertThat(classifier.classify(LEFT).top().orElseThrow().label()).isEqualTo("left");
      Prediction square = classifier.classify(SQUARE);
      assertThat(square.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(square.candidates()).as("what it would be taken for").hasSize(3);
      assertThat(classifier.classify(Drawing.empty()).verdict()).isEqualTo(Verdict.EMPTY);
    }
  }

  @Test
  void theSettingMovesTheThresholdByTheModelsQuantiles() {
    Rasterizer rasterizer;
    double score;
    try (SketchClassifier classifier = with(knowing().bytes()).build()) {
      rasterizer = Rasterizer.create(classifier.info().rasterOptions());
      score = classifier.knownScore(rasterizer.render(LEFT)).orElseThrow();
      assertThat(score).isBetween(0.1, 1.9);
    }
    double share = score / 2; // the quantile at a share is twice that
    try (SketchClassifier above = with(knowing().bytes()).maxFalseUnknown(share + 0.001).build();
        SketchClassifier below = with(knowing().bytes()).maxFalseUnknown(share - 0.001).build();
        SketchClassifier never = with(knowing().bytes()).maxFalseUnknown(0).build()) {
      assertThat(above.classify(LEFT).verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(below.classify(LEFT).verdict()).isNotEqualTo(Verdict.UNKNOWN);
      assertThat(never.classify(SQUARE).verdict()).isNotEqualTo(Verdict.UNKNOWN);
    }
  }

  @Test
  void refusesASettingOutOfItsRange() {
    for (double share : new double[] {-0.01, 1.01, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SketchClassifier.builder().maxFalseUnknown(share))
          .withMessage("maxFalseUnknown must be 0 to 1: " + share);
    }
  }

  @Test
  void modelsThatCannotTellNeverSayUnknown() {
    for (byte[] model :
        List.of(TestModel.halves().bytes(), TestModel.halves().bytesWithoutEmbedding())) {
      try (SketchClassifier classifier = with(model).maxFalseUnknown(1).build()) {
        assertThat(classifier.classify(SQUARE).verdict()).isNotEqualTo(Verdict.UNKNOWN);
        Raster raster = Rasterizer.create(classifier.info().rasterOptions()).render(SQUARE);
        assertThat(classifier.knownScore(raster)).isEmpty();
      }
    }
  }

  @Test
  void allWaysToClassifyGiveTheSameVerdict() {
    List<Drawing> drawings = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      drawings.add(lines(0, 0, 100, i, 100 - i, 100, 0, 100, i % 7 * 10, i % 11));
    }
    try (SketchClassifier classifier =
        with(knowing().bytes()).maxFalseUnknown(0.2).minProbability(0.5).build()) {
      Rasterizer rasterizer = Rasterizer.create(classifier.info().rasterOptions());
      List<Prediction> batch = classifier.classifyAll(drawings);
      int unknown = 0;
      for (int i = 0; i < drawings.size(); i++) {
        Raster raster = rasterizer.render(drawings.get(i));
        boolean below = classifier.knownScore(raster).orElseThrow() < 0.4;
        assertThat(batch.get(i)).isEqualTo(classifier.classify(drawings.get(i)));
        assertThat(batch.get(i)).isEqualTo(classifier.classify(raster));
        assertThat(batch.get(i).verdict() == Verdict.UNKNOWN).isEqualTo(below);
        unknown += below ? 1 : 0;
      }
      assertThat(unknown).isBetween(5, 65);
    }
  }

  @Test
  void aDrawingMatchesFromTheProbabilityOfItsLabelOn() {
    try (SketchClassifier classifier = with(TestModel.halves().bytes()).topK(4).build()) {
      for (Prediction.Candidate candidate : classifier.classify(LEFT).candidates()) {
        double probability = candidate.probability();
        assertThat(classifier.matches(LEFT, candidate.label(), probability - 1e-9)).isTrue();
        assertThat(classifier.matches(LEFT, candidate.label(), probability + 1e-9)).isFalse();
      }
      assertThat(classifier.matches(Drawing.empty(), "left", 0)).isFalse();
    }
  }

  @Test
  void whatIsUnknownMatchesNothing() {
    try (SketchClassifier strict = with(knowing().bytes()).build();
        SketchClassifier lenient = with(knowing().bytes()).maxFalseUnknown(0).build()) {
      assertThat(strict.matches(SQUARE, "left", 0)).isFalse();
      assertThat(lenient.matches(SQUARE, "left", 0)).isTrue();
    }
  }

  @Test
  void refusesToMatchALabelThatTheModelDoesNotHave() {
    try (SketchClassifier classifier = with(TestModel.halves().bytes()).build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> classifier.matches(LEFT, "Lefd", 0.5))
          .withMessage("there is no label \"Lefd\"; near it are left");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> classifier.matches(LEFT, "middle", 0.5))
          .withMessage("there is no label \"middle\"; there are left, right, upper, lower");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> classifier.matches(LEFT, "left", 1.5))
          .withMessage("minProbability must be 0 to 1: 1.5");
    }
  }

  @Test
  void nearLabelsAreThoseOfFewOtherLettersOrWithTheSameWord() {
    List<String> labels =
        ModelInfo.read(SketchClassifier.embeddedModel("quickdraw25"), "embedded").labels();
    assertThat(Labels.missing("clock", labels)).isEqualTo("\"clock\"; near it are alarm clock");
    assertThat(Labels.missing("Bycicle", labels)).isEqualTo("\"Bycicle\"; near it are bicycle");
    assertThat(Labels.missing("", labels)).startsWith("\"\"; there are airplane, ");
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      many.add("label" + (char) ('A' + i));
    }
    assertThat(Labels.missing("zebra", many)).endsWith(" and 10 more");
  }

  @Test
  void refusesToJudgeOnceClosed() {
    SketchClassifier classifier = with(knowing().bytes()).build();
    Raster raster = Rasterizer.create(classifier.info().rasterOptions()).render(LEFT);
    classifier.close();
    assertThatIllegalStateException().isThrownBy(() -> classifier.matches(LEFT, "left", 0.5));
    assertThatIllegalStateException().isThrownBy(() -> classifier.knownScore(raster));
  }
}
