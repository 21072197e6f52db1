package org.sketchsdk.augment;

import java.util.ArrayList;
import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/** Small drawings made for these tests, in units of their own. */
final class TestDrawings {
  private TestDrawings() {}

  static Stroke stroke(float... xy) {
    float[] x = new float[xy.length / 2];
    float[] y = new float[xy.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = xy[2 * i];
      y[i] = xy[2 * i + 1];
    }
    return Stroke.of(x, y);
  }

  static Drawing drawing(Stroke... strokes) {
    return Drawing.of(List.of(strokes));
  }

  /** A house with a door, a window and smoke. */
  static Drawing house() {
    return drawing(
        stroke(30, 110, 28, 240, 220, 244, 224, 108, 30, 110),
        stroke(10, 122, 124, 12, 246, 118),
        stroke(96, 240, 98, 170, 140, 168, 142, 242),
        stroke(170, 130, 200, 132, 198, 160, 168, 158, 170, 130),
        stroke(60, 70, 62, 30, 84, 28, 82, 50),
        stroke(70, 20, 66, 8, 80, 0));
  }

  /** A face with dots for eyes. */
  static Drawing face() {
    List<Stroke> strokes = new ArrayList<>();
    strokes.add(circle(100, 100, 100, 24));
    strokes.add(stroke(65, 75));
    strokes.add(stroke(135, 75));
    strokes.add(stroke(60, 130, 80, 148, 100, 154, 122, 147, 142, 128));
    return Drawing.of(strokes);
  }

  /** A star in one stroke. */
  static Drawing star() {
    return drawing(stroke(20, 190, 80, 0, 138, 192, 0, 70, 160, 74, 22, 188));
  }

  static List<Drawing> all() {
    return List.of(house(), face(), star());
  }

  static Stroke circle(double cx, double cy, double radius, int points) {
    float[] x = new float[points + 1];
    float[] y = new float[points + 1];
    for (int i = 0; i <= points; i++) {
      double angle = 2 * StrictMath.PI * i / points;
      x[i] = (float) (cx + radius * StrictMath.cos(angle));
      y[i] = (float) (cy + radius * StrictMath.sin(angle));
    }
    return Stroke.of(x, y);
  }
}
