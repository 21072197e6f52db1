package org.sketchsdk.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/**
 * Draws strokes as round-capped, round-joined, anti-aliased lines. The pixels are specified in the
 * description of {@link org.sketchsdk.render the package} and are the same on every JDK, operating
 * system and processor.
 *
 * <p>Immutable and thread-safe; one instance serves any number of threads.
 */
public final class Rasterizer {
  /**
   * The version of the pixels. It grows whenever any drawing's raster changes by a single bit; a
   * model is only loaded by the version that it was trained with.
   */
  public static final int VERSION = 1;

  // Vertices lie on a grid of 1/256 pixel; "units" below are its steps.
  private static final int UNITS = 256;
  private static final int HALF = UNITS / 2;

  // Products of two coordinate differences stay below 2 * (2^24)^2 = 2^49: exact in a double.
  private static final double MAX_UNITS = 1 << 23;

  private final RasterOptions options;

  private Rasterizer(RasterOptions options) {
    this.options = options;
  }

  /**
   * Creates a rasterizer.
   *
   * @param options size, pen and margin
   * @return the rasterizer
   */
  public static Rasterizer create(RasterOptions options) {
    return new Rasterizer(Objects.requireNonNull(options, "options"));
  }

  /**
   * Returns the options that this rasterizer was created with.
   *
   * @return size, pen and margin
   */
  public RasterOptions options() {
    return options;
  }

  /**
   * Draws a drawing, centred and scaled to fill the square up to the margin, its aspect ratio kept.
   *
   * @param drawing any drawing; an empty one gives blank paper
   * @return a new raster of {@code sizePx} × {@code sizePx}
   */
  public Raster render(Drawing drawing) {
    int size = options.sizePx();
    byte[] ink = new byte[size * size];
    renderTo(drawing, ink, 0);
    return Raster.owning(size, size, ink);
  }

  /**
   * Like {@link #render(Drawing)}, into an array of the caller's; allocates nothing.
   *
   * @param drawing any drawing
   * @param dst receives {@code sizePx * sizePx} unsigned bytes, row by row, 0 paper to 255 ink
   * @param offset index of the first
   * @throws IndexOutOfBoundsException if they do not fit
   */
  public void renderTo(Drawing drawing, byte[] dst, int offset) {
    clear(dst, offset);
    if (drawing.isEmpty()) {
      return;
    }
    Bounds bounds = drawing.bounds();
    double centreX = centre(bounds.minX(), bounds.maxX());
    double centreY = centre(bounds.minY(), bounds.maxY());
    draw(drawing, scale(bounds), centreX, centreY, options.strokeWidthPx(), dst, offset);
  }

  /**
   * Returns the drawing where {@link #render(Drawing)} draws it, in pixels: its points are the
   * vertices, multiples of 1/256. Given to {@link #renderPixelsTo}, it makes the same raster.
   *
   * @param drawing any drawing
   * @return the drawing in pixel coordinates: 0, 0 is the top left corner of the raster
   */
  public Drawing toPixels(Drawing drawing) {
    if (drawing.isEmpty()) {
      return drawing;
    }
    Bounds bounds = drawing.bounds();
    double scale = scale(bounds);
    double centreX = centre(bounds.minX(), bounds.maxX());
    double centreY = centre(bounds.minY(), bounds.maxY());
    double middle = options.sizePx() / 2.0;
    List<Stroke> mapped = new ArrayList<>(drawing.strokes().size());
    for (Stroke stroke : drawing.strokes()) {
      int n = stroke.size();
      float[] x = new float[n];
      float[] y = new float[n];
      int[] t = stroke.hasTime() ? new int[n] : null;
      for (int i = 0; i < n; i++) {
        x[i] = toUnits(middle + (stroke.x(i) - centreX) * scale) / (float) UNITS;
        y[i] = toUnits(middle + (stroke.y(i) - centreY) * scale) / (float) UNITS;
        if (t != null) {
          t[i] = stroke.tMillis(i);
        }
      }
      mapped.add(t == null ? Stroke.of(x, y) : Stroke.of(x, y, t));
    }
    return Drawing.of(mapped);
  }

  /**
   * Draws a drawing that is already in pixel coordinates, such as {@link #toPixels(Drawing)}
   * returns, without scaling or centring it; what lies outside is cut off. Allocates nothing.
   *
   * @param drawing a drawing in pixels, 0, 0 being the top left corner; coordinates beyond ±32,768
   *     pixels are moved there
   * @param strokeWidthPx width of the pen in pixels, 1 to {@code sizePx / 2}, in place of the
   *     options'
   * @param dst receives {@code sizePx * sizePx} unsigned bytes, row by row, 0 paper to 255 ink
   * @param offset index of the first
   * @throws IndexOutOfBoundsException if they do not fit
   * @throws IllegalArgumentException if the width is out of its range
   */
  public void renderPixelsTo(Drawing drawing, float strokeWidthPx, byte[] dst, int offset) {
    if (!(strokeWidthPx >= 1 && strokeWidthPx <= options.sizePx() / 2f)) {
      throw new IllegalArgumentException(
          "strokeWidthPx must be 1 to sizePx / 2 = "
              + options.sizePx() / 2f
              + ": "
              + strokeWidthPx);
    }
    clear(dst, offset);
    double middle = options.sizePx() / 2.0;
    draw(drawing, 1, middle, middle, strokeWidthPx, dst, offset);
  }

  private void clear(byte[] dst, int offset) {
    int pixels = options.sizePx() * options.sizePx();
    Objects.checkFromIndexSize(offset, pixels, dst.length);
    Arrays.fill(dst, offset, offset + pixels, (byte) 0);
  }

  private static double centre(float min, float max) {
    return ((double) min + max) / 2;
  }

  private double scale(Bounds bounds) {
    double extent = Math.max(bounds.width(), bounds.height());
    return extent == 0 ? 0 : (options.sizePx() - 2.0 * options.marginPx()) / extent;
  }

  private void draw(
      Drawing drawing,
      double scale,
      double centreX,
      double centreY,
      float strokeWidthPx,
      byte[] dst,
      int offset) {
    int size = options.sizePx();
    double middle = size / 2.0;
    double reach = (strokeWidthPx / 2.0 + 0.5) * UNITS;
    List<Stroke> strokes = drawing.strokes();
    for (int s = 0; s < strokes.size(); s++) {
      Stroke stroke = strokes.get(s);
      int x = toUnits(middle + (stroke.x(0) - centreX) * scale);
      int y = toUnits(middle + (stroke.y(0) - centreY) * scale);
      drawDisc(x, y, reach, size, dst, offset);
      for (int i = 1; i < stroke.size(); i++) {
        int nextX = toUnits(middle + (stroke.x(i) - centreX) * scale);
        int nextY = toUnits(middle + (stroke.y(i) - centreY) * scale);
        if (nextX != x || nextY != y) {
          drawBody(x, y, nextX, nextY, reach, size, dst, offset);
          drawDisc(nextX, nextY, reach, size, dst, offset);
          x = nextX;
          y = nextY;
        }
      }
    }
  }

  private static int toUnits(double px) {
    double units = Math.floor(px * UNITS + 0.5);
    return (int) Math.max(-MAX_UNITS, Math.min(MAX_UNITS, units));
  }

  /** Ink of the pixels around one vertex. */
  private static void drawDisc(int cx, int cy, double reach, int size, byte[] dst, int offset) {
    // ink = 255 * (reach - d) / UNITS, rounded; it is 255 where d <= solid
    double solid = reach - UNITS;
    double solid2 = solid > 0 ? solid * solid : -1;
    double reach2 = reach * reach;
    int top = Math.max(0, firstPixel(cy - reach));
    int bottom = Math.min(size - 1, lastPixel(cy + reach));
    int left = Math.max(0, firstPixel(cx - reach));
    int right = Math.min(size - 1, lastPixel(cx + reach));
    for (int row = top; row <= bottom; row++) {
      double dy = row * UNITS + HALF - cy;
      double dy2 = dy * dy;
      int pixel = offset + row * size;
      for (int column = left; column <= right; column++) {
        double dx = column * UNITS + HALF - cx;
        double d2 = dx * dx + dy2;
        if (d2 >= reach2 || dst[pixel + column] == -1) {
          continue;
        }
        int ink = d2 <= solid2 ? 255 : inkAt(reach - Math.sqrt(d2));
        if (ink > (dst[pixel + column] & 0xff)) {
          dst[pixel + column] = (byte) ink;
        }
      }
    }
  }

  /** Ink of the pixels whose nearest point of the segment is not one of its ends. */
  private static void drawBody(
      int ax, int ay, int bx, int by, double reach, int size, byte[] dst, int offset) {
    double dx = bx - ax;
    double dy = by - ay;
    double length2 = dx * dx + dy * dy;
    double length = Math.sqrt(length2);
    double slab = reach * length;
    int top = Math.max(0, firstPixel(Math.min(ay, by) - reach));
    int bottom = Math.min(size - 1, lastPixel(Math.max(ay, by) + reach));
    for (int row = top; row <= bottom; row++) {
      double ey = row * UNITS + HALF - ay;
      // With u = x - ax, the row's part of the rectangle is where |dx ey - dy u| < slab and
      // 0 <= dx u + dy ey <= length2. The bounds found here may be a hair too wide, never too
      // narrow
      // (see SLACK); each pixel is then tested exactly.
      double low = Double.NEGATIVE_INFINITY;
      double high = Double.POSITIVE_INFINITY;
      double across = dx * ey;
      if (dy == 0) {
        if (Math.abs(across) >= slab) {
          continue;
        }
      } else {
        double u1 = (across - slab) / dy;
        double u2 = (across + slab) / dy;
        low = Math.max(low, Math.min(u1, u2));
        high = Math.min(high, Math.max(u1, u2));
      }
      double along = dy * ey;
      if (dx == 0) {
        if (along < 0 || along > length2) {
          continue;
        }
      } else {
        double u1 = -along / dx;
        double u2 = (length2 - along) / dx;
        low = Math.max(low, Math.min(u1, u2));
        high = Math.min(high, Math.max(u1, u2));
      }
      int left = Math.max(0, firstPixel(low + ax));
      int right = Math.min(size - 1, lastPixel(high + ax));
      int pixel = offset + row * size;
      for (int column = left; column <= right; column++) {
        double u = column * UNITS + HALF - ax;
        double t = dx * u + along;
        if (t < 0 || t > length2) {
          continue;
        }
        // dividing, unlike multiplying by 1 / length, is exact where the length is an integer
        int ink = inkAt(reach - Math.abs(across - dy * u) / length);
        if (ink > (dst[pixel + column] & 0xff)) {
          dst[pixel + column] = (byte) ink;
        }
      }
    }
  }

  // Rounding errors in a row's bounds are below 2^-8 unit; the slack is a quarter of a unit.
  private static final double SLACK = 0.25;

  private static int firstPixel(double units) {
    return (int) Math.ceil((units - HALF - SLACK) / UNITS);
  }

  private static int lastPixel(double units) {
    return (int) Math.floor((units - HALF + SLACK) / UNITS);
  }

  /** Ink for a depth of that many units below the outline's outer edge: rounded, 0 to 255. */
  private static int inkAt(double depth) {
    int ink = (int) (depth * (255.0 / UNITS) + 0.5);
    return Math.max(0, Math.min(255, ink));
  }
}
