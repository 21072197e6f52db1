package org.sketchsdk.infer.spi;

import org.sketchsdk.infer.model.ModelData;

/**
 * Offers one way to run a network.
 *
 * <p>{@link java.util.ServiceLoader} finds providers through the class loader of this interface. On
 * the module path a module declares its provider with {@code provides}. On the class path a jar
 * lists it in {@code META-INF/services/org.sketchsdk.infer.spi.InferenceBackendProvider}.
 *
 * <p>An implementation has a public constructor without parameters that does nothing. Loading its
 * class loads nothing native, and works without the engine's classes. Implementations are
 * thread-safe.
 */
public interface InferenceBackendProvider {
  /**
   * Returns the name by which users choose the backend.
   *
   * @return a name that no other provider has, of lower-case letters, digits and hyphens, such as
   *     {@code onnx}
   */
  String name();

  /**
   * Returns the place in the order in which backends are tried if the user names none. The lowest
   * rank comes first, equal ranks are in the order of their names. The SDK's own backends {@code
   * onnx}, {@code java} and {@code djl} have the ranks 100, 200 and 300. Give faster backends lower
   * ranks.
   *
   * @return the rank; 1,000 unless overridden
   */
  default int rank() {
    return 1_000;
  }

  /**
   * Returns what to add to the class path or module path if the backend is not available.
   *
   * @return a Maven coordinate, {@code groupId:artifactId}
   */
  String coordinate();

  /**
   * Finds out whether the backend works on this machine. May load native libraries, opens no
   * socket, and throws nothing if libraries are missing or do not load.
   *
   * @return whether the backend works, with its version; or why it does not, with a remedy
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
