package org.sketchsdk.infer.internal.model;

import org.sketchsdk.infer.ModelInfo;

/** What backends check of a call that asks for embeddings. */
public final class EmbeddingArguments {
  private EmbeddingArguments() {}

  /**
   * Checks the array that receives embeddings.
   *
   * @param model the model that is run
   * @param batch number of rasters, at least 1
   * @param embeddings the array
   * @throws UnsupportedOperationException if the model gives no embeddings
   * @throws IllegalArgumentException if the array is too short
   */
  public static void check(ModelInfo model, int batch, float[] embeddings) {
    int size = model.embeddingSize();
    if (size == 0) {
      throw new UnsupportedOperationException(
          "model " + model.name() + " has no output \"embedding\"");
    }
    if (embeddings.length < (long) batch * size) {
      throw new IllegalArgumentException(
          "embeddings must have " + batch + " * " + size + " values, not " + embeddings.length);
    }
  }
}
