package org.sketchsdk.train;

import org.sketchsdk.augment.SeededRandom;

/**
 * Blends the samples of a batch two by two (Zhang, Cissé, Dauphin and Lopez-Paz, "mixup: Beyond
 * Empirical Risk Minimization", 2018). Immutable and thread-safe.
 */
final class Mixup {
  private static final int LEVELS = 256;

  private final float alpha;

  /**
   * Creates a mixup.
   *
   * @param alpha parameter of the Beta(α, α) distribution of the shares, 0 (off) to 1
   */
  Mixup(float alpha) {
    this.alpha = alpha;
  }

  boolean isOff() {
    return alpha == 0;
  }

  /**
   * Draws the share of the first of two samples, which is the larger one. It is a multiple of
   * 1/256, so that bytes and targets are blended exactly.
   *
   * @return ½ to 1
   */
  float share(SeededRandom random) {
    // Jöhnk (1964): u^(1/α) / (u^(1/α) + v^(1/α)) is Beta(α, α) where the sum is at most 1
    double first;
    double second;
    do {
      first = StrictMath.pow(random.nextDouble(), 1.0 / alpha);
      second = StrictMath.pow(random.nextDouble(), 1.0 / alpha);
    } while (!(first + second > 0 && first + second <= 1));
    double share = first / (first + second);
    return Math.round(Math.max(share, 1 - share) * LEVELS) / (float) LEVELS;
  }

  /**
   * Blends rasters: the first of a pair keeps its share, the next sample of the batch, as it was,
   * gets the rest; the last one's partner is the first.
   *
   * @param rasters the batch's rasters, one after another; changed
   * @param pixels bytes per raster
   * @param shares the share that each raster keeps
   */
  static void blend(byte[] rasters, int pixels, float[] shares) {
    byte[] first = java.util.Arrays.copyOf(rasters, pixels);
    for (int i = 0; i < shares.length; i++) {
      int keep = Math.round(shares[i] * LEVELS);
      boolean last = i == shares.length - 1;
      for (int p = 0; p < pixels; p++) {
        int own = rasters[i * pixels + p] & 0xFF;
        int other = (last ? first[p] : rasters[(i + 1) * pixels + p]) & 0xFF;
        rasters[i * pixels + p] =
            (byte) ((own * keep + other * (LEVELS - keep) + LEVELS / 2) / LEVELS);
      }
    }
  }
}
