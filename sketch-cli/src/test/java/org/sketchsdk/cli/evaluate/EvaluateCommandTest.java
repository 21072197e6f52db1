package org.sketchsdk.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.cli.Drawings;
import org.sketchsdk.cli.HalvesModel;
import org.sketchsdk.cli.Ran;

class EvaluateCommandTest {
  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = HalvesModel.write(folder.resolve("halves.onnx"));
  }

  /** 10 drawings of left, 2 of them like lower and 1 like upper; 5 of right. */
  private Path writeData(String name) throws IOException {
    Path data = Files.createDirectories(folder.resolve(name));
    List<String> lefts = new ArrayList<>(Collections.nCopies(7, Drawings.line("left", 1)));
    lefts.addAll(Collections.nCopies(2, Drawings.line("left", 2, "lower")));
    lefts.add(Drawings.line("left", 3, "upper"));
    Files.write(data.resolve("left.ndjson"), lefts);
    Files.write(data.resolve("right.ndjson"), Collections.nCopies(5, Drawings.line("right", 4)));
    Files.write(data.resolve("unicorn.ndjson"), List.of(Drawings.line("unicorn", 5, "left")));
    return data;
  }

  @Test
  void printsAccuracyByClassAndTheWorstConfusions() throws IOException {
    Path data = writeData("data");

    Ran ran = Ran.command("evaluate", "--model", model, "--data", data);

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEmpty();
    List<String> lines = ran.outLines();
    assertThat(lines.get(0)).isEqualTo("model halves on " + data);
    assertThat(lines.get(1)).isEqualTo("top-1  80.00 % (12 of 15, 95 % interval 54.81 to 92.95 %)");
    assertThat(lines.get(2)).startsWith("top-3 ").contains(" of 15, 95 % interval ");
    assertThat(lines.get(3))
        .matches("calibration error \\d+\\.\\d\\d points \\(expected, 15 bins\\)");
    assertThat(lines.get(4)).matches("negative log likelihood \\d+\\.\\d{4}");
    assertThat(lines.subList(5, 7)).containsExactly("", "points drawn");
    assertThat(lines.get(7)).startsWith(" 25 % ");
    assertThat(lines.get(10))
        .isEqualTo("100 %  80.00 % (12 of 15, 95 % interval 54.81 to 92.95 %)");
    assertThat(lines.subList(11, lines.size()))
        .containsExactly(
            "",
            "class",
            "left                  70.00 % (7 of 10, 95 % interval 39.68 to 89.22 %)",
            "right                100.00 % (5 of 5, 95 % interval 56.55 to 100.00 %)",
            "",
            "most confused",
            "left taken for lower                        20.00 % (2 of 10)",
            "left taken for upper                        10.00 % (1 of 10)");
  }

  /** Besides left and right, 3 squares, whose halves are alike, and one like left. */
  private Path writeDataWithOthers() throws IOException {
    Path data = writeData("others");
    String square = "{\"word\":\"unicorn\",\"drawing\":[[[0,255,255,0,0],[0,0,255,255,0]]]}";
    Files.write(
        data.resolve("unicorn.ndjson"),
        List.of(square, square, square, Drawings.line("unicorn", 5, "left")));
    return data;
  }

  @Test
  void saysHowWellOtherDrawingsAreToldFromKnownOnes() throws IOException {
    Path knowing = HalvesModel.writeKnowing(folder.resolve("knowing.onnx"));
    Path data = writeDataWithOthers();

    Ran ran =
        Ran.command(
            "evaluate",
            "--model",
            knowing,
            "--data",
            data,
            "--unknown",
            data,
            "--unknown",
            "letters");

    assertThat(ran.code()).as(ran.err()).isZero();
    List<String> lines = ran.outLines();
    int first = lines.indexOf("unknown");
    assertThat(lines.get(first + 1))
        .startsWith("known: called UNKNOWN 0.00 % (0 of 15, ")
        .endsWith(", 0.05 allowed by the setting");
    assertThat(lines.get(first + 2)).isEqualTo(data + ", 1 other classes: 4 drawings");
    // all 15 score above the squares, 7 like the left one, and those of other halves below it
    assertThat(lines.get(first + 3)).isEqualTo("  AUROC 0.8083");
    assertThat(lines.get(first + 4))
        .startsWith("  accepted where 95 % of the known are  25.00 % (1 of 4, ");
    assertThat(lines.get(first + 5)).startsWith("  called UNKNOWN  75.00 % (3 of 4, ");
    assertThat(lines.get(first + 6)).isEqualTo("letters: 1000 drawings");
  }

  @Test
  void theSettingDecidesWhatIsCalledUnknown() throws IOException {
    Path knowing = HalvesModel.writeKnowing(folder.resolve("knowing.onnx"));
    Path data = writeDataWithOthers();

    Ran ran =
        Ran.command(
            "evaluate",
            "--model",
            knowing,
            "--data",
            data,
            "--unknown",
            data,
            "--format",
            "json",
            "--max-false-unknown",
            "0");

    assertThat(ran.code()).as(ran.err()).isZero();
    JsonNode unknown = new ObjectMapper().readTree(ran.out()).get("unknown");
    assertThat(unknown.get("maxFalseUnknown").asDouble()).isZero();
    assertThat(unknown.at("/known/calledUnknown/total").asInt()).isEqualTo(15);
    assertThat(unknown.at("/kinds/0/calledUnknown/correct").asInt()).isZero();
    assertThat(unknown.at("/kinds/0/auroc").asDouble()).isEqualTo(0.808333);
    assertThat(unknown.at("/kinds/0/falselyAcceptedAt95/correct").asInt()).isEqualTo(1);
    assertThat(unknown.at("/kinds/0/blank").asInt()).isZero();
  }

  @Test
  void refusesUnknownSourcesThatSayNothing() throws IOException {
    Path data = writeData("data");
    Ran plain = Ran.command("evaluate", "--model", model, "--data", data, "--unknown", data);
    assertThat(plain.code()).isEqualTo(1);
    assertThat(plain.err()).contains("--unknown needs a model").contains("halves does not");

    Path knowing = HalvesModel.writeKnowing(folder.resolve("knowing.onnx"));
    Ran none = Ran.command("evaluate", "--model", knowing, "--data", data, "--unknown", "doodles");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("takes a folder, scribbles or letters, not doodles");
    Files.delete(data.resolve("unicorn.ndjson"));
    Ran known = Ran.command("evaluate", "--model", knowing, "--data", data, "--unknown", data);
    assertThat(known.code()).isEqualTo(1);
    assertThat(known.err()).contains("nothing but classes of model halves in folder " + data);
    Ran range =
        Ran.command("evaluate", "--model", knowing, "--data", data, "--max-false-unknown", "2");
    assertThat(range.code()).isEqualTo(2);
    assertThat(range.err()).contains("--max-false-unknown must be 0 to 1: 2.0");
  }

  @Test
  void printsOneJsonObject() throws IOException {
    Path data = writeData("data");

    Ran ran = Ran.command("evaluate", "--model", model, "--data", data, "--format", "json");

    assertThat(ran.code()).isZero();
    assertThat(ran.outLines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.at("/model/name").asText()).isEqualTo("halves");
    assertThat(json.at("/samples").asText()).isEqualTo("drawings");
    assertThat(json.at("/top1/correct").asInt()).isEqualTo(12);
    assertThat(json.at("/top1/total").asInt()).isEqualTo(15);
    assertThat(json.at("/top1/low").asText()).isEqualTo("0.548146");
    assertThat(json.at("/classes")).hasSize(2);
    assertThat(json.at("/classes/0/label").asText()).isEqualTo("left");
    assertThat(json.at("/classes/0/correct").asInt()).isEqualTo(7);
    assertThat(json.at("/confusionMatrix/labels").toString())
        .isEqualTo("[\"left\",\"right\",\"upper\",\"lower\"]");
    assertThat(json.at("/confusionMatrix/counts").toString())
        .isEqualTo("[[7,0,1,2],[0,5,0,0],[0,0,0,0],[0,0,0,0]]");
    assertThat(json.at("/confusionPairs/0/predicted").asText()).isEqualTo("lower");
    assertThat(json.at("/drawn")).hasSize(4);
    assertThat(json.at("/drawn/0/percent").asInt()).isEqualTo(25);
    assertThat(json.at("/pictures").isMissingNode()).isTrue();
  }

  @Test
  void measuresCalibrationOnTheProbabilitiesThatClassifyGives() throws IOException {
    Path data = writeData("data");
    Files.delete(data.resolve("unicorn.ndjson"));
    JsonNode json =
        new ObjectMapper()
            .readTree(
                Ran.command("evaluate", "--model", model, "--data", data, "--format", "json")
                    .out());

    double[] sums = new double[15];
    double likelihood = 0;
    for (String line :
        Ran.command("classify", data, "--model", model, "--top", 4, "--format", "ndjson")
            .outLines()) {
      JsonNode row = new ObjectMapper().readTree(line);
      double probability = row.at("/predictions/0/probability").asDouble();
      boolean right = row.at("/predictions/0/label").equals(row.at("/word"));
      sums[(int) Math.ceil(probability * 15) - 1] += (right ? 1 : 0) - probability;
      for (JsonNode candidate : row.at("/predictions")) {
        if (candidate.at("/label").equals(row.at("/word"))) {
          likelihood -= Math.log(candidate.at("/probability").asDouble());
        }
      }
    }
    double error = Arrays.stream(sums).map(Math::abs).sum() / 15;
    assertThat(error).isGreaterThan(0.01);
    assertThat(json.at("/expectedCalibrationError").asDouble()).isCloseTo(error, within(1e-5));
    assertThat(json.at("/negativeLogLikelihood").asDouble())
        .isCloseTo(likelihood / 15, within(1e-4));
  }

  @Test
  void judgesDrawingsAsTheyWereBeforeTheirEnd() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    // half of the points are a bracket with its ink on the right, the rest much more on the left
    Files.write(
        data.resolve("left.ndjson"),
        List.of(
            "{\"word\":\"left\",\"drawing\":[[[0,255,255,0],[0,0,255,255]],"
                + "[[0,20,40,60],[0,255,0,255]]]}"));

    Ran ran = Ran.command("evaluate", "--model", model, "--data", data, "--format", "json");

    JsonNode drawn = new ObjectMapper().readTree(ran.out()).at("/drawn");
    assertThat(drawn.at("/1/percent").asInt()).isEqualTo(50);
    assertThat(drawn.at("/1/top1/correct").asInt()).isZero();
    assertThat(drawn.at("/3/percent").asInt()).isEqualTo(100);
    assertThat(drawn.at("/3/top1/correct").asInt()).isEqualTo(1);
  }

  @Test
  void takesTheFolderTestWhereThereIsOne() throws IOException {
    writeData("data/test");

    Ran ran = Ran.command("evaluate", "--model", model, "--data", folder.resolve("data"));

    assertThat(ran.code()).isZero();
    assertThat(ran.outLines().get(0))
        .isEqualTo("model halves on " + folder.resolve("data").resolve("test"));
  }

  @Test
  void reportsDataThatCannotBeEvaluated() throws IOException {
    assertFails(folder.resolve("none"), "sketch: no such folder: " + folder.resolve("none"));

    Path data = Files.createDirectories(folder.resolve("data"));
    assertFails(data, "sketch: no file of drawings in folder " + data);

    Files.write(data.resolve("unicorn.ndjson"), List.of(Drawings.line("unicorn", 5, "left")));
    assertFails(
        data,
        "sketch: no class of model halves has a file <class>.ndjson (or of another format), or a folder of files, in "
            + data);

    Path left = Files.createFile(data.resolve("left.ndjson"));
    assertFails(data, "sketch: a class must have at least one recognized drawing: " + left);
  }

  private void assertFails(Path data, String line) {
    Ran ran = Ran.command("evaluate", "--model", model, "--data", data);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.errLines()).containsExactly(line);
  }

  @Test
  void endsAtAMalformedLine() throws IOException {
    Path data = writeData("data");
    Files.write(data.resolve("right.ndjson"), List.of(Drawings.line("right", 4), "{"));

    Ran ran = Ran.command("evaluate", "--model", model, "--data", data);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.errLines())
        .singleElement()
        .asString()
        .startsWith("sketch: ")
        .contains(data.resolve("right.ndjson") + " line 2, ");
  }
}
