package org.sketchsdk.train.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

class BatchedRunsTest {
  private static List<Drawing> drawings(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Drawing.of(List.of(Stroke.of(new float[] {i}, new float[] {0}))))
        .toList();
  }

  private static List<String> batches(int count, int batchSize) {
    List<String> batches = new ArrayList<>();
    BatchedRuns.forEach(
        drawings(count),
        batchSize,
        2,
        (drawing, dst, offset) ->
            Arrays.fill(dst, offset, offset + 4, (byte) drawing.strokes().get(0).x(0)),
        (rasters, first, size) ->
            batches.add(first + ": " + Arrays.toString(Arrays.copyOf(rasters, size * 4))));
    return batches;
  }

  @Test
  void rendersEveryDrawingOnceInOrder() {
    assertThat(batches(5, 2))
        .containsExactly(
            "0: [0, 0, 0, 0, 1, 1, 1, 1]", "2: [2, 2, 2, 2, 3, 3, 3, 3]", "4: [4, 4, 4, 4]");
    assertThat(batches(1, 64)).containsExactly("0: [0, 0, 0, 0]");
  }

  @Test
  void noDrawingsAreNoBatch() {
    assertThat(batches(0, 8)).isEmpty();
  }
}
