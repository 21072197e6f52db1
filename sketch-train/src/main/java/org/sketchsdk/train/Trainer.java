package org.sketchsdk.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelMetadata;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.internal.AtomicFile;
import org.sketchsdk.train.internal.OnnxBackend;
import org.sketchsdk.train.internal.TemperatureScaling;
import org.sketchsdk.train.internal.onnx.Fp32Writer;
import org.sketchsdk.train.network.Network;
import org.sketchsdk.train.network.Networks;

/**
 * Trains a network on drawings and exports it as an ONNX model.
 *
 * <p>Samples are drawn class-balanced and rendered, augmented, beside the engine. AdamW runs with a
 * linear warm-up and a cosine to zero; the model is the moving average of the weights that is best
 * on the validation data. A checkpoint is written every {@value #CHECKPOINT_SECONDS} seconds and at
 * each validation; a run that was killed goes on from it with {@link TrainingOptions#resume()}.
 *
 * <p>One run at a time in a process: the engine's seed and thread count are global.
 */
public final class Trainer {
  private static final int CHECKPOINT_SECONDS = 60;
  private static final int VALIDATIONS = 20;
  private static final long REPORT_NANOS = 1_000_000_000L;
  private static final double WARM_UP = 0.04;
  private static final int VALIDATION_BATCH = 64;
  private static final int CHECKED_DRAWINGS = 64;
  private static final int STATISTICS_SAMPLES = 1_024;
  private static final int SHORT_ID = 8;
  private static final double MAX_DIFFERENCE = 1e-3;

  private final TrainingOptions options;
  private final TrainingListener listener;

  private Trainer(TrainingOptions options, TrainingListener listener) {
    this.options = options;
    this.listener = listener;
  }

  /**
   * Trains, to the end.
   *
   * @param options what and how
   * @param listener follows the run
   * @return what it came to
   * @throws IOException if data, checkpoint or results cannot be read or written, or the checkpoint
   *     belongs to a run with other options
   * @throws InterruptedException if the thread is interrupted; the last checkpoint remains
   * @throws IllegalArgumentException if the options name a network, preset or class that does not
   *     exist
   */
  public static TrainingReport train(TrainingOptions options, TrainingListener listener)
      throws IOException, InterruptedException {
    return new Trainer(options, listener).run();
  }

  private TrainingReport run() throws IOException, InterruptedException {
    Path trainFolder = options.data().resolve("train");
    List<String> labels =
        options.labels().isEmpty() ? LabeledDrawings.labelsIn(trainFolder) : options.labels();
    Network network = Networks.byName(options.network(), labels.size());
    AugmentationOptions augmentation = options.augmentationOptions();
    List<Integer> times = options.times(labels);
    Teachers.requireFit(options.teachers(), labels, network.sizePx());
    LabeledDrawings train = LabeledDrawings.load(trainFolder, labels).atMost(options.maxDrawings());
    LabeledDrawings val = LabeledDrawings.load(options.data().resolve("val"), labels);
    Files.createDirectories(options.out());

    Engines.prepare(options.engineThreads());
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      return new Run(network, labels, times, augmentation, train, val, manager).train();
    }
  }

  /** The time since the last report. */
  private record Interval(long start, long samples) {}

  /** The state of one run. */
  private final class Run {
    private final Network network;
    private final List<String> labels;
    private final List<Integer> times;
    private final LabeledDrawings train;
    private final LabeledDrawings val;
    private final NDManager manager;
    private final InputRenderer renderer;
    private final TrainableNetwork live;
    private final TrainableNetwork average;
    private final Optimizer optimizer;
    private final StageProfile profile = new StageProfile();
    private final Path checkpointFile = options.out().resolve("checkpoint.bin");
    private final Path metricsFile = options.out().resolve("metrics.csv");
    private final Path modelFile = options.out().resolve("model.onnx");

    private long samples;
    private double secondsBefore;
    private double bestAccuracy = -1;
    private double latestAccuracy = Double.NaN;
    private double bestLoss = Double.NaN;
    private double temperature = 1;
    private double intervalLoss = Double.NaN;
    private Interval interval = new Interval(0, 0); // from the start of the loop on
    private int validations;
    private int validationsSinceBest;
    private Optional<String> initial = Optional.empty();

    Run(
        Network network,
        List<String> labels,
        List<Integer> times,
        AugmentationOptions augmentation,
        LabeledDrawings train,
        LabeledDrawings val,
        NDManager manager)
        throws IOException, InterruptedException {
      this.network = network;
      this.labels = labels;
      this.times = times;
      this.train = train;
      this.val = val;
      this.manager = manager;
      this.renderer = InputRenderer.of(network.sizePx(), augmentation, options.upscaling());
      Engines.seed(options.seed());
      this.live = new TrainableNetwork(network, manager, true, options.dropout());
      this.average = new TrainableNetwork(network, manager, false, options.dropout());
      Checkpoint checkpoint = null;
      if (options.resume() && Files.exists(checkpointFile)) {
        checkpoint = Checkpoint.read(checkpointFile);
        restore(checkpoint);
      } else {
        Map<String, Checkpoint> starts = starts();
        if (!starts.isEmpty()) {
          InitialWeights weights = InitialWeights.mean(starts);
          initial = Optional.of(weights.describe());
          listener.onMessage(weights.applyTo(live, labels));
        }
      }
      this.optimizer =
          new Optimizer(live, average, options.weightDecay(), samples / options.batchSize());
      if (checkpoint != null) {
        set(optimizer.means(), "mean/", checkpoint.tensors());
        set(optimizer.variances(), "variance/", checkpoint.tensors());
      } else {
        Tensors.copy(live.parameters(), average.parameters());
      }
    }

    private Map<String, Checkpoint> starts() throws IOException, InterruptedException {
      Map<String, Checkpoint> starts = new LinkedHashMap<>();
      for (Path file : options.initial()) {
        starts.put(file.toString(), Checkpoint.read(file));
      }
      if (options.initialModels().isEmpty()) {
        return starts;
      }
      try (NDManager scope = manager.newSubManager();
          Teachers none = new Teachers(List.of(), labels, network.sizePx(), false);
          BatchProducer producer = producer(none, 0)) {
        List<NDArray> batches = new ArrayList<>();
        for (int count = 0; count < STATISTICS_SAMPLES; count += options.batchSize()) {
          batches.add(rasters(scope, producer.next().rasters(), options.batchSize()));
        }
        for (ModelData model : options.initialModels()) {
          String id = model.info().sha256().substring(0, SHORT_ID); // names may be the same
          starts.put(
              "model " + model.info().name() + " (" + id + ")",
              InitialWeights.ofModel(model, network.sizePx(), batches, scope));
        }
      }
      return starts;
    }

    private BatchProducer producer(Teachers teachers, long firstSample) {
      return new BatchProducer(
          train,
          times,
          renderer,
          new Mixup(options.mixup()),
          teachers,
          options.seed(),
          options.batchSize(),
          firstSample,
          options.renderThreads());
    }

    private void restore(Checkpoint checkpoint) throws IOException {
      Map<String, String> values = checkpoint.values();
      String expected = options.fingerprint(labels) + "\ndata " + train.sha256();
      if (!expected.equals(values.get("fingerprint"))) {
        throw new StreamCorruptedException(
            "the checkpoint belongs to a run with other options or data: "
                + checkpointFile
                + " ("
                + differences(values.getOrDefault("fingerprint", ""), expected)
                + ")");
      }
      set(live.parameters(), "live/", checkpoint.tensors());
      set(average.parameters(), "average/", checkpoint.tensors());
      samples = Long.parseLong(values.get("samples"));
      secondsBefore = Double.parseDouble(values.get("seconds"));
      bestAccuracy = Double.parseDouble(values.get("bestAccuracy"));
      bestLoss = Double.parseDouble(values.get("bestLoss"));
      latestAccuracy = Double.parseDouble(values.get("latestAccuracy"));
      validations = Integer.parseInt(values.get("validations"));
      validationsSinceBest = Integer.parseInt(values.getOrDefault("validationsSinceBest", "0"));
      initial = Optional.ofNullable(values.get("initial"));
      listener.onMessage("resume: " + samples + " samples done");
    }

    private static void set(
        Map<String, NDArray> arrays, String prefix, Map<String, float[]> tensors) {
      for (Map.Entry<String, NDArray> entry : arrays.entrySet()) {
        float[] values = tensors.get(prefix + entry.getKey());
        if (values == null || values.length != entry.getValue().size()) {
          throw new IllegalStateException(
              "no tensor " + prefix + entry.getKey() + " in the checkpoint");
        }
        Tensors.set(entry.getValue(), values);
      }
    }

    private void save(double seconds) throws IOException {
      Map<String, String> values = new LinkedHashMap<>();
      values.put("fingerprint", options.fingerprint(labels) + "\ndata " + train.sha256());
      values.put("samples", Long.toString(samples));
      values.put("seconds", Double.toString(seconds));
      values.put("bestAccuracy", Double.toString(bestAccuracy));
      values.put("bestLoss", Double.toString(bestLoss));
      values.put("latestAccuracy", Double.toString(latestAccuracy));
      values.put("validations", Integer.toString(validations));
      values.put("validationsSinceBest", Integer.toString(validationsSinceBest));
      initial.ifPresent(run -> values.put("initial", run));
      Map<String, float[]> tensors = new LinkedHashMap<>();
      Tensors.get(live.parameters(), "live/", tensors);
      Tensors.get(average.parameters(), "average/", tensors);
      Tensors.get(optimizer.means(), "mean/", tensors);
      Tensors.get(optimizer.variances(), "variance/", tensors);
      new Checkpoint(values, tensors).write(checkpointFile);
    }

    TrainingReport train() throws IOException, InterruptedException {
      startMetrics();
      long start = System.nanoTime();
      long lastSave = start;
      interval = new Interval(start, samples);
      double share = share(secondsBefore);
      profile.end(StageProfile.Stage.VALIDATE);
      String stages;
      try (Teachers teachers =
              new Teachers(
                  options.teachers(),
                  labels,
                  network.sizePx(),
                  /* mirrored= */ options.mirror() > 0);
          BatchProducer producer = producer(teachers, samples);
          NDArray lossSum = manager.zeros(new Shape())) {
        while (share < 1 && !stopsEarly()) {
          BatchProducer.Batch batch = producer.next();
          profile.end(StageProfile.Stage.WAIT);
          step(batch, learningRate(share), lossSum);
          producer.recycle(batch);
          samples += options.batchSize();

          long now = System.nanoTime();
          double seconds = secondsBefore + (now - start) / 1e9;
          share = share(seconds);
          boolean validate = share * VALIDATIONS >= validations + 1 || share >= 1;
          boolean save = validate || now - lastSave > CHECKPOINT_SECONDS * 1_000_000_000L;
          if (save || now - interval.start() > REPORT_NANOS) {
            report(lossSum, share, seconds, now); // before a pause, whose time is left out
          }
          if (validate) {
            validations = (int) Math.max(validations + 1, Math.floor(share * VALIDATIONS));
            validate(seconds, learningRate(share));
          }
          if (save) {
            save(seconds);
            lastSave = now;
            interval = new Interval(System.nanoTime(), samples);
            profile.end(StageProfile.Stage.VALIDATE);
          }
        }
        stages = profile.describe(producer.renderNanos(), teachers.nanos());
      }
      double seconds = secondsBefore + (System.nanoTime() - start) / 1e9;
      listener.onMessage(
          String.format(
              Locale.ROOT,
              "export check on %d validation drawings: largest difference of a logit %.2g",
              CHECKED_DRAWINGS,
              checkExport()));
      return new TrainingReport(modelFile, samples, seconds, bestAccuracy, val.size(), stages);
    }

    /**
     * A new file for a new run; for a resumed one, that of its checkpoint without what came after.
     */
    private void startMetrics() throws IOException {
      List<String> lines = new ArrayList<>();
      lines.add("samples,seconds,learning_rate,train_loss,val_loss,val_accuracy");
      if (samples > 0 && Files.exists(metricsFile)) {
        Files.readAllLines(metricsFile).stream()
            .skip(1)
            .filter(line -> Long.parseLong(line.substring(0, line.indexOf(','))) <= samples)
            .forEach(lines::add);
      }
      Files.write(metricsFile, lines);
    }

    /** The only place where the loop asks the engine for a number. */
    private void report(NDArray lossSum, double share, double seconds, long now) {
      long count = samples - interval.samples();
      intervalLoss = lossSum.getFloat() * options.batchSize() / count;
      lossSum.subi(lossSum);
      listener.onProgress(
          new TrainingListener.Progress(
              Math.min(1, share),
              samples,
              count / ((now - interval.start()) / 1e9),
              seconds * Math.max(0, 1 - share) / share,
              intervalLoss,
              latestAccuracy));
      interval = new Interval(now, samples);
    }

    /** Exports the current average and compares its logits with the training engine's. */
    private double checkExport() {
      List<Drawing> drawings = val.drawings().stream().flatMap(List::stream).toList();
      int pixels = network.sizePx() * network.sizePx();
      byte[] rasters = new byte[CHECKED_DRAWINGS * pixels];
      for (int i = 0; i < CHECKED_DRAWINGS; i++) {
        int spread = (int) ((long) i * drawings.size() / CHECKED_DRAWINGS);
        renderer.renderTo(drawings.get(spread), rasters, i * pixels);
      }
      float[] exported = new float[CHECKED_DRAWINGS * labels.size()];
      ModelData model =
          ModelData.of(Fp32Writer.write(average.fold(), metadata()), "exported model");
      try (InferenceBackend backend = OnnxBackend.open(model)) {
        backend.run(rasters, CHECKED_DRAWINGS, exported);
      }
      double largest = 0;
      try (NDManager scope = manager.newSubManager()) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(rasters.length).put(rasters);
        float[] own =
            average.forward(rasters(scope, bytes, CHECKED_DRAWINGS), false).toFloatArray();
        for (int i = 0; i < own.length; i++) {
          largest = Math.max(largest, Math.abs(own[i] - exported[i]));
        }
      }
      if (!(largest < MAX_DIFFERENCE)) {
        throw new IllegalStateException(
            "the exported model's logits must agree with the trained network's within "
                + MAX_DIFFERENCE
                + ": they differ by "
                + largest);
      }
      return largest;
    }

    private double share(double seconds) {
      return options.samples() > 0
          ? (double) samples / options.samples()
          : seconds * 1000 / options.time().toMillis();
    }

    /** Linear warm-up, then half a cosine from the peak to zero. */
    private float learningRate(double share) {
      if (share < WARM_UP) {
        return (float) (options.learningRate() * Math.max(share / WARM_UP, 0.01));
      }
      double t = Math.min(1, (share - WARM_UP) / (1 - WARM_UP));
      return (float) (options.learningRate() * 0.5 * (1 + StrictMath.cos(Math.PI * t)));
    }

    private void step(BatchProducer.Batch batch, float learningRate, NDArray lossSum) {
      // one seed a step: dropout is then the same in a run that was resumed
      Engines.seed(options.seed() * 1_000_003 + samples);
      try (NDManager scope = manager.newSubManager();
          GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        NDArray rasters = rasters(scope, batch.rasters(), options.batchSize());
        NDArray targets = scope.create(targets(batch));
        profile.end(StageProfile.Stage.COPY);
        NDArray loss = crossEntropy(live.forward(rasters, true), targets);
        profile.end(StageProfile.Stage.FORWARD);
        collector.backward(loss);
        profile.end(StageProfile.Stage.BACKWARD);
        optimizer.step(learningRate);
        lossSum.addi(loss.stopGradient());
        profile.end(StageProfile.Stage.STEP);
      }
    }

    private float[][] targets(BatchProducer.Batch batch) {
      int[] classes = batch.labels();
      float rest = options.labelSmoothing() / labels.size();
      float[][] targets = new float[classes.length][labels.size()];
      for (int i = 0; i < classes.length; i++) {
        float share = batch.shares()[i];
        Arrays.fill(targets[i], rest);
        targets[i][classes[i]] += share * (1 - options.labelSmoothing());
        targets[i][classes[(i + 1) % classes.length]] +=
            (1 - share) * (1 - options.labelSmoothing());
      }
      float[] answers = batch.answers();
      for (int i = 0; i < answers.length; i++) {
        float[] target = targets[i / labels.size()];
        int label = i % labels.size();
        target[label] += options.teacherShare() * (answers[i] - target[label]);
      }
      return targets;
    }

    private void validate(double seconds, float learningRate) throws IOException {
      float[] logits = validationLogits();
      int[] truth = new int[val.size()];
      int correct = 0;
      int next = 0;
      for (int label = 0; label < labels.size(); label++) {
        for (int i = 0; i < val.drawings().get(label).size(); i++) {
          correct += isLargest(logits, next * labels.size(), label) ? 1 : 0;
          truth[next++] = label;
        }
      }
      latestAccuracy = (double) correct / val.size();
      double loss = TemperatureScaling.loss(logits, truth, 1);
      Files.writeString(
          metricsFile,
          String.format(
              Locale.ROOT,
              "%d,%.1f,%.6f,%.4f,%.4f,%.5f%n",
              samples,
              seconds,
              learningRate,
              intervalLoss,
              loss,
              latestAccuracy),
          StandardOpenOption.APPEND);
      boolean better =
          latestAccuracy > bestAccuracy || (latestAccuracy == bestAccuracy && loss < bestLoss);
      listener.onMessage(
          String.format(
              Locale.ROOT,
              "%d samples, %.0f s: validation accuracy %.2f %% of %d, loss %.4f%s",
              samples,
              seconds,
              100 * latestAccuracy,
              val.size(),
              loss,
              better ? ", best so far" : ""));
      validationsSinceBest = better ? 0 : validationsSinceBest + 1;
      if (better) {
        bestAccuracy = latestAccuracy;
        bestLoss = loss;
        temperature = TemperatureScaling.fit(logits, truth);
        AtomicFile.write(modelFile, Fp32Writer.write(average.fold(), metadata()));
      }
    }

    private boolean stopsEarly() {
      return options.patience() > 0 && validationsSinceBest >= options.patience();
    }

    /** The averaged network's logits for all validation drawings, class by class. */
    private float[] validationLogits() {
      int pixels = network.sizePx() * network.sizePx();
      float[] logits = new float[val.size() * labels.size()];
      List<Drawing> drawings = val.drawings().stream().flatMap(List::stream).toList();
      ByteBuffer buffer = ByteBuffer.allocateDirect(VALIDATION_BATCH * pixels);
      byte[] raster = new byte[pixels];
      for (int from = 0; from < drawings.size(); from += VALIDATION_BATCH) {
        int count = Math.min(VALIDATION_BATCH, drawings.size() - from);
        buffer.clear();
        for (int i = 0; i < count; i++) {
          renderer.renderTo(drawings.get(from + i), raster, 0);
          buffer.put(raster);
        }
        try (NDManager scope = manager.newSubManager()) {
          NDArray input = rasters(scope, buffer.flip(), count);
          float[] batch = average.forward(input, false).toFloatArray();
          System.arraycopy(batch, 0, logits, from * labels.size(), batch.length);
        }
      }
      return logits;
    }

    /** Whether the class has the largest logit of a row, and no class before it an equal one. */
    private boolean isLargest(float[] logits, int row, int label) {
      for (int c = 0; c < labels.size(); c++) {
        if (logits[row + c] > logits[row + label]
            || (c < label && logits[row + c] == logits[row + label])) {
          return false;
        }
      }
      return true;
    }

    private NDArray rasters(NDManager scope, ByteBuffer bytes, int count) {
      Shape shape = new Shape(count, 1, network.sizePx(), network.sizePx());
      return scope
          .create(bytes.rewind(), shape, DataType.UINT8)
          .toType(DataType.FLOAT32, false)
          .muli(1 / 255f);
    }

    private Map<String, String> metadata() {
      // provenance first: a file cut short between two entries then lacks one that is required
      ModelMetadata.Builder metadata =
          ModelMetadata.builder().provenance("commit", options.commit());
      initial.ifPresent(run -> metadata.provenance("initial", run));
      metadata
          .provenance("samples", Long.toString(samples))
          .provenance("seed", Long.toString(options.seed()))
          .provenance("augmentation", options.augmentation())
          .provenance("mirror", Float.toString(options.mirror()));
      options.unfinished().ifPresent(share -> metadata.provenance("unfinished", share));
      metadata.provenance("mixup", Float.toString(options.mixup()));
      options.dropout().ifPresent(rate -> metadata.provenance("dropout", Float.toString(rate)));
      options.upscaling().ifPresent(way -> metadata.provenance("upscaling", way.toString()));
      if (!options.teachers().isEmpty()) {
        metadata
            .provenance("teachers", TrainingOptions.describe(options.teachers()))
            .provenance("teacherShare", Float.toString(options.teacherShare()));
      }
      return metadata
          .provenance("learningRate", Float.toString(options.learningRate()))
          .provenance("weightDecay", Float.toString(options.weightDecay()))
          .provenance("labelSmoothing", Float.toString(options.labelSmoothing()))
          .provenance("batchSize", Integer.toString(options.batchSize()))
          .provenance("trainDrawings", Integer.toString(train.size()))
          .provenance("trainSha256", train.sha256())
          .provenance("valSha256", val.sha256())
          .provenance("valAccuracy", String.format(Locale.ROOT, "%.4f", latestAccuracy))
          .name(options.out().toAbsolutePath().getFileName().toString())
          .network(network.name())
          .labels(labels)
          .rasterOptions(InputRenderer.rasterOptions(network.sizePx()))
          .temperature(temperature)
          .build()
          .entries();
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

  /** Mean over the batch of −Σ target · log softmax(logits). */
  private static NDArray crossEntropy(NDArray logits, NDArray targets) {
    return logits.logSoftmax(1).mul(targets).sum().mul(-1f / targets.getShape().get(0));
  }
}
