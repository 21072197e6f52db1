package org.sketchsdk.cli.download;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.CRC32C;

/** A server of files like Google's bucket, on the loopback address, that misbehaves on demand. */
final class FileServer implements AutoCloseable {
  /** What happens to one GET. */
  private record Fault(int status, String retryAfter, int bytes, boolean silent) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<String> gets = new CopyOnWriteArrayList<>();
  private final List<String> userAgents = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean ignoresRanges;
  private volatile boolean ignoresConditions;
  private volatile boolean lies;
  private volatile boolean plain;
  private volatile int surplus;
  private final Map<String, String> redirects = new ConcurrentHashMap<>();

  FileServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create(
        "http://"
            + server.getAddress().getAddress().getHostAddress()
            + ':'
            + server.getAddress().getPort());
  }

  URI uri(String path) {
    return address().resolve(path);
  }

  /** Puts or replaces a file; the path is as requests write it. */
  void put(String path, byte[] content) {
    files.put(path, content);
  }

  void put(String path, String content) {
    put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** The next GET breaks off after some bytes. */
  void cutAfter(int bytes) {
    add(new Fault(0, null, bytes, false));
  }

  /** The next GET stays open after some bytes, and nothing comes. */
  void fallSilentAfter(int bytes) {
    add(new Fault(0, null, bytes, true));
  }

  /** The next GET gets an error; {@code retryAfter} may be null. */
  void answerWith(int status, String retryAfter) {
    add(new Fault(status, retryAfter, 0, false));
  }

  private void add(Fault fault) {
    synchronized (faults) {
      faults.add(fault);
    }
  }

  void ignoreRanges() {
    ignoresRanges = true;
  }

  /** Answers 206 whatever the file was when the first part was taken. */
  void ignoreConditions() {
    ignoresConditions = true;
  }

  /** Gives hashes of other content. */
  void lie() {
    lies = true;
  }

  /** Gives neither hashes nor entity tags. */
  void bePlain() {
    plain = true;
  }

  /** Answers requests for a path with a redirect. */
  void redirect(String path, String location) {
    redirects.put(path, location);
  }

  /** Sends some bytes more than announced where a range is asked for. */
  void sendTooMuch(int bytes) {
    surplus = bytes;
  }

  /** Returns the path and, behind a space, the range of each GET. */
  List<String> gets() {
    return gets;
  }

  List<String> userAgents() {
    return userAgents;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      byte[] content = files.get(path);
      userAgents.add(exchange.getRequestHeaders().getFirst("User-Agent"));
      boolean head = exchange.getRequestMethod().equals("HEAD");
      String range = exchange.getRequestHeaders().getFirst("Range");
      Fault fault = null;
      if (!head) {
        gets.add(path + (range == null ? "" : " " + range));
        synchronized (faults) {
          fault = faults.poll();
        }
      }
      String location = redirects.get(path);
      if (location != null) {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(302, -1);
      } else if (content == null) {
        exchange.sendResponseHeaders(404, -1);
      } else if (fault != null && fault.status() != 0) {
        if (fault.retryAfter() != null) {
          exchange.getResponseHeaders().set("Retry-After", fault.retryAfter());
        }
        exchange.sendResponseHeaders(fault.status(), -1);
      } else {
        send(exchange, content, head, range, fault);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(HttpExchange exchange, byte[] content, boolean head, String range, Fault fault)
      throws IOException, InterruptedException {
    Headers headers = exchange.getResponseHeaders();
    String etag = '"' + md5(content) + '"';
    if (!plain) {
      byte[] hashed = lies ? Arrays.copyOf(content, content.length + 1) : content;
      headers.set("ETag", etag);
      headers.add("x-goog-hash", "crc32c=" + crc32c(hashed));
      headers.add("x-goog-hash", "md5=" + md5(hashed));
    }
    if (head) {
      headers.set("Content-Length", Integer.toString(content.length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    boolean current = condition == null || condition.equals(etag) || ignoresConditions;
    int from = 0;
    int to = content.length;
    int status = 200;
    if (range != null && !ignoresRanges && current) {
      String[] ends = range.replace("bytes=", "").split("-", -1);
      from = Integer.parseInt(ends[0]);
      to = ends[1].isEmpty() ? to : Math.min(to, Integer.parseInt(ends[1]) + 1);
      status = 206;
      headers.set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length);
    }
    boolean more = status == 206 && surplus > 0;
    exchange.sendResponseHeaders(status, more ? 0 : to - from); // 0: in chunks, of any length
    OutputStream body = exchange.getResponseBody();
    body.write(content, from, fault == null ? to - from : Math.min(fault.bytes(), to - from));
    if (more) {
      body.write(new byte[surplus]);
    }
    body.flush();
    if (fault != null && fault.silent()) {
      closed.await();
    }
  }

  private static String crc32c(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static String md5(byte[] content) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
