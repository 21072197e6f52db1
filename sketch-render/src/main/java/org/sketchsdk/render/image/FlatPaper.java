package org.sketchsdk.render.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.render.internal.trace.Plane;
import org.sketchsdk.render.internal.trace.Scratch;

/** Paper of one flat color, as on a canvas: ink is what differs from it in any channel. */
final class FlatPaper {
  // Share of the pixels that have the paper's color, ...
  private static final float LEAST_SHARE = 0.3f;

  // ... and the largest share that differ from it by little and from their neighbors by less, as
  // slopes of light do.
  private static final float MOST_SLOPES = 0.04f;
  private static final int LITTLE = 24 * Channels.ONE;

  // A channel's tolerance for the paper's own color.
  private static final int SAME = Channels.ONE + Channels.ONE / 2;

  // Where a sample of so many pixels shows no more than this part of the shares above and below,
  // the picture is not of flat colors.
  private static final int SAMPLE = 16_384;
  private static final float SURELY = 0.95f;

  // Of the two colors of checkers, each covers this share at least.
  private static final float CHECKER_SHARE = 0.22f;

  private final Channels picture;
  private final int[] paper; // red, green, blue
  private final int @Nullable [] second; // the other color of checkers

  private FlatPaper(Channels picture, int[] paper, int @Nullable [] second) {
    this.picture = picture;
    this.paper = paper;
    this.second = second;
  }

  /** Returns null if the picture is not of flat colors. */
  static @Nullable FlatPaper of(Channels picture) {
    int[] counts = new int[1 << 15];
    int step = picture.red.length / SAMPLE;
    if (step > 1) {
      int seen = 0;
      for (int i = 0; i < picture.red.length; i += step) {
        counts[key(picture, i)]++;
        seen++;
      }
      int most = counts[most(counts, -1)];
      if (most * (picture.isGray() ? 2L : 8L) < SURELY * LEAST_SHARE * seen
          && most < SURELY * CHECKER_SHARE * seen) {
        return null;
      }
      Arrays.fill(counts, 0);
    }
    for (int i = 0; i < picture.red.length; i++) {
      counts[key(picture, i)]++;
    }
    int total = picture.red.length;
    int first = most(counts, -1);
    // A color and those that pass for the same lie in two cells of a channel at most.
    if (counts[first] * (picture.isGray() ? 2L : 8L) < LEAST_SHARE * total
        && counts[first] < CHECKER_SHARE * total) {
      return null;
    }
    int other = most(counts, first);
    int[] checkers = checkers(picture, counts, first, other);
    if (checkers != null) {
      int[] a = colorOf(picture, first);
      return new FlatPaper(picture, a, checkers);
    }
    int paper = first;
    if (counts[other] >= LEAST_SHARE * total && counts[first] >= LEAST_SHARE * total) {
      // Where two colors cover much of the picture, the one along its sides is the paper.
      long[] rim = rim(picture, first, other);
      paper = rim[1] * total + counts[other] > rim[0] * total + counts[first] ? other : first;
    }
    int[] color = colorOf(picture, paper);
    FlatPaper flat = new FlatPaper(picture, color, null);
    int same = 0;
    int slopes = 0;
    int width = picture.width;
    for (int i = 0; i < total; i++) {
      int difference = flat.difference(i);
      if (difference <= SAME) {
        same++;
      } else if (difference < LITTLE && i >= width && i < total - width && flat.isSlope(i)) {
        slopes++;
        if (slopes > MOST_SLOPES * total) {
          return null;
        }
      }
    }
    return same < LEAST_SHARE * total ? null : flat;
  }

  private static int key(Channels picture, int i) {
    int r = (picture.red[i] + 8) >> 7;
    int g = (picture.green[i] + 8) >> 7;
    int b = (picture.blue[i] + 8) >> 7;
    return (Math.min(31, r) << 10) | (Math.min(31, g) << 5) | Math.min(31, b);
  }

  private static int most(int[] counts, int but) {
    int best = but == 0 ? 1 : 0;
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] > counts[best] && k != but) {
        best = k;
      }
    }
    return best;
  }

  /** The most frequent value of each channel among the pixels of a key. */
  private static int[] colorOf(Channels picture, int key) {
    int[][] counts = new int[3][256];
    for (int i = 0; i < picture.red.length; i++) {
      if (key(picture, i) == key) {
        counts[0][(picture.red[i] + 8) >> 4]++;
        counts[1][(picture.green[i] + 8) >> 4]++;
        counts[2][(picture.blue[i] + 8) >> 4]++;
      }
    }
    int[] color = new int[3];
    for (int c = 0; c < 3; c++) {
      int best = 0;
      for (int v = 1; v < 256; v++) {
        if (counts[c][v] > counts[c][best]) {
          best = v;
        }
      }
      color[c] = best * Channels.ONE;
    }
    return color;
  }

  private static long[] rim(Channels picture, int a, int b) {
    long[] counts = new long[2];
    int rim = 1 + Math.min(picture.width, picture.height) / 64;
    for (int y = 0; y < picture.height; y++) {
      boolean whole = y < rim || y >= picture.height - rim;
      for (int x = 0; x < picture.width; x++) {
        if (whole || x < rim || x >= picture.width - rim) {
          int k = key(picture, y * picture.width + x);
          counts[0] += k == a ? 1 : 0;
          counts[1] += k == b ? 1 : 0;
        }
      }
    }
    return counts;
  }

  /** The second of two colors that alternate in squares; null if they do not. */
  private static int @Nullable [] checkers(Channels picture, int[] counts, int a, int b) {
    int total = picture.red.length;
    if (counts[a] < CHECKER_SHARE * total || counts[b] < CHECKER_SHARE * total) {
      return null;
    }
    int[] one = colorOf(picture, a);
    int[] two = colorOf(picture, b);
    int apart = 0;
    for (int c = 0; c < 3; c++) {
      apart = Math.max(apart, Math.abs(one[c] - two[c]));
    }
    if (apart < LITTLE / 2) {
      return null; // noise between neighboring shades
    }
    int[] runs = new int[129];
    int all = 0;
    for (int y = 0; y < picture.height; y += 3) {
      int start = 0;
      int last = -1;
      for (int x = 0; x < picture.width; x++) {
        int k = key(picture, y * picture.width + x);
        if ((k != a && k != b) || k == last) {
          continue;
        }
        if (last >= 0 && x - start <= 128) {
          runs[x - start]++;
          all++;
        }
        start = x;
        last = k;
      }
    }
    int best = 2;
    for (int k = 2; k < 128; k++) {
      if (runs[k - 1] + runs[k] + runs[k + 1] > runs[best - 1] + runs[best] + runs[best + 1]) {
        best = k;
      }
    }
    boolean regular =
        all > 4 * picture.height / 3 && runs[best - 1] + runs[best] + runs[best + 1] > 0.6f * all;
    return regular ? two : null;
  }

  /** The largest difference of a channel from the paper, or from all between its two colors. */
  private int difference(int i) {
    return Math.max(
        difference(picture.red[i], 0),
        Math.max(difference(picture.green[i], 1), difference(picture.blue[i], 2)));
  }

  private int difference(int value, int channel) {
    if (second == null) {
      return Math.abs(value - paper[channel]);
    }
    int low = Math.min(paper[channel], second[channel]) - 4 * Channels.ONE;
    int high = Math.max(paper[channel], second[channel]) + 4 * Channels.ONE;
    return value < low ? low - value : Math.max(0, value - high);
  }

  /**
   * Whether a pixel differs from its neighbors by as little as light and grain do, or lies amid
   * others that are not quite the paper's color, nor all of one color.
   */
  private boolean isSlope(int i) {
    int width = picture.width;
    int x = i % width;
    if (x == 0 || x == width - 1) {
      return false;
    }
    boolean amid = true;
    int most = 0;
    for (int neighbor : new int[] {i - 1, i + 1, i - width, i + width}) {
      int difference = difference(neighbor);
      amid &= difference > SAME && difference < LITTLE;
      most = Math.max(most, Math.abs(picture.red[neighbor] - picture.red[i]));
      most = Math.max(most, Math.abs(picture.green[neighbor] - picture.green[i]));
      most = Math.max(most, Math.abs(picture.blue[neighbor] - picture.blue[i]));
    }
    return most > 0 && (amid || most <= 5 * Channels.ONE);
  }

  Darkness darkness(Scratch scratch) {
    int total = picture.red.length;
    float[] result = scratch.floats(total);
    double darker = 0;
    double lighter = 0;
    int paperLuma = 299 * paper[0] + 587 * paper[1] + 114 * paper[2];
    for (int i = 0; i < total; i++) {
      int difference = difference(i);
      result[i] = difference / (255f * Channels.ONE);
      if (difference > SAME) {
        int luma = 299 * picture.red[i] + 587 * picture.green[i] + 114 * picture.blue[i];
        darker += Math.max(0, paperLuma - luma);
        lighter += Math.max(0, luma - paperLuma);
      }
    }
    return new Darkness(
        new Plane(picture.width, picture.height, result, scratch),
        Grain.none(),
        lighter > darker,
        true);
  }

  @Override
  public String toString() {
    return "FlatPaper" + Arrays.toString(paper);
  }
}
