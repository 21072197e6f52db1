package org.sketchsdk.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.sketchsdk.augment.TestDrawings.drawing;
import static org.sketchsdk.augment.TestDrawings.stroke;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

class WobbleTest {
  private static final int SAMPLES = 4_000;

  /** A horizontal line of the length, cut into equal pieces. */
  private static Stroke line(float lengthPx, int pieces) {
    float[] x = new float[pieces + 1];
    float[] y = new float[pieces + 1];
    for (int i = 0; i <= pieces; i++) {
      x[i] = 10 + lengthPx * i / pieces;
      y[i] = 64;
    }
    return Stroke.of(x, y);
  }

  private static Stroke wobble(Stroke stroke, double sigmaPx, double relaxationPx, long seed) {
    return Augmentations.wobble(sigmaPx, relaxationPx)
        .apply(drawing(stroke), SeededRandom.of(seed))
        .strokes()
        .get(0);
  }

  /** Variance of the displacement at the end of a straight path. */
  private static double variance(float lengthPx, int pieces, double sigmaPx, double relaxationPx) {
    double squares = 0;
    for (int seed = 0; seed < SAMPLES; seed++) {
      Stroke wobbly = wobble(line(lengthPx, pieces), sigmaPx, relaxationPx, seed);
      double displacement = wobbly.y(wobbly.size() - 1) - 64;
      squares += displacement * displacement;
    }
    return squares / SAMPLES;
  }

  // A variance over 4,000 samples has a relative standard deviation of sqrt(2 / 4000) = 2.2 %; the
  // tests allow five of them.
  private static final double TOLERANCE = 0.112;

  @ParameterizedTest
  @CsvSource({"3,1", "16,1", "16,5", "50,1", "50,7", "50,100", "100,1"})
  void varianceIsThatOfTheLeashedWalkHoweverThePathIsCut(float lengthPx, int pieces) {
    double expected = 1.2 * 1.2 * (1 - Math.exp(-lengthPx / 16));

    assertThat(variance(lengthPx, pieces, 1.2, 32))
        .isCloseTo(expected, within(TOLERANCE * expected));
  }

  @ParameterizedTest
  @CsvSource({"3,1", "16,1", "50,7", "50,100", "100,1"})
  void varianceOfThePlainWalkGrowsWithThePath(float lengthPx, int pieces) {
    double expected = 1.2 * 1.2 * lengthPx / 16;

    assertThat(variance(lengthPx, pieces, 1.2, Double.POSITIVE_INFINITY))
        .isCloseTo(expected, within(TOLERANCE * expected));
  }

  @Test
  void defaultRelaxationIsTheOneThatIsNamed() {
    Drawing star = TestDrawings.star();

    assertThat(Augmentations.wobble(1.2).apply(star, SeededRandom.of(1)))
        .isEqualTo(Augmentations.wobble(1.2, 32).apply(star, SeededRandom.of(1)));
  }

  @Test
  void displacementIsAcrossTheLineAndKeepsTheOrderOfItsPoints() {
    for (int seed = 0; seed < 200; seed++) {
      Stroke wobbly = wobble(line(100, 3), 3, Double.POSITIVE_INFINITY, seed);

      assertThat(wobbly.x(0)).isEqualTo(10);
      assertThat(wobbly.y(0)).isEqualTo(64);
      assertThat(wobbly.x(wobbly.size() - 1)).isEqualTo(110);
      for (int i = 1; i < wobbly.size(); i++) {
        assertThat(wobbly.x(i)).isGreaterThan(wobbly.x(i - 1));
      }
    }
  }

  @Test
  void longStraightLinesTremble() {
    for (int seed = 0; seed < 200; seed++) {
      Stroke wobbly = wobble(line(100, 1), 1.2, 32, seed);

      assertThat(wobbly.size()).isEqualTo(26);
      double most = 0;
      for (int i = 0; i < wobbly.size(); i++) {
        assertThat(wobbly.x(i)).isCloseTo(10 + 4f * i, within(1e-4f));
        double chord = 64 + (wobbly.y(wobbly.size() - 1) - 64) * i / (wobbly.size() - 1.0);
        most = Math.max(most, Math.abs(wobbly.y(i) - chord));
      }
      assertThat(most).isGreaterThan(0.4);
    }
  }

  @Test
  void cornersStayWherePathsTurn() {
    Stroke corner = stroke(10, 10, 60, 10, 60, 60);
    double worst = 0;
    for (int seed = 0; seed < 200; seed++) {
      Stroke wobbly = wobble(corner, 1, 32, seed);
      double nearest = Double.POSITIVE_INFINITY;
      for (int i = 0; i < wobbly.size(); i++) {
        nearest = Math.min(nearest, Math.hypot(wobbly.x(i) - 60, wobbly.y(i) - 10));
      }
      worst = Math.max(worst, nearest);
    }
    assertThat(worst).isLessThan(4);
  }

  @Test
  void dotsAndStrokesWithoutLengthStayWhereTheyAre() {
    Drawing dots = drawing(stroke(5, 6), stroke(7, 8, 7, 8, 7, 8));

    Drawing wobbly = Augmentations.wobble(2).apply(dots, SeededRandom.of(1));

    assertThat(wobbly.strokes()).containsExactly(stroke(5, 6), stroke(7, 8));
  }

  @Test
  void repeatedPointsAndReversalsAreNoDivisionByZero() {
    Drawing back = drawing(stroke(0, 0, 0, 0, 50, 0, 50, 0, 0, 0, 0, 0));

    Drawing wobbly = Augmentations.wobble(1).apply(back, SeededRandom.of(1));

    assertThat(wobbly.bounds().minX()).isBetween(-5f, 0f);
    assertThat(wobbly.bounds().maxX()).isBetween(50f, 55f);
  }

  @Test
  void hugeCoordinatesAreLimitedAsTheRasterizerDoes() {
    Drawing huge = drawing(stroke(-Float.MAX_VALUE, 0, Float.MAX_VALUE, Float.MAX_VALUE));

    Drawing wobbly = Augmentations.wobble(1).apply(huge, SeededRandom.of(1));

    assertThat(wobbly.bounds().maxX()).isLessThanOrEqualTo(32_768);
    assertThat(wobbly.bounds().minX()).isGreaterThanOrEqualTo(-32_768);
  }
}
