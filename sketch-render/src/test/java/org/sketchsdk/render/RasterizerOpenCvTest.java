package org.sketchsdk.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.sketchsdk.render.RasterizerTest.line;
import static org.sketchsdk.render.RasterizerTest.strokes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.testing.SampleDrawings;

/**
 * OpenCV's {@code polylines} as an independent opinion. It draws the same shapes but for some
 * habits, which are measured here:
 *
 * <ul>
 *   <li>Its lines are wider than asked for. It fills a rectangle of the asked width and draws the
 *       rectangle's outline on top, which adds to each side 0.63 pixel if anti-aliased and 0.45 if
 *       not, and it adds another half pixel to each side if the thickness is odd. So the pictures
 *       are compared at the same <em>drawn</em> thickness; at the same nominal one, a pen of 4
 *       would only reach an overlap of 0.76 and a pen of 5 one of 0.71.
 *   <li>A polyline of one point is not drawn: a dot vanishes.
 *   <li>Caps and joins are narrower than the lines: by about 1 pixel without anti-aliasing (and
 *       centered on a whole pixel), by about 0.8 with it if the thickness is odd. Together with the
 *       threshold's ties this is what remains.
 * </ul>
 */
class RasterizerOpenCvTest {
  private static final int SIZE = 128;

  private static List<Drawing> testDrawings;

  @BeforeAll
  static void needsOpenCv() {
    OpenCv.assumeAvailable();
  }

  @ParameterizedTest(name = "thickness {0}, line type {1}: drawn {2} px wide")
  @CsvSource({
    "1, 16, 1.25",
    "2, 16, 3.25",
    "3, 16, 5.25",
    "4, 16, 5.25",
    "5, 16, 7.25",
    "6, 16, 7.25",
    "8, 16, 9.25",
    "4, 8, 4.9",
    "5, 8, 6.9",
    "6, 8, 6.9"
  })
  void openCvDrawsWiderLinesThanAskedFor(int thickness, int lineType, double drawnPx) {
    // ink at half strength and more along the middle of lines of many slopes, a pixel of length
    double area = 0;
    double length = 0;
    for (int k = 0; k < 40; k++) {
      float shift = k * 13 / 64f;
      Drawing line =
          k % 2 == 0
              ? strokes(line(30 + shift, 20, 210 - 5 * shift, 100 + 13 * shift))
              : strokes(line(20, 30 + shift, 100 + 13 * shift, 210 - 5 * shift));
      Raster raster = OpenCv.polylines(line, 256, thickness, lineType);
      double ax = line.strokes().get(0).x(0);
      double ay = line.strokes().get(0).y(0);
      double dx = line.strokes().get(0).x(1) - ax;
      double dy = line.strokes().get(0).y(1) - ay;
      double whole = Math.sqrt(dx * dx + dy * dy);
      for (int y = 0; y < 256; y++) {
        for (int x = 0; x < 256; x++) {
          double along = ((x + 0.5 - ax) * dx + (y + 0.5 - ay) * dy) / whole;
          if (along > 10 && along < whole - 10 && raster.ink(x, y) >= 128) {
            area++;
          }
        }
      }
      length += whole - 20;
    }

    assertThat(area / length).isCloseTo(drawnPx, within(0.1));
  }

  @Test
  void openCvDrawsNoDots() {
    Drawing dot = strokes(line(64, 64));

    assertThat(OpenCv.polylines(dot, SIZE, 4, opencv_imgproc.LINE_AA))
        .isEqualTo(Raster.of(SIZE, SIZE, new byte[SIZE * SIZE]));
  }

  /** The pens, in steps of 1/8 pixel, that fit best: 1/8 wider than the lines' mean width. */
  @ParameterizedTest(name = "thickness {0}, line type {1}, pen {2}")
  @CsvSource({
    "2, 16, 3.375, 0.97", "3, 16, 5.375, 0.97", "4, 16, 5.375, 0.97", "5, 16, 7.375, 0.97",
    "6, 16, 7.375, 0.98", "8, 16, 9.375, 0.98", "4, 8, 5, 0.96", "6, 8, 7, 0.97"
  })
  void agreesWithOpenCvAtTheSameDrawnThickness(
      int thickness, int lineType, float penPx, double leastIou) throws IOException {
    List<Drawing> drawings = new ArrayList<>(SampleDrawings.all().values());
    drawings.removeIf(drawing -> drawing.strokes().stream().anyMatch(s -> s.size() == 1));
    assertThat(iou(drawings, thickness, lineType, penPx)).isGreaterThan(0.95);
    if (testDrawings == null) {
      testDrawings = TestSplit.oneIn(40);
    }
    assertThat(iou(testDrawings, thickness, lineType, penPx)).isGreaterThan(leastIou);
  }

  /** Common ink over all ink, of all drawings together, at half strength and more. */
  private static double iou(List<Drawing> drawings, int thickness, int lineType, float penPx) {
    Rasterizer rasterizer = Rasterizer.create(RasterOptions.defaults().withStrokeWidthPx(penPx));
    List<long[]> overlaps = new ArrayList<>();
    for (Drawing drawing : drawings) {
      Raster ours = rasterizer.render(drawing);
      Raster theirs = OpenCv.polylines(rasterizer.toPixels(drawing), SIZE, thickness, lineType);
      overlaps.add(OpenCv.overlap(ours, theirs));
    }
    return OpenCv.iou(overlaps);
  }
}
