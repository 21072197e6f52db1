package org.sketchsdk.augment;

import java.util.List;
import java.util.function.Consumer;
import org.sketchsdk.render.RasterOptions;

/**
 * What {@link AugmentedRenderer} does to a drawing. Start from a preset and change what must be
 * different. All lengths are in pixels of the raster, and the good values are for a side of 128;
 * {@link #scaledTo} converts them. With {@link #none()} nothing happens at all.
 *
 * @param strokeWidthMinPx smallest width of the pen, drawn uniformly for each drawing: 1 to {@code
 *     strokeWidthMaxPx}, or 0 together with {@code strokeWidthMaxPx} for the rasterizer's own;
 *     published: 3
 * @param strokeWidthMaxPx largest width of the pen, {@code strokeWidthMinPx} to 256; published: 8
 * @param wobbleSigmaPx see {@link Augmentations#wobble}: 0 (off) to 16; published: 1.2
 * @param wobbleRelaxationPx see {@link Augmentations#wobble(double, double)}: 1 to infinity (a
 *     plain random walk); good: 32, with which {@code wobbleSigmaPx} is the displacement's standard
 *     deviation
 * @param morphologyRadiusPx see {@link Augmentations#morphology}: 0 to 16; published: 1
 * @param morphologyProbability how often the drawing is dilated or eroded, 0 (off) to 1; published:
 *     0.3
 * @param blurMaxSigmaPx see {@link Augmentations#blur}: 0 (off) to 16; good: 0.8
 * @param blurProbability how often the raster is blurred, 0 (off) to 1; good: 0.3
 * @param rotationMaxDegrees see {@link Augmentations#affine}: 0 (off) to 180; good: 10
 * @param shearMax see {@link Augmentations#affine}: 0 (off) to 1; good: 0.1
 * @param aspectMax see {@link Augmentations#affine}: 1 (off) to 4; good: 1.2
 * @param scaleMin smallest size of the drawing as a share of the room inside the rasterizer's
 *     margins, drawn uniformly from here to 1: 0.1 to 1 (off); good: 0.85
 * @param shiftMaxPx largest shift either way in x and y, cut to what keeps the ink on the raster: 0
 *     (off) to 512; good: 6
 * @param mirrorProbability how often left and right are exchanged, 0 (off) to 1; 0 in all presets,
 *     as it is a permission that only some classes have; good where allowed: 0.5
 * @param dropStrokeProbability see {@link Augmentations#dropStrokes}: 0 (off) to 1; good: 0.05
 * @param partialMinShare see {@link Augmentations#partial}: 0 to 1 (off); good: 0.5
 * @param partialProbability how often a drawing is cut off early, 0 (off) to 1; good: 0.15
 * @param pointJitterSigmaPx see {@link Augmentations#pointJitter}: 0 (off) to 16; good: 0.7
 * @param localDeformationSigmaPx see {@link Augmentations#localDeformation}: 0 (off) to 64; good:
 *     1.5
 * @param globalDeformationSigmaPx see {@link Augmentations#globalDeformation}: 0 (off) to 64; good:
 *     3
 * @param resimplifyMaxEpsilonPx see {@link Augmentations#resimplify}: 0 (off) to 64; good: 2
 * @param resimplifyProbability how often the drawing is simplified again, 0 (off) to 1; good: 0.3
 */
public record AugmentationOptions(
    double strokeWidthMinPx,
    double strokeWidthMaxPx,
    double wobbleSigmaPx,
    double wobbleRelaxationPx,
    double morphologyRadiusPx,
    double morphologyProbability,
    double blurMaxSigmaPx,
    double blurProbability,
    double rotationMaxDegrees,
    double shearMax,
    double aspectMax,
    double scaleMin,
    double shiftMaxPx,
    double mirrorProbability,
    double dropStrokeProbability,
    double partialMinShare,
    double partialProbability,
    double pointJitterSigmaPx,
    double localDeformationSigmaPx,
    double globalDeformationSigmaPx,
    double resimplifyMaxEpsilonPx,
    double resimplifyProbability) {

  private static final int REFERENCE_SIZE_PX = 128;

  private static final AugmentationOptions NONE =
      new AugmentationOptions(0, 0, 0, 32, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0);

  private static final List<String> PRESETS =
      List.of("none", "wobble", "morphology", "domain-matched", "training");

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AugmentationOptions {
    if (strokeWidthMinPx != 0 || strokeWidthMaxPx != 0) {
      Parameters.check("strokeWidthMaxPx", strokeWidthMaxPx, 1, 256);
      Parameters.check("strokeWidthMinPx", strokeWidthMinPx, 1, strokeWidthMaxPx);
    }
    Parameters.check("wobbleSigmaPx", wobbleSigmaPx, 0, 16);
    Parameters.check("wobbleRelaxationPx", wobbleRelaxationPx, 1, Double.POSITIVE_INFINITY);
    Parameters.check("morphologyRadiusPx", morphologyRadiusPx, 0, 16);
    Parameters.check("morphologyProbability", morphologyProbability, 0, 1);
    Parameters.check("blurMaxSigmaPx", blurMaxSigmaPx, 0, 16);
    Parameters.check("blurProbability", blurProbability, 0, 1);
    Parameters.check("rotationMaxDegrees", rotationMaxDegrees, 0, 180);
    Parameters.check("shearMax", shearMax, 0, 1);
    Parameters.check("aspectMax", aspectMax, 1, 4);
    Parameters.check("scaleMin", scaleMin, 0.1, 1);
    Parameters.check("shiftMaxPx", shiftMaxPx, 0, 512);
    Parameters.check("mirrorProbability", mirrorProbability, 0, 1);
    Parameters.check("dropStrokeProbability", dropStrokeProbability, 0, 1);
    Parameters.check("partialMinShare", partialMinShare, 0, 1);
    Parameters.check("partialProbability", partialProbability, 0, 1);
    Parameters.check("pointJitterSigmaPx", pointJitterSigmaPx, 0, 16);
    Parameters.check("localDeformationSigmaPx", localDeformationSigmaPx, 0, 64);
    Parameters.check("globalDeformationSigmaPx", globalDeformationSigmaPx, 0, 64);
    Parameters.check("resimplifyMaxEpsilonPx", resimplifyMaxEpsilonPx, 0, 64);
    Parameters.check("resimplifyProbability", resimplifyProbability, 0, 1);
  }

  /**
   * Returns the options that change nothing.
   *
   * @return everything off
   */
  public static AugmentationOptions none() {
    return NONE;
  }

  /**
   * Returns the published wobble alone.
   *
   * @return a wobble of 1.2 pixels
   */
  public static AugmentationOptions wobbleOnly() {
    return NONE.withWobble(1.2);
  }

  /**
   * Returns the published dilation and erosion alone.
   *
   * @return a radius of 1 pixel with probability 0.3
   */
  public static AugmentationOptions morphologyOnly() {
    return NONE.withMorphology(1, 0.3);
  }

  /**
   * Returns the recipe by which a network trained on Quick, Draw! gained 23 points on sketches
   * drawn on a tablet (Nguyen, "A Sketch Recognition Learning Journey", 2026): pens of 3 to 8
   * pixels, a wobble of 1.2 pixels, dilation or erosion by 1 pixel with probability 0.3. What the
   * article leaves open, the length of path behind the wobble's sigma and the shape of the
   * dilation, is decided in {@linkplain org.sketchsdk.augment the package's description}.
   *
   * @return these three and nothing else
   */
  public static AugmentationOptions domainMatched() {
    return NONE.withStrokeWidthPx(3, 8).withWobble(1.2).withMorphology(1, 0.3);
  }

  /**
   * Returns {@link #domainMatched()} with moderate changes of shape besides, for training small
   * networks long: pens of 2 to 8 pixels, rotation, shear, aspect, scale, shift, bends, dropped
   * strokes, early stops, coarser lines and soft edges. A pen of 2 to 8 pixels is what a canvas's
   * brush of 7 becomes when a drawing of 392 down to 98 pixels is scaled to the 112 inside the
   * rasterizer's margins. Mirroring is off, see {@link #mirrorProbability()}.
   *
   * @return the options
   */
  public static AugmentationOptions training() {
    return domainMatched()
        .withStrokeWidthPx(2, 8)
        .withBlur(0.8, 0.3)
        .withAffine(10, 0.1, 1.2)
        .withScaleMin(0.85)
        .withShiftMaxPx(6)
        .withDroppedStrokes(0.05)
        .withPartial(0.5, 0.15)
        .withDeformation(1.5, 2)
        .withResimplify(2, 0.3);
  }

  /**
   * Returns a preset by its name, as given on a command line.
   *
   * @param name one of {@link #presetNames()}
   * @return the options
   * @throws IllegalArgumentException if there is no such preset; the message lists them
   */
  public static AugmentationOptions preset(String name) {
    return switch (name) {
      case "none" -> none();
      case "wobble" -> wobbleOnly();
      case "morphology" -> morphologyOnly();
      case "domain-matched" -> domainMatched();
      case "training" -> training();
      default ->
          throw new IllegalArgumentException(
              "no augmentation preset '" + name + "'; there are " + String.join(", ", PRESETS));
    };
  }

  /**
   * Returns the names that {@link #preset} knows.
   *
   * @return none, wobble, morphology, domain-matched, training
   */
  public static List<String> presetNames() {
    return PRESETS;
  }

  /**
   * Returns these options, made for rasters of 128 pixels, for another size: every length is
   * multiplied by {@code sizePx / 128}. A pen stays at least 1 pixel wide, and a dilation by less
   * than a pixel does nothing.
   *
   * @param sizePx side of the raster in pixels, {@value RasterOptions#MIN_SIZE_PX} to {@value
   *     RasterOptions#MAX_SIZE_PX}
   * @return the changed options
   * @throws IllegalArgumentException if the size or a scaled length is out of its range
   */
  public AugmentationOptions scaledTo(int sizePx) {
    Parameters.check("sizePx", sizePx, RasterOptions.MIN_SIZE_PX, RasterOptions.MAX_SIZE_PX);
    if (sizePx == REFERENCE_SIZE_PX) {
      return this;
    }
    double scale = (double) sizePx / REFERENCE_SIZE_PX;
    boolean ownPen = strokeWidthMaxPx == 0;
    return new AugmentationOptions(
        ownPen ? 0 : Math.max(1, strokeWidthMinPx * scale),
        ownPen ? 0 : Math.max(1, strokeWidthMaxPx * scale),
        // the variance that a walk gains over 16 pixels is gained over 16 scaled ones
        wobbleSigmaPx * Math.sqrt(scale),
        Math.max(1, wobbleRelaxationPx * scale),
        morphologyRadiusPx * scale,
        morphologyProbability,
        blurMaxSigmaPx * scale,
        blurProbability,
        rotationMaxDegrees,
        shearMax,
        aspectMax,
        scaleMin,
        shiftMaxPx * scale,
        mirrorProbability,
        dropStrokeProbability,
        partialMinShare,
        partialProbability,
        pointJitterSigmaPx * scale,
        localDeformationSigmaPx * scale,
        globalDeformationSigmaPx * scale,
        resimplifyMaxEpsilonPx * scale,
        resimplifyProbability);
  }

  /**
   * Returns these options with another range of pens.
   *
   * @param minPx smallest width in pixels, or 0 together with {@code maxPx} for the rasterizer's
   *     own
   * @param maxPx largest width in pixels
   * @return the changed options
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AugmentationOptions withStrokeWidthPx(double minPx, double maxPx) {
    return with(
        copy -> {
          copy.strokeWidthMinPx = minPx;
          copy.strokeWidthMaxPx = maxPx;
        });
  }

  /**
   * Returns these options with another wobble and the same relaxation.
   *
   * @param sigmaPx {@link #wobbleSigmaPx()}
   * @return the changed options
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AugmentationOptions withWobble(double sigmaPx) {
    return withWobble(sigmaPx, wobbleRelaxationPx);
  }

  /**
   * Returns these options with another wobble and another relaxation.
   *
   * @param sigmaPx {@link #wobbleSigmaPx()}
   * @param relaxationPx {@link #wobbleRelaxationPx()}
   * @return the changed options
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AugmentationOptions withWobble(double sigmaPx, double relaxationPx) {
    return with(
        copy -> {
          copy.wobbleSigmaPx = sigmaPx;
          copy.wobbleRelaxationPx = relaxationPx;
        });
  }

  /**
   * Returns these options with another dilation and erosion.
   *
   * @param radiusPx {@link #morphologyRadiusPx()}
   * @param probability {@link #morphologyProbability()}
   * @return the changed options
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AugmentationOptions withMorphology(double radiusPx, double probability) {
    return with(
        copy -> {
          copy.morphologyRadiusPx = radiusPx;
          copy.morphologyProbability = probability;
        });
  }

  /**
   * Returns these options with another blur.
   *
   * @param maxSigmaPx {@link #blurMaxSigmaPx()}
   * @param probability {@link #blurProbability()}
   * @return the changed options
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AugmentationOptions withBlur(double maxSigmaPx, double probability) {
    return with(
        copy -> {
          copy.blurMaxSigmaPx = maxSigmaPx;
          copy.blurProbability = probability;
        });
  }

  /**
   * Returns these options with other rotation, shear and aspect.
   *
   * @param rotationMaxDegrees {@link #rotationMaxDegrees()}
   * @param shearMax {@link #shearMax()}
   * @param aspectMax {@link #aspectMax()}
   * @return the changed options
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AugmentationOptions withAffine(
      double rotationMaxDegrees, double shearMax, double aspectMax) {
    return with(
        copy -> {
          copy.rotationMaxDegrees = rotationMaxDegrees;
          copy.shearMax = shearMax;
          copy.aspectMax = aspectMax;
        });
  }

  /**
   * Returns these options with another smallest size.
   *
   * @param scaleMin {@link #scaleMin()}
   * @return the changed options
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AugmentationOptions withScaleMin(double scaleMin) {
    return with(copy -> copy.scaleMin = scaleMin);
  }

  /**
   * Returns these options with another shift.
   *
   * @param shiftMaxPx {@link #shiftMaxPx()}
   * @return the changed options
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AugmentationOptions withShiftMaxPx(double shiftMaxPx) {
    return with(copy -> copy.shiftMaxPx = shiftMaxPx);
  }

  /**
   * Returns these options with mirroring, for a class that allows it.
   *
   * @param probability {@link #mirrorProbability()}
   * @return the changed options
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AugmentationOptions withMirror(double probability) {
    return with(copy -> copy.mirrorProbability = probability);
  }

  /**
   * Returns these options with another share of dropped strokes.
   *
   * @param probability {@link #dropStrokeProbability()}
   * @return the changed options
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AugmentationOptions withDroppedStrokes(double probability) {
    return with(copy -> copy.dropStrokeProbability = probability);
  }

  /**
   * Returns these options with other early stops.
   *
   * @param minShare {@link #partialMinShare()}
   * @param probability {@link #partialProbability()}
   * @return the changed options
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AugmentationOptions withPartial(double minShare, double probability) {
    return with(
        copy -> {
          copy.partialMinShare = minShare;
          copy.partialProbability = probability;
        });
  }

  /**
   * Returns these options with another jitter of the points.
   *
   * @param sigmaPx {@link #pointJitterSigmaPx()}
   * @return the changed options
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AugmentationOptions withPointJitter(double sigmaPx) {
    return with(copy -> copy.pointJitterSigmaPx = sigmaPx);
  }

  /**
   * Returns these options with other bends.
   *
   * @param localSigmaPx {@link #localDeformationSigmaPx()}
   * @param globalSigmaPx {@link #globalDeformationSigmaPx()}
   * @return the changed options
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AugmentationOptions withDeformation(double localSigmaPx, double globalSigmaPx) {
    return with(
        copy -> {
          copy.localDeformationSigmaPx = localSigmaPx;
          copy.globalDeformationSigmaPx = globalSigmaPx;
        });
  }

  /**
   * Returns these options with other simplification.
   *
   * @param maxEpsilonPx {@link #resimplifyMaxEpsilonPx()}
   * @param probability {@link #resimplifyProbability()}
   * @return the changed options
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AugmentationOptions withResimplify(double maxEpsilonPx, double probability) {
    return with(
        copy -> {
          copy.resimplifyMaxEpsilonPx = maxEpsilonPx;
          copy.resimplifyProbability = probability;
        });
  }

  private AugmentationOptions with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.toOptions();
  }

  /** All components, to be changed by their names. */
  private static final class Copy {
    private double strokeWidthMinPx;
    private double strokeWidthMaxPx;
    private double wobbleSigmaPx;
    private double wobbleRelaxationPx;
    private double morphologyRadiusPx;
    private double morphologyProbability;
    private double blurMaxSigmaPx;
    private double blurProbability;
    private double rotationMaxDegrees;
    private double shearMax;
    private double aspectMax;
    private double scaleMin;
    private double shiftMaxPx;
    private double mirrorProbability;
    private double dropStrokeProbability;
    private double partialMinShare;
    private double partialProbability;
    private double pointJitterSigmaPx;
    private double localDeformationSigmaPx;
    private double globalDeformationSigmaPx;
    private double resimplifyMaxEpsilonPx;
    private double resimplifyProbability;

    private Copy(AugmentationOptions options) {
      strokeWidthMinPx = options.strokeWidthMinPx;
      strokeWidthMaxPx = options.strokeWidthMaxPx;
      wobbleSigmaPx = options.wobbleSigmaPx;
      wobbleRelaxationPx = options.wobbleRelaxationPx;
      morphologyRadiusPx = options.morphologyRadiusPx;
      morphologyProbability = options.morphologyProbability;
      blurMaxSigmaPx = options.blurMaxSigmaPx;
      blurProbability = options.blurProbability;
      rotationMaxDegrees = options.rotationMaxDegrees;
      shearMax = options.shearMax;
      aspectMax = options.aspectMax;
      scaleMin = options.scaleMin;
      shiftMaxPx = options.shiftMaxPx;
      mirrorProbability = options.mirrorProbability;
      dropStrokeProbability = options.dropStrokeProbability;
      partialMinShare = options.partialMinShare;
      partialProbability = options.partialProbability;
      pointJitterSigmaPx = options.pointJitterSigmaPx;
      localDeformationSigmaPx = options.localDeformationSigmaPx;
      globalDeformationSigmaPx = options.globalDeformationSigmaPx;
      resimplifyMaxEpsilonPx = options.resimplifyMaxEpsilonPx;
      resimplifyProbability = options.resimplifyProbability;
    }

    private AugmentationOptions toOptions() {
      return new AugmentationOptions(
          strokeWidthMinPx,
          strokeWidthMaxPx,
          wobbleSigmaPx,
          wobbleRelaxationPx,
          morphologyRadiusPx,
          morphologyProbability,
          blurMaxSigmaPx,
          blurProbability,
          rotationMaxDegrees,
          shearMax,
          aspectMax,
          scaleMin,
          shiftMaxPx,
          mirrorProbability,
          dropStrokeProbability,
          partialMinShare,
          partialProbability,
          pointJitterSigmaPx,
          localDeformationSigmaPx,
          globalDeformationSigmaPx,
          resimplifyMaxEpsilonPx,
          resimplifyProbability);
    }
  }
}
