package org.sketchsdk.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A drawing: strokes in the order in which they were drawn.
 *
 * <p>Immutable, thread-safe and equal by value. A drawing may be empty.
 */
public final class Drawing {
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
   * Creates a drawing.
   *
   * @param strokes the strokes, first drawn first; copied
   * @return the drawing
   * @throws NullPointerException if a stroke is null
   */
  public static Drawing of(List<Stroke> strokes) {
    return strokes.isEmpty() ? EMPTY : new Drawing(List.copyOf(strokes));
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
   * @return an unmodifiable list, first drawn first
   */
  public List<Stroke> strokes() {
    return strokes;
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
   * Returns the smallest box that holds every point; the width of the pen is not counted.
   *
   * @return the bounds
   * @throws IllegalStateException if the drawing is empty
   */
  public Bounds bounds() {
    if (bounds == null) {
      throw new IllegalStateException("an empty drawing has no bounds, see isEmpty()");
    }
    return bounds;
  }

  /**
   * Applies a function to every stroke.
   *
   * @param function returns the stroke's replacement, or null to leave it out
   * @return the drawing of the results, in the same order
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
}
