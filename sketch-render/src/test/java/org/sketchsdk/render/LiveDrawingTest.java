package org.sketchsdk.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.LimitException;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.testing.SampleDrawings;

class LiveDrawingTest {
  private final Rasterizer rasterizer = Rasterizer.create(RasterOptions.defaults());
  private LiveDrawing live;

  @BeforeEach
  void start() {
    live = LiveDrawing.on(rasterizer);
  }

  private static Stroke stroke(float... xy) {
    float[] x = new float[xy.length / 2];
    float[] y = new float[xy.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = xy[2 * i];
      y[i] = xy[2 * i + 1];
    }
    return Stroke.of(x, y);
  }

  private void draw(Stroke stroke) {
    live.beginStroke(stroke.x(0), stroke.y(0));
    for (int i = 1; i < stroke.size(); i++) {
      live.lineTo(stroke.x(i), stroke.y(i));
    }
    live.endStroke();
  }

  private void assertRasterIsThatOfTheDrawing() {
    assertThat(live.raster()).isEqualTo(rasterizer.render(live.drawing()));
  }

  @Test
  void isTheRasterOfTheDrawingAfterEveryPoint() {
    for (Drawing drawing : SampleDrawings.all().values()) {
      live.clear();
      for (Stroke stroke : drawing.strokes()) {
        live.beginStroke(stroke.x(0), stroke.y(0));
        assertRasterIsThatOfTheDrawing();
        for (int i = 1; i < stroke.size(); i++) {
          live.lineTo(stroke.x(i), stroke.y(i));
          assertRasterIsThatOfTheDrawing();
        }
        live.endStroke();
        assertRasterIsThatOfTheDrawing();
      }
      assertThat(live.raster()).isEqualTo(rasterizer.render(drawing));
    }
  }

  @Test
  void drawsOnlyWhatIsNewInsideTheBounds() {
    draw(stroke(0, 0, 100, 0, 100, 100, 0, 100, 0, 0));
    assertRasterIsThatOfTheDrawing();
    assertThat(live.redraws()).isEqualTo(1);

    live.beginStroke(10, 10);
    for (int i = 0; i < 500; i++) {
      live.lineTo((i * 37) % 101, (i * 59) % 101);
      if (i % 50 == 0) {
        assertRasterIsThatOfTheDrawing();
      }
    }
    live.endStroke();
    assertRasterIsThatOfTheDrawing();
    assertThat(live.redraws()).isEqualTo(1);
  }

  @Test
  void drawsTheWholeAgainOnceHoweverManyPointsLieOutside() {
    live.beginStroke(0, 0);
    live.lineTo(10, 10);
    live.raster();
    assertThat(live.redraws()).isEqualTo(1);

    for (int i = 0; i < 100; i++) {
      live.lineTo(20 + i, 5 - i);
    }
    assertRasterIsThatOfTheDrawing();
    live.raster();
    assertThat(live.redraws()).isEqualTo(2);
  }

  @Test
  void theUnfinishedStrokeIsPartOfTheDrawing() {
    live.beginStroke(1, 2);
    assertThat(live.drawing()).isEqualTo(Drawing.of(List.of(stroke(1, 2))));
    live.lineTo(3, 4);
    assertThat(live.drawing()).isEqualTo(Drawing.of(List.of(stroke(1, 2, 3, 4))));
    live.endStroke();
    live.beginStroke(5, 6);
    assertThat(live.drawing()).isEqualTo(Drawing.of(List.of(stroke(1, 2, 3, 4), stroke(5, 6))));
  }

  @Test
  void undoTakesTheUnfinishedStrokeFirst() {
    draw(stroke(0, 0, 50, 80));
    draw(stroke(20, 20, 40, 20));
    live.beginStroke(90, 90);
    live.lineTo(95, 10);
    assertRasterIsThatOfTheDrawing();

    assertThat(live.undo()).isTrue();
    assertThat(live.drawing())
        .isEqualTo(Drawing.of(List.of(stroke(0, 0, 50, 80), stroke(20, 20, 40, 20))));
    assertRasterIsThatOfTheDrawing();
    assertThat(live.undo()).isTrue();
    assertThat(live.drawing()).isEqualTo(Drawing.of(List.of(stroke(0, 0, 50, 80))));
    assertRasterIsThatOfTheDrawing();
    assertThat(live.undo()).isTrue();
    assertThat(live.drawing().isEmpty()).isTrue();
    assertRasterIsThatOfTheDrawing();
    assertThat(live.undo()).isFalse();
  }

  @Test
  void redoBringsBackWhatUndoRemoved() {
    draw(stroke(0, 0, 50, 80));
    live.beginStroke(20, 20);
    live.lineTo(40, 30);
    assertThat(live.undo()).isTrue();
    assertThat(live.undo()).isTrue();
    assertThat(live.redo()).isTrue();
    assertThat(live.redo()).isTrue();
    assertThat(live.redo()).isFalse();
    assertThat(live.drawing())
        .isEqualTo(Drawing.of(List.of(stroke(0, 0, 50, 80), stroke(20, 20, 40, 30))));
    assertRasterIsThatOfTheDrawing();
    assertThatIllegalStateException().isThrownBy(() -> live.lineTo(1, 1));
    live.undo();
    live.add(stroke(5, 5));
    assertThat(live.redo()).isFalse();
  }

  @Test
  void aWholeStrokeInsideTheBoundsIsDrawnOnTopOfTheRest() {
    draw(stroke(0, 0, 100, 100));
    live.raster();
    live.add(stroke(10, 90, 90, 10, 50, 20));
    assertRasterIsThatOfTheDrawing();
    assertThat(live.redraws()).isEqualTo(1);
  }

  @Test
  void removesAnyStrokeAlsoTheUnfinishedOne() {
    draw(stroke(0, 0, 50, 80));
    draw(stroke(200, 200, 210, 210));
    live.beginStroke(20, 20);
    live.lineTo(70, 30);
    live.remove(1);
    assertThat(live.drawing())
        .isEqualTo(Drawing.of(List.of(stroke(0, 0, 50, 80), stroke(20, 20, 70, 30))));
    assertRasterIsThatOfTheDrawing();
    live.lineTo(60, 60);
    live.remove(1);
    assertThat(live.drawing()).isEqualTo(Drawing.of(List.of(stroke(0, 0, 50, 80))));
    assertRasterIsThatOfTheDrawing();
    assertThatIllegalStateException().isThrownBy(live::endStroke);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> live.remove(1));
  }

  @Test
  void goesOnAfterUndoAndClear() {
    draw(stroke(0, 0, 50, 80));
    live.beginStroke(90, 90);
    live.undo();
    draw(stroke(10, 10, 20, 70));
    assertThat(live.drawing())
        .isEqualTo(Drawing.of(List.of(stroke(0, 0, 50, 80), stroke(10, 10, 20, 70))));
    assertRasterIsThatOfTheDrawing();

    live.beginStroke(30, 30);
    live.clear();
    assertThat(live.drawing()).isEqualTo(Drawing.empty());
    assertThat(live.raster()).isEqualTo(rasterizer.render(Drawing.empty()));
    draw(stroke(5, 5, 6, 7));
    assertThat(live.drawing()).isEqualTo(Drawing.of(List.of(stroke(5, 5, 6, 7))));
    assertRasterIsThatOfTheDrawing();
  }

  @Test
  void aTapIsADot() {
    live.beginStroke(7, 7);
    assertRasterIsThatOfTheDrawing();
    live.lineTo(7, 7);
    assertRasterIsThatOfTheDrawing();
    live.endStroke();
    assertThat(live.raster()).isEqualTo(rasterizer.render(Drawing.of(List.of(stroke(7, 7)))));
  }

  @Test
  void theEndOfAnUnfinishedStrokeLeavesNothingBehind() {
    draw(stroke(0, 0, 100, 100));
    live.beginStroke(80, 20);
    live.raster();
    live.lineTo(81, 20);
    live.raster();
    live.lineTo(20, 80);
    assertRasterIsThatOfTheDrawing();
  }

  @Test
  void rastersHandedOutStayAsTheyAre() {
    draw(stroke(0, 0, 100, 100));
    Raster before = live.raster();
    Raster expected = rasterizer.render(live.drawing());
    draw(stroke(10, 90, 90, 10));

    assertThat(before).isEqualTo(expected).isNotEqualTo(live.raster());
  }

  @Test
  void rendersIntoAnArrayAtAnOffset() {
    draw(stroke(0, 0, 100, 100));
    byte[] dst = new byte[128 * 128 + 7];
    live.renderTo(dst, 5);

    byte[] expected = new byte[dst.length];
    rasterizer.renderTo(live.drawing(), expected, 5);
    assertThat(dst).isEqualTo(expected);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> live.renderTo(dst, 8));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> live.renderTo(dst, -1));
  }

  @Test
  void refusesStepsInTheWrongOrderAndStaysAsItIs() {
    assertThatIllegalStateException()
        .isThrownBy(() -> live.lineTo(1, 1))
        .withMessage("no stroke is begun, see beginStroke(x, y)");
    assertThatIllegalStateException()
        .isThrownBy(live::endStroke)
        .withMessage("no stroke is begun, see beginStroke(x, y)");
    live.beginStroke(1, 1);
    assertThatIllegalStateException()
        .isThrownBy(() -> live.beginStroke(2, 2))
        .withMessage("the stroke before is not finished, see endStroke()");
    assertThat(live.drawing()).isEqualTo(Drawing.of(List.of(stroke(1, 1))));
    live.undo();
    assertThatIllegalStateException().isThrownBy(() -> live.lineTo(1, 1));
    live.beginStroke(1, 1);
    live.clear();
    assertThatIllegalStateException().isThrownBy(live::endStroke);
  }

  @Test
  void refusesCoordinatesThatAreNotFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> live.beginStroke(Float.NaN, 3))
        .withMessage("coordinates must be finite: NaN, 3.0");
    assertThat(live.drawing().isEmpty()).isTrue();
    live.beginStroke(1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> live.lineTo(4, Float.NEGATIVE_INFINITY))
        .withMessage("coordinates must be finite: 4.0, -Infinity");
    live.lineTo(2, 2);
    assertThat(live.drawing()).isEqualTo(Drawing.of(List.of(stroke(1, 1, 2, 2))));
    assertRasterIsThatOfTheDrawing();
  }

  @Test
  void refusesMorePointsThanAllowedAndStaysAsItIs() {
    live = LiveDrawing.on(rasterizer, 4);
    draw(stroke(1, 1, 2, 2, 3, 3));
    live.beginStroke(4, 4);
    assertThatExceptionOfType(LimitException.class)
        .isThrownBy(() -> live.lineTo(5, 5))
        .withMessage("points in drawing (5) exceed the maximum allowed (4, see maxPoints)");
    assertRasterIsThatOfTheDrawing();
    live.undo();
    draw(stroke(9, 9));
    assertThatExceptionOfType(LimitException.class).isThrownBy(() -> live.beginStroke(5, 5));
    assertThatExceptionOfType(LimitException.class).isThrownBy(() -> live.add(stroke(5, 5)));
    assertThat(live.drawing())
        .isEqualTo(Drawing.of(List.of(stroke(1, 1, 2, 2, 3, 3), stroke(9, 9))));
    live.clear();
    draw(stroke(1, 1, 2, 2, 3, 3, 4, 4));
  }

  @Test
  void refusesArgumentsOutOfRange() {
    assertThatNullPointerException().isThrownBy(() -> LiveDrawing.on(null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LiveDrawing.on(rasterizer, 0))
        .withMessage("maxPoints must be at least 1: 0");
  }
}
