package org.sketchsdk.demo;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.demo.net.ConnectionGuard;
import org.sketchsdk.demo.net.Hosts;
import org.sketchsdk.demo.net.Origins;
import org.sketchsdk.demo.net.PhoneAccess;
import org.sketchsdk.demo.net.QrCode;
import org.sketchsdk.infer.SketchClassifier;

/** The server behind the page: its files, the WebSocket, pictures, and files of classes. */
final class DemoServer implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("org.sketchsdk.demo");

  private static final int TRY_AGAIN_LATER = 1013; // codes of RFC 6455 and its registry
  private static final int GOING_AWAY = 1001;
  private static final int HTTP_THREADS = 48;
  private static final int TOKEN_BYTES = 18;
  private static final long SWEEP_MILLIS = 200;
  private static final long FAREWELL_MILLIS = 500;

  private final Limits limits;
  private final List<String> allowedOrigins;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService readers;
  private final Models models;
  private final DrawingSession.Shared shared;
  private final Map<String, DrawingSession> sessions = new ConcurrentHashMap<>(); // by token
  private final AtomicInteger open = new AtomicInteger();
  private final SecureRandom random = new SecureRandom();
  private final Clients clients;
  private final Bodies bodies;
  private final PictureDesk pictures;
  private final ConnectionGuard guard;
  private final Front front;
  private final Server server;
  private final Visitors visitors = new Visitors();
  private volatile @Nullable String phoneLink;

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
    this.limits = limits;
    this.allowedOrigins = List.copyOf(allowedOrigins);
    this.clock = clock;
    this.workers = pool(Runtime.getRuntime().availableProcessors(), "sketch-demo-worker-");
    this.timer = pool(1, "sketch-demo-timer-");
    this.readers =
        Executors.newFixedThreadPool(limits.picturesAtOnce(), threads("sketch-demo-picture-"));
    this.models = new Models(classifier);
    this.shared =
        new DrawingSession.Shared(models, limits, clock, workers, shuffle, this::phoneLink);
    this.clients = new Clients(limits, clock);
    this.bodies = new Bodies(limits.http(), clock);
    ThreadMXBean threadTimes = ManagementFactory.getThreadMXBean();
    this.pictures = new PictureDesk(limits, clock, readers, threadTimes::getCurrentThreadCpuTime);
    this.guard = new ConnectionGuard(limits.http().headerWithin(), clock);
    this.front =
        new Front(guard, new Origins(allowedOrigins), new Hosts("127.0.0.1", allowedOrigins));
    this.server = prepare();
    route(Pages.load());
  }

  private static List<String> shuffled(List<String> labels) {
    List<String> copy = new ArrayList<>(labels);
    Collections.shuffle(copy);
    return copy;
  }

  private static ScheduledThreadPoolExecutor pool(int size, String name) {
    ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(size, threads(name));
    pool.setRemoveOnCancelPolicy(true);
    pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return pool;
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private Server prepare() {
    QueuedThreadPool pool = new QueuedThreadPool(HTTP_THREADS);
    pool.setName("sketch-demo-http");
    pool.setDaemon(true);
    Server prepared = new Server(pool);
    prepared.setErrorHandler(new Errors());
    prepared.setStopTimeout(0);
    prepared.setHandler(front);
    return prepared;
  }

  private void route(Pages pages) {
    for (String path : pages.paths()) {
      front.add("GET", path, pages::answer);
    }
    Api api =
        new Api(
            models.first(),
            limits,
            clients,
            bodies,
            pictures,
            token -> Optional.ofNullable(sessions.get(token)));
    front.add("POST", "/api/picture", api::classifyPicture);
    front.add("POST", "/api/drawing", api::readDrawing);
    front.add("GET", "/api/classes", api::saveClasses);
    front.add("PUT", "/api/classes", api::loadClasses);
    ServerWebSocketContainer sockets = ServerWebSocketContainer.ensure(server);
    // Larger messages are not read at all; those up to this size get an answer in words.
    sockets.setMaxTextMessageSize((long) Limits.UNREAD_FACTOR * limits.maxMessageBytes());
    sockets.setMaxBinaryMessageSize(limits.maxMessageBytes());
    // Idle sessions are closed here. Jetty's own timeout is for connections that died.
    sockets.setIdleTimeout(limits.idleAfter().plus(Duration.ofMinutes(1)));
    front.add("GET", "/api/live", exchange -> upgrade(sockets, exchange));
  }

  private void upgrade(ServerWebSocketContainer sockets, Exchange exchange) {
    boolean upgraded =
        sockets.upgrade(
            (request, response, callback) -> new LiveSocket(visitors, timer, clock),
            exchange.request(),
            exchange.response(),
            exchange.callback());
    if (!upgraded) {
      exchange
          .set("Upgrade", "websocket")
          .refuse(426, exchange.path() + " is a WebSocket: ask for an upgrade");
    }
  }

  /**
   * Starts to listen.
   *
   * @param host a name or an address of this machine
   * @param port 0 for any that is free
   * @throws BindException if the address cannot be had
   */
  void start(String host, int port) throws BindException {
    listen(connector(host, port), "--port or --host");
    front.setHosts(new Hosts(host, allowedOrigins));
    start();
  }

  /**
   * Starts to listen: for this machine over HTTP, and for phones over HTTPS.
   *
   * @param port for this machine, 0 for any that is free
   * @param access whom to let in from the network
   * @param phonePort for phones, 0 for any that is free
   * @throws BindException if an address cannot be had
   */
  void start(int port, PhoneAccess access, int phonePort) throws IOException {
    listen(connector("127.0.0.1", port), "--port");
    SslConnectionFactory tls = new SslConnectionFactory(access.tls(), "http/1.1");
    ServerConnector phones = new ServerConnector(server, tls, http());
    String host = access.host();
    phones.setName(Front.PHONES);
    phones.setHost(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    phones.setPort(phonePort);
    listen(phones, "--phone-port or --host");
    front.setPhones(access);
    front.setHosts(new Hosts("127.0.0.1", allowedOrigins).with(host));
    String link = access.link(phones.getLocalPort());
    phoneLink = link;
    byte[] code = QrCode.of(link).svg().getBytes(StandardCharsets.UTF_8);
    front.add("GET", "/api/phone.svg", exchange -> exchange.answer(200, "image/svg+xml", code));
    start();
  }

  private void start() {
    try {
      server.start();
    } catch (Exception e) { // Jetty declares it
      throw new IllegalStateException("the server could not be started", e);
    }
    ScheduledFuture<?> unused = // it ends with the timer
        timer.scheduleWithFixedDelay(
            this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static HttpConnectionFactory http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    return new HttpConnectionFactory(http);
  }

  private ServerConnector connector(String host, int port) {
    ServerConnector connector = new ServerConnector(server, http());
    connector.setHost(host);
    connector.setPort(port);
    return connector;
  }

  private void listen(ServerConnector connector, String options) throws BindException {
    connector.setIdleTimeout(limits.http().idleConnection().toMillis());
    connector.addBean(guard);
    server.addConnector(connector);
    String host = connector.getHost();
    int port = connector.getPort();
    try {
      if (new InetSocketAddress(host, port).isUnresolved()) {
        throw new IOException("there is no machine of this name");
      }
      connector.open();
    } catch (IOException e) {
      BindException bind =
          new BindException(
              "cannot listen on "
                  + host
                  + " port "
                  + port
                  + ": it is in use, or may not be used; choose another with "
                  + options);
      bind.initCause(e);
      throw bind;
    }
  }

  /** The address for phones, with its secret; null where phones are not let in. */
  @Nullable String phoneLink() {
    return phoneLink;
  }

  /** The port that is listened on. */
  int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  /** How many sessions there are. */
  int sessionCount() {
    return sessions.size();
  }

  /** What is counted for each client, for tests. */
  Clients clients() {
    return clients;
  }

  /** The watch over slow headers, for tests. */
  ConnectionGuard guard() {
    return guard;
  }

  /** The bodies that are under way, for tests. */
  Bodies bodies() {
    return bodies;
  }

  /** The pictures that wait or are being read, for tests. */
  PictureDesk pictures() {
    return pictures;
  }

  /** Ends what takes too long: headers, bodies, waiting, and silence. */
  void sweep() {
    try {
      guard.sweep();
      bodies.sweep();
      pictures.sweep();
      clients.sweep();
      closeIdle();
    } catch (RuntimeException e) { // a timer would never call again
      LOG.log(Level.WARNING, "the server's housekeeping failed", e);
    }
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
    timer.shutdown();
    workers.shutdown();
    pictures.close();
    readers.shutdown();
    sessions.values().forEach(session -> session.close(GOING_AWAY, "the server stops"));
    sessions.clear();
    awaitFarewells();
    try {
      server.stop();
    } catch (Exception e) { // Jetty declares it
      LOG.log(Level.WARNING, "the server did not stop in order", e);
    }
    try {
      if (!workers.awaitTermination(5, TimeUnit.SECONDS)
          || !readers.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warning("a worker did not end within 5 seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    models.close();
  }

  /** Waits until visitors have heard that the server stops, but not for those who do not answer. */
  private void awaitFarewells() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FAREWELL_MILLIS);
    try {
      while (open.get() > 0 && System.nanoTime() - end < 0) {
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Opens and ends the sessions of WebSockets. */
  private final class Visitors implements LiveSocket.Sessions {
    @Override
    public @Nullable DrawingSession open(LiveSocket socket) {
      if (open.incrementAndGet() > limits.maxSessions()) {
        open.decrementAndGet();
        String full =
            Teaching.exceed(
                "sessions", limits.maxSessions() + 1L, limits.maxSessions(), "--max-sessions");
        socket.send(
            Json.message("error").put("error", full).toString(),
            () -> socket.close(TRY_AGAIN_LATER, "too many sessions"));
        return null;
      }
      byte[] token = new byte[TOKEN_BYTES];
      random.nextBytes(token);
      DrawingSession session =
          new DrawingSession(
              Base64.getUrlEncoder().withoutPadding().encodeToString(token), shared, socket);
      sessions.put(session.token(), session);
      return session;
    }

    @Override
    public void close(DrawingSession session) {
      open.decrementAndGet();
      sessions.remove(session.token());
    }
  }
}
