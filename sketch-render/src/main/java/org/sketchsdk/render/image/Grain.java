package org.sketchsdk.render.image;

import java.util.Arrays;
import org.sketchsdk.render.internal.trace.Mask;
import org.sketchsdk.render.internal.trace.Plane;

/**
 * How much the darkness of what is not ink varies: the standard deviation, by the place in the
 * picture, since the sensor's noise weighs more in the shade and a wooden table has more grain than
 * paper.
 */
final class Grain {
  private static final int MIN_BLOCK_PX = 16;

  // Rough ground has this many times the grain that is usual in the picture, and this much at
  // least.
  private static final float ROUGH_TIMES = 3;
  private static final float ROUGH_LEAST = 0.03f;

  private static final int BINS = 512;

  // Of the values of a block, the narrowest range that holds this share is taken for one surface,
  // paper or ink, whichever has more of the block; for a normal distribution, it is that many
  // standard deviations wide.
  private static final double SHARE = 0.4;
  private static final float SHARE_WIDTH = 1.0488f;

  private final int block;
  private final int across;
  private final int down;
  private final float[] deviation;
  private final boolean[] rough;

  private Grain(int block, int across, int down, float[] deviation) {
    this.block = block;
    this.across = across;
    this.down = down;
    this.deviation = deviation;
    this.rough = roughSurroundings();
  }

  /** No grain at all. */
  static Grain none() {
    return new Grain(1, 1, 1, new float[1]);
  }

  /**
   * Measures the grain.
   *
   * @param plane darkness
   * @param blocks number of blocks along the longer side: a block should hold more paper than ink
   * @param least no grain is less than this
   */
  static Grain of(Plane plane, int blocks, float least) {
    int side = Math.max(plane.width, plane.height);
    int block = Math.max(MIN_BLOCK_PX, (side + blocks - 1) / blocks);
    int across = (plane.width + block - 1) / block;
    int down = (plane.height + block - 1) / block;
    float[] deviation = new float[across * down];
    int[] counts = new int[BINS];
    for (int row = 0; row < down; row++) {
      for (int column = 0; column < across; column++) {
        // Blocks at the right and lower side are whole, and overlap their neighbors.
        int left = Math.max(0, Math.min(column * block, plane.width - block));
        int top = Math.max(0, Math.min(row * block, plane.height - block));
        deviation[row * across + column] =
            Math.max(least, deviation(plane, left, top, block, counts));
      }
    }
    return new Grain(block, across, down, deviation);
  }

  private static float deviation(Plane plane, int left, int top, int block, int[] counts) {
    Arrays.fill(counts, 0);
    int total = 0;
    int least = BINS;
    int most = -1;
    int bottom = Math.min(plane.height, top + block);
    int right = Math.min(plane.width, left + block);
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        float value = plane.values[y * plane.width + x];
        int bin = (int) ((value + 0.5f) * (BINS / 1.5f));
        bin = Math.max(0, Math.min(BINS - 1, bin));
        least = Math.min(least, bin);
        most = Math.max(most, bin);
        counts[bin]++;
        total++;
      }
    }
    int wanted = (int) (SHARE * total);
    int narrowest = BINS;
    int inside = 0;
    int first = least;
    for (int last = least; last <= most; last++) {
      inside += counts[last];
      while (inside - counts[first] >= wanted) {
        inside -= counts[first];
        first++;
      }
      if (inside >= wanted) {
        narrowest = Math.min(narrowest, last - first);
      }
    }
    return narrowest * (1.5f / BINS) / SHARE_WIDTH;
  }

  /** The median over the picture. */
  float typical() {
    float[] sorted = deviation.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /**
   * Whether a pixel lies on rough ground that reaches the side of the picture, or next to it: on a
   * table beyond the sheet.
   */
  boolean isRough(int x, int y) {
    int column = Math.min(across - 1, x / block);
    int row = Math.min(down - 1, y / block);
    return rough[row * across + column];
  }

  private boolean[] roughSurroundings() {
    float limit = Math.max(ROUGH_LEAST, ROUGH_TIMES * typical());
    Mask blocks = new Mask(across + 2, down + 2);
    for (int row = 0; row < down; row++) {
      for (int column = 0; column < across; column++) {
        blocks.set[(row + 1) * blocks.width + column + 1] =
            deviation[row * across + column] > limit;
      }
    }
    Mask.Components parts = blocks.components();
    boolean[] atSide = new boolean[parts.count() + 1];
    for (int row = 0; row < down; row++) {
      for (int column = 0; column < across; column++) {
        if (row == 0 || column == 0 || row == down - 1 || column == across - 1) {
          atSide[parts.label()[(row + 1) * blocks.width + column + 1]] = true;
        }
      }
    }
    atSide[0] = false;
    int[] step = blocks.neighbors();
    boolean[] result = new boolean[across * down];
    for (int row = 0; row < down; row++) {
      for (int column = 0; column < across; column++) {
        int b = (row + 1) * blocks.width + column + 1;
        boolean near = atSide[parts.label()[b]];
        for (int offset : step) {
          near |= atSide[parts.label()[b + offset]];
        }
        result[row * across + column] = near;
      }
    }
    return result;
  }

  private static void between(float[] line, float[] share, int from, int to, float a, float b) {
    for (int x = from; x < to; x++) {
      line[x] = a * (1 - share[x]) + b * share[x];
    }
  }

  /**
   * Writes the grain around each pixel, interpolated between the middles of blocks.
   *
   * @param values where it goes, row by row
   * @param width pixels in a row
   * @param height rows
   */
  void spread(float[] values, int width, int height) {
    int[] left = new int[width];
    float[] shareX = new float[width];
    for (int x = 0; x < width; x++) {
      float u = Math.max(0, Math.min(across - 1, (x + 0.5f) / block - 0.5f));
      left[x] = Math.min((int) u, Math.max(0, across - 2));
      shareX[x] = u - left[x];
    }
    float[] column = new float[across];
    float[] line = new float[width];
    for (int y = 0; y < height; y++) {
      float v = Math.max(0, Math.min(down - 1, (y + 0.5f) / block - 0.5f));
      int row = Math.min((int) v, Math.max(0, down - 2));
      int below = Math.min(down - 1, row + 1);
      float shareY = v - row;
      for (int k = 0; k < across; k++) {
        column[k] =
            deviation[row * across + k] * (1 - shareY) + deviation[below * across + k] * shareY;
      }
      int x = 0;
      while (x < width) {
        int k = left[x];
        int end = x;
        while (end < width && left[end] == k) {
          end++;
        }
        between(line, shareX, x, end, column[k], column[Math.min(across - 1, k + 1)]);
        x = end;
      }
      System.arraycopy(line, 0, values, y * width, width);
    }
  }
}
