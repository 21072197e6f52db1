package org.sketchsdk.train;

import ai.djl.engine.Engine;
import org.sketchsdk.djl.internal.DjlSettings;

/** Sets up the training engine. Its settings are global in a process. */
final class Engines {
  private Engines() {}

  /**
   * Loads the engine; offline and without telemetry, unless the user set it otherwise.
   *
   * @param threads threads of the engine; only the first call in a process decides
   */
  static void prepare(int threads) {
    DjlSettings.prepare();
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    Engine.getEngine("PyTorch");
  }

  static void seed(long seed) {
    Engine.getEngine("PyTorch").setRandomSeed((int) (seed ^ (seed >>> 32)));
  }
}
