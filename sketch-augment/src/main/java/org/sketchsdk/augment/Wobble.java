package org.sketchsdk.augment;

import java.util.ArrayList;
import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/**
 * The tremor of a hand: a random walk across the direction of the stroke, pulled back to the line.
 */
final class Wobble {
  /** Greatest distance of two knots of the resampled path. */
  static final double KNOT_SPACING_PX = 4;

  /** The length of path over which a walk without relaxation gains a variance of sigma squared. */
  static final double REFERENCE_PX = 16;

  private Wobble() {}

  static Drawing apply(Drawing drawing, double sigmaPx, double relaxationPx, SeededRandom random) {
    List<Stroke> wobbly = new ArrayList<>(drawing.strokes().size());
    for (Stroke stroke : drawing.strokes()) {
      wobbly.add(apply(stroke, sigmaPx, relaxationPx, random));
    }
    return Drawing.of(wobbly);
  }

  private static Stroke apply(
      Stroke stroke, double sigmaPx, double relaxationPx, SeededRandom random) {
    int n = stroke.size();
    Polyline path = new Polyline(4 * n);
    double displacement = 0;
    // unit normal of the last segment with a length; none so far: 0, 0
    double normalX = 0;
    double normalY = 0;
    for (int i = 1; i < n; i++) {
      double fromX = stroke.x(i - 1);
      double fromY = stroke.y(i - 1);
      double dx = stroke.x(i) - fromX;
      double dy = stroke.y(i) - fromY;
      double length = Polyline.length(dx, dy);
      if (length == 0) {
        continue;
      }
      double nextX = -dy / length;
      double nextY = dx / length;
      // at a corner the hand is pushed along the bisector; where the path turns back, along the
      // new direction's normal
      double cornerX = normalX + nextX;
      double cornerY = normalY + nextY;
      double corner = Polyline.length(cornerX, cornerY);
      if (corner < 0.1) {
        cornerX = nextX;
        cornerY = nextY;
        corner = 1;
      }
      path.add(fromX + displacement * cornerX / corner, fromY + displacement * cornerY / corner);
      int pieces = Polyline.pieces(length, KNOT_SPACING_PX);
      double piece = length / pieces;
      // the process's exact transition over a piece, whatever its length: how the path is cut
      // makes no difference
      double kept = StrictMath.exp(-piece / relaxationPx);
      double gained =
          relaxationPx == Double.POSITIVE_INFINITY
              ? piece / REFERENCE_PX
              : relaxationPx / (2 * REFERENCE_PX) * (1 - kept * kept);
      double step = sigmaPx * Math.sqrt(gained);
      for (int k = 1; k <= pieces; k++) {
        displacement = kept * displacement + step * random.nextGaussian();
        if (k < pieces) {
          path.add(
              fromX + dx * k / pieces + displacement * nextX,
              fromY + dy * k / pieces + displacement * nextY);
        }
      }
      normalX = nextX;
      normalY = nextY;
    }
    path.add(stroke.x(n - 1) + displacement * normalX, stroke.y(n - 1) + displacement * normalY);
    return path.toStroke();
  }
}
