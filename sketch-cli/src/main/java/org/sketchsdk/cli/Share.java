package org.sketchsdk.cli;

import java.util.Locale;
import org.sketchsdk.train.evaluate.WilsonInterval;

/** Shares for people: per cent, counts and the 95 % interval. */
final class Share {
  private Share() {}

  static String describe(long successes, long trials) {
    return aligned(successes, trials).strip();
  }

  /** The same, the per cent as wide as 100.00. */
  static String aligned(long successes, long trials) {
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
}
