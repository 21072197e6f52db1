package org.sketchsdk.render.image;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.StrayMarks;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.internal.trace.Areas;
import org.sketchsdk.render.internal.trace.Budget;
import org.sketchsdk.render.internal.trace.Dashes;
import org.sketchsdk.render.internal.trace.Mask;
import org.sketchsdk.render.internal.trace.OutlineFit;
import org.sketchsdk.render.internal.trace.Plane;
import org.sketchsdk.render.internal.trace.Polyline;
import org.sketchsdk.render.internal.trace.Scratch;
import org.sketchsdk.render.internal.trace.Skeleton;
import org.sketchsdk.render.internal.trace.StrokeTracer;

/**
 * Finds the drawing in a picture of one, such as the pixels of a canvas, a scan or a photo of a
 * sheet of paper, and draws it again as {@link Rasterizer} draws strokes, so that a model sees what
 * it was trained on. The method is described in {@link org.sketchsdk.render.image the package}.
 *
 * <p>Immutable and thread-safe; one instance serves any number of threads. The result depends on
 * the picture and the options alone. An extractor keeps up to 12 MB of arrays for the next picture
 * until the virtual machine needs the memory; of several threads, one uses them.
 */
public final class InkExtractor {
  // See Diagnostic for the next seven.
  private static final float BLURRED_EDGE = 0.03f;
  private static final float EDGE_PIXELS = 1.5f;
  private static final int EDGE_SAMPLE = 1000;
  private static final float TOO_MUCH_INK_SHARE = 0.5f;
  private static final float LEAST_PENS = 6;
  private static final float LOW_CONTRAST = 0.15f;
  private static final float LOW_CONTRAST_GRAINS = 8;

  // Larger pictures are averaged down to at most this many pixels a side before the search for ink;
  // of much smaller ones, the pixels are interpolated up to at least the lesser number.
  private static final int MAX_SIDE = 640;
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

  // The sheet is looked for in a picture of this many pixels a side at most, and taken from this
  // confidence on.
  private static final int SEARCH_SIDE = 256;
  private static final float SURE_SHEET = 0.78f;
  private static final float SURE_CUT_SHEET = 0.84f;

  // Print on the other side of a sheet is no darker than this.
  private static final float MOST_SHOW_THROUGH = 0.31f;

  // What tracing the drawings of one picture may cost.
  private static final long MOST_STEPS = 60_000_000;

  // No more drawings of a picture are returned than this.
  private static final int MOST_DRAWINGS = 64;

  private static final SoftReference<Scratch> NONE = new SoftReference<>(null);

  private final Rasterizer rasterizer;
  private final boolean everything;

  // The arrays of the last picture, for the next one. Whoever reads a picture takes them away
  // first; who comes meanwhile makes new ones.
  private final AtomicReference<SoftReference<Scratch>> spare = new AtomicReference<>(NONE);

  private InkExtractor(Rasterizer rasterizer, boolean everything) {
    this.rasterizer = rasterizer;
    this.everything = everything;
  }

  /**
   * Creates an extractor.
   *
   * @param options size, pen and margin of the rasters that it draws
   * @return the extractor
   */
  public static InkExtractor create(RasterOptions options) {
    return new InkExtractor(Rasterizer.create(options), false);
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
   * Returns an extractor that looks for no sheet and leaves nothing out but dust and grain: all
   * that is in the picture is one drawing. For pictures whose frame or writing belongs to the
   * drawing, or which were cut to the drawing already.
   *
   * @return an extractor with the same options
   */
  public InkExtractor includeEverything() {
    return new InkExtractor(rasterizer, true);
  }

  /**
   * Finds the drawing in a picture. Never fails: a picture without ink has an empty drawing and
   * {@link Diagnostic#NO_INK}.
   *
   * <p>Where there is a sheet of paper in the picture, the drawing on the sheet is read, and all of
   * the picture where there is none. Of several drawings, the largest is read, with the remark
   * {@link Diagnostic#SEVERAL}.
   *
   * @param picture any picture
   * @return the drawing, its raster, and remarks on the picture
   */
  public InkExtraction extract(Picture picture) {
    Scratch scratch = takeScratch();
    try {
      return new Scene(picture, scratch).drawing(0);
    } finally {
      keep(scratch);
    }
  }

  /**
   * Finds all drawings in a picture. Never fails.
   *
   * @param picture any picture
   * @return the drawings: the largest first, then the others from top to bottom; at most 64. One
   *     with {@link Diagnostic#NO_INK} if there is none
   */
  public List<InkExtraction> extractAll(Picture picture) {
    Scratch scratch = takeScratch();
    try {
      Scene scene = new Scene(picture, scratch);
      int count = Math.max(1, Math.min(MOST_DRAWINGS, scene.pieces.groups.size()));
      List<InkExtraction> found = new ArrayList<>();
      for (int g = 0; g < count; g++) {
        found.add(scene.drawing(g));
      }
      return found;
    } finally {
      keep(scratch);
    }
  }

  private Scratch takeScratch() {
    SoftReference<Scratch> last = spare.getAndSet(NONE);
    Scratch scratch = last.get();
    return scratch == null ? new Scratch() : scratch;
  }

  private void keep(Scratch scratch) {
    scratch.reset();
    spare.set(new SoftReference<>(scratch));
  }

  /** A picture, the sheet in it and what is on the sheet. */
  private final class Scene {
    final View view;
    final Reading reading;
    final Pieces pieces;
    final Scratch scratch;
    final Budget budget = new Budget(MOST_STEPS);

    Scene(Picture picture, Scratch scratch) {
      this.scratch = scratch;
      View whole = new View(picture, null);
      Sheet sheet = everything ? null : sheetIn(whole);
      View onSheet = sheet == null ? whole : new View(picture, sheet);
      Reading first = Reading.of(onSheet, onSheet.all(), everything, scratch);
      Pieces sorted = Pieces.of(first.ink, first.darkness, everything, scratch);
      if (sheet != null && sorted.groups.isEmpty() && sheet.confidence() < 0.95f) {
        onSheet = whole;
        first = Reading.of(whole, whole.all(), false, scratch);
        sorted = Pieces.of(first.ink, first.darkness, false, scratch);
      }
      this.view = onSheet;
      this.reading = first;
      this.pieces = sorted;
    }

    InkExtraction drawing(int group) {
      Set<Diagnostic> diagnostics = EnumSet.noneOf(Diagnostic.class);
      Optional<Sheet> sheet = Optional.ofNullable(view.sheet());
      if (sheet.isPresent() && sheet.get().isCutOff()) {
        diagnostics.add(Diagnostic.SHEET_CUT_OFF);
      }
      if (view.picture().frames() > 1) {
        diagnostics.add(Diagnostic.ONE_FRAME_OF_MANY);
      }
      List<LeftOut> leftOut = leftOut(group);
      if (pieces.groups.isEmpty()) {
        diagnostics.add(Diagnostic.NO_INK);
        return new InkExtraction(
            rasterizer.render(Drawing.empty()),
            Drawing.empty(),
            diagnostics,
            Optional.empty(),
            sheet,
            leftOut);
      }
      Look look = look(group);
      if (pieces.groups.size() > 1) {
        diagnostics.add(Diagnostic.SEVERAL);
      }
      int sidePx = look.bounds.longerSide();
      diagnose(look.reading, look.mask, sidePx, diagnostics);
      Drawing traced = trace(look, Math.max(view.width, view.height), scratch, budget);
      if (budget.isSpent()) {
        diagnostics.add(Diagnostic.TOO_DETAILED);
      }
      List<Integer> stray = everything ? List.of() : StrayMarks.find(traced);
      Drawing drawing = StrayMarks.without(traced, stray);
      for (int stroke : stray) {
        Bounds box = traced.strokes().get(stroke).bounds();
        leftOut.add(new LeftOut(LeftOut.Kind.STRAY_MARK, inPicture(box)));
      }
      Bounds bounds =
          stray.isEmpty()
              ? reading.inPicture(view, pieces.groups.get(group))
              : inPicture(drawing.bounds());
      return new InkExtraction(
          rasterizer.render(drawing), drawing, diagnostics, Optional.of(bounds), sheet, leftOut);
    }

    private Bounds inPicture(Bounds inView) {
      return view.toPicture(inView.minX(), inView.minY(), inView.maxX(), inView.maxY());
    }

    private List<LeftOut> leftOut(int group) {
      List<LeftOut> list = new ArrayList<>();
      if (view.sheet() != null) {
        list.add(
            new LeftOut(
                LeftOut.Kind.SURROUNDINGS,
                new Bounds(0, 0, view.picture().width(), view.picture().height())));
      }
      if (reading.ruled) {
        list.add(new LeftOut(LeftOut.Kind.RULING, view.toPicture(0, 0, view.width, view.height)));
      }
      for (int g = 0; g < pieces.groups.size(); g++) {
        if (g != group) {
          list.add(
              new LeftOut(
                  LeftOut.Kind.OTHER_DRAWING, reading.inPicture(view, pieces.groups.get(g))));
        }
      }
      for (Part part : pieces.setAside()) {
        if (part.kind != null) {
          list.add(new LeftOut(part.kind, reading.inPicture(view, part)));
        }
      }
      return list;
    }

    /** The best look at a drawing: a closer one where the picture has more pixels. */
    private Look look(int group) {
      Mask own = pieces.maskOf(group, reading.ink);
      Part part = pieces.groups.get(group);
      Region bounds = new Region(part.left, part.top, part.width(), part.height());
      if (reading.factor > 1 && bounds.longerSide() < CLOSER_SIDE) {
        Reading closer = Reading.of(view, reading.surroundings(bounds), everything, scratch);
        Mask same = closer.overlapping(reading, own, scratch);
        Region closerBounds = Reading.boundsOf(same, same.members());
        if (closerBounds != null) {
          return new Look(closer, same, closerBounds);
        }
      }
      Region exact = Reading.boundsOf(own, own.membersAmong(reading.ink.members()));
      return new Look(reading, own, exact == null ? bounds : exact);
    }
  }

  /** A reading and the pixels of one drawing in it. */
  private record Look(Reading reading, Mask mask, Region bounds) {}

  /** Returns null if there is none. */
  private static @Nullable Sheet sheetIn(View whole) {
    int side = Math.max(whole.width, whole.height);
    int factor = (side + SEARCH_SIDE - 1) / SEARCH_SIDE;
    int finer = (side + MAX_SIDE - 1) / MAX_SIDE;
    // Where it can be, the picture is read once: for the drawing, and from that for the sheet.
    Channels small =
        factor % finer == 0
            ? whole.averages(finer).average(factor / finer)
            : Channels.average(whole.picture(), Region.of(whole.picture()), factor);
    SheetFinder.Found found = SheetFinder.find(small);
    if (found == null || found.confidence() < (found.cut() ? SURE_CUT_SHEET : SURE_SHEET)) {
      return null;
    }
    float[] corners = upright(found.corners());
    for (int k = 0; k < 8; k++) {
      corners[k] = (corners[k] + 0.5f) * factor;
    }
    return new Sheet(corners, found.confidence(), found.cut());
  }

  /** The same corners, beginning so that the first side is the one that is most level and above. */
  private static float[] upright(float[] corners) {
    int first = 0;
    float best = -2;
    for (int k = 0; k < 4; k++) {
      float dx = corners[(2 * k + 2) % 8] - corners[2 * k];
      float dy = corners[(2 * k + 3) % 8] - corners[2 * k + 1];
      float ex = corners[(2 * k + 4) % 8] - corners[(2 * k + 6) % 8];
      float ey = corners[(2 * k + 5) % 8] - corners[(2 * k + 7) % 8];
      dx += ex;
      dy += ey;
      float level = dx / Math.max(1e-3f, (float) Math.sqrt(dx * dx + dy * dy));
      if (level > best) {
        best = level;
        first = k;
      }
    }
    float[] turned = new float[8];
    for (int i = 0; i < 8; i++) {
      turned[i] = corners[(i + 2 * first) % 8];
    }
    return turned;
  }

  private static void diagnose(Reading reading, Mask mask, int side, Set<Diagnostic> diagnostics) {
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
    if (large && reading.edgePx(mask) - sampledPx > BLURRED_EDGE * side) {
      diagnostics.add(Diagnostic.BLURRED);
    }
    float share = (float) ((double) mask.count() / ((double) side * side));
    if (large && share > TOO_MUCH_INK_SHARE) {
      diagnostics.add(Diagnostic.TOO_MUCH_INK);
    }
  }

  private Drawing trace(Look look, int pictureSide, Scratch scratch, Budget budget) {
    Reading reading = look.reading;
    RasterOptions options = rasterizer.options();
    float side = look.bounds.longerSide();
    float penPx = Math.max(1, reading.ink.penPx());
    if (side * reading.factor / reading.enlargement > MAX_DOT_SHARE * pictureSide) {
      penPx = Math.max(1, Math.min(penPx, MAX_PEN_SHARE * side));
    }
    // Pixels of the raster for one of the mask.
    float scale = (options.sizePx() - 2 * options.marginPx()) / Math.max(1, side - penPx);
    float rasterPenPx = options.strokeWidthPx() / scale;
    float ringPx = Math.max(3, Math.max(penPx / 2 + 1, Math.min(penPx, 0.85f * rasterPenPx)));
    Region bounds = look.bounds;
    int rim = (int) penPx + 4;
    Mask mask = look.mask.crop(bounds.x(), bounds.y(), bounds.width(), bounds.height(), rim);
    int[] members = mask.members();
    if (Areas.fillHatching(mask, members, penPx, scratch)) {
      members = mask.members();
    }
    int[] depth = mask.depths(scratch.ints(mask.set.length), members);
    if (Areas.cut(mask, depth, penPx, ringPx, OUTLINE_PENS * rasterPenPx / 2, scratch)) {
      members = mask.membersAmong(members);
      mask.depths(depth, members);
    }
    int deepest = 0;
    for (int i : members) {
      deepest = Math.max(deepest, depth[i]);
    }
    Mask skeleton = Skeleton.of(mask, members, (int) Math.sqrt(deepest));
    List<Stroke> strokes = new ArrayList<>();
    List<Polyline> lines = StrokeTracer.trace(skeleton, depth, penPx / 2, scratch, budget);
    for (Polyline line : lines) {
      line.smooth(4);
    }
    if (penPx >= FIT_PEN_PX) {
      OutlineFit.fit(mask, depth, lines, budget);
    }
    Dashes.join(lines, side, budget);
    for (Polyline line : lines) {
      if (line.extent() < DOT_SHARE * penPx) {
        line.shrink();
      }
      line.simplify(Math.max(0.25f, 0.15f / scale));
      strokes.add(reading.toPicture(line, bounds.x() - rim, bounds.y() - rim));
    }
    scratch.give(depth);
    return Drawing.of(strokes);
  }

  /** A part of a picture at the resolution of the search, and the ink in it. */
  private static final class Reading {
    final Region part;
    final int factor; // pixels of the picture averaged into one, 1 if enlarged
    final int enlargement; // pixels made of one, 1 if averaged
    final Darkness darkness;
    final Ink ink;
    final boolean ruled; // whether the lines of ruled paper were taken out
    final @Nullable Region bounds; // of the ink in the mask; null without ink

    private Reading(
        Region part, int factor, int enlargement, Darkness darkness, Ink ink, boolean ruled) {
      this.part = part;
      this.factor = factor;
      this.enlargement = enlargement;
      this.darkness = darkness;
      this.ink = ink;
      this.ruled = ruled;
      this.bounds = boundsOf(ink.mask(), ink.members());
    }

    static Reading of(View view, Region part, boolean everything, Scratch scratch) {
      int side = part.longerSide();
      int factor = (side + MAX_SIDE - 1) / MAX_SIDE;
      int enlargement = side >= MIN_SIDE ? 1 : (MIN_SIDE + side - 1) / side;
      Channels picture = view.read(part, factor, enlargement);
      Reading reading = of(part, factor, enlargement, picture, false, everything, scratch);
      if (reading.darkness.drawn()
          || (reading.bounds != null
              && reading.edgePx(reading.ink.mask()) <= SOFT_EDGE * reading.bounds.longerSide())) {
        return reading;
      }
      // Nothing, or soft edges: lines may be spread so widely that they passed for shade.
      Reading wide = of(part, factor, enlargement, picture, true, everything, scratch);
      boolean larger =
          reading.bounds == null
              || (wide.bounds != null
                  && wide.bounds.longerSide() > 0.95f * reading.bounds.longerSide());
      return larger && wide.isDrawingAmidPaper() ? wide : reading;
    }

    private static Reading of(
        Region part,
        int factor,
        int enlargement,
        Channels picture,
        boolean wide,
        boolean everything,
        Scratch scratch) {
      Darkness darkness = Darkness.of(picture, wide, scratch);
      if (everything) {
        return new Reading(part, factor, enlargement, darkness, Ink.of(darkness), false);
      }
      boolean drawn = darkness.drawn();
      float grain = darkness.grain().typical();
      float floor = drawn ? 0.02f : Math.max(0.05f, 3 * grain);
      Plane plane = darkness.plane();
      // Drawn patterns are of one color; on photos, what the light leaves of lines varies.
      plane = drawn ? withoutPattern(plane, floor, drawn) : RuledLines.remove(plane, grain);
      plane = drawn ? RuledLines.remove(plane, grain) : withoutPattern(plane, floor, drawn);
      boolean ruled = plane != darkness.plane();
      darkness = darkness.withPlane(plane);
      return new Reading(part, factor, enlargement, darkness, Ink.of(darkness), ruled);
    }

    private static Plane withoutPattern(Plane plane, float floor, boolean drawn) {
      float level = Pattern.level(plane, floor, drawn ? 1 : MOST_SHOW_THROUGH, drawn);
      return level > 0 ? Pattern.remove(plane, level) : plane;
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

    static @Nullable Region boundsOf(Mask mask, int[] members) {
      if (members.length == 0) {
        return null;
      }
      int left = mask.width;
      int right = 0;
      for (int i : members) {
        int x = i % mask.width;
        left = Math.min(left, x);
        right = Math.max(right, x);
      }
      int top = members[0] / mask.width;
      int bottom = members[members.length - 1] / mask.width;
      return new Region(left, top, right - left + 1, bottom - top + 1);
    }

    /** The part to look at closer, in pixels of the view. */
    Region surroundings(Region bounds) {
      int space = (int) (SURROUNDINGS * bounds.longerSide()) + 2;
      int left = Math.max(0, (bounds.x() - 1 - space) * factor);
      int top = Math.max(0, (bounds.y() - 1 - space) * factor);
      int right = Math.min(part.width(), (bounds.x() - 1 + bounds.width() + space) * factor);
      int bottom = Math.min(part.height(), (bounds.y() - 1 + bounds.height() + space) * factor);
      return new Region(part.x() + left, part.y() + top, right - left, bottom - top);
    }

    /** Where a part of the mask lies in the picture. */
    Bounds inPicture(View view, Part of) {
      float scale = (float) factor / enlargement;
      return view.toPicture(
          part.x() + (of.left - 1) * scale,
          part.y() + (of.top - 1) * scale,
          part.x() + of.right * scale,
          part.y() + of.bottom * scale);
    }

    /** The parts of this reading's ink that lie mostly on or next to those of another one. */
    Mask overlapping(Reading other, Mask of, Scratch scratch) {
      Mask mask = ink.mask();
      Mask.Components components = mask.components(scratch.ints(mask.set.length));
      int[] total = new int[components.count() + 1];
      int[] shared = new int[components.count() + 1];
      float scale = (float) factor / enlargement;
      float otherScale = (float) other.factor / other.enlargement;
      for (int y = 1; y < mask.height - 1; y++) {
        int v = (int) ((part.y() + (y - 0.5f) * scale - other.part.y()) / otherScale) + 1;
        for (int x = 1; x < mask.width - 1; x++) {
          int k = components.label()[y * mask.width + x];
          if (k == 0) {
            continue;
          }
          total[k]++;
          int u = (int) ((part.x() + (x - 0.5f) * scale - other.part.x()) / otherScale) + 1;
          if (of.isNear(u, v, 1)) {
            shared[k]++;
          }
        }
      }
      Mask result = new Mask(mask.width, mask.height);
      for (int i = 0; i < result.set.length; i++) {
        int k = components.label()[i];
        result.set[i] = k > 0 && 2 * shared[k] > total[k];
      }
      return result;
    }

    /** Median width of the edges of the ink, from paper to full darkness, in pixels. */
    float edgePx(Mask mask) {
      Plane plane = darkness.plane();
      int[] edges = plane.scratch.ints(plane.size);
      int total = 0;
      for (int m : ink.members()) {
        int x = m % mask.width - 1;
        int y = Math.floorDiv(m, mask.width) - 1;
        boolean edge =
            mask.set[m]
                && !(mask.set[m - 1]
                    && mask.set[m + 1]
                    && mask.set[m - mask.width]
                    && mask.set[m + mask.width]);
        if (edge && x > 0 && y > 0 && x < plane.width - 1 && y < plane.height - 1) {
          edges[total++] = y * plane.width + x;
        }
      }
      // So many tell the median.
      int step = 1 + total / EDGE_SAMPLE;
      total = (total + step - 1) / step;
      for (int k = 0; k < total; k++) {
        edges[k] = edges[k * step];
      }
      float[] peak = plane.scratch.floats(total);
      plane.maximum(2 + (int) Math.min(50, ink.penPx() / 2), edges, total, peak);
      int[] counts = new int[1024];
      for (int k = 0; k < total; k++) {
        int i = edges[k];
        float value = plane.values[i];
        float dx = steepest(value, plane.values[i - 1], plane.values[i + 1]);
        float dy = steepest(value, plane.values[i - plane.width], plane.values[i + plane.width]);
        float slope = (float) Math.sqrt(dx * dx + dy * dy);
        float width = peak[k] / Math.max(1e-4f, slope);
        counts[(int) Math.min(counts.length - 1, width * 4)]++;
      }
      plane.scratch.give(peak);
      plane.scratch.give(edges);
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

    Stroke toPicture(Polyline line, int left, int top) {
      float[] x = Arrays.copyOf(line.x, line.size);
      float[] y = Arrays.copyOf(line.y, line.size);
      float scale = (float) factor / enlargement;
      for (int i = 0; i < x.length; i++) {
        // The mask's pixel 1 is the plane's pixel 0, whose center lies half a pixel inside.
        x[i] = part.x() + (left + x[i] - 0.5f) * scale;
        y[i] = part.y() + (top + y[i] - 0.5f) * scale;
      }
      return Stroke.of(x, y);
    }
  }
}
