package org.sketchsdk.augment;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Stroke;

class SimplificationPropertyTest {
  private static Stroke scribble(int points, long seed) {
    SeededRandom random = SeededRandom.of(seed);
    float[] x = new float[points];
    float[] y = new float[points];
    int[] t = new int[points];
    for (int i = 0; i < points; i++) {
      x[i] = (i == 0 ? 64 : x[i - 1]) + (float) (3 * random.nextGaussian());
      y[i] = (i == 0 ? 64 : y[i - 1]) + (float) (3 * random.nextGaussian());
      t[i] = i;
    }
    return Stroke.of(x, y, t);
  }

  @Property(tries = 300)
  void everyPointIsWithinEpsilonOfItsReplacement(
      @ForAll @IntRange(min = 1, max = 80) int points,
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 6) double epsilonPx) {
    Stroke stroke = scribble(points, seed);

    Stroke simple = Simplification.apply(stroke, epsilonPx);

    assertThat(simple.tMillis(0)).isZero();
    assertThat(simple.tMillis(simple.size() - 1)).isEqualTo(points - 1);
    for (int k = 1; k < simple.size(); k++) {
      int first = simple.tMillis(k - 1);
      int last = simple.tMillis(k);
      assertThat(last).isGreaterThan(first);
      assertThat(simple.x(k)).isEqualTo(stroke.x(last));
      for (int i = first; i <= last; i++) {
        assertThat(distance(stroke, i, first, last)).isLessThanOrEqualTo(epsilonPx + 1e-4);
      }
    }
  }

  /** From the sides of the triangle: its height, or a side where an angle at the base is obtuse. */
  private static double distance(Stroke stroke, int i, int first, int last) {
    double a = side(stroke, i, first);
    double b = side(stroke, i, last);
    double base = side(stroke, first, last);
    if (base == 0 || a * a + base * base <= b * b || b * b + base * base <= a * a) {
      return Math.min(a, b);
    }
    double s = (a + b + base) / 2;
    return 2 * Math.sqrt(Math.max(0, s * (s - a) * (s - b) * (s - base))) / base;
  }

  private static double side(Stroke stroke, int i, int k) {
    return Math.hypot(stroke.x(i) - stroke.x(k), stroke.y(i) - stroke.y(k));
  }

  @Test
  void epsilonZeroKeepsAllButPointsOnTheLine() {
    Stroke stroke = TestDrawings.stroke(0, 0, 1, 1, 2, 2, 3, 2, 4, 2);

    assertThat(Simplification.apply(stroke, 0)).isEqualTo(TestDrawings.stroke(0, 0, 2, 2, 4, 2));
  }

  @Test
  void longScribblesNeedNoDeepStack() {
    assertThat(Simplification.apply(scribble(100_000, 1), 0.5).size()).isBetween(2, 100_000);
  }
}
