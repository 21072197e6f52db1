package org.sketchsdk.core;

/**
 * An axis-aligned box in the coordinates of a drawing: x to the right, y down.
 *
 * @param minX smallest x, finite
 * @param minY smallest y, finite
 * @param maxX largest x, finite, at least {@code minX}
 * @param maxY largest y, finite, at least {@code minY}
 */
public record Bounds(float minX, float minY, float maxX, float maxY) {

  /**
   * Checks the box.
   *
   * @throws IllegalArgumentException if a side is not finite or a minimum exceeds its maximum
   */
  public Bounds {
    if (!(Float.isFinite(minX)
        && Float.isFinite(minY)
        && Float.isFinite(maxX)
        && Float.isFinite(maxY))) {
      throw new IllegalArgumentException(
          "bounds must be finite: " + minX + ", " + minY + " to " + maxX + ", " + maxY);
    }
    if (minX > maxX || minY > maxY) {
      throw new IllegalArgumentException(
          "bounds must not be reversed: " + minX + ", " + minY + " to " + maxX + ", " + maxY);
    }
  }

  /**
   * Returns the width. It is exact and may exceed the range of {@code float}.
   *
   * @return {@code maxX - minX}, at least 0
   */
  public double width() {
    return (double) maxX - minX;
  }

  /**
   * Returns the height. It is exact and may exceed the range of {@code float}.
   *
   * @return {@code maxY - minY}, at least 0
   */
  public double height() {
    return (double) maxY - minY;
  }

  /**
   * Returns the smallest box that contains both boxes.
   *
   * @param other another box
   * @return the union
   */
  public Bounds union(Bounds other) {
    return new Bounds(
        Math.min(minX, other.minX),
        Math.min(minY, other.minY),
        Math.max(maxX, other.maxX),
        Math.max(maxY, other.maxY));
  }
}
