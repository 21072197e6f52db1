package org.sketchsdk.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AugmentationOptionsTest {
  private static final AugmentationOptions NONE = AugmentationOptions.none();

  @Test
  void domainMatchedIsThePublishedRecipe() {
    AugmentationOptions options = AugmentationOptions.domainMatched();

    assertThat(options)
        .isEqualTo(
            new AugmentationOptions(
                3, 8, 1.2, 32, 1, 0.3, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0));
    assertThat(AugmentationOptions.wobbleOnly().withMorphology(1, 0.3).withStrokeWidthPx(3, 8))
        .isEqualTo(options);
    assertThat(AugmentationOptions.morphologyOnly().withWobble(1.2).withStrokeWidthPx(3, 8))
        .isEqualTo(options);
  }

  @Test
  void everyPresetIsFoundByItsName() {
    assertThat(AugmentationOptions.presetNames())
        .containsExactly("none", "wobble", "morphology", "domain-matched", "training")
        .extracting(AugmentationOptions::preset)
        .containsExactly(
            NONE,
            AugmentationOptions.wobbleOnly(),
            AugmentationOptions.morphologyOnly(),
            AugmentationOptions.domainMatched(),
            AugmentationOptions.training());
  }

  @Test
  void unknownPresetIsRefusedWithTheNamesOfTheOthers() {
    assertThatThrownBy(() -> AugmentationOptions.preset("Training"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no augmentation preset 'Training'; there are none, wobble, morphology,"
                + " domain-matched, training");
  }

  @Test
  void noPresetMirrors() {
    assertThat(AugmentationOptions.presetNames())
        .allSatisfy(
            name -> assertThat(AugmentationOptions.preset(name).mirrorProbability()).isEqualTo(0));
  }

  @Test
  void eachWithSetsWhatItNames() {
    AugmentationOptions all =
        NONE.withStrokeWidthPx(1, 2)
            .withWobble(3, 4)
            .withMorphology(5, 0.06)
            .withBlur(7, 0.08)
            .withAffine(9, 0.10, 1.1)
            .withScaleMin(0.12)
            .withShiftMaxPx(13)
            .withMirror(0.14)
            .withDroppedStrokes(0.15)
            .withPartial(0.16, 0.17)
            .withPointJitter(1.8)
            .withDeformation(19, 20)
            .withResimplify(21, 0.22);

    assertThat(all)
        .isEqualTo(
            new AugmentationOptions(
                1, 2, 3, 4, 5, 0.06, 7, 0.08, 9, 0.10, 1.1, 0.12, 13, 0.14, 0.15, 0.16, 0.17, 1.8,
                19, 20, 21, 0.22));
  }

  @Test
  void valuesOutOfTheirRangeAreRefused() {
    assertRefused(() -> NONE.withStrokeWidthPx(0.5, 2), "strokeWidthMinPx must be 1 to 2: 0.5");
    assertRefused(() -> NONE.withStrokeWidthPx(3, 2), "strokeWidthMinPx must be 1 to 2: 3.0");
    assertRefused(() -> NONE.withStrokeWidthPx(0, 2), "strokeWidthMinPx must be 1 to 2: 0.0");
    assertRefused(() -> NONE.withStrokeWidthPx(2, 0), "strokeWidthMaxPx must be 1 to 256: 0.0");
    assertRefused(() -> NONE.withWobble(-1), "wobbleSigmaPx must be 0 to 16: -1.0");
    assertRefused(
        () -> NONE.withWobble(1, Double.NaN), "wobbleRelaxationPx must be 1 to Infinity: NaN");
    assertRefused(() -> NONE.withMorphology(17, 0), "morphologyRadiusPx must be 0 to 16: 17.0");
    assertRefused(() -> NONE.withMorphology(1, 2), "morphologyProbability must be 0 to 1: 2.0");
    assertRefused(() -> NONE.withBlur(17, 0), "blurMaxSigmaPx must be 0 to 16: 17.0");
    assertRefused(() -> NONE.withBlur(1, 2), "blurProbability must be 0 to 1: 2.0");
    assertRefused(() -> NONE.withAffine(-1, 0, 1), "rotationMaxDegrees must be 0 to 180: -1.0");
    assertRefused(() -> NONE.withAffine(0, -1, 1), "shearMax must be 0 to 1: -1.0");
    assertRefused(() -> NONE.withAffine(0, 0, 0.9), "aspectMax must be 1 to 4: 0.9");
    assertRefused(() -> NONE.withScaleMin(0), "scaleMin must be 0.1 to 1: 0.0");
    assertRefused(() -> NONE.withShiftMaxPx(-1), "shiftMaxPx must be 0 to 512: -1.0");
    assertRefused(() -> NONE.withMirror(2), "mirrorProbability must be 0 to 1: 2.0");
    assertRefused(() -> NONE.withDroppedStrokes(2), "dropStrokeProbability must be 0 to 1: 2.0");
    assertRefused(() -> NONE.withPartial(-1, 0), "partialMinShare must be 0 to 1: -1.0");
    assertRefused(() -> NONE.withPartial(0, 2), "partialProbability must be 0 to 1: 2.0");
    assertRefused(() -> NONE.withPointJitter(-1), "pointJitterSigmaPx must be 0 to 16: -1.0");
    assertRefused(
        () -> NONE.withDeformation(-1, 0), "localDeformationSigmaPx must be 0 to 64: -1.0");
    assertRefused(
        () -> NONE.withDeformation(0, 65), "globalDeformationSigmaPx must be 0 to 64: 65.0");
    assertRefused(() -> NONE.withResimplify(-1, 0), "resimplifyMaxEpsilonPx must be 0 to 64: -1.0");
    assertRefused(() -> NONE.withResimplify(1, 2), "resimplifyProbability must be 0 to 1: 2.0");
    assertRefused(() -> NONE.scaledTo(1000), "sizePx must be 28 to 512: 1000.0");
  }

  private static void assertRefused(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void scalingMultipliesLengthsAndLeavesTheRest() {
    AugmentationOptions training = AugmentationOptions.training().withPointJitter(1);
    AugmentationOptions half = training.scaledTo(64);

    assertThat(training.scaledTo(128)).isSameAs(training);
    assertThat(half.strokeWidthMinPx()).isEqualTo(1);
    assertThat(half.strokeWidthMaxPx()).isEqualTo(4);
    assertThat(half.wobbleRelaxationPx()).isEqualTo(16);
    assertThat(half.morphologyRadiusPx()).isEqualTo(0.5);
    assertThat(half.blurMaxSigmaPx()).isEqualTo(0.4);
    assertThat(half.shiftMaxPx()).isEqualTo(3);
    assertThat(half.pointJitterSigmaPx()).isEqualTo(0.5);
    assertThat(half.localDeformationSigmaPx()).isEqualTo(0.75);
    assertThat(half.globalDeformationSigmaPx()).isEqualTo(1);
    assertThat(half.resimplifyMaxEpsilonPx()).isEqualTo(1);
    assertThat(half.rotationMaxDegrees()).isEqualTo(10);
    assertThat(half.morphologyProbability()).isEqualTo(0.3);
    // half the standard deviation: variance is sigma² * relaxation / 32
    double variance = half.wobbleSigmaPx() * half.wobbleSigmaPx() * half.wobbleRelaxationPx() / 32;
    assertThat(Math.sqrt(variance)).isCloseTo(0.6, within(1e-12));
  }

  @Test
  void scalingKeepsThePenAtAPixelOrTheRasterizersOwn() {
    assertThat(AugmentationOptions.domainMatched().scaledTo(28).strokeWidthMinPx()).isEqualTo(1);
    assertThat(AugmentationOptions.wobbleOnly().scaledTo(28).strokeWidthMaxPx()).isEqualTo(0);
  }
}
