package org.sketchsdk.djl.internal;

/**
 * The settings of DJL. They are system properties, so they apply to the whole process. A value that
 * the user has set always stays.
 */
public final class DjlSettings {
  private DjlSettings() {}

  /**
   * Turns DJL's telemetry and downloads off. Call this before any class of DJL is initialized: DJL
   * reads these settings only then.
   */
  public static void prepare() {
    // "offline" and DJL_OFFLINE are other names that DJL knows for the first.
    if (System.getProperty("offline") == null && System.getenv("DJL_OFFLINE") == null) {
      setDefault("ai.djl.offline", "true");
    }
    if (System.getenv("OPT_OUT_TRACKING") == null) {
      setDefault("OPT_OUT_TRACKING", "true");
    }
  }

  /**
   * Sets the number of threads that PyTorch is loaded with. The first call in a process decides,
   * because PyTorch cannot change the number later. Call this before any engine is loaded: DJL's
   * engine for ONNX Runtime also loads PyTorch, if it is there, for operations on arrays.
   *
   * @param threads threads that work together on one operation
   */
  public static void prepareThreads(int threads) {
    setDefault("ai.djl.pytorch.num_threads", Integer.toString(threads));
    setDefault("ai.djl.pytorch.num_interop_threads", "1");
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
