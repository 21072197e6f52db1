package org.sketchsdk.core.internal.text;

import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.ReadOptions;

/** Creates exceptions that name the place that is being read. */
public interface Faults {
  /** Returns an exception for a broken rule at the current place. */
  public DrawingFormatException malformed(String rule);

  /**
   * Returns an exception for a limit that was passed; the setting is one of {@link ReadOptions}.
   */
  public default DrawingFormatException exceeded(String what, long limit, String setting) {
    return malformed(
        what
            + " ("
            + (limit + 1)
            + " or more) exceed the maximum allowed ("
            + limit
            + ", see ReadOptions."
            + setting
            + ")");
  }
}
