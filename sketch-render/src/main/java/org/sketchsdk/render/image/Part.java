package org.sketchsdk.render.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connected part of the ink, or several taken together. */
final class Part {
  // What lies within this share of the drawing's longer side from it belongs to it.
  private static final float GATHER_REACH = 0.4f;

  // What has at least this share of the ink belongs to the drawing wherever it is.
  private static final float LARGE_SHARE = 0.05f;

  // Bounds the work on pictures of nothing but specks; drawings need two or three.
  private static final int MAX_PASSES = 32;

  // A part that lies along the sides of the picture, within this share of its longer side, is the
  // edge of the sheet.
  private static final int FRAME_SHARE = 40;

  int area;
  float peak; // of the strength
  boolean kept;
  private int left = Integer.MAX_VALUE;
  private int right = -1;
  private int top = Integer.MAX_VALUE;
  private int bottom = -1;
  private int alongSides;
  private int onRoughGround;

  /** The parts in the order of their labels, from 1 on. */
  static Part[] of(Mask mask, Mask.Components components, float[] strength, Grain grain) {
    Part[] parts = new Part[components.count()];
    for (int k = 0; k < parts.length; k++) {
      parts[k] = new Part();
    }
    int rim = 2 + Math.max(mask.width, mask.height) / FRAME_SHARE;
    for (int i = 0; i < mask.set.length; i++) {
      int k = components.label()[i];
      if (k == 0) {
        continue;
      }
      int x = i % mask.width;
      int y = i / mask.width;
      Part part = parts[k - 1];
      part.area++;
      part.peak = Math.max(part.peak, strength[i]);
      part.include(x, y, x, y);
      if (grain.isRough(x - 1, y - 1)) {
        part.onRoughGround++;
      }
      if (x < rim || y < rim || x >= mask.width - rim || y >= mask.height - rim) {
        part.alongSides++;
      }
    }
    return parts;
  }

  private void include(int fromX, int fromY, int toX, int toY) {
    left = Math.min(left, fromX);
    top = Math.min(top, fromY);
    right = Math.max(right, toX);
    bottom = Math.max(bottom, toY);
  }

  /** The longer side of the bounds. */
  int extent() {
    return Math.max(right - left, bottom - top) + 1;
  }

  /** How far the bounds are apart, along the rows or the columns. */
  int gapTo(Part other) {
    int across = Math.max(left - other.right, other.left - right);
    int down = Math.max(top - other.bottom, other.top - bottom);
    return Math.max(0, Math.max(across, down));
  }

  boolean touchesSide(Mask mask) {
    return left <= 1 || top <= 1 || right >= mask.width - 2 || bottom >= mask.height - 2;
  }

  /** Whether this touches a side of the picture and hardly leaves it. */
  boolean isFrame(Mask mask) {
    return touchesSide(mask) && alongSides > 0.8f * area;
  }

  /** Whether this is no ink on the sheet but grain of the table around it. */
  boolean isGround() {
    return onRoughGround > 0.6f * area;
  }

  /**
   * Keeps the largest part, what lies near it, or near what does, and anything that is large
   * itself: the rest is something else on the sheet, which would shrink the drawing.
   *
   * @return the parts kept, taken together; null if there are none
   */
  static @Nullable Part gather(List<Part> parts, float penPx) {
    Part largest = null;
    long ink = 0;
    for (Part part : parts) {
      ink += part.area;
      if (largest == null || part.area > largest.area) {
        largest = part;
      }
    }
    if (largest == null) {
      return null;
    }
    Part drawing = new Part();
    drawing.take(largest);
    boolean grown = true;
    for (int pass = 0; grown && pass < MAX_PASSES; pass++) {
      grown = false;
      float reach = GATHER_REACH * drawing.extent() + 2 * penPx;
      for (Part part : parts) {
        if (!part.kept && (part.gapTo(drawing) <= reach || part.area > LARGE_SHARE * ink)) {
          drawing.take(part);
          grown = true;
        }
      }
    }
    return drawing;
  }

  private void take(Part part) {
    part.kept = true;
    area += part.area;
    include(part.left, part.top, part.right, part.bottom);
  }
}
