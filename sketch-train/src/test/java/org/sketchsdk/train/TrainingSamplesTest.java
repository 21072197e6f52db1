package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.train.data.DataSetException;

class TrainingSamplesTest {
  private static final int SIZE = 28;

  @TempDir private Path folder;

  @BeforeEach
  void writeClasses() throws IOException {
    write("cat", 3);
    write("dog", 2);
    write("sun", 4);
    write("tree", 300);
  }

  private void write(String label, int count) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(
          "{\"word\":\"%s\",\"recognized\":true,\"drawing\":[[[0,%d],[0,90]]]}\n"
              .formatted(label, 10 + i % 200));
    }
    Files.writeString(folder.resolve(label + ".ndjson"), lines);
  }

  private TrainingOptions.Builder options() {
    return TrainingOptions.builder(folder, folder.resolve("run"));
  }

  @Test
  void hasOnlyTheClassesWithoutOutliers() throws Exception {
    TrainingSamples samples =
        TrainingSamples.load(options().build(), folder, List.of("dog", "cat"));

    assertThat(samples.others()).isEmpty();
    assertThat(samples.times()).containsExactly(1, 1);
    assertThat(samples.drawings()).hasSize(2);
    assertThat(samples.sha256()).isEqualTo(samples.known().sha256());
  }

  @Test
  void takesOutliersFromTheOtherClassesInTheWantedShare() throws Exception {
    TrainingOptions options = options().outliers(0.4).emphasis(Map.of("dog", 2)).build();
    TrainingSamples samples = TrainingSamples.load(options, folder, List.of("dog", "cat"));

    assertThat(samples.others().orElseThrow().labels()).containsExactly("sun", "tree");
    assertThat(samples.times()).containsExactly(2, 1, 2); // 2 of 5
    assertThat(samples.drawings().get(2)).hasSize(4 + 240);
    assertThat(samples.sha256())
        .isEqualTo(
            samples.known().sha256() + ", outliers " + samples.others().orElseThrow().sha256());
  }

  @Test
  void refusesOutliersWhereThereAreNoOtherClasses() {
    TrainingOptions options = options().outliers(0.4).build();

    assertThatThrownBy(
            () -> TrainingSamples.load(options, folder, List.of("cat", "dog", "sun", "tree")))
        .isInstanceOf(DataSetException.class)
        .hasMessageContaining("there are only the 4 classes of the run");
  }

  @Test
  void outliersHaveAUniformTargetAndOthersTheirClass() throws Exception {
    TrainingOptions options = options().outliers(0.5).build();
    TrainingSamples samples = TrainingSamples.load(options, folder, List.of("dog", "cat"));
    InputRenderer renderer = InputRenderer.of(SIZE, AugmentationOptions.none(), Optional.empty());
    try (Teachers none = new Teachers(List.of(), samples.known().labels(), SIZE, false);
        BatchProducer producer =
            new BatchProducer(samples, renderer, new Mixup(0), none, 1, 40, 0, 1)) {
      BatchProducer.Batch batch = producer.next();
      float[][] targets = new Targets(2, 0.1f, 0.5f).of(batch);

      int outliers = 0;
      for (int i = 0; i < targets.length; i++) {
        int label = batch.labels()[i];
        if (label == 2) {
          outliers++;
          assertThat(targets[i]).containsExactly(new float[] {0.5f, 0.5f}, within(1e-6f));
        } else {
          assertThat(targets[i][label]).isCloseTo(0.95f, within(1e-6f));
        }
      }
      assertThat(outliers).isEqualTo(20);
    }
  }
}
