package org.sketchsdk.infer.internal.arithmetic;

/**
 * The sums of a convolution with few inputs per window: of a raster, which has one channel, or of a
 * map with few channels. Zeros are multiplied like other codes. Immutable and thread-safe.
 */
public interface DenseSums {
  /** The most windows that are computed at once. */
  int WINDOWS = 512;

  /**
   * Computes the codes of some windows over a raster.
   *
   * @param scratch room to work in
   * @param pixels the raster with its padding
   * @param width pixels in a row of the raster
   * @param places where the windows begin
   * @param outputs for each window the pixel of the result
   * @param count how many windows there are, at most {@link #WINDOWS}
   * @param to receives the codes of each pixel, channel by channel
   */
  void compute(
      Scratch scratch,
      byte[] pixels,
      int width,
      int[] places,
      int[] outputs,
      int count,
      float[] to);

  /**
   * Computes the codes of some windows over a map.
   *
   * @param scratch room to work in
   * @param codes the codes of the map, −255 to 255
   * @param places [tap][window]: where the codes of a pixel begin
   * @param outputs for each window the pixel of the result
   * @param count how many windows there are, at most {@link #WINDOWS}
   * @param to receives the codes of each pixel, channel by channel
   */
  void compute(
      Scratch scratch, float[] codes, int[][] places, int[] outputs, int count, float[] to);
}
