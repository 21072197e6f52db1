package org.sketchsdk.infer.internal.integer;

/**
 * The weights of a convolution whose input channels are the pixels of square blocks, as those of
 * the same convolution of the pixels themselves.
 */
final class PixelWeights {
  private final Window window;
  private final byte[] codes;

  private PixelWeights(Window window, byte[] codes) {
    this.window = window;
    this.codes = codes;
  }

  /** How the convolution slides over the pixels. */
  Window window() {
    return window;
  }

  /** The weights, not copied: [outputs, 1, kernel, kernel]. */
  byte[] codes() {
    return codes;
  }

  /**
   * Spreads weights over pixels, and leaves out what is 0 for all outputs at the lower and right
   * sides of the window.
   *
   * @param codes [outputs, block · block, kernel, kernel], a block's pixels row by row
   * @param window how the convolution slides over blocks
   * @param block pixels a side of a block
   */
  static PixelWeights of(byte[] codes, int outputs, Window window, int block) {
    int side = window.kernel() * block;
    byte[] spread = new byte[outputs * side * side];
    int least = 1; // pixels a side that hold all that is not 0
    for (int i = 0; i < codes.length; i++) {
      int column = i % window.kernel() * block;
      int row = i / window.kernel() % window.kernel() * block;
      int pixel = i / window.kernel() / window.kernel() % (block * block);
      int y = row + pixel / block;
      int x = column + pixel % block;
      spread[(i * outputs / codes.length * side + y) * side + x] = codes[i];
      if (codes[i] != 0) {
        least = Math.max(least, Math.max(x, y) + 1);
      }
    }
    // One that is smaller by a block might fit once more.
    int kernel = Math.max(least, side - block + 1);
    byte[] cut = new byte[outputs * kernel * kernel];
    for (int row = 0; row < outputs * kernel; row++) {
      System.arraycopy(
          spread, (row / kernel * side + row % kernel) * side, cut, row * kernel, kernel);
    }
    return new PixelWeights(
        new Window(kernel, window.stride() * block, window.padding() * block), cut);
  }
}
