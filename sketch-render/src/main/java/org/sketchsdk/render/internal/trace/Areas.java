package org.sketchsdk.render.internal.trace;

/**
 * Areas of ink, which are far wider than the pen. They are cut into rings of about the pen's width,
 * so that thinning turns them into strokes that fill them again.
 */
public final class Areas {
  // An area begins where the ink is this many times as wide as the pen.
  private static final float AREA_PENS = 2.5f;

  // Width of the cut between two rings: no corner of one touches a corner of the other.
  private static final float CUT_PX = 1.5f;

  private Areas() {}

  /**
   * Cuts.
   *
   * @param mask the ink; modified
   * @param depth squared distances to the outside of the ink; not modified
   * @param penPx width of the pen that drew the picture
   * @param ringPx width of the rings
   * @param outlineOnlyPx half the width from which on only the outermost ring is kept
   * @param scratch arrays for the work
   * @return whether the mask changed
   */
  public static boolean cut(
      Mask mask, int[] depth, float penPx, float ringPx, float outlineOnlyPx, Scratch scratch) {
    float core = AREA_PENS * penPx / 2 + 1;
    if (!isDeep(depth, core)) {
      return false;
    }
    Mask.Components parts = cores(mask, depth, core, scratch);
    int[] deepest = new int[parts.count() + 1];
    for (int i = 0; i < depth.length; i++) {
      int k = parts.label()[i];
      deepest[k] = Math.max(deepest[k], depth[i]);
    }
    int[] area = grow(parts.label(), mask, (int) core + 1);
    float period = ringPx + CUT_PX;
    for (int i = 0; i < depth.length; i++) {
      if (area[i] == 0 || depth[i] <= ringPx * ringPx) {
        continue;
      }
      float inner = (float) Math.sqrt(depth[i]) - ringPx;
      boolean hollow = deepest[area[i]] > outlineOnlyPx * outlineOnlyPx;
      float phase = inner - period * (int) (inner / period);
      if (hollow || phase <= CUT_PX) {
        mask.set[i] = false;
      }
    }
    return true;
  }

  // A hatched area: its lines are closer than this many pens, and ink covers this share of it.
  private static final float HATCH_PENS = 1.1f;
  private static final float HATCH_SHARE = 0.42f;

  // It is this many pens wide at least.
  private static final float HATCH_WIDTH_PENS = 7;

  /**
   * Fills the gaps of hatched and scribbled areas, which count as painted.
   *
   * @param mask the ink; modified
   * @param members the pixels of the mask in the order of rows
   * @param penPx width of the pen
   * @param scratch arrays for the work
   * @return whether the mask changed
   */
  public static boolean fillHatching(Mask mask, int[] members, float penPx, Scratch scratch) {
    int block = Math.max(8, (int) (0.7f * HATCH_WIDTH_PENS * penPx));
    if (!hasDenseBlock(mask, members, block)) {
      return false;
    }
    float reach = HATCH_PENS * penPx / 2 + 1;
    int[] away = mask.distances(scratch.ints(mask.set.length), (int) reach + 1);
    Mask closed = new Mask(mask.width, mask.height);
    for (int y = 1; y < mask.height - 1; y++) {
      for (int x = 1; x < mask.width - 1; x++) {
        int i = y * mask.width + x;
        closed.set[i] = away[i] <= reach * reach;
      }
    }
    int[] depth = closed.depths(away);
    for (int i = 0; i < depth.length; i++) {
      closed.set[i] = depth[i] > reach * reach || mask.set[i];
    }
    closed.depths(depth);
    float core = HATCH_WIDTH_PENS * penPx / 2;
    Mask.Components parts = cores(closed, depth, core, scratch);
    scratch.give(depth);
    if (parts.count() == 0) {
      return false;
    }
    int[] area = grow(parts.label(), closed, (int) core + 1);
    int[] size = new int[parts.count() + 1];
    int[] ink = new int[parts.count() + 1];
    for (int i = 0; i < area.length; i++) {
      size[area[i]]++;
      ink[area[i]] += mask.set[i] ? 1 : 0;
    }
    for (int i = 0; i < area.length; i++) {
      int k = area[i];
      if (k > 0 && ink[k] > HATCH_SHARE * size[k]) {
        mask.set[i] = true;
      }
    }
    return true;
  }

  private static boolean hasDenseBlock(Mask mask, int[] members, int block) {
    int across = mask.width / block + 1;
    int[] counts = new int[across * (mask.height / block + 1)];
    for (int i : members) {
      int block1 = Math.floorDiv(Math.floorDiv(i, mask.width), block) * across;
      counts[block1 + i % mask.width / block]++;
    }
    for (int count : counts) {
      if (count > 0.4f * block * block) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDeep(int[] depth, float radius) {
    float square = radius * radius;
    for (int d : depth) {
      if (d > square) {
        return true;
      }
    }
    return false;
  }

  private static Mask.Components cores(Mask mask, int[] depth, float radius, Scratch scratch) {
    Mask cores = new Mask(mask.width, mask.height);
    for (int i = 0; i < depth.length; i++) {
      cores.set[i] = depth[i] > radius * radius;
    }
    return cores.components(scratch.ints(mask.set.length));
  }

  /**
   * Removes the areas that lie at a side of the picture, unless there is nothing else: a table
   * beyond the sheet, a thumb, the tip of a shadow.
   *
   * @param mask the ink of a photograph; modified
   * @param depth squared distances to the outside of the ink; not modified
   * @param penPx width of the pen
   * @param scratch arrays for the work
   * @return whether the mask changed
   */
  public static boolean removeAlongSides(Mask mask, int[] depth, float penPx, Scratch scratch) {
    float core = Math.max(4, AREA_PENS * penPx / 2 + 1);
    if (!isDeep(depth, core)) {
      return false;
    }
    Mask.Components parts = cores(mask, depth, core, scratch);
    if (parts.count() == 0) {
      return false;
    }
    int[] area = grow(parts.label(), mask, (int) core + 2);
    boolean[] atSide = new boolean[parts.count() + 1];
    for (int i = 0; i < area.length; i++) {
      int x = i % mask.width;
      int y = i / mask.width;
      if (x <= 1 || y <= 1 || x >= mask.width - 2 || y >= mask.height - 2) {
        atSide[area[i]] = true;
      }
    }
    atSide[0] = false;
    int left = 0;
    for (int i = 0; i < area.length; i++) {
      left += mask.set[i] && !atSide[area[i]] ? 1 : 0;
    }
    if (left == 0) {
      return false;
    }
    for (int i = 0; i < area.length; i++) {
      mask.set[i] &= !atSide[area[i]];
    }
    return true;
  }

  /** Spreads labels, which are modified, within the ink, by at most so many pixels. */
  private static int[] grow(int[] label, Mask mask, int steps) {
    int[] grown = label;
    int[] step = mask.neighbors();
    int[] front = new int[mask.count()];
    int n = 0;
    for (int i = 0; i < grown.length; i++) {
      if (grown[i] != 0) {
        front[n++] = i;
      }
    }
    int start = 0;
    for (int s = 0; s < steps; s++) {
      int end = n;
      for (int k = start; k < end; k++) {
        for (int offset : step) {
          int next = front[k] + offset;
          if (mask.set[next] && grown[next] == 0) {
            grown[next] = grown[front[k]];
            front[n++] = next;
          }
        }
      }
      start = end;
    }
    return grown;
  }
}
