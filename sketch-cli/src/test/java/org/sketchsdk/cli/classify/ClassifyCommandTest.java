package org.sketchsdk.cli.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.cli.Drawings;
import org.sketchsdk.cli.HalvesModel;
import org.sketchsdk.cli.Pictures;
import org.sketchsdk.cli.Ran;

class ClassifyCommandTest {
  private static final String SUMMARY = "\\d+ drawings? in \\d+\\.\\d\\d s, \\d+ drawings/s";

  private final ObjectMapper mapper = new ObjectMapper();

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = HalvesModel.write(folder.resolve("halves.onnx"));
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private Ran classify(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("classify", "--model", model));
    all.addAll(Arrays.asList(arguments));
    return Ran.command(all.toArray());
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void printsOneJsonObjectADrawing() throws IOException {
    Path file =
        write(
            "some.ndjson",
            Drawings.line("left", 4503626191994880L),
            "",
            "{\"drawing\":[[[0,0,255,255],[0,255,255,0]]]}",
            "{\"word\":\"left\",\"key_id\":\"18446744073709551615\",\"drawing\":[]}");

    Ran ran = classify(file, "--format", "ndjson", "--top", 2);

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).endsWith("}\n");
    List<JsonNode> objects = new ArrayList<>();
    for (String line : ran.outLines()) {
      objects.add(mapper.readTree(line));
    }
    assertThat(objects).hasSize(3);
    for (JsonNode object : objects) {
      assertThat(object.fieldNames())
          .toIterable()
          .containsExactly("source", "line", "key_id", "word", "verdict", "predictions");
      assertThat(object.get("source").textValue()).isEqualTo(file.toString());
    }

    JsonNode left = objects.get(0);
    assertThat(left.get("line").longValue()).isEqualTo(1);
    assertThat(left.get("key_id").textValue()).isEqualTo("4503626191994880");
    assertThat(left.get("word").textValue()).isEqualTo("left");
    assertThat(left.get("verdict").textValue()).isEqualTo("RECOGNIZED");
    assertThat(left.get("predictions")).hasSize(2);
    double sum = 0;
    for (JsonNode candidate : left.get("predictions")) {
      assertThat(candidate.fieldNames()).toIterable().containsExactly("label", "probability");
      assertThat(candidate.get("label").textValue()).isIn(HalvesModel.LABELS);
      assertThat(candidate.get("probability").isNumber()).isTrue();
      sum += candidate.get("probability").doubleValue();
    }
    assertThat(left.get("predictions").get(0).get("label").textValue()).isEqualTo("left");
    assertThat(left.get("predictions").get(0).get("probability").doubleValue())
        .isBetween(0.5, 1.0)
        .isGreaterThan(left.get("predictions").get(1).get("probability").doubleValue());
    assertThat(sum).isLessThan(1);

    JsonNode nameless = objects.get(1);
    assertThat(nameless.get("line").longValue()).isEqualTo(3);
    assertThat(nameless.get("key_id").isNull()).isTrue();
    assertThat(nameless.get("word").isNull()).isTrue();
    assertThat(nameless.get("predictions").get(0).get("label").textValue()).isEqualTo("lower");

    JsonNode empty = objects.get(2);
    assertThat(empty.get("key_id").textValue()).isEqualTo("18446744073709551615");
    assertThat(empty.get("verdict").textValue()).isEqualTo("EMPTY");
    assertThat(empty.get("predictions").isArray()).isTrue();
    assertThat(empty.get("predictions")).isEmpty();
  }

  @Test
  void listsAllLabelsWhereMoreAreAskedFor() throws IOException {
    Path file = write("some.ndjson", Drawings.line("left", 1));

    JsonNode predictions =
        mapper
            .readTree(classify(file, "--format", "NDJSON", "--top", 100).out())
            .get("predictions");

    assertThat(predictions).hasSize(4);
    double sum = 0;
    for (JsonNode candidate : predictions) {
      sum += candidate.get("probability").doubleValue();
    }
    assertThat(sum).isCloseTo(1, within(3e-6));
  }

  @Test
  void printsARowADrawing() throws IOException {
    Path file =
        write(
            "some.ndjson",
            Drawings.line("upper", 1),
            "{\"word\":\"tab\\t\\u001b[2J\",\"drawing\":[]}");

    Ran ran = classify(file);

    assertThat(ran.outLines()).hasSize(2);
    assertThat(ran.outLines().get(0))
        .matches(
            "\\Q"
                + file
                + ":1  upper         \\E( {2}(upper|left|right|lower) +\\d+\\.\\d\\d %){3}")
        .contains("  upper           upper  ");
    assertThat(ran.outLines().get(1)).isEqualTo(file + ":2  tab\\t\\u001B[2J  (empty drawing)");
  }

  @Test
  void splitsABoardIntoItsDrawings() throws IOException {
    Path file =
        write(
            "board.ndjson",
            "{\"drawing\":[[[0,80,80,0,0],[0,0,80,80,0]],[[300,360,360,300,300],[10,10,70,70,10]]]}",
            "{\"drawing\":[]}");

    assertThat(classify(file).outLines()).hasSize(2);
    Ran ran = classify(file, "--sheet");
    assertThat(ran.outLines()).hasSize(5);
    assertThat(ran.outLines().get(0)).startsWith(file + ":1 ");
    assertThat(ran.outLines().get(1)).isEqualTo("  at 0, 0 to 80, 80");
    assertThat(ran.outLines().get(2)).startsWith(file + ":1 ");
    assertThat(ran.outLines().get(3)).isEqualTo("  at 300, 10 to 360, 70");
    assertThat(ran.outLines().get(4)).startsWith(file + ":2 ");
    assertThat(classify(file, "--sheet", "--format", "ndjson").outLines())
        .satisfiesExactly(
            row -> assertThat(row).contains("\"bounds\":[0,0,80,80]"),
            row -> assertThat(row).contains("\"bounds\":[300,10,360,70]"),
            row -> assertThat(row).contains("\"bounds\":null"));
  }

  @Test
  void saysWhatIsUnknownOrUncertain() throws IOException {
    Path knowing = HalvesModel.writeKnowing(folder.resolve("knowing.onnx"));
    Path file = write("some.ndjson", "{\"drawing\":[[[0,255,255,0,0],[0,0,255,255,0]]]}");

    assertThat(Ran.command("classify", "--model", knowing, file).outLines())
        .singleElement()
        .satisfies(row -> assertThat(row).endsWith(" %  (unknown)"));
    assertThat(classify(file).outLines())
        .singleElement()
        .satisfies(row -> assertThat(row).endsWith(" %  (uncertain)"));
  }

  @Test
  void sumsUpOnStandardError() throws IOException {
    Path file =
        write(
            "some.ndjson",
            Drawings.line("left", 1),
            Drawings.line("right", 2),
            Drawings.line("left", 3, "lower"),
            Drawings.line("upper", 4),
            "{\"word\":\"unicorn\",\"drawing\":[[[0,9],[0,9]]]}",
            "{\"word\":\"left\",\"drawing\":[]}");

    Ran ran = classify(file);

    // The word that the model does not know does not count; the empty drawing is not recognized.
    assertThat(ran.errLines()).hasSize(1);
    assertThat(ran.err().strip())
        .matches(
            SUMMARY
                + "\\Q; accuracy 60.00 % (3 of 5, 95 % interval 23.07 to 88.24 %);"
                + " 0 malformed records\\E")
        .startsWith("6 drawings in ");
  }

  @Test
  void saysNothingOfAccuracyWithoutWords() throws IOException {
    Path file = write("some.ndjson", "{\"drawing\":[[[0,9],[0,9]]]}");

    assertThat(classify(file).err().strip())
        .matches(SUMMARY + "; 0 malformed records")
        .startsWith("1 drawing in ");
  }

  @Test
  void reportsAMalformedLineAndClassifiesTheRest() throws IOException {
    Path file =
        write(
            "some.ndjson",
            Drawings.line("left", 1),
            "{\"drawing\":[[[",
            Drawings.line("right", 2),
            "{\"word\":\"left\"}",
            Drawings.line("lower", 3));

    Ran ran = classify(file, "--top", 1);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.outLines())
        .extracting(row -> row.substring(file.toString().length()).replaceAll(" +", " "))
        .satisfiesExactly(
            row -> assertThat(row).startsWith(":1 left left "),
            row -> assertThat(row).startsWith(":3 right right "),
            row -> assertThat(row).startsWith(":5 lower lower "));
    assertThat(ran.errLines()).hasSize(3);
    assertThat(ran.errLines().get(0)).startsWith("sketch: ").contains(file + " line 2, column ");
    assertThat(ran.errLines().get(1)).startsWith("sketch: ").contains(file + " line 4, column ");
    assertThat(ran.errLines().get(2)).endsWith("; 2 malformed records");
  }

  @Test
  void keepsTheOrderOfTheInputWhateverTheThreads() throws IOException {
    List<String> lines = new ArrayList<>();
    Random random = new Random(11);
    for (int i = 0; i < 1500; i++) { // a dozen batches
      lines.add(Drawings.line(HalvesModel.LABELS.get(random.nextInt(4)), 1000 + i));
    }
    Path first = Files.write(folder.resolve("first.ndjson"), lines.subList(0, 901));
    Path second = Files.write(folder.resolve("second.ndjson"), lines.subList(901, 1500));

    Ran ran = classify(first, second, "--format", "ndjson", "--top", 1);

    assertThat(ran.outLines()).hasSize(1500);
    for (int i = 0; i < 1500; i++) {
      JsonNode object = mapper.readTree(ran.outLines().get(i));
      assertThat(object.get("key_id").textValue()).isEqualTo(Integer.toString(1000 + i));
      assertThat(object.get("line").intValue()).isEqualTo(i < 901 ? i + 1 : i - 900);
      assertThat(object.get("source").textValue()).isEqualTo((i < 901 ? first : second).toString());
      assertThat(object.get("predictions").get(0).get("label").textValue())
          .isEqualTo(object.get("word").textValue());
    }
    assertThat(classify(first, second, "--format", "ndjson", "--top", 1).out())
        .isEqualTo(ran.out());
    assertThat(ran.err()).contains("1500 drawings in ", "(1500 of 1500,");
  }

  @Test
  void readsStandardInput() throws IOException {
    String lines = Drawings.line("left", 1) + "\n{\n" + Drawings.line("right", 2) + "\n";

    for (byte[] input : List.of(lines.getBytes(StandardCharsets.UTF_8), gzip(lines))) {
      Ran ran = Ran.withInput(input, "classify", "-", "--model", model, "--format", "ndjson");

      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.outLines()).hasSize(2);
      assertThat(mapper.readTree(ran.outLines().get(1)).get("source").textValue()).isEqualTo("-");
      assertThat(mapper.readTree(ran.outLines().get(1)).get("line").intValue()).isEqualTo(3);
      assertThat(ran.errLines().get(0)).contains("standard input line 2, column ");
    }
  }

  @Test
  void reportsEmptyStandardInput() {
    Ran ran = Ran.withInput(new byte[0], "classify", "-", "--model", model);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines().get(0)).isEqualTo("sketch: no drawing in standard input");
  }

  @Test
  void refusesStandardInputTwice() {
    Ran ran = classify("-", "-");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.errLines()).containsExactly("sketch: standard input (-) can only be read once");
  }

  @Test
  void readsAFolderByNameAndItsFoldersToo() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.createDirectories(data.resolve("more"));
    Files.write(data.resolve("b.ndjson.gz"), gzip(Drawings.line("left", 2) + "\n"));
    Files.write(data.resolve("c.ndjson"), List.of(Drawings.line("upper", 3)));
    Files.write(data.resolve("a.ndjson"), List.of(Drawings.line("lower", 1)));
    Files.write(data.resolve("more/z.ndjson"), List.of(Drawings.line("lower", 4)));
    Files.write(data.resolve("notes.txt"), List.of("not drawings"));

    Ran ran = classify(data);

    assertThat(ran.code()).isZero();
    assertThat(ran.outLines())
        .extracting(row -> data.relativize(Path.of(row.substring(0, row.indexOf(":1  ")))))
        .containsExactly(
            Path.of("a.ndjson"),
            Path.of("b.ndjson.gz"),
            Path.of("c.ndjson"),
            Path.of("more", "z.ndjson"));
  }

  @Test
  void reportsAMissingFileBeforeAnyWork() throws IOException {
    Path file = write("some.ndjson", Drawings.line("left", 1));

    Ran ran = classify(file, folder.resolve("missing.ndjson"));

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.errLines())
        .containsExactly("sketch: no such file: " + folder.resolve("missing.ndjson"));
  }

  @Test
  void reportsAnEmptyFileAndGoesOn() throws IOException {
    Path empty = write("empty.ndjson");
    Path blank = write("blank.ndjson", "", " ");
    Path file = write("some.ndjson", Drawings.line("left", 1));

    Ran ran = classify(empty, blank, file);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.outLines()).hasSize(1);
    assertThat(ran.errLines().subList(0, 2))
        .containsExactly("sketch: no drawing in " + empty, "sketch: no drawing in " + blank);
    assertThat(ran.errLines()).hasSize(3);
  }

  @Test
  void reportsABinaryFileOnceAndGoesOn() throws IOException {
    byte[] bytes = new byte[20_000];
    new Random(5).nextBytes(bytes);
    Path binary = Files.write(folder.resolve("binary.ndjson"), bytes);
    Path file = write("some.ndjson", Drawings.line("left", 1));

    Ran ran = classify(binary, file);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.outLines()).hasSize(1);
    assertThat(ran.errLines()).hasSize(2);
    assertThat(ran.errLines().get(0))
        .startsWith("sketch: the content must be lines of JSON text")
        .contains(binary + " line 1, ");
  }

  @Test
  void classifiesWhatComesBeforeTheEndOfATruncatedFile() throws IOException {
    StringBuilder lines = new StringBuilder();
    Random random = new Random(3);
    for (int i = 0; i < 400; i++) {
      lines.append(Drawings.line("left", random.nextInt(1 << 30))).append('\n');
    }
    byte[] whole = gzip(lines.toString());
    Path file =
        Files.write(folder.resolve("cut.ndjson.gz"), Arrays.copyOf(whole, whole.length / 2));

    Ran ran = classify(file);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.outLines().size()).isBetween(50, 399);
    assertThat(ran.errLines()).hasSize(2);
    assertThat(ran.errLines().get(0)).startsWith("sketch: gzip data is truncated: " + file);
  }

  @Test
  void reportsAFolderWithoutDrawings() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));

    Ran ran = classify(empty);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines())
        .containsExactly("sketch: no file of drawings or pictures in folder " + empty);
  }

  @Test
  void classifiesAPicture() throws IOException {
    Path picture = Pictures.write(folder.resolve("A.PNG.png"), "left");

    Ran ran = classify(picture, "--top", 1);

    assertThat(ran.code()).isZero();
    assertThat(ran.outLines()).hasSize(1);
    assertThat(ran.outLines().get(0))
        .matches("\\Q" + picture + "  -               left           \\E +\\d+\\.\\d\\d %");
    assertThat(ran.err().strip())
        .matches(SUMMARY + "; 0 malformed records")
        .startsWith("1 drawing ");
  }

  @Test
  void saysInWordsWhatIsWrongWithAPicture() throws IOException {
    Path blank = Pictures.write(folder.resolve("blank.png"), "blank");
    Path dark = Pictures.writeInverted(folder.resolve("dark.jpg"), "right");

    Ran ran = classify(blank, dark, "--top", 1);

    assertThat(ran.code()).isZero();
    assertThat(ran.outLines())
        .satisfiesExactly(
            row -> assertThat(row).isEqualTo(blank + "  -               (no drawing found)"),
            row -> assertThat(row).isEqualTo("  no drawing was found in the picture"),
            row -> assertThat(row).startsWith(dark + "  -               right  "),
            row ->
                assertThat(row)
                    .isEqualTo("  the picture shows light ink on a dark ground and was inverted"));
  }

  @Test
  void printsAPictureAsAJsonObjectWithItsRemarks() throws IOException {
    Path dark = Pictures.writeInverted(folder.resolve("dark.png"), "upper");

    Ran ran = classify(dark, "--format", "ndjson", "--top", 2);

    JsonNode object = mapper.readTree(ran.out());
    assertThat(object.fieldNames())
        .toIterable()
        .containsExactly(
            "source", "line", "key_id", "word", "verdict", "predictions", "bounds", "diagnostics");
    assertThat(object.get("source").textValue()).isEqualTo(dark.toString());
    assertThat(object.get("line").isNull()).isTrue();
    assertThat(object.get("predictions").get(0).get("label").textValue()).isEqualTo("upper");
    assertThat(object.get("diagnostics")).hasSize(1);
    assertThat(object.get("diagnostics").get(0).textValue()).isEqualTo("INVERTED");
  }

  @Test
  void readsDrawingsAndPicturesOfAFolderByName() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Pictures.write(data.resolve("c.jpeg"), "left");
    Files.write(data.resolve("b.ndjson"), List.of(Drawings.line("upper", 3)));
    Pictures.write(data.resolve("a.png"), "right");
    Files.write(data.resolve("notes.txt"), List.of("not drawings"));

    Ran ran = classify(data, "--top", 1);

    assertThat(ran.code()).isZero();
    assertThat(ran.outLines())
        .extracting(row -> row.substring(data.toString().length() + 1).replaceAll(" +", " "))
        .satisfiesExactly(
            row -> assertThat(row).startsWith("a.png - right "),
            row -> assertThat(row).startsWith("b.ndjson:1 upper upper "),
            row -> assertThat(row).startsWith("c.jpeg - left "));
    assertThat(ran.err()).contains("3 drawings in ", "(1 of 1,");
  }

  @Test
  void reportsAPictureThatCannotBeReadAndGoesOn() throws IOException {
    Path text = write("text.png", "no picture");
    Path good = Pictures.write(folder.resolve("good.png"), "left");

    Ran ran = classify(text, good);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.outLines()).hasSize(1);
    assertThat(ran.errLines()).hasSize(2);
    assertThat(ran.errLines().get(0))
        .isEqualTo("sketch: this is no PNG, JPEG, GIF or BMP picture, nor WebP, nor TIFF: " + text);
  }

  @Test
  void refusesAnUnknownBackend() throws IOException {
    Path file = write("some.ndjson", Drawings.line("left", 1));

    Ran ran = classify(file, "--backend", "abacus");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.errLines())
        .singleElement()
        .asString()
        .startsWith("sketch: --backend: no backend is named \"abacus\"; known: [")
        .contains("onnx");
  }

  @Test
  void takesABackendByName() throws IOException {
    Path file = write("some.ndjson", Drawings.line("left", 1));

    assertThat(classify(file, "--backend", "onnx").code()).isZero();
  }

  @Test
  void reportsAModelThatIsNotOnnx() throws IOException {
    Path file = write("some.ndjson", Drawings.line("left", 1));
    Path text = write("text.onnx", "not a model");
    Path empty = Files.createFile(folder.resolve("empty.onnx"));

    for (Path bad : List.of(text, empty, file)) {
      Ran ran = Ran.command("classify", file, "--model", bad);

      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.errLines())
          .singleElement()
          .asString()
          .startsWith("sketch: not an ONNX model: ")
          .endsWith(bad.toString());
    }
  }

  @Test
  void reportsAModelThatIsMissingOrAFolder() throws IOException {
    Path file = write("some.ndjson", Drawings.line("left", 1));

    Ran missing = Ran.command("classify", file, "--model", folder.resolve("no.onnx"));
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.errLines())
        .containsExactly("sketch: no such file: " + folder.resolve("no.onnx"));

    Ran directory = Ran.command("classify", file, "--model", folder);
    assertThat(directory.code()).isEqualTo(1);
    assertThat(directory.errLines())
        .containsExactly("sketch: the model must be a file, not a folder: " + folder);
  }

  @Test
  void refusesOptionsThatMakeNoSense() throws IOException {
    Path file = write("some.ndjson", Drawings.line("left", 1));

    assertRefused(classify(file, "--top", 0), "--top must be at least 1: 0");
    assertRefused(classify(file, "--top", "few"), "'--top': 'few' is not an int");
    assertRefused(classify(file, "--format", "nonsense"), "'--format'", "'nonsense'");
    assertRefused(classify(), "Missing required parameter: 'PATH'");
  }

  private static void assertRefused(Ran ran, String... parts) {
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.errLines()).singleElement().asString().startsWith("sketch: ").contains(parts);
  }

  @Test
  void printsFewMessagesForAFileOfMalformedLines() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.ndjson"), "x\n".repeat(100_000));

    Ran ran = Ran.command("classify", file, "--model", model);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines()).hasSize(7);
    assertThat(ran.errLines().get(5))
        .isEqualTo("sketch: and 99995 more malformed records in " + file);
    assertThat(ran.errLines().get(6)).contains("100000 malformed records");
  }

  @Test
  void escapesWhatATerminalObeys() throws IOException {
    Path file = folder.resolve("a\u001B[31m\u202E\nb.ndjson");
    Files.writeString(file, Drawings.line("left\\u001b[0m\\u202e\\n", 1, "left") + "\nx\n");

    for (String format : new String[] {"table", "ndjson"}) {
      Ran ran = Ran.command("classify", file, "--model", model, "--format", format);
      assertThat(ran.outLines()).hasSize(1);
      assertThat(ran.out() + ran.err()).doesNotContain("\u001B", "\u202E");
    }
  }
}
