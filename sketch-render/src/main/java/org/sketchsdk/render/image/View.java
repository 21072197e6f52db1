package org.sketchsdk.render.image;

import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Bounds;

/** What is read: the whole picture, or the sheet in it as if seen straight from above. */
final class View {
  // What is read of a sheet begins this share of its shorter side inside of its edges.
  private static final float INSET = 0.014f;

  private final Picture picture;
  private final @Nullable Sheet sheet;
  final int width;
  final int height;
  private @Nullable Channels averages; // of the whole picture
  private int averaged; // pixels a side in one of these

  View(Picture picture, @Nullable Sheet sheet) {
    this.picture = picture;
    this.sheet = sheet;
    this.width = sheet == null ? picture.width() : Math.max(1, Math.round(sheet.width()));
    this.height = sheet == null ? picture.height() : Math.max(1, Math.round(sheet.height()));
  }

  @Nullable Sheet sheet() {
    return sheet;
  }

  Picture picture() {
    return picture;
  }

  /** All that is read: of a sheet, what lies inside of its edges. */
  Region all() {
    int inset = sheet == null ? 0 : (int) (INSET * Math.min(width, height));
    return new Region(inset, inset, width - 2 * inset, height - 2 * inset);
  }

  /** Averages the whole picture, and keeps the result for the next call. */
  Channels averages(int factor) {
    Channels last = averages;
    if (last == null || averaged != factor) {
      last = Channels.average(picture, Region.of(picture), factor);
      averages = last;
      averaged = factor;
    }
    return last;
  }

  /**
   * Reads a part.
   *
   * @param part in pixels of the view
   * @param factor pixels a side that are averaged into one
   * @param enlargement pixels a side that are made of one; 1 unless the factor is
   */
  Channels read(Region part, int factor, int enlargement) {
    if (sheet == null && enlargement == 1) {
      return part.equals(all()) ? averages(factor) : Channels.average(picture, part, factor);
    }
    int width = (part.width() + factor - 1) / factor * enlargement;
    int height = (part.height() + factor - 1) / factor * enlargement;
    double scale = (double) factor / enlargement;
    if (sheet == null) {
      Channels small = Channels.average(picture, part, 1);
      return small.enlarge(enlargement);
    }
    double[] map = sheet.homography();
    float[] x = new float[4];
    float[] y = new float[4];
    for (int k = 0; k < 4; k++) {
      double u = part.x() + (k == 1 || k == 2 ? part.width() : 0);
      double v = part.y() + (k > 1 ? part.height() : 0);
      x[k] = Homography.x(map, u, v);
      y[k] = Homography.y(map, u, v);
    }
    int left = (int) clamp(min(x) - 2 * factor, 0, picture.width() - 1);
    int top = (int) clamp(min(y) - 2 * factor, 0, picture.height() - 1);
    int right = (int) clamp(max(x) + 2 * factor, left + 1, picture.width());
    int bottom = (int) clamp(max(y) + 2 * factor, top + 1, picture.height());
    Channels source =
        Channels.average(picture, new Region(left, top, right - left, bottom - top), factor);
    return source.warp(map, part.x(), part.y(), scale, left, top, factor, width, height);
  }

  private static float clamp(float value, float least, float most) {
    return Math.max(least, Math.min(most, value));
  }

  private static float min(float[] v) {
    return Math.min(Math.min(v[0], v[1]), Math.min(v[2], v[3]));
  }

  private static float max(float[] v) {
    return Math.max(Math.max(v[0], v[1]), Math.max(v[2], v[3]));
  }

  /** The box around a box of the view, in pixels of the picture. */
  Bounds toPicture(float left, float top, float right, float bottom) {
    if (sheet == null) {
      return new Bounds(left, top, right, bottom);
    }
    double[] map = sheet.homography();
    float[] x = new float[4];
    float[] y = new float[4];
    for (int k = 0; k < 4; k++) {
      float u = k == 1 || k == 2 ? right : left;
      float v = k > 1 ? bottom : top;
      x[k] = Homography.x(map, u, v);
      y[k] = Homography.y(map, u, v);
    }
    return new Bounds(min(x), min(y), max(x), max(y));
  }
}
