package org.sketchsdk.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.testing.SampleDrawings;

class RasterizerTest {
  private static final Rasterizer RASTERIZER = Rasterizer.create(RasterOptions.defaults());
  private static final int SIZE = 128;

  @Test
  void anEmptyDrawingIsBlankPaper() {
    assertThat(RASTERIZER.render(Drawing.empty()))
        .isEqualTo(Raster.of(SIZE, SIZE, new byte[SIZE * SIZE]));
    assertThat(RASTERIZER.toPixels(Drawing.empty())).isSameAs(Drawing.empty());
  }

  @Test
  void aDotIsADiscInTheMiddle() {
    Raster raster = RASTERIZER.render(strokes(line(1234, -77)));

    // a disc of radius 2 around the corner of the four middle pixels
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double d = Math.hypot(x + 0.5 - 64, y + 0.5 - 64);
        long ink = Math.round(255 * Math.max(0, Math.min(1, 2.5 - d)));
        assertThat(raster.ink(x, y)).as("pixel %d, %d", x, y).isEqualTo((int) ink);
      }
    }
    assertThat(raster.ink(63, 64)).isEqualTo(255);
  }

  @Test
  void pointsThatFallOnOneVertexAreADisc() {
    // far from its other end the short stroke is smaller than 1/512 pixel
    Drawing both = strokes(line(0, 0, 1e6f, 1e6f), line(9e5f, 0, 9e5f + 1, 0));
    Drawing dot = strokes(line(0, 0, 1e6f, 1e6f), line(9e5f, 0));

    assertThat(RASTERIZER.render(both)).isEqualTo(RASTERIZER.render(dot));
  }

  @Test
  void inkFallsLinearlyAcrossThePensEdge() {
    // a horizontal line through the middle, y = 64: rows' centers are at 0.5, 1.5, 2.5 from it
    Raster raster = RASTERIZER.render(strokes(line(0, 0, 100, 0)));

    assertThat(raster.ink(64, 63)).isEqualTo(255);
    assertThat(raster.ink(64, 64)).isEqualTo(255);
    assertThat(raster.ink(64, 65)).isEqualTo(255); // 2 + 1/2 - 1.5
    assertThat(raster.ink(64, 66)).isZero(); // 2 + 1/2 - 2.5
    byte[] ink = new byte[SIZE * SIZE];
    RASTERIZER.renderPixelsTo(strokes(line(20, 64.25f, 100, 64.25f)), 4, ink, 0);
    assertThat(ink[62 * SIZE + 64] & 0xff).isEqualTo(191); // 255 * (2.5 - 1.75) = 191.25
    assertThat(ink[66 * SIZE + 64] & 0xff).isEqualTo(64); // 255 * (2.5 - 2.25) = 63.75
  }

  @Test
  void tiesAreRoundedUpWhateverTheLength() {
    // lines of which the centers of two rows of pixels are exactly half a pen away: 127.5
    byte[] ink = new byte[SIZE * SIZE];
    for (int pen : new int[] {3, 4, 7}) {
      float middle = 64 + pen * 0.5f + 0.5f;
      for (int units = 2 * 256; units < 100 * 256; units += 3) {
        float end = 10.5f + units / 256f;
        RASTERIZER.renderPixelsTo(strokes(line(10.5f, middle, end, middle)), pen, ink, 0);
        int above = ink[64 * SIZE + 11] & 0xff;
        int below = ink[(64 + pen) * SIZE + 11] & 0xff;
        RASTERIZER.renderPixelsTo(strokes(line(middle, 10.5f, middle, end)), pen, ink, 0);
        int left = ink[11 * SIZE + 64] & 0xff;
        int right = ink[11 * SIZE + 64 + pen] & 0xff;
        if (above != 128 || below != 128 || left != 128 || right != 128) {
          fail("pen %d, length %d/256: %d %d %d %d", pen, units, above, below, left, right);
        }
      }
    }
  }

  @Test
  void theLargerSideFillsTheSquareUpToTheMargin() {
    // pixels within half a pen and half a pixel of the points have ink: 8 - 2.5 = 5.5
    assertThat(extent(RASTERIZER.render(strokes(line(-3, 5, 997, 305)))))
        .containsExactly(6, 128 - 7, 64 - 17 - 2, 64 + 17 + 1);
    assertThat(extent(RASTERIZER.render(strokes(line(0, 0, 0.25f, 1)))))
        .containsExactly(64 - 14 - 2, 64 + 14 + 1, 6, 128 - 7);
  }

  @Test
  void theAspectRatioIsKept() {
    Drawing pixels =
        RASTERIZER.toPixels(strokes(line(10, 20, 210, 20), line(210, 20, 210, 70, 10, 70)));

    assertThat(pixels.bounds().width()).isEqualTo(112);
    assertThat(pixels.bounds().height()).isEqualTo(28);
  }

  @Test
  void theDrawingIsCentered() {
    Drawing pixels = RASTERIZER.toPixels(strokes(line(1000, 2000, 1010, 2050)));

    assertThat(pixels.bounds().minX() + pixels.bounds().maxX()).isEqualTo(SIZE);
    assertThat(pixels.bounds().minY()).isEqualTo(8);
    assertThat(pixels.bounds().maxY()).isEqualTo(120);
  }

  @Test
  void inkReachesHalfThePenAndHalfAPixelIntoTheMargin() {
    for (Drawing drawing : SampleDrawings.all().values()) {
      for (int size : new int[] {28, 64, 128, 300}) {
        int[] extent = extent(Rasterizer.create(new RasterOptions(size, 5, 5)).render(drawing));
        if (!drawing.isEmpty()) {
          assertThat(extent[0]).isGreaterThanOrEqualTo(2);
          assertThat(extent[1]).isLessThanOrEqualTo(size - 3);
          assertThat(extent[2]).isGreaterThanOrEqualTo(2);
          assertThat(extent[3]).isLessThanOrEqualTo(size - 3);
        }
      }
    }
  }

  @Test
  void translationAndUniformScaleMakeNoDifference() {
    // powers of two and integers: the points stay exact
    for (Drawing drawing : SampleDrawings.all().values()) {
      Drawing moved =
          drawing.map(
              stroke -> {
                float[] x = new float[stroke.size()];
                float[] y = new float[stroke.size()];
                for (int i = 0; i < x.length; i++) {
                  x[i] = stroke.x(i) * 4 + 1024;
                  y[i] = stroke.y(i) * 4 - 2048;
                }
                return Stroke.of(x, y);
              });
      assertThat(RASTERIZER.render(moved)).isEqualTo(RASTERIZER.render(drawing));
    }
  }

  @Test
  void orderDirectionTimeAndDuplicatesMakeNoDifference() {
    for (Drawing drawing : SampleDrawings.all().values()) {
      Raster raster = RASTERIZER.render(drawing);
      List<Stroke> reversedOrder = new ArrayList<>(drawing.strokes());
      Collections.reverse(reversedOrder);
      List<Stroke> twice = new ArrayList<>(drawing.strokes());
      twice.addAll(drawing.strokes());

      assertThat(RASTERIZER.render(Drawing.of(reversedOrder))).isEqualTo(raster);
      assertThat(RASTERIZER.render(drawing.map(RasterizerTest::reversed))).isEqualTo(raster);
      assertThat(RASTERIZER.render(drawing.map(RasterizerTest::timed))).isEqualTo(raster);
      assertThat(RASTERIZER.render(drawing.map(RasterizerTest::stuttered))).isEqualTo(raster);
      assertThat(RASTERIZER.render(Drawing.of(twice))).isEqualTo(raster);
    }
  }

  @Test
  void overlapsAreNoDarkerThanTheNearestLine() {
    byte[] one = new byte[SIZE * SIZE];
    byte[] other = new byte[SIZE * SIZE];
    byte[] both = new byte[SIZE * SIZE];
    Stroke a = line(10, 10, 100, 90, 20, 100);
    Stroke b = line(90, 12, 15, 80, 14, 82);
    RASTERIZER.renderPixelsTo(strokes(a), 4, one, 0);
    RASTERIZER.renderPixelsTo(strokes(b), 4, other, 0);
    RASTERIZER.renderPixelsTo(strokes(a, b), 4, both, 0);

    for (int i = 0; i < both.length; i++) {
      assertThat(both[i] & 0xff).isEqualTo(Math.max(one[i] & 0xff, other[i] & 0xff));
    }
  }

  @Test
  void pixelsOfTheDrawingInPixelsAreTheSame() {
    byte[] ink = new byte[SIZE * SIZE];
    for (Drawing drawing : SampleDrawings.all().values()) {
      RASTERIZER.renderPixelsTo(RASTERIZER.toPixels(drawing), 4, ink, 0);
      assertThat(Raster.of(SIZE, SIZE, ink)).isEqualTo(RASTERIZER.render(drawing));
    }
  }

  @Test
  void toPixelsKeepsTimesAndReturnsMultiplesOfOne256th() {
    Stroke timed = Stroke.of(new float[] {0, 3, 7}, new float[] {1, 1, 2}, new int[] {0, 9, 4});
    Stroke pixels = RASTERIZER.toPixels(strokes(timed)).strokes().get(0);

    assertThat(pixels.hasTime()).isTrue();
    assertThat(pixels.tMillis(1)).isEqualTo(9);
    for (int i = 0; i < 3; i++) {
      assertThat(pixels.x(i) * 256 % 1).isZero();
      assertThat(pixels.y(i) * 256 % 1).isZero();
    }
  }

  @Test
  void aDrawingInPixelsIsCutOffAtTheSides() {
    // the same lines on a larger sheet, of which this raster is the middle
    Drawing drawing =
        strokes(line(-40, -30, 150, 170), line(-9, 64, 140, 64), line(64, -900, 64, 900));
    Drawing shifted =
        drawing.map(
            stroke -> {
              float[] x = new float[stroke.size()];
              float[] y = new float[stroke.size()];
              for (int i = 0; i < x.length; i++) {
                x[i] = stroke.x(i) + 192;
                y[i] = stroke.y(i) + 192;
              }
              return Stroke.of(x, y);
            });
    byte[] small = new byte[SIZE * SIZE];
    byte[] large = new byte[512 * 512];
    RASTERIZER.renderPixelsTo(drawing, 7, small, 0);
    Rasterizer.create(RasterOptions.defaults().withSizePx(512))
        .renderPixelsTo(shifted, 7, large, 0);

    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        assertThat(small[y * SIZE + x]).isEqualTo(large[(y + 192) * 512 + x + 192]);
      }
    }
    assertThat(small[64]).isNotZero();
  }

  @Test
  void pointsOutsideOfTheRasterLeaveNoInk() {
    byte[] ink = new byte[SIZE * SIZE];
    RASTERIZER.renderPixelsTo(
        strokes(line(-10, -10, 200, -10, 200, 200), line(1000, 1000), line(-3, 64, -3, 70)),
        4,
        ink,
        0);

    assertThat(ink).containsOnly(0);
  }

  @Test
  void linesBetweenTheFarthestPointsArePresent() {
    float far = 1e30f; // moved to ±32,768
    byte[] ink = new byte[SIZE * SIZE];
    RASTERIZER.renderPixelsTo(strokes(line(-far, 64, far, 64)), 4, ink, 0);
    for (int x = 0; x < SIZE; x++) {
      assertThat(ink[64 * SIZE + x] & 0xff).as("column %d", x).isEqualTo(255);
      assertThat(ink[67 * SIZE + x] & 0xff).as("column %d", x).isZero();
    }
    RASTERIZER.renderPixelsTo(strokes(line(64, far, 64, -far)), 4, ink, 0);
    for (int y = 0; y < SIZE; y++) {
      assertThat(ink[y * SIZE + 64] & 0xff).as("row %d", y).isEqualTo(255);
    }
    RASTERIZER.renderPixelsTo(strokes(line(-far, -far, far, far)), 4, ink, 0);
    for (int i = 0; i < SIZE; i++) {
      assertThat(ink[i * SIZE + i] & 0xff).as("diagonal %d", i).isEqualTo(255);
    }
    RASTERIZER.renderPixelsTo(strokes(line(far, -far, -far, far)), 4, ink, 0);
    assertThat(ink[0] & 0xff).isEqualTo(255); // that diagonal touches the corner at 0, 0 alone
    assertThat(ink[2 * SIZE + 2]).isZero();
  }

  @Test
  void extremeCoordinatesAreDrawnLikeAnyOthers() {
    float max = Float.MAX_VALUE;
    float tiny = Float.MIN_VALUE;
    Raster cross = RASTERIZER.render(strokes(line(-1, -1, 1, 1), line(-1, 1, 1, -1)));

    assertThat(RASTERIZER.render(strokes(line(-max, -max, max, max), line(-max, max, max, -max))))
        .isEqualTo(cross);
    assertThat(
            RASTERIZER.render(
                strokes(line(-tiny, -tiny, tiny, tiny), line(-tiny, tiny, tiny, -tiny))))
        .isEqualTo(cross);
    assertThat(RASTERIZER.render(strokes(line(0, 0, max, 0), line(0, tiny))))
        .isEqualTo(RASTERIZER.render(strokes(line(0, 0, 1, 0))));
    assertThat(RASTERIZER.render(strokes(line(max, max)))).isEqualTo(RASTERIZER.render(dot()));
  }

  @Test
  void writesOnlyItsOwnPixelsAndAllOfThem() {
    byte[] dst = new byte[7 + SIZE * SIZE + 5];
    Arrays.fill(dst, (byte) 77);
    RASTERIZER.renderTo(dot(), dst, 7);

    byte[] expected = new byte[dst.length];
    Arrays.fill(expected, (byte) 77);
    RASTERIZER.render(dot()).copyTo(expected, 7);
    assertThat(dst).isEqualTo(expected);
    RASTERIZER.renderTo(Drawing.empty(), dst, 7);
    Arrays.fill(expected, 7, 7 + SIZE * SIZE, (byte) 0);
    assertThat(dst).isEqualTo(expected);
  }

  @Test
  void refusesArraysThatAreTooShort() {
    byte[] dst = new byte[SIZE * SIZE];
    assertThatCode(() -> RASTERIZER.renderTo(dot(), dst, 0)).doesNotThrowAnyException();
    for (int offset : new int[] {-1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> RASTERIZER.renderTo(dot(), dst, offset))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> RASTERIZER.renderTo(Drawing.empty(), dst, offset))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> RASTERIZER.renderPixelsTo(dot(), 4, dst, offset))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThatThrownBy(() -> RASTERIZER.renderTo(dot(), new byte[SIZE * SIZE - 1], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void refusesNull() {
    byte[] dst = new byte[SIZE * SIZE];
    assertThatThrownBy(() -> Rasterizer.create(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> RASTERIZER.render(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> RASTERIZER.renderTo(null, dst, 0))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> RASTERIZER.renderTo(dot(), null, 0))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void refusesPensOutOfRange() {
    byte[] dst = new byte[SIZE * SIZE];
    for (float width : new float[] {0, 0.99f, 64.01f, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> RASTERIZER.renderPixelsTo(dot(), width, dst, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("strokeWidthPx must be 1 to sizePx / 2 = 64.0: " + width);
    }
    assertThatCode(() -> RASTERIZER.renderPixelsTo(dot(), 64, dst, 0)).doesNotThrowAnyException();
    assertThatCode(() -> RASTERIZER.renderPixelsTo(dot(), 1, dst, 0)).doesNotThrowAnyException();
  }

  @Test
  void agreesWithTheReferenceOnTheSamples() {
    for (Drawing drawing : SampleDrawings.all().values()) {
      for (RasterOptions options :
          List.of(
              RasterOptions.defaults(),
              RasterOptions.quickDrawBitmap28(),
              new RasterOptions(61, 1, 0.5f))) {
        ReferenceComparison.assertAgree(
            Rasterizer.create(options).render(drawing),
            RasterizerReference.render(options, drawing));
      }
    }
  }

  @Test
  void agreesWithTheReferenceOnRealDrawings() throws IOException {
    List<Drawing> drawings = TestSplit.oneIn(500);
    int ties = 0;
    for (Drawing drawing : drawings) {
      ties +=
          ReferenceComparison.assertAgree(
              RASTERIZER.render(drawing),
              RasterizerReference.render(RasterOptions.defaults(), drawing));
    }

    // so at most one pixel in 10,000 could be a matter of opinion
    assertThat(ties).isLessThan(drawings.size() * SIZE * SIZE / 10_000);
  }

  private static Drawing dot() {
    return strokes(line(1, 1));
  }

  static Drawing strokes(Stroke... strokes) {
    return Drawing.of(List.of(strokes));
  }

  /** A stroke through x0, y0, x1, y1, … */
  static Stroke line(float... xy) {
    float[] x = new float[xy.length / 2];
    float[] y = new float[xy.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = xy[2 * i];
      y[i] = xy[2 * i + 1];
    }
    return Stroke.of(x, y);
  }

  private static Stroke reversed(Stroke stroke) {
    int n = stroke.size();
    float[] x = new float[n];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = stroke.x(n - 1 - i);
      y[i] = stroke.y(n - 1 - i);
    }
    return Stroke.of(x, y);
  }

  private static Stroke timed(Stroke stroke) {
    int n = stroke.size();
    float[] x = new float[n];
    float[] y = new float[n];
    int[] t = new int[n];
    for (int i = 0; i < n; i++) {
      x[i] = stroke.x(i);
      y[i] = stroke.y(i);
      t[i] = 1000 - 7 * i;
    }
    return Stroke.of(x, y, t);
  }

  /** The same stroke with every point three times. */
  private static Stroke stuttered(Stroke stroke) {
    int n = 3 * stroke.size();
    float[] x = new float[n];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = stroke.x(i / 3);
      y[i] = stroke.y(i / 3);
    }
    return Stroke.of(x, y);
  }

  /** First and last column, first and last row with ink. */
  private static int[] extent(Raster raster) {
    int[] extent = {raster.width(), -1, raster.height(), -1};
    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < raster.width(); x++) {
        if (raster.ink(x, y) > 0) {
          extent[0] = Math.min(extent[0], x);
          extent[1] = Math.max(extent[1], x);
          extent[2] = Math.min(extent[2], y);
          extent[3] = Math.max(extent[3], y);
        }
      }
    }
    return extent;
  }
}
