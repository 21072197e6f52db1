package org.sketchsdk.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.testing.SceneSimulator;
import org.sketchsdk.testing.Situation;

/** The camera mode: live pictures, stills, files, crop, and what is left out. */
class CameraIT extends BrowserCase {
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

  @Test
  void readsAStillOfTheCamera() throws IOException {
    mode("camera");
    screenshot("camera-empty");
    page.locator("#camera-start").click();
    assertThat(page.locator("#video")).isVisible();
    waitUntil("document.getElementById('video').videoWidth > 0");
    screenshot("camera-live");
    page.locator("#camera-shoot").press("Enter");
    assertThat(page.locator("#camera-start")).isFocused(); // in place of the button that is gone

    assertThat(label()).hasText("house");
    assertThat(page.locator("#still")).isVisible();
    assertThat(page.locator("#video")).isHidden();
    assertThat(page.locator("#remarks")).isHidden();
    screenshot("camera-house");
  }

  @ParameterizedTest
  @EnumSource(names = {"HELD_UP", "WOOD"})
  void guessesWhatTheCameraShowsAndOutlinesTheSheet(Situation situation) throws IOException {
    SceneSimulator.Shot shot =
        SceneSimulator.take(situation, List.of(drawing(OwnDrawings.HOUSE)), 4);
    Path video = Path.of("target", situation + ".y4m").toAbsolutePath();
    BrowserKit.writeVideo(video, frame(shot, 960));
    try (Browser visitor = kit().launch(video)) {
      for (Browser.NewContextOptions screen : List.of(lightDesktop(), darkPhone())) {
        visit(visitor, screen);
        mode("camera");
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
    try (Browser visitor = kit().launch("--use-fake-device-for-media-stream=device-count=2")) {
      visit(visitor, new Browser.NewContextOptions().setViewportSize(WIDE, HIGH));
      // Chromium's cameras have no light: what the page asks of the track is written down instead.
      page.addInitScript(
          "MediaStreamTrack.prototype.getCapabilities = () => ({torch: true});"
              + "window.asked = [];"
              + "MediaStreamTrack.prototype.applyConstraints = async (c) => {"
              + " window.asked.push(c.advanced[0].torch); };");
      page.reload();
      mode("camera");
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
      mode("camera");
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
      nothingIsWiderThanTheScreen("several drawings");
    }
    page.locator("#scene .drawing").nth(1).click(); // on the picture, too
    assertThat(page.locator("#which-list button").nth(1)).hasAttribute("aria-pressed", "true");
  }

  @Test
  void readsThePartInTheCropBox() {
    mode("camera");
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
    mode("camera");
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
    mode("camera");
    upload(OwnDrawings.bytes(OwnDrawings.photo(OwnDrawings.CAT, 1200, 900), "jpg"), "image/jpeg");
    assertThat(label()).hasText("cat");

    BufferedImage blank = OwnDrawings.picture(800, 600, Color.WHITE, Color.BLACK, List.of());
    upload(OwnDrawings.bytes(blank, "png"), "image/png");
    assertThat(page.locator("#remarks li")).containsText("No drawing found");
    assertThat(label()).hasText("No drawing");
    screenshot("camera-nothing");

    upload("this is no picture".getBytes(StandardCharsets.UTF_8), "image/png");
    assertThat(page.locator("#toast")).containsText("This picture cannot be read");
  }

  @Test
  void mirrorsWhatTheCameraShows() {
    mode("camera");
    page.locator("#camera-start").click();
    assertThat(label()).hasText("house");
    String left = "document.querySelector('#scene .drawing').getBoundingClientRect().x";
    double before = ((Number) page.evaluate(left)).doubleValue();
    boolean mirrored = "true".equals(page.locator("#camera-mirror").getAttribute("aria-pressed"));

    page.locator("#camera-mirror").click();

    assertThat(page.locator("#video")).hasAttribute("data-mirrored", String.valueOf(!mirrored));
    assertThat(page.locator("#camera-mirror")).hasAttribute("aria-pressed", "" + !mirrored);
    waitUntil("Math.abs(" + left + " - " + before + ") > 3"); // the outline moves with the picture
    assertThat(label()).hasText("house"); // read as it is, not as in the mirror
  }
}
