package org.sketchsdk.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.JSHandle;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.ink.InkMlWriter;
import org.sketchsdk.core.ink.SvgWriter;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;

/** Files that are taken home, dropped and pasted. */
class FilesIT extends BrowserCase {
  private static final QuickDrawRecord HOUSE =
      QuickDrawRecord.of(Drawing.of(OwnDrawings.HOUSE.stream().map(Stroke::ofPoints).toList()));

  private static byte[] sun() {
    return OwnDrawings.bytes(
        OwnDrawings.picture(
            600,
            600,
            Color.WHITE,
            Color.BLACK,
            List.of(new OwnDrawings.Placed(OwnDrawings.SUN, 0, 0, 600))),
        "png");
  }

  private static List<Integer> numbers(byte[] bytes) {
    List<Integer> numbers = new ArrayList<>();
    for (byte value : bytes) {
      numbers.add(value & 0xFF);
    }
    return numbers;
  }

  /** Drops a file on an element. */
  private void drop(String selector, String name, String type, byte[] bytes) {
    JSHandle transfer =
        page.evaluateHandle(
            "([bytes, name, type]) => { const data = new DataTransfer();"
                + "data.items.add(new File([new Uint8Array(bytes)], name, {type}));"
                + "return data; }",
            List.of(numbers(bytes), name, type));
    page.dispatchEvent(selector, "drop", Map.of("dataTransfer", transfer));
  }

  @Test
  void takesPicturesAndDrawingsThatAreDroppedAnywhere() {
    drop("footer", "sun.png", "image/png", sun());
    assertThat(page.locator("#tab-camera")).hasAttribute("aria-selected", "true");
    assertThat(label()).hasText("sun");

    drop("body", "house.svg", "image/svg+xml", utf8(SvgWriter.toText(HOUSE)));
    assertThat(page.locator("#tab-draw")).hasAttribute("aria-selected", "true");
    assertThat(label()).hasText("house");
    assertThat(page.locator("#toast")).containsText("Opened: SVG.");
    strokes(OwnDrawings.HOUSE.size());
    page.locator("#undo").click();
    strokes(0);
    drop("#board", "house.inkml", "", utf8(InkMlWriter.toText(HOUSE)));
    assertThat(page.locator("#toast")).containsText("Opened: InkML.");
    strokes(OwnDrawings.HOUSE.size());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void refusesOtherFilesWithAWord() {
    drop("body", "letter.txt", "text/plain", utf8("Dear Sir or Madam"));
    assertThat(page.locator("#toast")).containsText("This is neither a picture, nor a file");
    drop("body", "broken.png", "image/png", utf8("no picture"));
    assertThat(page.locator("#toast")).containsText("This picture cannot be read.");
    drop("body", "empty.svg", "image/svg+xml", utf8("<svg xmlns='http://www.w3.org/2000/svg'/>"));
    assertThat(page.locator("#toast")).containsText("This file has no lines");
    complaints.removeIf(each -> each.contains("status of 400"));
  }

  @Test
  void takesWhatIsPasted() {
    context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    page.evaluate(
        "async bytes => navigator.clipboard.write([new ClipboardItem({"
            + "'image/png': new Blob([new Uint8Array(bytes)], {type: 'image/png'})})])",
        numbers(sun()));
    page.keyboard().press("Control+v");
    assertThat(page.locator("#tab-camera")).hasAttribute("aria-selected", "true");
    assertThat(label()).hasText("sun");

    page.evaluate("text => navigator.clipboard.writeText(text)", SvgWriter.toText(HOUSE));
    page.keyboard().press("Control+v");
    assertThat(label()).hasText("house");
    page.evaluate("navigator.clipboard.writeText('only words')");
    page.keyboard().press("Control+v");
    assertThat(page.locator("#toast")).containsText("no picture or file");
  }

  @Test
  void theDrawingIsTakenHomeInFourFormats() throws IOException {
    page.locator("#home summary").click();
    page.locator("#save-svg").click();
    assertThat(page.locator("#toast")).containsText("Draw something first.");
    draw(OwnDrawings.HOUSE);
    Map<String, String> starts =
        Map.of("svg", "<svg xmlns=", "ndjson", "{", "inkml", "<ink xmlns=");
    for (Map.Entry<String, String> each : starts.entrySet()) {
      String format = each.getKey();
      Download file = page.waitForDownload(() -> page.locator("#save-" + format).click());
      assertThat(file.suggestedFilename()).isEqualTo("drawing." + format);
      assertThat(new String(bytes(file), StandardCharsets.UTF_8)).startsWith(each.getValue());
    }
    Download png = page.waitForDownload(() -> page.locator("#save-png").click());
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(bytes(png)));
    assertThat(picture.getWidth()).isEqualTo(1024);
    assertThat(new Color(picture.getRGB(5, 5))).isEqualTo(Color.WHITE);
    page.locator("#show-java").click();
    assertThat(page.locator("#java-lines")).containsText("SketchClassifier.load");
  }
}
