package org.sketchsdk.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;
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
import org.sketchsdk.bench.synthetic.SyntheticPictures;
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

  // What OpenCV's adaptive threshold compares a pixel with: the mean of so many a side, less so
  // many
  // shades.
  private static final int NEAR_PX = 51;
  private static final double LEAST_DARKER = 10;

  private InkExtractor extractor;
  private List<Picture> drawn;
  private Rotation<Picture> pictures;
  private @Nullable Rotation<Mat> mats; // null until OpenCV is asked

  /**
   * Draws the pictures.
   *
   * @throws IOException if the file cannot be read
   */
  @Setup
  public void draw() throws IOException {
    extractor = InkExtractor.create(RasterOptions.defaults());
    drawn = SyntheticPictures.of(Drawings.of(file), sidePx);
    pictures = new Rotation<>(drawn);
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
   * Finds the ink of the next picture with OpenCV, on one thread: the usual steps, a Gaussian blur,
   * an adaptive threshold and the connected components. Neither a sheet, nor lines, nor a raster
   * come of it.
   *
   * @return the number of components
   */
  @Benchmark
  public int openCv() {
    if (mats == null) {
      mats = new Rotation<>(prepareOpenCv());
    }
    Mat picture = mats.next();
    try (Mat calm = new Mat();
        Mat ink = new Mat();
        Mat labels = new Mat();
        Size reach = new Size(5, 5)) {
      opencv_imgproc.GaussianBlur(picture, calm, reach, 0);
      opencv_imgproc.adaptiveThreshold(
          calm,
          ink,
          255,
          opencv_imgproc.ADAPTIVE_THRESH_MEAN_C,
          opencv_imgproc.THRESH_BINARY_INV,
          NEAR_PX,
          LEAST_DARKER);
      return opencv_imgproc.connectedComponents(ink, labels);
    }
  }

  private List<Mat> prepareOpenCv() {
    opencv_core.setNumThreads(1);
    List<Mat> prepared = new ArrayList<>();
    for (Picture picture : drawn) {
      Mat mat = new Mat(picture.height(), picture.width(), opencv_core.CV_8UC1);
      try (UByteIndexer pixels = mat.createIndexer()) {
        for (int y = 0; y < picture.height(); y++) {
          for (int x = 0; x < picture.width(); x++) {
            pixels.put(y, x, picture.luminance(x, y));
          }
        }
      }
      prepared.add(mat);
    }
    return prepared;
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
