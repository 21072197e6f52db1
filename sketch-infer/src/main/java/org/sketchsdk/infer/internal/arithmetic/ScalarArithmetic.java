package org.sketchsdk.infer.internal.arithmetic;

import java.util.Optional;

/** The arithmetic in plain Java. */
final class ScalarArithmetic implements Arithmetic {
  @Override
  public String description() {
    return "plain Java";
  }

  @Override
  public DenseSums dense(Window window, byte[][] codes, int[] bias, Requantizer requantizer) {
    return new ScalarDenseSums(window, codes, bias, requantizer);
  }

  @Override
  public Optional<SparseSums> sparse(
      Window window, byte[][] codes, int[] bias, Requantizer requantizer) {
    return Optional.empty();
  }
}
