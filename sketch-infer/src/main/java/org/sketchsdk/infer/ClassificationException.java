package org.sketchsdk.infer;

import org.sketchsdk.core.SketchException;

/**
 * A stream of predictions ended early, because its source or the engine failed: the cause says why.
 * The predictions of all items before {@link #position()} were delivered.
 */
public final class ClassificationException extends SketchException {
  private static final long serialVersionUID = 1L;

  /** Place of the item in the source, from 0. */
  private final long position;

  private ClassificationException(String message, long position, RuntimeException cause) {
    super(message + ": " + (cause.getMessage() == null ? cause : cause.getMessage()), cause);
    this.position = position;
  }

  static ClassificationException ofSource(long position, RuntimeException cause) {
    return new ClassificationException(
        "item " + position + " of the source cannot be read", position, cause);
  }

  static ClassificationException ofBatch(long first, int count, RuntimeException cause) {
    return new ClassificationException(
        "items " + first + " to " + (first + count - 1) + " of the source cannot be classified",
        first,
        cause);
  }

  /**
   * Returns the position of the first item without a prediction.
   *
   * @return how many items came before it
   */
  public long position() {
    return position;
  }
}
