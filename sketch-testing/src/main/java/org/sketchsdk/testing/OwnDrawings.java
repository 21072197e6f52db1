package org.sketchsdk.testing;

import java.util.ArrayList;
import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/** Small drawings made for the tests, in a square of 100 units. */
public final class OwnDrawings {
  private OwnDrawings() {}

  /** A house with a door, a window and a chimney: corners, T joints, closed shapes. */
  public static Drawing house() {
    return Drawing.of(
        List.of(
            line(10, 45, 10, 95, 88, 95, 88, 45),
            line(2, 50, 48, 8, 97, 50),
            line(55, 95, 55, 68, 72, 68, 72, 95),
            line(22, 58, 40, 58, 40, 76, 22, 76, 22, 58),
            line(70, 27, 70, 10, 79, 10, 79, 35)));
  }

  /** A face with dots for eyes: a circle, two dots, a nose, a mouth, and hairs across the rim. */
  public static Drawing face() {
    List<Stroke> strokes = new ArrayList<>();
    strokes.add(arc(50, 50, 46, 0, 360));
    strokes.add(line(35, 40));
    strokes.add(line(66, 40));
    strokes.add(line(50, 45, 45, 60, 52, 61));
    strokes.add(arc(50, 58, 22, 30, 150));
    strokes.add(line(40, 12, 36, 0));
    strokes.add(line(50, 9, 50, -4));
    strokes.add(line(60, 12, 65, 0));
    return Drawing.of(strokes);
  }

  /** A star in one line that crosses itself. */
  public static Drawing star() {
    return Drawing.of(List.of(line(20, 95, 50, 2, 80, 95, 4, 37, 97, 37, 20, 95)));
  }

  /** A snail: a spiral over a bent body. */
  public static Drawing snail() {
    float[] x = new float[160];
    float[] y = new float[160];
    for (int i = 0; i < 160; i++) {
      double angle = i * 0.12;
      double radius = 3 + 0.16 * i;
      x[i] = (float) (45 + radius * Math.cos(angle));
      y[i] = (float) (35 + radius * Math.sin(angle));
    }
    return Drawing.of(
        List.of(
            Stroke.of(x, y),
            line(5, 80, 20, 72, 75, 72, 88, 60, 92, 40),
            line(92, 40, 99, 28),
            line(90, 45, 84, 30)));
  }

  /** All of them. */
  public static List<Drawing> all() {
    return List.of(house(), face(), star(), snail());
  }

  private static Stroke line(float... xy) {
    float[] x = new float[xy.length / 2];
    float[] y = new float[xy.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = xy[2 * i];
      y[i] = xy[2 * i + 1];
    }
    return Stroke.of(x, y);
  }

  private static Stroke arc(float centerX, float centerY, float radius, int from, int to) {
    int n = (to - from) / 6 + 1;
    float[] x = new float[n];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      double angle = Math.toRadians(from + 6 * i);
      x[i] = (float) (centerX + radius * Math.cos(angle));
      y[i] = (float) (centerY + radius * Math.sin(angle));
    }
    return Stroke.of(x, y);
  }
}
