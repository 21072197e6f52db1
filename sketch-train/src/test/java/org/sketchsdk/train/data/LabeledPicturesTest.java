package org.sketchsdk.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.testing.TestData;
import org.sketchsdk.train.data.LabeledPictures.LeftOut;
import org.sketchsdk.train.data.LabeledPictures.Picture;
import org.sketchsdk.train.data.LabeledPictures.Reason;

class LabeledPicturesTest {
  private static final List<String> LABELS = List.of("bird", "cat", "moon");
  private static final String HEADER = "number,some_category,quickdraw_class";

  @TempDir private Path folder;

  private LabeledPictures list(String... lines) throws IOException {
    Files.write(folder.resolve("index.csv"), List.of(lines));
    return LabeledPictures.list(folder, LABELS, false);
  }

  @Test
  void readsTheIndexInItsOrder() throws IOException {
    Files.createDirectories(folder.resolve("half moon"));
    Path jpeg = Files.createFile(folder.resolve("half moon/7.jpg"));

    LabeledPictures pictures =
        list(HEADER, "12,tomcat,cat", "7,half moon,moon", "", "3,tomcat,cat");

    assertThat(pictures.pictures())
        .containsExactly(
            new Picture(folder.resolve("tomcat/12.png"), 1),
            new Picture(folder.resolve("tomcat/3.png"), 1),
            new Picture(jpeg, 2));
    assertThat(pictures.leftOut()).isEmpty();
  }

  @Test
  void leavesOutCategoriesWithoutAClassOfTheirOwn() throws IOException {
    String[] lines = {
      HEADER,
      "1,angel,",
      "2,flying bird,bird",
      "3,standing bird,bird",
      "4,cat,cat",
      "5,yeti,yeti",
      "6,flying bird,bird"
    };

    LabeledPictures pictures = list(lines);
    assertThat(pictures.pictures()).containsExactly(new Picture(folder.resolve("cat/4.png"), 1));
    assertThat(pictures.leftOut())
        .containsExactly(
            new LeftOut("angel", "", 1, Reason.NO_CLASS),
            new LeftOut("flying bird", "bird", 2, Reason.SEVERAL_CATEGORIES),
            new LeftOut("standing bird", "bird", 1, Reason.SEVERAL_CATEGORIES),
            new LeftOut("yeti", "yeti", 1, Reason.UNKNOWN_CLASS));

    LabeledPictures merged = LabeledPictures.list(folder, LABELS, true);
    assertThat(merged.pictures()).hasSize(4);
    assertThat(merged.leftOut())
        .extracting(LeftOut::reason)
        .doesNotContain(Reason.SEVERAL_CATEGORIES);
  }

  @Test
  void listsWhatShowsSomethingElse() throws IOException {
    list(HEADER, "1,angel,", "4,cat,cat", "5,yeti,yeti", "6,angel,", "7,flying bird,bird");

    assertThat(LabeledPictures.others(folder, LABELS, Reason.NO_CLASS))
        .containsExactly(
            entry("angel", List.of(folder.resolve("angel/1.png"), folder.resolve("angel/6.png"))));
    assertThat(LabeledPictures.others(folder, LABELS, Reason.UNKNOWN_CLASS))
        .containsExactly(entry("yeti", List.of(folder.resolve("yeti/5.png"))));
  }

  @Test
  void takesFoldersAsClassesWithoutAnIndex() throws IOException {
    for (String name : List.of("moon/b.PNG", "moon/a.jpeg", "moon/notes.txt", "cat/x.jpg")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.createFile(folder.resolve(name));
    }
    Files.createDirectories(folder.resolve("yeti"));
    Files.createFile(folder.resolve("stray.png"));

    LabeledPictures pictures = LabeledPictures.list(folder, LABELS, false);

    assertThat(pictures.pictures())
        .containsExactly(
            new Picture(folder.resolve("cat/x.jpg"), 1),
            new Picture(folder.resolve("moon/a.jpeg"), 2),
            new Picture(folder.resolve("moon/b.PNG"), 2));
    assertThat(pictures.leftOut()).isEmpty();
  }

  @Test
  void reportsAMalformedIndexWithItsLine() {
    String index = folder.resolve("index.csv").toString();
    assertMalformed(
        "the first line must name the columns number, …_category and quickdraw_class, not"
            + " number,category: "
            + index
            + " line 1",
        "number,category");
    assertMalformed(
        "a line must have 3 fields between commas, without quotes: " + index + " line 3",
        HEADER,
        "1,cat,cat",
        "2,cat");
    assertMalformed(
        "a line must have 3 fields between commas, without quotes: " + index + " line 2",
        HEADER,
        "1,\"cat\",cat");
    assertMalformed(
        "category and number must be names of a folder and a file, not \"..\" and \"1\": "
            + index
            + " line 2",
        HEADER,
        "1,..,cat");
    assertMalformed(
        "category and number must be names of a folder and a file, not \"cat\" and \"../1\": "
            + index
            + " line 2",
        HEADER,
        "../1,cat,cat");
    assertMalformed(
        "a category must have one class, but cat has \"cat\" and \"moon\": " + index + " line 3",
        HEADER,
        "1,cat,cat",
        "2,cat,moon");
    assertMalformed(
        "a picture must have one line only: "
            + folder.resolve("cat/1.png")
            + ": "
            + index
            + " line 3",
        HEADER,
        "1,cat,cat",
        "1,cat,cat");
  }

  private void assertMalformed(String message, String... lines) {
    assertThatThrownBy(() -> list(lines)).isInstanceOf(DataSetException.class).hasMessage(message);
  }

  @Test
  void reportsAMissingFolder() {
    assertThatThrownBy(() -> LabeledPictures.list(folder.resolve("none"), LABELS, false))
        .isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void findsThePublishedSelectionInTheExternalDataSet() throws IOException {
    Path data = TestData.require("tu-berlin/index.csv").getParent();
    List<String> labels =
        List.of(
            "airplane",
            "alarm clock",
            "apple",
            "bicycle",
            "bird",
            "butterfly",
            "cactus",
            "candle",
            "car",
            "cat",
            "circle",
            "dog",
            "eye",
            "fish",
            "flower",
            "guitar",
            "house",
            "ice cream",
            "moon",
            "pineapple",
            "spider",
            "star",
            "sun",
            "tree",
            "umbrella");

    LabeledPictures pictures = LabeledPictures.list(data, labels, false);

    assertThat(pictures.pictures()).hasSize(880);
    assertThat(pictures.pictures().stream().map(Picture::label).distinct()).hasSize(22);
    assertThat(pictures.pictures()).allMatch(picture -> Files.isRegularFile(picture.file()));
  }
}
