package org.sketchsdk.infer.internal.integer;

import java.util.Arrays;
import org.sketchsdk.infer.internal.arithmetic.NonZeros;
import org.sketchsdk.infer.internal.arithmetic.SparseSums;
import org.sketchsdk.infer.internal.arithmetic.Window;

/**
 * A convolution that leaves out the codes that are 0. It computes each window that differs from its
 * neighbors from lists of the other codes.
 */
final class SparseConvolution implements RowStep {
  private final int input;
  private final int output;
  private final Window window;
  private final SparseSums sums;

  SparseConvolution(int input, int output, Window window, SparseSums sums) {
    this.input = input;
    this.output = output;
    this.window = window;
    this.sums = sums;
  }

  /** What this step works in. Used by one thread at a time. */
  static final class Room {
    private final NonZeros lists = new NonZeros();
    private int[] windows = new int[0]; // pixels of the result
    private boolean[] needed = new boolean[0]; // pixels that are under a window

    private void start(FeatureMap in, FeatureMap out) {
      lists.start(in.height, in.width, in.channels);
      if (windows.length < out.equal.count()) {
        windows = new int[out.equal.count()];
      }
      if (needed.length < in.equal.count()) {
        needed = new boolean[in.equal.count()];
      }
      Arrays.fill(needed, 0, in.equal.count(), false);
    }
  }

  @Override
  public void run(Workspace workspace, int part, int parts) {
    FeatureMap in = workspace.map(input);
    FeatureMap out = workspace.map(output);
    Room room = workspace.sparse;
    room.start(in, out);
    int begin = RowStep.firstRow(out.height, part, parts);
    int end = RowStep.firstRow(out.height, part + 1, parts);
    int count = find(workspace, in, out, begin, end);
    int listed = Math.max(0, window.first(begin));
    for (int i = 0; i < count; i++) {
      int pixel = room.windows[i];
      int row = window.first(pixel / out.width);
      for (int bottom = bottom(in, row); listed < bottom; listed++) {
        list(in, listed, room);
      }
      int column = window.first(pixel % out.width);
      int at = pixel * out.channels;
      sums.compute(workspace.scratch, room.lists, row, column, out.codes, at);
    }
    for (int row = begin; row < end; row++) {
      out.completeRow(row);
    }
  }

  /** Finds the windows to compute and the pixels under them, and returns how many windows. */
  private int find(Workspace workspace, FeatureMap in, FeatureMap out, int begin, int end) {
    Room room = workspace.sparse;
    int[] columns = workspace.columns;
    int count = 0;
    for (int row = begin; row < end; row++) {
      int found = in.equal.differing(window, row, row > begin, out.equal, workspace.room, columns);
      int top = window.first(row);
      int bottom = bottom(in, top);
      for (int i = 0; i < found; i++) {
        room.windows[count++] = row * out.width + columns[i];
        int left = window.first(columns[i]);
        int right = Math.min(in.width, left + window.kernel());
        for (int y = Math.max(0, top); y < bottom; y++) {
          for (int x = Math.max(0, left); x < right; x++) {
            room.needed[y * in.width + x] = true;
          }
        }
      }
    }
    return count;
  }

  private int bottom(FeatureMap in, int top) {
    return Math.min(in.height, top + window.kernel());
  }

  private void list(FeatureMap in, int row, Room room) {
    for (int column = 0; column < in.width; column++) {
      int pixel = row * in.width + column;
      if (room.needed[pixel]) {
        sums.list(room.lists, pixel, column, in.codes, in.place(row, column));
      }
    }
  }
}
