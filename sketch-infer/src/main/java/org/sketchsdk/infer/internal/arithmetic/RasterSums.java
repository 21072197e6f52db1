package org.sketchsdk.infer.internal.arithmetic;

/** The sums of a convolution of rasters, which have one channel. Immutable and thread-safe. */
public interface RasterSums {
  /** The most windows that are computed at once. */
  int WINDOWS = 512;

  /**
   * Computes the codes of some windows.
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
}
