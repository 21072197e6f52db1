package org.sketchsdk.cli.scorecard;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link Scorecard} judges. Immutable.
 *
 * @param int8 the model of integers; empty for the one that ships
 * @param fp32 the model of floats that it was quantised from; empty exactly where {@code int8} is
 * @param plain a model of the same network, trained without domain augmentation; empty for the
 *     measurement that is recorded
 * @param data folder with the folders {@code test} and {@code val}, one file of drawings a class
 * @param external folder of pictures, as {@link LabeledPictures#list} reads it
 */
public record ScorecardOptions(
    Optional<Path> int8, Optional<Path> fp32, Optional<Path> plain, Path data, Path external) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if only one of the two models is given
   */
  public ScorecardOptions {
    Objects.requireNonNull(plain, "plain");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(external, "external");
    if (int8.isPresent() != fp32.isPresent()) {
      throw new IllegalArgumentException(
          "the models of integers and of floats must be given together, or neither");
    }
  }

  /**
   * Judges the pair of models that ships.
   *
   * @param data folder of the drawings
   * @param external folder of the pictures
   * @return the options
   */
  public static ScorecardOptions shipped(Path data, Path external) {
    return new ScorecardOptions(
        Optional.empty(), Optional.empty(), Optional.empty(), data, external);
  }
}
