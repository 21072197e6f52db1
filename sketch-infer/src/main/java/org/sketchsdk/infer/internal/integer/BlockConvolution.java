package org.sketchsdk.infer.internal.integer;

import org.sketchsdk.infer.internal.arithmetic.BlockLayout;
import org.sketchsdk.infer.internal.arithmetic.BlockSums;
import org.sketchsdk.infer.internal.arithmetic.Contributions;
import org.sketchsdk.infer.internal.arithmetic.Window;

/**
 * A convolution of all channels that multiplies each pixel of its input only once, by all weights
 * that the pixel meets. Each window then adds up what the pixels in it contribute. So equal pixels
 * are multiplied once for all windows that they are in, and zeros are left out.
 *
 * <p>{@link BlockLayout} says how the input is cut into blocks of pixels. This class finds blocks
 * that are equal, and {@link BlockSums} computes the others.
 */
final class BlockConvolution implements RowStep {
  private final int input;
  private final int output;
  private final int memory; // which contributions of a workspace
  private final Window window;
  private final BlockLayout layout;
  private final BlockSums sums;

  /**
   * Takes what computes the sums.
   *
   * @param memory which contributions of a workspace are this layer's own
   */
  BlockConvolution(
      int input, int output, int memory, Window window, BlockLayout layout, BlockSums sums) {
    this.input = input;
    this.output = output;
    this.memory = memory;
    this.window = window;
    this.layout = layout;
    this.sums = sums;
  }

  @Override
  public void run(Workspace workspace, int part, int parts) {
    FeatureMap in = workspace.map(input);
    FeatureMap out = workspace.map(output);
    Contributions kept = workspace.contributions(memory);
    kept.clear();
    int[] columns = workspace.columns;
    int last = out.height - 1;
    int begin = RowStep.firstRow(out.height, part, parts);
    int end = RowStep.firstRow(out.height, part + 1, parts);
    for (int row = begin; row < end; row++) {
      int count = in.equal.differing(window, row, row > begin, out.equal, workspace.room, columns);
      if (count > 0) {
        find(workspace, in, kept, row, last, columns, count);
        int at = row * out.width * out.channels;
        sums.finish(workspace.scratch, kept, row, columns, count, out.codes, at);
      }
      out.completeRow(row);
    }
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
    int side = layout.side();
    for (int i = 0; i < count; ) {
      int next = layout.end(columns, i, count);
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
    int side = layout.side();
    int stride = window.stride();
    int y = window.first(blockRow);
    int x = window.first(blockColumn);
    if (in.equal.equalsLeft(stride, stride, y, x) && kept.share(blockRow, blockColumn, 0, 1)) {
      return;
    }
    // Windows above the map and below it do not need their parts.
    int first = Math.max(0, blockRow - lastRow);
    int last = Math.min(side - 1, blockRow);
    if (blockRow > row
        && blockRow >= side
        && in.equal.equalsAbove(stride, stride, y, x)
        && kept.share(blockRow, blockColumn, 1, 0)) {
      return;
    }
    int slot = kept.take(blockRow, blockColumn, row);
    int[] starts = workspace.starts;
    for (int pixel = 0; pixel < stride * stride; pixel++) {
      int pixelY = y + pixel / stride;
      int pixelX = x + pixel % stride;
      boolean inside = pixelY >= 0 && pixelX >= 0 && pixelY < in.height && pixelX < in.width;
      starts[pixel] = inside ? in.equal.first(pixelY, pixelX) * in.channels : -1;
    }
    sums.contribute(
        workspace.scratch, in.codes, starts, first, last, kept.low(slot), kept.high(slot));
  }
}
