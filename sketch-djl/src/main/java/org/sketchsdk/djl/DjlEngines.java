package org.sketchsdk.djl;

import ai.djl.engine.Engine;
import java.util.Comparator;
import java.util.List;
import org.sketchsdk.djl.internal.DjlSettings;

/** The engines of DJL that the application brings. */
final class DjlEngines {
  /** The engine that reads ONNX files. */
  static final String ONNX_RUNTIME = "OnnxRuntime";

  private static final List<String> PREFERRED = List.of(ONNX_RUNTIME, "PyTorch");

  // Comes with DJL itself and sends its input over the network.
  private static final String REMOTE = "RPC";

  private DjlEngines() {}

  /**
   * Returns the names of the engines at hand, the best first, without loading them. If the user
   * chose DJL's default engine, there is no other.
   */
  static List<String> names() {
    DjlSettings.prepare();
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
