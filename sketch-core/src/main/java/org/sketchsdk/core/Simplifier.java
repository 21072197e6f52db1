package org.sketchsdk.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns a drawing as the pen recorded it into the simplified form of the Quick, Draw! data set: the
 * few points, on a grid of 256 by 256, that its strokes need.
 *
 * <p>The steps are the four that the data set's description names. All numbers are {@code double},
 * and nothing is rounded before the end:
 *
 * <ol>
 *   <li>Align: the smallest x and the smallest y of the drawing become 0.
 *   <li>Scale, by the same factor in both directions: the larger side of the drawing becomes 255. A
 *       drawing without extent stays at 0, 0.
 *   <li>Resample each stroke: points at the distances 0, 1, 2, &hellip; from its start, measured
 *       along the whole stroke, and its end.
 *   <li>Simplify each stroke by the Ramer-Douglas-Peucker algorithm: of the points between two kept
 *       ones, the farthest from the infinite line through these is kept if it is farther than
 *       epsilon, which is 2; of equally far points the first; and so on on both sides of it. Where
 *       the two kept points coincide, the distance to them counts.
 *   <li>Round to the nearest integer, halves to the even one.
 * </ol>
 *
 * <p>Every stroke leaves with at least two points, its start and its end: a dot becomes the same
 * point twice. The result has no times.
 *
 * <p>This is what the data set was made with, as far as can be told from its results: of 8,056
 * drawings that were at hand in both forms, all come out point for point if their raw coordinates
 * are {@code double}, and 8,008 (99.4 %) if they pass through a {@link Stroke}, which keeps {@code
 * float}. The order of the operations is part of the definition, because drawings are full of ties:
 * on a straight piece parallel to the line all points are equally far but for the last bits, and
 * these decide where the stroke is split.
 *
 * <p>Immutable and thread-safe. The same drawing gives the same result on every platform. The work
 * for a stroke depends on its number of points, not on the distances between them; in general it
 * grows a little faster than that number, and with its square where the stroke is made to do so, as
 * always with this algorithm.
 */
public final class Simplifier {
  /** The larger side of a simplified drawing. */
  private static final double SIZE = 255;

  /** The distance of the points between which the algorithm chooses, along the stroke. */
  private static final double SPACING = 1;

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
   * Returns a simplifier with another epsilon: smaller keeps more of the trembling of a hand,
   * larger leaves fewer points.
   *
   * @param epsilon largest distance of a point that may be dropped from the line that replaces it,
   *     in units of the simplified drawing, 0 to 255; the data set has 2. At 0 only points exactly
   *     on the line are dropped, which can leave hundreds of points for one of the input.
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
    return new Path(x, y).simplify(epsilon);
  }

  private static void scale(double[] v, double min, double side) {
    for (int i = 0; i < v.length; i++) {
      v[i] = side > 0 ? (v[i] - min) * SIZE / side : 0;
    }
  }

  /**
   * A scaled stroke. Its samples (the points of the third step) are numbered from 0; the last
   * number is the stroke's end. They are computed where they are needed and never stored: a long
   * scribble has hundreds for each of its points.
   */
  private static final class Path {
    /**
     * More than rounding can add to the distance of a sample: by the usual bounds less than 1e-14
     * times the size, for a sample and a distance together.
     */
    private static final double ROUNDING = 1e-9 * SIZE;

    private final double[] x;
    private final double[] y;
    private final double[] length; // of segment i, from point i to point i + 1
    private final double[] start; // of segment i: the distance along the stroke
    private final long[] firstSample; // of segment i, which has none if the next has the same
    private final long end; // the number of the stroke's end

    // The sample last computed by locate, and the points kept so far.
    private double px;
    private double py;
    private float[] keptX = new float[16];
    private float[] keptY = new float[16];
    private int kept;

    Path(double[] x, double[] y) {
      this.x = x;
      this.y = y;
      int segments = x.length - 1;
      length = new double[segments];
      start = new double[segments];
      firstSample = new long[segments];
      double distance = 0;
      for (int i = 0; i < segments; i++) {
        double dx = x[i + 1] - x[i];
        double dy = y[i + 1] - y[i];
        length[i] = Math.sqrt(dx * dx + dy * dy);
        start[i] = distance;
        firstSample[i] = (long) Math.ceil(distance / SPACING);
        distance += length[i];
      }
      end = (long) Math.ceil(distance / SPACING);
    }

    /** Keeps what the algorithm keeps, from the start to the end. */
    Stroke simplify(double epsilon) {
      // The kept samples after `from` that are known but not yet reached, the nearest on top.
      long[] ahead = new long[16];
      int top = 0;
      ahead[0] = end;
      long from = 0;
      double fromX = x[0];
      double fromY = y[0];
      keep(fromX, fromY);
      while (top >= 0) {
        long to = ahead[top];
        locate(to);
        double toX = px;
        double toY = py;
        long split = farthest(from, fromX, fromY, to, toX, toY, epsilon);
        if (split < 0) {
          keep(toX, toY);
          from = to;
          fromX = toX;
          fromY = toY;
          top--;
        } else {
          if (++top == ahead.length) {
            ahead = Arrays.copyOf(ahead, 2 * top);
          }
          ahead[top] = split;
        }
      }
      return Stroke.of(Arrays.copyOf(keptX, kept), Arrays.copyOf(keptY, kept));
    }

    /**
     * Returns the first of the samples between two that is farther from their line than epsilon and
     * no nearer than any other; -1 if there is none.
     */
    private long farthest(
        long from, double ax, double ay, long to, double bx, double by, double epsilon) {
      if (to - from < 2) {
        return -1;
      }
      double dx = bx - ax;
      double dy = by - ay;
      // Not the root of the sum of squares, as for the segments: it differs by a last bit now and
      // then, and with it fall ties (2 in 8,056 drawings).
      double chord = StrictMath.hypot(dx, dy);
      double best = epsilon;
      long farthest = -1;
      long sample = from + 1;
      for (int i = segmentOf(sample); sample < to; i++) {
        long next = i + 1 < firstSample.length ? Math.min(firstSample[i + 1], to) : to;
        if (sample == next) {
          continue;
        }
        // The distance is convex along a segment, so the samples between two that come nowhere near
        // the best need no look. From both ends inwards, so that a rise to one end stops at once.
        long low = sample;
        long high = next - 1;
        locate(low, i);
        double lowDistance = distance(ax, ay, dx, dy, chord);
        if (lowDistance > best) {
          best = lowDistance;
          farthest = low;
        }
        double highDistance = lowDistance;
        if (high > low) {
          locate(high, i);
          highDistance = distance(ax, ay, dx, dy, chord);
          if (highDistance > best) {
            best = highDistance;
            farthest = high;
          }
        }
        while (high - low > 1 && Math.max(lowDistance, highDistance) + ROUNDING > best) {
          boolean fromLow = lowDistance >= highDistance;
          long between = fromLow ? ++low : --high;
          locate(between, i);
          double distance = distance(ax, ay, dx, dy, chord);
          if (distance > best || (distance == best && between < farthest)) {
            best = distance;
            farthest = between;
          }
          if (fromLow) {
            lowDistance = distance;
          } else {
            highDistance = distance;
          }
        }
        sample = next;
      }
      return farthest;
    }

    /** Returns the distance of the located sample from a line, or from the point if it is none. */
    private double distance(double ax, double ay, double dx, double dy, double chord) {
      double ex = ax - px;
      double ey = ay - py;
      return chord > 0 ? Math.abs(dx * ey - dy * ex) / chord : Math.sqrt(ex * ex + ey * ey);
    }

    /** Sets {@code px}, {@code py} to a sample. */
    private void locate(long sample) {
      if (sample == end) {
        px = x[x.length - 1];
        py = y[y.length - 1];
      } else {
        locate(sample, segmentOf(sample));
      }
    }

    /** Sets {@code px}, {@code py} to a sample of a segment. */
    private void locate(long sample, int segment) {
      double b = (sample * SPACING - start[segment]) / length[segment];
      double a = 1 - b;
      px = x[segment] * a + x[segment + 1] * b;
      py = y[segment] * a + y[segment + 1] * b;
    }

    /** Returns the segment that has a sample other than the end: the last to start at or before. */
    private int segmentOf(long sample) {
      int low = 0;
      int high = firstSample.length - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (firstSample[middle] <= sample) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low;
    }

    private void keep(double x, double y) {
      if (kept == keptX.length) {
        keptX = Arrays.copyOf(keptX, 2 * kept);
        keptY = Arrays.copyOf(keptY, 2 * kept);
      }
      keptX[kept] = (float) Math.rint(x);
      keptY[kept] = (float) Math.rint(y);
      kept++;
    }
  }
}
