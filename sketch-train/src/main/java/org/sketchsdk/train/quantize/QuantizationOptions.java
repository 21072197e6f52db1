package org.sketchsdk.train.quantize;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What to convert to INT8, and how. Immutable and thread-safe.
 *
 * <p>{@link #builder} starts with the values that the embedded models were made with: 1,010
 * calibration samples, none of them augmented, ranges chosen on the validation drawings, residual
 * sums merged.
 */
public final class QuantizationOptions {
  private final Path model;
  private final Path data;
  private final Path out;
  private final int samples;
  private final double augmented;
  private final Ranges ranges;
  private final double percentile;
  private final boolean mergeSums;
  private final long seed;

  private QuantizationOptions(Builder builder) {
    model = builder.model;
    data = builder.data;
    out = builder.out;
    samples = builder.samples;
    augmented = builder.augmented;
    ranges = builder.ranges;
    percentile = builder.percentile;
    mergeSums = builder.mergeSums;
    seed = builder.seed;
  }

  /** How the range of an activation is chosen from the values that it takes in the calibration. */
  public enum Ranges {
    /** The way whose logits are closest to those of the FP32 model on the validation drawings. */
    AUTO,
    /** From the smallest value to the largest. */
    MINMAX,
    /** Without the share of values that a percentile leaves out at each end. */
    PERCENTILE,
    /** With the smallest mean squared error of rounding and clipping. */
    MSE
  }

  /**
   * Starts with the default options.
   *
   * @param model an FP32 model that training exported
   * @param data folder with the folders {@code train}, which gives the calibration samples, and
   *     {@code val}, on which the choices are made
   * @param out the file that receives the INT8 model
   * @return a builder
   */
  public static Builder builder(Path model, Path data, Path out) {
    return new Builder(model, data, out);
  }

  /**
   * Returns a builder that starts with these options.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * Returns the FP32 model.
   *
   * @return the file
   */
  public Path model() {
    return model;
  }

  /**
   * Returns the folder of the data.
   *
   * @return the folder with the folders {@code train} and {@code val}
   */
  public Path data() {
    return data;
  }

  /**
   * Returns the file that receives the INT8 model.
   *
   * @return the file
   */
  public Path out() {
    return out;
  }

  /**
   * Returns the number of calibration samples.
   *
   * @return at least 1
   */
  public int samples() {
    return samples;
  }

  /**
   * Returns the share of the samples that are augmented.
   *
   * @return 0 to 1
   */
  public double augmented() {
    return augmented;
  }

  /**
   * Returns how the ranges of activations are chosen.
   *
   * @return the way
   */
  public Ranges ranges() {
    return ranges;
  }

  /**
   * Returns the percentile of {@link Ranges#PERCENTILE}.
   *
   * @return above 50, at most 100
   */
  public double percentile() {
    return percentile;
  }

  /**
   * Tells whether residual sums become part of their convolutions.
   *
   * @return true if they do, where they can
   */
  public boolean mergeSums() {
    return mergeSums;
  }

  /**
   * Returns the seed of the augmentation.
   *
   * @return the seed
   */
  public long seed() {
    return seed;
  }

  /**
   * Collects options. Every method checks its value and throws {@link IllegalArgumentException}
   * with the range if it is out of it. Not thread-safe.
   */
  public static final class Builder {
    private final Path model;
    private final Path data;
    private final Path out;
    private int samples = 1010;
    private double augmented;
    private Ranges ranges = Ranges.AUTO;
    private double percentile = 99.99;
    private boolean mergeSums = true;
    private long seed = 1;

    private Builder(Path model, Path data, Path out) {
      this.model = Objects.requireNonNull(model, "model");
      this.data = Objects.requireNonNull(data, "data");
      this.out = Objects.requireNonNull(out, "out");
    }

    private Builder(QuantizationOptions options) {
      this(options.model, options.data, options.out);
      samples = options.samples;
      augmented = options.augmented;
      ranges = options.ranges;
      percentile = options.percentile;
      mergeSums = options.mergeSums;
      seed = options.seed;
    }

    /**
     * Sets how many training drawings the ranges of activations are measured on.
     *
     * @param samples at least 1; good: 1,000 or more
     * @return this
     * @throws IllegalArgumentException if the number is out of its range
     */
    public Builder samples(int samples) {
      check(samples >= 1, "samples must be at least 1", samples);
      this.samples = samples;
      return this;
    }

    /**
     * Sets the share of the samples that are augmented as in training.
     *
     * @param share 0 (the default) to 1
     * @return this
     * @throws IllegalArgumentException if the share is out of its range
     */
    public Builder augmented(double share) {
      check(share >= 0 && share <= 1, "augmented must be 0 to 1", share);
      this.augmented = share;
      return this;
    }

    /**
     * Sets how the ranges of activations are chosen.
     *
     * @param ranges the way; {@link Ranges#AUTO} by default
     * @return this
     */
    public Builder ranges(Ranges ranges) {
      this.ranges = Objects.requireNonNull(ranges, "ranges");
      return this;
    }

    /**
     * Sets the percentile of {@link Ranges#PERCENTILE}.
     *
     * @param percentile above 50, at most 100; 99.99 by default
     * @return this
     * @throws IllegalArgumentException if the percentile is out of its range
     */
    public Builder percentile(double percentile) {
      check(
          percentile > 50 && percentile <= 100,
          "percentile must be above 50 and at most 100",
          percentile);
      this.percentile = percentile;
      return this;
    }

    /**
     * Sets whether residual sums become part of their convolutions, where they can. A merged sum
     * costs no time and gives the same values on every processor, but its weights are rounded more
     * coarsely.
     *
     * @param mergeSums true (the default) to merge
     * @return this
     */
    public Builder mergeSums(boolean mergeSums) {
      this.mergeSums = mergeSums;
      return this;
    }

    /**
     * Sets the seed of the augmentation.
     *
     * @param seed any number; 1 by default
     * @return this
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Returns the options.
     *
     * @return the options; the builder can be used further
     */
    public QuantizationOptions build() {
      return new QuantizationOptions(this);
    }

    private static void check(boolean condition, String rule, Object actual) {
      if (!condition) {
        throw new IllegalArgumentException(rule + ": " + actual);
      }
    }
  }
}
