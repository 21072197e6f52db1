package org.sketchsdk.train;

import ai.djl.engine.Engine;

/** Settings of the training engine, which are global in a process. */
final class Engines {
  private Engines() {}

  /**
   * Loads the engine offline and without telemetry.
   *
   * @param threads threads of the engine; only the first call in a process decides
   */
  static void prepare(int threads) {
    // Read once, when the engine's classes are initialised.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    Engine.getEngine("PyTorch");
  }

  static void seed(long seed) {
    Engine.getEngine("PyTorch").setRandomSeed((int) (seed ^ (seed >>> 32)));
  }
}
