package org.sketchsdk.bench.endurance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs long tasks one after the other, each in a JVM of its own, and prints a table with the
 * duration and the result of each.
 *
 * <pre>{@code
 * java -cp sketch-bench/target/benchmarks.jar org.sketchsdk.bench.endurance.Endurance --help
 * }</pre>
 *
 * <p>The JVM of a task has a heap of fixed size that is in memory from the start. The resident
 * memory of its process therefore grows by native memory alone. The script {@code .ci/endurance}
 * runs this program and the long modes of the readers' tests.
 *
 * <p>Exit codes: 0 if every task passed, 1 if one failed, 2 for wrong usage.
 */
@Command(
    name = "Endurance",
    description = {
      "Runs long tasks, each in a JVM of its own, and checks that answers stay the same and that",
      "memory, open files and threads do not grow. A count of 0 leaves a task out."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class Endurance implements Callable<Integer> {
  private static final List<String> JVM =
      List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

  @Option(
      names = "--backends",
      split = ",",
      defaultValue = "onnx,java",
      paramLabel = "NAME",
      description = "The backends of the calls, the threads and the cycles.")
  private List<String> backends;

  @Option(
      names = "--calls",
      defaultValue = "10000000",
      paramLabel = "N",
      description = "Calls on one thread, per backend.")
  private long calls;

  @Option(
      names = "--seconds",
      defaultValue = "300",
      paramLabel = "N",
      description = {
        "How long 32 threads classify at the same time, per backend.",
        "On JDK 21 and later 32 virtual threads follow, as long again."
      })
  private long seconds;

  @Option(
      names = "--pictures",
      defaultValue = "100000",
      paramLabel = "N",
      description = "Calls with pictures, on the first backend.")
  private long pictures;

  @Option(
      names = "--cycles",
      defaultValue = "200",
      paramLabel = "N",
      description = {
        "How often a classifier is loaded, used and closed, per backend.",
        "As many classifiers are then closed while threads use them."
      })
  private long cycles;

  @Option(
      names = "--samples",
      defaultValue = "20",
      paramLabel = "N",
      description = {
        "How often memory and open files are looked at, at least 2.",
        "The first look comes after a tenth of the task."
      })
  private int samples;

  @Option(
      names = "--tolerance",
      defaultValue = "2",
      paramLabel = "PERCENT",
      description = "How far memory may be off the middle of all looks, up or down.")
  private double tolerancePercent;

  @Option(
      names = "--jvm",
      defaultValue = "",
      paramLabel = "OPTIONS",
      description = "Further options of the tasks' JVMs, with spaces between them.")
  private String jvm;

  private final PrintStream out;

  private Endurance(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the tasks and ends the process with the exit code.
   *
   * @param arguments the options
   */
  public static void main(String[] arguments) {
    System.exit(run(new PrintStream(System.out, true, StandardCharsets.UTF_8), arguments));
  }

  /** Runs the tasks and returns the exit code. */
  static int run(PrintStream out, String... arguments) {
    return new CommandLine(new Endurance(out))
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .execute(arguments);
  }

  private record Row(String name, double seconds, String result) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (String backend : backends) {
      addRow(rows, backend, Task.CALLS, calls);
      addRow(rows, backend, Task.THREADS, seconds);
      addRow(rows, backend, Task.CYCLES, cycles);
    }
    addRow(rows, backends.get(0), Task.PICTURES, pictures);
    out.println();
    for (Row row : rows) {
      out.printf(Locale.ROOT, "%-36s %9.1f s  %s%n", row.name, row.seconds, row.result);
    }
    return rows.stream().allMatch(row -> row.result.startsWith(Worker.PASSED)) ? 0 : 1;
  }

  private void addRow(List<Row> rows, String backend, Task task, long count)
      throws IOException, InterruptedException {
    if (count <= 0) {
      return;
    }
    String name = String.format(Locale.ROOT, "%s: %,d %s", backend, count, task.unit());
    out.println(name);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command(backend, task, count))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String last = "";
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.println("  " + line);
        last = line;
      }
    }
    int code = process.waitFor();
    boolean told = last.startsWith(code == 0 ? Worker.PASSED : Worker.FAILED);
    String result = told ? last : Worker.FAILED + ": the JVM ended with " + code;
    rows.add(new Row(name, (System.nanoTime() - start) / 1e9, result));
  }

  private List<String> command(String backend, Task task, long count) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    if (!jvm.isBlank()) {
      command.addAll(Arrays.asList(jvm.strip().split("\\s+", -1)));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName()));
    command.addAll(List.of(backend, task.name(), Long.toString(count)));
    command.addAll(List.of(Integer.toString(samples), Double.toString(tolerancePercent)));
    return command;
  }
}
