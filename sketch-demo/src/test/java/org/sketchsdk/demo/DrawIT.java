package org.sketchsdk.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Drawing with mouse, pen, fingers and keys, and the answer beside it. */
class DrawIT extends BrowserCase {
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
    page.evaluate("localStorage.setItem('sketch.model', '\"quickdraw345\"')"); // as it starts
    page.reload();
    assertThat(page.locator("#bars li").nth(1)).containsText("barn");
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
    page.keyboard().press("Control+y");
    page.keyboard().press("Control+Shift+z");
    page.locator("#redo").click();
    page.locator("#redo").click();
    assertThat(label()).hasText("house");
    assertThat(page.locator("#redo")).hasAttribute("aria-disabled", "true");
    strokes(OwnDrawings.HOUSE.size());
  }

  @Test
  void canBeUsedWithTheKeyboardAlone() {
    page.keyboard().press("Tab"); // the link that skips
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#board")).isFocused();
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
    assertThat(page.locator("#tab-board")).isFocused();
    assertThat(page.locator("#tab-board")).hasAttribute("aria-selected", "true");
    assertThat(page.locator("#things")).isVisible();
    page.keyboard().press("End");
    assertThat(page.locator("#teach-name")).isVisible();
    screenshot("keyboard-focus");
  }

  @Test
  void tellsAssistiveTechnologyWhenTheGuessHasSettled() {
    draw(OwnDrawings.HOUSE);

    assertThat(page.locator("#announce")).hasText("I see: house");
  }

  @Test
  void drawsAnewForAServerThatForgot() {
    draw(OwnDrawings.HOUSE);
    assertThat(label()).hasText("house");
    // As when the connection is lost: the server frees the session, the page opens another.
    kit().server().dropAll();
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
    openWith(dots);
    page.waitForTimeout(3_500); // until all of them are sent
    int ink = seenInk();
    kit().server().dropAll();
    waitUntil(INK + " !== " + ink); // it has begun
    waitUntil(INK + " === " + ink);
  }

  @Test
  void clearHasAWayBack() {
    draw(OwnDrawings.HOUSE);
    assertThat(label()).hasText("house");
    page.locator("#clear").click();
    assertThat(page.locator("#verdict")).hasText("Empty");
    page.locator("#toast-undo").click();
    assertThat(label()).hasText("house");

    page.locator("#board").focus();
    page.keyboard().press("Delete");
    assertThat(page.locator("#verdict")).hasText("Empty");
    page.keyboard().press("Control+z");
    assertThat(label()).hasText("house");
    assertThat(page.locator("#toast")).isHidden(); // its way back would lead elsewhere now
  }

  @Test
  void aTapIsADotThatIsSeen() {
    BoundingBox box = page.locator("#board").boundingBox();
    page.mouse().click(box.x + box.width / 2, box.y + box.height / 2);

    strokes(1);
    assertThat(hasInk(500, 500)).isTrue();
    waitUntil(INK + " > 0");
  }

  @Test
  void aPenTakesOverFromAPalmThatRests() {
    visit(lightPhone());
    Screen screen = new Screen();
    screen.touch(1, 800, 900); // the palm
    screen.touch(1, 804, 902); // and what it moves by itself
    screen.pen(200, 200, 300, 400, 500, 300);
    screen.pen(600, 200, 700, 400);
    screen.lift(1);

    strokes(2);
    assertThat(hasInk(800, 900)).isFalse();
  }

  @Test
  void aPenTakesAwayWhatThePalmHadBegun() {
    visit(lightPhone());
    Screen screen = new Screen();
    screen.touch(1, 800, 900).touch(1, 760, 850).touch(1, 700, 800);
    assertThat(hasInk(760, 850)).isTrue();
    screen.pen(200, 200, 300, 400, 500, 300);

    strokes(1);
    assertThat(hasInk(760, 850)).isFalse();
    assertThat(page.locator("#answer")).not().hasAttribute("data-verdict", "EMPTY");
    screen.lift(1);
    strokes(1);
  }

  @Test
  void aFingerThatMovesTakesOverFromOneThatRests() {
    visit(lightPhone());
    Screen screen = new Screen();
    screen.touch(1, 850, 850);
    screen.draw(2, 200, 200, 300, 400, 500, 300);
    screen.lift(1);
    strokes(1);
    assertThat(hasInk(850, 850)).isFalse();

    screen.draw(3, 600, 600); // a tap
    strokes(2);
    screen.touch(4, 700, 200);
    page.waitForTimeout(750);
    screen.lift(4); // it rested
    screen.touch(5, 200, 700, 60).touch(5, 300, 800, 60).lift(5); // as wide as a palm
    screen.draw(6, 100, 100, 150, 150);
    strokes(3);
    assertThat(hasInk(700, 200)).isFalse();
  }

  @Test
  void saysWhatIsClosestToWhatItIsNotSureOf() {
    draw(scrawl());

    assertThat(page.locator("#verdict")).hasText("Not sure");
    assertThat(label()).containsText("Not sure. Closest: ");
    assertThat(page.locator("#bars .share").first()).hasText("");
    assertThat(
            (Boolean)
                page.evaluate(
                    "[...document.querySelectorAll('#bars .fill')]"
                        + ".every(e => e.getBoundingClientRect().width === 0)"))
        .isTrue();
    screenshot("draw-unknown");

    page.locator("#settings summary").click();
    page.locator("#set-level").selectOption("0");
    assertThat(page.locator("#verdict")).not().hasText("Not sure");
    page.reload();
    connected();
    assertThat(page.locator("#set-level")).hasValue("0");
    assertThat(label()).not().containsText("Not sure");
  }

  /** Many lines from side to side. */
  private static List<double[]> scrawl() {
    double[] xy = new double[48];
    for (int i = 0; i < xy.length; i += 2) {
      xy[i] = i % 4 == 0 ? 120 + 7 * i : 860 - 5 * i;
      xy[i + 1] = 140 + (i * 397 % 700);
    }
    return List.of(xy);
  }

  @Test
  void changesTheModelAndListsItsWords() {
    page.locator("#settings summary").click();
    page.locator("#set-model").selectOption("quickdraw345");
    assertThat(page.locator("#show-words")).hasText("All 345 words");
    page.locator("#show-words").click();
    assertThat(page.locator("#words-list li")).hasCount(345);
    page.locator("#words-find").fill("tor");
    assertThat(page.locator("#words-list li"))
        .hasText(new String[] {"calculator", "motorbike", "tornado", "tractor"});
    page.keyboard().press("Escape");
    assertThat(page.locator("#words-dialog")).isHidden();

    page.reload();
    connected();
    assertThat(page.locator("#set-model")).hasValue("quickdraw345");
  }

  @Test
  void showsADrawingOfEachWordThatIsInView() {
    List<String> loaded = new ArrayList<>();
    page.onRequest(request -> loaded.add(request.url()));
    page.reload();
    connected();
    page.locator("#settings summary").click();
    assertThat(loaded).noneMatch(url -> url.endsWith("samples.ndjson"));
    page.locator("#ideas").click();
    assertThat(page.locator("#words-dialog")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator("#ideas")).isFocused();
    draw(OwnDrawings.HOUSE);
    assertThat(page.locator("#ideas")).isHidden(); // who draws has an idea
    for (int words : new int[] {25, 345}) {
      page.locator("#set-model").selectOption("quickdraw" + words);
      page.locator("#show-words").click();
      assertThat(page.locator("#words-list li")).hasCount(words);
      waitUntil("document.querySelector('#words-list path') !== null");
      assertThat(page.locator("#words-list svg:not([aria-hidden=true])")).hasCount(0);

      page.locator("#words-list li").last().scrollIntoViewIfNeeded();
      assertThat(page.locator("#words-list li").last().locator("path")).hasCount(1);
      assertThat(page.locator("#words-list li").last().locator("path"))
          .hasAttribute("d", Pattern.compile("M\\d+ \\d+(L\\d+ \\d+)+.*"));
      if (words == 345) { // more than the window holds
        assertThat(page.locator("#words-list path").count()).isLessThan(words);
      }
      page.locator("#words-find").fill("umb");
      assertThat(page.locator("#words-list li:has(path)"))
          .hasText(words == 25 ? new String[] {"umbrella"} : new String[] {"dumbbell", "umbrella"});
      page.locator("#words-find").fill("");
      page.keyboard().press("Escape");
    }
    assertThat(loaded).filteredOn(url -> url.endsWith("samples.ndjson")).hasSize(1);
  }

  @Test
  void theDrawingSurvivesAReloadAndModesHaveAddresses() {
    draw(OwnDrawings.HOUSE);
    assertThat(label()).hasText("house");
    mode("teach");
    assertThat(page).hasURL(kit().address() + "#teach");
    page.reload();
    connected();
    assertThat(page.locator("#teach-form")).isVisible();
    assertThat(label()).hasText("house");
    assertThat(hasInk(230, 650)).isTrue();

    mode("camera");
    page.goBack();
    assertThat(page.locator("#teach-form")).isVisible();
    page.goBack();
    assertThat(page.locator("#tab-draw")).hasAttribute("aria-selected", "true");
    assertThat(page.locator("#paper")).isVisible();
  }

  @Test
  void theAnswerIsMarkedAsOldWhileTheServerIsAway() {
    draw(OwnDrawings.HOUSE);
    assertThat(label()).hasText("house");
    // Connections that never open, in place of a server that is away.
    page.evaluate(
        "window.Socket = WebSocket;"
            + "window.WebSocket = function () { return (window.dead = {readyState: 0}); };"
            + "WebSocket.OPEN = 1;");
    kit().server().dropAll();
    assertThat(page.locator("#answer")).hasAttribute("data-verdict", "STALE");
    assertThat(page.locator("#verdict")).hasText("Old");
    screenshot("draw-stale");
    waitUntil("window.dead !== undefined");
    page.evaluate("window.WebSocket = Socket; dead.readyState = 3; dead.onclose({reason: ''})");

    connected();
    assertThat(page.locator("#answer")).hasAttribute("data-verdict", "RECOGNIZED");
  }

  @Test
  void saysWhenTheDrawingIsFull() {
    List<double[]> strokes = new ArrayList<>();
    for (int stroke = 0; stroke < 10; stroke++) {
      double[] xy = new double[2 * Limits.MAX_POINTS / 10];
      for (int i = 0; i < xy.length; i += 2) {
        xy[i] = 50 + 0.45 * i;
        xy[i + 1] = 100.0 * stroke + i / 2 % 40;
      }
      strokes.add(xy);
    }
    openWith(strokes);
    draw(List.of(new double[] {100, 100, 900, 900}));

    assertThat(page.locator("#toast")).containsText("The drawing is full");
    assertThat(hasInk(575, 575)).isFalse();
  }

  @Test
  void aLargeCanvasFillsThePhoneAndTheDrawingFitsAfterwards() {
    visit(darkPhone());
    page.locator("#full").tap();
    BoundingBox paper = page.locator("#paper").boundingBox();
    assertThat(paper.height).isEqualTo(844);
    BoundingBox board = page.locator("#board").boundingBox();
    page.mouse().move(board.x + 100, board.y + 60); // above the square in the middle
    page.mouse().down();
    page.mouse().move(board.x + 200, board.y + 500);
    page.mouse().up();
    strokes(1);
    assertThat(page.locator("#strip")).not().hasText("Draw something");
    screenshot("phone-full");

    page.locator("#full").tap();

    assertThat(page.locator("#full")).hasAttribute("aria-pressed", "false");
    waitUntil(
        "JSON.parse(localStorage.getItem('sketch.drawing')).flat()"
            + ".every(value => value >= 0 && value <= 1000)");
    strokes(1);
  }

  @Test
  void saysTheGuessAloudIfAsked() {
    page.addInitScript(
        "window.said = []; speechSynthesis.speak = (words) => said.push(words.text);");
    page.reload();
    connected();
    draw(OwnDrawings.SUN);
    assertThat(page.locator("#announce")).hasText("I see: sun");
    assertThat((Integer) page.evaluate("said.length")).as("off by default").isZero();
    page.locator("#settings summary").click();
    page.locator("#set-voice").check();
    page.locator("#clear").click();
    draw(OwnDrawings.HOUSE);
    waitUntil("said.length === 1 && said[0] === 'I see: house'");
  }

  @Test
  void aFirstGuessThatIsNotSureWaitsForAMoment() {
    Object shown =
        page.evaluate(
            "async () => { const { Steady, HOLD_MS } = await import('/steady.js');"
                + "let shown; const steady = new Steady(a => { shown = a.candidates[0].label; });"
                + "const take = (verdict, label) => {"
                + "  steady.take({verdict, candidates: [{label}], seen: null}); return shown; };"
                + "const all = [take('UNCERTAIN', 'cat'), take('UNCERTAIN', 'dog'),"
                + "  take('UNKNOWN', 'bird'), take('RECOGNIZED', 'sun'), take('UNCERTAIN', 'moon')];"
                + "await new Promise(done => setTimeout(done, 2 * HOLD_MS));"
                + "return [...all, shown]; }");

    assertThat(shown).isEqualTo(List.of("cat", "cat", "cat", "sun", "sun", "moon"));
  }
}
