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
    int[] members = new int[1024];
    int n = 0;
    for (int i = 0; i < set.length; i++) {
      if (set[i]) {
        if (n == members.length) {
          members = Arrays.copyOf(members, 2 * n);
        }
        members[n++] = i;
      }
    }
    return Arrays.copyOf(members, n);
  }

  /** Returns those of some pixels that are members, in their order. */
  public int[] membersAmong(int[] pixels) {
    int[] members = new int[pixels.length];
    int n = 0;
    for (int i : pixels) {
      if (set[i]) {
        members[n++] = i;
      }
    }
    return Arrays.copyOf(members, n);
  }

  /** Squared distance from each pixel to the nearest pixel outside the set; 0 outside. */
  public int[] depths() {
    return depths(new int[set.length]);
  }

  /**
   * Squared distance from each pixel to the nearest pixel outside the set; 0 outside. Takes time
   * for the members alone: between the ends of a run of members, nothing beyond the run is nearer.
   *
   * @param result where the distances go; as long as the set
   * @return the result
   */
  public int[] depths(int[] result) {
    return depths(result, members());
  }

  /**
   * Does the same as {@link #depths(int[])}.
   *
   * @param result where the distances go; as long as the set
   * @param members all members in the order of rows
   * @return the result
   */
  public int[] depths(int[] result, int[] members) {
    Arrays.fill(result, 0);
    for (int i : members) {
      result[i] = result[i - width] + 1;
    }
    for (int k = members.length - 1; k >= 0; k--) {
      int i = members[k];
      result[i] = Math.min(result[i], result[i + width] + 1);
    }
    Envelope envelope = new Envelope(width);
    int k = 0;
    while (k < members.length) {
      int start = members[k];
      int run = 1;
      while (k + run < members.length && members[k + run] == start + run) {
        run++;
      }
      if (run <= 2) {
        Arrays.fill(result, start, start + run, 1);
      } else {
        envelope.lower(result, start - 1, run + 2);
      }
      k += run;
    }
    return result;
  }

  /** Squared distance from each pixel to the nearest member; 0 inside the set. */
  public int[] distances() {
    return distances(new int[set.length]);
  }

  /**
   * Squared distance from each pixel to the nearest member; 0 inside the set.
   *
   * @param result where the distances go; as long as the set
   * @return the result
   */
  public int[] distances(int[] result) {
    return distances(result, width + height);
  }

  /**
   * Squared distance from each pixel to the nearest member; 0 inside the set.
   *
   * @param result where the distances go; as long as the set
   * @param most where the nearest member is farther away than this, the result is any larger number
   *     than its square
   * @return the result
   */
  public int[] distances(int[] result, int most) {
    int far = Math.min(width + height, most + 1);
    for (int x = 0; x < width; x++) {
      result[x] = set[x] ? 0 : far;
    }
    for (int i = width; i < result.length; i++) {
      result[i] = set[i] ? 0 : Math.min(far, result[i - width] + 1);
    }
    for (int i = result.length - width - 1; i >= 0; i--) {
      result[i] = Math.min(result[i], result[i + width] + 1);
    }
    Envelope envelope = new Envelope(width);
    for (int row = 0; row < result.length; row += width) {
      // Nothing farther than "most" from a column that has a member near by is of interest.
      int x = 0;
      int done = 0;
      while (x < width) {
        if (result[row + x] == far) {
          x++;
          continue;
        }
        int start = Math.max(done, x - most);
        int end = x;
        int last = x;
        while (end < width && end - last <= 2 * most + 1) {
          if (result[row + end] != far) {
            last = end;
          }
          end++;
        }
        end = Math.min(width, last + most + 1);
        Arrays.fill(result, row + done, row + start, far * far);
        envelope.lower(result, row + start, end - start);
        done = end;
        x = end;
      }
      Arrays.fill(result, row + done, row + width, far * far);
    }
    return result;
  }

  /**
   * Exact squared Euclidean distances from distances within columns, by the method of Meijster,
   * Roerdink and Hesselink (2000): the lower envelope of parabolas within a row.
   */
  private static final class Envelope {
    // Sums of two squares of sides of less than 20,000 pixels fit an int.
    private final int[] apex;
    private final int[] height;
    private final int[] start;
    private final int[] column;

    Envelope(int width) {
      apex = new int[width];
      height = new int[width];
      start = new int[width];
      column = new int[width];
    }

    /** Replaces distances within columns by squared distances in the plane. */
    void lower(int[] values, int from, int count) {
      for (int x = 0; x < count; x++) {
        column[x] = values[from + x] * values[from + x];
      }
      int last = 0;
      apex[0] = 0;
      height[0] = column[0];
      start[0] = 0;
      for (int x = 1; x < count; x++) {
        int own = column[x];
        while (last >= 0) {
          int there = start[last] - apex[last];
          int here = start[last] - x;
          if (there * there + height[last] <= here * here + own) {
            break;
          }
          last--;
        }
        if (last < 0) {
          last = 0;
          apex[0] = x;
          height[0] = own;
          start[0] = 0;
        } else {
          int i = apex[last];
          int meet = Math.floorDiv(x * x - i * i + own - height[last], 2 * (x - i)) + 1;
          if (meet < count) {
            last++;
            apex[last] = x;
            height[last] = own;
            start[last] = meet;
          }
        }
      }
      for (int x = count - 1; x >= 0; x--) {
        int dx = x - apex[last];
        values[from + x] = dx * dx + height[last];
        if (x == start[last]) {
          last--;
        }
      }
    }
  }

  /**
   * Returns a part as a mask of its own, with a rim of so many pixels around it that are not set.
   *
   * @param left the first column
   * @param top the first row
   * @param wide number of columns
   * @param high number of rows
   * @param rim at least 1
   */
  public Mask crop(int left, int top, int wide, int high, int rim) {
    Mask part = new Mask(wide + 2 * rim, high + 2 * rim);
    for (int y = 0; y < high; y++) {
      System.arraycopy(set, (top + y) * width + left, part.set, (rim + y) * part.width + rim, wide);
    }
    return part;
  }

  /** Groups of members that touch at a side or a corner. */
  public Components components() {
    return components(new int[set.length]);
  }

  /**
   * Groups of members that touch at a side or a corner.
   *
   * @param label where the labels go; as long as the set
   */
  public Components components(int[] label) {
    return components(label, members());
  }

  /**
   * Does the same as {@link #components(int[])}.
   *
   * @param label where the labels go; as long as the set
   * @param members all members in the order of rows
   */
  public Components components(int[] label, int[] members) {
    Arrays.fill(label, 0);
    int[] stack = new int[64];
    int[] step = neighbors();
    int count = 0;
    for (int seed : members) {
      if (label[seed] != 0) {
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
