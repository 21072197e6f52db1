package org.sketchsdk.train.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.SketchException;

/**
 * A data set that cannot be used: a file without drawings, a malformed index, or classes that the
 * model does not have. The message says what is wrong and where.
 */
public final class DataSetException extends SketchException {
  private static final long serialVersionUID = 1L;

  /** File or folder, with the line where it is known. */
  private final String source;

  /**
   * Creates an exception.
   *
   * @param message the rule and the actual value
   * @param source the file or folder, with the line where it is known; becomes part of the message
   */
  public DataSetException(String message, String source) {
    this(message, source, null);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message the rule and the actual value
   * @param source the file or folder, with the line where it is known; becomes part of the message
   * @param cause what led to it
   */
  public DataSetException(String message, String source, @Nullable Throwable cause) {
    super(message + ": " + source, cause);
    this.source = Objects.requireNonNull(source, "source");
  }

  /**
   * Returns the place of the problem.
   *
   * @return the file or folder, with the line where it is known
   */
  public String source() {
    return source;
  }
}
