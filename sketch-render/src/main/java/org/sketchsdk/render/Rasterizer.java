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
  private static final int MAX_UNITS = 1 << 23;

  // Pixels by which bounds are widened against rounding errors.
  private static final double SLACK = 1.0 / 1024;

  private final RasterOptions options;
  private final int size;

  private Rasterizer(RasterOptions options) {
    this.options = options;
    this.size = options.sizePx();
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
   * Draws a drawing, centered and scaled to fill the square up to the margin, its aspect ratio
   * kept.
   *
   * @param drawing any drawing; an empty one gives blank paper
   * @return a new raster of {@code sizePx} × {@code sizePx}
   */
  public Raster render(Drawing drawing) {
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
    double centerX = center(bounds.minX(), bounds.maxX());
    double centerY = center(bounds.minY(), bounds.maxY());
    draw(drawing, scale(bounds), centerX, centerY, options.strokeWidthPx(), dst, offset);
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
    double centerX = center(bounds.minX(), bounds.maxX());
    double centerY = center(bounds.minY(), bounds.maxY());
    double middle = size / 2.0;
    List<Stroke> mapped = new ArrayList<>(drawing.strokes().size());
    for (Stroke stroke : drawing.strokes()) {
      int n = stroke.size();
      float[] x = new float[n];
      float[] y = new float[n];
      int[] t = stroke.hasTime() ? new int[n] : null;
      for (int i = 0; i < n; i++) {
        x[i] = toUnits(middle + (stroke.x(i) - centerX) * scale) / (float) UNITS;
        y[i] = toUnits(middle + (stroke.y(i) - centerY) * scale) / (float) UNITS;
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
   * returns, without scaling or centering it; what lies outside is cut off. Allocates nothing.
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
    if (!(strokeWidthPx >= 1 && strokeWidthPx <= size / 2f)) {
      throw new IllegalArgumentException(
          "strokeWidthPx must be 1 to sizePx / 2 = " + size / 2f + ": " + strokeWidthPx);
    }
    clear(dst, offset);
    double middle = size / 2.0;
    draw(drawing, 1, middle, middle, strokeWidthPx, dst, offset);
  }

  private void clear(byte[] dst, int offset) {
    int pixels = size * size;
    Objects.checkFromIndexSize(offset, pixels, dst.length);
    Arrays.fill(dst, offset, offset + pixels, (byte) 0);
  }

  static double center(float min, float max) {
    return ((double) min + max) / 2;
  }

  double scale(Bounds bounds) {
    double extent = Math.max(bounds.width(), bounds.height());
    return extent == 0 ? 0 : (size - 2.0 * options.marginPx()) / extent;
  }

  private void draw(
      Drawing drawing,
      double scale,
      double centerX,
      double centerY,
      float strokeWidthPx,
      byte[] dst,
      int offset) {
    double middle = size / 2.0;
    double reach = reach(strokeWidthPx);
    List<Stroke> strokes = drawing.strokes();
    for (int s = 0; s < strokes.size(); s++) {
      Stroke stroke = strokes.get(s);
      int x = toUnits(middle + (stroke.x(0) - centerX) * scale);
      int y = toUnits(middle + (stroke.y(0) - centerY) * scale);
      double inX = 0; // the segment that ends in x, y; none yet
      double inY = 0;
      for (int i = 1; i < stroke.size(); i++) {
        int nextX = toUnits(middle + (stroke.x(i) - centerX) * scale);
        int nextY = toUnits(middle + (stroke.y(i) - centerY) * scale);
        if (nextX != x || nextY != y) {
          double outX = nextX - x;
          double outY = nextY - y;
          drawVertex(x, y, inX, inY, outX, outY, reach, dst, offset);
          drawSegment(x, y, outX, outY, reach, dst, offset);
          x = nextX;
          y = nextY;
          inX = outX;
          inY = outY;
        }
      }
      drawVertex(x, y, inX, inY, 0, 0, reach, dst, offset);
    }
  }

  /** Distance from the middle of the pen's path, in units, from which on there is no ink. */
  static double reach(float strokeWidthPx) {
    return (strokeWidthPx / 2.0 + 0.5) * UNITS;
  }

  static int toUnits(double px) {
    int units = (int) Math.floor(px * UNITS + 0.5); // the cast saturates
    return Math.max(-MAX_UNITS, Math.min(MAX_UNITS, units));
  }

  /**
   * Inks the pixels of which the vertex c is the nearest point of both segments that meet in it: e
   * · in ≥ 0 and e · out ≤ 0, with e from c to the pixel's center. At an end of a stroke in or out
   * is 0 and that condition always true.
   */
  void drawVertex(
      int cx,
      int cy,
      double inX,
      double inY,
      double outX,
      double outY,
      double reach,
      byte[] dst,
      int offset) {
    double minX = -reach;
    double maxX = reach;
    double minY = -reach;
    double maxY = reach;
    double turn = inX * outY - inY * outX;
    if (turn != 0) {
      // The pixels form the wedge on the outer side of the corner. It is right of c, e · (1, 0) >=
      // 0, if (1, 0) = p in - q out with p, q >= 0. By Cramer's rule p = outY / turn and q = inY /
      // turn. For the wedge to be below c, p = -outX / turn and q = -inX / turn.
      double pRight = outY * Math.signum(turn);
      double qRight = inY * Math.signum(turn);
      double pBelow = -outX * Math.signum(turn);
      double qBelow = -inX * Math.signum(turn);
      minX = pRight >= 0 && qRight >= 0 ? 0 : minX;
      maxX = pRight <= 0 && qRight <= 0 ? 0 : maxX;
      minY = pBelow >= 0 && qBelow >= 0 ? 0 : minY;
      maxY = pBelow <= 0 && qBelow <= 0 ? 0 : maxY;
    }
    int left = Math.max(0, firstPixel(cx + minX));
    int endColumn = Math.min(size, endPixel(cx + maxX));
    int top = Math.max(0, firstPixel(cy + minY));
    int endRow = Math.min(size, endPixel(cy + maxY));
    for (int row = top; row < endRow; row++) {
      double ey = row * UNITS + HALF - cy;
      double ey2 = ey * ey;
      double inDot = inY * ey;
      double outDot = outY * ey;
      int pixel = offset + row * size;
      for (int column = left; column < endColumn; column++) {
        double ex = column * UNITS + HALF - cx;
        int ink = inkAt(reach - Math.sqrt(ex * ex + ey2));
        // a maximum instead of two conditions, which would be hard to predict
        boolean isElsewhere = Math.max(-(inX * ex + inDot), outX * ex + outDot) > 0;
        dst[pixel + column] = (byte) Math.max(isElsewhere ? 0 : ink, dst[pixel + column] & 0xff);
      }
    }
  }

  /**
   * Inks the pixels beside the segment from a to a + d, of which neither end is the nearest point:
   * 0 ≤ e · d ≤ d · d, with e from a to the pixel's center.
   */
  void drawSegment(int ax, int ay, double dx, double dy, double reach, byte[] dst, int offset) {
    double length2 = dx * dx + dy * dy;
    double length = Math.sqrt(length2);

    // A row's columns with ink are those from `left` below `end` in both of two intervals, which
    // are linear in the row: the band |e × d| < reach * length around the line, and the pixels
    // beside the segment. As a truncated number is rounded down where it matters, above 0, and a
    // column's center is half a pixel from its start, column i is the first at or right of x (in
    // pixels) if i = (int) (x - 0.5 + 1), and the last at or left of x if i + 1 = (int) (x - 0.5 +
    // 1). Rounding moves x by far less than 1/512 pixel. For the band that is harmless: at half a
    // unit of depth and less there is no ink. The other interval is widened by SLACK and then
    // shortened by exact tests.
    double base = (ax - HALF) / (double) UNITS + 1;
    double perDy = dy == 0 ? 0 : 1 / (dy * UNITS);
    double halfBand = dy == 0 ? Double.POSITIVE_INFINITY : reach * length * Math.abs(perDy);
    double bandLeft = base - halfBand;
    double bandEnd = base + halfBand;
    double perDx = dx == 0 ? 0 : 1 / (dx * UNITS);
    double besideLeft = dx == 0 ? Double.NEGATIVE_INFINITY : base - SLACK;
    double besideEnd = dx == 0 ? Double.POSITIVE_INFINITY : base + SLACK;
    double leftDot = dx > 0 ? 0 : length2;
    double endDot = dx > 0 ? length2 : 0;

    double overhang = reach * Math.abs(dx) / length;
    int top = Math.max(0, firstPixel(ay + Math.min(0, dy) - overhang));
    int endRow = Math.min(size, endPixel(ay + Math.max(0, dy) + overhang));
    for (int row = top; row < endRow; row++) {
      double ey = row * UNITS + HALF - ay;
      double cross = dx * ey;
      double dot = dy * ey;
      int left =
          Math.max(
              Math.max(0, (int) (cross * perDy + bandLeft)),
              (int) ((leftDot - dot) * perDx + besideLeft));
      int end =
          Math.min(
              Math.min(size, (int) (cross * perDy + bandEnd)),
              (int) ((endDot - dot) * perDx + besideEnd));
      int last = Math.max(0, end) - 1; // a saturated end would wrap around
      while (left <= last && isPastAnEnd(dx * (left * UNITS + HALF - ax) + dot, length2)) {
        left++;
      }
      while (left <= last && isPastAnEnd(dx * (last * UNITS + HALF - ax) + dot, length2)) {
        last--;
      }
      cross -= dy * (left * UNITS + HALF - ax);
      int pixel = offset + row * size;
      for (int column = left; column <= last; column++) {
        // dividing, unlike multiplying by 1 / length, is exact where the length is an integer
        int ink = inkAt(reach - Math.abs(cross) / length);
        dst[pixel + column] = (byte) Math.max(ink, dst[pixel + column] & 0xff);
        cross -= dy * UNITS;
      }
    }
  }

  private static boolean isPastAnEnd(double dot, double length2) {
    return dot < 0 || dot > length2;
  }

  /** The first column or row whose center lies at that many units or less than SLACK before. */
  private static int firstPixel(double units) {
    return (int) Math.ceil((units - HALF) / UNITS - SLACK);
  }

  /** One more than the last column or row whose center lies there or less than SLACK behind. */
  private static int endPixel(double units) {
    return (int) Math.floor((units - HALF) / UNITS + SLACK) + 1;
  }

  /** Ink for a depth of that many units below the outline's outer edge: rounded, at most 255. */
  private static int inkAt(double depth) {
    return Math.min(255, (int) (depth * (255.0 / UNITS) + 0.5));
  }
}
