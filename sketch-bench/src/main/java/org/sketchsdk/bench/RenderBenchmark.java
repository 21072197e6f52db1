package org.sketchsdk.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

/**
 * Draws one drawing on one thread, cleared paper included: the distribution of single drawings, for
 * the rasterizer, Java2D and OpenCV at the same size and width of pen. {@code -prof gc} adds what
 * each drawing allocates.
 *
 * <p>The drawings are every {@code oneIn}-th of the file that {@code -p file=PATH} names, or of the
 * Quick, Draw! test split in the folder that the environment variable {@code SKETCH_DATA} names, or
 * synthetic ones where neither is set. Java2D and OpenCV get them already scaled, as {@link Path2D}
 * and as fixed-point matrices, and OpenCV all strokes in one native call; the rasterizer does its
 * scaling itself. OpenCV leaves out dots.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "-Djava.awt.headless=true")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 2, time = 1)
public class RenderBenchmark {
  private static final int FRACTION_BITS = 8;

  /** Side of the raster in pixels; pen and margin grow with it. */
  @Param("128")
  public int sizePx = 128;

  /** The drawings and the picture as matrices of OpenCV, which not every system has. */
  private record OpenCv(List<MatVector> polylines, Mat image, Scalar paper, Scalar full) {}

  /** How many drawings of the data set one is taken of. */
  @Param("10")
  public int oneIn = 10;

  /** An NDJSON file to read in place of the data set; empty: none. */
  @Param("")
  public String file = "";

  private List<Drawing> drawings;
  private int next;

  private Rasterizer rasterizer;
  private byte[] ink;

  private List<List<Path2D>> paths;
  private BufferedImage picture;
  private Graphics2D graphics;

  private @Nullable OpenCv openCv; // null: its benchmarks did not run

  /**
   * Loads the drawings and prepares them for each engine.
   *
   * @throws IOException if a file cannot be read
   */
  @Setup
  public void load() throws IOException {
    String data = System.getenv("SKETCH_DATA");
    Path folder = data == null ? null : Path.of(data, "quickdraw", "test");
    if (!file.isEmpty()) {
      drawings = Drawings.read(Path.of(file), oneIn);
    } else if (folder != null && Files.isDirectory(folder)) {
      drawings = read(folder);
    } else {
      drawings = Drawings.synthetic();
    }
    prepare(drawings);
  }

  /** Prepares given drawings for each engine. */
  final void prepare(List<Drawing> chosen) {
    drawings = chosen;
    RasterOptions defaults = RasterOptions.defaults();
    float scale = (float) sizePx / defaults.sizePx();
    rasterizer =
        Rasterizer.create(
            new RasterOptions(
                sizePx, defaults.strokeWidthPx() * scale, defaults.marginPx() * scale));
    ink = new byte[sizePx * sizePx];
    paths = new ArrayList<>();
    for (Drawing drawing : drawings) {
      List<Path2D> strokes = new ArrayList<>();
      for (Stroke stroke : rasterizer.toPixels(drawing).strokes()) {
        Path2D path = new Path2D.Float();
        path.moveTo(stroke.x(0), stroke.y(0));
        for (int i = stroke.size() == 1 ? 0 : 1; i < stroke.size(); i++) {
          path.lineTo(stroke.x(i), stroke.y(i));
        }
        strokes.add(path);
      }
      paths.add(strokes);
    }
    picture = new BufferedImage(sizePx, sizePx, BufferedImage.TYPE_BYTE_GRAY);
    graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    graphics.setStroke(
        new BasicStroke(
            rasterizer.options().strokeWidthPx(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
  }

  private List<Drawing> read(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.sorted().toList();
    }
    List<Drawing> chosen = new ArrayList<>();
    for (Path each : files) {
      chosen.addAll(Drawings.read(each, oneIn));
    }
    return chosen;
  }

  private OpenCv prepareOpenCv() {
    List<MatVector> polylines = new ArrayList<>();
    for (Drawing drawing : drawings) {
      MatVector strokes = new MatVector();
      for (Stroke stroke : rasterizer.toPixels(drawing).strokes()) {
        int[] xy = new int[2 * stroke.size()];
        for (int i = 0; i < stroke.size(); i++) {
          // integers are the centers of pixels
          xy[2 * i] = (int) ((stroke.x(i) - 0.5f) * (1 << FRACTION_BITS));
          xy[2 * i + 1] = (int) ((stroke.y(i) - 0.5f) * (1 << FRACTION_BITS));
        }
        Mat points = new Mat(stroke.size(), 1, opencv_core.CV_32SC2);
        try (IntIndexer indexer = points.createIndexer()) {
          indexer.put(0, xy);
        }
        strokes.push_back(points);
      }
      polylines.add(strokes);
    }
    return new OpenCv(
        polylines, new Mat(sizePx, sizePx, opencv_core.CV_8UC1), Scalar.all(0), Scalar.all(255));
  }

  /** Frees what the engines hold. */
  @TearDown
  public void close() {
    graphics.dispose();
    if (openCv != null) {
      openCv.polylines().forEach(MatVector::close);
      openCv.image().close();
      openCv.paper().close();
      openCv.full().close();
    }
  }

  private int nextIndex() {
    next = next + 1 < drawings.size() ? next + 1 : 0;
    return next;
  }

  /**
   * Draws with the rasterizer.
   *
   * @return the pixels, the same array each time
   */
  @Benchmark
  public byte[] rasterizer() {
    rasterizer.renderTo(drawings.get(nextIndex()), ink, 0);
    return ink;
  }

  /**
   * Draws with Java2D: anti-aliased, one path a stroke.
   *
   * @return the pixels, the same array each time
   */
  @Benchmark
  public byte[] java2d() {
    byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    Arrays.fill(pixels, (byte) 0);
    for (Path2D path : paths.get(nextIndex())) {
      graphics.draw(path);
    }
    return pixels;
  }

  /**
   * Draws with OpenCV, anti-aliased.
   *
   * @return the pixels, the same matrix each time
   */
  @Benchmark
  public Mat openCvAntiAliased() {
    return openCv(opencv_imgproc.LINE_AA);
  }

  /**
   * Draws with OpenCV, in two colors.
   *
   * @return the pixels, the same matrix each time
   */
  @Benchmark
  public Mat openCvTwoColors() {
    return openCv(opencv_imgproc.LINE_8);
  }

  /**
   * Takes the next drawing and leaves it: what measuring costs.
   *
   * @return the drawing
   */
  @Benchmark
  public Drawing baseline() {
    return drawings.get(nextIndex());
  }

  private Mat openCv(int lineType) {
    OpenCv prepared = openCv;
    if (prepared == null) {
      prepared = prepareOpenCv();
      openCv = prepared;
    }
    Mat image = prepared.image();
    image.put(prepared.paper());
    opencv_imgproc.polylines(
        image,
        prepared.polylines().get(nextIndex()),
        false,
        prepared.full(),
        Math.round(rasterizer.options().strokeWidthPx()),
        lineType,
        FRACTION_BITS);
    return image;
  }
}
