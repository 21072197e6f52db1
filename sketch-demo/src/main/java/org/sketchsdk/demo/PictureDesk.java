package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads pictures side by side, as many as there are places. A client has one place at a time.
 * Clients that used more time than their share come last, and always leave a place to others if
 * there is more than one. Pictures of clients that have left are not read. Thread-safe.
 */
final class PictureDesk {
  /** The reading of a picture. */
  interface Work {
    /**
     * Reads the picture.
     *
     * @param left tells whether nobody waits for the answer any more
     * @return the answer, or null if nobody waits
     */
    @Nullable JsonNode read(BooleanSupplier left) throws RefusedException;
  }

  /** Who waits for the answer. */
  interface Visitor {
    /** Tells whether the visitor has left. Called by one thread at a time. */
    boolean hasLeft();

    void answer(JsonNode answer);

    void refuse(RefusedException e);

    void fail(RuntimeException e);

    /** Nobody waits for the answer any more. */
    void drop();
  }

  private static final class Task {
    final Client client;
    final Visitor visitor;
    final Work work;
    final long sinceMillis;
    boolean overdrawn; // when it got its place
    volatile boolean left;

    Task(Client client, Visitor visitor, Work work, long sinceMillis) {
      this.client = client;
      this.visitor = visitor;
      this.work = work;
      this.sinceMillis = sinceMillis;
    }
  }

  private final Limits limits;
  private final InstantSource clock;
  private final Executor threads;
  private final LongSupplier processorNanos;

  private final List<Task> waiting = new ArrayList<>();
  private final List<Task> beingRead = new ArrayList<>();
  private int read;

  /**
   * Opens a desk.
   *
   * @param threads as many as there are places
   * @param processorNanos the processor time of the calling thread
   */
  PictureDesk(Limits limits, InstantSource clock, Executor threads, LongSupplier processorNanos) {
    this.limits = limits;
    this.clock = clock;
    this.threads = threads;
    this.processorNanos = processorNanos;
  }

  void submit(Client client, Visitor visitor, Work work) {
    synchronized (this) {
      waiting.add(new Task(client, visitor, work, clock.millis()));
    }
    fillPlaces();
  }

  synchronized int waiting() {
    return waiting.size();
  }

  synchronized int beingRead() {
    return beingRead.size();
  }

  /** The number of pictures whose reading was begun, for tests. */
  synchronized int read() {
    return read;
  }

  /** Notes who has left, and refuses those who have waited too long. */
  void sweep() {
    List<Task> over = new ArrayList<>();
    long latest = clock.millis() - limits.http().pictureWait().toMillis();
    synchronized (this) {
      for (Task task : beingRead) {
        task.left = task.left || task.visitor.hasLeft();
      }
      for (Iterator<Task> tasks = waiting.iterator(); tasks.hasNext(); ) {
        Task task = tasks.next();
        task.left = task.visitor.hasLeft();
        if (task.left || task.sinceMillis < latest) {
          tasks.remove();
          over.add(task);
        }
      }
    }
    for (Task task : over) {
      if (task.left) {
        task.visitor.drop();
      } else {
        task.visitor.refuse(
            new RefusedException(503, "the server is busy with pictures: try again in a moment"));
      }
    }
    fillPlaces();
  }

  /** Drops everybody, as the server stops. */
  void close() {
    List<Task> over;
    synchronized (this) {
      beingRead.forEach(task -> task.left = true);
      over = List.copyOf(waiting);
      waiting.clear();
    }
    over.forEach(task -> task.visitor.drop());
  }

  private void fillPlaces() {
    List<Task> starting = new ArrayList<>();
    synchronized (this) {
      while (beingRead.size() < limits.picturesAtOnce()) {
        Task next = next();
        if (next == null) {
          break;
        }
        waiting.remove(next);
        beingRead.add(next);
        next.client.beginReading();
        starting.add(next);
      }
    }
    for (Task task : starting) {
      try {
        threads.execute(() -> serve(task));
      } catch (RejectedExecutionException e) { // the server stops
        end(task, 0);
        task.visitor.drop();
      }
    }
  }

  /** Returns whose turn it is. */
  private @Nullable Task next() {
    Task overdrawn = null;
    for (Task task : waiting) {
      if (task.client.isReading()) {
        continue;
      }
      if (!task.client.isOverdrawn()) {
        return task;
      }
      if (overdrawn == null) {
        overdrawn = task;
      }
    }
    long places = beingRead.stream().filter(task -> task.overdrawn).count();
    if (overdrawn == null || places >= Math.max(1, limits.picturesAtOnce() - 1)) {
      return null;
    }
    overdrawn.overdrawn = true;
    return overdrawn;
  }

  private void serve(Task task) {
    long startNanos = processorNanos.getAsLong();
    JsonNode answer = null;
    RefusedException refused = null;
    RuntimeException failure = null;
    try {
      synchronized (this) {
        task.left = task.left || task.visitor.hasLeft();
        read += task.left ? 0 : 1;
      }
      if (!task.left) {
        answer = task.work.read(() -> task.left);
      }
    } catch (RefusedException e) {
      refused = e;
    } catch (RuntimeException e) { // of the engine; the executor would keep it to itself
      failure = e;
    } finally {
      end(task, processorNanos.getAsLong() - startNanos);
    }
    if (refused != null) {
      task.visitor.refuse(refused);
    } else if (failure != null && !task.left) {
      task.visitor.fail(failure);
    } else if (answer != null) {
      task.visitor.answer(answer);
    } else {
      task.visitor.drop();
    }
    fillPlaces();
  }

  private void end(Task task, long nanos) {
    synchronized (this) {
      beingRead.remove(task); // from now on nobody asks whether the visitor has left
      task.client.endReading(nanos);
    }
  }
}
