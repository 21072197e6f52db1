package org.sketchsdk.cli.evaluate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.cli.console.Console;
import org.sketchsdk.cli.console.FailureException;
import org.sketchsdk.cli.console.FewMessages;
import org.sketchsdk.cli.console.Output;
import org.sketchsdk.cli.console.ProgressLine;
import org.sketchsdk.cli.console.UsageException;
import org.sketchsdk.cli.options.ModelOptions;
import org.sketchsdk.cli.options.OutputFormat;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.internal.file.AtomicFile;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.data.LabeledPictures;
import org.sketchsdk.train.evaluate.Evaluation;
import org.sketchsdk.train.evaluate.PictureEvaluation;
import org.sketchsdk.train.evaluate.UnknownEvaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a model on labeled drawings or pictures. */
@Command(
    name = "evaluate",
    description = "Measures a model's accuracy on labeled drawings or pictures, class by class.",
    footer = {"", "Example: sketch evaluate --data data --report report"})
public final class EvaluateCommand implements Callable<Integer> {
  private static final List<Integer> PERCENTS = List.of(25, 50, 75);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = {
        "A folder with one <class>.ndjson per class (or a file of any other format of drawings, also",
        "gzip, or a folder <class> of such files), or with the folder 'test'. With --images:",
        "one folder of pictures per class, or a file index.csv with the columns number,",
        "tuberlin_category and quickdraw_class and files <category>/<number>.png."
      })
  private Path data;

  @Option(
      names = "--images",
      description = "Read pictures instead of files of drawings, and find the drawing in each.")
  private boolean images;

  @Option(
      names = "--keep-merged",
      description = "With --images: also use classes that several categories of index.csv map to.")
  private boolean keepMerged;

  @Option(
      names = "--unknown",
      paramLabel = "SOURCE",
      description = {
        "Measure how well UNKNOWN separates --data from other drawings. May be repeated. A",
        "folder as for --data, from which the classes that the model does not know are used;",
        "or 'scribbles' or 'letters', which this command generates."
      })
  private List<String> unknown = new ArrayList<>();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write a page with plots and the worst mistakes to DIR/index.html.")
  private @Nullable Path report;

  @Option(
      names = "--metrics",
      paramLabel = "FILE",
      description = {
        "With --report: the metrics.csv of the training run, for the learning curve (default: the",
        "file beside the model, if there is one)."
      })
  private @Nullable Path metrics;

  @Mixin private OutputFormat format;

  @Mixin private ModelOptions modelOptions;

  private final Console console;

  /**
   * Creates the command.
   *
   * @param console where it reads and writes
   */
  public EvaluateCommand(Console console) {
    this.console = console;
  }

  /** A result with the data that gave it, for the pictures of the worst mistakes. */
  private record Measured(EvaluationResult result, Mistakes mistakes) {
    Measured with(UnknownEvaluation unknown) {
      return new Measured(result.withUnknown(unknown), mistakes);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (keepMerged && !images) {
      throw new UsageException("--keep-merged needs --images");
    }
    if (metrics != null && report == null) {
      throw new UsageException("--metrics needs --report");
    }
    if (report != null && Files.exists(report) && !Files.isDirectory(report)) {
      throw new FailureException("the report needs a folder, but this is a file: " + report);
    }
    Optional<LearningCurve> curve = report == null ? Optional.empty() : learningCurve();
    // all candidates: the likelihood needs the probability of the true class
    try (SketchClassifier classifier = modelOptions.open(Integer.MAX_VALUE)) {
      if (!unknown.isEmpty() && classifier.info().knownScore().isEmpty()) {
        throw new FailureException(
            "--unknown needs a model that says how its own drawings score, as 'sketch quantize'"
                + " writes it; "
                + classifier.info().name()
                + " does not");
      }
      Measured measured = images ? measurePictures(classifier) : measureDrawings(classifier);
      EvaluationResult result = measured.result();
      if (report != null) {
        Files.createDirectories(report);
        Path page = report.resolve("index.html");
        String text = ReportPage.of(result, curve, measured.mistakes().worst(result));
        AtomicFile.write(page, text.getBytes(StandardCharsets.UTF_8));
        console.message("report: " + page);
      }
      Output out = console.out();
      out.lines(format.isJson() ? EvaluationJson.of(result) : EvaluationText.of(result));
      out.flush();
    }
    return 0;
  }

  private Optional<LearningCurve> learningCurve() throws IOException {
    if (metrics != null) {
      return Optional.of(LearningCurve.read(metrics));
    }
    Optional<Path> beside = modelOptions.path().map(model -> model.resolveSibling("metrics.csv"));
    if (beside.isEmpty() || !Files.isRegularFile(beside.get())) {
      return Optional.empty();
    }
    try {
      return Optional.of(LearningCurve.read(beside.get()));
    } catch (FailureException e) { // nobody asked for it
      console.error("no learning curve: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Measured measureDrawings(SketchClassifier classifier) throws IOException {
    Path folder = Files.isDirectory(data.resolve("test")) ? data.resolve("test") : data;
    List<String> present = LabeledDrawings.labelsIn(folder);
    if (present.isEmpty()) {
      throw new FailureException("no file of drawings in folder " + folder);
    }
    List<String> labels = new ArrayList<>(classifier.info().labels());
    labels.retainAll(present);
    if (labels.isEmpty()) {
      throw new FailureException(
          "no class of model "
              + classifier.info().name()
              + " has a file <class>.ndjson (or of another format), or a folder of files, in "
              + folder);
    }
    LabeledDrawings drawings = LabeledDrawings.load(folder, labels);
    Evaluation evaluation = Evaluation.of(classifier, drawings);
    List<EvaluationResult.Drawn> drawn = new ArrayList<>();
    try (ProgressLine progress =
        new ProgressLine(console, "evaluate", PERCENTS.size(), "", ProgressLine.DELAY_NANOS)) {
      for (int percent : PERCENTS) {
        progress.update(drawn.size(), percent + " % of the points");
        drawn.add(
            new EvaluationResult.Drawn(
                percent, Evaluation.ofFirstPoints(classifier, drawings, percent)));
      }
    }
    drawn.add(new EvaluationResult.Drawn(100, evaluation));
    Measured measured =
        new Measured(
            EvaluationResult.ofDrawings(classifier.info(), folder, evaluation, drawn),
            Mistakes.ofDrawings(classifier, drawings));
    if (unknown.isEmpty()) {
      return measured;
    }
    UnknownSources sources = new UnknownSources(classifier, console);
    List<Drawing> known = drawings.drawings().stream().flatMap(List::stream).toList();
    return measured.with(unknown(classifier, sources, sources.ofDrawings("known", known)));
  }

  private Measured measurePictures(SketchClassifier classifier)
      throws IOException, InterruptedException {
    LabeledPictures pictures = LabeledPictures.list(data, classifier.info().labels(), keepMerged);
    if (pictures.pictures().isEmpty()) {
      throw new FailureException(
          "no picture of a class of model "
              + classifier.info().name()
              + " in folder "
              + data
              + ": there must be index.csv, or a folder of .png, .jpg or .jpeg files for each"
              + " class");
    }
    PictureEvaluation read;
    try (ProgressLine progress =
        new ProgressLine(
            console, "evaluate", pictures.pictures().size(), "", ProgressLine.DELAY_NANOS)) {
      read =
          PictureEvaluation.of(
              classifier, pictures, done -> progress.update(done, done + " pictures"));
    }
    List<String> problems = read.problems();
    try (FewMessages messages = new FewMessages(console, "pictures are unreadable")) {
      problems.forEach(messages);
    }
    Measured measured =
        new Measured(
            EvaluationResult.ofPictures(
                classifier.info(), data, new EvaluationResult.Pictures(pictures, read)),
            Mistakes.ofPictures(classifier, pictures, read));
    if (unknown.isEmpty()) {
      return measured;
    }
    UnknownSources sources = new UnknownSources(classifier, console);
    List<Path> known = pictures.pictures().stream().map(LabeledPictures.Picture::file).toList();
    return measured.with(unknown(classifier, sources, sources.ofPictures("known", known)));
  }

  private UnknownEvaluation unknown(
      SketchClassifier classifier, UnknownSources sources, UnknownEvaluation.Scores known)
      throws IOException {
    List<UnknownEvaluation.Scores> scores = new ArrayList<>();
    for (String source : unknown) {
      scores.addAll(sources.scores(source));
    }
    return UnknownEvaluation.of(classifier, known, scores);
  }
}
