package org.sketchsdk.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;

/**
 * Uses a classifier long and hard, and prints what became of memory, threads and answers.
 *
 * <pre>{@code
 * java -cp sketch-bench/target/benchmarks.jar org.sketchsdk.bench.Endurance \
 *     backend=onnx calls=5000000 seconds=300 cycles=200
 * }</pre>
 *
 * <p>Exits with 1 where an answer differs from that of the first, single-threaded pass, or a thread
 * is left.
 */
public final class Endurance {
  private static final int THREADS = 32;
  private static final int REPORTS = 10;
  private static final long THREAD_END_MILLIS = 10_000;

  private final String backend;
  private final PrintStream out;
  private final List<Drawing> drawings;
  private final List<Prediction> expected = new ArrayList<>();
  private final LongAdder wrong = new LongAdder();

  private Endurance(String backend, PrintStream out) {
    this.backend = backend;
    this.out = out;
    this.drawings = Drawings.synthetic();
  }

  /**
   * Runs.
   *
   * @param arguments {@code backend=NAME}, {@code calls=N}, {@code seconds=N}, {@code cycles=N}
   * @throws IOException if the process's state cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> options = new TreeMap<>(Map.of("backend", "onnx"));
    options.putAll(Map.of("calls", "5000000", "seconds", "300", "cycles", "200"));
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (parts.length < 2 || options.replace(parts[0], parts[1]) == null) {
        System.err.println("no option " + argument + "; there are " + options);
        System.exit(2);
      }
    }
    boolean passed =
        new Endurance(options.getOrDefault("backend", "onnx"), System.out)
            .run(
                Long.parseLong(options.getOrDefault("calls", "5000000")),
                Long.parseLong(options.getOrDefault("seconds", "300")),
                Integer.parseInt(options.getOrDefault("cycles", "200")));
    System.exit(passed ? 0 : 1);
  }

  private boolean run(long calls, long seconds, int cycles)
      throws IOException, InterruptedException {
    Set<Thread> threadsBefore = Set.copyOf(threads());
    try (SketchClassifier classifier = open()) {
      for (Drawing drawing : drawings) {
        expected.add(classifier.classify(drawing));
      }
      call(classifier, calls);
      together(classifier, "threads", Executors.newFixedThreadPool(THREADS), seconds);
      Optional<ExecutorService> virtual = virtualThreads();
      if (virtual.isPresent()) {
        together(classifier, "virtual threads", virtual.get(), seconds);
      } else {
        out.println("virtual threads: this JDK has none");
      }
    }
    cycle(cycles);
    closeInUse(cycles);
    List<String> left = new ArrayList<>();
    for (Thread thread : threads()) {
      if (!threadsBefore.contains(thread)) {
        thread.join(THREAD_END_MILLIS); // one that has nothing left to do may still be ending
        if (thread.isAlive()) {
          left.add(thread.getName());
        }
      }
    }
    out.println("threads left: " + left);
    out.println("wrong answers: " + wrong.sum());
    return wrong.sum() == 0 && left.isEmpty();
  }

  private SketchClassifier open() {
    return SketchClassifier.builder().backend(backend).build();
  }

  private void check(SketchClassifier classifier, int index) {
    if (!classifier.classify(drawings.get(index)).equals(expected.get(index))) {
      wrong.increment();
    }
  }

  private void call(SketchClassifier classifier, long calls) throws IOException {
    report("calls 0");
    for (int part = 1; part <= REPORTS; part++) {
      for (long call = calls * (part - 1) / REPORTS; call < calls * part / REPORTS; call++) {
        check(classifier, (int) (call % drawings.size()));
      }
      report("calls " + calls * part / REPORTS);
    }
  }

  private void together(
      SketchClassifier classifier, String name, ExecutorService executor, long seconds)
      throws IOException, InterruptedException {
    report(name + " start");
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Future<Long>> futures = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread;
      futures.add(
          executor.submit(
              () -> {
                long calls = 0;
                while (calls == 0 || System.nanoTime() < end) {
                  check(classifier, (int) ((first + calls++) % drawings.size()));
                }
                return calls;
              }));
    }
    long calls = 0;
    for (Future<Long> future : futures) {
      calls += get(future);
    }
    executor.shutdown();
    report(name + " end, " + THREADS + " of them, " + calls + " calls");
  }

  private static <T> T get(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void cycle(int cycles) throws IOException {
    report("cycles 0");
    for (int cycle = 1; cycle <= cycles; cycle++) {
      try (SketchClassifier classifier = open()) {
        check(classifier, cycle % drawings.size());
      }
      if (cycle == cycles / 2 || cycle == cycles) {
        report("load, classify, close " + cycle);
      }
    }
  }

  /** Closes classifiers while threads use them, and while others are being loaded. */
  private void closeInUse(int cycles) throws IOException, InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(3);
    long calls = 0;
    for (int cycle = 0; cycle < cycles; cycle++) {
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
    report("closed in use " + cycles + ", " + calls + " calls before");
  }

  private long useUntilClosed(SketchClassifier classifier) {
    for (int calls = 0; ; calls++) {
      try {
        check(classifier, calls % drawings.size());
      } catch (IllegalStateException e) {
        return calls;
      }
    }
  }

  private void report(String when) throws IOException {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    out.printf(
        Locale.ROOT,
        "%-50s  heap %6.1f MB  resident %6.1f MB  threads %d%n",
        when,
        (runtime.totalMemory() - runtime.freeMemory()) / 1e6,
        residentKb() / 1e3,
        threads().size());
  }

  /** NaN where the system does not say. */
  private static double residentKb() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(Double.NaN);
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
