package org.sketchsdk.render.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sketchsdk.render.image.Photos.picture;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.testing.OwnDrawings;
import org.sketchsdk.testing.PhotoSimulator;
import org.sketchsdk.testing.PhotoSimulator.Settings;

class InkExtractorPropertyTest {
  private final InkExtractor extractor = InkExtractor.create(RasterOptions.defaults());

  @Property(tries = 8, seed = "41")
  void exchangingShadesChangesNothing(@ForAll @IntRange(max = 3) int which, @ForAll long seed) {
    Drawing drawing = OwnDrawings.all().get(which);
    Picture dark = picture(PhotoSimulator.take(drawing, Settings.canvas(300, 240).pen(5), seed));
    Picture light =
        picture(PhotoSimulator.take(drawing, Settings.canvas(300, 240).pen(5).tones(0, 1), seed));
    RasterScores scores =
        RasterScores.of(extractor.extract(dark).raster(), extractor.extract(light).raster());
    assertThat(scores.iou()).isGreaterThan(0.97);
  }

  @Property(tries = 8, seed = "42")
  void movingTheDrawingChangesLittle(
      @ForAll @IntRange(max = 3) int which, @ForAll long seed, @ForAll long other) {
    Drawing drawing = OwnDrawings.all().get(which);
    Settings settings = Settings.canvas(400, 400).fill(0.6f).pen(6);
    Raster here = extractor.extract(picture(PhotoSimulator.take(drawing, settings, seed))).raster();
    Raster there =
        extractor.extract(picture(PhotoSimulator.take(drawing, settings, other))).raster();
    RasterScores scores = RasterScores.of(here, there);
    assertThat(scores.iou()).isGreaterThan(0.85);
    assertThat(scores.f()).isGreaterThan(0.99);
  }

  @Property(tries = 8, seed = "43")
  void scalingThePictureChangesLittle(
      @ForAll @IntRange(max = 3) int which, @ForAll @IntRange(min = 150, max = 1400) int size) {
    Drawing drawing = OwnDrawings.all().get(which);
    Raster one = extractor.extract(scaled(drawing, 600)).raster();
    Raster two = extractor.extract(scaled(drawing, size)).raster();
    RasterScores scores = RasterScores.of(one, two);
    assertThat(scores.iou()).isGreaterThan(0.8);
    assertThat(scores.f()).isGreaterThan(0.98);
  }

  private static Picture scaled(Drawing drawing, int size) {
    return picture(PhotoSimulator.take(drawing, Settings.canvas(size, size).pen(size / 80f), 1));
  }
}
