package org.sketchsdk.infer.internal.djl;

import ai.djl.engine.Engine;
import java.util.Comparator;
import java.util.List;
import org.sketchsdk.infer.spi.BackendOptions;

/** DJL's settings, which are global in a process, and its engines. */
final class DjlEngines {
  /** The engine that reads ONNX files. */
  static final String ONNX_RUNTIME = "OnnxRuntime";

  private static final List<String> PREFERRED = List.of(ONNX_RUNTIME, "PyTorch");

  // Comes with DJL itself and sends its input over the network.
  private static final String REMOTE = "RPC";

  private DjlEngines() {}

  /**
   * Turns DJL's telemetry and downloads off, unless the user has a setting of his own. To be called
   * before DJL's classes are initialised, when they read these settings.
   */
  static void prepare() {
    // "offline" and DJL_OFFLINE are other names that DJL knows for the first.
    if (System.getProperty("offline") == null && System.getenv("DJL_OFFLINE") == null) {
      setDefault("ai.djl.offline", "true");
    }
    if (System.getenv("OPT_OUT_TRACKING") == null) {
      setDefault("OPT_OUT_TRACKING", "true");
    }
  }

  /**
   * Sets the number of threads that PyTorch is loaded with, unless it is set: the number is one of
   * the whole process, and the first call decides. To be called before any engine is loaded, as
   * that for ONNX Runtime loads PyTorch too where it is there, for operations on arrays.
   */
  static void prepareThreads(BackendOptions options) {
    setDefault("ai.djl.pytorch.num_threads", Integer.toString(options.threads()));
    setDefault("ai.djl.pytorch.num_interop_threads", "1");
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * Returns the names of the engines at hand, the best first, without loading them. If the user
   * chose DJL's default engine, there is no other.
   */
  static List<String> names() {
    prepare();
    String property = System.getProperty("ai.djl.default_engine", "");
    String variable = System.getenv("DJL_DEFAULT_ENGINE");
    String chosen = variable == null ? property : variable; // as DJL has it
    return Engine.getAllEngines().stream()
        .filter(name -> !name.equals(REMOTE) && (chosen.isEmpty() || name.equals(chosen)))
        .sorted(
            Comparator.comparingInt(DjlEngines::preference)
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static int preference(String engine) {
    int index = PREFERRED.indexOf(engine);
    return index < 0 ? PREFERRED.size() : index;
  }

  /** Returns the version of DJL. */
  static String version() {
    return Engine.getDjlVersion();
  }

  /** Returns what began a problem. */
  static Throwable rootOf(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
