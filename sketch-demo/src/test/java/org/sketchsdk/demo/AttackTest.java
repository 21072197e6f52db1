package org.sketchsdk.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.demo.OwnDrawings.Placed;
import org.sketchsdk.demo.RawClient.Answer;
import org.sketchsdk.infer.SketchClassifier;

/** Attacks on the server over sockets. Its clock moves only when a test moves it. */
class AttackTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MORE_THAN_THREADS = 100;
  private static final String[] UPGRADE = {
    "GET /api/live HTTP/1.1",
    "Host: localhost",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
  };

  private static SketchClassifier classifier;

  private final AtomicLong nowMillis = new AtomicLong(1_000_000);
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final List<RawClient> clients = new ArrayList<>();
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          if (logged.getLevel().intValue() >= Level.WARNING.intValue()) {
            warnings.add(logged.getMessage());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final Logger log = Logger.getLogger("org.sketchsdk.demo");
  private DemoServer server;

  @BeforeAll
  static void load() {
    classifier = SketchClassifier.load();
  }

  @AfterAll
  static void free() {
    classifier.close();
  }

  @BeforeEach
  void listen() {
    log.addHandler(listener);
  }

  @AfterEach
  void stop() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    server.close();
    log.removeHandler(listener);
    assertThat(warnings).as("traces in the log").isEmpty();
  }

  /** Limits over HTTP, with those of bodies chosen by a test. */
  private static Limits limits(int bodies, int perClient, int bytes, int bytesPerClient) {
    Limits usual = Limits.defaults();
    Limits.Http http = usual.http();
    return usual.withHttp(
        new Limits.Http(
            http.idleConnection(),
            http.headerWithin(),
            http.bodyWithin(),
            1_000,
            bodies,
            perClient,
            bytes,
            bytesPerClient,
            http.picturePercent(),
            http.pictureBurst(),
            Duration.ofMinutes(10),
            http.classFilesPerSecond()));
  }

  private static Limits wide() {
    return limits(10_000, 10_000, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  private void start(Limits limits) throws IOException {
    server =
        new DemoServer(
            classifier,
            limits,
            List.of("https://sketch.example.org"),
            () -> Instant.ofEpochMilli(nowMillis.get()),
            labels -> labels);
    server.start("127.0.0.1", 0);
  }

  private RawClient client() throws IOException {
    RawClient client = new RawClient(server.port());
    clients.add(client);
    return client;
  }

  private static String post(String path, int length) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 6_000 && !condition.getAsBoolean(); i++) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  /** Draws in a session of its own, and expects the answer. */
  private void assertThatOthersAreServed() throws Exception {
    try (Visitor visitor = new Visitor(server.port());
        RawClient page = new RawClient(server.port())) {
      visitor.draw(OwnDrawings.HOUSE);
      assertThat(visitor.updateFor(OwnDrawings.HOUSE.size()).at("/candidates/0/label").asText())
          .isEqualTo("house");
      page.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(page.answer().body()).contains("<title>");
    }
  }

  private static byte[] png(BufferedImage image) throws IOException {
    return OwnDrawings.bytes(image, "png");
  }

  private static byte[] house() throws IOException {
    return png(
        OwnDrawings.picture(
            400, 400, Color.WHITE, Color.BLACK, List.of(new Placed(OwnDrawings.HOUSE, 0, 0, 380))));
  }

  // Slow requests

  @Test
  void slowBodiesHoldNoThreadAndEndAtTheirDeadline() throws Exception {
    start(wide());
    for (int i = 0; i < MORE_THAN_THREADS; i++) {
      client().send(post("/api/picture", 100_000)).send(new byte[60_000]);
      int sent = i + 1;
      await(() -> server.bodies().underWay() == sent);
      nowMillis.addAndGet(100); // one address sends ten pictures a second at most
    }

    assertThatOthersAreServed();

    nowMillis.addAndGet(Limits.Http.defaults().bodyWithin().toMillis() + 1);
    for (RawClient slow : clients) {
      Answer answer = slow.answer();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.body()).contains("bodyWithin");
      assertThat(slow.isEnded()).isTrue();
    }
    assertThat(server.bodies().underWay()).isZero();
  }

  @Test
  void aBodyNeedsAMinimumDataRate() throws Exception {
    start(wide()); // 1,000 bytes a second, after two seconds
    RawClient slow = client().send(post("/api/picture", 100_000)).send("x");
    RawClient steady = client().send(post("/api/picture", 100_000)).send(new byte[50_000]);
    await(() -> server.bodies().receivedBytes() == 50_001);
    nowMillis.addAndGet(3_000);

    assertThat(slow.answer().status()).isEqualTo(408);
    assertThat(slow.isEnded()).isTrue();
    assertThat(server.bodies().underWay()).isEqualTo(1);
    Answer answer = steady.send(new byte[50_000]).answer();
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("PNG");
  }

  @Test
  void aClientMayOnlySendSoManyBodiesAtOnce() throws Exception {
    start(limits(3, 2, 1 << 20, 1 << 20));
    RawClient first = client().send(post("/api/picture", 1_000)).send("x");
    client().send(post("/api/picture", 1_000)).send("x");
    await(() -> server.bodies().underWay() == 2);
    Answer third = client().send(post("/api/picture", 1_000)).answer();
    assertThat(third.status()).isEqualTo(429);
    assertThat(third.body()).contains("(3)").contains("(2, see bodiesPerClient)");
    assertThat(third.headers())
        .containsEntry("retry-after", "1")
        .containsEntry("connection", "close");

    first.close(); // in the middle of its body
    await(() -> server.bodies().unanswered() == 1);
    assertThat(client().send(post("/api/picture", 4)).send("none").answer().status())
        .isEqualTo(400);
  }

  @Test
  void allBodiesTogetherAreBounded() throws Exception {
    start(limits(2, 10, 1 << 20, 1 << 20));
    client().send(post("/api/picture", 1_000)).send("x");
    client().send(post("/api/picture", 1_000)).send("x");
    await(() -> server.bodies().underWay() == 2);
    Answer third = client().send(post("/api/picture", 1_000)).answer();
    assertThat(third.status()).isEqualTo(503);
    assertThat(third.body()).contains("bodiesAtOnce");
  }

  @Test
  void bytesOfBodiesAreBoundedBeforeTheyArrive() throws Exception {
    start(limits(100, 100, 5_000, 3_000));
    RawClient large = client().send(post("/api/picture", 4_000)).send("x");
    await(() -> server.bodies().underWay() == 1);
    Answer more = client().send(post("/api/picture", 500)).answer();
    assertThat(more.status()).isEqualTo(429);
    assertThat(more.body()).contains("(4500)").contains("(3000, see bodyBytesPerClient)");
    try (Visitor other = new Visitor(server.port())) {
      String session = other.next("hello").path("session").asText();
      String named = "\r\nX-Sketch-Session: " + session + "\r\nContent-Length";
      Answer all =
          client().send(post("/api/picture", 2_000).replace("\r\nContent-Length", named)).answer();
      assertThat(all.status()).isEqualTo(503);
      assertThat(all.body()).contains("bodyBytesAtOnce");
    }
    large.close();
    await(() -> server.bodies().unanswered() == 0);
    // A body in chunks has no length that could be trusted: it counts as the largest.
    Answer chunked =
        client()
            .request("POST /api/picture HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked")
            .answer();
    assertThat(chunked.status()).isEqualTo(503);
  }

  @Test
  void aBodyInChunksEndsAtTheLimitOfBytes() throws Exception {
    start(Limits.defaults());
    try (Visitor visitor = new Visitor(server.port())) {
      String session = visitor.next("hello").path("session").asText();
      RawClient endless =
          client()
              .send(
                  "PUT /api/classes HTTP/1.1\r\nHost: localhost\r\nX-Sketch-Session: "
                      + session
                      + "\r\nTransfer-Encoding: chunked\r\n\r\n");
      byte[] chunk = new byte[1 << 20];
      for (int i = 0; i < 4; i++) {
        endless.send("100000\r\n").send(chunk).send("\r\n");
      }
      endless.send("1\r\nx\r\n");
      Answer answer = endless.answer();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("maxClassesBytes");
      assertThat(endless.isEnded()).isTrue();
    }
  }

  @Test
  void slowHeadersAreCutOffAndIdleConnectionsAreNot() throws Exception {
    start(Limits.defaults());
    RawClient kept = client().send("GET /icon.svg HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(kept.answer().status()).isEqualTo(200);
    RawClient slow = client().send("GET / HTTP/1.1\r\n").patience(50);
    boolean ended = false;
    for (int i = 0; i < 200 && !ended; i++) {
      nowMillis.addAndGet(Limits.Http.defaults().headerWithin().toMillis() + 1);
      server.sweep();
      try {
        slow.send("X-More: " + i + "\r\n");
        ended = slow.isEnded();
      } catch (IOException e) { // the connection is gone
        ended = true;
      }
    }
    assertThat(ended).isTrue();
    assertThat(kept.send("GET /icon.svg HTTP/1.1\r\nHost: localhost\r\n\r\n").answer().status())
        .isEqualTo(200);
  }

  @Test
  void nothingIsKeptOfConnectionsThatAreOver() throws Exception {
    start(Limits.defaults());
    RawClient page = client().request("GET /icon.svg HTTP/1.1", "Host: localhost");
    assertThat(page.answer().status()).isEqualTo(200);
    RawClient live = client().request(UPGRADE);
    assertThat(live.answer().status()).isEqualTo(101);
    await(() -> server.guard().watched() == 1); // a WebSocket has no more headers
    page.close();
    live.close();
    await(() -> server.guard().watched() == 0);
    await(() -> server.sessionCount() == 0);
    nowMillis.addAndGet(3_600_000);
    server.clients().of("address 127.0.0.1");
    server.sweep();
    assertThat(server.clients().count()).isZero();
  }

  // Those who do not read

  @Test
  void pagesThatNobodyReadsHoldNoThread() throws Exception {
    start(Limits.defaults());
    String many = "GET /app.js HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(600);
    for (int i = 0; i < MORE_THAN_THREADS; i++) {
      client().send(many);
    }
    assertThatOthersAreServed();
  }

  @Test
  void aSessionThatDoesNotReadHoldsNobodyUp() throws Exception {
    start(Limits.defaults());
    RawClient deaf = client().request(UPGRADE);
    assertThat(deaf.answer().status()).isEqualTo(101);
    byte[] frame = frame("{\"type\":\"nonsense\"}");
    for (int i = 0; i < 150; i++) {
      deaf.send(frame);
    }
    assertThatOthersAreServed();
  }

  /** A message as a browser sends it, with a mask of zeros. */
  private static byte[] frame(String text) {
    ByteBuffer frame = ByteBuffer.allocate(6 + text.length());
    frame.put((byte) 0x81).put((byte) (0x80 | text.length())).putInt(0);
    text.chars().forEach(c -> frame.put((byte) c));
    return frame.array();
  }

  @Test
  void aFloodOfPingsIsReadAtAPace() throws Exception {
    start(Limits.defaults());
    RawClient flood = client().request(UPGRADE);
    assertThat(flood.answer().status()).isEqualTo(101);
    byte[] ping = {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0};
    for (int i = 0; i < 25; i++) {
      flood.send(ping);
    }
    flood.send(frame("{\"type\":\"nonsense\"}"));
    assertThatOthersAreServed();
    // The message after the flood is answered all the same.
    StringBuilder heard = new StringBuilder();
    while (heard.indexOf("message's type") < 0) {
      int b = flood.read();
      assertThat(b).isNotNegative();
      heard.append((char) b);
    }
  }

  // Names, paths, methods

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "localhost:9, 200",
    "LOCALHOST, 200",
    "demo.localhost, 200",
    "127.0.0.1:80, 200",
    "127.1.2.3, 200",
    "[::1]:80, 200",
    "sketch.example.org, 200",
    "evil.example, 421",
    "localhost.evil.example, 421",
    "127.0.0.1.evil.example, 421",
    "192.168.1.5, 421",
    "[2001:db8::1], 421",
    "evil.example:127, 421",
  })
  void onlyNamesOfThisMachineCount(String host, int status) throws Exception {
    start(Limits.defaults());
    assertThat(client().send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").answer().status())
        .isEqualTo(status);
  }

  @Test
  void aPageThatRebindsItsNameGetsNoWebSocketAndNoAnswer() throws Exception {
    start(Limits.defaults());
    Answer live =
        client()
            .request(
                "GET /api/live HTTP/1.1",
                "Host: evil.example",
                "Origin: http://evil.example",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")
            .answer();
    assertThat(live.status()).isEqualTo(421);
    assertThat(JSON.readTree(live.body()).path("error").asText())
        .contains("evil.example")
        .contains("--origin");
    assertThat(
            client()
                .send("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .answer()
                .status())
        .isIn(400, 421);
    assertThat(client().send("GET / HTTP/1.0\r\n\r\n").answer().status()).isEqualTo(421);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app.js/",
        "//app.js",
        "/app.js;x=1",
        "/app.js%20",
        "/%61pp.js",
        "/APP.JS",
        "/index.html",
        "/web/app.js",
        "/./app.js",
        "/x/../app.js",
        "/app.js%00",
        "/app.js%2f",
        "/api/",
        "/api/picture/",
        "/api//classes",
        "/api/live/",
        "/api/live;a=b",
        "*",
        "/%zz",
        "/..%5c..%5capp.js",
      })
  void oddPathsAreNotFoundWithoutATrace(String path) throws Exception {
    start(Limits.defaults());
    Answer answer = client().send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();

    assertThat(answer.status()).isIn(400, 404);
    assertInOurWords(answer);
  }

  private static void assertInOurWords(Answer answer) throws IOException {
    assertThat(answer.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("referrer-policy", "no-referrer")
        .containsKey("content-security-policy")
        .doesNotContainKey("server");
    assertThat(JSON.readTree(answer.body()).path("error").asText())
        .isNotBlank()
        .doesNotContainIgnoringCase("jetty")
        .doesNotContain("Exception")
        .doesNotContain("at org.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | / | GET, HEAD",
        "DELETE | /app.js | GET, HEAD",
        "TRACE | / | GET, HEAD",
        "OPTIONS | /api/picture | POST",
        "GET | /api/picture | POST",
        "POST | /api/classes | GET, HEAD, PUT",
        "PATCH | /api/live | GET, HEAD",
        "BREW | /api/classes | GET, HEAD, PUT",
      })
  void wrongMethodsAreToldWhichAreRight(String method, String path, String allowed)
      throws Exception {
    start(Limits.defaults());
    Answer answer =
        client().send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers()).containsEntry("allow", allowed);
    assertInOurWords(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NONSENSE\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nBad Header: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: loc alhost\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET / HTTP/7.7\r\nHost: localhost\r\n\r\n",
      })
  void whatTheParserRefusesHasTheSameHeaders(String request) throws Exception {
    start(Limits.defaults());
    Answer answer = client().send(request).answer();

    assertThat(answer.status()).isBetween(400, 505);
    assertInOurWords(answer);
  }

  @Test
  void headersAndPathsThatAreTooLongAreRefused() throws Exception {
    start(Limits.defaults());
    Answer header =
        client()
            .send("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")
            .answer();
    assertThat(header.status()).isEqualTo(431);
    assertInOurWords(header);
    Answer path =
        client()
            .send("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .answer();
    assertThat(path.status()).isEqualTo(414);
    assertInOurWords(path);
  }

  @Test
  void aRequestWithoutAnUpgradeIsToldToAskForOne() throws Exception {
    start(Limits.defaults());
    Answer answer = client().send("GET /api/live HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();

    assertThat(answer.status()).isEqualTo(426);
    assertThat(answer.headers()).containsEntry("upgrade", "websocket");
    assertInOurWords(answer);
  }

  // Costly requests

  @Test
  void filesOfClassesAreLimitedPerSession() throws Exception {
    start(Limits.defaults());
    try (Visitor hostile = new Visitor(server.port());
        Visitor other = new Visitor(server.port())) {
      String session = hostile.next("hello").path("session").asText();
      for (int i = 0; i < 4; i++) { // twice as many as a second allows
        assertThat(put(session).status()).isEqualTo(400);
      }
      Answer often = put(session);
      assertThat(often.status()).isEqualTo(429);
      assertThat(often.body()).contains("(2, see classFilesPerSecond)");
      assertThat(often.headers()).containsEntry("retry-after", "1");
      assertThat(put(other.next("hello").path("session").asText()).status()).isEqualTo(400);
      nowMillis.addAndGet(1_000);
      assertThat(put(session).status()).isEqualTo(400);
    }
  }

  private Answer put(String session) throws IOException {
    return client()
        .send(
            "PUT /api/classes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
                + "X-Sketch-Session: "
                + session
                + "\r\n\r\nnone")
        .answer();
  }

  @Test
  void picturesOfThoseWhoLeftAreNotRead() throws Exception {
    start(Limits.defaults());
    Client address = server.clients().of("address 127.0.0.1");
    address.beginReading(); // so that the others of this address wait
    byte[] picture = house();
    RawClient gone = client().send(post("/api/picture", picture.length)).send(picture);
    await(() -> server.pictures().waiting() == 1);
    gone.close();
    await(() -> server.pictures().waiting() == 0);
    RawClient last = client().send(post("/api/picture", picture.length)).send(picture);
    await(() -> server.pictures().waiting() == 1);
    address.endReading(0);

    JsonNode answer = JSON.readTree(last.answer().body());
    assertThat(answer.at("/candidates/0/label").asText()).isEqualTo("house");
    assertThat(server.pictures().read()).isEqualTo(1);
  }

  @Test
  void aClientWhoSendsTheNextRequestEarlyGetsItsAnswer() throws Exception {
    start(Limits.defaults());
    Client address = server.clients().of("address 127.0.0.1");
    address.beginReading();
    byte[] picture = house();
    RawClient eager = client().send(post("/api/picture", picture.length)).send(picture);
    await(() -> server.pictures().waiting() == 1);
    eager.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    server.sweep();
    server.sweep();
    address.endReading(0);

    assertThat(eager.answer().status()).isEqualTo(200);
  }

  @Test
  void picturesThatClaimToBeHugeAreRefusedAtOnce() throws Exception {
    start(Limits.defaults());
    for (int[] size : new int[][] {{100_000_000, 1}, {30_000, 30_000}, {1, Integer.MAX_VALUE}}) {
      byte[] bomb = header(size[0], size[1]);
      Answer answer = client().send(post("/api/picture", bomb.length)).send(bomb).answer();
      assertThat(answer.status()).isEqualTo(400);
      assertInOurWords(answer);
    }
    assertThatOthersAreServed();
  }

  /** A PNG that ends after its size. */
  private static byte[] header(int width, int height) {
    ByteBuffer png = ByteBuffer.allocate(45);
    png.putLong(0x89504E470D0A1A0AL).putInt(13).putInt(0x49484452).putInt(width).putInt(height);
    png.put((byte) 8).put((byte) 2).put((byte) 0).put((byte) 0).put((byte) 0);
    CRC32 crc = new CRC32();
    crc.update(png.array(), 12, 17);
    png.putInt((int) crc.getValue());
    png.putInt(0).putInt(0x49444154).putInt(0x35AF061E);
    return png.array();
  }
}
