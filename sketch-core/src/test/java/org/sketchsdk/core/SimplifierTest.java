package org.sketchsdk.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"upright", "growing", "slanted", "triangles", "squares", "random"})
  void longStrokesMadeToBeSlowGiveWhatTheReferenceGives(String kind) {
    Drawing drawing = Drawing.of(slowStroke(kind, 1_500));

    assertThat(SIMPLIFIER.simplify(drawing)).isEqualTo(SimplifierReference.simplify(drawing, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"upright", "growing", "slanted", "triangles", "squares", "random"})
  void theWorkForLongStrokesIsFarFromItsSquare(String kind) {
    Stroke stroke = slowStroke(kind, 20_000);
    double[][] xy = scaled(stroke);
    long maxWork = 1L << 40;
    ResampledPath path = new ResampledPath(xy[0], xy[1], maxWork);
    path.simplify(2);

    // The square is 400 million.
    assertThat(maxWork - path.workLeft()).isLessThan(20_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"upright", "growing", "slanted", "triangles", "squares", "random"})
  void withoutWorkLeftTheResultIsStillNear(String kind) {
    Stroke stroke = slowStroke(kind, 2_000);
    double[][] xy = scaled(stroke);
    ResampledPath path = new ResampledPath(xy[0], xy[1], -1);
    Stroke simplified = path.simplify(2);

    assertThat(simplified.size()).isLessThan(6_000);
    for (int i = 0; i < xy[0].length; i++) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int k = 0; k + 1 < simplified.size(); k++) {
        nearest = Math.min(nearest, distance(xy[0][i], xy[1][i], simplified, k));
      }
      // One unit for the distance of the corner to the next sample, the rest for rounding.
      assertThat(nearest).isLessThan(2 + 1 + 0.75);
    }
  }

  /** Returns the distance of a point from the piece of a stroke that starts at its point k. */
  private static double distance(double x, double y, Stroke stroke, int k) {
    double dx = (double) stroke.x(k + 1) - stroke.x(k);
    double dy = (double) stroke.y(k + 1) - stroke.y(k);
    double square = dx * dx + dy * dy;
    double along = square == 0 ? 0 : ((x - stroke.x(k)) * dx + (y - stroke.y(k)) * dy) / square;
    double t = Math.min(1, Math.max(0, along));
    return Math.hypot(x - stroke.x(k) - t * dx, y - stroke.y(k) - t * dy);
  }

  private static double[][] scaled(Stroke stroke) {
    Bounds bounds = stroke.bounds();
    double side = Math.max(bounds.width(), bounds.height());
    double[] x = new double[stroke.size()];
    double[] y = new double[stroke.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = ((double) stroke.x(i) - bounds.minX()) * 255 / side;
      y[i] = ((double) stroke.y(i) - bounds.minY()) * 255 / side;
    }
    return new double[][] {x, y};
  }

  /** Strokes that the plain algorithm splits near an end, or whose points are equally far. */
  private static Stroke slowStroke(String kind, int size) {
    SplittableRandom random = new SplittableRandom(1);
    double[] x = new double[size];
    double[] y = new double[size];
    for (int i = 0; i < size; i++) {
      double along = (double) i / size;
      switch (kind) {
        case "upright" -> {
          x[i] = along;
          y[i] = i % 2;
        }
        case "growing" -> {
          x[i] = along;
          y[i] = i % 2 * along;
        }
        case "slanted" -> {
          x[i] = 0.8 * along - 0.6 * (i % 2);
          y[i] = 0.6 * along + 0.8 * (i % 2);
        }
        case "triangles" -> {
          x[i] = new double[] {0, 1, 0.3}[i % 3];
          y[i] = new double[] {0, 0.2, 1}[i % 3];
        }
        case "squares" -> {
          x[i] = along;
          y[i] = (i + 1) / 2 % 2;
        }
        case "random" -> {
          x[i] = random.nextDouble();
          y[i] = random.nextDouble();
        }
        default -> throw new IllegalArgumentException(kind);
      }
    }
    return Stroke.of(x, y);
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
