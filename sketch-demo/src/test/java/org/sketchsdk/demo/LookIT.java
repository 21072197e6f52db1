package org.sketchsdk.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the page looks and reads: schemes, screens, accessibility, languages. */
class LookIT extends BrowserCase {
  private static final List<String> MODES = List.of("draw", "board", "play", "camera", "teach");

  /** axe-core, which the tests find in the jar of its Playwright binding. */
  private static String axe() throws IOException {
    try (InputStream in = LookIT.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void accessible(String where) {
    Object violations =
        page.evaluate(
            "axe.run(document).then(found => found.violations.map(each => each.id + ' '"
                + " + each.nodes.map(node => node.target.join(' ')).join(', ')))");
    assertThat((List<?>) violations).as(where).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void axeFindsNothingInAnyMode(ColorScheme scheme) throws IOException {
    visit(lightDesktop().setColorScheme(scheme));
    page.evaluate(axe());
    draw(OwnDrawings.HOUSE);
    assertThat(label()).hasText("house");
    page.locator("#home summary").click();
    page.locator("#settings summary").click();
    accessible("draw");
    mode("board");
    assertThat(page.locator("#things-list li")).hasCount(1);
    accessible("board");
    mode("play");
    accessible("play");
    page.locator("#gamecard-go").click();
    assertThat(page.locator("#word")).isVisible();
    accessible("a word");
    page.locator("#gamecard-go").click();
    accessible("a round");
    mode("camera");
    accessible("camera");
    mode("teach");
    page.locator("#teach-name").fill("rocket");
    page.locator("#teach-form button").click();
    assertThat(page.locator("#own-list li")).hasCount(1);
    accessible("teach");
    page.locator("#own-list button").click();
    assertThat(page.locator("#examples-list li")).hasCount(1);
    accessible("examples");
    page.keyboard().press("Escape");
    for (int words : new int[] {345, 25}) {
      page.locator("#set-model").selectOption("quickdraw" + words);
      page.locator("#show-words").click();
      assertThat(page.locator("#words-list li")).hasCount(words);
      waitUntil("document.querySelector('#words-list path') !== null");
      accessible(words + " words");
      screenshot("words-" + words + "-" + scheme);
      page.keyboard().press("Escape");
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
  void worksOnAPhoneWithAFinger() {
    visit(lightPhone());
    Screen screen = new Screen();
    OwnDrawings.HOUSE.forEach(stroke -> screen.draw(1, stroke));

    assertThat(label()).hasText("house");
    nothingIsWiderThanTheScreen("draw");
    BoundingBox answer = label().boundingBox();
    assertThat(answer.y + answer.height).as("the guess is on the first screen").isLessThan(844);
    screenshot("phone-draw");
    for (String mode : MODES) {
      page.locator("#tab-" + mode).tap();
      screenshot("phone-" + mode);
      nothingIsWiderThanTheScreen(mode);
    }
    page.locator("#settings summary").tap();
    page.locator("#show-words").tap();
    waitUntil("document.querySelector('#words-list path') !== null");
    screenshot("phone-words");
    nothingIsWiderThanTheScreen("words");
  }

  @Test
  void fitsAPhoneOnItsSideAndASmallOne() {
    for (int[] size : new int[][] {{844, 390}, {320, 568}}) {
      visit(new Browser.NewContextOptions().setViewportSize(size[0], size[1]).setHasTouch(true));
      screenshot("phone-" + size[0] + "x" + size[1]);
      nothingIsWiderThanTheScreen("width " + size[0]);
    }
  }

  @Test
  void hasADarkScheme() {
    visit(darkDesktop());
    draw(OwnDrawings.CAT);
    assertThat(label()).hasText("cat");
    for (String mode : MODES) {
      mode(mode);
      screenshot("dark-" + mode);
    }
  }

  @Test
  void forcedColorsShowTheSelectedMode() {
    visit(lightDesktop().setForcedColors(ForcedColors.ACTIVE));
    mode("board");
    String color = "getComputedStyle(document.getElementById('tab-%s')).backgroundColor";

    assertThat(page.evaluate(String.format(color, "board")))
        .isNotEqualTo(page.evaluate(String.format(color, "draw")));
    screenshot("forced-colors");
    page.locator("#settings summary").click();
    page.locator("#show-words").click();
    waitUntil("document.querySelector('#words-list path') !== null");
    assertThat(page.evaluate("getComputedStyle(document.querySelector('#words-list path')).stroke"))
        .as("the samples have the color of the text")
        .isEqualTo(page.evaluate("getComputedStyle(document.querySelector('#words-list')).color"));
    screenshot("forced-colors-words");
  }

  // Languages

  @Test
  void speaksGermanWithTheNamesOfTheWords() {
    draw(OwnDrawings.HOUSE);
    page.locator("#settings summary").click();
    page.locator("#set-language").selectOption("de");
    assertThat(page.locator("html")).hasAttribute("lang", "de");
    connected();
    assertThat(label()).hasText("Haus");
    assertThat(page.locator("#status-text")).hasText("Verbunden");
    assertThat(page.locator("#board")).hasAttribute("aria-label", "Zeichenfl\u00E4che");
    for (String mode : MODES) {
      mode(mode);
      screenshot("german-" + mode);
    }
    mode("play");
    page.locator("#gamecard-go").click();
    assertThat(page.locator("#word")).hasText("Sonne");
    mode("draw");
    page.locator("#fix-word").fill("Katze"); // the word of the model by its German name
    page.locator("#fix-word").press("Enter");
    assertThat(page.locator("#toast")).containsText("Katze");
  }

  @Test
  void startsInTheLanguageOfTheBrowser() {
    visit(lightDesktop().setLocale("de-AT"));
    assertThat(page.locator("html")).hasAttribute("lang", "de");
    visit(lightDesktop().setLocale("fr-FR"));
    assertThat(page.locator("html")).hasAttribute("lang", "en");
  }

  @Test
  void everyTextOfThePageIsInEveryLanguage() throws IOException {
    Path web = Path.of("src/main/resources/org/sketchsdk/demo/web");
    Pattern key = Pattern.compile("(?m)^    '?([\\w.]+)'?: '");
    TreeSet<String> english = new TreeSet<>();
    key.matcher(Files.readString(web.resolve("texts-en.js")))
        .results()
        .forEach(found -> english.add(found.group(1)));
    TreeSet<String> german = new TreeSet<>();
    key.matcher(Files.readString(web.resolve("texts-de.js")).split("texts: \\{", -1)[1])
        .results()
        .forEach(found -> german.add(found.group(1)));
    assertThat(german).isEqualTo(english).hasSizeGreaterThan(150);
    Pattern used = Pattern.compile("data-t(?:-[a-z]+)?=\"([\\w.]+)\"");
    assertThat(used.matcher(Files.readString(web.resolve("index.html"))).results())
        .extracting(found -> found.group(1))
        .isSubsetOf(english);
  }
}
