package org.sketchsdk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command in a process of its own, measured while it runs. */
final class Child {
  private static final int POLL_MILLIS = 20;

  private final List<String> command;
  private final Path output;

  /**
   * What a run took.
   *
   * @param seconds from its start to its end
   * @param residentMegabytes the most memory that it had in use; NaN if the system does not say
   */
  record Taken(double seconds, double residentMegabytes) {}

  /**
   * Describes a process.
   *
   * @param command the program and its arguments
   * @param output receives what it prints; its errors go to a file beside it
   */
  Child(List<String> command, Path output) {
    this.command = List.copyOf(command);
    this.output = output;
  }

  /**
   * Runs the command to its end.
   *
   * @throws IOException if it cannot be started or fails
   */
  Taken run() throws IOException {
    Path errors = output.resolveSibling("errors.txt");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    double resident = Double.NaN;
    try {
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        double now = residentMegabytes(process.pid());
        resident = Double.isNaN(now) ? resident : now;
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IOException(
          String.join(" ", command)
              + " ended with "
              + process.exitValue()
              + ": "
              + Files.readString(errors).strip());
    }
    return new Taken(seconds, resident);
  }

  /** The most so far; the system keeps it up to the process's end. */
  private static double residentMegabytes(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024 / 1e6)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException | UncheckedIOException e) { // no such system, or the process has ended
      return Double.NaN;
    }
  }
}
