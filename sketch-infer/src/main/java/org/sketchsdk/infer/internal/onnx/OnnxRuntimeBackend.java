package org.sketchsdk.infer.internal.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.sketchsdk.infer.ModelInfo;
import org.sketchsdk.infer.internal.model.EmbeddingArguments;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.infer.spi.ModelData;

/**
 * Runs a network in ONNX Runtime. One session serves all threads; each call borrows a slot with
 * native memory of its own, which is kept for later calls.
 */
final class OnnxRuntimeBackend implements InferenceBackend {
  /** Rasters that go into the engine at once; larger batches are run in parts. */
  static final int MAX_BATCH = 32;

  // Slots kept while idle, for as many threads at once. At 128 x 128 they hold 1 MB and 4 MB.
  private static final int MAX_IDLE_SINGLES = 64;
  private static final int MAX_IDLE_BATCHES = 8;

  private static final AtomicBoolean UNPACKED = new AtomicBoolean(true);

  private final OrtEnvironment environment; // shared by the whole process: never closed
  private final OrtSession.SessionOptions sessionOptions;
  private final OrtSession session;
  private final ModelInfo model;
  private final int pixels;
  private final int labels;

  // A lock rather than a monitor: a virtual thread that waits for it gives its carrier back.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // The fields below are guarded by the lock.
  private final ArrayDeque<Slot> singles = new ArrayDeque<>();
  private final ArrayDeque<Slot> batches = new ArrayDeque<>();
  private int running;
  private boolean closed;
  private boolean released;

  private OnnxRuntimeBackend(
      OrtEnvironment environment,
      OrtSession.SessionOptions sessionOptions,
      OrtSession session,
      ModelInfo model) {
    this.environment = environment;
    this.sessionOptions = sessionOptions;
    this.session = session;
    this.model = model;
    this.pixels = model.rasterOptions().sizePx() * model.rasterOptions().sizePx();
    this.labels = model.labels().size();
  }

  /** Loads the native library if need be. */
  static String version() {
    return environment().getVersion();
  }

  private static OrtEnvironment environment() {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    if (UNPACKED.compareAndSet(true, false)) {
      UnpackedLibraries.delete(Path.of("/proc/self/maps"));
    }
    try {
      environment.setTelemetry(false);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not turn its telemetry off", e);
    }
    return environment;
  }

  static OnnxRuntimeBackend open(ModelData model, BackendOptions options) {
    OrtEnvironment environment = environment();
    // Closed after the session: it must live as long.
    OrtSession.SessionOptions sessionOptions = new OrtSession.SessionOptions();
    OrtSession session = null;
    try {
      String spinning = options.spinning() ? "1" : "0";
      // Errors come as exceptions; by default they are printed to standard error as well.
      sessionOptions.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      sessionOptions.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      sessionOptions.setIntraOpNumThreads(options.threads());
      sessionOptions.setInterOpNumThreads(1);
      sessionOptions.addConfigEntry("session.intra_op.allow_spinning", spinning);
      sessionOptions.addConfigEntry("session.inter_op.allow_spinning", spinning);
      session = environment.createSession(model.onnx(), sessionOptions);
      return new OnnxRuntimeBackend(environment, sessionOptions, session, model.info());
    } catch (OrtException e) {
      throw failure("cannot run model " + model.info().name(), e);
    } finally {
      if (session == null) {
        sessionOptions.close();
      }
    }
  }

  @Override
  public int embeddingSize() {
    return model.embeddingSize();
  }

  @Override
  public void run(byte[] rasters, int batch, float[] logits) {
    checkArguments(rasters, batch, logits);
    runParts(rasters, batch, logits, null);
  }

  @Override
  public void run(byte[] rasters, int batch, float[] logits, float[] embeddings) {
    checkArguments(rasters, batch, logits);
    EmbeddingArguments.check(model, batch, embeddings);
    runParts(rasters, batch, logits, embeddings);
  }

  private void checkArguments(byte[] rasters, int batch, float[] logits) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1: " + batch);
    }
    if (rasters.length < (long) batch * pixels) {
      throw new IllegalArgumentException(
          "rasters must have " + batch + " * " + pixels + " bytes, not " + rasters.length);
    }
    if (logits.length < (long) batch * labels) {
      throw new IllegalArgumentException(
          "logits must have " + batch + " * " + labels + " values, not " + logits.length);
    }
  }

  private void runParts(byte[] rasters, int batch, float[] logits, float[] embeddings) {
    enter();
    try {
      for (int first = 0; first < batch; first += MAX_BATCH) {
        runPart(rasters, first, Math.min(MAX_BATCH, batch - first), logits, embeddings);
      }
    } catch (OrtException e) {
      throw failure("running a batch of " + batch + " failed", e);
    } finally {
      leave();
    }
  }

  private void runPart(byte[] rasters, int first, int count, float[] logits, float[] embeddings)
      throws OrtException {
    Slot slot = borrow(count == 1);
    boolean done = false;
    try {
      slot.resize(count);
      slot.run(session, rasters, first, logits, embeddings);
      done = true;
    } finally {
      // After a failure the state of the slot's memory is unknown.
      if (!done || !giveBack(slot)) {
        slot.close();
      }
    }
  }

  private void enter() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the backend is closed");
      }
      running++;
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      running--;
      if (closed && running == 0) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private Slot borrow(boolean single) {
    Slot slot;
    lock.lock();
    try {
      slot = (single ? singles : batches).pollLast();
    } finally {
      lock.unlock();
    }
    return slot != null ? slot : new Slot(environment, model, single ? 1 : MAX_BATCH);
  }

  private boolean giveBack(Slot slot) {
    boolean single = slot.capacity() == 1;
    lock.lock();
    try {
      ArrayDeque<Slot> idle = single ? singles : batches;
      if (idle.size() >= (single ? MAX_IDLE_SINGLES : MAX_IDLE_BATCHES)) {
        return false;
      }
      idle.addLast(slot);
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        while (!released) {
          changed.awaitUninterruptibly();
        }
        return;
      }
      closed = true;
      while (running > 0) {
        changed.awaitUninterruptibly();
      }
      release();
    } finally {
      lock.unlock();
    }
  }

  private void release() {
    try {
      singles.forEach(Slot::close);
      batches.forEach(Slot::close);
      session.close();
      sessionOptions.close();
    } catch (OrtException e) {
      throw failure("closing failed", e);
    } finally {
      singles.clear();
      batches.clear();
      released = true;
      changed.signalAll();
    }
  }

  private static BackendException failure(String what, OrtException e) {
    String reason = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    return new BackendException(OnnxRuntimeProvider.NAME, what + ": " + reason, null, e);
  }
}
