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
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.train.network.Network;
import org.sketchsdk.train.network.Networks;

/**
 * What to train, and how. Immutable and thread-safe.
 *
 * <p>{@link #builder} starts with good values for a first run; set only what must be different.
 * {@link Builder} lists the settings stage by stage: data, network, start, length, optimizer,
 * samples, targets, machine. Each has its meaning, unit, range and a good value.
 */
public final class TrainingOptions {
  private static final float DEFAULT_MIRROR = 0.5f;

  private final Path data;
  private final Path out;
  private final List<String> labels;
  private final int maxDrawings;
  private final SortedMap<String, Integer> emphasis;
  private final double outliers;
  private final String networkName;
  private final Optional<Network> ownNetwork;
  private final Optional<Float> dropout;
  private final List<Path> initial;
  private final List<ModelData> initialModels;
  private final long samples;
  private final Duration time;
  private final int patience;
  private final int batchSize;
  private final float learningRate;
  private final float weightDecay;
  private final long seed;
  private final AugmentationOptions augmentation;
  private final Optional<String> preset;
  private final Optional<Float> mirror;
  private final Optional<Float> unfinishedShare;
  private final float unfinishedMinPoints;
  private final float mixup;
  private final Optional<Upscaling> upscaling;
  private final float labelSmoothing;
  private final List<ModelData> teachers;
  private final float teacherShare;
  private final int engineThreads;
  private final int renderThreads;
  private final String commit;
  private final boolean resume;

  private TrainingOptions(Builder builder) {
    data = builder.data;
    out = builder.out;
    labels = builder.labels;
    maxDrawings = builder.maxDrawings;
    emphasis = builder.emphasis;
    outliers = builder.outliers;
    networkName = builder.networkName;
    ownNetwork = builder.ownNetwork;
    dropout = builder.dropout;
    initial = builder.initial;
    initialModels = builder.initialModels;
    samples = builder.samples;
    time = builder.time;
    patience = builder.patience;
    batchSize = builder.batchSize;
    learningRate = builder.learningRate;
    weightDecay = builder.weightDecay;
    seed = builder.seed;
    augmentation = builder.augmentation;
    preset = builder.preset;
    mirror = builder.mirror;
    unfinishedShare = builder.unfinishedShare;
    unfinishedMinPoints = builder.unfinishedMinPoints;
    mixup = builder.mixup;
    upscaling = builder.upscaling;
    labelSmoothing = builder.labelSmoothing;
    teachers = builder.teachers;
    teacherShare = builder.teacherShare;
    engineThreads = builder.engineThreads;
    renderThreads = builder.renderThreads;
    commit = builder.commit;
    resume = builder.resume;
  }

  /**
   * Starts with the options of a first run: the network {@code strided} on all classes of the data,
   * for 30 minutes, on all processors.
   *
   * @param data folder with the folders {@code train} and {@code val}, each with one file per class
   * @param out folder that receives model, checkpoint and metrics; created if it is missing
   * @return a builder
   */
  public static Builder builder(Path data, Path out) {
    return new Builder(data, out);
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
   * Returns the folder of the data.
   *
   * @return the folder with the folders {@code train} and {@code val}
   */
  public Path data() {
    return data;
  }

  /**
   * Returns the folder of the results.
   *
   * @return the folder that receives model, checkpoint and metrics
   */
  public Path out() {
    return out;
  }

  /**
   * Returns the classes.
   *
   * @return the classes in the order of the logits; empty for all classes of the data
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * Returns how many training drawings of a class are used at most.
   *
   * @return at least 1; {@link Integer#MAX_VALUE} for all
   */
  public int maxDrawings() {
    return maxDrawings;
  }

  /**
   * Returns the classes that come more often than others.
   *
   * @return for each of them, how many times as often; unmodifiable
   */
  public SortedMap<String, Integer> emphasis() {
    return emphasis;
  }

  /**
   * Returns the share of samples that show drawings of other classes.
   *
   * @return 0 (off) to less than 1
   */
  public double outliers() {
    return outliers;
  }

  /**
   * Returns the name of the network.
   *
   * @return one of {@link Networks#names()}, or the name of the own network
   */
  public String networkName() {
    return networkName;
  }

  /**
   * Returns the network that was given as a definition.
   *
   * @return the network; empty if it was given by its name
   */
  public Optional<Network> ownNetwork() {
    return ownNetwork;
  }

  /**
   * Returns the dropout rate that replaces that of the network.
   *
   * @return 0 to less than 1; empty for the rate of the network
   */
  public Optional<Float> dropout() {
    return dropout;
  }

  /**
   * Returns the checkpoints that the run starts from.
   *
   * @return the files; empty if there are none
   */
  public List<Path> initial() {
    return initial;
  }

  /**
   * Returns the models that the run starts from.
   *
   * @return the models; empty if there are none
   */
  public List<ModelData> initialModels() {
    return initialModels;
  }

  /**
   * Returns the length of the run in samples.
   *
   * @return at least 1; 0 if the time decides
   */
  public long samples() {
    return samples;
  }

  /**
   * Returns the length of the run in time.
   *
   * @return above 0; without meaning if the samples decide
   */
  public Duration time() {
    return time;
  }

  /**
   * Returns after how many validations without improvement the run ends.
   *
   * @return at least 1; 0 if it never ends early
   */
  public int patience() {
    return patience;
  }

  /**
   * Returns the size of a batch.
   *
   * @return 2 to 4096
   */
  public int batchSize() {
    return batchSize;
  }

  /**
   * Returns the peak learning rate.
   *
   * @return above 0, at most 1
   */
  public float learningRate() {
    return learningRate;
  }

  /**
   * Returns the weight decay.
   *
   * @return 0 to 1
   */
  public float weightDecay() {
    return weightDecay;
  }

  /**
   * Returns the seed.
   *
   * @return the seed of weights, sample order and augmentation
   */
  public long seed() {
    return seed;
  }

  /**
   * Returns the α of the mixup.
   *
   * @return 0 (off) to 1
   */
  public float mixup() {
    return mixup;
  }

  /**
   * Returns how bitmaps of 28 pixels are enlarged.
   *
   * @return the way; empty if drawings are rendered at the size of the network
   */
  public Optional<Upscaling> upscaling() {
    return upscaling;
  }

  /**
   * Returns the label smoothing.
   *
   * @return 0 to less than 1
   */
  public float labelSmoothing() {
    return labelSmoothing;
  }

  /**
   * Returns the teachers.
   *
   * @return the models; empty if there are none
   */
  public List<ModelData> teachers() {
    return teachers;
  }

  /**
   * Returns the share of the teachers in the target.
   *
   * @return above 0, at most 1; without meaning if there are no teachers
   */
  public float teacherShare() {
    return teacherShare;
  }

  /**
   * Returns the number of threads of the engine.
   *
   * @return at least 1
   */
  public int engineThreads() {
    return engineThreads;
  }

  /**
   * Returns the number of threads that render and augment.
   *
   * @return at least 1
   */
  public int renderThreads() {
    return renderThreads;
  }

  /**
   * Returns the version of the training code.
   *
   * @return the id that the provenance of the model shows
   */
  public String commit() {
    return commit;
  }

  /**
   * Tells whether the run continues from its checkpoint.
   *
   * @return true if it does
   */
  public boolean resume() {
    return resume;
  }

  /**
   * Returns the augmentation, including {@link Builder#mirror} and {@link Builder#unfinished}.
   *
   * @return the options for rasters of 128 pixels
   */
  public AugmentationOptions augmentation() {
    AugmentationOptions.Builder options = augmentation.toBuilder();
    if (mirror.isPresent() || preset.isPresent()) {
      options.mirror(mirror());
    }
    unfinishedShare.ifPresent(share -> options.partial(unfinishedMinPoints, share));
    return options.build();
  }

  /**
   * Returns how often a sample is mirrored left to right.
   *
   * @return 0 to 1
   */
  public float mirror() {
    return mirror.orElseGet(
        () -> preset.isPresent() ? DEFAULT_MIRROR : (float) augmentation.mirrorProbability());
  }

  /**
   * Describes the share of unfinished drawings; empty if the augmentation decides.
   *
   * @return such as {@code 0.5 from 0.15}
   */
  Optional<String> unfinishedText() {
    return unfinishedShare.map(share -> share + " from " + unfinishedMinPoints);
  }

  /** Describes the augmentation: the name of the preset, or own options in full. */
  String augmentationText() {
    return preset.orElseGet(() -> augmentation().toString());
  }

  /**
   * Returns the network for some classes.
   *
   * @throws IllegalArgumentException if the own network has another number of classes, or no
   *     built-in network has the name
   */
  Network networkFor(List<String> classes) {
    if (ownNetwork.isEmpty()) {
      return Networks.byName(networkName, classes.size());
    }
    Network network = ownNetwork.get();
    if (network.classes() != classes.size()) {
      throw new IllegalArgumentException(
          "the network must have one output per class, but "
              + network.name()
              + " has "
              + network.classes()
              + " for "
              + classes.size()
              + " classes");
    }
    return network;
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

  /**
   * Describes everything that the weights depend on, besides the data. A checkpoint fits a run only
   * if both have the same fingerprint.
   */
  String fingerprint(List<String> classes) {
    List<String> lines = new ArrayList<>();
    lines.add("network " + ownNetwork.map(Network::toString).orElse(networkName));
    lines.add("seed " + seed);
    lines.add("batchSize " + batchSize);
    lines.add("samples " + samples);
    lines.add("time " + (samples > 0 ? "-" : time));
    lines.add("learningRate " + learningRate);
    lines.add("weightDecay " + weightDecay);
    lines.add("labelSmoothing " + labelSmoothing);
    lines.add("augmentation " + augmentationText());
    lines.add("mirror " + mirror());
    String start =
        Stream.concat(
                initial.stream().map(Path::toString),
                initialModels.stream().map(TrainingOptions::describe))
            .collect(Collectors.joining(", "));
    lines.add("initial " + (start.isEmpty() ? "-" : start));
    lines.add("labels " + String.join(", ", classes));
    // what is off has no line
    unfinishedText().ifPresent(share -> lines.add("unfinished " + share));
    if (mixup > 0) {
      lines.add("mixup " + mixup);
    }
    dropout.ifPresent(rate -> lines.add("dropout " + rate));
    if (!emphasis.isEmpty()) {
      lines.add("emphasis " + emphasis);
    }
    if (outliers > 0) {
      lines.add("outliers " + outliers);
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

  /**
   * Collects options, stage by stage. Every method checks its values and throws {@link
   * IllegalArgumentException} with the range if one is out of it. Not thread-safe.
   */
  public static final class Builder {
    private final Path data;
    private final Path out;
    private List<String> labels = List.of();
    private int maxDrawings = Integer.MAX_VALUE;
    private SortedMap<String, Integer> emphasis = Collections.emptySortedMap();
    private double outliers;
    private String networkName = "strided";
    private Optional<Network> ownNetwork = Optional.empty();
    private Optional<Float> dropout = Optional.empty();
    private List<Path> initial = List.of();
    private List<ModelData> initialModels = List.of();
    private long samples;
    private Duration time = Duration.ofMinutes(30);
    private int patience;
    private int batchSize = 64;
    private float learningRate = 2e-3f;
    private float weightDecay = 0.02f;
    private long seed = 1;
    private AugmentationOptions augmentation = AugmentationOptions.training();
    private Optional<String> preset = Optional.of("training");
    private Optional<Float> mirror = Optional.empty();
    private Optional<Float> unfinishedShare = Optional.empty();
    private float unfinishedMinPoints;
    private float mixup;
    private Optional<Upscaling> upscaling = Optional.empty();
    private float labelSmoothing = 0.05f;
    private List<ModelData> teachers = List.of();
    private float teacherShare = 0.5f;
    private int engineThreads = Runtime.getRuntime().availableProcessors();
    private int renderThreads = 1;
    private String commit = "unknown";
    private boolean resume;

    private Builder(Path data, Path out) {
      this.data = Objects.requireNonNull(data, "data");
      this.out = Objects.requireNonNull(out, "out");
    }

    private Builder(TrainingOptions options) {
      this(options.data, options.out);
      labels = options.labels;
      maxDrawings = options.maxDrawings;
      emphasis = options.emphasis;
      outliers = options.outliers;
      networkName = options.networkName;
      ownNetwork = options.ownNetwork;
      dropout = options.dropout;
      initial = options.initial;
      initialModels = options.initialModels;
      samples = options.samples;
      time = options.time;
      patience = options.patience;
      batchSize = options.batchSize;
      learningRate = options.learningRate;
      weightDecay = options.weightDecay;
      seed = options.seed;
      augmentation = options.augmentation;
      preset = options.preset;
      mirror = options.mirror;
      unfinishedShare = options.unfinishedShare;
      unfinishedMinPoints = options.unfinishedMinPoints;
      mixup = options.mixup;
      upscaling = options.upscaling;
      labelSmoothing = options.labelSmoothing;
      teachers = options.teachers;
      teacherShare = options.teacherShare;
      engineThreads = options.engineThreads;
      renderThreads = options.renderThreads;
      commit = options.commit;
      resume = options.resume;
    }

    // Data

    /**
     * Sets the classes.
     *
     * @param labels the classes in the order of the logits; empty (the default) for all classes of
     *     the data, sorted
     * @return this
     */
    public Builder labels(List<String> labels) {
      this.labels = List.copyOf(labels);
      return this;
    }

    /**
     * Sets how many training drawings of a class are used at most. Use it to measure what more data
     * is worth.
     *
     * @param count at least 1; the drawings are taken evenly from those of the class; all by
     *     default
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder maxDrawings(int count) {
      check(count >= 1, "maxDrawings must be at least 1", count);
      this.maxDrawings = count;
      return this;
    }

    /**
     * Lets some classes come more often than others, for example those with the worst validation
     * results.
     *
     * @param times for each of these classes, how many times as often as other classes: 1 to 100;
     *     copied
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder emphasis(Map<String, Integer> times) {
      times.forEach(
          (label, count) ->
              check(count >= 1 && count <= 100, "emphasis must be 1 to 100", label + "=" + count));
      this.emphasis = Collections.unmodifiableSortedMap(new TreeMap<>(times));
      return this;
    }

    /**
     * Sets the share of samples that show drawings of other classes in the data folder (outlier
     * exposure: Hendrycks, Mazeika and Dietterich, 2019). The network learns to be unsure about
     * them: their target is the same for all classes. So {@code UNKNOWN} works better.
     *
     * @param share 0 (off, the default) to less than 1; good: 0.25. It is met as closely as whole
     *     numbers of samples per class allow
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder outliers(double share) {
      check(share >= 0 && share < 1, "the share of outliers must be 0 to less than 1", share);
      this.outliers = share;
      return this;
    }

    // Network

    /**
     * Chooses a built-in network.
     *
     * @param name one of {@link Networks#names()}; {@code strided} by default
     * @return this
     */
    public Builder network(String name) {
      this.networkName = Objects.requireNonNull(name, "name");
      this.ownNetwork = Optional.empty();
      return this;
    }

    /**
     * Sets a network of your own. The exported model describes it in full.
     *
     * @param network a network with as many outputs as there are classes. Its rasters have 28 to
     *     512 pixels a side; with 28, drawings are rendered as the bitmaps of Quick, Draw! are
     * @return this
     */
    public Builder network(Network network) {
      this.networkName = network.name();
      this.ownNetwork = Optional.of(network);
      return this;
    }

    /**
     * Sets the dropout rate, in place of that of the network.
     *
     * @param rate share of the hidden values that are dropped in training, 0 to less than 1; good:
     *     0.3 if there are few drawings, 0 if there are many for the size of the network
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder dropout(float rate) {
      check(rate >= 0 && rate < 1, "dropout must be 0 to less than 1", rate);
      this.dropout = Optional.of(rate);
      return this;
    }

    // Start

    /**
     * Starts from the averaged weights of other runs, where the shapes agree. With several
     * checkpoints the start is their mean (a "model soup", Wortsman and others, 2022): the mean of
     * runs that began with the same weights is often better than each of them.
     *
     * @param checkpoints checkpoints of one network and the same classes; none (the default) for
     *     random weights
     * @return this
     */
    public Builder initial(List<Path> checkpoints) {
      this.initial = List.copyOf(checkpoints);
      return this;
    }

    /**
     * Starts from exported FP32 models, in addition to {@link #initial(List)}; the start is the
     * mean of all. An exported model has no batch normalization statistics; they are measured again
     * on the first samples of the run.
     *
     * @param models FP32 models that {@link Trainer} exported, such as those of {@link Fp32Models};
     *     none by default
     * @return this
     */
    public Builder initialModels(List<ModelData> models) {
      this.initialModels = List.copyOf(models);
      return this;
    }

    // Length

    /**
     * Sets the length of the run in samples, in place of the time.
     *
     * @param samples at least 1
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder samples(long samples) {
      check(samples >= 1, "samples must be at least 1", samples);
      this.samples = samples;
      return this;
    }

    /**
     * Sets the length of the run in time, in place of the samples. Time before an interruption
     * counts.
     *
     * @param time at least 1 millisecond; 30 minutes by default
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder time(Duration time) {
      check(time.toMillis() >= 1, "time must be at least 1 ms", time);
      this.time = time;
      this.samples = 0;
      return this;
    }

    /**
     * Ends the run early if the validation result does not improve.
     *
     * @param validations the run ends after this many of its 20 validations in a row without a
     *     better one; 0 (the default) never ends it early
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder patience(int validations) {
      check(validations >= 0, "patience must be at least 0", validations);
      this.patience = validations;
      return this;
    }

    // Optimizer

    /**
     * Sets the size of a batch.
     *
     * @param batchSize samples per step, 2 to 4096; 32 to 64 is fastest on a CPU
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder batchSize(int batchSize) {
      check(batchSize >= 2 && batchSize <= 4096, "batchSize must be 2 to 4096", batchSize);
      this.batchSize = batchSize;
      return this;
    }

    /**
     * Sets the peak learning rate of AdamW.
     *
     * @param learningRate above 0, at most 1; good: 0.002 from random weights, 0.0005 from trained
     *     weights
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
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
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder weightDecay(float weightDecay) {
      check(weightDecay >= 0 && weightDecay <= 1, "weightDecay must be 0 to 1", weightDecay);
      this.weightDecay = weightDecay;
      return this;
    }

    /**
     * Sets the seed of the weights, the order of the samples and the augmentation.
     *
     * @param seed any number; 1 by default
     * @return this
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    // Samples

    /**
     * Chooses the augmentation by the name of a preset.
     *
     * @param preset one of {@link AugmentationOptions#presetNames()}; {@code training} by default
     * @return this
     * @throws IllegalArgumentException if there is no such preset
     */
    public Builder augmentation(String preset) {
      this.augmentation = AugmentationOptions.preset(preset);
      this.preset = Optional.of(preset);
      return this;
    }

    /**
     * Sets an augmentation of your own. The exported model describes it in full. Samples are
     * mirrored as these options say, unless {@link #mirror} is called.
     *
     * @param augmentation the options for rasters of 128 pixels; scaled if the network has another
     *     size
     * @return this
     */
    public Builder augmentation(AugmentationOptions augmentation) {
      this.augmentation = Objects.requireNonNull(augmentation, "augmentation");
      this.preset = Optional.empty();
      return this;
    }

    /**
     * Sets how often a sample is mirrored left to right.
     *
     * @param probability 0 to 1; 0.5 by default with a preset. Use 0 if a mirrored drawing would
     *     belong to another class, as with letters
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder mirror(float probability) {
      check(probability >= 0 && probability <= 1, "mirror must be 0 to 1", probability);
      this.mirror = Optional.of(probability);
      return this;
    }

    /**
     * Sets how many samples show an unfinished drawing, in place of the share of the augmentation.
     * Such a drawing ends after a random part of its points, as on a canvas while somebody draws.
     *
     * @param share share of the samples, 0 to 1; good: 0.5
     * @param minPoints the smallest part of the points that is kept, above 0, at most 1; parts are
     *     uniform from here to 1; good: 0.15
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder unfinished(float share, float minPoints) {
      check(share >= 0 && share <= 1, "the share of unfinished drawings must be 0 to 1", share);
      check(
          minPoints > 0 && minPoints <= 1,
          "the smallest part of an unfinished drawing must be above 0 and at most 1",
          minPoints);
      this.unfinishedShare = Optional.of(share);
      this.unfinishedMinPoints = minPoints;
      return this;
    }

    /**
     * Sets the mixup (Zhang and others, 2018): two samples are blended, and their targets in the
     * same proportion, which follows a Beta(α, α) distribution.
     *
     * @param alpha α, 0 (off, the default) to 1
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder mixup(float alpha) {
      check(alpha >= 0 && alpha <= 1, "mixup must be 0 to 1", alpha);
      this.mixup = alpha;
      return this;
    }

    /**
     * Renders drawings as bitmaps of 28 pixels and enlarges them to the size of the network, in
     * training and validation. Use it to measure what small bitmaps cost: the exported model
     * renders drawings at its own size, so it sees other rasters than in training.
     *
     * @param upscaling how to enlarge; off by default
     * @return this
     */
    public Builder upscaling(Upscaling upscaling) {
      this.upscaling = Optional.of(upscaling);
      return this;
    }

    // Targets

    /**
     * Sets the label smoothing (Szegedy and others, 2016).
     *
     * @param labelSmoothing share of the target that is spread over all classes, 0 to less than 1;
     *     good: 0.05
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
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
     * Lets trained models teach (knowledge distillation: Hinton, Vinyals and Dean, 2015). A part of
     * the target of each sample is the mean of the calibrated probabilities that the teachers give
     * for its raster; if samples are mirrored, for the raster and its mirror image. If a sample
     * shows an unfinished drawing, the teachers see the finished one.
     *
     * @param models models with all classes of the run; they may have more. INT8 models take a
     *     third of the time of FP32 models. None by default
     * @param share share of the teachers in the target, above 0, at most 1; the rest is the true
     *     class; good: 0.5
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder teachers(List<ModelData> models, float share) {
      check(share > 0 && share <= 1, "the teachers' share must be above 0 and at most 1", share);
      this.teachers = List.copyOf(models);
      this.teacherShare = share;
      return this;
    }

    // Machine and run

    /**
     * Sets the number of threads of the engine. The first run of a process decides for all.
     *
     * @param threads at least 1; all processors by default. With 1, equal runs give equal weights
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder engineThreads(int threads) {
      check(threads >= 1, "engineThreads must be at least 1", threads);
      this.engineThreads = threads;
      return this;
    }

    /**
     * Sets the number of threads that render and augment while the engine computes. It does not
     * change the result.
     *
     * @param threads at least 1 (the default)
     * @return this
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Builder renderThreads(int threads) {
      check(threads >= 1, "renderThreads must be at least 1", threads);
      this.renderThreads = threads;
      return this;
    }

    /**
     * Names the version of the training code, for the provenance of the model.
     *
     * @param commit id of a commit, or any other name of a version
     * @return this
     */
    public Builder commit(String commit) {
      this.commit = Objects.requireNonNull(commit, "commit");
      return this;
    }

    /**
     * Sets whether the run continues from the checkpoint in its output folder, if there is one.
     *
     * @param resume true to continue; false (the default) to start anew
     * @return this
     */
    public Builder resume(boolean resume) {
      this.resume = resume;
      return this;
    }

    /**
     * Returns the options.
     *
     * @return the options; the builder can be used further
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
