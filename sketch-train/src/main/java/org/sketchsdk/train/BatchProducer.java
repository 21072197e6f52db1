package org.sketchsdk.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Drawing;

/**
 * Renders and augments batches beside the engine, a few ahead of it, in the order of the samples.
 * The bytes depend on the seed and the samples' numbers only, not on the number of threads.
 */
final class BatchProducer implements AutoCloseable {
  private static final int AHEAD = 6;

  private final TrainingSamples data;
  private final List<List<Drawing>> drawings;
  private final InputRenderer renderer;
  private final Mixup mixup;
  private final Teachers teachers;
  private final SampleOrder order;
  private final long seed;
  private final int batchSize;
  private final ExecutorService threads;
  private final Deque<Future<Batch>> ahead = new ArrayDeque<>();
  private final ConcurrentLinkedQueue<Batch> free = new ConcurrentLinkedQueue<>();
  private final LongAdder renderNanos = new LongAdder();
  private long nextSample;

  /** A batch on its way to the engine; given back with {@link #recycle}. */
  static final class Batch {
    private final ByteBuffer rasters;
    private final int[] labels;
    private final float[] shares;
    private final float[] answers;

    private Batch(int size, int pixels, int answers) {
      this.rasters = ByteBuffer.allocateDirect(size * pixels).order(ByteOrder.nativeOrder());
      this.labels = new int[size];
      this.shares = new float[size];
      this.answers = new float[answers];
    }

    /** Batch × size × size unsigned bytes, direct. */
    ByteBuffer rasters() {
      return rasters;
    }

    /** The class of each; for drawings of other classes, the number of classes. */
    int[] labels() {
      return labels;
    }

    /** The share of each in its raster; the rest is the next one's, after the last the first's. */
    float[] shares() {
      return shares;
    }

    /** What the teachers answer, [batch, classes]; empty without teachers. */
    float[] answers() {
      return answers;
    }
  }

  BatchProducer(
      TrainingSamples data,
      InputRenderer renderer,
      Mixup mixup,
      Teachers teachers,
      long seed,
      int batchSize,
      long firstSample,
      int threads) {
    this.data = data;
    this.drawings = data.drawings();
    this.renderer = renderer;
    this.order = new SampleOrder(seed, drawings, data.times());
    this.seed = seed;
    this.mixup = mixup;
    this.teachers = teachers;
    this.batchSize = batchSize;
    this.nextSample = firstSample;
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "sketch-render");
              thread.setDaemon(true);
              return thread;
            });
    for (int i = 0; i < AHEAD; i++) {
      submit();
    }
  }

  /** Returns the next batch, waiting for it if need be. */
  Batch next() throws InterruptedException {
    // A batch that is ready is given without a look at the interrupt.
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    submit();
    try {
      return ahead.remove().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("rendering a batch failed", e.getCause());
    }
  }

  void recycle(Batch batch) {
    free.add(batch);
  }

  /** Returns the time that all threads together have spent on rendering and augmenting. */
  long renderNanos() {
    return renderNanos.sum();
  }

  private void submit() {
    List<SampleOrder.Sample> samples = nextSamples();
    ahead.add(threads.submit(() -> produce(samples)));
  }

  private List<SampleOrder.Sample> nextSamples() {
    SampleOrder.Sample[] samples = new SampleOrder.Sample[batchSize];
    for (int i = 0; i < batchSize; i++) {
      samples[i] = order.sample(nextSample++);
    }
    return List.of(samples);
  }

  private Batch produce(List<SampleOrder.Sample> samples) {
    long start = System.nanoTime();
    int pixels = renderer.sizePx() * renderer.sizePx();
    Batch batch = free.poll();
    if (batch == null) {
      int answers = teachers.isEmpty() ? 0 : batchSize * data.classes();
      batch = new Batch(batchSize, pixels, answers);
    }
    byte[] rasters = new byte[batchSize * pixels];
    for (int i = 0; i < batchSize; i++) {
      SampleOrder.Sample sample = samples.get(i);
      SeededRandom random = random(sample);
      renderer.renderTo(drawing(sample), random, rasters, i * pixels);
      batch.labels()[i] = sample.label();
      batch.shares()[i] = mixup.isOff() ? 1 : mixup.share(random);
    }
    if (!mixup.isOff()) {
      Mixup.blend(rasters, pixels, batch.shares());
    }
    batch.rasters().put(0, rasters);
    if (!teachers.isEmpty() && renderer.cutsOff()) {
      renderFinished(samples, batch.shares(), rasters);
    }
    renderNanos.add(System.nanoTime() - start);
    if (!teachers.isEmpty()) {
      teachers.answer(rasters, batch.answers());
    }
    return batch;
  }

  /** What the teachers see: a teacher of finished drawings knows little of half a drawing. */
  private void renderFinished(List<SampleOrder.Sample> samples, float[] shares, byte[] rasters) {
    int pixels = renderer.sizePx() * renderer.sizePx();
    for (int i = 0; i < batchSize; i++) {
      SampleOrder.Sample sample = samples.get(i);
      renderer.renderFinishedTo(drawing(sample), random(sample), rasters, i * pixels);
    }
    if (!mixup.isOff()) {
      Mixup.blend(rasters, pixels, shares);
    }
  }

  private Drawing drawing(SampleOrder.Sample sample) {
    return drawings.get(sample.label()).get(sample.drawing());
  }

  private SeededRandom random(SampleOrder.Sample sample) {
    String key = data.name(sample.label()) + " " + sample.drawing();
    return SeededRandom.forSample(seed, key, sample.pass());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
