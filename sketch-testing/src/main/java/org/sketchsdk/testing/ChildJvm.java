package org.sketchsdk.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a program did in a JVM of its own, of the JDK that runs the test.
 *
 * @param exitCode 0 for success
 * @param out what it printed
 * @param err what it printed to standard error
 */
public record ChildJvm(int exitCode, String out, String err) {
  private static final int MOST_MINUTES = 2;

  /**
   * Runs a program, and waits for its end.
   *
   * @param folder receives files with the output
   * @param arguments those of {@code java}: options, the class or module, and its arguments
   * @return what it did
   * @throws IOException if it cannot be started
   * @throws InterruptedException if the thread is interrupted while it waits
   * @throws AssertionError if the program takes longer than 2 minutes; it is ended then
   */
  public static ChildJvm run(Path folder, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("still running after 2 minutes: " + command);
    }
    return new ChildJvm(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
