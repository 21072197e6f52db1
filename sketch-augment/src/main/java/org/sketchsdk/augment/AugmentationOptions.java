package org.sketchsdk.augment;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.render.RasterOptions;

/**
 * What {@link AugmentedRenderer} changes in a drawing. Immutable and thread-safe.
 *
 * <p>Start from a preset and change what must be different:
 *
 * <pre>{@code
 * AugmentationOptions options =
 *     AugmentationOptions.training().toBuilder().mirror(0.5).partial(0.2, 0.3).build();
 * }</pre>
 *
 * <p>The settings belong to four stages, which run in this order: the strokes, the shape, size with
 * lines and place, the pen and the pixels. {@link Builder} lists them stage by stage, each with its
 * meaning, unit, range and a good starting value ("published" marks the values of the recipe behind
 * {@link #domainMatched()}). A setting marked "off" changes nothing at that value; with {@link
 * #none()} all are off. Lengths are in pixels of a raster of 128 × 128; {@link #scaledTo} converts
 * them for other sizes.
 */
public final class AugmentationOptions {
  private static final int REFERENCE_SIZE_PX = 128;

  private static final AugmentationOptions NONE = new Builder().build();

  private static final List<String> PRESETS =
      List.of("none", "wobble", "morphology", "domain-matched", "training");

  private final double dropStrokeProbability;
  private final double partialMinShare;
  private final double partialProbability;
  private final double resimplifyMaxEpsilonPx;
  private final double resimplifyProbability;
  private final double mirrorProbability;
  private final double globalDeformationSigmaPx;
  private final double localDeformationSigmaPx;
  private final double pointJitterSigmaPx;
  private final double rotationMaxDegrees;
  private final double shearMax;
  private final double aspectMax;
  private final double scaleMin;
  private final double wobbleSigmaPx;
  private final double wobbleRelaxationPx;
  private final double shiftMaxPx;
  private final double strokeWidthMinPx;
  private final double strokeWidthMaxPx;
  private final double morphologyRadiusPx;
  private final double morphologyProbability;
  private final double blurMaxSigmaPx;
  private final double blurProbability;

  private AugmentationOptions(Builder builder) {
    dropStrokeProbability = builder.dropStrokeProbability;
    partialMinShare = builder.partialMinShare;
    partialProbability = builder.partialProbability;
    resimplifyMaxEpsilonPx = builder.resimplifyMaxEpsilonPx;
    resimplifyProbability = builder.resimplifyProbability;
    mirrorProbability = builder.mirrorProbability;
    globalDeformationSigmaPx = builder.globalDeformationSigmaPx;
    localDeformationSigmaPx = builder.localDeformationSigmaPx;
    pointJitterSigmaPx = builder.pointJitterSigmaPx;
    rotationMaxDegrees = builder.rotationMaxDegrees;
    shearMax = builder.shearMax;
    aspectMax = builder.aspectMax;
    scaleMin = builder.scaleMin;
    wobbleSigmaPx = builder.wobbleSigmaPx;
    wobbleRelaxationPx = builder.wobbleRelaxationPx;
    shiftMaxPx = builder.shiftMaxPx;
    strokeWidthMinPx = builder.strokeWidthMinPx;
    strokeWidthMaxPx = builder.strokeWidthMaxPx;
    morphologyRadiusPx = builder.morphologyRadiusPx;
    morphologyProbability = builder.morphologyProbability;
    blurMaxSigmaPx = builder.blurMaxSigmaPx;
    blurProbability = builder.blurProbability;
  }

  /**
   * Returns a builder with everything off.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a builder that starts with these options.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(this);
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
   * Returns the wobble of {@link #domainMatched()} alone.
   *
   * @return a wobble of 1.2 pixels
   */
  public static AugmentationOptions wobbleOnly() {
    return builder().wobble(1.2).build();
  }

  /**
   * Returns the dilation and erosion of {@link #domainMatched()} alone.
   *
   * @return a radius of 1 pixel with probability 0.3
   */
  public static AugmentationOptions morphologyOnly() {
    return builder().morphology(1, 0.3).build();
  }

  /**
   * Returns the published recipe with which a network that was trained on Quick, Draw! gained 23
   * points on sketches drawn on a tablet (Nguyen, "A Sketch Recognition Learning Journey", 2026):
   * pens of 3 to 8 pixels, a wobble of 1.2 pixels, and dilation or erosion by 1 pixel with
   * probability 0.3. The article leaves two details open: the length of path that the wobble's
   * sigma refers to, and the shape of the dilation. {@linkplain org.sketchsdk.augment The package's
   * description} says how they are decided here.
   *
   * @return pen, wobble, dilation and erosion; everything else is off
   */
  public static AugmentationOptions domainMatched() {
    return builder().strokeWidthPx(3, 8).wobble(1.2).morphology(1, 0.3).build();
  }

  /**
   * Returns {@link #domainMatched()} together with moderate changes of shape, for long training of
   * small networks: pens of 2 to 8 pixels, rotation, shear, aspect, scale, shift, bends, dropped
   * strokes, unfinished drawings, coarser lines and soft edges.
   *
   * <p>A pen of 2 to 8 pixels corresponds to a brush of 7 pixels on a canvas, when drawings of 392
   * down to 98 pixels are scaled to the 112 pixels inside the rasterizer's margins. Mirroring is
   * off, see {@link Builder#mirror}.
   *
   * @return the options
   */
  public static AugmentationOptions training() {
    return domainMatched().toBuilder()
        .dropStrokes(0.05)
        .partial(0.5, 0.15)
        .resimplify(2, 0.3)
        .deformation(1.5, 2)
        .affine(10, 0.1, 1.2)
        .scaleMin(0.85)
        .shiftMaxPx(6)
        .strokeWidthPx(2, 8)
        .blur(0.8, 0.3)
        .build();
  }

  /**
   * Returns a preset by its name.
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
   * Converts options for rasters of 128 pixels to another size: every length is multiplied by
   * {@code sizePx / 128}. A pen stays at least 1 pixel wide. A dilation by less than 1 pixel does
   * nothing.
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
    return toBuilder()
        .resimplify(resimplifyMaxEpsilonPx * scale, resimplifyProbability)
        .deformation(localDeformationSigmaPx * scale, globalDeformationSigmaPx * scale)
        .pointJitter(pointJitterSigmaPx * scale)
        // the variance that a walk gains over 16 pixels is gained over 16 scaled ones
        .wobble(wobbleSigmaPx * Math.sqrt(scale), Math.max(1, wobbleRelaxationPx * scale))
        .shiftMaxPx(shiftMaxPx * scale)
        .strokeWidthPx(
            ownPen ? 0 : Math.max(1, strokeWidthMinPx * scale),
            ownPen ? 0 : Math.max(1, strokeWidthMaxPx * scale))
        .morphology(morphologyRadiusPx * scale, morphologyProbability)
        .blur(blurMaxSigmaPx * scale, blurProbability)
        .build();
  }

  /**
   * Returns how likely a stroke is left out.
   *
   * @return 0 (off) to 1
   */
  public double dropStrokeProbability() {
    return dropStrokeProbability;
  }

  /**
   * Returns the smallest share of its points that a drawing which is cut off keeps.
   *
   * @return 0 to 1 (off)
   */
  public double partialMinShare() {
    return partialMinShare;
  }

  /**
   * Returns how often a drawing is cut off.
   *
   * @return 0 (off) to 1
   */
  public double partialProbability() {
    return partialProbability;
  }

  /**
   * Returns the largest tolerance of the second simplification, in pixels.
   *
   * @return 0 (off) to 64
   */
  public double resimplifyMaxEpsilonPx() {
    return resimplifyMaxEpsilonPx;
  }

  /**
   * Returns how often a drawing is simplified again.
   *
   * @return 0 (off) to 1
   */
  public double resimplifyProbability() {
    return resimplifyProbability;
  }

  /**
   * Returns how often left and right are exchanged.
   *
   * @return 0 (off) to 1
   */
  public double mirrorProbability() {
    return mirrorProbability;
  }

  /**
   * Returns the standard deviation of the bend of the whole drawing, in pixels.
   *
   * @return 0 (off) to 64
   */
  public double globalDeformationSigmaPx() {
    return globalDeformationSigmaPx;
  }

  /**
   * Returns the standard deviation of the bend of each stroke, in pixels.
   *
   * @return 0 (off) to 64
   */
  public double localDeformationSigmaPx() {
    return localDeformationSigmaPx;
  }

  /**
   * Returns the standard deviation of the displacement of each point, in pixels.
   *
   * @return 0 (off) to 16
   */
  public double pointJitterSigmaPx() {
    return pointJitterSigmaPx;
  }

  /**
   * Returns the largest rotation in either direction, in degrees.
   *
   * @return 0 (off) to 180
   */
  public double rotationMaxDegrees() {
    return rotationMaxDegrees;
  }

  /**
   * Returns the largest shear in either direction.
   *
   * @return 0 (off) to 1
   */
  public double shearMax() {
    return shearMax;
  }

  /**
   * Returns the largest change of the ratio of width to height.
   *
   * @return 1 (off) to 4
   */
  public double aspectMax() {
    return aspectMax;
  }

  /**
   * Returns the smallest size of the drawing, as a share of the room inside the margins.
   *
   * @return 0.1 to 1 (off)
   */
  public double scaleMin() {
    return scaleMin;
  }

  /**
   * Returns the standard deviation of the wobble, in pixels.
   *
   * @return 0 (off) to 16
   */
  public double wobbleSigmaPx() {
    return wobbleSigmaPx;
  }

  /**
   * Returns the length of path after which the wobble returns to the line, in pixels.
   *
   * @return 1 to infinity
   */
  public double wobbleRelaxationPx() {
    return wobbleRelaxationPx;
  }

  /**
   * Returns the largest shift in x and in y, in pixels.
   *
   * @return 0 (off) to 512
   */
  public double shiftMaxPx() {
    return shiftMaxPx;
  }

  /**
   * Returns the smallest width of the pen, in pixels.
   *
   * @return 1 to 256; 0 for the width of the rasterizer
   */
  public double strokeWidthMinPx() {
    return strokeWidthMinPx;
  }

  /**
   * Returns the largest width of the pen, in pixels.
   *
   * @return 1 to 256; 0 for the width of the rasterizer
   */
  public double strokeWidthMaxPx() {
    return strokeWidthMaxPx;
  }

  /**
   * Returns the radius of dilation and erosion, in pixels.
   *
   * @return 0 (off) to 16
   */
  public double morphologyRadiusPx() {
    return morphologyRadiusPx;
  }

  /**
   * Returns how often a raster is dilated or eroded.
   *
   * @return 0 (off) to 1
   */
  public double morphologyProbability() {
    return morphologyProbability;
  }

  /**
   * Returns the largest standard deviation of the blur, in pixels.
   *
   * @return 0 (off) to 16
   */
  public double blurMaxSigmaPx() {
    return blurMaxSigmaPx;
  }

  /**
   * Returns how often a raster is blurred.
   *
   * @return 0 (off) to 1
   */
  public double blurProbability() {
    return blurProbability;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AugmentationOptions options && values().equals(options.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  private List<Double> values() {
    return List.of(
        dropStrokeProbability,
        partialMinShare,
        partialProbability,
        resimplifyMaxEpsilonPx,
        resimplifyProbability,
        mirrorProbability,
        globalDeformationSigmaPx,
        localDeformationSigmaPx,
        pointJitterSigmaPx,
        rotationMaxDegrees,
        shearMax,
        aspectMax,
        scaleMin,
        wobbleSigmaPx,
        wobbleRelaxationPx,
        shiftMaxPx,
        strokeWidthMinPx,
        strokeWidthMaxPx,
        morphologyRadiusPx,
        morphologyProbability,
        blurMaxSigmaPx,
        blurProbability);
  }

  /**
   * Describes the options in full: each setting that is not off, with its value. Equal options have
   * equal descriptions.
   */
  @Override
  public String toString() {
    StringJoiner settings = new StringJoiner(", ", "AugmentationOptions[", "]");
    describe(settings, "dropStrokeProbability", dropStrokeProbability, NONE.dropStrokeProbability);
    describe(settings, "partialMinShare", partialMinShare, NONE.partialMinShare);
    describe(settings, "partialProbability", partialProbability, NONE.partialProbability);
    describe(
        settings, "resimplifyMaxEpsilonPx", resimplifyMaxEpsilonPx, NONE.resimplifyMaxEpsilonPx);
    describe(settings, "resimplifyProbability", resimplifyProbability, NONE.resimplifyProbability);
    describe(settings, "mirrorProbability", mirrorProbability, NONE.mirrorProbability);
    describe(
        settings,
        "globalDeformationSigmaPx",
        globalDeformationSigmaPx,
        NONE.globalDeformationSigmaPx);
    describe(
        settings, "localDeformationSigmaPx", localDeformationSigmaPx, NONE.localDeformationSigmaPx);
    describe(settings, "pointJitterSigmaPx", pointJitterSigmaPx, NONE.pointJitterSigmaPx);
    describe(settings, "rotationMaxDegrees", rotationMaxDegrees, NONE.rotationMaxDegrees);
    describe(settings, "shearMax", shearMax, NONE.shearMax);
    describe(settings, "aspectMax", aspectMax, NONE.aspectMax);
    describe(settings, "scaleMin", scaleMin, NONE.scaleMin);
    describe(settings, "wobbleSigmaPx", wobbleSigmaPx, NONE.wobbleSigmaPx);
    describe(settings, "wobbleRelaxationPx", wobbleRelaxationPx, NONE.wobbleRelaxationPx);
    describe(settings, "shiftMaxPx", shiftMaxPx, NONE.shiftMaxPx);
    describe(settings, "strokeWidthMinPx", strokeWidthMinPx, NONE.strokeWidthMinPx);
    describe(settings, "strokeWidthMaxPx", strokeWidthMaxPx, NONE.strokeWidthMaxPx);
    describe(settings, "morphologyRadiusPx", morphologyRadiusPx, NONE.morphologyRadiusPx);
    describe(settings, "morphologyProbability", morphologyProbability, NONE.morphologyProbability);
    describe(settings, "blurMaxSigmaPx", blurMaxSigmaPx, NONE.blurMaxSigmaPx);
    describe(settings, "blurProbability", blurProbability, NONE.blurProbability);
    return settings.toString();
  }

  private static void describe(StringJoiner settings, String name, double value, double off) {
    if (value != off) {
      settings.add(name + "=" + value);
    }
  }

  /**
   * Collects options, stage by stage in the order in which they are applied. Every method checks
   * its values and throws {@link IllegalArgumentException} with the range if one is out of it. Not
   * thread-safe.
   */
  public static final class Builder {
    private double dropStrokeProbability;
    private double partialMinShare = 1;
    private double partialProbability;
    private double resimplifyMaxEpsilonPx;
    private double resimplifyProbability;
    private double mirrorProbability;
    private double globalDeformationSigmaPx;
    private double localDeformationSigmaPx;
    private double pointJitterSigmaPx;
    private double rotationMaxDegrees;
    private double shearMax;
    private double aspectMax = 1;
    private double scaleMin = 1;
    private double wobbleSigmaPx;
    private double wobbleRelaxationPx = 32;
    private double shiftMaxPx;
    private double strokeWidthMinPx;
    private double strokeWidthMaxPx;
    private double morphologyRadiusPx;
    private double morphologyProbability;
    private double blurMaxSigmaPx;
    private double blurProbability;

    private Builder() {}

    private Builder(AugmentationOptions options) {
      dropStrokeProbability = options.dropStrokeProbability;
      partialMinShare = options.partialMinShare;
      partialProbability = options.partialProbability;
      resimplifyMaxEpsilonPx = options.resimplifyMaxEpsilonPx;
      resimplifyProbability = options.resimplifyProbability;
      mirrorProbability = options.mirrorProbability;
      globalDeformationSigmaPx = options.globalDeformationSigmaPx;
      localDeformationSigmaPx = options.localDeformationSigmaPx;
      pointJitterSigmaPx = options.pointJitterSigmaPx;
      rotationMaxDegrees = options.rotationMaxDegrees;
      shearMax = options.shearMax;
      aspectMax = options.aspectMax;
      scaleMin = options.scaleMin;
      wobbleSigmaPx = options.wobbleSigmaPx;
      wobbleRelaxationPx = options.wobbleRelaxationPx;
      shiftMaxPx = options.shiftMaxPx;
      strokeWidthMinPx = options.strokeWidthMinPx;
      strokeWidthMaxPx = options.strokeWidthMaxPx;
      morphologyRadiusPx = options.morphologyRadiusPx;
      morphologyProbability = options.morphologyProbability;
      blurMaxSigmaPx = options.blurMaxSigmaPx;
      blurProbability = options.blurProbability;
    }

    // 1. The strokes

    /**
     * Leaves out strokes. See {@link Augmentations#dropStrokes}.
     *
     * @param probability how likely each stroke is left out, at least one is kept: 0 (off) to 1;
     *     good: 0.05
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder dropStrokes(double probability) {
      Parameters.check("dropStrokeProbability", probability, 0, 1);
      this.dropStrokeProbability = probability;
      return this;
    }

    /**
     * Cuts off the end of the drawing, as if the user had not finished it. See {@link
     * Augmentations#partial}.
     *
     * @param minShare the smallest share of the points that is kept, drawn uniformly from here to
     *     1: 0 to 1 (off); good: 0.5
     * @param probability how often a drawing is cut off: 0 (off) to 1; good: 0.15
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder partial(double minShare, double probability) {
      Parameters.check("partialMinShare", minShare, 0, 1);
      Parameters.check("partialProbability", probability, 0, 1);
      this.partialMinShare = minShare;
      this.partialProbability = probability;
      return this;
    }

    // 2. The shape

    /**
     * Simplifies the lines again, so that they become coarser. See {@link
     * Augmentations#resimplify}.
     *
     * @param maxEpsilonPx the largest tolerance in pixels, drawn uniformly from 0: 0 (off) to 64;
     *     good: 2
     * @param probability how often: 0 (off) to 1; good: 0.3
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder resimplify(double maxEpsilonPx, double probability) {
      Parameters.check("resimplifyMaxEpsilonPx", maxEpsilonPx, 0, 64);
      Parameters.check("resimplifyProbability", probability, 0, 1);
      this.resimplifyMaxEpsilonPx = maxEpsilonPx;
      this.resimplifyProbability = probability;
      return this;
    }

    /**
     * Exchanges left and right. No preset does so, because only some classes allow it: a mirrored
     * letter is another letter. See {@link Augmentations#mirror}.
     *
     * @param probability how often: 0 (off) to 1; good where it is allowed: 0.5
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder mirror(double probability) {
      Parameters.check("mirrorProbability", probability, 0, 1);
      this.mirrorProbability = probability;
      return this;
    }

    /**
     * Bends each stroke by itself, and the drawing as a whole. See {@link
     * Augmentations#localDeformation}.
     *
     * @param localSigmaPx standard deviation of the bend of each stroke in pixels: 0 (off) to 64;
     *     good: 1.5
     * @param globalSigmaPx standard deviation of the bend of the whole drawing in pixels: 0 (off)
     *     to 64; good: 3
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder deformation(double localSigmaPx, double globalSigmaPx) {
      Parameters.check("localDeformationSigmaPx", localSigmaPx, 0, 64);
      Parameters.check("globalDeformationSigmaPx", globalSigmaPx, 0, 64);
      this.localDeformationSigmaPx = localSigmaPx;
      this.globalDeformationSigmaPx = globalSigmaPx;
      return this;
    }

    /**
     * Moves each point by itself. See {@link Augmentations#pointJitter}.
     *
     * @param sigmaPx standard deviation of the displacement in pixels: 0 (off) to 16; good: 0.7
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder pointJitter(double sigmaPx) {
      Parameters.check("pointJitterSigmaPx", sigmaPx, 0, 16);
      this.pointJitterSigmaPx = sigmaPx;
      return this;
    }

    /**
     * Rotates, shears and stretches the drawing, then fits it into the margins again. See {@link
     * Augmentations#affine}.
     *
     * @param rotationMaxDegrees largest rotation in either direction, in degrees: 0 (off) to 180;
     *     good: 10
     * @param shearMax largest shear in either direction: 0 (off) to 1; good: 0.1
     * @param aspectMax largest change of the ratio of width to height: 1 (off) to 4; good: 1.2
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder affine(double rotationMaxDegrees, double shearMax, double aspectMax) {
      Parameters.check("rotationMaxDegrees", rotationMaxDegrees, 0, 180);
      Parameters.check("shearMax", shearMax, 0, 1);
      Parameters.check("aspectMax", aspectMax, 1, 4);
      this.rotationMaxDegrees = rotationMaxDegrees;
      this.shearMax = shearMax;
      this.aspectMax = aspectMax;
      return this;
    }

    // 3. Size, lines and place

    /**
     * Makes the drawing smaller. See {@link Augmentations#scale}.
     *
     * @param scaleMin the smallest size as a share of the room inside the margins, drawn uniformly
     *     from here to 1: 0.1 to 1 (off); good: 0.85
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder scaleMin(double scaleMin) {
      Parameters.check("scaleMin", scaleMin, 0.1, 1);
      this.scaleMin = scaleMin;
      return this;
    }

    /**
     * Makes the lines tremble. The relaxation stays as it is.
     *
     * @param sigmaPx standard deviation of the displacement in pixels: 0 (off) to 16; published:
     *     1.2
     * @return this
     * @throws IllegalArgumentException if the value is out of its range
     */
    public Builder wobble(double sigmaPx) {
      return wobble(sigmaPx, wobbleRelaxationPx);
    }

    /**
     * Makes the lines tremble. See {@link Augmentations#wobble(double, double)}.
     *
     * @param sigmaPx standard deviation of the displacement in pixels: 0 (off) to 16; published:
     *     1.2
     * @param relaxationPx length of path in pixels after which the displacement returns to the
     *     line: 1 to infinity (a plain random walk); good: 32
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder wobble(double sigmaPx, double relaxationPx) {
      Parameters.check("wobbleSigmaPx", sigmaPx, 0, 16);
      Parameters.check("wobbleRelaxationPx", relaxationPx, 1, Double.POSITIVE_INFINITY);
      this.wobbleSigmaPx = sigmaPx;
      this.wobbleRelaxationPx = relaxationPx;
      return this;
    }

    /**
     * Moves the drawing. The shift is reduced where ink would leave the raster. See {@link
     * Augmentations#place}.
     *
     * @param shiftMaxPx the largest shift in x and in y, in pixels: 0 (off) to 512; good: 6
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder shiftMaxPx(double shiftMaxPx) {
      Parameters.check("shiftMaxPx", shiftMaxPx, 0, 512);
      this.shiftMaxPx = shiftMaxPx;
      return this;
    }

    // 4. The pen and the pixels

    /**
     * Draws each drawing with a pen of another width, drawn uniformly between two limits.
     *
     * @param minPx the smallest width in pixels: 1 to {@code maxPx}, or 0 together with {@code
     *     maxPx} for the width of the rasterizer (off); published: 3
     * @param maxPx the largest width in pixels: {@code minPx} to 256; published: 8
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder strokeWidthPx(double minPx, double maxPx) {
      if (minPx != 0 || maxPx != 0) {
        Parameters.check("strokeWidthMaxPx", maxPx, 1, 256);
        Parameters.check("strokeWidthMinPx", minPx, 1, maxPx);
      }
      this.strokeWidthMinPx = minPx;
      this.strokeWidthMaxPx = maxPx;
      return this;
    }

    /**
     * Makes the lines thicker or thinner, each in half of the cases (dilation and erosion by a
     * disc). See {@link Augmentations#morphology}.
     *
     * @param radiusPx radius of the disc in pixels: 0 (off) to 16; published: 1
     * @param probability how often: 0 (off) to 1; published: 0.3
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder morphology(double radiusPx, double probability) {
      Parameters.check("morphologyRadiusPx", radiusPx, 0, 16);
      Parameters.check("morphologyProbability", probability, 0, 1);
      this.morphologyRadiusPx = radiusPx;
      this.morphologyProbability = probability;
      return this;
    }

    /**
     * Blurs the raster. See {@link Augmentations#blur}.
     *
     * @param maxSigmaPx the largest standard deviation in pixels, drawn uniformly from 0: 0 (off)
     *     to 16; good: 0.8
     * @param probability how often: 0 (off) to 1; good: 0.3
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder blur(double maxSigmaPx, double probability) {
      Parameters.check("blurMaxSigmaPx", maxSigmaPx, 0, 16);
      Parameters.check("blurProbability", probability, 0, 1);
      this.blurMaxSigmaPx = maxSigmaPx;
      this.blurProbability = probability;
      return this;
    }

    /**
     * Returns the options.
     *
     * @return the options; the builder can be used further
     */
    public AugmentationOptions build() {
      return new AugmentationOptions(this);
    }
  }
}
