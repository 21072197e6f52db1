package org.sketchsdk.render.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sketchsdk.render.image.Photos.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.StrayMarks;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.testing.OwnDrawings;
import org.sketchsdk.testing.PhotoSimulator;
import org.sketchsdk.testing.PhotoSimulator.Photo;
import org.sketchsdk.testing.PhotoSimulator.Settings;

class InkExtractorTest {
  private static final RasterOptions OPTIONS = RasterOptions.defaults();

  private final InkExtractor extractor = InkExtractor.create(OPTIONS);
  private final Rasterizer rasterizer = Rasterizer.create(OPTIONS);

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "1, 300", "28, 28", "500, 400"})
  void findsNoInkOnBlankPaperOfAnyShade(int width, int height) {
    for (int shade : new int[] {0, 1, 128, 255}) {
      InkExtraction extraction = extractor.extract(blank(width, height, shade));
      assertThat(extraction.diagnostics()).containsExactly(Diagnostic.NO_INK);
      assertThat(extraction.drawing().isEmpty()).isTrue();
      assertThat(extraction.raster()).isEqualTo(rasterizer.render(Drawing.empty()));
    }
  }

  @Test
  void rasterIsTheDrawingRendered() {
    for (Drawing drawing : OwnDrawings.all()) {
      InkExtraction extraction = extractor.extract(picture(canvas(drawing, 480, 7)));
      assertThat(extraction.raster()).isEqualTo(rasterizer.render(extraction.drawing()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "64, 2, 0.82",
    "128, 4, 0.82",
    "224, 1, 0.9",
    "480, 7, 0.9",
    "480, 14, 0.85",
    "1111, 4, 0.9",
    "2000, 1, 0.9"
  })
  void cleanCanvasComesOutNearlyAsRendered(int size, float penPx, double leastIou) {
    for (Drawing drawing : OwnDrawings.all()) {
      Photo photo = canvas(drawing, size, penPx);
      InkExtraction extraction = extractor.extract(picture(photo));
      RasterScores scores =
          RasterScores.of(extraction.raster(), rasterizer.render(photo.drawing()));
      assertThat(scores.iou()).isGreaterThan(leastIou);
      assertThat(scores.f()).isGreaterThan(0.98);
      assertThat(extraction.diagnostics()).isEmpty();
    }
  }

  @Test
  void leavesOutStrayMarksByTheRuleForStrokes() {
    Set<LeftOut.Kind> kinds = EnumSet.noneOf(LeftOut.Kind.class);
    for (Drawing drawing : OwnDrawings.all()) {
      List<Stroke> strokes = new ArrayList<>(drawing.strokes());
      strokes.add(Stroke.ofPoints(250, 230)); // a tap
      strokes.add(Stroke.ofPoints(-120, 180, -105, 190));
      Drawing marked = Drawing.of(strokes);
      assertThat(StrayMarks.find(marked)).hasSize(2);
      Photo photo = canvas(marked, 1111, 4);

      InkExtraction found = extractor.extract(picture(photo));
      InkExtraction all = extractor.includeEverything().extract(picture(photo));

      assertThat(found.leftOut()).hasSize(2);
      found.leftOut().forEach(piece -> kinds.add(piece.kind()));
      assertThat(found.diagnostics()).isEmpty();
      assertThat(StrayMarks.find(found.drawing())).isEmpty();
      Raster plain = rasterizer.render(StrayMarks.remove(photo.drawing()));
      assertThat(RasterScores.of(found.raster(), plain).f()).isGreaterThan(0.98);
      assertThat(StrayMarks.find(all.drawing())).hasSize(2);
      assertThat(all.leftOut()).isEmpty();
    }
    // a dot may also be dust, or a hole where it is at the edge
    assertThat(kinds)
        .contains(LeftOut.Kind.STRAY_MARK)
        .isSubsetOf(LeftOut.Kind.STRAY_MARK, LeftOut.Kind.SPECKS, LeftOut.Kind.HOLE);
  }

  @Test
  void givesStrokesInPixelsOfThePicture() {
    byte[] pixels = paper(300, 200);
    fill(pixels, 300, 40, 99, 260, 102, 0);
    Drawing drawing = extractor.extract(Picture.of(300, 200, pixels)).drawing();
    assertThat(drawing.strokes()).hasSize(1);
    Bounds bounds = drawing.bounds();
    assertThat(bounds.minY()).isCloseTo(100.5f, within(0.5f));
    assertThat(bounds.maxY()).isCloseTo(100.5f, within(0.5f));
    assertThat(bounds.minX()).isCloseTo(41, within(1.5f));
    assertThat(bounds.maxX()).isCloseTo(259, within(1.5f));
  }

  @Test
  void tracesOneStrokeThroughACrossing() {
    byte[] pixels = paper(400, 400);
    fill(pixels, 400, 50, 197, 350, 203, 0);
    fill(pixels, 400, 197, 50, 203, 350, 0);
    Drawing drawing = extractor.extract(Picture.of(400, 400, pixels)).drawing();
    assertThat(drawing.strokes()).hasSize(2);
    assertThat(drawing.strokes())
        .allSatisfy(
            stroke -> {
              Bounds bounds = stroke.bounds();
              assertThat(Math.max(bounds.width(), bounds.height())).isBetween(290.0, 300.0);
              assertThat(Math.min(bounds.width(), bounds.height())).isLessThan(2);
            });
  }

  @Test
  void readsLightInkOnDarkGroundAndSaysSo() {
    Photo photo = canvas(OwnDrawings.house(), 480, 7);
    InkExtraction dark = extractor.extract(picture(photo));
    InkExtraction light = extractor.extract(negative(picture(photo)));
    assertThat(light.diagnostics()).containsExactly(Diagnostic.INVERTED);
    assertThat(light.raster()).isEqualTo(dark.raster());
  }

  @Test
  void saysThatInkIsFaint() {
    Settings faint = Settings.canvas(480, 480).tones(1, 0.9f);
    InkExtraction extraction =
        extractor.extract(picture(PhotoSimulator.take(OwnDrawings.star(), faint, 1)));
    assertThat(extraction.diagnostics()).containsExactly(Diagnostic.LOW_CONTRAST);
    Settings clear = Settings.canvas(480, 480).tones(1, 0.8f);
    assertThat(
            extractor
                .extract(picture(PhotoSimulator.take(OwnDrawings.star(), clear, 1)))
                .has(Diagnostic.LOW_CONTRAST))
        .isFalse();
  }

  @Test
  void saysThatThePictureIsBlurred() {
    Settings sharp = Settings.canvas(480, 480).blur(3);
    Settings soft = Settings.canvas(480, 480).blur(9);
    assertThat(
            extractor
                .extract(picture(PhotoSimulator.take(OwnDrawings.house(), sharp, 1)))
                .has(Diagnostic.BLURRED))
        .isFalse();
    assertThat(
            extractor
                .extract(picture(PhotoSimulator.take(OwnDrawings.house(), soft, 1)))
                .has(Diagnostic.BLURRED))
        .isTrue();
  }

  @Test
  void saysThatThereIsTooMuchInk() {
    byte[] pixels = paper(400, 400);
    for (int y = 60; y < 340; y += 8) {
      fill(pixels, 400, 60, y, 340, y + 6, 0);
    }
    InkExtraction extraction = extractor.extract(Picture.of(400, 400, pixels));
    assertThat(extraction.has(Diagnostic.TOO_MUCH_INK)).isTrue();
  }

  @Test
  void keepsSmallAreasFilledAndDrawsLargeOnesAsOutlines() {
    byte[] pixels = paper(480, 480);
    ring(pixels, 480, 240, 240, 196, 203);
    ring(pixels, 480, 170, 200, 0, 20);
    Raster small = extractor.extract(Picture.of(480, 480, pixels)).raster();
    // The eye's center in the raster.
    int x = Math.round(64 + (170 - 240) * 112 / 400f);
    int y = Math.round(64 + (200 - 240) * 112 / 400f);
    for (int d = -3; d <= 3; d++) {
      assertThat(small.ink(x + d, y)).isGreaterThan(200);
      assertThat(small.ink(x, y + d)).isGreaterThan(200);
    }
    byte[] disc = paper(480, 480);
    ring(disc, 480, 240, 240, 0, 150);
    InkExtraction large = extractor.extract(Picture.of(480, 480, disc));
    assertThat(large.drawing().strokes()).hasSize(1);
    assertThat(large.raster().ink(64, 64)).isZero();
    assertThat(large.raster().ink(8, 64)).isEqualTo(255);
  }

  @Test
  void leavesTintsInsideOfOutlinesOut() {
    byte[] pixels = paper(480, 480);
    ring(pixels, 480, 240, 240, 0, 150);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = pixels[i] == 0 ? (byte) 190 : pixels[i];
    }
    ring(pixels, 480, 240, 240, 147, 154);
    InkExtraction extraction = extractor.extract(Picture.of(480, 480, pixels));
    assertThat(extraction.drawing().strokes()).hasSize(1);
    assertThat(extraction.diagnostics()).isEmpty();
  }

  @Test
  void aSmallBlobAloneIsADot() {
    byte[] pixels = paper(480, 480);
    ring(pixels, 480, 200, 250, 0, 5);
    Drawing drawing = extractor.extract(Picture.of(480, 480, pixels)).drawing();
    assertThat(drawing.pointCount()).isEqualTo(1);
    assertThat(drawing.strokes().get(0).x(0)).isCloseTo(200.5f, within(1f));
    assertThat(drawing.strokes().get(0).y(0)).isCloseTo(250.5f, within(1f));
  }

  @Test
  void findsAHairlineInTheLargestPictures() {
    int side = 10_000;
    byte[] pixels = paper(side, side);
    fill(pixels, side, 1000, 5000, 9000, 5001, 0);
    fill(pixels, side, 3000, 2000, 3001, 8000, 0);
    InkExtraction extraction = extractor.extract(Picture.owningGray(side, side, pixels));
    // Averaged over ten pixels, the line is a tenth as dark.
    assertThat(extraction.diagnostics()).containsExactly(Diagnostic.LOW_CONTRAST);
    assertThat(extraction.drawing().strokes()).hasSize(2);
    Bounds bounds = extraction.drawing().bounds();
    assertThat(bounds.minX()).isCloseTo(1000, within(20f));
    assertThat(bounds.maxX()).isCloseTo(9000, within(20f));
    assertThat(bounds.minY()).isCloseTo(2000, within(20f));
    assertThat(bounds.maxY()).isCloseTo(8000, within(20f));
  }

  @ParameterizedTest
  @CsvSource({"1, 1000000", "1000000, 1", "3, 70000", "5000, 40"})
  void acceptsPicturesOfAnyShape(int width, int height) {
    byte[] pixels = paper(width, height);
    Arrays.fill(pixels, pixels.length / 3, pixels.length / 2, (byte) 0);
    InkExtraction extraction = extractor.extract(Picture.of(width, height, pixels));
    assertThat(extraction.raster()).isEqualTo(rasterizer.render(extraction.drawing()));
  }

  @Test
  void removesRuledLinesButKeepsInkAcrossThem() {
    Settings plain = photo();
    Settings ruled = photo().ruled(40, 0.3f, false);
    for (Drawing drawing : OwnDrawings.all()) {
      Photo photo = PhotoSimulator.take(drawing, ruled, 5);
      Raster truth = rasterizer.render(photo.drawing());
      RasterScores scores = RasterScores.of(extractor.extract(picture(photo)).raster(), truth);
      assertThat(scores.f()).isGreaterThan(0.97);
      Photo without = PhotoSimulator.take(drawing, plain, 5);
      assertThat(without.drawing()).isEqualTo(photo.drawing());
    }
    assertThat(
            extractor
                .extract(picture(PhotoSimulator.take(Drawing.empty(), ruled, 5)))
                .diagnostics())
        .containsExactly(Diagnostic.NO_INK);
  }

  @Test
  void givesTheSameToManyThreads() {
    List<Picture> images = new ArrayList<>();
    for (Drawing drawing : OwnDrawings.all()) {
      images.add(picture(PhotoSimulator.take(drawing, Settings.canvas(300, 200).pen(4), 3)));
    }
    List<InkExtraction> alone = images.stream().map(extractor::extract).toList();
    List<InkExtraction> together =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> extractor.extract(images.get(i % images.size())))
            .toList();
    for (int i = 0; i < together.size(); i++) {
      assertThat(together.get(i)).isEqualTo(alone.get(i % alone.size()));
    }
  }

  @Test
  void drawsWithItsOptions() {
    RasterOptions options = new RasterOptions(256, 6, 20);
    InkExtractor other = InkExtractor.create(options);
    assertThat(other.options()).isEqualTo(options);
    InkExtraction extraction = other.extract(picture(canvas(OwnDrawings.star(), 480, 7)));
    assertThat(extraction.raster())
        .isEqualTo(Rasterizer.create(options).render(extraction.drawing()));
  }

  @Test
  void resultsAreImmutable() {
    Set<Diagnostic> diagnostics = extractor.extract(blank(10, 10, 255)).diagnostics();
    assertThatThrownBy(() -> diagnostics.add(Diagnostic.BLURRED))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static Settings photo() {
    return Settings.canvas(800, 640)
        .fill(0.7f)
        .pen(6)
        .tones(0.97f, 0.15f)
        .light(0.2f, 0.1f)
        .blur(0.8f)
        .noise(3);
  }

  private static Photo canvas(Drawing drawing, int size, float penPx) {
    return PhotoSimulator.take(drawing, Settings.canvas(size, size).pen(penPx), 7);
  }

  private static Picture negative(Picture image) {
    byte[] pixels = image.grays().clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (255 - (pixels[i] & 0xff));
    }
    return Picture.of(image.width(), image.height(), pixels);
  }

  private static Picture blank(int width, int height, int shade) {
    byte[] pixels = new byte[width * height];
    Arrays.fill(pixels, (byte) shade);
    return Picture.of(width, height, pixels);
  }

  private static byte[] paper(int width, int height) {
    byte[] pixels = new byte[width * height];
    Arrays.fill(pixels, (byte) 255);
    return pixels;
  }

  private static void fill(
      byte[] pixels, int stride, int left, int top, int right, int bottom, int shade) {
    for (int y = top; y < bottom; y++) {
      Arrays.fill(pixels, y * stride + left, y * stride + right, (byte) shade);
    }
  }

  private static void ring(
      byte[] pixels, int stride, int centerX, int centerY, int inner, int outer) {
    for (int y = centerY - outer; y <= centerY + outer; y++) {
      for (int x = centerX - outer; x <= centerX + outer; x++) {
        int d2 = (x - centerX) * (x - centerX) + (y - centerY) * (y - centerY);
        if (d2 >= inner * inner && d2 <= outer * outer) {
          pixels[y * stride + x] = 0;
        }
      }
    }
  }

  @Test
  void strokesStayInsideThePicture() {
    Photo photo = canvas(OwnDrawings.snail(), 480, 7);
    for (Stroke stroke : extractor.extract(picture(photo)).drawing().strokes()) {
      assertThat(stroke.bounds().minX()).isGreaterThanOrEqualTo(0);
      assertThat(stroke.bounds().minY()).isGreaterThanOrEqualTo(0);
      assertThat(stroke.bounds().maxX()).isLessThanOrEqualTo(480);
      assertThat(stroke.bounds().maxY()).isLessThanOrEqualTo(480);
    }
  }
}
