package org.sketchsdk.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/**
 * A few dozen drawings made for the tests, from an empty drawing to a scribble. Golden hashes
 * depend on them: add drawings at the end, and never change one.
 *
 * <p>All coordinates are multiples of 1/16 between −1024 and 1024, computed with + − × ÷ only. They
 * are the same on every platform, and they stay exact when they are shifted or scaled by powers of
 * two.
 */
public final class SampleDrawings {
  private static final Map<String, Drawing> ALL = create();

  private SampleDrawings() {}

  /**
   * Returns all samples by name.
   *
   * @return an unmodifiable map, always in the same order
   */
  public static Map<String, Drawing> all() {
    return ALL;
  }

  /**
   * Returns one sample.
   *
   * @param name a key of {@link #all()}
   * @return the drawing
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Drawing get(String name) {
    Drawing drawing = ALL.get(name);
    if (drawing == null) {
      throw new IllegalArgumentException(
          "no sample drawing " + name + ", there are " + ALL.keySet());
    }
    return drawing;
  }

  private static Map<String, Drawing> create() {
    Map<String, Drawing> all = new LinkedHashMap<>();
    all.put("empty", Drawing.empty());
    all.put("dot", drawing(line(17, 23)));
    all.put("two dots", drawing(line(0, 0), line(255, 130)));
    all.put("grid of dots", gridOfDots());
    all.put("horizontal line", drawing(line(0, 100, 255, 100)));
    all.put("vertical line", drawing(line(100, 0, 100, 255)));
    all.put("diagonal", drawing(line(0, 0, 255, 255)));
    all.put("rising diagonal", drawing(line(0, 255, 255, 0)));
    all.put("shallow line", drawing(line(0, 0, 255, 1)));
    all.put("steep line", drawing(line(3, 0, 0, 255)));
    all.put("pythagorean line", drawing(line(0, 0, 189, 252)));
    all.put("retraced line", drawing(line(0, 0, 200, 90, 0, 0, 200, 90, 100, 45)));
    all.put("repeated points", drawing(line(5, 5, 5, 5, 5, 5, 90, 5, 90, 5, 90, 60, 90, 60)));
    all.put("cross", drawing(line(0, 0, 255, 255), line(255, 0, 0, 255)));
    all.put("plus", drawing(line(50, 0, 50, 100), line(0, 50, 100, 50)));
    all.put("triangle", drawing(line(127, 0, 255, 221, 0, 221, 127, 0)));
    all.put("square", drawing(line(0, 0, 255, 0, 255, 255, 0, 255, 0, 0)));
    all.put("wide rectangle", drawing(line(0, 0, 255, 0, 255, 12, 0, 12, 0, 0)));
    all.put("tall rectangle", drawing(line(0, 0, 20, 0, 20, 255, 0, 255, 0, 0)));
    all.put("square off the origin", drawing(line(-700, 900, -690, 900, -690, 910, -700, 910)));
    all.put("zigzag", zigzag());
    all.put("needle", drawing(line(0, 0, 255, 3, 0, 6, 255, 9, 0, 12)));
    all.put("circle", drawing(circle(128, 128, 127)));
    all.put("spiral", spiral());
    all.put("parabola", parabola());
    all.put("spring", spring());
    all.put("scribble", scribble(400, 5));
    all.put("points of a scribble", pointsOf(scribble(120, 9)));
    all.put("star", drawing(line(50, 155, 128, 0, 205, 155, 0, 60, 255, 60, 50, 155)));
    all.put("house", drawing(house()));
    all.put("timed house", drawing(timed(house()[0]), timed(house()[1]), timed(house()[2])));
    all.put("sun", sun());
    all.put("tree", tree());
    all.put(
        "fish",
        drawing(
            line(
                0, 70, 60, 20, 130, 10, 190, 50, 255, 0, 240, 70, 255, 140, 190, 90, 130, 130, 60,
                120, 0, 70),
            line(45, 60),
            line(85, 40, 95, 70, 85, 100)));
    all.put(
        "cat",
        drawing(
            circle(128, 150, 100),
            line(50, 85, 40, 0, 105, 52),
            line(150, 52, 215, 0, 206, 88),
            circle(95, 130, 9),
            circle(160, 130, 9),
            line(118, 165, 138, 165, 128, 178, 118, 165),
            line(128, 178, 128, 195, 105, 205),
            line(128, 195, 150, 205),
            line(100, 180, 10, 165),
            line(100, 187, 12, 195),
            line(156, 180, 245, 165),
            line(156, 187, 243, 195)));
    all.put(
        "bicycle",
        drawing(
            circle(55, 170, 54),
            circle(200, 170, 54),
            line(55, 170, 100, 90, 180, 90, 125, 170, 55, 170),
            line(125, 170, 92, 75),
            line(80, 72, 105, 76),
            line(200, 170, 172, 62, 195, 55)));
    all.put(
        "umbrella",
        drawing(
            line(0, 110, 20, 55, 70, 15, 128, 0, 186, 15, 236, 55, 255, 110),
            line(0, 110, 32, 92, 64, 110, 96, 92, 128, 110, 160, 92, 192, 110, 224, 92, 255, 110),
            line(128, 0, 128, 215, 140, 235, 160, 235, 168, 215)));
    all.put(
        "candle",
        drawing(
            line(90, 90, 165, 90, 165, 255, 90, 255, 90, 90),
            line(127, 90, 127, 66),
            line(127, 66, 110, 45, 127, 0, 144, 45, 127, 66)));
    all.put("letter A", drawing(line(0, 255, 90, 0, 180, 255), line(36, 155, 144, 155)));
    all.put(
        "letter S",
        drawing(
            line(
                150, 40, 120, 8, 75, 0, 30, 14, 5, 55, 20, 95, 75, 120, 130, 145, 150, 190, 130,
                235, 80, 255, 30, 245, 0, 215)));
    all.put("letter W", drawing(line(0, 0, 64, 255, 128, 60, 192, 255, 255, 0)));
    all.put("ladder", ladder());
    return Collections.unmodifiableMap(all);
  }

  private static Drawing drawing(Stroke... strokes) {
    return Drawing.of(List.of(strokes));
  }

  /** A stroke through x0, y0, x1, y1, … */
  private static Stroke line(double... xy) {
    float[] x = new float[xy.length / 2];
    float[] y = new float[xy.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = sixteenth(xy[2 * i]);
      y[i] = sixteenth(xy[2 * i + 1]);
    }
    return Stroke.of(x, y);
  }

  private static float sixteenth(double value) {
    return (float) (Math.floor(value * 16 + 0.5) / 16);
  }

  /** A closed polygon of 26 corners: turns by the angle of the triangle 16, 63, 65, 14.25°. */
  private static Stroke circle(double centerX, double centerY, double radius) {
    double[] xy = new double[54];
    double dx = radius;
    double dy = 0;
    for (int i = 0; i < 26; i++) {
      xy[2 * i] = centerX + dx;
      xy[2 * i + 1] = centerY + dy;
      double turned = (63 * dx - 16 * dy) / 65;
      dy = (16 * dx + 63 * dy) / 65;
      dx = turned;
    }
    xy[52] = xy[0];
    xy[53] = xy[1];
    return line(xy);
  }

  private static Drawing spiral() {
    double[] xy = new double[240];
    double dx = 120;
    double dy = 0;
    for (int i = 0; i < 120; i++) {
      xy[2 * i] = 128 + dx;
      xy[2 * i + 1] = 128 + dy;
      double turned = (63 * dx - 16 * dy) / 66; // 65 / 66 of the radius a step
      dy = (16 * dx + 63 * dy) / 66;
      dx = turned;
    }
    return drawing(line(xy));
  }

  private static Drawing parabola() {
    double[] xy = new double[400];
    for (int i = 0; i < 200; i++) {
      double t = (i - 100) / 100.0;
      xy[2 * i] = 128 + 127 * t;
      xy[2 * i + 1] = 200 * t * t;
    }
    return drawing(line(xy));
  }

  private static Drawing spring() {
    double[] xy = new double[300];
    double dx = 30;
    double dy = 0;
    for (int i = 0; i < 150; i++) {
      xy[2 * i] = 30 + dx;
      xy[2 * i + 1] = 30 + dy + 1.25 * i;
      double turned = (63 * dx - 16 * dy) / 65;
      dy = (16 * dx + 63 * dy) / 65;
      dx = turned;
    }
    return drawing(line(xy));
  }

  private static Drawing zigzag() {
    double[] xy = new double[60];
    for (int i = 0; i < 30; i++) {
      xy[2 * i] = 8.5 * i;
      xy[2 * i + 1] = i % 2 == 0 ? 0 : 40 + i;
    }
    return drawing(line(xy));
  }

  /** Strokes of 40 points each, driven by a linear congruential generator. */
  private static Drawing scribble(int points, long seed) {
    List<Stroke> strokes = new ArrayList<>();
    long state = seed;
    double x = 128;
    double y = 128;
    for (int first = 0; first < points; first += 40) {
      double[] xy = new double[2 * Math.min(40, points - first)];
      for (int i = 0; i < xy.length / 2; i++) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        x = Math.max(0, Math.min(255, x + (state >> 56) / 2.0));
        y = Math.max(0, Math.min(255, y + (state << 8 >> 56) / 2.0));
        xy[2 * i] = x;
        xy[2 * i + 1] = y;
      }
      strokes.add(line(xy));
    }
    return Drawing.of(strokes);
  }

  private static Drawing pointsOf(Drawing drawing) {
    List<Stroke> points = new ArrayList<>();
    for (Stroke stroke : drawing.strokes()) {
      for (int i = 0; i < stroke.size(); i++) {
        points.add(line(stroke.x(i), stroke.y(i)));
      }
    }
    return Drawing.of(points);
  }

  private static Drawing gridOfDots() {
    List<Stroke> dots = new ArrayList<>();
    for (int row = 0; row < 8; row++) {
      for (int column = 0; column < 8; column++) {
        dots.add(line(column * 36.4375, row * 35.3125));
      }
    }
    return Drawing.of(dots);
  }

  private static Stroke[] house() {
    return new Stroke[] {
      line(20, 255, 20, 110, 235, 110, 235, 255, 20, 255),
      line(0, 120, 128, 0, 255, 120),
      line(105, 255, 105, 170, 150, 170, 150, 255)
    };
  }

  private static Drawing sun() {
    List<Stroke> strokes = new ArrayList<>();
    strokes.add(circle(128, 128, 60));
    int[][] triangles = {{1, 0, 1}, {12, 5, 13}, {4, 3, 5}, {3, 4, 5}, {5, 12, 13}};
    for (int[] triangle : triangles) {
      double cos = (double) triangle[0] / triangle[2];
      double sin = (double) triangle[1] / triangle[2];
      for (int quarter = 0; quarter < 4; quarter++) {
        strokes.add(line(128 + 75 * cos, 128 + 75 * sin, 128 + 127 * cos, 128 + 127 * sin));
        double turned = -sin;
        sin = cos;
        cos = turned;
      }
    }
    return Drawing.of(strokes);
  }

  private static Drawing tree() {
    List<Stroke> strokes = new ArrayList<>();
    addBranch(strokes, 128, 255, 0, -70, 6);
    return Drawing.of(strokes);
  }

  private static void addBranch(
      List<Stroke> strokes, double x, double y, double dx, double dy, int depth) {
    if (depth == 0) {
      return;
    }
    strokes.add(line(x, y, x + dx, y + dy));
    // turned by the angle of the triangle 3, 4, 5 and shortened to 3/4, to both sides
    addBranch(
        strokes, x + dx, y + dy, (4 * dx - 3 * dy) * 0.15, (3 * dx + 4 * dy) * 0.15, depth - 1);
    addBranch(
        strokes, x + dx, y + dy, (4 * dx + 3 * dy) * 0.15, (4 * dy - 3 * dx) * 0.15, depth - 1);
  }

  private static Drawing ladder() {
    List<Stroke> strokes =
        new ArrayList<>(Arrays.asList(line(60, 0, 0, 255), line(130, 0, 190, 255)));
    for (int i = 0; i < 8; i++) {
      double y = 20 + 28 * i;
      strokes.add(line(60 - y * 60 / 255, y, 130 + y * 60 / 255, y + 2));
    }
    return Drawing.of(strokes);
  }

  private static Stroke timed(Stroke stroke) {
    int n = stroke.size();
    float[] x = new float[n];
    float[] y = new float[n];
    int[] t = new int[n];
    for (int i = 0; i < n; i++) {
      x[i] = stroke.x(i);
      y[i] = stroke.y(i);
      t[i] = 40 * i;
    }
    return Stroke.of(x, y, t);
  }
}
