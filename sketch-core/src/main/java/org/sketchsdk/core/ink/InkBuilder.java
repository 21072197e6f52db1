package org.sketchsdk.core.ink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.internal.LeftOut;
import org.sketchsdk.core.internal.PointTimes;
import org.sketchsdk.core.internal.text.Faults;
import org.sketchsdk.core.quickdraw.ReadOptions;

/** The strokes of the drawing that is being read, within the limits of {@link ReadOptions}. */
final class InkBuilder {
  private static final class Line {
    final float[] x;
    final float[] y;
    final double @Nullable [] t;

    Line(float[] x, float[] y, double @Nullable [] t) {
      this.x = x;
      this.y = y;
      this.t = t;
    }
  }

  private final ReadOptions options;
  private final Faults faults;
  private final LeftOut leftOut;
  private final List<Line> lines = new ArrayList<>();
  private float[] x = new float[64];
  private float[] y = new float[64];
  private double[] t = new double[64];
  private int size; // points of the current stroke
  private boolean timed; // whether all of them have times
  private int points; // of all strokes together
  private long emptyStrokes;
  private boolean timesStartAnywhere;

  InkBuilder(ReadOptions options, Faults faults, LeftOut leftOut) {
    this.options = options;
    this.faults = faults;
    this.leftOut = leftOut;
  }

  /** Leaves times as they are if they fit, because the format counts from a moment of its own. */
  void keepTimes() {
    timesStartAnywhere = true;
  }

  /** Starts a stroke; ends the current one. */
  void begin() {
    end();
    size = 0;
    timed = true;
  }

  /** Adds a point without a time to the current stroke. */
  void add(double px, double py) {
    add(px, py, Double.NaN);
  }

  /** Adds a point to the current stroke; the time is NaN if there is none. */
  void add(double px, double py, double time) {
    check(px, py, options, faults);
    if (points == options.maxPoints()) {
      throw faults.exceeded("points in drawing", options.maxPoints(), "maxPoints");
    }
    if (size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
      t = Arrays.copyOf(t, 2 * size);
    }
    x[size] = (float) px;
    y[size] = (float) py;
    t[size] = time;
    timed &= !Double.isNaN(time);
    size++;
    points++;
  }

  static void check(double px, double py, ReadOptions options, Faults faults) {
    float limit = options.maxAbsCoordinate();
    if (!(Math.abs(px) <= limit && Math.abs(py) <= limit)) {
      throw faults.malformed(
          "coordinate ("
              + (Math.abs(px) <= limit ? py : px)
              + ") exceeds the maximum allowed in absolute value ("
              + limit
              + ", see ReadOptions.maxAbsCoordinate)");
    }
  }

  /** Ends the current stroke without starting another. */
  void end() {
    if (size == 0) {
      return;
    }
    checkRoom();
    lines.add(
        new Line(
            Arrays.copyOf(x, size), Arrays.copyOf(y, size), timed ? Arrays.copyOf(t, size) : null));
    size = 0;
  }

  /** Counts a stroke without points. */
  void endEmpty() {
    checkRoom();
    emptyStrokes++;
  }

  private void checkRoom() {
    if (lines.size() + emptyStrokes >= options.maxStrokes()) {
      throw faults.exceeded("strokes in drawing", options.maxStrokes(), "maxStrokes");
    }
  }

  long emptyStrokes() {
    return emptyStrokes;
  }

  /** Returns the drawing, with times in milliseconds. */
  Drawing build() {
    end();
    List<double[]> times = new ArrayList<>();
    for (Line line : lines) {
      if (line.t != null) {
        times.add(line.t);
      }
    }
    PointTimes clock = PointTimes.of(times, timesStartAnywhere);
    List<Stroke> strokes = new ArrayList<>(lines.size());
    for (Line line : lines) {
      int @Nullable [] millis = line.t == null ? null : clock.millis(line.t);
      if (line.t != null && millis == null) {
        leftOut.add(LeftOut.TIMES);
      }
      strokes.add(millis == null ? Stroke.of(line.x, line.y) : Stroke.of(line.x, line.y, millis));
    }
    return Drawing.of(strokes);
  }
}
