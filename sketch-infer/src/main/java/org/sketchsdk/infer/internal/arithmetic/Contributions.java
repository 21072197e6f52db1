package org.sketchsdk.infer.internal.arithmetic;

import java.util.Arrays;

/**
 * What the blocks under a row of windows contribute to them, kept until no window reads it. Equal
 * blocks share it. Used by one thread at a time.
 */
public final class Contributions {
  final int[][] low; // [slot][sum] of the first half of the outputs
  final int[][] high; // [slot][sum] of the second half
  private final int columns;
  private final int length;
  private final int[] slots; // [block]; -1: not known; out of date where no window reads it
  private final int[] lastRows; // [slot], the last row whose blocks use it
  private int next; // slot to try first

  /**
   * What a convolution keeps between rows.
   *
   * @param columns blocks in a row
   * @param rows rows of blocks
   * @param keptRows rows that are needed at a time
   * @param length numbers that a block contributes to half the outputs
   * @param rowLength half the outputs of all pixels in a row of the result
   */
  public record Layout(int columns, int rows, int keptRows, int length, int rowLength) {
    /** Returns how many numbers it takes at most. */
    public long values() {
      return 2L * length * columns * keptRows + (long) columns * rows;
    }
  }

  /** Makes room for the contributions to one layer. */
  public Contributions(Layout layout) {
    columns = layout.columns();
    length = layout.length();
    slots = new int[columns * layout.rows()];
    low = new int[columns * layout.keptRows()][]; // the sums are made when they are needed
    high = new int[low.length][];
    lastRows = new int[low.length];
  }

  /** Forgets all. */
  public void clear() {
    Arrays.fill(slots, -1);
    Arrays.fill(lastRows, -1);
    next = 0;
  }

  /** Returns the slot of a block, or -1 if what it contributes is not known. */
  public int slot(int row, int column) {
    return slots[row * columns + column];
  }

  /**
   * Lets a block share what an equal one contributes.
   *
   * @param above how many rows above it the equal block is; windows of the present row read it
   * @param before how many columns before it
   * @return whether that is known
   */
  public boolean share(int row, int column, int above, int before) {
    int slot = slots[(row - above) * columns + column - before];
    if (slot >= 0) {
      slots[row * columns + column] = slot;
      lastRows[slot] = Math.max(lastRows[slot], row);
    }
    return slot >= 0;
  }

  /**
   * Returns a slot for a block. There is always one, as the windows of a row read no more blocks
   * than there are slots.
   *
   * @param firstRow the first row that is still read
   */
  public int take(int row, int column, int firstRow) {
    int slot = next;
    while (lastRows[slot] >= firstRow) {
      slot = slot + 1 == low.length ? 0 : slot + 1;
    }
    next = slot + 1 == low.length ? 0 : slot + 1;
    if (low[slot] == null) {
      low[slot] = new int[length];
      high[slot] = new int[length];
    }
    lastRows[slot] = row;
    slots[row * columns + column] = slot;
    return slot;
  }

  /** Returns what a slot has for the first half of the outputs. */
  public int[] low(int slot) {
    return low[slot];
  }

  /** Returns what a slot has for the second half of the outputs. */
  public int[] high(int slot) {
    return high[slot];
  }
}
