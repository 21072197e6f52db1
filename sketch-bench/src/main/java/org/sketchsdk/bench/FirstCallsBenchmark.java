package org.sketchsdk.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
import org.openjdk.jmh.util.ListStatistics;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;

/**
 * The first {@value #CALLS} calls of a classifier in a new JVM, before anything is compiled:
 * iteration i is call i, and forks are repetitions. Loading the model is not part of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(10)
@Warmup(iterations = 0)
@Measurement(iterations = FirstCallsBenchmark.CALLS)
public class FirstCallsBenchmark {
  static final int CALLS = 100;

  /** Name of a model, or file. */
  @Param("quickdraw25")
  public String model = "quickdraw25";

  /** Name of the backend. */
  @Param("onnx")
  public String backend = "onnx";

  private SketchClassifier classifier;
  private Rotation<Drawing> drawings;

  /**
   * Loads the model.
   *
   * @throws IOException if a file cannot be read
   */
  @Setup
  public void load() throws IOException {
    drawings = new Rotation<>(Drawings.synthetic());
    classifier = SketchClassifier.builder().model(Models.read(model)).backend(backend).build();
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
  public Prediction call() {
    return classifier.classify(baseline());
  }

  /**
   * Takes the next drawing and leaves it: what measuring costs.
   *
   * @return the drawing
   */
  @Benchmark
  public Drawing baseline() {
    return drawings.next();
  }

  /**
   * Says how calls become faster.
   *
   * @param forks times of the calls in each new JVM, in their order
   * @return medians over the JVMs of the time of the first call, and of the mean of later ones
   */
  static Map<String, Double> summary(List<double[]> forks) {
    return Map.of(
        "call 1", median(forks, 0, 1),
        "calls 2 to 10", median(forks, 1, 10),
        "calls 11 to 100", median(forks, 10, CALLS));
  }

  private static double median(List<double[]> forks, int from, int to) {
    ListStatistics means = new ListStatistics();
    for (double[] times : forks) {
      means.addValue(Arrays.stream(times, from, to).average().orElseThrow());
    }
    return means.getPercentile(50);
  }
}
