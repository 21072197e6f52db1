package org.sketchsdk.core.ink;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.sketchsdk.core.internal.text.Affine;
import org.sketchsdk.core.internal.text.Faults;
import org.sketchsdk.core.quickdraw.ReadOptions;

/**
 * Lines and curves in the coordinates of a drawing. Curves become polylines when all are known:
 * they then depart from the curves by at most 1/1000 of the larger side of the drawing.
 */
final class Outlines {
  /** Largest distance of a curve from its polyline, as a share of the drawing's larger side. */
  static final double TOLERANCE = 1e-3;

  private static final int MAX_PIECES = 1_000;

  private static final byte MOVE = 0;
  private static final byte LINE = 1;
  private static final byte CUBIC = 2;
  private static final byte CLOSE = 3;

  private final ReadOptions options;
  private final Faults faults;
  private final Map<Integer, double[]> times = new HashMap<>(); // by index of the subpath's MOVE
  private byte[] commands = new byte[64];
  private double[] coordinates = new double[256];
  private int commandCount;
  private int coordinateCount;
  private int lastMove = -1;

  // In the coordinates before the map.
  private Affine map = Affine.IDENTITY;
  private double startX;
  private double startY;
  private double x;
  private double y;
  private boolean drawn; // whether anything follows the last move
  private double minX = Double.POSITIVE_INFINITY; // of the ends of the commands, mapped
  private double minY = Double.POSITIVE_INFINITY;
  private double maxX = Double.NEGATIVE_INFINITY;
  private double maxY = Double.NEGATIVE_INFINITY;

  Outlines(ReadOptions options, Faults faults) {
    this.options = options;
    this.faults = faults;
  }

  /** Sets the map that is applied to the coordinates of what follows. */
  void map(Affine map) {
    this.map = map;
  }

  double x() {
    return x;
  }

  double y() {
    return y;
  }

  void moveTo(double px, double py) {
    if (!drawn && lastMove >= 0 && lastMove == commandCount - 1) {
      commandCount--; // a move that nothing follows draws nothing
      coordinateCount -= 2;
    }
    lastMove = commandCount;
    append(MOVE);
    end(px, py);
    x = px;
    y = py;
    startX = px;
    startY = py;
    drawn = false;
  }

  void lineTo(double px, double py) {
    resume();
    append(LINE);
    end(px, py);
    x = px;
    y = py;
    drawn = true;
  }

  void cubicTo(double x1, double y1, double x2, double y2, double px, double py) {
    resume();
    append(CUBIC);
    point(x1, y1);
    point(x2, y2);
    end(px, py);
    x = px;
    y = py;
    drawn = true;
  }

  void quadraticTo(double x1, double y1, double px, double py) {
    cubicTo(
        x + (x1 - x) * 2 / 3,
        y + (y1 - y) * 2 / 3,
        px + (x1 - px) * 2 / 3,
        py + (y1 - py) * 2 / 3,
        px,
        py);
  }

  /** Draws an elliptical arc as SVG defines it; the rotation is in degrees. */
  void arcTo(
      double radiusX,
      double radiusY,
      double rotation,
      boolean large,
      boolean sweep,
      double px,
      double py) {
    double rx = Math.abs(radiusX);
    double ry = Math.abs(radiusY);
    if (rx == 0 || ry == 0 || (x == px && y == py)) {
      lineTo(px, py);
      return;
    }
    // The implementation notes of SVG: from end points to the center.
    double phi = Math.toRadians(rotation % 360);
    double cos = StrictMath.cos(phi);
    double sin = StrictMath.sin(phi);
    double hx = (x - px) / 2;
    double hy = (y - py) / 2;
    double ux = cos * hx + sin * hy;
    double uy = -sin * hx + cos * hy;
    double stretch = Math.sqrt((ux / rx) * (ux / rx) + (uy / ry) * (uy / ry));
    if (stretch > 1) {
      rx *= stretch;
      ry *= stretch;
    }
    double nx = ux / rx;
    double ny = uy / ry;
    double norm = nx * nx + ny * ny;
    double factor = Math.sqrt(Math.max(0, 1 / norm - 1)) * (large == sweep ? -1 : 1);
    double centerU = factor * ny;
    double centerV = -factor * nx;
    double from = StrictMath.atan2(ny - centerV, nx - centerU);
    double to = StrictMath.atan2(-ny - centerV, -nx - centerU);
    double angle = to - from;
    if (sweep && angle < 0) {
      angle += 2 * Math.PI;
    } else if (!sweep && angle > 0) {
      angle -= 2 * Math.PI;
    }
    double cx = cos * centerU * rx - sin * centerV * ry + (x + px) / 2;
    double cy = sin * centerU * rx + cos * centerV * ry + (y + py) / 2;
    Affine circle =
        Affine.translation(cx, cy).then(Affine.rotation(phi)).then(Affine.scaling(rx, ry));
    if (!Double.isFinite(angle + cx + cy)) {
      lineTo(px, py); // no such arc in the range of double
      return;
    }
    arc(circle, from, angle, px, py);
  }

  /** Draws an ellipse with sides parallel to the axes. */
  void ellipse(double cx, double cy, double rx, double ry) {
    moveTo(cx + rx, cy);
    arc(new Affine(rx, 0, 0, ry, cx, cy), 0, 2 * Math.PI, cx + rx, cy);
    close();
  }

  /** Draws a part of the unit circle, mapped, up to an end point. */
  private void arc(Affine circle, double from, double angle, double endX, double endY) {
    int pieces = Math.max(1, (int) Math.ceil(Math.abs(angle) / (Math.PI / 4) - 1e-9));
    double step = angle / pieces;
    double handle = 4.0 / 3 * StrictMath.tan(step / 4);
    for (int i = 0; i < pieces; i++) {
      double a = from + i * step;
      double b = a + step;
      double x1 = StrictMath.cos(a) - handle * StrictMath.sin(a);
      double y1 = StrictMath.sin(a) + handle * StrictMath.cos(a);
      double x2 = StrictMath.cos(b) + handle * StrictMath.sin(b);
      double y2 = StrictMath.sin(b) - handle * StrictMath.cos(b);
      boolean last = i == pieces - 1;
      cubicTo(
          circle.x(x1, y1),
          circle.y(x1, y1),
          circle.x(x2, y2),
          circle.y(x2, y2),
          last ? endX : circle.x(StrictMath.cos(b), StrictMath.sin(b)),
          last ? endY : circle.y(StrictMath.cos(b), StrictMath.sin(b)));
    }
  }

  /** Draws a line to the start of the subpath; a subpath of one point becomes a dot. */
  void close() {
    if (lastMove < 0 || (commandCount > 0 && commands[commandCount - 1] == CLOSE)) {
      return;
    }
    append(CLOSE);
    x = startX;
    y = startY;
    drawn = true;
  }

  /** Gives the points of the subpath that was drawn last their times. */
  void times(double[] millis) {
    if (lastMove >= 0) {
      times.put(lastMove, millis);
    }
  }

  /** Starts a subpath at the start of the one that was closed, as SVG does. */
  private void resume() {
    if (commandCount == 0 || commands[commandCount - 1] == CLOSE) {
      moveTo(startX, startY);
    }
  }

  private void append(byte command) {
    if (commandCount == options.maxPoints()) {
      throw faults.exceeded("points in drawing", options.maxPoints(), "maxPoints");
    }
    if (commandCount == commands.length) {
      commands = Arrays.copyOf(commands, 2 * commandCount);
    }
    commands[commandCount++] = command;
  }

  /** Adds the end of a command; checked here, where the place in the file is known. */
  private void end(double px, double py) {
    point(px, py);
    double mappedX = coordinates[coordinateCount - 2];
    double mappedY = coordinates[coordinateCount - 1];
    InkBuilder.check(mappedX, mappedY, options, faults);
  }

  private void point(double px, double py) {
    if (coordinateCount == coordinates.length) {
      coordinates = Arrays.copyOf(coordinates, 2 * coordinateCount);
    }
    coordinates[coordinateCount++] = map.x(px, py);
    coordinates[coordinateCount++] = map.y(px, py);
  }

  /** Adds everything as polylines, one stroke for each subpath. */
  void flatten(InkBuilder ink) {
    if (!drawn && lastMove >= 0 && lastMove == commandCount - 1) {
      commandCount--;
      coordinateCount -= 2;
      lastMove = -1;
    }
    double tolerance = TOLERANCE * size();
    int c = 0;
    double fromX = 0;
    double fromY = 0;
    double firstX = 0;
    double firstY = 0;
    double[] clock = {};
    int index = 0; // of the point in the stroke
    for (int i = 0; i < commandCount; i++) {
      switch (commands[i]) {
        case MOVE -> {
          ink.begin();
          firstX = coordinates[c++];
          firstY = coordinates[c++];
          fromX = firstX;
          fromY = firstY;
          double[] known = times.get(i);
          clock = known != null && known.length == pointsOfLines(i) ? known : new double[0];
          index = 0;
          ink.add(fromX, fromY, timeAt(clock, index++));
        }
        case LINE -> {
          fromX = coordinates[c++];
          fromY = coordinates[c++];
          ink.add(fromX, fromY, timeAt(clock, index++));
        }
        case CUBIC -> {
          flattenCubic(ink, fromX, fromY, c, tolerance);
          fromX = coordinates[c + 4];
          fromY = coordinates[c + 5];
          c += 6;
        }
        default -> {
          if (fromX != firstX || fromY != firstY) {
            ink.add(firstX, firstY);
          }
          fromX = firstX;
          fromY = firstY;
        }
      }
    }
    ink.end();
  }

  private static double timeAt(double[] clock, int index) {
    return index < clock.length ? clock[index] : Double.NaN;
  }

  /** Returns the number of points of a subpath of straight lines, or -1 if it has curves. */
  private int pointsOfLines(int move) {
    int points = 1;
    for (int i = move + 1; i < commandCount && commands[i] != MOVE; i++) {
      if (commands[i] == CUBIC) {
        return -1;
      }
      points += commands[i] == LINE ? 1 : 0;
    }
    return points;
  }

  private void flattenCubic(InkBuilder ink, double x0, double y0, int at, double tolerance) {
    double x1 = coordinates[at];
    double y1 = coordinates[at + 1];
    double x2 = coordinates[at + 2];
    double y2 = coordinates[at + 3];
    double x3 = coordinates[at + 4];
    double y3 = coordinates[at + 5];
    // A polyline of n pieces departs by at most 1/8 of the second derivative over n squared; the
    // derivative is at most 6 times the larger second difference of the control points.
    double bend =
        Math.max(
            StrictMath.hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2),
            StrictMath.hypot(x1 - 2 * x2 + x3, y1 - 2 * y2 + y3));
    double exact = Math.ceil(Math.sqrt(0.75 * bend / tolerance));
    int pieces = exact >= 1 ? (int) Math.min(MAX_PIECES, exact) : 1; // also for NaN
    for (int i = 1; i < pieces; i++) {
      double t = (double) i / pieces;
      ink.add(cubic(x0, x1, x2, x3, t), cubic(y0, y1, y2, y3, t));
    }
    ink.add(x3, y3);
  }

  private static double cubic(double p0, double p1, double p2, double p3, double t) {
    double s = 1 - t;
    return s * s * s * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t * t * t * p3;
  }

  /** Returns the larger side of the box of all end points and of three points on each curve. */
  private double size() {
    int c = 0;
    double fromX = 0;
    double fromY = 0;
    for (int i = 0; i < commandCount; i++) {
      if (commands[i] == CUBIC) {
        for (int quarter = 1; quarter <= 3; quarter++) {
          double t = quarter / 4.0;
          include(
              cubic(fromX, coordinates[c], coordinates[c + 2], coordinates[c + 4], t),
              cubic(fromY, coordinates[c + 1], coordinates[c + 3], coordinates[c + 5], t));
        }
        c += 4;
      }
      if (commands[i] != CLOSE) {
        fromX = coordinates[c++];
        fromY = coordinates[c++];
        include(fromX, fromY);
      }
    }
    return Math.max(maxX - minX, maxY - minY);
  }

  private void include(double px, double py) {
    minX = Math.min(minX, px);
    minY = Math.min(minY, py);
    maxX = Math.max(maxX, px);
    maxY = Math.max(maxY, py);
  }
}
