package org.sketchsdk.infer.internal.integer;

/**
 * The weights of a layer as a matrix [inputs, outputs] with one bias an output. Immutable and
 * thread-safe.
 */
interface WeightMatrix {
  int inputs();

  int outputs();

  /**
   * Multiplies a vector by the matrix and adds the bias.
   *
   * @param vector the codes, less their zero point; not modified
   * @param totals room for the outputs to work in
   * @param sums receives the sums, each the float nearest to the 32-bit integer; as long as there
   *     are outputs
   */
  void multiply(SparseVector vector, int[] totals, float[] sums);
}
