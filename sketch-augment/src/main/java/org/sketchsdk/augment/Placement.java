package org.sketchsdk.augment;

import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;

/** Keeps a drawing on its raster. */
final class Placement {
  // The grid of the rasterizer's vertices: a drawing that fills the room may be off by a rounding.
  private static final double TOLERANCE_PX = 1.0 / 256;

  private Placement() {}

  static Drawing apply(
      Drawing drawing, int sizePx, double insetPx, double maxPx, SeededRandom random) {
    if (drawing.isEmpty()) {
      return drawing;
    }
    Bounds bounds = drawing.bounds();
    double room = sizePx - 2 * insetPx;
    double extent = Math.max(bounds.width(), bounds.height());
    double scale = extent > room + TOLERANCE_PX ? room / extent : 1;
    double shiftX = shift(bounds.minX(), bounds.maxX(), scale, sizePx, insetPx, maxPx, random);
    double shiftY = shift(bounds.minY(), bounds.maxY(), scale, sizePx, insetPx, maxPx, random);
    if (scale == 1 && shiftX == 0 && shiftY == 0) {
      return drawing;
    }
    double centerX = ((double) bounds.minX() + bounds.maxX()) / 2;
    double centerY = ((double) bounds.minY() + bounds.maxY()) / 2;
    return Polyline.mapLinear(
        drawing,
        scale,
        0,
        centerX - scale * centerX + shiftX,
        0,
        scale,
        centerY - scale * centerY + shiftY);
  }

  private static double shift(
      double min,
      double max,
      double scale,
      int sizePx,
      double insetPx,
      double maxPx,
      SeededRandom random) {
    double center = (min + max) / 2;
    double half = (max - min) / 2 * scale;
    double least = insetPx - (center - half) - TOLERANCE_PX;
    double most = sizePx - insetPx - (center + half) + TOLERANCE_PX;
    double from = Math.max(least, Math.min(most, -maxPx));
    double to = Math.max(least, Math.min(most, maxPx));
    return random.uniform(from, to);
  }
}
