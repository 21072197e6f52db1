package org.sketchsdk.infer.spi;

/** How a backend runs a network. Immutable and thread-safe. */
public final class BackendOptions {
  /** Largest {@link #threads()}. */
  public static final int MAX_THREADS = 256;

  private static final BackendOptions DEFAULTS = builder().build();

  private final int threads;
  private final boolean spinning;

  private BackendOptions(Builder builder) {
    threads = builder.threads;
    spinning = builder.spinning;
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
   * Starts with the defaults.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts with these options.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return builder().threads(threads).spinning(spinning);
  }

  /**
   * Returns how many threads work together on one call. Calls from different threads always run at
   * the same time.
   *
   * @return 1 to {@value #MAX_THREADS}
   */
  public int threads() {
    return threads;
  }

  /**
   * Tells whether idle threads of the engine spin while they wait.
   *
   * @return whether they spin; has no effect with one thread
   */
  public boolean spinning() {
    return spinning;
  }

  /** Returns the options in words. */
  @Override
  public String toString() {
    return "BackendOptions[threads " + threads + ", spinning " + spinning + "]";
  }

  /** Collects options. Not thread-safe. */
  public static final class Builder {
    private int threads = 1;
    private boolean spinning;

    private Builder() {}

    /**
     * Sets how many threads work together on one call.
     *
     * @param threads 1 (the default) to {@value #MAX_THREADS}
     * @return this
     * @throws IllegalArgumentException if the number is out of its range
     */
    public Builder threads(int threads) {
      if (threads < 1 || threads > MAX_THREADS) {
        throw new IllegalArgumentException("threads must be 1 to " + MAX_THREADS + ": " + threads);
      }
      this.threads = threads;
      return this;
    }

    /**
     * Sets whether idle threads of the engine spin while they wait. A call then takes some
     * microseconds less, and each thread keeps a processor busy.
     *
     * @param spinning whether they spin; false by default; has no effect with one thread
     * @return this
     */
    public Builder spinning(boolean spinning) {
      this.spinning = spinning;
      return this;
    }

    /**
     * Creates the options.
     *
     * @return the options
     */
    public BackendOptions build() {
      return new BackendOptions(this);
    }
  }
}
