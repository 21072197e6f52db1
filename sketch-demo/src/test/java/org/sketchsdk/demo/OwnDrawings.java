package org.sketchsdk.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Drawings made for the tests, in a square of 1,000 units: strokes as flat arrays x, y, x, y. */
final class OwnDrawings {
  static final List<double[]> HOUSE =
      List.of(
          new double[] {230, 470, 226, 830, 778, 834, 772, 468, 230, 470},
          new double[] {170, 486, 498, 176, 836, 482},
          new double[] {440, 830, 444, 610, 566, 612, 564, 830},
          new double[] {300, 540, 392, 538, 394, 632, 302, 634, 300, 540});

  static final List<double[]> SUN = sun();
  static final List<double[]> CAT = cat();

  /** Something that the model has no class for: a rocket. */
  static final List<double[]> ROCKET =
      List.of(
          new double[] {500, 120, 420, 280, 410, 640, 590, 640, 580, 280, 500, 120},
          new double[] {412, 500, 300, 700, 410, 640},
          new double[] {588, 500, 700, 700, 590, 640},
          new double[] {440, 650, 470, 820, 500, 700, 530, 820, 560, 650});

  private OwnDrawings() {}

  private static List<double[]> sun() {
    List<double[]> strokes = new ArrayList<>();
    strokes.add(arc(500, 500, 180, 184, 0, 372));
    for (int i = 0; i < 10; i++) {
      double turn = Math.toRadians(36 * i + 8);
      strokes.add(
          new double[] {
            500 + 235 * Math.cos(turn),
            500 + 235 * Math.sin(turn),
            500 + 375 * Math.cos(turn),
            500 + 375 * Math.sin(turn)
          });
    }
    return List.copyOf(strokes);
  }

  private static List<double[]> cat() {
    return List.of(
        arc(500, 560, 290, 260, 0, 364),
        new double[] {262, 410, 236, 170, 408, 318},
        new double[] {592, 318, 766, 168, 740, 412},
        arc(390, 500, 26, 34, 0, 366),
        arc(610, 500, 26, 34, 0, 366),
        new double[] {466, 600, 534, 600, 500, 640, 466, 600},
        new double[] {500, 640, 500, 684, 452, 722, 410, 700},
        new double[] {500, 684, 548, 722, 590, 700},
        new double[] {390, 622, 130, 576},
        new double[] {390, 652, 126, 664},
        new double[] {610, 622, 872, 574},
        new double[] {610, 652, 874, 666});
  }

  private static double[] arc(
      double x, double y, double radiusX, double radiusY, double fromDegrees, double toDegrees) {
    int steps = 36;
    double[] xy = new double[2 * steps + 2];
    for (int i = 0; i <= steps; i++) {
      double turn = Math.toRadians(fromDegrees + (toDegrees - fromDegrees) * i / steps);
      xy[2 * i] = x + radiusX * Math.cos(turn);
      xy[2 * i + 1] = y + radiusY * Math.sin(turn);
    }
    return xy;
  }

  /** A drawing a little different from another: each number differs, and gives the same again. */
  static List<double[]> varied(List<double[]> strokes, int number) {
    double stretch = 1 + 0.05 * (number % 5 - 2);
    double slant = 0.04 * (number % 3 - 1);
    List<double[]> varied = new ArrayList<>();
    for (double[] stroke : strokes) {
      double[] copy = stroke.clone();
      for (int i = 0; i < copy.length; i += 2) {
        copy[i] = 500 + (copy[i] - 500) * stretch + slant * (copy[i + 1] - 500);
      }
      varied.add(copy);
    }
    return varied;
  }

  /** Ink on paper, as a picture of a drawing has it. */
  static BufferedImage picture(
      int width, int height, Color paper, Color ink, List<Placed> drawings) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(paper);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(ink);
    for (Placed placed : drawings) {
      graphics.setStroke(
          new BasicStroke(
              (float) Math.max(3, placed.side() / 70),
              BasicStroke.CAP_ROUND,
              BasicStroke.JOIN_ROUND));
      for (double[] stroke : placed.strokes()) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < stroke.length; i += 2) {
          double x = placed.x() + stroke[i] * placed.side() / 1000;
          double y = placed.y() + stroke[i + 1] * placed.side() / 1000;
          if (i == 0) {
            path.moveTo(x, y);
          } else {
            path.lineTo(x, y);
          }
        }
        graphics.draw(path);
      }
    }
    graphics.dispose();
    return image;
  }

  /** Dark ink on paper that is not quite white. */
  static BufferedImage photo(List<double[]> strokes, int width, int height) {
    double side = 0.84 * height;
    return picture(
        width,
        height,
        new Color(232, 229, 222),
        new Color(38, 42, 60),
        List.of(new Placed(strokes, (width - side) / 2, (height - side) / 2, side)));
  }

  /** A drawing in a picture: the square that it is in. */
  record Placed(List<double[]> strokes, double x, double y, double side) {}

  static byte[] bytes(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Strokes at 0.45 of their size, moved, as one thing of several on a canvas. */
  static List<double[]> placed(List<double[]> strokes, double x, double y) {
    List<double[]> placed = new ArrayList<>();
    for (double[] stroke : strokes) {
      double[] copy = stroke.clone();
      for (int i = 0; i < copy.length; i += 2) {
        copy[i] = x + 0.45 * copy[i];
        copy[i + 1] = y + 0.45 * copy[i + 1];
      }
      placed.add(copy);
    }
    return placed;
  }
}
