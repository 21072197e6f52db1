package org.sketchsdk.infer.internal.arithmetic;

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
   * Prepares the convolution of a map with several channels.
   *
   * @param layout how the map is cut
   * @param codes the weights, [kernel · kernel · channels][outputs]; not modified
   * @param bias one per output; not modified
   * @param requantizer turns sums into codes
   * @param width pixels in a row of the result
   */
  BlockSums blocks(
      BlockLayout layout, byte[][] codes, int[] bias, Requantizer requantizer, int width);

  /**
   * Prepares the convolution of a raster.
   *
   * @param window slides over the raster
   * @param codes the weights, [kernel · kernel][outputs], such that floats hold all sums; not
   *     modified
   * @param bias one per output; not modified
   * @param requantizer turns sums into codes
   */
  RasterSums raster(Window window, byte[][] codes, int[] bias, Requantizer requantizer);
}
