package org.sketchsdk.infer.internal.integer;

/** How the products of a sum are added. */
public enum Products {
  /** As 32-bit integers, as the graph defines it. */
  EXACT,

  /**
   * As {@code vpmaddubsw} adds them, which ONNX Runtime uses on x86 processors without VNNI: the
   * products of two adjacent pairs of an unsigned and a signed byte are added and the sum is
   * clipped to −32768 … 32767, then the pairs' sums are added as 32-bit integers. The input's zero
   * point is taken off afterward. Adjacent means adjacent in the reduced dimension of the matrix
   * product. A convolution's is taken to be row of the kernel, column of the kernel, channel; a
   * dense layer's is that of its weights, so that a map is flattened channel by channel.
   * Convolutions of single channels are no matrix products and never clip. For tests; slow.
   */
  CLIPPED_PAIRS
}
