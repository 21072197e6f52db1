package org.sketchsdk.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;

/** What benchmarks draw. */
public final class Drawings {
  private static final int SYNTHETIC = 512;

  private Drawings() {}

  /**
   * Returns the drawings of a file, or synthetic ones.
   *
   * @param file an NDJSON file, plain or gzip; empty: none
   * @throws IOException if the file cannot be read, or holds no drawing
   */
  static List<Drawing> of(String file) throws IOException {
    return file.isEmpty() ? synthetic() : read(Path.of(file), 1);
  }

  /** Reads every {@code oneIn}-th drawing of a file. */
  static List<Drawing> read(Path file, int oneIn) throws IOException {
    List<Drawing> drawings = new ArrayList<>();
    int count = 0;
    try (NdjsonReader reader = NdjsonReader.open(file)) {
      for (QuickDrawRecord drawn = reader.next(); drawn != null; drawn = reader.next()) {
        if (count++ % oneIn == 0) {
          drawings.add(drawn.drawing());
        }
      }
    }
    if (drawings.isEmpty()) {
      throw new IOException("no drawing in " + file);
    }
    return drawings;
  }

  /**
   * Returns 512 drawings of curved strokes, always the same: on average 5 strokes of 9 points per
   * drawing, 4 times as long as the drawing's side.
   *
   * @return the drawings
   */
  public static List<Drawing> synthetic() {
    SeededRandom random = SeededRandom.of(1);
    List<Drawing> drawings = new ArrayList<>(SYNTHETIC);
    for (int d = 0; d < SYNTHETIC; d++) {
      List<Stroke> strokes = new ArrayList<>();
      int count = 1 + random.nextInt(9);
      for (int s = 0; s < count; s++) {
        int points = 2 + random.nextInt(15);
        float[] x = new float[points];
        float[] y = new float[points];
        double px = random.uniform(0, 255);
        double py = random.uniform(0, 255);
        double dx = 25 * random.nextGaussian();
        double dy = 25 * random.nextGaussian();
        for (int i = 0; i < points; i++) {
          x[i] = (float) px;
          y[i] = (float) py;
          px += dx;
          py += dy;
          dx = 0.8 * dx + 15 * random.nextGaussian();
          dy = 0.8 * dy + 15 * random.nextGaussian();
        }
        strokes.add(Stroke.of(x, y));
      }
      drawings.add(Drawing.of(strokes));
    }
    return drawings;
  }
}
