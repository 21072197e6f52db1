package org.sketchsdk.cli.train;

import static org.sketchsdk.cli.options.Given.given;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.cli.console.Console;
import org.sketchsdk.cli.console.FailureException;
import org.sketchsdk.cli.console.ProgressLine;
import org.sketchsdk.cli.console.Share;
import org.sketchsdk.cli.console.UsageException;
import org.sketchsdk.cli.options.ClassList;
import org.sketchsdk.cli.options.Given;
import org.sketchsdk.cli.options.Names;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.train.Fp32Models;
import org.sketchsdk.train.Trainer;
import org.sketchsdk.train.TrainingListener;
import org.sketchsdk.train.TrainingOptions;
import org.sketchsdk.train.TrainingReport;
import org.sketchsdk.train.Upscaling;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.network.Networks;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a network. */
@Command(
    name = "train",
    description = "Trains a network on drawings and exports it as model.onnx.",
    footer = {
      "",
      "Example: sketch train --data data --out run --minutes 30",
      "Ctrl-C stops the run; the same command with --resume continues it."
    })
public final class TrainCommand implements Callable<Integer>, Given.Defaults {
  private static final int BAR_STEPS = 1000;
  private static final int STOP_SECONDS = 30;
  private static final int MILLIS_PER_MINUTE = 60_000;
  private static final int MAX_MINUTES = 1_000_000;

  @Mixin private TrainingData data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for model.onnx, checkpoint.bin and metrics.csv.")
  private Path out;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      completionCandidates = Names.OfNetworks.class,
      description =
          "The network: ${COMPLETION-CANDIDATES} (default: that of the first model in --initial, else"
              + " ${bundle:default.network}).")
  private @Nullable String network;

  @Option(
      names = "--classes",
      paramLabel = "LIST|FILE",
      description =
          "Class names separated by commas, or a text file with one class per line (default: all).")
  private @Nullable String classes;

  @ArgGroup private @Nullable Length length;

  /** How long to train. */
  private static final class Length {
    @Option(
        names = "--minutes",
        paramLabel = "N",
        description = "Minutes to train (default: ${bundle:default.minutes}).")
    private @Nullable Double minutes;

    @Option(names = "--samples", paramLabel = "N", description = "Samples to train on.")
    private @Nullable Long samples;
  }

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all random choices (default: ${bundle:default.seed}).")
  private @Nullable Long seed;

  @Option(
      names = "--resume",
      description = "Continue from the checkpoint in --out, if there is one.")
  private boolean resume;

  @Option(
      names = "--initial",
      paramLabel = "NAME|FILE",
      split = ",",
      description =
          "Start from the weights of a checkpoint, an exported model.onnx or an embedded model."
              + " Of several, separated by commas, the mean is used.")
  private List<String> initial = List.of();

  @Option(
      names = "--teacher",
      paramLabel = "NAME|FILE",
      split = ",",
      description =
          "Also learn from the answers of these models to each finished drawing (distillation)."
              + " Embedded models or .onnx files that know all classes.")
  private List<String> teachers = List.of();

  @Option(
      names = "--teacher-share",
      paramLabel = "X",
      description =
          "Weight of the teachers' answers, 0 to 1 (default: ${bundle:default.teacherShare}).")
  private @Nullable Float teacherShare;

  @Option(
      names = "--augment",
      paramLabel = "PRESET",
      completionCandidates = Names.OfPresets.class,
      description = "Augmentation: ${COMPLETION-CANDIDATES} (default: training).")
  private @Nullable String augment;

  @Option(
      names = "--mirror",
      paramLabel = "P",
      description = "Probability to mirror a drawing (default: ${bundle:default.mirror}).")
  private @Nullable Float mirror;

  @Option(
      names = "--outliers",
      paramLabel = "P",
      description =
          "Share of the samples that show drawings of other classes in --data (outlier exposure)."
              + " The model learns to be unsure about them (default: 0).")
  private @Nullable Double outliers;

  @Option(
      names = "--unfinished",
      paramLabel = "P",
      description =
          "Share of the samples that show an unfinished drawing, cut after a random part of its"
              + " points (default: as in --augment).")
  private @Nullable Float unfinished;

  @Option(
      names = "--unfinished-from",
      paramLabel = "X",
      description =
          "With --unfinished: the least part of the points that is left (default:"
              + " ${DEFAULT-VALUE}).")
  private float unfinishedFrom = 0.15f;

  @Option(
      names = "--emphasis",
      paramLabel = "CLASS=N",
      split = ",",
      description = "Show these classes N times as often as the others (default: none).")
  private Map<String, Integer> emphasis = Map.of();

  @Option(
      names = "--max-drawings",
      paramLabel = "N",
      description = "Use at most N training drawings per class (default: all).")
  private @Nullable Integer maxDrawings;

  @Option(
      names = "--mixup",
      paramLabel = "A",
      description = "Mixup: blend pairs of samples with weights from Beta(A, A) (default: 0, off).")
  private @Nullable Float mixup;

  @Option(
      names = "--dropout",
      paramLabel = "X",
      description = "Dropout rate (default: the network's own). Use 0 if there are many drawings.")
  private @Nullable Float dropout;

  @Option(
      names = "--upscale",
      paramLabel = "WAY",
      completionCandidates = Names.OfUpscalings.class,
      description =
          "Train on bitmaps of 28 pixels, enlarged: ${COMPLETION-CANDIDATES}. For comparison only;"
              + " a model meets drawings rendered at its own size.")
  private @Nullable String upscale;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description =
          "Stop when N validations in a row, of 20 per run, bring no improvement (default: 0, never).")
  private @Nullable Integer patience;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Samples per training step (default: ${bundle:default.batchSize}).")
  private @Nullable Integer batch;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "Peak learning rate (default: ${bundle:default.learningRate}).")
  private @Nullable Float learningRate;

  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      description = "Weight decay (default: ${bundle:default.weightDecay}).")
  private @Nullable Float weightDecay;

  @Option(
      names = "--label-smoothing",
      paramLabel = "X",
      description =
          "Share of the target spread over all classes (default: ${bundle:default.labelSmoothing}).")
  private @Nullable Float labelSmoothing;

  @Option(
      names = "--commit",
      paramLabel = "ID",
      defaultValue = "${env:SKETCH_COMMIT:-unknown}",
      description = "Commit of the training code, for the model's provenance.")
  private String commit;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the engine (default: one per processor).")
  private @Nullable Integer threads;

  private final Console console;

  /**
   * Creates the command.
   *
   * @param console where it reads and writes
   */
  public TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    checkOptions();
    TrainingOptions options = options(labels());
    TrainingReport report;
    boolean stopped;
    CountDownLatch trained = new CountDownLatch(1);
    SavedState saved = new SavedState(options.out().resolve("checkpoint.bin"), resume);
    Thread stop = stopOf(Thread.currentThread(), trained, saved, console);
    Runtime.getRuntime().addShutdownHook(stop);
    // The line comes with the first report, which a run gives after a second or so.
    try (ProgressLine progress = new ProgressLine(console, "train", BAR_STEPS, "", 0)) {
      report = Trainer.train(options, new Listener(console, progress));
    } catch (InterruptedException | ClosedByInterruptException e) {
      return 1; // the hook says so
    } finally {
      trained.countDown();
      stopped = !removeShutdownHook(stop); // also after a failure, which is no stop
    }
    if (stopped) {
      return 1; // at the last moment
    }
    console.out().lines(describe(report));
    console.out().flush();
    return 0;
  }

  /**
   * Ends a run before the process ends, as on Ctrl-C: the engine's native threads crash when its
   * library goes away under them.
   */
  private static Thread stopOf(
      Thread trainer, CountDownLatch trained, SavedState saved, Console console) {
    return new Thread(
        () -> {
          console.error(saved.farewell());
          trainer.interrupt();
          try {
            // A step takes a second at most, a validation may take longer.
            boolean ended = trained.await(STOP_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
              Runtime.getRuntime().halt(1);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        "stop training");
  }

  private static boolean removeShutdownHook(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) { // the process is ending
      return false;
    }
  }

  private void checkOptions() {
    if (network != null && !Networks.names().contains(network)) {
      throw oneOf("--network", Networks.names(), network);
    }
    if (augment != null && !AugmentationOptions.presetNames().contains(augment)) {
      throw oneOf("--augment", AugmentationOptions.presetNames(), augment);
    }
    if (upscale != null && !Names.upscalings().contains(upscale)) {
      throw oneOf("--upscale", Names.upscalings(), upscale);
    }
    if (length != null && length.samples != null && length.samples < 1) {
      throw new UsageException("--samples must be at least 1: " + length.samples);
    }
    if (length != null
        && length.minutes != null
        && !(length.minutes * MILLIS_PER_MINUTE >= 1 && length.minutes <= MAX_MINUTES)) {
      throw new UsageException(
          "--minutes must be above 0 and at most " + MAX_MINUTES + ": " + length.minutes);
    }
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new FailureException("the results need a folder, but this is a file: " + out);
    }
    for (String source : initial) {
      checkFile("a start", source);
    }
    for (String source : teachers) {
      checkFile("a teacher", source);
    }
  }

  private static void checkFile(String what, String source) {
    if (!isEmbedded(source) && Files.isDirectory(Path.of(source))) {
      throw new FailureException(what + " must be a file, not a folder: " + source);
    }
  }

  private static boolean isEmbedded(String source) {
    return SketchClassifier.embeddedModels().contains(source);
  }

  private static boolean isModel(String source) {
    return isEmbedded(source) || source.endsWith(".onnx");
  }

  private static List<ModelData> models(Stream<String> sources, boolean trained)
      throws IOException {
    List<ModelData> models = new ArrayList<>();
    for (String source : sources.toList()) {
      models.add(model(source, trained));
    }
    return models;
  }

  /** Reads a model; of an embedded model that is trained, the FP32 version. */
  private static ModelData model(String source, boolean trained) throws IOException {
    if (!isEmbedded(source)) {
      return ModelData.of(Files.readAllBytes(Path.of(source)), source);
    }
    return trained
        ? ModelData.of(Fp32Models.of(source), "FP32 version of " + source)
        : ModelData.of(SketchClassifier.embeddedModel(source), "embedded model " + source);
  }

  private static UsageException oneOf(String option, Collection<String> names, String actual) {
    return new UsageException(
        option + " must be one of " + String.join(", ", names) + ": " + actual);
  }

  /** Those asked for, or all that the data has. */
  private List<String> labels() throws IOException {
    Path folder = data.folder().resolve("train");
    List<String> present = LabeledDrawings.labelsIn(folder);
    if (present.isEmpty()) {
      throw new FailureException("no file of drawings in folder " + folder);
    }
    if (classes == null) {
      if (present.size() < 2) {
        throw new FailureException(
            "training needs at least 2 classes, but there is only " + present + " in " + folder);
      }
      return present;
    }
    List<String> labels = ClassList.of(classes, 2);
    List<String> unknown = labels.stream().filter(label -> !present.contains(label)).toList();
    if (!unknown.isEmpty()) {
      throw new UsageException(
          "--classes has classes without drawings in "
              + folder
              + ": "
              + String.join(", ", unknown));
    }
    return labels;
  }

  private TrainingOptions options(List<String> labels) throws IOException {
    for (String label : emphasis.keySet()) {
      if (!labels.contains(label)) {
        throw new UsageException("--emphasis must name classes that are trained: " + label);
      }
    }
    List<ModelData> started =
        models(initial.stream().filter(TrainCommand::isModel), /* trained= */ true);
    List<ModelData> teaching = models(teachers.stream(), /* trained= */ false);
    TrainingOptions.Builder options = TrainingOptions.builder(data.folder(), out);
    try {
      options
          .labels(labels)
          .emphasis(emphasis)
          .initial(initial.stream().filter(source -> !isModel(source)).map(Path::of).toList())
          .initialModels(started)
          .commit(commit)
          .resume(resume);
      if (network == null && !started.isEmpty()) {
        options.network(started.get(0).info().network()); // the weights fit no other
      }
      given(network, options::network);
      if (length != null) {
        given(length.samples, options::samples);
        given(length.minutes, minutes -> options.time(duration(minutes)));
      }
      given(seed, options::seed);
      given(batch, options::batchSize);
      given(learningRate, options::learningRate);
      given(weightDecay, options::weightDecay);
      given(labelSmoothing, options::labelSmoothing);
      given(mixup, options::mixup);
      given(augment, options::augmentation);
      given(mirror, options::mirror);
      given(outliers, options::outliers);
      given(maxDrawings, options::maxDrawings);
      given(patience, options::patience);
      given(dropout, options::dropout);
      given(unfinished, share -> options.unfinished(share, unfinishedFrom));
      given(threads, options::engineThreads);
      given(upscale, way -> options.upscaling(Upscaling.valueOf(way.toUpperCase(Locale.ROOT))));
      TrainingOptions defaults = options.build();
      float share = teacherShare == null ? defaults.teacherShare() : teacherShare;
      return options.teachers(teaching, share).build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static Duration duration(double minutes) {
    return Duration.ofMillis(Math.round(minutes * MILLIS_PER_MINUTE));
  }

  @Override
  public Map<String, Object> defaults() {
    TrainingOptions options = TrainingOptions.builder(Path.of(""), Path.of("")).build();
    return Map.of(
        "network", options.networkName(),
        "minutes", options.time().toMinutes(),
        "seed", options.seed(),
        "teacherShare", options.teacherShare(),
        "mirror", options.mirror(),
        "batchSize", options.batchSize(),
        "learningRate", options.learningRate(),
        "weightDecay", options.weightDecay(),
        "labelSmoothing", options.labelSmoothing());
  }

  private static String describe(TrainingReport report) {
    int correct = (int) Math.round(report.valAccuracy() * report.valDrawings());
    return String.format(
        Locale.ROOT,
        """
        %d samples in %.0f s, %.0f samples/s
        %s
        validation accuracy %s
        %s
        """,
        report.samples(),
        report.seconds(),
        report.samples() / report.seconds(),
        report.stages(),
        Share.describe(correct, report.valDrawings()),
        report.model());
  }

  /** A line that moves on a terminal, and else a line now and then. */
  private static final class Listener implements TrainingListener {
    private static final long INTERVAL_NANOS = 30_000_000_000L;

    private final Console console;
    private final ProgressLine line;
    private long last = System.nanoTime() - INTERVAL_NANOS;

    Listener(Console console, ProgressLine line) {
      this.console = console;
      this.line = line;
    }

    @Override
    public void onProgress(Progress progress) {
      if (console.isTerminal()) {
        line.update(Math.round(progress.share() * BAR_STEPS), describe(progress));
      } else if (System.nanoTime() - last >= INTERVAL_NANOS) {
        last = System.nanoTime();
        console.message(
            String.format(Locale.ROOT, "%5.1f %%  %s", 100 * progress.share(), describe(progress)));
      }
    }

    @Override
    public void onMessage(String message) {
      console.message(message);
    }

    private static String describe(Progress progress) {
      return String.format(
          Locale.ROOT,
          "%d samples, %.0f/s, loss %.3f, val %s, %.0f min left",
          progress.samples(),
          progress.samplesPerSecond(),
          progress.loss(),
          Double.isNaN(progress.valAccuracy())
              ? "-"
              : String.format(Locale.ROOT, "%.2f %%", 100 * progress.valAccuracy()),
          Math.ceil(progress.secondsLeft() / 60));
    }
  }
}
