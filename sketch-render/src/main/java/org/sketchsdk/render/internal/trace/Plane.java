package org.sketchsdk.render.internal.trace;

import java.util.Arrays;

/**
 * Real numbers on a grid of pixels. The methods return new planes; values are only written by the
 * code that has just made them.
 */
public final class Plane {
  // 64 of 1500 pixels with what surrounds them take less than half a megabyte.
  private static final int COLUMNS = 64;

  public final int width;
  public final int height;
  public final float[] values;

  public Plane(int width, int height, float[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /**
   * Averages squares of {@code factor} × {@code factor} values; those that the right or lower side
   * cuts over what is left of them.
   */
  public Plane average(int factor) {
    if (factor == 1) {
      return this;
    }
    int wide = (width + factor - 1) / factor;
    int high = (height + factor - 1) / factor;
    float[] result = new float[wide * high];
    for (int y = 0; y < high; y++) {
      int bottom = Math.min(height, (y + 1) * factor);
      for (int x = 0; x < wide; x++) {
        int right = Math.min(width, (x + 1) * factor);
        float sum = 0;
        for (int row = y * factor; row < bottom; row++) {
          for (int column = x * factor; column < right; column++) {
            sum += values[row * width + column];
          }
        }
        result[y * wide + x] = sum / ((bottom - y * factor) * (right - x * factor));
      }
    }
    return new Plane(wide, high, result);
  }

  /** Enlarges by a whole factor with bilinear interpolation between the centers of the pixels. */
  public Plane enlarge(int factor) {
    if (factor == 1) {
      return this;
    }
    Plane wide = enlargeRows(factor).transpose();
    return wide.enlargeRows(factor).transpose();
  }

  private Plane enlargeRows(int factor) {
    int wide = width * factor;
    float[] result = new float[wide * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < wide; x++) {
        // position between pixel centers, in steps of 1 / (2 factor) of a pixel
        int twice = 2 * x + 1 - factor;
        int left = Math.floorDiv(twice, 2 * factor);
        float share = (twice - left * 2 * factor) / (2f * factor);
        float a = values[y * width + Math.max(0, left)];
        float b = values[y * width + Math.min(width - 1, left + 1)];
        result[y * wide + x] = a + (b - a) * share;
      }
    }
    return new Plane(wide, height, result);
  }

  /** Exchanges rows and columns. */
  public Plane transpose() {
    float[] result = new float[values.length];
    int tile = 16;
    for (int y0 = 0; y0 < height; y0 += tile) {
      int y1 = Math.min(height, y0 + tile);
      for (int x0 = 0; x0 < width; x0 += tile) {
        int x1 = Math.min(width, x0 + tile);
        for (int y = y0; y < y1; y++) {
          for (int x = x0; x < x1; x++) {
            result[x * height + y] = values[y * width + x];
          }
        }
      }
    }
    return new Plane(height, width, result);
  }

  /** Exchanges light and dark. */
  public Plane negative() {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = 255 - values[i];
    }
    return new Plane(width, height, result);
  }

  /** Binomial smoothing, 1 2 1 across and down; pixels at the sides are repeated outwards. */
  public Plane smooth() {
    float[] across = new float[values.length];
    for (int y = 0; y < height; y++) {
      int row = y * width;
      for (int x = 0; x < width; x++) {
        float before = values[row + Math.max(0, x - 1)];
        float after = values[row + Math.min(width - 1, x + 1)];
        across[row + x] = (before + 2 * values[row + x] + after) / 4;
      }
    }
    float[] result = new float[values.length];
    for (int y = 0; y < height; y++) {
      int row = y * width;
      int above = Math.max(0, y - 1) * width;
      int below = Math.min(height - 1, y + 1) * width;
      for (int x = 0; x < width; x++) {
        result[row + x] = (across[above + x] + 2 * across[row + x] + across[below + x]) / 4;
      }
    }
    return new Plane(width, height, result);
  }

  public Plane smooth(int times) {
    Plane result = this;
    for (int i = 0; i < times; i++) {
      result = result.smooth();
    }
    return result;
  }

  /** Median of 3 × 3 pixels; pixels at the sides are repeated outwards. */
  public Plane median() {
    float[] result = new float[values.length];
    for (int y = 0; y < height; y++) {
      int above = Math.max(0, y - 1) * width;
      int row = y * width;
      int below = Math.min(height - 1, y + 1) * width;
      // Each column of three is sorted once; the median of nine is the median of the largest of
      // the lows, the median of the middles and the smallest of the highs.
      float low0 = 0;
      float mid0 = 0;
      float high0 = 0;
      float low1 = 0;
      float mid1 = 0;
      float high1 = 0;
      for (int x = -1; x <= width; x++) {
        int column = Math.min(width - 1, Math.max(0, x));
        float a = values[above + column];
        float b = values[row + column];
        float c = values[below + column];
        float min = Math.min(a, b);
        float max = Math.max(a, b);
        float low = Math.min(min, c);
        float mid = Math.max(min, Math.min(max, c));
        float high = Math.max(max, c);
        if (x >= 1) {
          result[row + x - 1] =
              middle(
                  Math.max(low0, Math.max(low1, low)),
                  middle(mid0, mid1, mid),
                  Math.min(high0, Math.min(high1, high)));
        }
        low0 = low1;
        mid0 = mid1;
        high0 = high1;
        low1 = low;
        mid1 = mid;
        high1 = high;
      }
    }
    return new Plane(width, height, result);
  }

  private static float middle(float a, float b, float c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  /** Largest value within {@code radius} columns and rows. */
  public Plane maximum(int radius) {
    return radius == 0 ? this : new Plane(width, height, largest(radius, 1));
  }

  /** Smallest value within {@code radius} columns and rows, as light as the darkest negative. */
  public Plane minimum(int radius) {
    float[] result = largest(radius, -1);
    for (int i = 0; i < result.length; i++) {
      result[i] = 255 - (255 + result[i]);
    }
    return new Plane(width, height, result);
  }

  /** The largest of the values times {@code sign} in the square around each pixel. */
  private float[] largest(int radius, int sign) {
    float[] across = new float[values.length];
    int padded = width + 2 * radius;
    float[] from = new float[padded];
    float[] to = new float[padded];
    for (int y = 0; y < height; y++) {
      Arrays.fill(from, Float.NEGATIVE_INFINITY);
      for (int x = 0; x < width; x++) {
        from[radius + x] = sign * values[y * width + x];
      }
      float[] slid = slide(from, to, padded, 1, 2 * radius + 1);
      System.arraycopy(slid, 0, across, y * width, width);
    }
    // Some columns at a time, so that what is slid over stays in the processor's cache.
    from = new float[(height + 2 * radius) * COLUMNS];
    to = new float[from.length];
    float[] result = new float[values.length];
    for (int left = 0; left < width; left += COLUMNS) {
      int columns = Math.min(COLUMNS, width - left);
      Arrays.fill(from, Float.NEGATIVE_INFINITY);
      for (int y = 0; y < height; y++) {
        System.arraycopy(across, y * width + left, from, (radius + y) * COLUMNS, columns);
      }
      float[] slid = slide(from, to, height + 2 * radius, COLUMNS, 2 * radius + 1);
      for (int y = 0; y < height; y++) {
        System.arraycopy(slid, y * COLUMNS, result, y * width + left, columns);
      }
    }
    return result;
  }

  /**
   * Finds the largest of each {@code window} values in a row, for some rows side by side: those of
   * windows of 2, 4, 8 values first, and then of two that together are the window. The loops are so
   * plain that the virtual machine turns them into vector instructions, which take less time than
   * the three comparisons of van Herk, and of Gil and Werman, each of which waits for the last.
   *
   * @param from the values, those of the rows in turn; overwritten
   * @param to as long; overwritten
   * @param count values in a row
   * @param lanes number of rows
   * @param window values in a window
   * @return {@code from} or {@code to}: {@code count - window + 1} values for each row
   */
  private static float[] slide(float[] from, float[] to, int count, int lanes, int window) {
    int span = 1;
    while (span < window) {
      int step = Math.min(span, window - span);
      int size = (count - span - step + 1) * lanes;
      System.arraycopy(from, step * lanes, to, 0, size);
      larger(from, to, size);
      float[] next = from;
      from = to;
      to = next;
      span += step;
    }
    return from;
  }

  private static void larger(float[] values, float[] result, int size) {
    // Arrays that are read and written at one index are what gets vector instructions.
    for (int i = 0; i < size; i++) {
      result[i] = Math.max(result[i], values[i]);
    }
  }

  /**
   * Fills what is darker than its surroundings and narrower than {@code 2 radius + 1}: a
   * morphological closing by a square. Slopes and steps of the light are kept, up to the sides of
   * the picture, beyond which the plane is continued by point reflection.
   */
  public Plane closing(int radius) {
    Plane padded = pad(radius);
    Plane closed = padded.maximum(radius).minimum(radius);
    float[] result = new float[values.length];
    for (int y = 0; y < height; y++) {
      System.arraycopy(
          closed.values, (y + radius) * closed.width + radius, result, y * width, width);
    }
    return new Plane(width, height, result);
  }

  private Plane pad(int margin) {
    int wide = width + 2 * margin;
    int high = height + 2 * margin;
    float[] result = new float[wide * high];
    for (int y = 0; y < height; y++) {
      int row = y * width;
      int start = (margin + y) * wide;
      float first = values[row];
      float last = values[row + width - 1];
      for (int x = 1; x <= margin; x++) {
        result[start + margin - x] = Math.max(0, 2 * first - values[row + Math.min(width - 1, x)]);
        result[start + margin + width - 1 + x] =
            Math.max(0, 2 * last - values[row + Math.max(0, width - 1 - x)]);
      }
      System.arraycopy(values, row, result, start + margin, width);
    }
    int first = margin * wide;
    int last = (margin + height - 1) * wide;
    for (int y = 1; y <= margin; y++) {
      int inner = first + Math.min(height - 1, y) * wide;
      int outer = first + Math.max(0, height - 1 - y) * wide;
      for (int x = 0; x < wide; x++) {
        result[first - y * wide + x] = Math.max(0, 2 * result[first + x] - result[inner + x]);
        result[last + y * wide + x] = Math.max(0, 2 * result[last + x] - result[outer + x]);
      }
    }
    return new Plane(wide, high, result);
  }

  /** The value that {@code share} of the values do not exceed, to a precision of 1/1024 of span. */
  public float quantile(double share, float lowest, float highest) {
    int bins = 1024;
    int[] counts = new int[bins];
    float perBin = bins / (highest - lowest);
    for (float value : values) {
      int bin = (int) ((value - lowest) * perBin);
      counts[Math.max(0, Math.min(bins - 1, bin))]++;
    }
    long wanted = (long) (share * values.length);
    long seen = 0;
    int bin = 0;
    while (bin < bins - 1 && seen + counts[bin] <= wanted) {
      seen += counts[bin];
      bin++;
    }
    return lowest + (bin + 0.5f) / perBin;
  }
}
