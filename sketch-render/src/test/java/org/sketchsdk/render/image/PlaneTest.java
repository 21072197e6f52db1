package org.sketchsdk.render.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sketchsdk.render.internal.trace.Plane;

class PlaneTest {
  private static Plane random(int width, int height) {
    Random random = new Random(width * 1000L + height);
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(765) / 3f;
    }
    return new Plane(width, height, values);
  }

  private interface Fold {
    float of(float a, float b);
  }

  /** What the definition says, pixel by pixel; beyond the sides there is nothing. */
  private static float[] naive(Plane plane, int radius, float start, Fold fold) {
    float[] result = new float[plane.values.length];
    for (int y = 0; y < plane.height; y++) {
      for (int x = 0; x < plane.width; x++) {
        float folded = start;
        for (int v = Math.max(0, y - radius); v <= Math.min(plane.height - 1, y + radius); v++) {
          for (int u = Math.max(0, x - radius); u <= Math.min(plane.width - 1, x + radius); u++) {
            folded = fold.of(folded, plane.values[v * plane.width + u]);
          }
        }
        result[y * plane.width + x] = folded;
      }
    }
    return result;
  }

  @ParameterizedTest
  @CsvSource({"1,1,0", "1,1,3", "7,5,1", "5,9,2", "64,3,4", "65,70,5", "130,20,8", "31,33,40"})
  void extremesAreThoseOfTheSquareAroundAPixel(int width, int height, int radius) {
    Plane plane = random(width, height);

    assertThat(plane.maximum(radius).values).isEqualTo(naive(plane, radius, -1, Math::max));
    float[] smallest = naive(plane, radius, 256, Math::min);
    for (int i = 0; i < smallest.length; i++) {
      smallest[i] = 255 - (255 - smallest[i]); // as rounded as the negative of a negative
    }
    assertThat(plane.minimum(radius).values).isEqualTo(smallest);
  }

  @ParameterizedTest
  @CsvSource({"40,30,2", "33,90,5"})
  void closingKeepsSlopesAndFillsWhatIsNarrow(int width, int height, int radius) {
    float[] slope = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        slope[y * width + x] = 60 + x + y;
      }
    }
    float[] lined = slope.clone();
    for (int y = 0; y < height; y++) {
      lined[y * width + width / 2] -= 50;
    }

    float[] closed = new Plane(width, height, lined).closing(radius).values;

    for (int i = 0; i < slope.length; i++) {
      assertThat(closed[i]).isBetween(slope[i] - 1, slope[i] + 1);
    }
  }
}
