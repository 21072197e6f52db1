package org.sketchsdk.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.train.Evaluation;
import org.sketchsdk.train.LabelledDrawings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Measures a model on labelled drawings. */
@Command(name = "evaluate", description = "Measures a model on labelled drawings, class by class.")
final class EvaluateCommand implements Callable<Integer> {
  private static final int PAIRS = 10;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "A folder with one <class>.ndjson[.gz] a class, or with the folder 'test'.")
  private Path data;

  @Mixin private ModelOptions modelOptions;

  @ParentCommand private Main main;

  @Override
  public Integer call() throws IOException {
    Path folder = Files.isDirectory(data.resolve("test")) ? data.resolve("test") : data;
    List<String> present = LabelledDrawings.labelsIn(folder);
    if (present.isEmpty()) {
      throw new Failures.FailureException("no .ndjson or .ndjson.gz file in folder " + folder);
    }
    try (SketchClassifier classifier = modelOptions.open(3)) {
      List<String> labels = new ArrayList<>(classifier.info().labels());
      labels.retainAll(present);
      if (labels.isEmpty()) {
        throw new Failures.FailureException(
            "no class of model "
                + classifier.info().name()
                + " has a file <class>.ndjson or <class>.ndjson.gz in folder "
                + folder);
      }
      Evaluation evaluation = Evaluation.of(classifier, load(folder, labels));
      Output out = main.console().out();
      out.print(describe(classifier, folder, evaluation));
      out.flush();
    }
    return 0;
  }

  private static LabelledDrawings load(Path folder, List<String> labels) throws IOException {
    try {
      return LabelledDrawings.load(folder, labels);
    } catch (IllegalArgumentException e) { // a file without drawings
      throw new Failures.FailureException(e.getMessage());
    }
  }

  private static CharSequence describe(
      SketchClassifier classifier, Path folder, Evaluation evaluation) {
    StringBuilder text = new StringBuilder();
    line(text, "model %s on %s", classifier.info().name(), folder);
    line(text, "top-1 %s", Share.aligned(evaluation.correct(), evaluation.total()));
    line(text, "top-3 %s", Share.aligned(evaluation.correctTopThree(), evaluation.total()));
    line(text, "");
    line(text, "class");
    for (int label = 0; label < evaluation.labels().size(); label++) {
      if (evaluation.total(label) > 0) {
        line(
            text,
            "%-20s %s",
            evaluation.labels().get(label),
            Share.aligned(evaluation.correct(label), evaluation.total(label)));
      }
    }
    line(text, "");
    line(text, "most confused");
    List<Evaluation.Confusion> pairs = evaluation.worstConfusions(PAIRS);
    for (Evaluation.Confusion pair : pairs) {
      line(
          text,
          "%-42s %6.2f %% (%d of %d)",
          pair.actual() + " taken for " + pair.predicted(),
          100.0 * pair.count() / pair.total(),
          pair.count(),
          pair.total());
    }
    if (pairs.isEmpty()) {
      line(text, "none");
    }
    return text;
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
