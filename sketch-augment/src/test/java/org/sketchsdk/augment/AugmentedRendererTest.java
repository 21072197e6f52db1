package org.sketchsdk.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

class AugmentedRendererTest {
  private static final Rasterizer RASTERIZER = Rasterizer.create(RasterOptions.defaults());
  private static final AugmentationOptions NONE = AugmentationOptions.none();

  private static AugmentedRenderer renderer(AugmentationOptions options) {
    return AugmentedRenderer.of(RASTERIZER, options);
  }

  private static Raster render(AugmentationOptions options, Drawing drawing, long seed) {
    return renderer(options).render(drawing, SeededRandom.of(seed));
  }

  static Stream<AugmentationOptions> presets() {
    return AugmentationOptions.presetNames().stream().map(AugmentationOptions::preset);
  }

  @Test
  void zeroParametersGiveTheRasterizersBytes() {
    // every probability without strength, and every strength without probability
    List<AugmentationOptions> off =
        List.of(
            NONE,
            NONE.toBuilder().morphology(0, 1).blur(0, 1).partial(1, 1).resimplify(0, 1).build(),
            NONE.toBuilder().morphology(2, 0).blur(2, 0).partial(0, 0).resimplify(9, 0).build());
    for (AugmentationOptions options : off) {
      for (Drawing drawing : TestDrawings.all()) {
        for (int seed = 0; seed < 20; seed++) {
          assertThat(render(options, drawing, seed)).isEqualTo(RASTERIZER.render(drawing));
        }
      }
    }
  }

  static List<AugmentationOptions> singleSteps() {
    return List.of(
        NONE.toBuilder().strokeWidthPx(6, 8).build(),
        NONE.toBuilder().wobble(1).build(),
        NONE.toBuilder().morphology(1, 1).build(),
        NONE.toBuilder().blur(2, 1).build(),
        NONE.toBuilder().affine(10, 0, 1).build(),
        NONE.toBuilder().affine(0, 0.2, 1).build(),
        NONE.toBuilder().affine(0, 0, 1.3).build(),
        NONE.toBuilder().scaleMin(0.5).build(),
        NONE.toBuilder().scaleMin(0.9).shiftMaxPx(5).build(),
        NONE.toBuilder().mirror(1).build(),
        NONE.toBuilder().dropStrokes(1).build(),
        NONE.toBuilder().partial(0, 1).build(),
        NONE.toBuilder().pointJitter(1).build(),
        NONE.toBuilder().deformation(2, 0).build(),
        NONE.toBuilder().deformation(0, 2).build(),
        NONE.toBuilder().resimplify(64, 1).build());
  }

  @ParameterizedTest
  @MethodSource("singleSteps")
  void everyStepAloneChangesTheRaster(AugmentationOptions options) {
    Drawing house = TestDrawings.house();

    assertThat(render(options, house, 1)).isNotEqualTo(RASTERIZER.render(house));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void sameSampleGivesTheSameBytesWhateverTheThreads(AugmentationOptions options) {
    AugmentedRenderer shared = renderer(options);
    List<Drawing> drawings = TestDrawings.all();
    List<Raster> inOrder =
        IntStream.range(0, 300).mapToObj(i -> sample(shared, drawings, i)).toList();
    List<Raster> inParallel =
        IntStream.range(0, 300)
            .parallel()
            .mapToObj(i -> sample(shared, drawings, i))
            .collect(Collectors.toList());

    assertThat(inParallel).isEqualTo(inOrder);
  }

  private static Raster sample(AugmentedRenderer renderer, List<Drawing> drawings, int i) {
    SeededRandom random = SeededRandom.forSample(11, "d/" + i % 3, i / 3);
    return renderer.render(drawings.get(i % 3), random);
  }

  @Test
  void epochsGiveDifferentHands() {
    AugmentedRenderer renderer = renderer(AugmentationOptions.training());
    long distinct =
        IntStream.range(0, 100)
            .mapToObj(
                epoch ->
                    renderer.render(
                        TestDrawings.house(), SeededRandom.forSample(1, "house", epoch)))
            .distinct()
            .count();

    assertThat(distinct).isEqualTo(100);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void takesOneNumberWhateverTheOptions(AugmentationOptions options) {
    SeededRandom random = SeededRandom.of(5);
    SeededRandom expected = SeededRandom.of(5);
    renderer(options).render(TestDrawings.face(), random);
    expected.nextLong();

    assertThat(random.nextLong()).isEqualTo(expected.nextLong());
  }

  @Test
  void aStepSwitchedOnLeavesTheOthersAsTheyWere() {
    AugmentationOptions wobble = NONE.toBuilder().wobble(1.2).build();
    for (int seed = 0; seed < 50; seed++) {
      Raster wobbly = render(wobble, TestDrawings.house(), seed);
      Raster both = render(wobble.toBuilder().morphology(1, 1).build(), TestDrawings.house(), seed);

      assertThat(both)
          .isIn(
              Augmentations.dilate(1).apply(wobbly, SeededRandom.of(0)),
              Augmentations.erode(1).apply(wobbly, SeededRandom.of(0)));
    }
  }

  @Test
  void morphologyDilatesAndErodesAlikeOften() {
    Drawing star = TestDrawings.star();
    Raster plain = RASTERIZER.render(star);
    Raster dilated = Augmentations.dilate(1).apply(plain, SeededRandom.of(0));
    Raster eroded = Augmentations.erode(1).apply(plain, SeededRandom.of(0));
    int dilations = 0;
    int erosions = 0;
    for (int seed = 0; seed < 2000; seed++) {
      Raster raster = render(AugmentationOptions.morphologyOnly(), star, seed);
      dilations += raster.equals(dilated) ? 1 : 0;
      erosions += raster.equals(eroded) ? 1 : 0;
    }
    // 300 each ± 5 standard deviations of 16
    assertThat(dilations).isBetween(220, 380);
    assertThat(erosions).isBetween(220, 380);
  }

  @Test
  void pensAreDrawnUniformlyFromTheirRange() {
    // ink of a column across a horizontal line is its width, in 255ths of a pixel
    Drawing line = TestDrawings.drawing(TestDrawings.stroke(0, 0, 100, 0));
    AugmentationOptions options = NONE.toBuilder().strokeWidthPx(3, 8).build();
    int[] histogram = new int[5];
    for (int seed = 0; seed < 2000; seed++) {
      Raster raster = render(options, line, seed);
      int ink = 0;
      for (int y = 0; y < 128; y++) {
        ink += raster.ink(64, y);
      }
      double widthPx = ink / 255.0;
      assertThat(widthPx).isBetween(2.98, 8.02);
      histogram[(int) Math.max(0, Math.min(4, widthPx - 3))]++;
    }
    // 400 in each pixel of width ± 5 standard deviations of 17.9
    assertThat(IntStream.of(histogram).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(310, 490));
  }

  @Test
  void thinPensAreNotEroded() {
    Drawing house = TestDrawings.house();
    AugmentationOptions thin = NONE.toBuilder().strokeWidthPx(2, 2).build();
    Raster plain = render(thin, house, 1);
    Raster dilated = Augmentations.dilate(1).apply(plain, SeededRandom.of(0));
    for (int seed = 0; seed < 50; seed++) {
      assertThat(render(thin.toBuilder().morphology(1, 1).build(), house, seed))
          .isIn(plain, dilated);
    }
  }

  @ParameterizedTest
  @MethodSource("presets")
  void inkNeverVanishes(AugmentationOptions options) {
    AugmentedRenderer renderer = renderer(options);
    Drawing dot = TestDrawings.drawing(TestDrawings.stroke(3, 4));
    for (int seed = 0; seed < 300; seed++) {
      for (Drawing drawing : List.of(TestDrawings.star(), TestDrawings.face(), dot)) {
        byte[] ink = new byte[128 * 128];
        renderer.renderTo(drawing, SeededRandom.of(seed), ink, 0);
        int most = 0;
        for (byte b : ink) {
          most = Math.max(most, b & 0xff);
        }
        assertThat(most).isGreaterThan(100);
      }
    }
  }

  @Test
  void inkStaysOnTheRaster() {
    // An inset of half a pen and half a pixel: on the outermost pixels' centers, which are half a
    // pixel from the edge, ink is at most half.
    AugmentationOptions options =
        AugmentationOptions.training().toBuilder().morphology(0, 0).blur(0, 0).wobble(3).build();
    for (int seed = 0; seed < 300; seed++) {
      Raster raster = render(options, TestDrawings.house(), seed);
      for (int i = 0; i < 128; i++) {
        assertThat(raster.ink(i, 0)).isLessThanOrEqualTo(128);
        assertThat(raster.ink(i, 127)).isLessThanOrEqualTo(128);
        assertThat(raster.ink(0, i)).isLessThanOrEqualTo(128);
        assertThat(raster.ink(127, i)).isLessThanOrEqualTo(128);
      }
    }
  }

  @Test
  void aPartFillsTheRasterAsItDoesAtInference() {
    Drawing two =
        TestDrawings.drawing(
            TestDrawings.stroke(0, 0, 10, 0, 10, 10, 0, 10), TestDrawings.stroke(90, 90, 91, 91));

    assertThat(render(NONE.toBuilder().dropStrokes(1).build(), two, 1))
        .isEqualTo(RASTERIZER.render(Drawing.of(two.strokes().subList(0, 1))));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void emptyDrawingsAreBlankPaper(AugmentationOptions options) {
    assertThat(render(options, Drawing.empty(), 1))
        .isEqualTo(Raster.of(128, 128, new byte[128 * 128]));
  }

  @Test
  void scribblesAndHugeDrawingsHaveARaster() {
    float[] x = new float[100_000];
    float[] y = new float[100_000];
    SeededRandom random = SeededRandom.of(1);
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.uniform(-3e38, 3e38);
      y[i] = (float) random.uniform(-3e38, 3e38);
    }
    Drawing scribble = Drawing.of(List.of(Stroke.of(x, y)));

    assertThat(render(AugmentationOptions.training(), scribble, 1).ink(64, 64)).isGreaterThan(0);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void rendersIntoAPartOfAnArray(AugmentationOptions options) {
    int pixels = 128 * 128;
    byte[] ink = new byte[pixels + 30];
    Arrays.fill(ink, (byte) 9);

    renderer(options).renderTo(TestDrawings.face(), SeededRandom.of(3), ink, 10);

    assertThat(Raster.of(128, 128, Arrays.copyOfRange(ink, 10, 10 + pixels)))
        .isEqualTo(render(options, TestDrawings.face(), 3));
    assertThat(Arrays.copyOf(ink, 10)).containsOnly(9);
    assertThat(Arrays.copyOfRange(ink, 10 + pixels, ink.length)).containsOnly(9);
  }

  @Test
  void refusesArraysThatAreTooShortBeforeTakingANumber() {
    SeededRandom random = SeededRandom.of(1);

    assertThatThrownBy(() -> renderer(NONE).renderTo(TestDrawings.face(), random, new byte[100], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(random.nextLong()).isEqualTo(SeededRandom.of(1).nextLong());
  }

  @Test
  void refusesPensWiderThanHalfTheRaster() {
    Rasterizer small = Rasterizer.create(RasterOptions.quickDrawBitmap28());

    assertThatThrownBy(
            () -> AugmentedRenderer.of(small, NONE.toBuilder().strokeWidthPx(3, 15).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "strokeWidthMaxPx must be at most half of the raster's sizePx, 14.0 (see"
                + " AugmentationOptions.scaledTo): 15.0");
  }

  @Test
  void worksAtEverySizeWithScaledOptions() {
    for (int size : new int[] {28, 64, 256, 512}) {
      Rasterizer rasterizer =
          Rasterizer.create(
              RasterOptions.defaults()
                  .withMarginPx(size / 16f)
                  .withStrokeWidthPx(Math.max(1, size / 32f))
                  .withSizePx(size));
      AugmentedRenderer renderer =
          AugmentedRenderer.of(rasterizer, AugmentationOptions.training().scaledTo(size));

      assertThat(renderer.rasterizer()).isSameAs(rasterizer);
      assertThat(renderer.options()).isEqualTo(AugmentationOptions.training().scaledTo(size));
      assertThat(renderer.render(TestDrawings.star(), SeededRandom.of(1)).width()).isEqualTo(size);
    }
  }
}
