package org.sketchsdk.infer.spi;

/**
 * A network, loaded and ready to run.
 *
 * <p>Thread-safe: any number of threads may run it at the same time, and call {@link #close} at any
 * moment.
 */
public interface InferenceBackend extends AutoCloseable {
  /**
   * Runs the network over a batch.
   *
   * <p>A raster's logits depend on that raster alone, up to the rounding of floating-point sums,
   * whose order may depend on the size of the batch.
   *
   * @param rasters at least {@code batch * sizePx * sizePx} unsigned bytes: raster after raster,
   *     row by row from the top left, 0 paper to 255 ink; not modified
   * @param batch number of rasters, at least 1; large batches may be run in parts
   * @param logits receives {@code batch * labels} values from index 0, raster after raster, in the
   *     order of the model's labels
   * @throws IllegalArgumentException if {@code batch} is less than 1 or an array is too short
   * @throws IllegalStateException if the backend is closed
   * @throws BackendException if the engine fails
   */
  void run(byte[] rasters, int batch, float[] logits);

  /**
   * Returns how many values the embedding of a raster has: what enters the network's last layer, by
   * which drawings can be compared whatever they show.
   *
   * @return the model's {@link org.sketchsdk.infer.model.ModelInfo#embeddingSize()}; 0, as by
   *     default, if the backend gives no embeddings
   */
  default int embeddingSize() {
    return 0;
  }

  /**
   * Runs the network over a batch and gives the embeddings as well. The logits are those of {@link
   * #run(byte[], int, float[])}.
   *
   * @param rasters as there
   * @param batch as there
   * @param logits as there
   * @param embeddings receives {@code batch * embeddingSize} values from index 0, raster after
   *     raster; where the network holds {@linkplain
   *     org.sketchsdk.infer.model.ModelInfo#embeddingCodes() codes} these are {@code (code -
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
   * Frees what the backend holds. Runs under way end normally, and this method returns after them;
   * later ones are refused. Closing again does nothing.
   */
  @Override
  void close();
}
