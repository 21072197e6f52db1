package org.sketchsdk.infer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.render.image.Picture;

/**
 * A stream of results. It reads items on the thread that takes the results, classifies them in
 * batches on its own threads, and returns the results in the order of the items. Reads no further
 * ahead than a fixed number of batches. Not thread-safe, except {@link #close}.
 *
 * @param <T> type of the items
 * @param <P> what is classified
 */
final class ClassificationPipeline<T, P> implements Spliterator<Classified<T>>, AutoCloseable {
  /** Drawings that are classified together: as many as the classifier gives the engine at once. */
  static final int BATCH = Inference.MAX_BATCH;

  /** Batches per thread that are read and not yet taken: one at work, the others waiting. */
  static final int BATCHES_PER_THREAD = 3;

  // Threads without work end after this time, for streams that nobody reads on or closes.
  private static final long IDLE_MILLIS = 1_000;

  private final Iterator<? extends T> source;
  private final Function<? super T, P> prepare;
  private final Worker<P> worker;
  private final int batchSize;
  private final BatchOptions options;
  private final Deque<Batch<T>> pending = new ArrayDeque<>();

  private Iterator<Classified<T>> current = List.<Classified<T>>of().iterator();
  private long position; // of the next item of the source
  private boolean sourceEnded;
  private @Nullable ClassificationException sourceFailure; // thrown once all before it is delivered
  private boolean ended;

  // The rest is guarded by this.
  private @Nullable ThreadPoolExecutor workers; // null before the first batch
  private boolean closed;

  /** A prediction, the prediction of a picture, or why there is none: one of them is not null. */
  record Outcome(
      @Nullable Prediction prediction,
      @Nullable PicturePrediction picture,
      @Nullable RuntimeException error) {
    static Outcome of(Prediction prediction) {
      return new Outcome(prediction, null, null);
    }

    static Outcome of(PicturePrediction picture) {
      return new Outcome(null, picture, null);
    }

    static Outcome of(RuntimeException error) {
      return new Outcome(null, null, error);
    }

    <T> Classified<T> at(long position, T item) {
      if (error != null) {
        return Classified.failed(position, item, error);
      }
      return picture != null
          ? Classified.of(position, item, picture)
          : Classified.of(position, item, Objects.requireNonNull(prediction));
    }
  }

  /** Classifies a batch on any thread; what it throws ends the stream. */
  interface Worker<P> {
    /** Returns as many outcomes as there are things to classify. */
    List<Outcome> classify(List<P> batch);
  }

  /** Items on their way; the position is that of the first. */
  private record Batch<T>(
      long position, List<T> items, List<Optional<Outcome>> known, Future<List<Outcome>> others) {}

  /**
   * Creates a pipeline, which starts with its first result.
   *
   * @param source read on the thread that takes the results
   * @param prepare called on the same thread, once per item; what it throws is the item's result
   * @param worker classifies what was prepared
   * @param batchSize how many items a worker is given at once
   */
  ClassificationPipeline(
      Iterator<? extends T> source,
      Function<? super T, P> prepare,
      Worker<P> worker,
      int batchSize,
      BatchOptions options) {
    this.source = Objects.requireNonNull(source, "source");
    this.prepare = prepare;
    this.worker = worker;
    this.batchSize = batchSize;
    this.options = Objects.requireNonNull(options, "options");
  }

  static <T> Stream<Classified<T>> ofDrawings(
      Classifier classifier,
      Iterator<? extends T> source,
      Function<? super T, Drawing> drawing,
      BatchOptions options) {
    Objects.requireNonNull(drawing, "drawing");
    return new ClassificationPipeline<T, Drawing>(
            source,
            item -> Objects.requireNonNull(drawing.apply(item), "the drawing is null"),
            drawings -> classifyDrawings(classifier, drawings),
            BATCH,
            options)
        .stream();
  }

  private static List<Outcome> classifyDrawings(Classifier classifier, List<Drawing> drawings) {
    try {
      return classifier.classifyAll(drawings).stream()
          .map(Outcome::of)
          .collect(Collectors.toList());
    } catch (BackendException e) {
      if (drawings.size() == 1) {
        return List.of(Outcome.of(e));
      }
    }
    // Each by itself, to find those that the engine fails on.
    List<Outcome> outcomes = new ArrayList<>();
    for (Drawing drawing : drawings) {
      outcomes.addAll(classifyDrawings(classifier, List.of(drawing)));
    }
    return outcomes;
  }

  static <T> Stream<Classified<T>> ofPictures(
      Classifier classifier,
      Iterator<? extends T> source,
      Function<? super T, Picture> image,
      BatchOptions options) {
    Objects.requireNonNull(image, "image");
    // The items themselves are prepared, and decoded by the workers: a picture takes megabytes.
    return new ClassificationPipeline<T, T>(
            source,
            item -> item,
            items ->
                items.stream()
                    .map(item -> classifyPicture(classifier, item, image))
                    .collect(Collectors.toList()),
            1,
            options)
        .stream();
  }

  private static <T> Outcome classifyPicture(
      Classifier classifier, T item, Function<? super T, Picture> image) {
    Picture decoded;
    try {
      decoded = Objects.requireNonNull(image.apply(item), "the picture is null");
    } catch (RuntimeException e) { // reported as the item's result
      return Outcome.of(e);
    }
    try {
      return Outcome.of(classifier.classify(decoded));
    } catch (BackendException e) {
      return Outcome.of(e);
    }
  }

  Stream<Classified<T>> stream() {
    return StreamSupport.stream(this, false).onClose(this::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super Classified<T>> action) {
    Objects.requireNonNull(action, "action");
    if (!current.hasNext() && !nextBatch()) {
      return false;
    }
    Classified<T> result = current.next();
    if (options.stopAtFirstError() && result.error().isPresent()) {
      current = Collections.emptyIterator();
      ended = true;
      close();
      throw result.error().get();
    }
    action.accept(result);
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
          && pending.size() < BATCHES_PER_THREAD * options.threads()
          && !pending.element().others().isDone());
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
    List<T> items = new ArrayList<>(batchSize);
    List<Optional<Outcome>> known = new ArrayList<>(batchSize);
    List<P> prepared = new ArrayList<>(batchSize);
    boolean failed = false;
    while (items.size() < batchSize && !failed) {
      T item;
      try {
        if (!source.hasNext()) {
          sourceEnded = true;
          break;
        }
        item = source.next();
      } catch (RuntimeException e) {
        sourceFailure = ClassificationException.ofSource(position + items.size(), e);
        sourceEnded = true;
        break;
      }
      items.add(item);
      try {
        prepared.add(prepare.apply(item));
        known.add(Optional.empty());
      } catch (RuntimeException e) { // reported as the item's result
        known.add(Optional.of(Outcome.of(e)));
        failed = options.stopAtFirstError();
      }
    }
    sourceEnded |= failed;
    if (!items.isEmpty()) {
      pending.add(new Batch<>(position, items, known, submit(prepared)));
      position += items.size();
    }
  }

  private synchronized Future<List<Outcome>> submit(List<P> prepared) {
    checkOpen();
    if (workers == null) {
      AtomicInteger number = new AtomicInteger();
      workers =
          new ThreadPoolExecutor(
              options.threads(),
              options.threads(),
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
    return workers.submit(() -> worker.classify(prepared));
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the stream of predictions is closed");
    }
  }

  private List<Classified<T>> await(Batch<T> batch) {
    Iterator<Outcome> others;
    try {
      others = batch.others().get().iterator();
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
    List<Classified<T>> results = new ArrayList<>(batch.items().size());
    for (int i = 0; i < batch.items().size(); i++) {
      Outcome outcome = batch.known().get(i).orElseGet(others::next);
      results.add(outcome.at(batch.position() + i, batch.items().get(i)));
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
