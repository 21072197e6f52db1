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
 * times; where a path gets new points, the stroke has no times afterwards. The good values named
 * are for rasters of 128 pixels.
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
   * Makes lines tremble, on the leash that keeps a hand near its line: {@link #wobble(double,
   * double)} with a relaxation of 32 pixels. The displacement's standard deviation is then sigma,
   * but for the beginning of a stroke, where it grows from 0: after s pixels of path its variance
   * is sigma² (1 − e<sup>−s/16</sup>).
   *
   * @param sigmaPx standard deviation of the displacement in pixels, 0 to 16; published: 1.2
   * @return the transform
   * @throws IllegalArgumentException if the parameter is out of its range
   */
  public static Augmentation<Drawing> wobble(double sigmaPx) {
    return wobble(sigmaPx, RELAXATION_PX);
  }

  /**
   * Makes lines tremble: the path is resampled so that its knots are at most 4 pixels apart, and
   * each knot is pushed across the path's direction by a running sum of Gaussian steps that starts
   * at 0 where the stroke starts and is pulled back towards 0 on the way (the process of Uhlenbeck
   * and Ornstein, Physical Review 36, 1930). After s pixels of path the displacement's variance is
   * sigma² · (r / 32 px) · (1 − e<sup>−2s/r</sup>) with the relaxation r, and sigma² · s / 16 px
   * where r is infinite: a plain random walk, which drifts away on long strokes. Neither depends on
   * how the path's points lie. A stroke without length stays where it is.
   *
   * @param sigmaPx standard deviation that a walk gains over its first 16 pixels of path if nothing
   *     pulls it back, 0 to 16; published: 1.2
   * @param relaxationPx length of path over which a displacement shrinks to 1/e of itself, 1 to
   *     infinity; good: 32
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
   * Moves every point by itself. On drawings with few points a stroke, such as simplified ones,
   * this bends the lines; on dense ones it makes them rough.
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
   * Rotates, shears and stretches about the middle of the drawing's bounds. Everything is drawn
   * uniformly: the angle from ± {@code rotationMaxDegrees}; the shear from ± {@code shearMax}; the
   * logarithm of the aspect ratio from ± that of {@code aspectMax}, the area staying the same.
   *
   * @param rotationMaxDegrees largest rotation either way, 0 to 180; good: 10
   * @param shearMax largest shift in x per distance in y either way, 0 to 1; good: 0.1
   * @param aspectMax largest change of width over height, as a factor, 1 to 4; good: 1.2
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
   * Scales about the middle of the drawing's bounds by a factor drawn uniformly.
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
   * Moves the drawing by a distance drawn uniformly from ± {@code maxPx} in x and y, without regard
   * to where the raster ends; see {@link #place} for one that minds it.
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
   * Moves the drawing like {@link #shift}, but keeps its points inside a raster: the interval that
   * a distance is drawn from is cut to what leaves an inset free on every side. A drawing that is
   * partly outside is moved in, and one that is larger than the room inside the insets is first
   * scaled down to it.
   *
   * @param sizePx side of the raster in pixels, 1 to 512
   * @param insetPx what remains free of points at each side of the raster, 0 to less than half of
   *     {@code sizePx}; good: half the pen plus the radius of dilation
   * @param maxPx largest distance in each direction in pixels, 0 to 512
   * @return the transform, which with {@code maxPx} 0 leaves drawings as they are that fit
   * @throws IllegalArgumentException if a parameter is out of its range
   */
  public static Augmentation<Drawing> place(int sizePx, double insetPx, double maxPx) {
    Parameters.check("sizePx", sizePx, 1, MAX_LENGTH_PX);
    Parameters.check("insetPx", insetPx, 0, sizePx / 2.0);
    Parameters.check("maxPx", maxPx, 0, MAX_LENGTH_PX);
    return (drawing, random) -> Placement.apply(drawing, sizePx, insetPx, maxPx, random);
  }

  /**
   * Mirrors left and right about the middle of the drawing's bounds. Whether a class may be
   * mirrored is for the caller to say: a cat may face either way, a letter, a clock's hands or a
   * question mark may not.
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
   * Leaves out strokes, each with the same probability by itself, but never the longest one, so
   * that something remains to be recognized.
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
   * Keeps the first part of the drawing, as when a player stops early: a share of the points is
   * drawn uniformly from {@code minShare} to 1 and the points after it are left out. If that leaves
   * the first point alone of a stroke that had more, that stroke is left out too, unless nothing
   * else remains.
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
   * Bends each stroke by itself and smoothly, by moving least squares: four points along the
   * stroke, its ends included, are moved at random and the rest follows.
   *
   * @param sigmaPx standard deviation of a control's movement in each direction in pixels, 0 to 64;
   *     good: 1.5
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
   * Bends the whole drawing smoothly, by moving least squares: a grid of 3 × 3 points over its
   * bounds is moved at random and everything between follows.
   *
   * @param sigmaPx standard deviation of a control's movement in each direction in pixels, 0 to 64;
   *     good: 3
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
   * Simplifies each stroke again, more or less coarsely, by the algorithm of Ramer, Douglas and
   * Peucker with an epsilon drawn uniformly from 0 to a largest one.
   *
   * @param maxEpsilonPx largest distance of a point that is left out from the line that replaces
   *     it, 0 to 64; good: 2
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
   * Thickens: each pixel takes the most ink of the pixels whose centers are within a radius of its
   * own. At radius 1 these are itself and its four neighbors. Pixels beyond the sides count for
   * nothing. Uses no random number.
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
   * Thins: each pixel takes the least ink of the pixels whose centers are within a radius of its
   * own; the reverse of {@link #dilate} for ink and paper exchanged.
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
   * Thickens or thins, one as likely as the other, with a probability; a proxy for the pressure of
   * a pen.
   *
   * @param radiusPx radius of the disc in pixels, 0 to 16; below 1 nothing changes; published and
   *     good: 1
   * @param probability 0 (never) to 1 (always); published and good: 0.3
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
   * Softens edges as a canvas does that is scaled down, by a Gaussian whose sigma is drawn
   * uniformly from 0 to a largest one. What lies beyond the sides is paper.
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
