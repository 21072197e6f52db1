package org.sketchsdk.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Simplifier;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.infer.BatchOptions;
import org.sketchsdk.infer.Classified;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.testing.TestData;

/**
 * Whether points as a pen gives them have to be thinned, as the drawings of the training were,
 * before they are classified. Only drawings that are not in the test split.
 */
class RawDrawingsDataTest {
  private static List<QuickDrawRecord> read(Path folder) throws IOException {
    List<QuickDrawRecord> records = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sorted =
          files.filter(file -> file.toString().endsWith(".ndjson.gz")).sorted().toList();
      for (Path file : sorted) {
        try (NdjsonReader reader = NdjsonReader.open(file)) {
          for (QuickDrawRecord record; (record = reader.next()) != null; ) {
            records.add(record);
          }
        }
      }
    }
    return records;
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickdraw25", "quickdraw345"})
  void thinningRawPointsGainsNothing(String model) throws IOException {
    Path raw = TestData.require("quickdraw-raw");
    Set<String> test = new HashSet<>();
    for (QuickDrawRecord record : read(TestData.require("quickdraw/test"))) {
      record.keyIdText().ifPresent(test::add);
    }
    List<QuickDrawRecord> records = read(raw);
    records.removeIf(record -> test.contains(record.keyIdText().orElseThrow()));
    Simplifier simplifier = Simplifier.quickDraw();
    int asTheyAre = 0;
    int thinned = 0;
    int changed = 0;
    try (SketchClassifier classifier = SketchClassifier.load(model)) {
      Set<String> labels = Set.copyOf(classifier.info().labels());
      records.removeIf(record -> !labels.contains(record.word().orElseThrow()));
      BatchOptions options = BatchOptions.builder().threads(2).build();
      try (Stream<Classified<QuickDrawRecord>> raws =
              classifier.classifyAll(records.iterator(), QuickDrawRecord::drawing, options);
          Stream<Classified<QuickDrawRecord>> thin =
              classifier.classifyAll(
                  records.iterator(), record -> simplifier.simplify(record.drawing()), options)) {
        Iterator<Classified<QuickDrawRecord>> other = thin.iterator();
        for (Iterator<Classified<QuickDrawRecord>> it = raws.iterator(); it.hasNext(); ) {
          boolean first = isRight(it.next());
          boolean second = isRight(other.next());
          asTheyAre += first ? 1 : 0;
          thinned += second ? 1 : 0;
          changed += first != second ? 1 : 0;
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: of %d raw drawings %d are right as they are, %d thinned, %d differ%n",
        model,
        records.size(),
        asTheyAre,
        thinned,
        changed);
    assertThat(records).hasSizeGreaterThan(500);
    // two standard deviations, if each drawing that differs were a toss-up
    assertThat((double) thinned - asTheyAre).isLessThan(2 * Math.sqrt(changed) + 1);
  }

  private static boolean isRight(Classified<QuickDrawRecord> result) {
    return result
        .prediction()
        .top()
        .orElseThrow()
        .label()
        .equals(result.item().word().orElseThrow());
  }
}
