package org.sketchsdk.render;

import java.util.Objects;

/**
 * Ways to enlarge a raster, for comparing a small picture blown up with a large one drawn directly.
 *
 * <p>A pixel's ink is that of its centre: the centre of pixel i of the enlarged raster lies at x =
 * (i + ½) · from / to − ½, counted in pixels of the small one from the centre of its first. Beyond
 * the sides the outermost pixels are repeated. Rows are enlarged first, then columns, in {@code
 * double} with + − × ÷ alone, so the result is the same byte for byte everywhere; ink is rounded to
 * the nearest integer, halves up, and limited to 0 to 255. OpenCV's {@code resize} has the same
 * conventions, with rounded weights: there a pixel may have one level more or less.
 */
public enum Upscaling {
  /**
   * Each pixel takes the ink of the one in which its centre lies, ⌊x + ½⌋: as Pillow and OpenCV's
   * {@code INTER_NEAREST_EXACT}, unlike its {@code INTER_NEAREST}, which measures from corners.
   */
  NEAREST,

  /** Linear between the two nearest centres, in both directions. */
  BILINEAR,

  /**
   * Cubic convolution (R. Keys, 1981) over the four nearest centres, in both directions, with a =
   * −¾ as in OpenCV; Keys and Pillow have −½. It overshoots at edges, which the limits cut off.
   */
  BICUBIC;

  private static final double A = -0.75;

  /**
   * Enlarges a raster to a square.
   *
   * @param raster any raster with sides of at most {@code sizePx}; not modified
   * @param sizePx side of the result in pixels, at most {@value RasterOptions#MAX_SIZE_PX}
   * @return a raster of {@code sizePx} × {@code sizePx}
   * @throws IllegalArgumentException if {@code sizePx} is below a side of the raster or above its
   *     limit
   */
  public Raster scaleTo(Raster raster, int sizePx) {
    Objects.requireNonNull(raster, "raster");
    int width = raster.width();
    int height = raster.height();
    if (sizePx < Math.max(width, height) || sizePx > RasterOptions.MAX_SIZE_PX) {
      throw new IllegalArgumentException(
          "sizePx must be the larger side of the raster to "
              + RasterOptions.MAX_SIZE_PX
              + ": "
              + sizePx
              + " for a raster of "
              + width
              + " x "
              + height);
    }
    double[] wide = new double[sizePx * height];
    for (int i = 0; i < sizePx; i++) {
      int first = firstTap(i, width, sizePx);
      double[] weights = weights(i, first, width, sizePx);
      for (int y = 0; y < height; y++) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
          sum += weights[k] * raster.ink(clamp(first + k, width), y);
        }
        wide[y * sizePx + i] = sum;
      }
    }
    byte[] ink = new byte[sizePx * sizePx];
    for (int j = 0; j < sizePx; j++) {
      int first = firstTap(j, height, sizePx);
      double[] weights = weights(j, first, height, sizePx);
      for (int x = 0; x < sizePx; x++) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
          sum += weights[k] * wide[clamp(first + k, height) * sizePx + x];
        }
        ink[j * sizePx + x] = (byte) Math.max(0, Math.min(255, (int) Math.floor(sum + 0.5)));
      }
    }
    return Raster.owning(sizePx, sizePx, ink);
  }

  private static int clamp(int i, int count) {
    return Math.max(0, Math.min(count - 1, i));
  }

  /** The first of the small raster's pixels that count for pixel i of the large one, unlimited. */
  private int firstTap(int i, int from, int to) {
    int nearest = (2 * i + 1) * from / (2 * to);
    int floor = Math.floorDiv((2 * i + 1) * from - to, 2 * to);
    return switch (this) {
      case NEAREST -> nearest;
      case BILINEAR -> floor;
      case BICUBIC -> floor - 1;
    };
  }

  private double[] weights(int i, int first, int from, int to) {
    double x = ((2 * i + 1) * from - to) / (2.0 * to) - first;
    return switch (this) {
      case NEAREST -> new double[] {1};
      case BILINEAR -> new double[] {1 - x, x};
      case BICUBIC -> new double[] {far(x), near(x - 1), near(2 - x), far(3 - x)};
    };
  }

  /** The cubic's weight of a pixel at a distance of 0 to 1. */
  private static double near(double d) {
    return ((A + 2) * d - (A + 3)) * d * d + 1;
  }

  /** The cubic's weight of a pixel at a distance of 1 to 2. */
  private static double far(double d) {
    return ((A * d - 5 * A) * d + 8 * A) * d - 4 * A;
  }
}
