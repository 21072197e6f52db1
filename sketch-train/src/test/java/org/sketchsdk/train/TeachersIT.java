package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.internal.OnnxBackend;
import org.sketchsdk.train.internal.onnx.FoldedNetwork;
import org.sketchsdk.train.internal.onnx.Fp32Writer;
import org.sketchsdk.train.internal.onnx.RandomNetworks;
import org.sketchsdk.train.network.Networks;

class TeachersIT {
  private static final int SIZE = 28;
  private static final int BATCH = 3;
  private static final double TEMPERATURE = 1.25; // of RandomNetworks

  private static ModelData model(long seed, String... labels) {
    FoldedNetwork network =
        RandomNetworks.folded(Networks.byName("baseline28", labels.length), seed);
    return ModelData.of(
        Fp32Writer.write(network, RandomNetworks.metadata(network.network(), List.of(labels))),
        "random network");
  }

  private static byte[] rasters() {
    SeededRandom random = SeededRandom.of(5);
    byte[] rasters = new byte[BATCH * SIZE * SIZE];
    for (int i = 0; i < rasters.length; i++) {
      rasters[i] = (byte) random.nextInt(256);
    }
    return rasters;
  }

  private static byte[] mirror(byte[] rasters) {
    byte[] mirror = new byte[rasters.length];
    for (int i = 0; i < rasters.length; i++) {
      mirror[i] = rasters[i / SIZE * SIZE + SIZE - 1 - i % SIZE];
    }
    return mirror;
  }

  /** What a model answers for the classes "sun" and "cat", which it has at these places. */
  private static double[] answer(ModelData model, byte[] rasters, int sun, int cat) {
    int classes = model.info().labels().size();
    float[] logits = new float[BATCH * classes];
    try (InferenceBackend backend = OnnxBackend.open(model)) {
      backend.run(rasters, BATCH, logits);
    }
    double[] answers = new double[2 * BATCH];
    for (int row = 0; row < BATCH; row++) {
      double ofSun = Math.exp(logits[row * classes + sun] / TEMPERATURE);
      double ofCat = Math.exp(logits[row * classes + cat] / TEMPERATURE);
      answers[2 * row] = ofSun / (ofSun + ofCat);
      answers[2 * row + 1] = ofCat / (ofSun + ofCat);
    }
    return answers;
  }

  @Test
  void answersWithTheMeanOverModelsAndViewsForTheClassesOfTheRun() {
    ModelData first = model(1, "cat", "dog", "sun");
    ModelData second = model(2, "sun", "cat");
    byte[] rasters = rasters();
    float[] answers = new float[2 * BATCH];
    try (Teachers teachers =
        new Teachers(List.of(first, second), List.of("sun", "cat"), SIZE, /* mirrored= */ true)) {
      teachers.answer(rasters, answers);
    }

    double[] a = answer(first, rasters, 2, 0);
    double[] b = answer(first, mirror(rasters), 2, 0);
    double[] c = answer(second, rasters, 0, 1);
    double[] d = answer(second, mirror(rasters), 0, 1);
    assertThat(b[0]).isNotCloseTo(a[0], within(1e-4));
    for (int i = 0; i < answers.length; i++) {
      assertThat((double) answers[i]).isCloseTo((a[i] + b[i] + c[i] + d[i]) / 4, within(1e-5));
    }
  }

  @Test
  void looksAtNoMirrorImageWhereSamplesAreNotMirrored() {
    ModelData model = model(1, "cat", "dog", "sun");
    byte[] rasters = rasters();
    float[] answers = new float[2 * BATCH];
    try (Teachers teachers =
        new Teachers(List.of(model), List.of("sun", "cat"), SIZE, /* mirrored= */ false)) {
      teachers.answer(rasters, answers);
      teachers.answer(rasters, answers); // not added to what was there
    }

    double[] expected = answer(model, rasters, 2, 0);
    for (int i = 0; i < answers.length; i++) {
      assertThat((double) answers[i]).isCloseTo(expected[i], within(1e-5));
    }
  }

  @Test
  void seesTheFinishedDrawingOfASampleThatIsCutOff() throws Exception {
    Stroke zigzag =
        Stroke.of(new float[] {0, 90, 0, 90, 0, 90}, new float[] {0, 0, 20, 30, 60, 60});
    Drawing drawing = Drawing.of(List.of(zigzag));
    LabeledDrawings data =
        new LabeledDrawings(List.of("sun", "cat"), List.of(List.of(drawing), List.of(drawing)), "");
    AugmentationOptions cutting = AugmentationOptions.none().toBuilder().partial(0.2, 1).build();
    InputRenderer renderer = InputRenderer.of(SIZE, cutting, Optional.empty());
    byte[] finished = new byte[BATCH * SIZE * SIZE];
    for (int i = 0; i < BATCH; i++) {
      renderer.renderTo(drawing, finished, i * SIZE * SIZE);
    }
    ModelData model = model(1, "cat", "dog", "sun");
    float[] answers = new float[2 * BATCH];
    try (Teachers teachers =
            new Teachers(List.of(model), data.labels(), SIZE, /* mirrored= */ false);
        BatchProducer producer =
            new BatchProducer(
                new TrainingSamples(data, Optional.empty(), List.of(1, 1)),
                renderer,
                new Mixup(0),
                teachers,
                1,
                BATCH,
                0,
                1)) {
      teachers.answer(finished, answers);
      BatchProducer.Batch batch = producer.next();

      assertThat(batch.answers()).containsExactly(answers, within(1e-6f));
      byte[] seen = new byte[finished.length];
      batch.rasters().get(0, seen);
      assertThat(seen).isNotEqualTo(finished);
    }
  }

  @Test
  void refusesModelsThatLackAClassOrTakeOtherRasters() {
    List<ModelData> models = List.of(model(1, "cat", "dog"));

    assertThatThrownBy(() -> new Teachers(models, List.of("cat", "yeti", "sun"), SIZE, false))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("the teacher does not know yeti, sun: test");
    assertThatThrownBy(() -> new Teachers(models, List.of("cat", "dog"), 128, false))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("the teacher takes rasters of 28 pixels, the network of 128: test");
  }
}
