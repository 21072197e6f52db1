package org.sketchsdk.cli.evaluate;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.awt.BufferedImages;
import org.sketchsdk.render.image.Diagnostic;
import org.sketchsdk.train.evaluate.Evaluation;
import org.sketchsdk.train.evaluate.PictureEvaluation;
import org.sketchsdk.train.evaluate.Reliability;
import org.sketchsdk.train.evaluate.UnknownEvaluation;
import org.sketchsdk.train.evaluate.WilsonInterval;

/**
 * An evaluation as one page that needs nothing else: no script, no other file, no network. It is
 * HTML and well-formed XML alike.
 */
final class ReportPage {
  private static final int PAIRS = 20;

  // With more classes than this, the table shows the worst ones and folds the others.
  private static final int OPEN_CLASSES = 40;

  private final EvaluationResult result;
  private final Evaluation evaluation;
  private final Markup page = new Markup();

  private ReportPage(EvaluationResult result) {
    this.result = result;
    this.evaluation = result.evaluation();
  }

  static String of(
      EvaluationResult result, Optional<LearningCurve> curve, List<Mistakes.Mistake> mistakes) {
    ReportPage report = new ReportPage(result);
    report.write(curve, mistakes);
    return report.page.toString();
  }

  private void write(Optional<LearningCurve> curve, List<Mistakes.Mistake> mistakes) {
    String title = "Evaluation of " + result.model().name();
    page.raw("<!DOCTYPE html>");
    page.raw("<html lang=\"en\"><head><meta charset=\"utf-8\"/>");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
    page.add("<title>%s</title>", title);
    page.raw("<style>\n" + style() + "</style></head><body>");
    page.add("<h1>%s</h1>", title);
    page.add(
        "<p class=\"facts\">%d %s of %d classes from %s. Network %s, %d classes; SHA-256 of the"
            + " model %s. Intervals are 95 %% Wilson intervals.</p>",
        evaluation.total(),
        result.samples(),
        result.classes().size(),
        result.data().toString(),
        result.model().network(),
        evaluation.labels().size(),
        result.model().sha256());
    writeTiles();
    result.pictures().ifPresent(this::writePictures);
    writeClasses();
    page.raw("<h2>Confusions</h2>");
    ConfusionPlot.of(evaluation, result.classes()).writeTo(page);
    writePairs();
    page.raw("<h2>Can the probabilities be believed?</h2>");
    writeReliability(evaluation.reliability());
    if (!result.drawn().isEmpty()) {
      page.raw("<h2>Before the drawing is finished</h2>");
      writeDrawn();
    }
    result.unknown().ifPresent(this::writeUnknown);
    if (curve.isPresent()) {
      page.raw("<h2>Learning curve</h2>");
      writeCurve(curve.get());
    }
    writeMistakes(mistakes);
    page.raw("</body></html>");
  }

  private static String style() {
    try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new FileNotFoundException("report.css is not in the jar of sketch-cli");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeTiles() {
    page.raw("<div class=\"tiles\">");
    writeTile("top-1", evaluation.correct(), evaluation.total());
    writeTile("top-3", evaluation.correctTopThree(), evaluation.total());
    int worst = evaluation.worstClass();
    writeTile(
        "worst class: " + evaluation.labels().get(worst),
        evaluation.correct(worst),
        evaluation.total(worst));
    String likelihood =
        evaluation.negativeLogLikelihood().isPresent()
            ? String.format(
                Locale.ROOT,
                "negative log likelihood %.4f",
                evaluation.negativeLogLikelihood().orElseThrow())
            : "";
    page.add(
        "<div class=\"tile\"><span>calibration error</span><b>%.2f points</b>"
            + "<span>expected, %d bins</span><span>%s</span></div>",
        100 * evaluation.reliability().expectedCalibrationError(), Reliability.BINS, likelihood);
    page.raw("</div>");
  }

  private void writeTile(String name, long correct, long total) {
    WilsonInterval interval = WilsonInterval.of(correct, total);
    page.add(
        "<div class=\"tile\"><span>%s</span><b>%.2f %%</b><span>%.2f to %.2f %%</span>"
            + "<span>%d of %d</span></div>",
        name, 100.0 * correct / total, 100 * interval.low(), 100 * interval.high(), correct, total);
  }

  private void writePictures(EvaluationResult.Pictures pictures) {
    PictureEvaluation read = pictures.read();
    page.raw("<h2>How the pictures were read</h2>");
    page.raw(
        "<div class=\"scroll\"><table><thead><tr><th>remark</th><th class=\"number\">pictures</th>");
    page.raw("<th class=\"number\">recognized</th></tr></thead><tbody>");
    page.add(
        "<tr><td>unreadable</td><td class=\"number\">%d</td><td class=\"number\">0</td></tr>",
        read.problems().size());
    for (Diagnostic diagnostic : Diagnostic.values()) {
      page.add(
          "<tr><td>%s</td><td class=\"number\">%d</td><td class=\"number\">%d</td></tr>",
          EvaluationText.nameOf(diagnostic), read.count(diagnostic), read.correct(diagnostic));
    }
    page.raw("</tbody></table></div>");
    page.raw("<p class=\"note\">Pictures that are unreadable or have no ink count as wrong.</p>");
    for (String sentence : EvaluationText.leftOut(pictures)) {
      page.add("<p class=\"note\">%s.</p>", sentence.replaceFirst("^left", "Left"));
    }
  }

  private void writeUnknown(UnknownEvaluation unknown) {
    page.raw("<h2>Does it know what it does not know?</h2>");
    page.raw("<div class=\"scroll\"><table><thead><tr><th>drawings</th>");
    page.raw("<th class=\"number\">number</th><th class=\"number\">called UNKNOWN</th>");
    page.raw("<th class=\"number\">95 % interval</th><th class=\"number\">AUROC</th>");
    page.add(
        "<th class=\"number\">accepted where %.0f %% of the known are</th></tr></thead><tbody>",
        100 * UnknownEvaluation.ACCEPTED);
    writeCalled(unknown, unknown.known());
    page.raw("<td></td><td></td></tr>");
    for (UnknownEvaluation.Scores kind : unknown.unknown()) {
      writeCalled(unknown, kind);
      page.add(
          "<td class=\"number\">%.4f</td><td class=\"number\">%.2f %%</td></tr>",
          unknown.auroc(kind), 100.0 * unknown.falselyAccepted(kind) / kind.scores().size());
    }
    page.raw("</tbody></table></div>");
    page.add(
        "<p class=\"note\">The setting allows %.2f %% of the known to be called UNKNOWN. AUROC is the"
            + " chance that a known drawing scores above one of these.</p>",
        100 * unknown.maxFalseUnknown());
  }

  private void writeCalled(UnknownEvaluation unknown, UnknownEvaluation.Scores kind) {
    int total = kind.scores().size();
    int called = unknown.calledUnknown(kind);
    WilsonInterval interval = WilsonInterval.of(called, total);
    page.add(
        "<tr><td>%s</td><td class=\"number\">%d</td><td class=\"number\">%.2f %%</td>"
            + "<td class=\"number\">%.2f to %.2f %%</td>",
        kind.name(), total, 100.0 * called / total, 100 * interval.low(), 100 * interval.high());
  }

  private void writeClasses() {
    List<Integer> classes = new ArrayList<>(result.classes());
    classes.sort(
        Comparator.comparingDouble(
            (Integer label) -> (double) evaluation.correct(label) / evaluation.total(label)));
    double low = 1;
    for (int label : classes) {
      low = Math.min(low, interval(label).low());
    }
    int first = (int) Math.floor(low * 10) * 10; // per cent at the left end of the axis
    page.raw("<h2>Class by class</h2>");
    page.raw("<p class=\"note\">The worst first: share of right answers and its interval.</p>");
    writeClassTable(classes.subList(0, Math.min(OPEN_CLASSES, classes.size())), first);
    if (classes.size() > OPEN_CLASSES) {
      page.add("<details><summary>the other %d classes</summary>", classes.size() - OPEN_CLASSES);
      writeClassTable(classes.subList(OPEN_CLASSES, classes.size()), first);
      page.raw("</details>");
    }
  }

  private WilsonInterval interval(int label) {
    return WilsonInterval.of(evaluation.correct(label), evaluation.total(label));
  }

  private void writeClassTable(List<Integer> classes, int first) {
    page.raw("<div class=\"scroll\"><table><thead><tr><th>class</th>");
    page.add(
        "<th class=\"interval\"><div class=\"ends\"><span>%d %%</span><span>100 %%</span></div>"
            + "</th>",
        first);
    page.raw("<th class=\"number\">top-1</th><th class=\"number\">right</th>");
    page.raw("<th class=\"number\">top-3</th></tr></thead><tbody>");
    for (int label : classes) {
      WilsonInterval interval = interval(label);
      int correct = evaluation.correct(label);
      int total = evaluation.total(label);
      double share = 100.0 * correct / total;
      double scale = 100.0 / (100 - first);
      page.add(
          "<tr><td>%s</td><td class=\"interval\"><div class=\"axis\" title=\"%.2f to %.2f %%\">"
              + "<i style=\"left:%.2f%%;width:%.2f%%\"></i><b style=\"left:%.2f%%\"></b></div></td>",
          evaluation.labels().get(label),
          100 * interval.low(),
          100 * interval.high(),
          (100 * interval.low() - first) * scale,
          100 * (interval.high() - interval.low()) * scale,
          (share - first) * scale);
      page.add(
          "<td class=\"number\">%.2f %%</td><td class=\"number\">%d of %d</td>"
              + "<td class=\"number\">%.2f %%</td></tr>",
          share, correct, total, 100.0 * evaluation.correctTopThree(label) / total);
    }
    page.raw("</tbody></table></div>");
  }

  private void writePairs() {
    List<Evaluation.Confusion> pairs = evaluation.worstConfusions(PAIRS);
    if (pairs.isEmpty()) {
      page.raw("<p>No class was taken for another.</p>");
      return;
    }
    page.raw("<details open=\"open\"><summary>the most frequent mistakes</summary>");
    page.raw("<div class=\"scroll\"><table><thead><tr><th>true class</th><th>taken for</th>");
    page.raw("<th class=\"number\">share</th><th class=\"number\">count</th></tr></thead><tbody>");
    for (Evaluation.Confusion pair : pairs) {
      page.add(
          "<tr><td>%s</td><td>%s</td><td class=\"number\">%.2f %%</td>"
              + "<td class=\"number\">%d of %d</td></tr>",
          pair.actual(),
          pair.predicted(),
          100.0 * pair.count() / pair.total(),
          pair.count(),
          pair.total());
    }
    page.raw("</tbody></table></div></details>");
  }

  private void writeReliability(Reliability reliability) {
    page.add(
        "<p class=\"note\">Answers in %d bins by their probability. A bar is the share of right"
            + " answers with its interval, the orange line the mean probability: where they meet,"
            + " the probability can be taken at its word. Below, how many answers each bin has.</p>",
        Reliability.BINS);
    int left = 44;
    int side = 300;
    int top = 10;
    int counts = 70; // height of the lower plot
    int lower = top + side + 34;
    page.raw("<figure>");
    page.add(
        "<svg class=\"square\" viewBox=\"0 0 %d %d\" role=\"img\"><title>reliability diagram"
            + "</title>",
        left + side + 26, lower + counts + 40);
    for (int percent = 0; percent <= 100; percent += 25) {
      double y = top + side - side * percent / 100.0;
      page.add(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
          left, left + side, y, y);
      page.add(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d %%</text>", left - 6, y + 4, percent);
      page.add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d %%</text>",
          left + side * percent / 100.0, lower + counts + 16, percent);
    }
    int most = reliability.bins().stream().mapToInt(Reliability.Bin::count).max().orElse(0);
    double width = (double) side / Reliability.BINS;
    for (Reliability.Bin bin : reliability.bins()) {
      if (bin.count() == 0) {
        continue;
      }
      double x = left + bin.low() * side;
      WilsonInterval interval = WilsonInterval.of(bin.correct(), bin.count());
      String title =
          String.format(
              Locale.ROOT,
              "probability %.1f to %.1f %%: %d of %d right (%.2f %%), mean probability %.2f %%",
              100 * bin.low(),
              100 * bin.high(),
              bin.correct(),
              bin.count(),
              100 * bin.accuracy(),
              100 * bin.meanProbability());
      page.add(
          "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">"
              + "<title>%s</title></rect>",
          x + 1, top + side * (1 - bin.accuracy()), width - 2, side * bin.accuracy(), title);
      page.add(
          "<line class=\"whisker\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
          x + width / 2,
          x + width / 2,
          top + side * (1 - interval.low()),
          top + side * (1 - interval.high()));
      double mean = top + side * (1 - bin.meanProbability());
      page.add(
          "<line class=\"mean\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
          x, x + width, mean, mean);
      double height = Math.max(1, (double) counts * bin.count() / most);
      page.add(
          "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">"
              + "<title>%s</title></rect>",
          x + 1, lower + counts - height, width - 2, height, title);
    }
    page.add(
        "<line class=\"ideal\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>",
        left, left + side, top + side, top);
    page.add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%d</text>", left - 6, lower + 10, most);
    page.add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">0</text>", left - 6, lower + counts);
    page.add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">probability of the answer</text></svg>",
        left + side / 2, lower + counts + 34);
    page.raw("<p class=\"legend\"><span><i></i>share of right answers</span>");
    page.raw("<span><i class=\"s2\"></i>mean probability</span>");
    page.raw("<span><i class=\"dash\"></i>perfect calibration</span></p></figure>");
  }

  private void writeDrawn() {
    List<LinePlot.Point> topOne = new ArrayList<>();
    List<LinePlot.Point> topThree = new ArrayList<>();
    for (EvaluationResult.Drawn drawn : result.drawn()) {
      Evaluation partial = drawn.evaluation();
      topOne.add(point(drawn.percent(), partial.correct(), partial.total()));
      topThree.add(point(drawn.percent(), partial.correctTopThree(), partial.total()));
    }
    page.raw("<div class=\"pair\">");
    new LinePlot(
            "Right answers when the first part of the points is drawn",
            "points drawn",
            x -> String.format(Locale.ROOT, "%.0f %%", x),
            "",
            ReportPage::tick)
        .add("top-1", topOne)
        .add("top-3", topThree)
        .writeTo(page);
    page.raw(
        "<div class=\"scroll\"><table><thead><tr><th>points drawn</th><th class=\"number\">top-1</th>");
    page.raw("<th class=\"number\">interval</th><th class=\"number\">top-3</th></tr></thead>");
    page.raw("<tbody>");
    for (EvaluationResult.Drawn drawn : result.drawn()) {
      Evaluation partial = drawn.evaluation();
      WilsonInterval interval = WilsonInterval.of(partial.correct(), partial.total());
      page.add(
          "<tr><td>%d %%</td><td class=\"number\">%s</td><td class=\"number\">%s to %s</td>"
              + "<td class=\"number\">%s</td></tr>",
          drawn.percent(),
          percent((double) partial.correct() / partial.total(), 2),
          percent(interval.low(), 2),
          percent(interval.high(), 2),
          percent((double) partial.correctTopThree() / partial.total(), 2));
    }
    page.raw("</tbody></table></div></div>");
  }

  private static LinePlot.Point point(double x, int correct, int total) {
    WilsonInterval interval = WilsonInterval.of(correct, total);
    return new LinePlot.Point(x, (double) correct / total, interval.low(), interval.high());
  }

  private static String percent(double share, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f %%", 100 * share);
  }

  private static String tick(double share) {
    return percent(share, 1).replace(".0 %", " %");
  }

  private void writeCurve(LearningCurve curve) {
    page.raw("<div class=\"pair\">");
    new LinePlot(
            "Accuracy on the validation drawings",
            "samples",
            ReportPage::thousands,
            "",
            ReportPage::tick)
        .add("validation accuracy", points(curve.samples(), curve.valAccuracy()))
        .writeTo(page);
    new LinePlot(
            "Loss",
            "samples",
            ReportPage::thousands,
            "",
            y -> String.format(Locale.ROOT, "%.2f", y))
        .add("training", points(curve.samples(), curve.trainLoss()))
        .add("validation", points(curve.samples(), curve.valLoss()))
        .writeTo(page);
    page.raw("</div>");
  }

  private static String thousands(double samples) {
    return samples < 10_000
        ? String.format(Locale.ROOT, "%.0f", samples)
        : String.format(Locale.ROOT, "%.0f k", samples / 1000);
  }

  private static List<LinePlot.Point> points(List<Double> x, List<Double> y) {
    List<LinePlot.Point> points = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      points.add(LinePlot.Point.of(x.get(i), y.get(i)));
    }
    return points;
  }

  private void writeMistakes(List<Mistakes.Mistake> mistakes) {
    page.raw("<h2>The worst mistakes</h2>");
    if (mistakes.isEmpty()) {
      page.raw("<p>No answer was wrong.</p>");
      return;
    }
    page.add(
        "<p class=\"note\">The %d wrong answers that the model was surest of, as it saw the"
            + " %s.</p>",
        mistakes.size(), result.samples());
    page.raw("<div class=\"mistakes\">");
    for (Mistakes.Mistake mistake : mistakes) {
      page.add(
          "<figure><img width=\"128\" height=\"128\" alt=\"%s\" src=\"data:image/png;base64,%s\"/>",
          mistake.actual() + " taken for " + mistake.answer(), png(mistake.raster()));
      page.add(
          "<figcaption><b>%s</b> taken for <em>%s</em>, %s",
          mistake.actual(),
          mistake.answer(),
          percent(mistake.probability(), 1).replace(' ', '\u00a0'));
      if (!mistake.source().isEmpty()) {
        page.add("<br/>%s", mistake.source());
      }
      if (!mistake.remarks().isEmpty()) {
        page.add("<br/>%s", String.join(", ", mistake.remarks()));
      }
      page.raw("</figcaption></figure>");
    }
    page.raw("</div>");
  }

  private static String png(Raster raster) {
    return Base64.getEncoder().encodeToString(BufferedImages.toPng(raster));
  }
}
