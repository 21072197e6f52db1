package org.sketchsdk.infer.internal.integer;

import java.util.Arrays;

/**
 * The convolution of a raster, which has one channel. A window has few products, so the inner loop
 * runs over windows: those that differ from their neighbors are collected, and each output is
 * computed for all of them.
 */
final class RasterConvolution implements Step {
  /** Windows that are computed at once. */
  private static final int WINDOWS = 512;

  private final int output;
  private final int memory; // which raster of a workspace
  private final Window window;
  private final float[][] weights; // [outputs][taps, filled up with zeros to a multiple of STEP]
  private final float[] bias;
  private final Requantizer requantizer;

  /**
   * Takes weights.
   *
   * @param memory which raster of a workspace is this layer's own
   * @param codes [kernel · kernel][outputs], such that floats hold all sums; not modified
   * @param bias one per output; not modified
   */
  RasterConvolution(
      int output, int memory, Window window, byte[][] codes, int[] bias, Requantizer requantizer) {
    this.output = output;
    this.memory = memory;
    this.window = window;
    this.requantizer = requantizer;
    this.weights = new float[bias.length][taps(window)];
    this.bias = new float[bias.length];
    for (int k = 0; k < bias.length; k++) {
      this.bias[k] = bias[k];
      for (int tap = 0; tap < codes.length; tap++) {
        weights[k][tap] = codes[tap][k];
      }
    }
  }

  private static int taps(Window window) {
    int taps = window.kernel() * window.kernel();
    return (taps + Loops.STEP - 1) / Loops.STEP * Loops.STEP;
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
    private final float[] sums;
    private final float[][] taps; // what each sees in the windows

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
      this.outputs = new int[WINDOWS];
      this.places = new int[WINDOWS];
      this.sums = new float[WINDOWS];
      this.taps = new float[RasterConvolution.taps(window)][WINDOWS];
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
  public void run(Workspace workspace) {
    Padded in = workspace.raster(memory);
    in.load(workspace.rasters, workspace.offset);
    FeatureMap out = workspace.map(output);
    int kernel = window.kernel();
    int stride = window.stride();
    int count = 0;
    for (int row = 0; row < out.height; row++) {
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
      boolean below = row > 0;
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
          if (count == WINDOWS) {
            compute(in, out, count);
            count = 0;
          }
        }
      }
    }
    compute(in, out, count);
    for (int row = 0; row < out.height; row++) {
      out.completeRow(row);
    }
  }

  private void compute(Padded in, FeatureMap out, int count) {
    float[][] taps = in.taps;
    for (int tap = 0; tap < window.kernel() * window.kernel(); tap++) {
      int distance = tap / window.kernel() * in.width + tap % window.kernel();
      collect(in.pixels, in.places, distance, taps[tap], count);
    }
    float[] sums = in.sums;
    for (int k = 0; k < bias.length; k++) {
      float[] w = weights[k];
      Arrays.fill(sums, 0, count, bias[k]);
      for (int tap = 0; tap < w.length; tap += Loops.STEP) {
        Loops.add(
            sums,
            0,
            count,
            taps[tap],
            taps[tap + 1],
            taps[tap + 2],
            taps[tap + 3],
            w[tap],
            w[tap + 1],
            w[tap + 2],
            w[tap + 3]);
      }
      requantizer.apply(k, sums, count);
      scatter(sums, in.outputs, out.codes, k, bias.length, count);
    }
  }

  private static void collect(byte[] pixels, int[] places, int distance, float[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = pixels[places[i] + distance] & 0xff;
    }
  }

  private static void scatter(
      float[] codes, int[] pixels, float[] to, int channel, int channels, int count) {
    for (int i = 0; i < count; i++) {
      to[pixels[i] * channels + channel] = codes[i];
    }
  }
}
