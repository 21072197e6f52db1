package org.sketchsdk.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.StrayMarks;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.ink.DrawingFiles;
import org.sketchsdk.core.ink.DrawingReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.testing.TestData;

/**
 * Measures what stray marks cost with the rule of {@link StrayMarks} and without it, and how many
 * strokes that people drew on purpose the rule takes. Prints the tables of docs/STRAY_MARKS.md. The
 * system property {@code sketch.strayMarks.perClass} sets how many drawings per class are measured
 * with the model of 345 classes.
 */
class StrayMarksIT {
  private static final int BATCH = 256;
  private static final double NEAREST = 300;
  private static final double FARTHEST = 900;

  /** What is added to a drawing whose larger side is about 255 units. */
  private enum Marks {
    NONE,
    TAP,
    SHORT_STROKE,
    SEVERAL_TAPS;

    Drawing addTo(Drawing drawing, SeededRandom random) {
      if (this == NONE) {
        return drawing;
      }
      List<Stroke> strokes = new ArrayList<>(drawing.strokes());
      int count = this == SEVERAL_TAPS ? 2 + random.nextInt(4) : 1;
      for (int i = 0; i < count; i++) {
        double[] at = outside(drawing.bounds(), random);
        Stroke mark = Stroke.ofPoints(at);
        if (this == SHORT_STROKE) {
          double length = 10 + 30 * random.nextDouble();
          double angle = 2 * Math.PI * random.nextDouble();
          mark =
              Stroke.ofPoints(
                  at[0], at[1], at[0] + length * Math.cos(angle), at[1] + length * Math.sin(angle));
        }
        strokes.add(random.nextInt(strokes.size() + 1), mark);
      }
      return Drawing.of(strokes);
    }

    /** A place 300 to 900 units away from a box, in any direction. */
    private static double[] outside(Bounds box, SeededRandom random) {
      double gap = NEAREST + (FARTHEST - NEAREST) * random.nextDouble();
      double angle = 2 * Math.PI * random.nextDouble();
      double x = Math.cos(angle);
      double y = Math.sin(angle);
      // from the side of the box that looks in this direction
      double fromX = x < 0 ? box.minX() : box.maxX();
      double fromY = y < 0 ? box.minY() : box.maxY();
      return new double[] {fromX + gap * x, fromY + gap * y};
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private record Labeled(String label, Drawing drawing) {}

  private static List<Labeled> read(Path folder, List<String> labels, int perClass)
      throws IOException {
    List<Labeled> drawings = new ArrayList<>();
    for (String label : labels) {
      try (DrawingReader reader = DrawingFiles.open(folder.resolve(label + ".ndjson.gz"))) {
        QuickDrawRecord record = reader.next();
        for (int i = 0; record != null && i < perClass; i++) {
          drawings.add(new Labeled(label, record.drawing()));
          record = reader.next();
        }
      }
    }
    return drawings;
  }

  private static SketchClassifier classifier(String model, boolean keepStrayMarks) {
    return SketchClassifier.builder().embeddedModel(model).keepStrayMarks(keepStrayMarks).build();
  }

  private static List<String> answers(SketchClassifier classifier, List<Drawing> drawings) {
    List<String> answers = new ArrayList<>(drawings.size());
    for (int start = 0; start < drawings.size(); start += BATCH) {
      List<Drawing> batch = drawings.subList(start, Math.min(start + BATCH, drawings.size()));
      for (Prediction prediction : classifier.classifyAll(batch)) {
        answers.add(prediction.top().map(Prediction.Candidate::label).orElse(""));
      }
    }
    return answers;
  }

  private static int right(List<String> answers, List<Labeled> drawings) {
    int right = 0;
    for (int i = 0; i < answers.size(); i++) {
      right += answers.get(i).equals(drawings.get(i).label()) ? 1 : 0;
    }
    return right;
  }

  private static String share(long count, long of) {
    WilsonInterval interval = WilsonInterval.of(count, of);
    return String.format(
        Locale.ROOT,
        "%.2f %% (%.2f to %.2f)",
        100.0 * count / of,
        100 * interval.low(),
        100 * interval.high());
  }

  @ParameterizedTest
  @CsvSource({"quickdraw25, 1000000", "quickdraw345, 4"})
  void marksFarAwayCostNextToNothing(String model, int perClass) throws IOException {
    Path folder = TestData.require("quickdraw/val");
    int wanted =
        model.equals("quickdraw345")
            ? Integer.getInteger("sketch.strayMarks.perClass", perClass)
            : perClass;
    try (SketchClassifier keeping = classifier(model, true);
        SketchClassifier leavingOut = classifier(model, false)) {
      List<Labeled> drawings = read(folder, leavingOut.labels(), wanted);
      System.out.printf(
          Locale.ROOT,
          "%n%s, %,d drawings of val%n| marks | kept | left out | of plain |%n|---|---|---|---|%n",
          model,
          drawings.size());
      List<String> plain = List.of();
      int plainRight = 0;
      for (Marks marks : Marks.values()) {
        List<Drawing> marked = new ArrayList<>();
        for (int i = 0; i < drawings.size(); i++) {
          SeededRandom random = SeededRandom.forSample(17, marks.name(), i);
          marked.add(marks.addTo(drawings.get(i).drawing(), random));
        }
        List<String> kept = answers(keeping, marked);
        List<String> answers = answers(leavingOut, marked);
        int right = right(answers, drawings);
        if (marks == Marks.NONE) {
          plain = answers;
          plainRight = right;
          int same = same(kept, answers);
          System.out.println("plain drawings with the same answer: " + share(same, kept.size()));
          assertThat(same).isGreaterThanOrEqualTo((int) Math.ceil(0.999 * kept.size()));
        }
        System.out.printf(
            Locale.ROOT,
            "| %s | %s | %s | %.2f %% |%n",
            marks,
            share(right(kept, drawings), drawings.size()),
            share(right, drawings.size()),
            100.0 * right / plainRight);
        assertThat((double) right / plainRight).as(marks.toString()).isGreaterThanOrEqualTo(0.97);
        assertThat(same(plain, answers)).as(marks.toString()).isGreaterThan(drawings.size() / 2);
      }
    }
  }

  private static int same(List<String> some, List<String> others) {
    int same = 0;
    for (int i = 0; i < some.size(); i++) {
      same += some.get(i).equals(others.get(i)) ? 1 : 0;
    }
    return same;
  }

  /** The drawings of a class, and those among them that lose strokes. */
  private static final class Loss {
    int drawings;
    int losing;
    int strokes;

    void add(Drawing drawing) {
      int taken = StrayMarks.find(drawing).size();
      drawings++;
      losing += taken > 0 ? 1 : 0;
      strokes += taken;
    }
  }

  @Test
  void takesHardlyAnyStrokeOfRealDrawings() throws IOException {
    List<String> small = SketchClassifier.load("quickdraw25").labels();
    for (String split : List.of("val", "test")) {
      Loss all = new Loss();
      Loss ofSmall = new Loss();
      Map<String, Loss> classes = new TreeMap<>();
      try (Stream<Path> files = Files.list(TestData.require("quickdraw/" + split))) {
        for (Path file : files.sorted().toList()) {
          String label = file.getFileName().toString().replace(".ndjson.gz", "");
          try (DrawingReader reader = DrawingFiles.open(file)) {
            for (QuickDrawRecord record; (record = reader.next()) != null; ) {
              all.add(record.drawing());
              classes.computeIfAbsent(label, key -> new Loss()).add(record.drawing());
              if (small.contains(label)) {
                ofSmall.add(record.drawing());
              }
            }
          }
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%n%s: %s of %,d drawings lose a stroke (%d strokes); of the 25 classes %s of %,d%n",
          split,
          share(all.losing, all.drawings),
          all.drawings,
          all.strokes,
          share(ofSmall.losing, ofSmall.drawings),
          ofSmall.drawings);
      classes.forEach(
          (label, loss) -> {
            if (loss.losing > 0) {
              System.out.printf(
                  Locale.ROOT,
                  "| %s | %s | %d | %d | %d |%n",
                  split,
                  label,
                  loss.drawings,
                  loss.losing,
                  loss.strokes);
            }
          });
      assertThat(all.losing).as(split).isLessThan(all.drawings / 1000);
      // few drawings: four of them are within the interval of 1 in 1,000
      assertThat(WilsonInterval.of(ofSmall.losing, ofSmall.drawings).low()).isLessThan(0.001);
    }
  }
}
