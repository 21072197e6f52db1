package org.sketchsdk.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.sketchsdk.cli.console.Printable;
import org.sketchsdk.cli.console.Share;
import org.sketchsdk.render.image.Diagnostic;
import org.sketchsdk.train.data.LabeledPictures.LeftOut;
import org.sketchsdk.train.data.LabeledPictures.Reason;
import org.sketchsdk.train.evaluate.Evaluation;
import org.sketchsdk.train.evaluate.PictureEvaluation;
import org.sketchsdk.train.evaluate.Reliability;
import org.sketchsdk.train.evaluate.UnknownEvaluation;

/** Figures for people. */
final class EvaluationText {
  private static final int PAIRS = 10;

  private final EvaluationResult result;
  private final StringBuilder text = new StringBuilder();

  private EvaluationText(EvaluationResult result) {
    this.result = result;
  }

  static String of(EvaluationResult result) {
    EvaluationText text = new EvaluationText(result);
    text.write();
    return text.text.toString();
  }

  private void write() {
    Evaluation evaluation = result.evaluation();
    line("model %s on %s", result.model().name(), result.data());
    line("top-1 %s", Share.aligned(evaluation.correct(), evaluation.total()));
    line("top-3 %s", Share.aligned(evaluation.correctTopThree(), evaluation.total()));
    line(
        "calibration error %.2f points (expected, %d bins)",
        100 * evaluation.reliability().expectedCalibrationError(), Reliability.BINS);
    evaluation
        .negativeLogLikelihood()
        .ifPresent(value -> line("negative log likelihood %.4f", value));
    result.pictures().ifPresent(this::writePictures);
    if (!result.drawn().isEmpty()) {
      line("");
      line("points drawn");
      for (EvaluationResult.Drawn drawn : result.drawn()) {
        Evaluation partial = drawn.evaluation();
        line("%3d %% %s", drawn.percent(), Share.aligned(partial.correct(), partial.total()));
      }
    }
    result.unknown().ifPresent(this::writeUnknown);
    line("");
    line("class");
    for (int label : result.classes()) {
      line(
          "%-20s %s",
          evaluation.labels().get(label),
          Share.aligned(evaluation.correct(label), evaluation.total(label)));
    }
    line("");
    line("most confused");
    List<Evaluation.Confusion> pairs = evaluation.worstConfusions(PAIRS);
    for (Evaluation.Confusion pair : pairs) {
      line(
          "%-42s %6.2f %% (%d of %d)",
          pair.actual() + " taken for " + pair.predicted(),
          100.0 * pair.count() / pair.total(),
          pair.count(),
          pair.total());
    }
    if (pairs.isEmpty()) {
      line("none");
    }
  }

  private void writePictures(EvaluationResult.Pictures pictures) {
    PictureEvaluation read = pictures.read();
    line("");
    line("pictures");
    line("%-20s %d", "unreadable", read.problems().size());
    for (Diagnostic diagnostic : Diagnostic.values()) {
      line(
          "%-20s %d%s",
          nameOf(diagnostic),
          read.count(diagnostic),
          diagnostic == Diagnostic.NO_INK || read.count(diagnostic) == 0
              ? ""
              : ", " + read.correct(diagnostic) + " of them recognized");
    }
    leftOut(pictures).forEach(this::line);
  }

  private void writeUnknown(UnknownEvaluation unknown) {
    line("");
    line("unknown");
    int known = unknown.known().scores().size();
    line(
        "known: called UNKNOWN %s, %s allowed by the setting",
        Share.describe(unknown.calledUnknown(unknown.known()), known), unknown.maxFalseUnknown());
    for (UnknownEvaluation.Scores kind : unknown.unknown()) {
      int total = kind.scores().size();
      line("%s: %d drawings", kind.name(), total);
      line("  AUROC %.4f", unknown.auroc(kind));
      line(
          "  accepted where 95 %% of the known are %s",
          Share.aligned(unknown.falselyAccepted(kind), total));
      line("  called UNKNOWN %s", Share.aligned(unknown.calledUnknown(kind), total));
    }
  }

  static String nameOf(Diagnostic diagnostic) {
    return diagnostic.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A sentence for each reason, and each class that several categories map to. */
  static List<String> leftOut(EvaluationResult.Pictures pictures) {
    List<String> sentences = new ArrayList<>();
    if (pictures.leftOut(Reason.NO_CLASS) > 0) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "left out: %d pictures of %d categories without a class",
              pictures.leftOut(Reason.NO_CLASS),
              pictures.categoriesLeftOut(Reason.NO_CLASS)));
    }
    if (pictures.leftOut(Reason.UNKNOWN_CLASS) > 0) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "left out: %d pictures of %d categories whose class the model does not know",
              pictures.leftOut(Reason.UNKNOWN_CLASS),
              pictures.categoriesLeftOut(Reason.UNKNOWN_CLASS)));
    }
    TreeMap<String, List<LeftOut>> merged = new TreeMap<>();
    for (LeftOut each : pictures.listed().leftOut()) {
      if (each.reason() == Reason.SEVERAL_CATEGORIES) {
        merged.computeIfAbsent(each.label(), label -> new ArrayList<>()).add(each);
      }
    }
    merged.forEach(
        (label, categories) ->
            sentences.add(
                String.format(
                    Locale.ROOT,
                    "left out: %s, %d pictures, because several categories map to it: %s (see"
                        + " --keep-merged)",
                    label,
                    categories.stream().mapToInt(LeftOut::pictures).sum(),
                    String.join(", ", categories.stream().map(LeftOut::category).toList()))));
    return sentences;
  }

  private void line(String text) {
    this.text.append(Printable.line(text)).append('\n');
  }

  private void line(String format, Object... arguments) {
    line(String.format(Locale.ROOT, format, arguments));
  }
}
