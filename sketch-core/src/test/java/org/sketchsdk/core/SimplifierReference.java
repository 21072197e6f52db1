package org.sketchsdk.core;

import java.util.ArrayList;
import java.util.List;

/** The steps of {@link Simplifier} one by one, every sample stored and looked at: the oracle. */
final class SimplifierReference {
  private SimplifierReference() {}

  static Drawing simplify(Drawing drawing, double epsilon) {
    if (drawing.isEmpty()) {
      return drawing;
    }
    Bounds bounds = drawing.bounds();
    double side = Math.max(bounds.width(), bounds.height());
    return drawing.map(stroke -> simplify(stroke, bounds, side, epsilon));
  }

  private static Stroke simplify(Stroke stroke, Bounds bounds, double side, double epsilon) {
    List<double[]> scaled = new ArrayList<>();
    for (int i = 0; i < stroke.size(); i++) {
      scaled.add(
          side == 0
              ? new double[] {0, 0}
              : new double[] {
                (stroke.x(i) - (double) bounds.minX()) * 255 / side,
                (stroke.y(i) - (double) bounds.minY()) * 255 / side
              });
    }
    List<double[]> samples = resample(scaled);
    boolean[] keep = new boolean[samples.size()];
    keep[0] = true;
    keep[keep.length - 1] = true;
    split(samples, 0, keep.length - 1, epsilon, keep);
    List<double[]> kept = new ArrayList<>();
    for (int i = 0; i < keep.length; i++) {
      if (keep[i]) {
        kept.add(samples.get(i));
      }
    }
    float[] x = new float[kept.size()];
    float[] y = new float[kept.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.rint(kept.get(i)[0]);
      y[i] = (float) Math.rint(kept.get(i)[1]);
    }
    return Stroke.of(x, y);
  }

  private static List<double[]> resample(List<double[]> points) {
    List<double[]> samples = new ArrayList<>();
    double before = 0;
    for (int i = 0; i + 1 < points.size(); i++) {
      double[] p = points.get(i);
      double[] q = points.get(i + 1);
      double length = Math.sqrt((q[0] - p[0]) * (q[0] - p[0]) + (q[1] - p[1]) * (q[1] - p[1]));
      while (samples.size() < before + length) {
        double b = (samples.size() - before) / length;
        samples.add(new double[] {p[0] * (1 - b) + q[0] * b, p[1] * (1 - b) + q[1] * b});
      }
      before += length;
    }
    if (samples.isEmpty()) {
      samples.add(points.get(0));
    }
    samples.add(points.get(points.size() - 1));
    return samples;
  }

  private static void split(List<double[]> p, int from, int to, double epsilon, boolean[] keep) {
    double[] a = p.get(from);
    double dx = p.get(to)[0] - a[0];
    double dy = p.get(to)[1] - a[1];
    double chord = StrictMath.hypot(dx, dy);
    double best = epsilon;
    int farthest = -1;
    for (int i = from + 1; i < to; i++) {
      double ex = a[0] - p.get(i)[0];
      double ey = a[1] - p.get(i)[1];
      double distance =
          chord == 0 ? Math.sqrt(ex * ex + ey * ey) : Math.abs(dx * ey - dy * ex) / chord;
      if (distance > best) {
        best = distance;
        farthest = i;
      }
    }
    if (farthest >= 0) {
      keep[farthest] = true;
      split(p, from, farthest, epsilon, keep);
      split(p, farthest, to, epsilon, keep);
    }
  }
}
