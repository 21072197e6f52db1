package org.sketchsdk.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class SimplifierPropertyTest {
  private static final Simplifier SIMPLIFIER = Simplifier.quickDraw();

  @Property(tries = 500, seed = "1")
  void agreesWithTheReference(
      @ForAll("drawings") Drawing drawing, @ForAll @DoubleRange(max = 20) double epsilon) {
    assertThat(SIMPLIFIER.withEpsilon(epsilon).simplify(drawing))
        .isEqualTo(SimplifierReference.simplify(drawing, epsilon));
  }

  @Property(tries = 500, seed = "2")
  void agreesWithTheReferenceOnTies(
      @ForAll("gridDrawings") Drawing drawing, @ForAll @IntRange(max = 3) int epsilon) {
    assertThat(SIMPLIFIER.withEpsilon(epsilon).simplify(drawing))
        .isEqualTo(SimplifierReference.simplify(drawing, epsilon));
  }

  @Property(tries = 40, seed = "9")
  void agreesWithTheReferenceOnLongStrokes(
      @ForAll("longGridDrawings") Drawing drawing, @ForAll @IntRange(max = 6) int epsilon) {
    assertThat(SIMPLIFIER.withEpsilon(epsilon).simplify(drawing))
        .isEqualTo(SimplifierReference.simplify(drawing, epsilon));
  }

  @Property(tries = 300, seed = "3")
  void coordinatesAreIntegersFrom0To255(@ForAll("drawings") Drawing drawing) {
    for (Stroke stroke : SIMPLIFIER.simplify(drawing).strokes()) {
      for (int i = 0; i < stroke.size(); i++) {
        assertThat(stroke.x(i)).isBetween(0f, 255f).isEqualTo((int) stroke.x(i));
        assertThat(stroke.y(i)).isBetween(0f, 255f).isEqualTo((int) stroke.y(i));
      }
    }
  }

  @Property(tries = 300, seed = "4")
  void strokesKeepTheirOrderTheirStartsAndTheirEnds(@ForAll("drawings") Drawing drawing) {
    List<Stroke> simplified = SIMPLIFIER.simplify(drawing).strokes();
    // So large an epsilon leaves nothing but starts and ends.
    List<Stroke> ends = SIMPLIFIER.withEpsilon(255).simplify(drawing).strokes();

    assertThat(simplified).hasSameSizeAs(drawing.strokes());
    for (int i = 0; i < simplified.size(); i++) {
      Stroke stroke = simplified.get(i);
      int last = stroke.size() - 1;
      int lastRaw = drawing.strokes().get(i).size() - 1;
      assertThat(last).isPositive();
      assertThat(stroke.x(0)).isEqualTo(ends.get(i).x(0));
      assertThat(stroke.y(last)).isEqualTo(ends.get(i).y(ends.get(i).size() - 1));
      assertThat(stroke.x(0)).isEqualTo(scaled(drawing, drawing.strokes().get(i).x(0)));
      assertThat(stroke.x(last)).isEqualTo(scaled(drawing, drawing.strokes().get(i).x(lastRaw)));
    }
  }

  @Property(tries = 300, seed = "5")
  void everyPointLiesOnTheScaledStroke(@ForAll("drawings") Drawing drawing) {
    Bounds bounds = drawing.bounds();
    double unit = Math.max(bounds.width(), bounds.height()) / 255;
    List<Stroke> simplified = SIMPLIFIER.simplify(drawing).strokes();
    for (int s = 0; s < simplified.size(); s++) {
      Stroke stroke = simplified.get(s);
      for (int i = 0; i < stroke.size(); i++) {
        double x = bounds.minX() + stroke.x(i) * unit;
        double y = bounds.minY() + stroke.y(i) * unit;
        // Rounding moves a point by half a unit in each direction at most.
        assertThat(distance(x, y, drawing.strokes().get(s))).isLessThanOrEqualTo(0.7072 * unit);
      }
    }
  }

  @Property(tries = 300, seed = "6")
  void aLargerEpsilonOnlyDropsPoints(
      @ForAll("drawings") Drawing drawing,
      @ForAll @DoubleRange(max = 10) double epsilon,
      @ForAll @DoubleRange(max = 10) double more) {
    List<Stroke> fine = SIMPLIFIER.withEpsilon(epsilon).simplify(drawing).strokes();
    List<Stroke> coarse = SIMPLIFIER.withEpsilon(epsilon + more).simplify(drawing).strokes();
    for (int i = 0; i < fine.size(); i++) {
      assertThat(points(fine.get(i))).containsSubsequence(points(coarse.get(i)));
    }
  }

  @Property(tries = 300, seed = "7")
  void placeAndPowersOfTwoOfTheUnitDoNotMatter(
      @ForAll("gridDrawings") Drawing drawing,
      @ForAll @IntRange(min = -2000, max = 2000) int left,
      @ForAll @IntRange(min = -2000, max = 2000) int up,
      @ForAll @IntRange(min = -3, max = 3) int power) {
    float unit = Math.scalb(1f, power);
    Drawing moved =
        drawing.map(
            stroke -> {
              float[] x = new float[stroke.size()];
              float[] y = new float[stroke.size()];
              for (int i = 0; i < x.length; i++) {
                x[i] = (stroke.x(i) - left) * unit;
                y[i] = (stroke.y(i) - up) * unit;
              }
              return Stroke.of(x, y);
            });

    assertThat(SIMPLIFIER.simplify(moved)).isEqualTo(SIMPLIFIER.simplify(drawing));
  }

  @Property(tries = 300, seed = "8")
  void strokesDoNotTouchOneAnother(@ForAll("drawings") Drawing drawing) {
    List<Stroke> reversed = new ArrayList<>(drawing.strokes());
    Collections.reverse(reversed);
    List<Stroke> expected = new ArrayList<>(SIMPLIFIER.simplify(drawing).strokes());
    Collections.reverse(expected);

    assertThat(SIMPLIFIER.simplify(Drawing.of(reversed)).strokes()).isEqualTo(expected);
  }

  @Provide
  Arbitrary<Drawing> drawings() {
    return drawings(Arbitraries.floats().between(-1000, 1000).ofScale(3), 1, 30);
  }

  @Provide
  Arbitrary<Drawing> gridDrawings() {
    // Few different coordinates: parallel, repeated and closed lines, which are full of ties.
    return drawings(Arbitraries.integers().between(0, 12).map(i -> i * 11f), 1, 30);
  }

  @Provide
  Arbitrary<Drawing> longGridDrawings() {
    return drawings(Arbitraries.integers().between(0, 12).map(i -> i * 11f), 70, 400);
  }

  private static Arbitrary<Drawing> drawings(
      Arbitrary<Float> coordinate, int minPoints, int maxPoints) {
    Arbitrary<float[]> point =
        Combinators.combine(coordinate, coordinate).as((x, y) -> new float[] {x, y});
    return point
        .list()
        .ofMinSize(minPoints)
        .ofMaxSize(maxPoints)
        .map(SimplifierPropertyTest::stroke)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(Drawing::of);
  }

  private static Stroke stroke(List<float[]> points) {
    float[] x = new float[points.size()];
    float[] y = new float[points.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = points.get(i)[0];
      y[i] = points.get(i)[1];
    }
    return Stroke.of(x, y);
  }

  private static List<List<Float>> points(Stroke stroke) {
    List<List<Float>> points = new ArrayList<>();
    for (int i = 0; i < stroke.size(); i++) {
      points.add(List.of(stroke.x(i), stroke.y(i)));
    }
    return points;
  }

  private static float scaled(Drawing drawing, float x) {
    Bounds bounds = drawing.bounds();
    double side = Math.max(bounds.width(), bounds.height());
    return side == 0 ? 0 : (float) Math.rint(((double) x - bounds.minX()) * 255 / side);
  }

  private static double distance(double x, double y, Stroke stroke) {
    double nearest = Math.hypot(x - stroke.x(0), y - stroke.y(0));
    for (int i = 0; i + 1 < stroke.size(); i++) {
      double dx = (double) stroke.x(i + 1) - stroke.x(i);
      double dy = (double) stroke.y(i + 1) - stroke.y(i);
      double square = dx * dx + dy * dy;
      double along = square == 0 ? 0 : ((x - stroke.x(i)) * dx + (y - stroke.y(i)) * dy) / square;
      double t = Math.min(1, Math.max(0, along));
      nearest = Math.min(nearest, Math.hypot(x - stroke.x(i) - t * dx, y - stroke.y(i) - t * dy));
    }
    return nearest;
  }
}
