package org.sketchsdk.infer.internal.arithmetic;

/**
 * The sums of one convolution in plain Java: what blocks of its input contribute to windows, and
 * the codes that windows get from these contributions. The inner loop runs over the outputs of
 * several taps of the kernel, which makes it long enough for vector instructions. Immutable and
 * thread-safe.
 *
 * <p>Two weights share an {@code int}, one of the first and one of the second half of the outputs.
 * One multiplication serves both, and half the memory is read. A sum of such products stays exact
 * as long as both halves stay within 16 bits. Before they could exceed them, they are added to the
 * block's sums, which have 32 bits each.
 */
public final class BlockSums {
  private final BlockLayout layout;
  private final int[][][] weights; // [pixel of a block][channel][parts · half]
  private final int[][] largest; // [pixel of a block][channel]: magnitude of a weight
  private final Half low;
  private final Half high;

  /** What ends the computation of half the outputs, for a row of pixels. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Half(int[] bias, Requantizer requantizer) {}

  /**
   * Takes the weights.
   *
   * @param layout how the map is cut
   * @param codes the weights, [kernel · kernel · channels][outputs]; not modified
   * @param bias one per output; not modified
   * @param requantizer turns sums into codes
   * @param width pixels in a row of the result
   */
  public BlockSums(
      BlockLayout layout, byte[][] codes, int[] bias, Requantizer requantizer, int width) {
    this.layout = layout;
    low = half(layout, bias, requantizer, 0, layout.half, width);
    high = half(layout, bias, requantizer, layout.half, layout.outputs, width);
    int channels = codes.length / layout.window.taps();
    weights = new int[layout.pixels()][channels][layout.length];
    largest = new int[layout.pixels()][channels];
    layout.forEachTap(
        (tap, pixel, place) -> {
          for (int channel = 0; channel < channels; channel++) {
            byte[] from = codes[tap * channels + channel];
            take(from, weights[pixel][channel], place, layout.half);
            for (byte weight : from) {
              largest[pixel][channel] = Math.max(largest[pixel][channel], Math.abs(weight));
            }
          }
        });
  }

  private static Half half(
      BlockLayout layout, int[] bias, Requantizer requantizer, int from, int to, int width) {
    int[] row = new int[width * layout.half];
    for (int i = 0; i < row.length; i++) {
      row[i] = from + i % layout.half < to ? bias[from + i % layout.half] : 0;
    }
    return new Half(row, requantizer.repeated(from, to, layout.half, width));
  }

  private static void take(byte[] from, int[] packed, int place, int half) {
    for (int k = 0; k < from.length; k++) {
      packed[place + k % half] += k < half ? from[k] : from[k] << 16;
    }
  }

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
  public void contribute(
      Scratch scratch,
      float[] codes,
      int[] starts,
      int firstPart,
      int lastPart,
      int[] low,
      int[] high) {
    Packed packed = scratch.packed;
    packed.start(low, high, layout.length);
    for (int pixel = 0; pixel < weights.length; pixel++) {
      if (starts[pixel] >= 0) {
        BlockLayout.Range range = layout.range(pixel, firstPart, lastPart);
        packed.add(codes, starts[pixel], weights[pixel], largest[pixel], range.from(), range.to());
      }
    }
    packed.end();
  }

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
  public void finish(
      Scratch scratch, Contributions kept, int row, int[] columns, int count, float[] to, int at) {
    int half = layout.half;
    add(scratch, kept, false, low, row, columns, count);
    write(scratch.row, columns, count, to, at, half);
    if (half < layout.outputs) {
      add(scratch, kept, true, high, row, columns, count);
      write(scratch.row, columns, count, to, at + half, layout.outputs - half);
    }
  }

  /**
   * Adds up what blocks contribute to half the outputs of some windows in a row, and makes codes of
   * the sums: of the columns, and of what is between near ones.
   */
  private void add(
      Scratch scratch,
      Contributions kept,
      boolean second,
      Half end,
      int row,
      int[] columns,
      int count) {
    int side = layout.side;
    int pixels = 0;
    for (int i = 0; i < count; ) {
      int next = layout.end(columns, i, count);
      pixels += columns[next - 1] + 1 - columns[i];
      i = next;
    }
    int values = pixels * layout.half;
    int[] total = scratch.rowTotals;
    int[][] terms = scratch.terms;
    System.arraycopy(end.bias, 0, total, 0, values);
    for (int y = 0; y < side; y++) {
      int start = 0;
      for (int i = 0; i < count; ) {
        int next = layout.end(columns, i, count);
        int first = columns[i];
        int last = columns[next - 1];
        if (layout.joined(y)) {
          collectJoined(kept, second, row, y, first, last, terms, start);
        } else {
          collect(kept, second, row, y, first, last, terms, start);
        }
        start += (last + 1 - first) * layout.half;
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
    Loops.convert(total, scratch.row, values);
    end.requantizer.apply(scratch.row, values);
  }

  private static int[] sums(Contributions kept, boolean second, int row, int column) {
    int slot = kept.slot(row, column);
    return second ? kept.high(slot) : kept.low(slot);
  }

  /** Collects a row of parts. Those of one block are neighbors, as are the windows they are for. */
  private void collectJoined(
      Contributions kept,
      boolean second,
      int row,
      int y,
      int firstColumn,
      int lastColumn,
      int[][] terms,
      int start) {
    int side = layout.side;
    int half = layout.half;
    int term = 0;
    for (int column = firstColumn; column < lastColumn + side; column++) {
      int from = Math.max(firstColumn, column - side + 1);
      int to = Math.min(lastColumn, column);
      System.arraycopy(
          sums(kept, second, row + y, column),
          layout.place(y, column - from),
          terms[term],
          start + (from - firstColumn) * half,
          (to + 1 - from) * half);
      term = term + 1 == side ? 0 : term + 1;
    }
  }

  private void collect(
      Contributions kept,
      boolean second,
      int row,
      int y,
      int firstColumn,
      int lastColumn,
      int[][] terms,
      int start) {
    for (int x = 0; x < layout.side; x++) {
      int to = start;
      for (int column = firstColumn; column <= lastColumn; column++) {
        int[] from = sums(kept, second, row + y, column + x);
        System.arraycopy(from, layout.place(y, x), terms[x], to, layout.half);
        to += layout.half;
      }
    }
  }

  /** Writes codes into the map. */
  private void write(float[] codes, int[] columns, int count, float[] to, int at, int channels) {
    int from = 0;
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        int step = columns[i] - columns[i - 1];
        from += (step <= layout.side ? step : 1) * layout.half;
      }
      System.arraycopy(codes, from, to, at + columns[i] * layout.outputs, channels);
    }
  }
}
