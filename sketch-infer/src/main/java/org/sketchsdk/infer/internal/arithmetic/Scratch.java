package org.sketchsdk.infer.internal.arithmetic;

/** Room for the arithmetic to work in, shared by layers. Used by one thread at a time. */
public final class Scratch {
  final Packed packed;

  /** Of a row of pixels, half the outputs. */
  final int[] rowTotals;

  /** Parts of these sums. */
  final int[][] terms;

  /** The same as codes. */
  final float[] row;

  private float[][] inputs = new float[0][];
  private float[] rows = new float[0];
  private float[] sums = new float[0];
  private int[] totals = new int[0];
  private int[] distances = new int[0];

  /** Collects what the layers of a network need. */
  public static final class Sizes {
    private int length;
    private int channels;
    private int row;
    private int side;

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
    }
  }

  /** Makes room for the layers of a network. */
  public Scratch(Sizes sizes) {
    packed = new Packed(sizes.length, sizes.channels);
    rowTotals = new int[sizes.row];
    terms = new int[sizes.side][sizes.row];
    row = new float[sizes.row];
  }

  /** Returns room for some inputs of many windows, [input][window]. */
  float[][] inputs(int count) {
    if (inputs.length < count) {
      inputs = new float[count][DenseSums.WINDOWS];
    }
    return inputs;
  }

  /** Returns room for the inputs of a few windows. */
  float[] rows(int count) {
    if (rows.length < count) {
      rows = new float[count];
    }
    return rows;
  }

  /** Returns room for some sums that are integers. */
  int[] totals(int count) {
    if (totals.length < count) {
      totals = new int[count];
    }
    return totals;
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
    if (distances.length != window.taps()) {
      distances = new int[window.taps()];
    }
    for (int tap = 0; tap < distances.length; tap++) {
      distances[tap] = tap / kernel * width + tap % kernel;
    }
    return distances;
  }
}
