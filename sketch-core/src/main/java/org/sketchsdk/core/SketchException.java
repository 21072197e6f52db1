package org.sketchsdk.core;

import org.jspecify.annotations.Nullable;

/**
 * The root of the SDK's own exceptions: something outside the program was wrong (a file, a model,
 * an engine), as opposed to a programming error, which is reported by the JDK's own exceptions.
 *
 * <p>The message states the rule that was broken, the actual value and the place.
 */
public abstract class SketchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what was wrong, with the place, the actual value and the rule
   */
  protected SketchException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message what was wrong, with the place, the actual value and the rule
   * @param cause what led to it
   */
  protected SketchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
