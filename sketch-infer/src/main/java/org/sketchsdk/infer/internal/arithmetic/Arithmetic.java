package org.sketchsdk.infer.internal.arithmetic;

import java.util.Optional;

/** An implementation of the sums of convolutions. Immutable and thread-safe. */
public interface Arithmetic {
  /** Loops in plain Java, which run everywhere. */
  Arithmetic SCALAR = new ScalarArithmetic();

  /** Returns the fastest implementation that works in this JVM. */
  static Arithmetic best() {
    return BestArithmetic.FOUND;
  }

  /** Says which implementation this is, for logs. */
  String description();

  /**
   * Prepares a convolution with few inputs per window.
   *
   * @param window slides over the raster or the map
   * @param codes the weights, [kernel · kernel · channels][outputs], such that floats hold all
   *     sums; not modified
   * @param bias one per output; not modified
   * @param requantizer turns sums into codes
   */
  DenseSums dense(Window window, byte[][] codes, int[] bias, Requantizer requantizer);

  /**
   * Prepares a convolution with more inputs.
   *
   * @param window slides over the map
   * @param codes the weights, [kernel · kernel · channels][outputs]; not modified
   * @param bias one per output; not modified
   * @param requantizer turns sums into codes
   * @return empty if {@link BlockSums} are faster
   */
  Optional<SparseSums> sparse(Window window, byte[][] codes, int[] bias, Requantizer requantizer);
}
