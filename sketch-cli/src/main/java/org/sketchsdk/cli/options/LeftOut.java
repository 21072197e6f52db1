package org.sketchsdk.cli.options;

import java.util.Map;
import java.util.TreeMap;
import org.sketchsdk.core.quickdraw.ReadStats;

/** What readers left out of the drawings of several files. Not thread-safe. */
public final class LeftOut {
  private final Map<String, Long> counts = new TreeMap<>();

  /** Adds what a reader left out. */
  public void add(ReadStats stats) {
    stats.leftOut().forEach((kind, number) -> counts.merge(kind, number, Long::sum));
  }

  /**
   * Returns the counts for a summary.
   *
   * @return such as {@code "; left out of drawings: elements text (2), times of a stroke (1)"}, or
   *     nothing
   */
  public String describe() {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (kind, number) ->
            text.append(text.length() == 0 ? "; left out of drawings: " : ", ")
                .append(kind)
                .append(" (")
                .append(number)
                .append(')'));
    return text.toString();
  }
}
