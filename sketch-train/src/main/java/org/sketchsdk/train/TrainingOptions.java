package org.sketchsdk.train;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What to train, and how.
 *
 * @param data folder with the subfolders {@code train} and {@code val}, one file a class in each
 * @param out folder that receives the model, the checkpoint and the metrics; created if missing
 * @param network name of the network, see {@link org.sketchsdk.train.network.Networks#names()}
 * @param labels the classes in the order of the logits; empty for all that the data has
 * @param samples samples to train on, 0 to train for {@code time} instead
 * @param time how long to train if {@code samples} is 0; the time before an interruption counts
 * @param seed seed of the weights, the order of the samples and the augmentation
 * @param batchSize samples a step, 2 to 4096; 32 to 64 is fastest on a CPU
 * @param learningRate peak learning rate of AdamW, above 0 and at most 1; good: 0.002 from random
 *     weights, 0.0005 from trained ones
 * @param weightDecay decoupled weight decay of AdamW, 0 to 1; good: 0.02
 * @param labelSmoothing share of the target spread over all classes, 0 to less than 1; good: 0.05
 * @param augmentation name of a preset, see {@link
 *     org.sketchsdk.augment.AugmentationOptions#preset(String)}
 * @param mirror probability that a sample is mirrored left to right, 0 to 1; good: 0.5, or 0 where
 *     a mirrored drawing would be another class, as with letters
 * @param engineThreads threads of the engine, at least 1; with 1, equal runs end in equal weights
 * @param renderThreads threads that render and augment beside the engine, at least 1
 * @param initial checkpoint of another run whose averaged weights are the start, where the shapes
 *     agree
 * @param resume whether to go on from the checkpoint in {@code out}, if there is one
 */
public record TrainingOptions(
    Path data,
    Path out,
    String network,
    List<String> labels,
    long samples,
    Duration time,
    long seed,
    int batchSize,
    float learningRate,
    float weightDecay,
    float labelSmoothing,
    String augmentation,
    float mirror,
    int engineThreads,
    int renderThreads,
    Optional<Path> initial,
    boolean resume) {

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TrainingOptions {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(augmentation, "augmentation");
    Objects.requireNonNull(initial, "initial");
    labels = List.copyOf(labels);
    check(samples >= 0, "samples must be at least 0", samples);
    check(samples > 0 || time.toMillis() > 0, "without samples, time must be above 0", time);
    check(batchSize >= 2 && batchSize <= 4096, "batchSize must be 2 to 4096", batchSize);
    check(
        learningRate > 0 && learningRate <= 1,
        "learningRate must be above 0 and at most 1",
        learningRate);
    check(weightDecay >= 0 && weightDecay <= 1, "weightDecay must be 0 to 1", weightDecay);
    check(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "labelSmoothing must be 0 to less than 1",
        labelSmoothing);
    check(mirror >= 0 && mirror <= 1, "mirror must be 0 to 1", mirror);
    check(engineThreads >= 1, "engineThreads must be at least 1", engineThreads);
    check(renderThreads >= 1, "renderThreads must be at least 1", renderThreads);
  }

  private static void check(boolean condition, String rule, Object actual) {
    if (!condition) {
      throw new IllegalArgumentException(rule + ": " + actual);
    }
  }

  /**
   * Returns the options of a first run: the network {@code strided} on all classes of the data for
   * 30 minutes, on all processors.
   *
   * @param data folder with the subfolders {@code train} and {@code val}
   * @param out folder that receives the results
   * @return the default options
   */
  public static TrainingOptions defaults(Path data, Path out) {
    return new TrainingOptions(
        data,
        out,
        "strided",
        List.of(),
        0,
        Duration.ofMinutes(30),
        1,
        64,
        2e-3f,
        0.02f,
        0.05f,
        "training",
        0.5f,
        Runtime.getRuntime().availableProcessors(),
        1,
        Optional.empty(),
        false);
  }

  /**
   * What the weights depend on, besides the data: a checkpoint only fits a run that agrees in it.
   */
  String fingerprint(List<String> classes) {
    return String.join(
        "\n",
        "network " + network,
        "seed " + seed,
        "batchSize " + batchSize,
        "samples " + samples,
        "time " + (samples > 0 ? "-" : time),
        "learningRate " + learningRate,
        "weightDecay " + weightDecay,
        "labelSmoothing " + labelSmoothing,
        "augmentation " + augmentation,
        "mirror " + mirror,
        "initial " + initial.map(Path::toString).orElse("-"),
        "labels " + String.join(", ", classes));
  }
}
