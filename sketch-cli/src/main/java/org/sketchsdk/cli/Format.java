package org.sketchsdk.cli;

import java.util.Locale;

/** Who reads the output. */
enum Format {
  /** People. */
  TEXT,
  /** Programs: one JSON object. */
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
