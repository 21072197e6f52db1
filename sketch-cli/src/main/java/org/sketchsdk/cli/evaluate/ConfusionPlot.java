package org.sketchsdk.cli.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.sketchsdk.train.evaluate.Evaluation;

/** A confusion matrix as inline SVG: a row for each true class, a column for each answer. */
final class ConfusionPlot {
  /** More classes than this cannot be read; the most confused ones are shown then. */
  static final int MAX_CLASSES = 30;

  private static final int CELL = 24;
  private static final int LETTER = 7; // width of a letter, at most
  private static final int MAX_LETTERS = 18;

  // The share of a class's samples at which a mistake has the full color.
  private static final double FULL = 0.2;

  private final Evaluation evaluation;
  private final List<Integer> shown;
  private final int classes;

  private record Confusion(int actual, int answer, int count) {}

  private ConfusionPlot(Evaluation evaluation, List<Integer> shown, int classes) {
    this.evaluation = evaluation;
    this.shown = shown;
    this.classes = classes;
  }

  /**
   * Chooses the classes to show.
   *
   * @param classes those with samples
   */
  static ConfusionPlot of(Evaluation evaluation, List<Integer> classes) {
    List<Integer> shown = new ArrayList<>(classes);
    List<Confusion> confusions = new ArrayList<>();
    for (int actual = 0; actual < evaluation.labels().size(); actual++) {
      for (int answer = 0; answer < evaluation.labels().size(); answer++) {
        int count = evaluation.confusions().get(actual).get(answer);
        if (actual != answer && count > 0) {
          confusions.add(new Confusion(actual, answer, count));
          if (!shown.contains(answer)) {
            shown.add(answer); // no samples of its own, but taken for others
          }
        }
      }
    }
    int all = shown.size();
    if (all > MAX_CLASSES) {
      shown = mostConfused(confusions);
    }
    shown.sort(Comparator.naturalOrder());
    return new ConfusionPlot(evaluation, shown, all);
  }

  /** The classes of the most frequent confusions: pairs, so that both sides can be seen. */
  private static List<Integer> mostConfused(List<Confusion> confusions) {
    confusions.sort(Comparator.comparingInt(confusion -> -confusion.count()));
    Set<Integer> chosen = new LinkedHashSet<>();
    for (Confusion confusion : confusions) {
      chosen.add(confusion.actual());
      chosen.add(confusion.answer());
    }
    return chosen.stream().limit(MAX_CLASSES).collect(Collectors.toCollection(ArrayList::new));
  }

  void writeTo(Markup page) {
    if (shown.size() < classes) {
      page.add(
          "<p>The %d most confused of %d classes, which have the most frequent mistakes; the whole matrix is in the output of --format"
              + " json.</p>",
          shown.size(), classes);
    }
    page.add(
        "<p class=\"note\">Rows are the true classes, columns the answers. A mistake has the full"
            + " color from %.0f %% of its row on.</p>",
        100 * FULL);
    boolean unanswered =
        shown.stream().anyMatch(label -> answered(label) < evaluation.total(label));
    int left = 12 + LETTER * longest();
    int columns = shown.size() + (unanswered ? 1 : 0);
    int width = left + columns * CELL + 8;
    int top = Math.max(left, unanswered ? 12 + LETTER * "no answer".length() : 0);
    int height = top + shown.size() * CELL + 8;
    page.raw("<div class=\"scroll\">");
    page.add(
        "<svg class=\"matrix\" viewBox=\"0 0 %d %d\" style=\"min-width:%dpx\" role=\"img\">",
        width, height, Math.min(width, 720));
    page.raw("<title>confusion matrix</title>");
    for (int column = 0; column < columns; column++) {
      String label =
          column < shown.size() ? evaluation.labels().get(shown.get(column)) : "no answer";
      int x = left + column * CELL + CELL / 2 + 4;
      page.add(
          "<text transform=\"translate(%d,%d) rotate(-90)\">%s</text>", x, top - 6, shorten(label));
    }
    for (int row = 0; row < shown.size(); row++) {
      writeRow(page, row, left, top + row * CELL, unanswered);
    }
    page.raw("</svg></div>");
  }

  private int answered(int label) {
    return evaluation.confusions().get(label).stream().mapToInt(Integer::intValue).sum();
  }

  private int longest() {
    return shown.stream()
        .mapToInt(label -> shorten(evaluation.labels().get(label)).length())
        .max()
        .orElse(0);
  }

  private static String shorten(String label) {
    return label.length() <= MAX_LETTERS ? label : label.substring(0, MAX_LETTERS - 1) + "…";
  }

  private void writeRow(Markup page, int row, int left, int y, boolean unanswered) {
    int actual = shown.get(row);
    String label = evaluation.labels().get(actual);
    page.add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", left - 6, y + 16, shorten(label));
    for (int column = 0; column < shown.size(); column++) {
      int answer = shown.get(column);
      int count = evaluation.confusions().get(actual).get(answer);
      writeCell(
          page,
          actual,
          left + column * CELL,
          y,
          count,
          actual == answer,
          "taken for " + evaluation.labels().get(answer));
    }
    if (unanswered) {
      int count = evaluation.total(actual) - answered(actual);
      writeCell(page, actual, left + shown.size() * CELL, y, count, false, "without an answer");
    }
  }

  private void writeCell(
      Markup page, int actual, int x, int y, int count, boolean right, String what) {
    int total = evaluation.total(actual);
    double share = total == 0 ? 0 : (double) count / total;
    double strength = count == 0 ? 0 : Math.max(0.1, right ? share : Math.min(1, share / FULL));
    page.add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" class=\"%s\" fill-opacity=\"%.2f\">"
            + "<title>%s</title></rect>",
        x + 1,
        y + 1,
        CELL - 2,
        CELL - 2,
        count == 0 ? "zero" : right ? "right" : "wrong",
        count == 0 ? 1 : strength,
        String.format(
            Locale.ROOT,
            "%s %s: %d of %d",
            evaluation.labels().get(actual),
            right ? "recognized" : what,
            count,
            total));
    if (count > 0) {
      page.add(
          "<text class=\"count%s\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d</text>",
          strength > 0.55 ? " strong" : "", x + CELL / 2, y + 16, count);
    }
  }
}
