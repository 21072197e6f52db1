package org.sketchsdk.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sketchsdk.core.internal.file.AtomicFile;

/** The file {@code metrics.csv} of a run: a header and one line per validation. */
final class MetricsFile {
  private static final String HEADER =
      "samples,seconds,learning_rate,train_loss,val_loss,val_accuracy";

  private final Path file;

  MetricsFile(Path file) {
    this.file = file;
  }

  /**
   * Starts the file. A new run begins an empty file; a resumed run keeps the lines up to its
   * checkpoint and drops later ones.
   *
   * @param samples samples that the run has trained on so far
   */
  void start(long samples) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(HEADER);
    if (samples > 0 && Files.exists(file)) {
      Files.readAllLines(file).stream()
          .skip(1)
          .filter(line -> line.matches("\\d{1,18},.*")) // not a line that was cut off
          .filter(line -> Long.parseLong(line.substring(0, line.indexOf(','))) <= samples)
          .forEach(lines::add);
    }
    lines.add("");
    AtomicFile.write(
        file, String.join(System.lineSeparator(), lines).getBytes(StandardCharsets.UTF_8));
  }

  void append(
      long samples,
      double seconds,
      float learningRate,
      double trainLoss,
      double valLoss,
      double valAccuracy)
      throws IOException {
    Files.writeString(
        file,
        String.format(
            Locale.ROOT,
            "%d,%.1f,%.6f,%.4f,%.4f,%.5f%n",
            samples,
            seconds,
            learningRate,
            trainLoss,
            valLoss,
            valAccuracy),
        StandardOpenOption.APPEND);
  }
}
