package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer. Only the first answer is sent. Answers are written without a thread
 * that waits, so a client that does not read holds no thread. Thread-safe.
 */
final class Exchange {
  private static final Logger LOG = Logger.getLogger("org.sketchsdk.demo");

  /** The page needs files of this server only, and nobody may frame it. */
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

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final AtomicBoolean answered = new AtomicBoolean();

  Exchange(Request request, Response response, Callback callback) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    secure(response.getHeaders());
  }

  /** Adds the headers that every answer has. */
  static void secure(HttpFields.Mutable headers) {
    SECURITY_HEADERS.forEach(headers::put);
  }

  Request request() {
    return request;
  }

  Response response() {
    return response;
  }

  Callback callback() {
    return callback;
  }

  /** The raw path, such as {@code /app.js}: nothing is decoded or left out. */
  String path() {
    return String.valueOf(request.getHttpURI().getPath());
  }

  @Nullable String header(String name) {
    return request.getHeaders().get(name);
  }

  /** Sets a header of the answer. */
  Exchange set(String name, String value) {
    response.getHeaders().put(name, value);
    return this;
  }

  /** Has the connection closed after the answer, since some of the request was not read. */
  Exchange closing() {
    return set("Connection", "close");
  }

  /** Sends an answer, unless there was one. */
  void answer(int status, String type, byte[] content) {
    if (answered.compareAndSet(false, true)) {
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
      response.write(true, ByteBuffer.wrap(content), callback);
    }
  }

  /** Sends an answer without content, unless there was one. */
  void answer(int status) {
    if (answered.compareAndSet(false, true)) {
      response.setStatus(status);
      response.write(true, null, callback);
    }
  }

  void json(JsonNode content) {
    json(200, content.toString());
  }

  private void json(int status, String content) {
    answer(status, "application/json", content.getBytes(StandardCharsets.UTF_8));
  }

  void refuse(int status, String error) {
    json(status, Json.error(error));
  }

  void refuse(RefusedException e) {
    if (e.status() == 429 || e.status() == 503) {
      set("Retry-After", "1");
    }
    json(e.status(), Json.put(Json.object(), e).toString());
  }

  /** Answers that the server failed. The visitor learns no more than that. */
  void fail(Throwable failure) {
    LOG.log(Level.WARNING, request.getMethod() + " " + path() + " failed", failure);
    closing().refuse(500, "the server failed; its log says why");
  }

  /** Ends an exchange whose client has left. */
  void drop() {
    if (answered.compareAndSet(false, true)) {
      callback.failed(new EofException("the client has left"));
    }
  }
}
