package org.sketchsdk.infer.spi;

/**
 * A network, loaded and ready to run.
 *
 * <p>Thread-safe: any number of threads may call {@link #run} at the same time, and {@link #close}
 * at any moment.
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
   * Frees what the backend holds. Runs under way end normally, and this method returns after them;
   * later ones are refused. Closing again does nothing.
   */
  @Override
  void close();
}
