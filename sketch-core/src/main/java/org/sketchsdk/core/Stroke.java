package org.sketchsdk.core;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One movement of the pen, from the moment it touches the paper to the moment it leaves it.
 *
 * <p>A stroke is a line through one or more points. x grows to the right, y grows downward, and
 * each point may have a time. A stroke of a single point is a dot.
 *
 * <pre>{@code
 * Stroke roof = Stroke.ofPoints(20, 50, 50, 10, 80, 50);
 * }</pre>
 *
 * <p>Coordinates may have any unit: simplified Quick, Draw! files use 0 to 255, raw files use
 * screen pixels. Renderers and classifiers scale a drawing by its bounds, so the unit does not
 * matter. Coordinates are stored as {@code float}; methods that take {@code double} round to the
 * nearest {@code float}.
 *
 * <p>Immutable, thread-safe and equal by value.
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
   * Creates a stroke from pairs of coordinates.
   *
   * @param xy x and y of the first point, x and y of the second point, and so on; finite, in the
   *     range of {@code float}, at least one pair; copied
   * @return the stroke, without times
   * @throws IllegalArgumentException if there is no point, a y is missing, or a coordinate is not
   *     finite
   */
  public static Stroke ofPoints(double... xy) {
    if (xy.length % 2 != 0) {
      throw new IllegalArgumentException(
          "ofPoints takes pairs of x and y, but got " + xy.length + " numbers");
    }
    if (xy.length == 0) {
      throw new IllegalArgumentException("a stroke needs at least one point");
    }
    float[] x = new float[xy.length / 2];
    float[] y = new float[xy.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) xy[2 * i];
      y[i] = (float) xy[2 * i + 1];
    }
    return new Stroke(x, y, null);
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
    checkLengths(x.length, y.length);
    return new Stroke(x.clone(), y.clone(), null);
  }

  /**
   * Creates a stroke with times.
   *
   * @param x the x coordinates, finite, at least one; copied
   * @param y the y coordinates, finite, as many as {@code x}; copied
   * @param tMillis milliseconds since the start of the drawing, as many as {@code x}; copied. Times
   *     may go backward, as the clocks of real devices sometimes do
   * @return the stroke
   * @throws IllegalArgumentException if the lengths differ, there is no point, or a coordinate is
   *     not finite
   */
  public static Stroke of(float[] x, float[] y, int[] tMillis) {
    checkLengths(x.length, y.length, tMillis.length);
    return new Stroke(x.clone(), y.clone(), tMillis.clone());
  }

  /**
   * Creates a stroke without times from {@code double} coordinates.
   *
   * @param x the x coordinates, finite and in the range of {@code float}, at least one; copied
   * @param y the y coordinates, finite and in the range of {@code float}, as many as {@code x};
   *     copied
   * @return the stroke
   * @throws IllegalArgumentException if the lengths differ, there is no point, or a coordinate is
   *     not finite as a {@code float}
   */
  public static Stroke of(double[] x, double[] y) {
    checkLengths(x.length, y.length);
    return new Stroke(toFloats(x), toFloats(y), null);
  }

  /**
   * Creates a stroke with times from {@code double} coordinates.
   *
   * @param x the x coordinates, finite and in the range of {@code float}, at least one; copied
   * @param y the y coordinates, finite and in the range of {@code float}, as many as {@code x};
   *     copied
   * @param tMillis milliseconds since the start of the drawing, as many as {@code x}; copied. Times
   *     may go backward
   * @return the stroke
   * @throws IllegalArgumentException if the lengths differ, there is no point, or a coordinate is
   *     not finite as a {@code float}
   */
  public static Stroke of(double[] x, double[] y, int[] tMillis) {
    checkLengths(x.length, y.length, tMillis.length);
    return new Stroke(toFloats(x), toFloats(y), tMillis.clone());
  }

  /**
   * Creates a stroke from a part of longer arrays, such as buffers that are filled repeatedly.
   *
   * @param x x coordinates, finite in the range; the range is copied
   * @param y y coordinates, finite in the range; the range is copied
   * @param tMillis milliseconds since the start of the drawing, or null for none; the range is
   *     copied
   * @param from index of the first point
   * @param to index after the last point
   * @return the stroke
   * @throws IndexOutOfBoundsException if the range exceeds one of the arrays
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

  private static void checkLengths(int x, int y) {
    if (x != y) {
      throw new IllegalArgumentException(
          "x and y must have the same length: " + x + " x, " + y + " y");
    }
    if (x == 0) {
      throw new IllegalArgumentException("a stroke needs at least one point");
    }
  }

  private static void checkLengths(int x, int y, int tMillis) {
    checkLengths(x, y);
    if (tMillis != x) {
      throw new IllegalArgumentException(
          "each point needs a time: " + tMillis + " times, " + x + " points");
    }
  }

  private static float[] toFloats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
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
   * Returns the y coordinate of a point, growing downward.
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
   * @return true if {@link #tMillis(int)} can be called
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
      throw new IllegalStateException("this stroke has no times; call hasTime() first");
    }
    return tMillis[i];
  }

  /**
   * Returns the smallest box that contains every point. The width of the pen does not count.
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
