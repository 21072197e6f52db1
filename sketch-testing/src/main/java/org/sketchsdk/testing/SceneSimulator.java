package org.sketchsdk.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.testing.Sketchpad.Pen;

/**
 * Makes color pictures of drawings in the situations of {@link Situation}. All that is not given is
 * drawn by chance from the seed: the table, the light, the camera's place, the pen, the paper.
 */
public final class SceneSimulator {
  private SceneSimulator() {}

  /**
   * A picture and the truth.
   *
   * @param width pixels per row
   * @param height rows
   * @param argb the pixels
   * @param photo whether it is worth saving as JPEG rather than PNG
   * @param corners x and y of the sheet's corners, clockwise; null if all is sheet
   * @param places for each drawing x, y, width and height in the picture
   */
  @SuppressWarnings("ArrayRecordComponent") // a bundle of results, never compared
  public record Shot(
      int width,
      int height,
      int[] argb,
      boolean photo,
      double @Nullable [] corners,
      List<float[]> places) {}

  /**
   * Takes a picture.
   *
   * @param situation what kind of picture
   * @param drawings what is drawn; the first one alone but for {@link Situation#SEVERAL}
   * @param seed of all else
   */
  public static Shot take(Situation situation, List<Drawing> drawings, long seed) {
    return new Staging(situation, drawings, seed).take();
  }

  private static final class Staging {
    private final Situation situation;
    private final List<Drawing> drawings;
    private final Random random;
    private final List<float[]> places = new ArrayList<>();
    private final List<Drawing> placed = new ArrayList<>();

    Staging(Situation situation, List<Drawing> drawings, long seed) {
      this.situation = situation;
      this.drawings = drawings;
      this.random = new Random(seed * 0x9E3779B97F4A7C15L + situation.name().hashCode());
    }

    private float in(float from, float to) {
      return from + (to - from) * random.nextFloat();
    }

    private boolean chance(float share) {
      return random.nextFloat() < share;
    }

    private int color(float r, float g, float b) {
      return (Sketchpad.byteOf(r) << 16) | (Sketchpad.byteOf(g) << 8) | Sketchpad.byteOf(b);
    }

    Shot take() {
      return switch (situation) {
        case WOOD,
            CLOTH,
            TABLE,
            TURNED,
            FINGERS,
            RULED_ON_TABLE,
            NOTE,
            SPIRAL,
            ENVELOPE,
            HELD_UP,
            WEBCAM,
            BOARD ->
            onGround();
        case CLOSE,
            RULED_CLOSE,
            CAPTION,
            NAME,
            FRAME,
            ROUGH_FRAME,
            DARK_FILL,
            SHOW_THROUGH,
            SCAN_EDGES,
            SMALL_THINGS ->
            close();
        case SEVERAL -> chance(0.5f) ? close() : onGround();
        default -> digital();
      };
    }

    private boolean isHeldUp() {
      return situation == Situation.HELD_UP || situation == Situation.WEBCAM;
    }

    // ---- pages ----

    private Pen photoPen(float scale) {
      float[][] inks = {
        {0.1f, 0.1f, 0.12f},
        {0.12f, 0.14f, 0.4f},
        {0.3f, 0.3f, 0.32f},
        {0.05f, 0.05f, 0.05f},
        {0.5f, 0.1f, 0.1f}
      };
      float[] ink = inks[random.nextInt(inks.length)];
      return Pen.of(in(0.006f, 0.013f) * scale, color(ink[0], ink[1], ink[2])).uneven(in(0, 0.35f));
    }

    private int whitePaper() {
      float v = in(0.88f, 0.98f);
      return color(v, v - in(0, 0.02f), v - in(0, 0.06f));
    }

    /** Draws the drawings and what else belongs to the page. */
    private Sketchpad page(int width, int height) {
      int paper = whitePaper();
      if (situation == Situation.NOTE) {
        int[] notes = {0xf4e05a, 0xf7a8c4, 0xa9dd7a, 0x8fd0ee, 0xf9b24e};
        paper = notes[random.nextInt(notes.length)];
      } else if (situation == Situation.ENVELOPE) {
        paper = chance(0.5f) ? 0xc9a26b : 0xe8e0cf;
      }
      boolean black = situation == Situation.BOARD && chance(0.5f);
      if (black) {
        paper = chance(0.5f) ? color(0.16f, 0.28f, 0.22f) : color(0.15f, 0.15f, 0.16f);
      }
      Sketchpad pad = new Sketchpad(width, height, paper, new Random(random.nextLong()));
      if (situation == Situation.SHOW_THROUGH) {
        print(pad);
      }
      if (situation == Situation.RULED_ON_TABLE
          || situation == Situation.RULED_CLOSE
          || (situation == Situation.SPIRAL && chance(0.5f))) {
        rule(pad, situation == Situation.RULED_CLOSE ? in(0.12f, 0.5f) : in(0.12f, 0.35f));
      }
      Pen pen = photoPen(Math.min(width, height));
      if (black) {
        pen = Pen.of(pen.px() * 1.4f, 0xeeeee6).uneven(0.4f);
      } else if (situation == Situation.BOARD) {
        int[] inks = {0x202020, 0x1a3fb0, 0xc02020, 0x107030};
        pen = Pen.of(pen.px() * 1.3f, inks[random.nextInt(4)]);
      }
      drawAll(pad, pen);
      extras(pad, pen);
      if (situation == Situation.SPIRAL) {
        spiral(pad);
      }
      return pad;
    }

    private void drawAll(Sketchpad pad, Pen pen) {
      float shorter = Math.min(pad.width, pad.height);
      if (situation == Situation.SEVERAL) {
        int n = Math.min(6, drawings.size());
        int columns = pad.width > pad.height ? (n <= 2 ? 2 : 3) : (n <= 3 && chance(0.5f) ? 1 : 2);
        int rows = (n + columns - 1) / columns;
        float cellW = pad.width / (float) columns;
        float cellH = pad.height / (float) rows;
        for (int k = 0; k < n; k++) {
          float side = Math.min(cellW, cellH) * in(0.52f, 0.75f);
          float freeX = cellW - side * 1.16f;
          float freeY = cellH - side * 1.16f;
          float left = (k % columns) * cellW + side * 0.08f + freeX * in(0.15f, 0.85f);
          float top = Math.floorDiv(k, columns) * cellH + side * 0.08f + freeY * in(0.15f, 0.85f);
          Drawing drawing = Sketchpad.place(drawings.get(k), left, top, side);
          pad.draw(drawing, new Pen(pen.px() * 0.8f, pen.rgb(), 1, pen.unevenness(), 0, 0));
          placed.add(drawing);
        }
        return;
      }
      float side = shorter * in(0.42f, 0.72f);
      float low = 0.5f;
      if (situation == Situation.CAPTION
          || situation == Situation.NAME
          || situation == Situation.FRAME
          || situation == Situation.ROUGH_FRAME
          || situation == Situation.SMALL_THINGS) {
        side = shorter * in(0.4f, 0.55f);
      } else if (situation == Situation.ENVELOPE) {
        side = shorter * in(0.5f, 0.65f);
      }
      float left = (pad.width - side) * (low + in(-0.2f, 0.2f));
      float top = (pad.height - side) * (low + in(-0.2f, 0.2f));
      if (situation == Situation.SPIRAL) {
        top = Math.max(top, pad.height * 0.12f);
      }
      if (situation == Situation.CAPTION) {
        top = (pad.height - side) * in(0.2f, 0.42f);
      }
      Drawing drawing = Sketchpad.place(drawings.get(0), left, top, side);
      if (situation == Situation.DARK_FILL) {
        pad.fillInside(drawing, Pen.of(pen.px(), pen.rgb()).opacity(in(0.75f, 1)), chance(0.6f));
      }
      pad.draw(drawing, pen);
      placed.add(drawing);
    }

    private void extras(Sketchpad pad, Pen pen) {
      float w = pad.width;
      float h = pad.height;
      float size = Math.min(w, h) * in(0.035f, 0.06f);
      Pen thin = new Pen(Math.max(1.5f, pen.px() * 0.7f), pen.rgb(), 1, 0, 0, 0);
      String[] words = {
        "MY CAR",
        "A HOUSE",
        "FOR MOM",
        "HELLO",
        "SUMMER 26",
        "DRAWN BY ME",
        "THE CAT",
        "NO. 7",
        "TEST 3"
      };
      switch (situation) {
        case CAPTION -> {
          float bottom = placed.get(0).bounds().maxY();
          String text = words[random.nextInt(words.length)];
          float top = Math.min(h - size * 1.6f, bottom + size * in(1.2f, 3));
          pad.write(text, w * in(0.15f, 0.6f), top, size * 1.2f, thin, 0.12f);
        }
        case NAME -> {
          String[] names = {"ANNA 3B", "TOM", "LEO M.", "MARIE 4A", "JAN"};
          String[] dates = {"12.5.26", "3/11", "2026-01-30", "MAY 4"};
          float top = h * in(0.02f, 0.07f);
          pad.write(names[random.nextInt(5)], w * in(0.03f, 0.08f), top, size, thin, 0.12f);
          pad.write(dates[random.nextInt(4)], w * in(0.68f, 0.75f), top, size, thin, 0.12f);
        }
        case FRAME -> {
          float m = Math.min(w, h) * in(0.04f, 0.12f);
          boolean round = chance(0.3f);
          int n = round ? 60 : 4;
          float[] x = new float[n + 1];
          float[] y = new float[n + 1];
          for (int i = 0; i < n; i++) {
            if (round) {
              double a = 2 * Math.PI * i / n;
              x[i] = w / 2 + (float) Math.cos(a) * (w / 2 - m * 0.6f) + in(-3, 3);
              y[i] = h / 2 + (float) Math.sin(a) * (h / 2 - m * 0.6f) + in(-3, 3);
            } else {
              x[i] = (i == 0 || i == 3 ? m : w - m) + in(-8, 8);
              y[i] = (i < 2 ? m : h - m) + in(-8, 8);
            }
          }
          x[n] = x[0] + in(-4, 4);
          y[n] = y[0] + in(-4, 4);
          pad.draw(x, y, pen);
        }
        case ROUGH_FRAME -> roughFrame(pad, pen);
        case SMALL_THINGS -> {
          if (chance(0.4f)) {
            pad.line(w * in(0.04f, 0.1f), h * 0.9f, w * in(0.9f, 0.96f), h * in(0.88f, 0.92f), pen);
            Drawing sun = Sketchpad.place(OwnDrawings.star(), w * 0.84f, h * 0.05f, w * 0.09f);
            pad.draw(sun, pen);
          } else {
            List<Drawing> own = OwnDrawings.all();
            float d = Math.min(w, h) * in(0.08f, 0.12f);
            float[][] at = {{0.04f, 0.05f}, {0.86f, 0.05f}, {0.86f, 0.85f}, {0.04f, 0.85f}};
            for (int k = 0; k < 4; k++) {
              if (chance(0.7f)) {
                Drawing doodle = own.get(random.nextInt(own.size()));
                pad.draw(Sketchpad.place(doodle, w * at[k][0], h * at[k][1], d), thin);
              }
            }
          }
        }
        default -> {}
      }
    }

    /** A closed line, or two, at some distance of the drawing. */
    private void roughFrame(Sketchpad pad, Pen pen) {
      Bounds drawn = placed.get(0).bounds();
      float least = in(0.05f, 0.12f) * Math.min(pad.width, pad.height);
      // From the drawing on, at least so far away, some way to the page's side.
      float left = drawn.minX() - least;
      float top = drawn.minY() - least;
      float right = pad.width - drawn.maxX() - least;
      float bottom = pad.height - drawn.maxY() - least;
      left = Math.max(4, left * in(0.1f, 0.7f));
      top = Math.max(4, top * in(0.1f, 0.7f));
      right = pad.width - Math.max(4, right * in(0.1f, 0.7f));
      bottom = pad.height - Math.max(4, bottom * in(0.1f, 0.7f));
      float power = chance(0.4f) ? 200 : chance(0.5f) ? in(2, 3) : in(4, 12);
      boolean uneven = chance(0.3f); // corners of different kinds
      float[] powers = new float[4];
      for (int k = 0; k < 4; k++) {
        powers[k] = uneven ? (chance(0.5f) ? 200 : in(2, 4)) : power;
      }
      float slant = in(-0.05f, 0.05f);
      int n = chance(0.4f) ? 20 : 120;
      float wobble = in(0, 4);
      int lines = chance(0.3f) ? 2 : 1;
      float gap = in(1.8f, 4) * pen.px();
      float open = chance(0.3f) ? in(0.01f, 0.04f) : 0;
      for (int line = 0; line < lines; line++) {
        float rx = (right - left) / 2 - line * gap;
        float ry = (bottom - top) / 2 - line * gap;
        int points = (int) (n * (1 - open)) + 1;
        float[] x = new float[points];
        float[] y = new float[points];
        for (int i = 0; i < points; i++) {
          double a = 2 * Math.PI * i / n - 2.2;
          double c = Math.cos(a);
          double s = Math.sin(a);
          int corner = (c > 0 ? 1 : 0) + (s > 0 ? 2 : 0);
          double norm =
              Math.pow(
                  Math.pow(Math.abs(c), powers[corner]) + Math.pow(Math.abs(s), powers[corner]),
                  -1.0 / powers[corner]);
          float u = (float) (c * norm) * rx;
          float v = (float) (s * norm) * ry;
          x[i] = (left + right) / 2 + u - slant * v * 0.5f + in(-wobble, wobble);
          y[i] = (top + bottom) / 2 + v + slant * u * 0.5f + in(-wobble, wobble);
        }
        pad.draw(x, y, pen);
      }
    }

    private void print(Sketchpad pad) {
      float size = pad.height * in(0.012f, 0.02f);
      float opacity = in(0.08f, 0.2f);
      for (float top = size * 3; top < pad.height - size * 3; top += size * 1.7f) {
        StringBuilder text = new StringBuilder();
        int n = (int) (pad.width * 0.86f / (size * 0.9f));
        for (int i = 0; i < n; i++) {
          text.append(chance(0.17f) ? ' ' : (char) ('A' + random.nextInt(26)));
        }
        Pen pen = Pen.of(size * 0.16f, 0x303038).opacity(opacity);
        pad.write(text.toString(), pad.width * 0.07f, top, size, pen, 0);
      }
    }

    private void rule(Sketchpad pad, float darkness) {
      float pitch = pad.height / in(18, 34);
      int[] inks = {0x6080c0, 0x808080, 0x70a0d0, 0x9a7ab0};
      Pen pen =
          Pen.of(in(1.2f, 2.2f) * pad.height / 1000, inks[random.nextInt(4)])
              .opacity(Math.min(1, darkness * 2));
      int kind = random.nextInt(4);
      if (kind == 2) {
        for (float y = pitch; y < pad.height; y += pitch) {
          for (float x = pitch; x < pad.width; x += pitch) {
            pad.line(
                x, y, x + 0.3f, y, new Pen(pen.px() * 1.6f, pen.rgb(), pen.opacity(), 0, 0, 0));
          }
        }
      } else {
        for (float y = pitch * 2; y < pad.height; y += pitch) {
          pad.line(0, y, pad.width, y, pen);
        }
        if (kind == 1) {
          for (float x = pitch; x < pad.width; x += pitch) {
            pad.line(x, 0, x, pad.height, pen);
          }
        }
      }
      if (kind != 1 && chance(0.5f)) {
        float x = pad.width * in(0.1f, 0.16f);
        pad.line(x, 0, x, pad.height, Pen.of(pen.px(), 0xd05050).opacity(0.6f));
      }
      if (chance(0.4f)) {
        int holes = 2 + random.nextInt(5);
        for (int k = 0; k < holes; k++) {
          float y = pad.height * (k + 0.5f) / holes;
          pad.disc(pad.width * 0.035f, y, pad.width * 0.013f, 0x2c2824);
        }
      }
    }

    private void spiral(Sketchpad pad) {
      boolean top = chance(0.7f);
      int n = (int) in(14, 26);
      for (int k = 0; k < n; k++) {
        float at = (k + 0.5f) / n;
        float x = top ? at * pad.width : pad.width * 0.03f;
        float y = top ? pad.height * 0.025f : at * pad.height;
        float r = Math.min(pad.width, pad.height) * 0.009f;
        pad.disc(x, y, r, 0x201c1a);
        Pen wire = Pen.of(r * 0.9f, 0x707478);
        pad.line(x, y, top ? x + r * 0.5f : 0, top ? 0 : y + r * 0.5f, wire);
      }
    }

    // ---- photos ----

    private Shot close() {
      int width = (int) in(900, 1300);
      int height = (int) (width * (chance(0.5f) ? 0.75f : 1.33f));
      if (height > 1300) {
        width = width * 1300 / height;
        height = 1300;
      }
      Sketchpad pad = page(width, height);
      if (situation == Situation.SCAN_EDGES) {
        scanEdges(pad);
        for (Drawing d : placed) {
          places.add(box(d, null));
        }
        float[][] scan = {pad.red, pad.green, pad.blue};
        return finish(scan, width, height, in(0.2f, 0.8f), in(0.3f, 2), in(0.6f, 0.95f), null);
      }
      float[][] light = {pad.red, pad.green, pad.blue};
      illuminate(light, width, height, in(0, 0.45f), in(0, 0.25f));
      for (Drawing d : placed) {
        places.add(box(d, null));
      }
      return finish(light, width, height, in(0.4f, 1.4f), in(1, 5), in(0.55f, 0.92f), null);
    }

    private void scanEdges(Sketchpad pad) {
      float w = pad.width;
      float h = pad.height;
      if (chance(0.7f)) {
        pad.fill(0, 0, w * in(0.01f, 0.05f), h, 0x080808, 1);
      }
      if (chance(0.7f)) {
        float slant = in(0, 0.02f) * w;
        for (int y = 0; y < pad.height; y++) {
          float x = w * 0.975f + slant * y / h;
          pad.fill(x, y, w, y + 1, 0x0a0a0a, 1);
        }
      }
      if (chance(0.5f)) {
        pad.fill(0, h * in(0.95f, 0.985f), w, h, 0x050505, 1);
      }
      if (chance(0.5f)) {
        float y = h * in(0.3f, 0.7f);
        pad.disc(w * 0.05f, y, w * 0.012f, 0x101010);
        pad.disc(w * 0.05f, y + h * 0.15f, w * 0.012f, 0x101010);
      }
    }

    private Shot onGround() {
      int width = situation == Situation.WEBCAM ? (int) in(600, 1280) : (int) in(960, 1280);
      int height = (int) (width * 0.75f);
      if (!isHeldUp() && situation != Situation.BOARD && chance(0.5f)) {
        int swap = width;
        width = height;
        height = swap;
      }
      float aspect = chance(0.5f) ? 0.707f : 1.414f;
      if (situation == Situation.NOTE) {
        aspect = in(0.95f, 1.05f);
      } else if (situation == Situation.ENVELOPE) {
        aspect = in(1.4f, 2);
      } else if (situation == Situation.SPIRAL) {
        aspect = chance(0.7f) ? 0.72f : 1.4f;
      } else if (situation == Situation.BOARD) {
        aspect = in(1.3f, 1.7f);
      }
      int pageW = aspect < 1 ? (int) (1000 * aspect) : 1000;
      int pageH = aspect < 1 ? 1000 : (int) (1000 / aspect);
      Sketchpad pad = page(pageW, pageH);
      double[] corners = camera(pageW, pageH, width, height);
      double[] page = Projection.rectangle(pageW, pageH);
      float[][] light = new float[3][width * height];
      ground(light, width, height);
      if (!isHeldUp() && situation != Situation.BOARD) {
        dropShadow(light, width, height, corners);
      }
      if (situation == Situation.BOARD) {
        boardFrame(light, width, height, corners);
      }
      lay(pad, light, width, height, Projection.of(corners, page));
      if (situation == Situation.ENVELOPE) {
        flap(light, width, height, corners);
      }
      if (isHeldUp() || situation == Situation.FINGERS) {
        fingers(light, width, height, corners);
      }
      illuminate(light, width, height, in(0, 0.35f), in(0, 0.25f));
      Projection toPicture = Projection.of(page, corners);
      for (Drawing d : placed) {
        places.add(box(d, toPicture));
      }
      return finish(light, width, height, in(0.4f, 1.2f), in(1, 4.5f), in(0.55f, 0.92f), corners);
    }

    /** The corners of the page in the picture, clockwise from the page's top left. */
    private double[] camera(int pageW, int pageH, int width, int height) {
      for (int attempt = 0; ; attempt++) {
        boolean upright = isHeldUp() || situation == Situation.BOARD;
        double turn =
            Math.toRadians(upright ? in(-8, 8) : chance(0.6f) ? in(-12, 12) : in(-40, 40));
        if (situation == Situation.TURNED) {
          turn = Math.toRadians(in(-45, 45));
        }
        double tilt = Math.toRadians(upright ? in(-12, 12) : in(0, 38));
        double yaw = Math.toRadians(in(-14, 14));
        double fill =
            situation == Situation.NOTE
                ? in(0.3f, 0.55f)
                : situation == Situation.HELD_UP ? in(0.45f, 0.7f) : in(0.62f, 0.95f);
        if (situation == Situation.WEBCAM) {
          fill = in(0.4f, 0.85f);
        } else if (situation == Situation.TURNED) {
          fill = in(0.6f, 1.2f);
        }
        double half = Math.max(pageW, pageH) / 2.0;
        double[] out = new double[8];
        double[][] page = {{-pageW, -pageH}, {pageW, -pageH}, {pageW, pageH}, {-pageW, pageH}};
        double minX = 1e9;
        double maxX = -1e9;
        double minY = 1e9;
        double maxY = -1e9;
        for (int k = 0; k < 4; k++) {
          double x = page[k][0] / 2 / half;
          double y = page[k][1] / 2 / half;
          double rx = x * Math.cos(turn) - y * Math.sin(turn);
          double ry = x * Math.sin(turn) + y * Math.cos(turn);
          double z = -ry * Math.sin(tilt) + rx * Math.sin(yaw);
          double scale = 3.2 / (3.2 + z);
          out[2 * k] = rx * Math.cos(yaw) * scale;
          out[2 * k + 1] = ry * Math.cos(tilt) * scale;
          minX = Math.min(minX, out[2 * k]);
          maxX = Math.max(maxX, out[2 * k]);
          minY = Math.min(minY, out[2 * k + 1]);
          maxY = Math.max(maxY, out[2 * k + 1]);
        }
        double scale = fill * Math.min(width / (maxX - minX), height / (maxY - minY));
        double freeX = width - scale * (maxX - minX);
        double freeY = height - scale * (maxY - minY);
        double dx = freeX * in(0.25f, 0.75f) - minX * scale;
        double dy = freeY * in(0.25f, 0.75f) - minY * scale;
        if (situation == Situation.HELD_UP) {
          dy = freeY * in(0.7f, 0.95f) - minY * scale;
        } else if (situation == Situation.WEBCAM) {
          dx = freeX * in(0.1f, 0.9f) - minX * scale;
          dy = freeY * in(0.3f, 1) - minY * scale;
        }
        for (int k = 0; k < 4; k++) {
          out[2 * k] = out[2 * k] * scale + dx;
          out[2 * k + 1] = out[2 * k + 1] * scale + dy;
        }
        boolean inside = situation == Situation.TURNED || (freeX >= 0 && freeY >= 0);
        if (inside || attempt > 20) {
          return out;
        }
      }
    }

    private float[] box(Drawing d, @Nullable Projection toPicture) {
      float[] box = {1e9f, 1e9f, -1e9f, -1e9f};
      for (Stroke s : d.strokes()) {
        for (int i = 0; i < s.size(); i++) {
          double x = s.x(i);
          double y = s.y(i);
          if (toPicture != null) {
            x = toPicture.x(s.x(i), s.y(i));
            y = toPicture.y(s.x(i), s.y(i));
          }
          box[0] = Math.min(box[0], (float) x);
          box[1] = Math.min(box[1], (float) y);
          box[2] = Math.max(box[2], (float) x);
          box[3] = Math.max(box[3], (float) y);
        }
      }
      return new float[] {box[0], box[1], box[2] - box[0], box[3] - box[1]};
    }

    private void ground(float[][] light, int width, int height) {
      if (isHeldUp()) {
        room(light, width, height);
        return;
      }
      boolean wood = situation == Situation.WOOD || (situation == Situation.TURNED && chance(0.4f));
      boolean cloth = situation == Situation.CLOTH;
      boolean plain =
          situation == Situation.TABLE
              || situation == Situation.BOARD
              || (situation == Situation.TURNED && !wood);
      if (!wood && !cloth && !plain) {
        float pick = random.nextFloat();
        wood = pick < 0.5f;
        cloth = pick > 0.9f;
      }
      long seed = random.nextLong();
      float angle = in(0, 3.14f);
      if (chance(0.7f)) {
        angle = in(-0.1f, 0.1f);
      }
      float cos = (float) Math.cos(angle);
      float sin = (float) Math.sin(angle);
      if (cloth) {
        float[][] dyes = {
          {0.5f, 0.12f, 0.13f}, {0.15f, 0.25f, 0.5f}, {0.2f, 0.4f, 0.25f}, {0.75f, 0.2f, 0.2f}
        };
        float[] dye = dyes[random.nextInt(4)];
        float base = chance(0.5f) ? 0.25f : 0.9f;
        float pitch = in(20, 60);
        for (int i = 0; i < width * height; i++) {
          float x = (i % width) * cos + Math.floorDiv(i, width) * sin;
          float y = Math.floorDiv(i, width) * cos - (i % width) * sin;
          int bands =
              (Math.floorMod((int) Math.floor(x / pitch), 2)
                  + Math.floorMod((int) Math.floor(y / pitch), 2));
          float t = bands / 2f;
          float weave = 1 + 0.05f * Noise.linear(seed, x / 2, y / 2);
          for (int c = 0; c < 3; c++) {
            float ground = base < 0.5f ? dye[c] * 0.45f : base;
            light[c][i] = (dye[c] * t + ground * (1 - t)) * weave;
          }
        }
        return;
      }
      float tone = wood ? in(0.25f, 0.8f) : in(0.1f, 0.95f);
      float[] tint =
          wood
              ? new float[] {1, in(0.62f, 0.8f), in(0.35f, 0.6f)}
              : new float[] {1, in(0.9f, 1.05f), in(0.85f, 1.05f)};
      float grain = wood ? in(0.08f, 0.28f) : in(0, 0.05f);
      float lines = in(3, 9);
      for (int i = 0; i < width * height; i++) {
        float px = i % width;
        float py = Math.floorDiv(i, width);
        float x = px * cos + py * sin;
        float y = py * cos - px * sin;
        float v = tone;
        if (wood) {
          float bend = 12 * Noise.linear(seed + 3, x / 220, y / 90);
          v *=
              1
                  + grain
                      * (Noise.linear(seed, x / 140, (y + bend) / lines)
                          + 0.6f * Noise.linear(seed + 1, x / 60, (y + bend) / 2))
                  + 0.1f * Noise.linear(seed + 2, x / 300, y / 50);
        } else {
          v *=
              1
                  + grain * Noise.linear(seed, px / 6, py / 6)
                  + grain * Noise.linear(seed + 1, px / 90, py / 90);
        }
        for (int c = 0; c < 3; c++) {
          light[c][i] = Math.min(1, v * tint[c]);
        }
      }
    }

    private void room(float[][] light, int width, int height) {
      Sketchpad room =
          new Sketchpad(
              width,
              height,
              color(in(0.4f, 0.85f), in(0.4f, 0.8f), in(0.4f, 0.8f)),
              new Random(random.nextLong()));
      float w = width;
      float h = height;
      if (chance(0.7f)) { // a window
        room.fill(w * 0.03f, 0, w * in(0.14f, 0.25f), h * in(0.5f, 0.8f), 0xdfe8f0, 1);
        room.fill(w * 0.08f, 0, w * 0.09f, h * 0.6f, 0x806a50, 1);
      }
      if (chance(0.7f)) { // a shelf
        float left = w * in(0.66f, 0.8f);
        room.fill(left, h * 0.1f, w * 0.99f, h * 0.5f, 0x6a4a34, 1);
        for (float x = left + 6; x < w * 0.97f; x += w * in(0.01f, 0.025f)) {
          room.fill(
              x, h * in(0.14f, 0.2f), x + w * 0.012f, h * 0.46f, random.nextInt(0x1000000), 1);
        }
      }
      int[] skins = {0xd9a57f, 0xf0c8a8, 0x8a5a3c, 0xb98560};
      skin = skins[random.nextInt(4)];
      float cx = w * in(0.42f, 0.58f);
      float r = h * in(0.13f, 0.18f);
      float cy = r * in(1.15f, 1.5f);
      int shirt = color(in(0.1f, 0.8f), in(0.1f, 0.8f), in(0.1f, 0.8f));
      room.disc(cx, h * 1.05f, h * 0.5f, shirt);
      room.disc(cx, cy - r * 0.3f, r * 1.05f, color(in(0.05f, 0.4f), in(0.05f, 0.25f), 0.08f));
      room.disc(cx, cy, r, skin);
      for (int side = -1; side <= 1; side += 2) {
        room.disc(cx + side * r * 0.38f, cy - r * 0.1f, r * 0.11f, 0xf4f0ec);
        room.disc(cx + side * r * 0.38f, cy - r * 0.1f, r * 0.06f, 0x201814);
      }
      room.line(
          cx - r * 0.3f, cy + r * 0.5f, cx + r * 0.3f, cy + r * 0.5f, Pen.of(r * 0.08f, 0x8a3a38));
      System.arraycopy(room.red, 0, light[0], 0, room.red.length);
      System.arraycopy(room.green, 0, light[1], 0, room.red.length);
      System.arraycopy(room.blue, 0, light[2], 0, room.red.length);
    }

    private int skin = 0xd9a57f;

    private void fingers(float[][] light, int width, int height, double[] q) {
      Sketchpad hand = new Sketchpad(width, height, 0, new Random(0));
      System.arraycopy(light[0], 0, hand.red, 0, hand.red.length);
      System.arraycopy(light[1], 0, hand.green, 0, hand.red.length);
      System.arraycopy(light[2], 0, hand.blue, 0, hand.red.length);
      int[] sides = isHeldUp() ? new int[] {1, 3} : new int[] {random.nextInt(4)};
      for (int side : sides) {
        double ax = q[2 * side];
        double ay = q[2 * side + 1];
        double bx = q[(2 * side + 2) % 8];
        double by = q[(2 * side + 3) % 8];
        double length = Math.hypot(bx - ax, by - ay);
        double nx = -(by - ay) / length; // inwards for clockwise corners
        double ny = (bx - ax) / length;
        int n = isHeldUp() ? 4 : 1 + random.nextInt(2);
        float r = (float) length * in(0.025f, 0.04f);
        float at = in(0.35f, 0.65f);
        for (int k = 0; k < n; k++) {
          double t = at + (k - n / 2.0) * 2.2 * r / length;
          double x = ax + (bx - ax) * t;
          double y = ay + (by - ay) * t;
          float in = r * in(0.8f, 2.2f);
          float out = r * (isHeldUp() ? 2.5f : 9);
          float tone = in(0.85f, 1);
          int shade =
              color(
                  ((skin >> 16) & 255) / 255f * tone,
                  ((skin >> 8) & 255) / 255f * tone,
                  (skin & 255) / 255f * tone);
          hand.line(
              (float) (x + nx * in),
              (float) (y + ny * in),
              (float) (x - nx * out),
              (float) (y - ny * out),
              Pen.of(
                      2.15f * r,
                      color(
                          ((shade >> 16) & 255) / 400f,
                          ((shade >> 8) & 255) / 400f,
                          (shade & 255) / 400f))
                  .opacity(0.5f));
          hand.line(
              (float) (x + nx * in),
              (float) (y + ny * in),
              (float) (x - nx * out),
              (float) (y - ny * out),
              Pen.of(2 * r, shade));
        }
      }
      System.arraycopy(hand.red, 0, light[0], 0, hand.red.length);
      System.arraycopy(hand.green, 0, light[1], 0, hand.red.length);
      System.arraycopy(hand.blue, 0, light[2], 0, hand.red.length);
    }

    private void lay(Sketchpad pad, float[][] light, int width, int height, Projection toPage) {
      float[][] page = {pad.red, pad.green, pad.blue};
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double u = toPage.x(x + 0.5, y + 0.5) - 0.5;
          double v = toPage.y(x + 0.5, y + 0.5) - 0.5;
          if (u < -0.5 || v < -0.5 || u >= pad.width - 0.5 || v >= pad.height - 0.5) {
            continue;
          }
          int u0 = Math.max(0, Math.min(pad.width - 2, (int) u));
          int v0 = Math.max(0, Math.min(pad.height - 2, (int) v));
          float fu = (float) Math.max(0, Math.min(1, u - u0));
          float fv = (float) Math.max(0, Math.min(1, v - v0));
          int i = v0 * pad.width + u0;
          for (int c = 0; c < 3; c++) {
            float[] p = page[c];
            float top = p[i] + (p[i + 1] - p[i]) * fu;
            float bottom = p[i + pad.width] + (p[i + pad.width + 1] - p[i + pad.width]) * fu;
            light[c][y * width + x] = top + (bottom - top) * fv;
          }
        }
      }
    }

    private static double outside(double[] q, double x, double y) {
      double most = -1e9;
      for (int k = 0; k < 4; k++) {
        double ax = q[2 * k];
        double ay = q[2 * k + 1];
        double ex = q[(2 * k + 2) % 8] - ax;
        double ey = q[(2 * k + 3) % 8] - ay;
        double cross = ex * (y - ay) - ey * (x - ax);
        most = Math.max(most, -cross / Math.hypot(ex, ey));
      }
      return most;
    }

    private void dropShadow(float[][] light, int width, int height, double[] q) {
      float dx = in(-9, 9);
      float dy = in(-3, 9);
      float penumbra = chance(0.5f) ? in(2, 5) : in(6, 18);
      float depth = in(0.2f, 0.55f);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double d = outside(q, x - dx, y - dy);
          double t = Math.max(0, Math.min(1, 0.5 - d / penumbra));
          float k = (float) (1 - depth * t * t * (3 - 2 * t));
          for (float[] plane : light) {
            plane[y * width + x] *= k;
          }
        }
      }
    }

    private void boardFrame(float[][] light, int width, int height, double[] q) {
      float size = in(8, 22);
      float tone = in(0.3f, 0.8f);
      float[] tint = chance(0.5f) ? new float[] {1, 1, 1} : new float[] {1, 0.75f, 0.5f};
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double d = outside(q, x, y);
          if (d < size && d > -2) {
            for (int c = 0; c < 3; c++) {
              light[c][y * width + x] = tone * tint[c];
            }
          }
        }
      }
    }

    /** The edges of an envelope's flap, seen through the paper. */
    private void flap(float[][] light, int width, int height, double[] q) {
      if (chance(0.5f)) {
        return;
      }
      float cx = (float) (q[0] + q[2] + q[4] + q[6]) / 4;
      float cy = (float) (q[1] + q[3] + q[5] + q[7]) / 4;
      Sketchpad pad = new Sketchpad(width, height, 0, new Random(0));
      pad.line(
          (float) q[0],
          (float) q[1],
          cx,
          cy * 0.6f + (float) (q[1] + q[3]) * 0.2f,
          Pen.of(2, 0xffffff));
      pad.line(
          (float) q[2],
          (float) q[3],
          cx,
          cy * 0.6f + (float) (q[1] + q[3]) * 0.2f,
          Pen.of(2, 0xffffff));
      for (int i = 0; i < width * height; i++) {
        for (float[] plane : light) {
          plane[i] *= 1 - 0.05f * pad.red[i];
        }
      }
    }

    private void illuminate(
        float[][] light, int width, int height, float gradient, float vignette) {
      double angle = random.nextDouble() * 2 * Math.PI;
      double edge = random.nextDouble() * 2 * Math.PI;
      float shadow = chance(0.35f) ? in(0.15f, 0.5f) : 0;
      float penumbra = chance(0.4f) ? in(4, 15) : in(40, 200);
      float offset = in(-0.3f, 0.35f) * Math.min(width, height);
      float exposure = in(0.75f, 0.98f);
      float[] cast = {1, in(0.94f, 1), in(0.82f, 1.02f)};
      long seed = random.nextLong();
      float texture = in(0, 0.02f);
      float[] falling =
          new Light(angle, gradient, vignette, edge, shadow, penumbra, offset, exposure)
              .on(width, height);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int i = y * width + x;
          float value = falling[i] * (1 + texture * Noise.linear(seed, x / 3f, y / 3f));
          for (int c = 0; c < 3; c++) {
            light[c][i] *= value * cast[c];
          }
        }
      }
    }

    private Shot finish(
        float[][] light,
        int width,
        int height,
        float blur,
        float noise,
        float quality,
        double @Nullable [] corners) {
      for (float[] plane : light) {
        blur(plane, width, height, blur);
      }
      int[] argb = new int[width * height];
      for (int i = 0; i < argb.length; i++) {
        float common = (float) random.nextGaussian() * noise * 0.7f;
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          float v = light[c][i] * 255 + common + (float) random.nextGaussian() * noise * 0.7f;
          rgb = (rgb << 8) | Math.max(0, Math.min(255, Math.round(v)));
        }
        argb[i] = 0xff000000 | rgb;
      }
      return new Shot(
          width, height, Jpeg.colors(argb, width, height, quality), true, corners, places);
    }

    private static void blur(float[] plane, int width, int height, float sigma) {
      float side = (float) Math.exp(-0.5 / (sigma * sigma));
      float far = (float) Math.exp(-2 / (sigma * sigma));
      float total = 1 + 2 * side + 2 * far;
      float[] across = new float[plane.length];
      for (int y = 0; y < height; y++) {
        int row = y * width;
        for (int x = 0; x < width; x++) {
          across[row + x] =
              (plane[row + x]
                      + side
                          * (plane[row + Math.max(0, x - 1)]
                              + plane[row + Math.min(width - 1, x + 1)])
                      + far
                          * (plane[row + Math.max(0, x - 2)]
                              + plane[row + Math.min(width - 1, x + 2)]))
                  / total;
        }
      }
      for (int y = 0; y < height; y++) {
        int up = Math.max(0, y - 1) * width;
        int down = Math.min(height - 1, y + 1) * width;
        int up2 = Math.max(0, y - 2) * width;
        int down2 = Math.min(height - 1, y + 2) * width;
        for (int x = 0; x < width; x++) {
          plane[y * width + x] =
              (across[y * width + x]
                      + side * (across[up + x] + across[down + x])
                      + far * (across[up2 + x] + across[down2 + x]))
                  / total;
        }
      }
    }

    // ---- digital pictures ----

    private Shot digital() {
      int width = (int) in(400, 900);
      int height = (int) (width * in(0.75f, 1.2f));
      if (situation == Situation.DESKTOP_SCREENSHOT) {
        return desktop();
      }
      if (situation == Situation.PHONE_SCREENSHOT) {
        return phone();
      }
      int paper = 0xffffff;
      Pen pen = Pen.of(in(2, 9) * width / 640, 0x101010);
      if (situation == Situation.EQUAL_LUMA) {
        int[][] pairs = {
          {0xe02020, 0x0c7a0c},
          {0xff8c1a, 0x6fb4e8},
          {0x2a6fd6, 0xb3541e},
          {0xd04080, 0x5f8a3a},
          {0x008b8b, 0xb06030}
        };
        int[] pair = pairs[random.nextInt(pairs.length)];
        boolean swap = chance(0.5f);
        pen = Pen.of(pen.px(), pair[swap ? 1 : 0]);
        paper = pair[swap ? 0 : 1];
      } else if (situation == Situation.PALE) {
        float v = in(0.9f, 0.955f);
        pen = Pen.of(pen.px(), chance(0.5f) ? color(v, v, v) : color(1, v + 0.02f, v - 0.04f));
      } else if (situation == Situation.DIGITAL_RULED && chance(0.3f)) {
        paper = 0xfff8b8;
      }
      Sketchpad pad = new Sketchpad(width, height, paper, new Random(random.nextLong()));
      if (situation == Situation.CHECKERBOARD) {
        int cell = 4 + random.nextInt(14);
        for (int y = 0; y < height; y += cell) {
          for (int x = 0; x < width; x += cell) {
            if (Math.floorMod(x / cell + y / cell, 2) == 1) {
              pad.fill(x, y, x + cell, y + cell, 0xcccccc, 1);
            }
          }
        }
      }
      if (situation == Situation.DIGITAL_RULED) {
        digitalRuling(pad);
      }
      float side = Math.min(width, height) * in(0.5f, 0.85f);
      if (situation == Situation.DIGITAL_FRAME) {
        side = Math.min(width, height) * in(0.5f, 0.68f);
      }
      Drawing drawing =
          Sketchpad.place(
              drawings.get(0),
              (width - side) * in(0.35f, 0.65f),
              (height - side) * in(0.35f, 0.65f),
              side);
      if (situation == Situation.DASHES) {
        float dash = chance(0.4f) ? 0.1f : in(2, 5) * pen.px();
        float gap =
            (dash < 1 ? in(1.8f, 3) : in(1.5f, 2.6f)) * pen.px() + (dash < 1 ? 0 : pen.px());
        pen = Pen.of(Math.min(pen.px(), 6), pen.rgb()).dashed(dash, gap);
      }
      if (situation == Situation.TRANSPARENT) {
        return transparent(drawing, width, height, pen.px());
      }
      if (situation == Situation.COLORS) {
        int[] colors = {
          0x101010, 0xe02020, 0x2040e0, 0x109030, 0xf0a000, 0xf7c6d9, 0xffe680, 0xa8d8ff
        };
        int offset = random.nextInt(colors.length);
        int k = 0;
        for (Stroke stroke : drawing.strokes()) {
          int ink = k == 0 ? 0x101010 : colors[(offset + k) % colors.length];
          pad.draw(Drawing.of(List.of(stroke)), Pen.of(pen.px(), ink));
          k++;
        }
      } else {
        pad.draw(drawing, pen);
      }
      if (situation == Situation.DIGITAL_FRAME) {
        float m = chance(0.4f) ? 0 : in(2, Math.min(width, height) * 0.07f);
        int frame = chance(0.6f) ? 0x101010 : color(in(0.2f, 0.8f), in(0.2f, 0.8f), in(0.2f, 0.8f));
        float px = chance(0.5f) ? 1 : in(1, 6);
        pad.fill(m, m, width - m, m + px, frame, 1);
        pad.fill(m, height - m - px, width - m, height - m, frame, 1);
        pad.fill(m, m, m + px, height - m, frame, 1);
        pad.fill(width - m - px, m, width - m, height - m, frame, 1);
      }
      places.add(box(drawing, null));
      boolean jpeg = chance(0.25f);
      int[] argb = new int[width * height];
      for (int i = 0; i < argb.length; i++) {
        argb[i] = pad.argb(i);
      }
      return new Shot(
          width,
          height,
          jpeg ? Jpeg.colors(argb, width, height, in(0.7f, 0.95f)) : argb,
          false,
          null,
          places);
    }

    private void digitalRuling(Sketchpad pad) {
      int pitch = 14 + random.nextInt(34);
      int ink = new int[] {0x9ec5e8, 0xd8d8d8, 0xb0b0b0, 0x7fa8d8, 0xc9c0e0}[random.nextInt(5)];
      int kind = random.nextInt(3);
      int px = 1 + random.nextInt(2);
      for (int y = pitch; y < pad.height; y += pitch) {
        if (kind == 2) {
          for (int x = pitch; x < pad.width; x += pitch) {
            pad.fill(x, y, x + px + 1, y + px + 1, ink, 1);
          }
        } else {
          pad.fill(0, y, pad.width, y + px, ink, 1);
        }
      }
      if (kind == 1) {
        for (int x = pitch; x < pad.width; x += pitch) {
          pad.fill(x, 0, x + px, pad.height, ink, 1);
        }
      }
      if (kind == 0 && chance(0.5f)) {
        float x = pad.width * in(0.08f, 0.15f);
        pad.fill(x, 0, x + px, pad.height, 0xe08080, 1);
      }
    }

    private Shot transparent(Drawing drawing, int width, int height, float penPx) {
      Sketchpad pad = new Sketchpad(width, height, 0, new Random(0));
      pad.draw(drawing, Pen.of(penPx, 0xffffff));
      int[] inks = {0xffffff, 0xd8d8d8, 0x101010, 0xffe680, 0x2040e0};
      int ink = inks[random.nextInt(inks.length)];
      int hidden = chance(0.5f) ? 0 : 0xffffff;
      int[] argb = new int[width * height];
      for (int i = 0; i < argb.length; i++) {
        int alpha = Sketchpad.byteOf(pad.red[i]);
        argb[i] = (alpha << 24) | (alpha == 0 ? hidden : ink);
      }
      places.add(box(drawing, null));
      return new Shot(width, height, argb, false, null, places);
    }

    private Shot desktop() {
      int width = (int) in(1100, 1500);
      int height = (int) in(750, 950);
      boolean dark = chance(0.25f);
      Sketchpad pad =
          new Sketchpad(width, height, dark ? 0x303236 : 0xe9ebee, new Random(random.nextLong()));
      pad.fill(0, 0, width, 28, dark ? 0x202124 : 0xd5dbe4, 1);
      pad.write("UNTITLED - PAINT", 12, 8, 12, Pen.of(1.3f, dark ? 0xd0d0d0 : 0x303030), 0);
      for (int k = 0; k < 16; k++) {
        int x = 14 + k * 34;
        pad.fill(x, 40, x + 22, 62, random.nextInt(0x1000000), 1);
        pad.line(x + 4, 44, x + 18, 58, Pen.of(2, 0x404040));
      }
      for (int k = 0; k < 20; k++) {
        int x = width - 330 + (k % 10) * 30;
        int y = 36 + Math.floorDiv(k, 10) * 22;
        pad.fill(x, y, x + 20, y + 16, random.nextInt(0x1000000), 1);
      }
      float top = in(84, 110);
      float right = width * (chance(0.5f) ? 1 : in(0.75f, 0.95f));
      float bottom = height - in(26, 60);
      float left = chance(0.5f) ? 0 : in(8, 70);
      pad.fill(left, top, right, bottom, 0xffffff, 1);
      if (chance(0.5f)) {
        pad.fill(0, height - 24, width, height, dark ? 0x202124 : 0xf4f4f4, 1);
        pad.write("100 320 PX", 16, height - 17, 11, Pen.of(1.2f, 0x606060), 0);
      }
      return canvasIn(pad, left, top, right, bottom);
    }

    private Shot phone() {
      int width = (int) in(720, 1100);
      int height = (int) (width * in(1.8f, 2.1f));
      Sketchpad pad = new Sketchpad(width, height, 0xffffff, new Random(random.nextLong()));
      float u = width / 100f;
      float top = 14 * u;
      float bottom = height - in(16, 26) * u;
      if (chance(0.5f)) {
        pad.fill(0, 0, width, top, 0xf4f4f6, 1);
      }
      pad.write("14:32", 6 * u, 2.2f * u, 3 * u, Pen.of(0.5f * u, 0x101010), 0);
      pad.fill(88 * u, 2.4f * u, 94 * u, 4.8f * u, 0x202020, 1);
      pad.write("NOTES", 6 * u, 9 * u, 3 * u, Pen.of(0.4f * u, 0xe0a020), 0);
      pad.write("DONE", 80 * u, 9 * u, 3 * u, Pen.of(0.4f * u, 0xe0a020), 0);
      if (chance(0.6f)) {
        pad.fill(0, bottom, width, height, 0xf2f2f6, 1);
      }
      int n = 4 + random.nextInt(4);
      for (int k = 0; k < n; k++) {
        float x = (12 + 76f * k / (n - 1)) * u;
        int tool = color(in(0.2f, 0.7f), in(0.2f, 0.6f), in(0.3f, 0.8f));
        pad.fill(x - 2.5f * u, bottom + 6 * u, x + 2.5f * u, bottom + 14 * u, tool, 1);
        pad.line(x - 2 * u, bottom + 6 * u, x, bottom + 3 * u, Pen.of(0.8f * u, tool));
        pad.line(x + 2 * u, bottom + 6 * u, x, bottom + 3 * u, Pen.of(0.8f * u, tool));
      }
      if (chance(0.5f)) {
        pad.fill(35 * u, height - 2 * u, 65 * u, height - 1.2f * u, 0x101010, 1);
      }
      return canvasIn(pad, 0, top, width, bottom);
    }

    private Shot canvasIn(Sketchpad pad, float left, float top, float right, float bottom) {
      float shorter = Math.min(right - left, bottom - top);
      float side = shorter * in(0.4f, 0.75f);
      Drawing drawing =
          Sketchpad.place(
              drawings.get(0),
              left + (right - left - side) * in(0.3f, 0.7f),
              top + (bottom - top - side) * in(0.3f, 0.7f),
              side);
      pad.draw(drawing, Pen.of(in(3, 8), 0x101010));
      places.add(box(drawing, null));
      int[] argb = new int[pad.width * pad.height];
      for (int i = 0; i < argb.length; i++) {
        argb[i] = pad.argb(i);
      }
      boolean jpeg = chance(0.3f);
      return new Shot(
          pad.width,
          pad.height,
          jpeg ? Jpeg.colors(argb, pad.width, pad.height, in(0.75f, 0.95f)) : argb,
          false,
          null,
          places);
    }
  }
}
