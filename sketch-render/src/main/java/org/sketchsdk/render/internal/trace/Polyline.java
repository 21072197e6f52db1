package org.sketchsdk.render.internal.trace;

import java.util.Arrays;

/** A growing list of points. */
public final class Polyline {
  private static final int PIECE = 1024;

  public float[] x = new float[16];
  public float[] y = new float[16];
  public int size;

  public void add(float px, float py) {
    if (size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
    }
    x[size] = px;
    y[size] = py;
    size++;
  }

  /** Adds another's points, in reverse order if wanted; a point like the last is not repeated. */
  public void append(Polyline other, boolean reversed) {
    for (int i = 0; i < other.size; i++) {
      int k = reversed ? other.size - 1 - i : i;
      if (size == 0 || x[size - 1] != other.x[k] || y[size - 1] != other.y[k]) {
        add(other.x[k], other.y[k]);
      }
    }
  }

  public float length() {
    float length = 0;
    for (int i = 1; i < size; i++) {
      length += distance(i - 1, i);
    }
    return length;
  }

  /** The longer side of the bounds. */
  public float extent() {
    float[] range = range();
    return Math.max(range[1] - range[0], range[3] - range[2]);
  }

  /** Leaves only the middle. */
  public void shrink() {
    float[] range = range();
    x[0] = (range[0] + range[1]) / 2;
    y[0] = (range[2] + range[3]) / 2;
    size = 1;
  }

  private float[] range() {
    float[] range = {x[0], x[0], y[0], y[0]};
    for (int i = 1; i < size; i++) {
      range[0] = Math.min(range[0], x[i]);
      range[1] = Math.max(range[1], x[i]);
      range[2] = Math.min(range[2], y[i]);
      range[3] = Math.max(range[3], y[i]);
    }
    return range;
  }

  public float distance(int i, int j) {
    float dx = x[i] - x[j];
    float dy = y[i] - y[j];
    return (float) Math.sqrt(dx * dx + dy * dy);
  }

  public boolean isClosed() {
    return size > 3 && x[0] == x[size - 1] && y[0] == y[size - 1];
  }

  public void reverse() {
    for (int i = 0, j = size - 1; i < j; i++, j--) {
      float px = x[i];
      x[i] = x[j];
      x[j] = px;
      float py = y[i];
      y[i] = y[j];
      y[j] = py;
    }
  }

  public void dropFirst(int count) {
    System.arraycopy(x, count, x, 0, size - count);
    System.arraycopy(y, count, y, 0, size - count);
    size -= count;
  }

  /** Replaces the first points that lie within a distance of the given one by that one. */
  public void leadFrom(float px, float py, float within) {
    int first = 1;
    while (first < size - 1 && near(first, px, py, within)) {
      first++;
    }
    x[0] = px;
    y[0] = py;
    System.arraycopy(x, first, x, 1, size - first);
    System.arraycopy(y, first, y, 1, size - first);
    size -= first - 1;
  }

  private boolean near(int i, float px, float py, float within) {
    float dx = x[i] - px;
    float dy = y[i] - py;
    return dx * dx + dy * dy < within * within;
  }

  /** Unit vector from one end to the first point that is at least {@code reach} away from it. */
  public float[] direction(float reach, boolean fromEnd) {
    int start = fromEnd ? size - 1 : 0;
    int step = fromEnd ? -1 : 1;
    int i = start;
    do {
      i += step;
    } while (i > 0 && i < size - 1 && near(i, x[start], y[start], reach));
    float length = Math.max(1e-6f, distance(i, start));
    return new float[] {(x[i] - x[start]) / length, (y[i] - y[start]) / length};
  }

  /** Binomial smoothing, 1 2 1, several times; ends stay, closed lines have none. */
  public void smooth(int times) {
    boolean closed = isClosed();
    float[] nextX = new float[size];
    float[] nextY = new float[size];
    for (int t = 0; t < times && size > 2; t++) {
      for (int i = 0; i < size; i++) {
        int before = i > 0 ? i - 1 : closed ? size - 2 : i;
        int after = i < size - 1 ? i + 1 : closed ? 1 : i;
        boolean fixed = before == i || after == i;
        nextX[i] = fixed ? x[i] : (x[before] + 2 * x[i] + x[after]) / 4;
        nextY[i] = fixed ? y[i] : (y[before] + 2 * y[i] + y[after]) / 4;
      }
      System.arraycopy(nextX, 0, x, 0, size);
      System.arraycopy(nextY, 0, y, 0, size);
    }
  }

  /**
   * Leaves out points that lie within a tolerance of the rest (Ramer, Douglas and Peucker). Long
   * lines are taken in pieces, since the method's time can grow with the square of the length.
   */
  public void simplify(float tolerance) {
    boolean[] kept = new boolean[size];
    kept[0] = true;
    for (int first = 0; first < size - 1; first += PIECE) {
      int last = Math.min(size - 1, first + PIECE);
      kept[last] = true;
      simplify(first, last, tolerance, kept);
    }
    int n = 0;
    for (int i = 0; i < size; i++) {
      if (kept[i]) {
        x[n] = x[i];
        y[n] = y[i];
        n++;
      }
    }
    size = n;
  }

  private void simplify(int from, int to, float tolerance, boolean[] kept) {
    int[] stack = new int[2 * (to - from) + 2];
    int depth = 0;
    stack[depth++] = from;
    stack[depth++] = to;
    while (depth > 0) {
      int last = stack[--depth];
      int first = stack[--depth];
      int farthest = -1;
      double most = (double) tolerance * tolerance;
      for (int i = first + 1; i < last; i++) {
        double d2 = squaredDistanceToSegment(i, first, last);
        if (d2 > most) {
          most = d2;
          farthest = i;
        }
      }
      if (farthest >= 0) {
        kept[farthest] = true;
        stack[depth++] = first;
        stack[depth++] = farthest;
        stack[depth++] = farthest;
        stack[depth++] = last;
      }
    }
  }

  private double squaredDistanceToSegment(int i, int a, int b) {
    double dx = (double) x[b] - x[a];
    double dy = (double) y[b] - y[a];
    double px = (double) x[i] - x[a];
    double py = (double) y[i] - y[a];
    double length2 = dx * dx + dy * dy;
    double t = length2 == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length2));
    double ex = px - t * dx;
    double ey = py - t * dy;
    return ex * ex + ey * ey;
  }
}
