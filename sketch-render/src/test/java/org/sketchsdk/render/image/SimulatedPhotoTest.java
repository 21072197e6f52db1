package org.sketchsdk.render.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sketchsdk.render.image.Photos.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.testing.OwnDrawings;
import org.sketchsdk.testing.PhotoSimulator;
import org.sketchsdk.testing.Scene;
import org.sketchsdk.testing.TestData;

class SimulatedPhotoTest {
  private static final Set<Scene> INVERTED =
      EnumSet.of(Scene.CANVAS_480_INVERTED, Scene.CANVAS_GRAY, Scene.CHALKBOARD);

  private final InkExtractor extractor = InkExtractor.create(RasterOptions.defaults());
  private final Rasterizer rasterizer = Rasterizer.create(RasterOptions.defaults());

  @ParameterizedTest
  @EnumSource
  void findsTheDrawing(Scene scene) {
    Drawing drawing = OwnDrawings.all().get(scene.name().length() % 4);
    PhotoSimulator.Photo photo = PhotoSimulator.take(drawing, scene.settings(), 11);
    InkExtraction extraction = extractor.extract(picture(photo));
    Raster truth = rasterizer.render(photo.drawing());
    Drawing seen =
        extraction
            .sheet()
            .map(sheet -> sheet.toPicture(extraction.drawing()))
            .orElse(extraction.drawing());
    RasterScores scores = RasterScores.of(rasterizer.render(seen), truth);
    assertThat(scores.f()).isGreaterThan(0.95);
    assertThat(scores.iou()).isGreaterThan(0.75);
    assertThat(extraction.has(Diagnostic.NO_INK)).isFalse();
    assertThat(extraction.has(Diagnostic.BLURRED)).isFalse();
    assertThat(extraction.has(Diagnostic.TOO_MUCH_INK)).isFalse();
    assertThat(extraction.has(Diagnostic.INVERTED)).isEqualTo(INVERTED.contains(scene));
  }

  @ParameterizedTest
  @EnumSource(names = {"SHADOW_EDGE", "RULED", "DARK_DESK", "PHONE"})
  void findsNoInkOnABlankSheet(Scene scene) {
    PhotoSimulator.Photo photo = PhotoSimulator.take(Drawing.empty(), scene.settings(), 0);
    assertThat(extractor.extract(picture(photo)).diagnostics()).containsExactly(Diagnostic.NO_INK);
  }

  /**
   * Prints the table of docs/INK_EXTRACTION.md with {@code -Dsketch.extraction.drawings=40}, and
   * writes contact sheets into the folder that {@code sketch.extraction.sheets} names, if any;
   * otherwise checks a few scenes.
   */
  @Test
  void beatsAGlobalThresholdOnDrawingsOfOthers() throws IOException {
    Path folder = TestData.require("quickdraw/val");
    String count = System.getProperty("sketch.extraction.drawings");
    String sheets = System.getProperty("sketch.extraction.sheets");
    List<Scene> scenes =
        count == null
            ? List.of(Scene.CANVAS_480, Scene.UNEVEN_GRAY_224, Scene.PHONE)
            : List.of(Scene.values());
    List<Drawing> drawings =
        ExtractionReport.sample(folder, count == null ? 3 : Integer.parseInt(count));
    System.out.println(ExtractionReport.Row.HEADER);
    for (Scene scene : scenes) {
      ExtractionReport.Row row =
          ExtractionReport.measure(scene, drawings, sheets == null ? null : Path.of(sheets));
      System.out.println(row);
      assertThat(row.f()).isGreaterThan(0.95);
      assertThat(row.iou()).isGreaterThan(row.naiveIou());
      assertThat(row.diagnosed()).doesNotContainKey(Diagnostic.NO_INK);
    }
  }
}
