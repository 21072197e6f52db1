package org.sketchsdk.render.internal.trace;

/**
 * Thins a set of pixels to lines of one pixel, with the same connected parts and holes, by the
 * parallel method of Guo and Hall (1989), and removes the corners of stairs that it leaves.
 */
public final class Skeleton {
  // One bit a neighbor, clockwise from the one above.
  private static final int N = 1;
  private static final int NE = 1 << 1;
  private static final int E = 1 << 2;
  private static final int SE = 1 << 3;
  private static final int S = 1 << 4;
  private static final int SW = 1 << 5;
  private static final int W = 1 << 6;
  private static final int NW = 1 << 7;

  private static final boolean[][] REMOVED = {removedIn(0), removedIn(1)};
  private static final boolean[] CORNER = corners();

  private Skeleton() {}

  /**
   * Returns the skeleton.
   *
   * @param mask what to thin; not modified
   * @param members its members in the order of rows; not modified
   * @param halfPx largest distance of a member to the outside: bounds the work on meshes, which
   *     come undone from their rims, and may then stay thicker than a line
   */
  public static Mask of(Mask mask, int[] members, int halfPx) {
    int passes = 4 * halfPx + 64;
    Mask skeleton = mask.copy();
    boolean[] set = skeleton.set;
    int width = mask.width;
    int[] left = members.clone();
    int[] doomed = new int[left.length];
    int n = left.length;
    int idle = 0;
    for (int pass = 0; idle < 2 && pass < passes; pass++) {
      boolean[] removed = REMOVED[pass % 2];
      int kept = 0;
      int dead = 0;
      for (int k = 0; k < n; k++) {
        int i = left[k];
        if (removed[around(set, i, width)]) {
          doomed[dead++] = i;
        } else {
          left[kept++] = i;
        }
      }
      for (int k = 0; k < dead; k++) {
        set[doomed[k]] = false;
      }
      n = kept;
      idle = dead == 0 ? idle + 1 : 0;
    }
    for (int k = 0; k < n; k++) {
      int i = left[k];
      if (CORNER[around(set, i, width)]) {
        set[i] = false;
      }
    }
    return skeleton;
  }

  private static int around(boolean[] set, int i, int width) {
    return (set[i - width] ? N : 0)
        | (set[i - width + 1] ? NE : 0)
        | (set[i + 1] ? E : 0)
        | (set[i + width + 1] ? SE : 0)
        | (set[i + width] ? S : 0)
        | (set[i + width - 1] ? SW : 0)
        | (set[i - 1] ? W : 0)
        | (set[i - width - 1] ? NW : 0);
  }

  private static boolean[] removedIn(int pass) {
    boolean[] removed = new boolean[256];
    for (int bits = 0; bits < 256; bits++) {
      int pairs1 = has(bits, NW | N) + has(bits, NE | E) + has(bits, SE | S) + has(bits, SW | W);
      int pairs2 = has(bits, N | NE) + has(bits, E | SE) + has(bits, S | SW) + has(bits, W | NW);
      int fewer = Math.min(pairs1, pairs2);
      boolean blocked =
          pass == 0
              ? ((bits & (S | SW)) != 0 || (bits & NW) == 0) && (bits & W) != 0
              : ((bits & (N | NE)) != 0 || (bits & SE) == 0) && (bits & E) != 0;
      removed[bits] = parts(bits) == 1 && fewer >= 2 && fewer <= 3 && !blocked;
    }
    return removed;
  }

  /** Pixels whose removal leaves their neighbors connected, and that end no line. */
  private static boolean[] corners() {
    boolean[] corner = new boolean[256];
    for (int bits = 0; bits < 256; bits++) {
      corner[bits] = parts(bits) == 1 && Integer.bitCount(bits) >= 2;
    }
    return corner;
  }

  private static int has(int bits, int any) {
    return (bits & any) != 0 ? 1 : 0;
  }

  /** Number of connected groups among the neighbors. */
  private static int parts(int bits) {
    int parts = 0;
    parts += (bits & N) == 0 && (bits & (NE | E)) != 0 ? 1 : 0;
    parts += (bits & E) == 0 && (bits & (SE | S)) != 0 ? 1 : 0;
    parts += (bits & S) == 0 && (bits & (SW | W)) != 0 ? 1 : 0;
    parts += (bits & W) == 0 && (bits & (NW | N)) != 0 ? 1 : 0;
    return parts;
  }
}
