package org.sketchsdk.infer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.Prediction.Candidate;
import org.sketchsdk.infer.Prediction.Verdict;
import org.sketchsdk.infer.SketchClassifier.Output;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelFormatException.Reason;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.infer.model.ModelMetadata;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.image.GrayImage;
import org.sketchsdk.render.image.InkExtraction;

/**
 * Classes of your own, learned in milliseconds from a few examples each: a small head over the
 * embedding of a model, which itself is not changed.
 *
 * <pre>{@code
 * CustomClasses custom =
 *     CustomClasses.on(classifier)
 *         .add("rocket", rocket1).add("rocket", rocket2)   // 5 to 50 a class are best
 *         .add("robot", robot1).add("robot", robot2)
 *         .learn();
 * Prediction prediction = custom.classify(drawing);               // rocket or robot
 * Prediction any = custom.withModelClasses().classify(drawing);   // or one of the model's classes
 * custom.save(Path.of("toys.classes"));
 * }</pre>
 *
 * <p>The head is a softmax regression on the embedding divided by its length. A drawing is {@link
 * Prediction.Verdict#UNKNOWN} if it is less like every class, by the cosine of its embedding and
 * the mean of the class's examples, than all but the share {@link
 * SketchClassifier#maxFalseUnknown()} of the examples, each compared with the other ones of its
 * class; as long as that share is less than one such example there is no {@code UNKNOWN}.
 * Candidates are as many as the classifier gives, and {@link SketchClassifier#minProbability()} is
 * the threshold of {@link Prediction.Verdict#RECOGNISED}.
 *
 * <p>The same examples in the same order give the same head, to the bit, where the backend gives
 * the same embedding; the SDK's models of integers do so everywhere.
 *
 * <p>Immutable and thread-safe. It runs on the classifier that it was learned or loaded with, does
 * not close it, and refuses to classify once that is closed.
 */
public final class CustomClasses {
  // Far above what a few-shot head is good for; they keep a hostile file from filling the memory.
  static final int MAX_CLASSES = 1_000;
  static final int MAX_EXAMPLES = 100_000;

  private static final int MAX_FILE_BYTES = 64 << 20;

  private final SketchClassifier classifier;
  private final FewShotHead head;
  private final List<String> labels; // of the head
  private final List<String> allLabels; // in the order of the probabilities
  private final Optional<KnownGate> gate; // where the model's classes are among them
  private final double strangeBelow;

  private CustomClasses(
      SketchClassifier classifier,
      FewShotHead head,
      List<String> labels,
      Optional<KnownGate> gate) {
    this.classifier = classifier;
    this.head = head;
    this.labels = labels;
    this.gate = gate;
    List<String> all = new ArrayList<>();
    if (gate.isPresent()) {
      all.addAll(classifier.info().labels());
    }
    all.addAll(labels);
    this.allLabels = Collections.unmodifiableList(all);
    this.strangeBelow = head.strangeBelow(classifier.maxFalseUnknown());
  }

  /**
   * Starts to learn classes.
   *
   * @param classifier gives the embeddings, here and whenever the classes are used; not closed
   * @return a builder without examples
   * @throws IllegalArgumentException if the classifier's model or backend gives no embedding
   */
  public static Builder on(SketchClassifier classifier) {
    requireEmbedding(classifier);
    return new Builder(classifier);
  }

  private static void requireEmbedding(SketchClassifier classifier) {
    if (!classifier.embeds()) {
      throw new IllegalArgumentException(
          "custom classes need the model's embedding, which model "
              + classifier.info().name()
              + (classifier.info().embeddingSize() == 0
                  ? " does not give out"
                  : " gives out, but not through the backend " + classifier.backend()));
    }
  }

  /** Collects examples. Not thread-safe. */
  public static final class Builder {
    private final SketchClassifier classifier;
    private final Map<String, List<float[]>> embeddings = new LinkedHashMap<>();
    private final List<Double> scores = new ArrayList<>();

    private Builder(SketchClassifier classifier) {
      this.classifier = classifier;
    }

    /**
     * Adds an example.
     *
     * @param label its class, new or known
     * @param drawing a drawing with ink
     * @return this
     * @throws IllegalArgumentException if the label is blank, the drawing has no ink, or there are
     *     too many classes or examples
     * @throws IllegalStateException if the classifier is closed
     * @throws org.sketchsdk.infer.spi.BackendException if the engine fails
     */
    public Builder add(String label, Drawing drawing) {
      return add(label, classifier.output(drawing), "the drawing");
    }

    /**
     * Adds an example.
     *
     * @param label its class, new or known
     * @param raster a raster with ink, of the model's size
     * @return this
     * @throws IllegalArgumentException if the label is blank, the raster has no ink or another
     *     size, or there are too many classes or examples
     * @throws IllegalStateException if the classifier is closed
     * @throws org.sketchsdk.infer.spi.BackendException if the engine fails
     */
    public Builder add(String label, Raster raster) {
      return add(label, classifier.output(raster), "the raster");
    }

    /**
     * Adds the drawing in a picture as an example.
     *
     * @param label its class, new or known
     * @param image a picture in which {@link org.sketchsdk.render.image.InkExtractor} finds a
     *     drawing
     * @return this
     * @throws IllegalArgumentException if the label is blank, no drawing is found, or there are too
     *     many classes or examples
     * @throws IllegalStateException if the classifier is closed
     * @throws org.sketchsdk.infer.spi.BackendException if the engine fails
     */
    public Builder add(String label, GrayImage image) {
      return add(label, classifier.output(classifier.whatTheModelSaw(image)), "the picture");
    }

    private Builder add(String label, Optional<Output> output, String what) {
      if (label.isBlank() || label.length() > FewShotFile.MAX_LABEL_CHARS) {
        throw new IllegalArgumentException(
            "a label must not be blank nor have more than "
                + FewShotFile.MAX_LABEL_CHARS
                + " characters: \""
                + label
                + '"');
      }
      if (output.isEmpty()) {
        throw new IllegalArgumentException(
            "an example must have ink, but " + what + " of \"" + label + "\" has none");
      }
      if (scores.size() == MAX_EXAMPLES) {
        throw new IllegalArgumentException("there may be at most " + MAX_EXAMPLES + " examples");
      }
      if (!embeddings.containsKey(label) && embeddings.size() == MAX_CLASSES) {
        throw new IllegalArgumentException("there may be at most " + MAX_CLASSES + " classes");
      }
      embeddings
          .computeIfAbsent(label, key -> new ArrayList<>())
          .add(FewShotHead.unit(output.get().embedding()));
      scores.add(classifier.knownScore(output.get()));
      return this;
    }

    /**
     * Learns the classes from the examples so far, each class counting the same.
     *
     * @return the classes, in the order of their first examples
     * @throws IllegalStateException if there is no example
     */
    public CustomClasses learn() {
      if (embeddings.isEmpty()) {
        throw new IllegalStateException("there must be at least one example, see add");
      }
      double[] known = new double[0];
      if (classifier.info().knownScore().isPresent()) {
        known = scores.stream().mapToDouble(Double::doubleValue).toArray();
      }
      return new CustomClasses(
          classifier,
          FewShotHead.learn(List.copyOf(embeddings.values()), known),
          List.copyOf(embeddings.keySet()),
          Optional.empty());
    }
  }

  /**
   * Returns the classes that are told apart.
   *
   * @return the labels, those of the model first if it has a part; unmodifiable
   */
  public List<String> labels() {
    return allLabels;
  }

  /**
   * Adds the classes of the model to the own ones: a drawing is then taken for any of both.
   *
   * <p>How probabilities are made comparable: a logistic regression over the model's {@link
   * KnownScore} says with which probability g a drawing shows a class of the model rather than an
   * own one, where both are as likely beforehand; it learns from the scores of the model's
   * validation drawings, which its metadata sums up, and from those of the examples. A class of the
   * model has g times the probability that the model gives it, an own class 1 − g times that of the
   * head. A drawing is {@link Prediction.Verdict#UNKNOWN} if it is so to the model and to the own
   * classes.
   *
   * @return the same classes with those of the model before them
   * @throws IllegalStateException if the model cannot tell what it knows, see {@link
   *     ModelInfo#knownScore()}
   * @throws IllegalArgumentException if an own class has the label of one of the model's
   */
  public CustomClasses withModelClasses() {
    if (gate.isPresent()) {
      return this;
    }
    KnownScore known =
        classifier
            .info()
            .knownScore()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the classes of model "
                            + classifier.info().name()
                            + " cannot be added: its metadata has no entries \""
                            + ModelMetadata.KNOWN_SCORE
                            + "\", which say how its own drawings score"));
    for (String label : labels) {
      if (classifier.info().labels().contains(label)) {
        throw new IllegalArgumentException(
            "an own class must not have a label of model "
                + classifier.info().name()
                + ": \""
                + label
                + '"');
      }
    }
    return new CustomClasses(
        classifier, head, labels, Optional.of(KnownGate.learn(known, head.knownScores())));
  }

  /**
   * Classifies a drawing.
   *
   * @param drawing any drawing; an empty one is {@link Prediction.Verdict#EMPTY}
   * @return the prediction over {@link #labels()}
   * @throws IllegalStateException if the classifier is closed
   * @throws org.sketchsdk.infer.spi.BackendException if the engine fails
   */
  public Prediction classify(Drawing drawing) {
    return predict(classifier.output(drawing));
  }

  /**
   * Classifies a raster.
   *
   * @param raster a raster of the model's size; one without ink is {@link Prediction.Verdict#EMPTY}
   * @return the prediction over {@link #labels()}
   * @throws IllegalArgumentException if the raster has another size
   * @throws IllegalStateException if the classifier is closed
   * @throws org.sketchsdk.infer.spi.BackendException if the engine fails
   */
  public Prediction classify(Raster raster) {
    return predict(classifier.output(raster));
  }

  /**
   * Finds the drawing in a picture and classifies it.
   *
   * @param image any picture; one without a drawing is {@link Prediction.Verdict#EMPTY}
   * @return the prediction over {@link #labels()}, with how the drawing was found and remarks on
   *     the picture
   * @throws IllegalStateException if the classifier is closed
   * @throws org.sketchsdk.infer.spi.BackendException if the engine fails
   */
  public PicturePrediction classify(GrayImage image) {
    InkExtraction extraction = classifier.extract(image);
    return new PicturePrediction(predict(classifier.output(extraction.raster())), extraction);
  }

  private Prediction predict(Optional<Output> output) {
    if (output.isEmpty()) {
      return Prediction.EMPTY;
    }
    float[] unit = FewShotHead.unit(output.get().embedding());
    boolean unknown = head.similarity(unit) < strangeBelow;
    double[] probabilities = head.probabilities(unit);
    if (gate.isPresent()) {
      double score = classifier.knownScore(output.get());
      unknown &= score < classifier.unknownBelow();
      probabilities =
          gate.get().merge(score, classifier.probabilities(output.get().logits()), probabilities);
    }
    List<Candidate> candidates = best(probabilities);
    if (unknown) {
      return new Prediction(candidates, Verdict.UNKNOWN);
    }
    boolean sure = candidates.get(0).probability() >= classifier.minProbability();
    return new Prediction(candidates, sure ? Verdict.RECOGNISED : Verdict.UNCERTAIN);
  }

  /** The most probable labels; equal ones in the order of the labels. */
  private List<Candidate> best(double[] probabilities) {
    int count = Math.min(classifier.topK(), probabilities.length);
    int[] top = new int[count];
    Arrays.fill(top, -1);
    for (int i = 0; i < probabilities.length; i++) {
      int place = count;
      while (place > 0
          && (top[place - 1] < 0 || probabilities[i] > probabilities[top[place - 1]])) {
        place--;
      }
      if (place < count) {
        System.arraycopy(top, place, top, place + 1, count - 1 - place);
        top[place] = i;
      }
    }
    List<Candidate> candidates = new ArrayList<>(count);
    for (int i : top) {
      candidates.add(new Candidate(allLabels.get(i), Math.min(1, probabilities[i])));
    }
    return candidates;
  }

  /**
   * Writes the own classes to a file, some kilobytes a class. It can be read with the very model
   * that they were learned on. Whether the model's classes were added is not written.
   *
   * @param file created, or replaced
   * @throws IOException if the file cannot be written
   */
  public void save(Path file) throws IOException {
    Files.write(file, bytes());
  }

  /**
   * Writes the own classes to a stream, see {@link #save(Path)}.
   *
   * @param out receives the bytes; not closed
   * @throws IOException if the stream cannot be written
   */
  public void save(OutputStream out) throws IOException {
    out.write(bytes());
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FewShotFile.write(classifier.info(), labels, head, bytes);
    return bytes.toByteArray();
  }

  /**
   * Reads classes from a file.
   *
   * @param file a file that {@link #save(Path)} wrote
   * @param classifier runs the model that they were learned on; not closed
   * @return the classes
   * @throws IOException if the file cannot be read
   * @throws ModelFormatException if the file is damaged or of another version, or the classes were
   *     learned on another model
   * @throws IllegalArgumentException if the classifier's backend gives no embedding
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
   * @param classifier runs the model that they were learned on; not closed
   * @return the classes
   * @throws IOException if the stream cannot be read
   * @throws ModelFormatException if the bytes are damaged or of another version, or the classes
   *     were learned on another model
   * @throws IllegalArgumentException if the classifier's backend gives no embedding
   */
  public static CustomClasses load(InputStream in, SketchClassifier classifier) throws IOException {
    return load(in, "stream", classifier);
  }

  private static CustomClasses load(InputStream in, String source, SketchClassifier classifier)
      throws IOException {
    Objects.requireNonNull(classifier, "classifier");
    requireEmbedding(classifier);
    byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
    if (bytes.length > MAX_FILE_BYTES) {
      throw new ModelFormatException(
          Reason.CUSTOM_CLASSES,
          "a file of custom classes has at most " + MAX_FILE_BYTES + " bytes, and this is longer",
          source);
    }
    FewShotFile.Content content = FewShotFile.read(bytes, classifier.info(), source);
    return new CustomClasses(classifier, content.head(), content.labels(), Optional.empty());
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
