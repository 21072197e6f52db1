package org.sketchsdk.cli.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
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
  // An attempt that got so far was worth it: it does not count as a failure in a row.
  private static final long PROGRESS_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int COMPARED_BYTES = 4096;
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

  private final DownloadSettings settings;
  private final WebClient web;
  private final Retries retries;

  /**
   * Creates a client.
   *
   * @param messages is told why an attempt is made again
   */
  Downloads(DownloadSettings settings, Consumer<String> messages) {
    this.settings = settings;
    this.web = new WebClient(settings);
    this.retries = new Retries(settings, messages);
  }

  /**
   * Asks about a file.
   *
   * @return what the server says, or empty if it has no such file
   * @throws FailureException if the server cannot be reached, or does not answer
   */
  Optional<RemoteFile> inspect(URI uri) throws IOException, InterruptedException {
    HttpRequest request = web.request(uri).method("HEAD", BodyPublishers.noBody()).build();
    for (int failures = 0; ; ) {
      try {
        HttpResponse<Void> response = web.send(request, BodyHandlers.discarding());
        if (response.statusCode() == 404) {
          return Optional.empty();
        }
        web.checkStatus(response, 200);
        return Optional.of(RemoteFile.of(uri, response.headers()));
      } catch (ConnectException | HttpConnectTimeoutException e) {
        throw new FailureException(
            "cannot reach "
                + uri.getRawAuthority()
                + ": is there a network? (--from names another server)");
      } catch (IOException e) {
        retries.waitAfter(++failures, uri, e);
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
    PartFile part = new PartFile(file);
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
            throw new PassingException("the content is damaged, " + difference.get());
          }
        }
        checkContent(part, check);
        part.becomeFile();
        return whole ? Outcome.WHOLE : Outcome.FIRST_LINES;
      } catch (FileSystemException e) {
        throw e; // no fault of the server's
      } catch (IOException e) {
        failures = part.length() - before >= PROGRESS_BYTES ? 1 : failures + 1;
        retries.waitAfter(failures, current.uri(), e);
      }
    }
  }

  private static void checkContent(PartFile part, Check check) throws IOException {
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
        web.request(remote.uri()).header("Range", "bytes=0-" + (here.length - 1)).build();
    for (int failures = 0; ; ) {
      try {
        HttpResponse<InputStream> response = web.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body();
            WebClient.Watch watch = web.watch(body)) {
          web.checkStatus(response, 200, 206);
          byte[] there = body.readNBytes(here.length);
          watch.check();
          return Arrays.equals(here, there);
        }
      } catch (IOException e) {
        retries.waitAfter(++failures, remote.uri(), e);
      }
    }
  }

  /**
   * Makes one attempt to get what is missing.
   *
   * @return the file as the server describes it by now
   */
  private RemoteFile transfer(
      RemoteFile remote, PartFile part, long maxLines, LongConsumer progress)
      throws IOException, InterruptedException {
    if (remote.etag().isEmpty() && part.length() > 0) {
      progress.accept(-part.length());
      part.startOver(); // nobody knows whether the rest is of the same file
    }
    if (part.length() == remote.length()) {
      return remote; // also an empty file
    }
    HttpRequest.Builder request = web.request(remote.uri());
    if (part.length() > 0) {
      request
          .header("Range", "bytes=" + part.length() + "-")
          .header("If-Range", remote.etag().orElseThrow());
    }
    HttpResponse<InputStream> response = web.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body();
        WebClient.Watch watch = web.watch(body)) {
      RemoteFile current = remote;
      if (response.statusCode() == 416) {
        progress.accept(-part.length());
        part.startOver();
        throw new PassingException("the server has no more of the file");
      }
      web.checkStatus(response, 200, 206);
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
        ended = copy(body, part, current, maxLines, progress, watch);
      } catch (IOException e) {
        watch.check(); // says better why the body was closed
        throw e;
      }
      watch.check();
      if (ended && part.length() != current.length()) {
        throw new PassingException(
            "the connection ended after " + part.length() + " of " + current.length() + " bytes");
      }
      return current;
    }
  }

  private static void checkRange(
      HttpResponse<?> response, RemoteFile remote, PartFile part, LongConsumer progress)
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
              : "the file has changed on the server");
    }
  }

  /** Returns whether the body was read to its end, rather than the lines are enough. */
  private boolean copy(
      InputStream body,
      PartFile part,
      RemoteFile remote,
      long maxLines,
      LongConsumer progress,
      WebClient.Watch watch)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (OutputStream out = part.append()) {
      for (int count; (count = body.read(buffer)) >= 0; ) {
        watch.sawBytes();
        int wanted = part.countLines(buffer, count, maxLines);
        checkLength(part.length() + wanted, part, remote);
        part.write(out, buffer, wanted);
        progress.accept(wanted);
        if (part.lines() == maxLines) {
          return false;
        }
      }
      return true;
    }
  }

  /** Stops a server that sends more than it announced, or more than the user allows. */
  private void checkLength(long length, PartFile part, RemoteFile remote) throws IOException {
    if (length > remote.length()) {
      part.startOver();
      throw new FailureException(
          "the server sends more than the "
              + remote.length()
              + " bytes that it announced: "
              + remote.uri());
    }
    if (length > settings.maxBytes()) {
      throw new FailureException(
          "a file must have at most "
              + settings.maxBytes()
              + " bytes (see --max-mb): "
              + remote.uri());
    }
  }

  /** Ends the waiting for servers. */
  @Override
  public void close() {
    web.close();
  }
}
