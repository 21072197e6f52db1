package org.sketchsdk.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.cli.HalvesModel;
import org.sketchsdk.cli.Pictures;
import org.sketchsdk.cli.Ran;
import org.sketchsdk.testing.PictureFiles;

class EvaluatePicturesTest {
  @TempDir private Path folder;
  private Path model;
  private Path data;

  @BeforeEach
  void writeModel() throws IOException {
    model = HalvesModel.write(folder.resolve("halves.onnx"));
    data = Files.createDirectories(folder.resolve("pictures"));
  }

  private Ran evaluate(Object... arguments) {
    List<Object> all =
        new ArrayList<>(List.of("evaluate", "--images", "--model", model, "--data", data));
    all.addAll(Arrays.asList(arguments));
    return Ran.command(all.toArray());
  }

  @Test
  void takesAFolderForEachClass() throws IOException {
    Pictures.write(data.resolve("left/a.png"), "left");
    Pictures.write(data.resolve("left/b.jpg"), "left");
    Pictures.write(data.resolve("left/c.JPEG"), "right");
    Pictures.write(data.resolve("right/a.png"), "right");
    Pictures.write(data.resolve("unicorn/a.png"), "upper");
    Files.writeString(data.resolve("left/notes.txt"), "no picture");

    Ran ran = evaluate();

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.outLines())
        .contains(
            "top-1  75.00 % (3 of 4, 95 % interval 30.06 to 95.44 %)",
            "left                  66.67 % (2 of 3, 95 % interval 20.77 to 93.85 %)",
            "right                100.00 % (1 of 1, 95 % interval 20.65 to 100.00 %)",
            "left taken for right                        33.33 % (1 of 3)",
            "left out: 1 pictures of 1 categories whose class the model does not know");
    assertThat(ran.out()).doesNotContain("points drawn");
  }

  @Test
  void countsPicturesOfEveryFormat() throws IOException {
    BufferedImage image = ImageIO.read(Pictures.write(folder.resolve("a.png"), "left").toFile());
    Files.createDirectories(data.resolve("left"));
    for (String format : PictureFiles.FORMATS) {
      byte[] file = PictureFiles.encode(image, format);
      Files.write(data.resolve("left/picture." + format), file);
      // The content decides, whatever the name.
      Files.write(data.resolve("left/" + format + ".picture.png"), file);
    }

    Ran ran = evaluate("--format", "json");

    assertThat(ran.err()).isEmpty();
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.at("/top1/total").asInt()).isEqualTo(2 * PictureFiles.FORMATS.size());
    assertThat(json.at("/top1/correct").asInt()).isEqualTo(2 * PictureFiles.FORMATS.size());
  }

  @Test
  void countsPicturesWithoutInkAndUnreadableOnesAsWrong() throws IOException {
    Pictures.write(data.resolve("left/a.png"), "left");
    Pictures.write(data.resolve("left/b.png"), "blank");
    Path broken = Files.writeString(data.resolve("left/c.png"), "no picture");

    Ran ran = evaluate("--format", "json");

    assertThat(ran.code()).isZero();
    assertThat(ran.errLines())
        .containsExactly(
            "sketch: this is no PNG, JPEG, GIF or BMP picture, nor WebP, nor TIFF: " + broken);
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.at("/top1/correct").asInt()).isEqualTo(1);
    assertThat(json.at("/top1/total").asInt()).isEqualTo(3);
    assertThat(json.at("/pictures/unreadable").asInt()).isEqualTo(1);
    assertThat(json.at("/pictures/diagnostics/NO_INK/count").asInt()).isEqualTo(1);
    assertThat(json.at("/drawn").isMissingNode()).isTrue();
    int answers = 0;
    for (JsonNode bin : json.at("/reliability")) {
      answers += bin.at("/count").asInt();
    }
    assertThat(answers).isEqualTo(1);
  }

  @Test
  void readsTheIndexAndLeavesOutWhatHasNoClassOfItsOwn() throws IOException {
    Files.write(
        data.resolve("index.csv"),
        List.of(
            "number,tuberlin_category,quickdraw_class",
            "2,west (side),left",
            "4,west (side),left",
            "6,rising,upper",
            "8,falling,upper",
            "10,angel,",
            "12,yeti,unicorn"));
    Pictures.write(data.resolve("west (side)/2.png"), "left"); // 4.png is missing
    Pictures.write(data.resolve("rising/6.png"), "upper");
    Pictures.write(data.resolve("falling/8.png"), "upper");

    Ran ran = evaluate();
    assertThat(ran.code()).isZero();
    assertThat(ran.errLines())
        .containsExactly(
            "sketch: cannot be read (NoSuchFileException): "
                + data.resolve("west (side)").resolve("4.png"));
    assertThat(ran.outLines())
        .contains(
            "top-1  50.00 % (1 of 2, 95 % interval 9.45 to 90.55 %)",
            "unreadable           1",
            "left out: 1 pictures of 1 categories without a class",
            "left out: 1 pictures of 1 categories whose class the model does not know",
            "left out: upper, 2 pictures, because several categories map to it: rising, falling"
                + " (see --keep-merged)");

    Ran merged = evaluate("--keep-merged");
    assertThat(merged.outLines())
        .contains("top-1  75.00 % (3 of 4, 95 % interval 30.06 to 95.44 %)");
    assertThat(merged.out()).doesNotContain("several categories");
  }

  @Test
  void writesAReportWithTheMistakesAndTheirRemarks() throws IOException {
    Pictures.write(data.resolve("left/a.png"), "right");
    Pictures.write(data.resolve("left/b.png"), "left");
    Path report = folder.resolve("report");

    Ran ran = evaluate("--report", report);

    assertThat(ran.code()).isZero();
    String page = Files.readString(report.resolve("index.html"));
    assertThat(page)
        .contains("<b>left</b> taken for <em>right</em>", "left/a.png", "data:image/png;base64,")
        .doesNotContain("left/b.png");
  }

  @Test
  void takesUnknownPicturesFromTheIndex() throws IOException {
    Files.write(
        data.resolve("index.csv"),
        List.of("number,tuberlin_category,quickdraw_class", "2,west,left", "4,angel,"));
    Pictures.write(data.resolve("west/2.png"), "left");
    Pictures.write(data.resolve("angel/4.png"), "upper");
    Path knowing = HalvesModel.writeKnowing(folder.resolve("knowing.onnx"));

    Ran ran =
        Ran.command("evaluate", "--model", knowing, "--images", "--data", data, "--unknown", data);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.outLines()).contains(data + ", 1 categories without a class: 1 drawings");
  }

  @Test
  void reportsFoldersThatCannotBeEvaluated() throws IOException {
    assertFails(
        "no picture of a class of model halves in folder "
            + data
            + ": there must be index.csv, or a folder of .png, .jpg or .jpeg files for each class");

    Path index = Files.writeString(data.resolve("index.csv"), "a,b\n");
    assertFails(
        "the first line must name the columns number, …_category and quickdraw_class, not a,b: "
            + index
            + " line 1");

    Files.delete(index);
    Files.delete(data);
    assertFails("no such folder: " + data);
  }

  private void assertFails(String line) {
    Ran ran = evaluate();

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.errLines()).containsExactly("sketch: " + line);
  }

  @Test
  void refusesOptionsThatNeedOthers() {
    Ran merged = Ran.command("evaluate", "--model", model, "--data", data, "--keep-merged");
    assertThat(merged.code()).isEqualTo(2);
    assertThat(merged.errLines()).containsExactly("sketch: --keep-merged needs --images");

    Ran metrics = evaluate("--metrics", "metrics.csv");
    assertThat(metrics.code()).isEqualTo(2);
    assertThat(metrics.errLines()).containsExactly("sketch: --metrics needs --report");
  }
}
