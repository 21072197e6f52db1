package org.sketchsdk.infer.spi;

import org.sketchsdk.infer.model.ModelData;

/**
 * Offers one way to run a network. Providers are found by {@link java.util.ServiceLoader}, through
 * the class loader of this interface: on the module path by {@code provides}, on the class path by
 * {@code META-INF/services/org.sketchsdk.infer.spi.InferenceBackendProvider}.
 *
 * <p>An implementation has a public constructor without parameters that does nothing; loading its
 * class loads nothing native and fails for no missing dependency. Thread-safe.
 */
public interface InferenceBackendProvider {
  /**
   * Returns the name by which users choose the backend.
   *
   * @return lower-case letters, digits and hyphens, such as {@code onnx}; no other provider's
   */
  String name();

  /**
   * Returns the place in the order in which backends are tried where the user names none: the
   * lowest rank first, equal ranks by name. The SDK's own backends {@code onnx}, {@code java} and
   * {@code djl} have the ranks 100, 200 and 300.
   *
   * @return the rank; 1,000 unless overridden
   */
  default int rank() {
    return 1_000;
  }

  /**
   * Returns what to add to the class path or module path where the backend is not available.
   *
   * @return a Maven coordinate, {@code groupId:artifactId}
   */
  String coordinate();

  /**
   * Finds out whether the backend works on this machine. May load native libraries; opens no
   * socket. The answer is a value, also where libraries are missing or refuse to load.
   *
   * @return whether it works, and the version or the reason
   */
  Availability probe();

  /**
   * Opens a model.
   *
   * @param model the model; already checked
   * @param options how to run it
   * @return the backend, to be closed by the caller
   * @throws BackendException if the backend is not available or cannot run this model
   */
  InferenceBackend open(ModelData model, BackendOptions options);
}
