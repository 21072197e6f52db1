package org.sketchsdk.cli.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sketchsdk.cli.console.FailureException;

/**
 * Copies files from a web server. What is there of a file lies in {@code <file>.part}, beside it
 * the entity tag of the file that it is a part of; a later attempt, or a later run, asks for the
 * rest, and starts over where the tag is another by then. The file gets its name when it is whole
 * and checked.
 *
 * <p>An attempt that fails for a reason that may pass is made again after a pause, which is as long
 * as the server asks for, else doubles from one second on.
 *
 * <p>Thread-safe, but for two threads and the same file.
 */
final class Downloads implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  // A server that asks for more is not waited for.
  private static final Duration LONGEST_REQUESTED_PAUSE = Duration.ofMinutes(5);
  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
  // An attempt that got so far was worth it: it does not count as a failure in a row.
  private static final long PROGRESS_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int COMPARED_BYTES = 4096;
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

  private final Settings settings;
  private final Consumer<String> messages;
  private final HttpClient client;
  private final ScheduledExecutorService timer;

  /**
   * How to deal with servers.
   *
   * @param userAgent what to say who asks
   * @param retries how many attempts in a row may fail before the download does, at least 0
   * @param silence how long a server may send nothing
   * @param pauses lets time pass
   * @param clock for servers that say until when to wait
   */
  record Settings(
      String userAgent, int retries, Duration silence, Pauses pauses, InstantSource clock) {}

  /** Lets time pass. */
  @FunctionalInterface
  interface Pauses {
    void pause(Duration length) throws InterruptedException;
  }

  /** An attempt failed, and another may not. */
  private static final class PassingException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Duration requestedPause; // null: the server asks for none

    PassingException(String message, Duration requestedPause) {
      super(message);
      this.requestedPause = requestedPause;
    }
  }

  /**
   * Creates a client.
   *
   * @param messages is told why an attempt is made again
   */
  Downloads(Settings settings, Consumer<String> messages) {
    this.settings = settings;
    this.messages = messages;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.NORMAL)
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

  /**
   * Asks about a file.
   *
   * @return what the server says, or empty if it has no such file
   * @throws FailureException if the server cannot be reached, or does not answer
   */
  Optional<RemoteFile> inspect(URI uri) throws IOException, InterruptedException {
    HttpRequest request = request(uri).method("HEAD", BodyPublishers.noBody()).build();
    for (int failures = 0; ; ) {
      try {
        HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
        if (response.statusCode() == 404) {
          return Optional.empty();
        }
        checkStatus(response, 200);
        return Optional.of(RemoteFile.of(uri, response.headers()));
      } catch (ConnectException | HttpConnectTimeoutException e) {
        throw new FailureException(
            "cannot reach "
                + uri.getRawAuthority()
                + ": is there a network? (--from names another server)");
      } catch (IOException e) {
        waitAfter(++failures, uri, e);
      }
    }
  }

  /** Looks at what was downloaded before it gets its name; what it throws ends the download. */
  @FunctionalInterface
  interface Check {
    void check(Path content) throws IOException;
  }

  /** How a file came to be. */
  enum Outcome {
    /** The whole file, downloaded. */
    WHOLE,
    /** The first lines only. */
    FIRST_LINES,
    /** It was there before. */
    PRESENT
  }

  /**
   * Copies a file, or its first lines.
   *
   * @param remote what {@link #inspect} said
   * @param file where to; replaced if its content is another
   * @param maxLines how many lines to take, {@link Long#MAX_VALUE} for the whole file
   * @param check what is downloaded must pass it to be kept
   * @param progress is told how many bytes more there are; negative where a file starts over
   * @return how the file came to be
   * @throws FailureException if it cannot be had, or not be stored
   */
  Outcome fetch(RemoteFile remote, Path file, long maxLines, Check check, LongConsumer progress)
      throws IOException, InterruptedException {
    if (Files.exists(file) && isPresent(remote, file, maxLines)) {
      return Outcome.PRESENT;
    }
    Part part = new Part(file);
    RemoteFile current = remote;
    boolean enough = part.startFor(remote, maxLines);
    progress.accept(part.length());
    for (int failures = 0; ; ) {
      long before = part.length();
      try {
        if (!enough) {
          current = transfer(current, part, maxLines, progress);
        }
        boolean whole = part.length() == current.length();
        if (whole) {
          Optional<String> difference = current.difference(part.path());
          if (difference.isPresent()) {
            progress.accept(-part.length());
            part.startOver();
            enough = false;
            throw new PassingException("the content is damaged, " + difference.get(), null);
          }
        }
        checkContent(part, check);
        part.becomeFile();
        return whole ? Outcome.WHOLE : Outcome.FIRST_LINES;
      } catch (FileSystemException e) {
        throw e; // no fault of the server's
      } catch (IOException e) {
        failures = part.length() - before >= PROGRESS_BYTES ? 1 : failures + 1;
        waitAfter(failures, current.uri(), e);
      }
    }
  }

  private static void checkContent(Part part, Check check) throws IOException {
    boolean passed = false;
    try {
      check.check(part.path());
      passed = true;
    } finally {
      if (!passed) {
        part.startOver();
      }
    }
  }

  private boolean isPresent(RemoteFile remote, Path file, long maxLines)
      throws IOException, InterruptedException {
    if (Files.size(file) == remote.length()) {
      return remote.difference(file).isEmpty();
    }
    return maxLines < Long.MAX_VALUE
        && Lines.endOf(file, maxLines) >= 0
        && startsLike(remote, file);
  }

  /** Compares the first bytes, so that files of another kind are not taken for this one. */
  private boolean startsLike(RemoteFile remote, Path file)
      throws IOException, InterruptedException {
    byte[] here;
    try (InputStream in = Files.newInputStream(file)) {
      here = in.readNBytes(COMPARED_BYTES);
    }
    HttpRequest request =
        request(remote.uri()).header("Range", "bytes=0-" + (here.length - 1)).build();
    for (int failures = 0; ; ) {
      try {
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body();
            Watch watch = new Watch(body)) {
          checkStatus(response, 200, 206);
          byte[] there = body.readNBytes(here.length);
          watch.check();
          return Arrays.equals(here, there);
        }
      } catch (IOException e) {
        waitAfter(++failures, remote.uri(), e);
      }
    }
  }

  /**
   * Makes one attempt to get what is missing.
   *
   * @return the file as the server describes it by now
   */
  private RemoteFile transfer(RemoteFile remote, Part part, long maxLines, LongConsumer progress)
      throws IOException, InterruptedException {
    if (remote.etag().isEmpty() && part.length() > 0) {
      progress.accept(-part.length());
      part.startOver(); // nobody knows whether the rest is of the same file
    }
    if (part.length() == remote.length()) {
      return remote; // also an empty file
    }
    HttpRequest.Builder request = request(remote.uri());
    if (part.length() > 0) {
      request
          .header("Range", "bytes=" + part.length() + "-")
          .header("If-Range", remote.etag().orElseThrow());
    }
    HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body();
        Watch watch = new Watch(body)) {
      RemoteFile current = remote;
      if (response.statusCode() == 416) {
        progress.accept(-part.length());
        part.startOver();
        throw new PassingException("the server has no more of the file", null);
      }
      checkStatus(response, 200, 206);
      if (response.statusCode() == 206) {
        checkRange(response, remote, part, progress);
      } else {
        // from the beginning: another file by now, or a server that knows no ranges
        current = RemoteFile.of(remote.uri(), response.headers());
        if (part.length() > 0) {
          progress.accept(-part.length());
          part.startOver();
        }
        part.keepEtag(current);
      }
      boolean ended;
      try {
        ended = copy(body, part, maxLines, progress, watch);
      } catch (IOException e) {
        watch.check(); // says better why the body was closed
        throw e;
      }
      watch.check();
      if (ended && part.length() != current.length()) {
        throw new PassingException(
            "the connection ended after " + part.length() + " of " + current.length() + " bytes",
            null);
      }
      return current;
    }
  }

  private static void checkRange(
      HttpResponse<?> response, RemoteFile remote, Part part, LongConsumer progress)
      throws IOException {
    String range = response.headers().firstValue("content-range").orElse("");
    Matcher matcher = CONTENT_RANGE.matcher(range);
    boolean rest = matcher.matches() && matcher.group(1).equals(Long.toString(part.length()));
    boolean same = RemoteFile.strongEtag(response.headers()).equals(remote.etag());
    if (!rest || !same) {
      long length = part.length();
      progress.accept(-length);
      part.startOver();
      throw new PassingException(
          same
              ? "the server sent \""
                  + range
                  + "\" where bytes from "
                  + length
                  + " on were asked for"
              : "the file has changed on the server",
          null);
    }
  }

  /** Returns whether the body was read to its end, rather than the lines are enough. */
  private static boolean copy(
      InputStream body, Part part, long maxLines, LongConsumer progress, Watch watch)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (OutputStream out = part.append()) {
      for (int count; (count = body.read(buffer)) >= 0; ) {
        watch.sawBytes();
        int wanted = part.countLines(buffer, count, maxLines);
        part.write(out, buffer, wanted);
        progress.accept(wanted);
        if (part.lines() == maxLines) {
          return false;
        }
      }
      return true;
    }
  }

  private HttpRequest.Builder request(URI uri) {
    // How long the headers may take; the body has its Watch.
    return HttpRequest.newBuilder(uri)
        .timeout(settings.silence())
        .header("User-Agent", settings.userAgent());
  }

  private void checkStatus(HttpResponse<?> response, Integer... expected) throws IOException {
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
  private Duration pause(String retryAfter) {
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

  /** Pauses before the next attempt, or gives up. */
  private void waitAfter(int failures, URI uri, IOException e) throws InterruptedException {
    String problem =
        (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()) + ": " + uri;
    if (failures > settings.retries()) {
      throw new FailureException(
          problem
              + " (attempt "
              + failures
              + " in a row, see --retries; the same command goes on where it stopped)");
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 16));
    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    if (e instanceof PassingException passing && passing.requestedPause != null) {
      pause = passing.requestedPause;
      if (pause.compareTo(LONGEST_REQUESTED_PAUSE) > 0) {
        throw new FailureException(
            problem
                + " (it asks to come back in "
                + pause.toSeconds()
                + " s; the same command goes on where it stopped)");
      }
    }
    messages.accept(problem + "; again in " + pause.toSeconds() + " s");
    settings.pauses().pause(pause);
  }

  /** Ends the waiting for servers. */
  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** Closes a body of which nothing comes any more; the client itself would wait for ever. */
  private final class Watch implements AutoCloseable {
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
            "the server sent nothing for " + settings.silence().toSeconds() + " s", null);
      }
    }

    @Override
    public void close() {
      task.cancel(false);
    }
  }

  /** What is there of a file. */
  private static final class Part {
    private final Path file;
    private final Path path;
    private final Path etagPath;
    private long length;
    private long lines;

    Part(Path file) {
      this.file = file;
      this.path = file.resolveSibling(file.getFileName() + ".part");
      this.etagPath = file.resolveSibling(file.getFileName() + ".part.etag");
    }

    Path path() {
      return path;
    }

    long length() {
      return length;
    }

    long lines() {
      return lines;
    }

    /**
     * Keeps what an earlier run left, if it is of the same file.
     *
     * @return whether that is enough already
     */
    boolean startFor(RemoteFile remote, long maxLines) throws IOException {
      boolean same =
          Files.exists(path)
              && Files.exists(etagPath)
              && remote.etag().equals(Optional.of(Files.readString(etagPath)))
              && Files.size(path) <= remote.length();
      if (!same) {
        startOver();
        keepEtag(remote);
        append().close(); // an empty file needs no more
        return false;
      }
      length = Files.size(path);
      if (maxLines < Long.MAX_VALUE) {
        long end = Lines.endOf(path, maxLines);
        if (end >= 0) {
          try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(end);
          }
          length = end;
          lines = maxLines;
          return true;
        }
        lines = Lines.count(path);
      }
      return false;
    }

    void startOver() throws IOException {
      Files.deleteIfExists(path);
      Files.deleteIfExists(etagPath);
      length = 0;
      lines = 0;
    }

    void keepEtag(RemoteFile remote) throws IOException {
      if (remote.etag().isEmpty()) {
        Files.deleteIfExists(etagPath);
        return;
      }
      try {
        Files.writeString(etagPath, remote.etag().get());
      } catch (IOException e) {
        throw notStored(e);
      }
    }

    OutputStream append() {
      try {
        return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw notStored(e);
      }
    }

    /** Counts lines, and returns how many bytes there are to the end of the last one wanted. */
    int countLines(byte[] buffer, int count, long maxLines) {
      if (maxLines == Long.MAX_VALUE) {
        return count;
      }
      for (int i = 0; i < count; i++) {
        if (buffer[i] == '\n' && ++lines == maxLines) {
          return i + 1;
        }
      }
      return count;
    }

    void write(OutputStream out, byte[] buffer, int count) {
      try {
        out.write(buffer, 0, count);
        length += count;
      } catch (IOException e) {
        throw notStored(e);
      }
    }

    private FailureException notStored(IOException e) {
      return new FailureException(
          "cannot write "
              + path
              + ": "
              + e.getMessage()
              + " (what is there is kept, and the same command goes on from it)");
    }

    void becomeFile() throws IOException {
      Files.move(path, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(etagPath);
    }
  }
}
