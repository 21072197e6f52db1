package org.sketchsdk.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.image.Diagnostic;
import org.sketchsdk.train.data.LabeledPictures;
import org.sketchsdk.train.internal.onnx.Fp32Writer;
import org.sketchsdk.train.internal.onnx.RandomNetworks;
import org.sketchsdk.train.network.Network;
import org.sketchsdk.train.network.Networks;

class PictureEvaluationIT {
  private static final List<String> LABELS = List.of("a", "b", "c", "d");
  private static final int SIZE_PX = 64;

  @TempDir private Path folder;
  private byte[] model;

  @BeforeEach
  void writePictures() throws IOException {
    Network network = Networks.byName("baseline28", LABELS.size());
    model =
        Fp32Writer.write(
            RandomNetworks.folded(network, 8), RandomNetworks.metadata(network, LABELS));
    for (int i = 0; i < 12; i++) {
      Path file = folder.resolve(LABELS.get(i % 4)).resolve(i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(picture(SeededRandom.forSample(1, "picture", i)), "png", file.toFile());
    }
  }

  /** Three bars on white. */
  private static BufferedImage picture(SeededRandom random) {
    BufferedImage image = new BufferedImage(SIZE_PX, SIZE_PX, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < SIZE_PX; y++) {
      for (int x = 0; x < SIZE_PX; x++) {
        image.getRaster().setSample(x, y, 0, 255);
      }
    }
    for (int bar = 0; bar < 3; bar++) {
      int y = 6 + random.nextInt(50);
      int x = 6 + random.nextInt(20);
      for (int i = 0; i < 30; i++) {
        image.getRaster().setSample(x + i, y, 0, 0);
        image.getRaster().setSample(x + i, y + 1, 0, 0);
      }
    }
    return image;
  }

  private SketchClassifier classifier() {
    return SketchClassifier.builder().model(model).topK(LABELS.size()).build();
  }

  @Test
  void givesTheSameResultOnAnyNumberOfThreads() throws Exception {
    Files.writeString(folder.resolve("a/broken.png"), "no picture");
    LabeledPictures pictures = LabeledPictures.list(folder, LABELS, false);
    try (SketchClassifier classifier = classifier()) {
      List<Integer> progress = new ArrayList<>();
      PictureEvaluation one = PictureEvaluation.of(classifier, pictures, progress::add, 1);
      PictureEvaluation four = PictureEvaluation.of(classifier, pictures, done -> {}, 4);

      assertThat(four.evaluation().outcomes()).isEqualTo(one.evaluation().outcomes());
      assertThat(four.readings()).isEqualTo(one.readings());
      assertThat(progress).hasSize(13).last().isEqualTo(13);
      assertThat(one.evaluation().total()).isEqualTo(13);
      assertThat(one.evaluation().outcomes().stream().map(Outcome::probability).distinct())
          .hasSizeGreaterThan(9);
      assertThat(one.problems())
          .containsExactly(
              "this is no PNG, JPEG, GIF or BMP picture: " + folder.resolve("a/broken.png"));
      assertThat(one.count(Diagnostic.NO_INK)).isZero();
    }
  }

  @Test
  void refusesPicturesThatWereListedForOtherLabels() throws Exception {
    LabeledPictures pictures = LabeledPictures.list(folder, List.of("a", "b"), false);
    try (SketchClassifier classifier = classifier()) {
      assertThatThrownBy(() -> PictureEvaluation.of(classifier, pictures, done -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("listed for other labels");
    }
  }
}
