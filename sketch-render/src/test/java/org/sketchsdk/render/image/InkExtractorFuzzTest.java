package org.sketchsdk.render.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.awt.BufferedImages;

/**
 * Pixels and files of any kind: every picture has an extraction, and every file is a picture or an
 * {@link ImageFormatException}. Run with the stored seeds in the build; {@code JAZZER_FUZZ=1 mvn
 * test -pl sketch-render -am -Dtest=InkExtractorFuzzTest#pixels} looks for more.
 */
class InkExtractorFuzzTest {
  private static final RasterOptions OPTIONS = RasterOptions.defaults();
  private static final InkExtractor EXTRACTOR = InkExtractor.create(OPTIONS);
  private static final Rasterizer RASTERIZER = Rasterizer.create(OPTIONS);

  @FuzzTest
  void pixels(FuzzedDataProvider data) {
    int width = data.consumeInt(1, 96);
    int height = data.consumeInt(1, 96);
    byte[] drawn = data.consumeRemainingAsBytes();
    byte[] pixels = new byte[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = drawn.length == 0 ? 0 : drawn[i % drawn.length];
    }
    check(EXTRACTOR.extract(Picture.of(width, height, pixels)));
  }

  @FuzzTest
  void files(byte[] bytes) throws IOException {
    Picture image;
    try {
      image = BufferedImages.read(new ByteArrayInputStream(bytes), "fuzz", 100_000);
    } catch (ImageFormatException e) {
      assertThat(e.source()).isEqualTo("fuzz");
      assertThat(e).hasMessageEndingWith(": fuzz");
      return;
    }
    assertThat((long) image.width() * image.height()).isBetween(1L, 100_000L);
    check(EXTRACTOR.extract(image));
  }

  private static void check(InkExtraction extraction) {
    assertThat(extraction.has(Diagnostic.NO_INK)).isEqualTo(extraction.drawing().isEmpty());
    assertThat(extraction.raster()).isEqualTo(RASTERIZER.render(extraction.drawing()));
  }
}
