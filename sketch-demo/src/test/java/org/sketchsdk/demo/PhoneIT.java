package org.sketchsdk.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sketchsdk.demo.net.PhoneAccess;
import org.sketchsdk.infer.SketchClassifier;

/** From the page on a desk to the page on a phone, in a browser. */
class PhoneIT extends BrowserCase {
  private static SketchClassifier classifier;
  private static DemoServer server;

  @BeforeAll
  static void letPhonesIn() throws IOException {
    classifier = SketchClassifier.load();
    server = new DemoServer(classifier, Limits.defaults(), List.of());
    server.start(0, PhoneAccess.create(InetAddress.getLoopbackAddress()), 0);
  }

  @AfterAll
  static void stop() {
    server.close();
    classifier.close();
  }

  @Test
  void withoutTheFlagThePageOffersNoPhone() {
    assertThat(page.locator("#show-phone")).isHidden();
  }

  @Test
  void thePageShowsTheCodeAndThePhoneGuesses() {
    try (BrowserContext desk = kit().browser().newContext()) {
      Page desktop = desk.newPage();
      desktop.navigate("http://127.0.0.1:" + server.port() + "/");
      desktop.locator("#show-phone").click();
      assertThat(desktop.locator("#phone-link")).hasText(server.phoneLink());
      desktop.waitForFunction("() => document.getElementById('phone-code').naturalWidth > 0");
      desktop
          .locator("#phone-dialog")
          .screenshot(new Locator.ScreenshotOptions().setPath(SCREENSHOTS.resolve("phone.png")));
    }
    // A phone asks its owner whether to go on with this certificate.
    Browser.NewContextOptions phone =
        new Browser.NewContextOptions()
            .setIgnoreHTTPSErrors(true)
            .setHasTouch(true)
            .setViewportSize(390, 844)
            .setLocale("en-US");
    try (BrowserContext context = kit().browser().newContext(phone)) {
      Page mobile = context.newPage();
      mobile.navigate(server.phoneLink());
      assertThat(mobile.locator("#status")).hasAttribute("data-state", "open");
      assertThat(mobile.url()).as("without the secret").endsWith(":" + portOf(mobile) + "/");
      assertThat(mobile.evaluate("isSecureContext")).as("as cameras need it").isEqualTo(true);
      assertThat(mobile.evaluate("document.cookie")).isEqualTo("");
      Cookie cookie = context.cookies().get(0);
      assertThat(cookie.httpOnly).isTrue();
      assertThat(cookie.secure).isTrue();
      assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
      mobile.reload();
      assertThat(mobile.locator("#status")).hasAttribute("data-state", "open");
    }
  }

  private static int portOf(Page page) {
    return URI.create(page.url()).getPort();
  }
}
