package org.sketchsdk.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.BoundingBox;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The game of six words. */
class PlayIT extends BrowserCase {
  @Test
  void playsSixWordsAndKeepsAPictureOfThem() throws IOException {
    draw(OwnDrawings.CAT);
    mode("play");
    assertThat(page.locator("#gamecard-title")).hasText("Six words, twenty seconds each");
    assertThat(page.locator("#paper")).isHidden();
    screenshot("play-start");
    page.locator("#gamecard-go").click();
    assertThat(page.locator("#word")).hasText("sun");
    assertThat(page.locator("#gamecard-title")).hasText("Word 1 of 6");
    assertThat(page.locator("#gamecard-go")).isFocused();
    screenshot("play-word");
    page.waitForTimeout(1_500); // the clock does not run yet
    page.keyboard().press("Enter");
    assertThat(page.locator("#seconds")).hasText("20");
    BoundingBox before = page.locator("#board").boundingBox();
    draw(OwnDrawings.SUN);
    assertThat(page.locator("#gamecard-text")).containsText("sun: ");
    assertThat(page.locator("#word")).hasText("house");

    page.locator("#gamecard-go").click();
    screenshot("play-round");
    assertThat(page.locator("#board").boundingBox().y).isEqualTo(before.y);
    draw(OwnDrawings.HOUSE);
    assertThat(page.locator("#word")).hasText("cat");
    page.locator("#gamecard-go").click();
    draw(OwnDrawings.HOUSE); // no cat
    assertThat(label()).hasText("house");
    page.locator("#round-skip").click();
    for (String word : BrowserKit.WORDS.subList(3, 6)) {
      assertThat(page.locator("#word")).hasText(word);
      page.locator("#gamecard-go").click();
      page.locator("#round-skip").click();
    }

    assertThat(page.locator("#gamecard-title")).hasText("2 of 6 recognized");
    assertThat(page.locator("#results li")).hasCount(6);
    assertThat(page.locator("#results li").first()).containsText("then came ");
    assertThat(page.locator("#results li").nth(2)).containsText("looked more like house");
    assertThat(page.locator("#results li").nth(5)).containsText("nothing was drawn");
    assertThat(page.locator("#results .sample path")).hasCount(4); // of the words that were missed
    assertThat(page.locator("#results li").nth(2)).containsText("for example:");
    assertThat(page.locator("#toast")).isHidden(); // strokes that went on over a card
    screenshot("play-results");
    Download download = page.waitForDownload(() -> page.locator("#results-save").click());
    assertThat(download.suggestedFilename()).isEqualTo("six-words.png");
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(bytes(download)));
    assertThat(picture.getWidth()).isEqualTo(1176);
    assertThat(picture.getHeight()).isEqualTo(960);

    mode("draw");
    assertThat(label()).hasText("cat"); // what was there before the game
    mode("play");
    assertThat(page.locator("#gamecard-text")).containsText("Your best so far: 2 of 6 words");
    page.reload();
    assertThat(page.locator("#gamecard-text")).containsText("Your best so far: 2 of 6 words");
  }

  @Test
  void aLostConnectionEndsTheGameWithAWord() {
    mode("play");
    page.locator("#gamecard-go").click();
    page.locator("#gamecard-go").click();
    assertThat(page.locator("#paper")).isVisible();
    kit().server().dropAll();

    assertThat(page.locator("#toast")).containsText("The round is over");
    assertThat(page.locator("#gamecard-go")).hasText("Start");
    connected();
    page.locator("#gamecard-go").click();
    assertThat(page.locator("#word")).isVisible();
  }
}
