package org.sketchsdk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;

/**
 * From a drawing to its first three answers, on one thread: rendering, the network, the softmax.
 * The distribution of single calls.
 *
 * <p>{@code -p model=A,B} takes names of embedded models and files, so that models are compared in
 * one run. The drawings are synthetic unless {@code -p file=PATH} names an NDJSON file.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
public class ClassifyBenchmark {
  /** Names of embedded models, or files. */
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
  private int next;

  /**
   * Loads the model and the drawings.
   *
   * @throws IOException if a file cannot be read
   */
  @Setup
  public void load() throws IOException {
    drawings = file.isEmpty() ? AugmentBenchmark.synthetic() : AugmentBenchmark.read(Path.of(file));
    SketchClassifier.Builder builder = SketchClassifier.builder().backend(backend).topK(3);
    Path path = Path.of(model);
    classifier =
        (Files.isRegularFile(path) ? builder.model(path) : builder.embeddedModel(model)).build();
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
  public Prediction classify() {
    next = next + 1 == drawings.size() ? 0 : next + 1;
    return classifier.classify(drawings.get(next));
  }
}
