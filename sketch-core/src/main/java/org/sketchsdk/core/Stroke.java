package org.sketchsdk.core;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One movement of the pen, from touching the paper to leaving it: a polyline of one or more points,
 * x to the right and y down, with an optional time for each point.
 *
 * <p>Immutable, thread-safe and equal by value. A stroke of a single point is a dot. The unit of
 * the coordinates is that of the source (256 units a side in simplified Quick, Draw! files, screen
 * pixels in raw ones); everything that reads a stroke scales it by its bounds.
 */
public final class Stroke {
  private static final int LEAST = OrderedFloats.toInt(-Float.MAX_VALUE);
  private static final int GREATEST = OrderedFloats.toInt(Float.MAX_VALUE);

  private final float[] x;
  private final float[] y;
  private final int @Nullable [] tMillis; // null: no times
  private final int minX; // the bounds, as OrderedFloats
  private final int minY;
  private final int maxX;
  private final int maxY;

  private Stroke(float[] x, float[] y, int @Nullable [] tMillis) {
    this.x = x;
    this.y = y;
    this.tMillis = tMillis;
    int leastX = Integer.MAX_VALUE;
    int leastY = Integer.MAX_VALUE;
    int greatestX = Integer.MIN_VALUE;
    int greatestY = Integer.MIN_VALUE;
    for (int i = 0; i < x.length; i++) {
      int orderedX = OrderedFloats.toInt(x[i]);
      int orderedY = OrderedFloats.toInt(y[i]);
      leastX = Math.min(leastX, orderedX);
      leastY = Math.min(leastY, orderedY);
      greatestX = Math.max(greatestX, orderedX);
      greatestY = Math.max(greatestY, orderedY);
    }
    // Infinities and NaN lie at both ends of the order.
    if (Math.min(leastX, leastY) < LEAST || Math.max(greatestX, greatestY) > GREATEST) {
      throw notFinite(x, y);
    }
    this.minX = leastX;
    this.minY = leastY;
    this.maxX = greatestX;
    this.maxY = greatestY;
  }

  /**
   * Creates a stroke without times.
   *
   * @param x the x coordinates, finite, at least one; copied
   * @param y the y coordinates, finite, as many as {@code x}; copied
   * @return the stroke
   * @throws IllegalArgumentException if the lengths differ, there is no point, or a coordinate is
   *     not finite
   */
  public static Stroke of(float[] x, float[] y) {
    checkLengths(x, y);
    return new Stroke(x.clone(), y.clone(), null);
  }

  /**
   * Creates a stroke with times.
   *
   * @param x the x coordinates, finite, at least one; copied
   * @param y the y coordinates, finite, as many as {@code x}; copied
   * @param tMillis milliseconds since the start of the drawing, as many as {@code x}, in any order
   *     (the clocks of real devices step back now and then); copied
   * @return the stroke
   * @throws IllegalArgumentException if the lengths differ, there is no point, or a coordinate is
   *     not finite
   */
  public static Stroke of(float[] x, float[] y, int[] tMillis) {
    checkLengths(x, y);
    if (tMillis.length != x.length) {
      throw new IllegalArgumentException(
          "a stroke needs as many times as points: " + tMillis.length + " t, " + x.length + " x");
    }
    return new Stroke(x.clone(), y.clone(), tMillis.clone());
  }

  /**
   * Creates a stroke from a part of longer arrays, such as buffers that are filled again and again.
   *
   * @param x x coordinates, finite in the range; the range is copied
   * @param y y coordinates, finite in the range; the range is copied
   * @param tMillis milliseconds since the start of the drawing, or null for none; the range is
   *     copied
   * @param from index of the first point
   * @param to index behind the last point
   * @return the stroke
   * @throws IndexOutOfBoundsException if an array does not hold the range
   * @throws IllegalArgumentException if the range is empty or a coordinate in it is not finite
   */
  public static Stroke ofRange(float[] x, float[] y, int @Nullable [] tMillis, int from, int to) {
    Objects.checkFromToIndex(from, to, Math.min(x.length, y.length));
    if (from == to) {
      throw new IllegalArgumentException("a stroke needs at least one point");
    }
    int @Nullable [] times = null;
    if (tMillis != null) {
      Objects.checkFromToIndex(from, to, tMillis.length);
      times = Arrays.copyOfRange(tMillis, from, to);
    }
    return new Stroke(Arrays.copyOfRange(x, from, to), Arrays.copyOfRange(y, from, to), times);
  }

  private static void checkLengths(float[] x, float[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "a stroke needs as many y as x: " + x.length + " x, " + y.length + " y");
    }
    if (x.length == 0) {
      throw new IllegalArgumentException("a stroke needs at least one point");
    }
  }

  private static IllegalArgumentException notFinite(float[] x, float[] y) {
    int i = 0;
    while (Float.isFinite(x[i]) && Float.isFinite(y[i])) {
      i++;
    }
    return new IllegalArgumentException(
        "coordinates must be finite: point " + i + " is " + x[i] + ", " + y[i]);
  }

  /**
   * Returns the number of points.
   *
   * @return at least 1
   */
  public int size() {
    return x.length;
  }

  /**
   * Returns the x coordinate of a point.
   *
   * @param i the point's index, 0 to {@code size() - 1}
   * @return a finite number
   * @throws IndexOutOfBoundsException if there is no such point
   */
  public float x(int i) {
    return x[i];
  }

  /**
   * Returns the y coordinate of a point, growing downwards.
   *
   * @param i the point's index, 0 to {@code size() - 1}
   * @return a finite number
   * @throws IndexOutOfBoundsException if there is no such point
   */
  public float y(int i) {
    return y[i];
  }

  /**
   * Tells whether the points have times.
   *
   * @return true if {@link #tMillis(int)} may be called
   */
  public boolean hasTime() {
    return tMillis != null;
  }

  /**
   * Returns the time of a point.
   *
   * @param i the point's index, 0 to {@code size() - 1}
   * @return milliseconds since the start of the drawing
   * @throws IllegalStateException if the stroke has no times
   * @throws IndexOutOfBoundsException if there is no such point
   */
  public int tMillis(int i) {
    if (tMillis == null) {
      throw new IllegalStateException("this stroke has no times, see hasTime()");
    }
    return tMillis[i];
  }

  /**
   * Returns the smallest box that holds every point; the width of the pen is not counted.
   *
   * @return the bounds
   */
  public Bounds bounds() {
    return OrderedFloats.bounds(minX, minY, maxX, maxY);
  }

  int minX() {
    return minX;
  }

  int minY() {
    return minY;
  }

  int maxX() {
    return maxX;
  }

  int maxY() {
    return maxY;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Stroke that
        && Arrays.equals(x, that.x)
        && Arrays.equals(y, that.y)
        && Arrays.equals(tMillis, that.tMillis);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(x), Arrays.hashCode(y), Arrays.hashCode(tMillis));
  }

  /** Returns a short description: the number of points, the bounds, whether there are times. */
  @Override
  public String toString() {
    return "Stroke[" + x.length + " points, " + bounds() + (hasTime() ? ", timed]" : "]");
  }
}
