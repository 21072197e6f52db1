package org.sketchsdk.render.image;

/** Maps of one plane onto another as a camera does, with eight numbers each. */
final class Homography {
  private Homography() {}

  /** The map that takes a rectangle at the origin to a quadrilateral. */
  static double[] ofRectangle(double width, double height, float[] corners) {
    double[] from = {0, 0, width, 0, width, height, 0, height};
    double[][] a = new double[8][9];
    for (int k = 0; k < 4; k++) {
      double x = from[2 * k];
      double y = from[2 * k + 1];
      double u = corners[2 * k];
      double v = corners[2 * k + 1];
      a[2 * k] = new double[] {x, y, 1, 0, 0, 0, -u * x, -u * y, u};
      a[2 * k + 1] = new double[] {0, 0, 0, x, y, 1, -v * x, -v * y, v};
    }
    return solve(a);
  }

  private static double[] solve(double[][] a) {
    for (int c = 0; c < 8; c++) {
      int pivot = c;
      for (int r = c + 1; r < 8; r++) {
        if (Math.abs(a[r][c]) > Math.abs(a[pivot][c])) {
          pivot = r;
        }
      }
      double[] swap = a[c];
      a[c] = a[pivot];
      a[pivot] = swap;
      for (int r = 0; r < 8; r++) {
        if (r != c) {
          double factor = a[r][c] / a[c][c];
          for (int k = c; k <= 8; k++) {
            a[r][k] -= factor * a[c][k];
          }
        }
      }
    }
    double[] x = new double[8];
    for (int c = 0; c < 8; c++) {
      x[c] = a[c][8] / a[c][c];
    }
    return x;
  }

  static float x(double[] map, double x, double y) {
    return (float) ((map[0] * x + map[1] * y + map[2]) / (map[6] * x + map[7] * y + 1));
  }

  static float y(double[] map, double x, double y) {
    return (float) ((map[3] * x + map[4] * y + map[5]) / (map[6] * x + map[7] * y + 1));
  }
}
