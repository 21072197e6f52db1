package org.sketchsdk.infer.internal.integer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sketchsdk.infer.internal.arithmetic.DenseSums;
import org.sketchsdk.infer.internal.arithmetic.Window;

/**
 * The convolution of a raster, which has one channel. Windows that differ from their neighbors are
 * collected, and computed together.
 */
final class RasterConvolution implements RowStep {
  private final int output;
  private final int memory; // which raster of a workspace
  private final Window window;
  private final Window inner; // the same, over a raster that has its padding
  private final DenseSums sums;

  /**
   * Takes what computes the sums.
   *
   * @param memory which raster of a workspace is this layer's own
   */
  RasterConvolution(int output, int memory, Window window, DenseSums sums) {
    this.output = output;
    this.memory = memory;
    this.window = window;
    this.inner = new Window(window.kernel(), window.stride(), 0);
    this.sums = sums;
  }

  /** A raster with its padding, and which of its pixels are equal. Used by one thread at a time. */
  static final class Padded {
    private final Shape raster;
    private final int padding;
    private final int width; // a multiple of 8
    private final byte[] pixels;
    private final ByteBuffer buffer; // of these pixels
    private final EqualPixels equal;
    private final int[] outputs; // of the windows
    private final int[] places; // where the windows begin

    Padded(Shape raster, Window window) {
      this.raster = raster;
      this.padding = window.padding();
      this.width = (raster.width() + 2 * padding + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
      int height = raster.height() + 2 * padding;
      this.pixels = new byte[width * height];
      this.buffer = ByteBuffer.wrap(pixels).order(ByteOrder.LITTLE_ENDIAN);
      this.equal = new EqualPixels(height, width);
      this.outputs = new int[DenseSums.WINDOWS];
      this.places = new int[DenseSums.WINDOWS];
    }

    private void load(byte[] rasters, int offset) {
      for (int y = 0; y < raster.height(); y++) {
        int to = (y + padding) * width + padding;
        System.arraycopy(rasters, offset + y * raster.width(), pixels, to, raster.width());
      }
      equal.compare(buffer);
    }
  }

  @Override
  public void run(Workspace workspace, int part, int parts) {
    Padded in = workspace.raster(memory);
    in.load(workspace.rasters, workspace.offset);
    FeatureMap out = workspace.map(output);
    int[] columns = workspace.columns;
    int begin = RowStep.firstRow(out.height, part, parts);
    int end = RowStep.firstRow(out.height, part + 1, parts);
    int count = 0;
    for (int row = begin; row < end; row++) {
      int found = in.equal.differing(inner, row, row > begin, out.equal, workspace.room, columns);
      for (int i = 0; i < found; i++) {
        in.outputs[count] = row * out.width + columns[i];
        in.places[count++] = (row * in.width + columns[i]) * window.stride();
        if (count == DenseSums.WINDOWS) {
          compute(workspace, in, out, count);
          count = 0;
        }
      }
    }
    compute(workspace, in, out, count);
    for (int row = begin; row < end; row++) {
      out.completeRow(row);
    }
  }

  private void compute(Workspace workspace, Padded in, FeatureMap out, int count) {
    sums.compute(workspace.scratch, in.pixels, in.width, in.places, in.outputs, count, out.codes);
  }
}
