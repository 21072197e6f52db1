package org.sketchsdk.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/**
 * A page of opaque colors that a simulated pen draws on. It has its own way of drawing lines, apart
 * from the rasterizer under test.
 */
final class Sketchpad {
  /** Single strokes for capital letters and digits on a grid of 4 columns and 6 rows. */
  private static final String[] LETTERS = {
    "A0620 46 1434",
    "B0600 30 31 23 03 23 34 45 36 06",
    "C4130 10 01 05 16 36 45",
    "D0600 30 41 45 36 06",
    "E4000 06 46;0333",
    "F4000 06;0333",
    "G4130 10 01 05 16 36 45 43 23",
    "H0600;4046;0343",
    "I2026",
    "J4045 36 16 05",
    "K0600;4003 46",
    "L0006 46",
    "M0600 23 40 46",
    "N0600 46 40",
    "O1030 41 45 36 16 05 01 10",
    "P0600 30 41 42 33 03",
    "R0600 30 41 42 33 03 46",
    "S4130 10 01 12 33 44 45 36 16 05",
    "T0040;2026",
    "U0005 16 36 45 40",
    "V0026 40",
    "W0016 23 36 40",
    "X0046;4006",
    "Y0023 40;2326",
    "Z0040 06 46",
    "01030 41 45 36 16 05 01 10",
    "11120 26",
    "20110 30 41 42 06 46",
    "30010 30 41 42 33 23 33 44 45 36 16 05",
    "43630 04 44",
    "54000 03 32 43 45 36 06",
    "63010 02 05 16 36 45 43 33 03",
    "70040 16",
    "81030 41 42 33 13 04 05 16 36 45 44 33;1302 01 10",
    "91636 45 41 30 10 01 02 13 43",
    ".2526",
    "'2021",
    "-1333",
    "/4006",
  };

  final int width;
  final int height;
  final float[] red;
  final float[] green;
  final float[] blue;
  private final Cover cover;
  private final Random random;

  Sketchpad(int width, int height, int rgb, Random random) {
    this.width = width;
    this.height = height;
    this.red = filled(width * height, ((rgb >> 16) & 0xff) / 255f);
    this.green = filled(width * height, ((rgb >> 8) & 0xff) / 255f);
    this.blue = filled(width * height, (rgb & 0xff) / 255f);
    this.cover = new Cover(width, height);
    this.random = random;
  }

  private static float[] filled(int size, float value) {
    float[] values = new float[size];
    java.util.Arrays.fill(values, value);
    return values;
  }

  /** How lines are drawn. */
  record Pen(float px, int rgb, float opacity, float unevenness, float dashPx, float gapPx) {
    static Pen of(float px, int rgb) {
      return new Pen(px, rgb, 1, 0, 0, 0);
    }

    Pen opacity(float share) {
      return new Pen(px, rgb, share, unevenness, dashPx, gapPx);
    }

    Pen uneven(float share) {
      return new Pen(px, rgb, opacity, share, dashPx, gapPx);
    }

    Pen dashed(float dash, float gap) {
      return new Pen(px, rgb, opacity, unevenness, dash, gap);
    }
  }

  /** Scales a drawing into a square, its longer side being the square's, in its middle. */
  static Drawing place(Drawing drawing, float left, float top, float side) {
    Bounds b = drawing.bounds();
    float extent = (float) Math.max(1e-3, Math.max(b.width(), b.height()));
    float scale = side / extent;
    float dx = left + (side - (float) b.width() * scale) / 2;
    float dy = top + (side - (float) b.height() * scale) / 2;
    List<Stroke> strokes = new ArrayList<>();
    for (Stroke stroke : drawing.strokes()) {
      float[] x = new float[stroke.size()];
      float[] y = new float[stroke.size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = dx + (stroke.x(i) - b.minX()) * scale;
        y[i] = dy + (stroke.y(i) - b.minY()) * scale;
      }
      strokes.add(Stroke.of(x, y));
    }
    return Drawing.of(strokes);
  }

  void draw(Drawing drawing, Pen pen) {
    for (Stroke stroke : drawing.strokes()) {
      float[] x = new float[stroke.size()];
      float[] y = new float[stroke.size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = stroke.x(i);
        y[i] = stroke.y(i);
      }
      draw(x, y, pen);
    }
  }

  void line(float ax, float ay, float bx, float by, Pen pen) {
    draw(new float[] {ax, bx}, new float[] {ay, by}, pen);
  }

  void draw(float[] x, float[] y, Pen pen) {
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    float traveled = 0;
    float phase = random.nextFloat() * 100;
    for (int i = 0; i < x.length; i++) {
      int from = Math.max(0, i - 1);
      float dx = x[i] - x[from];
      float dy = y[i] - y[from];
      float length = (float) Math.sqrt(dx * dx + dy * dy);
      int pieces = Math.max(1, (int) (length / (pen.dashPx > 0 ? 0.25f : 3)));
      for (int k = 0; k < pieces; k++) {
        float t0 = k / (float) pieces;
        float t1 = (k + 1) / (float) pieces;
        float at = traveled + length * t0;
        float period = pen.dashPx + pen.gapPx;
        boolean gap = period > 0 && (at % period) > Math.max(0.3f, pen.dashPx);
        if (!gap) {
          float wave = (float) Math.sin((at + phase) / 23) * (float) Math.sin((at + phase) / 57);
          float strength = 1 - pen.unevenness * (0.5f + 0.5f * wave);
          cover.line(
              x[from] + dx * t0,
              y[from] + dy * t0,
              x[from] + dx * t1,
              y[from] + dy * t1,
              pen.px / 2,
              strength,
              strength);
        }
      }
      traveled += length;
      left = Math.min(left, (int) (x[i] - pen.px - 2));
      right = Math.max(right, (int) (x[i] + pen.px + 2));
      top = Math.min(top, (int) (y[i] - pen.px - 2));
      bottom = Math.max(bottom, (int) (y[i] + pen.px + 2));
    }
    lay(
        Math.max(0, left),
        Math.max(0, top),
        Math.min(width - 1, right),
        Math.min(height - 1, bottom),
        pen);
  }

  private void lay(int left, int top, int right, int bottom, Pen pen) {
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        int i = y * width + x;
        if (cover.values[i] > 0) {
          blend(i, pen.rgb, cover.values[i] * pen.opacity);
          cover.values[i] = 0;
        }
      }
    }
  }

  private void blend(int i, int rgb, float a) {
    red[i] += (((rgb >> 16) & 0xff) / 255f - red[i]) * a;
    green[i] += (((rgb >> 8) & 0xff) / 255f - green[i]) * a;
    blue[i] += ((rgb & 0xff) / 255f - blue[i]) * a;
  }

  /** Fills a rectangle. */
  void fill(float left, float top, float right, float bottom, int rgb, float opacity) {
    for (int y = Math.max(0, Math.round(top)); y < Math.min(height, Math.round(bottom)); y++) {
      for (int x = Math.max(0, Math.round(left)); x < Math.min(width, Math.round(right)); x++) {
        blend(y * width + x, rgb, opacity);
      }
    }
  }

  void disc(float cx, float cy, float radius, int rgb) {
    draw(new float[] {cx, cx + 0.01f}, new float[] {cy, cy}, Pen.of(2 * radius, rgb));
  }

  /** Writes in capitals; returns where the text ends. */
  float write(String text, float left, float top, float size, Pen pen, float wobble) {
    float x = left;
    for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
      if (c != ' ') {
        glyph(c, x, top, size, pen, wobble);
      }
      x += size * 0.9f;
    }
    return x;
  }

  private void glyph(char c, float left, float top, float size, Pen pen, float wobble) {
    for (String letter : LETTERS) {
      if (letter.charAt(0) != c) {
        continue;
      }
      float shift = wobble * size * random.nextFloat();
      for (String stroke : letter.substring(1).split(";", -1)) {
        String digits = stroke.replace(" ", "");
        float[] x = new float[digits.length() / 2];
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
          float jx = wobble * (random.nextFloat() - 0.5f);
          float jy = wobble * (random.nextFloat() - 0.5f);
          x[i] = left + ((digits.charAt(2 * i) - '0') / 4f + jx) * size * 0.65f;
          y[i] = top + shift + ((digits.charAt(2 * i + 1) - '0') / 6f + jy) * size;
        }
        draw(x, y, pen);
      }
    }
  }

  /** Hatches what a drawing encloses, or paints it. */
  void fillInside(Drawing drawing, Pen pen, boolean hatched) {
    boolean[] wall = new boolean[width * height];
    Sketchpad mask = new Sketchpad(width, height, 0xffffff, new Random(0));
    mask.draw(drawing, Pen.of(Math.max(3, pen.px), 0));
    for (int i = 0; i < wall.length; i++) {
      wall[i] = mask.red[i] < 0.5f;
    }
    boolean[] outside = new boolean[wall.length];
    int[] stack = new int[wall.length];
    int n = 0;
    outside[0] = true;
    stack[n++] = 0;
    while (n > 0) {
      int i = stack[--n];
      int x = i % width;
      int[] next = {
        x > 0 ? i - 1 : i,
        x < width - 1 ? i + 1 : i,
        i >= width ? i - width : i,
        i < wall.length - width ? i + width : i
      };
      for (int j : next) {
        if (!outside[j] && !wall[j]) {
          outside[j] = true;
          stack[n++] = j;
        }
      }
    }
    float pitch = pen.px * (hatched ? 1.3f + 0.8f * random.nextFloat() : 0.4f);
    float slope = 0.3f + random.nextFloat();
    Sketchpad hatch = new Sketchpad(width, height, 0xffffff, new Random(random.nextLong()));
    for (float c = -height * slope; c < width; c += pitch) {
      float wobble = pitch * (random.nextFloat() - 0.5f) * (hatched ? 1 : 0);
      hatch.line(c + wobble, 0, c - wobble + height * slope, height, Pen.of(pen.px, 0));
    }
    for (int i = 0; i < wall.length; i++) {
      if (!outside[i]) {
        blend(i, pen.rgb, (1 - hatch.red[i]) * pen.opacity);
      }
    }
  }

  int argb(int i) {
    return 0xff000000 | (byteOf(red[i]) << 16) | (byteOf(green[i]) << 8) | byteOf(blue[i]);
  }

  static int byteOf(float value) {
    return Math.max(0, Math.min(255, Math.round(value * 255)));
  }
}
