package org.sketchsdk.render.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sketchsdk.render.image.Photos.picture;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.testing.OwnDrawings;
import org.sketchsdk.testing.SceneSimulator;
import org.sketchsdk.testing.SceneSimulator.Shot;
import org.sketchsdk.testing.Situation;

class SituationTest {
  private static final Set<Situation> ON_A_SHEET =
      EnumSet.of(
          Situation.WOOD,
          Situation.CLOTH,
          Situation.TABLE,
          Situation.TURNED,
          Situation.FINGERS,
          Situation.RULED_ON_TABLE,
          Situation.NOTE,
          Situation.SPIRAL,
          Situation.ENVELOPE,
          Situation.HELD_UP,
          Situation.WEBCAM,
          Situation.BOARD);

  private static final Set<Situation> SET_ASIDE =
      EnumSet.of(
          Situation.RULED_CLOSE,
          Situation.CAPTION,
          Situation.NAME,
          Situation.ROUGH_FRAME,
          Situation.SMALL_THINGS);

  private final InkExtractor extractor = InkExtractor.create(RasterOptions.defaults());
  private final Rasterizer rasterizer = Rasterizer.create(RasterOptions.defaults());

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SEVERAL")
  void readsTheDrawingAlone(Situation situation) {
    int good = 0;
    for (int seed = 1; seed <= 3; seed++) {
      Drawing drawing = seed == 2 ? OwnDrawings.star() : OwnDrawings.house();
      Shot shot = SceneSimulator.take(situation, List.of(drawing), seed);
      InkExtraction found = extractor.extract(picture(shot));
      Raster truth = rasterizer.render(drawing);
      boolean like =
          RasterScores.of(found.raster(), truth).f() > (hasSlant(situation) ? 0.5 : 0.75);
      boolean sheet = !ON_A_SHEET.contains(situation) || found.sheet().isPresent();
      boolean listed = !SET_ASIDE.contains(situation) || !found.leftOut().isEmpty();
      good += like && sheet && listed ? 1 : 0;
    }
    assertThat(good).as("pictures read, of 3").isGreaterThanOrEqualTo(2);
  }

  private static boolean hasSlant(Situation situation) {
    // Filled shapes are read by their outline, and lose what is inside.
    return ON_A_SHEET.contains(situation) || situation == Situation.DARK_FILL;
  }

  @Test
  void readsEachOfSeveralDrawings() {
    int found = 0;
    int wanted = 0;
    for (int seed = 1; seed <= 4; seed++) {
      Shot shot = SceneSimulator.take(Situation.SEVERAL, OwnDrawings.all(), seed);
      List<InkExtraction> all = extractor.extractAll(picture(shot));
      assertThat(all.get(0).has(Diagnostic.SEVERAL)).isTrue();
      for (float[] place : shot.places()) {
        wanted++;
        found += all.stream().anyMatch(e -> isAt(e, place)) ? 1 : 0;
      }
    }
    assertThat(wanted).isEqualTo(16);
    assertThat(found).isGreaterThanOrEqualTo(15);
  }

  private static boolean isAt(InkExtraction extraction, float[] place) {
    if (extraction.bounds().isEmpty()) {
      return false;
    }
    Bounds b = extraction.bounds().get();
    double tolerance = 0.2 * Math.max(place[2], place[3]);
    return Math.abs(b.minX() - place[0]) < tolerance
        && Math.abs(b.minY() - place[1]) < tolerance
        && Math.abs(b.maxX() - place[0] - place[2]) < tolerance
        && Math.abs(b.maxY() - place[1] - place[3]) < tolerance;
  }

  /** An extractor uses arrays again, whatever picture comes next and however many threads ask. */
  @Test
  void theResultDoesNotDependOnOtherPictures() {
    List<Picture> pictures = new ArrayList<>();
    List<InkExtraction> alone = new ArrayList<>();
    for (Situation situation :
        List.of(
            Situation.WOOD,
            Situation.CLEAN,
            Situation.RULED_CLOSE,
            Situation.DARK_FILL,
            Situation.EQUAL_LUMA,
            Situation.SCAN_EDGES)) {
      Picture picture = picture(SceneSimulator.take(situation, List.of(OwnDrawings.house()), 4));
      pictures.add(picture);
      alone.add(InkExtractor.create(RasterOptions.defaults()).extract(picture));
    }
    for (int i = 2 * pictures.size() - 1; i >= 0; i--) {
      int k = i % pictures.size();
      assertThat(extractor.extract(pictures.get(k))).isEqualTo(alone.get(k));
    }
    List<InkExtraction> together = pictures.parallelStream().map(extractor::extract).toList();
    assertThat(together).isEqualTo(alone);
  }

  @Test
  void includesEverythingIfAskedTo() {
    Shot shot = SceneSimulator.take(Situation.CAPTION, List.of(OwnDrawings.house()), 5);
    InkExtraction alone = extractor.extract(picture(shot));
    InkExtraction all = extractor.includeEverything().extract(picture(shot));
    assertThat(all.drawing().bounds().height())
        .isGreaterThan(1.05 * alone.drawing().bounds().height());
    assertThat(all.leftOut()).noneMatch(piece -> piece.kind() == LeftOut.Kind.WRITING);
    assertThat(all.has(Diagnostic.SEVERAL)).isFalse();
  }
}
