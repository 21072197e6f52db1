package org.sketchsdk.cli.scorecard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.cli.console.Console;
import org.sketchsdk.cli.console.FailureException;
import org.sketchsdk.cli.console.Output;
import org.sketchsdk.cli.console.Share;
import org.sketchsdk.cli.console.UsageException;
import org.sketchsdk.cli.options.OutputFormat;
import org.sketchsdk.infer.model.ModelInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks a model against the release gates. */
@Command(
    name = "scorecard",
    description = {
      "Checks a model against the project's release gates: accuracy, worst class, quantization,"
          + " latency, size, pictures."
    },
    footer = {
      "",
      "Example: sketch scorecard --data data --external pictures",
      "Exit code: 0 if the model passes all gates, 1 if it fails one."
    })
public final class ScorecardCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The INT8 model. Needs --fp32 (default: the shipped model).")
  private @Nullable Path model;

  @Option(
      names = "--fp32",
      paramLabel = "FILE",
      description = "The FP32 model that the INT8 model was converted from.")
  private @Nullable Path fp32;

  @Option(
      names = "--plain",
      paramLabel = "FILE",
      description = {
        "A model of the same network, trained without domain augmentation (default: the recorded",
        "measurement of such a model)."
      })
  private @Nullable Path plain;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "A folder with the folders 'test' and 'val', one <class>.ndjson[.gz] each.")
  private Path data;

  @Option(
      names = "--external",
      paramLabel = "DIR",
      required = true,
      description = "A folder of pictures, as 'evaluate --images' reads it.")
  private Path external;

  @Mixin private OutputFormat format;

  private final Console console;

  /**
   * Creates the command.
   *
   * @param console where it reads and writes
   */
  public ScorecardCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if ((model == null) != (fp32 == null)) {
      throw new UsageException("--model and --fp32 need each other");
    }
    for (Path file : Arrays.asList(model, fp32, plain)) {
      checkFile(file);
    }
    Scorecard scorecard =
        Scorecard.measure(
            new ScorecardOptions(
                Optional.ofNullable(model),
                Optional.ofNullable(fp32),
                Optional.ofNullable(plain),
                data,
                external),
            console::message);
    Output out = console.out();
    out.lines(format.isJson() ? json(scorecard) : text(scorecard));
    out.flush();
    return scorecard.passed() ? 0 : 1;
  }

  private static void checkFile(@Nullable Path file) throws NoSuchFileException {
    if (file != null && Files.isDirectory(file)) {
      throw new FailureException("the model must be a file, not a folder: " + file);
    }
    if (file != null && !Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
  }

  private static String text(Scorecard scorecard) {
    StringBuilder text = new StringBuilder();
    ModelInfo int8 = scorecard.int8();
    line(text, "scorecard of %s, network %s", int8.name(), int8.network());
    line(text, "INT8 %s", int8.sha256());
    line(text, "FP32 %s", scorecard.fp32().sha256());
    line(text, "");
    line(text, "%-4s  %-24s %-40s %s", "pass", "what", "gate", "actual");
    for (Gate gate : scorecard.gates()) {
      line(
          text,
          "%-4s  %-24s %-40s %s",
          gate.passed() ? "yes" : "NO",
          gate.name(),
          gate.gate(),
          gate.actual());
      for (Gate.Count count : gate.counts()) {
        line(text, "      %-47s %s", count.what(), Share.aligned(count.correct(), count.total()));
      }
      if (!gate.remark().isEmpty()) {
        line(text, "      %s", gate.remark());
      }
    }
    line(text, "");
    line(
        text,
        "%d of %d gates passed",
        scorecard.gates().stream().filter(Gate::passed).count(),
        scorecard.gates().size());
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static String json(Scorecard scorecard) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeObjectFieldStart("model");
      json.writeStringField("name", scorecard.int8().name());
      json.writeStringField("network", scorecard.int8().network());
      json.writeStringField("int8Sha256", scorecard.int8().sha256());
      json.writeStringField("fp32Sha256", scorecard.fp32().sha256());
      json.writeEndObject();
      json.writeBooleanField("pass", scorecard.passed());
      json.writeArrayFieldStart("gates");
      for (Gate gate : scorecard.gates()) {
        json.writeStartObject();
        json.writeStringField("name", gate.name());
        json.writeStringField("gate", gate.gate());
        json.writeStringField("actual", gate.actual());
        json.writeBooleanField("pass", gate.passed());
        json.writeArrayFieldStart("counts");
        for (Gate.Count count : gate.counts()) {
          json.writeStartObject();
          json.writeStringField("what", count.what());
          Share.write(json, count.correct(), count.total());
          json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("remark", gate.remark());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }
}
