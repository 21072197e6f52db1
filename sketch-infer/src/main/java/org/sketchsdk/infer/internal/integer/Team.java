package org.sketchsdk.infer.internal.integer;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that compute a network together, for one call at a time. Each of them computes its rows
 * of a layer, and all wait for one another before the next layer. The results are the same bits as
 * those of one thread.
 */
final class Team {
  // How often a thread looks before it sleeps, at the end of a layer and of a call: a millisecond,
  // and some tens of microseconds.
  private static final int LOOKS = 1_000_000;
  private static final int IDLE_LOOKS = 20_000;
  private static final long SLEEP_NANOS = 20_000;

  private final IntegerNetwork network;
  private final boolean spinning;
  private final Workspace[] workspaces; // of the calling thread, and of each helper
  private final Thread[] helpers;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicInteger arrived = new AtomicInteger(); // at the end of the present layer
  private volatile int layers; // that all have computed, over all rasters
  private volatile int rasters; // that were begun
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;

  /** Ends a thread when another one has failed. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("another thread failed", null, false, false);
    }
  }

  /**
   * Starts the helpers.
   *
   * @param threads how many threads compute, with the calling one; at least 2
   * @param spinning whether helpers stay awake between calls
   */
  Team(IntegerNetwork network, int threads, boolean spinning) {
    this.network = network;
    this.spinning = spinning;
    this.workspaces = new Workspace[threads];
    workspaces[0] = new Workspace(network);
    for (int part = 1; part < threads; part++) {
      workspaces[part] = workspaces[0].forOtherRows(network);
    }
    this.helpers = new Thread[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      int part = i + 1;
      Thread helper = new Thread(null, () -> help(part), "sketch-java-" + part);
      helper.setDaemon(true);
      helper.setContextClassLoader(null); // which it would keep in use
      helpers[i] = helper;
      helper.start();
    }
  }

  /**
   * Takes the team for a call.
   *
   * @return whether it is free and works; if so, {@link #leave()} must follow
   */
  boolean enter() {
    return failure == null && taken.compareAndSet(false, true);
  }

  /** Sets the team free. */
  void leave() {
    taken.set(false);
  }

  /**
   * Computes the logits of a raster. The caller has entered.
   *
   * @return the workspace that has the result, until the next call
   */
  Workspace run(byte[] pixels, int offset) {
    for (Workspace each : workspaces) {
      each.rasters = pixels;
      each.offset = offset;
    }
    int begun = rasters + 1;
    rasters = begun;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
    try {
      compute(0);
    } catch (Stopped e) {
      Throwable cause = failure;
      if (cause instanceof Error error) {
        throw error;
      }
      throw cause instanceof RuntimeException exception ? exception : e;
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
    return workspaces[0];
  }

  /** Ends the helpers, and waits until they have ended. No call is running. */
  void close() {
    closed = true;
    boolean interrupted = false;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
      while (helper.isAlive()) {
        try {
          helper.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void help(int part) {
    int done = 0;
    int looks = 0;
    while (!closed && failure == null) {
      int begun = rasters;
      if (begun != done) {
        done = begun;
        looks = 0;
        try {
          compute(part);
        } catch (Stopped e) {
          return;
        } catch (RuntimeException | Error e) {
          failure = e; // which the calling thread throws
          return;
        }
      } else if (!spinning && ++looks > IDLE_LOOKS) {
        LockSupport.park(this);
      }
    }
  }

  private void compute(int part) {
    Workspace workspace = workspaces[part];
    if (network.loads()) {
      if (part == 0) {
        workspace.map(0).load(workspace.rasters, workspace.offset);
      }
      awaitOthers();
    }
    for (int i = 0; i < network.steps().size(); i++) {
      Step step = network.steps().get(i);
      if (step instanceof RowStep rows) {
        rows.run(workspace, part, workspaces.length);
      } else if (part == 0) {
        step.run(workspace);
      }
      awaitOthers();
    }
  }

  private void awaitOthers() {
    int before = layers;
    if (arrived.incrementAndGet() == workspaces.length) {
      arrived.set(0);
      layers = before + 1;
      return;
    }
    for (int looks = 0; layers == before; looks++) {
      if (failure != null) {
        throw new Stopped();
      }
      if (looks > LOOKS) { // the other one waits for a processor
        LockSupport.parkNanos(this, SLEEP_NANOS);
      }
    }
  }
}
