package org.sketchsdk.infer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.LimitException;
import org.sketchsdk.core.internal.file.AtomicFile;
import org.sketchsdk.infer.Example.Reading;
import org.sketchsdk.infer.Inference.Head;
import org.sketchsdk.infer.internal.platform.Streams;
import org.sketchsdk.infer.internal.text.Texts;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelFormatException.Reason;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.infer.model.ModelMetadata;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.image.InkExtraction;
import org.sketchsdk.render.image.Picture;

/**
 * Classifies drawings by classes of your own. They are learned in milliseconds from a few examples
 * per class, on the embedding of a model, which itself does not change.
 *
 * <pre>{@code
 * CustomClasses custom =
 *     CustomClasses.on(classifier)
 *         .add("rocket", rocket1).add("rocket", rocket2)   // 5 to 50 per class are best
 *         .add("robot", robot1).add("robot", robot2)
 *         .learn();
 * Prediction prediction = custom.classify(drawing);               // rocket or robot
 * Prediction any = custom.withModelClasses().classify(drawing);   // or one of the model's classes
 * custom.save(Path.of("toys.classes"));
 * }</pre>
 *
 * <p><b>Later changes.</b> The saved file has the examples. So classes that were loaded can be
 * extended, and a new version of the model learns them again:
 *
 * <pre>{@code
 * CustomClasses toys = CustomClasses.load(Path.of("toys.classes"), classifier);
 * CustomClasses more =
 *     toys.toBuilder().add("ball", ball).removeExample("robot", 0).remove("rocket").learn();
 * }</pre>
 *
 * <p><b>Method.</b> A softmax regression on the embedding divided by its length.
 *
 * <p><b>Verdict.</b> The model knows how similar drawings of one class usually are, see {@link
 * org.sketchsdk.infer.model.SimilarityStatistics}. So the verdict works from the first example on:
 *
 * <ul>
 *   <li>{@link Prediction.Verdict#UNKNOWN}: the drawing is less similar to each class than a share
 *       of {@link SketchClassifier#maxFalseUnknown()} of the drawings of a class usually is.
 *   <li>{@link Prediction.Verdict#RECOGNIZED}: the first candidate has at least {@link
 *       SketchClassifier#minProbability()} and leads by {@link SketchClassifier#minMargin()}, and
 *       the drawing is similar enough to it. At the threshold, drawings of the class are turned
 *       away as often as strange ones are accepted, but never more than a fifth of them.
 *   <li>{@link Prediction.Verdict#UNCERTAIN}: all others.
 * </ul>
 *
 * <p>A model without these statistics compares each example with the other examples of its class.
 * Then nothing is {@code UNKNOWN} with fewer than 1 / {@code maxFalseUnknown} examples, 20 by
 * default.
 *
 * <p>Predictions have the {@code topK} of the classifier.
 *
 * <p>The same examples in the same order give the same classes, to the bit, if the backend gives
 * the same embeddings. The SDK's INT8 models do so everywhere.
 *
 * <p>Immutable and thread-safe. The object runs on the classifier that it was learned or loaded
 * with. It does not close the classifier, and refuses to classify once that is closed.
 */
public final class CustomClasses implements Classifier {
  /** The most classes. */
  public static final int MAX_CLASSES = 1_000;

  /** The most examples of all classes together. */
  public static final int MAX_EXAMPLES = 100_000;

  /** The most bytes of a file. */
  public static final int MAX_FILE_BYTES = 64 << 20;

  /** The most points of an example. */
  public static final int MAX_EXAMPLE_POINTS = 100_000;

  // What learning again may cost while a file is loaded: some seconds.
  private static final int MAX_RELEARNED_EXAMPLES = 5_000;
  private static final long MAX_RELEARNED_PRODUCTS = 250_000; // classes times examples

  private final SketchClassifier classifier;
  private final FewShotHead head;
  private final List<String> labels; // of the head
  private final List<Example> examples; // none if a file of version 1 was loaded
  private final Optional<KnownGate> gate; // present if the model's classes are among them
  private final Scoring scoring; // of all labels
  private final double strangeBelow;
  private final Optional<OwnClassThresholds> thresholds; // empty if the model has no statistics
  private final Head<Prediction> prediction = new PredictionHead();

  /** Predicts own classes, and those of the model if they are among them. */
  private final class PredictionHead implements Head<Prediction> {
    @Override
    public boolean needsEmbedding() {
      return true;
    }

    @Override
    public Prediction empty() {
      return scoring.empty();
    }

    @Override
    public Prediction read(Outputs outputs) {
      float[] unit = outputs.unitEmbedding();
      boolean unknown = isUnknown(unit);
      double[] probabilities = head.probabilities(unit);
      if (gate.isPresent()) {
        Softmax softmax = outputs.softmax();
        double score = outputs.knownScore(softmax);
        unknown &= score < classifier.unknownBelow();
        probabilities = gate.get().merge(score, softmax.probabilities(), probabilities);
      }
      int others = probabilities.length - labels.size(); // classes of the model
      return scoring.predict(
          new Probabilities(probabilities),
          unknown,
          label -> label < others || fits(unit, label - others),
          scoring.newTop());
    }
  }

  private CustomClasses(
      SketchClassifier classifier,
      FewShotHead head,
      List<String> labels,
      List<Example> examples,
      Optional<KnownGate> gate) {
    this.classifier = classifier;
    this.head = head;
    this.labels = labels;
    this.examples = examples;
    this.gate = gate;
    List<String> all = new ArrayList<>();
    if (gate.isPresent()) {
      all.addAll(classifier.labels());
    }
    all.addAll(labels);
    this.scoring =
        new Scoring(
            Collections.unmodifiableList(all),
            classifier.topK(),
            classifier.minProbability(),
            classifier.minMargin());
    this.strangeBelow = head.strangeBelow(classifier.maxFalseUnknown());
    this.thresholds = examples.isEmpty() ? Optional.empty() : thresholds();
  }

  private Optional<OwnClassThresholds> thresholds() {
    int[] counts = labels.stream().mapToInt(label -> ofClass(examples, label).size()).toArray();
    return classifier
        .info()
        .similarity()
        .map(
            statistics ->
                new OwnClassThresholds(
                    statistics, head.means(), counts, classifier.maxFalseUnknown()));
  }

  private boolean isUnknown(float[] unit) {
    return thresholds
        .map(all -> all.unknown(unit))
        .orElseGet(() -> head.similarity(unit) < strangeBelow);
  }

  private boolean fits(float[] unit, int label) {
    return thresholds.map(all -> all.fits(unit, label)).orElse(true);
  }

  /**
   * Starts to learn classes.
   *
   * @param classifier gives the embeddings, here and whenever the classes are used; not closed
   * @return a builder without examples
   * @throws IllegalArgumentException if the classifier gives no embedding, see {@link
   *     SketchClassifier#embeds()}
   */
  public static Builder on(SketchClassifier classifier) {
    requireEmbedding(classifier);
    return new Builder(classifier, List.of());
  }

  private static void requireEmbedding(SketchClassifier classifier) {
    if (!classifier.embeds()) {
      throw new IllegalArgumentException(
          "custom classes need an embedding, but " + classifier.withoutEmbedding());
    }
  }

  /** Collects examples. Not thread-safe. */
  public static final class Builder {
    private final SketchClassifier classifier;
    private final List<Example> examples; // in the order in which they were added

    private Builder(SketchClassifier classifier, List<Example> examples) {
      this.classifier = classifier;
      this.examples = new ArrayList<>(examples);
    }

    /**
     * Adds an example.
     *
     * @param label its class, a new one or one with examples; not blank, at most 1,000 characters
     * @param drawing a drawing with ink, of at most {@value CustomClasses#MAX_EXAMPLE_POINTS}
     *     points
     * @return this
     * @throws IllegalArgumentException if the label is blank or too long
     * @throws ExampleException if the drawing has no ink
     * @throws LimitException if there are too many classes, examples or points
     * @throws IllegalStateException if the classifier is closed
     * @throws org.sketchsdk.infer.spi.BackendException if the engine fails
     */
    public Builder add(String label, Drawing drawing) {
      Objects.requireNonNull(drawing, "drawing");
      return add(Example.of(label, drawing), "the drawing");
    }

    /**
     * Adds an example. Prefer drawings: a model with rasters of another size cannot learn from this
     * raster, and a file takes 16 KB for it.
     *
     * @param label its class, a new one or one with examples; not blank, at most 1,000 characters
     * @param raster a raster with ink, of the model's size
     * @return this
     * @throws IllegalArgumentException if the label is blank or too long, or the raster has another
     *     size
     * @throws ExampleException if the raster has no ink
     * @throws LimitException if there are too many classes or examples
     * @throws IllegalStateException if the classifier is closed
     * @throws org.sketchsdk.infer.spi.BackendException if the engine fails
     */
    public Builder add(String label, Raster raster) {
      Objects.requireNonNull(raster, "raster");
      return add(Example.of(label, raster), "the raster");
    }

    /**
     * Adds the drawing in a picture as an example.
     *
     * @param label its class, a new one or one with examples; not blank, at most 1,000 characters
     * @param image a picture in which {@link org.sketchsdk.render.image.InkExtractor} finds a
     *     drawing
     * @return this
     * @throws IllegalArgumentException if the label is blank or too long
     * @throws ExampleException if no drawing is found
     * @throws LimitException if there are too many classes, examples or points
     * @throws IllegalStateException if the classifier is closed
     * @throws org.sketchsdk.infer.spi.BackendException if the engine fails
     */
    public Builder add(String label, Picture image) {
      InkExtraction extraction = classifier.extract(image);
      Raster seen = extraction.raster();
      // The strokes, if they are all of it: a model with other rasters can learn from them, too.
      boolean strokes = classifier.whatTheModelSaw(extraction.drawing()).equals(seen);
      Example example = strokes ? Example.of(label, extraction.drawing()) : Example.of(label, seen);
      return add(example, "the picture");
    }

    private Builder add(Example example, String what) {
      String label = example.label();
      if (Texts.isBlank(label) || label.length() > FewShotFile.MAX_LABEL_CHARS) {
        throw new IllegalArgumentException(
            "a label must not be blank nor have more than "
                + FewShotFile.MAX_LABEL_CHARS
                + " characters: \""
                + label
                + '"');
      }
      limit("points in example", example.pointCount(), MAX_EXAMPLE_POINTS, "MAX_EXAMPLE_POINTS");
      limit("examples", examples.size() + 1L, MAX_EXAMPLES, "MAX_EXAMPLES");
      Set<String> labels = labels();
      labels.add(label);
      limit("classes", labels.size(), MAX_CLASSES, "MAX_CLASSES");
      if (!example.reading(classifier).isPresent()) {
        throw new ExampleException(
            "an example must have ink, but " + what + " of \"" + label + "\" has none");
      }
      examples.add(example);
      return this;
    }

    private static void limit(String what, long actual, long max, String setting) {
      if (actual > max) {
        throw new LimitException(what, actual, max, "CustomClasses." + setting);
      }
    }

    private Set<String> labels() {
      Set<String> labels = new LinkedHashSet<>();
      examples.forEach(example -> labels.add(example.label()));
      return labels;
    }

    /**
     * Removes a class with all of its examples.
     *
     * @param label the class
     * @return this
     * @throws IllegalArgumentException if there is no such class
     */
    public Builder remove(String label) {
      requireClass(label);
      examples.removeIf(example -> example.label().equals(label));
      return this;
    }

    /**
     * Removes an example. The class goes with its last example.
     *
     * @param label the class
     * @param index place of the example among those of its class, from 0, in the order in which
     *     they were added
     * @return this
     * @throws IllegalArgumentException if there is no such class
     * @throws IndexOutOfBoundsException if the class has no such example
     */
    public Builder removeExample(String label, int index) {
      requireClass(label);
      examples.remove(ofClass(examples, label).get(index));
      return this;
    }

    private void requireClass(String label) {
      List<String> labels = List.copyOf(labels());
      if (!labels.contains(Objects.requireNonNull(label, "label"))) {
        throw new IllegalArgumentException("there is no class " + Labels.missing(label, labels));
      }
    }

    /**
     * Learns the classes from the examples so far, each class with the same weight. The builder can
     * be used further.
     *
     * @return the classes, in the order of their first examples
     * @throws IllegalStateException if there is no example, or the classifier is closed
     * @throws org.sketchsdk.infer.spi.BackendException if the engine fails
     */
    public CustomClasses learn() {
      if (examples.isEmpty()) {
        throw new IllegalStateException("there must be at least one example, see add");
      }
      Map<String, List<float[]>> embeddings = new LinkedHashMap<>();
      List<Double> scores = new ArrayList<>();
      for (Example example : examples) {
        Reading reading = example.reading(classifier).get(); // has ink, see add
        embeddings.computeIfAbsent(example.label(), key -> new ArrayList<>()).add(reading.unit());
        scores.add(reading.knownScore());
      }
      double[] known = new double[0];
      if (classifier.info().knownScore().isPresent()) {
        known = scores.stream().mapToDouble(Double::doubleValue).toArray();
      }
      return new CustomClasses(
          classifier,
          FewShotHead.learn(List.copyOf(embeddings.values()), known),
          List.copyOf(embeddings.keySet()),
          List.copyOf(examples),
          Optional.empty());
    }
  }

  private static List<Example> ofClass(List<Example> examples, String label) {
    return Collections.unmodifiableList(
        examples.stream()
            .filter(example -> example.label().equals(label))
            .collect(Collectors.toList()));
  }

  /**
   * Starts with the examples of these classes, to add and to remove some.
   *
   * @return a new builder, on the same classifier
   * @throws IllegalStateException if there are no examples, see {@link #hasExamples()}
   */
  public Builder toBuilder() {
    if (examples.isEmpty()) {
      throw new IllegalStateException(
          "the classes were loaded from a file of version 1, which has no examples:"
              + " learn them again from their examples");
    }
    return new Builder(classifier, examples);
  }

  /**
   * Tells whether the examples are at hand. They are, unless the classes were loaded from a file of
   * version 1, which an early release of the SDK wrote.
   *
   * @return whether {@link #toBuilder()} works, and whether a saved file can be used with another
   *     model
   */
  public boolean hasExamples() {
    return !examples.isEmpty();
  }

  /**
   * Returns how many examples a class has.
   *
   * @param label the class
   * @return the number; 0 if it is no own class, or there are no examples, see {@link
   *     #hasExamples()}
   */
  public int exampleCount(String label) {
    return ofClass(examples, label).size();
  }

  /**
   * Returns the pixels of an example, to show it.
   *
   * @param label the class
   * @param index place of the example among those of its class, from 0, in the order in which they
   *     were added
   * @return a raster of the model's size
   * @throws IndexOutOfBoundsException if there is no such example
   */
  public Raster example(String label, int index) {
    return ofClass(examples, label).get(index).pixels(classifier);
  }

  /**
   * Returns the classes that are told apart.
   *
   * @return the labels, those of the model first if its classes were added; unmodifiable
   */
  @Override
  public List<String> labels() {
    return scoring.labels();
  }

  /**
   * Returns the own classes.
   *
   * @return the labels in the order of their first examples, without those of the model;
   *     unmodifiable
   */
  public List<String> ownLabels() {
    return labels;
  }

  @Override
  public RasterOptions rasterOptions() {
    return classifier.rasterOptions();
  }

  /**
   * Adds the classes of the model to the own ones: the result tells all of them apart.
   *
   * <p>The probabilities are made comparable like this. A logistic regression on the model's {@link
   * KnownScore} gives the probability g that a drawing shows a class of the model and not an own
   * class, if both are equally likely beforehand. It learns from the scores of the model's
   * validation drawings, which the model file sums up, and from the scores of the examples. A class
   * of the model has g times the probability that the model gives it. An own class has 1 − g times
   * the probability among the own classes. A drawing is {@link Prediction.Verdict#UNKNOWN} if it is
   * unknown both to the model and to the own classes.
   *
   * @return the same classes with those of the model before them
   * @throws IllegalStateException if the model has no {@link ModelInfo#knownScore()}, or an own
   *     class has the label of one of the model's classes
   */
  public CustomClasses withModelClasses() {
    if (gate.isPresent()) {
      return this;
    }
    String model = classifier.info().name();
    Optional<KnownScore> known = classifier.info().knownScore();
    if (!known.isPresent()) {
      throw new IllegalStateException(
          "the classes of model "
              + model
              + " cannot be added: its metadata has no entries \""
              + ModelMetadata.KNOWN_SCORE
              + "\", which say how its own drawings score");
    }
    for (String label : labels) {
      if (classifier.labels().contains(label)) {
        throw new IllegalStateException(
            "an own class must not have a label of model " + model + ": \"" + label + '"');
      }
    }
    KnownGate learned = KnownGate.learn(known.get(), head.knownScores());
    return new CustomClasses(classifier, head, labels, examples, Optional.of(learned));
  }

  @Override
  public Prediction classify(Drawing drawing) {
    return classifier.inference().classify(Objects.requireNonNull(drawing, "drawing"), prediction);
  }

  @Override
  public Prediction classify(Raster raster) {
    return classifier.inference().run(raster, prediction);
  }

  @Override
  public PicturePrediction classify(Picture image) {
    Objects.requireNonNull(image, "image");
    classifier.inference().checkOpen();
    return PicturePrediction.of(this, classifier.extract(image));
  }

  @Override
  public List<Prediction> classifyAll(List<Drawing> drawings) {
    return classifier.inference().classifyAll(Items.copyOf(drawings, "drawings"), prediction);
  }

  @Override
  public LiveSketch live(int maxPoints) {
    Inference inference = classifier.inference();
    return new LiveSketch(
        labels(),
        pixels -> inference.run(pixels, prediction),
        inference.rasterizer(),
        inference::strayMarks,
        maxPoints);
  }

  /**
   * Writes the own classes and their examples to a file: some kilobytes per class, 8 bytes per
   * point of an example, 16 KB for an example that is a raster. Times of points are not written,
   * nor whether the model's classes were added.
   *
   * @param file created, or replaced atomically: readers see the old or the new content
   * @throws IOException if the file cannot be written
   * @throws LimitException if the file would have more than {@value #MAX_FILE_BYTES} bytes
   */
  public void save(Path file) throws IOException {
    AtomicFile.write(file, bytes());
  }

  /**
   * Writes the own classes and their examples to a stream, see {@link #save(Path)}.
   *
   * @param out receives the bytes; not closed
   * @throws IOException if the stream cannot be written
   * @throws LimitException if there would be more than {@value #MAX_FILE_BYTES} bytes
   */
  public void save(OutputStream out) throws IOException {
    out.write(bytes());
  }

  private byte[] bytes() throws IOException {
    byte[] bytes =
        FewShotFile.write(
            classifier.info(), new FewShotFile.Content(true, "", labels, head, examples));
    if (bytes.length > MAX_FILE_BYTES) {
      throw new LimitException(
          "bytes in file", bytes.length, MAX_FILE_BYTES, "CustomClasses.MAX_FILE_BYTES");
    }
    return bytes;
  }

  /**
   * Reads classes from a file. If they were learned on another model, such as an earlier version of
   * the classifier's, they are learned again from their examples. That takes the time of one
   * classification per example; save the result to spend it once. Files of version 1 have no
   * examples and work with the very same model only.
   *
   * @param file a file that {@link #save(Path)} wrote
   * @param classifier runs the classes; not closed
   * @return the classes
   * @throws IOException if the file cannot be read
   * @throws ModelFormatException if the file is damaged or of a later version; or if the classes
   *     were learned on another model and cannot be learned again, because the file has no
   *     examples, an example is a raster of another size than the model's, or there are more than
   *     5,000 examples or 250,000 products of classes and examples
   * @throws IllegalArgumentException if the classifier gives no embedding, see {@link
   *     SketchClassifier#embeds()}
   */
  public static CustomClasses load(Path file, SketchClassifier classifier) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return load(in, file.toString(), classifier);
    }
  }

  /**
   * Reads classes from a stream, see {@link #load(Path, SketchClassifier)}.
   *
   * @param in what {@link #save(OutputStream)} wrote; read to its end, not closed
   * @param classifier runs the classes; not closed
   * @return the classes
   * @throws IOException if the stream cannot be read
   * @throws ModelFormatException as for a file
   * @throws IllegalArgumentException if the classifier gives no embedding, see {@link
   *     SketchClassifier#embeds()}
   */
  public static CustomClasses load(InputStream in, SketchClassifier classifier) throws IOException {
    return load(in, "stream", classifier);
  }

  private static CustomClasses load(InputStream in, String source, SketchClassifier classifier)
      throws IOException {
    Objects.requireNonNull(classifier, "classifier");
    requireEmbedding(classifier);
    byte[] bytes = Streams.read(in, MAX_FILE_BYTES + 1);
    if (bytes.length > MAX_FILE_BYTES) {
      throw new ModelFormatException(
          Reason.CUSTOM_CLASSES,
          "a file of custom classes must have at most " + MAX_FILE_BYTES + " bytes; this is longer",
          source);
    }
    FewShotFile.Content content = FewShotFile.read(bytes, classifier.info(), source);
    return content.ofTheModel()
        ? new CustomClasses(
            classifier, content.head(), content.labels(), content.examples(), Optional.empty())
        : relearned(content, classifier, source);
  }

  private static CustomClasses relearned(
      FewShotFile.Content content, SketchClassifier classifier, String source) {
    List<Example> examples = content.examples();
    RasterOptions options = classifier.rasterOptions();
    if (examples.isEmpty()) {
      throw otherModel(content, classifier, "the file has no examples to learn them again", source);
    }
    for (Example example : examples) {
      Raster raster = example.raster();
      if (raster != null
          && (raster.width() != options.sizePx() || raster.height() != options.sizePx())) {
        String size = raster.width() + " x " + raster.height();
        throw otherModel(
            content,
            classifier,
            "an example of \""
                + example.label()
                + "\" is a raster of "
                + size
                + " pixels, but the model takes "
                + (options.sizePx() + " x " + options.sizePx()),
            source);
      }
    }
    if (examples.size() > MAX_RELEARNED_EXAMPLES
        || (long) examples.size() * content.labels().size() > MAX_RELEARNED_PRODUCTS) {
      throw otherModel(
          content,
          classifier,
          examples.size()
              + " examples of "
              + content.labels().size()
              + " classes are too many to learn them again while a file is loaded (at most "
              + MAX_RELEARNED_EXAMPLES
              + " examples, and "
              + MAX_RELEARNED_PRODUCTS
              + " for classes times examples); learn them with CustomClasses.on",
          source);
    }
    for (Example example : examples) {
      if (!example.reading(classifier).isPresent()) {
        String what = "an example of \"" + example.label() + "\" has no ink";
        throw otherModel(content, classifier, what, source);
      }
    }
    return new Builder(classifier, examples).learn();
  }

  private static ModelFormatException otherModel(
      FewShotFile.Content content, SketchClassifier classifier, String why, String source) {
    return new ModelFormatException(
        Reason.OTHER_MODEL,
        "the custom classes were learned on "
            + content.model()
            + ", not on model "
            + classifier.info().name()
            + " with the SHA-256 "
            + classifier.info().sha256()
            + ", and cannot be learned again: "
            + why,
        source);
  }

  /** Returns a short description: the number of own classes, and the model. */
  @Override
  public String toString() {
    return "CustomClasses["
        + labels.size()
        + " on "
        + classifier.info().name()
        + (gate.isPresent() ? ", with its classes]" : "]");
  }
}
