package org.sketchsdk.infer.internal.arithmetic;

import java.util.Optional;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.sketchsdk.infer.internal.platform.NotOnAndroid;

/**
 * The arithmetic on the Vector API. Loads only where the JVM was started with the module
 * jdk.incubator.vector.
 */
@NotOnAndroid
final class VectorArithmetic implements Arithmetic {
  // With shorter vectors, plain loops are faster: docs/performance-notes.md.
  private static final int LEAST_BITS = 256;

  /** The integers of a vector: as many as the processor has, up to 512 bits. */
  static final VectorSpecies<Integer> INTS;

  static {
    // The module of the SDK does not require the incubating one, so it must ask to read it.
    Optional<Module> vectors = ModuleLayer.boot().findModule("jdk.incubator.vector");
    if (vectors.isPresent()) {
      VectorArithmetic.class.getModule().addReads(vectors.get());
    }
    VectorSpecies<Integer> preferred = IntVector.SPECIES_PREFERRED;
    INTS = preferred.vectorBitSize() > 512 ? IntVector.SPECIES_512 : preferred;
  }

  /**
   * Makes sure that vectors are worth it.
   *
   * @throws UnsupportedOperationException if plain Java is faster on this processor
   */
  VectorArithmetic() {
    if (INTS.vectorBitSize() < LEAST_BITS) {
      throw new UnsupportedOperationException("vectors of " + INTS.vectorBitSize() + " bits");
    }
  }

  @Override
  public String description() {
    return "plain Java with vectors of " + INTS.vectorBitSize() + " bits";
  }

  @Override
  public DenseSums dense(Window window, byte[][] codes, int[] bias, Requantizer requantizer) {
    return new VectorDenseSums(window, codes, bias, requantizer);
  }

  @Override
  public Optional<SparseSums> sparse(
      Window window, byte[][] codes, int[] bias, Requantizer requantizer) {
    return Optional.of(new VectorSparseSums(window, codes, bias, requantizer));
  }
}
