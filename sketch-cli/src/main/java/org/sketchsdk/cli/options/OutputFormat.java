package org.sketchsdk.cli.options;

import java.util.Locale;
import picocli.CommandLine.Option;

/** The option --format of commands that report a result. */
public final class OutputFormat {
  /** Who reads the output. */
  private enum Format {
    /** People. */
    TEXT,
    /** Programs: one JSON object. */
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Output format: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  /** Whether the result is one JSON object, not text for people. */
  public boolean isJson() {
    return format == Format.JSON;
  }
}
