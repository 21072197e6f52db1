package org.sketchsdk.render;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares a raster with the reference's unrounded ink. */
final class ReferenceComparison {
  /**
   * The reference's distance, from coordinates of up to 32,768 pixels, is off by a few 65,536 ·
   * 2⁻⁵³ pixels, 255 times that in levels of ink: less than 10⁻⁸. Only where the reference lies
   * this close to a rounding tie may a byte be the other neighbor.
   */
  static final double TIE = 1e-7;

  private ReferenceComparison() {}

  /**
   * Asserts that every pixel is the reference's ink rounded to the nearest integer, or either
   * neighbor at a tie, and returns the number of pixels at ties.
   */
  static int assertAgree(Raster raster, double[] reference) {
    int width = raster.width();
    int ties = 0;
    assertThat(reference).hasSize(width * raster.height());
    for (int i = 0; i < reference.length; i++) {
      int actual = raster.ink(i % width, i / width);
      boolean tie = Math.abs(reference[i] - Math.floor(reference[i]) - 0.5) < TIE;
      boolean right =
          tie
              ? actual == Math.floor(reference[i]) || actual == Math.ceil(reference[i])
              : actual == Math.round(reference[i]);
      if (!right) {
        assertThat((long) actual)
            .as("pixel %d, %d, reference %s", i % width, i / width, reference[i])
            .isEqualTo(Math.round(reference[i]));
      }
      if (tie) {
        ties++;
      }
    }
    return ties;
  }
}
