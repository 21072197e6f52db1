package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket to the server, as a page has it. */
final class Visitor implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_SECONDS = 30;

  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private final WebSocket socket;

  Visitor(int port) {
    this(
        HttpClient.newHttpClient().newWebSocketBuilder(),
        URI.create("ws://127.0.0.1:" + port + "/api/live"));
  }

  Visitor(WebSocket.Builder builder, URI address) {
    socket = builder.buildAsync(address, this).join();
  }

  void send(String message) {
    socket.sendText(message, true).join();
  }

  void sendBytes(byte[] message) {
    socket.sendBinary(ByteBuffer.wrap(message), true).join();
  }

  /** Draws strokes, each in a message of its own. */
  void draw(List<double[]> strokes) {
    for (double[] stroke : strokes) {
      send("{\"type\":\"draw\",\"begin\":true,\"points\":" + array(stroke) + ",\"end\":true}");
    }
  }

  static String array(double[] numbers) {
    StringJoiner joined = new StringJoiner(",", "[", "]");
    for (double number : numbers) {
      joined.add(String.format(Locale.ROOT, "%.1f", number));
    }
    return joined.toString();
  }

  static String example(String label, List<double[]> strokes) throws IOException {
    StringJoiner joined = new StringJoiner(",", "[", "]");
    strokes.forEach(stroke -> joined.add(array(stroke)));
    return "{\"type\":\"example\",\"label\":"
        + JSON.writeValueAsString(label)
        + ",\"strokes\":"
        + joined
        + "}";
  }

  /** Waits for the next message of a type, and drops those before. */
  JsonNode next(String type) throws InterruptedException {
    while (true) {
      JsonNode message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no message of type " + type + " came");
      }
      if (message.path("type").asText().equals(type)) {
        return message;
      }
    }
  }

  /** Waits for the update that has everything that was sent up to a message. */
  JsonNode updateFor(int handled) throws InterruptedException {
    JsonNode update = next("update");
    while (update.path("handled").asInt() < handled) {
      update = next("update");
    }
    return update;
  }

  String error() throws InterruptedException {
    return next("error").path("error").asText();
  }

  /** Waits for the end: code and reason. */
  String end() throws Exception {
    return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  boolean isOpen() {
    return !closed.isDone();
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      try {
        messages.add(JSON.readTree(text.toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      text.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
    closed.complete(code + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed.complete("failed " + error);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
