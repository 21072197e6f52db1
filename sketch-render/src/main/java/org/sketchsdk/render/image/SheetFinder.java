package org.sketchsdk.render.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sheet in a picture: four straight edges that close a quadrilateral, inside of which is
 * one material. Edges vote for lines; lines are put together two by two; what counts is how much of
 * a side is an edge, that the edges end at the corners, and that there is paper along the inside.
 */
final class SheetFinder {
  private static final int MAX_LINES = 44;
  private static final int MAX_PAIRS = 160;
  private static final int FINALISTS = 48;

  // A line counts from this share of the picture's longer side on.
  private static final float LEAST_LINE = 0.07f;

  private static final float LEAST_AREA = 0.035f;
  private static final float LEAST_SIDE = 0.14f;

  // What a side along the picture's own is worth.
  private static final float BORDER_COVER = 0.55f;

  // A median slope from which on the ground may have a grain.
  private static final int ROUGH = 12;

  // A sheet of less confidence is looked for in another way, too.
  private static final float UNSURE = 0.8f;
  private static final float UNSURE_CUT = 0.9f;

  // How far from a side the paper is looked for again, in pixels, and how alike it must be.
  private static final int[] LINE_REACH = {5, 10, 16};
  private static final int SAME_PAPER = 3 * Channels.ONE;
  private static final int SHADING = 8 * Channels.ONE; // what uneven light may add to that

  // The share of edges that a drawing has at least, and one on a sheet that is cut off.
  private static final float LEAST_CONTENT = 0.002f;
  private static final float LEAST_CUT_CONTENT = 0.01f;

  // What speaks against a sheet that a side of the picture cuts off, and for one that is seen to
  // end all around: a window or a shelf in the background is often cut off.
  private static final float CUT = 0.05f;
  private static final float ALL_AROUND = 0.06f;

  // What speaks against a sheet whose middle is farther from the picture's middle than this, as a
  // share of half of the picture's side.
  private static final float MIDDLE = 0.4f;
  private static final float ASIDE = 0.3f;

  // One material has so similar tints (the shares of red and of blue in the color) along all four
  // sides, and its darkest side is no darker than this share of its brightest one. What differs
  // by more than the other values is no single sheet.
  private static final float SAME_TINT = 0.03f;
  private static final float SAME_LIGHT = 0.4f;
  private static final float OTHER_TINT = 0.08f;
  private static final float OTHER_LIGHT = 0.3f;
  private static final float ONE_MATERIAL = 0.06f;
  private static final float OTHER_MATERIAL = 0.12f;

  private final Channels picture;
  private final EdgeMap edges;
  private final int width;
  private final int height;
  private final int diagonal;
  private final List<Line> lines = new ArrayList<>();
  private final int[] before; // for each row the number of edges left of each column

  private SheetFinder(Channels picture, EdgeMap edges) {
    this.picture = picture;
    this.edges = edges;
    this.width = picture.width;
    this.height = picture.height;
    this.before = new int[height * (width + 1)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * (width + 1) + x;
        before[i + 1] = before[i] + (edges.strength[y * width + x] > 0 ? 1 : 0);
      }
    }
    this.diagonal = (int) Math.sqrt((double) width * width + (double) height * height) + 2;
  }

  /**
   * A sheet.
   *
   * @param corners x and y of the corners in pixels, clockwise from the one that is top left
   * @param confidence 0 to 1
   * @param cut whether a side of the picture cuts it
   */
  @SuppressWarnings("ArrayRecordComponent") // a bundle of results, never compared
  record Found(float[] corners, float confidence, boolean cut) {}

  /** Returns the best candidate; null if there is none. */
  static @Nullable Found find(Channels picture) {
    if (picture.width < 24 || picture.height < 24) {
      return null;
    }
    EdgeMap edges = EdgeMap.of(picture, 1, 1.5f);
    Found best = find(picture, edges);
    if (edges.median >= ROUGH && (best == null || best.confidence < 0.85f)) {
      // Wood and cloth have edges of their own, which are finer than those of a sheet.
      best = surer(best, find(picture, EdgeMap.of(picture, 4, 2.2f)));
    }
    if (edges.median >= ROUGH && (best == null || best.confidence < 0.85f)) {
      best = surer(best, find(picture, EdgeMap.of(picture, 3, 5)));
    }
    if (edges.median >= ROUGH
        && (best == null || best.confidence < (best.cut ? UNSURE_CUT : UNSURE))) {
      Found calm = CalmArea.find(picture);
      best = calm == null ? best : calm;
    }
    return best;
  }

  private static @Nullable Found surer(@Nullable Found a, @Nullable Found b) {
    return a == null || (b != null && b.confidence > a.confidence) ? b : a;
  }

  private static @Nullable Found find(Channels picture, EdgeMap edges) {
    SheetFinder finder = new SheetFinder(picture, edges);
    finder.findLines();
    finder.addBorders();
    return finder.best();
  }

  /** A line: all points with nx x + ny y = rho, and how much of it is an edge. */
  private static final class Line {
    float nx;
    float ny;
    float rho;
    boolean border;
    int[] covered = {}; // prefix sums along the line, from -diagonal on
    int[] inside = {};
    int total;

    float at(float x, float y) {
      return nx * x + ny * y - rho;
    }
  }

  private void findLines() {
    int offsets = 2 * diagonal + 1;
    int[] votes = new int[EdgeMap.TURN * offsets];
    float[] cos = new float[EdgeMap.TURN];
    float[] sin = new float[EdgeMap.TURN];
    for (int k = 0; k < EdgeMap.TURN; k++) {
      cos[k] = (float) StrictMath.cos(2 * StrictMath.PI * k / EdgeMap.TURN);
      sin[k] = (float) StrictMath.sin(2 * StrictMath.PI * k / EdgeMap.TURN);
    }
    int[] members = edges.members();
    boolean[] gone = new boolean[members.length];
    for (int i : members) {
      vote(votes, offsets, cos, sin, i, 1);
    }
    int least = (int) (LEAST_LINE * Math.max(width, height));
    // The most votes of each direction, at least: they only become fewer.
    int[] most = new int[EdgeMap.TURN];
    Arrays.fill(most, Integer.MAX_VALUE);
    for (int attempt = 0; attempt < MAX_LINES; attempt++) {
      int best = mostVotes(votes, offsets, most);
      if (votes[best] < 3 * least) {
        return;
      }
      int direction = Math.floorDiv(best, offsets);
      Line line = new Line();
      line.nx = cos[direction];
      line.ny = sin[direction];
      line.rho = best % offsets - diagonal;
      refine(line, direction, members, 3);
      refine(line, EdgeMap.directionOf((int) (line.nx * 4096), (int) (line.ny * 4096)), members, 2);
      int refined = EdgeMap.directionOf((int) (line.nx * 4096), (int) (line.ny * 4096));
      int taken = 0;
      for (int k = 0; k < members.length; k++) {
        int i = members[k];
        if (gone[k]) {
          continue;
        }
        float x = i % width;
        float y = Math.floorDiv(i, width);
        boolean first =
            EdgeMap.between(edges.direction[i], direction) <= 4
                && Math.abs(cos[direction] * x + sin[direction] * y - (best % offsets - diagonal))
                    <= 1.5f;
        boolean near =
            Math.abs(line.at(x, y)) <= 2 && EdgeMap.between(edges.direction[i], refined) <= 9;
        if (first || near) {
          gone[k] = true;
          taken++;
          vote(votes, offsets, cos, sin, i, -1);
        }
      }
      if (taken == 0) {
        votes[best] = 0;
        continue;
      }
      measure(line);
      if (line.total >= least && !isKnown(line)) {
        lines.add(line);
      }
    }
  }

  /** The first of the largest votes. Looks again only at directions that may have it. */
  private static int mostVotes(int[] votes, int offsets, int[] most) {
    while (true) {
      int direction = 0;
      for (int k = 1; k < most.length; k++) {
        if (most[k] > most[direction]) {
          direction = k;
        }
      }
      int best = direction * offsets;
      for (int v = best + 1; v < (direction + 1) * offsets; v++) {
        if (votes[v] > votes[best]) {
          best = v;
        }
      }
      if (votes[best] == most[direction]) {
        return best;
      }
      most[direction] = votes[best];
    }
  }

  private boolean isKnown(Line line) {
    float middleX = width / 2f;
    float middleY = height / 2f;
    for (Line other : lines) {
      float cosine = line.nx * other.nx + line.ny * other.ny;
      if (Math.abs(cosine) > 0.9995f) {
        float sign = cosine > 0 ? 1 : -1;
        if (Math.abs(line.at(middleX, middleY) - sign * other.at(middleX, middleY)) < 1.2f) {
          return true;
        }
      }
    }
    return false;
  }

  private void vote(int[] votes, int offsets, float[] cos, float[] sin, int i, int sign) {
    int x = i % width;
    int y = i / width;
    int weight = sign * (2 + Math.min(4, edges.strength[i] / 16));
    for (int d = -2; d <= 2; d++) {
      int k = Math.floorMod(edges.direction[i] + d, EdgeMap.TURN);
      int rho = (int) (cos[k] * x + sin[k] * y + diagonal + 0.5f);
      if (rho >= 1 && rho < offsets - 1) {
        votes[k * offsets + rho] += weight;
        votes[k * offsets + rho - 1] += weight / 2;
        votes[k * offsets + rho + 1] += weight / 2;
      }
    }
  }

  /** Fits a line to the edges near it, by the least squares of the distances. */
  private void refine(Line line, int direction, int[] members, float reach) {
    double n = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    double syy = 0;
    for (int i : members) {
      int x = i % width;
      int y = i / width;
      if (Math.abs(line.at(x, y)) <= reach && EdgeMap.between(edges.direction[i], direction) <= 7) {
        n++;
        sx += x;
        sy += y;
        sxx += (double) x * x;
        sxy += (double) x * y;
        syy += (double) y * y;
      }
    }
    if (n < 6) {
      return;
    }
    double cxx = sxx / n - sx / n * sx / n;
    double cxy = sxy / n - sx / n * sy / n;
    double cyy = syy / n - sy / n * sy / n;
    // The normal is the direction of least variance.
    double half = (cxx - cyy) / 2;
    double root = Math.sqrt(half * half + cxy * cxy);
    double least = (cxx + cyy) / 2 - root;
    double nx;
    double ny;
    if (Math.abs(cxx - least) > Math.abs(cyy - least)) {
      nx = -cxy;
      ny = cxx - least;
    } else {
      nx = cyy - least;
      ny = -cxy;
    }
    double length = Math.sqrt(nx * nx + ny * ny);
    if (length < 1e-9) {
      return;
    }
    if (nx * line.nx + ny * line.ny < 0) {
      length = -length;
    }
    line.nx = (float) (nx / length);
    line.ny = (float) (ny / length);
    line.rho = (float) ((nx * sx / n + ny * sy / n) / length);
  }

  /** Measures where along a line there are edges along it. */
  private void measure(Line line) {
    int size = 2 * diagonal + 1;
    line.covered = new int[size + 1];
    line.inside = new int[size + 1];
    int direction = EdgeMap.directionOf((int) (line.nx * 4096), (int) (line.ny * 4096));
    float footX = line.nx * line.rho;
    float footY = line.ny * line.rho;
    for (int k = 0; k < size; k++) {
      float t = k - diagonal;
      float x = footX - line.ny * t;
      float y = footY + line.nx * t;
      boolean inside = x >= 1 && y >= 1 && x < width - 1.5f && y < height - 1.5f;
      boolean covered = false;
      for (int d = -3; inside && d <= 3 && !covered; d++) {
        int px = (int) (x + line.nx * d * 0.5f + 0.5f);
        int py = (int) (y + line.ny * d * 0.5f + 0.5f);
        int i = py * width + px;
        if (px >= 0 && py >= 0 && px < width && py < height && edges.strength[i] > 0) {
          int angle = EdgeMap.between(edges.direction[i], direction);
          covered = Math.min(angle, EdgeMap.TURN / 2 - angle) <= 8;
        }
      }
      line.inside[k + 1] = line.inside[k] + (inside ? 1 : 0);
      line.covered[k + 1] = line.covered[k] + (covered ? 1 : 0);
    }
    line.total = line.covered[size];
  }

  private void addBorders() {
    float[][] sides = {{1, 0, 0}, {-1, 0, 1 - width}, {0, 1, 0}, {0, -1, 1 - height}};
    for (float[] side : sides) {
      Line line = new Line();
      line.nx = side[0];
      line.ny = side[1];
      line.rho = side[2];
      line.border = true;
      line.total = (int) (BORDER_COVER * (side[0] != 0 ? height : width) / 2);
      lines.add(line);
    }
  }

  private static float @Nullable [] cross(Line a, Line b) {
    float det = a.nx * b.ny - a.ny * b.nx;
    if (Math.abs(det) < 0.3f) {
      return null;
    }
    return new float[] {(a.rho * b.ny - b.rho * a.ny) / det, (b.rho * a.nx - a.rho * b.nx) / det};
  }

  private float along(Line line, float[] point) {
    return -line.ny * point[0] + line.nx * point[1];
  }

  /** Edge pixels between two positions along a line, as a share of those in the picture. */
  private float cover(Line line, float from, float to) {
    if (line.border) {
      return BORDER_COVER;
    }
    int a = index(Math.min(from, to));
    int b = index(Math.max(from, to));
    int inside = line.inside[b] - line.inside[a];
    return inside < 4 ? 0 : (line.covered[b] - line.covered[a]) / (float) inside;
  }

  private int index(float t) {
    return Math.max(0, Math.min(2 * diagonal, (int) (t + diagonal + 0.5f)));
  }

  private static final class Quad {
    final Line[] sides; // top, right, bottom, left in the order around
    final float[] corners;
    float score;

    Quad(Line[] sides, float[] corners) {
      this.sides = sides;
      this.corners = corners;
    }
  }

  private record Pair(Line a, Line b, float weight) {}

  private @Nullable Found best() {
    List<Pair> pairs = new ArrayList<>();
    float least = LEAST_SIDE * Math.max(width, height);
    for (int i = 0; i < lines.size(); i++) {
      for (int j = i + 1; j < lines.size(); j++) {
        Line a = lines.get(i);
        Line b = lines.get(j);
        float cosine = a.nx * b.nx + a.ny * b.ny;
        if (Math.abs(cosine) < 0.8f) {
          continue;
        }
        float distance =
            Math.abs(
                a.at(width / 2f, height / 2f)
                    - (cosine > 0 ? 1 : -1) * b.at(width / 2f, height / 2f));
        if (distance >= least) {
          pairs.add(new Pair(a, b, Math.min(a.total, b.total)));
        }
      }
    }
    pairs.sort((p, q) -> Float.compare(q.weight, p.weight));
    if (pairs.size() > MAX_PAIRS) {
      pairs = pairs.subList(0, MAX_PAIRS);
    }
    List<Quad> quads = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      for (int j = i + 1; j < pairs.size(); j++) {
        Quad quad = quad(pairs.get(i), pairs.get(j));
        if (quad != null) {
          quads.add(quad);
        }
      }
    }
    quads.sort((p, q) -> Float.compare(q.score, p.score));
    List<Quad> finalists = quads.subList(0, Math.min(FINALISTS, quads.size()));
    Quad best = null;
    for (Quad quad : finalists) {
      quad.score += inspect(quad);
      if (best == null || quad.score > best.score) {
        best = quad;
      }
    }
    if (best != null) {
      // Of a sheet's edge and its shadow's, or a board's and its frame's, the inner one counts.
      for (Quad quad : finalists) {
        if (quad.score > best.score - 0.12f
            && quad != best
            && isWithin(quad.corners, best.corners)) {
          best = quad;
        }
      }
    }
    if (best == null) {
      return null;
    }
    boolean cut = false;
    for (int k = 0; k < 4; k++) {
      cut |= best.sides[k].border;
      float x = best.corners[2 * k];
      float y = best.corners[2 * k + 1];
      cut |= x < -1 || y < -1 || x > width || y > height;
    }
    return new Found(best.corners, Math.max(0, Math.min(1, best.score)), cut);
  }

  /** Returns null if the lines close no quadrilateral that may be a sheet. */
  private @Nullable Quad quad(Pair p, Pair q) {
    if (p.a == q.a || p.a == q.b || p.b == q.a || p.b == q.b) {
      return null;
    }
    float det = p.a.nx * q.a.ny - p.a.ny * q.a.nx;
    if (Math.abs(det) < 0.5f) {
      return null;
    }
    int borders = 0;
    for (Line line : new Line[] {p.a, p.b, q.a, q.b}) {
      borders += line.border ? 1 : 0;
    }
    if (borders > 2) {
      return null;
    }
    float[] c0 = cross(p.a, q.a);
    float[] c1 = cross(p.a, q.b);
    float[] c2 = cross(p.b, q.b);
    float[] c3 = cross(p.b, q.a);
    if (c0 == null || c1 == null || c2 == null || c3 == null) {
      return null;
    }
    float[] corners = {c0[0], c0[1], c1[0], c1[1], c2[0], c2[1], c3[0], c3[1]};
    Line[] sides = {p.a, q.b, p.b, q.a};
    float area = 0;
    for (int k = 0; k < 4; k++) {
      float x0 = corners[2 * k];
      float y0 = corners[2 * k + 1];
      float x1 = corners[(2 * k + 2) % 8];
      float y1 = corners[(2 * k + 3) % 8];
      area += x0 * y1 - x1 * y0;
      float beyond = 0.35f * Math.max(width, height);
      if (x0 < -beyond || y0 < -beyond || x0 > width + beyond || y0 > height + beyond) {
        return null;
      }
    }
    if (area < 0) {
      // Clockwise on the screen: the other way around.
      corners = new float[] {c0[0], c0[1], c3[0], c3[1], c2[0], c2[1], c1[0], c1[1]};
      sides = new Line[] {q.a, p.b, q.b, p.a};
      area = -area;
    }
    if (area / 2 < LEAST_AREA * width * height || !isConvex(corners)) {
      return null;
    }
    float perimeter = 0;
    float sum = 0;
    float worst = 1;
    float over = 0;
    for (int k = 0; k < 4; k++) {
      float[] a = {corners[2 * k], corners[2 * k + 1]};
      float[] b = {corners[(2 * k + 2) % 8], corners[(2 * k + 3) % 8]};
      float length = distance(a, b);
      if (length < LEAST_SIDE * Math.max(width, height)) {
        return null;
      }
      float from = along(sides[k], a);
      float to = along(sides[k], b);
      float cover = cover(sides[k], from, to);
      worst = Math.min(worst, cover);
      sum += cover * length;
      perimeter += length;
      if (!sides[k].border) {
        float step = (to > from ? 1 : -1) * Math.max(8, 0.15f * length);
        float gap = (to > from ? 1 : -1) * 3;
        over += cover(sides[k], from - gap, from - gap - step);
        over += cover(sides[k], to + gap, to + gap + step);
      }
    }
    if (worst < 0.28f) {
      return null;
    }
    Quad quad = new Quad(sides, corners);
    quad.score = 0.6f * sum / perimeter + 0.4f * worst - 0.07f * over;
    return quad.score < 0.3f ? null : quad;
  }

  static boolean isConvex(float[] c) {
    for (int k = 0; k < 4; k++) {
      float ax = c[(2 * k + 2) % 8] - c[2 * k];
      float ay = c[(2 * k + 3) % 8] - c[2 * k + 1];
      float bx = c[(2 * k + 4) % 8] - c[(2 * k + 2) % 8];
      float by = c[(2 * k + 5) % 8] - c[(2 * k + 3) % 8];
      float cross = ax * by - ay * bx;
      double lengths =
          Math.sqrt((double) ax * ax + ay * ay) * Math.sqrt((double) bx * bx + by * by);
      if (cross < 0.6f * lengths) {
        return false;
      }
    }
    return true;
  }

  private static float distance(float[] a, float[] b) {
    float dx = a[0] - b[0];
    float dy = a[1] - b[1];
    return (float) Math.sqrt(dx * dx + dy * dy);
  }

  /** Whether each corner lies inside another's and close to it. */
  private static boolean isWithin(float[] inner, float[] outer) {
    float side = 0;
    for (int k = 0; k < 4; k++) {
      float dx = outer[(2 * k + 2) % 8] - outer[2 * k];
      float dy = outer[(2 * k + 3) % 8] - outer[2 * k + 1];
      side = Math.max(side, (float) Math.sqrt(dx * dx + dy * dy));
    }
    int turn = 0;
    float nearest = Float.MAX_VALUE;
    for (int r = 0; r < 4; r++) {
      float dx = inner[2 * r] - outer[0];
      float dy = inner[2 * r + 1] - outer[1];
      if (dx * dx + dy * dy < nearest) {
        nearest = dx * dx + dy * dy;
        turn = r;
      }
    }
    float total = 0;
    for (int k = 0; k < 4; k++) {
      float x = inner[2 * ((k + turn) % 4)];
      float y = inner[2 * ((k + turn) % 4) + 1];
      float dx = x - outer[2 * k];
      float dy = y - outer[2 * k + 1];
      if (dx * dx + dy * dy > 0.01f * side * side) {
        return false;
      }
      for (int e = 0; e < 4; e++) {
        float ex = outer[(2 * e + 2) % 8] - outer[2 * e];
        float ey = outer[(2 * e + 3) % 8] - outer[2 * e + 1];
        float length = (float) Math.sqrt(ex * ex + ey * ey);
        float inside = (ex * (y - outer[2 * e + 1]) - ey * (x - outer[2 * e])) / length;
        if (inside < -1) {
          return false;
        }
        total += inside;
      }
    }
    return total > 0;
  }

  /** What the surfaces inside and outside say for or against a quadrilateral. */
  private float inspect(Quad quad) {
    float[] c = quad.corners;
    float cx = (c[0] + c[2] + c[4] + c[6]) / 4;
    float cy = (c[1] + c[3] + c[5] + c[7]) / 4;
    int ring = 0;
    int ringEdges = 0;
    int around = 0;
    long[] sumIn = new long[3];
    long[] sumOut = new long[3];
    int compared = 0;
    int aroundEdges = 0;
    float steps = 0;
    int stepped = 0;
    int drawn = 0;
    int sidesSeen = 0;
    int borders = 0;
    int samples = 14;
    float crossed = 0;
    int[][] paper = new int[4][];
    for (int k = 0; k < 4; k++) {
      boolean border = quad.sides[k].border;
      borders += border ? 1 : 0;
      float ax = c[2 * k];
      float ay = c[2 * k + 1];
      float bx = c[(2 * k + 2) % 8];
      float by = c[(2 * k + 3) % 8];
      float sideLength = distance(new float[] {ax, ay}, new float[] {bx, by});
      float nx = -(by - ay) / sideLength;
      float ny = (bx - ax) / sideLength;
      int n = 0;
      for (int s = 0; s < samples; s++) {
        float t = (s + 1f) / (samples + 1);
        float x = ax + (bx - ax) * t;
        float y = ay + (by - ay) * t;
        float toX = cx - x;
        float toY = cy - y;
        float length = Math.max(1e-3f, (float) Math.sqrt(toX * toX + toY * toY));
        float ux = toX / length;
        float uy = toY / length;
        for (float share = 0.06f; share < 0.2f; share += 0.03f) {
          int p = pixel(x + share * 2 * toX * 0.5f + 3 * ux, y + share * 2 * toY * 0.5f + 3 * uy);
          if (p >= 0) {
            ring++;
            if (isEdgeNear(p)) {
              ringEdges++;
            }
          }
        }
        if (border) {
          continue;
        }
        int inside = pixel(x + 5 * nx, y + 5 * ny);
        int outside = pixel(x - 5 * nx, y - 5 * ny);
        if (inside < 0 || outside < 0) {
          continue;
        }
        n++;
        for (int d = 4; d <= 10; d += 2) {
          int a = pixel(x + d * nx, y + d * ny);
          int b = pixel(x - d * nx, y - d * ny);
          if (a >= 0 && b >= 0) {
            compared++;
            sumIn[0] += picture.red[a];
            sumIn[1] += picture.green[a];
            sumIn[2] += picture.blue[a];
            sumOut[0] += picture.red[b];
            sumOut[1] += picture.green[b];
            sumOut[2] += picture.blue[b];
          }
        }
        for (int d = 6; d <= 18; d += 4) {
          int p = pixel(x - d * nx, y - d * ny);
          if (p >= 0) {
            around++;
            aroundEdges += isEdgeNear(p) ? 1 : 0;
          }
        }
      }
      if (n < 4) {
        continue;
      }
      sidesSeen++;
      int[][] inner = new int[LINE_REACH.length][];
      int[][] outer = new int[LINE_REACH.length][];
      for (int i = 0; i < LINE_REACH.length; i++) {
        inner[i] = shades(ax, ay, bx, by, LINE_REACH[i] * nx, LINE_REACH[i] * ny);
        outer[i] = shades(ax, ay, bx, by, -LINE_REACH[i] * nx, -LINE_REACH[i] * ny);
      }
      paper[k] = inner[0];
      int step = apart(inner[0], outer[0]);
      steps += Math.min(1, step / (12f * Channels.ONE));
      boolean line = isLine(inner, outer);
      drawn += line ? 1 : 0;
      stepped += step >= 3 * Channels.ONE && !line ? 1 : 0;
      crossed = Math.max(crossed, crossed(ax, ay, bx, by));
    }
    if (sidesSeen == 0) {
      return -1;
    }
    // Drawn pictures have no materials: an area inside of lines is paper as that around them.
    float oneMaterial = sidesSeen == 4 && edges.median > 0 ? oneMaterial(paper) : 0;
    float rough = ring == 0 ? 1 : ringEdges / (float) ring;
    float step = steps / sidesSeen;
    float contrast = around == 0 ? 0 : Math.max(0, aroundEdges / (float) around - rough);
    float value = 0.12f * step - 0.45f * rough + 0.3f * contrast + oneMaterial;
    long apart = 0;
    for (int ch = 0; ch < 3; ch++) {
      apart = Math.max(apart, Math.abs(sumIn[ch] - sumOut[ch]) / Math.max(1, compared));
    }
    // Drawn pictures have no light that makes two surfaces of one color look different.
    boolean same = edges.median == 0 && apart < 6 * Channels.ONE;
    if (2 * stepped < sidesSeen || 2 * drawn >= sidesSeen || same) {
      value -= 0.5f; // four lines on one sheet
    }
    if (borders > 0 && crossed > 0.03f) {
      value -= 0.4f; // a shadow across a sheet
    }
    float content = content(c, cx, cy);
    if (content > (borders > 0 ? LEAST_CUT_CONTENT : LEAST_CONTENT)) {
      value += 0.08f;
    } else if (borders > 0) {
      value -= 0.2f; // a window, the side of a wall
    }
    if (borders > 0) {
      value -= CUT;
    } else if (stepped == 4) {
      value += ALL_AROUND;
    }
    float offX = Math.abs(2 * cx / width - 1);
    float offY = Math.abs(2 * cy / height - 1);
    value -= ASIDE * Math.max(0, Math.max(offX, offY) - MIDDLE);
    return value - 0.8f * Math.max(0, content - 0.14f);
  }

  /**
   * Returns what speaks for or against a surface that is the same along all four sides: light
   * changes how bright it is, but hardly its tint.
   */
  private static float oneMaterial(int[][] paper) {
    float redMost = 0;
    float redLeast = 1;
    float blueMost = 0;
    float blueLeast = 1;
    int brightest = 0;
    int darkest = Integer.MAX_VALUE;
    for (int[] shade : paper) {
      if (shade.length == 0) {
        return 0;
      }
      int sum = Math.max(1, shade[0] + shade[1] + shade[2]);
      float red = shade[0] / (float) sum;
      float blue = shade[2] / (float) sum;
      redMost = Math.max(redMost, red);
      redLeast = Math.min(redLeast, red);
      blueMost = Math.max(blueMost, blue);
      blueLeast = Math.min(blueLeast, blue);
      brightest = Math.max(brightest, sum);
      darkest = Math.min(darkest, sum);
    }
    float tints = Math.max(redMost - redLeast, blueMost - blueLeast);
    float light = darkest / (float) brightest;
    if (tints < SAME_TINT && light > SAME_LIGHT) {
      return ONE_MATERIAL;
    }
    return tints > OTHER_TINT || light < OTHER_LIGHT ? -OTHER_MATERIAL : 0;
  }

  /**
   * Returns whether a side is a drawn line: behind its ink there is the same paper again.
   *
   * @param inside the shades along the side, moved inward by each of {@link #LINE_REACH}
   * @param outside the same, moved outward
   */
  private static boolean isLine(int[][] inside, int[][] outside) {
    int alike = SAME_PAPER + Math.min(SHADING, 2 * apart(inside[0], inside[2]));
    for (int[] in : inside) {
      for (int[] out : outside) {
        if (in.length > 0 && out.length > 0 && apart(in, out) < alike) {
          return true;
        }
      }
    }
    return false;
  }

  private static int apart(int[] a, int[] b) {
    int most = 0;
    for (int k = 0; k < Math.min(a.length, b.length); k++) {
      most = Math.max(most, Math.abs(a[k] - b[k]));
    }
    return most;
  }

  /** The medians of red, green and blue along a side that is moved; empty outside the picture. */
  private int[] shades(float ax, float ay, float bx, float by, float dx, float dy) {
    int samples = 14;
    int[][] values = new int[3][samples];
    int n = 0;
    for (int s = 0; s < samples; s++) {
      float t = (s + 1f) / (samples + 1);
      int p = pixel(ax + (bx - ax) * t + dx, ay + (by - ay) * t + dy);
      if (p >= 0) {
        values[0][n] = picture.red[p];
        values[1][n] = picture.green[p];
        values[2][n] = picture.blue[p];
        n++;
      }
    }
    return n < 4
        ? new int[0]
        : new int[] {median(values[0], n), median(values[1], n), median(values[2], n)};
  }

  /** The share of a side that lines cross: edges on both sides of it. */
  private float crossed(float ax, float ay, float bx, float by) {
    float dx = bx - ax;
    float dy = by - ay;
    float length = (float) Math.sqrt(dx * dx + dy * dy);
    float nx = -dy / length;
    float ny = dx / length;
    int crossings = 0;
    int seen = 0;
    for (float t = 0.04f * length; t < 0.96f * length; t++) {
      float x = ax + dx * t / length;
      float y = ay + dy * t / length;
      int in = pixel(x + 4 * nx, y + 4 * ny);
      int out = pixel(x - 4 * nx, y - 4 * ny);
      if (in >= 0 && out >= 0) {
        seen++;
        crossings += edges.strength[in] > 0 && isEdgeNear(out) ? 1 : 0;
      }
    }
    return seen == 0 ? 0 : crossings / (float) seen;
  }

  /** The share of edges in the middle of a quadrilateral. */
  private float content(float[] c, float cx, float cy) {
    float inner = 0.72f;
    float[] q = new float[8];
    float top = height;
    float bottom = 0;
    for (int k = 0; k < 4; k++) {
      q[2 * k] = cx + (c[2 * k] - cx) * inner;
      q[2 * k + 1] = cy + (c[2 * k + 1] - cy) * inner;
      top = Math.min(top, q[2 * k + 1]);
      bottom = Math.max(bottom, q[2 * k + 1]);
    }
    int seen = 0;
    int found = 0;
    for (int y = (int) Math.max(1, top + 1); y < Math.min(height - 1, bottom); y++) {
      float from = width;
      float to = 0;
      for (int k = 0; k < 4; k++) {
        float x0 = q[2 * k];
        float y0 = q[2 * k + 1];
        float x1 = q[(2 * k + 2) % 8];
        float y1 = q[(2 * k + 3) % 8];
        if (y0 != y1 && y >= Math.min(y0, y1) && y <= Math.max(y0, y1)) {
          float x = x0 + (x1 - x0) * (y - y0) / (y1 - y0);
          from = Math.min(from, x);
          to = Math.max(to, x);
        }
      }
      int left = (int) Math.max(1, from);
      int right = (int) Math.min(width - 1, to);
      if (right > left) {
        seen += right - left;
        found += before[y * (width + 1) + right] - before[y * (width + 1) + left];
      }
    }
    return seen == 0 ? 0 : found / (float) seen;
  }

  private boolean isEdgeNear(int p) {
    return edges.strength[p] > 0
        || edges.strength[p - 1] > 0
        || edges.strength[p + 1] > 0
        || edges.strength[p - width] > 0
        || edges.strength[p + width] > 0;
  }

  /** The median of a few values, which are sorted. */
  private static int median(int[] values, int n) {
    for (int i = 1; i < n; i++) {
      int value = values[i];
      int k = i - 1;
      while (k >= 0 && values[k] > value) {
        values[k + 1] = values[k];
        k--;
      }
      values[k + 1] = value;
    }
    return values[n / 2];
  }

  private int pixel(float x, float y) {
    int px = (int) (x + 0.5f);
    int py = (int) (y + 0.5f);
    return x < 1 || y < 1 || px >= width - 1 || py >= height - 1 ? -1 : py * width + px;
  }
}
