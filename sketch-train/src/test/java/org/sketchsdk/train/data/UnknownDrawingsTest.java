package org.sketchsdk.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

class UnknownDrawingsTest {
  private static List<Drawing> all(int count, long seed) {
    List<Drawing> drawings = new ArrayList<>(UnknownDrawings.scribbles(count, seed));
    drawings.addAll(UnknownDrawings.letters(count, seed));
    return drawings;
  }

  @Test
  void theSeedDecidesAndAShorterListIsTheBeginningOfALongerOne() {
    assertThat(all(40, 1)).isEqualTo(all(40, 1)).doesNotContainAnyElementsOf(all(40, 2));
    assertThat(UnknownDrawings.letters(50, 1).subList(0, 20))
        .isEqualTo(UnknownDrawings.letters(20, 1));
    assertThat(UnknownDrawings.scribbles(0, 1)).isEmpty();
  }

  @Test
  void everyDrawingHasInkAndIsDifferent() {
    List<Drawing> drawings = all(200, 3);
    Rasterizer rasterizer = Rasterizer.create(RasterOptions.defaults());
    for (Drawing drawing : drawings) {
      byte[] raster = new byte[128 * 128];
      rasterizer.renderTo(drawing, raster, 0);
      int ink = 0;
      for (byte pixel : raster) {
        ink += pixel != 0 ? 1 : 0;
      }
      assertThat(ink).isBetween(100, 128 * 128 * 9 / 10);
    }
    assertThat(new HashSet<>(drawings)).hasSize(400);
  }
}
