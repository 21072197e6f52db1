package org.sketchsdk.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.Prediction.Candidate;
import org.sketchsdk.infer.Prediction.Verdict;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelFormatException.Reason;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.image.Picture;
import org.sketchsdk.testing.models.TestModel;

class SketchClassifierTest {
  private static final List<String> ABC = List.of("a", "b", "c", "d");

  private static Drawing drawing(float... xy) {
    float[] x = new float[xy.length / 2];
    float[] y = new float[xy.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = xy[2 * i];
      y[i] = xy[2 * i + 1];
    }
    return Drawing.of(List.of(Stroke.of(x, y)));
  }

  /** Strokes that differ from drawing to drawing. */
  private static Drawing drawing(int seed) {
    return drawing(0, 0, 100 + seed, 7 * seed % 90, 50, 100, 3 * seed % 80, 20 + seed % 50);
  }

  private static SketchClassifier.Builder with(TestModel model) {
    return SketchClassifier.builder().model(model.bytes()).backend("reference");
  }

  private static BatchOptions threads(int threads) {
    return BatchOptions.builder().threads(threads).build();
  }

  private static Prediction classifyConstant(SketchClassifier.Builder builder) {
    try (SketchClassifier classifier = builder.build()) {
      return classifier.classify(drawing(1));
    }
  }

  @Test
  void loadsTheEmbeddedModel() {
    try (SketchClassifier classifier = SketchClassifier.load()) {
      assertThat(classifier.info().name()).isEqualTo("quickdraw25");
      assertThat(classifier.info().labels()).hasSize(25).contains("cat", "house", "umbrella");
      assertThat(classifier.classify(drawing(1)).candidates()).hasSize(3);
    }
  }

  @Test
  void loadsEachEmbeddedModelByItsName() {
    assertThat(SketchClassifier.embeddedModels()).containsExactly("quickdraw25", "quickdraw345");
    for (String name : SketchClassifier.embeddedModels()) {
      try (SketchClassifier classifier = SketchClassifier.load(name)) {
        assertThat(classifier.info().name()).isEqualTo(name);
        assertThat(classifier.classify(drawing(1)).candidates()).hasSize(3);
      }
    }
  }

  @Test
  void namesTheEmbeddedModelsWhereOneIsUnknown() {
    assertThatThrownBy(() -> SketchClassifier.load("doodles"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no embedded model 'doodles'; there are "
                + String.join(", ", SketchClassifier.embeddedModels()));
  }

  @Test
  void knowsWhatItSees() {
    Drawing corner = drawing(0, 0, 0, 100, 60, 100); // down on the left, then along the bottom
    try (SketchClassifier classifier = with(TestModel.halves()).topK(4).build()) {
      assertThat(classifier.classify(corner).candidates())
          .extracting(Candidate::label)
          .containsExactly("left", "lower", "upper", "right");
    }
  }

  @Test
  void rendersWithTheOptionsOfTheModel() {
    try (SketchClassifier classifier = with(TestModel.random()).build()) {
      for (int i = 0; i < 20; i++) {
        Raster raster = Rasterizer.create(classifier.info().rasterOptions()).render(drawing(i));
        assertThat(classifier.classify(drawing(i))).isEqualTo(classifier.classify(raster));
      }
    }
  }

  @Test
  void probabilitiesAreTheSoftmaxOfTheLogits() {
    Prediction prediction = classifyConstant(with(TestModel.constant(ABC, 1, 3, 0, 2)).topK(4));
    double sum = Math.exp(1) + Math.exp(3) + Math.exp(0) + Math.exp(2);
    assertThat(prediction.candidates())
        .extracting(Candidate::label)
        .containsExactly("b", "d", "a", "c");
    for (int i = 0; i < 4; i++) {
      assertThat(prediction.candidates().get(i).probability())
          .isCloseTo(Math.exp(3 - i) / sum, within(1e-12));
    }
  }

  @Test
  void dividesLogitsByTheTemperature() {
    TestModel model = TestModel.constant(List.of("a", "b"), 0, 3).with("sketch.temperature", "1.5");
    assertThat(classifyConstant(with(model)).top().orElseThrow().probability())
        .isCloseTo(1 / (1 + Math.exp(-2)), within(1e-12));
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    Prediction prediction =
        classifyConstant(with(TestModel.constant(ABC, 1e30f, 3e30f, -3e30f, 0)).topK(4));
    assertThat(prediction.candidates())
        .extracting(Candidate::label)
        .containsExactly("b", "a", "d", "c");
    assertThat(prediction.candidates())
        .extracting(Candidate::probability)
        .containsExactly(1.0, 0.0, 0.0, 0.0);
  }

  @Test
  void equalLogitsKeepTheOrderOfTheLabels() {
    assertThat(classifyConstant(with(TestModel.constant(ABC, 1, 2, 2, 1)).topK(4)).candidates())
        .extracting(Candidate::label)
        .containsExactly("b", "c", "a", "d");
    assertThat(classifyConstant(with(TestModel.constant(ABC, 5, 5, 5, 5))).candidates())
        .extracting(Candidate::label)
        .containsExactly("a", "b", "c");
  }

  @Test
  void findsTheTopOfAnyOrder() {
    // Every order of four logits, and every number of candidates.
    for (int order = 0; order < 256; order++) {
      int[] ranks = {order & 3, order >> 2 & 3, order >> 4 & 3, order >> 6};
      if (Arrays.stream(ranks).distinct().count() < 4) {
        continue;
      }
      List<String> sorted = new ArrayList<>(Collections.nCopies(4, ""));
      for (int label = 0; label < 4; label++) {
        sorted.set(ranks[label], ABC.get(label));
      }
      TestModel model = TestModel.constant(ABC, -ranks[0], -ranks[1], -ranks[2], -ranks[3]);
      for (int topK = 1; topK <= 4; topK++) {
        assertThat(classifyConstant(with(model).topK(topK)).candidates())
            .extracting(Candidate::label)
            .isEqualTo(sorted.subList(0, topK));
      }
    }
  }

  @Test
  void givesThreeCandidatesUnlessAskedForOthers() {
    TestModel model = TestModel.constant(ABC, 1, 2, 3, 4);
    assertThat(classifyConstant(with(model)).candidates()).hasSize(3);
    assertThat(classifyConstant(with(model).topK(1)).candidates()).hasSize(1);
    assertThat(classifyConstant(with(model).topK(100)).candidates()).hasSize(4);
  }

  @Test
  void isRecognizedFromTheThresholdOn() {
    TestModel even = TestModel.constant(List.of("a", "b"), 0, 0);
    assertThat(classifyConstant(with(even).minMargin(0)).verdict()).isEqualTo(Verdict.RECOGNIZED);
    assertThat(classifyConstant(with(even).minMargin(0).minProbability(0.51)).verdict())
        .isEqualTo(Verdict.UNCERTAIN);
    assertThat(classifyConstant(with(even).minMargin(0).minProbability(0)).verdict())
        .isEqualTo(Verdict.RECOGNIZED);
    TestModel third = TestModel.constant(List.of("a", "b", "c"), 0, 0, 0);
    assertThat(classifyConstant(with(third).minMargin(0)).verdict()).isEqualTo(Verdict.UNCERTAIN);
  }

  @Test
  void isRecognizedOnlyIfTheFirstLeads() {
    // The probabilities are 0.55 and 0.45.
    TestModel close =
        TestModel.constant(List.of("a", "b"), (float) Math.log(0.55), (float) Math.log(0.45));
    for (int topK : new int[] {1, 3}) {
      assertThat(classifyConstant(with(close).topK(topK)).verdict()).isEqualTo(Verdict.UNCERTAIN);
      assertThat(classifyConstant(with(close).topK(topK).minMargin(0.11)).verdict())
          .isEqualTo(Verdict.UNCERTAIN);
      assertThat(classifyConstant(with(close).topK(topK).minMargin(0.09)).verdict())
          .isEqualTo(Verdict.RECOGNIZED);
    }
    try (SketchClassifier classifier = with(close).build()) {
      assertThat(classifier.minMargin()).isEqualTo(0.2);
    }
  }

  @Test
  void takesTheThresholdOfTheModelUnlessGivenOne() {
    TestModel model =
        TestModel.constant(List.of("a", "b"), 0, 0).with("sketch.minProbability", "0.6");
    assertThat(classifyConstant(with(model)).verdict()).isEqualTo(Verdict.UNCERTAIN);
    assertThat(classifyConstant(with(model).minMargin(0).minProbability(0.4)).verdict())
        .isEqualTo(Verdict.RECOGNIZED);
    try (SketchClassifier classifier = with(model).build()) {
      assertThat(classifier.minProbability()).isEqualTo(0.6);
    }
  }

  @Test
  void aDrawingWithoutInkIsEmpty() {
    try (SketchClassifier classifier = with(TestModel.random()).build()) {
      Prediction expected = Prediction.of(Verdict.EMPTY, List.of());
      assertThat(classifier.classify(Drawing.empty())).isEqualTo(expected);
      assertThat(classifier.classify(Raster.of(28, 28, new byte[28 * 28]))).isEqualTo(expected);
      assertThat(classifier.classifyAll(List.of(Drawing.empty()))).containsExactly(expected);
    }
  }

  @Test
  void aDotIsNotEmpty() {
    try (SketchClassifier classifier = with(TestModel.random()).build()) {
      assertThat(classifier.classify(drawing(5f, 5f)).verdict()).isNotEqualTo(Verdict.EMPTY);
    }
  }

  @Test
  void refusesARasterOfAnotherSize() {
    try (SketchClassifier classifier = with(TestModel.random()).build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> classifier.classify(Raster.of(28, 29, new byte[28 * 29])))
          .withMessage("model test5 takes rasters of 28 x 28 pixels, not 28 x 29");
    }
  }

  @Test
  void classifiesManyAsOneByOne() {
    List<Drawing> drawings = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      drawings.add(i % 7 == 3 ? Drawing.empty() : drawing(i));
    }
    try (SketchClassifier classifier = with(TestModel.random()).topK(5).build()) {
      for (int count : new int[] {0, 1, 3, 4, 31, 32, 33, 36, 38, 39, 100}) {
        List<Prediction> predictions = classifier.classifyAll(drawings.subList(0, count));
        assertThat(predictions).hasSize(count).isUnmodifiable();
        for (int i = 0; i < count; i++) {
          Prediction expected = classifier.classify(drawings.get(i));
          Prediction actual = predictions.get(i);
          assertThat(actual.verdict()).isEqualTo(expected.verdict());
          assertThat(actual.candidates())
              .extracting(Candidate::label)
              .isEqualTo(expected.candidates().stream().map(Candidate::label).toList());
          for (int c = 0; c < actual.candidates().size(); c++) {
            assertThat(actual.candidates().get(c).probability())
                .isCloseTo(expected.candidates().get(c).probability(), within(1e-5));
          }
        }
      }
    }
  }

  @Test
  void classifiesALongSourceAsOneByOne() {
    List<Drawing> drawings = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      drawings.add(i % 7 == 3 ? Drawing.empty() : drawing(i));
    }
    try (SketchClassifier classifier = with(TestModel.random()).topK(5).build();
        Stream<Classified<Integer>> results =
            classifier.classifyAll(IntStream.range(0, 500).iterator(), drawings::get, threads(2))) {
      List<Classified<Integer>> all = results.toList();
      assertThat(all).hasSize(500);
      for (int i = 0; i < 500; i++) {
        Prediction expected = classifier.classify(drawings.get(i));
        assertThat(all.get(i).item()).isEqualTo(i);
        assertThat(all.get(i).prediction().verdict()).isEqualTo(expected.verdict());
        assertThat(all.get(i).prediction().candidates())
            .extracting(Candidate::label)
            .isEqualTo(expected.candidates().stream().map(Candidate::label).toList());
      }
      // the number of threads changes no bit
      try (Stream<Classified<Integer>> again =
          classifier.classifyAll(IntStream.range(0, 500).iterator(), drawings::get, threads(5))) {
        assertThat(again.toList()).isEqualTo(all);
      }
    }
  }

  @Test
  void aFailureOfTheEngineIsTheResultOfItsItem() {
    try (SketchClassifier classifier = with(TestModel.constant(ABC, 1, Float.NaN, 2, 3)).build();
        Stream<Classified<Drawing>> results =
            classifier.classifyAll(
                List.of(drawing(1), Drawing.empty(), drawing(2)).iterator(), d -> d, threads(1))) {
      List<Classified<Drawing>> all = results.toList();
      assertThat(all).hasSize(3);
      assertThat(all.get(1).prediction().verdict()).isEqualTo(Verdict.EMPTY);
      for (int i = 0; i < 3; i += 2) {
        assertThat(all.get(i).error().orElseThrow())
            .hasMessage(
                "item "
                    + i
                    + " cannot be classified: backend reference: model test4 gave b the logit NaN")
            .hasCauseInstanceOf(BackendException.class);
      }
    }
  }

  @Test
  void aClassifierClosedMeanwhileEndsALongSourceWithItsPlace() {
    SketchClassifier classifier = with(TestModel.random()).build();
    try (Stream<Classified<Drawing>> results =
        classifier.classifyAll(Stream.generate(() -> drawing(1)).iterator(), d -> d, threads(2))) {
      assertThatExceptionOfType(ClassificationException.class)
          .isThrownBy(() -> results.forEach(result -> classifier.close()))
          .withMessageContaining("closed")
          .withCauseInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void refusesALongSourceThatIsMissingOrOnceClosed() {
    SketchClassifier classifier = with(TestModel.random()).build();
    Iterator<Drawing> none = Collections.emptyIterator();
    assertThatNullPointerException()
        .isThrownBy(() -> classifier.classifyAll((Iterator<Drawing>) null, d -> d, threads(1)));
    assertThatNullPointerException()
        .isThrownBy(() -> classifier.classifyAll(none, null, threads(1)));
    assertThatNullPointerException()
        .isThrownBy(() -> classifier.classifyAll(none, d -> d, (BatchOptions) null));
    classifier.close();
    assertThatExceptionOfType(ClassificationException.class)
        .isThrownBy(
            () ->
                classifier.classifyAll(List.of(drawing(1)).iterator(), d -> d, threads(1)).count())
        .withCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void answersForEveryLabelAndNotOnlyForTheCandidates() {
    TestModel model = TestModel.constant(ABC, 1, 3, 0, 2);
    Prediction all = classifyConstant(with(model).topK(4));
    Prediction one = classifyConstant(with(model).topK(1));
    assertThat(one.candidates()).hasSize(1);
    for (int i = 0; i < 4; i++) {
      Candidate candidate = all.candidates().get(i);
      assertThat(one.probability(candidate.label())).isEqualTo(candidate.probability());
      assertThat(one.rank(candidate.label())).hasValue(i + 1);
    }
    try (SketchClassifier classifier = with(model).build()) {
      Prediction empty = classifier.classify(Drawing.empty());
      assertThat(empty.probability("a")).isZero();
      assertThat(empty.rank("a")).isEmpty();
      assertThatIllegalArgumentException().isThrownBy(() -> empty.probability("z"));
    }
  }

  @Test
  void classifiesALongSourceOfPictures() {
    try (SketchClassifier classifier = SketchClassifier.load()) {
      Rasterizer rasterizer = Rasterizer.create(classifier.rasterOptions());
      Set<Thread> decoders = ConcurrentHashMap.newKeySet();
      AtomicInteger read = new AtomicInteger();
      Iterator<Integer> source =
          IntStream.range(0, 40).peek(i -> read.incrementAndGet()).iterator();
      try (Stream<Classified<Integer>> results =
          classifier.classifyPictures(
              source,
              number -> {
                decoders.add(Thread.currentThread());
                if (number == 5) {
                  throw new UncheckedIOException(new IOException("no such picture"));
                }
                return number == 6 ? null : Picture.of(rasterizer.render(drawing(number)));
              },
              threads(2))) {
        int taken = 0;
        for (Iterator<Classified<Integer>> it = results.iterator(); it.hasNext(); taken++) {
          Classified<Integer> result = it.next();
          assertThat(result.item()).isEqualTo(taken);
          assertThat(read.get() - taken).isLessThanOrEqualTo(7); // 3 per thread, and this one
          if (taken == 5 || taken == 6) {
            assertThat(result.error().orElseThrow())
                .hasMessageStartingWith("item " + taken + " cannot be classified: ");
            assertThat(result.picture()).isEmpty();
          } else {
            Picture image = Picture.of(rasterizer.render(drawing(taken)));
            PicturePrediction expected = classifier.classify(image);
            assertThat(result.picture()).hasValue(expected);
            assertThat(result.prediction()).isEqualTo(expected.prediction());
          }
        }
        assertThat(taken).isEqualTo(40);
      }
      assertThat(decoders).doesNotContain(Thread.currentThread());
      List<Picture> images =
          List.of(
              Picture.of(rasterizer.render(drawing(1))),
              Picture.of(Raster.of(28, 28, new byte[784])));
      assertThat(classifier.classifyPictures(images))
          .extracting(found -> found.prediction().verdict() == Verdict.EMPTY)
          .containsExactly(false, true);
      assertThatNullPointerException()
          .isThrownBy(() -> classifier.classifyPictures(Arrays.asList(images.get(0), null)))
          .withMessage("images[1] is null");
    }
  }

  @Test
  void embedsDrawingsAsVectorsOfLengthOne() {
    try (SketchClassifier classifier = SketchClassifier.load()) {
      assertThat(classifier.embeds()).isTrue();
      List<Drawing> drawings = new ArrayList<>();
      for (int i = 0; i < 70; i++) {
        drawings.add(i % 10 == 9 ? Drawing.empty() : drawing(i));
      }
      List<float[]> embeddings = classifier.embedAll(drawings);
      for (int i = 0; i < drawings.size(); i++) {
        float[] embedding = classifier.embed(drawings.get(i));
        assertThat(embedding).hasSize(256).isEqualTo(embeddings.get(i));
        double squares = 0;
        for (float value : embedding) {
          squares += value * value;
        }
        assertThat(squares).isCloseTo(i % 10 == 9 ? 0 : 1, within(1e-5));
        Raster raster = classifier.whatTheModelSaw(drawings.get(i));
        assertThat(classifier.embed(raster)).isEqualTo(embedding);
      }
      assertThat(similarity(embeddings.get(1), embeddings.get(1)))
          .isGreaterThan(similarity(embeddings.get(1), embeddings.get(50)));
      assertThat(embeddings.get(9)).isNotSameAs(embeddings.get(19));
    }
  }

  private static double similarity(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void aModelWithoutEmbeddingSaysSo() {
    try (SketchClassifier classifier =
        SketchClassifier.builder()
            .model(TestModel.halves().bytesWithoutEmbedding())
            .backend("reference")
            .build()) {
      assertThat(classifier.embeds()).isFalse();
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> classifier.embed(drawing(1)))
          .withMessage("model test4 has no output \"embedding\"");
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> classifier.embedAll(List.of()));
    }
  }

  @Test
  void refusesNoDrawing() {
    try (SketchClassifier classifier = with(TestModel.random()).build()) {
      assertThatNullPointerException().isThrownBy(() -> classifier.classify((Drawing) null));
      assertThatNullPointerException().isThrownBy(() -> classifier.classify((Raster) null));
      assertThatNullPointerException().isThrownBy(() -> classifier.classifyAll(null));
      assertThatNullPointerException()
          .isThrownBy(() -> classifier.classifyAll(Arrays.asList(drawing(1), null)))
          .withMessage("drawings[1] is null");
    }
  }

  @Test
  void refusesLogitsThatAreNoNumbers() {
    TestModel model = TestModel.constant(ABC, 1, Float.NaN, 2, 3);
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> classifyConstant(with(model)))
        .withMessage("backend reference: model test4 gave b the logit NaN");
  }

  @Test
  void manyThreadsGetTheAnswersOfOne() throws Exception {
    List<Drawing> drawings = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      drawings.add(drawing(i));
    }
    ExecutorService executor = Executors.newFixedThreadPool(8);
    try (SketchClassifier classifier = with(TestModel.random()).build()) {
      List<Prediction> expected = drawings.stream().map(classifier::classify).toList();
      List<Prediction> expectedOfBatch = classifier.classifyAll(drawings);
      List<Future<?>> futures = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        futures.add(
            executor.submit(
                () -> {
                  for (int round = 0; round < 20; round++) {
                    assertThat(drawings.stream().map(classifier::classify).toList())
                        .isEqualTo(expected);
                    assertThat(classifier.classifyAll(drawings)).isEqualTo(expectedOfBatch);
                  }
                }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void refusesToWorkOnceClosed() {
    SketchClassifier classifier = with(TestModel.random()).build();
    classifier.close();
    classifier.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> classifier.classify(drawing(1)))
        .withMessage("the classifier is closed");
    assertThatIllegalStateException().isThrownBy(() -> classifier.classify(Drawing.empty()));
    assertThatIllegalStateException().isThrownBy(() -> classifier.classifyAll(List.of()));
    assertThat(classifier.info().name()).isEqualTo("test5");
  }

  @Test
  void readsAModelFromAFileAStreamOrBytes(@TempDir Path folder) throws IOException {
    byte[] bytes = TestModel.halves().bytes();
    Path file = Files.write(folder.resolve("model.onnx"), bytes);
    List<SketchClassifier.Builder> builders =
        List.of(
            SketchClassifier.builder().model(file),
            SketchClassifier.builder().model(new ByteArrayInputStream(bytes)),
            SketchClassifier.builder().model(bytes));
    Arrays.fill(bytes, (byte) 0); // copied by the builder
    for (SketchClassifier.Builder builder : builders) {
      try (SketchClassifier classifier = builder.build()) {
        assertThat(classifier.info().name()).isEqualTo("test4");
        assertThat(classifier.backend()).isEqualTo("reference");
        assertThat(classifier).hasToString("SketchClassifier[test4 on reference]");
      }
    }
  }

  @Test
  void namesTheFileInARefusal(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "hello");
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SketchClassifier.builder().model(file).build())
        .withMessageStartingWith("not an ONNX model: ")
        .withMessageEndingWith(": " + file);
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> SketchClassifier.builder().model(folder.resolve("none.onnx")));
  }

  @Test
  void stopsReadingAnEndlessModel() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] dst, int offset, int length) {
            return length;
          }
        };
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SketchClassifier.builder().model(endless))
        .withMessageContaining("268435456");
  }

  @Test
  void refusesAnotherModelThanTheOneWithTheHash() {
    byte[] bytes = TestModel.random().bytes();
    String sha256 = ModelInfo.read(bytes, "test").sha256();
    SketchClassifier.builder().model(bytes).sha256(sha256.toUpperCase(Locale.ROOT)).build().close();
    String other = "0".repeat(64);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SketchClassifier.builder().model(bytes).sha256(other).build())
        .withMessage("the SHA-256 is " + sha256 + ", not " + other + ": bytes")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SHA256));
  }

  @Test
  void theHashIsCheckedBeforeTheFormat() {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(
            () -> SketchClassifier.builder().model(new byte[10]).sha256("0".repeat(64)).build())
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SHA256));
  }

  @Test
  void refusesSettingsOutOfRange() {
    SketchClassifier.Builder builder = SketchClassifier.builder();
    assertThatIllegalArgumentException().isThrownBy(() -> builder.topK(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.threads(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.threads(257));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.minProbability(-0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.minProbability(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.minMargin(1.1))
        .withMessage("minMargin must be 0 to 1: 1.1");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.sha256("abc"));
    assertThatNullPointerException().isThrownBy(() -> builder.backend(null));
  }

  @Test
  void refusesAnUnknownBackendAndNamesTheKnownOnes() {
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> with(TestModel.random()).backend("tflite").build())
        .withMessageContaining("\"tflite\"")
        .withMessageContaining("[java, reference]");
  }

  @Test
  void moreThreadsGiveTheSameAnswers() {
    try (SketchClassifier one = with(TestModel.random()).build();
        SketchClassifier two = with(TestModel.random()).threads(2).build()) {
      for (int i = 0; i < 10; i++) {
        assertThat(two.classify(drawing(i)).top().orElseThrow().label())
            .isEqualTo(one.classify(drawing(i)).top().orElseThrow().label());
      }
    }
  }

  @Test
  void aCallAllocatesLittle() {
    Drawing drawing = drawing(3);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int calls = 1_000;
    long perCall;
    try (SketchClassifier classifier = SketchClassifier.builder().backend("java").build()) {
      for (int i = 0; i < calls; i++) {
        classifier.classify(drawing);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < calls; i++) {
        classifier.classify(drawing);
      }
      perCall = (threads.getCurrentThreadAllocatedBytes() - before) / calls;
    }
    System.out.println("classify(Drawing): " + perCall + " bytes allocated a call");
    assertThat(perCall).isLessThan(1_200);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leavesNoSocketOpen() {
    Set<String> before = sockets();
    try (SketchClassifier classifier = with(TestModel.random()).build()) {
      classifier.classify(drawing(1));
      Set<String> opened = sockets();
      opened.removeAll(before);
      assertThat(opened).isEmpty();
    }
  }

  private static Set<String> sockets() {
    Set<String> sockets = new TreeSet<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        // The listing's own descriptor is gone by now.
        if (Files.isSymbolicLink(descriptor)) {
          String target = Files.readSymbolicLink(descriptor).toString();
          if (target.startsWith("socket:")) {
            sockets.add(target);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sockets;
  }
}
