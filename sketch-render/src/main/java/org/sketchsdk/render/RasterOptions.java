package org.sketchsdk.render;

/**
 * How a drawing is turned into a raster. The pixels' exact definition is in the description of
 * {@link org.sketchsdk.render the package}.
 *
 * @param sizePx side of the square raster in pixels, {@value #MIN_SIZE_PX} to {@value #MAX_SIZE_PX}
 * @param strokeWidthPx width of the pen in pixels, 1 to {@code sizePx / 2}
 * @param marginPx distance in pixels from the side of the raster to the outermost <em>points</em>
 *     of the drawing, 0 to less than {@code sizePx / 2}. Half the pen reaches into it: a margin
 *     below {@code (strokeWidthPx + 1) / 2} cuts ink off.
 */
public record RasterOptions(int sizePx, float strokeWidthPx, float marginPx) {
  /** Smallest {@link #sizePx()}. */
  public static final int MIN_SIZE_PX = 28;

  /** Largest {@link #sizePx()}. */
  public static final int MAX_SIZE_PX = 512;

  private static final RasterOptions DEFAULTS = new RasterOptions(128, 4, 8);

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public RasterOptions {
    if (sizePx < MIN_SIZE_PX || sizePx > MAX_SIZE_PX) {
      throw new IllegalArgumentException(
          "sizePx must be " + MIN_SIZE_PX + " to " + MAX_SIZE_PX + ": " + sizePx);
    }
    if (!(strokeWidthPx >= 1 && strokeWidthPx <= sizePx / 2f)) {
      throw new IllegalArgumentException(
          "strokeWidthPx must be 1 to sizePx / 2 = " + sizePx / 2f + ": " + strokeWidthPx);
    }
    if (!(marginPx >= 0 && marginPx < sizePx / 2f)) {
      throw new IllegalArgumentException(
          "marginPx must be 0 to less than sizePx / 2 = " + sizePx / 2f + ": " + marginPx);
    }
  }

  /**
   * Returns the options of the embedded models: 128 pixels, a pen of 4 pixels, a margin of 8.
   *
   * <p>The margin leaves room for half of the widest pen that training uses (8 px) and for a
   * trembling hand. The pen lies within the 3 to 8 pixels of training, on the thin side, where
   * small shapes stay open; a network trained with such pens hardly minds which it is (92.6 to 93.3
   * % of 983 validation drawings with pens of 2.5 to 7 pixels).
   *
   * @return the default options
   */
  public static RasterOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns the options that follow Google's 28-pixel Quick, Draw! bitmaps, for a drawing whose
   * larger side is 255 units: there a square of 256 units with a line of 16 and a padding of 16
   * plus half the line is scaled to 28 pixels, so one unit is 28 / 304 of a pixel.
   *
   * @return 28 pixels, a pen of 1.47 pixels, a margin of 2.26
   */
  public static RasterOptions quickDrawBitmap28() {
    float unitPx = 28f / 304f;
    return new RasterOptions(28, 16 * unitPx, (28 - 255 * unitPx) / 2);
  }

  /**
   * Returns these options with another size.
   *
   * @param sizePx side of the raster in pixels
   * @return the changed options
   */
  public RasterOptions withSizePx(int sizePx) {
    return new RasterOptions(sizePx, strokeWidthPx, marginPx);
  }

  /**
   * Returns these options with another pen.
   *
   * @param strokeWidthPx width of the pen in pixels
   * @return the changed options
   */
  public RasterOptions withStrokeWidthPx(float strokeWidthPx) {
    return new RasterOptions(sizePx, strokeWidthPx, marginPx);
  }

  /**
   * Returns these options with another margin.
   *
   * @param marginPx distance from the side of the raster to the outermost points in pixels
   * @return the changed options
   */
  public RasterOptions withMarginPx(float marginPx) {
    return new RasterOptions(sizePx, strokeWidthPx, marginPx);
  }
}
