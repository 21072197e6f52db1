package org.sketchsdk.infer;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item of a long source, and its prediction or the error that prevented one. See {@link
 * Classifier#classifyAll(java.util.Iterator, java.util.function.Function, BatchOptions)}.
 *
 * <p>Immutable if the item is. Two are equal if the position, the item, the prediction and the
 * error are.
 *
 * @param <T> type of the items
 */
public final class Classified<T> {
  private final long position;
  private final T item;
  private final @Nullable Prediction prediction; // null: failed
  private final @Nullable PicturePrediction picture; // null: failed, or no picture
  private final @Nullable ClassificationException error; // null: not failed

  private Classified(
      long position,
      T item,
      @Nullable Prediction prediction,
      @Nullable PicturePrediction picture,
      @Nullable ClassificationException error) {
    this.position = position;
    this.item = item;
    this.prediction = prediction;
    this.picture = picture;
    this.error = error;
  }

  /**
   * Creates the result of a drawing.
   *
   * @param <T> type of the item
   * @param position place of the item in the source, from 0
   * @param item the item
   * @param prediction its prediction
   * @return the result
   */
  public static <T> Classified<T> of(long position, T item, Prediction prediction) {
    Objects.requireNonNull(prediction, "prediction");
    return new Classified<>(position, item, prediction, null, null);
  }

  /**
   * Creates the result of a picture.
   *
   * @param <T> type of the item
   * @param position place of the item in the source, from 0
   * @param item the item
   * @param picture its prediction, with the drawing that was found
   * @return the result
   */
  public static <T> Classified<T> of(long position, T item, PicturePrediction picture) {
    return new Classified<>(position, item, picture.prediction(), picture, null);
  }

  /**
   * Creates the result of an item that cannot be classified.
   *
   * @param <T> type of the item
   * @param position place of the item in the source, from 0
   * @param item the item
   * @param cause why
   * @return the result
   */
  public static <T> Classified<T> failed(long position, T item, RuntimeException cause) {
    Objects.requireNonNull(cause, "cause");
    ClassificationException error = ClassificationException.ofItem(position, cause);
    return new Classified<>(position, item, null, null, error);
  }

  /**
   * Returns the place of the item in the source.
   *
   * @return how many items came before it
   */
  public long position() {
    return position;
  }

  /**
   * Returns the item.
   *
   * @return the item as the source gave it
   */
  public T item() {
    return item;
  }

  /**
   * Tells whether the classification of the item failed.
   *
   * @return whether there is an {@link #error()} instead of a prediction
   */
  public boolean failed() {
    return error != null;
  }

  /**
   * Returns why the item could not be classified.
   *
   * @return the error, with the position in its message and the failure as its cause; empty if
   *     there is a prediction
   */
  public Optional<ClassificationException> error() {
    return Optional.ofNullable(error);
  }

  /**
   * Returns the prediction.
   *
   * @return the prediction
   * @throws ClassificationException the {@link #error()}, if there is one
   */
  public Prediction prediction() {
    if (error != null) {
      throw error;
    }
    return Objects.requireNonNull(prediction);
  }

  /**
   * Returns what was found in the picture.
   *
   * @return the prediction with the drawing that was found and remarks on the picture; empty if the
   *     item is no picture, or failed
   */
  public Optional<PicturePrediction> picture() {
    return Optional.ofNullable(picture);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Classified<?> that
        && position == that.position
        && Objects.equals(item, that.item)
        && Objects.equals(prediction, that.prediction)
        && Objects.equals(picture, that.picture)
        && Objects.equals(error, that.error);
  }

  @Override
  public int hashCode() {
    return Objects.hash(position, item, prediction, picture, error);
  }

  /** Returns the position, the item, and the prediction or the error. */
  @Override
  public String toString() {
    return "Classified["
        + position
        + ", "
        + item
        + ", "
        + (error != null ? error.getMessage() : prediction)
        + "]";
  }
}
