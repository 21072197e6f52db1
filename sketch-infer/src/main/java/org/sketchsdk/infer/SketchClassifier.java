package org.sketchsdk.infer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.Inference.Head;
import org.sketchsdk.infer.internal.platform.Streams;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelFormatException.Reason;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.image.InkExtraction;
import org.sketchsdk.render.image.InkExtractor;
import org.sketchsdk.render.image.Picture;

/**
 * Classifies drawings with a model.
 *
 * <pre>{@code
 * try (SketchClassifier classifier = SketchClassifier.load()) {
 *   Prediction prediction = classifier.classify(drawing);
 *   if (prediction.verdict() == Prediction.Verdict.RECOGNIZED) {
 *     System.out.println(prediction.top().get().label());
 *   }
 * }
 * }</pre>
 *
 * <p>Thread-safe: one classifier serves any number of threads, and {@link #close} may be called at
 * any time. Loading takes far longer than classifying, so load once and keep the classifier. After
 * {@code close}, the methods that use the network throw {@link IllegalStateException}. If the
 * engine fails, they throw {@link BackendException}.
 */
public final class SketchClassifier implements Classifier, AutoCloseable {
  // Largest model that is read, against endless streams.
  private static final int MAX_MODEL_BYTES = 256 << 20;

  private final Inference inference;
  private final Scoring scoring;
  private final InkExtractor extractor;
  private final int topK;
  private final double maxFalseUnknown;
  private final double unknownBelow;
  private final Head<Prediction> prediction = new PredictionHead();

  /** Predicts the model's classes. */
  private final class PredictionHead implements Head<Prediction> {
    @Override
    public boolean needsEmbedding() {
      return inference.knownScore() != null;
    }

    @Override
    public Prediction empty() {
      return scoring.empty();
    }

    @Override
    public Prediction read(Outputs outputs) {
      Softmax softmax = outputs.softmax();
      boolean unknown = outputs.knownScore(softmax) < unknownBelow;
      return scoring.predict(softmax, unknown, outputs.top());
    }
  }

  /** Gives the embedding. */
  private record EmbeddingHead(int size) implements Head<float[]> {
    @Override
    public boolean needsEmbedding() {
      return true;
    }

    @Override
    public float[] empty() {
      return new float[size];
    }

    @Override
    public float[] read(Outputs outputs) {
      return outputs.unitEmbedding();
    }
  }

  private SketchClassifier(
      ModelInfo info,
      Backends.Opened opened,
      int topK,
      double minProbability,
      double minMargin,
      double maxFalseUnknown,
      boolean keepStrayMarks) {
    this.scoring = new Scoring(info.labels(), topK, minProbability, minMargin);
    this.inference = new Inference(info, opened, scoring, keepStrayMarks);
    this.extractor = InkExtractor.create(info.rasterOptions());
    this.topK = topK;
    this.maxFalseUnknown = maxFalseUnknown;
    KnownScore score = inference.knownScore();
    this.unknownBelow = score == null ? Double.NEGATIVE_INFINITY : score.threshold(maxFalseUnknown);
  }

  /**
   * Loads the embedded model {@code quickdraw25} with the first backend that works.
   *
   * @return the classifier; close it after use
   * @throws BackendException if no backend works
   * @throws ModelFormatException if the model is not in the SDK's jar, or is damaged
   */
  public static SketchClassifier load() {
    return builder().build();
  }

  /**
   * Loads an embedded model by its name with the first backend that works.
   *
   * @param name one of {@link #embeddedModels()}
   * @return the classifier; close it after use
   * @throws IllegalArgumentException if there is no such model
   * @throws BackendException if no backend works
   * @throws ModelFormatException if the model is not in the SDK's jar, or is damaged
   */
  public static SketchClassifier load(String name) {
    return builder().embeddedModel(name).build();
  }

  /**
   * Returns the names of the models in the SDK's jar: {@code quickdraw25}, the default, with 25
   * classes, and {@code quickdraw345} with all 345 classes of Quick, Draw!.
   *
   * @return the names; unmodifiable
   */
  public static List<String> embeddedModels() {
    return EmbeddedModels.NAMES;
  }

  /**
   * Returns the file of an embedded model, for tools that inspect models.
   *
   * @param name one of {@link #embeddedModels()}
   * @return the bytes of its {@code .onnx} file, the caller's own
   * @throws IllegalArgumentException if there is no such model
   * @throws ModelFormatException if the model is not in the SDK's jar
   */
  public static byte[] embeddedModel(String name) {
    return EmbeddedModels.read(name);
  }

  /**
   * Starts to configure a classifier.
   *
   * @return a builder with the settings of {@link #load()}
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public List<String> labels() {
    return scoring.labels();
  }

  @Override
  public RasterOptions rasterOptions() {
    return info().rasterOptions();
  }

  @Override
  public Prediction classify(Drawing drawing) {
    return inference.classify(Objects.requireNonNull(drawing, "drawing"), prediction);
  }

  @Override
  public Prediction classify(Raster raster) {
    return inference.run(raster, prediction);
  }

  @Override
  public PicturePrediction classify(Picture image) {
    Objects.requireNonNull(image, "image");
    inference.checkOpen();
    return PicturePrediction.of(this, extract(image));
  }

  @Override
  public List<Prediction> classifyAll(List<Drawing> drawings) {
    return inference.classifyAll(Items.copyOf(drawings, "drawings"), prediction);
  }

  @Override
  public LiveSketch live(int maxPoints) {
    return new LiveSketch(
        labels(),
        pixels -> inference.run(pixels, prediction),
        inference.rasterizer(),
        inference::strayMarks,
        maxPoints);
  }

  /**
   * Returns the embedding of a drawing: numbers that describe how it looks, whatever it shows.
   * Similar drawings have similar embeddings, also drawings of classes that the model does not
   * know. Use embeddings to search for similar drawings, to find duplicates, and to cluster.
   *
   * <p>The embedding is the input of the network's last layer, divided by its length. So the
   * similarity of two drawings, the cosine of the angle between their embeddings, is the sum of the
   * products of their values: 1 for the same drawing, around 0 for drawings that have nothing in
   * common. See {@link org.sketchsdk.infer the package} for an example.
   *
   * <p>Embeddings of two models cannot be compared, not even of two versions of a model. Keep
   * {@link ModelInfo#sha256()} with embeddings that you store.
   *
   * @param drawing any drawing
   * @return {@link ModelInfo#embeddingSize()} numbers, 256 for the embedded models, a vector of
   *     length 1; all 0 if the drawing has no ink; the caller's own
   * @throws UnsupportedOperationException if the model has no embedding, or the backend does not
   *     give it; see {@link #embeds()}
   */
  public float[] embed(Drawing drawing) {
    Objects.requireNonNull(drawing, "drawing");
    return inference.run(drawing, embedding());
  }

  /**
   * Returns the embedding of a raster, see {@link #embed(Drawing)}. For a picture, take {@link
   * #whatTheModelSaw(Picture)}.
   *
   * @param raster a raster of the size in {@link #rasterOptions()}
   * @return {@link ModelInfo#embeddingSize()} numbers; all 0 if the raster has no ink
   * @throws IllegalArgumentException if the raster has another size
   * @throws UnsupportedOperationException if the model has no embedding, or the backend does not
   *     give it; see {@link #embeds()}
   */
  public float[] embed(Raster raster) {
    return inference.run(raster, embedding());
  }

  /**
   * Returns the embeddings of drawings, computed in batches. See {@link #embed(Drawing)}.
   *
   * @param drawings any drawings; not modified
   * @return the embeddings in the order of the drawings; an unmodifiable list
   * @throws NullPointerException if a drawing is null; the message names its position
   * @throws UnsupportedOperationException if the model has no embedding, or the backend does not
   *     give it; see {@link #embeds()}
   */
  public List<float[]> embedAll(List<Drawing> drawings) {
    List<Drawing> all = Items.copyOf(drawings, "drawings");
    // each drawing without ink has an array of its own, too
    return Collections.unmodifiableList(
        inference.runAll(all, embedding()).stream()
            .map(float[]::clone)
            .collect(Collectors.toList()));
  }

  /**
   * Tells whether the model has an embedding and the backend gives it. The embedded models have
   * one, and all backends of the SDK give it.
   *
   * @return whether {@link #embed} and {@link CustomClasses} work with this classifier
   */
  public boolean embeds() {
    return inference.embeds();
  }

  private Head<float[]> embedding() {
    if (!embeds()) {
      throw new UnsupportedOperationException(withoutEmbedding());
    }
    return new EmbeddingHead(info().embeddingSize());
  }

  /** Says why there is no embedding. */
  String withoutEmbedding() {
    return info().embeddingSize() == 0
        ? "model " + info().name() + " has no output \"embedding\""
        : "the backend " + backend() + " does not give the embedding of model " + info().name();
  }

  /**
   * Returns how much a raster looks like drawings of the model's classes, for tools that judge
   * models. Scores of two models cannot be compared.
   *
   * @param raster a raster of the size in {@link #rasterOptions()}
   * @return the score, see {@link KnownScore}; empty if the raster has no ink, or the model or the
   *     backend cannot tell
   * @throws IllegalArgumentException if the raster has another size
   */
  public OptionalDouble knownScore(Raster raster) {
    if (inference.knownScore() == null) {
      inference.checkSize(raster);
      inference.checkOpen();
      return OptionalDouble.empty();
    }
    return inference.run(raster, new KnownScoreHead());
  }

  /** Gives the score of known drawings. */
  private static final class KnownScoreHead implements Head<OptionalDouble> {
    @Override
    public boolean needsEmbedding() {
      return true;
    }

    @Override
    public OptionalDouble empty() {
      return OptionalDouble.empty();
    }

    @Override
    public OptionalDouble read(Outputs outputs) {
      return OptionalDouble.of(outputs.knownScore(outputs.softmax()));
    }
  }

  /**
   * Returns the pixels that the network is given for a drawing: without its stray marks. {@link
   * Picture#of(Raster)} makes a picture of them, {@link
   * org.sketchsdk.render.awt.BufferedImages#toPng} a file.
   *
   * @param drawing any drawing
   * @return a new raster of the model's size
   */
  public Raster whatTheModelSaw(Drawing drawing) {
    return inference.render(drawing);
  }

  /**
   * Returns the pixels that the network is given for a picture, without classifying it. If you
   * classify the picture anyway, take {@link PicturePrediction#whatTheModelSaw()}: of two ways to
   * read a sheet ({@link InkExtraction#otherWayUp()}), this method takes the first.
   *
   * @param image any picture
   * @return a raster of the model's size, blank if no drawing is found
   */
  public Raster whatTheModelSaw(Picture image) {
    return extract(image).raster();
  }

  /** Finds the drawing in a picture. */
  InkExtraction extract(Picture image) {
    return extractor.extract(image);
  }

  Inference inference() {
    return inference;
  }

  /** Returns the number of candidates that was asked for. */
  int topK() {
    return topK;
  }

  /** Returns the score below which a drawing is unknown; negative infinity if none is. */
  double unknownBelow() {
    return unknownBelow;
  }

  /**
   * Returns the model's description of itself.
   *
   * @return labels, raster options, provenance and more
   */
  public ModelInfo info() {
    return inference.info();
  }

  /**
   * Returns which backend runs the model.
   *
   * @return its name, such as {@code onnx}
   */
  public String backend() {
    return inference.backendName();
  }

  /**
   * Returns the probability from which on the first candidate is {@link
   * Prediction.Verdict#RECOGNIZED}.
   *
   * @return 0 to 1
   */
  public double minProbability() {
    return scoring.minProbability();
  }

  /**
   * Returns by how much the first candidate must lead to be {@link Prediction.Verdict#RECOGNIZED}.
   *
   * @return difference of the first and the second probability, 0 to 1
   */
  public double minMargin() {
    return scoring.minMargin();
  }

  /**
   * Returns the largest share of drawings of the model's own classes that may wrongly be {@link
   * Prediction.Verdict#UNKNOWN}.
   *
   * @return 0 to 1; without effect if {@link ModelInfo#knownScore()} is empty
   */
  public double maxFalseUnknown() {
    return maxFalseUnknown;
  }

  /**
   * Frees the network. Calls in progress end normally, and this method returns after them. Later
   * calls are refused. Closing again does nothing.
   *
   * @throws BackendException if the engine fails
   */
  @Override
  public void close() {
    inference.close();
  }

  /** Returns a short description: the model and the backend. */
  @Override
  public String toString() {
    return "SketchClassifier[" + info().name() + " on " + backend() + "]";
  }

  /** Configures a classifier. Not thread-safe. */
  public static final class Builder {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private byte @Nullable [] model; // null: the embedded one
    private String source = ""; // of the model, where there is one
    private String embedded = EmbeddedModels.NAMES.get(0);
    private @Nullable String sha256;
    private @Nullable String backend;
    private BackendOptions options = BackendOptions.defaults();
    private int topK = 3;
    private @Nullable Double minProbability; // null: the model's
    private double minMargin = 0.2;
    private double maxFalseUnknown = 0.05;
    private boolean keepStrayMarks;

    private Builder() {}

    /**
     * Sets an embedded model. The last call of this method and of {@code model} counts.
     *
     * @param name one of {@link SketchClassifier#embeddedModels()}
     * @return this
     * @throws IllegalArgumentException if there is no such model
     */
    public Builder embeddedModel(String name) {
      this.embedded = EmbeddedModels.requireName(name);
      this.model = null;
      return this;
    }

    /**
     * Reads the model from a file.
     *
     * @param path an {@code .onnx} file
     * @return this
     * @throws IOException if the file cannot be read
     * @throws ModelFormatException if the file has more than 256 MB
     */
    public Builder model(Path path) throws IOException {
      try (InputStream in = Files.newInputStream(path)) {
        return model(readAll(in, path.toString()), path.toString());
      }
    }

    /**
     * Reads the model from a stream.
     *
     * @param in the bytes of an {@code .onnx} file; read to its end, not closed
     * @return this
     * @throws IOException if the stream cannot be read
     * @throws ModelFormatException if the stream has more than 256 MB
     */
    public Builder model(InputStream in) throws IOException {
      return model(readAll(in, "stream"), "stream");
    }

    /**
     * Sets the model.
     *
     * @param onnx the bytes of an {@code .onnx} file; copied
     * @return this
     */
    public Builder model(byte[] onnx) {
      return model(onnx.clone(), "bytes");
    }

    private Builder model(byte[] onnx, String source) {
      this.model = onnx;
      this.source = source;
      return this;
    }

    /**
     * Refuses every model but the one with this hash.
     *
     * @param hex SHA-256 of the model's file, 64 hexadecimal digits
     * @return this
     * @throws IllegalArgumentException if there are not 64 hexadecimal digits
     */
    public Builder sha256(String hex) {
      if (!SHA256.matcher(hex).matches()) {
        throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits: " + hex);
      }
      this.sha256 = hex.toLowerCase(Locale.ROOT);
      return this;
    }

    /**
     * Chooses the backend; no other is tried. Without this call, the backends at hand are tried in
     * the order that {@link org.sketchsdk.infer the package} gives.
     *
     * @param name name of the backend, such as {@code onnx}
     * @return this
     */
    public Builder backend(String name) {
      this.backend = Objects.requireNonNull(name, "name");
      return this;
    }

    /**
     * Sets how many threads work together on one call. Calls from different threads run in parallel
     * in any case, so more threads than one shorten a call but cost throughput.
     *
     * @param threads 1 to 256, by default 1
     * @return this
     * @throws IllegalArgumentException if the number is out of its range
     */
    public Builder threads(int threads) {
      this.options = options.toBuilder().threads(threads).build();
      return this;
    }

    /**
     * Sets the number of candidates in a prediction. {@link Prediction#probability} and {@link
     * Prediction#rank} answer for all labels, whatever this number.
     *
     * @param topK at least 1, by default 3; a model with fewer labels gives as many as it has
     * @return this
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder topK(int topK) {
      if (topK < 1) {
        throw new IllegalArgumentException("topK must be at least 1: " + topK);
      }
      this.topK = topK;
      return this;
    }

    /**
     * Sets the probability from which on the first candidate is {@link
     * Prediction.Verdict#RECOGNIZED}; below, it is {@link Prediction.Verdict#UNCERTAIN}.
     *
     * @param minProbability 0 to 1; by default {@link ModelInfo#minProbability()}
     * @return this
     * @throws IllegalArgumentException if the probability is out of its range
     */
    public Builder minProbability(double minProbability) {
      if (!(minProbability >= 0 && minProbability <= 1)) {
        throw new IllegalArgumentException("minProbability must be 0 to 1: " + minProbability);
      }
      this.minProbability = minProbability;
      return this;
    }

    /**
     * Sets by how much the first candidate must lead to be {@link Prediction.Verdict#RECOGNIZED}:
     * the difference of its probability and that of the second candidate. A smaller lead is {@link
     * Prediction.Verdict#UNCERTAIN}.
     *
     * @param minMargin 0 to 1; 0.2 by default
     * @return this
     * @throws IllegalArgumentException if the margin is out of its range
     */
    public Builder minMargin(double minMargin) {
      if (!(minMargin >= 0 && minMargin <= 1)) {
        throw new IllegalArgumentException("minMargin must be 0 to 1: " + minMargin);
      }
      this.minMargin = minMargin;
      return this;
    }

    /**
     * Sets how readily a drawing is {@link Prediction.Verdict#UNKNOWN}. {@code maxFalseUnknown =
     * 0.05}: at most 5 % of drawings that belong to a class are wrongly reported as {@code
     * UNKNOWN}. Raise it to reject more; set it to 0 to reject nothing.
     *
     * <p>The threshold comes from the model's own validation drawings, so the setting means the
     * same for every model. It holds for drawings like those. Of other drawings, such as photos or
     * drawings by people with another style, more may be {@code UNKNOWN}. A model without {@link
     * ModelInfo#knownScore()} never says {@code UNKNOWN}, nor does a backend that gives no
     * embedding.
     *
     * @param share 0 to 1, by default 0.05
     * @return this
     * @throws IllegalArgumentException if the share is out of its range
     */
    public Builder maxFalseUnknown(double share) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("maxFalseUnknown must be 0 to 1: " + share);
      }
      this.maxFalseUnknown = share;
      return this;
    }

    /**
     * Sets whether stray marks count as part of a drawing: a tap, a palm print or a short stroke
     * far away from it. {@link org.sketchsdk.core.StrayMarks} has the rule. Drawings for training
     * are read without stray marks. Pictures follow the same rule whatever this setting is; {@link
     * org.sketchsdk.render.image.InkExtractor#includeEverything()} reads all of a picture.
     *
     * @param keep whether to keep them; by default they are left out, and {@link
     *     Prediction#leftOut()} says which
     * @return this
     */
    public Builder keepStrayMarks(boolean keep) {
      this.keepStrayMarks = keep;
      return this;
    }

    /**
     * Loads the model.
     *
     * @return the classifier; close it after use
     * @throws ModelFormatException if the SDK cannot use the model
     * @throws BackendException if the backend is unknown, is not available or cannot run the model
     */
    public SketchClassifier build() {
      ModelData data = data();
      Backends backends = Backends.discover();
      Backends.Opened opened =
          backend == null
              ? backends.openFirst(data, options)
              : backends.open(backend, data, options);
      return new SketchClassifier(
          data.info(),
          opened,
          topK,
          minProbability == null ? data.info().minProbability() : minProbability,
          minMargin,
          maxFalseUnknown,
          keepStrayMarks);
    }

    private ModelData data() {
      byte[] onnx = model;
      if (onnx != null) {
        return sha256 == null ? ModelData.of(onnx, source) : ModelData.of(onnx, source, sha256);
      }
      String name = embedded; // the builder may change before the model is read again
      String from = EmbeddedModels.source(name);
      return sha256 == null
          ? ModelData.of(() -> EmbeddedModels.read(name), from)
          : ModelData.of(EmbeddedModels.read(name), from, sha256);
    }

    private static byte[] readAll(InputStream in, String source) throws IOException {
      byte[] bytes = Streams.read(in, MAX_MODEL_BYTES + 1);
      if (bytes.length > MAX_MODEL_BYTES) {
        throw new ModelFormatException(
            Reason.NOT_ONNX,
            "a model has at most " + MAX_MODEL_BYTES + " bytes, and this is longer",
            source);
      }
      return bytes;
    }
  }
}
