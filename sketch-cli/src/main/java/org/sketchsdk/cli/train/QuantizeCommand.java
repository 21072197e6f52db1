package org.sketchsdk.cli.train;

import static org.sketchsdk.cli.options.Given.given;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.cli.console.Console;
import org.sketchsdk.cli.console.UsageException;
import org.sketchsdk.cli.options.Given;
import org.sketchsdk.train.quantize.QuantizationOptions;
import org.sketchsdk.train.quantize.QuantizationReport;
import org.sketchsdk.train.quantize.QuantizationReport.ClassResult;
import org.sketchsdk.train.quantize.Quantizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Converts an FP32 model to INT8. */
@Command(
    name = "quantize",
    description = {
      "Converts an FP32 model to INT8 (post-training static quantization).",
      "Training drawings give the ranges of activations; validation drawings decide between"
          + " variants."
    },
    footer = {"", "Example: sketch quantize --model run/model.onnx --data data --out int8.onnx"})
public final class QuantizeCommand implements Callable<Integer>, Given.Defaults {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description = "An FP32 model that 'sketch train' exported.")
  private Path model;

  @Mixin private TrainingData data;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The INT8 model to write.")
  private Path out;

  @Option(
      names = "--calibration",
      paramLabel = "N",
      description = "Number of drawings that give the ranges (default: ${bundle:default.samples}).")
  private @Nullable Integer samples;

  @Option(
      names = "--augmented",
      paramLabel = "SHARE",
      description =
          "Share of these drawings that is augmented as in training (default:"
              + " ${bundle:default.augmented}).")
  private @Nullable Double augmented;

  @Option(
      names = "--ranges",
      paramLabel = "HOW",
      description = {
        "minmax, percentile, mse, or auto, which takes the one whose logits are closest to those",
        "of the FP32 model on validation drawings (default:",
        "${bundle:default.ranges})."
      })
  private QuantizationOptions.@Nullable Ranges ranges;

  @Option(
      names = "--percentile",
      paramLabel = "P",
      description =
          "The percentile of --ranges percentile (default:" + " ${bundle:default.percentile}).")
  private @Nullable Double percentile;

  @Option(
      names = "--separate-sums",
      description = {
        "Compute residual sums by separate operators. This is a little more accurate and slower,",
        "and the rounding depends on the processor."
      })
  private boolean separateSums;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all random choices (default: ${bundle:default.seed}).")
  private @Nullable Long seed;

  private final Console console;

  /**
   * Creates the command.
   *
   * @param console where it reads and writes
   */
  public QuantizeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    QuantizationReport report = Quantizer.quantize(options(), console::message);
    StringWriter text = new StringWriter();
    print(report, new PrintWriter(text));
    console.out().lines(text.toString());
    console.out().flush();
    return 0;
  }

  private QuantizationOptions options() {
    QuantizationOptions.Builder options = QuantizationOptions.builder(model, data.folder(), out);
    try {
      given(samples, options::samples);
      given(augmented, options::augmented);
      given(ranges, options::ranges);
      given(percentile, options::percentile);
      given(seed, options::seed);
      if (separateSums) {
        options.mergeSums(false);
      }
      return options.build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  @Override
  public Map<String, Object> defaults() {
    Path none = Path.of("");
    QuantizationOptions options = QuantizationOptions.builder(none, none, none).build();
    return Map.of(
        "samples", options.samples(),
        "augmented", options.augmented(),
        "ranges", options.ranges().name().toLowerCase(Locale.ROOT),
        "percentile", options.percentile(),
        "seed", options.seed());
  }

  private static void print(QuantizationReport report, PrintWriter out) {
    ClassResult val = QuantizationReport.sum(report.val());
    out.printf(
        Locale.ROOT,
        "%-18s  %-46s  %-18s  %7s  %9s  %11s  %s\n",
        "ranges",
        "weights",
        "residual sum",
        "correct",
        "as floats",
        "logit error",
        "safe without VNNI");
    out.printf(Locale.ROOT, "%-86s  %7d  %9d\n", "FP32", val.fp32Correct(), val.total());
    List<QuantizationReport.Candidate> candidates = report.candidates();
    for (int i = 0; i < candidates.size(); i++) {
      QuantizationReport.Candidate candidate = candidates.get(i);
      out.printf(
          Locale.ROOT,
          "%-18s  %-46s  %-18s  %7d  %9d  %11.4f  %s%s\n",
          candidate.ranges(),
          candidate.weights(),
          candidate.residual().isEmpty() ? "-" : candidate.residual(),
          candidate.correct(),
          candidate.agreeing(),
          candidate.logitError(),
          candidate.safe() ? "yes" : "no",
          i == report.chosen() ? ", chosen" : "");
    }
    out.printf(
        Locale.ROOT,
        "\n%-20s %9s  %6s  %6s  %s\n",
        "validation",
        "drawings",
        "FP32",
        "INT8",
        "same");
    for (ClassResult result : report.val()) {
      if (result.agreeing() < result.total()) {
        out.print(row(result) + '\n');
      }
    }
    out.print(row(val) + '\n');
    out.printf(
        Locale.ROOT,
        "\nvalidation   %s\ntraining     %s\n",
        summary(val),
        summary(QuantizationReport.sum(report.train())));
    out.printf(
        Locale.ROOT,
        "largest sum of two products %d of 32767\n%s: %d bytes, FP32 %d bytes\n",
        report.largestPairSum(),
        report.model(),
        report.int8Bytes(),
        report.fp32Bytes());
    out.flush();
  }

  private static String row(ClassResult result) {
    return String.format(
        Locale.ROOT,
        "%-20s %9d  %6d  %6d  %d",
        result.label(),
        result.total(),
        result.fp32Correct(),
        result.int8Correct(),
        result.agreeing());
  }

  private static String summary(ClassResult sum) {
    return String.format(
        Locale.ROOT,
        "FP32 %.2f %%, INT8 %.2f %% (%d and %d of %d), same answer %.2f %%",
        100.0 * sum.fp32Correct() / sum.total(),
        100.0 * sum.int8Correct() / sum.total(),
        sum.fp32Correct(),
        sum.int8Correct(),
        sum.total(),
        100.0 * sum.agreeing() / sum.total());
  }
}
