package org.sketchsdk.render.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

class TurnedSheetTest {
  private static final Drawing DRAWING =
      Drawing.of(Stroke.ofPoints(10, 10, 60, 10, 60, 30), Stroke.ofPoints(20, 40, 30, 70));

  /** A sheet of 200 × 100 whose upper side falls by these degrees to the right. */
  private static Sheet sheet(double degrees) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    double[] page = {0, 0, 200, 0, 200, 100, 0, 100};
    float[] corners = new float[8];
    for (int i = 0; i < 8; i += 2) {
      corners[i] = (float) (300 + page[i] * cos - page[i + 1] * sin);
      corners[i + 1] = (float) (300 + page[i] * sin + page[i + 1] * cos);
    }
    return new Sheet(corners, 0.9f, false);
  }

  private static InkExtraction on(Sheet sheet) {
    return new InkExtraction(
        Rasterizer.create(RasterOptions.defaults()).render(DRAWING),
        DRAWING,
        Set.of(Diagnostic.SEVERAL),
        Optional.of(new Bounds(300, 300, 400, 400)),
        Optional.of(sheet),
        List.of());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-34, -10, 0, 20, 34})
  void aSheetThatIsNearlyLevelIsReadOneWay(double degrees) {
    assertThat(on(sheet(degrees)).otherWayUp()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-45, -40, -36, 36, 40, 45})
  void theOtherWayHasTheSameLinesInThePicture(double degrees) {
    InkExtraction first = on(sheet(degrees));

    InkExtraction other = first.otherWayUp().orElseThrow();

    Drawing before = first.sheet().orElseThrow().toPicture(first.drawing());
    Drawing after = other.sheet().orElseThrow().toPicture(other.drawing());
    for (int s = 0; s < before.strokes().size(); s++) {
      for (int i = 0; i < before.strokes().get(s).size(); i++) {
        assertThat(after.strokes().get(s).x(i))
            .isCloseTo(before.strokes().get(s).x(i), within(0.01f));
        assertThat(after.strokes().get(s).y(i))
            .isCloseTo(before.strokes().get(s).y(i), within(0.01f));
      }
    }
    Sheet sheet = other.sheet().orElseThrow();
    assertThat(sheet.width()).isCloseTo(100, within(0.01f));
    assertThat(sheet.height()).isCloseTo(200, within(0.01f));
    assertThat(other.diagnostics()).isEqualTo(first.diagnostics());
    assertThat(other.bounds()).isEqualTo(first.bounds());
  }

  @ParameterizedTest
  @CsvSource({"40, 1", "-40, -1"})
  void theRasterTurnsWithTheDrawing(double degrees, int way) {
    InkExtraction first = on(sheet(degrees));

    Raster turned = first.otherWayUp().orElseThrow().raster();

    Raster raster = first.raster();
    int last = raster.width() - 1;
    for (int y = 0; y <= last; y++) {
      for (int x = 0; x <= last; x++) {
        int ink = way > 0 ? turned.ink(last - y, x) : turned.ink(y, last - x);
        assertThat(ink).isEqualTo(raster.ink(x, y));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-45, -40, 40, 45})
  void twoTurnsAreTheFirstWayAgain(double degrees) {
    InkExtraction first = on(sheet(degrees));

    InkExtraction again = first.otherWayUp().orElseThrow().otherWayUp().orElseThrow();

    assertThat(again.sheet()).isEqualTo(first.sheet());
    assertThat(again.raster()).isEqualTo(first.raster());
  }

  @Test
  void withoutASheetOrADrawingThereIsOneWay() {
    InkExtraction first = on(sheet(40));

    assertThat(
            new InkExtraction(
                    first.raster(), DRAWING, Set.of(), first.bounds(), Optional.empty(), List.of())
                .otherWayUp())
        .isEmpty();
    assertThat(
            new InkExtraction(
                    first.raster(),
                    Drawing.empty(),
                    Set.of(),
                    Optional.empty(),
                    first.sheet(),
                    List.of())
                .otherWayUp())
        .isEmpty();
  }
}
