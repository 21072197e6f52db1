package org.sketchsdk.bench.endurance;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.sketchsdk.bench.Drawings;
import org.sketchsdk.bench.synthetic.SyntheticPictures;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.PicturePrediction;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.image.Picture;

/** Runs one {@link Task} in this process. The last line that it prints is the result. */
final class Worker {
  static final String PASSED = "passed";
  static final String FAILED = "FAILED";

  private static final int THREADS = 32;
  private static final int PICTURE_PX = 512;
  private static final int WARM_UP_PART = 10;
  private static final long THREAD_END_MILLIS = 10_000;

  private final String backend;
  private final int samples;
  private final PrintStream out;
  private final List<Drawing> drawings = Drawings.synthetic();
  private final List<Prediction> expected = new ArrayList<>();
  private final LongAdder wrong = new LongAdder();
  private final MemoryLog memory = new MemoryLog();

  private Worker(String backend, int samples, PrintStream out) {
    this.backend = backend;
    this.samples = samples;
    this.out = out;
  }

  /**
   * Runs a task and ends the process: 0 if it passed, else 1.
   *
   * @param arguments backend, task, count, samples, tolerance in percent
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Worker worker = new Worker(arguments[0], Math.max(2, Integer.parseInt(arguments[3])), out);
    List<String> problems =
        worker.run(
            Task.valueOf(arguments[1]),
            Long.parseLong(arguments[2]),
            Double.parseDouble(arguments[4]));
    out.println(
        problems.isEmpty()
            ? PASSED + ": " + worker.memory.summary()
            : FAILED + ": " + String.join("; ", problems));
    System.exit(problems.isEmpty() ? 0 : 1);
  }

  private List<String> run(Task task, long count, double tolerancePercent)
      throws IOException, InterruptedException {
    Set<Thread> threadsBefore = Set.copyOf(threads());
    try (SketchClassifier classifier = open()) {
      for (Drawing drawing : drawings) {
        expected.add(classifier.classify(drawing));
      }
      switch (task) {
        case CALLS -> repeat(count, call -> check(classifier, call));
        case PICTURES -> pictures(classifier, count);
        case THREADS -> threads(classifier, count);
        case CYCLES -> {} // they need no classifier
      }
    }
    if (task == Task.CYCLES) {
      repeat(count, this::cycle);
    }
    // Threads have stacks and areas of native memory of their own.
    List<String> problems =
        new ArrayList<>(task == Task.THREADS ? List.of() : memory.problems(tolerancePercent));
    if (task == Task.CYCLES) {
      closeInUse(count);
    }
    if (wrong.sum() > 0) {
      problems.add(wrong + " answers differ from the first ones");
    }
    List<String> left = new ArrayList<>();
    for (Thread thread : threads()) {
      if (!threadsBefore.contains(thread)) {
        thread.join(THREAD_END_MILLIS); // one that has nothing left to do may still be ending
        if (thread.isAlive()) {
          left.add(thread.getName());
        }
      }
    }
    if (!left.isEmpty()) {
      problems.add("threads left: " + left);
    }
    return problems;
  }

  private SketchClassifier open() {
    return SketchClassifier.builder().backend(backend).build();
  }

  private void check(SketchClassifier classifier, long call) {
    int index = (int) (call % drawings.size());
    if (!classifier.classify(drawings.get(index)).equals(expected.get(index))) {
      wrong.increment();
    }
  }

  private interface Call {
    void run(long number);
  }

  /**
   * Makes calls, and looks at the memory after the first tenth and then at equal distances. The
   * call before a look is always the same one: buffers stay as large as the last input needs.
   */
  private void repeat(long count, Call call) throws IOException {
    out.println("at the start: " + MemoryLog.Sample.take()); // looking takes memory the first time
    long warm = count / WARM_UP_PART;
    long done = 0;
    for (int part = 0; part < samples; part++) {
      long end = warm + (count - warm) * part / (samples - 1);
      for (; done < end; done++) {
        call.run(done);
      }
      call.run(0);
      look(done + " done");
    }
  }

  private void look(String when) throws IOException {
    MemoryLog.Sample sample = MemoryLog.Sample.take();
    memory.add(sample);
    out.println(when + ": " + sample);
  }

  private void pictures(SketchClassifier classifier, long count) throws IOException {
    List<Picture> pictures = SyntheticPictures.of(drawings, PICTURE_PX);
    List<Prediction> answers =
        pictures.stream().map(classifier::classify).map(PicturePrediction::prediction).toList();
    repeat(
        count,
        call -> {
          int index = (int) (call % pictures.size());
          if (!classifier.classify(pictures.get(index)).prediction().equals(answers.get(index))) {
            wrong.increment();
          }
        });
  }

  private void threads(SketchClassifier classifier, long seconds)
      throws IOException, InterruptedException {
    look("at the start");
    together(classifier, "threads", Executors.newFixedThreadPool(THREADS), seconds);
    Optional<ExecutorService> virtual = virtualThreads();
    if (virtual.isPresent()) {
      together(classifier, "virtual threads", virtual.get(), seconds);
    } else {
      out.println("this JDK has no virtual threads");
    }
  }

  private void together(
      SketchClassifier classifier, String name, ExecutorService executor, long seconds)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Future<Long>> futures = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread;
      futures.add(
          executor.submit(
              () -> {
                long calls = 0;
                while (calls == 0 || System.nanoTime() < end) {
                  check(classifier, first + calls++);
                }
                return calls;
              }));
    }
    long calls = 0;
    for (Future<Long> future : futures) {
      calls += get(future);
    }
    executor.shutdown();
    look(String.format(Locale.ROOT, "%,d calls of %d %s", calls, THREADS, name));
  }

  private static <T> T get(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void cycle(long number) {
    try (SketchClassifier classifier = open()) {
      check(classifier, number);
    }
  }

  /** Closes classifiers while threads use them, and while others are being loaded. */
  private void closeInUse(long cycles) throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(3);
    long calls = 0;
    for (long cycle = 0; cycle < cycles; cycle++) {
      SketchClassifier classifier = open();
      List<Future<Long>> users = new ArrayList<>();
      for (int user = 0; user < 2; user++) {
        users.add(executor.submit(() -> useUntilClosed(classifier)));
      }
      Future<?> other = executor.submit(() -> open().close());
      for (int call = 0; call < cycle % 7; call++) {
        check(classifier, call);
      }
      classifier.close();
      for (Future<Long> user : users) {
        calls += get(user);
      }
      get(other);
    }
    executor.shutdown();
    out.printf(Locale.ROOT, "%,d closed in use, after %,d calls%n", cycles, calls);
  }

  private long useUntilClosed(SketchClassifier classifier) {
    for (long calls = 0; ; calls++) {
      try {
        check(classifier, calls);
      } catch (IllegalStateException e) {
        return calls;
      }
    }
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .filter(thread -> !ofVirtualThreads(thread.getName()))
        .sorted(Comparator.comparing(Thread::getName))
        .toList();
  }

  private static boolean ofVirtualThreads(String name) {
    return name.startsWith("ForkJoinPool-") || name.startsWith("VirtualThread");
  }

  private static Optional<ExecutorService> virtualThreads() {
    try {
      return Optional.of(
          (ExecutorService)
              Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
