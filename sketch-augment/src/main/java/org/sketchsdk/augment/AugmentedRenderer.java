package org.sketchsdk.augment;

import java.util.Arrays;
import java.util.Objects;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.StrayMarks;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

/**
 * Renders drawings with random changes for training, as if other people had drawn them: a {@link
 * Rasterizer} with the transforms of {@link AugmentationOptions}.
 *
 * <p>The steps, in order; what is off is skipped:
 *
 * <ol>
 *   <li>Strokes are dropped, and the end of the drawing is cut off.
 *   <li>The drawing is mapped to pixels, as at inference, so a part of a drawing fills the raster
 *       too.
 *   <li>It is simplified again, mirrored, bent (as a whole, then stroke by stroke), its points are
 *       moved, and it is rotated, sheared and stretched.
 *   <li>It is fitted into the margins again, then scaled down about its center.
 *   <li>Its lines tremble.
 *   <li>It is shifted. The ink stays on the raster, including the width of the pen: see {@link
 *       Augmentations#place}.
 *   <li>It is drawn with its pen, dilated or eroded, and blurred. A pen narrower than twice the
 *       radius plus 1 pixel is not eroded, because its lines would break.
 * </ol>
 *
 * <p>Each step has its own stream of random numbers, derived from the generator of the caller.
 * Switching one step on or off does not change the others. If all steps are off, the raster is that
 * of {@link Rasterizer#renderTo}, byte for byte.
 *
 * <p>Immutable and thread-safe: one instance serves any number of threads, each with its own {@link
 * SeededRandom}.
 */
public final class AugmentedRenderer {
  // The streams of the steps. Numbers are never reused, so that seeds keep their meaning.
  private static final int STREAM_DROP = 1;
  private static final int STREAM_PARTIAL = 2;
  private static final int STREAM_RESIMPLIFY = 3;
  private static final int STREAM_MIRROR = 4;
  private static final int STREAM_GLOBAL = 5;
  private static final int STREAM_LOCAL = 6;
  private static final int STREAM_JITTER = 7;
  private static final int STREAM_AFFINE = 8;
  private static final int STREAM_SCALE = 9;
  private static final int STREAM_WOBBLE = 10;
  private static final int STREAM_WIDTH = 11;
  private static final int STREAM_PLACE = 12;
  private static final int STREAM_MORPHOLOGY = 13;
  private static final int STREAM_BLUR = 14;

  private final Rasterizer rasterizer;
  private final AugmentationOptions options;
  private final Augmentation<Drawing> drop;
  private final Augmentation<Drawing> partial;
  private final Augmentation<Drawing> resimplify;
  private final Augmentation<Drawing> mirror;
  private final Augmentation<Drawing> global;
  private final Augmentation<Drawing> local;
  private final Augmentation<Drawing> jitter;
  private final Augmentation<Drawing> affine;
  private final Augmentation<Drawing> scale;
  private final Augmentation<Drawing> wobble;
  private final boolean changesPixels;
  private final boolean refits;

  private AugmentedRenderer(Rasterizer rasterizer, AugmentationOptions options) {
    this.rasterizer = rasterizer;
    this.options = options;
    drop = Augmentations.dropStrokes(options.dropStrokeProbability());
    partial =
        Augmentations.partial(options.partialMinShare())
            .withProbability(options.partialProbability());
    resimplify =
        Augmentations.resimplify(options.resimplifyMaxEpsilonPx())
            .withProbability(options.resimplifyProbability());
    mirror = Augmentations.mirror(options.mirrorProbability());
    global = Augmentations.globalDeformation(options.globalDeformationSigmaPx());
    local = Augmentations.localDeformation(options.localDeformationSigmaPx());
    jitter = Augmentations.pointJitter(options.pointJitterSigmaPx());
    affine =
        Augmentations.affine(options.rotationMaxDegrees(), options.shearMax(), options.aspectMax());
    scale = Augmentations.scale(options.scaleMin(), 1);
    wobble = Augmentations.wobble(options.wobbleSigmaPx(), options.wobbleRelaxationPx());
    boolean resimplifies =
        options.resimplifyMaxEpsilonPx() > 0 && options.resimplifyProbability() > 0;
    refits =
        resimplifies
            || options.globalDeformationSigmaPx() > 0
            || options.localDeformationSigmaPx() > 0
            || options.pointJitterSigmaPx() > 0
            || options.rotationMaxDegrees() > 0
            || options.shearMax() > 0
            || options.aspectMax() > 1;
    changesPixels =
        refits
            || options.mirrorProbability() > 0
            || options.scaleMin() < 1
            || options.shiftMaxPx() > 0
            || options.wobbleSigmaPx() > 0
            || options.strokeWidthMaxPx() > 0;
  }

  /**
   * Creates a renderer.
   *
   * @param rasterizer draws the rasters; use the one that the network has at inference
   * @param options what to change; lengths are in pixels of the rasterizer
   * @return the renderer
   * @throws IllegalArgumentException if the widest pen is wider than half of the raster
   */
  public static AugmentedRenderer of(Rasterizer rasterizer, AugmentationOptions options) {
    double widestPx = rasterizer.options().sizePx() / 2.0;
    if (options.strokeWidthMaxPx() > widestPx) {
      throw new IllegalArgumentException(
          "strokeWidthMaxPx must be at most half of the raster's sizePx, "
              + widestPx
              + " (see AugmentationOptions.scaledTo): "
              + options.strokeWidthMaxPx());
    }
    return new AugmentedRenderer(rasterizer, options);
  }

  /**
   * Returns the rasterizer.
   *
   * @return the rasterizer that draws the rasters
   */
  public Rasterizer rasterizer() {
    return rasterizer;
  }

  /**
   * Returns the options.
   *
   * @return the options that this renderer was created with
   */
  public AugmentationOptions options() {
    return options;
  }

  /**
   * Renders a drawing with random changes.
   *
   * @param drawing any drawing, in any unit; an empty one gives blank paper
   * @param random the source of random numbers; advanced by one {@code long}, whatever the options
   * @return a new raster of the size of the rasterizer
   */
  public Raster render(Drawing drawing, SeededRandom random) {
    int size = rasterizer.options().sizePx();
    byte[] ink = new byte[size * size];
    renderTo(drawing, random, ink, 0);
    return Raster.of(size, size, ink);
  }

  /**
   * Renders a drawing with random changes into an array.
   *
   * @param drawing any drawing, in any unit; an empty one gives blank paper
   * @param random the source of random numbers; advanced by one {@code long}, whatever the options
   * @param dst receives {@code sizePx * sizePx} unsigned bytes, row by row, 0 paper to 255 ink
   * @param offset index of the first
   * @throws IndexOutOfBoundsException if they do not fit
   */
  public void renderTo(Drawing drawing, SeededRandom random, byte[] dst, int offset) {
    RasterOptions raster = rasterizer.options();
    int size = raster.sizePx();
    Objects.checkFromIndexSize(offset, size * size, dst.length);
    long base = random.nextLong();
    Drawing part = drop.apply(drawing, stream(base, STREAM_DROP));
    part = partial.apply(part, stream(base, STREAM_PARTIAL));
    if (part.pointCount() < drawing.pointCount()) {
      part = StrayMarks.remove(part); // as at inference: a cut can leave a mark far away
    }
    float widthPx = raster.strokeWidthPx();
    if (changesPixels) {
      Drawing pixels = changed(rasterizer.toPixels(part), base);
      if (options.strokeWidthMaxPx() > 0) {
        widthPx =
            (float)
                stream(base, STREAM_WIDTH)
                    .uniform(options.strokeWidthMinPx(), options.strokeWidthMaxPx());
      }
      pixels = placed(pixels, widthPx, base);
      rasterizer.renderPixelsTo(pixels, widthPx, dst, offset);
    } else {
      rasterizer.renderTo(part, dst, offset);
    }
    changeInk(dst, offset, size, widthPx, base);
  }

  private Drawing changed(Drawing drawing, long base) {
    Drawing changed = resimplify.apply(drawing, stream(base, STREAM_RESIMPLIFY));
    changed = mirror.apply(changed, stream(base, STREAM_MIRROR));
    changed = global.apply(changed, stream(base, STREAM_GLOBAL));
    changed = local.apply(changed, stream(base, STREAM_LOCAL));
    changed = jitter.apply(changed, stream(base, STREAM_JITTER));
    changed = affine.apply(changed, stream(base, STREAM_AFFINE));
    if (refits) {
      changed = rasterizer.toPixels(changed);
    }
    changed = scale.apply(changed, stream(base, STREAM_SCALE));
    return wobble.apply(changed, stream(base, STREAM_WOBBLE));
  }

  /** Shifts, and keeps the pen's ink on the raster, or as much of it as the rasterizer does. */
  private Drawing placed(Drawing drawing, float widthPx, long base) {
    double penPx = widthPx / 2.0 + 0.5 + options.morphologyRadiusPx();
    double insetPx = Math.min(rasterizer.options().marginPx(), penPx);
    return Placement.apply(
        drawing,
        rasterizer.options().sizePx(),
        insetPx,
        options.shiftMaxPx(),
        stream(base, STREAM_PLACE));
  }

  private void changeInk(byte[] ink, int offset, int size, float widthPx, long base) {
    double radiusPx = options.morphologyRadiusPx();
    if (radiusPx >= 1 && options.morphologyProbability() > 0) {
      SeededRandom random = stream(base, STREAM_MORPHOLOGY);
      boolean changes = random.chance(options.morphologyProbability());
      boolean dilates = random.chance(0.5);
      if (changes && (dilates || widthPx >= 2 * radiusPx + 1)) {
        byte[] before = Arrays.copyOfRange(ink, offset, offset + size * size);
        if (dilates) {
          Morphology.dilate(before, ink, offset, size, size, radiusPx);
        } else {
          Morphology.erode(before, ink, offset, size, size, radiusPx);
        }
      }
    }
    if (options.blurMaxSigmaPx() > 0 && options.blurProbability() > 0) {
      SeededRandom random = stream(base, STREAM_BLUR);
      if (random.chance(options.blurProbability())) {
        Blur.apply(ink, offset, size, size, random.uniform(0, options.blurMaxSigmaPx()));
      }
    }
  }

  private static SeededRandom stream(long base, int stream) {
    return SeededRandom.ofStage(base, stream);
  }
}
