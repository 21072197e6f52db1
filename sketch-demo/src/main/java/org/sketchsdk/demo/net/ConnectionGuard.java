package org.sketchsdk.demo.net;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;

/**
 * Closes connections that send the header of a request too slowly. Each byte of such a header would
 * otherwise start the idle timeout anew. Thread-safe.
 */
public final class ConnectionGuard implements Connection.Listener {
  /** What is known of a connection that is not at work on a request. */
  private static final class Watch {
    long bytesIn; // after the last request
    long beganMillis = -1; // when a byte came after that, -1 for not yet
    int atWork;
  }

  private final Duration headerWithin;
  private final InstantSource clock;
  private final Map<Connection, Watch> watches = new ConcurrentHashMap<>();

  public ConnectionGuard(Duration headerWithin, InstantSource clock) {
    this.headerWithin = headerWithin;
    this.clock = clock;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof ConnectionMetaData) { // of HTTP, neither of TLS nor a WebSocket
      watches.put(connection, new Watch());
    }
  }

  @Override
  public void onClosed(Connection connection) {
    watches.remove(connection);
  }

  /** The number of connections that are watched, for tests. */
  public int watched() {
    return watches.size();
  }

  /** The header of a request has arrived. */
  public void begin(Connection connection) {
    Watch watch = watches.get(connection);
    if (watch != null) {
      synchronized (watch) {
        watch.atWork++;
      }
    }
  }

  /** A request is answered. */
  public void end(Connection connection) {
    Watch watch = watches.get(connection);
    if (watch != null) {
      synchronized (watch) {
        watch.atWork--;
        watch.bytesIn = connection.getBytesIn();
        watch.beganMillis = -1;
      }
    }
  }

  /** Closes the connections that are too slow. */
  public void sweep() {
    long now = clock.millis();
    watches.forEach(
        (connection, watch) -> {
          boolean late;
          synchronized (watch) {
            if (watch.atWork > 0 || connection.getBytesIn() == watch.bytesIn) {
              return;
            }
            if (watch.beganMillis < 0) {
              watch.beganMillis = now;
            }
            late = now - watch.beganMillis > headerWithin.toMillis();
          }
          if (late) {
            connection.getEndPoint().close();
          }
        });
  }
}
