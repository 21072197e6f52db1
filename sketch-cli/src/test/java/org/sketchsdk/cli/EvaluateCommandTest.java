package org.sketchsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    assertThat(lines.subList(3, lines.size()))
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
    assertFails(data, "sketch: no .ndjson or .ndjson.gz file in folder " + data);

    Files.write(data.resolve("unicorn.ndjson"), List.of(Drawings.line("unicorn", 5, "left")));
    assertFails(
        data,
        "sketch: no class of model halves has a file <class>.ndjson or <class>.ndjson.gz in folder "
            + data);

    Path left = Files.createFile(data.resolve("left.ndjson"));
    assertFails(data, "sketch: no recognised drawing in " + left);
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
