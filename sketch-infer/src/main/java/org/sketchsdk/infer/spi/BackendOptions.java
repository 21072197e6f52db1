package org.sketchsdk.infer.spi;

/**
 * How a backend runs a network.
 *
 * @param threads threads that work together on one call, 1 to {@value #MAX_THREADS}; a good
 *     starting value is 1; calls from different threads always run at the same time
 * @param spinning whether idle threads of the engine spin while they wait: a call then takes some
 *     microseconds less, and each thread keeps a processor busy; has no effect with one thread
 */
public record BackendOptions(int threads, boolean spinning) {
  /** Largest {@link #threads()}. */
  public static final int MAX_THREADS = 256;

  private static final BackendOptions DEFAULTS = new BackendOptions(1, false);

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public BackendOptions {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException("threads must be 1 to " + MAX_THREADS + ": " + threads);
    }
  }

  /**
   * Returns the default options: one thread, no spinning.
   *
   * @return the default options
   */
  public static BackendOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these options with another number of threads.
   *
   * @param threads threads that work together on one call
   * @return the changed options
   */
  public BackendOptions withThreads(int threads) {
    return new BackendOptions(threads, spinning);
  }

  /**
   * Returns these options with another value of {@link #spinning()}.
   *
   * @param spinning whether idle threads spin
   * @return the changed options
   */
  public BackendOptions withSpinning(boolean spinning) {
    return new BackendOptions(threads, spinning);
  }
}
