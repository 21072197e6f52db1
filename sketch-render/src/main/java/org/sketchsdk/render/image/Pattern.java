package org.sketchsdk.render.image;

import java.util.Arrays;
import org.sketchsdk.render.internal.trace.Plane;

/**
 * Finds what covers the whole page evenly and is lighter than the ink: ruling, squares, dots, print
 * showing through.
 */
final class Pattern {
  private static final int BLOCKS = 8;

  // A pattern shows in this share of the blocks, ...
  private static final float SPREAD_SHARE = 0.6f;

  // ... and in this share of them there is nothing darker.
  private static final float ALONE_SHARE = 0.35f;

  // A block shows it where this share of its pixels, and as many at least, are that dark.
  private static final float LEAST_SHARE = 0.004f;

  // It is as dense in the lower as in the upper quarter of these blocks, up to this factor.
  private static final float EVEN = 0.33f;

  // It shows in this share of the blocks along the sides of a canvas, where drawings seldom are.
  private static final float RIM_SHARE = 0.55f;

  // On a canvas, at least this share of what is darker than the pattern is darker by this factor:
  // otherwise the pattern is nothing but the paler pixels of thin lines.
  private static final float DISTINCT_SHARE = 0.5f;
  private static final float DISTINCT = 1.3f;

  // What is left above the pattern covers this share of the page at least, and at most the other.
  private static final float LEAST_INK = 0.0006f;
  private static final float MOST_INK = 0.2f;

  private static final float[] LEVELS = {
    0.03f, 0.045f, 0.06f, 0.08f, 0.1f, 0.125f, 0.15f, 0.18f, 0.22f, 0.26f, 0.31f, 0.37f, 0.44f,
    0.52f, 0.6f
  };

  private Pattern() {}

  /**
   * Returns the darkness up to which all is pattern; 0 if there is no pattern.
   *
   * @param plane darkness
   * @param floor the darkness up to which all is paper
   * @param most the darkness of the darkest pattern that is looked for
   * @param drawn whether this is a canvas, on which a pattern covers all of the page
   */
  static float level(Plane plane, float floor, float most, boolean drawn) {
    int[][] counts = new int[LEVELS.length + 1][BLOCKS * BLOCKS];
    int[] size = new int[BLOCKS * BLOCKS];
    int[] column = new int[plane.width];
    int[] columns = new int[BLOCKS];
    for (int x = 0; x < plane.width; x++) {
      column[x] = x * BLOCKS / plane.width;
      columns[column[x]]++;
    }
    for (int y = 0; y < plane.height; y++) {
      int row = y * BLOCKS / plane.height * BLOCKS;
      for (int b = 0; b < BLOCKS; b++) {
        size[row + b] += columns[b];
      }
      for (int x = 0; x < plane.width; x++) {
        float value = plane.values[y * plane.width + x];
        if (value <= floor) {
          continue;
        }
        int block = row + column[x];
        int k = 0;
        while (k < LEVELS.length && value > LEVELS[k]) {
          k++;
        }
        counts[k][block]++;
      }
    }
    for (int k = LEVELS.length - 1; k >= 0; k--) {
      for (int b = 0; b < size.length; b++) {
        counts[k][b] += counts[k + 1][b];
      }
    }
    int total = plane.size;
    if (shown(counts[0], size) < SPREAD_SHARE * size.length) {
      return 0;
    }
    if (drawn && shownAtSides(counts[0], size) < RIM_SHARE * 4 * (BLOCKS - 1)) {
      return 0;
    }
    for (int k = 0; k < LEVELS.length && LEVELS[k] <= most; k++) {
      if (LEVELS[k] <= floor) {
        continue;
      }
      int[] alone = new int[size.length];
      int n = 0;
      int ink = 0;
      for (int b = 0; b < size.length; b++) {
        ink += counts[k + 1][b];
        boolean nothingAbove = counts[k + 1][b] <= 0.0008f * size[b];
        if (nothingAbove && counts[0][b] > LEAST_SHARE * size[b]) {
          alone[n++] = (int) (4096L * counts[0][b] / size[b]);
        }
      }
      if (n >= ALONE_SHARE * size.length) {
        Arrays.sort(alone, 0, n);
        boolean even = alone[n / 4] > EVEN * alone[3 * n / 4];
        boolean amount = ink >= LEAST_INK * total && ink <= MOST_INK * total;
        boolean distinct =
            !drawn
                || above(plane, DISTINCT * LEVELS[k]) >= DISTINCT_SHARE * above(plane, LEVELS[k]);
        return even && amount && distinct ? LEVELS[k] : 0;
      }
    }
    return 0;
  }

  private static int above(Plane plane, float level) {
    int count = 0;
    for (int i = 0; i < plane.size; i++) {
      count += plane.values[i] > level ? 1 : 0;
    }
    return count;
  }

  private static int shown(int[] count, int[] size) {
    int shown = 0;
    for (int b = 0; b < size.length; b++) {
      shown += count[b] > LEAST_SHARE * size[b] ? 1 : 0;
    }
    return shown;
  }

  private static int shownAtSides(int[] count, int[] size) {
    int shown = 0;
    for (int row = 0; row < BLOCKS; row++) {
      for (int column = 0; column < BLOCKS; column++) {
        int b = row * BLOCKS + column;
        boolean side = row == 0 || column == 0 || row == BLOCKS - 1 || column == BLOCKS - 1;
        shown += side && count[b] > LEAST_SHARE * size[b] ? 1 : 0;
      }
    }
    return shown;
  }

  /** The darkness above the pattern, as a share of what is left. */
  static Plane remove(Plane plane, float level) {
    float above = 1.12f * level;
    float[] values = plane.scratch.floats(plane.size);
    for (int i = 0; i < plane.size; i++) {
      float value = plane.values[i];
      values[i] = value <= above ? 0 : (value - above) / (1 - above);
    }
    return new Plane(plane.width, plane.height, values, plane.scratch);
  }
}
