package org.sketchsdk.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinePlotTest {
  @Test
  void putsTicksAtRoundNumbersAroundTheValues() {
    assertThat(LinePlot.ticks(0.13, 0.98)).containsExactly(ticks(0, 0.2, 6), within(1e-12));
    assertThat(LinePlot.ticks(0, 1000)).containsExactly(ticks(0, 200, 6), within(1e-9));
    assertThat(LinePlot.ticks(25, 100)).containsExactly(ticks(20, 20, 5), within(1e-9));
    assertThat(LinePlot.ticks(0.68, 0.936)).containsExactly(ticks(0.6, 0.1, 5), within(1e-12));
  }

  private static double[] ticks(double first, double step, int count) {
    double[] ticks = new double[count];
    for (int i = 0; i < count; i++) {
      ticks[i] = first + i * step;
    }
    return ticks;
  }

  @Test
  void drawsASinglePointAndSaysWhenThereIsNone() {
    Markup one = new Markup();
    new LinePlot("title", "x", Double::toString, "", Double::toString)
        .add("line", List.of(LinePlot.Point.of(3, 0), LinePlot.Point.of(4, Double.NaN)))
        .writeTo(one);
    assertThat(one.toString()).containsOnlyOnce("<circle").doesNotContain("NaN");

    Markup none = new Markup();
    new LinePlot("title", "x", Double::toString, "", Double::toString)
        .add("line", List.of(LinePlot.Point.of(4, Double.NaN)))
        .writeTo(none);
    assertThat(none.toString().strip()).isEqualTo("<p>no finite value</p>");
  }
}
