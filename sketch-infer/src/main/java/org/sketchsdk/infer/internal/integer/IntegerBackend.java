package org.sketchsdk.infer.internal.integer;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.sketchsdk.infer.ModelInfo;
import org.sketchsdk.infer.internal.model.EmbeddingArguments;
import org.sketchsdk.infer.spi.InferenceBackend;

/**
 * Runs a network of integers on the thread that calls. Each call borrows a workspace, which is kept
 * for later calls.
 */
final class IntegerBackend implements InferenceBackend {
  private static final int MAX_IDLE = 64;

  private final ModelInfo model;
  private final IntegerNetwork network;
  // A lock rather than a monitor: a virtual thread that waits for it gives its carrier back.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  // The fields below are guarded by the lock.
  private final ArrayDeque<Workspace> workspaces = new ArrayDeque<>();
  private int running;
  private boolean closed;

  IntegerBackend(ModelInfo model, IntegerNetwork network) {
    this.model = model;
    this.network = network;
  }

  @Override
  public int embeddingSize() {
    return model.embeddingSize();
  }

  @Override
  public void run(byte[] rasters, int batch, float[] logits) {
    checkArguments(rasters, batch, logits);
    runAll(rasters, batch, logits, null);
  }

  @Override
  public void run(byte[] rasters, int batch, float[] logits, float[] embeddings) {
    checkArguments(rasters, batch, logits);
    EmbeddingArguments.check(model, batch, embeddings);
    runAll(rasters, batch, logits, embeddings);
  }

  private void checkArguments(byte[] rasters, int batch, float[] logits) {
    int pixels = network.pixels();
    int labels = network.labels();
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

  private void runAll(byte[] rasters, int batch, float[] logits, float[] embeddings) {
    int pixels = network.pixels();
    int labels = network.labels();
    Workspace workspace = enter();
    try {
      if (workspace == null) {
        workspace = new Workspace(network);
      }
      for (int i = 0; i < batch; i++) {
        network.run(workspace, rasters, i * pixels);
        System.arraycopy(workspace.logits, 0, logits, i * labels, labels);
        if (embeddings != null) {
          int offset = i * model.embeddingSize();
          network.embedding().orElseThrow().read(workspace, embeddings, offset);
        }
      }
    } finally {
      leave(workspace);
    }
  }

  /** Returns an idle workspace, or null if there is none. */
  private Workspace enter() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the backend is closed");
      }
      running++;
      return workspaces.pollLast();
    } finally {
      lock.unlock();
    }
  }

  private void leave(Workspace workspace) {
    lock.lock();
    try {
      if (workspace != null && !closed && workspaces.size() < MAX_IDLE) {
        workspaces.addLast(workspace);
      }
      if (--running == 0) {
        idle.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      workspaces.clear();
      while (running > 0) {
        idle.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
