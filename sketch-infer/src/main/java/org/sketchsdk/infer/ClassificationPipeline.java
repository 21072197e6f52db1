package org.sketchsdk.infer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Drawing;

/**
 * Reads items on the thread that takes the results, classifies them in batches on threads of its
 * own, and gives them back in their order. It reads no further ahead than a fixed number of
 * batches. For one thread at a time, but that {@link #close} may be called by any.
 */
final class ClassificationPipeline<T> implements Spliterator<Classified<T>>, AutoCloseable {
  /** Items that are classified together: as many as the classifier gives the engine at once. */
  static final int BATCH = 32;

  /** Batches for each thread that are read and not yet taken: one at work, the others waiting. */
  static final int BATCHES_A_THREAD = 3;

  // Threads without work end after this time, for streams that nobody reads on or closes.
  private static final long IDLE_MILLIS = 1_000;

  private final Function<List<Drawing>, List<Prediction>> classifier;
  private final Iterator<? extends T> source;
  private final Function<? super T, Drawing> drawing;
  private final int parallelism;
  private final Deque<Batch<T>> pending = new ArrayDeque<>();

  private Iterator<Classified<T>> current = List.<Classified<T>>of().iterator();
  private long position; // of the next item of the source
  private boolean sourceEnded;
  private @Nullable ClassificationException sourceFailure; // thrown once all before it is delivered
  private boolean ended;

  // The rest is guarded by this.
  private @Nullable ThreadPoolExecutor workers; // null before the first batch
  private boolean closed;

  /** Items on their way; the position is that of the first. */
  private record Batch<T>(long position, List<T> items, Future<List<Prediction>> predictions) {}

  /**
   * Creates a pipeline, which starts with its first result.
   *
   * @param classifier classifies the drawings of a batch, on any thread
   * @param source read on the thread that takes the results
   * @param drawing called on the same thread, once an item
   * @param parallelism how many threads classify
   */
  ClassificationPipeline(
      Function<List<Drawing>, List<Prediction>> classifier,
      Iterator<? extends T> source,
      Function<? super T, Drawing> drawing,
      int parallelism) {
    this.classifier = classifier;
    this.source = source;
    this.drawing = drawing;
    this.parallelism = parallelism;
  }

  @Override
  public boolean tryAdvance(Consumer<? super Classified<T>> action) {
    Objects.requireNonNull(action, "action");
    if (!current.hasNext() && !nextBatch()) {
      return false;
    }
    action.accept(current.next());
    return true;
  }

  /** Makes the next results current; returns whether there are any. */
  private boolean nextBatch() {
    if (ended) {
      return false;
    }
    boolean more = false;
    try {
      // A batch is read for each that is taken, so that the workers have something to do meanwhile;
      // at the start only as many as it takes until the first is ready.
      do {
        readBatch();
      } while (!sourceEnded
          && pending.size() < BATCHES_A_THREAD * parallelism
          && !pending.element().predictions().isDone());
      Batch<T> batch = pending.poll();
      if (batch != null) {
        current = await(batch).iterator();
        more = true;
      } else if (sourceFailure != null) {
        throw sourceFailure;
      }
    } finally {
      if (!more) { // the end, or an exception
        ended = true;
        close();
      }
    }
    return more;
  }

  private void readBatch() {
    if (sourceEnded) {
      return;
    }
    List<T> items = new ArrayList<>(BATCH);
    List<Drawing> drawings = new ArrayList<>(BATCH);
    try {
      while (items.size() < BATCH && source.hasNext()) {
        T item = source.next();
        drawings.add(Objects.requireNonNull(drawing.apply(item), "the drawing is null"));
        items.add(item);
      }
      sourceEnded = items.size() < BATCH;
    } catch (RuntimeException e) {
      sourceFailure = ClassificationException.ofSource(position + items.size(), e);
      sourceEnded = true;
    }
    if (!items.isEmpty()) {
      pending.add(new Batch<>(position, items, submit(drawings)));
      position += items.size();
    }
  }

  private synchronized Future<List<Prediction>> submit(List<Drawing> drawings) {
    checkOpen();
    if (workers == null) {
      AtomicInteger number = new AtomicInteger();
      workers =
          new ThreadPoolExecutor(
              parallelism,
              parallelism,
              IDLE_MILLIS,
              TimeUnit.MILLISECONDS,
              new LinkedBlockingQueue<>(),
              task -> {
                Thread thread = new Thread(task, "sketch-classify-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
              });
      workers.allowCoreThreadTimeOut(true);
    }
    return workers.submit(() -> classifier.apply(drawings));
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the stream of predictions is closed");
    }
  }

  private List<Classified<T>> await(Batch<T> batch) {
    List<Prediction> predictions;
    try {
      predictions = batch.predictions().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException(
          "interrupted while items from " + batch.position() + " on were classified");
    } catch (CancellationException e) {
      throw new IllegalStateException("the stream of predictions is closed", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw ClassificationException.ofBatch(batch.position(), batch.items().size(), cause);
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
    List<Classified<T>> results = new ArrayList<>(predictions.size());
    for (int i = 0; i < predictions.size(); i++) {
      results.add(new Classified<>(batch.items().get(i), predictions.get(i)));
    }
    return results;
  }

  /** Stops the workers, and returns when they have ended. Closing again does nothing. */
  @Override
  public void close() {
    @Nullable ThreadPoolExecutor stopping;
    synchronized (this) {
      closed = true;
      stopping = workers;
    }
    if (stopping == null) {
      return;
    }
    // Not shutdownNow(), which interrupts the batches at work: an engine may not bear it.
    stopping.shutdown();
    List<Runnable> waiting = new ArrayList<>();
    stopping.getQueue().drainTo(waiting);
    for (Runnable task : waiting) {
      ((Future<?>) task).cancel(false); // nobody else would ever end the waiting for it
    }
    try {
      while (!stopping.awaitTermination(1, TimeUnit.MINUTES)) {
        // a batch takes far less, but an engine is not ours to abandon
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Not split: a parallel stream runs on it as a sequential one would. */
  @Override
  public @Nullable Spliterator<Classified<T>> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    return Long.MAX_VALUE;
  }

  @Override
  public int characteristics() {
    return ORDERED | NONNULL;
  }
}
