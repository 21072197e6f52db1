package org.sketchsdk.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/**
 * Makes pictures of drawings as a canvas, a scanner or a phone would, each with the drawing as it
 * lies in the picture, so that what is read from the picture can be judged. The same drawing,
 * settings and seed give the same picture.
 *
 * <p>It has its own way of drawing lines, apart from the rasterizer under test. The picture is
 * composed as it comes about: a sheet with its texture and ruling, ink on it, the view of the
 * camera, the light, the lens, the sensor and the file.
 */
public final class PhotoSimulator {
  private PhotoSimulator() {}

  /**
   * A picture and the truth.
   *
   * @param width pixels in a row
   * @param height rows
   * @param gray the pixels row by row, 0 black to 255 white
   * @param drawing the drawing in the picture's pixels
   */
  @SuppressWarnings("ArrayRecordComponent") // a bundle of results, never compared
  public record Photo(int width, int height, byte[] gray, Drawing drawing) {}

  /** What the picture is of and how it is taken; lengths in pixels of the picture. */
  public static final class Settings {
    int width = 480;
    int height = 480;
    float fill = 0.8f;
    float penPx = 7;
    float paper = 1;
    float ink = 0;
    float unevenness;
    float pencilGrain;
    float texture;
    float ruledPx;
    float ruledInk = 0.25f;
    boolean squared;
    float perspective;
    float rotation;
    float gradient;
    float vignette;
    float shadow;
    float penumbraPx = 12;
    float desk = -1;
    float blurPx;
    float noise;
    float jpegQuality = 1;
    float dust;

    private Settings() {}

    /** A white canvas of the given size. */
    public static Settings canvas(int width, int height) {
      Settings settings = new Settings();
      settings.width = width;
      settings.height = height;
      return settings;
    }

    /** Share of the shorter side that the drawing's longer side takes up, 0 to 1. */
    public Settings fill(float share) {
      fill = share;
      return this;
    }

    /** Width of the pen. */
    public Settings pen(float px) {
      penPx = px;
      return this;
    }

    /** Shade of the paper and of the ink, 0 black to 1 white. */
    public Settings tones(float paper, float ink) {
      this.paper = paper;
      this.ink = ink;
      return this;
    }

    /** Largest share of the ink that is missing along a stroke, 0 to 1, changing gradually. */
    public Settings unevenness(float share) {
      unevenness = share;
      return this;
    }

    /** Largest share of the ink that is missing from grain to grain of the paper, 0 to 1. */
    public Settings pencilGrain(float share) {
      pencilGrain = share;
      return this;
    }

    /** Largest difference in the paper's shade, by spots of 2 to 16 pixels. */
    public Settings texture(float amplitude) {
      texture = amplitude;
      return this;
    }

    /** Distance between ruled lines, 0 none, and their darkness; lines both ways if squared. */
    public Settings ruled(float distancePx, float darkness, boolean squared) {
      ruledPx = distancePx;
      ruledInk = darkness;
      this.squared = squared;
      return this;
    }

    /** Largest shift of the sheet's corners, as a share of the sides, and turn in radians. */
    public Settings view(float perspective, float rotation) {
      this.perspective = perspective;
      this.rotation = rotation;
      return this;
    }

    /** Share of the light that is lost across the picture, and from its middle to its corners. */
    public Settings light(float gradient, float vignette) {
      this.gradient = gradient;
      this.vignette = vignette;
      return this;
    }

    /** Share of the light that is lost beyond a straight edge, and the width of the edge. */
    public Settings shadow(float share, float penumbraPx) {
      shadow = share;
      this.penumbraPx = penumbraPx;
      return this;
    }

    /** Shade of a table around the sheet, less than 0 for none. */
    public Settings desk(float tone) {
      desk = tone;
      return this;
    }

    /** Standard deviation of the blur. */
    public Settings blur(float sigmaPx) {
      blurPx = sigmaPx;
      return this;
    }

    /** Standard deviation of the noise, in shades of 255. */
    public Settings noise(float sigma) {
      noise = sigma;
      return this;
    }

    /** Quality of the JPEG file, 1 for none. */
    public Settings jpeg(float quality) {
      jpegQuality = quality;
      return this;
    }

    /** Specks of dust per million pixels. */
    public Settings dust(float specks) {
      dust = specks;
      return this;
    }
  }

  /**
   * Takes a picture of a drawing.
   *
   * @param drawing what is drawn; nothing if empty
   * @param settings how
   * @param seed of all that is left to chance
   */
  public static Photo take(Drawing drawing, Settings settings, long seed) {
    return new Shot(settings, seed).take(drawing);
  }

  private static final class Shot {
    private final Settings s;
    private final Random random;
    private final int width;
    private final int height;
    private final float[] light; // what the sensor sees, 0 to 1
    private Projection view; // from the sheet to the picture

    Shot(Settings settings, long seed) {
      s = settings;
      random = new Random(seed);
      width = s.width;
      height = s.height;
      light = new float[width * height];
      view = view();
    }

    Photo take(Drawing drawing) {
      Drawing seen = place(drawing);
      for (int retry = 0; retry < 50 && !isInside(seen); retry++) {
        view = view();
        seen = place(drawing);
      }
      paintPaper();
      if (s.ruledPx > 0) {
        paintRuling(false);
        if (s.squared) {
          paintRuling(true);
        }
      }
      paintInk(seen);
      paintDust();
      paintDesk();
      applyLight();
      if (s.blurPx > 0) {
        blur();
      }
      byte[] gray = expose();
      return new Photo(
          width,
          height,
          s.jpegQuality < 1 ? Jpeg.grays(gray, width, height, s.jpegQuality) : gray,
          seen);
    }

    /** Whether nothing of the drawing is cut off. */
    private boolean isInside(Drawing seen) {
      if (seen.isEmpty()) {
        return true;
      }
      Bounds bounds = seen.bounds();
      return bounds.minX() > s.penPx
          && bounds.minY() > s.penPx
          && bounds.maxX() < width - s.penPx
          && bounds.maxY() < height - s.penPx;
    }

    private float spread() {
      return 2 * random.nextFloat() - 1;
    }

    /** Moves each corner of the sheet by chance. */
    private Projection view() {
      double angle = s.rotation * spread();
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      double[] from = Projection.rectangle(width, height);
      double[] to = new double[8];
      double inset = s.desk >= 0 ? 0.12 : 0;
      for (int k = 0; k < 4; k++) {
        double x = (from[2 * k] - width / 2.0) * (1 - inset);
        double y = (from[2 * k + 1] - height / 2.0) * (1 - inset);
        to[2 * k] = width / 2.0 + x * cos - y * sin + s.perspective * width * spread();
        to[2 * k + 1] = height / 2.0 + x * sin + y * cos + s.perspective * height * spread();
      }
      return Projection.of(from, to);
    }

    private float[] toPicture(double x, double y) {
      return new float[] {(float) view.x(x, y), (float) view.y(x, y)};
    }

    /** The drawing somewhere on the sheet, as the camera sees it. */
    private Drawing place(Drawing drawing) {
      if (drawing.isEmpty()) {
        return drawing;
      }
      Bounds bounds = drawing.bounds();
      double extent = Math.max(1e-6, Math.max(bounds.width(), bounds.height()));
      double scale = s.fill * Math.min(width, height) / extent;
      // The pen's edge stays inside the sheet.
      double freeX = Math.max(0, width - bounds.width() * scale - 2 * s.penPx);
      double freeY = Math.max(0, height - bounds.height() * scale - 2 * s.penPx);
      double left = s.penPx + freeX * (0.5 + 0.4 * spread());
      double top = s.penPx + freeY * (0.5 + 0.4 * spread());
      List<Stroke> strokes = new ArrayList<>();
      for (Stroke stroke : drawing.strokes()) {
        List<float[]> points = new ArrayList<>();
        for (int i = 0; i < stroke.size(); i++) {
          double x = left + (stroke.x(i) - bounds.minX()) * scale;
          double y = top + (stroke.y(i) - bounds.minY()) * scale;
          if (i > 0) {
            double px = left + (stroke.x(i - 1) - bounds.minX()) * scale;
            double py = top + (stroke.y(i - 1) - bounds.minY()) * scale;
            int pieces = 1 + (int) (Math.hypot(x - px, y - py) / Math.max(4, width / 100.0));
            for (int k = 1; k < pieces; k++) {
              points.add(toPicture(px + (x - px) * k / pieces, py + (y - py) * k / pieces));
            }
          }
          points.add(toPicture(x, y));
        }
        float[] xs = new float[points.size()];
        float[] ys = new float[points.size()];
        for (int i = 0; i < xs.length; i++) {
          xs[i] = points.get(i)[0];
          ys[i] = points.get(i)[1];
        }
        strokes.add(Stroke.of(xs, ys));
      }
      return Drawing.of(strokes);
    }

    private void paintPaper() {
      long seed = random.nextLong();
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          float spots = 0;
          if (s.texture > 0) {
            spots =
                s.texture
                    * (0.5f * Noise.smooth(seed, x / 2.3f, y / 2.3f)
                        + 0.3f * Noise.smooth(seed + 1, x / 6f, y / 6f)
                        + 0.4f * Noise.smooth(seed + 2, x / 16f, y / 16f));
          }
          light[y * width + x] = s.paper * (1 - Math.max(0, spots));
        }
      }
    }

    private void paintRuling(boolean upright) {
      Cover cover = new Cover(width, height);
      double length = upright ? height : width;
      double across = upright ? width : height;
      float half = 0.5f + Math.max(width, height) / 2000f;
      for (double at = -across; at < 2 * across; at += s.ruledPx) {
        float[] last = null;
        for (int k = -16; k <= 32; k++) {
          double along = length * k / 16;
          float[] point = upright ? toPicture(at, along) : toPicture(along, at);
          if (last != null) {
            cover.line(last[0], last[1], point[0], point[1], half, 1, 1);
          }
          last = point;
        }
      }
      for (int i = 0; i < light.length; i++) {
        light[i] *= 1 - s.ruledInk * cover.values[i];
      }
    }

    private void paintInk(Drawing drawing) {
      Cover cover = new Cover(width, height);
      for (Stroke stroke : drawing.strokes()) {
        long seed = random.nextLong();
        float traveled = 0;
        float pressure = pressure(seed, 0);
        for (int i = 0; i < stroke.size(); i++) {
          int before = Math.max(0, i - 1);
          float dx = stroke.x(i) - stroke.x(before);
          float dy = stroke.y(i) - stroke.y(before);
          traveled += (float) Math.sqrt(dx * dx + dy * dy);
          float next = pressure(seed, traveled);
          cover.line(
              stroke.x(before),
              stroke.y(before),
              stroke.x(i),
              stroke.y(i),
              s.penPx / 2,
              pressure,
              next);
          pressure = next;
        }
      }
      long seed = random.nextLong();
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int i = y * width + x;
          if (cover.values[i] > 0) {
            float grain =
                s.pencilGrain == 0
                    ? 1
                    : 1 - s.pencilGrain * (0.5f + 0.5f * Noise.smooth(seed, x / 1.5f, y / 1.5f));
            float spots = s.paper > 0 ? light[i] / s.paper : 1;
            light[i] += (s.ink - s.paper) * spots * cover.values[i] * grain;
          }
        }
      }
    }

    private float pressure(long seed, float traveled) {
      float unit = Math.max(width, height) / 12f;
      return 1 - s.unevenness * (0.5f + 0.5f * Noise.smooth(seed, traveled / unit, 0.5f));
    }

    private void paintDust() {
      int specks = (int) (s.dust * width * height / 1e6);
      Cover cover = new Cover(width, height);
      for (int k = 0; k < specks; k++) {
        float x = random.nextFloat() * width;
        float y = random.nextFloat() * height;
        float half = s.penPx * (0.08f + 0.12f * random.nextFloat());
        cover.line(x, y, x + half * spread(), y + half * spread(), half, 0.8f, 0.8f);
      }
      for (int i = 0; i < light.length; i++) {
        light[i] *= 1 - Math.max(0, cover.values[i]);
      }
    }

    private void paintDesk() {
      if (s.desk < 0) {
        return;
      }
      float[][] corner = {
        toPicture(0, 0), toPicture(width, 0), toPicture(width, height), toPicture(0, height)
      };
      long seed = random.nextLong();
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          boolean inside = true;
          for (int k = 0; k < 4; k++) {
            float[] a = corner[k];
            float[] b = corner[(k + 1) % 4];
            float turn = (b[0] - a[0]) * (y + 0.5f - a[1]) - (b[1] - a[1]) * (x + 0.5f - a[0]);
            inside &= turn >= 0;
          }
          if (!inside) {
            light[y * width + x] = s.desk * (1 + 0.15f * Noise.smooth(seed, x / 60f, y / 5f));
          }
        }
      }
    }

    private void applyLight() {
      double angle = random.nextDouble() * 2 * Math.PI;
      double edge = random.nextDouble() * 2 * Math.PI;
      float offset = 0.35f * spread() * Math.min(width, height);
      float[] falling =
          new Light(angle, s.gradient, s.vignette, edge, s.shadow, s.penumbraPx, offset, 1)
              .on(width, height);
      for (int i = 0; i < light.length; i++) {
        light[i] *= falling[i];
      }
    }

    /** Three box blurs come close to a Gaussian. */
    private void blur() {
      int radius =
          Math.max(1, Math.round((float) (Math.sqrt(4 * s.blurPx * s.blurPx + 1) - 1) / 2));
      float[] from = light.clone();
      float[] to = new float[light.length];
      for (int pass = 0; pass < 3; pass++) {
        boxRows(from, to, radius, width, height, width, 1);
        boxRows(to, from, radius, height, width, 1, width);
      }
      System.arraycopy(from, 0, light, 0, light.length);
    }

    private static void boxRows(
        float[] from, float[] to, int radius, int length, int lines, int lineStep, int step) {
      double[] sums = new double[length + 1];
      for (int l = 0; l < lines; l++) {
        int start = l * lineStep;
        for (int k = 0; k < length; k++) {
          sums[k + 1] = sums[k] + from[start + k * step];
        }
        for (int k = 0; k < length; k++) {
          int a = Math.max(0, k - radius);
          int b = Math.min(length, k + radius + 1);
          to[start + k * step] = (float) ((sums[b] - sums[a]) / (b - a));
        }
      }
    }

    private byte[] expose() {
      byte[] pixels = new byte[light.length];
      boolean photo = s.noise > 0 || s.gradient > 0 || s.shadow > 0;
      float white = photo ? 228 : 255;
      for (int i = 0; i < pixels.length; i++) {
        double value = light[i] * white;
        if (s.noise > 0) {
          value += random.nextGaussian() * s.noise;
        }
        pixels[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
      }
      return pixels;
    }
  }
}
