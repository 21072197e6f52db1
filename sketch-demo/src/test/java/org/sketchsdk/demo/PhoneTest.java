package org.sketchsdk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.demo.net.PhoneAccess;
import org.sketchsdk.demo.net.QrCode;
import org.sketchsdk.infer.SketchClassifier;

/** Phones over HTTPS, with a client that trusts the certificate of the run and no other. */
class PhoneTest {
  /** 2001:db8::1, of the addresses for documentation. */
  private static final byte[] SIX = {0x20, 1, 0xD, (byte) 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private static SketchClassifier classifier;
  private static PhoneAccess access;
  private static DemoServer server;
  private static HttpClient phone;
  private static URI link;

  @BeforeAll
  static void start() throws Exception {
    classifier = SketchClassifier.load();
    access = PhoneAccess.create(InetAddress.getLoopbackAddress());
    server = new DemoServer(classifier, Limits.defaults(), List.of());
    server.start(0, access, 0);
    link = URI.create(server.phoneLink());
    phone = client(access);
  }

  private static HttpClient client(PhoneAccess trusted) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("demo", trusted.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(tls).build();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    classifier.close();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(link.resolve(path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return phone.send(request.build(), BodyHandlers.ofString());
  }

  /** Opens the link as a phone does, and returns its cookie. */
  private static String cookie() throws Exception {
    HttpResponse<String> opened = send(HttpRequest.newBuilder(link));
    assertThat(opened.statusCode()).isEqualTo(303);
    String header = opened.headers().firstValue("Set-Cookie").orElseThrow();
    return header.substring(0, header.indexOf(';'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/app.js",
        "/nothing",
        "/api/phone.svg",
        "/?token=",
        "/?token=AAAAAAAAAAAAAAAAAAAAAA",
        "/?Token=x",
        "/api/live",
      })
  void nobodyGetsAnythingWithoutTheSecret(String path) throws Exception {
    HttpResponse<String> refused = send(request(path));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("scan the QR code").doesNotContain("token=");
    assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(refused.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(send(request(path).header("Cookie", PhoneAccess.COOKIE + "=x")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void theSecretCountsAtTheFrontDoorOnly() throws Exception {
    String query = "?" + link.getRawQuery();
    assertThat(send(request("/app.js" + query)).statusCode()).isEqualTo(403);
    assertThat(
            send(request("/api/picture" + query).POST(BodyPublishers.ofString("x"))).statusCode())
        .isEqualTo(403);
  }

  @Test
  void theLinkIsExchangedForACookieThatScriptsCannotRead() throws Exception {
    HttpResponse<String> opened = send(HttpRequest.newBuilder(link));

    assertThat(opened.statusCode()).isEqualTo(303);
    assertThat(opened.headers().firstValue("Location")).contains("/");
    String cookie = opened.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie)
        .startsWith(PhoneAccess.COOKIE + "=")
        .contains("; Secure")
        .contains("; HttpOnly")
        .contains("; SameSite=Lax")
        .contains("; Path=/;")
        .doesNotContain("Domain")
        .doesNotContain(link.getRawQuery().substring("token=".length()));
    HttpResponse<String> page = send(request("/").header("Cookie", cookie()));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<title>");
  }

  @Test
  void aPhoneWithTheCookieDraws() throws Exception {
    URI address = URI.create("wss://127.0.0.1:" + link.getPort() + "/api/live");
    try (Visitor visitor =
        new Visitor(
            phone
                .newWebSocketBuilder()
                .header("Cookie", cookie())
                .header("Origin", "https://127.0.0.1:" + link.getPort()),
            address)) {
      visitor.draw(OwnDrawings.HOUSE);
      JsonNode update = visitor.updateFor(OwnDrawings.HOUSE.size());
      assertThat(update.at("/candidates/0/label").asText()).isEqualTo("house");
    }
    assertThatThrownBy(() -> new Visitor(phone.newWebSocketBuilder(), address))
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("Handshake");
    String cookie = cookie();
    assertThatThrownBy(
            () ->
                new Visitor(
                    phone
                        .newWebSocketBuilder()
                        .header("Cookie", cookie)
                        .header("Origin", "https://evil.example"),
                    address))
        .hasMessageContaining("Handshake");
  }

  @Test
  void thisMachineNeedsNoSecretAndShowsTheCode() throws Exception {
    HttpClient here = HttpClient.newHttpClient();
    String base = "http://127.0.0.1:" + server.port();
    assertThat(
            here.send(
                    HttpRequest.newBuilder(URI.create(base + "/")).build(), BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(200);
    HttpResponse<String> svg =
        here.send(
            HttpRequest.newBuilder(URI.create(base + "/api/phone.svg")).build(),
            BodyHandlers.ofString());
    assertThat(svg.headers().firstValue("Content-Type")).contains("image/svg+xml");
    assertThat(svg.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(decode(modules(svg.body()))).isEqualTo(link.toString());
    try (Visitor visitor = new Visitor(server.port())) {
      assertThat(visitor.next("hello").path("phone").asText()).isEqualTo(link.toString());
    }
  }

  @Test
  void withoutTheFlagThereIsNoCode() throws Exception {
    try (DemoServer usual = new DemoServer(classifier, Limits.defaults(), List.of())) {
      usual.start("127.0.0.1", 0);
      try (RawClient client = new RawClient(usual.port());
          Visitor visitor = new Visitor(usual.port())) {
        client.send("GET /api/phone.svg HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(client.answer().status()).isEqualTo(404);
        assertThat(visitor.next("hello").has("phone")).isFalse();
      }
    }
  }

  @Test
  void eachRunHasAKeyAndASecretOfItsOwn() throws Exception {
    PhoneAccess other = PhoneAccess.create(InetAddress.getLoopbackAddress());

    assertThat(other.link(1)).isNotEqualTo(access.link(1));
    assertThat(other.fingerprint()).isNotEqualTo(access.fingerprint()).hasSize(95);
    assertThatThrownBy(() -> client(other).send(request("/").build(), BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
    assertThat(access.certificate().getNotAfter().toInstant())
        .isBefore(Instant.now().plus(Duration.ofDays(8)));
    assertThat(access.certificate().getSubjectAlternativeNames()).hasSize(1);
  }

  @Test
  void addressesOfVersionSixAreInBrackets() throws Exception {
    PhoneAccess six = PhoneAccess.create(InetAddress.getByAddress(SIX));
    assertThat(six.link(8443)).startsWith("https://[2001:db8:0:0:0:0:0:1]:8443/?token=");
  }

  @Test
  void plainHttpGetsNothingAtThePortForPhones() throws Exception {
    try (RawClient client = new RawClient(link.getPort())) {
      client.send("GET /?" + link.getRawQuery() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void aBusyPortForPhonesIsSaidInWords() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DemoServer second = new DemoServer(classifier, Limits.defaults(), List.of())) {
      assertThatThrownBy(() -> second.start(0, access, taken.getLocalPort()))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("--phone-port");
    }
  }

  // The code

  @Test
  void theCodeInTheTerminalCanBeScanned() throws Exception {
    QrCode code = QrCode.of(link.toString());
    for (boolean colors : new boolean[] {true, false}) {
      List<String> lines = code.lines(colors);
      assertThat(decode(modules(lines, colors))).isEqualTo(link.toString());
      assertThat(String.join("", lines).contains("\u001B")).isEqualTo(colors);
    }
  }

  /** Reads the modules that lines of half blocks show: true for black. */
  private static boolean[][] modules(List<String> lines, boolean colors) {
    List<String> plain =
        lines.stream().map(line -> line.replaceAll("\u001B\\[[0-9;]*m", "")).toList();
    boolean[][] black = new boolean[2 * plain.size()][plain.get(0).length()];
    for (int y = 0; y < plain.size(); y++) {
      for (int x = 0; x < black[0].length; x++) {
        char c = plain.get(y).charAt(x);
        // Colored codes draw the black modules, others the white ones.
        black[2 * y][x] = (c == '\u2588' || c == '\u2580') == colors;
        black[2 * y + 1][x] = (c == '\u2588' || c == '\u2584') == colors;
      }
    }
    return black;
  }

  private static boolean[][] modules(String svg) {
    Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"").matcher(svg);
    assertThat(box.find()).isTrue();
    boolean[][] black = new boolean[Integer.parseInt(box.group(2))][Integer.parseInt(box.group(1))];
    Matcher module = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(svg);
    while (module.find()) {
      black[Integer.parseInt(module.group(2))][Integer.parseInt(module.group(1))] = true;
    }
    return black;
  }

  private static String decode(boolean[][] black) throws Exception {
    int scale = 4;
    int width = black[0].length * scale;
    int height = black.length * scale;
    int[] pixels = new int[width * height];
    Arrays.setAll(
        pixels, i -> black[i / width / scale][i % width / scale] ? 0xFF000000 : 0xFFFFFFFF);
    BinaryBitmap bitmap =
        new BinaryBitmap(
            new GlobalHistogramBinarizer(new RGBLuminanceSource(width, height, pixels)));
    return new QRCodeReader().decode(bitmap, Map.of(DecodeHintType.PURE_BARCODE, true)).getText();
  }

  // The command

  @Test
  void theCommandInvitesPhones() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Thread command =
        new Thread(
            () ->
                Main.run(
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    "--phone",
                    "--port",
                    "0",
                    "--phone-port",
                    "0"));
    command.start();
    String said = "";
    while (command.isAlive() && !said.contains("until it stops")) {
      Thread.sleep(20);
      said = out.toString(StandardCharsets.UTF_8);
    }
    command.interrupt();
    command.join();
    if (said.isEmpty()) { // a machine without a network
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("--host");
      return;
    }
    assertThat(said).contains("http://127.0.0.1:").contains("SHA-256");
    Matcher printed = Pattern.compile("https://\\S+/\\?token=\\S+").matcher(said);
    assertThat(printed.find()).isTrue();
    List<String> code =
        said.lines().filter(line -> line.matches("[\u2580\u2584\u2588 ]{20,}")).toList();
    assertThat(decode(modules(code, false))).isEqualTo(printed.group());
  }
}
