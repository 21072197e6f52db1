package org.sketchsdk.core;

import java.util.Arrays;
import java.util.Objects;

/**
 * One movement of the pen, from touching the paper to leaving it: a polyline of one or more points,
 * x to the right and y down, with an optional time for each point.
 *
 * <p>Immutable, thread-safe and equal by value. A stroke of a single point is a dot. The unit of
 * the coordinates is that of the source (256 units a side in simplified Quick, Draw! files, screen
 * pixels in raw ones); everything that reads a stroke scales it by its bounds.
 */
public final class Stroke {
  private final float[] x;
  private final float[] y;
  private final int[] tMillis; // null: no times
  private final Bounds bounds;

  private Stroke(float[] x, float[] y, int[] tMillis) {
    this.x = x;
    this.y = y;
    this.tMillis = tMillis;
    this.bounds = boundsOf(x, y);
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

  private static void checkLengths(float[] x, float[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "a stroke needs as many y as x: " + x.length + " x, " + y.length + " y");
    }
    if (x.length == 0) {
      throw new IllegalArgumentException("a stroke needs at least one point");
    }
  }

  private static Bounds boundsOf(float[] x, float[] y) {
    float minX = Float.POSITIVE_INFINITY;
    float minY = Float.POSITIVE_INFINITY;
    float maxX = Float.NEGATIVE_INFINITY;
    float maxY = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < x.length; i++) {
      if (!Float.isFinite(x[i]) || !Float.isFinite(y[i])) {
        throw new IllegalArgumentException(
            "coordinates must be finite: point " + i + " is " + x[i] + ", " + y[i]);
      }
      minX = Math.min(minX, x[i]);
      minY = Math.min(minY, y[i]);
      maxX = Math.max(maxX, x[i]);
      maxY = Math.max(maxY, y[i]);
    }
    return new Bounds(minX, minY, maxX, maxY);
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
    return bounds;
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
    return "Stroke[" + x.length + " points, " + bounds + (hasTime() ? ", timed]" : "]");
  }
}
