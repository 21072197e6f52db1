package org.sketchsdk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.sketchsdk.bench.synthetic.SyntheticModels;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.Availability;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.infer.spi.InferenceBackendProvider;
import org.sketchsdk.train.Fp32Models;
import org.sketchsdk.train.network.Networks;

/** Models and backends by the names that benchmarks' parameters have. */
final class Models {
  /** The model that computes nothing. */
  static final String IDENTITY = "identity";

  /** What follows the name of an embedded model in the name of its FP32 version. */
  static final String FLOATS = "-fp32";

  private Models() {}

  /**
   * Reads a model.
   *
   * @param name a file; or an embedded model, with {@link #FLOATS} its FP32 version; or a network
   *     of {@link Networks}, which gets random 8-bit weights; or {@link #IDENTITY}
   * @return the bytes of its {@code .onnx} file
   * @throws IOException if it cannot be read
   */
  static byte[] read(String name) throws IOException {
    if (Files.isRegularFile(Path.of(name))) {
      return Files.readAllBytes(Path.of(name));
    }
    if (name.equals(IDENTITY)) {
      return SyntheticModels.identity();
    }
    if (Networks.names().contains(name)) {
      return SyntheticModels.random(Networks.byName(name, SyntheticModels.LABELS));
    }
    if (name.endsWith(FLOATS)) {
      return Fp32Models.of(name.substring(0, name.length() - FLOATS.length()));
    }
    return SketchClassifier.embeddedModel(name);
  }

  /** Returns the backends on the class path, available or not, in the order they are tried in. */
  static List<InferenceBackendProvider> backends() {
    return ServiceLoader.load(
            InferenceBackendProvider.class, InferenceBackendProvider.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .sorted(
            Comparator.comparingInt(InferenceBackendProvider::rank)
                .thenComparing(InferenceBackendProvider::name))
        .toList();
  }

  /**
   * Returns the provider of a backend, available or not.
   *
   * @throws BackendException if there is no such backend
   */
  static InferenceBackendProvider provider(String backend) {
    return backends().stream()
        .filter(each -> each.name().equals(backend))
        .findFirst()
        .orElseThrow(() -> new BackendException("no backend is named " + backend, null));
  }

  /**
   * Opens a model.
   *
   * @param backend name of the backend
   * @throws BackendException if there is no such backend, it is not available, or cannot run the
   *     model
   */
  static InferenceBackend open(String backend, ModelData model, BackendOptions options) {
    InferenceBackendProvider provider = provider(backend);
    Availability availability = provider.probe();
    if (!availability.available()) {
      throw new BackendException(backend, availability.detail(), provider.coordinate(), null);
    }
    return provider.open(model, options);
  }
}
