package org.sketchsdk.onnx;

import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.Availability;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.infer.spi.InferenceBackendProvider;

/**
 * Offers ONNX Runtime on the processor. This class names no class of ONNX Runtime, so that it loads
 * where the library is missing.
 */
public final class OnnxRuntimeProvider implements InferenceBackendProvider {
  static final String NAME = "onnx";
  private static final String COORDINATE = "com.microsoft.onnxruntime:onnxruntime";

  /** Creates the provider; loads nothing. */
  public OnnxRuntimeProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int rank() {
    return 100;
  }

  @Override
  public String coordinate() {
    return COORDINATE;
  }

  @Override
  public Availability probe() {
    try {
      return Availability.available("ONNX Runtime " + OnnxRuntimeBackend.version());
    } catch (LinkageError | IllegalStateException e) {
      // LinkageError: the classes are missing, or their static initialiser could not unpack or
      // load the native library. IllegalStateException: the environment could not be created.
      return Availability.unavailable(describe(e));
    }
  }

  @Override
  public InferenceBackend open(ModelData model, BackendOptions options) {
    try {
      return OnnxRuntimeBackend.open(model, options);
    } catch (LinkageError | IllegalStateException e) {
      throw new BackendException(NAME, describe(e), COORDINATE, e);
    }
  }

  private static String describe(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String what =
        problem instanceof NoClassDefFoundError
            ? "ONNX Runtime is missing or did not load"
            : "ONNX Runtime does not load";
    return what + ": " + root;
  }
}
