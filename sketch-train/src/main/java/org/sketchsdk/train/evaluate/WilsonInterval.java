package org.sketchsdk.train.evaluate;

/**
 * The 95 % confidence interval of a share, after Wilson (1927).
 *
 * @param low lower end, 0 to 1
 * @param high upper end, 0 to 1
 */
public record WilsonInterval(double low, double high) {
  private static final double Z = 1.959963984540054; // 97.5 % quantile of the normal distribution

  /**
   * Computes the interval: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n).
   *
   * @param successes number of successes, 0 to {@code trials}
   * @param trials number of trials, at least 1
   * @return the interval
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static WilsonInterval of(long successes, long trials) {
    if (trials < 1 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          "successes must be 0 to trials, and trials at least 1: " + successes + " of " + trials);
    }
    double n = trials;
    double p = successes / n;
    double center = p + Z * Z / (2 * n);
    double spread = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    double scale = 1 + Z * Z / n;
    // at 0 and 1 the formula gives 0 and 1, but for rounding
    return new WilsonInterval(
        successes == 0 ? 0 : (center - spread) / scale,
        successes == trials ? 1 : (center + spread) / scale);
  }
}
