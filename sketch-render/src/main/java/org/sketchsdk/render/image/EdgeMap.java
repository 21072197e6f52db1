package org.sketchsdk.render.image;

import java.util.Arrays;

/**
 * The edges of a small picture: pixels at which the color changes most along the slope, each with
 * the direction of its slope.
 */
final class EdgeMap {
  /** Directions on a full turn. */
  static final int TURN = 180;

  // Differences of less than this many shades over two pixels are no edge.
  private static final int LEAST = 2 * Channels.ONE;

  private static final int RATIOS = 256;
  private static final byte[] EIGHTH = eighth();

  final int width;
  final int height;
  final short[] strength; // 0 where there is no edge, otherwise from 16 on, 16 for the least edge
  final short[] direction; // of the slope toward the light, 0 to TURN - 1, clockwise from right
  final int count;
  final int median; // of the slopes of all pixels, over two pixels

  private EdgeMap(
      int width, int height, short[] strength, short[] direction, int count, int median) {
    this.width = width;
    this.height = height;
    this.strength = strength;
    this.direction = direction;
    this.count = count;
    this.median = median;
  }

  private static byte[] eighth() {
    byte[] table = new byte[RATIOS + 1];
    for (int i = 0; i <= RATIOS; i++) {
      // StrictMath is the same everywhere.
      double angle = StrictMath.atan(i / (double) RATIOS) * TURN / (2 * StrictMath.PI);
      table[i] = (byte) StrictMath.floor(angle + 0.5);
    }
    return table;
  }

  /**
   * Finds the edges.
   *
   * @param picture a small picture
   * @param smoothing how often it is smoothed before, at least once; more often, fine grain goes
   * @param medians how many times the median slope an edge is at least
   */
  static EdgeMap of(Channels picture, int smoothing, float medians) {
    int width = picture.width;
    int height = picture.height;
    int[] dx = new int[width * height];
    int[] dy = new int[width * height];
    steepest(Channels.smooth(picture.red, width, height, smoothing), width, height, dx, dy);
    if (!picture.isGray()) {
      steepest(Channels.smooth(picture.green, width, height, smoothing), width, height, dx, dy);
      steepest(Channels.smooth(picture.blue, width, height, smoothing), width, height, dx, dy);
    }
    int[] slope = new int[width * height];
    int[] counts = new int[4096];
    for (int i = 0; i < slope.length; i++) {
      slope[i] = (int) Math.sqrt((double) dx[i] * dx[i] + (double) dy[i] * dy[i]);
      counts[Math.min(counts.length - 1, slope[i])]++;
    }
    int median = 0;
    for (int seen = counts[0]; 2 * seen < slope.length; seen += counts[median]) {
      median++;
    }
    int least = Math.max(LEAST, (int) (medians * median));
    short[] strength = new short[slope.length];
    short[] direction = new short[slope.length];
    int count = 0;
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int i = y * width + x;
        if (slope[i] < least || !isRidge(slope, i, width, dx[i], dy[i])) {
          continue;
        }
        strength[i] = (short) Math.min(1000, 16L * slope[i] / least);
        direction[i] = (short) directionOf(dx[i], dy[i]);
        count++;
      }
    }
    return new EdgeMap(width, height, strength, direction, count, median);
  }

  /** Whether no neighbor along the slope is steeper. */
  private static boolean isRidge(int[] slope, int i, int width, int dx, int dy) {
    int ax = Math.abs(dx);
    int ay = Math.abs(dy);
    int step;
    if (5 * ay < 2 * ax) {
      step = 1;
    } else if (5 * ax < 2 * ay) {
      step = width;
    } else {
      step = (dx > 0) == (dy > 0) ? width + 1 : width - 1;
    }
    return slope[i] > slope[i - step] && slope[i] >= slope[i + step];
  }

  static int directionOf(int dx, int dy) {
    int ax = Math.abs(dx);
    int ay = Math.abs(dy);
    int angle =
        ax >= ay
            ? EIGHTH[(int) ((long) RATIOS * ay / Math.max(1, ax))]
            : TURN / 4 - EIGHTH[(int) ((long) RATIOS * ax / ay)];
    if (dx < 0) {
      angle = TURN / 2 - angle;
    }
    if (dy < 0) {
      angle = TURN - angle;
    }
    return angle % TURN;
  }

  /** The angle between two directions, 0 to TURN / 2. */
  static int between(int a, int b) {
    int d = Math.abs(a - b) % TURN;
    return Math.min(d, TURN - d);
  }

  private static void steepest(short[] values, int width, int height, int[] dx, int[] dy) {
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int i = y * width + x;
        int across = values[i + 1] - values[i - 1];
        int down = values[i + width] - values[i - width];
        if (across * across + down * down > dx[i] * dx[i] + dy[i] * dy[i]) {
          dx[i] = across;
          dy[i] = down;
        }
      }
    }
  }

  int[] members() {
    int[] members = new int[count];
    int n = 0;
    for (int i = 0; i < strength.length; i++) {
      if (strength[i] > 0) {
        members[n++] = i;
      }
    }
    return Arrays.copyOf(members, n);
  }
}
