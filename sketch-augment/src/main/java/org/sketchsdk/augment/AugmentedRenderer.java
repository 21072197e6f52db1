package org.sketchsdk.augment;

import java.util.Arrays;
import java.util.Objects;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

/**
 * Draws drawings as if another hand had drawn them: {@link Rasterizer} with the transforms of
 * {@link AugmentationOptions}, for training.
 *
 * <p>The steps, in order; what is off is left out:
 *
 * <ol>
 *   <li>strokes are dropped, the drawing is cut off early;
 *   <li>it is mapped to pixels, as at inference, so that a part fills the raster too;
 *   <li>it is simplified again, mirrored, bent (global, local), its points are moved, and it is
 *       rotated, sheared and stretched;
 *   <li>it is fitted into the margins again, then scaled down about the middle;
 *   <li>its lines tremble;
 *   <li>it is shifted, and kept on the raster with the width of its pen: see {@link
 *       Augmentations#place};
 *   <li>it is drawn with its pen, dilated or eroded, and blurred. A pen narrower than twice the
 *       radius and 1 pixel is not eroded, as its lines would break or vanish.
 * </ol>
 *
 * <p>Each step has its own stream of random numbers, derived from the caller's generator, so
 * switching one on or off leaves the others as they were. Where nothing is on, the raster is {@link
 * Rasterizer#renderTo}'s, byte for byte.
 *
 * <p>Immutable and thread-safe; one instance serves any number of threads, each with its own {@link
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
   * @param rasterizer draws the rasters; the same that a network sees at inference
   * @param options what is changed; lengths are in the rasterizer's pixels
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
   * @return what the rasters are drawn with
   */
  public Rasterizer rasterizer() {
    return rasterizer;
  }

  /**
   * Returns the options.
   *
   * @return what is changed
   */
  public AugmentationOptions options() {
    return options;
  }

  /**
   * Draws a drawing, changed at random.
   *
   * @param drawing any drawing, in any unit; an empty one gives blank paper
   * @param random where the random numbers come from; advanced by one {@code long}, whatever the
   *     options
   * @return a new raster of the rasterizer's size
   */
  public Raster render(Drawing drawing, SeededRandom random) {
    int size = rasterizer.options().sizePx();
    byte[] ink = new byte[size * size];
    renderTo(drawing, random, ink, 0);
    return Raster.of(size, size, ink);
  }

  /**
   * Like {@link #render}, into an array of the caller's.
   *
   * @param drawing any drawing, in any unit; an empty one gives blank paper
   * @param random where the random numbers come from; advanced by one {@code long}, whatever the
   *     options
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
