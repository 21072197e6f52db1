package org.sketchsdk.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.StrayMarks;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.testing.models.TestModel;

class LiveSketchPropertyTest {
  /** What a hand does; a step that is not possible at its moment is refused. */
  record Step(int kind, float x, float y) {}

  @Property(tries = 100, seed = "1")
  void seesAndPredictsAtEveryMomentAsTheWholeDrawing(@ForAll("steps") List<Step> steps) {
    try (SketchClassifier classifier =
        SketchClassifier.builder().model(MODEL).backend("reference").build()) {
      Rasterizer rasterizer = Rasterizer.create(classifier.info().rasterOptions());
      LiveSketch live = classifier.live();
      for (Step step : steps) {
        take(step, live);
        Drawing drawing = live.drawing();
        assertThat(live.whatTheModelSaw()).isEqualTo(rasterizer.render(StrayMarks.remove(drawing)));
        assertThat(live.prediction()).isEqualTo(classifier.classify(drawing));
      }
    }
  }

  @Property(tries = 200, seed = "2")
  void aStrokeThatBeginsFarAwayChangesNothingUntilItIsSeenAndThenStays(
      @ForAll("strokes") List<Stroke> strokes, @ForAll("strokes") List<Stroke> later) {
    try (SketchClassifier classifier =
        SketchClassifier.builder().model(MODEL).backend("reference").build()) {
      LiveSketch live = classifier.live();
      strokes.forEach(live::add);
      Prediction before = live.prediction();
      Raster seenBefore = live.whatTheModelSaw();
      Stroke next = later.get(0);
      live.beginStroke(next.x(0), next.y(0));
      boolean seen = false;
      for (int i = 0; i < next.size(); i++) {
        live.lineTo(next.x(i), next.y(i));
        boolean leftOut = live.prediction().leftOut().contains(strokes.size());
        assertThat(seen && leftOut).as("the stroke is left out again at point " + i).isFalse();
        seen = !leftOut;
        if (leftOut) {
          assertThat(live.whatTheModelSaw()).isEqualTo(seenBefore);
          assertThat(live.prediction().candidates()).isEqualTo(before.candidates());
        }
      }
    }
  }

  /** Strokes near each other and far apart, small and large. */
  @Provide
  Arbitrary<List<Stroke>> strokes() {
    Arbitrary<Float> place = Arbitraries.of(0f, 10f, 100f, 300f, 900f);
    Arbitrary<Float> step = Arbitraries.of(0f, 1f, 5f, 20f, 60f);
    return Combinators.combine(place, place, step, step, Arbitraries.integers().between(1, 8))
        .as(
            (x, y, dx, dy, points) -> {
              double[] xy = new double[2 * points];
              for (int i = 0; i < points; i++) {
                xy[2 * i] = x + i * dx;
                xy[2 * i + 1] = y + i * dy;
              }
              return Stroke.ofPoints(xy);
            })
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private static final byte[] MODEL = TestModel.random().bytes();

  private static void take(Step step, LiveSketch live) {
    Drawing before = live.drawing();
    try {
      switch (step.kind()) {
        case 0, 1 -> live.beginStroke(step.x(), step.y());
        case 2, 3 -> live.endStroke();
        case 4 -> live.undo();
        case 5 -> live.clear();
        case 6 -> live.redo();
        case 7 -> live.remove((int) Math.abs(step.x()) % 4);
        case 8 -> live.add(Stroke.ofPoints(step.x(), step.y(), step.y(), step.x()));
        default -> live.lineTo(step.x(), step.y());
      }
    } catch (IllegalStateException | IndexOutOfBoundsException e) {
      assertThat(live.drawing()).isEqualTo(before);
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.oneOf(
        stepsOf(Arbitraries.integers().between(0, 8).map(Integer::floatValue)),
        stepsOf(Arbitraries.floats().between(0, 600)),
        stepsOf(Arbitraries.floats()));
  }

  private static Arbitrary<List<Step>> stepsOf(Arbitrary<Float> coordinates) {
    return Combinators.combine(Arbitraries.integers().between(0, 20), coordinates, coordinates)
        .as(Step::new)
        .list()
        .ofMaxSize(40);
  }
}
