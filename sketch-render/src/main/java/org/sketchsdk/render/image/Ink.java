package org.sketchsdk.render.image;

import org.sketchsdk.render.internal.trace.Areas;
import org.sketchsdk.render.internal.trace.Mask;
import org.sketchsdk.render.internal.trace.Plane;
import org.sketchsdk.render.internal.trace.Scratch;

/**
 * The pixels of a picture that are ink.
 *
 * @param mask the ink, one pixel to the right and down of the plane's coordinates
 * @param members the pixels of the mask in the order of rows
 * @param strength the darkness of each pixel of the mask as a multiple of that of sure ink; any
 *     values elsewhere
 * @param contrast typical darkness of the ink, 0 to 1; 0 without ink
 * @param penPx usual width of the ink's lines; 0 without ink
 * @param clear whether the contrast is beyond what grain and shadows make
 */
@SuppressWarnings("ArrayRecordComponent") // a bundle of results, never compared
record Ink(Mask mask, int[] members, float[] strength, float contrast, float penPx, boolean clear) {
  // A pixel is paper if it is no darker than this: on drawn and on photographed paper, ...
  private static final float DRAWN_FLOOR = 0.03f;
  private static final float LEAST_FLOOR = 0.008f;
  private static final float PALE_SHARE = 0.3f;
  private static final float PHOTO_FLOOR = 0.05f;

  // ... in standard deviations of the grain, and as a share of the ink's typical darkness, ...
  private static final float FAINT_GRAINS = 3.5f;
  private static final float FAINT_SHARE = 0.12f;

  // ... but the grain alone rules out no more than this share of it (it is overrated where lines
  // are dense).
  private static final float MAX_LIMIT = 0.5f;

  // A part of the ink is only kept if it is somewhere this dark: a share of the typical darkness,
  // a multiple of the above limits, but not more than that share.
  private static final float SURE_SHARE = 0.35f;
  private static final float DRAWN_SURE_SHARE = 0.12f;
  private static final float SURE_LIMITS = 1.7f;
  private static final float MAX_SURE = 0.7f;

  // A pixel is ink if it is at least this share of the darkest pixel next to it: the edges of
  // lines are cut at that height. "Next" is half of the pen and one pixel more, or at least 2.
  private static final float EDGE_SHARE = 0.42f;
  private static final int EDGE_REACH = 2;
  private static final int MAX_EDGE_REACH = 40;

  // The ink is clear from this darkness on, and this many standard deviations of the grain.
  private static final float CLEAR = 0.15f;
  private static final float CLEAR_GRAINS = 10;

  // On drawn paper, what is wide and less dark than this share of the darkness of what is narrow is
  // a tint, provided that the latter covers this share of the picture.
  private static final float TINT_SHARE = 0.6f;
  private static final float LEAST_LINES_SHARE = 0.001f;

  static Ink of(Darkness darkness) {
    Plane limit = limits(darkness);
    Scratch scratch = limit.scratch;
    Plane plane = darkness.drawn() ? withoutTints(darkness.plane(), limit) : darkness.plane();
    float contrast = contrast(plane, limit);
    if (contrast == 0) {
      Mask none = new Mask(plane.width + 2, plane.height + 2);
      return new Ink(none, new int[0], new float[none.set.length], 0, 0, false);
    }
    float share = darkness.drawn() ? DRAWN_SURE_SHARE : SURE_SHARE;
    // Only pixels of the mask have a strength.
    float[] strength = scratch.floats((plane.width + 2) * (plane.height + 2));
    Mask mask = new Mask(plane.width + 2, plane.height + 2);
    int[] members = cut(plane, limit, contrast, EDGE_REACH, mask);
    strengthen(strength, members, plane, limit, contrast, share);
    int[] depth = mask.depths(scratch.ints(mask.set.length), members);
    float penPx = penPx(mask, members, depth, strength);
    int reach = (int) Math.min(MAX_EDGE_REACH, penPx / 2 + 1);
    if (reach > EDGE_REACH) {
      // Wide lines have wide edges: cut them again at half of the height of the whole line.
      Plane calm = darkness.drawn() ? plane : plane.smooth((int) Math.min(4, penPx / 4));
      mask = new Mask(plane.width + 2, plane.height + 2);
      members = cut(calm, limit, contrast, reach, mask);
      if (calm != plane) {
        calm.release();
      }
      strengthen(strength, members, plane, limit, contrast, share);
      mask.depths(depth, members);
      penPx = penPx(mask, members, depth, strength);
    }
    limit.release();
    boolean clear =
        darkness.drawn() || contrast >= Math.max(CLEAR, CLEAR_GRAINS * darkness.grain().typical());
    if (Areas.removeAlongSides(mask, depth, penPx, scratch)) {
      members = mask.members();
    }
    scratch.give(depth);
    return new Ink(mask, members, strength, contrast, penPx, clear);
  }

  /**
   * Removes what is wide and clearly lighter than what is narrow: colors that shapes were filled
   * with. (A photograph's are gone with its light.)
   */
  private static Plane withoutTints(Plane plane, Plane limit) {
    int reach = Math.max(2, Math.round(Math.max(plane.width, plane.height) * Darkness.LINE_REACH));
    Plane eroded = plane.minimum(reach);
    Plane wide = eroded.maximum(reach);
    eroded.release();
    float[] narrow = plane.scratch.floats(plane.size);
    int count = 0;
    for (int i = 0; i < plane.size; i++) {
      float value = plane.values[i];
      if (value >= limit.values[i] && wide.values[i] < 0.5f * value) {
        narrow[i] = value;
        count++;
      } else {
        narrow[i] = 0;
      }
    }
    wide.release();
    if (count < LEAST_LINES_SHARE * plane.size || count == 0) {
      return plane;
    }
    float tint =
        TINT_SHARE * contrast(new Plane(plane.width, plane.height, narrow, plane.scratch), limit);
    float[] result = narrow;
    for (int i = 0; i < plane.size; i++) {
      float value = plane.values[i];
      result[i] = narrow[i] == 0 && value < tint ? 0 : value;
    }
    return new Plane(plane.width, plane.height, result, plane.scratch);
  }

  /** The darkness from which on each pixel is not paper. */
  private static Plane limits(Darkness darkness) {
    Plane plane = darkness.plane();
    float floor = PHOTO_FLOOR;
    if (darkness.drawn()) {
      // Where all ink is pale, so are the traces that compression leaves around it.
      float most = 0;
      for (int i = 0; i < plane.size; i++) {
        most = Math.max(most, plane.values[i]);
      }
      floor = Math.max(LEAST_FLOOR, Math.min(DRAWN_FLOOR, PALE_SHARE * most));
    }
    float[] limit = plane.scratch.floats(plane.size);
    darkness.grain().spread(limit, plane.width, plane.height);
    for (int i = 0; i < plane.size; i++) {
      limit[i] = Math.max(floor, FAINT_GRAINS * limit[i]);
    }
    return new Plane(plane.width, plane.height, limit, plane.scratch);
  }

  /** Sets the pixels that are ink, and returns them. */
  private static int[] cut(Plane plane, Plane limit, float contrast, int reach, Mask mask) {
    float faint = FAINT_SHARE * contrast;
    float most = MAX_LIMIT * contrast;
    int[] dark = plane.scratch.ints(plane.size);
    int count = 0;
    for (int i = 0; i < plane.size; i++) {
      float value = plane.values[i];
      if (value >= faint && value >= Math.min(most, limit.values[i])) {
        dark[count++] = i;
      }
    }
    int[] members = new int[plane.keepPeaks(reach, EDGE_SHARE, dark, count)];
    for (int k = 0; k < members.length; k++) {
      members[k] = dark[k] + 2 * (dark[k] / plane.width) + mask.width + 1;
      mask.set[members[k]] = true;
    }
    plane.scratch.give(dark);
    return members;
  }

  /** Writes the darkness of each pixel of a mask as a multiple of that of sure ink. */
  private static void strengthen(
      float[] strength, int[] members, Plane plane, Plane limit, float contrast, float share) {
    int width = plane.width + 2;
    for (int m : members) {
      int i = m - width - 1 - 2 * (m / width - 1);
      float sure =
          Math.max(share * contrast, Math.min(MAX_SURE * contrast, SURE_LIMITS * limit.values[i]));
      strength[m] = plane.values[i] / sure;
    }
  }

  /** Upper quartile of the darkness of pixels that are no lighter than their neighbors. */
  private static float contrast(Plane plane, Plane limit) {
    int[] dark = plane.scratch.ints(plane.size);
    int count = 0;
    for (int i = 0; i < plane.size; i++) {
      if (plane.values[i] >= SURE_LIMITS * limit.values[i]) {
        dark[count++] = i;
      }
    }
    int[] counts = new int[256];
    int total = plane.keepPeaks(1, 0.98f, dark, count);
    for (int k = 0; k < total; k++) {
      counts[Math.min(255, (int) (plane.values[dark[k]] * 256))]++;
    }
    plane.scratch.give(dark);
    if (total == 0) {
      return 0;
    }
    int seen = 0;
    int bin = 255;
    while (seen + counts[bin] <= total / 4) {
      seen += counts[bin];
      bin--;
    }
    return (bin + 0.5f) / 256;
  }

  /** Width of the pen: twice the median depth at the middles of lines, weighted by length. */
  private static float penPx(Mask mask, int[] members, int[] depth, float[] strength) {
    int[] counts = new int[512];
    int total = 0;
    int[] step = mask.neighbors();
    for (int i : members) {
      if (strength[i] < 1) {
        continue;
      }
      boolean middle = true;
      for (int offset : step) {
        middle &= depth[i] >= depth[i + offset];
      }
      if (middle) {
        // A line's depth reaches from its middle to the first pixel beyond its edge.
        counts[(int) Math.min(counts.length - 1, 2 * (2 * Math.sqrt(depth[i]) - 1))]++;
        total++;
      }
    }
    if (total == 0) {
      return 0;
    }
    int seen = 0;
    int bin = 0;
    while (bin < counts.length - 1 && seen + counts[bin] <= total / 2) {
      seen += counts[bin];
      bin++;
    }
    return (bin + 0.5f) / 2;
  }
}
