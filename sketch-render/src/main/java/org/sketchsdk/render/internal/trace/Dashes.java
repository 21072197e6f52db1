package org.sketchsdk.render.internal.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Joins the dashes or dots of broken lines. */
public final class Dashes {
  // Dashes are at least so many, and make up this share of the length of all lines.
  private static final int LEAST_COUNT = 8;
  private static final float LEAST_SHARE = 0.7f;

  // A dash is no longer than this share of the drawing.
  private static final float MOST_LENGTH = 0.14f;

  // Dashes are joined over this many times their usual distance, from a line's end to the next.
  private static final float REACH = 1.9f;

  // Bounds the work on pictures of nothing but specks.
  private static final int MOST_COUNT = 3000;

  private Dashes() {}

  /**
   * Joins.
   *
   * @param lines as traced; modified: what was joined becomes one
   * @param extent the longer side of the drawing
   * @param budget what it may cost: when it is spent, nothing is joined
   */
  public static void join(List<Polyline> lines, float extent, Budget budget) {
    int n = lines.size();
    if (n < LEAST_COUNT || n > MOST_COUNT) {
      return;
    }
    float all = 0;
    float dashed = 0;
    int count = 0;
    for (Polyline line : lines) {
      float length = line.length() + 1;
      all += length;
      if (length <= MOST_LENGTH * extent) {
        dashed += length;
        count++;
      }
    }
    if (count < LEAST_COUNT || dashed < LEAST_SHARE * all || !budget.take(12L * n * n)) {
      return;
    }
    float reach = reach(lines, extent);
    int[] partner = new int[2 * n];
    Arrays.fill(partner, -1);
    List<int[]> links = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        for (int k = 0; k < 4; k++) {
          int a = 2 * i + (k & 1);
          int b = 2 * j + (k >> 1);
          float gap = gap(lines, a, b);
          if (gap <= reach) {
            links.add(new int[] {a, b, (int) (gap * 256)});
          }
        }
      }
    }
    links.sort((p, q) -> Integer.compare(p[2], q[2]));
    int[] group = new int[n];
    for (int i = 0; i < n; i++) {
      group[i] = i;
    }
    for (int[] link : links) {
      int a = link[0];
      int b = link[1];
      if (partner[a] >= 0 || partner[b] >= 0 || root(group, a / 2) == root(group, b / 2)) {
        continue;
      }
      partner[a] = b;
      partner[b] = a;
      group[root(group, a / 2)] = root(group, b / 2);
    }
    List<Polyline> joined = new ArrayList<>();
    boolean[] used = new boolean[n];
    for (int end = 0; end < 2 * n; end++) {
      if (partner[end] < 0 && !used[end / 2]) {
        joined.add(walk(lines, end, partner, used));
      }
    }
    for (Polyline line : joined) {
      close(line, reach);
    }
    lines.clear();
    lines.addAll(joined);
  }

  /** A multiple of the usual distance from an end to the nearest other line. */
  private static float reach(List<Polyline> lines, float extent) {
    int n = lines.size();
    float[] nearest = new float[n];
    for (int i = 0; i < n; i++) {
      nearest[i] = extent;
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < 4 && j != i; k++) {
          nearest[i] = Math.min(nearest[i], gap(lines, 2 * i + (k & 1), 2 * j + (k >> 1)));
        }
      }
    }
    Arrays.sort(nearest);
    return Math.min(0.2f * extent, REACH * nearest[n / 2]);
  }

  private static float gap(List<Polyline> lines, int a, int b) {
    Polyline p = lines.get(a / 2);
    Polyline q = lines.get(b / 2);
    int i = (a & 1) == 0 ? 0 : p.size - 1;
    int j = (b & 1) == 0 ? 0 : q.size - 1;
    float dx = p.x[i] - q.x[j];
    float dy = p.y[i] - q.y[j];
    return (float) Math.sqrt(dx * dx + dy * dy);
  }

  private static int root(int[] group, int k) {
    int root = k;
    while (group[root] != root) {
      root = group[root];
    }
    group[k] = root;
    return root;
  }

  private static Polyline walk(List<Polyline> lines, int start, int[] partner, boolean[] used) {
    Polyline line = new Polyline();
    int end = start;
    while (end >= 0 && !used[end / 2]) {
      used[end / 2] = true;
      line.append(lines.get(end / 2), (end & 1) != 0);
      end = partner[end ^ 1];
    }
    return line;
  }

  private static void close(Polyline line, float reach) {
    if (line.size > 5 && line.distance(0, line.size - 1) <= reach) {
      line.add(line.x[0], line.y[0]);
    }
  }
}
