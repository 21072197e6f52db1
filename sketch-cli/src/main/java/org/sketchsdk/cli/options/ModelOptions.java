package org.sketchsdk.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.cli.console.FailureException;
import org.sketchsdk.cli.console.UsageException;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.spi.BackendException;
import picocli.CommandLine.Option;

/** The options that choose model and backend. */
public final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      completionCandidates = Names.OfEmbeddedModels.class,
      description = {
        "An embedded model (${COMPLETION-CANDIDATES}) or an .onnx file (default: the first",
        "embedded model)."
      })
  private @Nullable String model;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "The engine that runs the model (default: the first that works).")
  private @Nullable String backend;

  @Option(
      names = "--max-false-unknown",
      paramLabel = "SHARE",
      description = {
        "Share of drawings of the model's own classes that may be reported as UNKNOWN by mistake,",
        "0 to 1 (default: ${DEFAULT-VALUE}). Raise it to reject more."
      })
  private double maxFalseUnknown = 0.05;

  @Option(
      names = "--keep-stray-marks",
      description = {
        "Count taps and short strokes far away from a drawing as part of it. By default they are",
        "left out."
      })
  private boolean keepStrayMarks;

  /** Where the model is; empty for an embedded one. */
  public Optional<Path> path() {
    return model == null || isEmbedded() ? Optional.empty() : Optional.of(Path.of(model));
  }

  private boolean isEmbedded() {
    return model != null && SketchClassifier.embeddedModels().contains(model);
  }

  public SketchClassifier open(int topK) throws IOException {
    SketchClassifier.Builder builder =
        SketchClassifier.builder().topK(topK).keepStrayMarks(keepStrayMarks);
    try {
      builder.maxFalseUnknown(maxFalseUnknown);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--max-false-unknown must be 0 to 1: " + maxFalseUnknown);
    }
    if (model != null && isEmbedded()) {
      builder.embeddedModel(model);
    } else if (model != null) {
      Path file = Path.of(model);
      if (Files.isDirectory(file)) {
        throw new FailureException("the model must be a file, not a folder: " + file);
      }
      builder.model(file);
    }
    if (backend == null) {
      return builder.build();
    }
    builder.backend(backend);
    try {
      return builder.build();
    } catch (BackendException e) {
      if (e.backend().isEmpty()) { // there is none of that name
        throw new UsageException("--backend: " + e.getMessage());
      }
      throw e;
    }
  }
}
