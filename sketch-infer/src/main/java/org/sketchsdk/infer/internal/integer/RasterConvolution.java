package org.sketchsdk.infer.internal.integer;

import org.sketchsdk.infer.internal.arithmetic.RasterSums;
import org.sketchsdk.infer.internal.arithmetic.Window;

/**
 * The convolution of a raster, which has one channel. Windows that differ from their neighbors are
 * collected, and computed together.
 */
final class RasterConvolution implements RowStep {
  private final int output;
  private final int memory; // which raster of a workspace
  private final Window window;
  private final RasterSums sums;

  /**
   * Takes what computes the sums.
   *
   * @param memory which raster of a workspace is this layer's own
   */
  RasterConvolution(int output, int memory, Window window, RasterSums sums) {
    this.output = output;
    this.memory = memory;
    this.window = window;
    this.sums = sums;
  }

  /** A raster with its padding, and where its pixels differ. Used by one thread at a time. */
  static final class Padded {
    private final Shape raster;
    private final int padding;
    private final int width;
    private final byte[] pixels;
    private final byte[] moved; // the same, moved by a pixel
    private final byte[] toLeft; // not 0 where a pixel differs from the one to its left
    private final byte[] above; // not 0 where a pixel differs from the one above
    private final byte[] columns; // not 0 where a pixel in some rows differs
    private final byte[] more;
    private final int[] outputs; // of the windows
    private final int[] places; // where the windows begin

    Padded(Shape raster, Window window) {
      this.raster = raster;
      this.padding = window.padding();
      this.width = raster.width() + 2 * padding;
      int count = width * (raster.height() + 2 * padding);
      this.pixels = new byte[count];
      this.moved = new byte[count];
      this.toLeft = new byte[count];
      this.above = new byte[count];
      this.columns = new byte[width];
      this.more = new byte[width];
      this.outputs = new int[RasterSums.WINDOWS];
      this.places = new int[RasterSums.WINDOWS];
    }

    private void load(byte[] rasters, int offset) {
      for (int y = 0; y < raster.height(); y++) {
        int to = (y + padding) * width + padding;
        System.arraycopy(rasters, offset + y * raster.width(), pixels, to, raster.width());
      }
      System.arraycopy(pixels, 0, moved, 1, pixels.length - 1);
      differ(pixels, moved, toLeft);
      System.arraycopy(pixels, 0, moved, width, pixels.length - width);
      differ(pixels, moved, above);
    }

    private static void differ(byte[] a, byte[] b, byte[] to) {
      for (int i = 0; i < to.length; i++) {
        to[i] = (byte) (a[i] ^ b[i]);
      }
    }

    /** Sums up, per column, where the pixels of some rows differ. */
    private byte[] columns(byte[] differ, int firstRow, int endRow) {
      System.arraycopy(differ, firstRow * width, columns, 0, width);
      for (int row = firstRow + 1; row < endRow; row++) {
        System.arraycopy(differ, row * width, more, 0, width);
        for (int x = 0; x < columns.length; x++) {
          columns[x] |= more[x];
        }
      }
      return columns;
    }
  }

  @Override
  public void run(Workspace workspace, int part, int parts) {
    Padded in = workspace.raster(memory);
    in.load(workspace.rasters, workspace.offset);
    FeatureMap out = workspace.map(output);
    int kernel = window.kernel();
    int stride = window.stride();
    int begin = RowStep.firstRow(out.height, part, parts);
    int endRow = RowStep.firstRow(out.height, part + 1, parts);
    int count = 0;
    for (int row = begin; row < endRow; row++) {
      int y = row * stride;
      int first = row * out.width;
      // A window equals the one to its left if each of its rows, and what it leaves, is one color.
      byte[] differ = in.columns(in.toLeft, y, y + kernel);
      int equal = 0;
      int seen = 1;
      for (int column = 0; column < out.width; column++) {
        for (int end = column * stride + kernel; seen < end; seen++) {
          equal = differ[seen] == 0 ? equal + 1 : 0;
        }
        boolean same = column > 0 && equal >= kernel - 1 + stride;
        out.runs[first + column] = same ? out.runs[first + column - 1] + 1 : 0;
      }
      boolean below = row > begin;
      if (below) {
        differ = in.columns(in.above, y - stride + 1, y + kernel);
      }
      equal = 0;
      seen = 0;
      for (int column = 0; column < out.width; column++) {
        for (int end = column * stride + kernel; seen < end; seen++) {
          equal = differ[seen] == 0 ? equal + 1 : 0;
        }
        int pixel = first + column;
        boolean same = below && equal >= kernel;
        out.falls[pixel] = same ? out.falls[pixel - out.width] + 1 : 0;
        if (!same && out.runs[pixel] == 0) {
          in.outputs[count] = pixel;
          in.places[count++] = y * in.width + column * stride;
          if (count == RasterSums.WINDOWS) {
            compute(workspace, in, out, count);
            count = 0;
          }
        }
      }
    }
    compute(workspace, in, out, count);
    for (int row = begin; row < endRow; row++) {
      out.completeRow(row);
    }
  }

  private void compute(Workspace workspace, Padded in, FeatureMap out, int count) {
    sums.compute(workspace.scratch, in.pixels, in.width, in.places, in.outputs, count, out.codes);
  }
}
