package org.sketchsdk.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

class PartialDrawingTest {
  private static final Stroke FIRST = Stroke.of(new float[] {0, 1, 2}, new float[] {5, 6, 7});
  private static final Stroke SECOND =
      Stroke.of(new float[] {3, 4, 5}, new float[] {8, 9, 9}, new int[] {10, 20, 30});
  private static final Drawing SIX = Drawing.of(List.of(FIRST, SECOND));

  @Test
  void keepsTheFirstPointsInTheOrderOfDrawing() {
    assertThat(PartialDrawing.firstPoints(SIX, 50)).isEqualTo(Drawing.of(List.of(FIRST)));
    assertThat(PartialDrawing.firstPoints(SIX, 67))
        .isEqualTo(
            Drawing.of(
                List.of(FIRST, Stroke.of(new float[] {3}, new float[] {8}, new int[] {10}))));
    assertThat(PartialDrawing.firstPoints(SIX, 33))
        .isEqualTo(Drawing.of(List.of(Stroke.of(new float[] {0, 1}, new float[] {5, 6}))));
  }

  @Test
  void roundsTheNumberOfPointsHalvesUp() {
    assertThat(PartialDrawing.firstPoints(SIX, 25).pointCount()).isEqualTo(2); // 1.5
    assertThat(PartialDrawing.firstPoints(SIX, 24).pointCount()).isEqualTo(1); // 1.44
    assertThat(PartialDrawing.firstPoints(SIX, 75).pointCount()).isEqualTo(5); // 4.5
  }

  @Test
  void keepsAtLeastOnePointAndTheWholeAtOneHundred() {
    assertThat(PartialDrawing.firstPoints(SIX, 1).pointCount()).isEqualTo(1);
    assertThat(PartialDrawing.firstPoints(SIX, 100)).isSameAs(SIX);
    assertThat(PartialDrawing.firstPoints(SIX, 99)).isSameAs(SIX); // 5.94
    assertThat(PartialDrawing.firstPoints(Drawing.empty(), 50).isEmpty()).isTrue();
  }

  @Test
  void refusesSharesOutOfRange() {
    for (int percent : new int[] {0, 101, -1}) {
      assertThatThrownBy(() -> PartialDrawing.firstPoints(SIX, percent))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("percent must be 1 to 100: " + percent);
    }
  }
}
