package org.sketchsdk.cli.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.cli.Drawings;
import org.sketchsdk.cli.Pictures;
import org.sketchsdk.cli.Samples;
import org.sketchsdk.cli.console.FailureException;
import org.sketchsdk.core.ink.DrawingFormat;
import org.sketchsdk.core.ink.DrawingReader;

class InputFilesTest {
  @TempDir private Path folder;
  private final List<String> problems = new ArrayList<>();

  private InputFiles search(boolean pictures) throws IOException {
    List<Path> paths = List.of(folder);
    InputStream none = InputStream.nullInputStream();
    return pictures
        ? InputFiles.withPictures(paths, none, problems::add)
        : InputFiles.of(paths, none, problems::add);
  }

  private int drawingsIn(InputFiles files, Path file, DrawingFormat format) throws IOException {
    int count = 0;
    try (DrawingReader reader = files.open(file, problems::add)) {
      assertThat(reader.format()).isEqualTo(format);
      while (reader.next() != null) {
        count++;
      }
    }
    return count;
  }

  @Test
  void knowsFilesOfAFolderByTheirContent() throws IOException {
    Path upperCase = Files.write(folder.resolve("CAT.NDJSON"), List.of(Drawings.line("left", 1)));
    Path binary = Files.write(folder.resolve("cat.bin.gz"), Samples.gzip(Samples.binary(3)));
    Path noSuffix = Files.write(folder.resolve("drawing"), List.of(Drawings.line("upper", 2)));
    Path svg = Files.writeString(folder.resolve("logo.txt"), Samples.SVG);
    Path notes = Files.writeString(folder.resolve("notes.md"), "# Cats\n\nDraw, more, cats.\n");
    Files.writeString(folder.resolve("._CAT.NDJSON"), "a copy that macOS writes");

    InputFiles files = search(false);

    assertThat(files.files()).containsExactlyInAnyOrder(upperCase, binary, noSuffix, svg);
    assertThat(files.leftOut()).isEqualTo("; left out 1 other file: " + notes);
    assertThat(drawingsIn(files, upperCase, DrawingFormat.NDJSON)).isEqualTo(1);
    assertThat(drawingsIn(files, binary, DrawingFormat.BINARY)).isEqualTo(3);
    assertThat(drawingsIn(files, noSuffix, DrawingFormat.NDJSON)).isEqualTo(1);
    assertThat(drawingsIn(files, svg, DrawingFormat.SVG)).isEqualTo(1);
    assertThat(files.bytesRead()).isEqualTo(files.totalBytes());
    assertThat(problems).isEmpty();
  }

  @Test
  void tellsPicturesFromDrawings() throws IOException {
    Path picture = Pictures.write(folder.resolve("left.png"), "left");
    Path renamed = Files.copy(picture, folder.resolve("left"));
    Path damaged = Files.writeString(folder.resolve("damaged.webp"), "no picture");
    Path drawings = Files.write(folder.resolve("cat.ndjson"), List.of(Drawings.line("left", 1)));

    assertThat(search(false).files()).containsExactly(drawings);
    InputFiles files = search(true);
    assertThat(files.files()).containsExactlyInAnyOrder(picture, renamed, damaged, drawings);
    assertThat(files.holdsPicture(renamed)).isTrue();
    assertThat(files.holdsPicture(damaged)).isTrue();
    assertThat(files.holdsPicture(drawings)).isFalse();
    assertThat(files.readPicture(renamed).width()).isEqualTo(160);
  }

  @Test
  void standardInputKeepsTheBytesThatTellAPicture() throws IOException {
    Path standardInput = Path.of("-");
    byte[] content = (Drawings.line("left", 1) + "\n").getBytes(UTF_8);
    InputFiles files =
        InputFiles.withPictures(
            List.of(standardInput), new ByteArrayInputStream(content), problems::add);

    assertThat(files.holdsPicture(standardInput)).isFalse();
    assertThat(drawingsIn(files, standardInput, DrawingFormat.NDJSON)).isEqualTo(1);
    assertThat(files.bytesRead()).isEqualTo(content.length);
  }

  @Test
  void tellsTheFormatOfStandardInputByItsContent() throws IOException {
    Path standardInput = Path.of("-");
    byte[] svg = Samples.SVG.getBytes(UTF_8);
    for (byte[] content : List.of(svg, Samples.gzip(svg))) {
      InputFiles files =
          InputFiles.withPictures(
              List.of(standardInput), new ByteArrayInputStream(content), problems::add);

      assertThat(files.holdsPicture(standardInput)).isFalse();
      assertThat(drawingsIn(files, standardInput, DrawingFormat.SVG)).isEqualTo(1);
    }
    InputFiles files =
        InputFiles.of(
            List.of(standardInput),
            new ByteArrayInputStream(Samples.gzip(Samples.binary(2))),
            problems::add);
    assertThat(drawingsIn(files, standardInput, DrawingFormat.BINARY)).isEqualTo(2);
  }

  @Test
  void namesTheFilesOfAFolderWithoutDrawings() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes.md"), "# Cats\n");

    assertThatThrownBy(() -> search(true))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "no file of drawings or pictures in folder "
                + folder
                + "; left out 1 other file: "
                + notes);
  }
}
