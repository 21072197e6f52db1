package org.sketchsdk.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.testing.SampleDrawings;

class RasterOptionsTest {
  @Test
  void defaultsAreThoseOfTheModels() {
    assertThat(RasterOptions.defaults()).isEqualTo(new RasterOptions(128, 4, 8));
  }

  @Test
  void changesOneValueAtATime() {
    RasterOptions options = RasterOptions.defaults();

    assertThat(options.withSizePx(64)).isEqualTo(new RasterOptions(64, 4, 8));
    assertThat(options.withStrokeWidthPx(3)).isEqualTo(new RasterOptions(128, 3, 8));
    assertThat(options.withMarginPx(0)).isEqualTo(new RasterOptions(128, 4, 0));
  }

  /**
   * Google's script scales by side / (256 + 2 · padding + line), moves by padding + line / 2 and
   * centers the drawing's bounds in a square of 256, all with Cairo: side 28, padding 16, line 16.
   */
  @Test
  void quickDrawBitmapFollowsTheCairoParameters() {
    double unitPx = 28 / (256 + 2 * 16 + 16.0);
    Drawing square = SampleDrawings.get("square"); // 0 to 255 both ways
    RasterOptions options = RasterOptions.quickDrawBitmap28();
    Bounds pixels = Rasterizer.create(options).toPixels(square).bounds();

    assertThat(options.sizePx()).isEqualTo(28);
    assertThat(options.strokeWidthPx()).isCloseTo((float) (16 * unitPx), within(1e-6f));
    // the left and right ends: (0 or 255, plus half of 256 - 255, plus 24) units
    assertThat((double) pixels.minX()).isCloseTo((0.5 + 24) * unitPx, within(1 / 512.0));
    assertThat((double) pixels.maxX()).isCloseTo((255 + 0.5 + 24) * unitPx, within(1 / 512.0));
    assertThat((double) pixels.minY()).isCloseTo((0.5 + 24) * unitPx, within(1 / 512.0));
  }

  @ParameterizedTest
  @ValueSource(ints = {27, 513, 0, -128})
  void refusesSizesOutOfRange(int size) {
    assertThatThrownBy(() -> new RasterOptions(size, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sizePx must be 28 to 512: " + size);
  }

  @ParameterizedTest
  @ValueSource(floats = {0.99f, 64.01f, -4, Float.NaN, Float.POSITIVE_INFINITY})
  void refusesPensOutOfRange(float width) {
    assertThatThrownBy(() -> RasterOptions.defaults().withStrokeWidthPx(width))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("strokeWidthPx must be 1 to sizePx / 2 = 64.0: " + width);
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.01f, 64, Float.NaN, Float.POSITIVE_INFINITY})
  void refusesMarginsOutOfRange(float margin) {
    assertThatThrownBy(() -> RasterOptions.defaults().withMarginPx(margin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("marginPx must be 0 to less than sizePx / 2 = 64.0: " + margin);
  }

  @Test
  void rangesIncludeTheirEnds() {
    assertThat(new RasterOptions(28, 14, 0).strokeWidthPx()).isEqualTo(14);
    assertThat(new RasterOptions(512, 1, 255.9f).sizePx()).isEqualTo(512);
  }
}
