package org.sketchsdk.djl;

import ai.djl.MalformedModelException;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.djl.internal.DjlSettings;
import org.sketchsdk.infer.internal.engine.GatedBackend;
import org.sketchsdk.infer.internal.engine.IdlePool;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelInfo.EmbeddingCodes;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;

/** Runs a network in an engine of DJL, on the processor. */
final class DjlBackend extends GatedBackend {
  /** Rasters that go into the engine at once; larger batches are run in parts. */
  private static final int MAX_BATCH = 32;

  // Buffers kept while idle, for as many threads at once. At 128 x 128 they hold 1 MB and 4 MB.
  private static final int MAX_IDLE_SINGLES = 64;
  private static final int MAX_IDLE_BATCHES = 8;

  private final EngineNetwork network;
  private final int sizePx;
  private final IdlePool<ByteBuffer> singles = new IdlePool<>(MAX_IDLE_SINGLES);
  private final IdlePool<ByteBuffer> batches = new IdlePool<>(MAX_IDLE_BATCHES);

  private DjlBackend(EngineNetwork network, ModelData model) {
    super(model);
    this.network = network;
    this.sizePx = model.info().rasterOptions().sizePx();
  }

  /**
   * Opens a model with the first engine that runs it.
   *
   * @param engines DJL's names of those that are tried, in this order
   * @throws BackendException if there is none
   */
  static DjlBackend open(ModelData model, BackendOptions options, List<String> engines) {
    List<String> refused = new ArrayList<>();
    Throwable cause = null;
    for (String engine : engines) {
      try {
        DjlBackend backend = open(model, options, engine);
        logger()
            .log(
                refused.isEmpty() ? Level.DEBUG : Level.INFO,
                "backend djl runs model {0} in the engine {1} of DJL {2}, the first of {3} that"
                    + " can{4}",
                model.info().name(),
                engine,
                DjlEngines.version(),
                engines,
                refused.isEmpty() ? "" : "; refused: " + String.join("; ", refused));
        return backend;
      } catch (EngineProblem e) {
        refused.add(engine + ": " + e.getMessage());
        cause = e.getCause();
      }
    }
    throw new BackendException(
        DjlProvider.NAME,
        cannotRun(model) + (refused.isEmpty() ? "there is no engine" : String.join("; ", refused)),
        refused.isEmpty() ? DjlProvider.COORDINATE : null,
        cause);
  }

  private static Logger logger() {
    return System.getLogger("org.sketchsdk.djl");
  }

  /** Why an engine does not run a model. */
  private static final class EngineProblem extends Exception {
    private static final long serialVersionUID = 1L;

    EngineProblem(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private static DjlBackend open(ModelData model, BackendOptions options, String engine)
      throws EngineProblem {
    EngineNetwork network = network(model, options, engine);
    boolean done = false;
    try {
      DjlBackend backend = new DjlBackend(network, model);
      // Few engines have all operations: what is missing shows now rather than at the first call.
      backend.run(new byte[backend.pixels()], 1, new float[backend.labels()]);
      done = true;
      return backend;
    } catch (BackendException | UnsupportedOperationException e) {
      throw new EngineProblem(reason(e, model), e);
    } finally {
      if (!done) {
        network.close();
      }
    }
  }

  private static EngineNetwork network(ModelData model, BackendOptions options, String engine)
      throws EngineProblem {
    DjlSettings.prepareThreads(options.threads());
    try {
      if (engine.equals(DjlEngines.ONNX_RUNTIME)) {
        return OnnxNetwork.open(model, options);
      }
      return ArrayNetwork.open(ArrayNetworkReader.read(model), engine);
    } catch (BackendException | ModelFormatException e) {
      throw new EngineProblem(reason(e, model), e);
    } catch (EngineException
        | IllegalArgumentException
        | MalformedModelException
        | OrtException
        | IOException
        | LinkageError
        | AssertionError e) {
      // IllegalArgumentException: there is no such engine. AssertionError: DJL's way to say that
      // something is wrong with an engine's files.
      String reason = reason(DjlEngines.rootOf(e));
      throw new EngineProblem(
          e instanceof LinkageError && engine.equals(DjlEngines.ONNX_RUNTIME)
              ? "it does not load: "
                  + reason
                  + " (where ONNX Runtime was used before, as by the backend onnx, DJL's engine"
                  + " cannot follow in the same process)"
              : reason,
          e);
    }
  }

  /** What a message says besides the name of the backend and the model. */
  private static String reason(Throwable problem, ModelData model) {
    String reason = reason(problem);
    String known = "backend " + DjlProvider.NAME + ": " + cannotRun(model);
    return reason.startsWith(known) ? reason.substring(known.length()) : reason;
  }

  private static String cannotRun(ModelData model) {
    return "cannot run model " + model.info().name() + ": ";
  }

  private static String reason(Throwable problem) {
    return String.valueOf(problem.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
  }

  @Override
  protected void runOpen(byte[] rasters, int batch, float[] logits, float @Nullable [] embeddings) {
    for (int first = 0; first < batch; first += MAX_BATCH) {
      runPart(rasters, first, Math.min(MAX_BATCH, batch - first), logits, embeddings);
    }
  }

  private void runPart(
      byte[] rasters, int first, int count, float[] logits, float @Nullable [] embeddings) {
    IdlePool<ByteBuffer> idle = count == 1 ? singles : batches;
    ByteBuffer buffer = idle.borrow();
    if (buffer == null) {
      buffer = ByteBuffer.allocateDirect((count == 1 ? 1 : MAX_BATCH) * pixels());
    }
    buffer.clear().put(rasters, first * pixels(), count * pixels()).flip();
    // Closes all arrays of the call, also after an exception.
    try (NDManager call = network.manager().newSubManager()) {
      NDArray input = call.create(buffer, new Shape(count, 1, sizePx, sizePx), DataType.UINT8);
      EngineNetwork.Result result = network.run(input);
      float[] values = result.logits().toFloatArray();
      System.arraycopy(values, 0, logits, first * labels(), count * labels());
      if (embeddings != null) {
        int size = embeddingSize();
        System.arraycopy(
            floats(Objects.requireNonNull(result.embedding())),
            0,
            embeddings,
            first * size,
            count * size);
      }
    } catch (EngineException e) {
      throw new BackendException(
          DjlProvider.NAME,
          "running a batch of " + count + " failed: " + reason(DjlEngines.rootOf(e)),
          null,
          e);
    }
    // Not in a finally block: after a failure the engine might still hold the buffer.
    idle.giveBack(buffer);
  }

  private float[] floats(NDArray embedding) {
    Optional<EmbeddingCodes> codes = model().embeddingCodes();
    if (codes.isEmpty()) {
      return embedding.toFloatArray();
    }
    byte[] bytes = embedding.toByteArray();
    float[] values = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = ((bytes[i] & 0xff) - codes.get().zeroPoint()) * codes.get().scale();
    }
    return values;
  }

  @Override
  protected void release() {
    singles.drain(buffer -> {});
    batches.drain(buffer -> {});
    try {
      network.close();
    } catch (EngineException e) {
      throw new BackendException(
          DjlProvider.NAME, "closing failed: " + reason(DjlEngines.rootOf(e)), null, e);
    }
  }
}
