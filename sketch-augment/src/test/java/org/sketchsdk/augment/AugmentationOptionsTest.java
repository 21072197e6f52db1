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
        .hasToString(
            "AugmentationOptions[wobbleSigmaPx=1.2, strokeWidthMinPx=3.0, strokeWidthMaxPx=8.0,"
                + " morphologyRadiusPx=1.0, morphologyProbability=0.3]");
    assertThat(
            AugmentationOptions.wobbleOnly().toBuilder()
                .morphology(1, 0.3)
                .strokeWidthPx(3, 8)
                .build())
        .isEqualTo(options);
    assertThat(
            AugmentationOptions.morphologyOnly().toBuilder()
                .wobble(1.2)
                .strokeWidthPx(3, 8)
                .build())
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
  void eachMethodOfTheBuilderSetsItsValues() {
    AugmentationOptions all =
        NONE.toBuilder()
            .strokeWidthPx(1, 2)
            .wobble(3, 4)
            .morphology(5, 0.06)
            .blur(7, 0.08)
            .affine(9, 0.10, 1.1)
            .scaleMin(0.12)
            .shiftMaxPx(13)
            .mirror(0.14)
            .dropStrokes(0.15)
            .partial(0.16, 0.17)
            .pointJitter(1.8)
            .deformation(19, 20)
            .resimplify(21, 0.22)
            .build();

    assertThat(all)
        .hasToString(
            "AugmentationOptions[dropStrokeProbability=0.15, partialMinShare=0.16,"
                + " partialProbability=0.17, resimplifyMaxEpsilonPx=21.0,"
                + " resimplifyProbability=0.22, mirrorProbability=0.14,"
                + " globalDeformationSigmaPx=20.0, localDeformationSigmaPx=19.0,"
                + " pointJitterSigmaPx=1.8, rotationMaxDegrees=9.0, shearMax=0.1, aspectMax=1.1,"
                + " scaleMin=0.12, wobbleSigmaPx=3.0, wobbleRelaxationPx=4.0, shiftMaxPx=13.0,"
                + " strokeWidthMinPx=1.0, strokeWidthMaxPx=2.0, morphologyRadiusPx=5.0,"
                + " morphologyProbability=0.06, blurMaxSigmaPx=7.0, blurProbability=0.08]");
    assertThat(all.toBuilder().build()).isEqualTo(all).hasSameHashCodeAs(all);
    assertThat(all.toBuilder().blur(7, 0.09).build()).isNotEqualTo(all);
    assertThat(NONE).hasToString("AugmentationOptions[]");
  }

  @Test
  void valuesOutOfTheirRangeAreRefused() {
    assertRefused(
        () -> NONE.toBuilder().strokeWidthPx(0.5, 2).build(),
        "strokeWidthMinPx must be 1 to 2: 0.5");
    assertRefused(
        () -> NONE.toBuilder().strokeWidthPx(3, 2).build(), "strokeWidthMinPx must be 1 to 2: 3.0");
    assertRefused(
        () -> NONE.toBuilder().strokeWidthPx(0, 2).build(), "strokeWidthMinPx must be 1 to 2: 0.0");
    assertRefused(
        () -> NONE.toBuilder().strokeWidthPx(2, 0).build(),
        "strokeWidthMaxPx must be 1 to 256: 0.0");
    assertRefused(() -> NONE.toBuilder().wobble(-1).build(), "wobbleSigmaPx must be 0 to 16: -1.0");
    assertRefused(
        () -> NONE.toBuilder().wobble(1, Double.NaN).build(),
        "wobbleRelaxationPx must be 1 to Infinity: NaN");
    assertRefused(
        () -> NONE.toBuilder().morphology(17, 0).build(),
        "morphologyRadiusPx must be 0 to 16: 17.0");
    assertRefused(
        () -> NONE.toBuilder().morphology(1, 2).build(),
        "morphologyProbability must be 0 to 1: 2.0");
    assertRefused(
        () -> NONE.toBuilder().blur(17, 0).build(), "blurMaxSigmaPx must be 0 to 16: 17.0");
    assertRefused(() -> NONE.toBuilder().blur(1, 2).build(), "blurProbability must be 0 to 1: 2.0");
    assertRefused(
        () -> NONE.toBuilder().affine(-1, 0, 1).build(),
        "rotationMaxDegrees must be 0 to 180: -1.0");
    assertRefused(() -> NONE.toBuilder().affine(0, -1, 1).build(), "shearMax must be 0 to 1: -1.0");
    assertRefused(
        () -> NONE.toBuilder().affine(0, 0, 0.9).build(), "aspectMax must be 1 to 4: 0.9");
    assertRefused(() -> NONE.toBuilder().scaleMin(0).build(), "scaleMin must be 0.1 to 1: 0.0");
    assertRefused(
        () -> NONE.toBuilder().shiftMaxPx(-1).build(), "shiftMaxPx must be 0 to 512: -1.0");
    assertRefused(
        () -> NONE.toBuilder().mirror(2).build(), "mirrorProbability must be 0 to 1: 2.0");
    assertRefused(
        () -> NONE.toBuilder().dropStrokes(2).build(), "dropStrokeProbability must be 0 to 1: 2.0");
    assertRefused(
        () -> NONE.toBuilder().partial(-1, 0).build(), "partialMinShare must be 0 to 1: -1.0");
    assertRefused(
        () -> NONE.toBuilder().partial(0, 2).build(), "partialProbability must be 0 to 1: 2.0");
    assertRefused(
        () -> NONE.toBuilder().pointJitter(-1).build(), "pointJitterSigmaPx must be 0 to 16: -1.0");
    assertRefused(
        () -> NONE.toBuilder().deformation(-1, 0).build(),
        "localDeformationSigmaPx must be 0 to 64: -1.0");
    assertRefused(
        () -> NONE.toBuilder().deformation(0, 65).build(),
        "globalDeformationSigmaPx must be 0 to 64: 65.0");
    assertRefused(
        () -> NONE.toBuilder().resimplify(-1, 0).build(),
        "resimplifyMaxEpsilonPx must be 0 to 64: -1.0");
    assertRefused(
        () -> NONE.toBuilder().resimplify(1, 2).build(),
        "resimplifyProbability must be 0 to 1: 2.0");
    assertRefused(() -> NONE.scaledTo(1000), "sizePx must be 28 to 512: 1000.0");
  }

  private static void assertRefused(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void scalingMultipliesLengthsAndLeavesTheRest() {
    AugmentationOptions training =
        AugmentationOptions.training().toBuilder().pointJitter(1).build();
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
