package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.session.NullSessionCache;
import org.eclipse.jetty.session.NullSessionDataStore;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.api.Callback;
import org.sketchsdk.infer.CustomClasses;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.awt.BufferedImages;
import org.sketchsdk.render.image.ImageFormatException;
import org.sketchsdk.render.image.Picture;

/** The server behind the page: its files, the WebSocket, pictures, and files of classes. */
final class DemoServer implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("org.sketchsdk.demo");

  /** The header that says which session a request belongs to. */
  static final String SESSION = "X-Sketch-Session";

  /** The page needs nothing that is not from here, and nobody may frame it. */
  private static final Map<String, String> SECURITY_HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(self), microphone=(), geolocation=(), payment=(), usb=()");

  private static final int TRY_AGAIN_LATER = 1013; // codes of RFC 6455 and its registry
  private static final int GOING_AWAY = 1001;
  private static final int HTTP_THREADS = 48;
  private static final int MAX_OUTGOING_FRAMES = 256;
  private static final long PICTURE_WAIT_SECONDS = 5;
  private static final int TOKEN_BYTES = 18;

  private final SketchClassifier classifier;
  private final Limits limits;
  private final Origins origins;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor workers;
  private final DrawingSession.Shared shared;
  private final Map<String, DrawingSession> sessions = new ConcurrentHashMap<>(); // by token
  private final AtomicInteger open = new AtomicInteger();
  private final Semaphore pictures;
  private final RateLimit pictureRate;
  private final SecureRandom random = new SecureRandom();
  private final Javalin javalin;

  /**
   * Prepares a server.
   *
   * @param classifier answers everybody; not closed
   * @param allowedOrigins pages of other servers that may use this one, such as those of a proxy
   */
  DemoServer(SketchClassifier classifier, Limits limits, List<String> allowedOrigins)
      throws IOException {
    this(classifier, limits, allowedOrigins, InstantSource.system(), DemoServer::shuffled);
  }

  /** The same with a clock, and an order of the game's words, for tests. */
  DemoServer(
      SketchClassifier classifier,
      Limits limits,
      List<String> allowedOrigins,
      InstantSource clock,
      UnaryOperator<List<String>> shuffle)
      throws IOException {
    this.classifier = classifier;
    this.limits = limits;
    this.origins = new Origins(allowedOrigins);
    this.clock = clock;
    this.workers =
        new ScheduledThreadPoolExecutor(
            Runtime.getRuntime().availableProcessors(), threads("sketch-demo-worker-"));
    workers.setRemoveOnCancelPolicy(true);
    workers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.shared = new DrawingSession.Shared(classifier, limits, clock, workers, shuffle);
    this.pictures = new Semaphore(limits.picturesAtOnce(), true);
    this.pictureRate = new RateLimit(limits.picturesPerSecond(), clock);
    Pages pages = Pages.load();
    this.javalin = Javalin.create(config -> configure(config, pages));
  }

  private static List<String> shuffled(List<String> labels) {
    List<String> copy = new ArrayList<>(labels);
    Collections.shuffle(copy);
    return copy;
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Starts to listen.
   *
   * @param host a name or an address of this machine
   * @param port 0 for any that is free
   * @throws BindException if the address cannot be had
   */
  void start(String host, int port) throws BindException {
    try {
      javalin.start(host, port);
    } catch (JavalinBindException e) {
      BindException bind =
          new BindException(
              "cannot listen on "
                  + host
                  + " port "
                  + port
                  + ": it is in use, or may not be used; choose another with --port or --host");
      bind.initCause(e);
      throw bind;
    }
    long everyMillis = Math.max(100, Math.min(5_000, limits.idleAfter().toMillis() / 4));
    ScheduledFuture<?> unused = // it ends with the workers
        workers.scheduleWithFixedDelay(
            this::closeIdle, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
  }

  /** The port that is listened on. */
  int port() {
    return javalin.port();
  }

  /** How many sessions there are. */
  int sessionCount() {
    return sessions.size();
  }

  /** Closes the sessions whose visitors have gone, or sleep. */
  void closeIdle() {
    long latest = clock.millis() - limits.idleAfter().toMillis();
    List<DrawingSession> idle =
        sessions.values().stream().filter(session -> session.heardMillis() < latest).toList();
    for (DrawingSession session : idle) {
      sessions.remove(session.token());
      session.close(GOING_AWAY, "idle");
    }
  }

  /** Closes all sessions, as a lost network would, for tests. */
  void dropAll() {
    sessions.values().forEach(session -> session.close(GOING_AWAY, ""));
  }

  @Override
  public void close() {
    workers.shutdown();
    sessions.values().forEach(session -> session.close(GOING_AWAY, "the server stops"));
    sessions.clear();
    javalin.stop();
    try {
      if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warning("a worker did not end within 5 seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void configure(JavalinConfig config, Pages pages) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = limits.maxPictureBytes();
    QueuedThreadPool pool = new QueuedThreadPool(HTTP_THREADS);
    pool.setName("sketch-demo-http");
    pool.setDaemon(true);
    config.jetty.threadPool = pool;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.jetty.modifyServer(
        server -> {
          ErrorHandler errors = new ErrorHandler();
          errors.setShowStacks(false);
          errors.setShowCauses(false);
          server.setErrorHandler(errors);
          server.setStopTimeout(2_000);
        });
    config.jetty.modifyServletContextHandler(
        handler -> {
          // Javalin asks for a servlet session at each upgrade; nothing is to be kept of it.
          SessionHandler forgetful = new SessionHandler();
          forgetful.setUsingCookies(false);
          NullSessionCache cache = new NullSessionCache(forgetful);
          cache.setSessionDataStore(new NullSessionDataStore());
          forgetful.setSessionCache(cache);
          handler.setSessionHandler(forgetful);
        });
    config.jetty.modifyWebSocketServletFactory(
        factory -> {
          // Beyond this a message is not even read; up to it, it is refused in words.
          factory.setMaxTextMessageSize((long) Limits.UNREAD_FACTOR * limits.maxMessageBytes());
          factory.setMaxBinaryMessageSize(limits.maxMessageBytes());
          // Sessions are closed here as idle; Jetty's own timeout is for connections that died.
          factory.setIdleTimeout(limits.idleAfter().plus(Duration.ofMinutes(1)));
        });

    config.routes.before(context -> SECURITY_HEADERS.forEach(context::header));
    for (String path : pages.paths()) {
      config.routes.get(path, pages::answer);
    }
    config.routes.before("/api/*", this::checkOrigin);
    config.routes.wsBeforeUpgrade("/api/live", this::checkOrigin);
    config.routes.ws("/api/live", this::configure);
    config.routes.post("/api/picture", this::classifyPicture);
    config.routes.get("/api/classes", this::saveClasses);
    config.routes.put("/api/classes", this::loadClasses);

    config.routes.exception(
        RefusedException.class, (e, context) -> answer(context, e.status(), e.getMessage()));
    config.routes.exception(
        HttpResponseException.class,
        (e, context) -> answer(context, e.getStatus(), String.valueOf(e.getMessage())));
    config.routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.log(Level.WARNING, context.method() + " " + context.path() + " failed", e);
          answer(context, 500, "the server failed; its log says why");
        });
    config.routes.error(404, context -> answer(context, 404, "there is no " + context.path()));
    config.routes.error(
        405, context -> answer(context, 405, context.method() + " is not for " + context.path()));
  }

  private static void answer(Context context, int status, String error) {
    if (context.resultInputStream() == null || status != 404) {
      context.status(status).contentType("application/json").result(Json.error(error));
    }
  }

  private void checkOrigin(Context context) throws RefusedException {
    context.header("Cache-Control", "no-store");
    String origin = context.header("Origin");
    if (!origins.accept(origin, context.header("Host"))) {
      throw new RefusedException(
          403, "pages of " + origin + " may not use this server, see --origin");
    }
  }

  // The WebSocket

  private void configure(WsConfig ws) {
    ws.onConnect(this::connect);
    ws.onMessage(
        context -> {
          DrawingSession session = session(context);
          if (session != null) {
            session.receive(context.message());
          }
        });
    ws.onBinaryMessage(
        context -> {
          DrawingSession session = session(context);
          if (session != null) {
            session.heard();
            context.send(
                Json.message("error").put("error", "messages must be text, not binary").toString());
          }
        });
    ws.onClose(this::disconnect);
    ws.onError(this::disconnect);
  }

  private void connect(WsConnectContext context) {
    context.session.setMaxOutgoingFrames(MAX_OUTGOING_FRAMES);
    Channel channel = new Channel(context);
    if (open.incrementAndGet() > limits.maxSessions()) {
      open.decrementAndGet();
      String full =
          Teaching.exceed(
              "sessions", limits.maxSessions() + 1L, limits.maxSessions(), "--max-sessions");
      channel.send(
          Json.message("error").put("error", full).toString(),
          () -> channel.close(TRY_AGAIN_LATER, "too many sessions"));
      return;
    }
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    DrawingSession session =
        new DrawingSession(
            Base64.getUrlEncoder().withoutPadding().encodeToString(token), shared, channel);
    context.attribute("session", session);
    sessions.put(session.token(), session);
    // What lies between browser and server may cut connections that are silent for a minute.
    context.enableAutomaticPings(25, TimeUnit.SECONDS);
    session.greet();
  }

  private static DrawingSession session(WsContext context) {
    return context.attribute("session");
  }

  private void disconnect(WsContext context) {
    DrawingSession session = session(context);
    if (session != null) {
      context.attribute("session", null);
      open.decrementAndGet();
      sessions.remove(session.token());
    }
  }

  /** A WebSocket as a session sees it. */
  private record Channel(WsContext context) implements DrawingSession.Connection {
    @Override
    public void send(String message, Runnable sent) {
      context.session.sendText(
          message,
          Callback.from(
              sent,
              failure -> {
                // Gone, or so slow that too much waits to be sent.
                LOG.log(Level.FINE, "a message could not be sent", failure);
                context.session.disconnect();
              }));
    }

    @Override
    public void close(int code, String reason) {
      context.session.close(code, reason, Callback.NOOP);
    }
  }

  // Over HTTP

  private Optional<DrawingSession> sessionOf(Context context) {
    String token = context.header(SESSION);
    Optional<DrawingSession> session =
        token == null ? Optional.empty() : Optional.ofNullable(sessions.get(token));
    session.ifPresent(DrawingSession::heard);
    return session;
  }

  private DrawingSession requireSession(Context context) throws RefusedException {
    return sessionOf(context)
        .orElseThrow(
            () ->
                new RefusedException(
                    404,
                    "there is no such session: the header "
                        + SESSION
                        + " must be that of an open WebSocket's hello"));
  }

  private static byte[] body(Context context, int mostBytes, String limit)
      throws IOException, RefusedException {
    long announced = context.req().getContentLengthLong();
    byte[] bytes =
        announced > mostBytes
            ? new byte[0]
            : context.req().getInputStream().readNBytes(mostBytes + 1);
    if (announced > mostBytes || bytes.length > mostBytes) {
      // What was not read must not be taken for the next request.
      context.header("Connection", "close");
      throw new RefusedException(
          413,
          Teaching.exceed("bytes in body", Math.max(announced, bytes.length), mostBytes, limit));
    }
    return bytes;
  }

  private void classifyPicture(Context context)
      throws IOException, RefusedException, InterruptedException {
    Optional<CustomClasses> classes =
        sessionOf(context).flatMap(session -> session.teaching().classes());
    if (!pictureRate.tryTake()) {
      throw new RefusedException(
          429,
          "pictures a second of all visitors exceed the maximum allowed ("
              + limits.picturesPerSecond()
              + ", see picturesPerSecond): try again in a moment");
    }
    byte[] file = body(context, limits.maxPictureBytes(), "maxPictureBytes");
    if (!pictures.tryAcquire(PICTURE_WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new RefusedException(
          503, "the server is busy with other pictures: try again in a moment");
    }
    PictureReading reading =
        new PictureReading(
            classes.isPresent() ? classes.get() : classifier,
            isTrue(context, "everything"),
            !isTrue(context, "live"));
    ObjectNode answer;
    try {
      Picture picture =
          BufferedImages.read(new ByteArrayInputStream(file), "picture", limits.maxPicturePixels());
      answer = reading.read(picture);
    } catch (ImageFormatException e) {
      throw new RefusedException(e.getMessage());
    } finally {
      pictures.release();
    }
    context.contentType("application/json").result(answer.toString());
  }

  private static boolean isTrue(Context context, String parameter) {
    return "true".equals(context.queryParam(parameter));
  }

  private void saveClasses(Context context) throws IOException, RefusedException {
    byte[] file = requireSession(context).teaching().save();
    context
        .contentType("application/octet-stream")
        .header("Content-Disposition", "attachment; filename=\"my-sketches.classes\"")
        .result(file);
  }

  private void loadClasses(Context context) throws IOException, RefusedException {
    DrawingSession session = requireSession(context);
    session.teaching().load(body(context, limits.maxClassesBytes(), "maxClassesBytes"));
    session.tellClasses();
    context.contentType("application/json").result(session.teaching().describe().toString());
  }
}
