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
import org.sketchsdk.infer.testing.TestModel;
import org.sketchsdk.render.Rasterizer;

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
