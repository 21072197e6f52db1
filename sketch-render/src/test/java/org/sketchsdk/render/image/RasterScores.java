package org.sketchsdk.render.image;

import java.util.Arrays;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.internal.trace.Mask;

/**
 * How alike two rasters are.
 *
 * @param iou share of the inked pixels of either that are inked in both; ink from 128 on
 * @param precision share of the first's inked pixels within 1.5 pixels of the second's ink
 * @param recall share of the second's inked pixels within 1.5 pixels of the first's ink
 * @param distancePx mean over the inked pixels of both of the distance to the other's ink
 */
record RasterScores(double iou, double precision, double recall, double distancePx) {

  static RasterScores of(Raster found, Raster truth) {
    Mask a = inked(found);
    Mask b = inked(truth);
    int both = 0;
    int either = 0;
    for (int i = 0; i < a.set.length; i++) {
      both += a.set[i] && b.set[i] ? 1 : 0;
      either += a.set[i] || b.set[i] ? 1 : 0;
    }
    double[] found2truth = distances(a, b);
    double[] truth2found = distances(b, a);
    double sum = Arrays.stream(found2truth).sum() + Arrays.stream(truth2found).sum();
    int n = found2truth.length + truth2found.length;
    return new RasterScores(
        either == 0 ? 1 : (double) both / either,
        share(found2truth),
        share(truth2found),
        n == 0 ? 0 : sum / n);
  }

  /** Precision and recall in one: their harmonic mean. */
  double f() {
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  private static Mask inked(Raster raster) {
    Mask mask = new Mask(raster.width() + 2, raster.height() + 2);
    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < raster.width(); x++) {
        mask.set[(y + 1) * mask.width + x + 1] = raster.ink(x, y) >= 128;
      }
    }
    return mask;
  }

  private static double[] distances(Mask from, Mask to) {
    int[] squared = to.distances();
    double most = from.width;
    return Arrays.stream(from.members())
        .mapToDouble(i -> Math.min(most, Math.sqrt(squared[i])))
        .toArray();
  }

  private static double share(double[] distances) {
    if (distances.length == 0) {
      return 0;
    }
    return (double) Arrays.stream(distances).filter(d -> d <= 1.5).count() / distances.length;
  }
}
