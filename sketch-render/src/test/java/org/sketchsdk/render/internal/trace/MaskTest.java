package org.sketchsdk.render.internal.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {
  @ParameterizedTest
  @CsvSource({"3, 3, 0.5", "12, 9, 0.2", "31, 40, 0.5", "40, 31, 0.9", "33, 33, 0.99", "20, 20, 0"})
  void distancesAreThoseToTheNearestPixel(int width, int height, float share) {
    for (long seed = 1; seed <= 5; seed++) {
      Mask mask = random(width, height, share, seed);
      int[] depths = mask.depths(filled(width * height));
      int[] distances = mask.distances(filled(width * height));
      boolean any = mask.count() > 0;
      for (int i = 0; i < depths.length; i++) {
        assertThat(depths[i]).isEqualTo(nearest(mask, i, false));
        if (any) {
          assertThat(distances[i]).isEqualTo(nearest(mask, i, true));
        } else {
          assertThat(distances[i]).isGreaterThan(width * width + height * height);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 12, 9, 1", "3, 2, 5, 4, 1", "1, 1, 10, 7, 6"})
  void aPartHasTheSamePixels(int left, int top, int wide, int high, int rim) {
    Mask mask = random(12, 9, 0.5f, 7);
    Mask part = mask.crop(left, top, wide, high, rim);
    assertThat(part.width).isEqualTo(wide + 2 * rim);
    assertThat(part.height).isEqualTo(high + 2 * rim);
    for (int y = 0; y < part.height; y++) {
      for (int x = 0; x < part.width; x++) {
        int u = x - rim;
        int v = y - rim;
        boolean inside = u >= 0 && v >= 0 && u < wide && v < high;
        assertThat(part.set[y * part.width + x])
            .isEqualTo(inside && mask.set[(top + v) * mask.width + left + u]);
      }
    }
  }

  private static int[] filled(int length) {
    int[] used = new int[length];
    Arrays.fill(used, 12345);
    return used;
  }

  private static Mask random(int width, int height, float share, long seed) {
    Random random = new Random(seed);
    Mask mask = new Mask(width, height);
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        mask.set[y * width + x] = random.nextFloat() < share;
      }
    }
    return mask;
  }

  private static int nearest(Mask mask, int of, boolean member) {
    int best = Integer.MAX_VALUE;
    for (int i = 0; i < mask.set.length; i++) {
      if (mask.set[i] == member) {
        int dx = i % mask.width - of % mask.width;
        int dy = Math.floorDiv(i, mask.width) - Math.floorDiv(of, mask.width);
        best = Math.min(best, dx * dx + dy * dy);
      }
    }
    return best;
  }
}
