package org.sketchsdk.train;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.infer.spi.ModelData;

/** What to train, and how. Immutable and thread-safe. */
public final class TrainingOptions {
  private final Path data;
  private final Path out;
  private final String network;
  private final List<String> labels;
  private final long samples;
  private final Duration time;
  private final long seed;
  private final int batchSize;
  private final float learningRate;
  private final float weightDecay;
  private final float labelSmoothing;
  private final float mixup;
  private final Optional<Float> dropout;
  private final String augmentation;
  private final float mirror;
  private final Optional<Float> unfinishedShare;
  private final float unfinishedMinPoints;
  private final Map<String, Integer> emphasis;
  private final int maxDrawings;
  private final Optional<Upscaling> upscaling;
  private final int patience;
  private final int engineThreads;
  private final int renderThreads;
  private final List<Path> initial;
  private final List<ModelData> initialModels;
  private final List<ModelData> teachers;
  private final float teacherShare;
  private final String commit;
  private final boolean resume;

  private TrainingOptions(Builder builder) {
    data = builder.data;
    out = builder.out;
    network = builder.network;
    labels = builder.labels;
    samples = builder.samples;
    time = builder.time;
    seed = builder.seed;
    batchSize = builder.batchSize;
    learningRate = builder.learningRate;
    weightDecay = builder.weightDecay;
    labelSmoothing = builder.labelSmoothing;
    mixup = builder.mixup;
    dropout = builder.dropout;
    augmentation = builder.augmentation;
    mirror = builder.mirror;
    unfinishedShare = builder.unfinishedShare;
    unfinishedMinPoints = builder.unfinishedMinPoints;
    emphasis = builder.emphasis;
    maxDrawings = builder.maxDrawings;
    upscaling = builder.upscaling;
    patience = builder.patience;
    engineThreads = builder.engineThreads;
    renderThreads = builder.renderThreads;
    initial = builder.initial;
    initialModels = builder.initialModels;
    teachers = builder.teachers;
    teacherShare = builder.teacherShare;
    commit = builder.commit;
    resume = builder.resume;
  }

  /**
   * Starts with the options of a first run: the network {@code strided} on all classes of the data
   * for 30 minutes, on all processors.
   *
   * @param data folder with the subfolders {@code train} and {@code val}, one file a class in each
   * @param out folder that receives the model, the checkpoint and the metrics; created if missing
   * @return a builder
   */
  public static Builder builder(Path data, Path out) {
    return new Builder(data, out);
  }

  Path data() {
    return data;
  }

  Path out() {
    return out;
  }

  String network() {
    return network;
  }

  List<String> labels() {
    return labels;
  }

  /** 0 if the time decides. */
  long samples() {
    return samples;
  }

  Duration time() {
    return time;
  }

  long seed() {
    return seed;
  }

  int batchSize() {
    return batchSize;
  }

  float learningRate() {
    return learningRate;
  }

  float weightDecay() {
    return weightDecay;
  }

  float labelSmoothing() {
    return labelSmoothing;
  }

  float mixup() {
    return mixup;
  }

  Optional<Float> dropout() {
    return dropout;
  }

  String augmentation() {
    return augmentation;
  }

  float mirror() {
    return mirror;
  }

  /** What happens to a drawing before the network sees it. */
  AugmentationOptions augmentationOptions() {
    AugmentationOptions.Builder options =
        AugmentationOptions.preset(augmentation).toBuilder().mirror(mirror);
    unfinishedShare.ifPresent(share -> options.partial(unfinishedMinPoints, share));
    return options.build();
  }

  /**
   * The share of unfinished drawings and their least part of the points; empty for the preset's.
   */
  Optional<String> unfinished() {
    return unfinishedShare.map(share -> share + " from " + unfinishedMinPoints);
  }

  /** How often a block of samples holds each of these classes. */
  List<Integer> times(List<String> classes) {
    if (!classes.containsAll(emphasis.keySet())) {
      List<String> unknown = new ArrayList<>(emphasis.keySet());
      unknown.removeAll(classes);
      throw new IllegalArgumentException(
          "emphasis names what is not a class: " + String.join(", ", unknown));
    }
    return classes.stream().map(label -> emphasis.getOrDefault(label, 1)).toList();
  }

  /** How many training drawings of a class are used at most. */
  int maxDrawings() {
    return maxDrawings;
  }

  Optional<Upscaling> upscaling() {
    return upscaling;
  }

  int patience() {
    return patience;
  }

  int engineThreads() {
    return engineThreads;
  }

  int renderThreads() {
    return renderThreads;
  }

  List<Path> initial() {
    return initial;
  }

  List<ModelData> initialModels() {
    return initialModels;
  }

  List<ModelData> teachers() {
    return teachers;
  }

  float teacherShare() {
    return teacherShare;
  }

  String commit() {
    return commit;
  }

  boolean resume() {
    return resume;
  }

  /**
   * What the weights depend on, besides the data: a checkpoint only fits a run that agrees in it.
   */
  String fingerprint(List<String> classes) {
    List<String> lines = new ArrayList<>();
    lines.add("network " + network);
    lines.add("seed " + seed);
    lines.add("batchSize " + batchSize);
    lines.add("samples " + samples);
    lines.add("time " + (samples > 0 ? "-" : time));
    lines.add("learningRate " + learningRate);
    lines.add("weightDecay " + weightDecay);
    lines.add("labelSmoothing " + labelSmoothing);
    lines.add("augmentation " + augmentation);
    lines.add("mirror " + mirror);
    String start =
        Stream.concat(
                initial.stream().map(Path::toString),
                initialModels.stream().map(TrainingOptions::describe))
            .collect(Collectors.joining(", "));
    lines.add("initial " + (start.isEmpty() ? "-" : start));
    lines.add("labels " + String.join(", ", classes));
    // what is off has no line
    unfinished().ifPresent(share -> lines.add("unfinished " + share));
    if (mixup > 0) {
      lines.add("mixup " + mixup);
    }
    dropout.ifPresent(rate -> lines.add("dropout " + rate));
    if (!emphasis.isEmpty()) {
      lines.add("emphasis " + emphasis);
    }
    if (maxDrawings < Integer.MAX_VALUE) {
      lines.add("maxDrawings " + maxDrawings);
    }
    upscaling.ifPresent(way -> lines.add("upscaling " + way));
    if (!teachers.isEmpty()) {
      lines.add("teachers " + describe(teachers) + ", share " + teacherShare);
    }
    return String.join("\n", lines);
  }

  /** Says which models these are. */
  static String describe(List<ModelData> models) {
    return models.stream().map(TrainingOptions::describe).collect(Collectors.joining(", "));
  }

  private static String describe(ModelData model) {
    return model.info().name() + " (" + model.info().sha256() + ")";
  }

  /** Collects options. Each method checks what it is given. Not thread-safe. */
  public static final class Builder {
    private final Path data;
    private final Path out;
    private String network = "strided";
    private List<String> labels = List.of();
    private long samples;
    private Duration time = Duration.ofMinutes(30);
    private long seed = 1;
    private int batchSize = 64;
    private float learningRate = 2e-3f;
    private float weightDecay = 0.02f;
    private float labelSmoothing = 0.05f;
    private float mixup;
    private Optional<Float> dropout = Optional.empty();
    private String augmentation = "training";
    private float mirror = 0.5f;
    private Optional<Float> unfinishedShare = Optional.empty();
    private float unfinishedMinPoints;
    private SortedMap<String, Integer> emphasis = new TreeMap<>();
    private int maxDrawings = Integer.MAX_VALUE;
    private Optional<Upscaling> upscaling = Optional.empty();
    private int patience;
    private int engineThreads = Runtime.getRuntime().availableProcessors();
    private int renderThreads = 1;
    private List<Path> initial = List.of();
    private List<ModelData> initialModels = List.of();
    private List<ModelData> teachers = List.of();
    private float teacherShare = 0.5f;
    private String commit = "unknown";
    private boolean resume;

    private Builder(Path data, Path out) {
      this.data = Objects.requireNonNull(data, "data");
      this.out = Objects.requireNonNull(out, "out");
    }

    /**
     * Sets the network.
     *
     * @param name one of {@link org.sketchsdk.train.network.Networks#names()}
     * @return this
     */
    public Builder network(String name) {
      this.network = Objects.requireNonNull(name, "name");
      return this;
    }

    /**
     * Sets the classes.
     *
     * @param labels the classes in the order of the logits; empty for all that the data has
     * @return this
     */
    public Builder labels(List<String> labels) {
      this.labels = List.copyOf(labels);
      return this;
    }

    /**
     * Sets the length by samples, in place of time.
     *
     * @param samples samples to train on, at least 1
     * @return this
     * @throws IllegalArgumentException if the number is out of its range
     */
    public Builder samples(long samples) {
      check(samples >= 1, "samples must be at least 1", samples);
      this.samples = samples;
      return this;
    }

    /**
     * Sets the length by time, in place of samples.
     *
     * @param time at least a millisecond; the time before an interruption counts
     * @return this
     * @throws IllegalArgumentException if the time is out of its range
     */
    public Builder time(Duration time) {
      check(time.toMillis() >= 1, "time must be above 0", time);
      this.time = time;
      this.samples = 0;
      return this;
    }

    /**
     * Sets the seed.
     *
     * @param seed seed of the weights, the order of the samples and the augmentation
     * @return this
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets the size of a batch.
     *
     * @param batchSize samples a step, 2 to 4096; 32 to 64 is fastest on a CPU
     * @return this
     * @throws IllegalArgumentException if the number is out of its range
     */
    public Builder batchSize(int batchSize) {
      check(batchSize >= 2 && batchSize <= 4096, "batchSize must be 2 to 4096", batchSize);
      this.batchSize = batchSize;
      return this;
    }

    /**
     * Sets the peak learning rate of AdamW.
     *
     * @param learningRate above 0 and at most 1; good: 0.002 from random weights, 0.0005 from
     *     trained ones
     * @return this
     * @throws IllegalArgumentException if the rate is out of its range
     */
    public Builder learningRate(float learningRate) {
      check(
          learningRate > 0 && learningRate <= 1,
          "learningRate must be above 0 and at most 1",
          learningRate);
      this.learningRate = learningRate;
      return this;
    }

    /**
     * Sets the decoupled weight decay of AdamW.
     *
     * @param weightDecay 0 to 1; good: 0.02
     * @return this
     * @throws IllegalArgumentException if the decay is out of its range
     */
    public Builder weightDecay(float weightDecay) {
      check(weightDecay >= 0 && weightDecay <= 1, "weightDecay must be 0 to 1", weightDecay);
      this.weightDecay = weightDecay;
      return this;
    }

    /**
     * Sets the label smoothing (Szegedy and others, 2016).
     *
     * @param labelSmoothing share of the target spread over all classes, 0 to less than 1; good:
     *     0.05
     * @return this
     * @throws IllegalArgumentException if the share is out of its range
     */
    public Builder labelSmoothing(float labelSmoothing) {
      check(
          labelSmoothing >= 0 && labelSmoothing < 1,
          "labelSmoothing must be 0 to less than 1",
          labelSmoothing);
      this.labelSmoothing = labelSmoothing;
      return this;
    }

    /**
     * Sets the mixup (Zhang and others, 2018): samples are blended two by two, and their targets in
     * the same proportion, which follows a Beta(α, α) distribution.
     *
     * @param alpha α, 0 (off, the default) to 1
     * @return this
     * @throws IllegalArgumentException if the value is out of its range
     */
    public Builder mixup(float alpha) {
      check(alpha >= 0 && alpha <= 1, "mixup must be 0 to 1", alpha);
      this.mixup = alpha;
      return this;
    }

    /**
     * Sets the dropout in place of the network's own.
     *
     * @param rate share of the hidden values that are dropped in training, 0 to less than 1; good:
     *     0.3 where drawings are few, 0 where they are many for the network's size
     * @return this
     * @throws IllegalArgumentException if the rate is out of its range
     */
    public Builder dropout(float rate) {
      check(rate >= 0 && rate < 1, "dropout must be 0 to less than 1", rate);
      this.dropout = Optional.of(rate);
      return this;
    }

    /**
     * Sets the augmentation.
     *
     * @param preset name of a preset, see {@link
     *     org.sketchsdk.augment.AugmentationOptions#preset(String)}
     * @return this
     */
    public Builder augmentation(String preset) {
      this.augmentation = Objects.requireNonNull(preset, "preset");
      return this;
    }

    /**
     * Sets how often a sample is mirrored left to right.
     *
     * @param probability 0 to 1; good: 0.5, or 0 where a mirrored drawing would be another class,
     *     as with letters
     * @return this
     * @throws IllegalArgumentException if the probability is out of its range
     */
    public Builder mirror(float probability) {
      check(probability >= 0 && probability <= 1, "mirror must be 0 to 1", probability);
      this.mirror = probability;
      return this;
    }

    /**
     * Sets how many samples show an unfinished drawing, in place of the preset's share. Such a
     * drawing ends after a random part of its points, as on a canvas while somebody draws.
     *
     * @param share share of the samples, 0 to 1; good: 0.5
     * @param minPoints the least part of the points that is left, above 0 and at most 1; parts are
     *     uniform from here to 1; good: 0.15
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder unfinished(float share, float minPoints) {
      check(share >= 0 && share <= 1, "the share of unfinished drawings must be 0 to 1", share);
      check(
          minPoints > 0 && minPoints <= 1,
          "the least part of an unfinished drawing must be above 0 and at most 1",
          minPoints);
      this.unfinishedShare = Optional.of(share);
      this.unfinishedMinPoints = minPoints;
      return this;
    }

    /**
     * Has some classes come more often than the others, such as those that are worst on validation.
     *
     * @param times for each of these classes, how many times as often as a class that is not named
     *     it comes: 1 to 100; copied
     * @return this
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Builder emphasis(Map<String, Integer> times) {
      times.forEach(
          (label, count) ->
              check(count >= 1 && count <= 100, "emphasis must be 1 to 100", label + "=" + count));
      this.emphasis = Collections.unmodifiableSortedMap(new TreeMap<>(times));
      return this;
    }

    /**
     * Sets how many training drawings of a class are used at most, to see what fewer of them give.
     *
     * @param count at least 1; taken evenly from the class's drawings; all by default
     * @return this
     * @throws IllegalArgumentException if the number is out of its range
     */
    public Builder maxDrawings(int count) {
      check(count >= 1, "maxDrawings must be at least 1", count);
      this.maxDrawings = count;
      return this;
    }

    /**
     * Has drawings rendered as bitmaps of 28 pixels and these enlarged to the network's size, in
     * training and validation. It shows what that costs: the exported model renders natively, as
     * every model does, and meets other pictures than those it was trained on.
     *
     * @param upscaling how to enlarge
     * @return this
     */
    public Builder upscaling(Upscaling upscaling) {
      this.upscaling = Optional.of(upscaling);
      return this;
    }

    /**
     * Sets when to stop early.
     *
     * @param validations end after so many of the run's 20 validations in a row without a better
     *     one; 0 (the default) never stops early
     * @return this
     * @throws IllegalArgumentException if the number is negative
     */
    public Builder patience(int validations) {
      check(validations >= 0, "patience must be at least 0", validations);
      this.patience = validations;
      return this;
    }

    /**
     * Sets the number of the engine's threads.
     *
     * @param threads at least 1; with 1, equal runs end in equal weights
     * @return this
     * @throws IllegalArgumentException if the number is out of its range
     */
    public Builder engineThreads(int threads) {
      check(threads >= 1, "engineThreads must be at least 1", threads);
      this.engineThreads = threads;
      return this;
    }

    /**
     * Sets the number of threads that render and augment beside the engine.
     *
     * @param threads at least 1
     * @return this
     * @throws IllegalArgumentException if the number is out of its range
     */
    public Builder renderThreads(int threads) {
      check(threads >= 1, "renderThreads must be at least 1", threads);
      this.renderThreads = threads;
      return this;
    }

    /**
     * Starts from trained weights.
     *
     * @param checkpoints checkpoints of other runs, whose averaged weights are the start where the
     *     shapes agree; several must be of one network and the same classes, and then the start is
     *     the mean of them (a "model soup", Wortsman and others, 2022): runs that began with the
     *     same weights are better together than each alone; none for random weights
     * @return this
     */
    public Builder initial(List<Path> checkpoints) {
      this.initial = List.copyOf(checkpoints);
      return this;
    }

    /**
     * Starts from exported models, in place of checkpoints or beside them: with {@link
     * #initial(List)}, the start is the mean of all. An exported model lacks the statistics of the
     * normalisation; they are measured anew on the first samples of the run.
     *
     * @param models models of floats that {@link Trainer} exported, such as {@link Fp32Models}
     * @return this
     */
    public Builder initialModels(List<ModelData> models) {
      this.initialModels = List.copyOf(models);
      return this;
    }

    /**
     * Has trained models teach (Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural
     * Network", 2015): a part of each sample's target is what they answer to its raster, the mean
     * of their calibrated probabilities; where samples are mirrored, for the raster and its mirror
     * image. Where a sample shows an unfinished drawing, the teachers see the finished one.
     *
     * @param models models that know all classes of the run, and may know others; any that the
     *     backend {@code onnx} runs, those of 8-bit integers in a third of the time; none by
     *     default
     * @param share their part of the target, above 0 and at most 1; the rest is the true class;
     *     good: 0.5
     * @return this
     * @throws IllegalArgumentException if the share is out of its range
     */
    public Builder teachers(List<ModelData> models, float share) {
      check(share > 0 && share <= 1, "the teachers' share must be above 0 and at most 1", share);
      this.teachers = List.copyOf(models);
      this.teacherShare = share;
      return this;
    }

    /**
     * Sets which version of the training code runs, for the model's provenance.
     *
     * @param commit id of a commit, or whatever names a version
     * @return this
     */
    public Builder commit(String commit) {
      this.commit = Objects.requireNonNull(commit, "commit");
      return this;
    }

    /**
     * Sets whether to go on from the checkpoint in the output folder, if there is one.
     *
     * @param resume whether to go on
     * @return this
     */
    public Builder resume(boolean resume) {
      this.resume = resume;
      return this;
    }

    /**
     * Returns the options.
     *
     * @return the options; the builder can be used on
     */
    public TrainingOptions build() {
      return new TrainingOptions(this);
    }

    private static void check(boolean condition, String rule, Object actual) {
      if (!condition) {
        throw new IllegalArgumentException(rule + ": " + actual);
      }
    }
  }
}
