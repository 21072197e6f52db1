package org.sketchsdk.infer.internal.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** A network in an engine of DJL, for any number of threads at the same time. */
interface EngineNetwork extends AutoCloseable {
  /** Returns what owns the network; the arrays of each call belong to a manager below it. */
  NDManager manager();

  /**
   * Computes logits.
   *
   * @param rasters unsigned bytes [batch, 1, size, size]
   * @return floats [batch, labels]; it and all arrays on the way belong to the rasters' manager
   */
  NDArray logits(NDArray rasters);

  /** Frees the network. Called once, when no thread computes with it. */
  @Override
  void close();
}
