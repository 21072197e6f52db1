package org.sketchsdk.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.testing.TestData;

/** The whole job in this JVM, on drawings of the tests' own. */
class ClassifyJobIT {
  private static final String HOUSE =
      "[[[20,20,80,80,20],[50,100,100,50,50]],[[20,50,80],[50,10,50]],[[45,45,58,58],[100,72,72,100]]]";
  private static final String SQUARE = "[[[0,255,255,0,0],[0,0,255,255,0]]]";
  private static final String CROSS = "[[[0,255],[0,255]],[[0,255],[255,0]]]";

  @TempDir private Path folder;
  private Path data;
  private Path out;

  @BeforeEach
  void makeFolders() throws IOException {
    data = Files.createDirectories(folder.resolve("data"));
    out = folder.resolve("out");
  }

  @AfterAll
  static void stopSpark() {
    LocalSession.stop();
  }

  private static String line(String word, String key, String drawing) {
    return "{\"word\":\"" + word + "\",\"key_id\":\"" + key + "\",\"drawing\":" + drawing + "}";
  }

  private static void writeGzip(Path file, List<String> lines) throws IOException {
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write((String.join("\n", lines) + '\n').getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What the job said. */
  private record Ran(int code, String out, String err) {}

  private static Ran run(Object... arguments) {
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int code = ClassifyJob.run(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
      return new Ran(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  private static <T> T read(Path parquet, Function<Dataset<Row>, T> reader) {
    return reader.apply(LocalSession.open("test").read().parquet(parquet.toString()));
  }

  @Test
  void classifiesPlainAndGzipFilesAsThePlainClassifierDoes() throws IOException {
    Path plain = data.resolve("house.ndjson");
    Files.write(
        plain,
        List.of(
            line("house", "18446744073709551615", HOUSE),
            line("square", "2", SQUARE),
            "{\"drawing\":[]}"));
    Path gzip = Files.createDirectories(data.resolve("below")).resolve("a cross.ndjson.gz");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) { // more than a batch
      lines.add(line("cross", Integer.toString(i), i % 2 == 0 ? CROSS : SQUARE));
    }
    writeGzip(gzip, lines);
    Files.writeString(data.resolve("notes.txt"), "not read");

    Ran ran = run(data, "--out", out, "--model", "quickdraw25");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .startsWith("drawings 303, malformed records 0\nverdicts {EMPTY=1, ")
        .contains("accuracy 100.00 % (1 of 1 whose word the model knows, ");
    assertThat(Files.readString(out.resolve("report.txt"))).isEqualTo(ran.out());
    assertThat(Files.readString(out.resolve("report.json")))
        .startsWith("{\"drawings\":303,\"malformed\":0,\"verdicts\":{\"EMPTY\":1,")
        .contains("{\"word\":\"house\",\"answer\":\"house\",\"count\":1}");
    read(
        out.resolve("predictions"),
        predictions -> {
          assertThat(predictions.schema())
              .isEqualTo(
                  new StructType()
                      .add("source", DataTypes.StringType)
                      .add("line", DataTypes.LongType)
                      .add("key_id", DataTypes.StringType)
                      .add("word", DataTypes.StringType)
                      .add(
                          "candidates",
                          DataTypes.createArrayType(
                              new StructType()
                                  .add("label", DataTypes.StringType)
                                  .add("probability", DataTypes.DoubleType)))
                      .add("verdict", DataTypes.StringType));
          assertSame(predictions.collectAsList(), List.of(plain, gzip));
          return null;
        });
  }

  /** Compares rows with what the classifier says of the files' drawings. */
  private static void assertSame(List<Row> rows, List<Path> files) {
    Map<String, Row> byPlace = new HashMap<>();
    for (Row row : rows) {
      assertThat(byPlace.put(row.getString(0) + ":" + row.getLong(1), row)).isNull();
    }
    try (SketchClassifier classifier = SketchClassifier.load()) {
      for (Path file : files) {
        try (NdjsonReader reader = NdjsonReader.open(file)) {
          for (QuickDrawRecord record; (record = reader.next()) != null; ) {
            Row row = byPlace.remove(file + ":" + reader.line());
            Prediction prediction = classifier.classify(record.drawing());
            assertThat(row).as(file + ":" + reader.line()).isNotNull();
            assertThat(row.getString(2)).isEqualTo(record.keyIdText().orElse(null));
            assertThat(row.getString(3)).isEqualTo(record.word().orElse(null));
            assertThat(row.getString(5)).isEqualTo(prediction.verdict().name());
            List<Row> candidates = row.getList(4);
            assertThat(candidates).hasSameSizeAs(prediction.candidates());
            for (int i = 0; i < candidates.size(); i++) {
              Prediction.Candidate expected = prediction.candidates().get(i);
              assertThat(candidates.get(i).getString(0)).isEqualTo(expected.label());
              // batches of another size round sums differently
              assertThat(Math.abs(candidates.get(i).getDouble(1) - expected.probability()))
                  .isLessThan(1e-6);
            }
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    assertThat(byPlace).isEmpty();
  }

  @Test
  void putsMalformedLinesAsideWithTheirPositions() throws IOException {
    String good = line("house", "1", HOUSE);
    Files.write(data.resolve("a.ndjson"), List.of(good, "{\"drawing\":7}", good));
    writeGzip(data.resolve("b.ndjson.gz"), List.of(good, good, "{"));
    Path cut = data.resolve("c.ndjson.gz");
    writeGzip(cut, List.of(good));
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 4));

    Ran ran = run(data, "--out", out);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).startsWith("drawings 5, malformed records 3\n");
    List<Row> malformed =
        read(out.resolve("malformed"), rows -> rows.orderBy("source").collectAsList());
    assertThat(malformed).hasSize(3);
    Row first = malformed.get(0);
    assertThat(first.schema().fieldNames())
        .containsExactly("source", "line", "column", "byte_offset", "message");
    assertThat(first.getString(0)).isEqualTo(data.resolve("a.ndjson").toString());
    assertThat(first.getLong(1)).isEqualTo(2);
    assertThat(first.getLong(3)).isEqualTo(good.length() + first.getLong(2)); // and a line feed
    assertThat(first.getString(4)).contains(data.resolve("a.ndjson") + " line 2, column ");
    assertThat(malformed.get(1).getLong(1)).isEqualTo(3);
    assertThat(malformed.get(2).getString(4)).contains("gzip data is truncated");
  }

  @Test
  void readsFilesOfAnyFormatAndReportsThoseOfNone() throws IOException {
    String svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M20 100V50L50 20L80 50V100Z\"/></svg>";
    Path drawing = Files.writeString(data.resolve("house.txt"), svg);
    writeGzip(data.resolve("b.svgz"), List.of(svg));
    Files.writeString(data.resolve("notes.txt"), "not read");

    Ran ran = run(data, "--out", out);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).startsWith("drawings 2, malformed records 0\n");
    assertThat(run(data.resolve("notes.txt"), drawing, "--out", folder.resolve("out2")).out())
        .startsWith("drawings 1, malformed records 1\n");
  }

  @Test
  void namesAFolderWithoutDrawings() {
    assertFailed("no file of drawings in folder " + data, data, "--out", out);
  }

  @Test
  void namesAMissingFolder() {
    Path missing = folder.resolve("missing");
    assertFailed("no such file or folder: " + missing, missing, "--out", out);
  }

  @Test
  void overwritesNothing() throws IOException {
    Files.write(data.resolve("a.ndjson"), List.of(line("house", "1", HOUSE)));
    assertFailed(
        "the results need a new folder, but this exists: " + folder, data, "--out", folder);
  }

  private static void assertFailed(String message, Object... arguments) {
    Ran ran = run(arguments);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err().lines()).containsExactly("classify: " + message);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void explainsWrongUsage() {
    assertThat(run(data).code()).isEqualTo(2);
    assertThat(run(data).err()).startsWith("Missing required option: '--out=DIR'");
  }

  @Test
  void comparesWithWhatTheCommandWrote() throws IOException {
    Path file = data.resolve("a.ndjson");
    Files.write(file, List.of(line("house", "1", HOUSE), "{\"drawing\":[]}"));
    assertThat(run(data, "--out", out).code()).isZero();
    StringBuilder text = new StringBuilder();
    try (SketchClassifier classifier = SketchClassifier.load();
        NdjsonReader reader = NdjsonReader.open(file)) {
      String separator = "";
      for (Prediction.Candidate candidate :
          classifier.classify(reader.next().drawing()).candidates()) {
        text.append(separator)
            .append("{\"label\":\"" + candidate.label() + "\",\"probability\":")
            .append(String.format(Locale.ROOT, "%.6f}", candidate.probability()));
        separator = ",";
      }
    }
    String start = "{\"source\":\"" + file + "\",\"line\":";
    String first = start + "1,\"key_id\":\"1\",\"word\":\"house\",\"predictions\":[" + text + "]}";
    String second = start + "2,\"key_id\":null,\"word\":null,\"predictions\":[]}";
    Path rows = folder.resolve("rows.ndjson");

    Files.write(rows, List.of(first, second));
    assertThat(ComparePredictions.run(out.toString(), rows.toString())).isZero();
    Files.write(rows, List.of(first));
    assertThat(ComparePredictions.run(out.toString(), rows.toString())).isEqualTo(1);
    Files.write(rows, List.of(first.replace("label\":\"house", "label\":\"tree"), second));
    assertThat(ComparePredictions.run(out.toString(), rows.toString())).isEqualTo(1);
  }

  @Test
  void dealsFilesOutEvenly() {
    List<DrawingFile> files = new ArrayList<>();
    for (int bytes : new int[] {1, 9, 2, 3, 8, 7}) {
      files.add(new DrawingFile("file:/" + bytes, bytes));
    }

    List<List<DrawingFile>> hands = DrawingFile.deal(files, 3);

    assertThat(hands.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(files);
    assertThat(hands.stream().map(hand -> hand.stream().mapToLong(DrawingFile::bytes).sum()))
        .containsExactly(10L, 10L, 10L);
    assertThat(DrawingFile.deal(files.subList(0, 2), 8)).hasSize(2);
  }

  @Test
  void agreesWithThePlainClassifierOnRealDrawings() {
    Path cat = TestData.require("quickdraw/test/cat.ndjson.gz").toAbsolutePath().normalize();

    assertThat(run(cat, "--out", out).code()).isZero();

    read(
        out.resolve("predictions"),
        predictions -> {
          assertSame(predictions.collectAsList(), List.of(cat));
          return null;
        });
  }
}
