package org.sketchsdk.demo;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.demo.net.RateLimit;

/**
 * A WebSocket and its session. The next message is read when the last one is handled. While a
 * visitor sends more messages than allowed, reading pauses after each, so that a flood fills the
 * sender's buffers and not this machine.
 *
 * <p>Public because Jetty calls public classes only.
 */
public final class LiveSocket implements Session.Listener, DrawingSession.Connection {
  private static final Logger LOG = Logger.getLogger("org.sketchsdk.demo");

  private static final int MAX_OUTGOING_FRAMES = 256;
  private static final int FLOOD_PAUSE_MILLIS = 20;
  private static final int PINGS_PER_SECOND = 5;

  /** What lies between browser and server may cut connections that are silent for a minute. */
  private static final int PING_EVERY_SECONDS = 25;

  /** Opens and ends the sessions of sockets. */
  interface Sessions {
    /** Opens a session, or refuses and returns null. */
    @Nullable DrawingSession open(LiveSocket socket);

    void close(DrawingSession session);
  }

  private final Sessions sessions;
  private final ScheduledExecutorService timer;
  private final RateLimit pings;
  private volatile @Nullable Session socket;
  private volatile @Nullable DrawingSession session;
  private @Nullable ScheduledFuture<?> pinging;

  LiveSocket(Sessions sessions, ScheduledExecutorService timer, InstantSource clock) {
    this.sessions = sessions;
    this.timer = timer;
    this.pings = new RateLimit(PINGS_PER_SECOND, clock);
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    opened.setMaxOutgoingFrames(MAX_OUTGOING_FRAMES);
    socket = opened;
    DrawingSession drawing = sessions.open(this);
    session = drawing;
    if (drawing == null) {
      return;
    }
    startPings();
    drawing.greet();
    opened.demand();
  }

  private synchronized void startPings() {
    try {
      if (session != null) {
        pinging =
            timer.scheduleWithFixedDelay(
                this::ping, PING_EVERY_SECONDS, PING_EVERY_SECONDS, TimeUnit.SECONDS);
      }
    } catch (RejectedExecutionException e) {
      LOG.log(Level.FINE, "the server stops", e);
    }
  }

  private void ping() {
    Session open = socket;
    if (open != null) {
      open.sendPing(ByteBuffer.allocate(0), Callback.from(() -> {}, this::lost));
    }
  }

  @Override
  public void onWebSocketText(String message) {
    DrawingSession drawing = session;
    if (drawing == null) {
      return;
    }
    drawing.receive(message);
    demand(drawing.isFlooding());
  }

  @Override
  public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
    callback.succeed();
    DrawingSession drawing = session;
    if (drawing == null) {
      return;
    }
    drawing.heard();
    send(
        Json.message("error").put("error", "messages must be text, not binary").toString(),
        () -> demand(true));
  }

  @Override
  public void onWebSocketPing(ByteBuffer payload) {
    Session open = socket;
    if (open == null) {
      return;
    }
    if (pings.tryTake()) {
      open.sendPong(payload, Callback.from(() -> demand(false), this::lost));
    } else {
      demand(true);
    }
  }

  @Override
  public void onWebSocketPong(ByteBuffer payload) {
    demand(!pings.tryTake());
  }

  /** Reads the next message, at once or after a pause. */
  private void demand(boolean pause) {
    Session open = socket;
    if (open == null) {
      return;
    }
    if (pause) {
      try {
        ScheduledFuture<?> unused = // nobody waits for it
            timer.schedule(open::demand, FLOOD_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        LOG.log(Level.FINE, "the server stops", e);
      }
    } else {
      open.demand();
    }
  }

  @Override
  public void onWebSocketClose(int code, String reason, Callback callback) {
    callback.succeed();
    end();
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    LOG.log(Level.FINE, "a WebSocket failed", cause);
    end();
  }

  private synchronized void end() {
    DrawingSession ended = session;
    session = null;
    if (pinging != null) {
      pinging.cancel(false);
      pinging = null;
    }
    if (ended != null) {
      ended.leave();
      sessions.close(ended);
    }
  }

  @Override
  public void send(String message, Runnable sent) {
    Session open = socket;
    if (open != null) {
      open.sendText(message, Callback.from(sent, this::lost));
    }
  }

  /** The visitor is gone, or so slow that too much waits to be sent. */
  private void lost(Throwable failure) {
    LOG.log(Level.FINE, "a message could not be sent", failure);
    Session open = socket;
    if (open != null) {
      open.disconnect();
    }
  }

  @Override
  public void close(int code, String reason) {
    Session open = socket;
    if (open != null) {
      open.close(code, reason, Callback.NOOP);
    }
  }
}
