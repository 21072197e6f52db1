package org.sketchsdk.infer.internal.engine;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.infer.spi.InferenceBackend;

/** What the SDK's backends share: arguments are checked, and closing waits for runs under way. */
public abstract class GatedBackend implements InferenceBackend {
  private final ModelInfo model;
  private final int pixels;
  private final int labels;

  // A lock rather than a monitor: a virtual thread that waits for it gives its carrier back.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // The fields below are guarded by the lock.
  private int running;
  private boolean closed;
  private boolean released;

  /** Takes the sizes of a model's rasters, logits and embedding. */
  protected GatedBackend(ModelData model) {
    this.model = model.info();
    int sizePx = this.model.rasterOptions().sizePx();
    this.pixels = sizePx * sizePx;
    this.labels = this.model.labels().size();
  }

  /** What the model says about itself. */
  protected final ModelInfo model() {
    return model;
  }

  /** Bytes of one raster. */
  protected final int pixels() {
    return pixels;
  }

  /** Logits of one raster. */
  protected final int labels() {
    return labels;
  }

  /**
   * Runs the network, while the backend is open, with arguments that fit.
   *
   * @param embeddings null where only the logits are asked for
   */
  protected abstract void runOpen(
      byte[] rasters, int batch, float[] logits, float @Nullable [] embeddings);

  /** Frees what the backend holds. Called once, when no run is under way and none will be. */
  protected abstract void release();

  @Override
  public final int embeddingSize() {
    return model.embeddingSize();
  }

  @Override
  public final void run(byte[] rasters, int batch, float[] logits) {
    check(rasters, batch, logits);
    runGated(rasters, batch, logits, null);
  }

  @Override
  public final void run(byte[] rasters, int batch, float[] logits, float[] embeddings) {
    check(rasters, batch, logits);
    int size = model.embeddingSize();
    if (size == 0) {
      throw new UnsupportedOperationException(
          "model " + model.name() + " has no output \"embedding\"");
    }
    if (embeddings.length < (long) batch * size) {
      throw new IllegalArgumentException(
          "embeddings must have " + batch + " * " + size + " values, not " + embeddings.length);
    }
    runGated(rasters, batch, logits, embeddings);
  }

  private void check(byte[] rasters, int batch, float[] logits) {
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

  private void runGated(byte[] rasters, int batch, float[] logits, float @Nullable [] embeddings) {
    enter();
    try {
      runOpen(rasters, batch, logits, embeddings);
    } finally {
      leave();
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

  @Override
  public final void close() {
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
      try {
        release();
      } finally {
        released = true;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }
}
