package org.sketchsdk.render;

import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/**
 * The specification of the pixels, written down a second time: slow and obvious. For every pixel
 * the least distance to any segment by the textbook formula, nothing left out, nothing shared with
 * {@link Rasterizer}.
 */
final class RasterizerReference {
  private RasterizerReference() {}

  /** What {@link Rasterizer#render} should return, before its ink is rounded to a byte. */
  static double[] render(RasterOptions options, Drawing drawing) {
    if (drawing.isEmpty()) {
      return new double[options.sizePx() * options.sizePx()];
    }
    Bounds bounds = drawing.bounds();
    double larger = Math.max(bounds.width(), bounds.height());
    double scale = larger == 0 ? 0 : (options.sizePx() - 2.0 * options.marginPx()) / larger;
    double centerX = ((double) bounds.minX() + bounds.maxX()) / 2;
    double centerY = ((double) bounds.minY() + bounds.maxY()) / 2;
    return draw(options.sizePx(), options.strokeWidthPx(), drawing, scale, centerX, centerY);
  }

  /** What {@link Rasterizer#renderPixelsTo} should write, before it is rounded to a byte. */
  static double[] renderPixels(int sizePx, float strokeWidthPx, Drawing drawing) {
    return draw(sizePx, strokeWidthPx, drawing, 1, sizePx / 2.0, sizePx / 2.0);
  }

  private static double[] draw(
      int size, double width, Drawing drawing, double scale, double centerX, double centerY) {
    double[] ink = new double[size * size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double nearest = Double.POSITIVE_INFINITY;
        for (Stroke stroke : drawing.strokes()) {
          for (int i = 0; i < stroke.size(); i++) {
            int from = Math.max(0, i - 1); // a point by itself is a segment of length 0
            nearest =
                Math.min(
                    nearest,
                    distance(
                        column + 0.5,
                        row + 0.5,
                        vertex(stroke.x(from), centerX, scale, size),
                        vertex(stroke.y(from), centerY, scale, size),
                        vertex(stroke.x(i), centerX, scale, size),
                        vertex(stroke.y(i), centerY, scale, size)));
          }
        }
        ink[row * size + column] = 255 * Math.min(1, Math.max(0, width / 2 + 0.5 - nearest));
      }
    }
    return ink;
  }

  private static double vertex(double point, double center, double scale, int size) {
    double px = Math.floor((size / 2.0 + (point - center) * scale) * 256 + 0.5) / 256;
    return Math.max(-32768, Math.min(32768, px));
  }

  /** Distance from a point p to the segment from a to b. */
  static double distance(double px, double py, double ax, double ay, double bx, double by) {
    double length2 = (bx - ax) * (bx - ax) + (by - ay) * (by - ay);
    double t = length2 == 0 ? 0 : ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length2;
    t = Math.max(0, Math.min(1, t));
    double dx = px - (ax + t * (bx - ax));
    double dy = py - (ay + t * (by - ay));
    return Math.sqrt(dx * dx + dy * dy);
  }
}
