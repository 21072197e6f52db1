package org.sketchsdk.train;

import java.util.Objects;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;

/**
 * Ways to enlarge a small raster. Training with enlarged rasters shows how much accuracy a network
 * loses compared with rasters that are drawn at its own size.
 *
 * <p>The center of pixel i of the result lies at x = (i + ½) · from / to − ½, measured in pixels of
 * the small raster from the center of its first pixel. Outside the raster, the outermost pixels are
 * repeated. Rows are enlarged first, then columns. The arithmetic uses {@code double} with + − × ÷
 * only, so the result is the same on every machine. Ink is rounded to the nearest integer (halves
 * up) and limited to 0 to 255. OpenCV's {@code resize} follows the same conventions but rounds its
 * weights, so its pixels can differ by one level.
 */
public enum Upscaling {
  /**
   * Takes the ink of the pixel that contains the center, ⌊x + ½⌋. Pillow and OpenCV's {@code
   * INTER_NEAREST_EXACT} do the same; OpenCV's {@code INTER_NEAREST} measures from corners.
   */
  NEAREST,

  /** Interpolates linearly between the two nearest centers, in both directions. */
  BILINEAR,

  /**
   * Cubic convolution (R. Keys, 1981) over the four nearest centers, in both directions, with a =
   * −¾ as in OpenCV (Keys and Pillow use −½). Values that overshoot at edges are cut off.
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
    return Raster.of(sizePx, sizePx, ink);
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
