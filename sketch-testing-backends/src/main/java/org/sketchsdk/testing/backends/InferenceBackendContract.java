package org.sketchsdk.testing.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.spi.Availability;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.infer.spi.InferenceBackendProvider;
import org.sketchsdk.testing.models.TestModel;
import org.sketchsdk.testing.models.TestedModel;

/** What every backend must do. */
public abstract class InferenceBackendContract {
  private static final double TOLERANCE = 1e-4;

  private TestedModel model;
  private int labels;

  @BeforeEach
  void prepare() {
    model = model();
    labels = model.labels().size();
  }

  /** Returns the backend under test. */
  protected abstract InferenceBackendProvider provider();

  /** Returns a model that the backend runs: one of floats, unless overridden. */
  protected TestedModel model() {
    return TestModel.random();
  }

  private InferenceBackend open() {
    return open(BackendOptions.defaults());
  }

  private InferenceBackend open(BackendOptions options) {
    return provider().open(ModelData.of(model.bytes(), "test model"), options);
  }

  private byte[] rasters(int batch, long seed) {
    byte[] rasters = new byte[batch * model.pixels()];
    new Random(seed).nextBytes(rasters);
    return rasters;
  }

  private void assertLogits(byte[] rasters, int batch, float[] logits) {
    for (int b = 0; b < batch; b++) {
      double[] expected = model.logits(rasters, b);
      for (int label = 0; label < labels; label++) {
        assertThat((double) logits[b * labels + label])
            .as("raster %d of %d, label %d", b, batch, label)
            .isCloseTo(expected[label], within(TOLERANCE));
      }
    }
  }

  @Test
  void isAvailableHereAndSaysWhatItFound() {
    Availability availability = provider().probe();
    assertThat(availability.available()).as(availability.detail()).isTrue();
    assertThat(availability.detail()).isNotBlank();
    assertThat(provider().name()).matches("[a-z0-9-]+");
    assertThat(provider().coordinate()).matches("[a-z0-9.-]+:[a-z0-9.-]+");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 31, 32, 33, 70})
  void givesTheLogitsOfThePlainComputation(int batch) {
    byte[] rasters = rasters(batch, batch);
    float[] logits = new float[batch * labels];
    try (InferenceBackend backend = open()) {
      backend.run(rasters, batch, logits);
    }
    assertLogits(rasters, batch, logits);
  }

  private void assertEmbeddings(byte[] rasters, int batch, float[] embeddings) {
    int size = embeddings.length / batch;
    for (int b = 0; b < batch; b++) {
      double[] expected = model.embedding(rasters, b);
      assertThat(expected).hasSize(size);
      for (int i = 0; i < size; i++) {
        assertThat((double) embeddings[b * size + i])
            .as("raster %d of %d, value %d", b, batch, i)
            .isCloseTo(expected[i], within(TOLERANCE));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 33, 70})
  void givesTheEmbeddingsBesidesTheSameLogits(int batch) {
    byte[] rasters = rasters(batch, batch);
    float[] logits = new float[batch * labels];
    float[] plain = new float[batch * labels];
    try (InferenceBackend backend = open()) {
      int size = backend.embeddingSize();
      assertThat(size)
          .isPositive()
          .isEqualTo(ModelData.of(model.bytes(), "test model").info().embeddingSize());
      float[] embeddings = new float[batch * size];
      backend.run(rasters, batch, logits, embeddings);
      backend.run(rasters, batch, plain);
      assertEmbeddings(rasters, batch, embeddings);
    }
    assertThat(logits).isEqualTo(plain);
  }

  @Test
  @SuppressWarnings("NullAway") // passes null on purpose
  void embeddingsKeepToTheirArray() {
    byte[] rasters = rasters(4, 1);
    float[] logits = new float[4 * labels];
    try (InferenceBackend backend = open()) {
      int size = backend.embeddingSize();
      float[] embeddings = new float[4 * size];
      Arrays.fill(embeddings, -77);
      backend.run(rasters, 3, logits, embeddings);
      assertEmbeddings(rasters, 3, Arrays.copyOf(embeddings, 3 * size));
      assertThat(Arrays.copyOfRange(embeddings, 3 * size, 4 * size)).containsOnly(-77);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> backend.run(rasters, 2, logits, new float[2 * size - 1]))
          .withMessageContaining("embeddings")
          .withMessageContaining(Integer.toString(2 * size - 1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> backend.run(rasters, 0, logits, embeddings));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> backend.run(rasters, 5, new float[5 * labels], embeddings));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> backend.run(rasters, 4, new float[labels], embeddings));
      assertThatNullPointerException().isThrownBy(() -> backend.run(rasters, 1, logits, null));
    }
  }

  @Test
  void runsModelsThatGiveNoEmbedding() {
    byte[] rasters = rasters(2, 1);
    float[] logits = new float[2 * labels];
    ModelData data = ModelData.of(model.bytesWithoutEmbedding(), "test model");
    try (InferenceBackend backend = provider().open(data, BackendOptions.defaults())) {
      assertThat(backend.embeddingSize()).isZero();
      backend.run(rasters, 2, logits);
      assertLogits(rasters, 2, logits);
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> backend.run(rasters, 2, logits, new float[1_000]))
          .withMessageContaining("embedding");
    }
  }

  @Test
  void takesBytesAsUnsigned() {
    byte[] rasters = new byte[2 * model.pixels()];
    Arrays.fill(rasters, 0, model.pixels(), (byte) 127);
    Arrays.fill(rasters, model.pixels(), rasters.length, (byte) 255);
    float[] logits = new float[2 * labels];
    try (InferenceBackend backend = open()) {
      backend.run(rasters, 2, logits);
    }
    assertLogits(rasters, 2, logits);
  }

  @Test
  void changingBatchSizesLeaveNothingBehind() {
    try (InferenceBackend backend = open()) {
      int seed = 0;
      for (int batch : new int[] {5, 1, 40, 2, 1, 33, 32, 1, 7, 64, 3}) {
        byte[] rasters = rasters(batch, ++seed);
        float[] logits = new float[batch * labels];
        backend.run(rasters, batch, logits);
        assertLogits(rasters, batch, logits);
      }
    }
  }

  @Test
  void readsAndWritesNoMoreThanTheBatch() {
    byte[] rasters = rasters(4, 1);
    byte[] before = rasters.clone();
    float[] logits = new float[4 * labels];
    Arrays.fill(logits, -77);
    try (InferenceBackend backend = open()) {
      backend.run(rasters, 3, logits);
    }
    assertThat(rasters).isEqualTo(before);
    assertLogits(rasters, 3, logits);
    assertThat(Arrays.copyOfRange(logits, 3 * labels, 4 * labels)).containsOnly(-77);
  }

  @Test
  void moreThreadsOnACallGiveTheSameLogits() {
    byte[] rasters = rasters(3, 1);
    float[] logits = new float[3 * labels];
    try (InferenceBackend backend =
        open(BackendOptions.builder().threads(2).spinning(true).build())) {
      backend.run(rasters, 3, logits);
    }
    assertLogits(rasters, 3, logits);
  }

  @Test
  @SuppressWarnings("NullAway") // passes null on purpose
  void refusesWrongArguments() {
    byte[] rasters = rasters(2, 1);
    float[] logits = new float[2 * labels];
    try (InferenceBackend backend = open()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> backend.run(rasters, 0, logits))
          .withMessageContaining("batch must be at least 1: 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> backend.run(rasters, -1, logits))
          .withMessageContaining("-1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> backend.run(rasters, 3, new float[3 * labels]))
          .withMessageContaining("rasters")
          .withMessageContaining(Integer.toString(rasters.length));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> backend.run(rasters, Integer.MAX_VALUE, logits));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> backend.run(rasters, 2, new float[2 * labels - 1]))
          .withMessageContaining("logits")
          .withMessageContaining(Integer.toString(2 * labels - 1));
      assertThatNullPointerException().isThrownBy(() -> backend.run(null, 1, logits));
      assertThatNullPointerException().isThrownBy(() -> backend.run(rasters, 1, null));

      backend.run(rasters, 2, logits);
      assertLogits(rasters, 2, logits);
    }
  }

  @Test
  void refusesANetworkThatTheEngineCannotRun() {
    byte[] bytes =
        model.bytes(proto -> proto.getGraphBuilder().getNodeBuilder(3).setOpType("NoSuchOperator"));
    ModelData data = ModelData.of(bytes, "test model");
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> provider().open(data, BackendOptions.defaults()))
        .withMessageContaining("backend " + provider().name())
        .withMessageContaining("test5")
        .withMessageContaining("NoSuchOperator")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"))
        .satisfies(e -> assertThat(e.backend()).contains(provider().name()));
  }

  @Test
  void damagedModelsRunOrAreRefused() {
    byte[] whole = model.bytes();
    byte[] rasters = rasters(1, 1);
    Random random = new Random(20261101);
    int ran = 0;
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      // The graph's structure and the metadata lie around the weights in the middle.
      int at = random.nextInt(600);
      damaged[random.nextBoolean() ? at : whole.length - 1 - at] ^= (byte) (1 << random.nextInt(8));
      try (InferenceBackend backend =
          provider().open(ModelData.of(damaged, "damaged"), BackendOptions.defaults())) {
        backend.run(rasters, 1, new float[labels]);
        ran++;
      } catch (ModelFormatException | BackendException e) {
        refused++;
      }
    }
    assertThat(ran).isPositive();
    assertThat(refused).isPositive();
  }

  @Test
  void concurrentRunsGiveTheSameLogitsAsOneThread() throws Exception {
    int threads = 8;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try (InferenceBackend backend = open()) {
      CountDownLatch start = new CountDownLatch(threads);
      List<Future<?>> futures = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        futures.add(
            executor.submit(
                () -> {
                  start.countDown();
                  start.await();
                  for (int i = 0; i < 60; i++) {
                    int batch = i % 3 == 0 ? 1 + (thread + i) % 40 : 1;
                    byte[] rasters = rasters(batch, thread * 1_000L + i);
                    float[] logits = new float[batch * labels];
                    backend.run(rasters, batch, logits);
                    assertLogits(rasters, batch, logits);
                  }
                  return null;
                }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void closingLetsRunsEndAndRefusesLaterOnes() throws Exception {
    for (int round = 0; round < 10; round++) {
      int threads = 4;
      ExecutorService executor = Executors.newFixedThreadPool(threads + 2);
      InferenceBackend backend = open();
      try {
        CountDownLatch running = new CountDownLatch(threads);
        List<Future<Integer>> futures = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
          int batch = t % 2 == 0 ? 1 : 5;
          byte[] rasters = rasters(batch, t);
          futures.add(
              executor.submit(
                  () -> {
                    for (int runs = 0; ; runs++) {
                      float[] logits = new float[batch * labels];
                      try {
                        backend.run(rasters, batch, logits);
                      } catch (IllegalStateException e) {
                        return runs;
                      }
                      assertLogits(rasters, batch, logits);
                      if (runs == 0) {
                        running.countDown();
                      }
                    }
                  }));
        }
        running.await();
        Future<?> other = executor.submit(backend::close);
        backend.close();
        other.get();
        for (Future<Integer> future : futures) {
          assertThat(future.get()).isPositive();
        }
      } finally {
        backend.close();
        executor.shutdownNow();
      }
    }
  }

  @Test
  void closingAgainDoesNothing() {
    InferenceBackend backend = open();
    backend.close();
    backend.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> backend.run(rasters(1, 1), 1, new float[labels]))
        .withMessageContaining("closed");
  }

  @Test
  void closingOneLeavesOthersRunning() {
    byte[] rasters = rasters(1, 1);
    float[] logits = new float[labels];
    try (InferenceBackend backend = open()) {
      open().close();
      backend.run(rasters, 1, logits);
    }
    assertLogits(rasters, 1, logits);
  }

  @Test
  void opensAndClosesManyTimes() {
    byte[] rasters = rasters(1, 1);
    for (int i = 0; i < 50; i++) {
      float[] logits = new float[labels];
      try (InferenceBackend backend = open()) {
        backend.run(rasters, 1, logits);
      }
      assertLogits(rasters, 1, logits);
    }
  }
}
