package org.sketchsdk.render.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sketchsdk.render.internal.trace.Mask;

/**
 * Tells frames that were drawn around a drawing from drawings that are frames themselves: houses,
 * faces, clocks, televisions.
 */
final class Frames {
  // A frame covers these shares of the picture at least, across and down: a rectangle or one
  // around a single thing; and the longer and the shorter one of a frame of any shape.
  private static final float LEAST_ACROSS = 0.55f;
  private static final float LEAST_DOWN = 0.6f;
  private static final float LEAST_LONG = 0.62f;
  private static final float LEAST_SHORT = 0.5f;

  // The most that is left of the picture beside the frame, as a share: of a rectangle, of one
  // around anything, of one around a single thing, of a frame of any shape.
  private static final float RECTANGLE_MARGIN = 0.09f;
  private static final float ALL_AROUND_MARGIN = 0.06f;
  private static final float ONE_THING_MARGIN = 0.3f;
  private static final float MOST_MARGIN = 0.33f;

  // Of a frame's pixels, this share lies on its outline, and of the rows and columns of what is
  // inside, this share has the frame on both sides.
  private static final float LEAST_OUTLINE = 0.85f;
  private static final float LEAST_AROUND = 0.85f;

  // The drawing in a frame: its extent, and that of its main part, as a share of the frame's; the
  // length of the main part's lines as a multiple of its extent; its share of the ink. Faces and
  // clocks have small parts, or plain lines.
  private static final float LEAST_CONTENT = 0.25f;
  private static final float LEAST_INNER = 0.35f;
  private static final float LEAST_MAIN = 0.28f;
  private static final float LEAST_LENGTH = 2.2f;
  private static final float LEAST_MAIN_INK = 0.35f;
  private static final float ONE_THING_INK = 0.7f;

  // The space between a frame and what is inside, as a share of the frame's extent.
  private static final float LEAST_GAP = 0.03f;

  // An outline that lies so close to the frame on three sides or more, as a share of the frame's
  // extent, is the frame's second line, or may be a television's screen.
  private static final float SECOND_LINE = 0.05f;
  private static final float SCREEN = 0.12f;

  private final Part[] parts;
  private final List<Part> lines;
  private final Mask mask;
  private final Mask.Components components;
  private final float penPx;
  private final boolean drawn;

  /**
   * Looks at the parts of the ink.
   *
   * @param parts all of them, by their labels
   * @param lines those that may be drawings or frames
   * @param components the labels
   */
  Frames(
      Part[] parts,
      List<Part> lines,
      Mask mask,
      Mask.Components components,
      float penPx,
      boolean drawn) {
    this.parts = parts;
    this.lines = lines;
    this.mask = mask;
    this.components = components;
    this.penPx = penPx;
    this.drawn = drawn;
  }

  /** Marks the lines that are frames around a drawing, unless they are something else already. */
  void mark() {
    // Sorted by size: the outer one of two lines comes first.
    for (Part frame : lines) {
      if (frame.kind == null && isFrame(frame)) {
        frame.kind = LeftOut.Kind.FRAME;
      }
    }
  }

  private boolean isFrame(Part frame) {
    float across = frame.width() / (float) mask.width;
    float down = frame.height() / (float) mask.height;
    if (Math.min(across, down) < LEAST_SHORT || Math.max(across, down) < LEAST_DOWN) {
      return false;
    }
    float thick = Math.max(1.5f * penPx, 0.015f * frame.extent());
    if (frame.area > 2 * thick * (frame.width() + frame.height())) {
      return false;
    }
    List<Part> inside = new ArrayList<>();
    boolean second = false;
    for (Part part : lines) {
      if (part == frame || !part.isWithin(frame)) {
        continue;
      }
      if (nested(part, frame) < SECOND_LINE * frame.extent()) {
        second = true;
      } else {
        inside.add(part);
      }
    }
    Part inner = new Part();
    Part main = null;
    for (Part part : inside) {
      inner.take(part);
      main = main == null || part.area > main.area ? part : main;
    }
    if (main == null || inner.extent() < LEAST_CONTENT * frame.extent()) {
      return false;
    }
    int gapX = Math.min(inner.left - frame.left, frame.right - inner.right);
    int gapY = Math.min(inner.top - frame.top, frame.bottom - inner.bottom);
    if (Math.min(gapX, gapY) < LEAST_GAP * frame.extent() + penPx) {
      return false;
    }
    int marginX = Math.max(frame.left, mask.width - 1 - frame.right);
    int marginY = Math.max(frame.top, mask.height - 1 - frame.bottom);
    float margin = Math.max(marginX / (float) mask.width, marginY / (float) mask.height);
    boolean isScreen = nested(main, frame) <= SCREEN * frame.extent();
    if (across >= LEAST_ACROSS && down >= LEAST_DOWN) {
      if (margin < RECTANGLE_MARGIN && isRectangle(frame, thick)) {
        return true;
      }
      boolean oneThing =
          !isScreen
              && main.area > ONE_THING_INK * inner.area
              && inner.extent() > LEAST_INNER * frame.extent();
      // On paper, no drawing reaches so close to all four sides, whatever the frame's shape.
      boolean around = margin < ALL_AROUND_MARGIN || (oneThing && margin < ONE_THING_MARGIN);
      if (!drawn && around && down > 0.7f) {
        return true;
      }
    }
    boolean drawing =
        !isScreen
            && inner.extent() > LEAST_INNER * frame.extent()
            && main.extent() > LEAST_MAIN * frame.extent()
            && main.area > LEAST_LENGTH * penPx * main.extent()
            && main.area > LEAST_MAIN_INK * inner.area;
    return !drawn
        && margin < MOST_MARGIN
        && Math.max(across, down) > LEAST_LONG
        && (drawing || second)
        && surrounds(frame, inner, thick);
  }

  /**
   * Returns how far at most a part lies from three sides of the frame's bounds, if it is an outline
   * as the frame itself: of thin lines all around.
   */
  private float nested(Part part, Part frame) {
    int[] gaps = {
      part.left - frame.left,
      frame.right - part.right,
      part.top - frame.top,
      frame.bottom - part.bottom
    };
    Arrays.sort(gaps);
    float thick = Math.max(2 * penPx, 0.02f * part.extent());
    boolean thin = part.area < 2 * thick * (part.width() + part.height());
    return thin ? gaps[2] : Float.MAX_VALUE;
  }

  /** Whether nearly all of a part lies along the sides of its bounds. */
  private boolean isRectangle(Part frame, float thick) {
    float reach = thick + 0.025f * frame.extent();
    int label = labelOf(frame);
    int along = 0;
    for (int y = frame.top; y <= frame.bottom; y++) {
      for (int x = frame.left; x <= frame.right; x++) {
        boolean near =
            x - frame.left < reach
                || frame.right - x < reach
                || y - frame.top < reach
                || frame.bottom - y < reach;
        along += near && components.label()[y * mask.width + x] == label ? 1 : 0;
      }
    }
    return along > 0.85f * frame.area;
  }

  private int labelOf(Part part) {
    for (int y = part.top; y <= part.bottom; y++) {
      int label = components.label()[y * mask.width + part.left];
      if (label != 0 && parts[label - 1] == part) {
        return label;
      }
    }
    throw new IllegalStateException("a part without a pixel in its first column");
  }

  /**
   * Whether a part is an outline around another one: nearly all of it lies at the outside, and it
   * is seen in nearly all directions from what is inside.
   */
  private boolean surrounds(Part frame, Part inner, float thick) {
    int label = labelOf(frame);
    int[] labels = components.label();
    int width = frame.width();
    int[] first = new int[width];
    int[] last = new int[width];
    Arrays.fill(first, -1);
    float reach = 2 * thick + 2;
    int around = 0;
    boolean[] outside = new boolean[width * frame.height()];
    for (int y = frame.top; y <= frame.bottom; y++) {
      int from = -1;
      int to = -1;
      for (int x = frame.left; x <= frame.right; x++) {
        if (labels[y * mask.width + x] == label) {
          from = from < 0 ? x : from;
          to = x;
          int column = x - frame.left;
          first[column] = first[column] < 0 ? y : first[column];
          last[column] = y;
        }
      }
      boolean row = y >= inner.top && y <= inner.bottom;
      around += row && from >= 0 && from < inner.left && to > inner.right ? 1 : 0;
      for (int x = frame.left; from >= 0 && x <= frame.right; x++) {
        outside[(y - frame.top) * width + x - frame.left] = x - from < reach || to - x < reach;
      }
    }
    int onOutline = 0;
    for (int x = frame.left; x <= frame.right; x++) {
      int column = x - frame.left;
      boolean above = first[column] >= 0 && first[column] < inner.top;
      boolean inColumn = x >= inner.left && x <= inner.right;
      around += inColumn && above && last[column] > inner.bottom ? 1 : 0;
      for (int y = frame.top; y <= frame.bottom; y++) {
        boolean near = y - first[column] < reach || last[column] - y < reach;
        boolean on = near || outside[(y - frame.top) * width + column];
        onOutline += on && labels[y * mask.width + x] == label ? 1 : 0;
      }
    }
    return onOutline > LEAST_OUTLINE * frame.area
        && around > LEAST_AROUND * (inner.width() + inner.height());
  }
}
