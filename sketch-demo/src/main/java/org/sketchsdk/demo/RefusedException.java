package org.sketchsdk.demo;

import java.util.Objects;

/** A visitor asked for something that is refused. The visitor sees the message. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** Refuses a malformed request. */
  RefusedException(String message) {
    this(400, message);
  }

  /**
   * Refuses a request.
   *
   * @param status the HTTP status
   * @param message the rule, the actual value, and the limit's name
   */
  RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
