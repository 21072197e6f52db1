package org.sketchsdk.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several things on one canvas, each with its label. */
class BoardIT extends BrowserCase {
  @Test
  void labelsEachThingWhereItStands() {
    mode("board");
    draw(OwnDrawings.placed(OwnDrawings.HOUSE, 0, 500));
    draw(OwnDrawings.placed(OwnDrawings.CAT, 530, 40));

    assertThat(page.locator("#things-list li")).hasCount(2);
    assertThat(page.locator("#things-list")).containsText("house");
    assertThat(page.locator("#things-list")).containsText("cat");
    assertThat(page.locator("#answer")).isHidden();
    var paper = page.locator("#paper").boundingBox();
    Map<String, Map<String, Number>> labels = places();
    Map<String, Number> house = labels.get("house");
    double middle = house.get("x").doubleValue() + house.get("width").doubleValue() / 2;
    assertThat(middle - paper.x).isBetween(paper.width * 0.2, paper.width * 0.3);
    assertThat(house.get("y").doubleValue() - paper.y)
        .isBetween(paper.width * 0.5, paper.width * 0.6);
    assertThat(labels.get("cat").get("x").doubleValue())
        .isGreaterThan(house.get("x").doubleValue() + paper.width * 0.3);
    screenshot("board");

    page.locator("#undo").click(); // a whisker
    assertThat(page.locator("#things-list li")).hasCount(2);
    mode("draw");
    assertThat(page.locator("#labels")).isHidden();
    assertThat(page.locator("#answer")).isVisible();
    page.goBack();
    kit().server().dropAll();
    assertThat(page.locator("#status")).not().hasAttribute("data-state", "open");
    connected();
    page.locator("#clear").click();
    assertThat(page.locator("#things-list li")).hasCount(0);
    draw(OwnDrawings.placed(OwnDrawings.SUN, 0, 0));
    assertThat(page.locator("#things-list li")).hasText("sun");
  }

  /** Where both labels are, at the same moment: an answer of the server makes new ones. */
  @SuppressWarnings("unchecked")
  private Map<String, Map<String, Number>> places() {
    return (Map<String, Map<String, Number>>)
        page.waitForFunction(
                """
                () => {
                  const place = (name) => [...document.querySelectorAll('#labels span')]
                    .find((label) => label.textContent.includes(name))
                    ?.getBoundingClientRect().toJSON();
                  const labels = { house: place('house'), cat: place('cat') };
                  return labels.house && labels.cat && labels;
                }
                """)
            .jsonValue();
  }
}
