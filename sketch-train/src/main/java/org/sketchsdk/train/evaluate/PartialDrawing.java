package org.sketchsdk.train.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/** Cuts drawings off, as they were before they were finished. */
final class PartialDrawing {
  private PartialDrawing() {}

  /**
   * Returns the first points of a drawing, in the order of drawing: whole strokes, then the
   * beginning of the next one.
   *
   * @param drawing any drawing
   * @param percent share of its points in per cent, 1 to 100; the number of points is rounded to
   *     the nearest number (halves up), and at least 1
   * @return the beginning; the drawing itself if nothing is cut off
   * @throws IllegalArgumentException if the share is out of its range
   */
  static Drawing firstPoints(Drawing drawing, int percent) {
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException("percent must be 1 to 100: " + percent);
    }
    int left = (int) Math.max(1, (drawing.pointCount() * (long) percent + 50) / 100);
    if (left >= drawing.pointCount()) {
      return drawing;
    }
    List<Stroke> strokes = new ArrayList<>();
    for (Stroke stroke : drawing.strokes()) {
      if (left == 0) {
        break;
      }
      int size = Math.min(left, stroke.size());
      strokes.add(size == stroke.size() ? stroke : beginning(stroke, size));
      left -= size;
    }
    return Drawing.of(strokes);
  }

  private static Stroke beginning(Stroke stroke, int size) {
    float[] x = new float[size];
    float[] y = new float[size];
    for (int i = 0; i < size; i++) {
      x[i] = stroke.x(i);
      y[i] = stroke.y(i);
    }
    if (!stroke.hasTime()) {
      return Stroke.of(x, y);
    }
    int[] tMillis = new int[size];
    for (int i = 0; i < size; i++) {
      tMillis[i] = stroke.tMillis(i);
    }
    return Stroke.of(x, y, tMillis);
  }
}
