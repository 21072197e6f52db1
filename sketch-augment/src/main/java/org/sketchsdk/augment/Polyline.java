package org.sketchsdk.augment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/** A growing list of points, and what the transforms of points have in common. */
final class Polyline {
  /** Coordinates beyond are moved there, as the rasterizer does. */
  static final double MAX_PX = 32_768;

  // A segment across the whole range of coordinates at the finest spacing that is used.
  private static final int MAX_PIECES = 1 << 14;

  private float[] x;
  private float[] y;
  private int size;

  Polyline(int capacity) {
    x = new float[Math.max(1, capacity)];
    y = new float[Math.max(1, capacity)];
  }

  void add(double px, double py) {
    if (size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
    }
    x[size] = clamp(px);
    y[size] = clamp(py);
    size++;
  }

  Stroke toStroke() {
    return Stroke.of(Arrays.copyOf(x, size), Arrays.copyOf(y, size));
  }

  static float clamp(double px) {
    return (float) Math.max(-MAX_PX, Math.min(MAX_PX, px));
  }

  static double length(double dx, double dy) {
    return Math.sqrt(dx * dx + dy * dy);
  }

  /** Into how many equal pieces, none longer than the spacing, a segment is cut. */
  static int pieces(double lengthPx, double spacingPx) {
    return (int) Math.max(1, Math.min(MAX_PIECES, Math.ceil(lengthPx / spacingPx)));
  }

  /** The same line with further points, so that none is farther than the spacing from the next. */
  static Stroke densify(Stroke stroke, double spacingPx) {
    int n = stroke.size();
    Polyline dense = new Polyline(2 * n);
    dense.add(stroke.x(0), stroke.y(0));
    for (int i = 1; i < n; i++) {
      double fromX = stroke.x(i - 1);
      double fromY = stroke.y(i - 1);
      double dx = stroke.x(i) - fromX;
      double dy = stroke.y(i) - fromY;
      int pieces = pieces(length(dx, dy), spacingPx);
      for (int k = 1; k < pieces; k++) {
        dense.add(fromX + dx * k / pieces, fromY + dy * k / pieces);
      }
      dense.add(stroke.x(i), stroke.y(i));
    }
    return dense.toStroke();
  }

  /** Moves every point by a linear map: x' = xx x + xy y + x0, y' = yx x + yy y + y0. */
  static Drawing mapLinear(
      Drawing drawing, double xx, double xy, double x0, double yx, double yy, double y0) {
    List<Stroke> mapped = new ArrayList<>(drawing.strokes().size());
    for (Stroke stroke : drawing.strokes()) {
      int n = stroke.size();
      float[] px = new float[n];
      float[] py = new float[n];
      for (int i = 0; i < n; i++) {
        double sx = stroke.x(i);
        double sy = stroke.y(i);
        px[i] = clamp(xx * sx + xy * sy + x0);
        py[i] = clamp(yx * sx + yy * sy + y0);
      }
      mapped.add(withTimes(stroke, px, py));
    }
    return Drawing.of(mapped);
  }

  /** A stroke of moved points, as many as before, which keep their times. */
  static Stroke withTimes(Stroke original, float[] px, float[] py) {
    if (!original.hasTime()) {
      return Stroke.of(px, py);
    }
    int[] t = new int[px.length];
    for (int i = 0; i < t.length; i++) {
      t[i] = original.tMillis(i);
    }
    return Stroke.of(px, py, t);
  }

  /** Some of a stroke's points, with their times. */
  static Stroke pick(Stroke stroke, int[] indices) {
    int n = indices.length;
    float[] px = new float[n];
    float[] py = new float[n];
    int[] t = stroke.hasTime() ? new int[n] : null;
    for (int i = 0; i < n; i++) {
      px[i] = stroke.x(indices[i]);
      py[i] = stroke.y(indices[i]);
      if (t != null) {
        t[i] = stroke.tMillis(indices[i]);
      }
    }
    return t == null ? Stroke.of(px, py) : Stroke.of(px, py, t);
  }
}
