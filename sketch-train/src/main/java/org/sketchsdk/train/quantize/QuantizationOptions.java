package org.sketchsdk.train.quantize;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What to quantise and how. Immutable.
 *
 * @param model a model of floats that training exported
 * @param data folder with the subfolders {@code train}, which gives the samples of the calibration,
 *     and {@code val}, on which the choices are made
 * @param out the file that receives the model of integers
 * @param samples number of samples of the calibration, at least 1
 * @param augmented share of the samples that are augmented as in training, 0 to 1
 * @param ranges how the ranges of activations are chosen
 * @param percentile the percentile of {@link Ranges#PERCENTILE}, above 50, at most 100
 * @param mergeSums whether a residual sum becomes part of its convolution where it can: it then
 *     costs nothing and has the same codes on every processor, while the weights are rounded more
 *     coarsely
 * @param seed seed of the augmentation
 */
public record QuantizationOptions(
    Path model,
    Path data,
    Path out,
    int samples,
    double augmented,
    Ranges ranges,
    double percentile,
    boolean mergeSums,
    long seed) {

  /** How the range of an activation is chosen from the values that it takes in the calibration. */
  public enum Ranges {
    /** The way whose logits are nearest to those of the floats on the validation drawings. */
    AUTO,
    /** From the smallest value to the largest. */
    MINMAX,
    /** Without the share of values that a percentile leaves at an end. */
    PERCENTILE,
    /** With the smallest mean squared error of rounding and clipping. */
    MSE
  }

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public QuantizationOptions {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(ranges, "ranges");
    check(samples >= 1, "samples must be at least 1", samples);
    check(augmented >= 0 && augmented <= 1, "augmented must be 0 to 1", augmented);
    check(
        percentile > 50 && percentile <= 100,
        "percentile must be above 50 and at most 100",
        percentile);
  }

  private static void check(boolean condition, String rule, Object actual) {
    if (!condition) {
      throw new IllegalArgumentException(rule + ": " + actual);
    }
  }

  /**
   * Returns the options of the shipped models: 1,010 samples, none of them augmented, ranges chosen
   * on the validation drawings, residual sums merged.
   *
   * @param model a model of floats that training exported
   * @param data folder with the subfolders {@code train} and {@code val}
   * @param out the file that receives the model of integers
   * @return the default options
   */
  public static QuantizationOptions defaults(Path model, Path data, Path out) {
    return new QuantizationOptions(model, data, out, 1010, 0, Ranges.AUTO, 99.99, true, 1);
  }
}
