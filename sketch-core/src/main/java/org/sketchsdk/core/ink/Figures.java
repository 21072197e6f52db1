package org.sketchsdk.core.ink;

/** The basic shapes of whiteboards, in a box from 0, 0 to a width and a height. */
final class Figures {
  private Figures() {}

  /** Draws a shape by its name; false if the name is unknown. */
  static boolean draw(String name, double width, double height, Outlines outlines) {
    switch (name) {
      case "rectangle", "x-box", "check-box" -> {
        polygon(outlines, width, height, 0, 0, 1, 0, 1, 1, 0, 1);
        if (name.equals("x-box")) {
          line(outlines, width, height, 0, 0, 1, 1);
          line(outlines, width, height, 1, 0, 0, 1);
        } else if (name.equals("check-box")) {
          line(outlines, width, height, 0.25, 0.52, 0.45, 0.72, 0.77, 0.3);
        }
      }
      case "ellipse", "oval" ->
          outlines.ellipse(width / 2, height / 2, Math.abs(width / 2), Math.abs(height / 2));
      case "diamond" -> polygon(outlines, width, height, 0.5, 0, 1, 0.5, 0.5, 1, 0, 0.5);
      case "triangle" -> polygon(outlines, width, height, 0.5, 0, 1, 1, 0, 1);
      case "rhombus" -> polygon(outlines, width, height, 0.25, 0, 1, 0, 0.75, 1, 0, 1);
      case "rhombus-2" -> polygon(outlines, width, height, 0, 0, 0.75, 0, 1, 1, 0.25, 1);
      case "trapezoid" -> polygon(outlines, width, height, 0.25, 0, 0.75, 0, 1, 1, 0, 1);
      case "pentagon" -> regular(outlines, width, height, 5, 1);
      case "hexagon" ->
          polygon(outlines, width, height, 0.25, 0, 0.75, 0, 1, 0.5, 0.75, 1, 0.25, 1, 0, 0.5);
      case "octagon" ->
          polygon(
              outlines, width, height, 0.29, 0, 0.71, 0, 1, 0.29, 1, 0.71, 0.71, 1, 0.29, 1, 0,
              0.71, 0, 0.29);
      case "star" -> regular(outlines, width, height, 5, 0.5);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Draws a closed line through shares of the width and height. */
  private static void polygon(Outlines outlines, double width, double height, double... shares) {
    line(outlines, width, height, shares);
    outlines.close();
  }

  private static void line(Outlines outlines, double width, double height, double... shares) {
    outlines.moveTo(shares[0] * width, shares[1] * height);
    for (int i = 2; i < shares.length; i += 2) {
      outlines.lineTo(shares[i] * width, shares[i + 1] * height);
    }
  }

  /** Draws a regular polygon or star with a corner at the top, stretched to fill the box. */
  private static void regular(
      Outlines outlines, double width, double height, int corners, double inner) {
    int count = inner < 1 ? 2 * corners : corners;
    double[] shares = new double[2 * count];
    double minX = 1;
    double minY = 1;
    double maxX = -1;
    double maxY = -1;
    for (int i = 0; i < count; i++) {
      double radius = inner < 1 && i % 2 == 1 ? inner : 1;
      double angle = 2 * Math.PI * i / count - Math.PI / 2;
      shares[2 * i] = radius * StrictMath.cos(angle);
      shares[2 * i + 1] = radius * StrictMath.sin(angle);
      minX = Math.min(minX, shares[2 * i]);
      maxX = Math.max(maxX, shares[2 * i]);
      minY = Math.min(minY, shares[2 * i + 1]);
      maxY = Math.max(maxY, shares[2 * i + 1]);
    }
    for (int i = 0; i < count; i++) {
      shares[2 * i] = (shares[2 * i] - minX) / (maxX - minX);
      shares[2 * i + 1] = (shares[2 * i + 1] - minY) / (maxY - minY);
    }
    polygon(outlines, width, height, shares);
  }
}
