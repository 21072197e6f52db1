package org.sketchsdk.infer.internal.arithmetic;

/**
 * The sums of one convolution: what blocks of its input contribute to windows, and the codes that
 * windows get from these contributions. Immutable and thread-safe.
 */
public interface BlockSums {
  /**
   * Computes what a block contributes.
   *
   * @param scratch room to work in
   * @param codes the codes of the input, each −255 to 255
   * @param starts for each pixel of the block where its codes begin; −1: outside of the map
   * @param firstPart the first row of parts that a window needs
   * @param lastPart the last such row; what the other rows receive is not defined
   * @param low receives the contributions to the first half of the outputs
   * @param high receives those to the second half
   */
  void contribute(
      Scratch scratch,
      float[] codes,
      int[] starts,
      int firstPart,
      int lastPart,
      int[] low,
      int[] high);

  /**
   * Adds up what blocks contribute to some windows in a row, and makes codes of the sums.
   *
   * @param scratch room to work in
   * @param kept the contributions, known for all blocks in the windows
   * @param row the row of the windows
   * @param columns the columns of the windows, ascending
   * @param count how many windows there are
   * @param to receives the codes
   * @param at where the codes of the row begin
   */
  void finish(
      Scratch scratch, Contributions kept, int row, int[] columns, int count, float[] to, int at);
}
