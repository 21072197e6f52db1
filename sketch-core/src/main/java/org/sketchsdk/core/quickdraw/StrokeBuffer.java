package org.sketchsdk.core.quickdraw;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/**
 * The strokes of the drawing that is being read. All points are in three arrays, which are reused
 * for the next drawing. Write the points of a stroke from index {@link #base()} on, then call
 * {@link #endStroke}.
 */
final class StrokeBuffer {
  private final int maxPoints;
  private float[] x;
  private float[] y;
  private int[] tMillis;
  private int base;
  private int[] strokeEnds = new int[32];
  private boolean[] strokeTimed = new boolean[32];
  private int strokeCount;
  private int emptyStrokes;

  StrokeBuffer(int maxPoints) {
    this.maxPoints = maxPoints;
    int capacity = Math.min(maxPoints, 512);
    x = new float[capacity];
    y = new float[capacity];
    tMillis = new int[capacity];
  }

  void clear() {
    base = 0;
    strokeCount = 0;
    emptyStrokes = 0;
  }

  /** Where the points of the current stroke start in {@link #x()}, {@link #y()}, {@link #t()}. */
  int base() {
    return base;
  }

  /** How many points the current stroke may have. */
  int room() {
    return maxPoints - base;
  }

  float[] x() {
    return x;
  }

  float[] y() {
    return y;
  }

  int[] t() {
    return tMillis;
  }

  /** Makes the arrays, which are replaced, longer, up to the limit of points. */
  void grow() {
    int capacity = (int) Math.min(2L * x.length, maxPoints);
    x = Arrays.copyOf(x, capacity);
    y = Arrays.copyOf(y, capacity);
    tMillis = Arrays.copyOf(tMillis, capacity);
  }

  /** Ends the current stroke. One without points is only counted. */
  void endStroke(int points, boolean timed) {
    if (points == 0) {
      emptyStrokes++;
      return;
    }
    if (strokeCount == strokeEnds.length) {
      strokeEnds = Arrays.copyOf(strokeEnds, 2 * strokeCount);
      strokeTimed = Arrays.copyOf(strokeTimed, 2 * strokeCount);
    }
    base += points;
    strokeEnds[strokeCount] = base;
    strokeTimed[strokeCount] = timed;
    strokeCount++;
  }

  /**
   * Replaces the times of a stroke.
   *
   * @param stroke the number of the stroke, 0 for the first with points
   * @param t as many times as points, or null to leave the stroke without times
   * @return whether the stroke has times
   */
  boolean setTimes(int stroke, int @Nullable [] t) {
    strokeTimed[stroke] = t != null;
    if (t != null) {
      System.arraycopy(t, 0, tMillis, strokeEnds[stroke] - t.length, t.length);
    }
    return t != null;
  }

  /** Strokes without points since {@link #clear()}. */
  int emptyStrokes() {
    return emptyStrokes;
  }

  Drawing toDrawing() {
    Stroke[] strokes = new Stroke[strokeCount];
    int from = 0;
    for (int i = 0; i < strokeCount; i++) {
      int to = strokeEnds[i];
      strokes[i] = Stroke.ofRange(x, y, strokeTimed[i] ? tMillis : null, from, to);
      from = to;
    }
    return Drawing.of(List.of(strokes)); // which does not copy an immutable list again
  }
}
