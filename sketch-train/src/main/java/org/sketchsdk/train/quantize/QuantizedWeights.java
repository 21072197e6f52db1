package org.sketchsdk.train.quantize;

import org.sketchsdk.train.internal.onnx.FoldedNetwork;

/**
 * The weights of one layer as signed bytes, with one scale per channel and zero point 0: real =
 * scale · code. The bias is in steps of input scale · weight scale, so that it adds to the sums of
 * products. The arrays are owned by the record and not modified.
 *
 * @param codes as in {@link FoldedNetwork.Weights#weight()}, −127 to 127
 * @param scales [outputs]
 * @param bias [outputs]
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record QuantizedWeights(byte[] codes, float[] scales, int[] bias) {
  private static final double MAX_BIAS = 1 << 30; // leaves room for the sum of products

  /** Limits of the codes of a channel. */
  enum Limit {
    /** The two largest magnitudes sum to at most 128; see {@link SaturationSafety}. */
    PAIRS("8 bits, no two of a channel above 128 together"),
    /** Magnitudes of at most 64, what other tools call a reduced range. */
    SEVEN_BITS("7 bits"),
    /** Magnitudes of at most 127; sums may clip on processors without VNNI. */
    EIGHT_BITS("8 bits");

    private final String description;

    Limit(String description) {
      this.description = description;
    }

    String description() {
      return description;
    }

    /**
     * Returns the smallest scale that keeps the codes within the limit.
     *
     * @param largest largest magnitude of the channel's weights
     * @param second the largest of the others
     */
    private double scale(double largest, double second) {
      return switch (this) {
        case EIGHT_BITS -> largest / 127;
        case SEVEN_BITS -> largest / 64;
        case PAIRS -> {
          double scale = Math.max(largest / 127, (largest + second) / SaturationSafety.MAX_PAIR);
          boolean above =
              Math.rint(largest / scale) + Math.rint(second / scale) > SaturationSafety.MAX_PAIR;
          // rounding adds at most 1 to the sum of the two
          yield above ? (largest + second) / (SaturationSafety.MAX_PAIR - 1) : scale;
        }
      };
    }
  }

  /**
   * Rounds weights to the nearest codes.
   *
   * @param weights the weights; not modified
   * @param inputScale scale of the layer's input
   * @param limit how large codes may be
   * @return the codes
   */
  static QuantizedWeights of(FoldedNetwork.Weights weights, float inputScale, Limit limit) {
    int outputs = weights.bias().length;
    int inputs = weights.weight().length / outputs;
    byte[] codes = new byte[weights.weight().length];
    float[] scales = new float[outputs];
    int[] bias = new int[outputs];
    for (int k = 0; k < outputs; k++) {
      double largest = 0;
      double second = 0;
      for (int i = k * inputs; i < (k + 1) * inputs; i++) {
        double magnitude = Math.abs(weights.weight()[i]);
        if (magnitude > largest) {
          second = largest;
          largest = magnitude;
        } else if (magnitude > second) {
          second = magnitude;
        }
      }
      // a channel that hardly looks at its input still needs its bias to fit
      double smallest =
          Math.max(Math.abs(weights.bias()[k]) / (inputScale * MAX_BIAS), Float.MIN_NORMAL);
      // upward, as a scale rounded down could lift a code over the limit
      scales[k] = Math.nextUp((float) Math.max(limit.scale(largest, second), smallest));
      for (int i = k * inputs; i < (k + 1) * inputs; i++) {
        codes[i] = (byte) Math.rint(weights.weight()[i] / (double) scales[k]);
      }
      bias[k] = (int) Math.rint(weights.bias()[k] / ((double) inputScale * scales[k]));
    }
    return new QuantizedWeights(codes, scales, bias);
  }

  /**
   * Rearranges the weights of a convolution of one channel. The new convolution takes groups of
   * neighboring pixels of a row as channels. It computes all places whose windows begin in a group
   * at once. The products are the same, with zeros between them.
   *
   * @param kernel side of the kernel; codes are [outputs, 1, kernel, kernel]
   * @param stride in rows and columns; divides {@code pixels}
   * @param pixels in a group
   * @return those of the other convolution: codes are [places · outputs, pixels, kernel, groups],
   *     with the first of the groups where the windows begin
   */
  QuantizedWeights ofRows(int kernel, int stride, int pixels) {
    int outputs = scales.length;
    int places = pixels / stride;
    // The last window reaches beyond its group, and padding is at least half a kernel.
    int beyond = Math.max(kernel - stride, kernel / 2);
    int groups = 1 + (beyond + pixels - 1) / pixels;
    byte[] rowCodes = new byte[places * outputs * pixels * kernel * groups];
    float[] rowScales = new float[places * outputs];
    int[] rowBias = new int[places * outputs];
    for (int place = 0; place < places; place++) {
      System.arraycopy(scales, 0, rowScales, place * outputs, outputs);
      System.arraycopy(bias, 0, rowBias, place * outputs, outputs);
      for (int i = 0; i < codes.length; i++) {
        int x = place * stride + i % kernel; // from the first group
        int y = i / kernel % kernel;
        int output = place * outputs + i / kernel / kernel;
        rowCodes[((output * pixels + x % pixels) * kernel + y) * groups + x / pixels] = codes[i];
      }
    }
    return new QuantizedWeights(rowCodes, rowScales, rowBias);
  }
}
