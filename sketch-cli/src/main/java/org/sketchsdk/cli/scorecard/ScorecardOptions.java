package org.sketchsdk.cli.scorecard;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link Scorecard} measures. Immutable.
 *
 * @param int8 the INT8 model; empty for the first embedded model
 * @param fp32 the FP32 model that it was made from; empty if and only if {@code int8} is
 * @param plain a model of the same network, trained without domain augmentation; empty for the
 *     recorded measurement
 * @param data folder with the folders {@code test} and {@code val}, one file of drawings per class
 * @param external folder of pictures, as {@link org.sketchsdk.train.data.LabeledPictures#list}
 *     reads it
 */
record ScorecardOptions(
    Optional<Path> int8, Optional<Path> fp32, Optional<Path> plain, Path data, Path external) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if only one of the two models is given
   */
  ScorecardOptions {
    Objects.requireNonNull(plain, "plain");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(external, "external");
    if (int8.isPresent() != fp32.isPresent()) {
      throw new IllegalArgumentException(
          "the INT8 model and the FP32 model must be given together, or neither");
    }
  }

  /**
   * Returns the options for the first embedded model.
   *
   * @param data folder of the drawings
   * @param external folder of the pictures
   * @return the options
   */
  static ScorecardOptions shipped(Path data, Path external) {
    return new ScorecardOptions(
        Optional.empty(), Optional.empty(), Optional.empty(), data, external);
  }
}
