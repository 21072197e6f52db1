package org.sketchsdk.cli.console;

/** Something that the user asked for cannot be done. Exit code 1. */
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates one.
   *
   * @param message a line for the user
   */
  public FailureException(String message) {
    super(message);
  }
}
