package org.sketchsdk.infer.internal.arithmetic;

/**
 * A square window that moves over a map.
 *
 * @param kernel its side
 * @param stride distance of two places
 * @param padding how far it reaches beyond the map at the first place; less than its side
 */
public record Window(int kernel, int stride, int padding) {
  /** Returns the number of places along a side; 0 or less if there is none. */
  public int outputs(int inputs) {
    return Math.floorDiv(inputs + 2 * padding - kernel, stride) + 1;
  }

  /** Returns the number of pixels under it. */
  public int taps() {
    return kernel * kernel;
  }

  /** Returns the first row or column at a place. */
  public int first(int place) {
    return place * stride - padding;
  }
}
