package org.sketchsdk.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.sketchsdk.bench.synthetic.SyntheticPictures;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.LiveSketch;
import org.sketchsdk.infer.PicturePrediction;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.image.Picture;

/**
 * From a drawing, a picture or the next point of a line to the first three answers, on one thread:
 * rendering or the reading of the picture, the network, the softmax. The distribution of single
 * calls; {@code -prof gc} adds what each allocates.
 *
 * <p>{@code -p model=A,B} takes the names that {@link InferBenchmark} knows, so that models are
 * compared in one run. The drawings are synthetic unless {@code -p file=PATH} names an NDJSON file.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 2, time = 1)
public class EndToEndBenchmark {
  /** Names of models, or files. */
  @Param("quickdraw25")
  public String model = "quickdraw25";

  /** Name of the backend. */
  @Param("onnx")
  public String backend = "onnx";

  /** An NDJSON file to read instead of synthetic drawings; empty: none. */
  @Param("")
  public String file = "";

  private SketchClassifier classifier;
  private List<Drawing> drawings;
  private Rotation<Drawing> rotation;
  private LiveSketch live;
  private List<Stroke> strokes = List.of();
  private int stroke;
  private int point;

  /** Pictures of drawings on unevenly lit paper. */
  @State(Scope.Thread)
  public static class Pictures {
    /** Side of the pictures in pixels. */
    @Param({"256", "1024", "3072"})
    public int sidePx = 256;

    private Rotation<Picture> pictures;

    /**
     * Draws the pictures.
     *
     * @param drawn has the drawings
     */
    @Setup
    public void draw(EndToEndBenchmark drawn) {
      pictures = new Rotation<>(SyntheticPictures.of(drawn.drawings, sidePx));
    }
  }

  /**
   * Loads the model and the drawings.
   *
   * @throws IOException if a file cannot be read
   */
  @Setup
  public void load() throws IOException {
    drawings = Drawings.of(file);
    rotation = new Rotation<>(drawings);
    classifier =
        SketchClassifier.builder().model(Models.read(model)).backend(backend).topK(3).build();
    live = classifier.live();
  }

  /** Frees the model. */
  @TearDown
  public void close() {
    classifier.close();
  }

  /**
   * Classifies the next drawing.
   *
   * @return its prediction
   */
  @Benchmark
  public Prediction drawing() {
    return classifier.classify(rotation.next());
  }

  /**
   * Classifies the next picture.
   *
   * @param pictures has the pictures
   * @return its prediction
   */
  @Benchmark
  public PicturePrediction picture(Pictures pictures) {
    return classifier.classify(pictures.pictures.next());
  }

  /**
   * Moves the pen to its next point, from drawing to drawing, and asks what it shows.
   *
   * @return the prediction for the unfinished drawing
   */
  @Benchmark
  public Prediction liveUpdate() {
    if (stroke == strokes.size()) {
      strokes = rotation.next().strokes();
      stroke = 0;
      live.clear();
    }
    Stroke drawn = strokes.get(stroke);
    if (point == 0) {
      live.beginStroke(drawn.x(0), drawn.y(0));
    } else {
      live.lineTo(drawn.x(point), drawn.y(point));
    }
    if (++point == drawn.size()) {
      live.endStroke();
      point = 0;
      stroke++;
    }
    return live.prediction();
  }

  /**
   * Counts what {@link #drawing()} allocates, without what measuring allocates.
   *
   * @param calls how many calls to look at, after as many to warm up
   * @return bytes per call
   */
  double allocatedBytes(int calls) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int call = 0; call < calls; call++) {
      drawing();
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int call = 0; call < calls; call++) {
      drawing();
    }
    return (double) (threads.getCurrentThreadAllocatedBytes() - before) / calls;
  }

  /** Returns what has been drawn by {@link #liveUpdate()}. */
  Drawing liveDrawing() {
    return live.drawing();
  }

  /** Returns the classifier. */
  SketchClassifier classifier() {
    return classifier;
  }

  /** Returns the drawings, of which the second is taken first. */
  List<Drawing> drawings() {
    return new ArrayList<>(drawings);
  }

  /**
   * Takes the next drawing and leaves it: what measuring costs.
   *
   * @return the drawing
   */
  @Benchmark
  public Drawing baseline() {
    return rotation.next();
  }
}
