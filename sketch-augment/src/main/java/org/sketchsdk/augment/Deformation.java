package org.sketchsdk.augment;

import java.util.ArrayList;
import java.util.List;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/**
 * Smooth deformations by moving least squares over similarities (Schaefer, McPhail and Warren,
 * "Image deformation using moving least squares", SIGGRAPH 2006, section 2.2, weights 1 / (d² + 1
 * px²)).
 *
 * <p>With points as complex numbers, the similarity f(v) = m (v − p*) + q* that fits the controls
 * best, weighted by their closeness to v, is m = Σ w conj(p̂) q̂ / Σ w |p̂|², where p*, q* are the
 * weighted means of the controls and their targets, and p̂ = p − p*, q̂ = q − q*.
 */
final class Deformation {
  /** So that straight lines bend. */
  private static final double SPACING_PX = 8;

  /** Controls along each stroke, its ends included. */
  private static final int STROKE_CONTROLS = 4;

  /** Controls a side of the grid over the whole drawing. */
  private static final int GRID = 3;

  /** Added to d² in the weights: keeps them finite at a control, where it is soon outweighed. */
  private static final double SOFTENING_PX2 = 1;

  private final double[] px;
  private final double[] py;
  private final double[] qx;
  private final double[] qy;
  private int controls;

  Deformation(int capacity) {
    px = new double[capacity];
    py = new double[capacity];
    qx = new double[capacity];
    qy = new double[capacity];
  }

  /** Bends each stroke by itself: controls along it are moved. */
  static Drawing local(Drawing drawing, double sigmaPx, SeededRandom random) {
    List<Stroke> bent = new ArrayList<>(drawing.strokes().size());
    for (Stroke stroke : drawing.strokes()) {
      Stroke dense = Polyline.densify(stroke, SPACING_PX);
      Deformation deformation = new Deformation(STROKE_CONTROLS);
      for (int c = 0; c < STROKE_CONTROLS; c++) {
        int i = (int) ((long) c * (dense.size() - 1) / (STROKE_CONTROLS - 1));
        deformation.control(dense.x(i), dense.y(i), sigmaPx, random);
      }
      bent.add(deformation.apply(dense));
    }
    return Drawing.of(bent);
  }

  /** Bends the paper: the knots of a grid over the drawing are moved. */
  static Drawing global(Drawing drawing, double sigmaPx, SeededRandom random) {
    Bounds bounds = drawing.bounds();
    Deformation deformation = new Deformation(GRID * GRID);
    for (int row = 0; row < GRID; row++) {
      for (int column = 0; column < GRID; column++) {
        deformation.control(
            bounds.minX() + bounds.width() * column / (GRID - 1),
            bounds.minY() + bounds.height() * row / (GRID - 1),
            sigmaPx,
            random);
      }
    }
    return drawing.map(stroke -> deformation.apply(Polyline.densify(stroke, SPACING_PX)));
  }

  private void control(double x, double y, double sigmaPx, SeededRandom random) {
    double movedX = x + sigmaPx * random.nextGaussian();
    double movedY = y + sigmaPx * random.nextGaussian();
    control(x, y, movedX, movedY);
  }

  /** Adds a control and where it goes. */
  void control(double x, double y, double movedX, double movedY) {
    px[controls] = x;
    py[controls] = y;
    qx[controls] = movedX;
    qy[controls] = movedY;
    controls++;
  }

  /** Moves every point of a stroke. */
  Stroke apply(Stroke stroke) {
    int n = stroke.size();
    Polyline moved = new Polyline(n);
    for (int i = 0; i < n; i++) {
      move(stroke.x(i), stroke.y(i), moved);
    }
    return moved.toStroke();
  }

  private void move(double x, double y, Polyline moved) {
    double sum = 0;
    double meanPx = 0;
    double meanPy = 0;
    double meanQx = 0;
    double meanQy = 0;
    for (int c = 0; c < controls; c++) {
      double w = weight(c, x, y);
      sum += w;
      meanPx += w * px[c];
      meanPy += w * py[c];
      meanQx += w * qx[c];
      meanQy += w * qy[c];
    }
    meanPx /= sum;
    meanPy /= sum;
    meanQx /= sum;
    meanQy /= sum;
    double re = 0;
    double im = 0;
    double spread = 0;
    for (int c = 0; c < controls; c++) {
      double w = weight(c, x, y);
      double ax = px[c] - meanPx;
      double ay = py[c] - meanPy;
      double bx = qx[c] - meanQx;
      double by = qy[c] - meanQy;
      re += w * (ax * bx + ay * by);
      im += w * (ax * by - ay * bx);
      spread += w * (ax * ax + ay * ay);
    }
    // all controls on one spot: a shift is all that they define
    double mRe = spread > 1e-12 ? re / spread : 1;
    double mIm = spread > 1e-12 ? im / spread : 0;
    double vx = x - meanPx;
    double vy = y - meanPy;
    moved.add(mRe * vx - mIm * vy + meanQx, mRe * vy + mIm * vx + meanQy);
  }

  private double weight(int c, double x, double y) {
    double dx = x - px[c];
    double dy = y - py[c];
    return 1 / (dx * dx + dy * dy + SOFTENING_PX2);
  }
}
