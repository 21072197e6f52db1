package org.sketchsdk.render.image;

import org.sketchsdk.render.internal.trace.Plane;
import org.sketchsdk.render.internal.trace.Scratch;

/**
 * How dark each pixel is against the paper around it, with the light evened out.
 *
 * @param plane 0 as light as the paper (or lighter) to 1 black
 * @param grain the variation of what is not ink; none on drawn paper
 * @param inverted whether the ink is lighter than the paper; the plane is that of the negative
 * @param drawn whether the paper is a single flat color, as on a canvas, not a photograph
 */
record Darkness(Plane plane, Grain grain, boolean inverted, boolean drawn) {
  // Half of the square that tells lines from paper, as a share of the picture's longer side: what
  // is narrower than 5 % of the picture is ink, however faint.
  static final float LINE_REACH = 0.025f;

  // What is wider is light or shade, unless it is this dark: up to 12 % of the picture, and up to
  // half of it.
  private static final float BLOB_REACH = 0.06f;
  private static final float BLOB_DARKNESS = 0.45f;
  private static final float AREA_REACH = 0.25f;
  private static final float AREA_DARKNESS = 0.6f;

  // Below this shade of 255, what a camera sees is noise.
  private static final float LEAST_PAPER = 24;

  // Blocks along the longer side in which grain is measured, for narrow and for wide lines.
  private static final int BLOCKS = 32;
  private static final int WIDE_BLOCKS = 8;

  // The polarity is judged on a picture of this many pixels a side at most, from narrow things of
  // this contrast at least, if they cover this share of it.
  private static final int POLARITY_SIDE = 256;
  private static final float NARROW_CONTRAST = 20;
  private static final float NARROW_SHARE = 0.003f;

  // Where there are this many times as many dark as light narrow things, light ones are gaps.
  private static final int MANY_TIMES = 4;

  private static final int FINE_BINS = 1024;

  // What is wider than lines is looked for in squares of this many pixels.
  private static final int COARSE = 4;

  Darkness withPlane(Plane plane) {
    return new Darkness(plane, grain, inverted, drawn);
  }

  /**
   * Measures a picture.
   *
   * @param picture the colors
   * @param wide whether lines of a photo may be as wide as blobs, as when it is out of focus
   */
  static Darkness of(Channels picture, boolean wide, Scratch scratch) {
    FlatPaper flat = FlatPaper.of(picture);
    return flat != null ? flat.darkness(scratch) : ofPhoto(picture, wide, scratch);
  }

  private static Darkness ofPhoto(Channels picture, boolean wide, Scratch scratch) {
    float lineReach = wide ? BLOB_REACH : LINE_REACH;
    int side = Math.max(picture.width, picture.height);
    Plane luma = Shades.luma(picture, scratch);
    boolean inverted = isInverted(luma);
    Plane shades = Shades.againstPaper(picture, luma, inverted);
    if (shades != luma) {
      luma.release();
    }
    Plane calm = shades.median();
    Plane paper = calm.closing(Math.max(2, Math.round(side * lineReach)));
    Plane coarse = calm.average(COARSE);
    Plane blobs = coarse.closing(Math.max(2, Math.round(side * BLOB_REACH / COARSE)));
    Plane areas = coarse.closing(Math.max(2, Math.round(side * AREA_REACH / COARSE)));
    int total = shades.size;
    float[] dark = scratch.floats(total);
    for (int y = 0; y < picture.height; y++) {
      int start = y * picture.width;
      for (int i = start; i < start + picture.width; i++) {
        dark[i] = darkness(shades.values[i], paper.values[i]);
      }
      int row = (y / COARSE) * coarse.width;
      for (int x = 0; x < picture.width; x++) {
        float shade = shades.values[start + x];
        float blob = blobs.values[row + x / COARSE];
        float area = areas.values[row + x / COARSE];
        // Few pixels are that dark: the division waits for them.
        if (blob - shade > BLOB_DARKNESS * Math.max(LEAST_PAPER, blob)) {
          dark[start + x] = Math.max(dark[start + x], darkness(shade, blob));
        }
        if (area - shade > AREA_DARKNESS * Math.max(LEAST_PAPER, area)) {
          dark[start + x] = Math.max(dark[start + x], darkness(shade, area));
        }
      }
    }
    calm.release();
    paper.release();
    shades.release();
    Plane result = new Plane(picture.width, picture.height, dark, scratch);
    float fine = fineGrain(result);
    if (fine > 0.008f) {
      Plane rough = result;
      result = rough.smooth(fine > 0.03f ? 2 : 1);
      rough.release();
    }
    // The closing follows the lightest grains, so that paper itself is a little dark.
    float offset = result.quantile(0.5, -1, 1);
    Grain grain = Grain.of(result, wide ? WIDE_BLOCKS : BLOCKS, fineGrain(result));
    float span = 1 - Math.min(0.5f, Math.max(0, offset));
    float[] values = result.values;
    for (int i = 0; i < total; i++) {
      values[i] = Math.min(1, Math.max(0, values[i] - offset) / span);
    }
    return new Darkness(result, grain, inverted, false);
  }

  private static float darkness(float shade, float paper) {
    return (paper - shade) / Math.max(LEAST_PAPER, paper);
  }

  /** Standard deviation of noise from pixel to pixel, by the median of second differences. */
  private static float fineGrain(Plane plane) {
    if (plane.width < 3) {
      return 0;
    }
    int[] counts = new int[FINE_BINS];
    int total = 0;
    for (int y = 0; y < plane.height; y += 4) {
      int row = y * plane.width;
      for (int x = 1; x < plane.width - 1; x++) {
        float middle = plane.values[row + x];
        float sides = (plane.values[row + x - 1] + plane.values[row + x + 1]) / 2;
        counts[(int) Math.min(FINE_BINS - 1, FINE_BINS * Math.abs(middle - sides))]++;
      }
      total += plane.width - 2;
    }
    int bin = 0;
    for (int seen = counts[0]; seen <= total / 2 && bin < FINE_BINS - 1; seen += counts[bin]) {
      bin++;
    }
    // The median of |N(0, s²)| is 0.6745 s, and s² of a second difference is 1.5 of a pixel's.
    float median = (bin + 0.5f) / FINE_BINS;
    return median / (0.6745f * 1.2247f);
  }

  /**
   * Around lines, ink is the few pixels far from the mean of their surroundings, paper the many
   * close to it: the third moment of the differences has the sign of the ink. Only what is narrow
   * counts, since shadows have such moments too.
   */
  private static boolean isInverted(Plane picture) {
    int side = Math.max(picture.width, picture.height);
    Plane coarse = picture.average((side + POLARITY_SIDE - 1) / POLARITY_SIDE);
    int narrow = Math.max(2, POLARITY_SIDE / 32);
    Plane negative = coarse.negative();
    Plane closed = negative.closing(narrow);
    Plane light = closed.negative();
    negative.release();
    closed.release();
    int lighter = 0;
    for (int i = 0; i < coarse.size; i++) {
      lighter += coarse.values[i] - light.values[i] > NARROW_CONTRAST ? 1 : 0;
    }
    if (lighter < NARROW_SHARE * coarse.size) {
      return false; // no light lines
    }
    Plane dark = coarse.closing(narrow);
    float[] lines = coarse.scratch.floats(coarse.size);
    int darker = 0;
    for (int i = 0; i < coarse.size; i++) {
      float value = coarse.values[i];
      boolean below = dark.values[i] - value > NARROW_CONTRAST;
      darker += below ? 1 : 0;
      lines[i] = below || value - light.values[i] > NARROW_CONTRAST ? 1 : 0;
    }
    if (darker > MANY_TIMES * lighter) {
      return false;
    }
    Plane near = new Plane(coarse.width, coarse.height, lines, coarse.scratch).maximum(narrow);
    Plane mean = boxMean(coarse, 2 * narrow);
    double moment = 0;
    for (int i = 0; i < coarse.size; i++) {
      int x = i % coarse.width;
      int y = i / coarse.width;
      int fromSide =
          Math.min(Math.min(x, coarse.width - 1 - x), Math.min(y, coarse.height - 1 - y));
      // At the sides, the tips of shadows and the rims of tables are narrow too.
      if (near.values[i] > 0 && fromSide >= 2 * narrow) {
        double difference = coarse.values[i] - mean.values[i];
        moment += difference * difference * difference;
      }
    }
    return moment > 0;
  }

  private static Plane boxMean(Plane plane, int reach) {
    return boxMeanOfRows(boxMeanOfRows(plane, reach).transpose(), reach).transpose();
  }

  private static Plane boxMeanOfRows(Plane plane, int reach) {
    int width = plane.width;
    float[] result = plane.scratch.floats(plane.size);
    double[] sums = new double[width + 1];
    for (int y = 0; y < plane.height; y++) {
      int row = y * width;
      for (int x = 0; x < width; x++) {
        sums[x + 1] = sums[x] + plane.values[row + x];
      }
      for (int x = 0; x < width; x++) {
        int from = Math.max(0, x - reach);
        int to = Math.min(width, x + reach + 1);
        result[row + x] = (float) ((sums[to] - sums[from]) / (to - from));
      }
    }
    return new Plane(width, plane.height, result, plane.scratch);
  }
}
