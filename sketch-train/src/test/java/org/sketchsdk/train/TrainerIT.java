package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.evaluate.Evaluation;
import org.sketchsdk.train.network.Layer;
import org.sketchsdk.train.network.Network;
import org.sketchsdk.train.quantize.QuantizationOptions;
import org.sketchsdk.train.quantize.Quantizer;

/**
 * Trains on two classes that anyone can tell apart: crosses and boxes, jittered. The network is a
 * small one, where the test is not about a built-in network.
 */
class TrainerIT {
  private static final TrainingListener SILENT = new TrainingListener() {};
  private static final int SMALL_PX = 64;

  @TempDir private Path folder;

  private static TrainingListener listener(List<String> messages) {
    return new TrainingListener() {
      @Override
      public void onMessage(String message) {
        messages.add(message);
      }
    };
  }

  @BeforeEach
  void writeData() throws IOException {
    for (String split : List.of("train", "val")) {
      Path splitFolder = Files.createDirectories(folder.resolve("data").resolve(split));
      int count = split.equals("train") ? 40 : 12;
      for (String label : List.of("box", "cross")) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          lines.add(json(label, SeededRandom.forSample(1, split + label, i)));
        }
        Files.write(splitFolder.resolve(label + ".ndjson"), lines);
      }
    }
  }

  private static String json(String label, SeededRandom random) {
    int a = random.nextInt(60);
    int b = 255 - random.nextInt(60);
    int c = random.nextInt(60);
    int d = 255 - random.nextInt(60);
    String strokes =
        label.equals("box")
            ? String.format("[[%d,%d,%d,%d,%d],[%d,%d,%d,%d,%d]]", a, b, b, a, a, c, c, d, d, c)
            : String.format("[[%d,%d],[%d,%d]],[[%d,%d],[%d,%d]]", a, b, c, d, a, b, d, c);
    return "{\"word\":\"" + label + "\",\"drawing\":[" + strokes + "]}";
  }

  private TrainingOptions options(String out, long samples, boolean resume) {
    return builder(out, samples).resume(resume).build();
  }

  private TrainingOptions.Builder builder(String out, long samples) {
    return TrainingOptions.builder(folder.resolve("data"), folder.resolve(out))
        .samples(samples)
        .seed(3)
        .batchSize(16)
        .network(small(2))
        .learningRate(1e-3f)
        .engineThreads(1);
  }

  /** Layers of all kinds that a run has to keep: with means, with randomness, with a shortcut. */
  private static Network small(int classes) {
    return new Network(
        "small",
        SMALL_PX,
        List.of(
            Layer.Conv.of(8, 5, 4),
            new Layer.Residual(List.of(Layer.Conv.of(8, 3, 1).linear())),
            Layer.Conv.of(16, 3, 2),
            new Layer.Flatten(),
            new Layer.Dropout(0.1f),
            new Layer.Dense(classes, false)));
  }

  @Test
  void learnsAndExportsAModelThatTheClassifierLoads() throws Exception {
    TrainingOptions defaultNetwork =
        TrainingOptions.builder(folder.resolve("data"), folder.resolve("run"))
            .samples(640)
            .seed(3)
            .batchSize(16)
            .learningRate(1e-3f)
            .engineThreads(1)
            .build();

    TrainingReport report = Trainer.train(defaultNetwork, SILENT);

    assertThat(report.samples()).isEqualTo(640);
    assertThat(report.valDrawings()).isEqualTo(24);
    assertThat(report.valAccuracy()).isGreaterThan(0.9);
    assertThat(Files.readAllLines(folder.resolve("run/metrics.csv"))).hasSize(21);
    try (SketchClassifier classifier = SketchClassifier.builder().model(report.model()).build()) {
      assertThat(classifier.info().labels()).containsExactly("box", "cross");
      assertThat(classifier.info().provenance()).containsEntry("seed", "3");
      Drawing cross =
          Drawing.of(
              List.of(
                  Stroke.of(new float[] {0, 100}, new float[] {0, 100}),
                  Stroke.of(new float[] {0, 100}, new float[] {100, 0})));
      assertThat(classifier.classify(cross).top().orElseThrow().label()).isEqualTo("cross");
    }
  }

  @Test
  void trainsAndQuantizesAnOwnNetworkWithAnOwnAugmentation() throws Exception {
    Network own = small(2);
    AugmentationOptions augmentation =
        AugmentationOptions.builder().affine(10, 0, 1.1).strokeWidthPx(4, 8).build();
    TrainingOptions options = builder("run", 640).augmentation(augmentation).build();

    TrainingReport report = Trainer.train(options);

    assertThat(report.valAccuracy()).isGreaterThan(0.9);
    ModelData model = ModelData.of(Files.readAllBytes(report.model()), "model");
    assertThat(model.info().network()).isEqualTo("small");
    assertThat(model.info().provenance())
        .containsEntry("network", own.toString())
        .containsEntry("augmentation", augmentation.toString())
        .containsEntry("mirror", "0.0");
    Path int8 = folder.resolve("int8.onnx");
    Quantizer.quantize(
        QuantizationOptions.builder(report.model(), folder.resolve("data"), int8)
            .samples(40)
            .build(),
        message -> {});
    try (SketchClassifier classifier = SketchClassifier.builder().model(int8).build()) {
      assertThat(classifier.info().network()).isEqualTo("small");
      Evaluation evaluation =
          Evaluation.of(
              classifier,
              LabeledDrawings.load(folder.resolve("data/val"), List.of("box", "cross")));
      assertThat(evaluation.correct()).isGreaterThan(20);
    }
    List<String> messages = new ArrayList<>();
    Trainer.train(
        options.toBuilder().samples(16).initialModels(List.of(model)).build(), listener(messages));
    assertThat(messages.get(0)).matches("start: (\\d+) of \\1 tensors from .*");
    assertThatThrownBy(() -> Trainer.train(builder("run", 640).resume(true).build()))
        .isInstanceOf(StreamCorruptedException.class)
        .hasMessageContaining("it has augmentation AugmentationOptions[");
  }

  @Test
  void aRunThatWasStoppedEndsInTheSameModel() throws Exception {
    byte[] whole = Files.readAllBytes(Trainer.train(options("whole", 320, false), SILENT).model());

    TrainingListener stops =
        new TrainingListener() {
          private int validations;

          @Override
          public void onMessage(String message) {
            if (message.contains("validation accuracy") && ++validations == 8) {
              throw new IllegalStateException("stop here");
            }
          }
        };
    assertThatThrownBy(() -> Trainer.train(options("run", 320, false), stops))
        .hasMessage("stop here");
    // the name of the folder is the model's name
    Files.move(folder.resolve("whole"), folder.resolve("done"));
    Files.move(folder.resolve("run"), folder.resolve("whole"));
    TrainingReport report = Trainer.train(options("whole", 320, true), SILENT);

    assertThat(report.samples()).isEqualTo(320);
    assertThat(Arrays.mismatch(Files.readAllBytes(report.model()), whole)).isEqualTo(-1);
    assertThat(validations(folder.resolve("whole"))).isEqualTo(validations(folder.resolve("done")));
  }

  /** The metrics but for the columns that tell the time and the loss of a random moment. */
  private static List<String> validations(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.csv")).stream()
        .map(line -> line.replaceFirst("^([^,]*),[^,]*,([^,]*),[^,]*,", "$1 $2 "))
        .toList();
  }

  @Test
  void doesNotResumeARunWithOtherOptions() throws Exception {
    Trainer.train(options("run", 32, false), SILENT);

    assertThatThrownBy(() -> Trainer.train(options("run", 64, true), SILENT))
        .isInstanceOf(StreamCorruptedException.class)
        .hasMessageContaining("other options or data")
        .hasMessageContaining("samples 32")
        .hasMessageContaining("samples 64");
  }

  @Test
  void startsFromTheWeightsOfAnotherRun() throws Exception {
    Trainer.train(options("first", 320, false), SILENT);
    List<String> messages = new ArrayList<>();
    TrainingOptions second =
        builder("second", 16)
            .learningRate(1e-6f)
            .initial(List.of(folder.resolve("first/checkpoint.bin")))
            .build();
    TrainingReport report = Trainer.train(second, listener(messages));

    assertThat(
            ModelInfo.read(Files.readAllBytes(report.model()), "model").provenance().get("initial"))
        .startsWith("network " + small(2) + ", seed 3,")
        .endsWith("trained on 320");
    assertThat(messages.get(0)).matches("start: (\\d+) of \\1 tensors from .*");
    assertThat(report.valAccuracy()).isGreaterThan(0.9);
  }

  @Test
  void startsFromTheMeanOfRuns() throws Exception {
    Trainer.train(options("first", 320, false), SILENT);
    List<Path> runs = new ArrayList<>();
    for (long seed = 10; seed < 12; seed++) {
      Path run = folder.resolve("branch" + seed);
      Trainer.train(
          builder(run.getFileName().toString(), 64)
              .seed(seed)
              .initial(List.of(folder.resolve("first/checkpoint.bin")))
              .build(),
          SILENT);
      runs.add(run.resolve("checkpoint.bin"));
    }

    TrainingReport report =
        Trainer.train(
            builder("mean", 16).learningRate(1e-9f).weightDecay(0).initial(runs).build(), SILENT);

    assertThat(weights(runs.get(0))).isNotEqualTo(weights(runs.get(1)));
    double[] mean = weights(folder.resolve("mean/checkpoint.bin"));
    double[] first = weights(runs.get(0));
    double[] second = weights(runs.get(1));
    for (int i = 0; i < mean.length; i++) {
      assertThat(mean[i]).isCloseTo((first[i] + second[i]) / 2, within(1e-5));
    }
    assertThat(report.valAccuracy()).isGreaterThan(0.9);
    assertThat(
            ModelInfo.read(Files.readAllBytes(report.model()), "model").provenance().get("initial"))
        .contains("seed 10,", " | and of ", "seed 11,")
        .containsOnlyOnce("seed 3,"); // both began with it
  }

  @Test
  void startsFromAnExportedModel() throws Exception {
    Path model = Trainer.train(options("first", 320, false), SILENT).model();
    List<String> messages = new ArrayList<>();
    TrainingReport report =
        Trainer.train(
            builder("second", 16)
                .learningRate(1e-9f)
                .initial(List.of(folder.resolve("first/checkpoint.bin")))
                .initialModels(List.of(ModelData.of(Files.readAllBytes(model), "model")))
                .build(),
            listener(messages));

    assertThat(messages.get(0))
        .matches("start: (\\d+) of \\1 tensors from .*, model first \\([0-9a-f]{8}\\)");
    assertThat(report.valAccuracy()).isGreaterThan(0.9);
    assertThat(
            ModelInfo.read(Files.readAllBytes(report.model()), "model").provenance().get("initial"))
        .contains("seed 3,", " | and of network small, model first ", "trained on 320");

    TrainingOptions small =
        builder("small", 16)
            .network("baseline28")
            .initialModels(List.of(ModelData.of(Files.readAllBytes(model), "model")))
            .build();
    assertThatThrownBy(() -> Trainer.train(small, SILENT))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("the model takes rasters of 64 pixels, the network of 28: first");
  }

  @Test
  void learnsWhatTeachersAnswerMoreThanWhatTheLabelsSay() throws Exception {
    Path model = Trainer.train(options("teacher", 320, false), SILENT).model();
    ModelData teacher = ModelData.of(Files.readAllBytes(model), "model");
    for (String split : List.of("train", "val")) { // now the labels are wrong
      Path files = folder.resolve("data").resolve(split);
      Files.move(files.resolve("box.ndjson"), files.resolve("swap"));
      Files.move(files.resolve("cross.ndjson"), files.resolve("box.ndjson"));
      Files.move(files.resolve("swap"), files.resolve("cross.ndjson"));
    }

    TrainingOptions options =
        builder("pupil", 480).labelSmoothing(0).teachers(List.of(teacher), 0.9f).build();
    Path pupil = Trainer.train(options, SILENT).model();

    ModelInfo info = ModelInfo.read(Files.readAllBytes(pupil), "model");
    assertThat(info.provenance())
        .containsEntry("teachers", "teacher (" + teacher.info().sha256() + ")")
        .containsEntry("teacherShare", "0.9");
    assertThat(Files.readAllLines(folder.resolve("pupil/metrics.csv")))
        .last()
        .satisfies(
            line ->
                assertThat(Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                    .isLessThan(0.1));
  }

  @Test
  void usesNoMoreDrawingsOfAClassThanAskedFor() throws Exception {
    Path few = Trainer.train(builder("few", 32).maxDrawings(7).build(), SILENT).model();
    Path all = Trainer.train(builder("all", 32).maxDrawings(41).build(), SILENT).model();

    assertThat(ModelInfo.read(Files.readAllBytes(few), "model").provenance())
        .containsEntry("trainDrawings", "14");
    assertThat(ModelInfo.read(Files.readAllBytes(all), "model").provenance())
        .containsEntry("trainDrawings", "80");
    assertThatThrownBy(() -> Trainer.train(builder("few", 32).resume(true).build(), SILENT))
        .isInstanceOf(StreamCorruptedException.class)
        .hasMessageContaining("maxDrawings 7");
  }

  @Test
  void isLessSureAboutDrawingsOfOtherClassesThatItSawAsOutliers() throws Exception {
    List<String> tees = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      SeededRandom random = SeededRandom.forSample(5, "tee", i);
      tees.add(
          String.format(
              "{\"word\":\"tee\",\"drawing\":[[[%d,%d],[0,0]],[[%d,%d],[0,255]]]}",
              random.nextInt(60), 255 - random.nextInt(60), 100, 140));
    }
    Files.write(folder.resolve("data/train/tee.ndjson"), tees);
    // The small network is sure of everything.
    TrainingOptions.Builder two =
        builder("two", 480).network("strided").labels(List.of("box", "cross"));
    Path without = Trainer.train(two.build(), SILENT).model();
    TrainingOptions exposed =
        builder("exposed", 640)
            .network("strided")
            .labels(two.build().labels())
            .outliers(0.3)
            .build();
    Path with = Trainer.train(exposed, SILENT).model();

    Drawing tee = Drawing.of(Stroke.ofPoints(20, 0, 220, 0), Stroke.ofPoints(100, 0, 140, 255));
    assertThat(sureness(with, tee)).isLessThan(0.75).isLessThan(sureness(without, tee));
    assertThat(ModelInfo.read(Files.readAllBytes(with), "model").provenance())
        .containsEntry("outliers", "0.3");
  }

  private static double sureness(Path model, Drawing drawing) throws IOException {
    try (SketchClassifier classifier = SketchClassifier.builder().model(model).build()) {
      return classifier.classify(drawing).top().orElseThrow().probability();
    }
  }

  private static double[] weights(Path checkpoint) throws IOException {
    return Checkpoint.read(checkpoint).tensors().entrySet().stream()
        .filter(entry -> entry.getKey().matches("average/.*weight"))
        .map(Map.Entry::getValue)
        .flatMapToDouble(values -> IntStream.range(0, values.length).mapToDouble(i -> values[i]))
        .toArray();
  }

  @Test
  void hasNoMeanOfRunsOverDifferentClasses() throws Exception {
    Trainer.train(options("first", 32, false), SILENT);
    Trainer.train(builder("second", 32).labels(List.of("cross", "box")).build(), SILENT);
    List<Path> runs =
        List.of(folder.resolve("first/checkpoint.bin"), folder.resolve("second/checkpoint.bin"));

    assertThatThrownBy(() -> Trainer.train(builder("mean", 32).initial(runs).build(), SILENT))
        .isInstanceOf(StreamCorruptedException.class)
        .hasMessageContaining("weights of other networks or classes have no mean")
        .hasMessageContaining("first")
        .hasMessageContaining("second");
  }

  @Test
  void refusesEmphasisOnWhatIsNoClass() {
    TrainingOptions options = builder("run", 32).emphasis(Map.of("yeti", 2)).build();

    assertThatThrownBy(() -> Trainer.train(options, SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("emphasis names what is not a class: yeti");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void stopsWhenValidationsGetNoBetter() throws Exception {
    List<String> messages = new ArrayList<>();
    TrainingReport report =
        Trainer.train(
            builder("run", 3200).learningRate(1e-9f).patience(2).build(), listener(messages));

    long validations = messages.stream().filter(m -> m.contains("validation accuracy")).count();
    assertThat(validations).isLessThan(20);
    assertThat(messages.stream().filter(m -> m.contains("validation")).skip(validations - 2))
        .noneMatch(message -> message.endsWith("best so far"));
    assertThat(report.samples()).isEqualTo(160 * validations);
  }

  @Test
  void learnsFromBlendedSamplesAndFromEnlargedBitmaps() throws Exception {
    TrainingReport report =
        Trainer.train(
            builder("run", 640).mixup(0.4f).upscaling(Upscaling.BILINEAR).build(), SILENT);

    assertThat(report.valAccuracy()).isGreaterThan(0.8);
    assertThat(ModelInfo.read(Files.readAllBytes(report.model()), "model").provenance())
        .containsEntry("mixup", "0.4")
        .containsEntry("upscaling", "BILINEAR");
  }

  @Test
  void takesOverTheLastLayerByClass() throws Exception {
    Trainer.train(options("first", 320, false), SILENT);
    for (String split : List.of("train", "val")) {
      Path files = folder.resolve("data").resolve(split);
      Files.copy(files.resolve("box.ndjson"), files.resolve("other.ndjson"));
    }
    List<String> messages = new ArrayList<>();
    TrainingReport report =
        Trainer.train(
            builder("second", 16)
                .labels(List.of("cross", "other", "box"))
                .network(small(3))
                .learningRate(1e-9f)
                .initial(List.of(folder.resolve("first/checkpoint.bin")))
                .build(),
            listener(messages));

    assertThat(messages.get(0)).endsWith("and of the last layer what belongs to 2 classes");
    try (SketchClassifier classifier =
        SketchClassifier.builder().model(report.model()).topK(3).build()) {
      Drawing cross =
          Drawing.of(
              List.of(
                  Stroke.of(new float[] {0, 100}, new float[] {0, 100}),
                  Stroke.of(new float[] {0, 100}, new float[] {100, 0})));
      List<String> answers =
          classifier.classify(cross).candidates().stream()
              .map(Prediction.Candidate::label)
              .filter(label -> !label.equals("other"))
              .toList();
      assertThat(answers).containsExactly("cross", "box");
    }
  }

  @Test
  void namesTheClassThatHasNoFile() {
    TrainingOptions other = builder("run", 32).labels(List.of("box", "circle")).build();

    assertThatThrownBy(() -> Trainer.train(other, SILENT))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no drawings of circle");
  }
}
