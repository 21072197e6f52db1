package org.sketchsdk.render.image;

import java.util.Arrays;

/**
 * The red, green and blue of a part of a picture, averaged over squares of pixels. A gray picture's
 * three arrays are one.
 */
final class Channels {
  /** What one step of a pixel's shade is here: averages are kept to a sixteenth. */
  static final int ONE = 16;

  final int width;
  final int height;
  final short[] red;
  final short[] green;
  final short[] blue;

  Channels(int width, int height, short[] red, short[] green, short[] blue) {
    this.width = width;
    this.height = height;
    this.red = red;
    this.green = green;
    this.blue = blue;
  }

  boolean isGray() {
    return red == green;
  }

  /**
   * Averages the squares of {@code factor} × {@code factor} pixels of a part of a picture. Squares
   * that the part's right or lower side cuts are averaged over what is left of them.
   */
  static Channels average(Picture picture, Region part, int factor) {
    int width = (part.width() + factor - 1) / factor;
    int height = (part.height() + factor - 1) / factor;
    short[] red = new short[width * height];
    if (picture.isGray()) {
      Channels result = new Channels(width, height, red, red, red);
      result.averageGray(picture, part, factor);
      return result;
    }
    Channels result =
        new Channels(width, height, red, new short[width * height], new short[width * height]);
    result.averageColors(picture, part, factor);
    return result;
  }

  private void averageGray(Picture picture, Region part, int factor) {
    byte[] pixels = picture.grays();
    if (factor == 2) {
      averagePairs(picture, part);
      return;
    }
    // Rows are added up first, in a loop that the virtual machine turns into vector instructions.
    int[] sums = new int[part.width()];
    for (int y = 0; y < height; y++) {
      int top = part.y() + y * factor;
      int bottom = Math.min(part.y() + part.height(), top + factor);
      Arrays.fill(sums, 0);
      for (int row = top; row < bottom; row++) {
        int start = row * picture.width() + part.x();
        for (int x = 0; x < sums.length; x++) {
          sums[x] += pixels[start + x] & 0xff;
        }
      }
      for (int x = 0; x < width; x++) {
        int from = x * factor;
        int to = Math.min(sums.length, from + factor);
        int sum = 0;
        for (int i = from; i < to; i++) {
          sum += sums[i];
        }
        red[y * width + x] = (short) divided(sum, (to - from) * (bottom - top));
      }
    }
  }

  /** The averages of squares of four pixels of a gray picture. */
  private void averagePairs(Picture picture, Region part) {
    byte[] pixels = picture.grays();
    for (int y = 0; y < height; y++) {
      int above = (part.y() + 2 * y) * picture.width() + part.x();
      // Where a side cuts a square, its pixels count twice.
      int below = 2 * y + 1 < part.height() ? above + picture.width() : above;
      int pairs = part.width() / 2;
      for (int x = 0; x < pairs; x++) {
        int sum = (pixels[above + 2 * x] & 0xff) + (pixels[above + 2 * x + 1] & 0xff);
        sum += (pixels[below + 2 * x] & 0xff) + (pixels[below + 2 * x + 1] & 0xff);
        red[y * width + x] = (short) (ONE / 4 * sum);
      }
      if (pairs < width) {
        int sum = (pixels[above + 2 * pairs] & 0xff) + (pixels[below + 2 * pairs] & 0xff);
        red[y * width + pairs] = (short) (ONE / 2 * sum);
      }
    }
  }

  private void averageColors(Picture picture, Region part, int factor) {
    int[] pixels = picture.colors();
    // Sums of red and blue of up to 256 rows fit the two halves of an int.
    int[] redsAndBlues = new int[part.width()];
    int[] greens = new int[part.width()];
    for (int y = 0; y < height; y++) {
      int top = part.y() + y * factor;
      int bottom = Math.min(part.y() + part.height(), top + factor);
      int all = bottom - top;
      int rows = Math.min(all, 256);
      int step = all / rows; // of even larger squares, 256 rows or more are looked at
      rows = (all + step - 1) / step;
      if (rows > 256) {
        step++;
        rows = (all + step - 1) / step;
      }
      Arrays.fill(redsAndBlues, 0);
      Arrays.fill(greens, 0);
      for (int row = top; row < bottom; row += step) {
        int start = row * picture.width() + part.x();
        for (int x = 0; x < greens.length; x++) {
          redsAndBlues[x] += pixels[start + x] & 0xff00ff;
        }
        for (int x = 0; x < greens.length; x++) {
          greens[x] += (pixels[start + x] >> 8) & 0xff;
        }
      }
      for (int x = 0; x < width; x++) {
        int from = x * factor;
        int to = Math.min(greens.length, from + factor);
        int r = 0;
        int g = 0;
        int b = 0;
        for (int i = from; i < to; i++) {
          r += redsAndBlues[i] >>> 16;
          g += greens[i];
          b += redsAndBlues[i] & 0xffff;
        }
        int i = y * width + x;
        int count = (to - from) * rows;
        red[i] = (short) divided(r, count);
        green[i] = (short) divided(g, count);
        blue[i] = (short) divided(b, count);
      }
    }
  }

  private static int divided(int sum, int count) {
    // Squares have at most 200 million pixels' worth of 255: the sum fits, sixteen of it may not.
    return sum < (1 << 26)
        ? (ONE * sum + count / 2) / count
        : (int) (((long) ONE * sum + count / 2) / count);
  }

  /** Averages again over squares. */
  Channels average(int factor) {
    if (factor == 1) {
      return this;
    }
    int wide = (width + factor - 1) / factor;
    int high = (height + factor - 1) / factor;
    short[] r = average(red, factor, wide, high);
    if (isGray()) {
      return new Channels(wide, high, r, r, r);
    }
    return new Channels(
        wide, high, r, average(green, factor, wide, high), average(blue, factor, wide, high));
  }

  private short[] average(short[] values, int factor, int wide, int high) {
    short[] result = new short[wide * high];
    for (int y = 0; y < high; y++) {
      int bottom = Math.min(height, (y + 1) * factor);
      for (int x = 0; x < wide; x++) {
        int right = Math.min(width, (x + 1) * factor);
        int sum = 0;
        for (int row = y * factor; row < bottom; row++) {
          for (int column = x * factor; column < right; column++) {
            sum += values[row * width + column];
          }
        }
        result[y * wide + x] = (short) (sum / ((bottom - y * factor) * (right - x * factor)));
      }
    }
    return result;
  }

  /** Enlarges by a whole factor with bilinear interpolation, and smooths as often. */
  Channels enlarge(int factor) {
    double[] same = {1, 0, 0, 0, 1, 0, 0, 0};
    Channels large = warp(same, 0, 0, 1.0 / factor, 0, 0, 1, width * factor, height * factor);
    short[] r = smooth(large.red, large.width, large.height, factor);
    if (isGray()) {
      return new Channels(large.width, large.height, r, r, r);
    }
    return new Channels(
        large.width,
        large.height,
        r,
        smooth(large.green, large.width, large.height, factor),
        smooth(large.blue, large.width, large.height, factor));
  }

  /**
   * Samples these averages of a picture through a map, bilinearly; beyond the sides the last pixel
   * counts.
   *
   * @param map from what is read to the picture
   * @param x0 the left side of what is read
   * @param y0 its upper side
   * @param step from pixel to pixel of the result
   * @param left the column of the picture at which these averages begin
   * @param top the row
   * @param factor pixels of the picture averaged into one
   */
  Channels warp(
      double[] map,
      double x0,
      double y0,
      double step,
      int left,
      int top,
      int factor,
      int wide,
      int high) {
    short[] r = new short[wide * high];
    short[] g = isGray() ? r : new short[wide * high];
    short[] b = isGray() ? r : new short[wide * high];
    for (int y = 0; y < high; y++) {
      double v = y0 + (y + 0.5) * step;
      for (int x = 0; x < wide; x++) {
        double u = x0 + (x + 0.5) * step;
        double w = factor * (map[6] * u + map[7] * v + 1);
        double px = (map[0] * u + map[1] * v + map[2]) / w - (double) left / factor - 0.5;
        double py = (map[3] * u + map[4] * v + map[5]) / w - (double) top / factor - 0.5;
        px = Math.max(0, Math.min(width - 1, px));
        py = Math.max(0, Math.min(height - 1, py));
        int column = Math.min((int) px, Math.max(0, width - 2));
        int row = Math.min((int) py, Math.max(0, height - 2));
        int fx = (int) ((px - column) * 256);
        int fy = (int) ((py - row) * 256);
        int i = row * width + column;
        int right = width > 1 ? 1 : 0;
        int below = height > 1 ? width : 0;
        int at = y * wide + x;
        r[at] = between(red, i, right, below, fx, fy);
        if (g != r) {
          g[at] = between(green, i, right, below, fx, fy);
          b[at] = between(blue, i, right, below, fx, fy);
        }
      }
    }
    return new Channels(wide, high, r, g, b);
  }

  private static short between(short[] v, int i, int right, int below, int fx, int fy) {
    int upper = v[i] * (256 - fx) + v[i + right] * fx;
    int lower = v[i + below] * (256 - fx) + v[i + below + right] * fx;
    return (short) ((upper * (256 - fy) + lower * fy + (1 << 15)) >> 16);
  }

  /** Binomial smoothing, 1 2 1 across and down, several times. */
  static short[] smooth(short[] values, int width, int height, int times) {
    short[] result = values;
    for (int i = 0; i < times; i++) {
      result = smooth(result, width, height);
    }
    return result;
  }

  private static short[] smooth(short[] values, int width, int height) {
    short[] across = new short[values.length];
    for (int y = 0; y < height; y++) {
      int row = y * width;
      for (int x = 0; x < width; x++) {
        int before = values[row + Math.max(0, x - 1)];
        int after = values[row + Math.min(width - 1, x + 1)];
        across[row + x] = (short) ((before + 2 * values[row + x] + after + 2) >> 2);
      }
    }
    short[] result = new short[values.length];
    for (int y = 0; y < height; y++) {
      int above = Math.max(0, y - 1) * width;
      int row = y * width;
      int below = Math.min(height - 1, y + 1) * width;
      for (int x = 0; x < width; x++) {
        result[row + x] =
            (short) ((across[above + x] + 2 * across[row + x] + across[below + x] + 2) >> 2);
      }
    }
    return result;
  }
}
