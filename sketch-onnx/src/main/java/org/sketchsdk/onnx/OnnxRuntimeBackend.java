package org.sketchsdk.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.internal.engine.GatedBackend;
import org.sketchsdk.infer.internal.engine.IdlePool;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.onnx.internal.OnnxRuntimeSettings;

/**
 * Runs a network in ONNX Runtime. One session serves all threads; each call borrows a slot with
 * native memory of its own, which is kept for later calls.
 */
final class OnnxRuntimeBackend extends GatedBackend {
  /**
   * Rasters that go into the engine at once; larger batches are run in parts. What 32 of them leave
   * between the layers of the embedded models no longer fits into a core's cache: a raster then
   * takes 14 % longer than in a batch of 8, and in one of 64 it takes 38 % longer.
   */
  static final int MAX_BATCH = 8;

  // Slots kept while idle, for as many threads at once. At 128 x 128 they hold 1 MB and 4 MB.
  private static final int MAX_IDLE_SINGLES = 64;
  private static final int MAX_IDLE_BATCHES = 8;

  private final OrtEnvironment environment; // shared by the whole process: never closed
  private final OrtSession.SessionOptions sessionOptions; // closed after the session
  private final OrtSession session;
  private final IdlePool<Slot> singles = new IdlePool<>(MAX_IDLE_SINGLES);
  private final IdlePool<Slot> batches = new IdlePool<>(MAX_IDLE_BATCHES);

  private OnnxRuntimeBackend(
      OrtEnvironment environment,
      OrtSession.SessionOptions sessionOptions,
      OrtSession session,
      ModelData model) {
    super(model);
    this.environment = environment;
    this.sessionOptions = sessionOptions;
    this.session = session;
  }

  /** Loads the native library if need be. */
  static String version() {
    return OnnxRuntimeSettings.environment().getVersion();
  }

  static OnnxRuntimeBackend open(ModelData model, BackendOptions options) {
    OrtEnvironment environment = OnnxRuntimeSettings.environment();
    OrtSession.SessionOptions sessionOptions = null;
    OrtSession session = null;
    try {
      sessionOptions = OnnxRuntimeSettings.session(options);
      session = environment.createSession(model.onnx(), sessionOptions);
      return new OnnxRuntimeBackend(environment, sessionOptions, session, model);
    } catch (OrtException e) {
      throw failure("cannot run model " + model.info().name(), e);
    } finally {
      if (session == null && sessionOptions != null) {
        sessionOptions.close();
      }
    }
  }

  @Override
  protected void runOpen(byte[] rasters, int batch, float[] logits, float @Nullable [] embeddings) {
    try {
      for (int first = 0; first < batch; first += MAX_BATCH) {
        runPart(rasters, first, Math.min(MAX_BATCH, batch - first), logits, embeddings);
      }
    } catch (OrtException e) {
      throw failure("running a batch of " + batch + " failed", e);
    }
  }

  private void runPart(
      byte[] rasters, int first, int count, float[] logits, float @Nullable [] embeddings)
      throws OrtException {
    IdlePool<Slot> idle = count == 1 ? singles : batches;
    Slot slot = idle.borrow();
    if (slot == null) {
      slot = new Slot(environment, model(), count == 1 ? 1 : MAX_BATCH);
    }
    boolean done = false;
    try {
      slot.resize(count);
      slot.run(session, rasters, first, logits, embeddings);
      done = true;
    } finally {
      // After a failure the state of the slot's memory is unknown.
      if (!done || !idle.giveBack(slot)) {
        slot.close();
      }
    }
  }

  @Override
  protected void release() {
    try {
      singles.drain(Slot::close);
      batches.drain(Slot::close);
      session.close();
      sessionOptions.close();
    } catch (OrtException e) {
      throw failure("closing failed", e);
    }
  }

  private static BackendException failure(String what, OrtException e) {
    String reason = String.valueOf(e.getMessage()).trim().replaceAll("\\s*\\R\\s*", " ");
    return new BackendException(OnnxRuntimeProvider.NAME, what + ": " + reason, null, e);
  }
}
