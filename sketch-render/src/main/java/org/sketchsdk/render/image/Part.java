package org.sketchsdk.render.image;

import org.jspecify.annotations.Nullable;
import org.sketchsdk.render.internal.trace.Mask;

/** One connected part of the ink. */
final class Part {
  // A part that lies along the sides of the picture, within this share of its longer side, is the
  // edge of the sheet.
  private static final int FRAME_SHARE = 40;

  int area;
  float peak; // of the strength
  int left = Integer.MAX_VALUE;
  int right = -1;
  int top = Integer.MAX_VALUE;
  int bottom = -1;
  LeftOut.@Nullable Kind kind; // what it was taken for, if for no part of a drawing
  int group = -1;
  private int alongSides;
  private int onRoughGround;
  private long sumX;
  private long sumY;
  private long sumXx;
  private long sumXy;
  private long sumYy;

  /** The parts in the order of their labels, from 1 on. */
  static Part[] of(Ink ink, Mask.Components components, Grain grain) {
    Mask mask = ink.mask();
    Part[] parts = new Part[components.count()];
    for (int k = 0; k < parts.length; k++) {
      parts[k] = new Part();
    }
    int rim = 2 + Math.max(mask.width, mask.height) / FRAME_SHARE;
    for (int i : ink.members()) {
      int x = i % mask.width;
      int y = Math.floorDiv(i, mask.width);
      Part part = parts[components.label()[i] - 1];
      part.area++;
      part.peak = Math.max(part.peak, ink.strength()[i]);
      part.left = Math.min(part.left, x);
      part.top = Math.min(part.top, y);
      part.right = Math.max(part.right, x);
      part.bottom = Math.max(part.bottom, y);
      part.sumX += x;
      part.sumY += y;
      part.sumXx += (long) x * x;
      part.sumXy += (long) x * y;
      part.sumYy += (long) y * y;
      if (grain.isRough(x - 1, y - 1)) {
        part.onRoughGround++;
      }
      if (x < rim || y < rim || x >= mask.width - rim || y >= mask.height - rim) {
        part.alongSides++;
      }
    }
    return parts;
  }

  int width() {
    return right - left + 1;
  }

  int height() {
    return bottom - top + 1;
  }

  /** The longer side of the bounds. */
  int extent() {
    return Math.max(width(), height());
  }

  /** How far the bounds are apart, along the rows or the columns. */
  int gapTo(Part other) {
    int across = Math.max(left - other.right, other.left - right);
    int down = Math.max(top - other.bottom, other.top - bottom);
    return Math.max(0, Math.max(across, down));
  }

  /** Whether the bounds lie inside those of another one, and touch no side of them. */
  boolean isWithin(Part other) {
    return left > other.left && right < other.right && top > other.top && bottom < other.bottom;
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
   * Whether this is a straight line: six times as long as wide, or of about the pen's width and
   * twice as long.
   */
  boolean isStraight(float penPx) {
    double[] axis = axis();
    // The variance of an even stretch is a twelfth of the square of its length.
    double pen = Math.max(1, 1.6 * penPx);
    boolean thin = axis[2] >= 4 * axis[3] && 12 * axis[3] <= pen * pen;
    return axis[2] >= 1 && (thin || axis[2] >= 36 * axis[3]);
  }

  /**
   * Whether a line points at a place, as the ray of a sun does.
   *
   * @param x the place's column
   * @param y the place's row
   * @param reach how far from the place the line may pass
   */
  boolean pointsAt(float x, float y, float reach) {
    double[] axis = axis();
    double offset = (x - (double) sumX / area) * axis[1] - (y - (double) sumY / area) * axis[0];
    return Math.abs(offset) <= reach;
  }

  /** The direction of the largest variance of the pixels, that variance, and the one across. */
  private double[] axis() {
    double middleX = (double) sumX / area;
    double middleY = (double) sumY / area;
    double xx = (double) sumXx / area - middleX * middleX;
    double xy = (double) sumXy / area - middleX * middleY;
    double yy = (double) sumYy / area - middleY * middleY;
    double half = (xx - yy) / 2;
    double root = Math.sqrt(half * half + xy * xy);
    double dx = half < 0 ? xy : half + root;
    double dy = half < 0 ? root - half : xy;
    double length = Math.max(1e-9, Math.sqrt(dx * dx + dy * dy));
    return new double[] {
      dx / length, dy / length, (xx + yy) / 2 + root, Math.max(0, (xx + yy) / 2 - root)
    };
  }

  /** Takes another one's pixels and bounds in. */
  void take(Part part) {
    area += part.area;
    sumX += part.sumX;
    sumY += part.sumY;
    sumXx += part.sumXx;
    sumXy += part.sumXy;
    sumYy += part.sumYy;
    peak = Math.max(peak, part.peak);
    left = Math.min(left, part.left);
    top = Math.min(top, part.top);
    right = Math.max(right, part.right);
    bottom = Math.max(bottom, part.bottom);
  }
}
