package org.sketchsdk.demo;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.sketchsdk.infer.SketchClassifier;

/**
 * One server, one driver and one browser for all tests of the page: Chromium takes long to start.
 */
final class BrowserKit implements AutoCloseable {
  /** The words of the game, in this order. */
  static final List<String> WORDS = List.of("sun", "house", "cat", "bicycle", "moon", "star");

  private static final Color PAPER = new Color(232, 229, 222);
  private static final Color INK = new Color(38, 42, 60);

  private static final int PATIENCE_MILLIS = 15_000; // builds share the machine with others

  private final SketchClassifier classifier;
  private final DemoServer server;
  private final Playwright playwright;
  private final Path chromium;
  private final Browser browser;

  BrowserKit() throws IOException {
    String found =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .filter(path -> Files.isExecutable(Path.of(path)))
            .findFirst()
            .orElse(null);
    Assumptions.assumeTrue(
        found != null, "there is no Chromium below /usr/bin: apt-get install chromium");
    chromium = Path.of(found);
    classifier = SketchClassifier.load();
    server =
        new DemoServer(
            classifier, Limits.defaults(), List.of(), InstantSource.system(), labels -> WORDS);
    server.start("127.0.0.1", 0);
    Path video = Path.of("target", "house.y4m").toAbsolutePath();
    // beside the middle, so that a mirror makes a difference
    OwnDrawings.Placed house = new OwnDrawings.Placed(OwnDrawings.HOUSE, 20, 40, 400);
    writeVideo(video, OwnDrawings.picture(640, 480, PAPER, INK, List.of(house)));
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser = launch(video);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
  }

  DemoServer server() {
    return server;
  }

  /** The browser that all tests share; its camera shows a house on paper. */
  Browser browser() {
    return browser;
  }

  String address() {
    return "http://127.0.0.1:" + server.port() + "/";
  }

  /** Starts a browser whose camera shows a video. */
  Browser launch(Path video) {
    return launch(
        "--use-fake-device-for-media-stream", "--use-file-for-fake-video-capture=" + video);
  }

  Browser launch(String... camera) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--no-sandbox"); // Chromium refuses to run as root with it
    arguments.add("--disable-dev-shm-usage");
    arguments.add("--use-fake-ui-for-media-stream");
    arguments.addAll(List.of(camera));
    return playwright
        .chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(arguments));
  }

  @Override
  public void close() {
    playwright.close(); // and the browser
    server.close();
    classifier.close();
  }

  /** Writes frames of one picture as YUV4MPEG2, which Chromium takes for a camera. */
  static void writeVideo(Path file, BufferedImage image) throws IOException {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] luma = new byte[width * height];
    byte[] blue = new byte[width * height / 4];
    byte[] red = new byte[width * height / 4];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        Color color = new Color(image.getRGB(x, y));
        double r = color.getRed();
        double g = color.getGreen();
        double b = color.getBlue();
        luma[y * width + x] = (byte) Math.round(16 + 0.257 * r + 0.504 * g + 0.098 * b);
        int quarter = y / 2 * (width / 2) + x / 2;
        blue[quarter] = (byte) Math.round(128 - 0.148 * r - 0.291 * g + 0.439 * b);
        red[quarter] = (byte) Math.round(128 + 0.439 * r - 0.368 * g - 0.071 * b);
      }
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      String header = "YUV4MPEG2 W" + width + " H" + height + " F10:1 Ip A1:1 C420\n";
      out.write(header.getBytes(StandardCharsets.US_ASCII));
      for (int frame = 0; frame < 3; frame++) {
        out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
        out.write(luma);
        out.write(blue);
        out.write(red);
      }
    }
  }
}
