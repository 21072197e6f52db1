package org.sketchsdk.infer.internal.arithmetic;

/**
 * How a convolution's input is cut into blocks of stride × stride pixels. The first block begins
 * where the first window begins. A window covers {@code side} × {@code side} blocks, and a block is
 * in as many windows: it contributes {@code side} × {@code side} parts, each with one sum per
 * output. The outputs have two halves, whose sums are kept apart. Immutable and thread-safe.
 */
public final class BlockLayout {
  final Window window;

  /** Blocks in a row of a window. */
  final int side;

  final int outputs;

  /** Outputs in the first half; the second half has as many, or one less. */
  final int half;

  /** Sums per block and half. */
  final int length;

  private final int[] places; // [row of the window][column]: where that part begins
  private final Range[][] ranges; // [pixel of a block][first row of parts · side + last row]

  /** The sums that a pixel meets, from the first to the one after the last. */
  record Range(int from, int to) {}

  /**
   * Cuts the input of a convolution.
   *
   * @param window slides over the input by a stride that is not larger than its side
   * @param outputs the number of outputs, at least 1
   */
  public BlockLayout(Window window, int outputs) {
    this.window = window;
    this.outputs = outputs;
    side = (window.kernel() + window.stride() - 1) / window.stride();
    half = (outputs + 1) / 2;
    length = side * side * half;
    places = places(side, window.stride(), half);
    ranges = new Range[window.stride() * window.stride()][side * side];
    for (int pixel = 0; pixel < ranges.length; pixel++) {
      for (int rows = 0; rows < ranges[pixel].length; rows++) {
        ranges[pixel][rows] = met(pixel, rows / side, rows % side);
      }
    }
  }

  /**
   * Orders the parts. In a row the last comes first: that of the window that begins first. With 2 ×
   * 2 parts and a stride, some pixels of a block meet part (0, 0) alone and others meet also that
   * in the next row, in the next column, or all. In the order (0, 1), (0, 0), (1, 0), (1, 1) the
   * parts that a pixel meets are always neighbors.
   */
  private static int[] places(int side, int stride, int half) {
    int[] places = new int[side * side];
    for (int part = 0; part < places.length; part++) {
      places[part] = (part / side * side + side - 1 - part % side) * half;
    }
    if (side == 2 && stride > 1) {
      places[2] = 2 * half;
      places[3] = 3 * half;
    }
    return places;
  }

  private Range met(int pixel, int firstRow, int lastRow) {
    int stride = window.stride();
    int y = pixel / stride;
    int x = pixel % stride;
    int from = length;
    int to = 0;
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = 0; column < side; column++) {
        if (row * stride + y < window.kernel() && column * stride + x < window.kernel()) {
          int place = place(row, column);
          from = Math.min(from, place);
          to = Math.max(to, place + half);
        }
      }
    }
    return new Range(Math.min(from, to), to);
  }

  /** Returns how many blocks are in a row of a window. */
  public int side() {
    return side;
  }

  /** Returns how many pixels a block has. */
  public int pixels() {
    return window.stride() * window.stride();
  }

  /** Returns where a part begins among the sums of a block. */
  int place(int row, int column) {
    return places[row * side + column];
  }

  /** Tells whether the parts in a row follow each other, the last one first. */
  boolean joined(int row) {
    return row == 0 || side != 2 || window.stride() == 1;
  }

  /**
   * Returns the end of the columns in a row of needed ones that are computed together. What is
   * between columns that are near to each other is computed, too: long loops are faster.
   */
  public int end(int[] columns, int from, int count) {
    int to = from + 1;
    while (to < count && columns[to] - columns[to - 1] <= side) {
      to++;
    }
    return to;
  }

  /** Returns the sums that a pixel of a block meets, of some rows of parts. */
  Range range(int pixel, int firstPart, int lastPart) {
    return ranges[pixel][firstPart * side + lastPart];
  }

  /**
   * Says what is kept between rows of windows.
   *
   * @param height rows of the result
   * @param width pixels in such a row
   */
  public Contributions.Layout kept(int height, int width) {
    return new Contributions.Layout(
        width + side - 1, height + side - 1, side, length, half * width);
  }

  /** Calls something for each part that each pixel of a block meets. */
  void forEachTap(TapVisitor visitor) {
    int stride = window.stride();
    int kernel = window.kernel();
    for (int y = 0; y < kernel; y++) {
      for (int x = 0; x < kernel; x++) {
        int pixel = y % stride * stride + x % stride;
        visitor.visit(y * kernel + x, pixel, place(y / stride, x / stride));
      }
    }
  }

  /** Takes a tap of the window, the pixel of a block that it sees, and where the part begins. */
  interface TapVisitor {
    void visit(int tap, int pixel, int place);
  }
}
