package org.sketchsdk.render.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.image.Picture;

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
   * @param image the picture
   * @param drawing the drawing in the picture's pixels
   */
  public record Photo(Picture image, Drawing drawing) {}

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

    /** Specks of dust a million pixels. */
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
    private double[] view; // homography from the sheet to the picture

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
      Picture image = expose();
      return new Photo(s.jpegQuality < 1 ? throughJpeg(image, s.jpegQuality) : image, seen);
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

    /** The homography that moves each corner by chance. */
    private double[] view() {
      double angle = s.rotation * spread();
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      double[] from = {0, 0, width, 0, width, height, 0, height};
      double[] to = new double[8];
      double inset = s.desk >= 0 ? 0.12 : 0;
      for (int k = 0; k < 4; k++) {
        double x = (from[2 * k] - width / 2.0) * (1 - inset);
        double y = (from[2 * k + 1] - height / 2.0) * (1 - inset);
        to[2 * k] = width / 2.0 + x * cos - y * sin + s.perspective * width * spread();
        to[2 * k + 1] = height / 2.0 + x * sin + y * cos + s.perspective * height * spread();
      }
      double[][] a = new double[8][9];
      for (int k = 0; k < 4; k++) {
        double x = from[2 * k];
        double y = from[2 * k + 1];
        double u = to[2 * k];
        double v = to[2 * k + 1];
        a[2 * k] = new double[] {x, y, 1, 0, 0, 0, -u * x, -u * y, u};
        a[2 * k + 1] = new double[] {0, 0, 0, x, y, 1, -v * x, -v * y, v};
      }
      return solve(a);
    }

    private static double[] solve(double[][] a) {
      int n = a.length;
      for (int c = 0; c < n; c++) {
        int pivot = c;
        for (int r = c + 1; r < n; r++) {
          if (Math.abs(a[r][c]) > Math.abs(a[pivot][c])) {
            pivot = r;
          }
        }
        double[] swap = a[c];
        a[c] = a[pivot];
        a[pivot] = swap;
        for (int r = 0; r < n; r++) {
          if (r != c) {
            double factor = a[r][c] / a[c][c];
            for (int k = c; k <= n; k++) {
              a[r][k] -= factor * a[c][k];
            }
          }
        }
      }
      double[] x = new double[n];
      for (int c = 0; c < n; c++) {
        x[c] = a[c][n] / a[c][c];
      }
      return x;
    }

    private float[] toPicture(double x, double y) {
      double w = view[6] * x + view[7] * y + 1;
      return new float[] {
        (float) ((view[0] * x + view[1] * y + view[2]) / w),
        (float) ((view[3] * x + view[4] * y + view[5]) / w)
      };
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
                    * (0.5f * noise(seed, x / 2.3f, y / 2.3f)
                        + 0.3f * noise(seed + 1, x / 6f, y / 6f)
                        + 0.4f * noise(seed + 2, x / 16f, y / 16f));
          }
          light[y * width + x] = s.paper * (1 - Math.max(0, spots));
        }
      }
    }

    private void paintRuling(boolean upright) {
      float[] cover = new float[light.length];
      double length = upright ? height : width;
      double across = upright ? width : height;
      float half = 0.5f + Math.max(width, height) / 2000f;
      for (double at = -across; at < 2 * across; at += s.ruledPx) {
        float[] last = null;
        for (int k = -16; k <= 32; k++) {
          double along = length * k / 16;
          float[] point = upright ? toPicture(at, along) : toPicture(along, at);
          if (last != null) {
            line(cover, last[0], last[1], point[0], point[1], half, 1, 1);
          }
          last = point;
        }
      }
      for (int i = 0; i < light.length; i++) {
        light[i] *= 1 - s.ruledInk * cover[i];
      }
    }

    private void paintInk(Drawing drawing) {
      float[] cover = new float[light.length];
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
          line(
              cover,
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
          if (cover[i] > 0) {
            float grain =
                s.pencilGrain == 0
                    ? 1
                    : 1 - s.pencilGrain * (0.5f + 0.5f * noise(seed, x / 1.5f, y / 1.5f));
            float spots = s.paper > 0 ? light[i] / s.paper : 1;
            light[i] += (s.ink - s.paper) * spots * cover[i] * grain;
          }
        }
      }
    }

    private float pressure(long seed, float traveled) {
      float unit = Math.max(width, height) / 12f;
      return 1 - s.unevenness * (0.5f + 0.5f * noise(seed, traveled / unit, 0.5f));
    }

    /** Raises cover to the line's own, which goes from pressure a to b. */
    private void line(
        float[] cover, float ax, float ay, float bx, float by, float half, float a, float b) {
      float reach = half + 1;
      int left = Math.max(0, (int) Math.floor(Math.min(ax, bx) - reach));
      int right = Math.min(width - 1, (int) Math.ceil(Math.max(ax, bx) + reach));
      int top = Math.max(0, (int) Math.floor(Math.min(ay, by) - reach));
      int bottom = Math.min(height - 1, (int) Math.ceil(Math.max(ay, by) + reach));
      float dx = bx - ax;
      float dy = by - ay;
      float length2 = dx * dx + dy * dy;
      for (int y = top; y <= bottom; y++) {
        for (int x = left; x <= right; x++) {
          float px = x + 0.5f - ax;
          float py = y + 0.5f - ay;
          float t = length2 == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length2));
          float ex = px - t * dx;
          float ey = py - t * dy;
          float distance = (float) Math.sqrt(ex * ex + ey * ey);
          // A pen thinner than a pixel covers less than the whole of it.
          float most = Math.min(1, 2 * half);
          float value = Math.min(most, half + 0.5f - distance) * (a + (b - a) * t);
          int i = y * width + x;
          cover[i] = Math.max(cover[i], value);
        }
      }
    }

    private void paintDust() {
      int specks = (int) (s.dust * width * height / 1e6);
      float[] cover = new float[light.length];
      for (int k = 0; k < specks; k++) {
        float x = random.nextFloat() * width;
        float y = random.nextFloat() * height;
        float half = s.penPx * (0.08f + 0.12f * random.nextFloat());
        line(cover, x, y, x + half * spread(), y + half * spread(), half, 0.8f, 0.8f);
      }
      for (int i = 0; i < light.length; i++) {
        light[i] *= 1 - Math.max(0, cover[i]);
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
            light[y * width + x] = s.desk * (1 + 0.15f * noise(seed, x / 60f, y / 5f));
          }
        }
      }
    }

    private void applyLight() {
      double angle = random.nextDouble() * 2 * Math.PI;
      float dirX = (float) Math.cos(angle);
      float dirY = (float) Math.sin(angle);
      double edge = random.nextDouble() * 2 * Math.PI;
      float edgeX = (float) Math.cos(edge);
      float edgeY = (float) Math.sin(edge);
      float offset = 0.35f * spread() * Math.min(width, height);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          float px = x + 0.5f - width / 2f;
          float py = y + 0.5f - height / 2f;
          float across = (dirX * px + dirY * py) / Math.max(width, height) + 0.5f;
          float r2 = (px * px + py * py) * 4 / (width * (float) width + height * (float) height);
          float value = (1 - s.gradient * across) * (1 - s.vignette * r2);
          float beyond = (edgeX * px + edgeY * py - offset) / s.penumbraPx + 0.5f;
          float shade = Math.max(0, Math.min(1, beyond));
          value *= 1 - s.shadow * shade * shade * (3 - 2 * shade);
          light[y * width + x] *= value;
        }
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

    private Picture expose() {
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
      return Picture.of(width, height, pixels);
    }

    /** Smooth noise, -1 to 1: values by chance on whole coordinates, interpolated. */
    private static float noise(long seed, float x, float y) {
      int x0 = (int) Math.floor(x);
      int y0 = (int) Math.floor(y);
      float fx = x - x0;
      float fy = y - y0;
      fx = fx * fx * (3 - 2 * fx);
      fy = fy * fy * (3 - 2 * fy);
      float top = hash(seed, x0, y0) * (1 - fx) + hash(seed, x0 + 1, y0) * fx;
      float bottom = hash(seed, x0, y0 + 1) * (1 - fx) + hash(seed, x0 + 1, y0 + 1) * fx;
      return top * (1 - fy) + bottom * fy;
    }

    private static float hash(long seed, int x, int y) {
      long h = seed + x * 0x9E3779B97F4A7C15L + y * 0xC2B2AE3D27D4EB4FL;
      h = (h ^ (h >>> 31)) * 0xBF58476D1CE4E5B9L;
      h = (h ^ (h >>> 29)) * 0x94D049BB133111EBL;
      h ^= h >>> 32;
      return (h & 0xffffff) / (float) 0x800000 - 1;
    }
  }

  /** Saves as JPEG and loads again. */
  public static Picture throughJpeg(Picture image, float quality) {
    BufferedImage buffer =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
    byte[] pixels = new byte[image.width() * image.height()];
    for (int y = 0, i = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++, i++) {
        pixels[i] = (byte) image.luminance(x, y);
      }
    }
    buffer.getRaster().setDataElements(0, 0, image.width(), image.height(), pixels);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(buffer, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    try {
      BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
      decoded.getRaster().getDataElements(0, 0, image.width(), image.height(), pixels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Picture.of(image.width(), image.height(), pixels);
  }
}
