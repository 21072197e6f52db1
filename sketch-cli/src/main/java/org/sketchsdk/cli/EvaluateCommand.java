package org.sketchsdk.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.train.Evaluation;
import org.sketchsdk.train.LabelledDrawings;
import org.sketchsdk.train.WilsonInterval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a model on labelled drawings. */
@Command(
    name = "evaluate",
    description = "Measures a model on labelled drawings, class by class.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  private static final int PAIRS = 10;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "A folder with one <class>.ndjson[.gz] a class, or with the folder 'test'.")
  private Path data;

  @Mixin private ModelOptions modelOptions;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path folder = Files.isDirectory(data.resolve("test")) ? data.resolve("test") : data;
    List<String> present = LabelledDrawings.labelsIn(folder);
    try (SketchClassifier classifier = modelOptions.open(3)) {
      List<String> labels = new ArrayList<>(classifier.info().labels());
      labels.retainAll(present);
      if (labels.isEmpty()) {
        throw new Failures.FailureException("no class of the model has drawings in " + folder);
      }
      Evaluation evaluation = Evaluation.of(classifier, LabelledDrawings.load(folder, labels));
      print(classifier, folder, evaluation, spec.commandLine().getOut());
    }
    return 0;
  }

  private static void print(
      SketchClassifier classifier, Path folder, Evaluation evaluation, PrintWriter out) {
    out.printf("model %s on %s%n", classifier.info().name(), folder);
    out.printf("top-1 %s%n", share(evaluation.correct(), evaluation.total()));
    out.printf("top-3 %s%n", share(evaluation.correctTopThree(), evaluation.total()));
    out.printf("%nclass%n");
    for (int label = 0; label < evaluation.labels().size(); label++) {
      if (evaluation.total(label) > 0) {
        out.printf(
            Locale.ROOT,
            "%-20s %s%n",
            evaluation.labels().get(label),
            share(evaluation.correct(label), evaluation.total(label)));
      }
    }
    out.printf("%nmost confused%n");
    for (Evaluation.Confusion pair : evaluation.worstConfusions(PAIRS)) {
      out.printf(
          Locale.ROOT,
          "%-42s %6.2f %% (%d of %d)%n",
          pair.actual() + " taken for " + pair.predicted(),
          100.0 * pair.count() / pair.total(),
          pair.count(),
          pair.total());
    }
    out.flush();
  }

  private static String share(int successes, int trials) {
    WilsonInterval interval = WilsonInterval.of(successes, trials);
    return String.format(
        Locale.ROOT,
        "%6.2f %% (%d of %d, 95 %% interval %.2f to %.2f %%)",
        100.0 * successes / trials,
        successes,
        trials,
        100 * interval.low(),
        100 * interval.high());
  }
}
