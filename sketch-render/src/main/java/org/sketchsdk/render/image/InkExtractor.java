package org.sketchsdk.render.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

/**
 * Finds the drawing in a picture of one, such as the pixels of a canvas, a scan or a photo of a
 * sheet of paper, and draws it again as {@link Rasterizer} draws strokes, so that a model sees what
 * it was trained on. The method is described in {@link org.sketchsdk.render.image the package}.
 *
 * <p>Immutable and thread-safe; one instance serves any number of threads. The result depends on
 * the picture and the options alone.
 */
public final class InkExtractor {
  // See Diagnostic for the next six.
  private static final float BLURRED_EDGE = 0.03f;
  private static final float EDGE_PIXELS = 1.5f;
  private static final float TOO_MUCH_INK_SHARE = 0.5f;
  private static final float LEAST_PENS = 6;
  private static final float LOW_CONTRAST = 0.15f;
  private static final float LOW_CONTRAST_GRAINS = 8;

  // Larger pictures are averaged down to at most this many pixels a side before the search for ink;
  // of much smaller ones, the pixels are interpolated up to at least the lesser number.
  private static final int MAX_SIDE = 1024;
  private static final int MIN_SIDE = 400;

  // A drawing of fewer pixels a side is looked at again, closer, where the picture has more.
  private static final int CLOSER_SIDE = 360;

  // Where edges take up this share of the drawing, the picture may be out of focus.
  private static final float SOFT_EDGE = 0.02f;

  // Space around the drawing that the closer look takes in, as a share of its longer side.
  private static final float SURROUNDINGS = 0.35f;

  // A pen wider than this share of the drawing fills areas, unless the drawing is so small a share
  // of the picture that it is a dot.
  private static final float MAX_PEN_SHARE = 0.1f;
  private static final float MAX_DOT_SHARE = 0.06f;

  // Of an area wider than this many of the raster's pens, only the outline is kept.
  private static final float OUTLINE_PENS = 6;

  // The narrowest pen whose outline tells more than its middle.
  private static final float FIT_PEN_PX = 3;

  // A line that is shorter than this many widths of its pen is a dot.
  private static final float DOT_SHARE = 0.35f;

  private final Rasterizer rasterizer;

  private InkExtractor(Rasterizer rasterizer) {
    this.rasterizer = rasterizer;
  }

  /**
   * Creates an extractor.
   *
   * @param options size, pen and margin of the rasters that it draws
   * @return the extractor
   */
  public static InkExtractor create(RasterOptions options) {
    return new InkExtractor(Rasterizer.create(options));
  }

  /**
   * Returns the options that this extractor was created with.
   *
   * @return size, pen and margin
   */
  public RasterOptions options() {
    return rasterizer.options();
  }

  /**
   * Finds the drawing in a picture. Never fails: a picture without ink has an empty drawing and
   * {@link Diagnostic#NO_INK}.
   *
   * @param image any picture; the whole of it is searched
   * @return the drawing, its raster, and remarks on the picture
   */
  public InkExtraction extract(GrayImage image) {
    Reading reading = Reading.of(image, Region.of(image));
    if (reading.factor > 1) {
      Region closer = reading.surroundings();
      if (closer != null) {
        Reading second = Reading.of(image, closer);
        reading = second.bounds == null ? reading : second;
      }
    }
    Set<Diagnostic> diagnostics = EnumSet.noneOf(Diagnostic.class);
    if (reading.bounds == null) {
      diagnostics.add(Diagnostic.NO_INK);
      return new InkExtraction(rasterizer.render(Drawing.empty()), Drawing.empty(), diagnostics);
    }
    int sidePx = reading.bounds.longerSide();
    diagnose(reading, sidePx, diagnostics);
    Drawing drawing = trace(reading, sidePx, Region.of(image).longerSide());
    return new InkExtraction(rasterizer.render(drawing), drawing, diagnostics);
  }

  private static void diagnose(Reading reading, int side, Set<Diagnostic> diagnostics) {
    float contrast = reading.ink.contrast();
    if (contrast < LOW_CONTRAST
        || contrast < LOW_CONTRAST_GRAINS * reading.darkness.grain().typical()) {
      diagnostics.add(Diagnostic.LOW_CONTRAST);
    }
    if (reading.darkness.inverted()) {
      diagnostics.add(Diagnostic.INVERTED);
    }
    boolean large = side > LEAST_PENS * reading.ink.penPx();
    float sampledPx = EDGE_PIXELS * reading.enlargement;
    if (large && reading.edgePx() - sampledPx > BLURRED_EDGE * side) {
      diagnostics.add(Diagnostic.BLURRED);
    }
    float share = (float) ((double) reading.ink.mask().count() / ((double) side * side));
    if (large && share > TOO_MUCH_INK_SHARE) {
      diagnostics.add(Diagnostic.TOO_MUCH_INK);
    }
  }

  private Drawing trace(Reading reading, float side, int pictureSide) {
    RasterOptions options = rasterizer.options();
    Mask mask = reading.ink.mask().copy();
    float penPx = Math.max(1, reading.ink.penPx());
    if (side * reading.factor / reading.enlargement > MAX_DOT_SHARE * pictureSide) {
      penPx = Math.max(1, Math.min(penPx, MAX_PEN_SHARE * side));
    }
    // Pixels of the raster for one of the mask.
    float scale = (options.sizePx() - 2 * options.marginPx()) / Math.max(1, side - penPx);
    float rasterPenPx = options.strokeWidthPx() / scale;
    float ringPx = Math.max(3, Math.max(penPx / 2 + 1, Math.min(penPx, 0.85f * rasterPenPx)));
    Areas.cut(mask, mask.depths(), penPx, ringPx, OUTLINE_PENS * rasterPenPx / 2);
    int[] depth = mask.depths();
    int deepest = 0;
    for (int d : depth) {
      deepest = Math.max(deepest, d);
    }
    Mask skeleton = Skeleton.of(mask, (int) Math.sqrt(deepest));
    List<Stroke> strokes = new ArrayList<>();
    List<Polyline> lines = StrokeTracer.trace(skeleton, depth, penPx / 2);
    for (Polyline line : lines) {
      line.smooth(4);
    }
    if (penPx >= FIT_PEN_PX) {
      OutlineFit.fit(mask, depth, lines);
    }
    for (Polyline line : lines) {
      if (line.extent() < DOT_SHARE * penPx) {
        line.shrink();
      }
      line.simplify(Math.max(0.25f, 0.15f / scale));
      strokes.add(reading.toPicture(line));
    }
    return Drawing.of(strokes);
  }

  /** A part of a picture at the resolution of the search, and the ink in it. */
  private static final class Reading {
    final Region part;
    final int factor; // pixels of the picture averaged into one, 1 if enlarged
    final int enlargement; // pixels made of one, 1 if averaged
    final Darkness darkness;
    final Ink ink;
    final @Nullable Region bounds; // of the ink in the mask; null without ink

    private Reading(Region part, int factor, int enlargement, Darkness darkness, Ink ink) {
      this.part = part;
      this.factor = factor;
      this.enlargement = enlargement;
      this.darkness = darkness;
      this.ink = ink;
      this.bounds = boundsOf(ink.mask());
    }

    static Reading of(GrayImage image, Region part) {
      int side = part.longerSide();
      int factor = (side + MAX_SIDE - 1) / MAX_SIDE;
      int enlargement = side >= MIN_SIDE ? 1 : (MIN_SIDE + side - 1) / side;
      Plane plane = Plane.average(image, part, factor).enlarge(enlargement);
      if (enlargement > 1) {
        plane = plane.smooth(enlargement);
      }
      Reading reading = of(part, factor, enlargement, plane, false);
      if (reading.darkness.drawn()
          || (reading.bounds != null
              && reading.edgePx() <= SOFT_EDGE * reading.bounds.longerSide())) {
        return reading;
      }
      // Nothing, or soft edges: lines may be spread so widely that they passed for shade.
      Reading wide = of(part, factor, enlargement, plane, true);
      boolean larger =
          reading.bounds == null
              || (wide.bounds != null
                  && wide.bounds.longerSide() > 0.95f * reading.bounds.longerSide());
      return larger && wide.isDrawingAmidPaper() ? wide : reading;
    }

    private static Reading of(Region part, int factor, int enlargement, Plane plane, boolean wide) {
      Darkness darkness = Darkness.of(plane, wide);
      if (!darkness.drawn()) {
        darkness =
            darkness.withPlane(RuledLines.remove(darkness.plane(), darkness.grain().typical()));
      }
      return new Reading(part, factor, enlargement, darkness, Ink.of(darkness));
    }

    private boolean isDrawingAmidPaper() {
      if (bounds == null || !ink.clear()) {
        return false;
      }
      Mask mask = ink.mask();
      int rim = Math.max(mask.width, mask.height) / 50;
      return bounds.x() > rim
          && bounds.y() > rim
          && bounds.x() + bounds.width() < mask.width - rim
          && bounds.y() + bounds.height() < mask.height - rim;
    }

    private static @Nullable Region boundsOf(Mask mask) {
      int left = mask.width;
      int right = -1;
      int top = mask.height;
      int bottom = -1;
      for (int i = 0; i < mask.set.length; i++) {
        if (mask.set[i]) {
          int x = i % mask.width;
          int y = i / mask.width;
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
        }
      }
      return right < 0 ? null : new Region(left, top, right - left + 1, bottom - top + 1);
    }

    /** The part to look at closer, in pixels of the picture; null if this reading is close. */
    @Nullable Region surroundings() {
      if (bounds == null || bounds.longerSide() >= CLOSER_SIDE) {
        return null;
      }
      int space = (int) (SURROUNDINGS * bounds.longerSide()) + 2;
      int left = Math.max(0, (bounds.x() - 1 - space) * factor);
      int top = Math.max(0, (bounds.y() - 1 - space) * factor);
      int right = Math.min(part.width(), (bounds.x() - 1 + bounds.width() + space) * factor);
      int bottom = Math.min(part.height(), (bounds.y() - 1 + bounds.height() + space) * factor);
      return new Region(part.x() + left, part.y() + top, right - left, bottom - top);
    }

    /** Median width of the edges of the ink, from paper to full darkness, in pixels. */
    float edgePx() {
      Plane plane = darkness.plane();
      Mask mask = ink.mask();
      Plane peak = plane.maximum(2 + (int) Math.min(50, ink.penPx() / 2));
      int[] counts = new int[1024];
      int total = 0;
      for (int y = 1; y < plane.height - 1; y++) {
        for (int x = 1; x < plane.width - 1; x++) {
          int m = (y + 1) * mask.width + x + 1;
          boolean edge =
              mask.set[m]
                  && !(mask.set[m - 1]
                      && mask.set[m + 1]
                      && mask.set[m - mask.width]
                      && mask.set[m + mask.width]);
          if (!edge) {
            continue;
          }
          int i = y * plane.width + x;
          float value = plane.values[i];
          float dx = steepest(value, plane.values[i - 1], plane.values[i + 1]);
          float dy = steepest(value, plane.values[i - plane.width], plane.values[i + plane.width]);
          float slope = (float) Math.sqrt(dx * dx + dy * dy);
          float width = peak.values[i] / Math.max(1e-4f, slope);
          counts[(int) Math.min(counts.length - 1, width * 4)]++;
          total++;
        }
      }
      int seen = 0;
      int bin = 0;
      while (bin < counts.length - 1 && seen + counts[bin] <= total / 2) {
        seen += counts[bin];
        bin++;
      }
      return (bin + 0.5f) / 4;
    }

    private static float steepest(float value, float before, float after) {
      return Math.max(Math.abs(value - before), Math.abs(after - value));
    }

    Stroke toPicture(Polyline line) {
      float[] x = Arrays.copyOf(line.x, line.size);
      float[] y = Arrays.copyOf(line.y, line.size);
      float scale = (float) factor / enlargement;
      for (int i = 0; i < x.length; i++) {
        // The mask's pixel 1 is the plane's pixel 0, whose centre lies half a pixel inside.
        x[i] = part.x() + (x[i] - 0.5f) * scale;
        y[i] = part.y() + (y[i] - 0.5f) * scale;
      }
      return Stroke.of(x, y);
    }
  }
}
