package org.sketchsdk.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;

/**
 * How many drawings of the data set come out point for point. The raw coordinates are read as
 * {@code double}, which {@link Stroke} does not keep; hence a reader of the test's own.
 */
class SimplifierDataTest {
  private static final Path DATA = Path.of(System.getProperty("sketch.data", "../../shared/data"));
  private static final Path RAW = DATA.resolve("quickdraw-raw");
  private static final JsonFactory JSON = new JsonFactory();

  private static Map<String, Pair> pairs; // read once; null: not yet

  private record Pair(List<double[][]> raw, Drawing simplified) {}

  /** Returns the drawings that exist in both forms, by their key_id. */
  private static Map<String, Pair> pairs() throws IOException {
    Path simplified = DATA.resolve("quickdraw");
    assumeThat(RAW).exists();
    assumeThat(simplified).exists();
    if (pairs == null) {
      Map<String, String> rawLines = new HashMap<>();
      readLines(RAW, rawLines::put);
      Map<String, Pair> read = new TreeMap<>();
      for (String split : List.of("train", "val", "test")) {
        readLines(
            simplified.resolve(split),
            (keyId, line) -> {
              // The marked ones were not simplified by Google.
              if (rawLines.containsKey(keyId) && !line.contains("\"resimplified\":true")) {
                read.put(keyId, new Pair(strokes(rawLines.get(keyId)), drawing(strokes(line))));
              }
            });
      }
      pairs = read;
    }
    return pairs;
  }

  @Test
  void reproducesAllDrawingsSimplifiedByGoogleFromDoubles() throws IOException {
    assertThat(pairs()).hasSize(8057);
    // This one's copy was simplified without resampling: all its points are points of the raw one.
    assertThat(pairs().entrySet())
        .filteredOn(e -> !simplify(e.getValue().raw()).equals(e.getValue().simplified()))
        .extracting(Map.Entry::getKey)
        .containsExactly("4795072124026880");
  }

  @Test
  void reproducesAllBut49DrawingsFromTheReadersFloats() throws IOException {
    Map<String, Pair> pairs = pairs();
    int same = 0;
    for (Path file : files(RAW)) {
      try (NdjsonReader reader = NdjsonReader.open(file);
          Stream<QuickDrawRecord> records = reader.records()) {
        same +=
            (int)
                records
                    .filter(
                        raw -> {
                          Pair pair = pairs.get(raw.keyIdText().orElse(""));
                          return pair != null
                              && Simplifier.quickDraw()
                                  .simplify(raw.drawing())
                                  .equals(pair.simplified());
                        })
                    .count();
      }
    }

    assertThat(same).isEqualTo(8057 - 49);
  }

  @Test
  void agreesWithTheReference() throws IOException {
    pairs()
        .forEach(
            (keyId, pair) -> {
              Drawing raw = drawing(pair.raw());
              assertThat(Simplifier.quickDraw().simplify(raw))
                  .as(keyId)
                  .isEqualTo(SimplifierReference.simplify(raw, 2));
            });
  }

  private static Drawing simplify(List<double[][]> raw) {
    double[] min = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] max = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (double[][] stroke : raw) {
      for (int axis = 0; axis < 2; axis++) {
        for (double v : stroke[axis]) {
          min[axis] = Math.min(min[axis], v);
          max[axis] = Math.max(max[axis], v);
        }
      }
    }
    double side = Math.max(max[0] - min[0], max[1] - min[1]);
    List<Stroke> strokes = new ArrayList<>();
    for (double[][] stroke : raw) {
      strokes.add(
          Simplifier.quickDraw()
              .simplify(stroke[0].clone(), stroke[1].clone(), min[0], min[1], side));
    }
    return Drawing.of(strokes);
  }

  private static Drawing drawing(List<double[][]> strokes) {
    return Drawing.of(
        strokes.stream().map(stroke -> Stroke.of(floats(stroke[0]), floats(stroke[1]))).toList());
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(file -> file.toString().endsWith(".ndjson.gz")).sorted().toList();
    }
  }

  private static void readLines(Path folder, BiConsumer<String, String> consumer)
      throws IOException {
    String name = "\"key_id\":\"";
    for (Path file : files(folder)) {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(file), 1 << 16),
                  StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          int start = line.indexOf(name);
          if (start >= 0) {
            start += name.length();
            consumer.accept(line.substring(start, line.indexOf('"', start)), line);
          }
        }
      }
    }
  }

  private static List<double[][]> strokes(String line) {
    try (JsonParser parser = JSON.createParser(line)) {
      while (!"drawing".equals(parser.currentName())
          || parser.currentToken() != JsonToken.START_ARRAY) {
        parser.nextToken();
      }
      List<double[][]> strokes = new ArrayList<>();
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        List<double[]> axes = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_ARRAY) {
          List<Double> values = new ArrayList<>();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(parser.getDoubleValue());
          }
          axes.add(values.stream().mapToDouble(Double::doubleValue).toArray());
        }
        strokes.add(new double[][] {axes.get(0), axes.get(1)});
      }
      return strokes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
