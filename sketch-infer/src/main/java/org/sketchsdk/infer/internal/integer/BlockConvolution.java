package org.sketchsdk.infer.internal.integer;

import java.util.Arrays;

/**
 * A convolution of all channels that multiplies each pixel of its input only once, by all weights
 * that the pixel meets. Each window then adds up what the pixels in it contribute. So equal pixels
 * are multiplied once for all windows that they are in, and zeros are left out. The inner loop runs
 * over the outputs of several taps of the kernel, which makes it long enough for vector
 * instructions.
 *
 * <p>The input is cut into blocks of stride × stride pixels, the first of which begins where the
 * first window begins. A window covers {@code side} × {@code side} blocks, and a block is in as
 * many windows: it contributes {@code side} × {@code side} parts, each with one sum per output.
 *
 * <p>Two weights share an {@code int}, one of the first and one of the second half of the outputs.
 * One multiplication serves both, and half the memory is read. A sum of such products stays exact
 * as long as both halves stay within 16 bits. Before they could exceed them, they are added to the
 * block's sums, which have 32 bits each. The window's stride is not larger than its side.
 */
final class BlockConvolution implements Step {
  private final int input;
  private final int output;
  private final int memory; // which contributions of a workspace
  private final Window window;
  private final int side;
  private final int outputs;
  private final int half; // outputs whose weights are the low halves
  private final int length; // sums per block and half
  private final int[] places; // [row of the window][column]: where that part begins
  private final boolean[] joined; // [row]: whether its parts follow each other, the last one first
  private final int[][][] weights; // [pixel of a block][channel][parts · half]
  private final int[][] largest; // [pixel of a block][channel]: magnitude of a weight
  private final Range[][] ranges; // [pixel of a block][first row of windows · side + last row]
  private final Half low;
  private final Half high;

  /** The parts that a pixel meets, from the first to the last. */
  private record Range(int from, int to) {}

  /** What ends the computation of half the outputs, for a row of pixels. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Half(int[] bias, Requantizer requantizer) {}

  /**
   * Takes weights.
   *
   * @param memory which contributions of a workspace are this layer's own
   * @param codes [kernel · kernel · channels][outputs]; not modified
   * @param bias one per output; not modified
   * @param width pixels in a row of the result
   */
  BlockConvolution(
      int input,
      int output,
      int memory,
      Window window,
      byte[][] codes,
      int[] bias,
      Requantizer requantizer,
      int width) {
    this.input = input;
    this.output = output;
    this.memory = memory;
    this.window = window;
    side = side(window);
    outputs = bias.length;
    half = half(outputs);
    length = side * side * half;
    places = places(window, half);
    joined = new boolean[side];
    Arrays.fill(joined, side != 2 || window.stride() == 1);
    if (side == 2) {
      joined[0] = true;
    }
    low = half(bias, requantizer, 0, half, width);
    high = half(bias, requantizer, half, outputs, width);
    int stride = window.stride();
    weights = new int[stride * stride][][];
    largest = new int[stride * stride][];
    ranges = new Range[stride * stride][side * side];
    for (int pixel = 0; pixel < weights.length; pixel++) {
      int y = pixel / stride;
      int x = pixel % stride;
      int channels = codes.length / (window.kernel() * window.kernel());
      weights[pixel] = new int[channels][length];
      largest[pixel] = new int[channels];
      take(y, x, codes, weights[pixel], largest[pixel]);
      for (int rows = 0; rows < ranges[pixel].length; rows++) {
        ranges[pixel][rows] = range(y, x, rows / side, rows % side);
      }
    }
  }

  private static int side(Window window) {
    return (window.kernel() + window.stride() - 1) / window.stride();
  }

  private static int half(int outputs) {
    return (outputs + 1) / 2;
  }

  /**
   * Orders the parts. In a row the last comes first: that of the window that begins first. With 2 ×
   * 2 parts and a stride, some pixels of a block meet part (0, 0) alone and others meet also that
   * in the next row, in the next column, or all. In the order (0, 1), (0, 0), (1, 0), (1, 1) the
   * parts that a pixel meets are always neighbors.
   */
  private static int[] places(Window window, int half) {
    int side = side(window);
    int[] places = new int[side * side];
    for (int part = 0; part < places.length; part++) {
      places[part] = (part / side * side + side - 1 - part % side) * half;
    }
    if (side == 2 && window.stride() > 1) {
      places[2] = 2 * half;
      places[3] = 3 * half;
    }
    return places;
  }

  private static Half half(int[] bias, Requantizer requantizer, int from, int to, int width) {
    int[] row = new int[width * half(bias.length)];
    int each = half(bias.length);
    for (int i = 0; i < row.length; i++) {
      row[i] = from + i % each < to ? bias[from + i % each] : 0;
    }
    return new Half(row, requantizer.repeated(from, to, each, width));
  }

  private void take(int y, int x, byte[][] codes, int[][] packed, int[] magnitudes) {
    int kernel = window.kernel();
    for (int tapY = y; tapY < kernel; tapY += window.stride()) {
      for (int tapX = x; tapX < kernel; tapX += window.stride()) {
        int place = places[tapY / window.stride() * side + tapX / window.stride()];
        for (int channel = 0; channel < packed.length; channel++) {
          byte[] from = codes[(tapY * kernel + tapX) * packed.length + channel];
          for (int k = 0; k < outputs; k++) {
            packed[channel][place + k % half] += k < half ? from[k] : from[k] << 16;
            magnitudes[channel] = Math.max(magnitudes[channel], Math.abs(from[k]));
          }
        }
      }
    }
  }

  private Range range(int y, int x, int firstRow, int lastRow) {
    int from = length;
    int to = 0;
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = 0; column < side; column++) {
        if (row * window.stride() + y < window.kernel()
            && column * window.stride() + x < window.kernel()) {
          int place = places[row * side + column];
          from = Math.min(from, place);
          to = Math.max(to, place + half);
        }
      }
    }
    return new Range(Math.min(from, to), to);
  }

  /** Says what a convolution keeps between rows of windows. */
  static IntegerNetwork.ContributionsLayout layout(Window window, Shape out) {
    int side = side(window);
    int half = half(out.channels());
    return new IntegerNetwork.ContributionsLayout(
        out.width() + side - 1,
        out.height() + side - 1,
        side,
        side * side * half,
        half * out.width());
  }

  @Override
  public void run(Workspace workspace) {
    FeatureMap in = workspace.map(input);
    FeatureMap out = workspace.map(output);
    workspace.contributions(memory).clear();
    int[] columns = workspace.columns;
    for (int row = 0; row < out.height; row++) {
      int count = in.differing(window, row, out, workspace.least, columns);
      if (count > 0) {
        compute(workspace, in, out, row, columns, count);
      }
      out.completeRow(row);
    }
  }

  private void compute(
      Workspace workspace, FeatureMap in, FeatureMap out, int row, int[] columns, int count) {
    Contributions kept = workspace.contributions(memory);
    find(workspace, in, kept, row, out.height - 1, columns, count);
    add(workspace, kept, kept.low, low, row, columns, count);
    write(workspace.row, columns, count, out, row, 0, half);
    if (half < outputs) {
      add(workspace, kept, kept.high, high, row, columns, count);
      write(workspace.row, columns, count, out, row, half, outputs - half);
    }
  }

  /** Returns the end of the columns in a row of needed ones that are computed together. */
  private int end(int[] columns, int from, int count) {
    int to = from + 1;
    // What is between columns that are near to each other is computed, too.
    while (to < count && columns[to] - columns[to - 1] <= side) {
      to++;
    }
    return to;
  }

  /** Makes sure that what the blocks in a row of windows contribute is known. */
  private void find(
      Workspace workspace,
      FeatureMap in,
      Contributions kept,
      int row,
      int lastRow,
      int[] columns,
      int count) {
    for (int i = 0; i < count; ) {
      int next = end(columns, i, count);
      for (int blockRow = row; blockRow < row + side; blockRow++) {
        for (int column = columns[i]; column < columns[next - 1] + side; column++) {
          if (kept.slot(blockRow, column) < 0) {
            find(workspace, in, kept, row, lastRow, blockRow, column);
          }
        }
      }
      i = next;
    }
  }

  /** Finds an equal block, or computes what a block contributes. */
  private void find(
      Workspace workspace,
      FeatureMap in,
      Contributions kept,
      int row,
      int lastRow,
      int blockRow,
      int blockColumn) {
    int stride = window.stride();
    int y = window.first(blockRow);
    int x = window.first(blockColumn);
    if (in.equalsLeft(stride, y, x) && kept.share(blockRow, blockColumn, 0, 1)) {
      return;
    }
    // Windows above the map and below it do not need their parts.
    int first = Math.max(0, blockRow - lastRow);
    int last = Math.min(side - 1, blockRow);
    if (blockRow > row
        && blockRow >= side
        && in.equalsAbove(stride, y, x)
        && kept.share(blockRow, blockColumn, 1, 0)) {
      return;
    }
    int slot = kept.take(blockRow, blockColumn, row);
    Packed packed = workspace.packed;
    packed.start(kept.low[slot], kept.high[slot], length);
    for (int pixel = 0; pixel < weights.length; pixel++) {
      int pixelY = y + pixel / stride;
      int pixelX = x + pixel % stride;
      if (pixelY >= 0 && pixelX >= 0 && pixelY < in.height && pixelX < in.width) {
        Range range = ranges[pixel][first * side + last];
        int from = in.first(pixelY * in.width + pixelX) * in.channels;
        packed.add(in.codes, from, weights[pixel], largest[pixel], range.from, range.to);
      }
    }
    packed.end();
  }

  /**
   * Adds up what blocks contribute to half the outputs of some windows in a row, and makes codes of
   * the sums: of the columns, and of what is between near ones.
   */
  private void add(
      Workspace workspace,
      Contributions kept,
      int[][] sums,
      Half end,
      int row,
      int[] columns,
      int count) {
    int pixels = 0;
    for (int i = 0; i < count; ) {
      int next = end(columns, i, count);
      pixels += columns[next - 1] + 1 - columns[i];
      i = next;
    }
    int values = pixels * half;
    int[] total = workspace.rowTotals;
    int[][] terms = workspace.terms;
    System.arraycopy(end.bias, 0, total, 0, values);
    for (int y = 0; y < side; y++) {
      int start = 0;
      for (int i = 0; i < count; ) {
        int next = end(columns, i, count);
        if (joined[y]) {
          collectJoined(kept, sums, row, y, columns[i], columns[next - 1], terms, start);
        } else {
          collect(kept, sums, row, y, columns[i], columns[next - 1], terms, start);
        }
        start += (columns[next - 1] + 1 - columns[i]) * half;
        i = next;
      }
      int term = 0;
      for (; term + 3 <= side; term += 3) {
        Loops.add(total, values, terms[term], terms[term + 1], terms[term + 2]);
      }
      for (; term < side; term++) {
        Loops.add(total, values, terms[term]);
      }
    }
    Loops.convert(total, workspace.row, values);
    end.requantizer.apply(workspace.row, values);
  }

  /** Collects a row of parts. Those of one block are neighbors, as are the windows they are for. */
  private void collectJoined(
      Contributions kept,
      int[][] sums,
      int row,
      int y,
      int firstColumn,
      int lastColumn,
      int[][] terms,
      int start) {
    int term = 0;
    for (int column = firstColumn; column < lastColumn + side; column++) {
      int from = Math.max(firstColumn, column - side + 1);
      int to = Math.min(lastColumn, column);
      System.arraycopy(
          sums[kept.slot(row + y, column)],
          places[y * side + column - from],
          terms[term],
          start + (from - firstColumn) * half,
          (to + 1 - from) * half);
      term = term + 1 == side ? 0 : term + 1;
    }
  }

  private void collect(
      Contributions kept,
      int[][] sums,
      int row,
      int y,
      int firstColumn,
      int lastColumn,
      int[][] terms,
      int start) {
    for (int x = 0; x < side; x++) {
      int to = start;
      for (int column = firstColumn; column <= lastColumn; column++) {
        int[] from = sums[kept.slot(row + y, column + x)];
        System.arraycopy(from, places[y * side + x], terms[x], to, half);
        to += half;
      }
    }
  }

  /** Writes codes into the map. */
  private void write(
      float[] codes, int[] columns, int count, FeatureMap out, int row, int channel, int channels) {
    int at = 0;
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        int step = columns[i] - columns[i - 1];
        at += (step <= side ? step : 1) * half;
      }
      int to = (row * out.width + columns[i]) * outputs + channel;
      System.arraycopy(codes, at, out.codes, to, channels);
    }
  }
}
