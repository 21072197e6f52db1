package org.sketchsdk.infer.internal.integer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.internal.arithmetic.Scratch;
import org.sketchsdk.infer.internal.integer.IntegerNetwork.MapLayout;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.testing.SampleDrawings;
import org.sketchsdk.testing.models.IntegerTestModel;

class TeamTest {
  private static final int PIXELS = 128 * 128;
  private static final int LABELS = 25;

  private static InferenceBackend open(ModelData data, BackendOptions.Builder options) {
    return new IntegerProvider().open(data, options.build());
  }

  private static ModelData embedded() {
    return ModelData.of(SketchClassifier.embeddedModel("quickdraw25"), "quickdraw25");
  }

  /** Sample drawings, and scribbles of any density. */
  private static byte[] rasters(Random random) {
    Rasterizer rasterizer = Rasterizer.create(RasterOptions.defaults());
    List<Drawing> drawings = new ArrayList<>(SampleDrawings.all().values());
    for (int i = 0; i < 24; i++) {
      List<Stroke> strokes = new ArrayList<>();
      for (int s = 0; s <= i; s++) {
        float[] x = new float[2 + random.nextInt(6)];
        float[] y = new float[x.length];
        for (int p = 0; p < x.length; p++) {
          x[p] = random.nextInt(256);
          y[p] = random.nextInt(256);
        }
        strokes.add(Stroke.of(x, y));
      }
      drawings.add(Drawing.of(strokes));
    }
    byte[] rasters = new byte[drawings.size() * PIXELS];
    for (int i = 0; i < drawings.size(); i++) {
      rasterizer.render(drawings.get(i)).copyTo(rasters, i * PIXELS);
    }
    return rasters;
  }

  private static float[] run(InferenceBackend backend, byte[] rasters, int count, int labels) {
    float[] logits = new float[count * labels];
    backend.run(rasters, count, logits);
    return logits;
  }

  @ParameterizedTest
  @CsvSource({"2, false", "3, false", "2, true", "7, false", "12, false"})
  void manyThreadsGiveTheBitsOfOne(int threads, boolean spinning) {
    ModelData data = embedded();
    try (InferenceBackend one = open(data, BackendOptions.builder());
        InferenceBackend team =
            open(data, BackendOptions.builder().threads(threads).spinning(spinning))) {
      byte[] rasters = rasters(new Random(11));
      int count = rasters.length / PIXELS;
      float[] embeddings = new float[count * one.embeddingSize()];
      float[] ofTeam = new float[embeddings.length];
      float[] logits = new float[count * LABELS];

      one.run(rasters, count, logits, embeddings);
      float[] actual = new float[logits.length];
      team.run(rasters, count, actual, ofTeam);

      assertThat(actual).isEqualTo(logits);
      assertThat(ofTeam).isEqualTo(embeddings);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void anyNetworkOfIntegersGivesTheSame(int threads) {
    IntegerTestModel model = IntegerTestModel.random();
    ModelData data = ModelData.of(model.bytes(), "test");
    Random random = new Random(12);
    int count = 200;
    byte[] rasters = new byte[count * model.pixels()];
    for (int i = 0; i < rasters.length; i++) {
      int kind = i / model.pixels() % 4;
      boolean inked = random.nextInt(1 + 20 * kind) == 0;
      rasters[i] = (byte) (inked ? random.nextInt(256) : 0);
    }
    try (InferenceBackend one = open(data, BackendOptions.builder());
        InferenceBackend team = open(data, BackendOptions.builder().threads(threads))) {
      int labels = model.labels().size();
      assertThat(run(team, rasters, count, labels)).isEqualTo(run(one, rasters, count, labels));
    }
  }

  @Test
  void callsAtTheSameTimeDoNotDisturbOneAnother() throws Exception {
    ModelData data = embedded();
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try (InferenceBackend one = open(data, BackendOptions.builder());
        InferenceBackend team = open(data, BackendOptions.builder().threads(2))) {
      byte[] rasters = rasters(new Random(13));
      int count = rasters.length / PIXELS;
      float[] expected = run(one, rasters, count, LABELS);
      List<Callable<float[]>> calls = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        calls.add(() -> run(team, rasters, count, LABELS));
      }
      for (Future<float[]> result : callers.invokeAll(calls)) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      callers.shutdown();
    }
  }

  private static List<Thread> helpers() {
    List<Thread> helpers = new ArrayList<>();
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      if (each.getKey().getName().startsWith("sketch-java-")) {
        helpers.add(each.getKey());
      }
    }
    return helpers;
  }

  @Test
  void noThreadIsLeftBehind() {
    ModelData data = embedded();
    for (int i = 0; i < 3; i++) {
      try (InferenceBackend team = open(data, BackendOptions.builder().threads(4))) {
        assertThat(helpers()).hasSize(3).allMatch(Thread::isDaemon);
        run(team, new byte[PIXELS], 1, LABELS);
      }
      assertThat(helpers()).isEmpty();
    }
  }

  @Test
  void oneThreadStartsNoOther() {
    try (InferenceBackend one = open(embedded(), BackendOptions.builder())) {
      run(one, new byte[PIXELS], 1, LABELS);
      assertThat(helpers()).isEmpty();
    }
  }

  /** A network whose only layer is given. */
  private static IntegerNetwork network(Step step) {
    Shape shape = new Shape(1, 8, 8);
    return new IntegerNetwork(
        List.of(step),
        List.of(new MapLayout(shape, 0, 1, 1, false)),
        List.of(shape.values()),
        List.of(),
        new Scratch.Sizes(),
        1,
        1,
        List.of(),
        false,
        1,
        Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whatOneThreadMeetsTheCallThrows(int broken) {
    RowStep step =
        (workspace, part, parts) -> {
          if (part == broken) {
            throw new IllegalStateException("part " + part);
          }
        };
    Team team = new Team(network(step), 3, false);
    try {
      assertThat(team.enter()).isTrue();
      assertThatThrownBy(() -> team.run(new byte[64], 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("part " + broken);
      team.leave();
      assertThat(team.enter()).isFalse(); // it has ended
    } finally {
      team.close();
    }
    assertThat(helpers()).isEmpty();
  }

  @Test
  void everyRowIsComputedOnceAndTheTeamIsTakenOnce() {
    AtomicInteger rows = new AtomicInteger();
    RowStep step =
        (workspace, part, parts) ->
            rows.addAndGet(
                RowStep.firstRow(1000, part + 1, parts) - RowStep.firstRow(1000, part, parts));
    Team team = new Team(network(step), 3, false);
    try {
      assertThat(team.enter()).isTrue();
      assertThat(team.enter()).isFalse();
      for (int i = 0; i < 50; i++) {
        team.run(new byte[64], 0);
      }
      team.leave();
      assertThat(team.enter()).isTrue();
      team.leave();
    } finally {
      team.close();
    }
    assertThat(rows).hasValue(50 * 1000);
  }
}
