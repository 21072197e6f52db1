package org.sketchsdk.render.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

/** On a plain canvas, no part of a drawing is left out. */
class CleanCanvasTest {
  private final InkExtractor extractor = InkExtractor.create(RasterOptions.defaults());

  /** Thin smooth lines are pale in places; pale is not the same as a ruling. */
  @ParameterizedTest
  @CsvSource({"224, 1, 3", "224, 1, 24", "480, 1.5, 2", "512, 2, 40"})
  void paleSmoothLinesAreNoRuling(int sizePx, float penPx, float marginPx) {
    for (int turn = 0; turn < 12; turn++) {
      InkExtraction extraction = extractor.extract(canvas(clock(turn), sizePx, penPx, marginPx));
      assertThat(extraction.leftOut()).as("turn %d", turn).isEmpty();
      assertThat(extraction.diagnostics()).as("turn %d", turn).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {10, 25, 40})
  void raysBelongToTheSun(float gap) {
    List<Stroke> strokes = new ArrayList<>();
    strokes.add(circle(0, 0, 20));
    for (int k = 0; k < 8; k++) {
      double x = StrictMath.cos(k * StrictMath.PI / 4);
      double y = StrictMath.sin(k * StrictMath.PI / 4);
      strokes.add(line((20 + gap) * x, (20 + gap) * y, (38 + gap) * x, (38 + gap) * y));
    }
    InkExtraction extraction = extractor.extract(canvas(Drawing.of(strokes), 300, 3, 20));
    assertThat(extraction.leftOut()).isEmpty();
    assertThat(extraction.drawing().strokes()).hasSize(9);
  }

  @Test
  void earsAndWhiskersBelongToTheCat() {
    Drawing cat =
        Drawing.of(
            line(-30, 20, -10, 24, 10, 24, 30, 20),
            circle(-22, -8, 4),
            circle(22, -8, 4),
            line(-52, -30, -48, -60, -34, -38),
            line(52, -30, 48, -60, 34, -38),
            line(-50, 0, -84, -6),
            line(-50, 8, -86, 10),
            line(50, 0, 84, -6),
            line(50, 8, 86, 10));
    InkExtraction extraction = extractor.extract(canvas(cat, 400, 4, 30));
    assertThat(extraction.leftOut()).isEmpty();
    // Both ears break at their tips.
    assertThat(extraction.drawing().strokes()).hasSize(11);
  }

  @Test
  void drawingsFarApartAreSeveral() {
    Drawing two = Drawing.of(circle(0, 0, 30), circle(130, 5, 34));
    Picture picture = canvas(two, 400, 4, 30);
    assertThat(extractor.extractAll(picture)).hasSize(2);
    assertThat(extractor.extract(picture).has(Diagnostic.SEVERAL)).isTrue();
    assertThat(extractor.includeEverything().extractAll(picture)).hasSize(1);
  }

  /** A face of lines in all directions, with hands, feet and bells. */
  private static Drawing clock(int turn) {
    double angle = turn * StrictMath.PI / 37;
    double x = StrictMath.cos(angle);
    double y = StrictMath.sin(angle);
    return Drawing.of(
        circle(0, 0, 60),
        line(0, 0, 40 * x, 40 * y),
        line(0, 0, -25 * y, 25 * x),
        line(-40, -48, -60 - 8 * x, -62 - 8 * y, -30, -66, -30, -54),
        line(40, -48, 60 + 8 * x, -62 - 8 * y, 30, -66, 30, -54),
        line(-30, 54, -44, 76 + 2 * y),
        line(30, 54, 44, 76 + 2 * y));
  }

  private static Picture canvas(Drawing drawing, int sizePx, float penPx, float marginPx) {
    return Picture.of(
        Rasterizer.create(new RasterOptions(sizePx, penPx, marginPx)).render(drawing));
  }

  private static Stroke circle(double x, double y, double radius) {
    float[] xs = new float[49];
    float[] ys = new float[49];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = (float) (x + radius * StrictMath.cos(i * StrictMath.PI / 24));
      ys[i] = (float) (y + radius * StrictMath.sin(i * StrictMath.PI / 24));
    }
    return Stroke.of(xs, ys);
  }

  private static Stroke line(double... xy) {
    float[] xs = new float[xy.length / 2];
    float[] ys = new float[xy.length / 2];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = (float) xy[2 * i];
      ys[i] = (float) xy[2 * i + 1];
    }
    return Stroke.of(xs, ys);
  }
}
