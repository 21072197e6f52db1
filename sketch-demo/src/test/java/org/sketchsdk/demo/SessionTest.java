package org.sketchsdk.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sketchsdk.infer.SketchClassifier;

/** What a visitor can choose, teach, take home and open, over the WebSocket and HTTP. */
class SessionTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static SketchClassifier classifier;
  private static DemoServer server;

  @BeforeAll
  static void start() throws Exception {
    classifier = SketchClassifier.load();
    server = new DemoServer(classifier, Limits.defaults(), List.of());
    server.start("127.0.0.1", 0);
  }

  @AfterAll
  static void stop() {
    server.close();
    classifier.close();
  }

  private static Visitor visit() {
    return new Visitor(server.port());
  }

  private static JsonNode after(Visitor visitor, String message, String type) throws Exception {
    visitor.send(message);
    return visitor.next(type);
  }

  // The model

  @Test
  void changesTheModelAndKeepsTheDrawing() throws Exception {
    try (Visitor visitor = visit()) {
      JsonNode hello = visitor.next("hello");
      assertThat(hello.at("/models/0/name").asText()).isEqualTo("quickdraw25");
      assertThat(hello.at("/models/0/words").asInt()).isEqualTo(25);
      assertThat(hello.at("/models/1/words").asInt()).isEqualTo(345);
      visitor.draw(OwnDrawings.HOUSE);

      JsonNode options =
          after(visitor, "{\"type\":\"options\",\"model\":\"quickdraw345\"}", "options");

      assertThat(options.path("labels")).hasSize(345);
      assertThat(options.path("model").asText()).isEqualTo("quickdraw345");
      int messages = OwnDrawings.HOUSE.size() + 1;
      assertThat(visitor.updateFor(messages).at("/candidates/0/label").asText()).isEqualTo("house");
      visitor.send("{\"type\":\"undo\"}");
      assertThat(visitor.updateFor(messages + 1).path("verdict").asText()).isNotEqualTo("EMPTY");
    }
  }

  @Test
  void guessesMoreOrLessReadilyAsChosen() throws Exception {
    try (Visitor visitor = visit()) {
      List<double[]> scrawl = new ArrayList<>();
      double[] xy = new double[48];
      for (int i = 0; i < xy.length; i += 2) {
        xy[i] = i % 4 == 0 ? 120 + 7 * i : 860 - 5 * i;
        xy[i + 1] = 140 + (i * 397 % 700);
      }
      scrawl.add(xy);
      visitor.draw(scrawl);
      assertThat(visitor.updateFor(1).path("verdict").asText()).isEqualTo("UNKNOWN");

      JsonNode options = after(visitor, "{\"type\":\"options\",\"maxFalseUnknown\":0}", "options");

      assertThat(options.path("maxFalseUnknown").asDouble()).isZero();
      assertThat(visitor.updateFor(2).path("verdict").asText()).isNotEqualTo("UNKNOWN");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"type\":\"options\",\"model\":\"other\"}; there is no model of this name",
        "{\"type\":\"options\",\"model\":7}; must be a text",
        "{\"type\":\"options\",\"maxFalseUnknown\":0.3}; maxFalseUnknown must be one of",
        "{\"type\":\"options\",\"maxFalseUnknown\":\"0\"}; must be a number",
        "{\"type\":\"options\",\"several\":1}; must be true or false",
        "{\"type\":\"remove\",\"label\":\"rocket\"}; there is no own class",
        "{\"type\":\"examples\",\"label\":\"rocket\"}; there is no own class",
        "{\"type\":\"remove\"}; must be a text",
        "{\"type\":\"export\",\"format\":\"exe\"}; must be one of [svg, ndjson, inkml]",
      })
  void refusesWhatMakesNoSense(String message, String error) throws Exception {
    try (Visitor visitor = visit()) {
      visitor.send(message);
      assertThat(visitor.error()).contains(error);
      visitor.draw(OwnDrawings.HOUSE);
      assertThat(visitor.next("update").path("handled").asInt()).isPositive();
    }
  }

  // Several drawings

  @Test
  void answersEachDrawingOnTheCanvas() throws Exception {
    try (Visitor visitor = visit()) {
      visitor.send("{\"type\":\"options\",\"several\":true}");
      visitor.draw(OwnDrawings.placed(OwnDrawings.HOUSE, 0, 500));
      visitor.draw(OwnDrawings.placed(OwnDrawings.CAT, 550, 0));

      int messages = 1 + OwnDrawings.HOUSE.size() + OwnDrawings.CAT.size();
      JsonNode drawings = visitor.updateFor(messages).path("drawings");

      assertThat(drawings).hasSize(2);
      List<String> labels = new ArrayList<>();
      for (JsonNode each : drawings) {
        labels.add(each.at("/candidates/0/label").asText());
      }
      assertThat(labels).containsExactlyInAnyOrder("house", "cat");
      JsonNode house = drawings.get(labels.indexOf("house")).path("bounds");
      assertThat(house.get(0).asInt()).isEqualTo(77); // of 170 * 0.45
      assertThat(house.get(3).asInt()).isEqualTo(875);
    }
  }

  // Own classes

  private static JsonNode classesOf(Visitor visitor, int examples) throws Exception {
    JsonNode classes = visitor.next("classes").path("classes");
    while (sum(classes) != examples) {
      classes = visitor.next("classes").path("classes");
    }
    return classes;
  }

  private static int sum(JsonNode classes) {
    int sum = 0;
    for (JsonNode each : classes) {
      sum += each.path("examples").asInt();
    }
    return sum;
  }

  @Test
  void namesThatDifferInCaseAreOneClassAndItsExamplesCanBeRemoved() throws Exception {
    try (Visitor visitor = visit()) {
      visitor.send(Visitor.example("banana", OwnDrawings.varied(OwnDrawings.ROCKET, 0)));
      visitor.send(Visitor.example(" Banana ", OwnDrawings.varied(OwnDrawings.ROCKET, 1)));
      visitor.send(Visitor.example("kite", OwnDrawings.varied(OwnDrawings.SUN, 2)));
      assertThat(visitor.next("learned").path("label").asText()).isEqualTo("banana");
      JsonNode classes = classesOf(visitor, 3);
      assertThat(classes).hasSize(2);
      assertThat(classes.at("/0/label").asText()).isEqualTo("banana");
      assertThat(classes.at("/0/examples").asInt()).isEqualTo(2);

      JsonNode examples =
          after(visitor, "{\"type\":\"examples\",\"label\":\"banana\"}", "examples");
      assertThat(examples.path("examples")).hasSize(2);
      assertThat(examples.at("/examples/0/ink").asText()).isNotEmpty();

      visitor.send("{\"type\":\"remove\",\"label\":\"banana\",\"example\":0}");
      assertThat(classesOf(visitor, 2)).hasSize(2);
      visitor.send("{\"type\":\"remove\",\"label\":\"banana\",\"example\":5}");
      assertThat(visitor.error()).contains("\"banana\" has no example 5");
      visitor.send("{\"type\":\"remove\",\"label\":\"BANANA\"}");
      assertThat(classesOf(visitor, 1).at("/0/label").asText()).isEqualTo("kite");
      visitor.send("{\"type\":\"remove\",\"label\":\"kite\",\"example\":0}");
      assertThat(classesOf(visitor, 0)).isEmpty();
    }
  }

  @Test
  void aDotIsNoExample() throws Exception {
    try (Visitor visitor = visit()) {
      visitor.send("{\"type\":\"example\",\"label\":\"dot\",\"strokes\":[[5,5],[5,5,5,5]]}");
      JsonNode error = visitor.next("error");
      assertThat(error.path("code").asText()).isEqualTo("onlyADot");
    }
  }

  @Test
  void aWordOfTheModelCanBeTaughtAndCountsAsThatWord() throws Exception {
    try (Visitor visitor = visit()) {
      for (int i = 0; i < 3; i++) { // rockets, which this visitor calls cactus
        visitor.send(Visitor.example("Cactus", OwnDrawings.varied(OwnDrawings.ROCKET, i)));
      }
      assertThat(visitor.next("learned").path("label").asText()).isEqualTo("cactus");
      JsonNode classes = classesOf(visitor, 3);
      assertThat(classes.at("/0/label").asText()).isEqualTo("cactus");
      assertThat(classes.at("/0/known").asBoolean()).isTrue();
      visitor.draw(OwnDrawings.varied(OwnDrawings.ROCKET, 8));

      JsonNode update = visitor.updateFor(3 + OwnDrawings.ROCKET.size());

      assertThat(update.at("/candidates/0/label").asText()).isEqualTo("cactus");
      assertThat(update.at("/candidates/1/label").asText()).isNotEqualTo("cactus");
    }
  }

  @Test
  void classesFollowToAnotherModelThatKnowsTheWord() throws Exception {
    try (Visitor visitor = visit()) {
      String session = visitor.next("hello").path("session").asText();
      visitor.send(Visitor.example("Banana", OwnDrawings.varied(OwnDrawings.ROCKET, 0)));
      visitor.send(Visitor.example("my rocket", OwnDrawings.varied(OwnDrawings.SUN, 0)));
      classesOf(visitor, 2);

      visitor.send("{\"type\":\"options\",\"model\":\"quickdraw345\"}");
      JsonNode classes = classesOf(visitor, 2);
      assertThat(classes.at("/1/label").asText()).isEqualTo("banana"); // as the model spells it
      assertThat(classes.at("/1/known").asBoolean()).isTrue();
      assertThat(classes.at("/0/label").asText()).isEqualTo("my rocket");

      byte[] file =
          HTTP.send(request("/api/classes", session).build(), BodyHandlers.ofByteArray()).body();
      visitor.send("{\"type\":\"options\",\"model\":\"quickdraw25\"}");
      assertThat(classesOf(visitor, 2).findValuesAsText("label"))
          .containsExactlyInAnyOrder("my rocket", "banana");
      visitor.send("{\"type\":\"forget\"}");
      classesOf(visitor, 0);
      HttpResponse<String> loaded =
          HTTP.send(
              request("/api/classes", session).PUT(BodyPublishers.ofByteArray(file)).build(),
              BodyHandlers.ofString());
      assertThat(loaded.statusCode()).isEqualTo(200);
      assertThat(classesOf(visitor, 2).findValuesAsText("known")).containsOnly("false");
      visitor.send(Visitor.example("banana", OwnDrawings.varied(OwnDrawings.ROCKET, 3)));
      assertThat(classesOf(visitor, 3)).as("loaded classes are taught further").hasSize(2);
    }
  }

  // Files

  private static HttpRequest.Builder request(String path, String session) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .header(Api.SESSION, session);
  }

  private static HttpResponse<String> open(byte[] file) throws Exception {
    return HTTP.send(
        request("/api/drawing", "none").POST(BodyPublishers.ofByteArray(file)).build(),
        BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({"svg, SVG", "ndjson, NDJSON", "inkml, InkML"})
  void whatIsTakenHomeCanBeOpenedAgain(String format, String name) throws Exception {
    try (Visitor visitor = visit()) {
      visitor.draw(OwnDrawings.HOUSE);
      String export = "{\"type\":\"export\",\"format\":\"" + format + "\"}";
      JsonNode file = after(visitor, export, "export");
      assertThat(file.path("format").asText()).isEqualTo(format);

      HttpResponse<String> opened = open(file.path("text").asText().getBytes(UTF_8));

      assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
      JsonNode drawing = JSON.readTree(opened.body());
      assertThat(drawing.path("format").asText()).isEqualTo(name);
      assertThat(drawing.path("more").asBoolean()).isFalse();
      assertThat(drawing.path("strokes")).hasSize(OwnDrawings.HOUSE.size());
      double[] first = JSON.convertValue(drawing.at("/strokes/0"), double[].class);
      assertThat(first).containsExactly(OwnDrawings.HOUSE.get(0));
    }
  }

  @Test
  void saysWhetherAFileHasMoreDrawings() throws Exception {
    String line = "{\"word\":\"cat\",\"drawing\":[[[0,9,9],[0,0,9]]]}\n";
    JsonNode opened = JSON.readTree(open((line + line).getBytes(UTF_8)).body());

    assertThat(opened.path("more").asBoolean()).isTrue();
    assertThat(opened.path("word").asText()).isEqualTo("cat");
    assertThat(opened.path("strokes")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "hello; noDrawing",
        "<svg xmlns='http://www.w3.org/2000/svg'/>; noStrokes",
        "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0; noDrawing",
      })
  void filesWithoutADrawingAreRefusedWithACode(String file, String code) throws Exception {
    HttpResponse<String> refused = open(file.getBytes(UTF_8));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(refused.body()).path("code").asText()).isEqualTo(code);
  }

  @Test
  void aDrawingWithTooManyPointsIsRefused() throws Exception {
    StringBuilder svg =
        new StringBuilder("<svg xmlns='http://www.w3.org/2000/svg'><polyline points='");
    for (int i = 0; i < Limits.MAX_POINTS + 1; i++) {
      svg.append(i % 97).append(',').append(i % 89).append(' ');
    }
    HttpResponse<String> refused = open(svg.append("'/></svg>").toString().getBytes(UTF_8));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("10000").contains("maxPoints");
    assertThat(refused.body()).contains("\"code\":\"drawingTooLarge\"");
  }
}
