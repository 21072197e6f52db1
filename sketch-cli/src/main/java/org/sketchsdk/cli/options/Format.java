package org.sketchsdk.cli.options;

import java.util.Locale;

/** Who reads the output. */
public enum Format {
  /** People. */
  TEXT,
  /** Programs: one JSON object. */
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
