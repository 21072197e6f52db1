package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.testing.SampleDrawings;

class UpscalingTest {
  private static final Raster STEP = Raster.of(2, 1, new byte[] {0, (byte) 200});

  @ParameterizedTest
  @EnumSource
  void theSameSizeIsTheSameRaster(Upscaling upscaling) {
    Raster house = Rasterizer.create(RasterOptions.defaults()).render(SampleDrawings.get("house"));

    assertThat(upscaling.scaleTo(house, 128)).isEqualTo(house);
  }

  @ParameterizedTest
  @EnumSource
  void evenInkStaysEven(Upscaling upscaling) {
    for (int ink = 0; ink < 256; ink++) {
      byte[] even = new byte[7 * 3];
      Arrays.fill(even, (byte) ink);
      byte[] expected = new byte[45 * 45];
      Arrays.fill(expected, (byte) ink);

      assertThat(upscaling.scaleTo(Raster.of(7, 3, even), 45))
          .isEqualTo(Raster.of(45, 45, expected));
    }
  }

  @Test
  void nearestTakesThePixelBelowTheCenter() {
    assertThat(row(Upscaling.NEAREST.scaleTo(STEP, 4))).containsExactly(0, 0, 200, 200);
    // centers at 1/3, 1 (on the border: the right one) and 5/3
    assertThat(row(Upscaling.NEAREST.scaleTo(STEP, 3))).containsExactly(0, 200, 200);
  }

  @Test
  void bilinearIsLinearBetweenCenters() {
    assertThat(row(Upscaling.BILINEAR.scaleTo(STEP, 4))).containsExactly(0, 50, 150, 200);
    assertThat(row(Upscaling.BILINEAR.scaleTo(STEP, 8)))
        .containsExactly(0, 0, 25, 75, 125, 175, 200, 200);
  }

  @Test
  void bicubicIsCubicConvolutionWithThreeQuarters() {
    Raster dot = Raster.of(5, 1, new byte[] {0, 0, (byte) 128, 0, 0});
    int[] row = row(Upscaling.BICUBIC.scaleTo(dot, 10));

    // distances 7/4, 5/4, 3/4, 1/4: weights -9/256, -27/256, 67/256, 225/256
    assertThat(row).containsExactly(0, 0, 0, 34, 113, 113, 34, 0, 0, 0);
    Raster hole = Raster.of(5, 1, new byte[] {100, 100, 0, 100, 100});
    assertThat(row(Upscaling.BICUBIC.scaleTo(hole, 10)))
        .containsExactly(100, 104, 111, 74, 12, 12, 74, 111, 104, 100);
  }

  @ParameterizedTest
  @EnumSource
  void keepsMirrorSymmetry(Upscaling upscaling) {
    byte[] ink = new byte[11 * 11];
    byte[] mirrored = new byte[ink.length];
    for (int i = 0; i < ink.length; i++) {
      ink[i] = (byte) (i * i * 37 + i * 91);
      mirrored[i / 11 * 11 + 10 - i % 11] = ink[i];
    }
    Raster large = upscaling.scaleTo(Raster.of(11, 11, ink), 32); // no center lies on a border
    Raster other = upscaling.scaleTo(Raster.of(11, 11, mirrored), 32);

    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        assertThat(other.ink(x, y)).isEqualTo(large.ink(31 - x, y));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NEAREST, 2ba813cacf7124057f4ed3b17517664a040454a0b72f8edb3e20bb21caad434b",
    "BILINEAR, 163cfe1332bc593f98e4221ce2f8f50fd71e71d6cec4c4e72e3a7b1cd1415d3c",
    "BICUBIC, 8181b79baa508d505f9c25d2fb235638da07d89d59e2ca809e43fd8a77897c7d"
  })
  void samplesKeepTheirPixels(Upscaling upscaling, String sha256) throws NoSuchAlgorithmException {
    Rasterizer rasterizer = Rasterizer.create(RasterOptions.quickDrawBitmap28());
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] ink = new byte[128 * 128];
    for (Drawing drawing : SampleDrawings.all().values()) {
      upscaling.scaleTo(rasterizer.render(drawing), 128).copyTo(ink, 0);
      digest.update(ink);
    }

    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(sha256);
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithOpenCvToOneLevel(Upscaling upscaling) {
    assumeOpenCv();
    Map<Upscaling, Integer> interpolation =
        Map.of(
            Upscaling.NEAREST, opencv_imgproc.INTER_NEAREST_EXACT,
            Upscaling.BILINEAR, opencv_imgproc.INTER_LINEAR,
            Upscaling.BICUBIC, opencv_imgproc.INTER_CUBIC);
    int[] differing = new int[2];
    for (int from : new int[] {28, 31, 64}) {
      Rasterizer rasterizer = Rasterizer.create(RasterOptions.quickDrawBitmap28().withSizePx(from));
      for (int to : new int[] {64, 97, 128, 256}) {
        if (upscaling == Upscaling.NEAREST && to == 97 && from != 31) {
          continue; // a center lies exactly on a border, where OpenCV's rounded ratio decides
        }
        for (Drawing drawing : SampleDrawings.all().values()) {
          Raster small = rasterizer.render(drawing);
          Raster ours = upscaling.scaleTo(small, to);
          Raster theirs = resizeWithOpenCv(small, to, to, interpolation.get(upscaling));
          for (int i = 0; i < to * to; i++) {
            int difference = Math.abs(ours.ink(i % to, i / to) - theirs.ink(i % to, i / to));
            if (difference > 1) {
              assertThat(difference).as("%d to %d", from, to).isLessThanOrEqualTo(1);
            }
            differing[difference]++;
          }
        }
      }
    }

    // measured: none, 2.2 % and 0.8 % of the pixels
    assertThat(differing[1])
        .isLessThanOrEqualTo(upscaling == Upscaling.NEAREST ? 0 : differing[0] / 40);
  }

  @Test
  void refusesSizesThatAreNotLarger() {
    Raster raster = Raster.of(30, 40, new byte[1200]);
    for (int size : new int[] {39, 0, -1, 513}) {
      assertThatThrownBy(() -> Upscaling.BILINEAR.scaleTo(raster, size))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "sizePx must be the larger side of the raster to 512: %d for a raster of 30 x 40",
              size);
    }
    assertThatThrownBy(() -> Upscaling.NEAREST.scaleTo(null, 128))
        .isInstanceOf(NullPointerException.class);
  }

  private static int[] row(Raster raster) {
    int[] row = new int[raster.width()];
    for (int x = 0; x < row.length; x++) {
      row[x] = raster.ink(x, 0);
    }
    return row;
  }

  /** Skips the calling test with a reason where OpenCV's native library is missing. */
  private static void assumeOpenCv() {
    try {
      Loader.load(opencv_imgproc.class);
    } catch (UnsatisfiedLinkError e) {
      Assumptions.abort("no native OpenCV library for " + Loader.getPlatform() + ": " + e);
    }
  }

  private static Raster resizeWithOpenCv(Raster raster, int width, int height, int interpolation) {
    byte[] ink = new byte[raster.width() * raster.height()];
    raster.copyTo(ink, 0);
    try (Mat source = new Mat(raster.height(), raster.width(), opencv_core.CV_8UC1);
        Mat scaled = new Mat();
        Size size = new Size(width, height)) {
      source.data().put(ink);
      opencv_imgproc.resize(source, scaled, size, 0, 0, interpolation);
      byte[] resized = new byte[scaled.rows() * scaled.cols()];
      scaled.data().get(resized);
      return Raster.of(scaled.cols(), scaled.rows(), resized);
    }
  }
}
