package org.sketchsdk.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawingSplitterTest {
  @Test
  void nothingIsNoDrawing() {
    assertThat(DrawingSplitter.split(Drawing.empty())).isEmpty();
  }

  @Test
  void oneDrawingStaysWhole() {
    Drawing house = at(house(), 300, 40, 2);
    assertThat(DrawingSplitter.split(house)).containsExactly(house);
  }

  @Test
  void pointsAloneAreOneDrawing() {
    Drawing points = Drawing.of(Stroke.ofPoints(0, 0), Stroke.ofPoints(50, 0));
    assertThat(DrawingSplitter.split(points)).containsExactly(points);
  }

  @ParameterizedTest
  @ValueSource(floats = {0.01f, 1, 1000})
  void theLargestComesFirstThenFromTopToBottom(float unit) {
    Drawing low = at(sun(), 10 * unit, 400 * unit, unit);
    Drawing main = at(house(), 250 * unit, 200 * unit, 2 * unit);
    Drawing high = at(house(), 0, 0, unit);
    List<Stroke> strokes = new ArrayList<>(low.strokes());
    strokes.addAll(main.strokes());
    strokes.addAll(high.strokes());
    assertThat(DrawingSplitter.split(Drawing.of(strokes))).containsExactly(main, high, low);
  }

  @Test
  void strokesThatAlternateComeApart() {
    Drawing left = at(house(), 0, 0, 1);
    Drawing right = at(sun(), 200, 0, 1);
    List<Stroke> strokes = new ArrayList<>();
    for (int i = 0; i < Math.max(left.strokes().size(), right.strokes().size()); i++) {
      if (i < left.strokes().size()) {
        strokes.add(left.strokes().get(i));
      }
      if (i < right.strokes().size()) {
        strokes.add(right.strokes().get(i));
      }
    }
    assertThat(DrawingSplitter.split(Drawing.of(strokes))).containsExactlyInAnyOrder(left, right);
  }

  @Test
  void aStrayTapBelongsToTheNearestDrawing() {
    Drawing left = at(house(), 0, 0, 1);
    Drawing right = at(sun(), 200, 0, 1);
    List<Stroke> strokes = new ArrayList<>(left.strokes());
    strokes.addAll(right.strokes());
    strokes.add(Stroke.ofPoints(340, 50));
    List<Drawing> split = DrawingSplitter.split(Drawing.of(strokes));
    assertThat(split).hasSize(2);
    assertThat(split.stream().map(drawing -> drawing.strokes().size()))
        .containsExactlyInAnyOrder(left.strokes().size(), right.strokes().size() + 1);
  }

  @Test
  void aPauseSeparatesWhatIsNear() {
    float[] x = {0, 100, 100, 0, 0};
    float[] y = {0, 0, 100, 100, 0};
    float[] later = {128, 228, 228, 128, 128};
    Stroke first = Stroke.of(x, y, new int[] {0, 100, 200, 300, 400});
    Stroke soon = Stroke.of(later, y, new int[] {700, 800, 900, 1000, 1100});
    Stroke late = Stroke.of(later, y, new int[] {2400, 2500, 2600, 2700, 2800});
    assertThat(DrawingSplitter.split(Drawing.of(first, soon))).hasSize(1);
    assertThat(DrawingSplitter.split(Drawing.of(first, late))).hasSize(2);
  }

  @Test
  void eachStrokeIsInOneDrawing() {
    Random random = new Random(5);
    for (int board = 0; board < 50; board++) {
      List<Stroke> strokes = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(60); i++) {
        double x = random.nextInt(1000);
        double y = random.nextInt(1000);
        strokes.add(Stroke.ofPoints(x, y, x + random.nextInt(80), y + random.nextInt(80)));
      }
      List<Stroke> found = new ArrayList<>();
      DrawingSplitter.split(Drawing.of(strokes)).forEach(d -> found.addAll(d.strokes()));
      assertThat(found).containsExactlyInAnyOrderElementsOf(strokes);
    }
  }

  @Test
  void theWorkIsBounded() {
    List<Stroke> strokes = new ArrayList<>();
    for (int i = 0; i < DrawingSplitter.MAX_STROKES; i++) {
      strokes.add(Stroke.ofPoints(10 * (i % 64), 10 * (i / 64), 10 * (i % 64) + 1, 10 * (i / 64)));
    }
    assertThat(DrawingSplitter.split(Drawing.of(strokes))).isNotEmpty();
    strokes.add(Stroke.ofPoints(5000, 5000));
    assertThat(DrawingSplitter.split(Drawing.of(strokes))).hasSize(1);
  }

  private static Drawing house() {
    return Drawing.of(
        Stroke.ofPoints(0, 40, 0, 100, 80, 100, 80, 40, 0, 40),
        Stroke.ofPoints(0, 40, 40, 0, 80, 40),
        Stroke.ofPoints(32, 100, 32, 70, 48, 70, 48, 100));
  }

  private static Drawing sun() {
    return Drawing.of(
        Stroke.ofPoints(30, 50, 50, 30, 70, 50, 50, 70, 30, 50),
        Stroke.ofPoints(50, 20, 50, 5),
        Stroke.ofPoints(80, 50, 95, 50),
        Stroke.ofPoints(50, 80, 50, 95),
        Stroke.ofPoints(20, 50, 5, 50));
  }

  private static Drawing at(Drawing drawing, double left, double top, double scale) {
    return drawing.map(
        stroke -> {
          double[] x = new double[stroke.size()];
          double[] y = new double[stroke.size()];
          for (int i = 0; i < x.length; i++) {
            x[i] = left + scale * stroke.x(i);
            y[i] = top + scale * stroke.y(i);
          }
          return Stroke.of(x, y);
        });
  }
}
