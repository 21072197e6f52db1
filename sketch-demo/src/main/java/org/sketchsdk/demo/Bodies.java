package org.sketchsdk.demo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads the bodies of requests without a thread that waits for them. Slow bodies end with status
 * 408, and the number and the bytes of all bodies at the same time are bounded. Thread-safe.
 */
final class Bodies {
  private static final int FIRST_BYTES = 64 << 10;

  /** A body may start as slowly as it likes. */
  private static final long GRACE_MILLIS = 2_000;

  private final Limits.Http limits;
  private final InstantSource clock;
  private final Set<Body> underWay = new HashSet<>();
  private int count; // until they are answered
  private long bytes;

  Bodies(Limits.Http limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Reads the body of a request.
   *
   * @param mostBytes the limit of the body's length
   * @param limit the name of this limit
   * @param whole takes the body when all of it has arrived
   */
  void read(Exchange exchange, Client client, int mostBytes, String limit, Consumer<byte[]> whole) {
    long announced = exchange.request().getLength();
    try {
      require(announced, mostBytes, limit);
      // A body without a length may become as long as is allowed.
      long reserved = announced < 0 ? mostBytes : announced;
      begin(client, reserved);
      Request.addCompletionListener(exchange.request(), failure -> end(client, reserved));
    } catch (RefusedException e) {
      exchange.closing().refuse(e);
      return;
    }
    Body body = new Body(exchange, mostBytes, limit, whole, clock.millis());
    synchronized (this) {
      underWay.add(body);
    }
    body.run();
  }

  private static void require(long actual, int mostBytes, String limit) throws RefusedException {
    if (actual > mostBytes) {
      throw new RefusedException(413, Teaching.exceed("bytes in body", actual, mostBytes, limit));
    }
  }

  private synchronized void begin(Client client, long reserved) throws RefusedException {
    if (count >= limits.bodiesAtOnce() || bytes + reserved > limits.bodyBytesAtOnce()) {
      throw new RefusedException(
          503,
          "the server is busy with other requests (see bodiesAtOnce and bodyBytesAtOnce): try"
              + " again in a moment");
    }
    client.beginBody(reserved);
    count++;
    bytes += reserved;
  }

  private synchronized void end(Client client, long reserved) {
    count--;
    bytes -= reserved;
    client.endBody(reserved);
  }

  /** The number of bodies that are not read to their end. */
  synchronized int underWay() {
    return underWay.size();
  }

  /** The number of bodies that count against the limits, for tests: until they are answered. */
  synchronized int unanswered() {
    return count;
  }

  /** The bytes that have arrived of these bodies, for tests. */
  synchronized long receivedBytes() {
    return underWay.stream().mapToLong(Body::receivedBytes).sum();
  }

  /** Refuses the bodies that are too slow. */
  void sweep() {
    List<Body> bodies;
    synchronized (this) {
      bodies = List.copyOf(underWay);
    }
    long now = clock.millis();
    for (Body body : bodies) {
      body.refuseIfSlow(now);
    }
  }

  private synchronized void forget(Body body) {
    underWay.remove(body);
  }

  private final class Body implements Runnable {
    private final Exchange exchange;
    private final int mostBytes;
    private final String limit;
    private final Consumer<byte[]> whole;
    private final long sinceMillis;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream(FIRST_BYTES);
    private boolean over;

    Body(Exchange exchange, int mostBytes, String limit, Consumer<byte[]> whole, long sinceMillis) {
      this.exchange = exchange;
      this.mostBytes = mostBytes;
      this.limit = limit;
      this.whole = whole;
      this.sinceMillis = sinceMillis;
    }

    /** Takes what has arrived, and asks to be called again for the rest. */
    @Override
    public void run() {
      Request request = exchange.request();
      while (true) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          if (finish()) {
            exchange.drop();
          }
          return;
        }
        boolean last = chunk.isLast();
        boolean wanted = take(chunk.getByteBuffer());
        chunk.release();
        if (!wanted) {
          return;
        }
        if (last && finish()) {
          deliver();
          return;
        }
      }
    }

    private boolean take(ByteBuffer content) {
      long length;
      synchronized (this) {
        if (over) {
          return false;
        }
        length = (long) received.size() + content.remaining();
        if (length <= mostBytes) {
          byte[] copy = new byte[content.remaining()];
          content.get(copy);
          received.writeBytes(copy);
          return true;
        }
        over = true;
      }
      forget(this);
      try {
        require(length, mostBytes, limit);
      } catch (RefusedException e) {
        exchange.closing().refuse(e);
      }
      return false;
    }

    synchronized long receivedBytes() {
      return received.size();
    }

    private void deliver() {
      try {
        whole.accept(received.toByteArray());
      } catch (RuntimeException e) { // nobody above this would answer the visitor
        exchange.fail(e);
      }
    }

    /** Ends the body unless it has ended. */
    private boolean finish() {
      synchronized (this) {
        if (over) {
          return false;
        }
        over = true;
      }
      forget(this);
      return true;
    }

    void refuseIfSlow(long nowMillis) {
      long tookMillis = nowMillis - sinceMillis;
      double rightMillis = tookMillis - (double) GRACE_MILLIS;
      synchronized (this) {
        boolean slow = received.size() < limits.minBodyBytesPerSecond() * rightMillis / 1000;
        if (over || !(slow || tookMillis > limits.bodyWithin().toMillis())) {
          return;
        }
        over = true;
      }
      forget(this);
      exchange
          .closing()
          .refuse(
              408,
              "a body must arrive within "
                  + limits.bodyWithin().toSeconds()
                  + " s and with at least "
                  + limits.minBodyBytesPerSecond()
                  + " bytes a second (see bodyWithin and minBodyBytesPerSecond)");
    }
  }
}
