package org.sketchsdk.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.cli.Drawings;
import org.sketchsdk.cli.Ran;
import org.sketchsdk.cli.Samples;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.ink.DrawingFiles;
import org.sketchsdk.core.ink.DrawingReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

class ConvertCommandTest {
  private static final Drawing E =
      Drawing.of(Stroke.ofPoints(90, 10, 10, 10, 10, 90, 90, 90), Stroke.ofPoints(10, 50, 50, 50));

  @TempDir private Path folder;
  private Path two;
  private Path out;

  @BeforeEach
  void writeDrawings() throws IOException {
    two =
        Files.write(
            folder.resolve("two.ndjson"),
            List.of(Drawings.line("left", 11), Drawings.line("upper", 12)));
    out = folder.resolve("out");
  }

  private Ran convert(String target, Object... paths) {
    List<Object> arguments = new ArrayList<>(List.of("convert", "--to", target, "--out", out));
    arguments.addAll(List.of(paths));
    return Ran.command(arguments.toArray());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<QuickDrawRecord> read(Path file) throws IOException {
    try (DrawingReader reader = DrawingFiles.open(file)) {
      return reader.records().toList();
    }
  }

  @Test
  void makesAFileOfLinesOfEachFile() throws IOException {
    Path svg = Files.writeString(folder.resolve("e.svg"), Samples.SVG);
    Path binary = Files.write(folder.resolve("kite.bin.gz"), Samples.gzip(Samples.binary(3)));

    Ran ran = convert("ndjson", svg, binary, two);

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.errLines())
        .singleElement()
        .asString()
        .startsWith("6 drawings in 3 NDJSON files");
    assertThat(ran.err()).contains("; left out of drawings: ").contains("text");
    assertThat(names()).containsExactly("e.ndjson", "kite.ndjson", "two.ndjson");
    assertThat(read(out.resolve("e.ndjson")))
        .extracting(QuickDrawRecord::drawing)
        .containsExactly(E);
    assertThat(read(out.resolve("kite.ndjson"))).isEqualTo(read(binary)).hasSize(3);
    assertThat(read(out.resolve("two.ndjson"))).isEqualTo(read(two)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"svg", "inkml"})
  void makesAFilePerDrawingThatIsReadBack(String target) throws IOException {
    Ran ran = convert(target, two);

    assertThat(ran.code()).isZero();
    assertThat(names()).containsExactly("two-00001." + target, "two-00002." + target);
    List<QuickDrawRecord> expected = read(two);
    for (int i = 0; i < 2; i++) {
      assertThat(read(out.resolve(names().get(i))))
          .extracting(QuickDrawRecord::drawing)
          .containsExactly(expected.get(i).drawing());
    }
  }

  @Test
  void makesPicturesAsTheModelSeesThem() throws IOException {
    Path one = Files.write(folder.resolve("one"), List.of(Drawings.line("left", 1)));

    Ran ran = convert("png", one, "--size", 128);

    assertThat(ran.code()).isZero();
    assertThat(ran.errLines())
        .containsExactly(
            "1 drawing in 1 PNG file in " + out + "; PNG has no words, keys, times and strokes");
    assertThat(names()).containsExactly("one.png");
    BufferedImage image = ImageIO.read(out.resolve("one.png").toFile());
    Raster raster = Rasterizer.create(RasterOptions.defaults()).render(read(one).get(0).drawing());
    for (int i = 0; i < 128 * 128; i++) {
      int paper = image.getRaster().getSample(i % 128, i / 128, 0);
      assertThat(paper).isEqualTo(255 - raster.ink(i % 128, i / 128));
    }
  }

  @Test
  void keepsFilesOfOneNameApart() throws IOException {
    Path other = Files.createDirectory(folder.resolve("more"));
    Files.write(other.resolve("TWO.ndjson"), List.of(Drawings.line("lower", 13)));

    assertThat(convert("ndjson", two, other).code()).isZero();

    assertThat(names()).containsExactly("TWO-2.ndjson", "two.ndjson");
    assertThat(read(out.resolve("two.ndjson"))).hasSize(2);
    assertThat(read(out.resolve("TWO-2.ndjson"))).hasSize(1);
  }

  @Test
  void readsStandardInput() throws IOException {
    Ran ran =
        Ran.withInput(Files.readAllBytes(two), "convert", "-", "--to", "ndjson", "--out", out);

    assertThat(ran.code()).isZero();
    assertThat(read(out.resolve("drawings.ndjson"))).isEqualTo(read(two));
  }

  @Test
  void reportsWhatCannotBeReadAndConvertsTheRest() throws IOException {
    Path some =
        Files.write(
            folder.resolve("some.ndjson"),
            List.of(Drawings.line("left", 1), "{", Drawings.line("upper", 2)));
    Path pdf = Files.writeString(folder.resolve("some.pdf"), "%PDF-1.7 and more than that\n");

    Ran ran = convert("ndjson", pdf, some);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines()).hasSize(3);
    assertThat(ran.errLines().get(0)).startsWith("sketch: ").contains("PDF", pdf.toString());
    assertThat(ran.errLines().get(1)).contains(some + " line 2, ");
    assertThat(ran.errLines().get(2))
        .startsWith("2 drawings in 1 NDJSON file in ")
        .contains("; 1 malformed record left out");
    assertThat(read(out.resolve("some.ndjson"))).hasSize(2);
  }

  @Test
  void replacesNoFileThatItReads() throws IOException {
    byte[] before = Files.readAllBytes(two);
    out = folder;

    Ran ran = convert("ndjson", two);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines())
        .containsExactly(
            "sketch: this file is read and must not be replaced; name another folder to write to: "
                + two);
    assertThat(Files.readAllBytes(two)).isEqualTo(before);
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertThat(convert("gif", two).code()).isEqualTo(2);
    assertThat(convert("png", two, "--size", 27).errLines())
        .containsExactly("sketch: --size must be 28 to 512: 27");
    assertThat(out).doesNotExist();
  }
}
