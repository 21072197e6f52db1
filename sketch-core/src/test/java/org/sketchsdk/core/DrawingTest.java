package org.sketchsdk.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrawingTest {
  private static final Stroke LINE = Stroke.of(new float[] {0, 10}, new float[] {5, -5});
  private static final Stroke DOT = Stroke.of(new float[] {20}, new float[] {7}, new int[] {12});

  @Test
  void keepsPointsAndTimes() {
    Stroke stroke = Stroke.of(new float[] {1, 2}, new float[] {3, 4}, new int[] {0, 16});

    assertThat(stroke.size()).isEqualTo(2);
    assertThat(stroke.x(1)).isEqualTo(2);
    assertThat(stroke.y(1)).isEqualTo(4);
    assertThat(stroke.hasTime()).isTrue();
    assertThat(stroke.tMillis(1)).isEqualTo(16);
  }

  @Test
  void takesPairsOfCoordinates() {
    assertThat(Stroke.ofPoints(20, 50, 20, 100, 80, 100))
        .isEqualTo(Stroke.of(new float[] {20, 20, 80}, new float[] {50, 100, 100}));
    assertThat(Stroke.ofPoints(0.1, 7)).isEqualTo(Stroke.of(new float[] {0.1f}, new float[] {7}));
    assertThatThrownBy(() -> Stroke.ofPoints(1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ofPoints takes pairs of x and y, but got 3 numbers");
    assertThatThrownBy(Stroke::ofPoints)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a stroke needs at least one point");
    assertThatThrownBy(() -> Stroke.ofPoints(1, 2, 1e39, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("coordinates must be finite: point 1 is Infinity, 4.0");
  }

  @Test
  void roundsDoublesToFloats() {
    double[] x = {0.1, 2};
    double[] y = {3, 1e-50};
    int[] t = {5, 6};
    Stroke untimed = Stroke.of(x, y);
    Stroke timed = Stroke.of(x, y, t);
    t[0] = 9;

    assertThat(untimed).isEqualTo(Stroke.of(new float[] {0.1f, 2}, new float[] {3, 0}));
    assertThat(timed)
        .isEqualTo(Stroke.of(new float[] {0.1f, 2}, new float[] {3, 0}, new int[] {5, 6}));
    assertThatThrownBy(() -> Stroke.of(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x and y must have the same length: 2 x, 3 y");
    assertThatThrownBy(() -> Stroke.of(new double[0], new double[0], new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a stroke needs at least one point");
    assertThatThrownBy(() -> Stroke.of(new double[1], new double[1], new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("each point needs a time: 0 times, 1 points");
    assertThatThrownBy(() -> Stroke.of(new double[] {1e39}, new double[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("coordinates must be finite: point 0 is Infinity, 0.0");
  }

  @Test
  void copiesItsArrays() {
    float[] x = {1, 2};
    float[] y = {3, 4};
    int[] t = {5, 6};
    Stroke stroke = Stroke.of(x, y, t);
    x[0] = 9;
    y[0] = 9;
    t[0] = 9;

    assertThat(stroke)
        .isEqualTo(Stroke.of(new float[] {1, 2}, new float[] {3, 4}, new int[] {5, 6}));
  }

  @Test
  void refusesStrokesThatAreNone() {
    assertThatThrownBy(() -> Stroke.of(new float[0], new float[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a stroke needs at least one point");
    assertThatThrownBy(() -> Stroke.of(new float[2], new float[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x and y must have the same length: 2 x, 1 y");
    assertThatThrownBy(() -> Stroke.of(new float[2], new float[2], new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("each point needs a time: 3 times, 2 points");
    assertThatThrownBy(() -> Stroke.of(new float[] {0, Float.NaN}, new float[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("coordinates must be finite: point 1 is NaN, 2.0");
  }

  @Test
  void findsEveryCoordinateThatIsNotFinite() {
    for (float value :
        new float[] {
          Float.NaN, Float.intBitsToFloat(-1), Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
        }) {
      assertThatThrownBy(() -> Stroke.of(new float[] {0, value}, new float[] {1, 2}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("coordinates must be finite: point 1 is " + value + ", 2.0");
      assertThatThrownBy(() -> Stroke.of(new float[] {0}, new float[] {value}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("coordinates must be finite: point 0 is 0.0, " + value);
    }
  }

  @Test
  void minusZeroIsLessThanZero() {
    assertThat(Stroke.of(new float[] {0f, -0f}, new float[] {-0f, 0f}).bounds())
        .isEqualTo(new Bounds(-0f, -0f, 0f, 0f));
  }

  @Test
  void takesARangeOfLongerArrays() {
    float[] x = {9, 1, 2, Float.NaN};
    float[] y = {9, 3, 4, 9};
    int[] t = {9, 5, 6, 9};
    Stroke timed = Stroke.ofRange(x, y, t, 1, 3);
    Stroke untimed = Stroke.ofRange(x, y, null, 1, 3);
    x[1] = 8;
    t[1] = 8;

    assertThat(timed)
        .isEqualTo(Stroke.of(new float[] {1, 2}, new float[] {3, 4}, new int[] {5, 6}));
    assertThat(untimed).isEqualTo(Stroke.of(new float[] {1, 2}, new float[] {3, 4}));
    assertThatThrownBy(() -> Stroke.ofRange(x, y, null, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a stroke needs at least one point");
    assertThatThrownBy(() -> Stroke.ofRange(x, y, null, 0, 5))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Stroke.ofRange(x, y, new int[2], 1, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Stroke.ofRange(x, y, null, 2, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("coordinates must be finite: point 1 is NaN, 9.0");
  }

  @Test
  void hasNoTimeUnlessGiven() {
    assertThat(LINE.hasTime()).isFalse();
    assertThatThrownBy(() -> LINE.tMillis(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void boundsHoldEveryPoint() {
    Drawing drawing = Drawing.of(List.of(LINE, DOT));

    assertThat(drawing.bounds()).isEqualTo(new Bounds(0, -5, 20, 7));
    assertThat(drawing.bounds().width()).isEqualTo(20);
    assertThat(drawing.bounds().height()).isEqualTo(12);
    assertThat(drawing.pointCount()).isEqualTo(3);
  }

  @Test
  void boundsOfExtremeCoordinatesDoNotOverflow() {
    Stroke huge =
        Stroke.of(
            new float[] {-Float.MAX_VALUE, Float.MAX_VALUE}, new float[] {0, Float.MIN_VALUE});

    assertThat(huge.bounds().width()).isEqualTo(2.0 * Float.MAX_VALUE);
  }

  @Test
  void anEmptyDrawingHasNoBounds() {
    assertThat(Drawing.of(List.of())).isSameAs(Drawing.empty());
    assertThat(Drawing.empty().pointCount()).isZero();
    assertThatThrownBy(() -> Drawing.empty().bounds()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void isEqualByValue() {
    Drawing drawing = Drawing.of(List.of(LINE, DOT));
    Drawing same =
        Drawing.of(
            List.of(
                Stroke.of(new float[] {0, 10}, new float[] {5, -5}),
                Stroke.of(new float[] {20}, new float[] {7}, new int[] {12})));

    assertThat(drawing).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(drawing).isNotEqualTo(Drawing.of(List.of(DOT, LINE)));
  }

  @Test
  void keepsItsOwnListOfStrokes() {
    List<Stroke> strokes = new ArrayList<>(List.of(LINE));
    Drawing drawing = Drawing.of(strokes);
    strokes.add(DOT);

    assertThat(drawing.strokes()).containsExactly(LINE);
    assertThatThrownBy(() -> drawing.strokes().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void takesStrokesOneByOne() {
    Stroke[] strokes = {LINE, DOT};
    Drawing drawing = Drawing.of(strokes);
    strokes[0] = DOT;

    assertThat(drawing).isEqualTo(Drawing.of(List.of(LINE, DOT)));
    assertThat(Drawing.of()).isSameAs(Drawing.empty());
    assertThatThrownBy(() -> Drawing.of(LINE, null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void iteratesOverItsStrokes() {
    List<Stroke> seen = new ArrayList<>();
    for (Stroke stroke : Drawing.of(LINE, DOT)) {
      seen.add(stroke);
    }

    assertThat(seen).containsExactly(LINE, DOT);
    Iterator<Stroke> iterator = Drawing.of(LINE).iterator();
    iterator.next();
    assertThatThrownBy(iterator::remove).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void buildsStrokesPointByPoint() {
    Drawing.Builder builder = Drawing.builder();
    assertThat(builder.build()).isSameAs(Drawing.empty());

    builder.moveTo(20, 50).lineTo(20, 100).lineTo(80, 100).moveTo(5, 6);
    Drawing first = builder.build();
    Drawing longer = builder.lineTo(7, 8).add(DOT).build();

    assertThat(first)
        .isEqualTo(Drawing.of(Stroke.ofPoints(20, 50, 20, 100, 80, 100), Stroke.ofPoints(5, 6)));
    assertThat(longer)
        .isEqualTo(
            Drawing.of(
                Stroke.ofPoints(20, 50, 20, 100, 80, 100), Stroke.ofPoints(5, 6, 7, 8), DOT));
    assertThatThrownBy(() -> builder.lineTo(1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lineTo needs a stroke to continue; call moveTo first");
    assertThatThrownBy(() -> builder.moveTo(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("coordinates must be finite and in the range of float: NaN, 1.0");
    assertThatThrownBy(() -> builder.moveTo(1, 2).lineTo(1, -1e39))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(builder.build().strokes()).hasSize(4);
  }

  @Test
  void buildsLongStrokes() {
    Drawing.Builder builder = Drawing.builder().moveTo(0, 0);
    double[] xy = new double[2002];
    for (int i = 1; i <= 1000; i++) {
      builder.lineTo(i, -i);
      xy[2 * i] = i;
      xy[2 * i + 1] = -i;
    }

    assertThat(builder.build()).isEqualTo(Drawing.of(Stroke.ofPoints(xy)));
  }

  @Test
  void mapLeavesOutStrokesMappedToNull() {
    Drawing drawing = Drawing.of(List.of(LINE, DOT));

    assertThat(drawing.map(stroke -> stroke.size() > 1 ? stroke : null).strokes())
        .containsExactly(LINE);
  }

  @Test
  void boundsAreFiniteAndNotReversed() {
    assertThatThrownBy(() -> new Bounds(0, 0, -1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Bounds(0, 0, Float.POSITIVE_INFINITY, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
