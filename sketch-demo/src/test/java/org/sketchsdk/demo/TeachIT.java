package org.sketchsdk.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Own classes: teaching, correcting, removing, saving and loading. */
class TeachIT extends BrowserCase {
  private void teach(String name, int number) {
    draw(OwnDrawings.varied(OwnDrawings.ROCKET, number));
    page.locator("#teach-name").fill(name);
    page.locator("#teach-form button").click();
    strokes(0);
  }

  @Test
  void learnsAClassUsesItSavesAndLoadsIt() throws IOException {
    mode("teach");
    for (int i = 0; i < 5; i++) {
      teach("Weltraumf\u00E4hre", i);
      assertThat(page.locator("#own-list li")).containsText(i == 0 ? "1 example" : i + 1 + " ex");
    }
    assertThat(page.locator("#own-about")).containsText("from the first example on");
    draw(OwnDrawings.varied(OwnDrawings.ROCKET, 7));
    assertThat(label()).containsText("Weltraumf\u00E4hre");
    assertThat(page.locator("#bars .yours")).hasCount(1);
    screenshot("teach");

    page.waitForTimeout(500); // until the browser has kept it
    Download download = page.waitForDownload(() -> page.locator("#own-save").click());
    assertThat(download.suggestedFilename()).isEqualTo("my-sketches.classes");
    byte[] saved = bytes(download);
    page.locator("#own-forget").click();
    assertThat(page.locator("#own-list li")).hasCount(0);
    page.locator("#toast-undo").click();
    assertThat(page.locator("#own-list li")).containsText("5 examples");
    page.locator("#own-forget").click();
    assertThat(page.locator("#own-list li")).hasCount(0);
    page.locator("#own-file")
        .setInputFiles(new FilePayload("my-sketches.classes", "application/octet-stream", saved));
    assertThat(page.locator("#own-list li")).containsText("5 examples");
    assertThat(label()).containsText("Weltraumf\u00E4hre");
    page.locator("#clear").click();
    teach("WELTRAUMF\u00C4HRE", 9); // loaded classes are taught further; case does not count
    assertThat(page.locator("#own-list li")).containsText("6 examples");
  }

  @Test
  void classesSurviveAReloadAndExamplesCanBeRemoved() {
    mode("teach");
    teach("rocket", 0);
    teach("rocket", 1);
    assertThat(page.locator("#own-list li")).containsText("2 examples");
    page.waitForTimeout(700);
    page.reload();
    connected();
    assertThat(page.locator("#own-list li")).containsText("2 examples");

    page.locator("#own-list button").click();
    assertThat(page.locator("#examples-list li")).hasCount(2);
    screenshot("teach-examples");
    page.locator("#examples-list button").first().click();
    assertThat(page.locator("#own-list li")).containsText("1 example");
    page.locator("#own-list button").click();
    page.locator("#examples-remove").click();
    assertThat(page.locator("#own-list li")).hasCount(0);
    page.locator("#toast-undo").click();
    assertThat(page.locator("#own-list li")).hasCount(1);
  }

  @Test
  void aWrongGuessIsCorrectedAndTaught() {
    assertThat(page.locator("#fix")).isHidden();
    draw(OwnDrawings.varied(OwnDrawings.ROCKET, 0));
    for (int i = 0; i < 3; i++) {
      page.locator("#fix-word").fill("Rocket");
      page.locator("#fix-word").press("Enter");
      assertThat(page.locator("#fix-word")).hasValue("");
    }
    assertThat(page.locator("#toast")).containsText("Learned");
    assertThat(label()).containsText("Rocket");
    assertThat(page.locator("#bars .yours").first()).hasText("yours");
    strokes(OwnDrawings.ROCKET.size()); // the drawing stays
    mode("teach");
    assertThat(page.locator("#own-list li")).containsText("3 examples");
  }

  @Test
  void saysWhatIsWrongInWordsForPeople() {
    mode("teach");
    page.locator("#teach-name").fill("rocket");
    page.locator("#teach-form button").click();
    assertThat(page.locator("#toast")).containsText("Draw rocket first.");
    var box = page.locator("#board").boundingBox();
    page.mouse().click(box.x + 100, box.y + 100);
    page.locator("#teach-form button").click();
    assertThat(page.locator("#toast")).containsText("A dot is too little to learn from.");
    draw(OwnDrawings.ROCKET);
    page.locator("#teach-name").fill("ro\u200Bcket");
    page.locator("#teach-form button").click();
    assertThat(page.locator("#toast")).containsText("invisible characters");
    byte[] wrong = "this is no file of classes".getBytes(StandardCharsets.UTF_8);
    page.locator("#own-file").setInputFiles(new FilePayload("a.classes", "text/plain", wrong));
    assertThat(page.locator("#toast")).containsText("This is no file of classes");
    assertThat(page.locator("#own-list li")).hasCount(0);
    complaints.removeIf(each -> each.contains("status of 400"));
  }
}
