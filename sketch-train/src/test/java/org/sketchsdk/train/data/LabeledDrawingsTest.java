package org.sketchsdk.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.quickdraw.DrawingFormatException;

class LabeledDrawingsTest {
  private static final String SVG =
      "<svg xmlns=\"http://www.w3.org/2000/svg\"><path stroke=\"red\" d=\"M1 2L3 4\"/></svg>";
  private static final String INKML = "<ink><trace>1 2, 3 4</trace></ink>";
  private static final String POINTS = "[{\"points\":[{\"x\":1,\"y\":2},{\"x\":3,\"y\":4}]}]";
  private static final String LINE = "{\"drawing\":[[[1,3],[2,4]]]}\n";
  private static final Drawing DRAWING = Drawing.of(Stroke.ofPoints(1, 2, 3, 4));

  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Path writeGzip(String name, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return Files.write(folder.resolve(name), bytes.toByteArray());
  }

  @Test
  void readsAFilePerClassInAnyFormat() throws IOException {
    write("a.svg", SVG);
    writeGzip("b.SVGZ", SVG);
    write("c.inkml", INKML);
    write("d.json", POINTS);
    writeGzip("e.jsonl.gz", LINE + LINE);
    write("f", LINE); // no suffix
    write("README", "One file per class.");
    write("notes.txt", "1, 2, 3");
    write(".hidden.svg", SVG);

    List<String> labels = LabeledDrawings.labelsIn(folder);
    LabeledDrawings data = LabeledDrawings.load(folder, labels);

    assertThat(labels).containsExactly("a", "b", "c", "d", "e", "f");
    assertThat(data.drawings())
        .containsExactly(
            List.of(DRAWING),
            List.of(DRAWING),
            List.of(DRAWING),
            List.of(DRAWING),
            List.of(DRAWING, DRAWING),
            List.of(DRAWING));
  }

  @Test
  void readsAFolderPerClass() throws IOException {
    write("cat/2.svg", SVG);
    write("cat/1.ndjson", "{\"drawing\":[[[5,6],[7,8]]]}\n");
    write("cat/3", INKML);
    write("cat/notes.txt", "not read");
    write("cat/._2.svg", "a copy that macOS writes");
    write("empty/notes.txt", "no drawings");
    write("sun.ndjson", LINE);
    write("sun/other.ndjson", LINE + LINE);

    LabeledDrawings data = LabeledDrawings.load(folder, LabeledDrawings.labelsIn(folder));

    assertThat(data.labels()).containsExactly("cat", "sun");
    assertThat(data.drawings().get(0))
        .containsExactly(Drawing.of(Stroke.ofPoints(5, 7, 6, 8)), DRAWING, DRAWING);
    assertThat(data.drawings().get(1)).containsExactly(DRAWING); // the file is preferred
    assertThat(data.sha256()).hasSize(64);
  }

  @Test
  void prefersOneFileOfAClass() throws IOException {
    write("cat.svg", SVG);
    write("cat.ndjson", LINE + LINE);
    writeGzip("cat.ndjson.gz", LINE + LINE + LINE);

    assertThat(LabeledDrawings.load(folder, List.of("cat")).size()).isEqualTo(3);
  }

  @Test
  void saysWhatIsMissingOrUnreadable() throws IOException {
    assertThatThrownBy(() -> LabeledDrawings.load(folder, List.of("cat")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no drawings of cat");
    Path text = write("cat.svg", "no SVG");
    assertThatThrownBy(() -> LabeledDrawings.load(folder, List.of("cat")))
        .isInstanceOf(DrawingFormatException.class)
        .hasMessageContaining(text.toString());
    Path empty = write("sun.svg", "<svg/>");
    assertThatThrownBy(() -> LabeledDrawings.load(folder, List.of("sun")))
        .isInstanceOf(DataSetException.class)
        .hasMessageContaining(empty.toString());
  }
}
