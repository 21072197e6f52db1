package org.sketchsdk.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.infer.PicturePrediction;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.Prediction.Verdict;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.image.Diagnostic;
import org.sketchsdk.render.image.InkExtraction;
import org.sketchsdk.render.image.InkExtractor;
import org.sketchsdk.render.image.Picture;
import org.sketchsdk.render.image.Sheet;
import org.sketchsdk.testing.SceneSimulator;
import org.sketchsdk.testing.SceneSimulator.Shot;
import org.sketchsdk.testing.Situation;

/**
 * Measures how drawings are read in each {@link Situation}: the table of docs/INK_EXTRACTION.md.
 *
 * <pre>{@code
 * SituationsReport COUNT FOLDER SEED [SITUATION ...]
 * }</pre>
 *
 * <p>The folder is that of the Quick, Draw! drawings of the split val. The seeds of the pictures
 * are SEED and those that follow. Time and memory are those of the thread that reads the pictures.
 */
public final class SituationsReport {
  // A drawing of a sheet is found if its box and the true one share this much.
  private static final double SAME_PLACE = 0.5;

  // Corners this close to the true ones, as a share of the sheet's longest side, are found.
  private static final double SAME_CORNER = 0.03;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final SketchClassifier classifier;
  private final InkExtractor extractor = InkExtractor.create(RasterOptions.defaults());
  private final List<List<Drawing>> drawings = new ArrayList<>();

  private SituationsReport(SketchClassifier classifier) {
    this.classifier = classifier;
  }

  /**
   * Prints the table.
   *
   * @param args the number of pictures of each situation, the folder, and situations if not all
   * @throws IOException if the drawings cannot be read
   */
  public static void main(String[] args) throws IOException {
    List<Situation> situations = new ArrayList<>();
    for (int i = 3; i < args.length; i++) {
      situations.add(Situation.valueOf(args[i]));
    }
    print(Integer.parseInt(args[0]), Path.of(args[1]), Long.parseLong(args[2]), situations);
  }

  static void print(int count, Path folder, long seed, List<Situation> situations)
      throws IOException {
    try (SketchClassifier classifier = SketchClassifier.load()) {
      SituationsReport report = new SituationsReport(classifier);
      report.read(folder, Math.max(4, count / 8));
      System.out.println(Row.HEADER);
      for (Situation situation : situations.isEmpty() ? List.of(Situation.values()) : situations) {
        System.out.println(report.measure(situation, count, seed));
      }
    }
  }

  private void read(Path folder, int perLabel) throws IOException {
    for (String label : classifier.labels()) {
      List<Drawing> list = new ArrayList<>();
      try (NdjsonReader reader = NdjsonReader.open(folder.resolve(label + ".ndjson.gz"))) {
        QuickDrawRecord record = reader.next();
        while (record != null && list.size() < perLabel) {
          list.add(record.drawing());
          record = reader.next();
        }
      }
      drawings.add(list);
    }
  }

  /** What was counted of one situation. */
  static final class Row {
    static final String HEADER =
        "| situation | pictures | clean | right | of clean | recognized, right | recognized, wrong"
            + " | remark | sheets found | by OpenCV | drawings found | and right | ms | MB |\n"
            + "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|";

    final Situation situation;
    int pictures;
    int drawings;
    int clean;
    int right;
    int recognizedRight;
    int recognizedWrong;
    int remarks;
    int sheets;
    int sheetsFound;
    int sheetsFoundByOpenCv;
    int drawingsFound;
    int foundAndRight;
    long nanos;
    long bytes;

    Row(Situation situation) {
      this.situation = situation;
    }

    @Override
    public String toString() {
      boolean several = situation == Situation.SEVERAL;
      return String.format(
          Locale.ROOT,
          "| %s | %d | %.1f %% | %s | %s | %.1f %% | %.1f %% | %.1f %% | %s | %s | %s | %s | %d | %d |",
          situation.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          pictures,
          100.0 * clean / drawings,
          several ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * right / pictures),
          several ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * right / clean),
          100.0 * recognizedRight / pictures,
          100.0 * recognizedWrong / pictures,
          100.0 * remarks / pictures,
          sheets == 0 ? "" : sheetsFound + " of " + sheets,
          sheets == 0 ? "" : sheetsFoundByOpenCv + " of " + sheets,
          several ? drawingsFound + " of " + drawings : "",
          several ? foundAndRight + " of " + drawings : "",
          nanos / 1_000_000 / Math.max(1, pictures),
          bytes / 1_000_000 / Math.max(1, pictures));
    }
  }

  Row measure(Situation situation, int count, long seed) {
    Row row = new Row(situation);
    for (int i = 0; i < count; i++) {
      int several = situation == Situation.SEVERAL ? 2 + i % 5 : 1;
      List<Drawing> drawn = new ArrayList<>();
      List<String> labels = new ArrayList<>();
      for (int k = 0; k < several; k++) {
        int c = (i * 7 + situation.name().length() + k * 9) % classifier.labels().size();
        labels.add(classifier.labels().get(c));
        List<Drawing> list = drawings.get(c);
        drawn.add(list.get((i * 3 + k) % list.size()));
        row.drawings++;
        row.clean += isTop(classifier.classify(drawn.get(k)), labels.get(k)) ? 1 : 0;
      }
      Shot shot = SceneSimulator.take(situation, drawn, seed + i);
      Picture picture = Picture.ofArgb(shot.width(), shot.height(), shot.argb());
      long start = threads.getCurrentThreadCpuTime();
      long startBytes = threads.getCurrentThreadAllocatedBytes();
      List<InkExtraction> found =
          situation == Situation.SEVERAL
              ? extractor.extractAll(picture)
              : List.of(extractor.extract(picture));
      row.nanos += threads.getCurrentThreadCpuTime() - start;
      row.bytes += threads.getCurrentThreadAllocatedBytes() - startBytes;
      row.pictures++;
      count(row, shot, picture, labels, found);
    }
    return row;
  }

  private void count(
      Row row, Shot shot, Picture picture, List<String> labels, List<InkExtraction> found) {
    InkExtraction main = found.get(0);
    double[] corners = shot.corners();
    if (corners != null) {
      row.sheets++;
      row.sheetsFound += main.sheet().isPresent() && isNear(main.sheet().get(), corners) ? 1 : 0;
      double[] peer = OpenCvSheet.find(picture);
      row.sheetsFoundByOpenCv += peer != null && distance(peer, corners) <= SAME_CORNER ? 1 : 0;
    }
    if (labels.size() > 1) {
      row.remarks += main.has(Diagnostic.SEVERAL) ? 1 : 0;
      for (int k = 0; k < labels.size(); k++) {
        InkExtraction best = at(shot.places().get(k), found);
        if (best != null) {
          row.drawingsFound++;
          row.foundAndRight +=
              isTop(PicturePrediction.of(classifier, best).prediction(), labels.get(k)) ? 1 : 0;
        }
      }
    } else {
      row.remarks += main.diagnostics().isEmpty() ? 0 : 1;
      Prediction prediction = PicturePrediction.of(classifier, main).prediction();
      boolean right = isTop(prediction, labels.get(0));
      row.right += right ? 1 : 0;
      if (prediction.verdict() == Verdict.RECOGNIZED) {
        row.recognizedRight += right ? 1 : 0;
        row.recognizedWrong += right ? 0 : 1;
      }
    }
  }

  private static boolean isTop(Prediction prediction, String label) {
    return prediction.top().filter(top -> top.label().equals(label)).isPresent();
  }

  private static InkExtraction at(float[] place, List<InkExtraction> found) {
    for (InkExtraction extraction : found) {
      if (extraction.bounds().isPresent()) {
        Bounds b = extraction.bounds().get();
        double x = Math.min(b.maxX(), place[0] + place[2]) - Math.max(b.minX(), place[0]);
        double y = Math.min(b.maxY(), place[1] + place[3]) - Math.max(b.minY(), place[1]);
        double shared = Math.max(0, x) * Math.max(0, y);
        double all = b.width() * b.height() + place[2] * place[3] - shared;
        if (shared > SAME_PLACE * all) {
          return extraction;
        }
      }
    }
    return null;
  }

  private static boolean isNear(Sheet sheet, double[] corners) {
    double[] found = new double[8];
    for (int k = 0; k < 4; k++) {
      found[2 * k] = sheet.cornerX(k);
      found[2 * k + 1] = sheet.cornerY(k);
    }
    return distance(found, corners) <= SAME_CORNER;
  }

  /** The largest distance of a corner, as a share of the longest side. */
  private static double distance(double[] found, double[] corners) {
    double side = 0;
    for (int k = 0; k < 4; k++) {
      double dx = corners[2 * k] - corners[(2 * k + 2) % 8];
      double dy = corners[2 * k + 1] - corners[(2 * k + 3) % 8];
      side = Math.max(side, Math.hypot(dx, dy));
    }
    double best = Double.MAX_VALUE;
    for (int r = 0; r < 8; r++) {
      double worst = 0;
      for (int k = 0; k < 4; k++) {
        int at = r < 4 ? (k + r) % 4 : (8 + r - k) % 4; // either way around
        double dx = found[2 * at] - corners[2 * k];
        double dy = found[2 * at + 1] - corners[2 * k + 1];
        worst = Math.max(worst, Math.hypot(dx, dy));
      }
      best = Math.min(best, worst);
    }
    return best / side;
  }
}
