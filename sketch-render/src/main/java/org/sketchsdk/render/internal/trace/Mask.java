package org.sketchsdk.render.internal.trace;

import java.util.Arrays;

/**
 * A set of pixels on a grid. The outermost rows and columns are never in the set, so that every
 * member has eight neighbors.
 */
public final class Mask {
  public final int width;
  public final int height;
  public final boolean[] set;

  public Mask(int width, int height) {
    this.width = width;
    this.height = height;
    this.set = new boolean[width * height];
  }

  public Mask copy() {
    Mask copy = new Mask(width, height);
    System.arraycopy(set, 0, copy.set, 0, set.length);
    return copy;
  }

  /** Whether there is a member within so many columns and rows. */
  public boolean isNear(int x, int y, int reach) {
    for (int v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
      for (int u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
        if (set[v * width + u]) {
          return true;
        }
      }
    }
    return false;
  }

  public int count() {
    int count = 0;
    for (boolean b : set) {
      if (b) {
        count++;
      }
    }
    return count;
  }

  /** The offsets of the eight neighbors, clockwise from the one above. */
  public int[] neighbors() {
    return new int[] {-width, -width + 1, 1, width + 1, width, width - 1, -1, -width - 1};
  }

  /** Returns the members in the order of rows. */
  public int[] members() {
    int[] members = new int[count()];
    int n = 0;
    for (int i = 0; i < set.length; i++) {
      if (set[i]) {
        members[n++] = i;
      }
    }
    return members;
  }

  /** Squared distance from each pixel to the nearest pixel outside the set; 0 outside. */
  public int[] depths() {
    boolean[] goal = new boolean[set.length];
    for (int i = 0; i < goal.length; i++) {
      goal[i] = !set[i];
    }
    return squaredDistances(width, height, goal);
  }

  /** Squared distance from each pixel to the nearest member; 0 inside the set. */
  public int[] distances() {
    return squaredDistances(width, height, set);
  }

  /**
   * Exact squared Euclidean distances to the nearest goal, by the method of Meijster, Roerdink and
   * Hesselink (2000): distances within columns first, then the lower envelope of parabolas within
   * rows. Without a goal all are larger than any distance on the grid.
   */
  private static int[] squaredDistances(int width, int height, boolean[] goal) {
    int far = width + height;
    int[] column = new int[goal.length];
    for (int x = 0; x < width; x++) {
      column[x] = goal[x] ? 0 : far;
    }
    for (int i = width; i < goal.length; i++) {
      column[i] = goal[i] ? 0 : Math.min(far, column[i - width] + 1);
    }
    for (int i = goal.length - width - 1; i >= 0; i--) {
      column[i] = Math.min(column[i], column[i + width] + 1);
    }
    int[] result = new int[goal.length];
    int[] apex = new int[width];
    int[] start = new int[width];
    for (int row = 0; row < goal.length; row += width) {
      int last = 0;
      apex[0] = 0;
      start[0] = 0;
      for (int x = 1; x < width; x++) {
        while (last >= 0
            && parabola(column, row, start[last], apex[last])
                > parabola(column, row, start[last], x)) {
          last--;
        }
        if (last < 0) {
          last = 0;
          apex[0] = x;
          start[0] = 0;
        } else {
          int i = apex[last];
          long a = column[row + i];
          long b = column[row + x];
          long gap = (long) x - i;
          long meet = Math.floorDiv((long) x * x - (long) i * i + b * b - a * a, 2 * gap) + 1;
          if (meet < width) {
            last++;
            apex[last] = x;
            start[last] = (int) meet;
          }
        }
      }
      for (int x = width - 1; x >= 0; x--) {
        result[row + x] = (int) Math.min(Integer.MAX_VALUE, parabola(column, row, x, apex[last]));
        if (x == start[last]) {
          last--;
        }
      }
    }
    return result;
  }

  private static long parabola(int[] column, int row, int x, int apex) {
    long dx = (long) x - apex;
    long dy = column[row + apex];
    return dx * dx + dy * dy;
  }

  /** Groups of members that touch at a side or a corner. */
  public Components components() {
    int[] label = new int[set.length];
    int[] stack = new int[64];
    int[] step = neighbors();
    int count = 0;
    for (int seed = 0; seed < set.length; seed++) {
      if (!set[seed] || label[seed] != 0) {
        continue;
      }
      count++;
      label[seed] = count;
      int depth = 0;
      stack[depth++] = seed;
      while (depth > 0) {
        int i = stack[--depth];
        for (int offset : step) {
          int next = i + offset;
          if (set[next] && label[next] == 0) {
            label[next] = count;
            if (depth == stack.length) {
              stack = Arrays.copyOf(stack, 2 * depth);
            }
            stack[depth++] = next;
          }
        }
      }
    }
    return new Components(label, count);
  }

  /**
   * Connected groups.
   *
   * @param label 1 to {@code count} for each member, 0 outside the set
   * @param count number of groups
   */
  @SuppressWarnings("ArrayRecordComponent") // a pair of results, never compared
  public record Components(int[] label, int count) {}
}
