package org.sketchsdk.cli.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.cli.Drawings;
import org.sketchsdk.cli.HalvesModel;
import org.sketchsdk.cli.Pictures;
import org.sketchsdk.cli.Ran;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.train.data.LabeledDrawings;

class ScorecardCommandTest {
  @TempDir private Path folder;
  private Path data;
  private Path pictures;
  private Path int8;
  private Path fp32;
  private Path plain;

  @BeforeEach
  void writeDataAndModels() throws IOException {
    data = folder.resolve("data");
    for (String split : List.of("test", "val")) {
      Path splitFolder = Files.createDirectories(data.resolve(split));
      for (String label : HalvesModel.LABELS) {
        Files.write(
            splitFolder.resolve(label + ".ndjson"),
            Collections.nCopies(10, twice(Drawings.line(label, 1))));
      }
    }
    pictures = folder.resolve("pictures");
    Pictures.write(pictures.resolve("left/1.png"), "left");
    Pictures.write(pictures.resolve("right/1.png"), "right");
    String valSha256 = LabeledDrawings.load(data.resolve("val"), HalvesModel.LABELS).sha256();
    fp32 =
        HalvesModel.write(
            folder.resolve("fp32.onnx"),
            false,
            Map.of("provenance.valAccuracy", "1.0000", "provenance.valSha256", valSha256));
    int8 = writeInt8(false, Map.of());
    plain = HalvesModel.write(folder.resolve("plain.onnx"), true, Map.of());
  }

  private Path writeInt8(boolean mirrored, Map<String, String> changes) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(
        "quantisation.fp32Sha256",
        ModelInfo.read(Files.readAllBytes(fp32), fp32.toString()).sha256());
    metadata.putAll(changes);
    return HalvesModel.write(folder.resolve("int8.onnx"), mirrored, metadata);
  }

  /** Repeats the stroke, so that half of the drawing looks like the whole. */
  private static String twice(String line) {
    return line.replaceFirst("\"drawing\":\\[(.*)\\]}", "\"drawing\":[$1,$1]}");
  }

  private Ran scorecard(Object... arguments) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                "scorecard",
                "--model",
                int8,
                "--fp32",
                fp32,
                "--data",
                data,
                "--external",
                pictures));
    all.addAll(Arrays.asList(arguments));
    return Ran.command(all.toArray());
  }

  private static Map<String, JsonNode> gates(Ran ran) throws IOException {
    Map<String, JsonNode> gates = new TreeMap<>();
    for (JsonNode gate : new ObjectMapper().readTree(ran.out()).at("/gates")) {
      gates.put(gate.at("/name").asText(), gate);
    }
    return gates;
  }

  @Test
  void endsWithZeroWhereAllGatesArePassed() {
    Ran ran = scorecard("--plain", plain);

    assertThat(ran.outLines().get(0)).isEqualTo("scorecard of halves, network matrix");
    assertThat(ran.out())
        .contains("yes   accuracy  ", "100.00 % (40 of 40, 95 % interval 91.24 to 100.00 %)")
        .contains("100.00 % against 0.00 %", "training recorded 100.00 %", "no class loses");
    assertThat(ran.outLines()).last().isEqualTo("12 of 12 gates passed");
    assertThat(ran.code()).isZero();
  }

  @Test
  void measuresUnknownWhereThereAreOtherClasses() throws IOException {
    Files.write(
        data.resolve("test/other.ndjson"),
        List.of(Drawings.line("other", 3, "left"), Drawings.line("other", 5, "upper")));

    Ran ran = scorecard("--plain", plain, "--format", "json");

    // the model has no score, so nothing is unknown to it
    JsonNode gate = gates(ran).get("UNKNOWN, our own");
    assertThat(gate.at("/pass").asBoolean()).isFalse();
    assertThat(gate.at("/actual").asText()).isEqualTo("0.00 %, 0.00 %");
    assertThat(gate.at("/counts/0/total").asInt()).isEqualTo(2);
    assertThat(gate.at("/counts/1/total").asInt()).isEqualTo(40);
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  void endsWithOneWhereThePlainNetworkWasNotMeasured() throws IOException {
    Ran ran = scorecard("--format", "json");

    assertThat(ran.code()).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.at("/pass").asBoolean()).isFalse();
    assertThat(json.at("/model/network").asText()).isEqualTo("matrix");
    JsonNode gate = gates(ran).get("external pictures");
    assertThat(gate.at("/pass").asBoolean()).isFalse();
    assertThat(gate.at("/actual").asText()).isEqualTo("100.00 %, the other not measured");
    assertThat(gate.at("/counts/0/correct").asInt()).isEqualTo(2);
    assertThat(gate.at("/counts/0/low").asDouble()).isEqualTo(0.34238);
    assertThat(gate.at("/remark").asText()).contains("network matrix without domain augmentation");
  }

  @Test
  void failsAModelThatLosesByQuantization() throws IOException {
    writeInt8(true, Map.of());

    Ran ran = scorecard("--plain", plain, "--format", "json");

    assertThat(ran.code()).isEqualTo(1);
    Map<String, JsonNode> gates = gates(ran);
    for (String name :
        List.of(
            "accuracy",
            "worst class",
            "quantization, any class",
            "quantization, overall",
            "external pictures")) {
      assertThat(gates.get(name).at("/pass").asBoolean()).as(name).isFalse();
    }
    for (String name : List.of("train-inference gap", "latency", "file size")) {
      assertThat(gates.get(name).at("/pass").asBoolean()).as(name).isTrue();
    }
    assertThat(gates.get("accuracy").at("/actual").asText()).isEqualTo("50.00 %");
    assertThat(gates.get("quantization, any class").at("/actual").asText())
        .isEqualTo("left loses 100.00 points, 10 drawings");
  }

  @Test
  void failsTheGapOnOtherValidationDrawings() throws IOException {
    Files.write(data.resolve("val/left.ndjson"), List.of(Drawings.line("left", 9)));

    Ran ran = scorecard("--plain", plain, "--format", "json");

    assertThat(ran.code()).isEqualTo(1);
    JsonNode gap = gates(ran).get("train-inference gap");
    assertThat(gap.at("/pass").asBoolean()).isFalse();
    assertThat(gap.at("/actual").asText()).isEqualTo("not comparable");
    assertThat(gap.at("/remark").asText())
        .startsWith("training measured its accuracy on other validation drawings");
  }

  @Test
  void refusesModelsThatAreNoPair() throws IOException {
    writeInt8(false, Map.of("labels", "a\nb\nc\nd"));
    assertFails(
        "the models must have the same labels: "
            + int8
            + " has [a, b, c, d], "
            + fp32
            + " has [left, right, upper, lower]");

    writeInt8(false, Map.of("network", "other"));
    assertFails(
        "the models must have the same network: " + int8 + " has other, " + fp32 + " has matrix");

    writeInt8(false, Map.of("quantisation.fp32Sha256", "abc"));
    Ran ran = scorecard();
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines().get(0))
        .startsWith(
            "sketch: "
                + int8
                + " was made from the FP32 model with the SHA-256 abc, but that of "
                + fp32
                + " is ");

    HalvesModel.write(int8);
    assertFails(
        "the model must be an INT8 model that was converted from an FP32 model, but its metadata"
            + " has no entry \"sketch.quantisation.fp32Sha256\": "
            + int8);

    writeInt8(false, Map.of());
    HalvesModel.write(plain, true, Map.of("network", "other"));
    assertFails(
        "the models must have the same network: " + int8 + " has matrix, " + plain + " has other",
        "--plain",
        plain);
  }

  @Test
  void reportsDataThatLackSomething() throws IOException {
    Path right = data.resolve("test/right.ndjson");
    Files.delete(right);
    assertFails("no such file: " + right + " (no drawings of right)");

    Files.createFile(right);
    assertFails("a class must have at least one recognized drawing: " + right);

    Files.write(right, List.of(Drawings.line("right", 1)));
    Files.delete(pictures.resolve("left/1.png"));
    Files.delete(pictures.resolve("right/1.png"));
    assertFails("there must be a picture of a class of the model: " + pictures);

    Files.delete(pictures.resolve("left"));
    Files.delete(pictures.resolve("right"));
    Files.delete(pictures);
    assertFails("no such folder: " + pictures);

    Files.delete(fp32);
    assertFails("no such file: " + fp32);
    fp32 = Files.createDirectories(folder.resolve("folder"));
    assertFails("the model must be a file, not a folder: " + fp32);
  }

  private void assertFails(String line, Object... arguments) {
    Ran ran = scorecard(arguments);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.errLines()).containsExactly("sketch: " + line);
  }

  @Test
  void asksForBothModelsOrNeither() {
    Ran ran = Ran.command("scorecard", "--model", int8, "--data", data, "--external", pictures);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.errLines()).containsExactly("sketch: --model and --fp32 need each other");
  }
}
