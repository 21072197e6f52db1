package org.sketchsdk.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SimplifierTest {
  private static final Simplifier SIMPLIFIER = Simplifier.quickDraw();

  /** Makes the larger side of a drawing 255, so that its coordinates stay as they are. */
  private static final Stroke DIAGONAL = stroke(0, 0, 255, 255);

  @Test
  void alignsToZeroAndScalesTheLargerSideTo255() {
    Drawing drawing = Drawing.of(List.of(stroke(-100, 50, 410, 50), stroke(0, 60, 0, 152)));

    assertThat(SIMPLIFIER.simplify(drawing).strokes())
        .containsExactly(stroke(0, 0, 255, 0), stroke(50, 5, 50, 51));
  }

  @Test
  void roundsHalvesToTheEvenInteger() {
    // The first stroke is 510 units long, so that one unit becomes half a unit.
    Drawing drawing = Drawing.of(List.of(stroke(0, 0, 510, 0), stroke(1, 3, 5, 7)));

    assertThat(SIMPLIFIER.simplify(drawing).strokes().get(1)).isEqualTo(stroke(0, 2, 2, 4));
  }

  @Test
  void dropsPointsUpToEpsilonFromTheLineAndKeepsFartherOnes() {
    assertThat(second(stroke(0, 0, 100, 2, 200, 0))).isEqualTo(stroke(0, 0, 200, 0));
    assertThat(second(stroke(0, 0, 100, 3, 200, 0))).isEqualTo(stroke(0, 0, 100, 3, 200, 0));
  }

  @Test
  void keepsPointsAtWholeDistancesAlongTheStrokeNotItsOwn() {
    // The corner is 100.4 units from the start: the sample at 101 is 0.6 behind it, and farther
    // from the line than the sample at 100.
    assertThat(second(stroke(0, 0, 100.4f, 0, 100.4f, 155)))
        .isEqualTo(stroke(0, 0, 100, 1, 100, 155));
  }

  @Test
  void measuresTheDistanceToTheInfiniteLine() {
    assertThat(second(stroke(50, 0, 250, 0, 100, 0))).isEqualTo(stroke(50, 0, 100, 0));
  }

  @Test
  void measuresTheDistanceToThePointWhereAStrokeEndsAtItsStart() {
    assertThat(second(stroke(10, 10, 110, 10, 110, 60, 10, 60, 10, 10)))
        .isEqualTo(stroke(10, 10, 110, 10, 110, 60, 10, 60, 10, 10));
  }

  @Test
  void splitsAtTheFirstOfEquallyFarPoints() {
    // The samples from 0, 3 to 128, 3 are all exactly 3 away. After a split at the first, the last
    // is less than 2 away.
    Stroke plateau = second(stroke(0, 0, 0, 3, 128, 3, 255, 0));

    assertThat(plateau).isEqualTo(stroke(0, 0, 0, 3, 255, 0));
  }

  @Test
  void theLastBitOfTheChordsLengthDecidesTies() {
    // The middle piece is parallel to the chord. With the root of the sum of squares as the chord's
    // length, another of its points comes out first.
    assertThat(simplify(stroke(37, 54, 39, 40, 27, 42, 13, 58)))
        .isEqualTo(stroke(235, 137, 255, 1, 249, 1, 137, 20, 0, 177));
  }

  @Test
  void aDotBecomesTheSamePointTwice() {
    assertThat(second(stroke(30, 40))).isEqualTo(stroke(30, 40, 30, 40));
    assertThat(second(stroke(30, 40, 30, 40, 30, 40))).isEqualTo(stroke(30, 40, 30, 40));
  }

  @Test
  void aStrokeShorterThanAUnitKeepsItsStartAndEnd() {
    assertThat(second(stroke(30, 40, 30.2f, 40.9f, 30, 40.4f))).isEqualTo(stroke(30, 40, 30, 40));
  }

  @Test
  void repeatedPointsChangeNothing() {
    assertThat(second(stroke(9, 9, 9, 9, 100, 60, 100, 60, 100, 60, 20, 90, 20, 90)))
        .isEqualTo(second(stroke(9, 9, 100, 60, 20, 90)));
  }

  @Test
  void aDrawingWithoutExtentLiesAtZero() {
    Drawing drawing = Drawing.of(List.of(stroke(7, -3), stroke(7, -3, 7, -3)));

    assertThat(SIMPLIFIER.simplify(drawing).strokes())
        .containsExactly(stroke(0, 0, 0, 0), stroke(0, 0, 0, 0));
  }

  @Test
  void anEmptyDrawingStaysEmpty() {
    assertThat(SIMPLIFIER.simplify(Drawing.empty())).isSameAs(Drawing.empty());
  }

  @Test
  void leavesTimesOut() {
    Stroke timed = Stroke.of(new float[] {0, 255}, new float[] {0, 0}, new int[] {0, 16});

    assertThat(SIMPLIFIER.simplify(Drawing.of(List.of(timed))).strokes())
        .containsExactly(stroke(0, 0, 255, 0));
  }

  @Test
  void extremeCoordinatesFitInto255() {
    float max = Float.MAX_VALUE;
    float min = Float.MIN_VALUE;

    assertThat(simplify(stroke(-max, -max, max, max, -max, max)))
        .isEqualTo(stroke(0, 0, 255, 255, 0, 255));
    assertThat(simplify(stroke(0, 0, min, min, 0, min))).isEqualTo(stroke(0, 0, 255, 255, 0, 255));
    assertThat(simplify(stroke(-max, -0f, min, 0, max, min))).isEqualTo(stroke(0, 0, 255, 0));
  }

  @Test
  void aSmallerEpsilonKeepsMoreAndALargerOneLess() {
    Drawing drawing = Drawing.of(List.of(stroke(0, 0, 100, 10, 200, 0, 230, 1, 255, 0)));

    assertThat(SIMPLIFIER.withEpsilon(0.5).simplify(drawing).pointCount()).isEqualTo(5);
    assertThat(SIMPLIFIER.simplify(drawing).pointCount()).isEqualTo(4);
    assertThat(SIMPLIFIER.withEpsilon(255).simplify(drawing).pointCount()).isEqualTo(2);
    assertThat(SIMPLIFIER.withEpsilon(2).simplify(drawing)).isEqualTo(SIMPLIFIER.simplify(drawing));
  }

  @Test
  void refusesAnEpsilonOutOfRange() {
    for (double epsilon : new double[] {-1, 256, Double.NaN}) {
      assertThatThrownBy(() -> SIMPLIFIER.withEpsilon(epsilon))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("epsilon must be 0 to 255: " + epsilon);
    }
  }

  @Test
  void aScribbleOf100000PointsHasAResult() {
    SplittableRandom random = new SplittableRandom(1);
    float[] x = new float[100_000];
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(2000);
      y[i] = random.nextInt(2000);
    }
    Stroke scribble = simplify(Stroke.of(x, y));

    assertThat(scribble.bounds()).isEqualTo(new Bounds(0, 0, 255, 255));
    assertThat(scribble.size()).isBetween(90_000, 110_000);
  }

  @Test
  void aStrokeThatIsSplitAtItsEndAgainAndAgainNeedsNoStack() {
    // A square spiral outwards: of each piece, a corner next to its end is the farthest.
    float[] x = new float[5_000];
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      float radius = 1_000 + i;
      x[i] = i % 4 == 0 || i % 4 == 3 ? radius : -radius;
      y[i] = i % 4 < 2 ? radius : -radius;
    }

    assertThat(simplify(Stroke.of(x, y)).size()).isGreaterThan(4_900);
  }

  private static Stroke simplify(Stroke stroke) {
    return SIMPLIFIER.simplify(Drawing.of(List.of(stroke))).strokes().get(0);
  }

  private static Stroke second(Stroke stroke) {
    return SIMPLIFIER.simplify(Drawing.of(List.of(DIAGONAL, stroke))).strokes().get(1);
  }

  private static Stroke stroke(float... xy) {
    float[] x = new float[xy.length / 2];
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = xy[2 * i];
      y[i] = xy[2 * i + 1];
    }
    return Stroke.of(x, y);
  }
}
