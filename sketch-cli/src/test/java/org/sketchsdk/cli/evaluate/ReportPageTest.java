package org.sketchsdk.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.cli.Drawings;
import org.sketchsdk.cli.HalvesModel;
import org.sketchsdk.cli.Ran;
import org.sketchsdk.train.evaluate.Evaluation;
import org.sketchsdk.train.evaluate.Outcome;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportPageTest {
  private static final String HEADER =
      "samples,seconds,learning_rate,train_loss,val_loss,val_accuracy";

  @TempDir private Path folder;
  private Path model;
  private Path data;
  private Path report;

  @BeforeEach
  void writeData() throws IOException {
    model = HalvesModel.write(folder.resolve("halves.onnx"));
    data = Files.createDirectories(folder.resolve("data"));
    report = folder.resolve("report");
    List<String> lefts = new ArrayList<>(Collections.nCopies(7, Drawings.line("left", 1)));
    lefts.addAll(Collections.nCopies(2, Drawings.line("left", 2, "lower")));
    lefts.add(Drawings.line("left", 3, "upper"));
    Files.write(data.resolve("left.ndjson"), lefts);
    Files.write(data.resolve("right.ndjson"), Collections.nCopies(5, Drawings.line("right", 4)));
  }

  private Ran evaluate(Object... arguments) {
    List<Object> all =
        new ArrayList<>(List.of("evaluate", "--model", model, "--data", data, "--report", report));
    all.addAll(Arrays.asList(arguments));
    return Ran.command(all.toArray());
  }

  private Document page(Object... arguments) throws Exception {
    Ran ran = evaluate(arguments);

    assertThat(ran.code()).isZero();
    assertThat(ran.errLines()).contains("report: " + report.resolve("index.html"));
    assertThat(report.toFile().list()).containsExactly("index.html");
    return parse(Files.readString(report.resolve("index.html")));
  }

  private static Document parse(String page)
      throws ParserConfigurationException, SAXException, IOException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  private static List<Element> elements(Document page, String name) {
    NodeList nodes = page.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static List<String> texts(Document page, String name) {
    return elements(page, name).stream()
        .map(each -> each.getTextContent().strip().replaceAll("\\s+", " "))
        .toList();
  }

  @Test
  void saysHowWellOtherDrawingsAreToldFromKnownOnes() throws Exception {
    model = HalvesModel.writeKnowing(folder.resolve("knowing.onnx"));

    Document page = page("--unknown", "letters");

    assertThat(texts(page, "h2")).contains("Does it know what it does not know?");
    List<String> rows = texts(page, "tr");
    assertThat(rows).filteredOn(row -> row.startsWith("known")).hasSize(1);
    assertThat(rows)
        .filteredOn(row -> row.startsWith("letters"))
        .singleElement()
        .satisfies(row -> assertThat(row).matches("letters1000[\\d.]+ %[\\d.]+ to [\\d.]+ %.*"));
  }

  @Test
  void isWellFormedAndNeedsNothingElse() throws Exception {
    Path metrics =
        Files.write(
            folder.resolve("metrics.csv"), // beside the model
            List.of(HEADER, "100,1.0,0.1,NaN,1.2,0.5", "200,2.0,0.1,1.5,0.8,0.75"));
    Document page = page();

    TreeSet<String> names = new TreeSet<>();
    for (Element element : elements(page, "*")) {
      names.add(element.getTagName());
      NamedNodeMap attributes = element.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) {
        String name = attributes.item(i).getNodeName();
        assertThat(name).isNotIn("href", "srcset", "xlink:href", "action").doesNotStartWith("on");
        if (name.equals("src")) {
          assertThat(attributes.item(i).getNodeValue()).startsWith("data:image/png;base64,");
        }
      }
    }
    assertThat(names)
        .doesNotContain("script", "link", "iframe", "object", "embed", "base", "form", "image");
    assertThat(Files.readString(report.resolve("index.html")))
        .doesNotContain("http:", "https:", "url(", "@import", "NaN", "Infinity");
    assertThat(texts(page, "h2"))
        .containsExactly(
            "Class by class",
            "Confusions",
            "Can the probabilities be believed?",
            "Before the drawing is finished",
            "Learning curve",
            "The worst mistakes");
    assertThat(metrics).exists();
  }

  @Test
  void showsTheFigures() throws Exception {
    Document page = page();

    assertThat(texts(page, "b")).contains("80.00 %", "70.00 %");
    assertThat(texts(page, "td")).contains("left", "70.00 %", "7 of 10", "20.00 %", "2 of 10");
    assertThat(texts(page, "title"))
        .contains("left taken for lower: 2 of 10", "left recognized: 7 of 10");
    assertThat(elements(page, "img")).hasSize(3);
    assertThat(texts(page, "figcaption").subList(1, 4))
        .allMatch(caption -> caption.startsWith("left taken for "));
  }

  @Test
  void isTheSameEveryTimeAndInEveryLocale() throws Exception {
    page();
    String first = Files.readString(report.resolve("index.html"));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      page();
    } finally {
      Locale.setDefault(before);
    }

    assertThat(Files.readString(report.resolve("index.html"))).isEqualTo(first);
  }

  @Test
  void escapesNamesAndLabels() throws Exception {
    HalvesModel.write(
        model, false, Map.of("name", "<i>\"&'", "labels", "left\nright\n</td><script>&\"'\nlower"));

    Document page = page();

    assertThat(texts(page, "h1")).containsExactly("Evaluation of <i>\"&'");
    assertThat(texts(page, "td")).contains("</td><script>&\"'");
    assertThat(elements(page, "script")).isEmpty();
    assertThat(elements(page, "i")).allMatch(each -> each.getTextContent().isEmpty());
  }

  @Test
  void replacesWhatIsNoTextInAPage() {
    assertThat(Markup.escape("a\u0000b\u001bc\uffffd\ud800"))
        .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffd");
  }

  @Test
  void saysThereIsNoMistakeWhereThereIsNone() throws Exception {
    Files.delete(data.resolve("left.ndjson"));

    Document page = page();

    assertThat(texts(page, "p"))
        .contains("No answer was wrong.", "No class was taken for another.");
    assertThat(elements(page, "img")).isEmpty();
  }

  @Test
  void showsTheMostConfusedClassesWhereThereAreMany() throws Exception {
    List<String> labels = IntStream.range(0, 100).mapToObj(i -> "class " + i).toList();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int answer = i < 40 ? (i + 1) % 40 : i; // the first 40 are always mistaken
      outcomes.add(new Outcome(i, i, 0.9, 0.9, true));
      outcomes.add(new Outcome(i, answer, 0.9, 0.9, true));
    }
    Markup markup = new Markup();

    ConfusionPlot.of(Evaluation.of(labels, outcomes), IntStream.range(0, 100).boxed().toList())
        .writeTo(markup);

    Document plot = parse("<div>" + markup + "</div>");
    assertThat(elements(plot, "rect")).hasSize(30 * 30);
    assertThat(texts(plot, "p").get(0)).startsWith("The 30 most confused of 100 classes, ");
    assertThat(texts(plot, "text")).contains("class 29").doesNotContain("class 30", "class 99");
  }

  @Test
  void takesTheFileOfMetricsThatIsNamed() throws Exception {
    Path metrics =
        Files.write(
            folder.resolve("other.csv"),
            List.of("val_accuracy,samples,val_loss,train_loss", "0.5,100,1,2", "0.75,200,1,2"));

    Document page = page("--metrics", metrics);

    assertThat(texts(page, "title")).contains("samples 100: validation accuracy 50 %");
  }

  @Test
  void reportsMetricsThatCannotBeRead() throws IOException {
    Path metrics = Files.write(folder.resolve("other.csv"), List.of("samples", "1"));
    assertFails(
        "a file of metrics must have the column train_loss: " + metrics + " line 1", metrics);

    Files.write(metrics, List.of(HEADER));
    assertFails("no line of metrics in " + metrics, metrics);

    Files.write(metrics, List.of(HEADER, "1,2,3,4,5"));
    assertFails(
        "[samples, train_loss, val_loss, val_accuracy] must be numbers, not \"\": "
            + metrics
            + " line 2",
        metrics);

    Files.delete(metrics);
    assertFails("no such file: " + metrics, metrics);
  }

  private void assertFails(String line, Path metrics) {
    Ran ran = evaluate("--metrics", metrics);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.errLines()).containsExactly("sketch: " + line);
    assertThat(report).doesNotExist();
  }

  @Test
  void doesWithoutForeignMetricsBesideTheModel() throws Exception {
    Files.writeString(folder.resolve("metrics.csv"), "of,another,program\n");

    Document page = page();

    assertThat(texts(page, "h2")).doesNotContain("Learning curve");
  }

  @Test
  void reportsAFileInTheWayOfTheReport() throws IOException {
    Files.createFile(report);

    Ran ran = evaluate();

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines())
        .containsExactly("sketch: the report needs a folder, but this is a file: " + report);
  }
}
