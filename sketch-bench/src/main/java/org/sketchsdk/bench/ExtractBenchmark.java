package org.sketchsdk.bench;

import java.io.IOException;
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
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.image.InkExtraction;
import org.sketchsdk.render.image.InkExtractor;
import org.sketchsdk.render.image.Picture;

/**
 * Finds the drawing in a picture and draws it at 128 × 128 pixels, on one thread: the distribution
 * of single pictures by their size. The pictures are of synthetic drawings unless {@code -p
 * file=PATH} names an NDJSON file.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 2, time = 1)
public class ExtractBenchmark {
  /** Side of the pictures in pixels. */
  @Param({"256", "1024", "3072"})
  public int sidePx = 256;

  /** An NDJSON file whose drawings are on the pictures; empty: synthetic ones. */
  @Param("")
  public String file = "";

  private InkExtractor extractor;
  private Rotation<Picture> pictures;

  /**
   * Draws the pictures.
   *
   * @throws IOException if the file cannot be read
   */
  @Setup
  public void draw() throws IOException {
    extractor = InkExtractor.create(RasterOptions.defaults());
    pictures = new Rotation<>(SyntheticPictures.of(Drawings.of(file), sidePx));
  }

  /**
   * Finds the drawing in the next picture.
   *
   * @return what was found
   */
  @Benchmark
  public InkExtraction extract() {
    return extractor.extract(pictures.next());
  }

  /**
   * Adds up the pixels of the next picture: what reading it once costs.
   *
   * @return the sum
   */
  @Benchmark
  public long baseline() {
    Picture picture = pictures.next();
    long sum = 0;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        sum += picture.luminance(x, y);
      }
    }
    return sum;
  }
}
