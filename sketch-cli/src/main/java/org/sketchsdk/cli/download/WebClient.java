package org.sketchsdk.cli.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.cli.console.FailureException;

/**
 * Sends requests. A redirect is followed on the same host; to another host only where the settings
 * allow it, and never from https to http. Thread-safe.
 */
final class WebClient implements AutoCloseable {
  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MAX_REDIRECTS = 5;

  private final DownloadSettings settings;
  private final HttpClient client;
  private final ScheduledExecutorService timer;

  WebClient(DownloadSettings settings) {
    this.settings = settings;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER) // this class checks them
            .connectTimeout(settings.silence())
            .build();
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "download timer");
              thread.setDaemon(true);
              return thread;
            });
  }

  HttpRequest.Builder request(URI uri) {
    // How long the headers may take; the body has its Watch.
    return HttpRequest.newBuilder(uri)
        .timeout(settings.silence())
        .header("User-Agent", settings.userAgent());
  }

  /**
   * Sends a request and follows redirects.
   *
   * @throws FailureException if a redirect leads where the settings do not allow
   */
  <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    HttpRequest next = request;
    for (int redirects = 0; ; redirects++) {
      HttpResponse<T> response = client.send(next, handler);
      Optional<String> location = response.headers().firstValue("location");
      if (!REDIRECTS.contains(response.statusCode()) || location.isEmpty()) {
        return response;
      }
      if (response.body() instanceof InputStream body) {
        body.close();
      }
      if (redirects == MAX_REDIRECTS) {
        throw new FailureException(
            "the server redirects more than " + MAX_REDIRECTS + " times: " + request.uri());
      }
      URI target = target(next.uri(), location.get());
      next = HttpRequest.newBuilder(request, (name, value) -> true).uri(target).build();
    }
  }

  private URI target(URI from, String location) {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          "the server redirects to what is no address, \"" + location + "\": " + from);
    }
    boolean secure = "https".equals(to.getScheme());
    boolean downgraded = "https".equals(from.getScheme()) && !secure;
    if (to.getHost() == null || downgraded || !(secure || "http".equals(to.getScheme()))) {
      throw new FailureException(
          "a redirect must lead to http or https, and not from https to http: "
              + from
              + " leads to "
              + to);
    }
    if (!settings.otherHosts() && !to.getHost().equalsIgnoreCase(from.getHost())) {
      throw new FailureException(
          "the server redirects to another host, "
              + to.getHost()
              + "; --other-hosts allows that: "
              + from);
    }
    return to;
  }

  void checkStatus(HttpResponse<?> response, Integer... expected) throws IOException {
    int status = response.statusCode();
    if (Arrays.asList(expected).contains(status)) {
      return;
    }
    if (!PASSING.contains(status)) {
      throw new FailureException(
          "the server answers with status " + status + ": " + response.uri());
    }
    Duration requested = response.headers().firstValue("retry-after").map(this::pause).orElse(null);
    throw new PassingException("the server answers with status " + status, requested);
  }

  /** Reads Retry-After, RFC 9110, section 10.2.3; null if it is neither seconds nor a date. */
  private @Nullable Duration pause(String retryAfter) {
    String text = retryAfter.strip();
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration left = Duration.between(settings.clock().instant(), until);
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Watches the body of an answer; close it when the body is read. */
  Watch watch(InputStream body) {
    return new Watch(body);
  }

  /** Ends the waiting for servers. */
  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** Closes a body of which nothing comes any more; the client itself would wait for ever. */
  final class Watch implements AutoCloseable {
    private final InputStream body;
    private final Future<?> task;
    private volatile long lastNanos = System.nanoTime();
    private volatile boolean expired;

    Watch(InputStream body) {
      this.body = body;
      long interval = Math.max(1, settings.silence().toNanos() / 4);
      this.task =
          timer.scheduleWithFixedDelay(this::look, interval, interval, TimeUnit.NANOSECONDS);
    }

    private void look() {
      if (!expired && System.nanoTime() - lastNanos > settings.silence().toNanos()) {
        expired = true;
        try {
          body.close();
        } catch (IOException e) {
          // it was being closed because it failed, and the reader gets to know that
          return;
        }
      }
    }

    void sawBytes() {
      lastNanos = System.nanoTime();
    }

    void check() throws IOException {
      if (expired) {
        throw new PassingException(
            "the server sent nothing for " + settings.silence().toSeconds() + " s");
      }
    }

    @Override
    public void close() {
      task.cancel(false);
    }
  }
}
