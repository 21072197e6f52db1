package org.sketchsdk.infer.internal.arithmetic;

/** The arithmetic in plain Java. */
final class ScalarArithmetic implements Arithmetic {
  @Override
  public String description() {
    return "plain Java";
  }

  @Override
  public BlockSums blocks(
      BlockLayout layout, byte[][] codes, int[] bias, Requantizer requantizer, int width) {
    return new ScalarBlockSums(layout, codes, bias, requantizer, width);
  }

  @Override
  public RasterSums raster(Window window, byte[][] codes, int[] bias, Requantizer requantizer) {
    return new ScalarRasterSums(window, codes, bias, requantizer);
  }
}
