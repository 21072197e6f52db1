package org.sketchsdk.render.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CalmAreaTest {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 192;
  private static final float[] CORNERS = {70, 40, 200, 60, 190, 150, 60, 130};

  /** Checks of three shades, the lightest of which is the sheet's. */
  private static short[] cloth() {
    short[] values = new short[WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int dark = (x / 9 % 2) + (y / 9 % 2);
        values[y * WIDTH + x] = (short) (Channels.ONE * (230 - 80 * dark));
      }
    }
    return values;
  }

  private static Channels gray(short[] values) {
    return new Channels(WIDTH, HEIGHT, values, values, values);
  }

  private static boolean isInside(float[] corners, int x, int y) {
    for (int k = 0; k < 4; k++) {
      float dx = corners[(2 * k + 2) % 8] - corners[2 * k];
      float dy = corners[(2 * k + 3) % 8] - corners[2 * k + 1];
      if (dx * (y - corners[2 * k + 1]) - dy * (x - corners[2 * k]) < 0) {
        return false;
      }
    }
    return true;
  }

  @Test
  void findsASheetOnClothThatIsAsLight() {
    short[] values = cloth();
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        if (isInside(CORNERS, x, y)) {
          boolean line = Math.abs(x - y - 35) < 2 && y > 70 && y < 120;
          values[y * WIDTH + x] = (short) (Channels.ONE * (line ? 60 : 230));
        }
      }
    }

    SheetFinder.Found found = SheetFinder.find(gray(values));

    assertThat(found).isNotNull();
    assertThat(found.cut()).isFalse();
    for (int k = 0; k < 4; k++) {
      double nearest = Double.MAX_VALUE;
      for (int c = 0; c < 4; c++) {
        float dx = found.corners()[2 * c] - CORNERS[2 * k];
        float dy = found.corners()[2 * c + 1] - CORNERS[2 * k + 1];
        nearest = Math.min(nearest, Math.hypot(dx, dy));
      }
      assertThat(nearest).as("corner " + k).isLessThan(5);
    }
  }

  @Test
  void findsNoneWhereAllIsRough() {
    assertThat(CalmArea.find(gray(cloth()))).isNull();
  }

  @Test
  void findsNoneWhereAllIsCalm() {
    short[] values = new short[WIDTH * HEIGHT];
    Arrays.fill(values, (short) (200 * Channels.ONE));
    for (int y = 60; y < 130; y++) {
      values[y * WIDTH + 90] = 0;
    }

    assertThat(CalmArea.find(gray(values))).isNull();
  }
}
