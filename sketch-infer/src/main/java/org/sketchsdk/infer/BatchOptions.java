package org.sketchsdk.infer;

/**
 * Options for classifying many items, see {@link Classifier#classifyAll(java.util.Iterator,
 * java.util.function.Function, BatchOptions)}. Immutable and thread-safe.
 */
public final class BatchOptions {
  private static final int MAX_THREADS = 256;

  private final int threads;
  private final boolean stopAtFirstError;

  private BatchOptions(Builder builder) {
    this.threads = builder.threads;
    this.stopAtFirstError = builder.stopAtFirstError;
  }

  /**
   * Returns the defaults: one thread per processor; an error is the result of its item.
   *
   * @return the options
   */
  public static BatchOptions defaults() {
    return builder().build();
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
    Builder builder = new Builder();
    builder.threads = threads;
    builder.stopAtFirstError = stopAtFirstError;
    return builder;
  }

  /**
   * Returns how many threads classify, besides the one that takes the results.
   *
   * @return 1 to 256
   */
  public int threads() {
    return threads;
  }

  /**
   * Tells whether the first item that fails ends the stream.
   *
   * @return false if the error is the result of its item, and the stream goes on
   */
  public boolean stopAtFirstError() {
    return stopAtFirstError;
  }

  /** Returns the options in words. */
  @Override
  public String toString() {
    return "BatchOptions[threads " + threads + ", stopAtFirstError " + stopAtFirstError + "]";
  }

  /** Collects options. Not thread-safe. */
  public static final class Builder {
    private int threads = Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);
    private boolean stopAtFirstError;

    private Builder() {}

    /**
     * Sets how many threads classify, besides the one that takes the results. One per processor is
     * best as long as {@link SketchClassifier.Builder#threads} is 1.
     *
     * @param threads 1 to 256, by default the number of processors
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
     * Sets whether the first item that fails ends the stream.
     *
     * @param stop true to have the stream throw the error, after the results before it; by default
     *     false: the error is the result of its item, and the stream goes on
     * @return this
     */
    public Builder stopAtFirstError(boolean stop) {
      this.stopAtFirstError = stop;
      return this;
    }

    /**
     * Creates the options.
     *
     * @return the options
     */
    public BatchOptions build() {
      return new BatchOptions(this);
    }
  }
}
