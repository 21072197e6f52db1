package org.sketchsdk.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.ink.DrawingFiles;
import org.sketchsdk.core.ink.DrawingReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;

/** The sample drawings of the words: complete, whole, and what they say they are. */
class SamplesTest {
  private static final List<QuickDrawRecord> SAMPLES = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    SAMPLES.clear();
    ReadOptions strict = ReadOptions.builder().failOnMalformed().build();
    try (InputStream in = Pages.class.getResourceAsStream("web/samples.ndjson");
        DrawingReader reader = DrawingFiles.open(in, "samples.ndjson", strict)) {
      for (QuickDrawRecord each = reader.next(); each != null; each = reader.next()) {
        SAMPLES.add(each);
      }
    }
  }

  private static String word(QuickDrawRecord sample) {
    return sample.word().orElseThrow();
  }

  @Test
  void everyDrawingFillsTheSquareWithStrokesOfTwoPointsOrMore() {
    for (QuickDrawRecord sample : SAMPLES) {
      float longest = 0;
      Drawing drawing = sample.drawing();
      assertThat(drawing.isEmpty()).as(word(sample)).isFalse();
      for (Stroke stroke : drawing) {
        assertThat(stroke.size()).as(word(sample)).isGreaterThan(1);
        for (int i = 0; i < stroke.size(); i++) {
          assertThat(stroke.x(i)).as(word(sample)).isBetween(0f, 255f);
          assertThat(stroke.y(i)).as(word(sample)).isBetween(0f, 255f);
          longest = Math.max(longest, Math.abs(stroke.x(i) - 127.5f));
          longest = Math.max(longest, Math.abs(stroke.y(i) - 127.5f));
        }
      }
      assertThat(longest).as(word(sample) + " is small or beside the middle").isGreaterThan(115);
    }
  }

  /** All 345 are among the first three guesses, and 329 and 25 are the first. */
  @ParameterizedTest
  @CsvSource({"quickdraw345, 0.92, 0.97", "quickdraw25, 0.96, 1.0"})
  void everyWordOfAModelHasOneDrawingThatTheModelRecognizes(
      String model, double leastFirst, double leastAmongThree) {
    try (SketchClassifier classifier = SketchClassifier.load(model)) {
      Set<String> labels = new HashSet<>(classifier.labels());
      List<QuickDrawRecord> its =
          SAMPLES.stream().filter(sample -> labels.contains(word(sample))).toList();
      assertThat(its)
          .extracting(SamplesTest::word)
          .containsExactlyInAnyOrderElementsOf(classifier.labels());

      List<String> missed = new ArrayList<>();
      int first = 0;
      int amongThree = 0;
      for (QuickDrawRecord sample : its) {
        Prediction prediction = classifier.classify(sample.drawing());
        OptionalInt rank = prediction.rank(word(sample));
        first += rank.orElseThrow() == 1 ? 1 : 0;
        amongThree += rank.orElseThrow() <= 3 ? 1 : 0;
        if (rank.orElseThrow() > 1) {
          missed.add(word(sample) + " is guess " + rank.orElseThrow());
        }
      }
      assertThat((double) first / its.size())
          .as("first: %s", missed)
          .isGreaterThanOrEqualTo(leastFirst);
      assertThat((double) amongThree / its.size())
          .as("among the first three: %s", missed)
          .isGreaterThanOrEqualTo(leastAmongThree);
    }
  }

  @Test
  void noDrawingIsOfAnotherWordOrThereTwice() {
    assertThat(SAMPLES).extracting(SamplesTest::word).doesNotHaveDuplicates().hasSize(345);
  }
}
