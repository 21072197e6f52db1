package org.sketchsdk.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.render.Raster;

class BlurTest {
  private static final int SIZE = 40;

  private static byte[] noise(long seed) {
    SeededRandom random = SeededRandom.of(seed);
    byte[] ink = new byte[SIZE * SIZE];
    for (int i = 0; i < ink.length; i++) {
      ink[i] = (byte) random.nextInt(256);
    }
    return ink;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.3, 0.5, 0.8, 1.3, 3, 16})
  void isTheGaussianFilterToWithinOneLevel(double sigmaPx) {
    byte[] ink = noise(1);
    double[] expected = reference(ink, sigmaPx);

    Blur.apply(ink, 0, SIZE, SIZE, sigmaPx);

    for (int i = 0; i < ink.length; i++) {
      assertThat((double) (ink[i] & 0xff)).isCloseTo(expected[i], within(1.0));
    }
  }

  /** The filter cut off at three sigma, in floating point; beyond the sides is paper. */
  private static double[] reference(byte[] ink, double sigmaPx) {
    int reach = Math.max(1, (int) Math.ceil(3 * sigmaPx));
    double sum = 0;
    for (int i = -reach; i <= reach; i++) {
      sum += Math.exp(-0.5 * i * i / (sigmaPx * sigmaPx));
    }
    double[] result = new double[ink.length];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        for (int v = Math.max(0, y - reach); v <= Math.min(SIZE - 1, y + reach); v++) {
          for (int u = Math.max(0, x - reach); u <= Math.min(SIZE - 1, x + reach); u++) {
            double d2 = (double) (u - x) * (u - x) + (double) (v - y) * (v - y);
            result[y * SIZE + x] +=
                (ink[v * SIZE + u] & 0xff) * Math.exp(-0.5 * d2 / (sigmaPx * sigmaPx));
          }
        }
        result[y * SIZE + x] /= sum * sum;
      }
    }
    return result;
  }

  @Test
  void fullInkAndPaperStayWhatTheyAreInside() {
    byte[] ink = new byte[SIZE * SIZE];
    Arrays.fill(ink, (byte) 255);

    Blur.apply(ink, 0, SIZE, SIZE, 0.8);

    assertThat(ink[SIZE * 20 + 20]).isEqualTo((byte) 255);
    assertThat(ink[0] & 0xff).isLessThan(200);
    byte[] blank = new byte[SIZE * SIZE];
    Blur.apply(blank, 0, SIZE, SIZE, 0.8);
    assertThat(blank).containsOnly(0);
  }

  @Test
  void leavesTheRestOfTheArrayAlone() {
    byte[] ink = new byte[SIZE * SIZE + 20];
    Arrays.fill(ink, (byte) 77);

    Blur.apply(ink, 10, SIZE, SIZE, 2);

    assertThat(Arrays.copyOf(ink, 10)).containsOnly(77);
    assertThat(Arrays.copyOfRange(ink, SIZE * SIZE + 10, ink.length)).containsOnly(77);
  }

  @Test
  void sigmaIsDrawnUpToTheLargest() {
    Raster raster = Raster.of(SIZE, SIZE, noise(2));
    Raster soft = Augmentations.blur(2).apply(raster, SeededRandom.of(1));
    double sigmaPx = SeededRandom.of(1).uniform(0, 2);
    byte[] expected = noise(2);
    Blur.apply(expected, 0, SIZE, SIZE, sigmaPx);

    assertThat(soft).isEqualTo(Raster.of(SIZE, SIZE, expected));
  }
}
