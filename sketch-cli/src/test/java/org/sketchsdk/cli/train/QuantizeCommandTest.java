package org.sketchsdk.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

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

class QuantizeCommandTest {
  @TempDir private Path folder;
  private Path data;
  private Path out;

  @BeforeEach
  void writeData() throws IOException {
    data = folder.resolve("data");
    out = folder.resolve("int8.onnx");
    for (String split : List.of("train", "val")) {
      Path splitFolder = Files.createDirectories(data.resolve(split));
      for (String label : List.of("left", "right")) {
        Files.write(
            splitFolder.resolve(label + ".ndjson"),
            Collections.nCopies(8, Drawings.line(label, 1)));
      }
    }
  }

  private Ran quantize(Path model, Object... arguments) {
    List<Object> all =
        new ArrayList<>(List.of("quantize", "--model", model, "--data", data, "--out", out));
    all.addAll(Arrays.asList(arguments));
    return Ran.command(all.toArray());
  }

  @Test
  void makesAModelThatClassifiesAndIsOfItsTwin() throws IOException {
    Path run = folder.resolve("run");
    Ran trained =
        Ran.command(
            "train",
            "--data",
            data,
            "--out",
            run,
            "--network",
            "baseline28",
            "--samples",
            8,
            "--batch",
            4,
            "--threads",
            1,
            "--seed",
            3);
    assertThat(trained.code()).isZero();
    Path model = run.resolve("model.onnx");

    Ran ran = quantize(model, "--calibration", 8, "--ranges", "minmax");

    assertThat(ran.code()).isZero();
    assertThat(ran.errLines())
        .hasSize(3)
        .contains("no other classes to tell unknown drawings by")
        .first()
        .asString()
        .startsWith("calibrate on 8 samples, three times as many of the worst classes on val: ");
    assertThat(ran.outLines().get(0)).matches("ranges +weights +residual sum +correct .*");
    assertThat(ran.outLines()).anyMatch(line -> line.matches("minmax .*, chosen"));
    assertThat(ran.outLines())
        .anyMatch(line -> line.matches("validation   FP32 .* of 16\\), same answer .* %"))
        .anyMatch(line -> line.matches("largest sum of two products \\d+ of 32767"))
        .last()
        .isEqualTo(out + ": " + Files.size(out) + " bytes, FP32 " + Files.size(model) + " bytes");
    assertThat(Files.size(out)).isLessThan(Files.size(model) / 2);

    Ran evaluated = Ran.command("evaluate", "--model", out, "--data", data.resolve("val"));
    assertThat(evaluated.code()).isZero();
    assertThat(evaluated.outLines().get(1)).contains(" of 16, 95 % interval ");
  }

  @Test
  void refusesModelsThatTrainingDidNotExport() throws IOException {
    Path model = HalvesModel.write(folder.resolve("halves.onnx"));

    Ran ran = quantize(model);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines()).singleElement().asString().startsWith("sketch: the graph must ");
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesOptionsOutOfTheirRange() {
    Path model = folder.resolve("none.onnx");
    assertRefused("samples must be at least 1: 0", model, "--calibration", 0);
    assertRefused("augmented must be 0 to 1: 2.0", model, "--augmented", 2);
    assertRefused("percentile must be above 50 and at most 100: 5.0", model, "--percentile", 5);

    Ran ran = quantize(model);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines()).containsExactly("sketch: no such file: " + model);
  }

  private void assertRefused(String line, Path model, Object... arguments) {
    Ran ran = quantize(model, arguments);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.errLines()).containsExactly("sketch: " + line);
  }
}
