package org.sketchsdk.onnx;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  // A class whose initialization has failed stays so. Later errors do not tell the reason any more.
  private static volatile @Nullable Availability failed;

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
    Availability known = failed;
    if (known != null) {
      return known;
    }
    try {
      return Availability.available("ONNX Runtime " + OnnxRuntimeBackend.version());
    } catch (LinkageError | IllegalStateException e) {
      // LinkageError: the classes are missing, or their static initializer could not unpack or
      // load the native library. IllegalStateException: the environment could not be created.
      Availability found = unavailable(e);
      failed = found;
      return found;
    }
  }

  @Override
  public InferenceBackend open(ModelData model, BackendOptions options) {
    try {
      return OnnxRuntimeBackend.open(model, options);
    } catch (LinkageError | IllegalStateException e) {
      Availability known = failed;
      throw new BackendException(
          NAME, (known == null ? unavailable(e) : known).detail(), COORDINATE, e);
    }
  }

  private static Availability unavailable(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String what =
        problem instanceof NoClassDefFoundError
            ? "ONNX Runtime is missing or did not load: "
            : "ONNX Runtime does not load: ";
    Optional<String> remedy =
        OnnxRuntimeRemedy.of(
            root,
            System.getProperty("os.name", ""),
            System.getProperty("os.arch", ""),
            System.getProperty("java.io.tmpdir", ""));
    return new Availability(false, what + root, remedy);
  }
}
