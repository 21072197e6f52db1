package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.train.data.LabeledDrawings;

class BatchProducerTest {
  @Test
  void stopsWhenInterruptedThoughBatchesAreReady() throws Exception {
    Drawing line = Drawing.of(List.of(Stroke.of(new float[] {0, 9}, new float[] {0, 9})));
    LabeledDrawings data =
        new LabeledDrawings(List.of("a", "b"), List.of(List.of(line), List.of(line)), "");
    InputRenderer renderer = InputRenderer.of(28, AugmentationOptions.none(), Optional.empty());
    TrainingSamples samples = new TrainingSamples(data, Optional.empty(), List.of(1, 1));
    try (Teachers none = new Teachers(List.of(), data.labels(), 28, false);
        BatchProducer producer =
            new BatchProducer(samples, renderer, new Mixup(0), none, 1, 4, 0, 1)) {
      assertThat(producer.next().labels()).hasSize(4);

      Thread.currentThread().interrupt();
      assertThatThrownBy(producer::next).isInstanceOf(InterruptedException.class);

      assertThat(Thread.interrupted()).isFalse();
      assertThat(producer.next().labels()).hasSize(4);
    }
  }
}
