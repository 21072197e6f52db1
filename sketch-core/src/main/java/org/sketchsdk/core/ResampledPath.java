package org.sketchsdk.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A scaled stroke and its samples, which are the points of the third step of {@link Simplifier}.
 * Samples are numbered from 0; the last number is the stroke's end. They are computed where they
 * are needed and never stored: a long scribble has hundreds for each of its points.
 */
final class ResampledPath {
  /** The distance between two samples along the stroke. */
  private static final double SPACING = 1;

  /**
   * More than rounding can add to the distance of a sample: by the usual bounds less than 1e-14
   * times the size, for a sample and a distance together.
   */
  private static final double ROUNDING = 1e-9 * 255;

  /** Strokes with fewer segments are searched without boxes, which is faster for them. */
  private static final int MIN_SEGMENTS_FOR_BOXES = 64;

  /** How many samples and boxes may be looked at for each point. */
  private static final long WORK_PER_POINT = 4096;

  /** How many samples and boxes may be looked at in strokes of few points. */
  private static final long MIN_WORK = 1 << 23;

  private final double[] x;
  private final double[] y;
  private final double[] length; // of segment i, from point i to point i + 1
  private final double[] start; // of segment i: the distance along the stroke
  private final long[] firstSample; // of segment i, which has none if the next has the same
  private final long end; // the number of the stroke's end
  private final @Nullable Boxes boxes; // null: a short stroke

  // The sample last computed by locate, and the points kept so far.
  private double px;
  private double py;
  private float[] keptX = new float[16];
  private float[] keptY = new float[16];
  private int kept;

  // The search for the farthest sample between two.
  private long from;
  private long to;
  private double ax;
  private double ay;
  private double dx;
  private double dy;
  private double chord;
  private long searchFrom;
  private long searchTo;
  private double best;
  private long farthest; // -1: none is farther than epsilon so far
  private long workLeft;

  ResampledPath(double[] x, double[] y) {
    this(x, y, Math.max(MIN_WORK, WORK_PER_POINT * x.length));
  }

  /** Creates a path with another limit of the work, for tests. */
  ResampledPath(double[] x, double[] y, long maxWork) {
    this.x = x;
    this.y = y;
    this.workLeft = maxWork;
    int segments = x.length - 1;
    length = new double[segments];
    start = new double[segments];
    firstSample = new long[segments];
    double distance = 0;
    for (int i = 0; i < segments; i++) {
      double sideX = x[i + 1] - x[i];
      double sideY = y[i + 1] - y[i];
      length[i] = Math.sqrt(sideX * sideX + sideY * sideY);
      start[i] = distance;
      firstSample[i] = (long) Math.ceil(distance / SPACING);
      distance += length[i];
    }
    end = (long) Math.ceil(distance / SPACING);
    boxes = segments < MIN_SEGMENTS_FOR_BOXES ? null : new Boxes();
  }

  /** Keeps what the algorithm keeps, from the start to the end. */
  Stroke simplify(double epsilon) {
    // The kept samples after `from` that are known but not yet reached, the nearest on top.
    long[] ahead = new long[16];
    int top = 0;
    ahead[0] = end;
    from = 0;
    ax = x[0];
    ay = y[0];
    keep(ax, ay);
    while (top >= 0) {
      to = ahead[top];
      locate(to);
      double toX = px;
      double toY = py;
      long split = findSplit(toX, toY, epsilon);
      if (split < 0) {
        keep(toX, toY);
        from = to;
        ax = toX;
        ay = toY;
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
   *
   * <p>When the work is used up, returns a sample of the middle half instead. Each part then has at
   * most three quarters of the samples, so no sample is looked at more than logarithmically often.
   */
  private long findSplit(double bx, double by, double epsilon) {
    if (to - from < 2) {
      return -1;
    }
    dx = bx - ax;
    dy = by - ay;
    // Not the root of the sum of squares, as for the segments: the last bit differs sometimes, and
    // then ties are decided differently (in 2 of 8,057 drawings).
    chord = StrictMath.hypot(dx, dy);
    best = epsilon;
    farthest = -1;
    if (workLeft >= 0) {
      search(from + 1, to - 1);
      return farthest;
    }
    long quarter = (to - from) / 4;
    search(from + 1 + quarter, to - 1 - quarter);
    if (farthest < 0) {
      search(from + 1, from + quarter);
      search(to - quarter, to - 1);
      return farthest < 0 ? -1 : from + (to - from) / 2;
    }
    return farthest;
  }

  /** Looks for the farthest sample in a range, the last included. */
  private void search(long firstSampleOfRange, long lastSampleOfRange) {
    if (firstSampleOfRange > lastSampleOfRange) {
      return;
    }
    searchFrom = firstSampleOfRange;
    searchTo = lastSampleOfRange;
    int first = segmentOf(searchFrom);
    int last = segmentOf(searchTo);
    if (boxes == null || last - first < MIN_SEGMENTS_FOR_BOXES) {
      search(first, last);
    } else {
      boxes.search(first, last);
    }
  }

  /** Looks for the farthest sample in some segments, the last included. */
  private void search(int firstSegment, int lastSegment) {
    for (int i = firstSegment; i <= lastSegment; i++) {
      long low = Math.max(firstSample[i], searchFrom);
      long high = Math.min(lastSample(i), searchTo);
      if (low > high) {
        continue;
      }
      // The distance is convex along a segment, so the samples between two that come nowhere near
      // the best need no look. From both ends inwards, so that a rise to one end stops at once.
      double lowDistance = look(low, i);
      double highDistance = high > low ? look(high, i) : lowDistance;
      while (high - low > 1 && Math.max(lowDistance, highDistance) + ROUNDING > best) {
        if (lowDistance >= highDistance) {
          lowDistance = look(++low, i);
        } else {
          highDistance = look(--high, i);
        }
      }
    }
  }

  /** Returns the distance of a sample of a segment, which becomes the farthest if it is. */
  private double look(long sample, int segment) {
    workLeft--;
    locate(sample, segment);
    double distance = distance();
    if (distance > best || (distance == best && sample < farthest)) {
      best = distance;
      farthest = sample;
    }
    return distance;
  }

  /** Returns the distance of the located sample from the line, or from the point if it is none. */
  private double distance() {
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

  /** Returns the last sample of a segment, which is before the first if the segment has none. */
  private long lastSample(int segment) {
    return (segment + 1 < firstSample.length ? firstSample[segment + 1] : end) - 1;
  }

  /** Returns how many samples and boxes may still be looked at; negative when used up. */
  long workLeft() {
    return workLeft;
  }

  private void keep(double keptPointX, double keptPointY) {
    if (kept == keptX.length) {
      keptX = Arrays.copyOf(keptX, 2 * kept);
      keptY = Arrays.copyOf(keptY, 2 * kept);
    }
    keptX[kept] = (float) Math.rint(keptPointX);
    keptY[kept] = (float) Math.rint(keptPointY);
    kept++;
  }

  /**
   * A binary tree of boxes over groups of segments. The root is node 1, and the children of node n
   * are 2n and 2n + 1. A box holds all samples of its segments as {@link #locate} computes them.
   *
   * <p>A box gives a bound on the distance of its samples, and a box whose bound is not above the
   * best distance is skipped. The bound is exact to the last bit, ties included, because each
   * operation of {@link #distance} rounds monotonically: no sample in the box has a distance above
   * that of the corner which makes both products largest.
   */
  private final class Boxes {
    private static final int SEGMENTS_PER_LEAF = 8;

    private final int leaves;
    private final double[] minX;
    private final double[] minY;
    private final double[] maxX;
    private final double[] maxY;

    private int firstSegment;
    private int lastSegment;

    Boxes() {
      int segments = firstSample.length;
      int groups = (segments + SEGMENTS_PER_LEAF - 1) / SEGMENTS_PER_LEAF;
      leaves = Math.max(1, Integer.highestOneBit(Math.max(1, groups - 1)) << 1);
      minX = new double[2 * leaves];
      minY = new double[2 * leaves];
      maxX = new double[2 * leaves];
      maxY = new double[2 * leaves];
      Arrays.fill(minX, Double.POSITIVE_INFINITY);
      Arrays.fill(minY, Double.POSITIVE_INFINITY);
      Arrays.fill(maxX, Double.NEGATIVE_INFINITY);
      Arrays.fill(maxY, Double.NEGATIVE_INFINITY);
      for (int i = 0; i < segments; i++) {
        int leaf = leaves + i / SEGMENTS_PER_LEAF;
        long last = lastSample(i);
        double least = Math.min(Math.abs(x[i + 1] - x[i]), Math.abs(y[i + 1] - y[i]));
        // The samples between the first and the last lie inside their box where each step is longer
        // than rounding can undo. Along a segment that is parallel to an axis they need not.
        long step = least / length[i] > ROUNDING ? Math.max(1, last - firstSample[i]) : 1;
        for (long sample = firstSample[i]; sample <= last; sample += step) {
          locate(sample, i);
          minX[leaf] = Math.min(minX[leaf], px);
          minY[leaf] = Math.min(minY[leaf], py);
          maxX[leaf] = Math.max(maxX[leaf], px);
          maxY[leaf] = Math.max(maxY[leaf], py);
        }
      }
      for (int node = leaves - 1; node > 0; node--) {
        minX[node] = Math.min(minX[2 * node], minX[2 * node + 1]);
        minY[node] = Math.min(minY[2 * node], minY[2 * node + 1]);
        maxX[node] = Math.max(maxX[2 * node], maxX[2 * node + 1]);
        maxY[node] = Math.max(maxY[2 * node], maxY[2 * node + 1]);
      }
    }

    /** Looks for the farthest sample in some segments, the last included. */
    void search(int first, int last) {
      firstSegment = first;
      lastSegment = last;
      search(1, 0, leaves);
    }

    /** Looks into a node, whose leaves are from and to (excluded). */
    private void search(int node, int fromLeaf, int toLeaf) {
      if (toLeaf - fromLeaf == 1) {
        int first = fromLeaf * SEGMENTS_PER_LEAF;
        ResampledPath.this.search(
            Math.max(first, firstSegment), Math.min(first + SEGMENTS_PER_LEAF - 1, lastSegment));
        return;
      }
      int middle = (fromLeaf + toLeaf) >>> 1;
      double left = bound(2 * node, fromLeaf, middle);
      double right = bound(2 * node + 1, middle, toLeaf);
      // The child that promises more goes first, so that the other may be skipped.
      if (left >= right) {
        searchUnlessNearer(left, 2 * node, fromLeaf, middle);
        searchUnlessNearer(right, 2 * node + 1, middle, toLeaf);
      } else {
        searchUnlessNearer(right, 2 * node + 1, middle, toLeaf);
        searchUnlessNearer(left, 2 * node, fromLeaf, middle);
      }
    }

    private void searchUnlessNearer(double bound, int node, int fromLeaf, int toLeaf) {
      // Of equally far samples the first counts, so one before the farthest may still replace it.
      boolean mayReplace =
          bound > best || (bound == best && firstSample[fromLeaf * SEGMENTS_PER_LEAF] < farthest);
      if (mayReplace) {
        search(node, fromLeaf, toLeaf);
      }
    }

    /** Returns a distance that no sample of a node exceeds; -1 if the node is not searched. */
    private double bound(int node, int fromLeaf, int toLeaf) {
      workLeft--;
      if (toLeaf * SEGMENTS_PER_LEAF <= firstSegment
          || fromLeaf * SEGMENTS_PER_LEAF > lastSegment
          || minX[node] > maxX[node]) {
        return -1;
      }
      double leastX = ax - maxX[node];
      double mostX = ax - minX[node];
      double leastY = ay - maxY[node];
      double mostY = ay - minY[node];
      if (!(chord > 0)) {
        double farX = Math.max(-leastX, mostX);
        double farY = Math.max(-leastY, mostY);
        return Math.sqrt(farX * farX + farY * farY);
      }
      double mostUp = Math.max(dx * leastY, dx * mostY);
      double leastUp = Math.min(dx * leastY, dx * mostY);
      double mostAcross = Math.max(dy * leastX, dy * mostX);
      double leastAcross = Math.min(dy * leastX, dy * mostX);
      return Math.max(mostUp - leastAcross, mostAcross - leastUp) / chord;
    }
  }
}
