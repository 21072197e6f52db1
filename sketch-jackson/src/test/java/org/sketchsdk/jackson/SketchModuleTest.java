package org.sketchsdk.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.PicturePrediction;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.image.Picture;
import org.sketchsdk.testing.SampleDrawings;

class SketchModuleTest {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().addModule(new SketchModule()).build();

  /** A type of an application. */
  record Request(String user, Drawing drawing) {}

  @Test
  void writesDrawingsAsTheDataSetDoes() throws Exception {
    Drawing drawing =
        Drawing.of(
            Stroke.of(new float[] {1, 2.5f}, new float[] {0.1f, -3}),
            Stroke.of(new float[] {7}, new float[] {1e6f}, new int[] {12}));

    String json = MAPPER.writeValueAsString(drawing);

    assertThat(json).isEqualTo("[[[1,2.5],[0.1,-3]],[[7],[1000000],[12]]]");
    assertThat(MAPPER.readValue(json, Drawing.class)).isEqualTo(drawing);
  }

  @Test
  void readsWhatItWrites() throws Exception {
    for (Drawing drawing : SampleDrawings.all().values()) {
      ObjectMapper mapper = JsonMapper.builder().addModule(new SketchModule(1 << 20)).build();
      String json = mapper.writeValueAsString(drawing);
      assertThat(mapper.readValue(json, Drawing.class)).isEqualTo(drawing);
      for (Stroke stroke : drawing) {
        assertThat(mapper.readValue(mapper.writeValueAsString(stroke), Stroke.class))
            .isEqualTo(stroke);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.MIN_VALUE, 16_777_216f, 16_777_218f, -1e6f, 0.1f, 3.4e38f, -0.0f})
  void keepsEveryCoordinate(float coordinate) throws Exception {
    Stroke stroke = Stroke.of(new float[] {coordinate}, new float[] {1});

    Stroke read = MAPPER.readValue(MAPPER.writeValueAsString(stroke), Stroke.class);

    assertThat(read).isEqualTo(stroke);
  }

  @Test
  void worksWithinTypesOfTheApplicationAndInTrees() throws Exception {
    Request request = new Request("ann", Drawing.of(Stroke.ofPoints(1, 2, 3, 4)));

    String json = MAPPER.writeValueAsString(request);

    assertThat(json).isEqualTo("{\"user\":\"ann\",\"drawing\":[[[1,3],[2,4]]]}");
    assertThat(MAPPER.readValue(json, Request.class)).isEqualTo(request);
    assertThat(MAPPER.treeToValue(MAPPER.readTree(json), Request.class)).isEqualTo(request);
    assertThat(MAPPER.readValue("{\"user\":\"ann\"}", Request.class).drawing()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{} | a drawing must be an array of strokes, not START_OBJECT",
        "[1] | a stroke must be an array of arrays",
        "[[]] | the x coordinates of a stroke must be an array, not END_ARRAY",
        "[[[1]]] | the y coordinates of a stroke must be an array, not END_ARRAY",
        "[[[],[]]] | at least one, not 0, 0",
        "[[[1],[1,2]]] | as many x as y and times, at least one, not 1, 2",
        "[[[1],[1],[1,2]]] | not 1, 1 and 2",
        "[[[1],[1],[1],[1]]] | two or three arrays",
        "[[[1],[1],[0.5]]] | a time must be a whole number of milliseconds",
        "[[[1],[\"1\"]]] | a coordinate must be a number, not VALUE_STRING",
        "[[[1],[1e99]]] | a coordinate must be finite",
        "[[[1,2,3],[1,2,3]],[[1],[1]]] | points of a drawing exceed the maximum allowed (3, see"
            + " maxPoints of SketchModule)",
        "[[[1,2,3,4],[ | points of a drawing exceed the maximum allowed (3",
      })
  void refusesWhatIsNoDrawing(String json, String rule) {
    ObjectMapper mapper = JsonMapper.builder().addModule(new SketchModule(3)).build();

    assertThatThrownBy(() -> mapper.readValue(json, Drawing.class))
        .isInstanceOf(JsonMappingException.class)
        .hasMessageContaining(rule);
  }

  @Test
  void countsPointsOnce() throws Exception {
    ObjectMapper mapper = JsonMapper.builder().addModule(new SketchModule(3)).build();

    assertThat(mapper.readValue("[[[1,2],[1,2],[1,2]],[[1],[1],[1]]]", Drawing.class).pointCount())
        .isEqualTo(3);
    assertThatThrownBy(() -> new SketchModule(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesAndReadsPredictions() throws Exception {
    Prediction prediction =
        Prediction.of(
            Prediction.Verdict.RECOGNIZED,
            List.of(new Prediction.Candidate("cat", 0.75), new Prediction.Candidate("dog", 0.125)));

    String json = MAPPER.writeValueAsString(prediction);

    assertThat(json)
        .isEqualTo(
            "{\"verdict\":\"RECOGNIZED\",\"candidates\":[{\"label\":\"cat\",\"probability\":0.75},"
                + "{\"label\":\"dog\",\"probability\":0.125}]}");
    assertThat(MAPPER.readValue(json, Prediction.class)).isEqualTo(prediction);
    assertThat(MAPPER.readValue("{\"verdict\":\"EMPTY\",\"candidates\":[]}", Prediction.class))
        .isEqualTo(Prediction.of(Prediction.Verdict.EMPTY, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{} | must have an array \"candidates\"",
        "{\"candidates\":[]} | the verdict must be one of [RECOGNIZED, UNCERTAIN, UNKNOWN, EMPTY]",
        "{\"verdict\":\"EMPTY\",\"candidates\":[{}]} | a candidate must have",
        "{\"verdict\":\"UNKNOWN\",\"candidates\":[]} | 0 candidates with verdict UNKNOWN",
        "{\"verdict\":\"UNKNOWN\",\"candidates\":[{\"label\":\"a\",\"probability\":2}]} |"
            + " probability must be 0 to 1",
      })
  void refusesWhatIsNoPrediction(String json, String rule) {
    assertThatThrownBy(() -> MAPPER.readValue(json, Prediction.class))
        .isInstanceOf(JsonMappingException.class)
        .hasMessageContaining(rule);
  }

  @Test
  void writesWhatAClassifierAnswers() throws Exception {
    Drawing drawing = SampleDrawings.get("house");
    Drawing withTap =
        Drawing.builder()
            .moveTo(0, 0)
            .lineTo(0, 100)
            .lineTo(100, 100)
            .lineTo(100, 0)
            .lineTo(0, 0)
            .moveTo(5000, 5000)
            .build();
    try (SketchClassifier classifier = SketchClassifier.load()) {
      JsonNode prediction = MAPPER.valueToTree(classifier.classify(withTap));
      assertThat(prediction.path("leftOut")).hasToString("[1]");
      assertThat(MAPPER.treeToValue(prediction, Prediction.class).candidates())
          .isEqualTo(classifier.classify(withTap).candidates());

      PicturePrediction answer =
          classifier.classify(Picture.of(classifier.whatTheModelSaw(drawing)));
      JsonNode picture = MAPPER.valueToTree(answer);
      assertThat(MAPPER.treeToValue(picture.path("prediction"), Prediction.class))
          .isEqualTo(answer.prediction());
      assertThat(MAPPER.treeToValue(picture.path("drawing"), Drawing.class))
          .isEqualTo(answer.extraction().drawing());
      assertThat(picture.path("diagnostics").size()).isEqualTo(answer.diagnostics().size());
    }
  }

  @Test
  void isFoundByJackson() throws Exception {
    ObjectMapper mapper = JsonMapper.builder().findAndAddModules().build();

    assertThat(mapper.readValue("[[[1],[2]]]", Drawing.class).pointCount()).isEqualTo(1);
  }
}
