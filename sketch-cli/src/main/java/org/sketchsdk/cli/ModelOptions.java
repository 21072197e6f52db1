package org.sketchsdk.cli;

import java.nio.file.Path;
import org.sketchsdk.infer.SketchClassifier;
import picocli.CommandLine.Option;

/** The options that choose model and backend. */
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "An .onnx model; the embedded one by default.")
  Path model;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "The engine that runs the model; the first that works by default.")
  String backend;

  SketchClassifier open(int topK) throws java.io.IOException {
    SketchClassifier.Builder builder = SketchClassifier.builder().topK(topK);
    if (model != null) {
      builder.model(model);
    }
    if (backend != null) {
      builder.backend(backend);
    }
    return builder.build();
  }
}
