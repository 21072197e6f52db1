package org.sketchsdk.infer.internal.engine;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps memory between calls, for as many threads at once as it may hold. Thread-safe.
 *
 * @param <T> the memory of one call
 */
public final class IdlePool<T> {
  private final int maxIdle;
  // A lock rather than a monitor: a virtual thread that waits for it gives its carrier back.
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<T> idle = new ArrayDeque<>(); // guarded by the lock

  /** Creates a pool that keeps at most so many. */
  public IdlePool(int maxIdle) {
    this.maxIdle = maxIdle;
  }

  /** Returns what was given back last, or null if there is none. */
  public @Nullable T borrow() {
    lock.lock();
    try {
      return idle.pollLast();
    } finally {
      lock.unlock();
    }
  }

  /** Keeps the memory for a later call, unless the pool is full: then it returns false. */
  public boolean giveBack(T memory) {
    lock.lock();
    try {
      if (idle.size() >= maxIdle) {
        return false;
      }
      idle.addLast(memory);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Empties the pool, and does something with all that was in it. */
  public void drain(Consumer<? super T> action) {
    for (@Nullable T memory = borrow(); memory != null; memory = borrow()) {
      action.accept(memory);
    }
  }
}
