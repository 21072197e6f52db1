package org.sketchsdk.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.LimitException;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.Prediction.Candidate;
import org.sketchsdk.infer.Prediction.Verdict;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.KnownScoreTest;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelFormatException.Reason;
import org.sketchsdk.infer.model.ModelMetadata;
import org.sketchsdk.infer.model.SimilarityStatistics;
import org.sketchsdk.infer.model.SimilarityStatistics.Row;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.image.Picture;
import org.sketchsdk.testing.models.IntegerTestModel;
import org.sketchsdk.testing.models.TestModel;

class CustomClassesTest {
  private static final List<String> SHAPES = List.of("cross", "frame", "stairs");
  private static SketchClassifier classifier;

  @BeforeAll
  static void load() {
    classifier = with(knowing(TestModel.halves())).build();
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  private static SketchClassifier.Builder with(TestModel model) {
    return SketchClassifier.builder().model(model.bytes()).backend("reference");
  }

  private static TestModel knowing(TestModel model) {
    double[] quantiles = new double[KnownScore.QUANTILES];
    for (int i = 0; i < quantiles.length; i++) {
      quantiles[i] = 0.3 + 0.01 * i;
    }
    return KnownScoreTest.with(model, KnownScore.of(new float[] {0, 0, 1}, quantiles));
  }

  /** Shapes of our own, a little different each time. */
  private static Drawing shape(String name, int seed) {
    Random random = new Random(seed * 31L + name.hashCode());
    List<Stroke> strokes = new ArrayList<>();
    float[][] points =
        switch (name) {
          case "cross" -> new float[][] {{0, 0, 100, 100}, {100, 0, 0, 100}};
          case "frame" -> new float[][] {{0, 0, 100, 0, 100, 100, 0, 100, 0, 0}};
          case "stairs" ->
              new float[][] {{0, 100, 33, 100, 33, 66, 66, 66, 66, 33, 100, 33, 100, 0}};
          case "left" -> new float[][] {{0, 0, 0, 100, 5, 100, 5, 0, 10, 0, 100, 50}};
          default -> throw new AssertionError(name);
        };
    for (float[] line : points) {
      float[] x = new float[line.length / 2];
      float[] y = new float[line.length / 2];
      for (int i = 0; i < x.length; i++) {
        x[i] = line[2 * i] + (float) random.nextGaussian() * 3;
        y[i] = line[2 * i + 1] + (float) random.nextGaussian() * 3;
      }
      strokes.add(Stroke.of(x, y));
    }
    return Drawing.of(strokes);
  }

  private static CustomClasses learned(SketchClassifier on, int examples) {
    CustomClasses.Builder builder = CustomClasses.on(on);
    for (int i = 0; i < examples; i++) {
      for (String name : SHAPES) {
        builder.add(name, shape(name, i));
      }
    }
    return builder.learn();
  }

  private static byte[] saved(CustomClasses custom) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    custom.save(out);
    return out.toByteArray();
  }

  /** The size of what a file has of the examples. */
  private static int exampleBytes(int examples) {
    int size = 4;
    for (int i = 0; i < examples; i++) {
      for (String name : SHAPES) {
        size += 4 + 1 + 4;
        for (Stroke stroke : shape(name, i).strokes()) {
          size += 4 + 8 * stroke.size();
        }
      }
    }
    return size;
  }

  /** Corrects the checksum. */
  private static byte[] withSum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, bytes.length - 4);
    for (int b = 0; b < 4; b++) {
      bytes[bytes.length - 1 - b] = (byte) (sum.getValue() >> (8 * b));
    }
    return bytes;
  }

  /** A file as the first release of the format wrote it: without the examples. */
  private static byte[] ofVersionOne(byte[] bytes, int examples) {
    byte[] old = Arrays.copyOf(bytes, bytes.length - exampleBytes(examples));
    old[7] = 1;
    return withSum(old);
  }

  private static CustomClasses loaded(byte[] bytes, SketchClassifier on) throws IOException {
    return CustomClasses.load(new ByteArrayInputStream(bytes), on);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 50})
  void tellsClassesApartFromAFewExamplesOfEach(int examples) {
    CustomClasses custom = learned(classifier, examples);
    assertThat(custom.labels()).isEqualTo(SHAPES);
    for (String name : SHAPES) {
      for (int i = 1_000; i < 1_020; i++) {
        Prediction prediction = custom.classify(shape(name, i));
        assertThat(prediction.top().orElseThrow().label()).isEqualTo(name);
        assertThat(prediction.candidates()).hasSize(3);
        assertThat(prediction.candidates().stream().mapToDouble(Candidate::probability).sum())
            .isCloseTo(1, within(1e-9));
      }
    }
    assertThat(custom).hasToString("CustomClasses[3 on test4]");
  }

  @Test
  void drawingsRastersAndPicturesGoThroughTheSamePath() {
    Rasterizer rasterizer = Rasterizer.create(classifier.info().rasterOptions());
    CustomClasses ofDrawings = learned(classifier, 3);
    CustomClasses.Builder builder = CustomClasses.on(classifier);
    for (int i = 0; i < 3; i++) {
      for (String name : SHAPES) {
        builder.add(name, rasterizer.render(shape(name, i)));
      }
    }
    CustomClasses ofRasters = builder.learn();
    Drawing query = shape("frame", 77);
    assertThat(ofRasters.classify(rasterizer.render(query))).isEqualTo(ofDrawings.classify(query));

    Picture picture =
        Picture.of(Rasterizer.create(org.sketchsdk.render.RasterOptions.defaults()).render(query));
    PicturePrediction read = ofDrawings.classify(picture);
    assertThat(read.prediction().top().orElseThrow().label()).isEqualTo("frame");
    assertThat(read.prediction()).isEqualTo(ofDrawings.classify(read.whatTheModelSaw()));
    CustomClasses withPicture =
        CustomClasses.on(classifier).add("a", picture).add("b", shape("cross", 1)).learn();
    assertThat(withPicture.classify(query).top().orElseThrow().label()).isEqualTo("a");
  }

  @Test
  void anEmptyDrawingIsEmpty() {
    CustomClasses custom = learned(classifier, 1);
    assertThat(custom.classify(Drawing.empty())).isEqualTo(Prediction.of(Verdict.EMPTY, List.of()));
    assertThat(custom.withModelClasses().classify(Raster.of(28, 28, new byte[784])))
        .isEqualTo(Prediction.of(Verdict.EMPTY, List.of()));
  }

  @Test
  void theSameExamplesGiveTheSameBytes() throws IOException {
    byte[] bytes = saved(learned(classifier, 5));
    assertThat(saved(learned(classifier, 5))).isEqualTo(bytes);
    assertThat(saved(learned(classifier, 6))).isNotEqualTo(bytes);
  }

  /** The backend of plain Java computes the same embeddings; then all is exact arithmetic. */
  @ParameterizedTest
  @ValueSource(strings = {"java"})
  void theHeadIsTheSameToTheBitEverywhere(String backend) throws Exception {
    try (SketchClassifier integers =
        SketchClassifier.builder()
            .model(IntegerTestModel.random().bytes())
            .backend(backend)
            .build()) {
      byte[] bytes = saved(learned(integers, 4));
      // Without the model's hash, which depends on the order in which protobuf writes fields.
      byte[] head = Arrays.copyOfRange(bytes, 8 + 2 + 64, bytes.length - 4 - exampleBytes(4));
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(head)))
          .isEqualTo(GOLDEN_HEAD);
    }
  }

  private static final String GOLDEN_HEAD =
      "b3541df478c8adbbf4c1a1ca604ac29cf316ef48cf87cfea7760d1191d0b33f0";

  @Test
  void whatIsSavedPredictsTheSame(@TempDir Path folder) throws IOException {
    CustomClasses custom = learned(classifier, 4);
    Path file = folder.resolve("shapes.classes");
    custom.save(file);
    CustomClasses read = CustomClasses.load(file, classifier);
    assertThat(read.labels()).isEqualTo(SHAPES);
    assertThat(Files.readAllBytes(file)).isEqualTo(saved(custom)).isEqualTo(saved(read));
    for (String name : List.of("cross", "frame", "stairs", "left")) {
      Drawing query = shape(name, 500);
      assertThat(read.classify(query)).isEqualTo(custom.classify(query));
      assertThat(read.withModelClasses().classify(query))
          .isEqualTo(custom.withModelClasses().classify(query));
    }
  }

  @Test
  void anotherModelLearnsTheClassesAgain() throws IOException {
    byte[] bytes = saved(learned(classifier, 3));
    try (SketchClassifier other = with(knowing(TestModel.random())).build()) {
      CustomClasses again = loaded(bytes, other);
      assertThat(again.hasExamples()).isTrue();
      CustomClasses expected = learned(other, 3);
      for (String name : SHAPES) {
        assertThat(again.classify(shape(name, 900))).isEqualTo(expected.classify(shape(name, 900)));
      }
      assertThat(saved(again)).isEqualTo(saved(expected)).isNotEqualTo(bytes);
    }
  }

  @Test
  void aRasterOfAnotherSizeCannotBeLearnedAgain() throws IOException {
    Rasterizer rasterizer = Rasterizer.create(classifier.info().rasterOptions());
    byte[] bytes =
        saved(
            CustomClasses.on(classifier)
                .add("box", rasterizer.render(shape("frame", 1)))
                .add("cross", shape("cross", 1))
                .learn());
    assertThat(loaded(bytes, classifier).exampleCount("box")).isEqualTo(1);
    try (SketchClassifier large = SketchClassifier.load()) {
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> loaded(bytes, large))
          .withMessageStartingWith(
              "the custom classes were learned on model test4 with the SHA-256")
          .withMessageEndingWith(
              "and cannot be learned again: an example of \"box\" is a raster of 28 x 28 pixels,"
                  + " but the model takes 128 x 128: stream")
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_MODEL));
      byte[] drawings = saved(learned(classifier, 2));
      assertThat(loaded(drawings, large).classify(shape("stairs", 5)).top().orElseThrow().label())
          .isEqualTo("stairs");
    }
  }

  @Test
  void aFileOfTheFirstVersionWorksWithItsModelOnly() throws IOException {
    CustomClasses custom = learned(classifier, 3);
    byte[] old = ofVersionOne(saved(custom), 3);
    CustomClasses read = loaded(old, classifier);
    assertThat(read.labels()).isEqualTo(SHAPES);
    assertThat(read.hasExamples()).isFalse();
    assertThat(read.exampleCount("frame")).isZero();
    Drawing query = shape("frame", 500);
    assertThat(read.classify(query)).isEqualTo(custom.classify(query));
    assertThat(read.withModelClasses().classify(query))
        .isEqualTo(custom.withModelClasses().classify(query));
    assertThatIllegalStateException()
        .isThrownBy(read::toBuilder)
        .withMessageContaining("a file of version 1, which has no examples");
    CustomClasses again = loaded(saved(read), classifier);
    assertThat(again.classify(query)).isEqualTo(custom.classify(query));
    assertThat(again.hasExamples()).isFalse();
    try (SketchClassifier other = with(TestModel.halves().with("author", "other")).build()) {
      for (byte[] bytes : List.of(old, saved(read))) {
        assertThatExceptionOfType(ModelFormatException.class)
            .isThrownBy(() -> loaded(bytes, other))
            .withMessageContaining(other.info().sha256())
            .withMessageEndingWith("the file has no examples to learn them again: stream")
            .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_MODEL));
      }
    }
  }

  @Test
  void loadedClassesCanBeExtendedAndReduced() throws IOException {
    CustomClasses read = loaded(saved(learned(classifier, 4)), classifier);
    assertThat(read.exampleCount("frame")).isEqualTo(4);
    assertThat(read.example("frame", 2)).isEqualTo(classifier.whatTheModelSaw(shape("frame", 2)));

    CustomClasses changed =
        read.toBuilder()
            .remove("cross")
            .removeExample("stairs", 0)
            .add("left", shape("left", 1))
            .add("left", shape("left", 2))
            .learn();

    CustomClasses.Builder same = CustomClasses.on(classifier);
    for (int i = 0; i < 4; i++) {
      same.add("frame", shape("frame", i));
      if (i > 0) {
        same.add("stairs", shape("stairs", i));
      }
    }
    same.add("left", shape("left", 1)).add("left", shape("left", 2));
    assertThat(changed.labels()).containsExactly("frame", "stairs", "left");
    assertThat(saved(changed)).isEqualTo(saved(same.learn()));
    assertThat(read.labels()).as("the loaded ones are unchanged").isEqualTo(SHAPES);
    assertThat(changed.classify(shape("left", 77)).top().orElseThrow().label()).isEqualTo("left");
  }

  @Test
  void namesTheClassThatIsNotThereToBeRemoved() {
    CustomClasses.Builder builder = learned(classifier, 1).toBuilder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.remove("fram"))
        .withMessage("there is no class \"fram\"; near it are frame");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> builder.removeExample("frame", 1));
    CustomClasses rest = builder.removeExample("frame", 0).learn();
    assertThat(rest.labels()).containsExactly("cross", "stairs");
  }

  @Test
  void refusesMoreThanItsLimitsAllow() {
    CustomClasses.Builder builder = CustomClasses.on(classifier);
    float[] many = new float[CustomClasses.MAX_EXAMPLE_POINTS + 1];
    assertThatExceptionOfType(LimitException.class)
        .isThrownBy(() -> builder.add("long", Drawing.of(List.of(Stroke.of(many, many)))))
        .withMessage(
            "points in example (100001) exceed the maximum allowed"
                + " (100000, see CustomClasses.MAX_EXAMPLE_POINTS)");
    for (int i = 0; i < CustomClasses.MAX_CLASSES; i++) {
      builder.add("class " + i, shape("cross", 1));
    }
    assertThatExceptionOfType(LimitException.class)
        .isThrownBy(() -> builder.add("one more", shape("cross", 1)))
        .withMessageContaining("classes (1001)");
    builder.add("class 7", shape("cross", 2));
  }

  /** The file asks for work that takes minutes. */
  @Test
  void tooMuchToLearnAgainIsRefusedAtOnce() throws IOException {
    CustomClasses.Builder builder = CustomClasses.on(classifier);
    for (int i = 0; i < 501; i++) {
      builder.add("class " + i, shape("cross", 1));
    }
    byte[] bytes = saved(builder.learn());
    try (SketchClassifier other = with(TestModel.halves().with("author", "other")).build()) {
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> loaded(bytes, other))
          .withMessageContaining("501 examples of 501 classes are too many");
    }
  }

  @Test
  void isAClassifierLikeAnyOther() {
    Classifier custom = learned(classifier, 5);
    List<Drawing> drawings = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      drawings.add(i % 9 == 0 ? Drawing.empty() : shape(SHAPES.get(i % 3), 100 + i));
    }
    List<Prediction> one = drawings.stream().map(custom::classify).toList();
    assertThat(custom.classifyAll(drawings)).isEqualTo(one);
    assertThat(
            custom
                .classifyAll(drawings.iterator(), d -> d, BatchOptions.defaults())
                .map(Classified::prediction))
        .isEqualTo(one);
    Drawing frame = shape("frame", 1);
    assertThat(custom.matches(frame, "frame", 0.5)).isTrue();
    LiveSketch live = custom.live();
    frame.strokes().forEach(live::add);
    assertThat(live.prediction()).isEqualTo(custom.classify(frame));
    double sum = custom.labels().stream().mapToDouble(live.prediction()::probability).sum();
    assertThat(sum).isCloseTo(1, within(1e-9));
    assertThat(custom.rasterOptions()).isEqualTo(classifier.rasterOptions());
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    byte[] whole = saved(learned(classifier, 2));
    for (int length = 0; length < whole.length; length += length < 200 ? 1 : 997) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(ModelFormatException.class)
          .as("%d bytes", length)
          .isThrownBy(() -> loaded(cut, classifier))
          .satisfies(e -> assertThat(e.reason()).isIn(Reason.CUSTOM_CLASSES, Reason.TRUNCATED));
    }
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      damaged[i < 100 ? i : random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> loaded(damaged, classifier));
    }
  }

  /** With a good checksum, so that what is behind it is tested. */
  @Test
  void mutatedFilesLoadOrAreRefused() throws IOException {
    byte[] whole = saved(learned(classifier, 2));
    Random random = new Random(6);
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] mutated = whole.clone();
      int at = 8 + random.nextInt(i % 2 == 0 ? 140 : mutated.length - 12);
      mutated[at] = (byte) random.nextInt();
      try {
        Prediction prediction = loaded(withSum(mutated), classifier).classify(shape("frame", 3));
        assertThat(prediction.candidates()).isNotEmpty();
      } catch (ModelFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(100, 1_900);
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    byte[] bytes = saved(learned(classifier, 1));
    bytes[7] = 3;
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> loaded(bytes, classifier))
        .withMessage(
            "the custom classes are of version 3, but this release reads versions 1 to 2: stream");
    bytes[0] = 0;
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> loaded(bytes, classifier))
        .withMessage("these are no custom classes: the magic number is another one: stream");
  }

  @Test
  void whatIsLikeNoExampleIsUnknown() {
    try (SketchClassifier strict =
        with(knowing(TestModel.halves()))
            .maxFalseUnknown(0.1)
            .minProbability(0)
            .minMargin(0)
            .build()) {
      CustomClasses custom = learned(strict, 20);
      int known = 0;
      for (int i = 2_000; i < 2_020; i++) {
        for (String name : SHAPES) {
          known += custom.classify(shape(name, i)).verdict() == Verdict.UNKNOWN ? 0 : 1;
        }
        assertThat(custom.classify(shape("left", i)).verdict()).isEqualTo(Verdict.UNKNOWN);
      }
      assertThat(known).as("of 60 known drawings, a tenth may be unknown").isBetween(45, 60);
    }
  }

  @Test
  void withTooFewExamplesNothingIsUnknown() {
    // 5 % of 3 classes of 6 examples is less than one, and an only example has none to compare
    for (int examples : new int[] {1, 6}) {
      CustomClasses custom = learned(classifier, examples);
      assertThat(custom.classify(shape("left", 1)).verdict()).isNotEqualTo(Verdict.UNKNOWN);
    }
  }

  /**
   * A model whose statistics say: drawings of a class are as similar as 0.7 to 1, others up to 0.
   */
  private static TestModel experienced(TestModel model) {
    List<Double> same = new ArrayList<>();
    List<Double> other = new ArrayList<>();
    for (int i = 0; i < SimilarityStatistics.QUANTILES; i++) {
      same.add(0.7 + 0.3 * i / (SimilarityStatistics.QUANTILES - 1));
      other.add(-1 + 1.0 * i / (SimilarityStatistics.QUANTILES - 1));
    }
    Row row = new Row(1, same, other);
    ModelMetadata.builder()
        .similarity(
            SimilarityStatistics.of(new float[classifier.info().embeddingSize()], List.of(row)))
        .build()
        .entries()
        .forEach(model::with);
    return model;
  }

  @Test
  void statisticsOfTheModelGiveAThresholdFromTheFirstExample() throws IOException {
    try (SketchClassifier on =
        with(experienced(knowing(TestModel.halves()))).minProbability(0).minMargin(0).build()) {
      for (String backAgain : List.of("learned", "loaded")) {
        CustomClasses custom = learned(on, 1);
        if (backAgain.equals("loaded")) {
          custom = CustomClasses.load(new ByteArrayInputStream(saved(custom)), on);
        }
        for (int i = 2_000; i < 2_020; i++) {
          assertThat(custom.classify(shape("left", i)).verdict()).isEqualTo(Verdict.UNKNOWN);
          assertThat(custom.classify(shape("frame", i)).verdict()).isEqualTo(Verdict.RECOGNIZED);
        }
      }
    }
  }

  @Test
  void aDrawingThatIsNotSimilarEnoughIsUncertain() {
    try (SketchClassifier on =
        with(experienced(knowing(TestModel.halves())))
            .minProbability(0)
            .minMargin(0)
            .maxFalseUnknown(0)
            .build()) {
      CustomClasses custom = learned(on, 1);
      assertThat(custom.classify(shape("left", 1)).verdict()).isEqualTo(Verdict.UNCERTAIN);
      assertThat(custom.classify(shape("frame", 2_000)).verdict()).isEqualTo(Verdict.RECOGNIZED);
      // a class of the model needs no similarity to the own ones
      Prediction merged = custom.withModelClasses().classify(shape("left", 1));
      assertThat(merged.top().orElseThrow().label()).isEqualTo("left");
      assertThat(merged.verdict()).isEqualTo(Verdict.RECOGNIZED);
    }
  }

  @Test
  void theModelsClassesAreToldFromTheOwnOnes() {
    CustomClasses merged = learned(classifier, 10).withModelClasses();
    assertThat(merged.labels())
        .containsExactly("left", "right", "upper", "lower", "cross", "frame", "stairs");
    assertThat(merged.withModelClasses()).isSameAs(merged);
    assertThat(merged).hasToString("CustomClasses[3 on test4, with its classes]");
    for (int i = 3_000; i < 3_010; i++) {
      assertThat(merged.classify(shape("left", i)).top().orElseThrow().label()).isEqualTo("left");
      assertThat(merged.classify(shape("frame", i)).top().orElseThrow().label()).isEqualTo("frame");
    }
    try (SketchClassifier all = with(knowing(TestModel.halves())).topK(100).build()) {
      Prediction prediction = learned(all, 10).withModelClasses().classify(shape("left", 1));
      assertThat(prediction.candidates()).hasSize(7);
      assertThat(prediction.candidates().stream().mapToDouble(Candidate::probability).sum())
          .isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void theModelsClassesAreRefusedWhereTheyCannotBeCompared() {
    CustomClasses same = CustomClasses.on(classifier).add("left", shape("frame", 1)).learn();
    assertThatIllegalStateException()
        .isThrownBy(same::withModelClasses)
        .withMessage("an own class must not have a label of model test4: \"left\"");
    try (SketchClassifier plain = with(TestModel.halves()).build()) {
      CustomClasses custom = learned(plain, 1);
      assertThat(custom.classify(shape("cross", 9)).top().orElseThrow().label()).isEqualTo("cross");
      assertThatIllegalStateException()
          .isThrownBy(custom::withModelClasses)
          .withMessageContaining("its metadata has no entries \"sketch.unknown.*\"");
    }
  }

  @Test
  void refusesExamplesWithoutInkAndLabelsWithoutText() {
    CustomClasses.Builder builder = CustomClasses.on(classifier);
    assertThatIllegalStateException().isThrownBy(builder::learn);
    assertThatExceptionOfType(ExampleException.class)
        .isThrownBy(() -> builder.add("nothing", Drawing.empty()))
        .withMessage("an example must have ink, but the drawing of \"nothing\" has none");
    assertThatExceptionOfType(ExampleException.class)
        .isThrownBy(() -> builder.add("nothing", Raster.of(28, 28, new byte[784])))
        .withMessageContaining("the raster");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.add(" ", shape("cross", 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add("x".repeat(1_001), shape("cross", 1)));
  }

  @Test
  void needsAModelThatGivesItsEmbedding() {
    try (SketchClassifier none =
        SketchClassifier.builder()
            .model(TestModel.halves().bytesWithoutEmbedding())
            .backend("reference")
            .build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CustomClasses.on(none))
          .withMessage(
              "custom classes need an embedding, but model test4 has no output \"embedding\"");
    }
  }

  @Test
  void refusesToClassifyOnceTheClassifierIsClosed() {
    SketchClassifier closing = with(knowing(TestModel.halves())).build();
    CustomClasses custom = learned(closing, 1);
    closing.close();
    assertThatIllegalStateException().isThrownBy(() -> custom.classify(shape("frame", 1)));
  }

  @Test
  void servesManyThreads() throws Exception {
    CustomClasses custom = learned(classifier, 5).withModelClasses();
    ExecutorService executor = Executors.newFixedThreadPool(8);
    try {
      List<Future<Prediction>> futures = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        Drawing query = shape(SHAPES.get(i % 3), i);
        futures.add(executor.submit(() -> custom.classify(query)));
      }
      for (int i = 0; i < futures.size(); i++) {
        assertThat(futures.get(i).get()).isEqualTo(custom.classify(shape(SHAPES.get(i % 3), i)));
      }
    } finally {
      executor.shutdownNow();
    }
  }
}
