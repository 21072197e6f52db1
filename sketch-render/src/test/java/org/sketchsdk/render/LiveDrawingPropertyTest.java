package org.sketchsdk.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

class LiveDrawingPropertyTest {
  /** What a hand may do; a step that is not possible at its moment is left out. */
  enum Kind {
    BEGIN,
    LINE,
    SAME_POINT,
    END,
    TAP,
    UNDO,
    REDO,
    REMOVE,
    ADD,
    CLEAR,
    LOOK
  }

  record Step(Kind kind, float x, float y) {}

  /** A drawing kept as plainly as can be. */
  private static final class Model {
    private final List<List<float[]>> strokes = new ArrayList<>();
    private final List<List<float[]>> undone = new ArrayList<>();
    private boolean open;

    List<float[]> last() {
      return strokes.get(strokes.size() - 1);
    }

    Drawing drawing() {
      List<Stroke> all = new ArrayList<>();
      for (List<float[]> points : strokes) {
        float[] x = new float[points.size()];
        float[] y = new float[points.size()];
        for (int i = 0; i < x.length; i++) {
          x[i] = points.get(i)[0];
          y[i] = points.get(i)[1];
        }
        all.add(Stroke.of(x, y));
      }
      return Drawing.of(all);
    }
  }

  @Property(tries = 500, seed = "1")
  void isTheRasterOfTheDrawingAtEveryMoment(
      @ForAll("steps") List<Step> steps, @ForAll("options") RasterOptions options) {
    Rasterizer rasterizer = Rasterizer.create(options);
    LiveDrawing live = LiveDrawing.on(rasterizer);
    Model model = new Model();
    for (Step step : steps) {
      take(step, live, model);
      assertThat(live.drawing()).isEqualTo(model.drawing());
      assertThat(live.raster()).isEqualTo(rasterizer.render(model.drawing()));
    }
  }

  /** Points pile up between two looks, inside and outside of the bounds. */
  @Property(tries = 500, seed = "2")
  void isTheRasterOfTheDrawingAtTheMomentsOfALook(
      @ForAll("steps") List<Step> steps, @ForAll("options") RasterOptions options) {
    Rasterizer rasterizer = Rasterizer.create(options);
    LiveDrawing live = LiveDrawing.on(rasterizer);
    Model model = new Model();
    for (Step step : steps) {
      take(step, live, model);
      if (step.kind() == Kind.LOOK) {
        assertThat(live.raster()).isEqualTo(rasterizer.render(model.drawing()));
      }
    }
    assertThat(live.raster()).isEqualTo(rasterizer.render(model.drawing()));
  }

  private static void take(Step step, LiveDrawing live, Model model) {
    switch (step.kind()) {
      case BEGIN -> begin(step, live, model);
      case LINE -> line(step.x(), step.y(), live, model);
      case SAME_POINT -> {
        if (model.open) {
          float[] point = model.last().get(model.last().size() - 1);
          line(point[0], point[1], live, model);
        }
      }
      case END -> end(live, model);
      case TAP -> {
        end(live, model);
        begin(step, live, model);
        end(live, model);
      }
      case UNDO -> {
        assertThat(live.undo()).isEqualTo(!model.strokes.isEmpty());
        if (!model.strokes.isEmpty()) {
          model.undone.add(model.strokes.remove(model.strokes.size() - 1));
        }
        model.open = false;
      }
      case REDO -> {
        assertThat(live.redo()).isEqualTo(!model.undone.isEmpty());
        if (!model.undone.isEmpty()) {
          model.strokes.add(model.undone.remove(model.undone.size() - 1));
        }
      }
      case REMOVE -> {
        if (!model.strokes.isEmpty()) {
          int index = (int) (Math.abs(step.x()) % model.strokes.size());
          live.remove(index);
          model.open &= index < model.strokes.size() - 1;
          model.strokes.remove(index);
          model.undone.clear();
        }
      }
      case ADD -> {
        end(live, model);
        live.add(Stroke.of(new float[] {step.x(), step.y()}, new float[] {step.y(), step.x()}));
        model.strokes.add(
            new ArrayList<>(
                List.of(new float[] {step.x(), step.y()}, new float[] {step.y(), step.x()})));
        model.undone.clear();
      }
      case CLEAR -> {
        live.clear();
        model.strokes.clear();
        model.undone.clear();
        model.open = false;
      }
      case LOOK -> {}
    }
  }

  private static void begin(Step step, LiveDrawing live, Model model) {
    if (!model.open) {
      live.beginStroke(step.x(), step.y());
      model.undone.clear();
      model.strokes.add(new ArrayList<>(List.of(new float[] {step.x(), step.y()})));
      model.open = true;
    }
  }

  private static void line(float x, float y, LiveDrawing live, Model model) {
    if (model.open) {
      live.lineTo(x, y);
      model.last().add(new float[] {x, y});
    }
  }

  private static void end(LiveDrawing live, Model model) {
    if (model.open) {
      live.endStroke();
      model.open = false;
    }
  }

  /** Mostly lines; coordinates few enough to meet again, in a canvas, or of any magnitude. */
  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.oneOf(
        stepsOf(Arbitraries.integers().between(0, 6).map(Integer::floatValue)),
        stepsOf(Arbitraries.integers().between(0, 255).map(Integer::floatValue)),
        stepsOf(Arbitraries.floats().between(0, 800)),
        stepsOf(Arbitraries.floats()));
  }

  private static Arbitrary<List<Step>> stepsOf(Arbitrary<Float> coordinates) {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(4, Kind.BEGIN),
            Tuple.of(14, Kind.LINE),
            Tuple.of(2, Kind.SAME_POINT),
            Tuple.of(3, Kind.END),
            Tuple.of(1, Kind.TAP),
            Tuple.of(1, Kind.UNDO),
            Tuple.of(1, Kind.LOOK));
    Arbitrary<Kind> withClear =
        Arbitraries.frequencyOf(Tuple.of(40, kinds), Tuple.of(1, Arbitraries.of(Kind.CLEAR)));
    return Combinators.combine(withClear, coordinates, coordinates)
        .as(Step::new)
        .list()
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<RasterOptions> options() {
    return Combinators.combine(
            Arbitraries.integers().between(28, 72),
            Arbitraries.floats().between(0, 1),
            Arbitraries.floats().between(0, 1))
        .as(
            (size, pen, margin) ->
                new RasterOptions(
                    size,
                    Math.max(1, size / 2f * pen * pen),
                    Math.min(size / 2f - 0.25f, size / 2f * margin * margin)));
  }
}
