package org.sketchsdk.augment;

import java.util.BitSet;
import org.sketchsdk.core.Stroke;

/** Reduces the points of a stroke by the algorithm of Ramer (1972), Douglas and Peucker (1973). */
final class Simplification {
  private Simplification() {}

  /** Leaves out points so that none was farther than epsilon from the chord that replaces it. */
  static Stroke apply(Stroke stroke, double epsilonPx) {
    int n = stroke.size();
    if (n < 3) {
      return stroke;
    }
    BitSet kept = new BitSet(n);
    kept.set(0);
    kept.set(n - 1);
    // a stack of its own, as a scribble may be deeper than the thread's
    int[] stack = new int[2 * n];
    int top = 0;
    stack[top++] = 0;
    stack[top++] = n - 1;
    while (top > 0) {
      int last = stack[--top];
      int first = stack[--top];
      int farthest = -1;
      double farthest2 = epsilonPx * epsilonPx;
      for (int i = first + 1; i < last; i++) {
        double distance2 = distance2(stroke, i, first, last);
        if (distance2 > farthest2) {
          farthest2 = distance2;
          farthest = i;
        }
      }
      if (farthest >= 0) {
        kept.set(farthest);
        stack[top++] = first;
        stack[top++] = farthest;
        stack[top++] = farthest;
        stack[top++] = last;
      }
    }
    return kept.cardinality() == n ? stroke : Polyline.pick(stroke, kept.stream().toArray());
  }

  /** Squared distance of a point from the segment between two others. */
  private static double distance2(Stroke stroke, int i, int first, int last) {
    double dx = (double) stroke.x(last) - stroke.x(first);
    double dy = (double) stroke.y(last) - stroke.y(first);
    double px = (double) stroke.x(i) - stroke.x(first);
    double py = (double) stroke.y(i) - stroke.y(first);
    double length2 = dx * dx + dy * dy;
    double t = length2 == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length2));
    double ex = px - t * dx;
    double ey = py - t * dy;
    return ex * ex + ey * ey;
  }
}
