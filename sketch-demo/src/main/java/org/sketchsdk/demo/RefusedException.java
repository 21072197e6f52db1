package org.sketchsdk.demo;

/** Something that a visitor asked for and cannot have; the message is for them. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** A request that is wrong in itself. */
  RefusedException(String message) {
    this(400, message);
  }

  /**
   * A refusal.
   *
   * @param status the status of HTTP that says so
   * @param message the rule, the actual value, and the limit's name
   */
  RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
