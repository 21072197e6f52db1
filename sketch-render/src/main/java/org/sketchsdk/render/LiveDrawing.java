package org.sketchsdk.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.LimitException;
import org.sketchsdk.core.Stroke;

/**
 * A drawing in progress and its raster. Points come one by one, and only new ink is drawn.
 *
 * <pre>{@code
 * LiveDrawing live = LiveDrawing.on(Rasterizer.create(RasterOptions.defaults()));
 * live.beginStroke(10, 10);
 * live.lineTo(90, 20);
 * live.lineTo(50, 80);
 * Raster unfinished = live.raster();
 * live.endStroke();
 * }</pre>
 *
 * <p>At every moment, also between two points of a stroke, {@link #raster()} is byte for byte what
 * {@link Rasterizer#render(Drawing)} makes of {@link #drawing()}. A point inside the bounds of the
 * points before it costs its segment of the line. A point outside changes the scale of the whole
 * drawing, since a raster is always filled up to its margin. The whole is then drawn again, but
 * only when the raster is asked for, so that any number of such points in a row costs one drawing.
 * Undoing, redoing or removing a stroke draws the whole again as well.
 *
 * <p>Not thread-safe. Holds {@code sizePx * sizePx} bytes and 8 bytes or more per point.
 */
public final class LiveDrawing {
  /** The most points of a drawing if no other limit is given. */
  public static final int MAX_POINTS = 100_000;

  private final Rasterizer rasterizer;
  private final int maxPoints;
  private final double reach;

  private final List<Stroke> finished = new ArrayList<>();
  private final List<Stroke> undone = new ArrayList<>(); // the last undone stroke is the last
  private float[] openX = new float[64];
  private float[] openY = new float[64];
  private int openSize; // points of the stroke that is not finished, 0 for none
  private int pointCount; // of all strokes
  private @Nullable Bounds bounds; // null: no points

  // The drawing but for the round end of the open stroke, which the next point does away with: the
  // rounding of that disc is not that of the segment which covers it.
  private final byte[] ink;
  private boolean stale; // the ink is of other points or bounds
  private int redraws;

  // Where the ink is.
  private double scale;
  private double centerX;
  private double centerY;

  // The last vertex of the open stroke, and the segment that ends there: 0, 0 for none.
  private int tipX;
  private int tipY;
  private double inX;
  private double inY;

  private LiveDrawing(Rasterizer rasterizer, int maxPoints) {
    this.rasterizer = rasterizer;
    this.maxPoints = maxPoints;
    this.reach = Rasterizer.reach(rasterizer.options().strokeWidthPx());
    int sizePx = rasterizer.options().sizePx();
    this.ink = new byte[sizePx * sizePx];
  }

  /**
   * Starts an empty drawing of at most {@value #MAX_POINTS} points.
   *
   * @param rasterizer draws it
   * @return the drawing
   */
  public static LiveDrawing on(Rasterizer rasterizer) {
    return on(rasterizer, MAX_POINTS);
  }

  /**
   * Starts an empty drawing.
   *
   * @param rasterizer draws it
   * @param maxPoints the most points that it may have, at least 1
   * @return the drawing
   * @throws IllegalArgumentException if {@code maxPoints} is less than 1
   */
  public static LiveDrawing on(Rasterizer rasterizer, int maxPoints) {
    Objects.requireNonNull(rasterizer, "rasterizer");
    if (maxPoints < 1) {
      throw new IllegalArgumentException("maxPoints must be at least 1: " + maxPoints);
    }
    return new LiveDrawing(rasterizer, maxPoints);
  }

  /**
   * Puts the pen down. This draws a dot until the line goes on.
   *
   * @param x finite, to the right, in any unit
   * @param y finite, down, in the same unit
   * @throws IllegalArgumentException if a coordinate is not finite
   * @throws IllegalStateException if a stroke is unfinished
   * @throws LimitException if the drawing has as many points as it may; nothing is changed
   */
  public void beginStroke(float x, float y) {
    checkFinished();
    add(x, y);
    undone.clear();
    if (!stale) {
      putTip(x, y);
    }
  }

  private void checkFinished() {
    if (openSize > 0) {
      throw new IllegalStateException("the stroke before is not finished, see endStroke()");
    }
  }

  /**
   * Draws a straight line from the last point.
   *
   * @param x finite, to the right, in any unit
   * @param y finite, down, in the same unit
   * @throws IllegalArgumentException if a coordinate is not finite
   * @throws IllegalStateException if no stroke is begun
   * @throws LimitException if the drawing has as many points as it may; nothing is changed
   */
  public void lineTo(float x, float y) {
    checkOpen();
    add(x, y);
    if (!stale) {
      moveTip(x, y);
    }
  }

  /**
   * Lifts the pen.
   *
   * @throws IllegalStateException if no stroke is begun
   */
  public void endStroke() {
    checkOpen();
    finished.add(Stroke.ofRange(openX, openY, null, 0, openSize));
    openSize = 0;
    if (!stale) {
      drawEnd(ink, 0);
    }
  }

  /**
   * Adds a whole stroke.
   *
   * @param stroke any stroke
   * @throws IllegalStateException if a stroke is unfinished
   * @throws LimitException if the drawing would have more points than it may; nothing is changed
   */
  public void add(Stroke stroke) {
    Objects.requireNonNull(stroke, "stroke");
    checkFinished();
    checkPoints((long) pointCount + stroke.size());
    undone.clear();
    append(stroke);
  }

  private void append(Stroke stroke) {
    finished.add(stroke);
    pointCount += stroke.size();
    Bounds added = Drawing.of(List.of(stroke)).bounds();
    if (bounds == null || !bounds.union(added).equals(bounds)) {
      bounds = bounds == null ? added : bounds.union(added);
      stale = true;
    }
    if (!stale) {
      draw(stroke);
    }
  }

  private void draw(Stroke stroke) {
    putTip(stroke.x(0), stroke.y(0));
    for (int i = 1; i < stroke.size(); i++) {
      moveTip(stroke.x(i), stroke.y(i));
    }
    drawEnd(ink, 0);
  }

  /**
   * Removes a stroke. The strokes after it move up by one. {@link #redo} does not bring it back.
   *
   * @param index place of the stroke in {@link #drawing()}, from 0; an unfinished stroke is the
   *     last
   * @throws IndexOutOfBoundsException if there is no such stroke
   */
  public void remove(int index) {
    Objects.checkIndex(index, finished.size() + (openSize > 0 ? 1 : 0));
    undone.clear();
    if (index < finished.size()) {
      pointCount -= finished.remove(index).size();
    } else {
      pointCount -= openSize;
      openSize = 0;
    }
    strokeGone();
  }

  /**
   * Removes the last stroke: the unfinished one if there is one.
   *
   * @return whether there was a stroke
   */
  public boolean undo() {
    if (openSize > 0) {
      undone.add(Stroke.ofRange(openX, openY, null, 0, openSize));
      pointCount -= openSize;
      openSize = 0;
    } else if (!finished.isEmpty()) {
      Stroke last = finished.remove(finished.size() - 1);
      undone.add(last);
      pointCount -= last.size();
    } else {
      return false;
    }
    strokeGone();
    return true;
  }

  private void strokeGone() {
    bounds = finished.isEmpty() ? null : Drawing.of(finished).bounds();
    for (int i = 0; i < openSize; i++) {
      Bounds point = new Bounds(openX[i], openY[i], openX[i], openY[i]);
      bounds = bounds == null ? point : bounds.union(point);
    }
    stale = true;
  }

  /**
   * Brings the stroke back that the last {@link #undo} removed. It comes back as a finished stroke.
   * Any other change to the drawing discards the strokes that were undone.
   *
   * @return whether there was a stroke to bring back
   */
  public boolean redo() {
    if (undone.isEmpty()) {
      return false;
    }
    append(undone.remove(undone.size() - 1)); // its points are within the limit, as they were
    return true;
  }

  /** Removes all strokes, also an unfinished one. {@link #undo} does not bring them back. */
  public void clear() {
    finished.clear();
    undone.clear();
    openSize = 0;
    pointCount = 0;
    bounds = null;
    stale = true;
  }

  /**
   * Returns the drawing as it is now, with the unfinished stroke.
   *
   * @return the strokes in the coordinates that were given; strokes that were drawn point by point
   *     have no times
   */
  public Drawing drawing() {
    if (openSize == 0) {
      return Drawing.of(finished);
    }
    List<Stroke> strokes = new ArrayList<>(finished);
    strokes.add(Stroke.ofRange(openX, openY, null, 0, openSize));
    return Drawing.of(strokes);
  }

  /**
   * Returns the raster of {@link #drawing()}.
   *
   * @return a new raster of {@code sizePx} × {@code sizePx}; blank where there is no stroke
   */
  public Raster raster() {
    int sizePx = rasterizer.options().sizePx();
    byte[] copy = new byte[ink.length];
    renderTo(copy, 0);
    return Raster.owning(sizePx, sizePx, copy);
  }

  /**
   * Like {@link #raster()}, into an array of the caller's.
   *
   * @param dst receives {@code sizePx * sizePx} unsigned bytes, row by row, 0 paper to 255 ink
   * @param offset index of the first
   * @throws IndexOutOfBoundsException if they do not fit
   */
  public void renderTo(byte[] dst, int offset) {
    Objects.checkFromIndexSize(offset, ink.length, dst.length);
    if (stale) {
      redraw();
    }
    System.arraycopy(ink, 0, dst, offset, ink.length);
    if (openSize > 0) {
      drawEnd(dst, offset);
    }
  }

  /** How often the whole was drawn. */
  int redraws() {
    return redraws;
  }

  private void checkOpen() {
    if (openSize == 0) {
      throw new IllegalStateException("no stroke is begun, see beginStroke(x, y)");
    }
  }

  private void add(float x, float y) {
    if (!(Float.isFinite(x) && Float.isFinite(y))) {
      throw new IllegalArgumentException("coordinates must be finite: " + x + ", " + y);
    }
    checkPoints(pointCount + 1L);
    if (openSize == openX.length) {
      openX = Arrays.copyOf(openX, 2 * openSize);
      openY = Arrays.copyOf(openY, 2 * openSize);
    }
    openX[openSize] = x;
    openY[openSize] = y;
    openSize++;
    pointCount++;
    if (bounds == null
        || !(x >= bounds.minX()
            && x <= bounds.maxX()
            && y >= bounds.minY()
            && y <= bounds.maxY())) {
      Bounds point = new Bounds(x, y, x, y);
      bounds = bounds == null ? point : bounds.union(point);
      stale = true;
    }
  }

  private void checkPoints(long points) {
    if (points > maxPoints) {
      throw new LimitException("points in drawing", points, maxPoints, "maxPoints");
    }
  }

  private void redraw() {
    redraws++;
    stale = false;
    Arrays.fill(ink, (byte) 0);
    if (bounds == null) {
      return;
    }
    scale = rasterizer.scale(bounds);
    centerX = Rasterizer.center(bounds.minX(), bounds.maxX());
    centerY = Rasterizer.center(bounds.minY(), bounds.maxY());
    finished.forEach(this::draw);
    if (openSize > 0) {
      putTip(openX[0], openY[0]);
      for (int i = 1; i < openSize; i++) {
        moveTip(openX[i], openY[i]);
      }
    }
  }

  private int unitsX(float x) {
    return Rasterizer.toUnits(rasterizer.options().sizePx() / 2.0 + (x - centerX) * scale);
  }

  private int unitsY(float y) {
    return Rasterizer.toUnits(rasterizer.options().sizePx() / 2.0 + (y - centerY) * scale);
  }

  private void putTip(float x, float y) {
    tipX = unitsX(x);
    tipY = unitsY(y);
    inX = 0;
    inY = 0;
  }

  private void moveTip(float x, float y) {
    int nextX = unitsX(x);
    int nextY = unitsY(y);
    if (nextX != tipX || nextY != tipY) {
      double outX = nextX - tipX;
      double outY = nextY - tipY;
      rasterizer.drawVertex(tipX, tipY, inX, inY, outX, outY, reach, ink, 0);
      rasterizer.drawSegment(tipX, tipY, outX, outY, reach, ink, 0);
      tipX = nextX;
      tipY = nextY;
      inX = outX;
      inY = outY;
    }
  }

  private void drawEnd(byte[] dst, int offset) {
    rasterizer.drawVertex(tipX, tipY, inX, inY, 0, 0, reach, dst, offset);
  }
}
