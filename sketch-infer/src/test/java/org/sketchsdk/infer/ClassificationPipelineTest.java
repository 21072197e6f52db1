package org.sketchsdk.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.ClassificationPipeline.Outcome;
import org.sketchsdk.infer.Prediction.Candidate;
import org.sketchsdk.infer.Prediction.Verdict;

@Timeout(60)
class ClassificationPipelineTest {
  private static final int BATCH = ClassificationPipeline.BATCH;

  // The threads that classified in this test.
  private final Set<Thread> workers = ConcurrentHashMap.newKeySet();

  private static Drawing drawing(int number) {
    return Drawing.of(List.of(Stroke.of(new float[] {number}, new float[] {0})));
  }

  private static int numberOf(Drawing drawing) {
    return (int) drawing.strokes().get(0).x(0);
  }

  /** Says of a drawing its number. */
  private static Prediction predictionOf(int number) {
    return Prediction.of(Verdict.RECOGNIZED, List.of(new Candidate("n" + number, 1)));
  }

  private List<Prediction> classify(List<Drawing> drawings) {
    workers.add(Thread.currentThread());
    return drawings.stream().map(d -> predictionOf(numberOf(d))).toList();
  }

  private static Iterator<Integer> numbers(int count) {
    return IntStream.range(0, count).iterator();
  }

  private static BatchOptions threads(int threads) {
    return BatchOptions.builder().threads(threads).build();
  }

  private static <T> ClassificationPipeline<T, Drawing> pipeline(
      Function<List<Drawing>, List<Prediction>> classifier,
      Iterator<? extends T> source,
      Function<? super T, Drawing> drawing,
      BatchOptions options) {
    return new ClassificationPipeline<>(
        source,
        drawing,
        drawings -> classifier.apply(drawings).stream().map(Outcome::of).toList(),
        BATCH,
        options);
  }

  private static Stream<Classified<Integer>> stream(
      Function<List<Drawing>, List<Prediction>> classifier, Iterator<Integer> source, int threads) {
    return pipeline(classifier, source, ClassificationPipelineTest::drawing, threads(threads))
        .stream();
  }

  private static List<Classified<Integer>> expected(int count) {
    return IntStream.range(0, count).mapToObj(i -> Classified.of(i, i, predictionOf(i))).toList();
  }

  private void assertWorkersEnd() throws InterruptedException {
    for (Thread worker : workers) {
      worker.join(TimeUnit.SECONDS.toMillis(30));
      assertThat(worker.isAlive()).as(worker.getName()).isFalse();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void givesEachItemItsPredictionInTheOrderOfTheSource() throws InterruptedException {
    for (int count : new int[] {0, 1, 31, 32, 33, 64, 95, 96, 97, 1000}) {
      for (int threads : new int[] {1, 2, 5}) {
        assertThat(stream(this::classify, numbers(count), threads).toList())
            .isEqualTo(expected(count));
      }
    }
    assertWorkersEnd();
  }

  @Test
  void keepsTheOrderWhereALaterBatchIsReadyFirst() {
    CountDownLatch later = new CountDownLatch(3);
    try (Stream<Classified<Integer>> stream =
        stream(
            drawings -> {
              if (numberOf(drawings.get(0)) == 0) {
                await(later);
              } else {
                later.countDown();
              }
              return classify(drawings);
            },
            numbers(10 * BATCH),
            2)) {
      assertThat(stream.toList()).isEqualTo(expected(10 * BATCH));
    }
  }

  @Test
  void keepsTheOrderWhereBatchesTakeDifferentTimes() {
    Random random = new Random(5);
    int[] rounds = random.ints(100, 0, 200_000).toArray();
    AtomicInteger sum = new AtomicInteger();
    try (Stream<Classified<Integer>> stream =
        stream(
            drawings -> {
              for (int i = 0; i < rounds[numberOf(drawings.get(0)) / BATCH]; i++) {
                sum.addAndGet(i);
              }
              return classify(drawings);
            },
            numbers(100 * BATCH),
            4)) {
      assertThat(stream.toList()).isEqualTo(expected(100 * BATCH));
    }
  }

  @Test
  void readsNoFurtherAheadThanPromised() {
    for (int threads : new int[] {1, 3}) {
      AtomicInteger read = new AtomicInteger();
      Iterator<Integer> source = numbers(5_000);
      Iterator<Integer> counting =
          new Iterator<>() {
            @Override
            public boolean hasNext() {
              return source.hasNext();
            }

            @Override
            public Integer next() {
              read.incrementAndGet();
              return source.next();
            }
          };
      int taken = 0;
      int farthest = 0;
      try (Stream<Classified<Integer>> stream = stream(this::classify, counting, threads)) {
        for (Iterator<Classified<Integer>> it = stream.iterator(); it.hasNext(); taken++) {
          farthest = Math.max(farthest, read.get() - taken);
          it.next();
        }
      }
      assertThat(taken).isEqualTo(5_000);
      // a stream's iterator holds one result itself
      assertThat(farthest).isLessThanOrEqualTo(96 * threads + 1).isGreaterThanOrEqualTo(BATCH);
    }
  }

  @Test
  void classifiesOnAsManyThreadsAsAsked() {
    int threads = 3;
    CyclicBarrier together = new CyclicBarrier(threads);
    try (Stream<Classified<Integer>> stream =
        stream(
            drawings -> {
              try {
                together.await(30, TimeUnit.SECONDS); // passed by three at once, or by nobody
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
              return classify(drawings);
            },
            numbers(12 * BATCH),
            threads)) {
      assertThat(stream.count()).isEqualTo(12 * BATCH);
    }
    assertThat(workers).hasSize(threads).allMatch(Thread::isDaemon);
  }

  @Test
  void readsTheSourceOnTheThreadThatTakesAndNotBefore() {
    Set<Thread> readers = ConcurrentHashMap.newKeySet();
    ClassificationPipeline<Integer, Drawing> pipeline =
        pipeline(
            this::classify,
            numbers(500),
            number -> {
              readers.add(Thread.currentThread());
              return drawing(number);
            },
            threads(2));
    try (Stream<Classified<Integer>> stream = pipeline.stream()) {
      assertThat(readers).isEmpty();
      assertThat(stream.count()).isEqualTo(500);
    }
    assertThat(readers).containsExactly(Thread.currentThread());
    assertThat(workers).doesNotContain(Thread.currentThread());
  }

  @Test
  void classifiesInFullBatches() {
    List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
    try (Stream<Classified<Integer>> stream =
        stream(
            drawings -> {
              sizes.add(drawings.size());
              return classify(drawings);
            },
            numbers(3 * BATCH + 7),
            2)) {
      assertThat(stream.count()).isEqualTo(3 * BATCH + 7);
    }
    assertThat(sizes).containsExactlyInAnyOrder(BATCH, BATCH, BATCH, 7);
  }

  @Test
  void aFailureOfTheSourceComesAfterTheResultsBeforeIt() throws InterruptedException {
    for (int good : new int[] {0, 1, BATCH, 4 * BATCH + 3}) {
      RuntimeException failure = new IllegalStateException("line 7 is torn");
      Iterator<Integer> source =
          Stream.iterate(0, i -> i + 1)
              .peek(
                  i -> {
                    if (i == good) {
                      throw failure;
                    }
                  })
              .iterator();
      List<Classified<Integer>> results = new ArrayList<>();
      assertThatExceptionOfType(ClassificationException.class)
          .isThrownBy(() -> stream(this::classify, source, 2).forEach(results::add))
          .withMessage("item " + good + " cannot be read from the source: line 7 is torn")
          .withCause(failure)
          .satisfies(e -> assertThat(e.position()).isEqualTo(good));
      assertThat(results).isEqualTo(expected(good));
    }
    assertWorkersEnd();
  }

  @Test
  void aFailureOfTheDrawingIsTheResultOfItsItem() {
    RuntimeException failure = new IllegalStateException("torn");
    List<Classified<Integer>> results =
        pipeline(
                this::classify,
                numbers(100),
                number -> {
                  if (number % 40 == 7) {
                    throw failure;
                  }
                  return drawing(number);
                },
                threads(2))
            .stream()
            .toList();
    assertThat(results).hasSize(100);
    for (Classified<Integer> result : results) {
      boolean torn = result.item() % 40 == 7;
      assertThat(result.position()).isEqualTo((long) result.item());
      assertThat(result.failed()).isEqualTo(torn);
      if (torn) {
        assertThatExceptionOfType(ClassificationException.class)
            .isThrownBy(result::prediction)
            .withMessage("item " + result.item() + " cannot be classified: torn")
            .withCause(failure)
            .satisfies(e -> assertThat(e).isSameAs(result.error().orElseThrow()));
      } else {
        assertThat(result).isEqualTo(expected(100).get(result.item()));
      }
    }
  }

  @Test
  void aFailureEndsTheStreamIfAsked() throws InterruptedException {
    List<Classified<Integer>> results = new ArrayList<>();
    AtomicInteger read = new AtomicInteger();
    ClassificationPipeline<Integer, Drawing> pipeline =
        pipeline(
            this::classify,
            Stream.iterate(0, i -> i + 1).peek(i -> read.incrementAndGet()).iterator(),
            number -> {
              if (number == 40) {
                throw new IllegalStateException("torn");
              }
              return drawing(number);
            },
            BatchOptions.builder().threads(2).stopAtFirstError(true).build());
    assertThatExceptionOfType(ClassificationException.class)
        .isThrownBy(() -> pipeline.stream().forEach(results::add))
        .withMessage("item 40 cannot be classified: torn")
        .satisfies(e -> assertThat(e.position()).isEqualTo(40));
    assertThat(results).isEqualTo(expected(40));
    assertThat(read.get()).isEqualTo(41);
    assertThat(pipeline.tryAdvance(results::add)).isFalse();
    assertWorkersEnd();
  }

  @Test
  void aFailureOfTheClassifierComesWithItsPlaceAfterTheResultsBeforeIt()
      throws InterruptedException {
    RuntimeException failure = new IllegalStateException("out of order");
    List<Classified<Integer>> results = new ArrayList<>();
    Stream<Classified<Integer>> stream =
        stream(
            drawings -> {
              if (numberOf(drawings.get(0)) == 5 * BATCH) {
                throw failure;
              }
              return classify(drawings);
            },
            numbers(20 * BATCH),
            2);
    assertThatExceptionOfType(ClassificationException.class)
        .isThrownBy(() -> stream.forEach(results::add))
        .withMessage("items 160 to 191 cannot be classified: out of order")
        .withCause(failure)
        .satisfies(e -> assertThat(e.position()).isEqualTo(160));
    assertThat(results).isEqualTo(expected(160));
    assertWorkersEnd();
  }

  @Test
  void errorsAreThrownAsTheyAre() throws InterruptedException {
    Error ofBatch = new OutOfMemoryError("batch");
    assertThatThrownBy(
            () ->
                stream(
                        drawings -> {
                          classify(drawings);
                          throw ofBatch;
                        },
                        numbers(100),
                        2)
                    .count())
        .isSameAs(ofBatch);
    Error ofSource = new StackOverflowError("source");
    Iterator<Integer> source =
        Stream.iterate(0, i -> i + 1)
            .peek(
                i -> {
                  if (i == 50) {
                    throw ofSource;
                  }
                })
            .iterator();
    assertThatThrownBy(() -> stream(this::classify, source, 2).count()).isSameAs(ofSource);
    assertWorkersEnd();
  }

  @Test
  void closingEarlyEndsTheThreads() throws InterruptedException {
    AtomicInteger batches = new AtomicInteger();
    List<Classified<Integer>> results = new ArrayList<>();
    try (Stream<Classified<Integer>> stream =
        stream(
            drawings -> {
              batches.incrementAndGet();
              return classify(drawings);
            },
            Stream.iterate(0, i -> i + 1).iterator(),
            2)) {
      stream.limit(10).forEach(results::add);
    }
    assertThat(results).isEqualTo(expected(10));
    assertThat(batches.get()).isBetween(1, 2 * ClassificationPipeline.BATCHES_PER_THREAD);
    assertThat(workers).isNotEmpty();
    assertWorkersEnd();
  }

  @Test
  void threadsOfAStreamThatNobodyClosesEndByThemselves() throws InterruptedException {
    // an assertion on the stream itself would close it
    Stream<Classified<Integer>> left =
        stream(this::classify, Stream.iterate(0, i -> i + 1).iterator(), 2);
    assertThat(left.iterator().next()).isEqualTo(expected(1).get(0));
    assertThat(workers).isNotEmpty().anyMatch(Thread::isAlive);
    assertWorkersEnd();
  }

  @Test
  void aClosedStreamDoesNotPassForOneAtItsEnd() {
    Stream<Classified<Integer>> stream = stream(this::classify, numbers(10_000), 2);
    Iterator<Classified<Integer>> results = stream.iterator();
    results.next();
    stream.close();
    stream.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> results.forEachRemaining(result -> {}))
        .withMessage("the stream of predictions is closed");
  }

  @Test
  void closingBeforeTheFirstResultIsFine() {
    Stream<Classified<Integer>> stream = stream(this::classify, numbers(10), 2);
    stream.close();
    assertThat(workers).isEmpty();
  }

  @Test
  void closingByAnotherThreadFreesTheOneThatWaits() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Stream<Classified<Integer>> stream =
        stream(
            drawings -> {
              working.countDown();
              await(release);
              return classify(drawings);
            },
            numbers(10 * BATCH),
            1);
    FutureTask<Long> taker = new FutureTask<>(stream::count);
    Thread takerThread = new Thread(taker, "taker");
    takerThread.start();
    await(working);
    FutureTask<Void> closer = new FutureTask<>(stream::close, null);
    Thread closerThread = new Thread(closer, "closer");
    closerThread.start();
    while (closerThread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait(); // it waits for the batch at work
    }
    assertThat(closer.isDone()).isFalse();
    release.countDown();
    closer.get();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(taker::get)
        .withCauseInstanceOf(IllegalStateException.class);
    takerThread.join();
    closerThread.join();
    assertWorkersEnd();
  }

  @Test
  void anInterruptedTakerGetsOutAndStaysInterrupted() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Stream<Classified<Integer>> stream =
        stream(
            drawings -> {
              working.countDown();
              await(release);
              return classify(drawings);
            },
            numbers(10 * BATCH),
            1);
    FutureTask<Boolean> taker =
        new FutureTask<>(
            () -> {
              assertThatExceptionOfType(CancellationException.class)
                  .isThrownBy(stream::count)
                  .withMessage("interrupted while items from 0 on were classified");
              return Thread.currentThread().isInterrupted();
            });
    Thread takerThread = new Thread(taker, "taker");
    takerThread.start();
    await(working);
    takerThread.interrupt();
    assertThat(taker.get()).isTrue();
    release.countDown();
    takerThread.join();
    assertWorkersEnd();
  }

  @Test
  void aParallelStreamHasTheSameOrder() {
    try (Stream<Classified<Integer>> stream = stream(this::classify, numbers(1_000), 2)) {
      assertThat(stream.parallel().toList()).isEqualTo(expected(1_000));
    }
  }
}
