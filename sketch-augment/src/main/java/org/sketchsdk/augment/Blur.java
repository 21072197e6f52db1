package org.sketchsdk.augment;

import java.util.Arrays;

/** Gaussian blur in fixed-point arithmetic; the paper goes on beyond the raster's sides. */
final class Blur {
  private static final int ONE = 1 << 12;

  // Below, a neighbor's weight rounds to 0.
  private static final double LEAST_SIGMA_PX = 0.2;

  private Blur() {}

  /** Weights of the pixels at distance 0, 1, …; those of both sides together make ONE. */
  private static int[] weights(double sigmaPx) {
    int reach = Math.max(1, (int) Math.ceil(3 * sigmaPx));
    double[] exact = new double[reach + 1];
    double sum = 0;
    for (int i = 0; i <= reach; i++) {
      exact[i] = StrictMath.exp(-0.5 * i * i / (sigmaPx * sigmaPx));
      sum += i == 0 ? exact[i] : 2 * exact[i];
    }
    int[] weights = new int[reach + 1];
    int rest = ONE;
    for (int i = reach; i > 0; i--) {
      weights[i] = (int) (ONE * exact[i] / sum + 0.5);
      rest -= 2 * weights[i];
    }
    weights[0] = rest;
    return weights;
  }

  /** Blurs in place. */
  static void apply(byte[] ink, int offset, int width, int height, double sigmaPx) {
    if (sigmaPx < LEAST_SIGMA_PX) {
      return;
    }
    int[] weights = weights(sigmaPx);
    int reach = weights.length - 1;
    int[] across = new int[width * height];
    for (int row = 0; row < height; row++) {
      int from = offset + row * width;
      int to = row * width;
      for (int column = 0; column < width; column++) {
        int value = ink[from + column] & 0xff;
        if (value == 0) {
          continue;
        }
        across[to + column] += weights[0] * value;
        for (int i = 1; i <= reach; i++) {
          int part = weights[i] * value;
          if (column >= i) {
            across[to + column - i] += part;
          }
          if (column + i < width) {
            across[to + column + i] += part;
          }
        }
      }
    }
    int[] sums = new int[width];
    for (int row = 0; row < height; row++) {
      Arrays.fill(sums, 0);
      for (int i = -reach; i <= reach; i++) {
        int other = row + i;
        if (other < 0 || other >= height) {
          continue;
        }
        int weight = weights[Math.abs(i)];
        for (int column = 0; column < width; column++) {
          // at most 255 * ONE >> 6 a pixel: the sum of products stays below 2^30
          sums[column] += weight * ((across[other * width + column] + 32) >> 6);
        }
      }
      for (int column = 0; column < width; column++) {
        ink[offset + row * width + column] = (byte) ((sums[column] + (1 << 17)) >> 18);
      }
    }
  }
}
