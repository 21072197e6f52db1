package org.sketchsdk.demo;

import java.util.Objects;

/** A visitor asked for something that is refused. The visitor sees the message. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

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
    this("", status, message);
  }

  /**
   * Refuses a request for a reason that the page has words of its own for.
   *
   * @param code names the reason; empty for none
   * @param status the HTTP status
   * @param message the rule, the actual value, and the limit's name
   */
  RefusedException(String code, int status, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** Refuses what is above a limit; the name of the limit is the code. */
  static RefusedException exceeds(String what, long actual, long most, String limit) {
    return new RefusedException(limit, 400, Teaching.exceed(what, actual, most, limit));
  }

  String code() {
    return code;
  }

  int status() {
    return status;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
