package org.sketchsdk.train;

import java.io.StreamCorruptedException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The counters and results of a run, which a checkpoint keeps. Used by the training thread only.
 */
final class RunState {
  private long samples;
  private double secondsBefore;
  private double bestAccuracy = -1;
  private double bestLoss = Double.NaN;
  private double latestAccuracy = Double.NaN;
  private int validations;
  private int validationsSinceBest;
  private final Optional<String> initial;

  private RunState(Optional<String> initial) {
    this.initial = initial;
  }

  /**
   * Returns the state of a new run.
   *
   * @param initial description of the weights that the run starts from; empty for random weights
   */
  static RunState start(Optional<String> initial) {
    return new RunState(initial);
  }

  /**
   * Reads the state from a checkpoint.
   *
   * @param values the values of the checkpoint
   * @param file the file, for messages
   * @throws StreamCorruptedException if a value is missing or malformed
   */
  static RunState read(Map<String, String> values, Path file) throws StreamCorruptedException {
    RunState state = new RunState(Optional.ofNullable(values.get("initial")));
    try {
      state.samples = Long.parseLong(values.getOrDefault("samples", ""));
      state.secondsBefore = Double.parseDouble(values.getOrDefault("seconds", ""));
      state.bestAccuracy = Double.parseDouble(values.getOrDefault("bestAccuracy", ""));
      state.bestLoss = Double.parseDouble(values.getOrDefault("bestLoss", ""));
      state.latestAccuracy = Double.parseDouble(values.getOrDefault("latestAccuracy", ""));
      state.validations = Integer.parseInt(values.getOrDefault("validations", ""));
      state.validationsSinceBest =
          Integer.parseInt(values.getOrDefault("validationsSinceBest", "0"));
    } catch (NumberFormatException e) {
      throw new StreamCorruptedException(
          "a checkpoint must have all counters of a run (" + e.getMessage() + "): " + file);
    }
    return state;
  }

  /**
   * Returns the values for a checkpoint.
   *
   * @param seconds time of training so far, earlier parts of the run included
   */
  Map<String, String> values(double seconds) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("samples", Long.toString(samples));
    values.put("seconds", Double.toString(seconds));
    values.put("bestAccuracy", Double.toString(bestAccuracy));
    values.put("bestLoss", Double.toString(bestLoss));
    values.put("latestAccuracy", Double.toString(latestAccuracy));
    values.put("validations", Integer.toString(validations));
    values.put("validationsSinceBest", Integer.toString(validationsSinceBest));
    initial.ifPresent(run -> values.put("initial", run));
    return values;
  }

  void addSamples(int count) {
    samples += count;
  }

  void validations(int count) {
    validations = count;
  }

  /**
   * Records a validation.
   *
   * @return whether it is the best one so far: a higher accuracy, or the same one with a lower loss
   */
  boolean add(double accuracy, double loss) {
    latestAccuracy = accuracy;
    boolean better = accuracy > bestAccuracy || (accuracy == bestAccuracy && loss < bestLoss);
    validationsSinceBest = better ? 0 : validationsSinceBest + 1;
    if (better) {
      bestAccuracy = accuracy;
      bestLoss = loss;
    }
    return better;
  }

  /** Returns how many samples were trained on. */
  long samples() {
    return samples;
  }

  /** Returns the seconds of training before the run was resumed. */
  double secondsBefore() {
    return secondsBefore;
  }

  double bestAccuracy() {
    return bestAccuracy;
  }

  /** Returns the accuracy of the last validation; NaN before the first. */
  double latestAccuracy() {
    return latestAccuracy;
  }

  int validations() {
    return validations;
  }

  int validationsSinceBest() {
    return validationsSinceBest;
  }

  /** Returns a description of the weights that the run started from. */
  Optional<String> initial() {
    return initial;
  }
}
