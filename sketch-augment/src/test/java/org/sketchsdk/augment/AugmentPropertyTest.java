package org.sketchsdk.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

class AugmentPropertyTest {
  private static final Rasterizer RASTERIZER = Rasterizer.create(RasterOptions.defaults());

  /** Any drawing: dots, repeated points, reversals, tiny and huge ones, thin ones. */
  @Provide
  Arbitrary<Drawing> drawings() {
    Arbitrary<Float> coordinates =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 255).map(Integer::floatValue),
            Arbitraries.of(0f, -0f, 1e-30f, 1e30f, Float.MAX_VALUE, -Float.MAX_VALUE),
            Arbitraries.floats());
    Arbitrary<Stroke> strokes =
        Arbitraries.integers()
            .between(1, 12)
            .flatMap(
                n ->
                    Combinators.combine(
                            coordinates.array(Float[].class).ofSize(n),
                            coordinates.array(Float[].class).ofSize(n))
                        .as((x, y) -> Stroke.of(unbox(x), unbox(y))));
    return strokes.list().ofMaxSize(6).map(Drawing::of);
  }

  private static float[] unbox(Float[] values) {
    float[] unboxed = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      unboxed[i] = values[i];
    }
    return unboxed;
  }

  @Property(tries = 200)
  void zeroParametersAreTheIdentityByteForByte(
      @ForAll("drawings") Drawing drawing, @ForAll long seed) {
    AugmentedRenderer none = AugmentedRenderer.of(RASTERIZER, AugmentationOptions.none());

    assertThat(none.render(drawing, SeededRandom.of(seed))).isEqualTo(RASTERIZER.render(drawing));
  }

  @Property(tries = 200)
  void theRasterizersOwnPenIsTheIdentityToo(
      @ForAll("drawings") Drawing drawing, @ForAll boolean small, @ForAll long seed) {
    Rasterizer rasterizer =
        small ? Rasterizer.create(RasterOptions.quickDrawBitmap28()) : RASTERIZER;
    double widthPx = rasterizer.options().strokeWidthPx();
    AugmentedRenderer own =
        AugmentedRenderer.of(
            rasterizer,
            AugmentationOptions.none().toBuilder().strokeWidthPx(widthPx, widthPx).build());

    assertThat(own.render(drawing, SeededRandom.of(seed))).isEqualTo(rasterizer.render(drawing));
  }

  @Property(tries = 200)
  void everyDrawingHasOneRasterPerSeed(@ForAll("drawings") Drawing drawing, @ForAll long seed) {
    AugmentationOptions all =
        AugmentationOptions.training().toBuilder()
            .mirror(0.5)
            .pointJitter(1)
            .partial(0, 0.5)
            .dropStrokes(0.5)
            .resimplify(30, 0.5)
            .build();
    AugmentedRenderer renderer = AugmentedRenderer.of(RASTERIZER, all);

    assertThat(renderer.render(drawing, SeededRandom.of(seed)))
        .isEqualTo(renderer.render(drawing, SeededRandom.of(seed)));
  }

  @Property(tries = 200)
  void pointwiseTransformsKeepStrokesAndPoints(
      @ForAll("drawings") Drawing drawing, @ForAll long seed) {
    Drawing changed =
        Augmentations.mirror(0.5)
            .then(Augmentations.affine(20, 0.2, 1.3))
            .then(Augmentations.scale(0.5, 1))
            .then(Augmentations.shift(9))
            .then(Augmentations.pointJitter(1))
            .apply(drawing, SeededRandom.of(seed));

    assertThat(sizes(changed)).isEqualTo(sizes(drawing));
  }

  @Property(tries = 200)
  void omissionsLeaveAPartInOrder(@ForAll("drawings") Drawing drawing, @ForAll long seed) {
    Drawing dropped = Augmentations.dropStrokes(0.5).apply(drawing, SeededRandom.of(seed));
    Drawing part = Augmentations.partial(0).apply(drawing, SeededRandom.of(seed));

    assertThat(drawing.strokes()).containsSubsequence(dropped.strokes());
    assertThat(dropped.isEmpty()).isEqualTo(drawing.isEmpty());
    assertThat(part.isEmpty()).isEqualTo(drawing.isEmpty());
    assertThat(part.pointCount()).isLessThanOrEqualTo(drawing.pointCount());
    if (part.strokes().size() > 1) {
      int whole = part.strokes().size() - 1;
      assertThat(part.strokes().subList(0, whole)).isEqualTo(drawing.strokes().subList(0, whole));
    }
  }

  private static List<Integer> sizes(Drawing drawing) {
    List<Integer> sizes = new ArrayList<>();
    for (Stroke stroke : drawing.strokes()) {
      sizes.add(stroke.size());
    }
    return sizes;
  }
}
