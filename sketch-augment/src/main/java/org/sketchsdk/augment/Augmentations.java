package org.sketchsdk.augment;

import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.Raster;

/**
 * The transforms, one by one.
 *
 * <p>Those of drawings work in the pixels of a raster: give them what {@link
 * org.sketchsdk.render.Rasterizer#toPixels toPixels} returns and draw the result with {@link
 * org.sketchsdk.render.Rasterizer#renderPixelsTo renderPixelsTo}. They move coordinates beyond
 * ±32,768 pixels there, and return an empty drawing as it is. Points that are moved keep their
 * times; where a path gets new points, the stroke has no times afterward. The good values named are
 * for rasters of 128 pixels.
 *
 * <p>A parameter of which 0 means "not at all" makes its transform the {@linkplain
 * Augmentation#identity() identity} there. All results are stateless and thread-safe.
 */
public final class Augmentations {
  private static final double MAX_LENGTH_PX = 512;
  private static final double MIN_SCALE = 1e-6;

  /** The relaxation with which sigma is the standard deviation of the displacement. */
  static final double RELAXATION_PX = 2 * Wobble.REFERENCE_PX;

  private Augmentations() {}

  /**
   * Makes lines tremble: {@link #wobble(double, double)} with a relaxation of 32 pixels, which
   * keeps the line near its path. The standard deviation of the displacement is then sigma. Only at
   * the beginning of a stroke is it smaller: after s pixels of path the variance is sigma² (1 −
   * e<sup>−s/16</sup>).
   *
   * @param sigmaPx standard deviation of the displacement in pixels, 0 to 16; published: 1.2
   * @return the transform
   * @throws IllegalArgumentException if the parameter is out of its range
   */
  public static Augmentation<Drawing> wobble(double sigmaPx) {
    return wobble(sigmaPx, RELAXATION_PX);
  }

  /**
   * Makes lines tremble. The path gets knots at most 4 pixels apart. Each knot is moved across the
   * direction of the path by a running sum of Gaussian steps, which starts at 0 with the stroke and
   * is pulled back toward 0 along the way (the process of Uhlenbeck and Ornstein, Physical Review
   * 36, 1930).
   *
   * <p>After s pixels of path the variance of the displacement is sigma² · (r / 32 px) · (1 −
   * e<sup>−2s/r</sup>) with the relaxation r. If r is infinite, it is sigma² · s / 16 px: a plain
   * random walk, which drifts away on long strokes. The variance does not depend on where the
   * points of the path are. A stroke without length does not move.
   *
   * @param sigmaPx standard deviation that a plain random walk gains over its first 16 pixels of
   *     path, 0 to 16; published: 1.2
   * @param relaxationPx length of path over which a displacement shrinks to 1/e, 1 to infinity;
   *     good: 32
   * @return the transform
   * @throws IllegalArgumentException if a parameter is out of its range
   */
  public static Augmentation<Drawing> wobble(double sigmaPx, double relaxationPx) {
    Parameters.check("sigmaPx", sigmaPx, 0, 16);
    Parameters.check("relaxationPx", relaxationPx, 1, Double.POSITIVE_INFINITY);
    return sigmaPx == 0
        ? Augmentation.identity()
        : (drawing, random) -> Wobble.apply(drawing, sigmaPx, relaxationPx, random);
  }

  /**
   * Moves every point by itself. If strokes have few points, as in simplified drawings, this bends
   * the lines; if they have many, it makes the lines rough.
   *
   * @param sigmaPx standard deviation in each direction in pixels, 0 to 16; good: 0.7
   * @return the transform
   * @throws IllegalArgumentException if the parameter is out of its range
   */
  public static Augmentation<Drawing> pointJitter(double sigmaPx) {
    Parameters.check("sigmaPx", sigmaPx, 0, 16);
    return sigmaPx == 0
        ? Augmentation.identity()
        : (drawing, random) -> drawing.map(stroke -> jitter(stroke, sigmaPx, random));
  }

  private static Stroke jitter(Stroke stroke, double sigmaPx, SeededRandom random) {
    int n = stroke.size();
    float[] x = new float[n];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = Polyline.clamp(stroke.x(i) + sigmaPx * random.nextGaussian());
      y[i] = Polyline.clamp(stroke.y(i) + sigmaPx * random.nextGaussian());
    }
    return Polyline.withTimes(stroke, x, y);
  }

  /**
   * Rotates, shears and stretches the drawing about the center of its bounds. The angle is uniform
   * in ± {@code rotationMaxDegrees}, the shear in ± {@code shearMax}, and the logarithm of the
   * aspect ratio in ± that of {@code aspectMax}; the area stays the same.
   *
   * @param rotationMaxDegrees largest rotation in either direction, 0 to 180; good: 10
   * @param shearMax largest shift in x per distance in y in either direction, 0 to 1; good: 0.1
   * @param aspectMax largest change of the ratio of width to height, as a factor, 1 to 4; good: 1.2
   * @return the transform
   * @throws IllegalArgumentException if a parameter is out of its range
   */
  public static Augmentation<Drawing> affine(
      double rotationMaxDegrees, double shearMax, double aspectMax) {
    Parameters.check("rotationMaxDegrees", rotationMaxDegrees, 0, 180);
    Parameters.check("shearMax", shearMax, 0, 1);
    Parameters.check("aspectMax", aspectMax, 1, 4);
    if (rotationMaxDegrees == 0 && shearMax == 0 && aspectMax == 1) {
      return Augmentation.identity();
    }
    double angleMax = rotationMaxDegrees * (StrictMath.PI / 180);
    double logAspectMax = StrictMath.log(aspectMax);
    return (drawing, random) -> {
      double angle = random.uniform(-angleMax, angleMax);
      double shear = random.uniform(-shearMax, shearMax);
      double stretch = StrictMath.exp(random.uniform(-logAspectMax, logAspectMax) / 2);
      double cos = StrictMath.cos(angle);
      double sin = StrictMath.sin(angle);
      // rotation times shear times stretch
      return about(
          drawing,
          cos * stretch,
          (cos * shear - sin) / stretch,
          sin * stretch,
          (sin * shear + cos) / stretch);
    };
  }

  /**
   * Scales the drawing about the center of its bounds by a uniformly distributed factor.
   *
   * @param min smallest factor, 1e-6 to {@code max}; good: 0.8
   * @param max largest factor, at most 8; good: 1
   * @return the transform
   * @throws IllegalArgumentException if a parameter is out of its range
   */
  public static Augmentation<Drawing> scale(double min, double max) {
    Parameters.check("max", max, MIN_SCALE, 8);
    Parameters.check("min", min, MIN_SCALE, max);
    return min == 1 && max == 1
        ? Augmentation.identity()
        : (drawing, random) -> {
          double factor = random.uniform(min, max);
          return about(drawing, factor, 0, 0, factor);
        };
  }

  /** A linear map about the middle of the bounds. */
  private static Drawing about(Drawing drawing, double xx, double xy, double yx, double yy) {
    if (drawing.isEmpty()) {
      return drawing;
    }
    Bounds bounds = drawing.bounds();
    double cx = ((double) bounds.minX() + bounds.maxX()) / 2;
    double cy = ((double) bounds.minY() + bounds.maxY()) / 2;
    return Polyline.mapLinear(
        drawing, xx, xy, cx - xx * cx - xy * cy, yx, yy, cy - yx * cx - yy * cy);
  }

  /**
   * Moves the drawing by a distance that is uniform in ± {@code maxPx} in x and in y. It may leave
   * the raster; {@link #place} keeps it inside.
   *
   * @param maxPx largest distance in each direction in pixels, 0 to 512; good: 6
   * @return the transform
   * @throws IllegalArgumentException if the parameter is out of its range
   */
  public static Augmentation<Drawing> shift(double maxPx) {
    Parameters.check("maxPx", maxPx, 0, MAX_LENGTH_PX);
    return maxPx == 0
        ? Augmentation.identity()
        : (drawing, random) -> {
          double dx = random.uniform(-maxPx, maxPx);
          double dy = random.uniform(-maxPx, maxPx);
          return Polyline.mapLinear(drawing, 1, 0, dx, 0, 1, dy);
        };
  }

  /**
   * Moves the drawing like {@link #shift}, but keeps its points inside a raster: the interval of
   * each distance is limited so that an inset stays free on every side. A drawing that is partly
   * outside is moved inside. A drawing that is larger than the room inside the insets is scaled
   * down to it first.
   *
   * @param sizePx side of the raster in pixels, 1 to 512
   * @param insetPx width of the inset in pixels, 0 to less than half of {@code sizePx}; good: half
   *     the width of the pen plus the radius of dilation
   * @param maxPx largest distance in each direction in pixels, 0 to 512
   * @return the transform. With {@code maxPx} 0, drawings that fit stay as they are
   * @throws IllegalArgumentException if a parameter is out of its range
   */
  public static Augmentation<Drawing> place(int sizePx, double insetPx, double maxPx) {
    Parameters.check("sizePx", sizePx, 1, MAX_LENGTH_PX);
    Parameters.check("insetPx", insetPx, 0, sizePx / 2.0);
    Parameters.check("maxPx", maxPx, 0, MAX_LENGTH_PX);
    return (drawing, random) -> Placement.apply(drawing, sizePx, insetPx, maxPx, random);
  }

  /**
   * Exchanges left and right about the center of the bounds of the drawing. The caller must know
   * whether a class allows it: a cat may face either way, but a letter, a clock or a question mark
   * may not.
   *
   * @param probability 0 (never) to 1 (always); good where it is allowed: 0.5
   * @return the transform
   * @throws IllegalArgumentException if the parameter is out of its range
   */
  public static Augmentation<Drawing> mirror(double probability) {
    Parameters.check("probability", probability, 0, 1);
    return probability == 0
        ? Augmentation.identity()
        : (drawing, random) -> random.chance(probability) ? about(drawing, -1, 0, 0, 1) : drawing;
  }

  /**
   * Leaves out strokes, each with the same probability. The longest stroke is always kept.
   *
   * @param probability 0 (never) to 1 (all but the longest); good: 0.05
   * @return the transform
   * @throws IllegalArgumentException if the parameter is out of its range
   */
  public static Augmentation<Drawing> dropStrokes(double probability) {
    Parameters.check("probability", probability, 0, 1);
    return probability == 0
        ? Augmentation.identity()
        : (drawing, random) -> Omission.dropStrokes(drawing, probability, random);
  }

  /**
   * Keeps the first part of the drawing, as if the user had stopped early. The share of the points
   * that is kept is uniform from {@code minShare} to 1. If only the first point of a longer stroke
   * would be left, that stroke is left out, unless nothing else remains.
   *
   * @param minShare smallest share of the points that is kept, 0 to 1; good: 0.5
   * @return the transform
   * @throws IllegalArgumentException if the parameter is out of its range
   */
  public static Augmentation<Drawing> partial(double minShare) {
    Parameters.check("minShare", minShare, 0, 1);
    return minShare == 1
        ? Augmentation.identity()
        : (drawing, random) -> Omission.partial(drawing, random.uniform(minShare, 1));
  }

  /**
   * Bends each stroke smoothly by moving least squares: four points along the stroke, including its
   * ends, move at random, and the rest follows.
   *
   * @param sigmaPx standard deviation of the movement in each direction in pixels, 0 to 64; good:
   *     1.5
   * @return the transform
   * @throws IllegalArgumentException if the parameter is out of its range
   */
  public static Augmentation<Drawing> localDeformation(double sigmaPx) {
    Parameters.check("sigmaPx", sigmaPx, 0, 64);
    return sigmaPx == 0
        ? Augmentation.identity()
        : (drawing, random) -> Deformation.local(drawing, sigmaPx, random);
  }

  /**
   * Bends the whole drawing smoothly by moving least squares: a grid of 3 × 3 points over its
   * bounds moves at random, and everything between follows.
   *
   * @param sigmaPx standard deviation of the movement in each direction in pixels, 0 to 64; good: 3
   * @return the transform
   * @throws IllegalArgumentException if the parameter is out of its range
   */
  public static Augmentation<Drawing> globalDeformation(double sigmaPx) {
    Parameters.check("sigmaPx", sigmaPx, 0, 64);
    return sigmaPx == 0
        ? Augmentation.identity()
        : (drawing, random) ->
            drawing.isEmpty() ? drawing : Deformation.global(drawing, sigmaPx, random);
  }

  /**
   * Simplifies each stroke again by the algorithm of Ramer, Douglas and Peucker, with a tolerance
   * that is uniform from 0 to a largest one.
   *
   * @param maxEpsilonPx largest distance between a point that is left out and the line that
   *     replaces it, in pixels, 0 to 64; good: 2
   * @return the transform
   * @throws IllegalArgumentException if the parameter is out of its range
   */
  public static Augmentation<Drawing> resimplify(double maxEpsilonPx) {
    Parameters.check("maxEpsilonPx", maxEpsilonPx, 0, 64);
    return maxEpsilonPx == 0
        ? Augmentation.identity()
        : (drawing, random) -> {
          double epsilonPx = random.uniform(0, maxEpsilonPx);
          return drawing.map(stroke -> Simplification.apply(stroke, epsilonPx));
        };
  }

  /**
   * Makes lines thicker: each pixel gets the most ink of all pixels whose centers are within the
   * radius. With radius 1 these are the pixel and its four neighbors. Pixels outside the raster do
   * not count. Uses no random number.
   *
   * @param radiusPx radius of the disc in pixels, 0 to 16; below 1 nothing changes; good: 1
   * @return the transform
   * @throws IllegalArgumentException if the parameter is out of its range
   */
  public static Augmentation<Raster> dilate(double radiusPx) {
    Parameters.check("radiusPx", radiusPx, 0, 16);
    return radiusPx < 1
        ? Augmentation.identity()
        : (raster, random) -> morph(raster, radiusPx, true);
  }

  /**
   * Makes lines thinner: each pixel gets the least ink of all pixels whose centers are within the
   * radius. It is {@link #dilate} with ink and paper exchanged.
   *
   * @param radiusPx radius of the disc in pixels, 0 to 16; below 1 nothing changes; good: 1
   * @return the transform
   * @throws IllegalArgumentException if the parameter is out of its range
   */
  public static Augmentation<Raster> erode(double radiusPx) {
    Parameters.check("radiusPx", radiusPx, 0, 16);
    return radiusPx < 1
        ? Augmentation.identity()
        : (raster, random) -> morph(raster, radiusPx, false);
  }

  /**
   * Makes lines thicker or thinner with a probability, each in half of the cases, as a harder or
   * softer press of the pen does.
   *
   * @param radiusPx radius of the disc in pixels, 0 to 16; below 1 nothing changes; published: 1
   * @param probability 0 (never) to 1 (always); published: 0.3
   * @return the transform
   * @throws IllegalArgumentException if a parameter is out of its range
   */
  public static Augmentation<Raster> morphology(double radiusPx, double probability) {
    Parameters.check("radiusPx", radiusPx, 0, 16);
    Parameters.check("probability", probability, 0, 1);
    return radiusPx < 1 || probability == 0
        ? Augmentation.identity()
        : (raster, random) ->
            random.chance(probability) ? morph(raster, radiusPx, random.chance(0.5)) : raster;
  }

  private static Raster morph(Raster raster, double radiusPx, boolean dilate) {
    int width = raster.width();
    int height = raster.height();
    byte[] src = new byte[width * height];
    byte[] dst = new byte[width * height];
    raster.copyTo(src, 0);
    if (dilate) {
      Morphology.dilate(src, dst, 0, width, height, radiusPx);
    } else {
      Morphology.erode(src, dst, 0, width, height, radiusPx);
    }
    return Raster.of(width, height, dst);
  }

  /**
   * Blurs the raster, as scaling a canvas down does, by a Gaussian whose sigma is uniform from 0 to
   * a largest one. Outside the raster is paper.
   *
   * @param maxSigmaPx largest standard deviation of the Gaussian in pixels, 0 to 16; good: 0.8
   * @return the transform
   * @throws IllegalArgumentException if the parameter is out of its range
   */
  public static Augmentation<Raster> blur(double maxSigmaPx) {
    Parameters.check("maxSigmaPx", maxSigmaPx, 0, 16);
    return maxSigmaPx == 0
        ? Augmentation.identity()
        : (raster, random) -> {
          byte[] ink = new byte[raster.width() * raster.height()];
          raster.copyTo(ink, 0);
          Blur.apply(ink, 0, raster.width(), raster.height(), random.uniform(0, maxSigmaPx));
          return Raster.of(raster.width(), raster.height(), ink);
        };
  }
}
