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
import org.sketchsdk.cli.Main;
import org.sketchsdk.cli.Ran;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.train.network.Networks;

class TrainCommandTest {
  @TempDir private Path folder;
  private Path data;
  private Path out;

  @BeforeEach
  void writeData() throws IOException {
    data = folder.resolve("data");
    out = folder.resolve("run");
    for (String split : List.of("train", "val")) {
      Path splitFolder = Files.createDirectories(data.resolve(split));
      for (String label : List.of("left", "right")) {
        Files.write(
            splitFolder.resolve(label + ".ndjson"),
            Collections.nCopies(32, Drawings.line(label, 1)));
      }
    }
  }

  private Ran train(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("train", "--data", data, "--out", out));
    all.addAll(Arrays.asList(arguments));
    return Ran.command(all.toArray());
  }

  private Ran trainBriefly(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("--batch", 8, "--threads", 1, "--seed", 3));
    all.addAll(Arrays.asList(arguments));
    return train(all.toArray());
  }

  @Test
  void trainsAModelThatClassifiesAndResumes() throws IOException {
    Ran ran = trainBriefly("--samples", 16);

    assertThat(ran.code()).isZero();
    assertThat(ran.outLines()).hasSize(4);
    assertThat(ran.outLines().get(0)).matches("16 samples in \\d+ s, \\d+ samples/s");
    assertThat(ran.outLines().get(2))
        .matches(
            "validation accuracy \\d+\\.\\d\\d % \\(\\d+ of 64, 95 % interval \\d+\\.\\d\\d to"
                + " \\d+\\.\\d\\d %\\)");
    assertThat(ran.outLines().get(3)).isEqualTo(out.resolve("model.onnx").toString());
    assertThat(ran.err()).contains("validation accuracy", "export check").doesNotContain("\r");
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder("model.onnx", "checkpoint.bin", "metrics.csv");

    Ran classified =
        Ran.command("classify", data.resolve("val"), "--model", out.resolve("model.onnx"));
    assertThat(classified.code()).isZero();
    assertThat(classified.outLines()).hasSize(64);

    Ran resumed = trainBriefly("--samples", 16, "--resume");
    assertThat(resumed.code()).isZero();
    assertThat(resumed.errLines().get(0)).isEqualTo("resume: 16 samples done");
    assertThat(resumed.outLines().get(2)).isEqualTo(ran.outLines().get(2));

    Ran other = trainBriefly("--samples", 24, "--resume");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.errLines())
        .containsExactly(
            "sketch: the checkpoint belongs to a run with other options or data: "
                + out.resolve("checkpoint.bin")
                + " (it has samples 16, this run samples 24)");
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertRefused(
        "--network must be one of " + String.join(", ", Networks.names()) + ": deep",
        "--network",
        "deep");
    assertRefused(
        "--augment must be one of none, wobble, morphology, domain-matched, training: earthquake",
        "--augment",
        "earthquake");
    assertRefused(
        "--classes has classes without drawings in " + data.resolve("train") + ": unicorn, yeti",
        "--classes",
        "left,unicorn, yeti");
    assertRefused("--classes must name at least 2 classes: left", "--classes", "left");
    assertRefused("--samples must be at least 1: 0", "--samples", 0);
    assertRefused("--minutes must be above 0 and at most 1000000: 0.0", "--minutes", 0);
    assertRefused("--minutes must be above 0 and at most 1000000: NaN", "--minutes", "NaN");
    assertRefused("batchSize must be 2 to 4096: 1", "--batch", 1);
    assertRefused("emphasis must be 1 to 100: left=0", "--emphasis", "right=2,left=0");
    assertRefused("--emphasis must name classes that are trained: yeti", "--emphasis", "yeti=2");
    assertRefused("mirror must be 0 to 1: 1.5", "--mirror", 1.5);
    assertRefused("the share of unfinished drawings must be 0 to 1: 2.0", "--unfinished", 2);
    assertRefused(
        "the smallest part of an unfinished drawing must be above 0 and at most 1: 0.0",
        "--unfinished",
        0.5,
        "--unfinished-from",
        0);
    assertRefused("engineThreads must be at least 1: 0", "--threads", 0);
    assertRefused(
        "--minutes=N, --samples=N are mutually exclusive (specify only one) (see 'sketch train"
            + " --help')",
        "--minutes",
        1,
        "--samples",
        1);
  }

  private void assertRefused(String line, Object... arguments) {
    Ran ran = train(arguments);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.errLines()).containsExactly("sketch: " + line);
    assertThat(out).doesNotExist();
  }

  @Test
  void asksForDataAndOut() {
    Ran ran = Ran.command("train", "--data", data);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.errLines())
        .containsExactly(
            "sketch: Missing required option: '--out=DIR' (see 'sketch train --help')");
  }

  @Test
  void reportsAnOutFolderThatIsAFile() throws IOException {
    Files.createFile(out);

    assertFails("the results need a folder, but this is a file: " + out);
  }

  @Test
  void reportsDataThatCannotBeTrainedOn() throws IOException {
    Files.write(data.resolve("train/left.ndjson"), List.of());
    assertFails(
        "a class must have at least one recognized drawing: " + data.resolve("train/left.ndjson"));

    Files.delete(data.resolve("train/left.ndjson"));
    assertFails(
        "training needs at least 2 classes, but there is only [right] in " + data.resolve("train"));

    Files.delete(data.resolve("train/right.ndjson"));
    assertFails("no file of drawings in folder " + data.resolve("train"));

    Files.delete(data.resolve("train"));
    assertFails("no such folder: " + data.resolve("train"));
  }

  @Test
  void reportsAClassWithoutValidationData() throws IOException {
    Files.delete(data.resolve("val/left.ndjson"));

    assertFails("no such file: " + data.resolve("val/left.ndjson") + " (no drawings of left)");
  }

  @Test
  void readsClassesFromAFileOfText() throws IOException {
    Path names = Files.write(folder.resolve("names.txt"), List.of("left", "", " yeti "));
    assertRefused(
        "--classes has classes without drawings in " + data.resolve("train") + ": yeti",
        "--classes",
        names);

    Files.write(names, new byte[] {(byte) 0xC3, 0x28});
    assertFails("--classes names a file that is not text: " + names, "--classes", names);
  }

  @Test
  void startsFromAModelAndLearnsFromATeacher() throws IOException {
    Path first = out;
    assertThat(trainBriefly("--samples", 16).code()).isZero();
    Path model = first.resolve("model.onnx");
    out = folder.resolve("second");

    Ran ran =
        trainBriefly(
            "--samples", 16, "--initial", model, "--teacher", model, "--teacher-share", 0.25);

    assertThat(ran.code()).isZero();
    assertThat(ran.errLines().get(0))
        .matches("start: (\\d+) of \\1 tensors from model run \\([0-9a-f]{8}\\)");
    assertThat(ran.outLines().get(1)).matches("stages: .*, teachers \\d+\\.\\d s");

    out = folder.resolve("third");
    assertFails(
        "the teacher does not know left, right: quickdraw25",
        "--samples",
        16,
        "--teacher",
        "quickdraw25");
    assertFails(
        "the teacher takes rasters of 128 pixels, the network of 28: run",
        "--samples",
        16,
        "--network",
        "baseline28",
        "--teacher",
        model);
    assertFails("a start must be a file, not a folder: " + first, "--initial", first);
    assertFails("a teacher must be a file, not a folder: " + first, "--teacher", first);
    assertFails(
        "no such file: " + folder.resolve("none.onnx"), "--teacher", folder.resolve("none.onnx"));
    assertRefused(
        "the teachers' share must be above 0 and at most 1: 0.0",
        "--teacher",
        model,
        "--teacher-share",
        0);
    assertRefused("maxDrawings must be at least 1: 0", "--max-drawings", 0);
  }

  @Test
  void startsFromAnEmbeddedModel() throws IOException {
    for (String label : List.of("left", "right")) { // few, as this network is a large one
      Files.write(
          data.resolve("val").resolve(label + ".ndjson"),
          Collections.nCopies(2, Drawings.line(label, 1)));
    }
    Ran ran =
        trainBriefly("--samples", 8, "--network", "residual-half", "--initial", "quickdraw25");

    assertThat(ran.code()).isZero();
    // all but the last layer's, which has other classes
    assertThat(ran.errLines().get(0))
        .startsWith("start: 54 of 56 tensors from model quickdraw25 (");
  }

  @Test
  void saysNothingOfStoppingWhereItFailed() throws IOException, InterruptedException {
    Path integers =
        Files.write(folder.resolve("int8.onnx"), SketchClassifier.embeddedModel("quickdraw25"));
    Path err = folder.resolve("err.txt");
    Process process = // what is said at the end of a process needs one of its own
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                "--data",
                data.toString(),
                "--out",
                out.toString(),
                "--initial",
                integers.toString())
            .redirectError(err.toFile())
            .start();

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(Files.readAllLines(err))
        .containsOnlyOnce("sketch: an FP32 model is needed, but the tensor w0 is INT8: quickdraw25")
        .noneMatch(line -> line.contains("stopping"));
  }

  private void assertFails(String line, Object... arguments) {
    Ran ran = train(arguments);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.errLines()).containsExactly("sketch: " + line);
  }
}
