package org.sketchsdk.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
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
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.testing.SceneSimulator;
import org.sketchsdk.testing.Situation;

/** The page in a browser: Chromium without a window, real pointers, and a camera of ours. */
class BrowserIT {
  /** How many pixels of what the model sees have ink. */
  private static final String INK =
      "(() => { const c = document.getElementById('seen');"
          + "const k = new OffscreenCanvas(c.width, c.height)"
          + ".getContext('2d', {willReadFrequently: true});" // a copy: it may be asked often
          + "k.drawImage(c, 0, 0);"
          + "const d = k.getImageData(0, 0, c.width, c.height).data;"
          + "let n = 0; for (let i = 3; i < d.length; i += 4) { if (d[i] > 0) n++; }"
          + "return n; })()";

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final int WIDE = 1180;
  private static final int HIGH = 860;

  private static SketchClassifier classifier;
  private static DemoServer server;
  private static Playwright playwright;
  private static Path browserPath;
  private static Browser browser;

  private final List<String> complaints = new ArrayList<>();
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void open() throws IOException {
    String chromium =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .filter(path -> Files.isExecutable(Path.of(path)))
            .findFirst()
            .orElse(null);
    Assumptions.assumeTrue(
        chromium != null, "there is no Chromium below /usr/bin: apt-get install chromium");
    Files.createDirectories(SCREENSHOTS);
    classifier = SketchClassifier.load();
    server =
        new DemoServer(
            classifier,
            Limits.defaults(),
            List.of(),
            InstantSource.system(),
            labels -> List.of("sun", "house", "bicycle"));
    server.start("127.0.0.1", 0);
    Path video = Path.of("target", "house.y4m").toAbsolutePath();
    writeVideo(video, photo(OwnDrawings.HOUSE, 640, 480));
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browserPath = Path.of(chromium);
    browser = launch(video);
  }

  /** Starts a browser whose camera shows a video. */
  private static Browser launch(Path video) {
    return launch(
        "--use-fake-device-for-media-stream", "--use-file-for-fake-video-capture=" + video);
  }

  private static Browser launch(String... camera) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--no-sandbox"); // Chromium refuses to run as root with it
    arguments.add("--disable-dev-shm-usage");
    arguments.add("--use-fake-ui-for-media-stream");
    arguments.addAll(List.of(camera));
    return playwright
        .chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(browserPath).setArgs(arguments));
  }

  @AfterAll
  static void close() {
    if (playwright != null) {
      playwright.close(); // and the browser
    }
    if (server != null) {
      server.close();
    }
    if (classifier != null) {
      classifier.close();
    }
  }

  @BeforeEach
  void visit() {
    visit(new Browser.NewContextOptions().setViewportSize(WIDE, HIGH));
  }

  private void visit(Browser.NewContextOptions options) {
    visit(browser, options);
  }

  private void visit(Browser visitor, Browser.NewContextOptions options) {
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
          if (!request.url().startsWith(address()) && !request.url().startsWith("blob:")) {
            complaints.add("a request leaves the server: " + request.url());
          }
        });
    page.navigate(address());
    assertThat(page.locator("#status")).hasAttribute("data-state", "open");
  }

  private static String address() {
    return "http://127.0.0.1:" + server.port() + "/";
  }

  @AfterEach
  void leave() {
    context.close();
    assertThat(complaints).as("errors, warnings and foreign requests of the page").isEmpty();
  }

  @Test
  void recognizesAHouseDrawnWithTheMouse() throws IOException {
    draw(OwnDrawings.HOUSE);

    assertThat(label()).hasText("house");
    assertThat(page.locator("#answer")).hasAttribute("data-verdict", "RECOGNIZED");
    assertThat(page.locator("#verdict")).hasText("Recognized");
    assertThat(page.locator("#bars li")).hasCount(3);
    assertThat(page.locator("#bars li").first()).containsText("house");
    assertThat(seenInk()).isGreaterThan(500);
    waitUntil("document.querySelector('#bars .fill').getBoundingClientRect().width > 200");
    screenshot("draw-house");
    picture("demo-canvas");
  }

  @Test
  void recognizesASunAndACatAndForgetsThemWhenCleared() {
    draw(OwnDrawings.SUN);
    assertThat(label()).hasText("sun");
    page.locator("#clear").click();
    assertThat(page.locator("#verdict")).hasText("Empty");
    assertThat(label()).hasText("Draw something");
    assertThat(seenInk()).isZero();

    draw(OwnDrawings.CAT);
    assertThat(label()).hasText("cat");
    screenshot("draw-cat");
  }

  @Test
  void guessesBeforeTheFirstStrokeIsFinished() {
    BoundingBox box = page.locator("#board").boundingBox();
    page.mouse().move(box.x + 100, box.y + 100);
    page.mouse().down();
    for (int i = 0; i <= 40; i++) {
      double turn = 2 * Math.PI * i / 40;
      page.mouse()
          .move(
              box.x + box.width * (0.5 + 0.3 * Math.cos(turn)),
              box.y + box.height * (0.5 + 0.3 * Math.sin(turn)));
    }

    assertThat(page.locator("#answer")).not().hasAttribute("data-verdict", "EMPTY");
    page.mouse().up();
  }

  @Test
  void undoTakesTheLastStrokeAwayOnBothSides() {
    draw(OwnDrawings.HOUSE);
    assertThat(label()).hasText("house");
    for (int i = 0; i < OwnDrawings.HOUSE.size(); i++) {
      page.locator("#undo").click();
    }

    assertThat(page.locator("#verdict")).hasText("Empty");
    draw(OwnDrawings.SUN);
    assertThat(label()).hasText("sun");
  }

  @Test
  void saysUnknownForWhatIsNoneOfItsClasses() {
    // A scrawl: many lines from side to side.
    List<double[]> scrawl = new ArrayList<>();
    double[] xy = new double[48];
    for (int i = 0; i < xy.length; i += 2) {
      xy[i] = i % 4 == 0 ? 120 + 7 * i : 860 - 5 * i;
      xy[i + 1] = 140 + (i * 397 % 700);
    }
    scrawl.add(xy);
    draw(scrawl);

    assertThat(page.locator("#verdict")).hasText("Unknown");
    assertThat(label()).hasText("Unknown");
    screenshot("draw-unknown");
  }

  @Test
  void canBeUsedWithTheKeyboardAlone() {
    page.keyboard().press("Tab"); // the link that skips
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("Enter");
    page.locator("#board").focus();
    // A square with a roof, stroke by stroke: down with the pen, along, and up again.
    keys("ArrowLeft", 12);
    page.keyboard().press("Space");
    keys("ArrowDown", 16);
    keys("ArrowRight", 24);
    keys("ArrowUp", 16);
    keys("ArrowLeft", 24);
    page.keyboard().press("Space");
    page.keyboard().press("Space");
    keys("PageUp", 12);
    keys("PageDown", 12);
    assertThat(label()).hasText("house");
    screenshot("keyboard");
    page.keyboard().press("Escape");

    page.keyboard().press("Control+z");
    page.keyboard().press("Control+z");
    assertThat(page.locator("#verdict")).hasText("Empty");
    page.locator("#tab-draw").focus();
    page.keyboard().press("ArrowRight");
    assertThat(page.locator("#tab-play")).isFocused();
    assertThat(page.locator("#tab-play")).hasAttribute("aria-selected", "true");
    assertThat(page.locator("#round-start")).isVisible();
    page.keyboard().press("End");
    assertThat(page.locator("#teach-name")).isVisible();
    screenshot("keyboard-focus");
  }

  private void keys(String key, int times) {
    for (int i = 0; i < times; i++) {
      page.keyboard().press(key);
    }
  }

  @Test
  void tellsAssistiveTechnologyWhenTheGuessHasSettled() {
    draw(OwnDrawings.HOUSE);

    assertThat(page.locator("#announce")).hasText("I see: house");
  }

  @Test
  void playsARound() {
    page.locator("#tab-play").click();
    page.locator("#round-start").click();
    assertThat(page.locator("#word")).hasText("sun");
    assertThat(page.locator("#countdown")).isVisible();
    screenshot("play-round");
    BoundingBox before = page.locator("#board").boundingBox();
    draw(OwnDrawings.SUN);

    assertThat(page.locator("#round-text")).containsText("A sun in");
    assertThat(page.locator("#board").boundingBox().y)
        .as("the paper must not move while somebody draws")
        .isEqualTo(before.y);
    assertThat(page.locator("#score")).containsText("1 of 1 recognized, best");
    screenshot("play-won");

    page.locator("#round-start").click();
    assertThat(page.locator("#word")).hasText("house");
    page.locator("#tab-draw").click();
    assertThat(page.locator(".prompt[data-for=play]")).isHidden();
  }

  @Test
  void learnsAClassUsesItSavesAndLoadsIt() throws IOException {
    page.locator("#tab-teach").click();
    for (int i = 0; i < 5; i++) {
      draw(OwnDrawings.varied(OwnDrawings.ROCKET, i));
      page.locator("#teach-name").fill("Weltraumf\u00E4hre");
      page.locator("#teach-form button").click();
      assertThat(page.locator("#own-list li")).containsText("\u00D7 " + (i + 1));
    }
    draw(OwnDrawings.varied(OwnDrawings.ROCKET, 7));
    assertThat(label()).containsText("Weltraumf\u00E4hre");
    assertThat(page.locator("#bars .yours")).hasCount(1);
    screenshot("teach");

    Download download = page.waitForDownload(() -> page.locator("#own-save").click());
    assertThat(download.suggestedFilename()).isEqualTo("my-sketches.classes");
    byte[] saved;
    try (var in = download.createReadStream()) {
      saved = in.readAllBytes();
    }
    page.locator("#own-forget").click();
    assertThat(page.locator("#own-list li")).hasCount(0);
    page.locator("#own-file")
        .setInputFiles(new FilePayload("my-sketches.classes", "application/octet-stream", saved));
    assertThat(page.locator("#own-list li")).containsText("\u00D7 5");
    assertThat(label()).containsText("Weltraumf\u00E4hre");
  }

  @Test
  void readsAStillOfTheCamera() throws IOException {
    page.locator("#tab-camera").click();
    screenshot("camera-empty");
    page.locator("#camera-start").click();
    assertThat(page.locator("#video")).isVisible();
    waitUntil("document.getElementById('video').videoWidth > 0");
    screenshot("camera-live");
    page.locator("#camera-shoot").click();

    assertThat(label()).hasText("house");
    assertThat(page.locator("#still")).isVisible();
    assertThat(page.locator("#video")).isHidden();
    assertThat(page.locator("#remarks")).isHidden();
    screenshot("camera-house");
  }

  private static Browser.NewContextOptions lightDesktop() {
    return new Browser.NewContextOptions()
        .setViewportSize(WIDE, HIGH)
        .setColorScheme(ColorScheme.LIGHT);
  }

  private static Browser.NewContextOptions darkPhone() {
    return new Browser.NewContextOptions()
        .setViewportSize(390, 844)
        .setHasTouch(true)
        .setColorScheme(ColorScheme.DARK);
  }

  private static Drawing drawing(List<double[]> strokes) {
    return Drawing.of(strokes.stream().map(Stroke::ofPoints).toList());
  }

  private static BufferedImage image(SceneSimulator.Shot shot) {
    BufferedImage image =
        new BufferedImage(shot.width(), shot.height(), BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, shot.width(), shot.height(), shot.argb(), 0, shot.width());
    return image;
  }

  /** A camera's picture: with even sides, as the format of the video wants them. */
  private static BufferedImage frame(SceneSimulator.Shot shot, int width) {
    int height = shot.height() * width / shot.width() / 2 * 2;
    BufferedImage frame = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = frame.createGraphics();
    graphics.drawImage(
        image(shot).getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
    graphics.dispose();
    return frame;
  }

  /** The largest distance of a corner that is shown, as a share of the sheet's longest side. */
  private double distanceOfCorners(double[] expected, double pictureWidth) {
    String viewBox = page.locator("#scene").getAttribute("viewBox");
    double scale = Double.parseDouble(viewBox.split(" ", -1)[2]) / pictureWidth;
    String[] points = page.locator("#scene .sheet").getAttribute("points").split("[ ,]", -1);
    double best = Double.MAX_VALUE;
    double longest = 0;
    for (int first = 0; first < 4; first++) {
      double most = 0;
      for (int k = 0; k < 4; k++) {
        int e = 2 * ((k + first) % 4);
        int next = (e + 2) % 8;
        double dx = Double.parseDouble(points[2 * k]) - scale * expected[e];
        double dy = Double.parseDouble(points[2 * k + 1]) - scale * expected[e + 1];
        most = Math.max(most, Math.hypot(dx, dy));
        longest =
            Math.max(
                longest,
                scale
                    * Math.hypot(
                        expected[next] - expected[e], expected[next + 1] - expected[e + 1]));
      }
      best = Math.min(best, most);
    }
    return best / longest;
  }

  @ParameterizedTest
  @EnumSource(names = {"HELD_UP", "WOOD"})
  void guessesWhatTheCameraShowsAndOutlinesTheSheet(Situation situation) throws IOException {
    SceneSimulator.Shot shot =
        SceneSimulator.take(situation, List.of(drawing(OwnDrawings.HOUSE)), 4);
    Path video = Path.of("target", situation + ".y4m").toAbsolutePath();
    writeVideo(video, frame(shot, 960));
    try (Browser visitor = launch(video)) {
      for (Browser.NewContextOptions screen : List.of(lightDesktop(), darkPhone())) {
        visit(visitor, screen);
        page.locator("#tab-camera").click();
        page.locator("#camera-start").click();

        assertThat(label()).hasText("house");
        assertThat(page.locator("#video")).isVisible();
        assertThat(page.locator("#scene .sheet")).hasCount(1);
        assertThat(distanceOfCorners(shot.corners(), shot.width())).isLessThan(0.04);
        screenshot("camera-live-" + situation + "-" + page.viewportSize().width);
        if (situation == Situation.WOOD && page.viewportSize().width == WIDE) {
          picture("demo-camera");
        }
      }
      page.locator("#camera-shoot").click();
      assertThat(page.locator("#still")).isVisible();
      assertThat(label()).hasText("house");
      assertThat(page.locator("#scene .sheet")).hasCount(1);
      assertThat(page.locator("#left-text")).containsText("what is around the sheet");
      screenshot("camera-taken-" + situation);
      context.close();
    }
  }

  @Test
  void switchesToTheOtherCameraAndItsLight() {
    try (Browser visitor = launch("--use-fake-device-for-media-stream=device-count=2")) {
      visit(visitor, new Browser.NewContextOptions().setViewportSize(WIDE, HIGH));
      // Chromium's cameras have no light: what the page asks of the track is written down instead.
      page.addInitScript(
          "MediaStreamTrack.prototype.getCapabilities = () => ({torch: true});"
              + "window.asked = [];"
              + "MediaStreamTrack.prototype.applyConstraints = async (c) => {"
              + " window.asked.push(c.advanced[0].torch); };");
      page.reload();
      page.locator("#tab-camera").click();
      assertThat(page.locator("#camera-other")).isHidden();
      page.locator("#camera-start").click();
      assertThat(page.locator("#camera-other")).isVisible();
      String camera =
          "document.getElementById('video').srcObject.getVideoTracks()[0].getSettings().deviceId";
      String first = (String) page.evaluate(camera);

      page.locator("#camera-other").click();
      assertThat(page.locator("#camera-other")).isFocused();
      waitUntil(camera + " !== '" + first + "'");
      assertThat(page.locator("#camera-light")).hasAttribute("aria-pressed", "false");
      page.locator("#camera-light").click();
      assertThat(page.locator("#camera-light")).hasAttribute("aria-pressed", "true");
      page.locator("#camera-light").click();
      assertThat(page.locator("#camera-light")).hasAttribute("aria-pressed", "false");
      assertThat(page.evaluate("window.asked").toString()).isEqualTo("[true, false]");
      page.locator("#camera-stop").click();
      assertThat(page.locator("#camera-light")).isHidden();
      context.close();
    }
  }

  @Test
  void answersSeveralDrawingsOneByOne() {
    SceneSimulator.Shot shot =
        SceneSimulator.take(
            Situation.SEVERAL,
            List.of(drawing(OwnDrawings.HOUSE), drawing(OwnDrawings.CAT), drawing(OwnDrawings.SUN)),
            2);
    for (Browser.NewContextOptions screen : List.of(lightDesktop(), darkPhone())) {
      visit(screen);
      page.locator("#tab-camera").click();
      upload(OwnDrawings.bytes(image(shot), "png"), "image/png");

      Locator choices = page.locator("#which-list button");
      assertThat(choices).hasCount(3);
      assertThat(page.locator("#which-title")).hasText("Which of these?");
      assertThat(page.locator("#scene .guess")).hasCount(3);
      assertThat(page.locator("#remarks li")).containsText("Several drawings");
      for (String wanted : List.of("cat", "sun", "house")) {
        choices.filter(new Locator.FilterOptions().setHasText(wanted)).click();
        assertThat(label()).containsText(wanted);
        assertThat(page.locator("#which-list [aria-pressed=true]")).containsText(wanted);
      }
      screenshot("camera-several-" + page.viewportSize().width);
      assertThat(
              (Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
          .isTrue();
    }
    page.locator("#scene .drawing").nth(1).click(); // on the picture, too
    assertThat(page.locator("#which-list button").nth(1)).hasAttribute("aria-pressed", "true");
  }

  @Test
  void readsThePartInTheCropBox() {
    page.locator("#tab-camera").click();
    BufferedImage two =
        OwnDrawings.picture(
            1200,
            600,
            Color.WHITE,
            Color.BLACK,
            List.of(
                new OwnDrawings.Placed(OwnDrawings.HOUSE, 20, 40, 520),
                new OwnDrawings.Placed(OwnDrawings.CAT, 700, 100, 420)));
    upload(OwnDrawings.bytes(two, "png"), "image/png");
    assertThat(label()).hasText("house");

    page.locator("#camera-crop").click();
    assertThat(page.locator("#camera-crop")).hasAttribute("aria-pressed", "true");
    assertThat(page.locator("#scene .handle").first()).isFocused();
    screenshot("camera-crop");
    BoundingBox box = page.locator("#scene .crop").boundingBox();
    page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
    page.mouse().down();
    page.mouse().move(box.x + box.width / 2 + 400, box.y + box.height / 2 + 5);
    page.mouse().up();
    assertThat(label()).hasText("cat");
    assertThat(page.locator("#which")).isHidden();
    screenshot("camera-cropped");

    // with keys: the left side, back over the house
    page.locator("#scene .handle").first().focus();
    keys("ArrowLeft", 40);
    assertThat(page.locator("#which-list button")).hasCount(2);
    page.locator("#camera-crop").click();
    assertThat(page.locator("#scene .crop")).hasCount(0);
    assertThat(page.locator("#which-list button")).hasCount(2);
  }

  @Test
  void includesWhatWasLeftOutIfAsked() {
    page.locator("#tab-camera").click();
    List<double[]> marked = new ArrayList<>(OwnDrawings.HOUSE);
    marked.add(new double[] {1900, 1500, 1912, 1510});
    BufferedImage picture =
        OwnDrawings.picture(
            1000,
            800,
            Color.WHITE,
            Color.BLACK,
            List.of(new OwnDrawings.Placed(marked, 20, 20, 400)));
    upload(OwnDrawings.bytes(picture, "png"), "image/png");
    assertThat(label()).hasText("house");
    assertThat(page.locator("#left-text")).hasText("Left out: a stray mark.");
    assertThat(page.locator("#scene .left")).hasCount(1);
    screenshot("camera-left-out");
    int ink = seenInk();

    page.locator("#everything").click();

    assertThat(page.locator("#left-text")).hasText("All of the picture is read.");
    assertThat(page.locator("#everything")).hasAttribute("aria-pressed", "true");
    waitUntil(INK + " < " + ink); // the drawing is small now
    page.locator("#everything").click();
    assertThat(page.locator("#left-text")).hasText("Left out: a stray mark.");
  }

  @Test
  void readsAnUploadedPictureAndSaysWhatIsWrongWithOthers() {
    page.locator("#tab-camera").click();
    upload(OwnDrawings.bytes(photo(OwnDrawings.CAT, 1200, 900), "jpg"), "image/jpeg");
    assertThat(label()).hasText("cat");

    BufferedImage blank = OwnDrawings.picture(800, 600, Color.WHITE, Color.BLACK, List.of());
    upload(OwnDrawings.bytes(blank, "png"), "image/png");
    assertThat(page.locator("#remarks li")).containsText("No drawing found");
    assertThat(label()).hasText("No drawing");
    screenshot("camera-nothing");

    upload("this is no picture".getBytes(StandardCharsets.UTF_8), "image/png");
    assertThat(page.locator("#toast")).containsText("no picture");
  }

  private void upload(byte[] bytes, String type) {
    page.locator("#camera-file").setInputFiles(new FilePayload("picture", type, bytes));
  }

  @Test
  void readsADroppedPicture() {
    page.locator("#tab-camera").click();
    byte[] png =
        OwnDrawings.bytes(
            OwnDrawings.picture(
                600,
                600,
                Color.WHITE,
                Color.BLACK,
                List.of(new OwnDrawings.Placed(OwnDrawings.SUN, 0, 0, 600))),
            "png");
    List<Integer> numbers = new ArrayList<>();
    for (byte value : png) {
      numbers.add(value & 0xFF);
    }
    var transfer =
        page.evaluateHandle(
            "bytes => { const data = new DataTransfer();"
                + "data.items.add(new File([new Uint8Array(bytes)], 'sun.png', {type: 'image/png'}));"
                + "return data; }",
            numbers);
    page.dispatchEvent("#drop", "drop", Map.of("dataTransfer", transfer));

    assertThat(label()).hasText("sun");
  }

  @Test
  void worksOnAPhoneWithAFinger() {
    visit(
        new Browser.NewContextOptions()
            .setViewportSize(390, 844)
            .setDeviceScaleFactor(2)
            .setHasTouch(true)
            .setIsMobile(true));
    drawByTouch(OwnDrawings.HOUSE);

    assertThat(label()).hasText("house");
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .as("nothing is wider than the screen")
        .isTrue();
    BoundingBox answer = label().boundingBox();
    assertThat(answer.y + answer.height).as("the guess is on the first screen").isLessThan(844);
    screenshot("phone-draw");
    for (String mode : List.of("play", "camera", "teach")) {
      page.locator("#tab-" + mode).tap();
      screenshot("phone-" + mode);
      assertThat(
              (Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
          .as(mode)
          .isTrue();
    }
  }

  @Test
  void fitsAPhoneOnItsSideAndASmallOne() {
    for (int[] size : new int[][] {{844, 390}, {320, 568}}) {
      visit(new Browser.NewContextOptions().setViewportSize(size[0], size[1]).setHasTouch(true));
      screenshot("phone-" + size[0] + "x" + size[1]);
      assertThat(
              (Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
          .as("width " + size[0])
          .isTrue();
    }
  }

  @Test
  void hasADarkScheme() {
    visit(
        new Browser.NewContextOptions()
            .setViewportSize(WIDE, HIGH)
            .setColorScheme(ColorScheme.DARK));
    draw(OwnDrawings.CAT);

    assertThat(label()).hasText("cat");
    screenshot("dark-draw");
    for (String mode : List.of("play", "camera", "teach")) {
      page.locator("#tab-" + mode).click();
      screenshot("dark-" + mode);
    }
  }

  @Test
  void textContrastsWithItsGroundInBothSchemes() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      visit(new Browser.NewContextOptions().setViewportSize(WIDE, HIGH).setColorScheme(scheme));
      // Pairs of names in the style sheet: text and what it stands on.
      for (String[] pair :
          new String[][] {
            {"--text", "--ground"},
            {"--text", "--card"},
            {"--muted", "--ground"},
            {"--muted", "--card"},
            {"--muted", "--track"},
            {"--muted", "--soft"},
            {"--on-accent", "--accent"},
            {"--on-accent", "--accent-strong"},
            {"--accent", "--card"},
            {"--accent", "--ground"},
            {"--accent", "--soft"},
            {"--good", "--good-soft"},
            {"--warn", "--warn-soft"},
            {"--gone", "--gone-soft"},
          }) {
        assertThat(contrast(color(pair[0]), color(pair[1])))
            .as(scheme + " " + pair[0] + " on " + pair[1])
            .isGreaterThan(4.5);
      }
      assertThat(contrast(color("--control"), color("--card"))).as("borders").isGreaterThan(3);
      assertThat(contrast(color("--bar"), color("--track"))).as("bars").isGreaterThan(3);
    }
  }

  private Color color(String name) {
    String hex =
        (String)
            page.evaluate(
                "name => getComputedStyle(document.documentElement).getPropertyValue(name)", name);
    return Color.decode(hex.strip());
  }

  /** The ratio that WCAG 2.2 defines. */
  private static double contrast(Color a, Color b) {
    double lighter = Math.max(luminance(a), luminance(b));
    double darker = Math.min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(int value) {
    double share = value / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  @Test
  void drawsAnewForAServerThatForgot() {
    draw(OwnDrawings.HOUSE);
    assertThat(label()).hasText("house");
    // As when the connection is lost: the server frees the session, the page opens another.
    server.dropAll();
    assertThat(page.locator("#status")).hasAttribute("data-state", "open");
    page.locator("#undo").click();

    assertThat(page.locator("#bars li").first()).containsText("house");
  }

  @Test
  void drawsAnewMoreStrokesThanTheServerTakesAtOnce() {
    List<double[]> dots = new ArrayList<>();
    for (int i = 0; i < 2 * Limits.MESSAGES_PER_SECOND + 60; i++) {
      dots.add(new double[] {50 + 50.0 * (i % 19), 50 + 60.0 * Math.floorDiv(i, 19)});
    }
    draw(dots);
    page.waitForTimeout(1_500);
    int ink = seenInk();
    server.dropAll();
    waitUntil(INK + " !== " + ink); // it has begun
    waitUntil(INK + " === " + ink);
  }

  /** Asks again and again: the page's policy forbids what Playwright's own waiting does. */
  private void waitUntil(String expression) {
    for (int i = 0; i < 200; i++) {
      if ((Boolean) page.evaluate(expression)) {
        return;
      }
      page.waitForTimeout(50);
    }
    throw new AssertionError("never: " + expression);
  }

  private Locator label() {
    return page.locator("#label");
  }

  private int seenInk() {
    return (Integer) page.evaluate(INK);
  }

  /** Draws with the mouse, with points on the way. */
  private void draw(List<double[]> strokes) {
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

  /** Draws with a finger: touches as the browser gets them from a screen. */
  private void drawByTouch(List<double[]> strokes) {
    BoundingBox box = page.locator("#board").boundingBox();
    CDPSession device = context.newCDPSession(page);
    for (double[] stroke : strokes) {
      for (int i = 0; i < stroke.length; i += 2) {
        device.send(
            "Input.dispatchTouchEvent",
            touch(
                i == 0 ? "touchStart" : "touchMove",
                box.x + stroke[i] * box.width / 1000,
                box.y + stroke[i + 1] * box.height / 1000));
      }
      JsonObject end = new JsonObject();
      end.addProperty("type", "touchEnd");
      end.add("touchPoints", new com.google.gson.JsonArray());
      device.send("Input.dispatchTouchEvent", end);
    }
  }

  private static JsonObject touch(String type, double x, double y) {
    JsonObject point = new JsonObject();
    point.addProperty("x", x);
    point.addProperty("y", y);
    com.google.gson.JsonArray points = new com.google.gson.JsonArray();
    points.add(point);
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.add("touchPoints", points);
    return event;
  }

  private void screenshot(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  /** A small picture of the page, as the README shows it. */
  private void picture(String name) throws IOException {
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

  /** Dark ink on paper that is not quite white. */
  private static BufferedImage photo(List<double[]> strokes, int width, int height) {
    double side = 0.84 * height;
    return OwnDrawings.picture(
        width,
        height,
        new Color(232, 229, 222),
        new Color(38, 42, 60),
        List.of(new OwnDrawings.Placed(strokes, (width - side) / 2, (height - side) / 2, side)));
  }

  /** Writes frames of one picture as YUV4MPEG2, which Chromium takes for a camera. */
  private static void writeVideo(Path file, BufferedImage image) throws IOException {
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
