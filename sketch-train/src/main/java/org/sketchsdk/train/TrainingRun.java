package org.sketchsdk.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sketchsdk.core.internal.file.AtomicFile;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.internal.onnx.Fp32Writer;
import org.sketchsdk.train.network.Network;

/** One training run: the loop over the batches, its checkpoints and its validations. */
final class TrainingRun {
  private static final int CHECKPOINT_SECONDS = 60;
  private static final int VALIDATIONS = 20;
  private static final long REPORT_NANOS = 1_000_000_000L;
  private static final int STATISTICS_SAMPLES = 1_024;
  private static final int SHORT_ID = 8;

  private final TrainingOptions options;
  private final TrainingListener listener;
  private final Network network;
  private final TrainingSamples samples;
  private final LabeledDrawings train;
  private final LabeledDrawings val;
  private final NDManager manager;
  private final InputRenderer renderer;
  private final TrainableNetwork live;
  private final TrainableNetwork average;
  private final Optimizer optimizer;
  private final RunState state;
  private final Validation validation;
  private final Provenance provenance;
  private final LearningRate learningRate;
  private final Targets targets;
  private final StageProfile profile = new StageProfile();
  private final Path checkpointFile;
  private final Path modelFile;
  private final MetricsFile metrics;

  private double intervalLoss = Double.NaN;
  private Interval interval = new Interval(0, 0); // from the start of the loop on

  /** The time since the last report. */
  private record Interval(long start, long samples) {}

  /**
   * Creates the networks: with the weights of a checkpoint, of other runs, or random ones.
   *
   * @param options what to train, and how
   * @param listener follows the run
   * @param network the network
   * @param samples the training drawings
   * @param val the validation drawings, of the same classes
   * @param manager the engine; owns all arrays of the run
   */
  TrainingRun(
      TrainingOptions options,
      TrainingListener listener,
      Network network,
      TrainingSamples samples,
      LabeledDrawings val,
      NDManager manager)
      throws IOException, InterruptedException {
    this.options = options;
    this.listener = listener;
    this.network = network;
    this.samples = samples;
    this.train = samples.known();
    this.val = val;
    this.manager = manager;
    this.checkpointFile = options.out().resolve("checkpoint.bin");
    this.modelFile = options.out().resolve("model.onnx");
    this.metrics = new MetricsFile(options.out().resolve("metrics.csv"));
    this.provenance = new Provenance(options, network, train.labels(), train, val);
    this.learningRate = new LearningRate(options.learningRate());
    this.targets =
        new Targets(train.labels().size(), options.labelSmoothing(), options.teacherShare());
    this.renderer = InputRenderer.of(network.sizePx(), options.augmentation(), options.upscaling());
    Engines.seed(options.seed());
    this.live = new TrainableNetwork(network, manager, true, options.dropout());
    this.average = new TrainableNetwork(network, manager, false, options.dropout());
    Checkpoint checkpoint = null;
    if (options.resume() && Files.exists(checkpointFile)) {
      checkpoint = Checkpoint.read(checkpointFile);
      this.state = restore(checkpoint);
    } else {
      this.state = RunState.start(applyStarts());
    }
    this.optimizer =
        new Optimizer(live, average, options.weightDecay(), state.samples() / options.batchSize());
    if (checkpoint != null) {
      set(optimizer.means(), "mean/", checkpoint.tensors());
      set(optimizer.variances(), "variance/", checkpoint.tensors());
    } else {
      Tensors.copy(live.parameters(), average.parameters());
    }
    this.validation = new Validation(val, renderer, average, manager);
  }

  /** Sets the weights of the runs and models that this run starts from, and describes them. */
  private Optional<String> applyStarts() throws IOException, InterruptedException {
    Map<String, Checkpoint> starts = new LinkedHashMap<>();
    for (Path file : options.initial()) {
      starts.put(file.toString(), Checkpoint.read(file));
    }
    if (!options.initialModels().isEmpty()) {
      addModels(starts);
    }
    if (starts.isEmpty()) {
      return Optional.empty();
    }
    InitialWeights weights = InitialWeights.mean(starts);
    String description = weights.describe();
    listener.onMessage(weights.applyTo(live, train.labels()));
    return Optional.of(description);
  }

  private void addModels(Map<String, Checkpoint> starts) throws InterruptedException {
    try (NDManager scope = manager.newSubManager();
        Teachers none = new Teachers(List.of(), train.labels(), network.sizePx(), false);
        BatchProducer producer = producer(none, 0)) {
      List<NDArray> batches = new ArrayList<>();
      for (int count = 0; count < STATISTICS_SAMPLES; count += options.batchSize()) {
        batches.add(
            Tensors.rasters(
                scope, producer.next().rasters(), options.batchSize(), network.sizePx()));
      }
      for (ModelData model : options.initialModels()) {
        String id = model.info().sha256().substring(0, SHORT_ID); // names may be the same
        starts.put(
            "model " + model.info().name() + " (" + id + ")",
            InitialWeights.ofModel(model, network, batches, scope));
      }
    }
  }

  private BatchProducer producer(Teachers teachers, long firstSample) {
    return new BatchProducer(
        samples,
        renderer,
        new Mixup(options.mixup()),
        teachers,
        options.seed(),
        options.batchSize(),
        firstSample,
        options.renderThreads());
  }

  private String fingerprint() {
    return options.fingerprint(train.labels()) + "\ndata " + samples.sha256();
  }

  private RunState restore(Checkpoint checkpoint) throws IOException {
    Map<String, String> values = checkpoint.values();
    String expected = fingerprint();
    String actual = values.getOrDefault("fingerprint", "");
    if (!expected.equals(actual)) {
      throw new StreamCorruptedException(
          "the checkpoint belongs to a run with other options or data: "
              + checkpointFile
              + " ("
              + differences(actual, expected)
              + ")");
    }
    set(live.parameters(), "live/", checkpoint.tensors());
    set(average.parameters(), "average/", checkpoint.tensors());
    RunState restored = RunState.read(values, checkpointFile);
    listener.onMessage("resume: " + restored.samples() + " samples done");
    return restored;
  }

  private void set(Map<String, NDArray> arrays, String prefix, Map<String, float[]> tensors)
      throws StreamCorruptedException {
    for (Map.Entry<String, NDArray> entry : arrays.entrySet()) {
      float[] values = tensors.get(prefix + entry.getKey());
      if (values == null || values.length != entry.getValue().size()) {
        throw new StreamCorruptedException(
            "the checkpoint must have a tensor "
                + prefix
                + entry.getKey()
                + " of "
                + entry.getValue().size()
                + " numbers: "
                + checkpointFile);
      }
      Tensors.set(entry.getValue(), values);
    }
  }

  /** Says in a line which settings differ. */
  private static String differences(String checkpoint, String run) {
    List<String> theirs = checkpoint.lines().toList();
    List<String> ours = run.lines().toList();
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < Math.max(theirs.size(), ours.size()); i++) {
      String their = i < theirs.size() ? theirs.get(i) : "nothing";
      String our = i < ours.size() ? ours.get(i) : "nothing";
      if (!their.equals(our)) {
        differences.add("it has " + their + ", this run " + our);
      }
    }
    return String.join("; ", differences);
  }

  private void save(double seconds) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("fingerprint", fingerprint());
    values.putAll(state.values(seconds));
    Map<String, float[]> tensors = new LinkedHashMap<>();
    Tensors.get(live.parameters(), "live/", tensors);
    Tensors.get(average.parameters(), "average/", tensors);
    Tensors.get(optimizer.means(), "mean/", tensors);
    Tensors.get(optimizer.variances(), "variance/", tensors);
    new Checkpoint(values, tensors).write(checkpointFile);
  }

  /** Trains to the end. */
  TrainingReport run() throws IOException, InterruptedException {
    metrics.start(state.samples());
    long start = System.nanoTime();
    long lastSave = start;
    interval = new Interval(start, state.samples());
    double share = share(state.secondsBefore());
    profile.end(StageProfile.Stage.VALIDATE);
    String stages;
    try (Teachers teachers =
            new Teachers(
                options.teachers(),
                train.labels(),
                network.sizePx(),
                /* mirrored= */ options.mirror() > 0);
        BatchProducer producer = producer(teachers, state.samples());
        NDArray lossSum = manager.zeros(new Shape())) {
      while (share < 1 && !stopsEarly()) {
        BatchProducer.Batch batch = producer.next();
        profile.end(StageProfile.Stage.WAIT);
        step(batch, learningRate.at(share), lossSum);
        producer.recycle(batch);
        state.addSamples(options.batchSize());

        long now = System.nanoTime();
        double seconds = state.secondsBefore() + (now - start) / 1e9;
        share = share(seconds);
        boolean validate = share * VALIDATIONS >= state.validations() + 1 || share >= 1;
        boolean save = validate || now - lastSave > CHECKPOINT_SECONDS * 1_000_000_000L;
        if (save || now - interval.start() > REPORT_NANOS) {
          report(lossSum, share, seconds, now); // before a pause, whose time is left out
        }
        if (validate) {
          state.validations(
              (int) Math.max(state.validations() + 1, Math.floor(share * VALIDATIONS)));
          validate(seconds, learningRate.at(share));
        }
        if (save) {
          save(seconds);
          lastSave = now;
          interval = new Interval(System.nanoTime(), state.samples());
          profile.end(StageProfile.Stage.VALIDATE);
        }
      }
      stages = profile.describe(producer.renderNanos(), teachers.nanos());
    }
    double seconds = state.secondsBefore() + (System.nanoTime() - start) / 1e9;
    listener.onMessage(
        String.format(
            Locale.ROOT,
            "export check on %d validation drawings: largest difference of a logit %.2g",
            ExportCheck.DRAWINGS,
            ExportCheck.run(export(1), average, val, renderer, manager)));
    return new TrainingReport(
        modelFile, state.samples(), seconds, state.bestAccuracy(), val.size(), stages);
  }

  private double share(double seconds) {
    return options.samples() > 0
        ? (double) state.samples() / options.samples()
        : seconds * 1000 / options.time().toMillis();
  }

  private boolean stopsEarly() {
    return options.patience() > 0 && state.validationsSinceBest() >= options.patience();
  }

  private void step(BatchProducer.Batch batch, float rate, NDArray lossSum) {
    // one seed per step: dropout is then the same in a run that was resumed
    Engines.seed(options.seed() * 1_000_003 + state.samples());
    try (NDManager scope = manager.newSubManager();
        GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDArray rasters =
          Tensors.rasters(scope, batch.rasters(), options.batchSize(), network.sizePx());
      NDArray wanted = scope.create(targets.of(batch));
      profile.end(StageProfile.Stage.COPY);
      NDArray loss = crossEntropy(live.forward(rasters, true), wanted);
      profile.end(StageProfile.Stage.FORWARD);
      collector.backward(loss);
      profile.end(StageProfile.Stage.BACKWARD);
      optimizer.step(rate);
      lossSum.addi(loss.stopGradient());
      profile.end(StageProfile.Stage.STEP);
    }
  }

  /** Mean over the batch of −Σ target · log softmax(logits). */
  private static NDArray crossEntropy(NDArray logits, NDArray targets) {
    return logits.logSoftmax(1).mul(targets).sum().mul(-1f / targets.getShape().get(0));
  }

  /** Reports the progress. Only here does the loop wait for a number from the engine. */
  private void report(NDArray lossSum, double share, double seconds, long now) {
    long count = state.samples() - interval.samples();
    intervalLoss = lossSum.getFloat() * options.batchSize() / count;
    lossSum.subi(lossSum);
    listener.onProgress(
        new TrainingListener.Progress(
            Math.min(1, share),
            state.samples(),
            count / ((now - interval.start()) / 1e9),
            seconds * Math.max(0, 1 - share) / share,
            intervalLoss,
            state.latestAccuracy()));
    interval = new Interval(now, state.samples());
  }

  private void validate(double seconds, float rate) throws IOException {
    Validation.Result result = validation.run();
    metrics.append(state.samples(), seconds, rate, intervalLoss, result.loss(), result.accuracy());
    boolean better = state.add(result.accuracy(), result.loss());
    listener.onMessage(
        String.format(
            Locale.ROOT,
            "%d samples, %.0f s: validation accuracy %.2f %% of %d, loss %.4f%s",
            state.samples(),
            seconds,
            100 * result.accuracy(),
            val.size(),
            result.loss(),
            better ? ", best so far" : ""));
    if (better) {
      AtomicFile.write(modelFile, export(result.temperature()));
    }
  }

  private byte[] export(double temperature) {
    return Fp32Writer.write(average.fold(), provenance.metadata(state, temperature));
  }
}
