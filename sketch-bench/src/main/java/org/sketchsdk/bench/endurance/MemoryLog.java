package org.sketchsdk.bench.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Samples of what this process uses, and whether it stays the same. Not thread-safe. */
final class MemoryLog {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  // The serial collector leaves some garbage where it lies, but not in every fourth collection.
  private static final int COLLECTIONS = 4;

  private static final int COUNTS = 5;
  private static final long COUNT_PAUSE_NANOS = 5_000_000;

  private final List<Sample> samples = new ArrayList<>();

  /**
   * A look at a process.
   *
   * @param heapMegabytes memory of live objects
   * @param residentMegabytes memory of the process in RAM; NaN if the system does not say
   * @param openFiles number of file descriptors; NaN if the system does not say
   */
  record Sample(double heapMegabytes, double residentMegabytes, double openFiles) {
    /** Collects garbage and looks at this process. */
    static Sample take() throws IOException {
      for (int i = 0; i < COLLECTIONS; i++) {
        System.gc();
      }
      Runtime runtime = Runtime.getRuntime();
      return new Sample(
          (runtime.totalMemory() - runtime.freeMemory()) / 1e6,
          readResidentMegabytes(),
          countOpenFiles());
    }

    private static double readResidentMegabytes() throws IOException {
      if (!Files.exists(STATUS)) {
        return Double.NaN;
      }
      try (Stream<String> lines = Files.lines(STATUS)) {
        return lines
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024 / 1e6)
            .findFirst()
            .orElse(Double.NaN);
      }
    }

    private static double countOpenFiles() throws IOException {
      if (!Files.isDirectory(OPEN_FILES)) {
        return Double.NaN;
      }
      long least = Long.MAX_VALUE; // the JVM's own threads open files for moments
      for (int count = 0; count < COUNTS; count++) {
        LockSupport.parkNanos(COUNT_PAUSE_NANOS);
        try (Stream<Path> files = Files.list(OPEN_FILES)) {
          least = Math.min(least, files.count());
        }
      }
      return least;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "heap %.2f MB, resident %.1f MB, %.0f open files",
          heapMegabytes,
          residentMegabytes,
          openFiles);
    }
  }

  void add(Sample sample) {
    samples.add(sample);
  }

  /**
   * Returns what does not stay the same; empty if all does.
   *
   * @param tolerancePercent how far memory may be off the middle between its least and its most.
   *     The number of open files may not change at all.
   */
  List<String> problems(double tolerancePercent) {
    List<String> problems = new ArrayList<>();
    if (offMiddlePercent(Sample::heapMegabytes) > tolerancePercent) {
      problems.add(line("heap", Sample::heapMegabytes));
    }
    if (offMiddlePercent(Sample::residentMegabytes) > tolerancePercent) {
      problems.add(line("resident", Sample::residentMegabytes));
    }
    if (most(Sample::openFiles) > least(Sample::openFiles)) {
      problems.add(
          String.format(
              Locale.ROOT,
              "open files %.0f to %.0f",
              least(Sample::openFiles),
              most(Sample::openFiles)));
    }
    return problems;
  }

  /** Describes the range of all samples. */
  String summary() {
    return line("heap", Sample::heapMegabytes)
        + ", "
        + line("resident", Sample::residentMegabytes)
        + String.format(Locale.ROOT, ", at most %.0f open files", most(Sample::openFiles));
  }

  private String line(String name, ToDoubleFunction<Sample> value) {
    return String.format(
        Locale.ROOT,
        "%s %.2f MB \u00b1%.2f %%",
        name,
        (most(value) + least(value)) / 2,
        offMiddlePercent(value));
  }

  private double offMiddlePercent(ToDoubleFunction<Sample> value) {
    return 100 * (most(value) - least(value)) / (most(value) + least(value));
  }

  private double most(ToDoubleFunction<Sample> value) {
    return samples.stream().mapToDouble(value).max().orElseThrow();
  }

  private double least(ToDoubleFunction<Sample> value) {
    return samples.stream().mapToDouble(value).min().orElseThrow();
  }
}
