package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.SketchClassifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;

/**
 * Visitors who draw all at once, each over a WebSocket, at the pace of the page: a point every 16
 * milliseconds, sent in messages as the page bundles them, strokes of a second with short breaks.
 */
@Command(
    name = "load-test",
    description =
        "Draws in many sessions at once, and prints how long updates take: from the sending of"
            + " points to the arrival of the first prediction that has them.",
    mixinStandardHelpOptions = true)
final class LoadTest implements Callable<Integer> {
  private static final int MILLIS_PER_POINT = 16; // 60 points per second
  private static final int STROKE_MILLIS = 1_000;
  private static final int BREAK_MILLIS = 300;
  private static final int STROKES = 8; // then the drawing starts anew
  private static final int HOSTILE_WARM_UP_SECONDS = 5;

  @Option(names = "--sessions", description = "Visitors (default: ${DEFAULT-VALUE}).")
  private int sessions = 200;

  @Option(names = "--seconds", description = "How long to measure (default: ${DEFAULT-VALUE}).")
  private int seconds = 30;

  @Option(
      names = "--warm-up-seconds",
      description = "How long to draw before that (default: ${DEFAULT-VALUE}).")
  private int warmUpSeconds = 10;

  @Option(
      names = "--messages-per-second",
      description = "Messages of a visitor who draws (default: ${DEFAULT-VALUE}, as the page).")
  private int messagesPerSecond = 25;

  @Option(
      names = "--hostile",
      description =
          "Measures a second time while other clients try to stop the server: slow bodies, floods"
              + " of messages, answers that nobody reads, and costly pictures.")
  private boolean hostile;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The WebSocket of a running demo, such as ws://127.0.0.1:8080/api/live; by default a"
              + " server is started in this process.")
  private @Nullable URI url;

  @ParentCommand private Main main;

  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong sent = new AtomicLong();
  private volatile boolean measuring;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (sessions < 1 || seconds < 1 || warmUpSeconds < 0 || messagesPerSecond < 1) {
      throw new ParameterException(new picocli.CommandLine(this), "the numbers must be at least 1");
    }
    if (url != null) {
      if (hostile && !"ws".equals(url.getScheme())) {
        throw new ParameterException(
            new picocli.CommandLine(this), "--hostile needs a --url of ws, not of " + url);
      }
      return run(url);
    }
    Limits limits =
        Limits.defaults().withSessions(Math.max(sessions, Limits.MAX_SESSIONS), Limits.IDLE_AFTER);
    try (SketchClassifier classifier = SketchClassifier.load();
        DemoServer server = new DemoServer(classifier, limits, List.of())) {
      server.start("127.0.0.1", 0);
      return run(URI.create("ws://127.0.0.1:" + server.port() + "/api/live"));
    }
  }

  private int run(URI target) throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .executor(Executors.newFixedThreadPool(2, LoadTest::daemon))
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    ScheduledExecutorService pens = Executors.newScheduledThreadPool(1, LoadTest::daemon);
    List<Visitor> visitors = new ArrayList<>();
    List<WebSocket> sockets = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      Visitor visitor = new Visitor(i);
      visitors.add(visitor);
      WebSocket socket = client.newWebSocketBuilder().buildAsync(target, visitor).join();
      sockets.add(socket);
      visitor.lastSent.complete(socket);
      // Not all in step: browsers are not either.
      long firstMicros = ThreadLocalRandom.current().nextLong(1_000_000);
      ScheduledFuture<?> unused = // it ends with the pens
          pens.scheduleAtFixedRate(
              visitor::draw, firstMicros, 1_000_000 / messagesPerSecond, TimeUnit.MICROSECONDS);
    }
    Thread.sleep(1000L * warmUpSeconds);
    measure(visitors, "");
    if (hostile) {
      try (HostileMix mix = new HostileMix(target.getHost(), target.getPort())) {
        Thread.sleep(1000L * Math.min(HOSTILE_WARM_UP_SECONDS, warmUpSeconds));
        measure(visitors, "under attack, ");
        main.output()
            .println(
                String.format(
                    Locale.ROOT,
                    "attack: %d slow bodies, %d floods, %d that do not read, %d with costly"
                        + " pictures: %s",
                    HostileMix.SLOW_BODIES,
                    HostileMix.FLOODS,
                    HostileMix.NON_READERS,
                    HostileMix.BOMBS,
                    mix.describe()));
      }
    }
    pens.shutdownNow();
    sockets.forEach(WebSocket::abort);
    return failures.get() == 0 ? 0 : 1;
  }

  private void measure(List<Visitor> visitors, String heading) throws InterruptedException {
    visitors.forEach(Visitor::reset);
    sent.set(0);
    long start = System.nanoTime();
    long processorStart = processorNanos();
    measuring = true;
    Thread.sleep(1000L * seconds);
    measuring = false;
    double took = (System.nanoTime() - start) / 1e9;
    double processors = (processorNanos() - processorStart) / 1e9 / took;
    print(heading, visitors, sent.get(), took, processors);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "load-test");
    thread.setDaemon(true);
    return thread;
  }

  private void print(
      String heading, List<Visitor> visitors, long messages, double took, double processors) {
    int updates = 0;
    long[] all = {};
    for (Visitor visitor : visitors) {
      synchronized (visitor) {
        int next = all.length;
        all = Arrays.copyOf(all, next + visitor.count);
        System.arraycopy(visitor.nanos, 0, all, next, visitor.count);
        updates += visitor.updates;
      }
    }
    int count = all.length;
    Arrays.sort(all);
    main.output()
        .println(
            String.format(
                Locale.ROOT,
                "%s%d sessions for %.0f s: %.0f messages/s, %.0f updates/s (%.1f a session),"
                    + " %d failures%n"
                    + "update: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms"
                    + " (%d messages, from being sent to the first update that has them)%n"
                    + "processors: %.2f of %d busy with this, load of the machine %.1f",
                heading,
                visitors.size(),
                took,
                messages / took,
                updates / took,
                updates / took / visitors.size(),
                failures.get(),
                millis(all, 0.5),
                millis(all, 0.9),
                millis(all, 0.99),
                millis(all, 1),
                count,
                processors,
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
  }

  /** What this process has had of the processors: visitors, and the server if it is in here. */
  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static double millis(long[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }

  /** One session: draws rings, each a stroke, round after round. */
  private final class Visitor implements WebSocket.Listener {
    private static final int IN_FLIGHT = 4_096;

    private final int number;
    private final StringBuilder text = new StringBuilder();

    // Of the thread of the pens.
    private long drawnMillis;
    private int stroke;
    private boolean penDown;
    private CompletableFuture<WebSocket> lastSent = new CompletableFuture<>();

    // Guarded by this.
    private final long[] sentNanos = new long[IN_FLIGHT]; // by the message's number
    private long messages;
    private long answered;
    private long[] nanos = new long[1024];
    private int count;
    private int updates;

    Visitor(int number) {
      this.number = number;
    }

    void draw() {
      long cycleMillis = STROKE_MILLIS + BREAK_MILLIS;
      long pauseMillis = 1_000 / messagesPerSecond;
      long before = drawnMillis;
      drawnMillis += pauseMillis;
      if (before % cycleMillis >= STROKE_MILLIS) {
        if (penDown) {
          penDown = false;
          stroke++;
          send(Json.message("draw").put("end", true));
        }
        return;
      }
      if (!penDown && stroke == STROKES) {
        stroke = 0;
        send(Json.message("clear"));
      }
      ObjectNode message = Json.message("draw");
      if (!penDown) {
        message.put("begin", true);
        penDown = true;
      }
      var points = message.putArray("points");
      for (long t = before - before % MILLIS_PER_POINT; t < drawnMillis; t += MILLIS_PER_POINT) {
        double turn = 2 * Math.PI * (t % cycleMillis) / STROKE_MILLIS + number;
        double radius = 40 + 15 * stroke + 10 * Math.sin(5 * turn);
        points.add(round(200 + radius * Math.cos(turn)));
        points.add(round(200 + radius * Math.sin(turn)));
      }
      send(message);
    }

    private static double round(double value) {
      return Math.rint(value * 10) / 10;
    }

    private void send(ObjectNode message) {
      synchronized (this) {
        messages++;
        sentNanos[(int) (messages % IN_FLIGHT)] = System.nanoTime();
      }
      sent.incrementAndGet();
      // One after the other: a WebSocket of Java takes no message before it has sent the last one.
      lastSent =
          lastSent
              .thenCompose(socket -> socket.sendText(message.toString(), true))
              .whenComplete(
                  (done, failure) -> {
                    if (failure != null && measuring) {
                      failures.incrementAndGet();
                    }
                  });
    }

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        hear(text.toString());
        text.setLength(0);
      }
      webSocket.request(1);
      return null;
    }

    private void hear(String message) {
      // Not parsed as JSON: that would cost this side more than the server.
      if (message.startsWith("{\"type\":\"update\",\"handled\":")) {
        int from = "{\"type\":\"update\",\"handled\":".length();
        long upTo = Long.parseLong(message.substring(from, message.indexOf(',', from)));
        answered(upTo, System.nanoTime());
      } else if (message.startsWith("{\"type\":\"error\"")) {
        failures.incrementAndGet();
        main.errors().println(Main.printable(message));
      }
    }

    synchronized void reset() {
      count = 0;
      updates = 0;
    }

    private synchronized void answered(long upTo, long now) {
      if (measuring) {
        updates++;
        for (long i = answered + 1; i <= upTo; i++) {
          if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
          }
          nanos[count++] = now - sentNanos[(int) (i % IN_FLIGHT)];
        }
      }
      answered = Math.max(answered, upTo);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      failures.incrementAndGet();
      main.errors().println(Main.printable("session " + number + ": " + error));
    }
  }
}
