package org.sketchsdk.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A test of the page in a browser: Chromium without a window, real pointers, touches and keys. */
@ExtendWith(BrowserCase.Shared.class)
abstract class BrowserCase {
  /** How many pixels of what the model sees have ink. */
  static final String INK =
      "(() => { const c = document.getElementById('seen');"
          + "const k = new OffscreenCanvas(c.width, c.height)"
          + ".getContext('2d', {willReadFrequently: true});" // a copy: it may be asked often
          + "k.drawImage(c, 0, 0);"
          + "const d = k.getImageData(0, 0, c.width, c.height).data;"
          + "let n = 0; for (let i = 3; i < d.length; i += 4) { if (d[i] > 0) n++; }"
          + "return n; })()";

  static final Path SCREENSHOTS = Path.of("target", "screenshots");
  static final int WIDE = 1180;
  static final int HIGH = 860;

  private static BrowserKit kit;

  final List<String> complaints = new ArrayList<>();
  BrowserContext context;
  Page page;

  /** Starts the kit with the first class of tests, and closes it after the last. */
  static final class Shared implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      kit =
          context
              .getRoot()
              .getStore(Namespace.GLOBAL)
              .getOrComputeIfAbsent(BrowserKit.class, key -> open(), BrowserKit.class);
    }

    private static BrowserKit open() {
      try {
        return new BrowserKit();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  @BeforeAll
  static void prepare() throws IOException {
    Files.createDirectories(SCREENSHOTS);
  }

  static BrowserKit kit() {
    return kit;
  }

  @BeforeEach
  void visit() {
    visit(lightDesktop());
  }

  void visit(Browser.NewContextOptions options) {
    visit(kit.browser(), options);
  }

  void visit(Browser visitor, Browser.NewContextOptions options) {
    if (context != null) {
      context.close();
    }
    // Reduced, so that pictures show where things end up.
    context = visitor.newContext(options.setReducedMotion(ReducedMotion.REDUCE));
    page = context.newPage();
    page.setDefaultTimeout(20_000);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    // Whatever is not from the server itself would be missing offline.
    page.onRequest(
        request -> {
          if (!request.url().startsWith(kit.address()) && !request.url().startsWith("blob:")) {
            complaints.add("a request leaves the server: " + request.url());
          }
        });
    open("");
  }

  /** Opens the page at an address of its own, such as {@code #play}. */
  void open(String hash) {
    page.navigate(kit.address() + hash);
    connected();
  }

  void connected() {
    assertThat(page.locator("#status")).hasAttribute("data-state", "open");
  }

  /** Chooses a mode. */
  void mode(String mode) {
    page.locator("#tab-" + mode).click();
  }

  @AfterEach
  void leave() {
    context.close();
    assertThat(complaints).as("errors, warnings and foreign requests of the page").isEmpty();
  }

  static Browser.NewContextOptions lightDesktop() {
    return new Browser.NewContextOptions()
        .setViewportSize(WIDE, HIGH)
        .setColorScheme(ColorScheme.LIGHT);
  }

  static Browser.NewContextOptions darkDesktop() {
    return lightDesktop().setColorScheme(ColorScheme.DARK);
  }

  static Browser.NewContextOptions lightPhone() {
    return new Browser.NewContextOptions()
        .setViewportSize(390, 844)
        .setDeviceScaleFactor(2)
        .setHasTouch(true)
        .setIsMobile(true)
        .setColorScheme(ColorScheme.LIGHT);
  }

  static Browser.NewContextOptions darkPhone() {
    return lightPhone().setColorScheme(ColorScheme.DARK);
  }

  /** Asks again and again: the page's policy forbids what Playwright's own waiting does. */
  void waitUntil(String expression) {
    for (int i = 0; i < 200; i++) {
      if ((Boolean) page.evaluate(expression)) {
        return;
      }
      page.waitForTimeout(50);
    }
    throw new AssertionError("never: " + expression);
  }

  Locator label() {
    return page.locator("#label");
  }

  int seenInk() {
    return (Integer) page.evaluate(INK);
  }

  /** Draws with the mouse, with points on the way. */
  void draw(List<double[]> strokes) {
    BoundingBox box = page.locator("#board").boundingBox();
    for (double[] stroke : strokes) {
      for (int i = 0; i < stroke.length; i += 2) {
        double x = box.x + stroke[i] * box.width / 1000;
        double y = box.y + stroke[i + 1] * box.height / 1000;
        page.mouse().move(x, y);
        if (i == 0) {
          page.mouse().down();
        }
      }
      page.mouse().up();
    }
  }

  void keys(String key, int times) {
    for (int i = 0; i < times; i++) {
      page.keyboard().press(key);
    }
  }

  void screenshot(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  /** A small picture of the page, as the README shows it. */
  void picture(String name) throws IOException {
    page.mouse().move(5, 5); // away from what shows that it is pointed at
    page.waitForTimeout(300);
    int width = 640;
    int height = width * HIGH / WIDE;
    BufferedImage large = ImageIO.read(new ByteArrayInputStream(page.screenshot()));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.drawImage(
        large.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
    graphics.dispose();
    ImageIO.write(small, "png", SCREENSHOTS.resolve(name + ".png").toFile());
  }

  void upload(byte[] bytes, String type) {
    page.locator("#camera-file").setInputFiles(new FilePayload("picture", type, bytes));
  }

  /** Opens the page anew with a drawing that the browser has kept. */
  void openWith(List<double[]> strokes) {
    StringBuilder json = new StringBuilder("[");
    for (double[] stroke : strokes) {
      json.append(json.length() > 1 ? "," : "").append(Visitor.array(stroke));
    }
    page.addInitScript("localStorage.setItem('sketch.drawing', '" + json.append("]") + "')");
    page.reload();
    connected();
  }

  /** How many strokes the browser keeps. */
  void strokes(int count) {
    waitUntil("JSON.parse(localStorage.getItem('sketch.drawing') ?? '[]').length === " + count);
  }

  /** Whether the canvas has ink at a place, in thousandths of its side. */
  boolean hasInk(double x, double y) {
    return (Boolean)
        page.evaluate(
            "([x, y]) => { const c = document.getElementById('board');"
                + "const k = new OffscreenCanvas(1, 1)" // a copy: it may be asked often
                + ".getContext('2d', {willReadFrequently: true});"
                + "k.drawImage(c, -Math.round(x * c.width / 1000), -Math.round(y * c.height / 1000));"
                + "return k.getImageData(0, 0, 1, 1).data[3] > 0; }",
            List.of(x, y));
  }

  void nothingIsWiderThanTheScreen(String where) {
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .as(where)
        .isTrue();
  }

  static byte[] bytes(Download download) throws IOException {
    try (InputStream in = download.createReadStream()) {
      return in.readAllBytes();
    }
  }

  /** Fingers and a palm, as the browser gets them from a screen. */
  final class Screen {
    private final CDPSession device = context.newCDPSession(page);
    private final BoundingBox box = page.locator("#board").boundingBox();
    private final List<JsonObject> down = new ArrayList<>();

    /** Puts a finger down, or moves it; places are in thousandths of the canvas. */
    Screen touch(int finger, double x, double y) {
      return touch(finger, x, y, 8);
    }

    /** The same with a size. */
    Screen touch(int finger, double x, double y, double radiusPx) {
      boolean there = down.removeIf(each -> each.get("id").getAsInt() == finger);
      JsonObject point = new JsonObject();
      point.addProperty("x", box.x + x * box.width / 1000);
      point.addProperty("y", box.y + y * box.width / 1000);
      point.addProperty("radiusX", radiusPx);
      point.addProperty("radiusY", radiusPx);
      point.addProperty("id", finger);
      down.add(point);
      send(there ? "touchMove" : "touchStart");
      return this;
    }

    Screen lift(int finger) {
      down.removeIf(each -> each.get("id").getAsInt() == finger);
      send("touchEnd");
      return this;
    }

    Screen draw(int finger, double... xy) {
      for (int i = 0; i < xy.length; i += 2) {
        touch(finger, xy[i], xy[i + 1]);
      }
      return lift(finger);
    }

    /** Draws a stroke with a pen. */
    Screen pen(double... xy) {
      for (int i = 0; i < xy.length; i += 2) {
        pen(i == 0 ? "mousePressed" : "mouseMoved", xy[i], xy[i + 1]);
      }
      return pen("mouseReleased", xy[xy.length - 2], xy[xy.length - 1]);
    }

    private Screen pen(String type, double x, double y) {
      JsonObject event = new JsonObject();
      event.addProperty("type", type);
      event.addProperty("pointerType", "pen");
      event.addProperty("button", "left");
      event.addProperty("buttons", type.equals("mouseReleased") ? 0 : 1);
      event.addProperty("clickCount", 1);
      event.addProperty("x", box.x + x * box.width / 1000);
      event.addProperty("y", box.y + y * box.width / 1000);
      device.send("Input.dispatchMouseEvent", event);
      return this;
    }

    private void send(String type) {
      JsonObject event = new JsonObject();
      event.addProperty("type", type);
      JsonArray points = new JsonArray();
      down.forEach(points::add);
      event.add("touchPoints", points);
      device.send("Input.dispatchTouchEvent", event);
    }
  }
}
