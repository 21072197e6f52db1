package org.sketchsdk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.demo.OwnDrawings.Placed;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.testing.SceneSimulator;
import org.sketchsdk.testing.Situation;

/** The server over HTTP and WebSockets, on a port of the system's choice. */
class DemoServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static SketchClassifier classifier;

  private final AtomicLong nowMillis = new AtomicLong(1_000_000);
  private DemoServer server;

  @BeforeAll
  static void load() {
    classifier = SketchClassifier.load();
  }

  @AfterAll
  static void free() {
    classifier.close();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private void start(Limits limits) throws IOException {
    server =
        new DemoServer(
            classifier,
            limits,
            List.of("https://sketch.example.org"),
            () -> Instant.ofEpochMilli(nowMillis.get()),
            labels -> List.of("house", "sun"));
    server.start("127.0.0.1", 0);
  }

  private void start() throws IOException {
    start(Limits.defaults());
  }

  /** Small limits, each within reach of a test. */
  private static Limits small() {
    return new Limits(
        2,
        Duration.ofMinutes(1),
        2_000,
        1_000,
        20,
        50,
        4,
        50,
        2,
        3,
        12,
        3_000,
        40_000,
        250_000,
        3,
        1,
        1,
        Limits.Http.defaults());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static String errorOf(HttpResponse<String> response) throws IOException {
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    return JSON.readTree(response.body()).path("error").asText();
  }

  // The page

  @Test
  void servesThePageWithSecurityHeaders() throws Exception {
    start();
    HttpResponse<String> page = send(request("/"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<title>Sketch");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.headers().firstValue("Permissions-Policy").orElseThrow())
        .contains("camera=(self)");
    assertThat(page.headers().firstValue("Server")).isEmpty();
    String etag = page.headers().firstValue("ETag").orElseThrow();
    assertThat(send(request("/").header("If-None-Match", etag)).statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/demo.css.map",
        "/../Main.class",
        "/%2e%2e/version.txt",
        "/web/index.html",
        "/api/nothing"
      })
  void whatIsNotThereIsAnErrorInJson(String path) throws Exception {
    start();
    HttpResponse<String> response = send(request(path));

    assertThat(response.statusCode()).isBetween(400, 404);
    assertThat(response.body()).doesNotContain("at org.").doesNotContain("Exception");
    assertThat(
            response.headers().firstValue("Content-Security-Policy").isPresent()
                || response.statusCode() == 400)
        .isTrue();
  }

  @Test
  void aPortInUseIsSaidInWords() throws Exception {
    start();
    try (DemoServer second = new DemoServer(classifier, Limits.defaults(), List.of())) {
      assertThatThrownBy(() -> second.start("127.0.0.1", server.port()))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("port " + server.port())
          .hasMessageContaining("--port");
    }
  }

  @Test
  void pagesOfOthersMayNotUseTheServer() throws Exception {
    start();
    HttpResponse<String> refused =
        send(
            request("/api/picture")
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString("x")));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(errorOf(refused)).contains("https://evil.example").contains("--origin");

    assertThatThrownBy(() -> connect("https://evil.example"))
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("Handshake");
    assertThatThrownBy(() -> connect("null")).hasMessageContaining("Handshake");
    connect("https://sketch.example.org").abort();
    connect("http://127.0.0.1:" + server.port()).abort();
  }

  @Test
  void setsNoCookie() throws Exception {
    start();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String upgrade =
          String.join(
              "\r\n",
              "GET /api/live HTTP/1.1",
              "Host: 127.0.0.1:" + server.port(),
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
              "",
              "");
      socket.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(answer.readLine()).startsWith("HTTP/1.1 101");
      String header = answer.readLine();
      while (!header.isEmpty()) {
        assertThat(header.toLowerCase(Locale.ROOT)).doesNotStartWith("set-cookie");
        header = answer.readLine();
      }
    }
  }

  private WebSocket connect(String origin) {
    return HTTP.newWebSocketBuilder()
        .header("Origin", origin)
        .buildAsync(
            URI.create("ws://127.0.0.1:" + server.port() + "/api/live"),
            new WebSocket.Listener() {})
        .join();
  }

  // Drawing

  @Test
  void guessesWhatIsDrawnAndShowsWhatTheModelSees() throws Exception {
    start();
    try (Visitor visitor = new Visitor(server.port())) {
      JsonNode hello = visitor.next("hello");
      assertThat(hello.path("labels")).hasSize(25);
      assertThat(hello.path("session").asText()).hasSizeGreaterThan(20);
      visitor.draw(OwnDrawings.HOUSE);

      JsonNode update = visitor.updateFor(OwnDrawings.HOUSE.size());
      assertThat(update.path("verdict").asText()).isEqualTo("RECOGNIZED");
      assertThat(update.path("candidates")).hasSize(3);
      assertThat(update.path("candidates").path(0).path("label").asText()).isEqualTo("house");
      assertThat(update.path("seen").path("sizePx").asInt()).isEqualTo(128);
    }
  }

  @Test
  void guessesUnfinishedStrokesUndoesAndClears() throws Exception {
    start();
    try (Visitor visitor = new Visitor(server.port())) {
      visitor.send("{\"type\":\"draw\",\"begin\":true,\"points\":[0,0,50,10]}");
      assertThat(visitor.updateFor(1).path("candidates")).hasSize(3);
      visitor.send("{\"type\":\"draw\",\"points\":[60,60]}");
      visitor.send("{\"type\":\"undo\"}");
      assertThat(visitor.updateFor(3).path("verdict").asText()).isEqualTo("EMPTY");
      visitor.send("{\"type\":\"undo\"}"); // of nothing: nothing
      visitor.draw(OwnDrawings.SUN);
      assertThat(visitor.updateFor(4 + OwnDrawings.SUN.size()).at("/candidates/0/label").asText())
          .isEqualTo("sun");
      visitor.send("{\"type\":\"clear\"}");
      assertThat(visitor.updateFor(5 + OwnDrawings.SUN.size()).path("verdict").asText())
          .isEqualTo("EMPTY");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "clear",
        "[]",
        "{\"type\":7}",
        "{\"type\":\"dance\"}",
        "{\"type\":\"clear\"} {\"type\":\"clear\"}",
        "{\"type\":\"clear\",\"type\":\"undo\"}",
        "{\"type\":\"draw\",\"begin\":true}",
        "{\"type\":\"draw\",\"points\":[1,2]}",
        "{\"type\":\"draw\",\"begin\":true,\"points\":[1]}",
        "{\"type\":\"draw\",\"begin\":true,\"points\":[1,\"2\"]}",
        "{\"type\":\"draw\",\"begin\":true,\"points\":[1,1e99]}",
        "{\"type\":\"draw\",\"begin\":true,\"points\":{\"x\":1}}",
        "{\"type\":\"draw\",\"begin\":\"yes\",\"points\":[1,2]}",
        "{\"type\":\"draw\",\"begin\":true,\"points\":[[[[[[1]]]]]]}",
        "{\"type\":\"example\",\"label\":\"x\"}",
        "{\"type\":\"example\",\"label\":\" \",\"strokes\":[[1,2]]}",
        "{\"type\":\"example\",\"label\":\"x\",\"strokes\":[]}",
        "{\"type\":\"example\",\"label\":\"x\",\"strokes\":[[]]}",
        "{\"type\":\"example\",\"label\":\"a\\u0007b\",\"strokes\":[[1,2]]}",
        "{\"type\":\"example\",\"label\":\"a\\u202eb\",\"strokes\":[[1,2]]}",
        "{\"type\":\"example\",\"label\":\"cat\",\"strokes\":[[1,2]]}",
      })
  void aBadMessageIsAnsweredAndTheSessionGoesOn(String message) throws Exception {
    start();
    try (Visitor visitor = new Visitor(server.port())) {
      visitor.send(message);
      assertThat(visitor.error()).isNotBlank().doesNotContain("Exception").doesNotContain("\n");
      visitor.draw(OwnDrawings.HOUSE);

      assertThat(visitor.updateFor(1 + OwnDrawings.HOUSE.size()).at("/candidates/0/label").asText())
          .isEqualTo("house");
    }
  }

  @Test
  void aBinaryMessageIsAnsweredToo() throws Exception {
    start();
    try (Visitor visitor = new Visitor(server.port())) {
      visitor.sendBytes(new byte[] {1, 2, 3});
      assertThat(visitor.error()).contains("text");
      visitor.send("{\"type\":\"clear\"}");
      visitor.updateFor(1);
    }
  }

  @Test
  void limitsOfMessagesPointsAndStrokesAreSaid() throws Exception {
    start(small());
    try (Visitor visitor = new Visitor(server.port())) {
      visitor.send("{\"type\":\"clear\",\"padding\":\"" + "x".repeat(3_000) + "\"}");
      assertThat(visitor.error()).contains("2000").contains("maxMessageBytes");
      visitor.send(
          "{\"type\":\"draw\",\"begin\":true,\"points\":" + Visitor.array(new double[42]) + "}");
      assertThat(visitor.error()).contains("(21)").contains("(20, see maxMessagePoints)");
      for (int i = 0; i < 3; i++) {
        visitor.send(
            "{\"type\":\"draw\",\"begin\":true,\"points\":" + Visitor.array(new double[34]) + "}");
      }
      assertThat(visitor.error()).contains("(51)").contains("(50, see maxPoints)");
      visitor.send("{\"type\":\"clear\"}");
      for (int i = 0; i < 5; i++) {
        visitor.send("{\"type\":\"draw\",\"begin\":true,\"points\":[1,2],\"end\":true}");
      }
      assertThat(visitor.error()).contains("(5)").contains("(4, see maxStrokes)");
      visitor.send("{\"type\":\"undo\"}");
      visitor.send("{\"type\":\"draw\",\"begin\":true,\"points\":[1,2],\"end\":true}");
      visitor.updateFor(13);
      assertThat(visitor.isOpen()).isTrue();
    }
  }

  @Test
  void aFloodIsLeftOutAndSaidOnce() throws Exception {
    start(); // whose clock stands still, so that no more is allowed than a burst
    try (Visitor visitor = new Visitor(server.port())) {
      for (int i = 0; i < 2 * Limits.MESSAGES_PER_SECOND + 50; i++) {
        visitor.send("{\"type\":\"draw\",\"end\":true}");
      }
      assertThat(visitor.error()).contains("(100, see messagesPerSecond)");
      nowMillis.addAndGet(1_000);
      visitor.send("{\"type\":\"nonsense\"}");
      assertThat(visitor.error()).as("not a second complaint of the flood").contains("type");
    }
  }

  @Test
  void aMessageTooLargeToReadEndsTheSession() throws Exception {
    start(small());
    try (Visitor visitor = new Visitor(server.port())) {
      visitor.send("x".repeat(2_000 * Limits.UNREAD_FACTOR + 1));
      assertThat(visitor.end()).startsWith("1009");
    }
    awaitSessions(0);
  }

  // Sessions

  @Test
  void oneSessionTooManyIsToldSo() throws Exception {
    start(small());
    try (Visitor first = new Visitor(server.port());
        Visitor second = new Visitor(server.port())) {
      first.next("hello");
      second.next("hello");
      try (Visitor third = new Visitor(server.port())) {
        assertThat(third.error()).contains("(2, see --max-sessions)");
        assertThat(third.end()).startsWith("1013");
      }
    }
    awaitSessions(0);
    try (Visitor again = new Visitor(server.port())) {
      again.next("hello");
    }
  }

  @Test
  void freesIdleSessionsAndKeepsOthers() throws Exception {
    start();
    try (Visitor idle = new Visitor(server.port());
        Visitor busy = new Visitor(server.port())) {
      idle.next("hello");
      busy.next("hello");
      nowMillis.addAndGet(Limits.IDLE_AFTER.toMillis() - 1_000);
      busy.send("{\"type\":\"clear\"}");
      busy.updateFor(1);
      nowMillis.addAndGet(2_000);
      server.closeIdle();

      assertThat(idle.end()).isEqualTo("1001 idle");
      assertThat(server.sessionCount()).isEqualTo(1);
      assertThat(busy.isOpen()).isTrue();
    }
    awaitSessions(0);
  }

  @Test
  void saysFarewellWhenItStops() throws Exception {
    start();
    try (Visitor visitor = new Visitor(server.port())) {
      visitor.next("hello");
      server.close();
      assertThat(visitor.end()).startsWith("1001");
    }
  }

  private void awaitSessions(int count) throws InterruptedException {
    for (int i = 0; i < 500 && server.sessionCount() != count; i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(server.sessionCount()).isEqualTo(count);
  }

  // The game

  @Test
  void aRoundIsWonByADrawingThatMatches() throws Exception {
    start();
    try (Visitor visitor = new Visitor(server.port())) {
      visitor.send("{\"type\":\"round\"}");
      JsonNode round = visitor.next("round");
      assertThat(round.path("label").asText()).isEqualTo("house");
      assertThat(round.path("seconds").asInt()).isEqualTo(20);
      nowMillis.addAndGet(60_000); // to read the word
      visitor.send("{\"type\":\"go\"}");
      visitor.updateFor(2);
      nowMillis.addAndGet(3_400);
      visitor.draw(OwnDrawings.HOUSE);
      JsonNode won = visitor.next("won");
      assertThat(won.at("/candidates/0/label").asText()).isEqualTo("house");
      assertThat(won.at("/candidates/1/label").asText()).isNotEmpty();
      assertThat(won.path("label").asText()).isEqualTo("house");
      assertThat(won.path("millis").asLong()).isEqualTo(3_400);
      visitor.send("{\"type\":\"round\"}");
      assertThat(visitor.next("round").path("label").asText()).isEqualTo("sun");
      visitor.send("{\"type\":\"stop\"}");
    }
  }

  @Test
  void aRoundIsLostWhenItsTimeIsUp() throws Exception {
    start(small());
    try (Visitor visitor = new Visitor(server.port())) {
      visitor.send("{\"type\":\"round\"}");
      visitor.send("{\"type\":\"go\"}");
      visitor.draw(OwnDrawings.ROCKET.subList(0, 1));
      JsonNode lost = visitor.next("lost");
      assertThat(lost.path("label").asText()).isEqualTo("house");
      assertThat(lost.at("/candidates/0/label").asText()).isNotEmpty();
    }
  }

  // Own classes

  @Test
  void learnsUsesSavesForgetsAndLoadsClassesWithAnyName() throws Exception {
    start();
    String name = "\u706B\u7BAD \uD83D\uDE80 Rak\u00E9ta";
    try (Visitor visitor = new Visitor(server.port())) {
      String session = visitor.next("hello").path("session").asText();
      for (int i = 0; i < 5; i++) {
        visitor.send(Visitor.example(name, OwnDrawings.varied(OwnDrawings.ROCKET, i)));
      }
      JsonNode classes = visitor.next("classes");
      while (classes.at("/classes/0/examples").asInt() < 5) {
        classes = visitor.next("classes");
      }
      assertThat(classes.at("/classes/0/label").asText()).isEqualTo(name);
      visitor.draw(OwnDrawings.varied(OwnDrawings.ROCKET, 8));
      assertThat(
              visitor.updateFor(5 + OwnDrawings.ROCKET.size()).at("/candidates/0/label").asText())
          .isEqualTo(name);

      HttpResponse<byte[]> saved =
          HTTP.send(
              request("/api/classes").header(Api.SESSION, session).build(),
              BodyHandlers.ofByteArray());
      assertThat(saved.statusCode()).isEqualTo(200);
      assertThat(saved.headers().firstValue("Content-Disposition").orElseThrow())
          .contains("attachment");

      byte[] png = picture(new Placed(OwnDrawings.varied(OwnDrawings.ROCKET, 2), 0, 0, 500));
      JsonNode read =
          JSON.readTree(
              send(request("/api/picture")
                      .header(Api.SESSION, session)
                      .POST(HttpRequest.BodyPublishers.ofByteArray(png)))
                  .body());
      assertThat(read.at("/candidates/0/label").asText()).as("in pictures too").isEqualTo(name);

      visitor.send("{\"type\":\"forget\"}");
      assertThat(visitor.next("classes").path("classes")).isEmpty();
      HttpResponse<String> loaded = put(session, saved.body());
      assertThat(loaded.statusCode()).isEqualTo(200);
      classes = visitor.next("classes");
      assertThat(classes.path("loaded").asBoolean()).isFalse();
      int examples = classes.at("/classes/0/examples").asInt();
      assertThat(examples).isPositive();
      visitor.send(Visitor.example(name, OwnDrawings.varied(OwnDrawings.ROCKET, 9)));
      assertThat(visitor.next("classes").at("/classes/0/examples").asInt()).isEqualTo(examples + 1);
      visitor.send(Visitor.example("more", OwnDrawings.HOUSE));
      assertThat(visitor.next("classes").path("classes")).hasSize(2);
    }
  }

  private HttpResponse<String> put(String session, byte[] file) throws Exception {
    return send(
        request("/api/classes")
            .header(Api.SESSION, session)
            .PUT(HttpRequest.BodyPublishers.ofByteArray(file)));
  }

  @Test
  void limitsOfClassesAreSaid() throws Exception {
    start(small());
    List<double[]> dash = List.of(new double[] {0, 0, 100, 30});
    try (Visitor visitor = new Visitor(server.port())) {
      String session = visitor.next("hello").path("session").asText();
      visitor.send(Visitor.example("a name that is long", dash));
      assertThat(visitor.error()).contains("(12, see maxLabelChars)");
      visitor.send(Visitor.example("one", dash));
      visitor.send(Visitor.example("two", dash));
      visitor.send(Visitor.example("three", dash));
      assertThat(visitor.error()).contains("own classes (3)").contains("(2, see maxClasses)");
      visitor.send(Visitor.example("two", dash));
      visitor.send(Visitor.example("two", dash));
      assertThat(visitor.error()).contains("examples (4)").contains("(3, see maxExamples)");

      HttpResponse<String> large = put(session, new byte[3_001]);
      assertThat(large.statusCode()).isEqualTo(413);
      assertThat(errorOf(large)).contains("(3000, see maxClassesBytes)");
      HttpResponse<String> damaged = put(session, new byte[100]);
      assertThat(damaged.statusCode()).isEqualTo(400);
      assertThat(errorOf(damaged)).contains("no file of classes for this model");
      HttpResponse<String> stranger = put("guessed", new byte[10]);
      assertThat(stranger.statusCode()).isEqualTo(404);
      assertThat(errorOf(stranger)).contains(Api.SESSION);
    }
  }

  // Pictures

  private static byte[] picture(Placed... drawings) {
    return OwnDrawings.bytes(
        OwnDrawings.picture(500, 500, Color.WHITE, Color.BLACK, List.of(drawings)), "png");
  }

  private HttpResponse<String> post(byte[] picture) throws Exception {
    return post("", picture);
  }

  private HttpResponse<String> post(String query, byte[] picture) throws Exception {
    return send(
        request("/api/picture" + query).POST(HttpRequest.BodyPublishers.ofByteArray(picture)));
  }

  private List<String> remarks(BufferedImage image) throws Exception {
    HttpResponse<String> response = post(OwnDrawings.bytes(image, "png"));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    List<String> codes = new ArrayList<>();
    JSON.readTree(response.body()).path("remarks").forEach(r -> codes.add(r.path("code").asText()));
    return codes;
  }

  @Test
  void readsADrawingInAPicture() throws Exception {
    start();
    JsonNode answer = JSON.readTree(post(picture(new Placed(OwnDrawings.CAT, 0, 0, 500))).body());

    assertThat(answer.at("/candidates/0/label").asText()).isEqualTo("cat");
    assertThat(answer.path("remarks")).isEmpty();
    assertThat(answer.at("/seen/ink").asText()).isNotEmpty();
  }

  @Test
  void answersEveryDrawingOfAPictureWithItsPlace() throws Exception {
    start();
    byte[] png =
        OwnDrawings.bytes(
            OwnDrawings.picture(
                1200,
                600,
                Color.WHITE,
                Color.BLACK,
                List.of(
                    new Placed(OwnDrawings.HOUSE, 20, 60, 500),
                    new Placed(OwnDrawings.CAT, 700, 100, 400))),
            "png");

    JsonNode all = JSON.readTree(post(png).body());
    JsonNode live = JSON.readTree(post("?live=true", png).body());

    assertThat(all.at("/picture/width").asInt()).isEqualTo(1200);
    assertThat(all.path("drawings")).hasSize(2);
    assertThat(all.at("/drawings/0/candidates/0/label").asText()).isEqualTo("house");
    assertThat(all.at("/drawings/0/bounds/2").asInt()).isBetween(400, 500);
    assertThat(all.at("/drawings/1/candidates/0/label").asText()).isEqualTo("cat");
    assertThat(all.at("/drawings/1/bounds/0").asInt()).isBetween(700, 850);
    assertThat(all.at("/candidates/0/label").asText()).isEqualTo("house");
    assertThat(all.has("sheet")).isFalse();
    assertThat(live.path("drawings")).as("the largest alone").hasSize(1);
    assertThat(live.path("candidates")).isEqualTo(all.path("candidates"));
  }

  @Test
  void findsTheSheetAndListsWhatIsLeftOut() throws Exception {
    start();
    SceneSimulator.Shot shot =
        SceneSimulator.take(
            Situation.WOOD,
            List.of(Drawing.of(OwnDrawings.HOUSE.stream().map(Stroke::ofPoints).toList())),
            3);
    BufferedImage table =
        new BufferedImage(shot.width(), shot.height(), BufferedImage.TYPE_INT_RGB);
    table.setRGB(0, 0, shot.width(), shot.height(), shot.argb(), 0, shot.width());
    byte[] png = OwnDrawings.bytes(table, "png");

    JsonNode found = JSON.readTree(post(png).body());
    JsonNode everything = JSON.readTree(post("?everything=true", png).body());

    assertThat(found.at("/candidates/0/label").asText()).isEqualTo("house");
    assertThat(found.at("/sheet/corners")).hasSize(8);
    assertThat(found.at("/sheet/confidence").asDouble()).isBetween(0.5, 1.0);
    assertThat(found.path("leftOut").findValuesAsText("kind")).contains("SURROUNDINGS");
    assertThat(everything.has("sheet")).isFalse();
    assertThat(everything.path("leftOut").findValuesAsText("kind")).doesNotContain("SURROUNDINGS");
  }

  @Test
  void saysInWordsWhatIsWrongWithAPicture() throws Exception {
    start();
    Placed house = new Placed(OwnDrawings.HOUSE, 100, 0, 600);
    assertThat(remarks(OwnDrawings.picture(800, 600, Color.WHITE, Color.BLACK, List.of())))
        .containsExactly("NO_DRAWING");
    assertThat(
            remarks(
                OwnDrawings.picture(
                    800, 600, new Color(52, 50, 48), new Color(20, 20, 20), List.of(house))))
        .contains("TOO_DARK");
    assertThat(remarks(OwnDrawings.picture(800, 600, Color.BLACK, Color.WHITE, List.of(house))))
        .containsExactly("INVERTED");
    assertThat(
            remarks(
                OwnDrawings.picture(
                    1200,
                    600,
                    Color.WHITE,
                    Color.BLACK,
                    List.of(
                        new Placed(OwnDrawings.HOUSE, 20, 60, 500),
                        new Placed(OwnDrawings.CAT, 680, 60, 500)))))
        .containsExactly("SEVERAL");
    assertThat(
            remarks(
                OwnDrawings.picture(
                    800, 600, Color.WHITE, new Color(225, 225, 225), List.of(house))))
        .contains("FAINT");
  }

  @Test
  void limitsOfPicturesAreSaid() throws Exception {
    start(small());
    HttpResponse<String> large = post(new byte[40_001]);
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(errorOf(large)).contains("(40001)").contains("(40000, see maxPictureBytes)");
    HttpResponse<String> wide =
        post(
            OwnDrawings.bytes(
                OwnDrawings.picture(600, 500, Color.WHITE, Color.BLACK, List.of()), "png"));
    assertThat(wide.statusCode()).isEqualTo(400);
    assertThat(errorOf(wide)).contains("600 x 500").contains("250000");
    HttpResponse<String> text = post("<html>".getBytes(StandardCharsets.UTF_8));
    assertThat(text.statusCode()).isEqualTo(400);
    assertThat(errorOf(text)).contains("no PNG, JPEG, GIF or BMP");
    for (int i = 0; i < 3; i++) {
      post(new byte[1]);
    }
    HttpResponse<String> often = post(new byte[1]); // the clock stands still
    assertThat(often.statusCode()).isEqualTo(429);
    assertThat(errorOf(often)).contains("(3, see picturesPerSecond)");
  }
}
