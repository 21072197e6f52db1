package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

class InputRendererTest {
  private static final Drawing HOOK =
      Drawing.of(List.of(Stroke.of(new float[] {0, 90, 40}, new float[] {0, 20, 80})));

  private static final Drawing LADDER =
      Drawing.of(
          List.of(
              Stroke.of(new float[] {0, 90, 90, 0}, new float[] {0, 0, 20, 20}),
              Stroke.of(new float[] {0, 90, 90, 0}, new float[] {40, 40, 60, 60}),
              Stroke.of(new float[] {0, 90}, new float[] {80, 80})));

  @Test
  void drawsAtTheNetworksSize() {
    assertThat(render(128, Optional.empty()))
        .isEqualTo(bytes(Rasterizer.create(RasterOptions.defaults()).render(HOOK)));
    assertThat(render(28, Optional.empty())).isEqualTo(bytes(bitmap()));
  }

  @Test
  void enlargesBitmaps() {
    for (Upscaling way : Upscaling.values()) {
      assertThat(render(128, Optional.of(way))).isEqualTo(bytes(way.scaleTo(bitmap(), 128)));
    }
  }

  @Test
  void augmentsBeforeItEnlarges() {
    InputRenderer native28 = InputRenderer.of(28, AugmentationOptions.training(), Optional.empty());
    InputRenderer enlarged =
        InputRenderer.of(56, AugmentationOptions.training(), Optional.of(Upscaling.NEAREST));
    byte[] small = new byte[28 * 28];
    byte[] large = new byte[56 * 56];
    native28.renderTo(HOOK, SeededRandom.of(4), small, 0);
    enlarged.renderTo(HOOK, SeededRandom.of(4), large, 0);

    for (int i = 0; i < large.length; i++) {
      assertThat(large[i]).isEqualTo(small[i / 56 / 2 * 28 + i % 56 / 2]);
    }
  }

  @Test
  void leavesFinishedWhatItWouldCutOff() {
    AugmentationOptions cutting =
        AugmentationOptions.training().toBuilder().partial(0.2, 1).build();
    InputRenderer renderer = InputRenderer.of(28, cutting, Optional.empty());
    InputRenderer whole =
        InputRenderer.of(28, cutting.toBuilder().partial(1, 0).build(), Optional.empty());
    byte[] cut = new byte[28 * 28];
    byte[] finished = new byte[28 * 28];
    byte[] expected = new byte[28 * 28];
    renderer.renderTo(LADDER, SeededRandom.of(4), cut, 0);
    renderer.renderFinishedTo(LADDER, SeededRandom.of(4), finished, 0);
    whole.renderTo(LADDER, SeededRandom.of(4), expected, 0);

    assertThat(finished).isEqualTo(expected).isNotEqualTo(cut);
    assertThat(renderer.cutsOff()).isTrue();
    assertThat(whole.cutsOff()).isFalse();
  }

  private static byte[] render(int sizePx, Optional<Upscaling> upscaling) {
    byte[] raster = new byte[sizePx * sizePx];
    InputRenderer.of(sizePx, AugmentationOptions.none(), upscaling).renderTo(HOOK, raster, 0);
    return raster;
  }

  private static Raster bitmap() {
    return Rasterizer.create(RasterOptions.quickDrawBitmap28()).render(HOOK);
  }

  private static byte[] bytes(Raster raster) {
    byte[] bytes = new byte[raster.width() * raster.height()];
    raster.copyTo(bytes, 0);
    return bytes;
  }
}
