package org.sketchsdk.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrayMarksTest {
  private static final Stroke HEAD = Stroke.ofPoints(0, 0, 100, 0, 100, 100, 0, 100, 0, 0);
  private static final Stroke TAP = Stroke.ofPoints(900, 900);

  @Test
  void leavesOutATapFarAway() {
    Drawing drawing = Drawing.of(TAP, HEAD, Stroke.ofPoints(30, 40));

    assertThat(StrayMarks.find(drawing)).containsExactly(0);
    assertThat(StrayMarks.remove(drawing)).isEqualTo(Drawing.of(HEAD, Stroke.ofPoints(30, 40)));
  }

  @Test
  void leavesOutShortStrokesAndSeveralMarks() {
    Drawing drawing =
        Drawing.of(
            HEAD,
            Stroke.ofPoints(400, 0, 420, 10, 410, 20),
            TAP,
            Stroke.ofPoints(-300, -300),
            Stroke.ofPoints(905, 905));

    assertThat(StrayMarks.find(drawing)).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.01, 1, 1000})
  void theUnitMakesNoDifference(double unit) {
    Drawing drawing = Drawing.of(HEAD, Stroke.ofPoints(159, 50), Stroke.ofPoints(162, 50));
    Drawing scaled =
        drawing.map(
            stroke -> {
              float[] x = new float[stroke.size()];
              float[] y = new float[stroke.size()];
              for (int i = 0; i < x.length; i++) {
                x[i] = (float) (stroke.x(i) * unit);
                y[i] = (float) (stroke.y(i) * unit);
              }
              return Stroke.of(x, y);
            });

    // 59 units of 100 are near; then the drawing reaches to 159, and 162 is near, too
    assertThat(StrayMarks.find(scaled)).isEmpty();
    assertThat(StrayMarks.find(Drawing.of(scaled.strokes().get(0), scaled.strokes().get(2))))
        .containsExactly(1);
  }

  @Test
  void theGapIsMeasuredFromTheCorner() {
    assertThat(StrayMarks.find(Drawing.of(HEAD, Stroke.ofPoints(141, 141)))).isEmpty(); // 58
    assertThat(StrayMarks.find(Drawing.of(HEAD, Stroke.ofPoints(145, 145)))).containsExactly(1);
  }

  @Test
  void keepsDrawingsOfSeveralParts() {
    Drawing twoHeads =
        Drawing.of(HEAD, Stroke.ofPoints(900, 900, 1000, 900, 1000, 1000, 900, 1000, 900, 900));
    List<Stroke> stars = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      stars.add(Stroke.ofPoints(200 * i, 0, 200 * i + 10, 5));
    }

    assertThat(StrayMarks.find(twoHeads)).isEmpty();
    assertThat(StrayMarks.find(Drawing.of(stars))).isEmpty();
    assertThat(StrayMarks.find(Drawing.of(TAP, Stroke.ofPoints(0, 0)))).isEmpty();
    assertThat(StrayMarks.find(Drawing.of(HEAD, Stroke.ofPoints(900, 0, 926, 0)))).isEmpty();
  }

  @Test
  void keepsWhatReachesTheDrawingInSteps() {
    List<Stroke> strokes = new ArrayList<>();
    for (int i = 20; i > 0; i--) {
      strokes.add(Stroke.ofPoints(100 + 50 * i, 50)); // drops, the farthest first
    }
    strokes.add(HEAD);

    assertThat(StrayMarks.find(Drawing.of(strokes))).isEmpty();
  }

  @Test
  void takesBoxesOfOtherThings() {
    Bounds house = new Bounds(0, 0, 100, 80);
    Bounds near = new Bounds(150, 0, 160, 10);
    Bounds far = new Bounds(400, 0, 410, 10);

    assertThat(StrayMarks.find(List.of(near, house, far), List.of(30.0, 400.0, 30.0)))
        .containsExactly(2);
    assertThat(StrayMarks.find(List.of(house, far), List.of(400.0, 500.0))).isEmpty();
    assertThat(StrayMarks.find(List.of(), List.of())).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StrayMarks.find(List.of(house), List.of()))
        .withMessage("each box must have a length: 1 boxes, 0 lengths");
  }

  @Test
  void strokesAndTheirBoxesGiveTheSame() {
    Random random = new Random(20261130);
    int marks = 0;
    for (int i = 0; i < 5_000; i++) {
      int count = i % 50 == 0 ? 60 + random.nextInt(10) : random.nextInt(8);
      double spread = 50 + 500 * random.nextDouble();
      List<Stroke> strokes = new ArrayList<>();
      List<Bounds> boxes = new ArrayList<>();
      List<Double> lengths = new ArrayList<>();
      for (int k = 0; k < count; k++) {
        float x = (float) (spread * random.nextGaussian());
        float y = (float) (spread * random.nextGaussian());
        int side = random.nextInt(3) == 0 ? 100 : random.nextInt(20);
        strokes.add(Stroke.ofPoints(x, y, x + side, y));
        boxes.add(strokes.get(k).bounds());
        lengths.add((double) (x + side) - x);
      }
      List<Integer> found = StrayMarks.find(Drawing.of(strokes));
      assertThat(found).isEqualTo(StrayMarks.find(boxes, lengths));
      marks += found.size();
    }
    assertThat(marks).isBetween(500, 20_000);
  }

  @Test
  void allocatesNothingIfEachStrokeJoins() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Drawing drawing = Drawing.of(Stroke.ofPoints(30, 40), HEAD, Stroke.ofPoints(140, 50, 150, 50));
    int calls = 1_000;
    boolean none = true;
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < calls; i++) {
      none &= StrayMarks.find(drawing).isEmpty();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(none).isTrue();
    assertThat(allocated).isLessThan(8L * calls);
  }

  @Test
  void returnsTheSameDrawingIfThereAreNone() {
    Drawing drawing = Drawing.of(HEAD, Stroke.ofPoints(30, 40));

    assertThat(StrayMarks.remove(drawing)).isSameAs(drawing);
    assertThat(StrayMarks.remove(Drawing.empty())).isSameAs(Drawing.empty());
  }

  @Test
  @Timeout(10)
  void tenThousandStrokesTakeLittleTime() {
    List<Stroke> strokes = new ArrayList<>();
    for (int i = 9_999; i > 0; i--) {
      strokes.add(Stroke.ofPoints((float) (100 * Math.pow(1.0005, i)), 0));
    }
    strokes.add(HEAD);

    assertThat(StrayMarks.find(Drawing.of(strokes))).isEmpty();
  }
}
