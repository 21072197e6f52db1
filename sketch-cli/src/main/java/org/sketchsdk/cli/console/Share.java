package org.sketchsdk.cli.console;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import org.sketchsdk.train.evaluate.WilsonInterval;

/** Shares for people: per cent, counts and the 95 % interval. */
public final class Share {
  private Share() {}

  public static String describe(long successes, long trials) {
    return aligned(successes, trials).strip();
  }

  /** The same, the per cent as wide as 100.00. */
  public static String aligned(long successes, long trials) {
    WilsonInterval interval = WilsonInterval.of(successes, trials);
    return String.format(
        Locale.ROOT,
        "%6.2f %% (%d of %d, 95 %% interval %.2f to %.2f %%)",
        100.0 * successes / trials,
        successes,
        trials,
        100 * interval.low(),
        100 * interval.high());
  }

  /** Writes the members of a JSON object: both counts, the share, and its interval as 0 to 1. */
  public static void write(JsonGenerator json, long correct, long total) throws IOException {
    json.writeNumberField("correct", correct);
    json.writeNumberField("total", total);
    WilsonInterval interval = WilsonInterval.of(correct, total);
    write(json, "share", (double) correct / total);
    write(json, "low", interval.low());
    write(json, "high", interval.high());
  }

  private static void write(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(String.format(Locale.ROOT, "%.6f", value));
  }
}
