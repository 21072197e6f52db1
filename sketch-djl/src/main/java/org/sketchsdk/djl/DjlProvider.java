package org.sketchsdk.djl;

import java.util.List;
import java.util.ServiceConfigurationError;
import org.sketchsdk.djl.internal.DjlSettings;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.Availability;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.infer.spi.InferenceBackendProvider;

/**
 * Offers the engines of the Deep Java Library that are at hand. This class names no class of DJL,
 * so that it loads where the library is missing.
 */
public final class DjlProvider implements InferenceBackendProvider {
  static final String NAME = "djl";

  /** Brings the engine that runs every model, and DJL itself. */
  static final String COORDINATE = "ai.djl.onnxruntime:onnxruntime-engine";

  /** Creates the provider; loads nothing. */
  public DjlProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int rank() {
    return 300;
  }

  @Override
  public String coordinate() {
    return COORDINATE;
  }

  /** Loads no engine: what an engine is loaded with, its number of threads, comes with a model. */
  @Override
  public Availability probe() {
    try {
      List<String> engines = DjlEngines.names();
      String library = "DJL " + DjlEngines.version();
      return engines.isEmpty()
          ? Availability.unavailable(library + " finds none of its engines")
          : Availability.available(library + " with " + String.join(", ", engines));
    } catch (LinkageError | ServiceConfigurationError e) {
      return Availability.unavailable(describe(e));
    }
  }

  @Override
  public InferenceBackend open(ModelData model, BackendOptions options) {
    try {
      return DjlBackend.open(model, options, DjlEngines.names());
    } catch (LinkageError | ServiceConfigurationError e) {
      throw new BackendException(NAME, describe(e), COORDINATE, e);
    }
  }

  /**
   * Opens a model with one engine.
   *
   * @param model the model
   * @param options how to run it
   * @param engine DJL's name of the engine, such as {@code PyTorch}
   * @return the backend, to be closed by the caller
   * @throws BackendException if the engine is not available or cannot run this model
   */
  public static InferenceBackend open(ModelData model, BackendOptions options, String engine) {
    DjlSettings.prepare();
    return DjlBackend.open(model, options, List.of(engine));
  }

  // LinkageError: the classes are missing, or a static initializer failed.
  // ServiceConfigurationError: the list of engines on the class path is broken.
  private static String describe(Error problem) {
    return (problem instanceof NoClassDefFoundError
            ? "DJL is missing or did not load: "
            : "DJL does not load: ")
        + DjlEngines.rootOf(problem);
  }
}
