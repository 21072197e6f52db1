package org.sketchsdk.infer;

import org.sketchsdk.core.SketchException;

/**
 * An item of a long source cannot be classified. The exception is the {@linkplain
 * Classified#error() result} of that item, or it ends the stream. It ends the stream if the source
 * fails, if the classifier is closed, or with {@link BatchOptions#stopAtFirstError()}. The cause
 * says why. The results of all items before {@link #position()} were delivered.
 */
public final class ClassificationException extends SketchException {
  private static final long serialVersionUID = 1L;

  /** Place of the item in the source, from 0. */
  private final long position;

  private ClassificationException(String message, long position, RuntimeException cause) {
    super(message + ": " + (cause.getMessage() == null ? cause : cause.getMessage()), cause);
    this.position = position;
  }

  static ClassificationException ofItem(long position, RuntimeException cause) {
    return new ClassificationException(
        "item " + position + " cannot be classified", position, cause);
  }

  static ClassificationException ofSource(long position, RuntimeException cause) {
    return new ClassificationException(
        "item " + position + " cannot be read from the source", position, cause);
  }

  static ClassificationException ofBatch(long first, int count, RuntimeException cause) {
    return new ClassificationException(
        "items " + first + " to " + (first + count - 1) + " cannot be classified", first, cause);
  }

  /**
   * Returns the position of the first item without a prediction.
   *
   * @return how many items of the source came before it
   */
  public long position() {
    return position;
  }
}
