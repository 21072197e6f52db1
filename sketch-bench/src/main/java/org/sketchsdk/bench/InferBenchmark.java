package org.sketchsdk.bench;

import java.io.IOException;
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
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.render.Rasterizer;

/**
 * The network alone, {@link InferenceBackend#run}: the distribution of single calls over a batch of
 * rasters, called from one thread.
 *
 * <p>{@code -p model=A,B} compares models in one run: embedded ones ({@code quickdraw25}), their
 * FP32 versions ({@code quickdraw25-fp32}), networks with random 8-bit weights ({@code bottleneck},
 * the published architecture), files, and {@code identity}, which computes nothing and shows what a
 * call costs. The rasters are of synthetic drawings unless {@code -p file=PATH} names an NDJSON
 * file.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 2, time = 1)
public class InferBenchmark {
  private static final int RASTERS = 512;

  /** Names of models, or files. */
  @Param("quickdraw25")
  public String model = "quickdraw25";

  /** Name of the backend. */
  @Param("onnx")
  public String backend = "onnx";

  /** Threads that work on one call: a number, or {@code all} for as many as there are cores. */
  @Param("1")
  public String threads = "1";

  /** Rasters a call. */
  @Param("1")
  public int batch = 1;

  /** An NDJSON file to read instead of synthetic drawings; empty: none. */
  @Param("")
  public String file = "";

  private InferenceBackend network;
  private Rotation<byte[]> batches;
  private float[] logits;

  /**
   * Loads the model and renders the drawings.
   *
   * @throws IOException if a file cannot be read
   */
  @Setup
  public void load() throws IOException {
    ModelData data = ModelData.of(Models.read(model), model);
    int count =
        threads.equals("all")
            ? Runtime.getRuntime().availableProcessors()
            : Integer.parseInt(threads);
    network = Models.open(backend, data, BackendOptions.builder().threads(count).build());
    logits = new float[batch * data.info().labels().size()];
    List<Drawing> drawings = Drawings.of(file);
    Rasterizer rasterizer = Rasterizer.create(data.info().rasterOptions());
    int pixels = rasterizer.options().sizePx() * rasterizer.options().sizePx();
    List<byte[]> rendered = new ArrayList<>();
    for (int first = 0; first + batch <= Math.max(batch, RASTERS); first += batch) {
      byte[] rasters = new byte[batch * pixels];
      for (int i = 0; i < batch; i++) {
        rasterizer.renderTo(drawings.get((first + i) % drawings.size()), rasters, i * pixels);
      }
      rendered.add(rasters);
    }
    batches = new Rotation<>(rendered);
  }

  /** Frees the model. */
  @TearDown
  public void close() {
    network.close();
  }

  /**
   * Runs the network over the next batch.
   *
   * @return the logits, the same array each time
   */
  @Benchmark
  public float[] run() {
    network.run(batches.next(), batch, logits);
    return logits;
  }

  /**
   * Takes the next batch and leaves it: what measuring costs.
   *
   * @return the rasters
   */
  @Benchmark
  public byte[] baseline() {
    return batches.next();
  }
}
