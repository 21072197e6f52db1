package org.sketchsdk.infer.spi;

/**
 * A network that is loaded and ready to run.
 *
 * <p>Thread-safe: several threads can run it at the same time, and any thread can call {@link
 * #close} at any time.
 */
public interface InferenceBackend extends AutoCloseable {
  /**
   * Runs the network over a batch.
   *
   * <p>The logits of a raster depend on that raster only. In FP32 models the size of the batch may
   * change the order of a sum, and so its rounding.
   *
   * @param rasters at least {@code batch * sizePx * sizePx} unsigned bytes: raster after raster,
   *     row by row from the top left, 0 for paper to 255 for ink; not modified
   * @param batch number of rasters, at least 1; a backend may run a large batch in parts
   * @param logits receives {@code batch * labels} values from index 0, raster after raster, in the
   *     order of the model's labels
   * @throws IllegalArgumentException if {@code batch} is less than 1 or an array is too short
   * @throws IllegalStateException if the backend is closed
   * @throws BackendException if the engine fails
   */
  void run(byte[] rasters, int batch, float[] logits);

  /**
   * Returns the number of values in the embedding of a raster. The embedding is what enters the
   * network's last layer; similar drawings have similar embeddings.
   *
   * @return the model's {@link org.sketchsdk.infer.model.ModelInfo#embeddingSize()}; 0, the
   *     default, if the backend gives no embeddings
   */
  default int embeddingSize() {
    return 0;
  }

  /**
   * Runs the network over a batch and also returns the embeddings. The logits are the same as from
   * {@link #run(byte[], int, float[])}.
   *
   * @param rasters at least {@code batch * sizePx * sizePx} unsigned bytes; not modified
   * @param batch number of rasters, at least 1
   * @param logits receives {@code batch * labels} values from index 0
   * @param embeddings receives {@code batch * embeddingSize} values from index 0, raster after
   *     raster; if the network gives {@linkplain
   *     org.sketchsdk.infer.model.ModelInfo#embeddingCodes() codes}, the values are {@code (code -
   *     zeroPoint) * scale}, in float
   * @throws UnsupportedOperationException if {@link #embeddingSize()} is 0
   * @throws IllegalArgumentException if {@code batch} is less than 1 or an array is too short
   * @throws IllegalStateException if the backend is closed
   * @throws BackendException if the engine fails
   */
  default void run(byte[] rasters, int batch, float[] logits, float[] embeddings) {
    throw new UnsupportedOperationException("the backend gives no embeddings");
  }

  /**
   * Frees the memory of the backend. Waits until the current runs have ended. Later runs throw an
   * {@link IllegalStateException}. Closing again does nothing.
   */
  @Override
  void close();
}
