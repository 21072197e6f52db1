package org.sketchsdk.cli.scorecard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sketchsdk.cli.console.FailureException;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.train.Fp32Models;
import org.sketchsdk.train.data.DataSetException;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.data.LabeledPictures;
import org.sketchsdk.train.evaluate.Evaluation;
import org.sketchsdk.train.evaluate.PictureEvaluation;
import org.sketchsdk.train.quantize.Quantizer;

/**
 * The release gates of a model, each measured. Immutable.
 *
 * <table>
 * <caption>The gates</caption>
 * <tr><th>what<th>required
 * <tr><td>accuracy of the INT8 model on the test drawings<td>at least 94.5 %
 * <tr><td>its accuracy on the test drawings of the worst class<td>at least 82.5 %
 * <tr><td>gap between training and inference: training measured the accuracy on the validation
 * drawings in its own engine and wrote it into the metadata of the FP32 model ({@code
 * sketch.provenance.valAccuracy}); here that model is measured through {@link SketchClassifier} on
 * the same drawings. The gate fails if {@code sketch.provenance.valSha256} shows that the drawings
 * are not the same<td>at most 1 point
 * <tr><td>loss from quantization on the test drawings of any class<td>at most 1 point, or one drawing
 * <tr><td>difference from quantization, up or down, on all test drawings<td>at most 0.3 points
 * <tr><td>time from a drawing to three candidates on one CPU thread: median of single calls after a
 * warm-up, over test drawings of all classes in turn<td>less than 50 ms; for our own models less
 * than 1 ms
 * <tr><td>size of the INT8 model<td>less than 1,000,000 bytes; for our own models at most 938,000
 * <tr><td>accuracy of the INT8 model on external pictures, through {@link
 * org.sketchsdk.render.image.InkExtractor}<td>better than that of the same network trained without
 * domain augmentation; for our own models also at least 87 %
 * <tr><td>for our own models: accuracy of the INT8 model on the first half of the points of the test
 * drawings<td>at least 65 %
 * <tr><td>for our own models: share of test drawings that get the verdict {@code UNKNOWN}, of other
 * classes and of its own. Not measured if the folder has no other classes<td>at least 80 %, at most
 * 8 %
 * </table>
 *
 * @param int8 the INT8 model
 * @param fp32 the FP32 model that it was made from
 * @param gates the gates in the order above; unmodifiable
 */
record Scorecard(ModelInfo int8, ModelInfo fp32, List<Gate> gates) {
  private static final int TIMED_PER_CLASS = 8;
  private static final int OTHERS_PER_CLASS = 50;
  private static final int WARM_UP_CALLS = 3000;
  private static final long WARM_UP_NANOS = 5_000_000_000L;
  private static final int CALLS = 3000;
  private static final long CALLS_NANOS = 15_000_000_000L;

  /** Copies the list. */
  Scorecard {
    gates = List.copyOf(gates);
  }

  /**
   * Measures everything.
   *
   * @param options the models and the data
   * @param listener receives a line at each stage
   * @return the gates
   * @throws IOException if a file is missing or cannot be read
   * @throws InterruptedException if the thread is interrupted
   * @throws FailureException if the models are not a pair
   * @throws DataSetException if a class has no drawing, or there is no picture
   * @throws ModelFormatException if the SDK cannot use a model
   */
  static Scorecard measure(ScorecardOptions options, Consumer<String> listener)
      throws IOException, InterruptedException {
    return new Measurement(options, listener).run();
  }

  /** Tells whether all gates are passed. */
  boolean passed() {
    return gates.stream().allMatch(Gate::passed);
  }

  /** A model's file. */
  private static final class Model {
    final String source;
    final byte[] onnx;
    final ModelInfo info;

    private Model(String source, byte[] onnx, ModelInfo info) {
      this.source = source;
      this.onnx = onnx;
      this.info = info;
    }

    static Model of(Path path) throws IOException {
      return of(path.toString(), Files.readAllBytes(path));
    }

    static Model of(String source, byte[] onnx) {
      return new Model(source, onnx, ModelInfo.read(onnx, source));
    }

    SketchClassifier open() {
      return SketchClassifier.builder().model(onnx).threads(1).topK(3).build();
    }
  }

  /** One run. */
  private static final class Measurement {
    private final Consumer<String> listener;
    private final Model int8;
    private final Model fp32;
    private final Optional<Model> plain;
    private final LabeledDrawings test;
    private final LabeledDrawings val;
    private final LabeledPictures pictures;
    private final Path testFolder;
    private final List<String> otherLabels;
    private final List<Gate> gates = new ArrayList<>();

    Measurement(ScorecardOptions options, Consumer<String> listener) throws IOException {
      this.listener = listener;
      if (options.int8().isPresent()) {
        this.int8 = Model.of(options.int8().get());
        this.fp32 = Model.of(options.fp32().orElseThrow());
      } else {
        String name = SketchClassifier.embeddedModels().get(0);
        this.int8 = Model.of("embedded model " + name, SketchClassifier.embeddedModel(name));
        this.fp32 = Model.of("FP32 version of " + name, Fp32Models.of(name));
      }
      this.plain =
          options.plain().isPresent()
              ? Optional.of(Model.of(options.plain().get()))
              : Optional.empty();
      checkPair();
      List<String> labels = int8.info.labels();
      this.testFolder = options.data().resolve("test");
      this.test = LabeledDrawings.load(testFolder, labels);
      this.otherLabels = new ArrayList<>(LabeledDrawings.labelsIn(testFolder));
      this.otherLabels.removeAll(labels);
      this.val = LabeledDrawings.load(options.data().resolve("val"), labels);
      this.pictures = LabeledPictures.list(options.external(), labels, false);
      if (pictures.pictures().isEmpty()) {
        throw new DataSetException(
            "there must be a picture of a class of the model", options.external().toString());
      }
    }

    private void checkPair() {
      requireSame("labels", int8.info.labels(), fp32, fp32.info.labels());
      requireSame("network", int8.info.network(), fp32, fp32.info.network());
      String made = Quantizer.fp32Sha256(int8.onnx, int8.source);
      if (!made.equals(fp32.info.sha256())) {
        throw new FailureException(
            int8.source
                + " was made from the FP32 model with the SHA-256 "
                + made
                + ", but that of "
                + fp32.source
                + " is "
                + fp32.info.sha256());
      }
      if (plain.isPresent()) {
        ModelInfo info = plain.get().info;
        requireSame("labels", int8.info.labels(), plain.get(), info.labels());
        requireSame("network", int8.info.network(), plain.get(), info.network());
      }
    }

    private void requireSame(String what, Object ours, Model other, Object theirs) {
      if (!ours.equals(theirs)) {
        throw new FailureException(
            "the models must have the same "
                + what
                + ": "
                + int8.source
                + " has "
                + ours
                + ", "
                + other.source
                + " has "
                + theirs);
      }
    }

    Scorecard run() throws IOException, InterruptedException {
      try (SketchClassifier int8Model = int8.open();
          SketchClassifier fp32Model = fp32.open()) {
        listener.accept(test.size() + " test drawings, both models");
        Evaluation int8Test = Evaluation.of(int8Model, test);
        Evaluation fp32Test = Evaluation.of(fp32Model, test);
        gates.add(Gates.accuracy(int8Test));
        gates.add(Gates.worstClass(int8Test));
        listener.accept(val.size() + " validation drawings, FP32");
        gates.add(
            Gates.gap(
                Evaluation.of(fp32Model, val), fp32.info.provenance(), val.sha256(), fp32.source));
        gates.add(Gates.anyClass(int8Test, fp32Test));
        gates.add(Gates.overall(int8Test, fp32Test));
        listener.accept("time of single calls");
        long[] nanos = nanos(int8Model);
        gates.add(Gates.latency(nanos));
        gates.add(Gates.ownLatency(nanos));
        gates.add(Gates.size(int8.onnx.length));
        gates.add(Gates.ownSize(int8.onnx.length));
        listener.accept(pictures.pictures().size() + " external pictures");
        Gate external = external(int8Model);
        gates.add(external);
        gates.add(Gates.ownExternal(external.counts().get(0)));
        listener.accept("unfinished and unknown drawings");
        gates.add(Gates.halfDrawn(Evaluation.ofFirstPoints(int8Model, test, 50)));
        if (!otherLabels.isEmpty()) {
          gates.add(unknown(int8Model));
        }
      }
      return new Scorecard(int8.info, fp32.info, gates);
    }

    /** How long single calls took, in any order. */
    private long[] nanos(SketchClassifier classifier) {
      List<Drawing> drawings = new ArrayList<>();
      for (int i = 0; i < TIMED_PER_CLASS; i++) {
        for (List<Drawing> ofClass : test.drawings()) {
          drawings.add(ofClass.get(i % ofClass.size()));
        }
      }
      time(classifier, drawings, WARM_UP_CALLS, WARM_UP_NANOS);
      return time(classifier, drawings, CALLS, CALLS_NANOS);
    }

    private static long[] time(
        SketchClassifier classifier, List<Drawing> drawings, int calls, long maxNanos) {
      long[] nanos = new long[calls];
      long start = System.nanoTime();
      long before = start;
      int call = 0;
      while (call < calls && before - start < maxNanos) {
        Prediction prediction = classifier.classify(drawings.get(call % drawings.size()));
        long after = System.nanoTime();
        if (prediction.candidates().isEmpty()) { // also keeps the call from being optimized away
          throw new DataSetException("every test drawing must have ink", "the test drawings");
        }
        nanos[call++] = after - before;
        before = System.nanoTime();
      }
      return Arrays.copyOf(nanos, call);
    }

    private Gate unknown(SketchClassifier classifier) throws IOException {
      int known = 0;
      for (List<Drawing> drawings : test.drawings()) {
        known += unknowns(classifier, drawings);
      }
      int others = 0;
      int total = 0;
      for (String label : otherLabels) {
        // class by class, as all of them at once may not fit into memory
        List<Drawing> drawings =
            LabeledDrawings.load(testFolder, List.of(label))
                .atMost(OTHERS_PER_CLASS)
                .drawings()
                .get(0);
        others += unknowns(classifier, drawings);
        total += drawings.size();
      }
      return Gates.unknown(
          new Gate.Count("INT8, test, called UNKNOWN", known, test.size()),
          new Gate.Count("INT8, test, other classes, called UNKNOWN", others, total));
    }

    private static int unknowns(SketchClassifier classifier, List<Drawing> drawings) {
      return (int)
          classifier.classifyAll(drawings).stream()
              .filter(prediction -> prediction.verdict() == Prediction.Verdict.UNKNOWN)
              .count();
    }

    private Gate external(SketchClassifier classifier) throws IOException, InterruptedException {
      Gate.Count ours = count("INT8", classifier);
      if (plain.isPresent()) {
        try (SketchClassifier other = plain.get().open()) {
          Gate.Count theirs = count("without domain augmentation", other);
          return Gates.external(ours, theirs, "without domain augmentation: " + plain.get().source);
        }
      }
      String network = int8.info.network();
      Optional<PlainMeasurement> recorded = PlainMeasurement.of(network);
      return recorded.isPresent()
          ? Gates.external(ours, recorded.get())
          : Gates.externalAlone(ours, network);
    }

    private Gate.Count count(String what, SketchClassifier classifier) throws InterruptedException {
      PictureEvaluation read = PictureEvaluation.of(classifier, pictures, done -> {});
      long classes =
          pictures.pictures().stream().map(LabeledPictures.Picture::label).distinct().count();
      return Gate.Count.of(what + ", pictures of " + classes + " classes", read.evaluation());
    }
  }
}
