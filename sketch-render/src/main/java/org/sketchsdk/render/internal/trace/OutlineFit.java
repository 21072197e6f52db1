package org.sketchsdk.render.internal.trace;

import java.util.Arrays;
import java.util.List;

/**
 * Moves traced lines until a round pen led along them would leave the outline of the ink. A
 * skeleton runs inside the corners of a thick line and does not end where the pen did; here each
 * pixel of the outline pulls the nearest point of the lines, or pushes it, until their distance is
 * half the pen's width.
 */
public final class OutlineFit {
  private static final int ROUNDS = 6;
  private static final float STEP = 0.6f;

  // Bounds the work on pictures that are no drawings.
  private static final int MAX_OUTLINE = 200_000;

  private final List<Polyline> lines;
  private final float[] halfPx; // half the pen's width of each line
  private final float reach;
  private final int width;
  private final int[] outline;
  private final int cell;
  private final int cellsAcross;
  private final int[] first; // index in entries of each cell's first, and one more
  private final int[] entryLine;
  private final int[] entryPoint;
  private final float[] entryX;
  private final float[] entryY;

  private OutlineFit(Mask mask, int[] depth, List<Polyline> lines, int[] outline) {
    this.lines = lines;
    this.width = mask.width;
    this.outline = outline;
    this.halfPx = new float[lines.size()];
    float widest = 0;
    int points = 0;
    for (int k = 0; k < halfPx.length; k++) {
      halfPx[k] = medianDepth(lines.get(k), depth) - 0.5f;
      widest = Math.max(widest, halfPx[k]);
      points += lines.get(k).size;
    }
    this.reach = 2 * widest + 3;
    this.cell = (int) reach + 1;
    this.cellsAcross = mask.width / cell + 3;
    this.first = new int[cellsAcross * (mask.height / cell + 3) + 2];
    this.entryLine = new int[points];
    this.entryPoint = new int[points];
    this.entryX = new float[points];
    this.entryY = new float[points];
  }

  /**
   * Moves the lines.
   *
   * @param mask the ink; not modified
   * @param depth squared distances to the outside of the ink
   * @param lines as traced, with points about a pixel apart; modified
   * @param budget what it may cost: when it is spent, lines stay where they are
   */
  public static void fit(Mask mask, int[] depth, List<Polyline> lines, Budget budget) {
    int n = 0;
    for (int d : depth) {
      n += d == 1 ? 1 : 0;
    }
    if (n <= MAX_OUTLINE && !lines.isEmpty()) {
      int[] outline = new int[n];
      n = 0;
      for (int i = 0; i < depth.length; i++) {
        if (depth[i] == 1) {
          outline[n++] = i;
        }
      }
      OutlineFit fit = new OutlineFit(mask, depth, lines, outline);
      for (int round = 0; round < ROUNDS; round++) {
        fit.sortPoints();
        if (!budget.take(fit.steps())) {
          return;
        }
        fit.move();
      }
    }
  }

  private float medianDepth(Polyline line, int[] depth) {
    float[] depths = new float[line.size];
    for (int i = 0; i < depths.length; i++) {
      int x = (int) (line.x[i] + 0.5f);
      int y = (int) (line.y[i] + 0.5f);
      depths[i] = (float) Math.sqrt(depth[y * width + x]);
    }
    Arrays.sort(depths);
    return depths[depths.length / 2];
  }

  private int cellOf(float x, float y) {
    int column = Math.max(0, Math.min(cellsAcross - 3, (int) (x / cell)));
    int row = Math.max(0, Math.min((first.length - 2) / cellsAcross - 3, (int) (y / cell)));
    return (row + 1) * cellsAcross + column + 1;
  }

  /** Sorts the points of all lines into square cells, by counting. */
  private void sortPoints() {
    Arrays.fill(first, 0);
    for (Polyline line : lines) {
      for (int i = 0; i < line.size; i++) {
        first[cellOf(line.x[i], line.y[i]) + 2]++;
      }
    }
    for (int c = 1; c < first.length; c++) {
      first[c] += first[c - 1];
    }
    for (int k = 0; k < lines.size(); k++) {
      Polyline line = lines.get(k);
      for (int i = 0; i < line.size; i++) {
        int at = first[cellOf(line.x[i], line.y[i]) + 1]++;
        entryLine[at] = k;
        entryPoint[at] = i;
        entryX[at] = line.x[i];
        entryY[at] = line.y[i];
      }
    }
  }

  private void move() {
    float[][] pullX = new float[lines.size()][];
    float[][] pullY = new float[lines.size()][];
    float[][] pulls = new float[lines.size()][];
    for (int k = 0; k < lines.size(); k++) {
      int size = lines.get(k).size;
      pullX[k] = new float[size];
      pullY[k] = new float[size];
      pulls[k] = new float[size];
    }
    for (int i : outline) {
      float x = i % width;
      float y = Math.floorDiv(i, width);
      int nearest = nearest(x, y);
      if (nearest < 0) {
        continue;
      }
      int k = entryLine[nearest];
      int p = entryPoint[nearest];
      float dx = x - lines.get(k).x[p];
      float dy = y - lines.get(k).y[p];
      float distance = (float) Math.sqrt(dx * dx + dy * dy);
      if (distance < 0.5f) {
        continue;
      }
      // The center of a pixel of the outline lies half a pixel inside the edge.
      float pull = Math.max(-2, Math.min(2, distance - (halfPx[k] - 0.5f)));
      pullX[k][p] += pull * dx / distance;
      pullY[k][p] += pull * dy / distance;
      pulls[k][p]++;
    }
    for (int k = 0; k < lines.size(); k++) {
      Polyline line = lines.get(k);
      int spread = Math.max(1, Math.round(halfPx[k] / 2));
      float[] sumX = spread(pullX[k], spread, line.isClosed());
      float[] sumY = spread(pullY[k], spread, line.isClosed());
      float[] count = spread(pulls[k], spread, line.isClosed());
      for (int i = 0; i < line.size; i++) {
        if (count[i] > 0) {
          line.x[i] += STEP * sumX[i] / count[i];
          line.y[i] += STEP * sumY[i] / count[i];
        }
      }
      line.smooth(1);
    }
  }

  /** Sums over so many points before and after, nearer ones counting more. */
  private static float[] spread(float[] values, int reach, boolean closed) {
    int n = values.length;
    float[] result = new float[n];
    for (int i = 0; i < n; i++) {
      float sum = 0;
      for (int d = -reach; d <= reach; d++) {
        int j = i + d;
        if (closed && n > 2 * reach + 2) {
          j = j < 0 ? j + n - 1 : j >= n ? j - n + 1 : j;
        }
        if (j >= 0 && j < n) {
          sum += values[j] * (reach + 1 - Math.abs(d));
        }
      }
      result[i] = sum;
    }
    return result;
  }

  /** The points that {@link #move} compares with pixels of the outline. */
  private long steps() {
    long steps = 0;
    for (int i : outline) {
      int middle = cellOf(i % width, Math.floorDiv(i, width));
      for (int row = -1; row <= 1; row++) {
        int at = middle + row * cellsAcross;
        steps += first[at + 2] - first[at - 1];
      }
    }
    return steps;
  }

  private int nearest(float x, float y) {
    int middle = cellOf(x, y);
    int nearest = -1;
    float best = reach * reach;
    // Rows and columns of cells that are farther away than the nearest point so far have none.
    float top = y - ((int) (y / cell)) * cell;
    float left = x - ((int) (x / cell)) * cell;
    for (int k = 0; k < 3; k++) {
      int row = k == 0 ? 0 : k == 1 ? -1 : 1;
      float away = row == 0 ? 0 : row < 0 ? top : cell - top;
      if (away * away > best) {
        continue;
      }
      int before = left * left > best ? 0 : 1;
      int after = (cell - left) * (cell - left) > best ? 0 : 1;
      int from = first[middle + row * cellsAcross - before];
      int to = first[middle + row * cellsAcross + 1 + after];
      for (int e = from; e < to; e++) {
        float dx = x - entryX[e];
        float dy = y - entryY[e];
        float d2 = dx * dx + dy * dy;
        if (d2 < best) {
          best = d2;
          nearest = e;
        }
      }
    }
    return nearest;
  }
}
