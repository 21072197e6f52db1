package org.sketchsdk.infer.internal.arithmetic;

/** Room for the arithmetic to work in, shared by layers. Used by one thread at a time. */
public final class Scratch {
  final Packed packed;

  /** Of a row of pixels, half the outputs. */
  final int[] totals;

  /** Parts of these sums. */
  final int[][] terms;

  /** The same as codes. */
  final float[] row;

  /** Where the weights begin, for the codes of a block that are not 0. */
  final int[] entries;

  /** These codes. */
  final int[] values;

  /** For each pixel of a block where its entries begin. */
  final int[] firsts;

  /** For each part of a window which slot has it. */
  final int[] slots;

  private float[][] taps = new float[0][];
  private float[] sums = new float[0];
  private int[] distances = new int[0];

  /** Collects what the layers of a network need. */
  public static final class Sizes {
    private int length;
    private int channels;
    private int row;
    private int side;
    private int pixels;

    /** Starts with nothing. */
    public Sizes() {}

    /**
     * Adds a layer.
     *
     * @param layout its blocks
     * @param channels the channels of its input
     * @param width pixels in a row of its result
     */
    public void add(BlockLayout layout, int channels, int width) {
      length = Math.max(length, layout.length);
      this.channels = Math.max(this.channels, channels);
      row = Math.max(row, layout.half * width);
      side = Math.max(side, layout.side);
      pixels = Math.max(pixels, layout.pixels());
    }
  }

  /** Makes room for the layers of a network. */
  public Scratch(Sizes sizes) {
    packed = new Packed(sizes.length, sizes.channels);
    totals = new int[sizes.row];
    terms = new int[sizes.side][sizes.row];
    row = new float[sizes.row];
    entries = new int[sizes.channels * sizes.pixels + 1];
    values = new int[entries.length];
    firsts = new int[sizes.pixels + 1];
    slots = new int[sizes.side * sizes.side];
  }

  /** Returns room for what some taps see in windows. */
  float[][] taps(int count) {
    if (taps.length < count) {
      taps = new float[count][RasterSums.WINDOWS];
    }
    return taps;
  }

  /** Returns room for some sums. */
  float[] sums(int count) {
    if (sums.length < count) {
      sums = new float[count];
    }
    return sums;
  }

  /** Returns how far the taps of a window are from its first pixel. */
  int[] distances(Window window, int width) {
    int kernel = window.kernel();
    if (distances.length != kernel * kernel) {
      distances = new int[kernel * kernel];
    }
    for (int tap = 0; tap < distances.length; tap++) {
      distances[tap] = tap / kernel * width + tap % kernel;
    }
    return distances;
  }
}
