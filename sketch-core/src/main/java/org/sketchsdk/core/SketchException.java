package org.sketchsdk.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions of the SDK. They report that something outside the program is wrong,
 * such as a file, a model or an engine. Programming errors are reported by {@link
 * NullPointerException}, {@link IllegalArgumentException} and {@link IllegalStateException}.
 *
 * <p>The message states the broken rule, the actual value and the place. Where a limit was
 * exceeded, it names the setting that moves the limit.
 */
public abstract class SketchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what was wrong, with the place, the actual value and the rule
   */
  protected SketchException(String message) {
    super(Objects.requireNonNull(message, "message"));
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message what was wrong, with the place, the actual value and the rule
   * @param cause the exception that led to this one, or null
   */
  protected SketchException(String message, @Nullable Throwable cause) {
    super(Objects.requireNonNull(message, "message"), cause);
  }

  /**
   * Returns the message.
   *
   * @return one line: the rule, the actual value and the place; never null
   */
  @Override
  public final String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
