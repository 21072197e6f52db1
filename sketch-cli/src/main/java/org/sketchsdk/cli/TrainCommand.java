package org.sketchsdk.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.sketchsdk.train.Trainer;
import org.sketchsdk.train.TrainingListener;
import org.sketchsdk.train.TrainingOptions;
import org.sketchsdk.train.TrainingReport;
import org.sketchsdk.train.WilsonInterval;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a network. */
@Command(
    name = "train",
    description = "Trains a network on drawings and exports it as model.onnx.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  private static final int BAR_STEPS = 1000;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "A folder with the folders 'train' and 'val', one <class>.ndjson[.gz] each.")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Receives model.onnx, checkpoint.bin and metrics.csv.")
  private Path out;

  @Option(names = "--network", paramLabel = "NAME", description = "Default: ${DEFAULT-VALUE}.")
  private String network = "strided";

  @Option(
      names = "--classes",
      paramLabel = "LIST|FILE",
      description = "Classes separated by commas, or a file with one a line; all by default.")
  private String classes;

  @ArgGroup private Length length;

  /** How long to train. */
  private static final class Length {
    @Option(names = "--minutes", paramLabel = "N", description = "Minutes to train (default: 30).")
    private double minutes;

    @Option(names = "--samples", paramLabel = "N", description = "Samples to train on.")
    private long samples;
  }

  @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--resume", description = "Go on from the checkpoint in --out, if there is one.")
  private boolean resume;

  @Option(
      names = "--initial",
      paramLabel = "FILE",
      description = "Start from the weights in another run's checkpoint.")
  private Path initial;

  @Option(
      names = "--augment",
      paramLabel = "PRESET",
      description = "Augmentation (default: ${DEFAULT-VALUE}).")
  private String augment = "training";

  @Option(
      names = "--mirror",
      paramLabel = "P",
      description = "Probability to mirror a drawing (default: ${DEFAULT-VALUE}).")
  private float mirror = 0.5f;

  @Option(names = "--batch", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int batch = 64;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "Peak learning rate (default: ${DEFAULT-VALUE}).")
  private float learningRate = 2e-3f;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the engine; all processors by default.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    TrainingOptions options;
    try {
      TrainingOptions defaults = TrainingOptions.defaults(data, out);
      options =
          new TrainingOptions(
              data,
              out,
              network,
              classes == null ? List.of() : classList(classes),
              length == null ? 0 : length.samples,
              length == null || length.samples > 0
                  ? defaults.time()
                  : Duration.ofMillis(Math.round(length.minutes * 60_000)),
              seed,
              batch,
              learningRate,
              defaults.weightDecay(),
              defaults.labelSmoothing(),
              augment,
              mirror,
              threads,
              defaults.renderThreads(),
              Optional.ofNullable(initial),
              resume);
    } catch (IllegalArgumentException e) {
      throw new Failures.UsageException(e.getMessage());
    }
    PrintWriter err = spec.commandLine().getErr();
    TrainingReport report;
    if (Ansi.AUTO.enabled()) { // a terminal
      try (ProgressBar bar =
          new ProgressBarBuilder()
              .setTaskName("train")
              .setInitialMax(BAR_STEPS)
              .setStyle(ProgressBarStyle.ASCII)
              .hideEta()
              .setUpdateIntervalMillis(500)
              .build()) {
        report = Trainer.train(options, new BarListener(bar, err));
      }
    } else {
      report = Trainer.train(options, new LineListener(err));
    }
    print(report, spec.commandLine().getOut());
    return 0;
  }

  private static List<String> classList(String argument) throws IOException {
    List<String> names;
    Path file = Path.of(argument);
    if (Files.isRegularFile(file)) {
      names = Files.readAllLines(file, StandardCharsets.UTF_8);
    } else {
      names = Arrays.asList(argument.split(",", -1));
    }
    List<String> labels = new ArrayList<>();
    for (String name : names) {
      String label = name.strip();
      if (!label.isEmpty() && !labels.contains(label)) {
        labels.add(label);
      }
    }
    if (labels.size() < 2) {
      throw new IllegalArgumentException("--classes must name at least 2 classes: " + argument);
    }
    return labels;
  }

  private static void print(TrainingReport report, PrintWriter out) {
    int correct = (int) Math.round(report.valAccuracy() * report.valDrawings());
    WilsonInterval interval = WilsonInterval.of(correct, report.valDrawings());
    out.printf(
        Locale.ROOT,
        "%d samples in %.0f s, %.0f samples/s%n%s%n"
            + "validation accuracy %.2f %% (%d of %d, 95 %% interval %.2f to %.2f %%)%n%s%n",
        report.samples(),
        report.seconds(),
        report.samples() / report.seconds(),
        report.stages(),
        100 * report.valAccuracy(),
        correct,
        report.valDrawings(),
        100 * interval.low(),
        100 * interval.high(),
        report.model());
    out.flush();
  }

  private static String describe(TrainingListener.Progress progress) {
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

  /** Moves a progress bar on a terminal. */
  private record BarListener(ProgressBar bar, PrintWriter err) implements TrainingListener {
    @Override
    public void onProgress(Progress progress) {
      bar.stepTo(Math.round(progress.share() * BAR_STEPS));
      bar.setExtraMessage(describe(progress));
    }

    @Override
    public void onMessage(String message) {
      err.println();
      err.println(message);
      err.flush();
    }
  }

  /** Prints a line now and then where there is no terminal. */
  private static final class LineListener implements TrainingListener {
    private static final long INTERVAL_NANOS = 30_000_000_000L;

    private final PrintWriter err;
    private long last = System.nanoTime() - INTERVAL_NANOS;

    LineListener(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void onProgress(Progress progress) {
      if (System.nanoTime() - last >= INTERVAL_NANOS) {
        last = System.nanoTime();
        err.printf(Locale.ROOT, "%5.1f %%  %s%n", 100 * progress.share(), describe(progress));
        err.flush();
      }
    }

    @Override
    public void onMessage(String message) {
      err.println(message);
      err.flush();
    }
  }
}
