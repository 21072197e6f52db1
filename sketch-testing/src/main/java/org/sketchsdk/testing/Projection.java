package org.sketchsdk.testing;

/**
 * Maps one plane onto another as a camera does: a homography. The code under test has its own, so
 * this one is apart from it.
 */
final class Projection {
  private final double[] h; // row by row, without the last number, which is 1

  private Projection(double[] h) {
    this.h = h;
  }

  /**
   * Returns the projection that maps four points onto four others.
   *
   * @param from x and y of each point, no three of them on a line
   * @param to x and y of where each goes
   */
  static Projection of(double[] from, double[] to) {
    double[][] a = new double[8][9];
    for (int k = 0; k < 4; k++) {
      double x = from[2 * k];
      double y = from[2 * k + 1];
      double u = to[2 * k];
      double v = to[2 * k + 1];
      a[2 * k] = new double[] {x, y, 1, 0, 0, 0, -u * x, -u * y, u};
      a[2 * k + 1] = new double[] {0, 0, 0, x, y, 1, -v * x, -v * y, v};
    }
    return new Projection(solve(a));
  }

  /** Returns x and y of the corners of a rectangle at the origin, clockwise from the origin. */
  static double[] rectangle(double width, double height) {
    return new double[] {0, 0, width, 0, width, height, 0, height};
  }

  double x(double x, double y) {
    return (h[0] * x + h[1] * y + h[2]) / (h[6] * x + h[7] * y + 1);
  }

  double y(double x, double y) {
    return (h[3] * x + h[4] * y + h[5]) / (h[6] * x + h[7] * y + 1);
  }

  /** Solves linear equations; each row ends with its right side. */
  private static double[] solve(double[][] a) {
    int n = a.length;
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int r = c + 1; r < n; r++) {
        if (Math.abs(a[r][c]) > Math.abs(a[pivot][c])) {
          pivot = r;
        }
      }
      double[] swap = a[c];
      a[c] = a[pivot];
      a[pivot] = swap;
      for (int r = 0; r < n; r++) {
        if (r != c) {
          double factor = a[r][c] / a[c][c];
          for (int k = c; k <= n; k++) {
            a[r][k] -= factor * a[c][k];
          }
        }
      }
    }
    double[] x = new double[n];
    for (int c = 0; c < n; c++) {
      x[c] = a[c][n] / a[c][c];
    }
    return x;
  }
}
