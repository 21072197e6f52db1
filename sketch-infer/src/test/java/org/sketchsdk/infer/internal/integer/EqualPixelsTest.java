package org.sketchsdk.infer.internal.integer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sketchsdk.infer.internal.arithmetic.Window;

/** Compares with the plainest way to find equal pixels, on maps of few colors. */
class EqualPixelsTest {
  private final Random random = new Random(20261130);

  /** Mostly one color, as a sketch is: equal runs of all lengths. */
  private byte[] colors(int height, int width) {
    byte[] colors = new byte[height * width];
    for (int i = random.nextInt(1 + colors.length / 8); i > 0; i--) {
      colors[random.nextInt(colors.length)] = (byte) (random.nextInt(3) - 1);
    }
    return colors;
  }

  private static EqualPixels of(byte[] colors, int height, int width) {
    EqualPixels equal = new EqualPixels(height, width);
    for (int pixel = 0; pixel < colors.length; pixel++) {
      boolean asLeft = pixel % width > 0 && colors[pixel] == colors[pixel - 1];
      boolean asAbove = pixel >= width && colors[pixel] == colors[pixel - width];
      assertThat(equal.repeat(pixel, asLeft, asAbove)).isEqualTo(asLeft || asAbove);
    }
    return equal;
  }

  @Test
  void firstPixelsEqualNoNeighbor() {
    for (int i = 0; i < 50; i++) {
      int height = 1 + random.nextInt(20);
      int width = 1 + random.nextInt(200);
      byte[] colors = colors(height, width);
      EqualPixels equal = of(colors, height, width);
      for (int pixel = 0; pixel < colors.length; pixel++) {
        int first = equal.first(pixel / width, pixel % width);
        assertThat(first).isLessThanOrEqualTo(pixel);
        assertThat(colors[first]).isEqualTo(colors[pixel]);
        assertThat(equal.asLeft(first)).isFalse();
        assertThat(equal.asAbove(first)).isFalse();
      }
    }
  }

  @Test
  void comparesEightPixelsAtATime() {
    for (int i = 0; i < 50; i++) {
      int height = 1 + random.nextInt(20);
      int width = 8 * (1 + random.nextInt(20));
      byte[] colors = colors(height, width);
      EqualPixels expected = of(colors, height, width);
      EqualPixels equal = new EqualPixels(height, width);
      for (int again = 0; again < 2; again++) { // what was before does not matter
        equal.compare(ByteBuffer.wrap(colors).order(ByteOrder.LITTLE_ENDIAN));
      }
      for (int pixel = 0; pixel < colors.length; pixel++) {
        assertThat(equal.asLeft(pixel)).isEqualTo(expected.asLeft(pixel));
        assertThat(equal.asAbove(pixel)).isEqualTo(expected.asAbove(pixel));
      }
    }
  }

  @Test
  void findsWindowsThatHoldTheSameAsBefore() {
    EqualPixels.Room room = new EqualPixels.Room();
    for (int i = 0; i < 400; i++) {
      int kernel = 1 + random.nextInt(5);
      Window window = new Window(kernel, 1 + random.nextInt(4), random.nextInt(kernel));
      int height = kernel + random.nextInt(20);
      int width = kernel + random.nextInt(random.nextBoolean() ? 20 : 200);
      byte[] colors = colors(height, width);
      EqualPixels in = of(colors, height, width);
      EqualPixels out = new EqualPixels(window.outputs(height), window.outputs(width));
      EqualPixels one = new EqualPixels(out.height, out.width);
      int begin = random.nextInt(out.height); // rows before belong to another thread
      int[] columns = new int[out.width];
      for (int row = 0; row < out.height; row++) {
        boolean below = row > 0 && row != begin;
        int count = in.differing(window, row, below, out, room, columns);
        int seen = 0;
        for (int column = 0; column < out.width; column++) {
          int pixel = row * out.width + column;
          boolean asLeft = same(colors, height, width, window, row, column, 0);
          boolean asAbove = below && same(colors, height, width, window, row, column, 1);
          assertThat(out.asLeft(pixel)).as(window + " left of " + pixel).isEqualTo(asLeft);
          assertThat(out.asAbove(pixel)).as(window + " above " + pixel).isEqualTo(asAbove);
          if (!asLeft && !asAbove) {
            assertThat(columns[seen++]).isEqualTo(column);
            assertThat(out.first(row, column)).isEqualTo(pixel);
          }
          one.repeat(in, window, pixel);
          assertThat(one.asLeft(pixel)).isEqualTo(asLeft);
          if (below) {
            assertThat(one.asAbove(pixel)).isEqualTo(asAbove);
          }
        }
        assertThat(count).isEqualTo(seen);
      }
    }
  }

  /**
   * Tells whether each row (or column) that a window covers is one color, together with what the
   * window covered before it moved to the right (or down). Windows that were or are beyond the map
   * in the direction of the move do not count.
   */
  private static boolean same(
      byte[] colors, int height, int width, Window window, int row, int column, int down) {
    int y = window.first(row);
    int x = window.first(column);
    int start = (down == 0 ? x : y) - window.stride();
    int end = (down == 0 ? x : y) + window.kernel();
    if (start < 0 || end > (down == 0 ? width : height)) {
      return false;
    }
    int across = down == 0 ? y : x;
    int limit = Math.min(down == 0 ? height : width, across + window.kernel());
    for (int line = Math.max(0, across); line < limit; line++) {
      byte[] seen = new byte[end - start];
      for (int i = start; i < end; i++) {
        seen[i - start] = down == 0 ? colors[line * width + i] : colors[i * width + line];
      }
      byte[] plain = new byte[seen.length];
      Arrays.fill(plain, seen[0]);
      if (!Arrays.equals(seen, plain)) {
        return false;
      }
    }
    return true;
  }
}
