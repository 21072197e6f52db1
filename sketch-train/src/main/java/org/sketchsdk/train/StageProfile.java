package org.sketchsdk.train;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Measures how a run spends its time. The stages of the loop, including the waiting, add up to the
 * time of the loop.
 */
final class StageProfile {
  /** A stage of the loop. */
  enum Stage {
    WAIT,
    COPY,
    FORWARD,
    BACKWARD,
    STEP,
    VALIDATE
  }

  private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
  private long mark = System.nanoTime();

  /** Adds the time since the last call to a stage. */
  void end(Stage stage) {
    long now = System.nanoTime();
    nanos.merge(stage, now - mark, Long::sum);
    mark = now;
  }

  /** Returns one line of text. */
  String describe(long renderNanos, long teachersNanos) {
    double total = nanos.values().stream().mapToLong(Long::longValue).sum();
    StringBuilder line = new StringBuilder("stages:");
    for (Map.Entry<Stage, Long> entry : nanos.entrySet()) {
      line.append(
          String.format(
              Locale.ROOT,
              " %s %.1f s (%.0f %%),",
              entry.getKey().name().toLowerCase(Locale.ROOT),
              entry.getValue() / 1e9,
              100 * entry.getValue() / total));
    }
    line.append(String.format(Locale.ROOT, " render %.1f s beside them", renderNanos / 1e9));
    if (teachersNanos > 0) {
      line.append(String.format(Locale.ROOT, ", teachers %.1f s", teachersNanos / 1e9));
    }
    return line.toString();
  }
}
