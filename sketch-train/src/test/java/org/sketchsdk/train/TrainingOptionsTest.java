package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.train.network.Layer;
import org.sketchsdk.train.network.Network;

class TrainingOptionsTest {
  private static final Path DATA = Path.of("data");
  private static final Path OUT = Path.of("out");
  private static final List<String> CLASSES = List.of("box", "cross");
  private static final Network OWN =
      new Network(
          "own",
          64,
          List.of(
              Layer.Conv.of(8, 3, 2), new Layer.GlobalAveragePool(), new Layer.Dense(2, false)));

  /** A checkpoint fits only a run with the same text: it must not change. */
  @Test
  void theFingerprintOfEarlierCheckpointsStays() {
    assertThat(TrainingOptions.builder(DATA, OUT).build().fingerprint(CLASSES))
        .isEqualTo(
            """
            network strided
            seed 1
            batchSize 64
            samples 0
            time PT30M
            learningRate 0.002
            weightDecay 0.02
            labelSmoothing 0.05
            augmentation training
            mirror 0.5
            initial -
            labels box, cross""");
    assertThat(
            TrainingOptions.builder(DATA, OUT)
                .network("residual-gap")
                .samples(640)
                .augmentation("domain-matched")
                .mirror(0.25f)
                .mixup(0.2f)
                .dropout(0.1f)
                .emphasis(Map.of("cross", 2, "box", 3))
                .maxDrawings(7)
                .upscaling(Upscaling.BICUBIC)
                .initial(List.of(Path.of("a.bin"), Path.of("b.bin")))
                .build()
                .fingerprint(CLASSES))
        .isEqualTo(
            """
            network residual-gap
            seed 1
            batchSize 64
            samples 640
            time -
            learningRate 0.002
            weightDecay 0.02
            labelSmoothing 0.05
            augmentation domain-matched
            mirror 0.25
            initial a.bin, b.bin
            labels box, cross
            mixup 0.2
            dropout 0.1
            emphasis {box=3, cross=2}
            maxDrawings 7
            upscaling BICUBIC""");
  }

  @Test
  void ownNetworksAndAugmentationsAreDescribedInFull() {
    AugmentationOptions augmentation = AugmentationOptions.builder().blur(1, 0.5).build();
    TrainingOptions options =
        TrainingOptions.builder(DATA, OUT).network(OWN).augmentation(augmentation).build();

    assertThat(options.ownNetwork()).contains(OWN);
    assertThat(options.networkName()).isEqualTo("own");
    assertThat(options.networkFor(CLASSES)).isSameAs(OWN);
    assertThat(options.augmentation()).isEqualTo(augmentation);
    assertThat(options.mirror()).isZero();
    assertThat(options.fingerprint(CLASSES))
        .contains("network Network[name=own, sizePx=64, layers=[Conv[channels=8, kernel=3,")
        .contains("augmentation AugmentationOptions[blurMaxSigmaPx=1.0, blurProbability=0.5]\n")
        .contains("mirror 0.0\n");
    assertThatThrownBy(() -> options.networkFor(List.of("a", "b", "c")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the network must have one output per class, but own has 2 for 3 classes");
  }

  @Test
  void mirrorReplacesThatOfTheAugmentation() {
    AugmentationOptions own = AugmentationOptions.builder().mirror(0.3).build();
    TrainingOptions.Builder builder = TrainingOptions.builder(DATA, OUT);

    assertThat(builder.build().augmentation().mirrorProbability()).isEqualTo(0.5);
    assertThat(builder.augmentation(own).build().augmentation()).isEqualTo(own);
    assertThat(builder.mirror(0.25f).build().augmentation().mirrorProbability()).isEqualTo(0.25);
    assertThat(builder.build().mirror()).isEqualTo(0.25f);
  }

  @Test
  void aBuilderOfOptionsStartsWithThem() {
    TrainingOptions options =
        TrainingOptions.builder(DATA, OUT)
            .labels(CLASSES)
            .time(Duration.ofMinutes(3))
            .augmentation(AugmentationOptions.builder().mirror(0.3).build())
            .patience(4)
            .engineThreads(1)
            .renderThreads(2)
            .commit("abc")
            .resume(true)
            .build();

    TrainingOptions same = options.toBuilder().build();
    assertThat(same).usingRecursiveComparison().isEqualTo(options);
    assertThat(same.fingerprint(CLASSES)).isEqualTo(options.fingerprint(CLASSES));
    assertThat(options.toBuilder().seed(7).build().seed()).isEqualTo(7);
    assertThat(options.toBuilder().network(OWN).network("gap").build().ownNetwork()).isEmpty();
  }

  @Test
  void refusesUnknownPresetsAtOnce() {
    assertThatThrownBy(() -> TrainingOptions.builder(DATA, OUT).augmentation("none of ours"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no augmentation preset 'none of ours'");
  }
}
