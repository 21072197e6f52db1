package org.sketchsdk.render.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.render.internal.trace.Mask;
import org.sketchsdk.render.internal.trace.Plane;

/**
 * Finds a sheet on rough ground, such as a checked cloth, by its surface: the widest area without
 * edges. Where the ground is as light as the sheet, there is no line along the sheet's side, but
 * the ground beside it is rough all the same.
 */
final class CalmArea {
  // Lines up to so many pixels wide are no edges: a drawing does not divide the area.
  private static final int LINE_REACH = 3;

  // Slopes this many times the median are edges.
  private static final float EDGE_MEDIANS = 0.8f;

  // The largest circle in the area has at least this share of the picture's longer side as radius.
  private static final float LEAST_RADIUS = 0.07f;

  // What is narrower than this many times that circle is no part of the area.
  private static final float NARROW = 0.5f;

  // The area fills this share of its quadrilateral, ...
  private static final float LEAST_FILLED = 0.8f;

  // ... which covers this share of the picture at least, and at most the other.
  private static final float LEAST_AREA = 0.05f;
  private static final float MOST_AREA = 0.75f;

  // Along each side, so many pixels outward, this share of the pixels lies next to an edge.
  private static final int[] AROUND = {4, 7, 10, 13};
  private static final float LEAST_ROUGH = 0.3f;

  // How sure such a sheet is.
  private static final float CONFIDENCE = 0.82f;

  // A side begins where this share of it has the area behind it, no farther in than this share of
  // its length. Edges take so many pixels of the area.
  private static final float MOST_OF_SIDE = 0.6f;
  private static final float MOST_BUMP = 0.2f;
  private static final float EDGE_PX = 1.5f;

  private CalmArea() {}

  /** Returns null if there is none. */
  static SheetFinder.@Nullable Found find(Channels picture) {
    int width = picture.width;
    int height = picture.height;
    EdgeMap edges = EdgeMap.of(withoutLines(picture), 1, EDGE_MEDIANS);
    Mask free = new Mask(width + 2, height + 2);
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        free.set[(y + 1) * free.width + x + 1] = !isNearEdge(edges, x, y);
      }
    }
    int[] depth = free.depths();
    int deepest = 0;
    for (int i = 0; i < depth.length; i++) {
      deepest = depth[i] > depth[deepest] ? i : deepest;
    }
    float radius = (float) Math.sqrt(depth[deepest]);
    if (radius < LEAST_RADIUS * Math.max(width, height)) {
      return null;
    }
    float narrow = NARROW * radius;
    Mask core = new Mask(free.width, free.height);
    for (int i = 0; i < depth.length; i++) {
      core.set[i] = depth[i] > narrow * narrow;
    }
    Mask.Components parts = core.components();
    for (int i = 0; i < depth.length; i++) {
      core.set[i] = parts.label()[i] == parts.label()[deepest];
    }
    int[] away = core.distances();
    List<int[]> points = new ArrayList<>();
    int area = 0;
    for (int y = 1; y <= height; y++) {
      int first = -1;
      int last = -1;
      for (int x = 1; x <= width; x++) {
        int i = y * free.width + x;
        free.set[i] = away[i] < narrow * narrow;
        if (free.set[i]) {
          first = first < 0 ? x : first;
          last = x;
          area++;
        }
      }
      if (first >= 0) {
        points.add(new int[] {first - 1, y - 1});
        points.add(new int[] {last - 1, y - 1});
      }
    }
    float[][] around = quad(hull(points));
    float[] corners = around == null ? null : fit(around, free);
    return corners == null || !isSheet(corners, area, edges)
        ? null
        : new SheetFinder.Found(corners, CONFIDENCE, false);
  }

  /** The luma without narrow dark lines. */
  private static Channels withoutLines(Channels picture) {
    float[] luma = new float[picture.red.length];
    for (int i = 0; i < luma.length; i++) {
      int thousandfold = 299 * picture.red[i] + 587 * picture.green[i] + 114 * picture.blue[i];
      luma[i] = Math.floorDiv(thousandfold, 1000);
    }
    Plane closed = new Plane(picture.width, picture.height, luma).closing(LINE_REACH);
    short[] gray = new short[luma.length];
    for (int i = 0; i < gray.length; i++) {
      gray[i] = (short) closed.values[i];
    }
    return new Channels(picture.width, picture.height, gray, gray, gray);
  }

  private static boolean isNearEdge(EdgeMap edges, int x, int y) {
    for (int v = y - 1; v <= y + 1; v++) {
      for (int u = x - 1; u <= x + 1; u++) {
        if (edges.strength[v * edges.width + u] > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** The convex hull, clockwise on the screen. The points lie in the order of rows. */
  private static List<float[]> hull(List<int[]> points) {
    List<float[]> hull = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) {
      int start = hull.size();
      for (int k = 0; k < points.size(); k++) {
        int[] p = points.get(pass == 0 ? k : points.size() - 1 - k);
        while (hull.size() >= start + 2
            && turn(hull.get(hull.size() - 2), hull.get(hull.size() - 1), p[0], p[1]) >= 0) {
          hull.remove(hull.size() - 1);
        }
        hull.add(new float[] {p[0], p[1]});
      }
      hull.remove(hull.size() - 1);
    }
    Collections.reverse(hull);
    return hull;
  }

  private static float turn(float[] a, float[] b, float x, float y) {
    return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
  }

  /**
   * Takes sides from a hull until four are left: always the one without which the hull grows least
   * when its neighbors are made longer.
   */
  private static float @Nullable [][] quad(List<float[]> hull) {
    List<float[]> points = new ArrayList<>(hull);
    while (points.size() > 4) {
      int best = -1;
      float least = Float.MAX_VALUE;
      float[] corner = null;
      int n = points.size();
      for (int k = 0; k < n; k++) {
        float[] a = points.get((k + n - 1) % n);
        float[] b = points.get(k);
        float[] c = points.get((k + 1) % n);
        float[] d = points.get((k + 2) % n);
        float[] meet = meet(a, b, d, c);
        if (meet != null) {
          float grown = Math.abs(turn(b, c, meet[0], meet[1]));
          if (grown < least) {
            least = grown;
            best = k;
            corner = meet;
          }
        }
      }
      if (corner == null) {
        return null;
      }
      points.set(best, corner);
      points.remove((best + 1) % n);
    }
    if (points.size() < 4) {
      return null;
    }
    float[][] quad = new float[4][];
    return points.toArray(quad);
  }

  /**
   * Moves the sides of a quadrilateral to where the area begins along most of each: a part of the
   * ground that is as light as the sheet is a bump of the area. Then moves them outward by what
   * edges take of it.
   *
   * @param inside the area, one pixel to the right and down
   */
  private static float @Nullable [] fit(float[][] quad, Mask inside) {
    float[][] ends = new float[8][];
    for (int k = 0; k < 4; k++) {
      float[] a = quad[k];
      float[] b = quad[(k + 1) % 4];
      float dx = b[0] - a[0];
      float dy = b[1] - a[1];
      float length = Math.max(1e-3f, (float) Math.sqrt(dx * dx + dy * dy));
      float ux = dx / length;
      float uy = dy / length;
      for (int half = 0; half < 2; half++) {
        float from = (half == 0 ? 0.12f : 0.5f) * length;
        float to = (half == 0 ? 0.5f : 0.88f) * length;
        int[] steps = new int[(int) length + 2];
        int n = 0;
        for (float t = from; t < to; t++) {
          int in = 0;
          while (in < MOST_BUMP * length
              && !isSet(inside, a[0] + ux * t - uy * in, a[1] + uy * t + ux * in)) {
            in++;
          }
          steps[n++] = in;
        }
        Arrays.sort(steps, 0, n);
        float in = (n == 0 ? 0 : steps[(int) (MOST_OF_SIDE * n)]) - EDGE_PX;
        float t = (from + to) / 2;
        ends[2 * k + half] = new float[] {a[0] + ux * t - uy * in, a[1] + uy * t + ux * in};
      }
    }
    float[] corners = new float[8];
    for (int k = 0; k < 4; k++) {
      int before = 2 * ((k + 3) % 4);
      float[] meet = meet(ends[before], ends[before + 1], ends[2 * k + 1], ends[2 * k]);
      if (meet == null) {
        return null;
      }
      corners[2 * k] = meet[0];
      corners[2 * k + 1] = meet[1];
    }
    return corners;
  }

  private static boolean isSet(Mask mask, float x, float y) {
    int column = Math.round(x) + 1;
    int row = Math.round(y) + 1;
    return column > 0
        && row > 0
        && column < mask.width
        && row < mask.height
        && mask.set[row * mask.width + column];
  }

  /** Where the line from a through b meets the one from d through c, beyond b and c; or null. */
  private static float @Nullable [] meet(float[] a, float[] b, float[] d, float[] c) {
    float ux = b[0] - a[0];
    float uy = b[1] - a[1];
    float vx = c[0] - d[0];
    float vy = c[1] - d[1];
    float det = ux * vy - uy * vx;
    if (Math.abs(det) < 1e-3f) {
      return null;
    }
    float s = ((d[0] - a[0]) * vy - (d[1] - a[1]) * vx) / det;
    float t = ((d[0] - a[0]) * uy - (d[1] - a[1]) * ux) / det;
    return s < 0.5f || t < 0.5f ? null : new float[] {a[0] + s * ux, a[1] + s * uy};
  }

  private static boolean isSheet(float[] quad, int area, EdgeMap edges) {
    float twice = 0;
    for (int k = 0; k < 4; k++) {
      float x = quad[2 * k];
      float y = quad[2 * k + 1];
      if (x < 1 || y < 1 || x > edges.width - 2 || y > edges.height - 2) {
        return false;
      }
      twice += x * quad[(2 * k + 3) % 8] - quad[(2 * k + 2) % 8] * y;
    }
    float size = twice / 2;
    float all = (float) edges.width * edges.height;
    return size > LEAST_AREA * all
        && size < MOST_AREA * all
        && area > LEAST_FILLED * size
        && SheetFinder.isConvex(quad)
        && isRoughAround(quad, edges);
  }

  private static boolean isRoughAround(float[] quad, EdgeMap edges) {
    for (int k = 0; k < 4; k++) {
      float ax = quad[2 * k];
      float ay = quad[2 * k + 1];
      float dx = quad[(2 * k + 2) % 8] - ax;
      float dy = quad[(2 * k + 3) % 8] - ay;
      float length = Math.max(1e-3f, (float) Math.sqrt(dx * dx + dy * dy));
      int seen = 0;
      int rough = 0;
      for (float t = 2; t < length - 2; t += 2) {
        for (int out : AROUND) {
          int x = Math.round(ax + dx * t / length + out * dy / length);
          int y = Math.round(ay + dy * t / length - out * dx / length);
          if (x > 0 && y > 0 && x < edges.width - 1 && y < edges.height - 1) {
            seen++;
            rough += isNearEdge(edges, x, y) ? 1 : 0;
          }
        }
      }
      if (seen > 8 && rough < LEAST_ROUGH * seen) {
        return false;
      }
    }
    return true;
  }
}
