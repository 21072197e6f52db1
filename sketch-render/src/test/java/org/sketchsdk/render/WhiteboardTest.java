package org.sketchsdk.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.DrawingSplitter;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.testing.TestData;

/** Boards of two to six drawings of people come apart again. */
class WhiteboardTest {
  private static final int BOARDS = Integer.getInteger("sketch.boards", 100);
  private static final List<String> LABELS =
      List.of("house", "cat", "sun", "bicycle", "flower", "alarm clock", "airplane", "candle");

  @Test
  void drawingsOfAWhiteboardComeApart() throws IOException {
    List<List<Drawing>> drawings = new ArrayList<>();
    for (String label : LABELS) {
      drawings.add(read(TestData.require("quickdraw/val/" + label + ".ndjson.gz")));
    }
    Random random = new Random(11);
    int placed = 0;
    int found = 0;
    for (int board = 0; board < BOARDS; board++) {
      int count = 2 + board % 5;
      List<Drawing> wanted = new ArrayList<>();
      List<Stroke> strokes = new ArrayList<>();
      for (int k = 0; k < count; k++) {
        List<Drawing> some = drawings.get(random.nextInt(drawings.size()));
        // In cells of 300, with a space of 16 % of the drawing around it at least.
        double side = 150 + random.nextInt(75);
        double free = 300 - 1.16 * side;
        double left = 300 * (k % 3) + 0.08 * side + free * random.nextDouble();
        double top = 300 * Math.floorDiv(k, 3) + 0.08 * side + free * random.nextDouble();
        Drawing drawing = place(some.get(random.nextInt(some.size())), left, top, side);
        wanted.add(drawing);
        strokes.addAll(drawing.strokes());
      }
      List<Drawing> split = DrawingSplitter.split(Drawing.of(strokes));
      placed += count;
      found += (int) wanted.stream().filter(split::contains).count();
    }
    assertThat(found).as("drawings found, of %d", placed).isGreaterThan((int) (0.9 * placed));
  }

  private static List<Drawing> read(Path file) throws IOException {
    List<Drawing> drawings = new ArrayList<>();
    try (NdjsonReader reader = NdjsonReader.open(file)) {
      for (QuickDrawRecord next = reader.next(); next != null; next = reader.next()) {
        drawings.add(next.drawing());
      }
    }
    return drawings;
  }

  private static Drawing place(Drawing drawing, double left, double top, double side) {
    Bounds box = drawing.bounds();
    double scale = side / Math.max(box.width(), box.height());
    return drawing.map(
        stroke -> {
          double[] x = new double[stroke.size()];
          double[] y = new double[stroke.size()];
          for (int i = 0; i < x.length; i++) {
            x[i] = left + (stroke.x(i) - box.minX()) * scale;
            y[i] = top + (stroke.y(i) - box.minY()) * scale;
          }
          return Stroke.of(x, y);
        });
  }
}
