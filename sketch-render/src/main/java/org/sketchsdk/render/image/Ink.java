package org.sketchsdk.render.image;

import java.util.Arrays;
import org.sketchsdk.render.internal.trace.Areas;
import org.sketchsdk.render.internal.trace.Mask;
import org.sketchsdk.render.internal.trace.Plane;
import org.sketchsdk.render.internal.trace.Scratch;

/**
 * The pixels of a picture that are ink.
 *
 * @param mask the ink, one pixel to the right and down of the plane's coordinates
 * @param strength the darkness of each pixel of the mask as a multiple of that of sure ink
 * @param contrast typical darkness of the ink, 0 to 1; 0 without ink
 * @param penPx usual width of the ink's lines; 0 without ink
 * @param clear whether the contrast is beyond what grain and shadows make
 */
@SuppressWarnings("ArrayRecordComponent") // a bundle of results, never compared
record Ink(Mask mask, float[] strength, float contrast, float penPx, boolean clear) {
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
      return new Ink(none, new float[none.set.length], 0, 0, false);
    }
    float share = darkness.drawn() ? DRAWN_SURE_SHARE : SURE_SHARE;
    float[] strength = strength(plane, limit, contrast, share);
    Mask mask = cut(plane, limit, contrast, EDGE_REACH);
    float penPx = penPx(mask, strength, scratch);
    int reach = (int) Math.min(MAX_EDGE_REACH, penPx / 2 + 1);
    if (reach > EDGE_REACH) {
      // Wide lines have wide edges: cut them again at half of the height of the whole line.
      Plane calm = darkness.drawn() ? plane : plane.smooth((int) Math.min(4, penPx / 4));
      mask = cut(calm, limit, contrast, reach);
      if (calm != plane) {
        calm.release();
      }
      penPx = penPx(mask, strength, scratch);
    }
    limit.release();
    boolean clear =
        darkness.drawn() || contrast >= Math.max(CLEAR, CLEAR_GRAINS * darkness.grain().typical());
    Areas.removeAlongSides(mask, penPx, scratch);
    return new Ink(mask, strength, contrast, penPx, clear);
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

  private static Mask cut(Plane plane, Plane limit, float contrast, int reach) {
    float faint = FAINT_SHARE * contrast;
    float most = MAX_LIMIT * contrast;
    Plane peak = plane.maximum(reach);
    Mask mask = new Mask(plane.width + 2, plane.height + 2);
    for (int y = 0; y < plane.height; y++) {
      for (int x = 0; x < plane.width; x++) {
        int i = y * plane.width + x;
        float value = plane.values[i];
        mask.set[(y + 1) * mask.width + x + 1] =
            value >= Math.max(faint, Math.min(most, limit.values[i]))
                && value >= EDGE_SHARE * peak.values[i];
      }
    }
    peak.release();
    return mask;
  }

  /** The darkness of each pixel of a mask as a multiple of that of sure ink. */
  private static float[] strength(Plane plane, Plane limit, float contrast, float share) {
    int width = plane.width + 2;
    float[] strength = plane.scratch.floats(width * (plane.height + 2));
    Arrays.fill(strength, 0, width * (plane.height + 2), 0);
    for (int y = 0; y < plane.height; y++) {
      for (int x = 0; x < plane.width; x++) {
        int i = y * plane.width + x;
        float sure =
            Math.max(
                share * contrast, Math.min(MAX_SURE * contrast, SURE_LIMITS * limit.values[i]));
        strength[(y + 1) * width + x + 1] = plane.values[i] / sure;
      }
    }
    return strength;
  }

  /** Upper quartile of the darkness of pixels that are no lighter than their neighbors. */
  private static float contrast(Plane plane, Plane limit) {
    Plane peak = plane.maximum(1);
    int[] counts = new int[256];
    int total = 0;
    for (int i = 0; i < plane.size; i++) {
      float value = plane.values[i];
      if (value >= SURE_LIMITS * limit.values[i] && value >= 0.98f * peak.values[i]) {
        counts[Math.min(255, (int) (value * 256))]++;
        total++;
      }
    }
    peak.release();
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
  private static float penPx(Mask mask, float[] strength, Scratch scratch) {
    int[] depth = mask.depths(scratch.ints(mask.set.length));
    int[] counts = new int[512];
    int total = 0;
    int[] step = mask.neighbors();
    for (int i = 0; i < depth.length; i++) {
      if (depth[i] == 0 || strength[i] < 1) {
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
    scratch.give(depth);
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
