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
  public final int size; // width times height
  public final float[] values; // as many as the size, or more
  public final Scratch
      scratch; // where this plane's values are from, and those of what is made of it

  public Plane(int width, int height, float[] values) {
    this(width, height, values, new Scratch());
  }

  public Plane(int width, int height, float[] values, Scratch scratch) {
    this.width = width;
    this.height = height;
    this.size = width * height;
    this.values = values;
    this.scratch = scratch;
  }

  /** Gives the values back, which nothing may use any more. */
  public void release() {
    scratch.give(values);
  }

  private Plane like(float[] other) {
    return new Plane(width, height, other, scratch);
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
    float[] result = scratch.floats(wide * high);
    float[] sums = new float[width];
    float[] next = new float[width];
    for (int y = 0; y < high; y++) {
      int top = y * factor;
      int bottom = Math.min(height, top + factor);
      System.arraycopy(values, top * width, sums, 0, width);
      for (int row = top + 1; row < bottom; row++) {
        System.arraycopy(values, row * width, next, 0, width);
        for (int x = 0; x < width; x++) {
          sums[x] += next[x];
        }
      }
      for (int x = 0; x < wide; x++) {
        int right = Math.min(width, (x + 1) * factor);
        float sum = 0;
        for (int column = x * factor; column < right; column++) {
          sum += sums[column];
        }
        result[y * wide + x] = sum / ((bottom - top) * (right - x * factor));
      }
    }
    return new Plane(wide, high, result, scratch);
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
    float[] result = scratch.floats(wide * height);
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
    return new Plane(wide, height, result, scratch);
  }

  /** Returns the same values once more. */
  public Plane copy() {
    float[] result = scratch.floats(size);
    System.arraycopy(values, 0, result, 0, size);
    return like(result);
  }

  /** Exchanges rows and columns. */
  public Plane transpose() {
    float[] result = scratch.floats(size);
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
    return new Plane(height, width, result, scratch);
  }

  /** Exchanges light and dark. */
  public Plane negative() {
    float[] result = scratch.floats(size);
    for (int i = 0; i < size; i++) {
      result[i] = 255 - values[i];
    }
    return like(result);
  }

  /** Binomial smoothing, 1 2 1 across and down; pixels at the sides are repeated outwards. */
  public Plane smooth() {
    float[] across = scratch.floats(size);
    float[] before = new float[width];
    float[] middle = new float[width];
    float[] after = new float[width];
    for (int y = 0; y < height; y++) {
      int row = y * width;
      System.arraycopy(values, row, middle, 0, width);
      shift(middle, before, after);
      weigh(before, middle, after);
      System.arraycopy(middle, 0, across, row, width);
    }
    float[] result = scratch.floats(size);
    for (int y = 0; y < height; y++) {
      System.arraycopy(across, Math.max(0, y - 1) * width, before, 0, width);
      System.arraycopy(across, y * width, middle, 0, width);
      System.arraycopy(across, Math.min(height - 1, y + 1) * width, after, 0, width);
      weigh(before, middle, after);
      System.arraycopy(middle, 0, result, y * width, width);
    }
    scratch.give(across);
    return like(result);
  }

  private static void weigh(float[] before, float[] middle, float[] after) {
    for (int x = 0; x < middle.length; x++) {
      middle[x] = (before[x] + 2 * middle[x] + after[x]) / 4;
    }
  }

  /**
   * Moves a row by one pixel to either side, so that loops over neighbors read all arrays at one
   * index: those are what the virtual machine turns into vector instructions.
   */
  private static void shift(float[] row, float[] before, float[] after) {
    int width = row.length;
    System.arraycopy(row, 0, before, 1, width - 1);
    before[0] = row[0];
    System.arraycopy(row, 1, after, 0, width - 1);
    after[width - 1] = row[width - 1];
  }

  public Plane smooth(int times) {
    Plane result = this;
    for (int i = 0; i < times; i++) {
      Plane next = result.smooth();
      if (result != this) {
        result.release();
      }
      result = next;
    }
    return result;
  }

  /** Median of 3 × 3 pixels; pixels at the sides are repeated outwards. */
  public Plane median() {
    float[] result = scratch.floats(size);
    // Each column of three is sorted once; the median of nine is the median of the largest of the
    // lows, the median of the middles and the smallest of the highs.
    float[] low = new float[width];
    float[] mid = new float[width];
    float[] high = new float[width];
    float[] before = new float[width];
    float[] after = new float[width];
    for (int y = 0; y < height; y++) {
      System.arraycopy(values, Math.max(0, y - 1) * width, low, 0, width);
      System.arraycopy(values, y * width, mid, 0, width);
      System.arraycopy(values, Math.min(height - 1, y + 1) * width, high, 0, width);
      sort(low, mid, high);
      shift(low, before, after);
      largest(low, before, after);
      shift(high, before, after);
      smallest(high, before, after);
      shift(mid, before, after);
      middle(mid, before, after);
      middle(mid, low, high);
      System.arraycopy(mid, 0, result, y * width, width);
    }
    return like(result);
  }

  private static void sort(float[] low, float[] mid, float[] high) {
    for (int x = 0; x < low.length; x++) {
      float min = Math.min(low[x], mid[x]);
      float max = Math.max(low[x], mid[x]);
      float c = high[x];
      low[x] = Math.min(min, c);
      mid[x] = Math.max(min, Math.min(max, c));
      high[x] = Math.max(max, c);
    }
  }

  private static void largest(float[] a, float[] b, float[] c) {
    for (int x = 0; x < a.length; x++) {
      a[x] = Math.max(a[x], Math.max(b[x], c[x]));
    }
  }

  private static void smallest(float[] a, float[] b, float[] c) {
    for (int x = 0; x < a.length; x++) {
      a[x] = Math.min(a[x], Math.min(b[x], c[x]));
    }
  }

  private static void middle(float[] a, float[] b, float[] c) {
    for (int x = 0; x < a.length; x++) {
      a[x] = Math.max(Math.min(a[x], b[x]), Math.min(Math.max(a[x], b[x]), c[x]));
    }
  }

  /** Largest value within {@code radius} columns and rows. */
  public Plane maximum(int radius) {
    return radius == 0 ? this : like(largest(radius, 1));
  }

  /** Smallest value within {@code radius} columns and rows, as light as the darkest negative. */
  public Plane minimum(int radius) {
    float[] result = largest(radius, -1);
    for (int i = 0; i < size; i++) {
      result[i] = 255 - (255 + result[i]);
    }
    return like(result);
  }

  /**
   * Finds the largest value within {@code radius} columns and rows of some pixels.
   *
   * @param pixels their indices
   * @param count how many there are
   * @param result where the values go, in the order of the pixels
   */
  public void maximum(int radius, int[] pixels, int count, float[] result) {
    long side = 2L * radius + 1;
    if (count * side * side > 2L * size) {
      Plane peak = maximum(radius);
      for (int k = 0; k < count; k++) {
        result[k] = peak.values[pixels[k]];
      }
      peak.release();
      return;
    }
    for (int k = 0; k < count; k++) {
      int x = pixels[k] % width;
      int y = pixels[k] / width;
      int left = Math.max(0, x - radius);
      int right = Math.min(width - 1, x + radius);
      int bottom = Math.min(height - 1, y + radius);
      float largest = Float.NEGATIVE_INFINITY;
      for (int v = Math.max(0, y - radius); v <= bottom; v++) {
        for (int i = v * width + left; i <= v * width + right; i++) {
          largest = values[i] > largest ? values[i] : largest;
        }
      }
      result[k] = largest;
    }
  }

  /**
   * Keeps the pixels that have at least a share of the largest value around them, or of the largest
   * of these pixels.
   *
   * @param radius columns and rows that count
   * @param share of the largest value, 0 to 1
   * @param pixels their indices; those that are kept are moved to the front
   * @param count how many there are
   * @return how many are kept
   */
  public int keepPeaks(int radius, float share, int[] pixels, int count) {
    float highest = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      highest = Math.max(highest, values[pixels[k]]);
    }
    long compared = 0;
    for (int k = 0; k < count; k++) {
      compared += values[pixels[k]] < share * highest ? 1 : 0;
    }
    long side = 2L * radius + 1;
    Plane peak = compared * side * side > 3L * size ? maximum(radius) : null;
    int kept = 0;
    for (int k = 0; k < count; k++) {
      int i = pixels[k];
      boolean isHigh =
          values[i] >= share * highest
              || (peak == null ? isPeak(i, radius, share) : values[i] >= share * peak.values[i]);
      if (isHigh) {
        pixels[kept++] = i;
      }
    }
    if (peak != null) {
      peak.release();
    }
    return kept;
  }

  private boolean isPeak(int pixel, int radius, float share) {
    float value = values[pixel];
    int x = pixel % width;
    int y = pixel / width;
    int left = Math.max(0, x - radius);
    int right = Math.min(width - 1, x + radius);
    int bottom = Math.min(height - 1, y + radius);
    for (int v = Math.max(0, y - radius); v <= bottom; v++) {
      for (int i = v * width + left; i <= v * width + right; i++) {
        if (value < share * values[i]) {
          return false;
        }
      }
    }
    return true;
  }

  /** The largest of the values times {@code sign} in the square around each pixel. */
  private float[] largest(int radius, int sign) {
    float[] across = scratch.floats(size);
    int padded = width + 2 * radius;
    float[] from = scratch.floats(padded);
    float[] to = scratch.floats(padded);
    for (int y = 0; y < height; y++) {
      Arrays.fill(from, Float.NEGATIVE_INFINITY);
      for (int x = 0; x < width; x++) {
        from[radius + x] = sign * values[y * width + x];
      }
      float[] slid = slide(from, to, padded, 1, 2 * radius + 1);
      System.arraycopy(slid, 0, across, y * width, width);
    }
    scratch.give(from);
    scratch.give(to);
    // Some columns at a time, so that what is slid over stays in the processor's cache.
    from = scratch.floats((height + 2 * radius) * COLUMNS);
    to = scratch.floats(from.length);
    float[] result = scratch.floats(size);
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
    scratch.give(from);
    scratch.give(to);
    scratch.give(across);
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
    Plane widened = padded.maximum(radius);
    padded.release();
    Plane closed = widened.minimum(radius);
    widened.release();
    float[] result = scratch.floats(size);
    for (int y = 0; y < height; y++) {
      System.arraycopy(
          closed.values, (y + radius) * closed.width + radius, result, y * width, width);
    }
    closed.release();
    return like(result);
  }

  private Plane pad(int margin) {
    int wide = width + 2 * margin;
    int high = height + 2 * margin;
    float[] result = scratch.floats(wide * high);
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
    return new Plane(wide, high, result, scratch);
  }

  /**
   * The value that {@code share} of the values do not exceed, to a precision of 1/1024 of span, by
   * every third value.
   */
  public float quantile(double share, float lowest, float highest) {
    int bins = 1024;
    int[] counts = new int[bins];
    float perBin = bins / (highest - lowest);
    int total = 0;
    for (int i = 0; i < size; i += 3) {
      int bin = (int) ((values[i] - lowest) * perBin);
      counts[Math.max(0, Math.min(bins - 1, bin))]++;
      total++;
    }
    long wanted = (long) (share * total);
    long seen = 0;
    int bin = 0;
    while (bin < bins - 1 && seen + counts[bin] <= wanted) {
      seen += counts[bin];
      bin++;
    }
    return lowest + (bin + 0.5f) / perBin;
  }
}
