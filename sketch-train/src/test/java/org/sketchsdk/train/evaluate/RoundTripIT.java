package org.sketchsdk.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.ink.DrawingFiles;
import org.sketchsdk.core.ink.DrawingFormat;
import org.sketchsdk.core.ink.DrawingReader;
import org.sketchsdk.core.ink.InkMlWriter;
import org.sketchsdk.core.ink.SvgWriter;
import org.sketchsdk.core.quickdraw.NdjsonWriter;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.testing.TestData;

/**
 * Takes real drawings from NDJSON to another format and back to NDJSON, and compares coordinates
 * and answers: all test drawings of the 25 classes, and raw drawings with coordinates between the
 * pixels and with times.
 */
class RoundTripIT {
  private static final int BATCH = 256;

  /** A format that has a writer. */
  enum Through {
    SVG,
    INKML;

    byte[] write(QuickDrawRecord record) {
      String text = this == SVG ? SvgWriter.toText(record) : InkMlWriter.toText(record);
      return text.getBytes(StandardCharsets.UTF_8);
    }

    DrawingFormat format() {
      return this == SVG ? DrawingFormat.SVG : DrawingFormat.INKML;
    }
  }

  private static List<QuickDrawRecord> read(Path folder, List<String> labels) throws IOException {
    List<QuickDrawRecord> records = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (labels.contains(file.getFileName().toString().replace(".ndjson.gz", ""))) {
          try (DrawingReader reader = DrawingFiles.open(file)) {
            reader.records().forEach(records::add);
          }
        }
      }
    }
    return records;
  }

  private static QuickDrawRecord onlyRecord(byte[] bytes, DrawingFormat format) throws IOException {
    try (DrawingReader reader = DrawingFiles.open(new ByteArrayInputStream(bytes), "memory")) {
      assertThat(reader.format()).isEqualTo(format);
      QuickDrawRecord record = reader.next();
      assertThat(record).isNotNull();
      assertThat(reader.next()).isNull();
      assertThat(reader.stats().leftOut()).isEmpty();
      return record;
    }
  }

  private static QuickDrawRecord trip(QuickDrawRecord record, Through through) throws IOException {
    QuickDrawRecord read = onlyRecord(through.write(record), through.format());
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    try (NdjsonWriter writer = NdjsonWriter.of(lines)) {
      writer.write(read);
    }
    return onlyRecord(lines.toByteArray(), DrawingFormat.NDJSON);
  }

  /** The largest distance of a coordinate, as a share of the larger side of the drawing. */
  private static double distance(Drawing before, Drawing after) {
    assertThat(after.strokes()).hasSameSizeAs(before.strokes());
    double side = Math.max(before.bounds().width(), before.bounds().height());
    double most = 0;
    for (int s = 0; s < before.strokes().size(); s++) {
      Stroke from = before.strokes().get(s);
      Stroke to = after.strokes().get(s);
      assertThat(to.size()).isEqualTo(from.size());
      for (int i = 0; i < from.size(); i++) {
        most = Math.max(most, Math.abs(to.x(i) - from.x(i)));
        most = Math.max(most, Math.abs(to.y(i) - from.y(i)));
      }
    }
    return side == 0 ? most : most / side;
  }

  @ParameterizedTest
  @EnumSource
  void testDrawingsKeepTheirCoordinatesAndAnswers(Through through) throws IOException {
    Path folder = TestData.require("quickdraw/test");
    try (SketchClassifier classifier = SketchClassifier.load("quickdraw25")) {
      List<QuickDrawRecord> records = read(folder, classifier.labels());
      List<Drawing> before = new ArrayList<>();
      List<Drawing> after = new ArrayList<>();
      double most = 0;
      for (QuickDrawRecord record : records) {
        QuickDrawRecord back = trip(record, through);
        most = Math.max(most, distance(record.drawing(), back.drawing()));
        assertThat(back.word()).isEqualTo(record.word());
        before.add(record.drawing());
        after.add(back.drawing());
      }
      int same = 0;
      List<String> expected = answers(classifier, before);
      List<String> actual = answers(classifier, after);
      for (int i = 0; i < expected.size(); i++) {
        same += expected.get(i).equals(actual.get(i)) ? 1 : 0;
      }
      System.out.printf(
          Locale.ROOT,
          "NDJSON to %s to NDJSON: %d of %d test drawings have the same first answer;"
              + " coordinates differ by at most %.2g of the larger side%n",
          through,
          same,
          records.size(),
          most);
      assertThat(same).isGreaterThanOrEqualTo((int) Math.ceil(0.999 * records.size()));
      assertThat(most).isZero();
    }
  }

  private static List<String> answers(SketchClassifier classifier, List<Drawing> drawings) {
    List<String> answers = new ArrayList<>();
    for (int start = 0; start < drawings.size(); start += BATCH) {
      List<Drawing> batch = drawings.subList(start, Math.min(start + BATCH, drawings.size()));
      for (Prediction prediction : classifier.classifyAll(batch)) {
        answers.add(prediction.top().map(Prediction.Candidate::label).orElse(""));
      }
    }
    return answers;
  }

  @ParameterizedTest
  @EnumSource
  void rawDrawingsKeepTheirCoordinatesAndTimes(Through through) throws IOException {
    Path folder = TestData.require("quickdraw-raw");
    int timed = 0;
    for (QuickDrawRecord record : read(folder, List.of("cat", "house", "spider"))) {
      Drawing back = trip(record, through).drawing();
      assertThat(distance(record.drawing(), back)).isZero();
      for (int s = 0; s < back.strokes().size(); s++) {
        Stroke from = record.drawing().strokes().get(s);
        Stroke to = back.strokes().get(s);
        assertThat(to.hasTime()).isEqualTo(from.hasTime());
        for (int i = 0; to.hasTime() && i < to.size(); i++) {
          assertThat(to.tMillis(i)).isEqualTo(from.tMillis(i));
          timed++;
        }
      }
    }
    assertThat(timed).isPositive();
  }
}
