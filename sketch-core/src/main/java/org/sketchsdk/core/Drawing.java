package org.sketchsdk.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A drawing: strokes in the order in which they were drawn. A drawing may be empty.
 *
 * <pre>{@code
 * Drawing arrow =
 *     Drawing.of(Stroke.ofPoints(0, 50, 100, 50), Stroke.ofPoints(70, 20, 100, 50, 70, 80));
 * Drawing same =
 *     Drawing.builder()
 *         .moveTo(0, 50).lineTo(100, 50)
 *         .moveTo(70, 20).lineTo(100, 50).lineTo(70, 80)
 *         .build();
 * for (Stroke stroke : arrow) {
 *   System.out.println(stroke.size());
 * }
 * }</pre>
 *
 * <p>Everything between pen down and pen up is one {@link Stroke}. A stroke for each point is a
 * common mistake: such a drawing consists of dots, and classifiers see dots.
 *
 * <p>Immutable, thread-safe and equal by value.
 */
public final class Drawing implements Iterable<Stroke> {
  private static final Drawing EMPTY = new Drawing(List.of());

  private final List<Stroke> strokes;
  private final int pointCount;
  private final @Nullable Bounds bounds; // null: empty

  private Drawing(List<Stroke> strokes) {
    this.strokes = strokes;
    int points = 0;
    int minX = Integer.MAX_VALUE; // as OrderedFloats
    int minY = Integer.MAX_VALUE;
    int maxX = Integer.MIN_VALUE;
    int maxY = Integer.MIN_VALUE;
    for (Stroke stroke : strokes) {
      points = Math.addExact(points, stroke.size());
      minX = Math.min(minX, stroke.minX());
      minY = Math.min(minY, stroke.minY());
      maxX = Math.max(maxX, stroke.maxX());
      maxY = Math.max(maxY, stroke.maxY());
    }
    this.pointCount = points;
    this.bounds = strokes.isEmpty() ? null : OrderedFloats.bounds(minX, minY, maxX, maxY);
  }

  /**
   * Creates a drawing from strokes.
   *
   * @param strokes the strokes, in the order in which they were drawn; copied
   * @return the drawing; empty if there is no stroke
   * @throws NullPointerException if a stroke is null
   */
  public static Drawing of(Stroke... strokes) {
    return strokes.length == 0 ? EMPTY : new Drawing(List.of(strokes));
  }

  /**
   * Creates a drawing from a list of strokes.
   *
   * @param strokes the strokes, in the order in which they were drawn; copied
   * @return the drawing; empty if the list is empty
   * @throws NullPointerException if a stroke is null
   */
  public static Drawing of(List<Stroke> strokes) {
    return strokes.isEmpty() ? EMPTY : new Drawing(List.copyOf(strokes));
  }

  /**
   * Returns a builder that draws with {@link Builder#moveTo moveTo} and {@link Builder#lineTo
   * lineTo}.
   *
   * @return a builder without strokes
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the drawing without strokes.
   *
   * @return the empty drawing
   */
  public static Drawing empty() {
    return EMPTY;
  }

  /**
   * Returns the strokes.
   *
   * @return an unmodifiable list, in the order in which they were drawn
   */
  public List<Stroke> strokes() {
    return strokes;
  }

  /**
   * Returns an iterator over the strokes.
   *
   * @return an iterator in the order of {@link #strokes()}, without {@code remove}
   */
  @Override
  public Iterator<Stroke> iterator() {
    return strokes.iterator();
  }

  /**
   * Tells whether there is no stroke.
   *
   * @return true if {@link #strokes()} is empty
   */
  public boolean isEmpty() {
    return strokes.isEmpty();
  }

  /**
   * Returns the number of points of all strokes together.
   *
   * @return at least 0
   */
  public int pointCount() {
    return pointCount;
  }

  /**
   * Returns the smallest box that contains every point. The width of the pen does not count.
   *
   * @return the bounds
   * @throws IllegalStateException if the drawing is empty
   */
  public Bounds bounds() {
    if (bounds == null) {
      throw new IllegalStateException("an empty drawing has no bounds; call isEmpty() first");
    }
    return bounds;
  }

  /**
   * Returns a drawing with changed strokes.
   *
   * @param function takes a stroke and returns its replacement, or null to remove the stroke
   * @return the drawing of the replacements, in the same order
   */
  public Drawing map(Function<? super Stroke, ? extends @Nullable Stroke> function) {
    List<Stroke> mapped = new ArrayList<>(strokes.size());
    for (Stroke stroke : strokes) {
      @Nullable Stroke replacement = function.apply(stroke);
      if (replacement != null) {
        mapped.add(replacement);
      }
    }
    return of(mapped);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Drawing that && strokes.equals(that.strokes);
  }

  @Override
  public int hashCode() {
    return strokes.hashCode();
  }

  /** Returns a short description: the numbers of strokes and points, and the bounds. */
  @Override
  public String toString() {
    return "Drawing["
        + strokes.size()
        + " strokes, "
        + pointCount
        + " points"
        + (isEmpty() ? "]" : ", " + bounds + "]");
  }

  /**
   * Builds a drawing point by point, as a pen would draw it: {@link #moveTo} starts a stroke,
   * {@link #lineTo} continues it.
   *
   * <p>Not thread-safe.
   */
  public static final class Builder {
    private static final int INITIAL_POINTS = 16;

    private final List<Stroke> strokes = new ArrayList<>();
    private float[] x = new float[INITIAL_POINTS]; // of the current stroke
    private float[] y = new float[INITIAL_POINTS];
    private int points; // 0: there is no current stroke

    private Builder() {}

    /**
     * Ends the current stroke, if there is one, and starts a new stroke at a point. A stroke that
     * is not continued by {@link #lineTo} is a dot.
     *
     * @param x the x coordinate, finite and in the range of {@code float}
     * @param y the y coordinate, growing downward, finite and in the range of {@code float}
     * @return this builder
     * @throws IllegalArgumentException if a coordinate is not finite as a {@code float}
     */
    public Builder moveTo(double x, double y) {
      checkFinite(x, y);
      endStroke();
      append(x, y);
      return this;
    }

    /**
     * Draws a line from the last point of the current stroke to another point.
     *
     * @param x the x coordinate, finite and in the range of {@code float}
     * @param y the y coordinate, growing downward, finite and in the range of {@code float}
     * @return this builder
     * @throws IllegalStateException if there is no current stroke: {@link #moveTo} comes first
     * @throws IllegalArgumentException if a coordinate is not finite as a {@code float}
     */
    public Builder lineTo(double x, double y) {
      if (points == 0) {
        throw new IllegalStateException("lineTo needs a stroke to continue; call moveTo first");
      }
      checkFinite(x, y);
      append(x, y);
      return this;
    }

    /**
     * Ends the current stroke, if there is one, and adds a whole stroke. The next point needs
     * {@link #moveTo}.
     *
     * @param stroke the stroke
     * @return this builder
     */
    public Builder add(Stroke stroke) {
      Objects.requireNonNull(stroke, "stroke");
      endStroke();
      strokes.add(stroke);
      return this;
    }

    /**
     * Returns the drawing so far, including the current stroke. The builder stays usable: a later
     * {@link #lineTo} continues the current stroke, and a later call of this method returns the
     * longer drawing.
     *
     * @return the drawing; empty if nothing was drawn
     */
    public Drawing build() {
      if (points == 0) {
        return of(strokes);
      }
      List<Stroke> all = new ArrayList<>(strokes);
      all.add(Stroke.ofRange(x, y, null, 0, points));
      return of(all);
    }

    private void endStroke() {
      if (points > 0) {
        strokes.add(Stroke.ofRange(x, y, null, 0, points));
        points = 0;
      }
    }

    private void append(double x, double y) {
      if (points == this.x.length) {
        this.x = Arrays.copyOf(this.x, 2 * points);
        this.y = Arrays.copyOf(this.y, 2 * points);
      }
      this.x[points] = (float) x;
      this.y[points] = (float) y;
      points++;
    }

    private static void checkFinite(double x, double y) {
      if (!Float.isFinite((float) x) || !Float.isFinite((float) y)) {
        throw new IllegalArgumentException(
            "coordinates must be finite and in the range of float: " + x + ", " + y);
      }
    }
  }
}
