package org.sketchsdk.examples.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelInfo;

/**
 * A model as the driver sends it to the executors: the name of one that is in the jar, or the bytes
 * of a file that only the driver has.
 */
final class Model implements Serializable {
  private static final long serialVersionUID = 1L;

  // One for each model in an executor's JVM, whatever the number of its tasks: they run at once on
  // one classifier, which is thread-safe.
  private static final Map<String, SketchClassifier> OPEN = new ConcurrentHashMap<>();

  private final String name;
  private final byte[] onnx; // null for an embedded model

  private Model(String name, byte[] onnx) {
    this.name = name;
    this.onnx = onnx;
  }

  /** Reads a model by its name, or else from a file. */
  static Model of(String nameOrFile) throws IOException {
    if (SketchClassifier.embeddedModels().contains(nameOrFile)) {
      return new Model(nameOrFile, null);
    }
    byte[] onnx = Files.readAllBytes(Path.of(nameOrFile));
    return new Model(ModelInfo.read(onnx, nameOrFile).sha256(), onnx);
  }

  /** Returns what the model knows of itself. */
  ModelInfo info() {
    return ModelInfo.read(onnx == null ? SketchClassifier.embeddedModel(name) : onnx, name);
  }

  /** Returns this JVM's classifier, which it closes when it ends. */
  SketchClassifier classifier() {
    return OPEN.computeIfAbsent(name, key -> open());
  }

  private SketchClassifier open() {
    // One thread: Spark runs as many tasks at once as there are cores for them.
    SketchClassifier.Builder builder = SketchClassifier.builder().topK(3).threads(1);
    SketchClassifier classifier =
        (onnx == null ? builder.embeddedModel(name) : builder.model(onnx)).build();
    Runtime.getRuntime().addShutdownHook(new Thread(classifier::close, "close classifier"));
    return classifier;
  }
}
