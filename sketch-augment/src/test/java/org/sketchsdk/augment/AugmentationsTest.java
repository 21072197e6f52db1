package org.sketchsdk.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sketchsdk.augment.TestDrawings.drawing;
import static org.sketchsdk.augment.TestDrawings.stroke;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

class AugmentationsTest {
  private static final Raster RASTER =
      Rasterizer.create(RasterOptions.defaults()).render(TestDrawings.house());

  static List<Augmentation<Drawing>> offForDrawings() {
    return List.of(
        Augmentations.wobble(0),
        Augmentations.pointJitter(0),
        Augmentations.affine(0, 0, 1),
        Augmentations.scale(1, 1),
        Augmentations.shift(0),
        Augmentations.mirror(0),
        Augmentations.dropStrokes(0),
        Augmentations.partial(1),
        Augmentations.localDeformation(0),
        Augmentations.globalDeformation(0),
        Augmentations.resimplify(0),
        Augmentations.place(256, 0, 0));
  }

  @ParameterizedTest
  @MethodSource("offForDrawings")
  void parametersThatMeanNotAtAllReturnTheSameDrawing(Augmentation<Drawing> off) {
    for (Drawing drawing : TestDrawings.all()) {
      assertThat(off.apply(drawing, SeededRandom.of(1))).isSameAs(drawing);
    }
  }

  static List<Augmentation<Raster>> offForRasters() {
    return List.of(
        Augmentations.dilate(0),
        Augmentations.erode(0),
        Augmentations.dilate(0.99),
        Augmentations.morphology(0, 1),
        Augmentations.morphology(1, 0),
        Augmentations.blur(0));
  }

  @ParameterizedTest
  @MethodSource("offForRasters")
  void parametersThatMeanNotAtAllReturnTheSameRaster(Augmentation<Raster> off) {
    assertThat(off.apply(RASTER, SeededRandom.of(1))).isSameAs(RASTER);
  }

  static List<Augmentation<Drawing>> onForDrawings() {
    return List.of(
        Augmentations.wobble(1),
        Augmentations.pointJitter(1),
        Augmentations.affine(10, 0.1, 1.2),
        Augmentations.scale(0.5, 0.9),
        Augmentations.shift(5),
        Augmentations.mirror(1),
        Augmentations.dropStrokes(1),
        Augmentations.partial(0),
        Augmentations.localDeformation(1),
        Augmentations.globalDeformation(1),
        Augmentations.resimplify(60),
        Augmentations.place(128, 4, 0));
  }

  @ParameterizedTest
  @MethodSource("onForDrawings")
  void sameRandomNumbersGiveTheSameDrawingAndOthersAnother(Augmentation<Drawing> on) {
    Drawing house = TestDrawings.house();
    Drawing changed = on.apply(house, SeededRandom.of(1));

    assertThat(changed).isEqualTo(on.apply(house, SeededRandom.of(1)));
    assertThat(changed).isNotEqualTo(house);
  }

  @ParameterizedTest
  @MethodSource("onForDrawings")
  void emptyDrawingsAndDotsAreNoProblem(Augmentation<Drawing> on) {
    assertThat(on.apply(Drawing.empty(), SeededRandom.of(1))).isEqualTo(Drawing.empty());
    Drawing dot = drawing(stroke(3, 4));
    assertThat(on.apply(dot, SeededRandom.of(1)).pointCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("onForDrawings")
  void hugeCoordinatesAreNoProblem(Augmentation<Drawing> on) {
    float max = Float.MAX_VALUE;
    Drawing huge = drawing(stroke(-max, -max, max, max, max, -max), stroke(0, max));

    Drawing changed = on.apply(huge, SeededRandom.of(2));

    assertThat(changed.isEmpty()).isFalse();
  }

  static Stream<Arguments> outOfRange() {
    return Stream.of(
        Arguments.of(call(() -> Augmentations.wobble(-1)), "sigmaPx must be 0 to 16: -1.0"),
        Arguments.of(call(() -> Augmentations.wobble(Double.NaN)), "sigmaPx must be 0 to 16: NaN"),
        Arguments.of(
            call(() -> Augmentations.wobble(1, 0)), "relaxationPx must be 1 to Infinity: 0.0"),
        Arguments.of(call(() -> Augmentations.pointJitter(17)), "sigmaPx must be 0 to 16: 17.0"),
        Arguments.of(
            call(() -> Augmentations.affine(181, 0, 1)),
            "rotationMaxDegrees must be 0 to 180: 181.0"),
        Arguments.of(call(() -> Augmentations.affine(0, 2, 1)), "shearMax must be 0 to 1: 2.0"),
        Arguments.of(call(() -> Augmentations.affine(0, 0, 0)), "aspectMax must be 1 to 4: 0.0"),
        Arguments.of(call(() -> Augmentations.scale(2, 1)), "min must be 1.0E-6 to 1: 2.0"),
        Arguments.of(call(() -> Augmentations.scale(1, 9)), "max must be 1.0E-6 to 8: 9.0"),
        Arguments.of(call(() -> Augmentations.shift(513)), "maxPx must be 0 to 512: 513.0"),
        Arguments.of(call(() -> Augmentations.place(128, 65, 0)), "insetPx must be 0 to 64: 65.0"),
        Arguments.of(call(() -> Augmentations.mirror(2)), "probability must be 0 to 1: 2.0"),
        Arguments.of(call(() -> Augmentations.dropStrokes(2)), "probability must be 0 to 1: 2.0"),
        Arguments.of(call(() -> Augmentations.partial(2)), "minShare must be 0 to 1: 2.0"),
        Arguments.of(
            call(() -> Augmentations.localDeformation(65)), "sigmaPx must be 0 to 64: 65.0"),
        Arguments.of(
            call(() -> Augmentations.globalDeformation(65)), "sigmaPx must be 0 to 64: 65.0"),
        Arguments.of(
            call(() -> Augmentations.resimplify(65)), "maxEpsilonPx must be 0 to 64: 65.0"),
        Arguments.of(call(() -> Augmentations.dilate(17)), "radiusPx must be 0 to 16: 17.0"),
        Arguments.of(call(() -> Augmentations.erode(-1)), "radiusPx must be 0 to 16: -1.0"),
        Arguments.of(call(() -> Augmentations.morphology(1, 2)), "probability must be 0 to 1: 2.0"),
        Arguments.of(call(() -> Augmentations.blur(17)), "maxSigmaPx must be 0 to 16: 17.0"));
  }

  private static ThrowingCallable call(ThrowingCallable callable) {
    return callable;
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void parametersOutOfTheirRangeAreRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void mirrorExchangesLeftAndRightInPlaceAndKeepsTimes() {
    Drawing timed =
        drawing(
            Stroke.of(new float[] {10, 30}, new float[] {5, 6}, new int[] {0, 9}), stroke(20, 7));

    Drawing mirrored = Augmentations.mirror(1).apply(timed, SeededRandom.of(1));

    assertThat(mirrored.strokes())
        .containsExactly(
            Stroke.of(new float[] {30, 10}, new float[] {5, 6}, new int[] {0, 9}), stroke(20, 7));
  }

  @Test
  void affineKeepsTheAreaAndTheMiddle() {
    Drawing triangle = drawing(stroke(0, 0, 60, 0, 0, 60, 60, 60));
    for (int seed = 0; seed < 200; seed++) {
      Stroke moved =
          Augmentations.affine(30, 0.3, 1.5)
              .apply(triangle, SeededRandom.of(seed))
              .strokes()
              .get(0);
      double ax = moved.x(1) - moved.x(0);
      double ay = moved.y(1) - moved.y(0);
      double bx = moved.x(2) - moved.x(0);
      double by = moved.y(2) - moved.y(0);
      assertThat(ax * by - ay * bx).isCloseTo(3600, within(0.1));
      assertThat((moved.x(0) + moved.x(3)) / 2.0).isCloseTo(30, within(1e-3));
      assertThat((moved.y(1) + moved.y(2)) / 2.0).isCloseTo(30, within(1e-3));
    }
  }

  @Test
  void rotationStaysWithinItsLimitAndUsesIt() {
    Drawing line = drawing(stroke(0, 0, 100, 0));
    double least = 90;
    double most = -90;
    for (int seed = 0; seed < 2000; seed++) {
      Stroke moved =
          Augmentations.affine(10, 0, 1).apply(line, SeededRandom.of(seed)).strokes().get(0);
      double degrees = Math.toDegrees(Math.atan2(moved.y(1) - moved.y(0), moved.x(1) - moved.x(0)));
      least = Math.min(least, degrees);
      most = Math.max(most, degrees);
    }
    assertThat(least).isBetween(-10.01, -9.8);
    assertThat(most).isBetween(9.8, 10.01);
  }

  @Test
  void scaleKeepsTheMiddle() {
    Drawing scaled =
        Augmentations.scale(0.5, 0.5).apply(drawing(stroke(0, 0, 40, 20)), SeededRandom.of(1));

    assertThat(scaled).isEqualTo(drawing(stroke(10, 5, 30, 15)));
  }

  @Test
  void shiftMovesAllPointsAlike() {
    for (int seed = 0; seed < 100; seed++) {
      Drawing moved =
          Augmentations.shift(6).apply(drawing(stroke(0, 0, 40, 20)), SeededRandom.of(seed));
      Stroke stroke = moved.strokes().get(0);
      assertThat(stroke.x(0)).isBetween(-6f, 6f);
      assertThat(stroke.y(0)).isBetween(-6f, 6f);
      assertThat(stroke.x(1) - stroke.x(0)).isCloseTo(40, within(1e-4f));
      assertThat(stroke.y(1) - stroke.y(0)).isCloseTo(20, within(1e-4f));
    }
  }

  @Test
  void placeKeepsPointsInsideTheInsets() {
    for (int seed = 0; seed < 300; seed++) {
      SeededRandom random = SeededRandom.of(seed);
      float x = (float) random.uniform(-300, 300);
      float y = (float) random.uniform(-300, 300);
      float w = (float) random.uniform(0, 200);
      float h = (float) random.uniform(0, 200);

      Drawing placed =
          Augmentations.place(128, 5, 20).apply(drawing(stroke(x, y, x + w, y + h)), random);

      assertThat(placed.bounds().minX()).isGreaterThan(4.995f);
      assertThat(placed.bounds().minY()).isGreaterThan(4.995f);
      assertThat(placed.bounds().maxX()).isLessThan(123.005f);
      assertThat(placed.bounds().maxY()).isLessThan(123.005f);
      double larger = Math.max(w, h);
      double expected = larger > 118 ? 118 : larger;
      assertThat(Math.max(placed.bounds().width(), placed.bounds().height()))
          .isCloseTo(expected, within(1e-2));
    }
  }

  @Test
  void placeUsesTheRoomThereIs() {
    Drawing narrow = drawing(stroke(60, 5, 68, 123));
    float least = 60;
    float most = 60;
    for (int seed = 0; seed < 500; seed++) {
      Drawing placed = Augmentations.place(128, 5, 6).apply(narrow, SeededRandom.of(seed));
      least = Math.min(least, placed.bounds().minX());
      most = Math.max(most, placed.bounds().minX());
      assertThat(placed.bounds().minY()).isCloseTo(5, within(0.01f));
    }
    assertThat(least).isBetween(54f, 54.1f);
    assertThat(most).isBetween(65.9f, 66f);
  }

  @Test
  void dropStrokesNeverDropsTheLongest() {
    Drawing face = TestDrawings.face();

    assertThat(Augmentations.dropStrokes(1).apply(face, SeededRandom.of(1)).strokes())
        .containsExactly(face.strokes().get(0));
  }

  @Test
  void dropStrokesDropsEachWithItsProbability() {
    Drawing face = TestDrawings.face();
    int dropped = 0;
    for (int seed = 0; seed < 4000; seed++) {
      Drawing rest = Augmentations.dropStrokes(0.2).apply(face, SeededRandom.of(seed));
      dropped += 4 - rest.strokes().size();
      assertThat(face.strokes()).containsSubsequence(rest.strokes());
    }
    // 12,000 tosses: 2,400 ± 5 standard deviations of 43.8
    assertThat(dropped).isBetween(2_181, 2_619);
  }

  @Test
  void partialKeepsTheFirstPoints() {
    Drawing house = TestDrawings.house();
    for (int seed = 0; seed < 300; seed++) {
      Drawing part = Augmentations.partial(0.5).apply(house, SeededRandom.of(seed));
      // 24 points; a lone first point of a stroke is left out
      assertThat(part.pointCount()).isBetween(12, 24);
      List<Stroke> strokes = part.strokes();
      for (int s = 0; s < strokes.size(); s++) {
        Stroke whole = house.strokes().get(s);
        Stroke kept = strokes.get(s);
        assertThat(kept.size()).isBetween(2, whole.size());
        for (int i = 0; i < kept.size(); i++) {
          assertThat(kept.x(i)).isEqualTo(whole.x(i));
          assertThat(kept.y(i)).isEqualTo(whole.y(i));
        }
        if (s < strokes.size() - 1) {
          assertThat(kept.size()).isEqualTo(whole.size());
        }
      }
    }
  }

  @Test
  void partialKeepsAtLeastAPoint() {
    Drawing line = drawing(stroke(1, 2, 3, 4, 5, 6));

    assertThat(Omission.partial(line, 0)).isEqualTo(drawing(stroke(1, 2)));
    assertThat(Omission.partial(line, 0.5)).isEqualTo(drawing(stroke(1, 2, 3, 4)));
    assertThat(Omission.partial(line, 1)).isSameAs(line);
  }

  @Test
  void pointJitterHasItsSigmaAndKeepsTimes() {
    float[] zeros = new float[5000];
    Stroke still = Stroke.of(zeros, zeros, new int[5000]);

    Stroke moved =
        Augmentations.pointJitter(0.7).apply(drawing(still), SeededRandom.of(1)).strokes().get(0);

    double squares = 0;
    for (int i = 0; i < 5000; i++) {
      squares += moved.x(i) * moved.x(i) + moved.y(i) * moved.y(i);
    }
    assertThat(squares / 10_000).isCloseTo(0.49, within(0.035));
    assertThat(moved.hasTime()).isTrue();
  }

  @Test
  void morphologyDilatesAndErodesAlikeOften() {
    Augmentation<Raster> morphology = Augmentations.morphology(1, 0.3);
    Raster dilated = Augmentations.dilate(1).apply(RASTER, SeededRandom.of(0));
    Raster eroded = Augmentations.erode(1).apply(RASTER, SeededRandom.of(0));
    int dilations = 0;
    int erosions = 0;
    SeededRandom random = SeededRandom.of(8);
    for (int i = 0; i < 2000; i++) {
      Raster result = morphology.apply(RASTER, random);
      dilations += result.equals(dilated) ? 1 : 0;
      erosions += result.equals(eroded) ? 1 : 0;
    }
    // 300 each ± 5 standard deviations of 16
    assertThat(dilations).isBetween(220, 380);
    assertThat(erosions).isBetween(220, 380);
  }
}
