package org.sketchsdk.infer.internal.arithmetic;

/**
 * The sums of a convolution, window by window, of the codes that are not 0. Immutable and
 * thread-safe.
 */
public interface SparseSums {
  /**
   * Lists a pixel's codes that are not 0.
   *
   * @param lists receives them
   * @param pixel which pixel of the map
   * @param column its column
   * @param codes the codes, −255 to 255
   * @param at where those of this pixel, or of an equal one, begin
   */
  void list(NonZeros lists, int pixel, int column, float[] codes, int at);

  /**
   * Computes the codes of a window.
   *
   * @param scratch room to work in
   * @param lists the codes of the pixels under the window, listed column by column in each row
   * @param row the first row of the window, which may be outside the map
   * @param column the first column of the window
   * @param to receives the codes, channel by channel
   * @param at where they begin
   */
  void compute(Scratch scratch, NonZeros lists, int row, int column, float[] to, int at);
}
