package org.sketchsdk.train.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.train.data.LabeledDrawings;

class CalibrationTest {
  private static final Rasterizer RASTERIZER = Rasterizer.create(RasterOptions.defaults());
  private static final int PIXELS = 128 * 128;

  private static QuantizationReport.ClassResult result(int total, int correct) {
    return new QuantizationReport.ClassResult("any", total, correct, correct, total);
  }

  private static Drawing line(int slope) {
    return Drawing.of(List.of(Stroke.of(new float[] {0, 255}, new float[] {0, slope})));
  }

  private static LabeledDrawings drawings(int... counts) {
    List<String> labels = new ArrayList<>();
    List<List<Drawing>> classes = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      labels.add("class" + c);
      List<Drawing> drawings = new ArrayList<>();
      for (int i = 0; i < counts[c]; i++) {
        drawings.add(line(10 + 20 * i));
      }
      classes.add(drawings);
    }
    return new LabeledDrawings(labels, classes, "");
  }

  @Test
  void theWorstClassesAreTheFifthWithTheLowestShareOfRightAnswers() {
    List<QuantizationReport.ClassResult> results =
        List.of(
            result(10, 9),
            result(20, 12),
            result(10, 10),
            result(10, 6),
            result(5, 2),
            result(10, 8));

    assertThat(Calibration.worstClasses(results)).containsExactly(4, 1);
  }

  @Test
  void aWorstClassGetsThreeTimesTheSamples() {
    assertThat(Calibration.allotment(70, 5, List.of(3))).containsExactly(10, 10, 10, 30, 10);
  }

  @Test
  void allSamplesAreAllotted() {
    for (int samples : new int[] {1, 7, 1009, 1010}) {
      int[] counts = Calibration.allotment(samples, 25, List.of(0, 7, 8, 20, 24));
      assertThat(Arrays.stream(counts).sum()).isEqualTo(samples);
    }
    int[] counts = Calibration.allotment(1010, 25, List.of(0, 7, 8, 20, 24));
    assertThat(counts[7]).isBetween(86, 87);
    assertThat(counts[6]).isBetween(28, 29);
  }

  @Test
  void drawingsAreTakenAtEvenDistances() {
    LabeledDrawings data = drawings(10, 2);
    byte[] rasters = Calibration.render(data, new int[] {2, 3}, RASTERIZER, 0, 1);

    assertThat(rasters).hasSize(5 * PIXELS);
    assertThat(raster(rasters, 0)).isEqualTo(rendered(data.drawings().get(0).get(0)));
    assertThat(raster(rasters, 1)).isEqualTo(rendered(data.drawings().get(0).get(5)));
    assertThat(raster(rasters, 2)).isEqualTo(rendered(data.drawings().get(1).get(0)));
    assertThat(raster(rasters, 4)).isEqualTo(rendered(data.drawings().get(1).get(1)));
  }

  @Test
  void theShareOfAugmentedSamplesIsKeptAndSeeded() {
    LabeledDrawings data = drawings(8);
    byte[] plain = Calibration.render(data, new int[] {8}, RASTERIZER, 0, 1);
    byte[] half = Calibration.render(data, new int[] {8}, RASTERIZER, 0.5, 1);
    int augmented = 0;
    for (int i = 0; i < 8; i++) {
      augmented += Arrays.equals(raster(plain, i), raster(half, i)) ? 0 : 1;
    }

    assertThat(augmented).isEqualTo(4);
    assertThat(Calibration.render(data, new int[] {8}, RASTERIZER, 0.5, 1)).isEqualTo(half);
    assertThat(Calibration.render(data, new int[] {8}, RASTERIZER, 0.5, 2)).isNotEqualTo(half);
  }

  private static byte[] raster(byte[] rasters, int index) {
    return Arrays.copyOfRange(rasters, index * PIXELS, (index + 1) * PIXELS);
  }

  private static byte[] rendered(Drawing drawing) {
    byte[] raster = new byte[PIXELS];
    RASTERIZER.renderTo(drawing, raster, 0);
    return raster;
  }
}
