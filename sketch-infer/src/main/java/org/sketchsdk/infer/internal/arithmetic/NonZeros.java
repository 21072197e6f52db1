package org.sketchsdk.infer.internal.arithmetic;

/**
 * The codes of a map's pixels that are not 0. Pixels of a row that are listed one after the other
 * are one list. Used by one thread at a time.
 */
public final class NonZeros {
  int height;
  int width;
  int size;
  int[] starts = new int[0]; // [pixel]: where its codes begin
  int[] ends = starts; // [pixel]
  int[] entries = starts; // [code]: which input of a window it is, as if that began at column 0
  int[] values = starts; // [code]

  /** Starts with no list. */
  public NonZeros() {}

  /** Begins with the pixels of a map. */
  public void start(int height, int width, int channels) {
    this.height = height;
    this.width = width;
    size = 0;
    int pixels = height * width;
    if (starts.length < pixels) {
      starts = new int[pixels];
      ends = new int[pixels];
    }
    int codes = Math.multiplyExact(pixels, channels);
    if (entries.length < codes) {
      entries = new int[codes];
      values = new int[codes];
    }
  }
}
