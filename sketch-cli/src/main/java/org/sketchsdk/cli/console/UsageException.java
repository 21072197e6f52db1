package org.sketchsdk.cli.console;

import org.jspecify.annotations.Nullable;

/** The command line is wrong in a way that only the command itself can see. Exit code 2. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates one.
   *
   * @param message a line for the user
   */
  public UsageException(@Nullable String message) {
    super(message);
  }
}
