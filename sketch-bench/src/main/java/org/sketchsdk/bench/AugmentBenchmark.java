package org.sketchsdk.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.augment.AugmentedRenderer;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

/**
 * Draws one augmented sample of 128 × 128 pixels for training, on one thread: the mean time of a
 * sample for each preset. {@code none} is the rasterizer alone.
 *
 * <p>The drawings are synthetic, about as long as those of Quick, Draw!, unless {@code -p
 * file=PATH} names an NDJSON file, plain or gzip.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
public class AugmentBenchmark {
  private static final int SYNTHETIC_DRAWINGS = 512;

  /** A preset of {@link AugmentationOptions}. */
  @Param({"none", "wobble", "morphology", "domain-matched", "training"})
  public String preset = "training";

  /** An NDJSON file to read instead of synthetic drawings; empty: none. */
  @Param("")
  public String file = "";

  private List<Drawing> drawings;
  private AugmentedRenderer renderer;
  private byte[] ink;
  private int sample;

  /**
   * Makes or loads the drawings.
   *
   * @throws IOException if the file cannot be read
   */
  @Setup
  public void load() throws IOException {
    drawings = file.isEmpty() ? synthetic() : read(Path.of(file));
    Rasterizer rasterizer = Rasterizer.create(RasterOptions.defaults());
    renderer = AugmentedRenderer.of(rasterizer, AugmentationOptions.preset(preset));
    int sizePx = rasterizer.options().sizePx();
    ink = new byte[sizePx * sizePx];
  }

  static List<Drawing> read(Path file) throws IOException {
    List<Drawing> drawings = new ArrayList<>();
    try (NdjsonReader reader = NdjsonReader.open(file)) {
      for (QuickDrawRecord drawn = reader.next(); drawn != null; drawn = reader.next()) {
        drawings.add(drawn.drawing());
      }
    }
    return drawings;
  }

  /** Curved strokes: 5 of 9 points a drawing in the mean, 4 times as long as the drawing's side. */
  static List<Drawing> synthetic() {
    SeededRandom random = SeededRandom.of(1);
    List<Drawing> drawings = new ArrayList<>(SYNTHETIC_DRAWINGS);
    for (int d = 0; d < SYNTHETIC_DRAWINGS; d++) {
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

  /**
   * Draws the next sample.
   *
   * @return its pixels, the same array each time
   */
  @Benchmark
  public byte[] augment() {
    Drawing drawing = drawings.get(sample % drawings.size());
    SeededRandom random = SeededRandom.forSample(1, "benchmark", sample);
    sample = sample == Integer.MAX_VALUE ? 0 : sample + 1;
    renderer.renderTo(drawing, random, ink, 0);
    return ink;
  }
}
