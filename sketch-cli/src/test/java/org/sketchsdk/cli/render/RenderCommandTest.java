package org.sketchsdk.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.cli.Drawings;
import org.sketchsdk.cli.HalvesModel;
import org.sketchsdk.cli.Ran;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

class RenderCommandTest {
  private static final int CELL = 129; // 128 pixels and a line
  private static final int LINE = 192;

  @TempDir private Path folder;
  private Path drawings;
  private Path sheet;

  @BeforeEach
  void writeDrawings() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      lines.add(Drawings.line(HalvesModel.LABELS.get(i % 4), 100 + i));
    }
    drawings = Files.write(folder.resolve("seven.ndjson"), lines);
    sheet = folder.resolve("sheet.png");
  }

  private Ran render(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("render", "--out", sheet));
    all.addAll(Arrays.asList(arguments));
    return Ran.command(all.toArray());
  }

  private byte[] rendered(Object... arguments) throws IOException {
    assertThat(render(arguments).code()).isZero();
    return Files.readAllBytes(sheet);
  }

  private BufferedImage image() throws IOException {
    return ImageIO.read(sheet.toFile());
  }

  private static int gray(BufferedImage image, int x, int y) {
    return image.getRaster().getSample(x, y, 0);
  }

  /** The ink of a cell, counted from 0. */
  private static int[] cell(BufferedImage image, int column, int row) {
    int[] samples =
        image.getRaster().getSamples(column * CELL + 1, row * CELL + 1, 128, 128, 0, (int[]) null);
    return Arrays.stream(samples).map(sample -> 255 - sample).toArray();
  }

  @Test
  void drawsWhatTheModelSeesInAGrid() throws IOException {
    Ran ran = render(drawings);

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.errLines()).containsExactly("7 drawings on 388 x 388 pixels: " + sheet);
    BufferedImage image = image();
    assertThat(image.getWidth()).isEqualTo(3 * CELL + 1);
    assertThat(image.getHeight()).isEqualTo(3 * CELL + 1);
    for (int i = 0; i < image.getWidth(); i++) {
      for (int line = 0; line < 4; line++) {
        assertThat(gray(image, i, line * CELL)).isEqualTo(LINE);
        assertThat(gray(image, line * CELL, i)).isEqualTo(LINE);
      }
    }
    Rasterizer rasterizer = Rasterizer.create(RasterOptions.defaults());
    try (NdjsonReader reader = NdjsonReader.open(drawings)) {
      for (int i = 0; i < 7; i++) {
        Raster raster = rasterizer.render(reader.next().drawing());
        int[] ink = cell(image, i % 3, i / 3);
        for (int p = 0; p < ink.length; p++) {
          assertThat(ink[p]).isEqualTo(raster.ink(p % 128, p / 128));
        }
      }
    }
    assertThat(Arrays.stream(cell(image, 1, 2)).sum()).as("no eighth drawing").isZero();
  }

  @Test
  void givesTheSameBytesForTheSameSeed() throws IOException {
    byte[] first = rendered(drawings, "--augment", "training", "--seed", 3);

    assertThat(rendered(drawings, "--augment", "training", "--seed", 3)).isEqualTo(first);
    assertThat(rendered(drawings, "--augment", "training", "--seed", 4)).isNotEqualTo(first);
    assertThat(rendered(drawings)).isNotEqualTo(first);
    assertThat(rendered(drawings, "--augment", "none", "--seed", 9)).isEqualTo(rendered(drawings));
  }

  @Test
  void showsCleanWobbleMorphologyAndBothInARowADrawing() throws IOException {
    Ran ran = render(drawings, "--panels", "--limit", 2, "--seed", 5);

    assertThat(ran.errLines()).containsExactly("2 drawings on 517 x 259 pixels: " + sheet);
    BufferedImage image = image();
    for (int row = 0; row < 2; row++) {
      int[] clean = cell(image, 0, row);
      int[] wobble = cell(image, 1, row);
      int[] morphology = cell(image, 2, row);
      int[] both = cell(image, 3, row);
      assertThat(wobble).isNotEqualTo(clean);
      assertThat(morphology).isNotEqualTo(clean);
      // The same choice and the same tremor: what dilation adds to one, it adds to the other.
      boolean dilates = Arrays.stream(morphology).sum() > Arrays.stream(clean).sum();
      for (int p = 0; p < clean.length; p++) {
        assertThat(Integer.compare(morphology[p], clean[p])).isIn(0, dilates ? 1 : -1);
        assertThat(Integer.compare(both[p], wobble[p])).isIn(0, dilates ? 1 : -1);
      }
    }
  }

  @Test
  void stopsAtTheLimitAcrossFiles() throws IOException {
    Ran ran = render(drawings, drawings, "--limit", 9, "--size", 28);

    assertThat(ran.errLines()).containsExactly("9 drawings on 88 x 88 pixels: " + sheet);
    assertThat(render(drawings, "--limit", 1).errLines())
        .containsExactly("1 drawing on 130 x 130 pixels: " + sheet);
  }

  @Test
  void writesAPicturePerDrawing() throws IOException {
    Path each = folder.resolve("each");
    Path one = Files.write(folder.resolve("one"), List.of(Drawings.line("left", 1)));

    Ran ran = Ran.command("render", drawings, one, "--each", each);

    assertThat(ran.code()).isZero();
    assertThat(ran.errLines()).containsExactly("8 pictures in " + each);
    Rasterizer rasterizer = Rasterizer.create(RasterOptions.defaults());
    try (NdjsonReader reader = NdjsonReader.open(drawings)) {
      for (int i = 1; i <= 7; i++) {
        Raster raster = rasterizer.render(reader.next().drawing());
        BufferedImage image = ImageIO.read(each.resolve("seven-0000" + i + ".png").toFile());
        assertThat(image.getWidth()).isEqualTo(128);
        for (int p = 0; p < 128 * 128; p++) {
          assertThat(255 - gray(image, p % 128, p / 128)).isEqualTo(raster.ink(p % 128, p / 128));
        }
      }
    }
    assertThat(each.resolve("one.png")).exists();
    try (Stream<Path> files = Files.list(each)) {
      assertThat(files).hasSize(8);
    }
  }

  @Test
  void writesAPicturePerDrawingUpToTheLimitWithTheRandomNumbersOfTheSheet() throws IOException {
    Path each = folder.resolve("each");

    Ran ran =
        Ran.command(
            "render", drawings, "--each", each, "--limit", 2, "--augment", "training", "--seed", 3);

    assertThat(ran.errLines()).containsExactly("2 pictures in " + each);
    rendered(drawings, "--limit", 2, "--augment", "training", "--seed", 3);
    for (int i = 0; i < 2; i++) {
      BufferedImage image = ImageIO.read(each.resolve("seven-0000" + (i + 1) + ".png").toFile());
      int[] paper = image.getRaster().getSamples(0, 0, 128, 128, 0, (int[]) null);
      assertThat(Arrays.stream(paper).map(p -> 255 - p).toArray()).isEqualTo(cell(image(), i, 0));
    }
    assertThat(each.resolve("seven-00003.png")).doesNotExist();
  }

  @Test
  void wantsASheetOrAFolder() {
    Path each = folder.resolve("each");
    assertFails(2, "either --out FILE.png or --each DIR must be given", drawings, "--each", each);
    assertThat(Ran.command("render", drawings).errLines())
        .containsExactly("sketch: either --out FILE.png or --each DIR must be given");
    assertThat(Ran.command("render", drawings, "--each", each, "--panels").code()).isEqualTo(2);
    assertThat(Ran.command("render", drawings, "--each", each, "--limit", 0).errLines())
        .containsExactly("sketch: --limit must be at least 1: 0");
    assertThat(each).doesNotExist();
  }

  @Test
  void readsStandardInput() throws IOException {
    byte[] fromFile = rendered(drawings, "--size", 64);

    Ran ran =
        Ran.withInput(Files.readAllBytes(drawings), "render", "-", "--size", 64, "--out", sheet);

    assertThat(ran.code()).isZero();
    assertThat(Files.readAllBytes(sheet)).isEqualTo(fromFile);
  }

  @Test
  void reportsMalformedLinesAndDrawsTheRest() throws IOException {
    Path file = Files.write(folder.resolve("some.ndjson"), List.of("{", Drawings.line("left", 1)));

    Ran ran = render(file);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines()).hasSize(2);
    assertThat(ran.errLines().get(0)).startsWith("sketch: ").contains(file + " line 1, ");
    assertThat(ran.errLines().get(1)).startsWith("1 drawing on ");
    assertThat(image().getWidth()).isEqualTo(CELL + 1);
  }

  @Test
  void writesNoSheetWithoutDrawings() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.ndjson"));
    Path binary =
        Files.write(folder.resolve("a.ndjson"), "\u0000\u0001".getBytes(StandardCharsets.UTF_8));

    assertThat(render(empty).errLines()).containsExactly("sketch: no drawing in " + empty);
    assertThat(render(empty).code()).isEqualTo(1);
    assertThat(render(binary).errLines()).hasSize(1);
    assertThat(render(binary).code()).isEqualTo(1);
    assertThat(sheet).doesNotExist();
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertFails(2, "--limit must be 1 to 10000: 0", drawings, "--limit", 0);
    assertFails(2, "--limit must be 1 to 10000: 10001", drawings, "--limit", 10001);
    assertFails(2, "--size must be 28 to 512: 27", drawings, "--size", 27);
    assertFails(
        2,
        "--augment must be one of none, wobble, morphology, domain-matched, training: earthquake",
        drawings,
        "--augment",
        "earthquake");
    assertFails(
        2,
        "--panels has its own augmentations: leave --augment out",
        drawings,
        "--panels",
        "--augment",
        "wobble");
  }

  @Test
  void refusesPlacesWhereNoSheetCanBe() throws IOException {
    Path image = folder.resolve("sheet.gif");
    sheet = image;
    assertFails(2, "--out must name a .png file: " + image, drawings);
    sheet = folder.resolve("none").resolve("sheet.png");
    assertFails(1, "no such folder: " + folder.resolve("none"), drawings);
    sheet = Files.createDirectories(folder.resolve("folder.png"));
    assertFails(1, "the sheet must be a file, not a folder: " + sheet, drawings);
  }

  private void assertFails(int code, String line, Object... arguments) {
    Ran ran = render(arguments);

    assertThat(ran.code()).isEqualTo(code);
    assertThat(ran.errLines()).containsExactly("sketch: " + line);
  }

  @Test
  void refusesASheetOfMoreThanAHundredMillionPixels() throws IOException {
    Path many =
        Files.write(
            folder.resolve("many.ndjson"), Collections.nCopies(400, Drawings.line("left", 1)));

    assertFails(
        2,
        "a sheet of 10261 x 10261 pixels is too large (at most 100000000 pixels, see --limit and"
            + " --size)",
        many,
        "--limit",
        400,
        "--size",
        512);
  }
}
