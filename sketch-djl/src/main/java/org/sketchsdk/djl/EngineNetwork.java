package org.sketchsdk.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

/** A network in an engine of DJL, for any number of threads at the same time. */
interface EngineNetwork extends AutoCloseable {
  /** Returns what owns the network; the arrays of each call belong to a manager below it. */
  NDManager manager();

  /**
   * What a network makes of rasters.
   *
   * @param logits floats [batch, labels]
   * @param embedding floats or bytes [batch, size]; null if the model has none
   */
  record Result(NDArray logits, @Nullable NDArray embedding) {}

  /**
   * Computes logits and embedding.
   *
   * @param rasters unsigned bytes [batch, 1, size, size]
   * @return what was computed; it and all arrays on the way belong to the rasters' manager
   */
  Result run(NDArray rasters);

  /** Frees the network. Called once, when no thread computes with it. */
  @Override
  void close();
}
