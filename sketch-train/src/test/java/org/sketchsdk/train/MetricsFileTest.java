package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
  private static final String HEADER =
      "samples,seconds,learning_rate,train_loss,val_loss,val_accuracy";

  @TempDir private Path folder;

  @Test
  void aResumedRunKeepsTheLinesUpToItsCheckpoint() throws IOException {
    Path file = folder.resolve("metrics.csv");
    MetricsFile metrics = new MetricsFile(file);
    metrics.start(0);
    metrics.append(64, 1.25, 0.002f, 0.7, 0.6, 0.5);
    metrics.append(128, 2.5, 0.001f, Double.NaN, 0.5, 0.625);

    metrics.start(64);

    assertThat(Files.readAllLines(file))
        .containsExactly(HEADER, "64,1.3,0.002000,0.7000,0.6000,0.50000");
    metrics.start(0);
    assertThat(Files.readAllLines(file)).containsExactly(HEADER);
  }
}
