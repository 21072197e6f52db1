package org.sketchsdk.core;

import java.util.ArrayList;
import java.util.List;

/**
 * Simplifies raw drawings as Google simplified the Quick, Draw! data set: the result has few points
 * on a grid of 256 by 256.
 *
 * <pre>{@code
 * Drawing simplified = Simplifier.quickDraw().simplify(raw);
 * }</pre>
 *
 * <p>The four steps follow the description of the data set. All numbers are {@code double}, and
 * only the last step rounds:
 *
 * <ol>
 *   <li>Align: the smallest x and the smallest y of the drawing become 0.
 *   <li>Scale x and y by the same factor: the larger side of the drawing becomes 255. A drawing
 *       whose points all coincide stays at 0, 0.
 *   <li>Resample each stroke: points at the distances 0, 1, 2, &hellip; from its start, measured
 *       along the stroke, and the end of the stroke.
 *   <li>Simplify each stroke with the Ramer-Douglas-Peucker algorithm: of the points between two
 *       kept points, keep the point that is farthest from the infinite line through them, if it is
 *       farther away than epsilon, which is 2; among equally far points, the first. Repeat on both
 *       sides of it. If the two kept points coincide, measure the distance to them.
 *   <li>Round to the nearest integer, and halves to the even integer.
 * </ol>
 *
 * <p>Every simplified stroke has at least two points, its start and its end: a dot becomes the same
 * point twice. The result has no times.
 *
 * <p>How close this is to the data set: 8,057 drawings were available in both forms. With raw
 * coordinates as {@code double}, the result equals Google's in every point for all of them but one,
 * whose simplified form was not resampled. With raw coordinates as {@code float}, which is what a
 * {@link Stroke} stores, it does for 8,008 (99.4 %). The order of the arithmetic operations is part
 * of the definition, because drawings contain many ties: on a straight piece that is parallel to
 * the line, all points are equally far except for the last bits, and these bits decide where the
 * stroke is split.
 *
 * <p>Immutable and thread-safe. The same drawing gives the same result on every platform. The time
 * grows a little faster than the number of points. It is limited for hostile strokes, too: after
 * 4,096 computed distances per point of a stroke (and at least 8 million), a part is split at the
 * farthest of its middle half of points, not of all. The result then keeps the promise about
 * epsilon, but may have more points.
 */
public final class Simplifier {
  /** The larger side of a simplified drawing. */
  private static final double SIZE = 255;

  /** The epsilon of the data set. */
  private static final double EPSILON = 2;

  private static final Simplifier QUICK_DRAW = new Simplifier(EPSILON);

  private final double epsilon;

  private Simplifier(double epsilon) {
    this.epsilon = epsilon;
  }

  /**
   * Returns the simplifier with the data set's parameters.
   *
   * @return a simplifier with an epsilon of 2
   */
  public static Simplifier quickDraw() {
    return QUICK_DRAW;
  }

  /**
   * Returns a simplifier with another epsilon. A smaller epsilon keeps more detail, a larger
   * epsilon leaves fewer points.
   *
   * @param epsilon the largest distance between a dropped point and the line that replaces it, in
   *     units of the simplified drawing, 0 to 255; the data set uses 2. At 0, only points exactly
   *     on the line are dropped: the result can then have hundreds of points per input point
   * @return the simplifier
   * @throws IllegalArgumentException if epsilon is out of its range
   */
  public Simplifier withEpsilon(double epsilon) {
    if (!(epsilon >= 0 && epsilon <= SIZE)) {
      throw new IllegalArgumentException("epsilon must be 0 to 255: " + epsilon);
    }
    return new Simplifier(epsilon);
  }

  /**
   * Simplifies a drawing.
   *
   * @param drawing the drawing, in any unit; not modified. May be empty
   * @return a drawing with as many strokes, without times; the coordinates are integers, 0 to 255
   */
  public Drawing simplify(Drawing drawing) {
    if (drawing.isEmpty()) {
      return drawing;
    }
    Bounds bounds = drawing.bounds();
    double side = Math.max(bounds.width(), bounds.height());
    List<Stroke> simplified = new ArrayList<>(drawing.strokes().size());
    for (Stroke stroke : drawing.strokes()) {
      double[] x = new double[stroke.size()];
      double[] y = new double[stroke.size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = stroke.x(i);
        y[i] = stroke.y(i);
      }
      simplified.add(simplify(x, y, bounds.minX(), bounds.minY(), side));
    }
    return Drawing.of(simplified);
  }

  /**
   * Simplifies one stroke.
   *
   * @param x the x coordinates; overwritten
   * @param y the y coordinates; overwritten
   * @param minX the smallest x of the drawing
   * @param minY the smallest y of the drawing
   * @param side the larger side of the drawing
   */
  Stroke simplify(double[] x, double[] y, double minX, double minY, double side) {
    scale(x, minX, side);
    scale(y, minY, side);
    return new ResampledPath(x, y).simplify(epsilon);
  }

  private static void scale(double[] v, double min, double side) {
    for (int i = 0; i < v.length; i++) {
      v[i] = side > 0 ? (v[i] - min) * SIZE / side : 0;
    }
  }
}
