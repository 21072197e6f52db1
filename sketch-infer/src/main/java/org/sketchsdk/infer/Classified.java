package org.sketchsdk.infer;

import java.util.Objects;

/**
 * An item of a long source and what it is taken for, see {@link SketchClassifier#classifyAll(
 * java.util.Iterator, java.util.function.Function, int)}.
 *
 * @param <T> type of the items
 * @param item the item, as the source gave it
 * @param prediction what its drawing is taken for
 */
public record Classified<T>(T item, Prediction prediction) {
  /**
   * Checks the prediction.
   *
   * @throws NullPointerException if it is null
   */
  public Classified {
    Objects.requireNonNull(prediction, "prediction");
  }
}
