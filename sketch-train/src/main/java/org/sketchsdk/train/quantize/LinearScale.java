package org.sketchsdk.train.quantize;

/**
 * The mapping between unsigned bytes and real numbers: real = scale · (code − zero point), after
 * Jacob et al., Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only
 * Inference (2018), equation 1.
 *
 * @param scale difference between two adjacent codes, finite and greater than 0
 * @param zeroPoint the code of 0, 0 to 255
 */
record LinearScale(float scale, int zeroPoint) {
  static final int MAX_CODE = 255;

  /** The bytes of the raster, unchanged. The weights of the first layer are made for 0 to 255. */
  static final LinearScale RASTER = new LinearScale(1, 0);

  LinearScale {
    if (!(scale > 0 && scale < Float.POSITIVE_INFINITY) || zeroPoint < 0 || zeroPoint > MAX_CODE) {
      throw new IllegalArgumentException(
          "the scale must be finite and above 0, the zero point 0 to 255: "
              + scale
              + ", "
              + zeroPoint);
    }
  }

  /**
   * Returns the scale that covers a range, widened to hold 0. So 0 has a code of its own, and
   * padding and the rectified linear unit are exact.
   *
   * @param low lower end
   * @param high upper end
   * @return the scale; that of [0, 1] if the range holds 0 alone
   */
  static LinearScale of(double low, double high) {
    double from = Math.min(low, 0);
    double to = Math.max(high, 0);
    float scale = (float) ((to - from) / MAX_CODE);
    if (scale < Float.MIN_NORMAL) {
      return new LinearScale(1f / MAX_CODE, 0);
    }
    return new LinearScale(scale, (int) Math.min(MAX_CODE, Math.rint(-from / scale)));
  }

  /** Returns the nearest real number that has a code. */
  double round(double value) {
    double code = Math.rint(value / scale) + zeroPoint;
    return (Math.max(0, Math.min(MAX_CODE, code)) - zeroPoint) * scale;
  }
}
