package org.sketchsdk.bench;

import java.io.IOException;
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
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

/**
 * Draws one augmented sample of 128 × 128 pixels for training, on one thread: the distribution of
 * single samples for each preset. {@code none} is the rasterizer alone.
 *
 * <p>The drawings are synthetic, about as long as those of Quick, Draw!, unless {@code -p
 * file=PATH} names an NDJSON file, plain or gzip.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 2, time = 1)
public class AugmentBenchmark {
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
    drawings = Drawings.of(file);
    Rasterizer rasterizer = Rasterizer.create(RasterOptions.defaults());
    renderer = AugmentedRenderer.of(rasterizer, AugmentationOptions.preset(preset));
    int sizePx = rasterizer.options().sizePx();
    ink = new byte[sizePx * sizePx];
  }

  /**
   * Draws the next sample.
   *
   * @return its pixels, the same array each time
   */
  @Benchmark
  public byte[] augment() {
    SeededRandom random = SeededRandom.forSample(1, "benchmark", sample);
    renderer.renderTo(nextDrawing(), random, ink, 0);
    return ink;
  }

  private Drawing nextDrawing() {
    Drawing drawing = drawings.get(sample % drawings.size());
    sample = sample == Integer.MAX_VALUE ? 0 : sample + 1;
    return drawing;
  }

  /**
   * Takes the next drawing and leaves it: what measuring costs.
   *
   * @return the drawing
   */
  @Benchmark
  public Drawing baseline() {
    return nextDrawing();
  }
}
