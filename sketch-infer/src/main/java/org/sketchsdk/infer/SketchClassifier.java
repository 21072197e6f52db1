package org.sketchsdk.infer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.Prediction.Candidate;
import org.sketchsdk.infer.Prediction.Verdict;
import org.sketchsdk.infer.internal.engine.IdlePool;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelFormatException.Reason;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.render.LiveDrawing;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.image.GrayImage;
import org.sketchsdk.render.image.InkExtraction;
import org.sketchsdk.render.image.InkExtractor;

/**
 * Says what drawings show.
 *
 * <pre>{@code
 * try (SketchClassifier classifier = SketchClassifier.load()) {
 *   Prediction prediction = classifier.classify(drawing);
 *   if (prediction.verdict() == Prediction.Verdict.RECOGNISED) {
 *     System.out.println(prediction.top().label());
 *   }
 * }
 * }</pre>
 *
 * <p>Thread-safe: one classifier serves any number of threads, and {@link #close} may be called at
 * any moment. Loading takes far longer than classifying, so keep a classifier.
 */
public final class SketchClassifier implements AutoCloseable {
  // The first is the default.
  private static final List<String> EMBEDDED = List.of("quickdraw25", "quickdraw345");

  private static final int MAX_BATCH = 32;
  private static final int MAX_PARALLELISM = 256;
  // Largest model that is read, against endless streams.
  private static final int MAX_MODEL_BYTES = 256 << 20;

  // Scratches kept for as many threads at once; one takes some 16 KB at 128 x 128.
  private static final int MAX_IDLE = 64;
  // One of these takes half a megabyte.
  private static final int MAX_IDLE_BATCHES = 8;

  private final ModelInfo info;
  private final String backendName;
  private final InferenceBackend backend;
  private final Rasterizer rasterizer;
  private final InkExtractor extractor;
  private final int pixels;
  private final int topK;
  private final int requestedTopK;
  private final double minProbability;
  private final double maxFalseUnknown;
  private final @Nullable KnownScore knownScore; // null: the model or the backend cannot tell
  private final double unknownBelow;
  private final IdlePool<Scratch> idle = new IdlePool<>(MAX_IDLE);
  private final IdlePool<Scratch> idleBatches = new IdlePool<>(MAX_IDLE_BATCHES);
  private volatile boolean closed;

  private SketchClassifier(
      ModelInfo info,
      Backends.Opened opened,
      int topK,
      double minProbability,
      double maxFalseUnknown) {
    this.info = info;
    this.backendName = opened.name();
    this.backend = opened.backend();
    int sizePx = info.rasterOptions().sizePx();
    this.pixels = sizePx * sizePx;
    this.rasterizer = Rasterizer.create(info.rasterOptions());
    this.requestedTopK = topK;
    this.extractor = InkExtractor.create(info.rasterOptions());
    this.topK = Math.min(topK, info.labels().size());
    this.minProbability = minProbability;
    this.maxFalseUnknown = maxFalseUnknown;
    KnownScore score = backend.embeddingSize() > 0 ? info.knownScore().orElse(null) : null;
    this.knownScore = score;
    this.unknownBelow = score == null ? Double.NEGATIVE_INFINITY : score.threshold(maxFalseUnknown);
  }

  /**
   * Loads the embedded model with the first backend that works.
   *
   * @return the classifier, to be closed by the caller
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
   * @return the classifier, to be closed by the caller
   * @throws IllegalArgumentException if there is no such model
   * @throws BackendException if no backend works
   * @throws ModelFormatException if the model is not in the SDK's jar, or is damaged
   */
  public static SketchClassifier load(String name) {
    return builder().embeddedModel(name).build();
  }

  /**
   * Returns the names of the models in the SDK's jar: {@code quickdraw25}, the default, which tells
   * 25 classes apart, and {@code quickdraw345}, which knows all classes of Quick, Draw!.
   *
   * @return the names; unmodifiable
   */
  public static List<String> embeddedModels() {
    return EMBEDDED;
  }

  /**
   * Returns an embedded model as a file has it, for tools that look into models.
   *
   * @param name one of {@link #embeddedModels()}
   * @return the bytes of its {@code .onnx} file, the caller's own
   * @throws IllegalArgumentException if there is no such model
   * @throws ModelFormatException if the model is not in the SDK's jar
   */
  public static byte[] embeddedModel(String name) {
    requireEmbedded(name);
    // below the package, so that relocating the package relocates the models
    String resource = "models/" + name + ".onnx";
    try (InputStream in = SketchClassifier.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new ModelFormatException(
            Reason.MISSING,
            "the resource " + resource + " is not in the jar of sketch-infer",
            sourceOf(name));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(sourceOf(name), e);
    }
  }

  private static void requireEmbedded(String name) {
    if (!EMBEDDED.contains(name)) {
      throw new IllegalArgumentException(
          "no embedded model '" + name + "'; there are " + String.join(", ", EMBEDDED));
    }
  }

  private static String sourceOf(String embedded) {
    return "embedded model " + embedded;
  }

  /**
   * Starts to configure a classifier.
   *
   * @return a builder, set to what {@link #load} does
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Renders a drawing and classifies it.
   *
   * @param drawing any drawing; an empty one is {@link Prediction.Verdict#EMPTY}
   * @return the prediction
   * @throws IllegalStateException if the classifier is closed
   * @throws BackendException if the engine fails
   */
  public Prediction classify(Drawing drawing) {
    Objects.requireNonNull(drawing, "drawing");
    checkOpen();
    if (drawing.isEmpty()) {
      return Prediction.EMPTY;
    }
    Scratch scratch = borrow();
    rasterizer.renderTo(drawing, scratch.rasters(), 0);
    return classify(scratch);
  }

  /**
   * Classifies a raster.
   *
   * @param raster a raster of the size in {@link ModelInfo#rasterOptions}, best made by a {@link
   *     Rasterizer} with these options; one without ink is {@link Prediction.Verdict#EMPTY}
   * @return the prediction
   * @throws IllegalArgumentException if the raster has another size
   * @throws IllegalStateException if the classifier is closed
   * @throws BackendException if the engine fails
   */
  public Prediction classify(Raster raster) {
    checkSize(raster);
    checkOpen();
    Scratch scratch = borrow();
    raster.copyTo(scratch.rasters(), 0);
    return classify(scratch);
  }

  private void checkSize(Raster raster) {
    int sizePx = info.rasterOptions().sizePx();
    if (raster.width() != sizePx || raster.height() != sizePx) {
      throw new IllegalArgumentException(
          "model "
              + info.name()
              + " takes rasters of "
              + (sizePx + " x " + sizePx)
              + " pixels, not "
              + (raster.width() + " x " + raster.height()));
    }
  }

  private Prediction classify(Scratch scratch) {
    Prediction prediction = Prediction.EMPTY;
    if (scratch.hasInk(0)) {
      run(scratch, 1);
      prediction = predict(scratch, 0);
    }
    // Not in a finally block: what an exception leaves behind is garbage, not a leak.
    idle.giveBack(scratch);
    return prediction;
  }

  /**
   * Renders drawings and classifies them in batches.
   *
   * @param drawings any drawings; not modified
   * @return the predictions in the order of the drawings; unmodifiable
   * @throws NullPointerException if a drawing is null
   * @throws IllegalStateException if the classifier is closed
   * @throws BackendException if the engine fails
   */
  public List<Prediction> classifyAll(List<Drawing> drawings) {
    List<Drawing> all = List.copyOf(drawings);
    checkOpen();
    Prediction[] predictions = new Prediction[all.size()];
    Arrays.fill(predictions, Prediction.EMPTY);
    boolean whole = all.size() >= MAX_BATCH;
    Scratch scratch = whole ? borrow(idleBatches, MAX_BATCH) : newScratch(all.size());
    int[] positions = new int[MAX_BATCH]; // of the batch's drawings
    int batch = 0;
    for (int i = 0; i < predictions.length; i++) {
      if (!all.get(i).isEmpty()) {
        rasterizer.renderTo(all.get(i), scratch.rasters(), batch * pixels);
        if (scratch.hasInk(batch)) {
          positions[batch++] = i;
        }
      }
      if (batch == MAX_BATCH || (batch > 0 && i == predictions.length - 1)) {
        run(scratch, batch);
        for (int b = 0; b < batch; b++) {
          predictions[positions[b]] = predict(scratch, b);
        }
        batch = 0;
      }
    }
    if (whole) {
      idleBatches.giveBack(scratch);
    }
    return List.of(predictions);
  }

  /**
   * Tells whether a drawing passes for what it should show, for games.
   *
   * @param drawing any drawing; an empty one matches nothing
   * @param label one of the model's labels
   * @param minProbability the probability from which on it passes, 0 to 1; the label need not be
   *     the most probable one
   * @return whether the label's probability reaches {@code minProbability}, and the drawing is not
   *     {@link Prediction.Verdict#UNKNOWN}
   * @throws IllegalArgumentException if the model has no such label, or the probability is out of
   *     its range
   * @throws IllegalStateException if the classifier is closed
   * @throws BackendException if the engine fails
   */
  public boolean matches(Drawing drawing, String label, double minProbability) {
    int index = info.labels().indexOf(Objects.requireNonNull(label, "label"));
    if (index < 0) {
      throw new IllegalArgumentException(
          "model " + info.name() + " has no label " + Labels.missing(label, info.labels()));
    }
    if (!(minProbability >= 0 && minProbability <= 1)) {
      throw new IllegalArgumentException("minProbability must be 0 to 1: " + minProbability);
    }
    Optional<Output> output = output(drawing);
    return output.isPresent()
        && !(knownScore(output.get()) < unknownBelow)
        && probabilities(output.get().logits())[index] >= minProbability;
  }

  /**
   * Returns how much a raster looks like drawings of the model's classes, for tools that judge
   * models. Scores of two models cannot be compared.
   *
   * @param raster a raster of the size in {@link ModelInfo#rasterOptions}
   * @return the score, see {@link KnownScore}; empty if there is no ink, or the model or the
   *     backend cannot tell
   * @throws IllegalArgumentException if the raster has another size
   * @throws IllegalStateException if the classifier is closed
   * @throws BackendException if the engine fails
   */
  public OptionalDouble knownScore(Raster raster) {
    checkSize(raster);
    if (knownScore == null) {
      checkOpen();
      return OptionalDouble.empty();
    }
    Optional<Output> output = output(raster);
    return output.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(knownScore(output.get()));
  }

  /** What the network gives for a raster; the embedding is empty where there is none. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Output(float[] logits, float[] embedding) {}

  /** Runs the network; empty if there is no ink. */
  Optional<Output> output(Drawing drawing) {
    return output(rasterizer.render(drawing));
  }

  /** Runs the network; empty if there is no ink. */
  Optional<Output> output(Raster raster) {
    checkSize(raster);
    checkOpen();
    byte[] pixelBytes = new byte[pixels];
    raster.copyTo(pixelBytes, 0);
    boolean ink = false;
    for (byte pixel : pixelBytes) {
      ink |= pixel != 0;
    }
    if (!ink) {
      return Optional.empty();
    }
    float[] logits = new float[info.labels().size()];
    float[] embedding = new float[backend.embeddingSize()];
    if (embedding.length == 0) {
      backend.run(pixelBytes, 1, logits);
    } else {
      backend.run(pixelBytes, 1, logits, embedding);
    }
    for (int i = 0; i < logits.length; i++) {
      checkLogit(logits[i], i);
    }
    return Optional.of(new Output(logits, embedding));
  }

  /** Returns the score; infinity where the model or the backend cannot tell. */
  double knownScore(Output output) {
    return knownScore == null
        ? Double.POSITIVE_INFINITY
        : knownScore.score(output.logits(), info.temperature(), output.embedding());
  }

  /** Returns the score below which a drawing is unknown; negative infinity if none is. */
  double unknownBelow() {
    return unknownBelow;
  }

  /** Returns softmax(logits / temperature), shifted by the largest so that nothing overflows. */
  double[] probabilities(float[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double[] probabilities = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = StrictMath.exp((logits[i] - largest) / info.temperature());
      sum += probabilities[i];
    }
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  /** Returns the number of candidates that a prediction has at most. */
  int topK() {
    return requestedTopK;
  }

  /** Tells whether the backend gives the model's embedding. */
  boolean embeds() {
    return backend.embeddingSize() > 0;
  }

  /** Embeddings only where they are needed: not every backend gives them. */
  private void run(Scratch scratch, int batch) {
    if (knownScore == null) {
      backend.run(scratch.rasters(), batch, scratch.logits());
    } else {
      backend.run(scratch.rasters(), batch, scratch.logits(), scratch.embeddings());
    }
  }

  /**
   * Classifies any number of items in batches, on threads of its own, in constant memory.
   *
   * <pre>{@code
   * try (NdjsonReader reader = NdjsonReader.open(file);
   *     Stream<Classified<QuickDrawRecord>> results =
   *         classifier.classifyAll(reader.records().iterator(), QuickDrawRecord::drawing, 4)) {
   *   results.forEach(r -> System.out.println(r.item().word() + " " + r.prediction()));
   * }
   * }</pre>
   *
   * <p>The results have the order of the source, whatever the number of threads, and are equal up
   * to the rounding of floating-point sums to those of {@link #classify(Drawing)}. The source is
   * read by the thread that takes the results, and only as fast as they are taken: at most 96 items
   * for each thread are read and not yet taken. A result may wait until so many are read, so this
   * is no way to answer a user.
   *
   * <p>If the source or the engine fails, the results before that place are delivered, and then a
   * {@link ClassificationException} with the place and the cause is thrown. If the taker's thread
   * is interrupted, it gets a {@link java.util.concurrent.CancellationException} and stays
   * interrupted. An {@link Error} is thrown as it is.
   *
   * <p>The threads start with the first result, and have ended when the stream is at its end, has
   * thrown an exception, or is closed, by any thread; closing early waits for the batches at work
   * and drops the others. Close a stream that may not be read to its end. A parallel stream gains
   * nothing.
   *
   * @param <T> type of the items
   * @param source the items; not closed
   * @param drawing gives an item's drawing, called once for each by the thread that takes the
   *     results
   * @param parallelism how many threads classify, 1 to 256, besides the one that takes the results.
   *     As many as there are processors are best where {@link Builder#threads} is 1
   * @return each item with its prediction; to be closed, or read to the end
   * @throws IllegalArgumentException if {@code parallelism} is out of its range
   * @throws IllegalStateException if the classifier is closed
   */
  public <T> Stream<Classified<T>> classifyAll(
      Iterator<? extends T> source, Function<? super T, Drawing> drawing, int parallelism) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(drawing, "drawing");
    if (parallelism < 1 || parallelism > MAX_PARALLELISM) {
      throw new IllegalArgumentException(
          "parallelism must be 1 to " + MAX_PARALLELISM + ": " + parallelism);
    }
    checkOpen();
    ClassificationPipeline<T> pipeline =
        new ClassificationPipeline<>(this::classifyAll, source, drawing, parallelism);
    return StreamSupport.stream(pipeline, false).onClose(pipeline::close);
  }

  /**
   * Finds the drawing in a picture and classifies it.
   *
   * @param image any picture of one drawing, such as the pixels of a canvas, a scan or a photo; see
   *     {@link org.sketchsdk.render.image}
   * @return the prediction, with how the drawing was found and remarks on the picture
   * @throws IllegalStateException if the classifier is closed
   * @throws BackendException if the engine fails
   */
  public PicturePrediction classify(GrayImage image) {
    Objects.requireNonNull(image, "image");
    checkOpen();
    InkExtraction extraction = extract(image);
    return new PicturePrediction(classify(extraction.raster()), extraction);
  }

  /**
   * Starts a drawing that is classified while it is drawn, of at most {@value
   * LiveDrawing#MAX_POINTS} points.
   *
   * @return an empty drawing
   */
  public LiveSketch live() {
    return live(LiveDrawing.MAX_POINTS);
  }

  /**
   * Starts a drawing that is classified while it is drawn.
   *
   * @param maxPoints the most points that it may have, at least 1; a server for anybody wants few
   * @return an empty drawing
   * @throws IllegalArgumentException if {@code maxPoints} is less than 1
   */
  public LiveSketch live(int maxPoints) {
    return new LiveSketch(this, rasterizer, maxPoints);
  }

  /**
   * Shows the pixels that the network is given for a drawing. {@link GrayImage#of(Raster)} makes a
   * picture of them, {@code BufferedImages.toPng} a file.
   *
   * @param drawing any drawing
   * @return a new raster of the model's size
   */
  public Raster whatTheModelSaw(Drawing drawing) {
    return rasterizer.render(drawing);
  }

  /**
   * Shows the pixels that the network is given for a picture, without classifying it. Who
   * classifies it finds them in {@link PicturePrediction#whatTheModelSaw()}.
   *
   * @param image any picture
   * @return a raster of the model's size, blank where no drawing is found
   */
  public Raster whatTheModelSaw(GrayImage image) {
    return extract(image).raster();
  }

  /** Finds the drawing in a picture. */
  InkExtraction extract(GrayImage image) {
    return extractor.extract(image);
  }

  private Scratch borrow() {
    return borrow(idle, 1);
  }

  private Scratch borrow(IdlePool<Scratch> pool, int batch) {
    Scratch scratch = pool.borrow();
    return scratch != null ? scratch : newScratch(batch);
  }

  private Scratch newScratch(int batch) {
    return new Scratch(batch, pixels, info.labels().size(), info.embeddingSize(), topK);
  }

  private Prediction predict(Scratch scratch, int index) {
    float[] logits = scratch.logits();
    int[] top = scratch.top();
    int first = index * info.labels().size();
    int end = first + info.labels().size();
    int found = 0;
    for (int i = first; i < end; i++) {
      float logit = logits[i];
      checkLogit(logit, i - first);
      // Insertion from below; an equal logit stays behind the earlier label.
      int place = found;
      while (place > 0 && logit > logits[top[place - 1]]) {
        place--;
      }
      if (place < top.length) {
        found = Math.min(found + 1, top.length);
        System.arraycopy(top, place, top, place + 1, found - 1 - place);
        top[place] = i;
      }
    }

    // softmax(logits / temperature), shifted by the largest so that nothing overflows
    double temperature = info.temperature();
    double largest = logits[top[0]];
    double sum = 0;
    double softenedSum = 0; // at twice the temperature
    for (int i = first; i < end; i++) {
      double exponential = StrictMath.exp((logits[i] - largest) / temperature);
      sum += exponential;
      softenedSum += Math.sqrt(exponential);
    }
    Candidate[] candidates = scratch.candidates();
    for (int c = 0; c < top.length; c++) {
      double probability = StrictMath.exp((logits[top[c]] - largest) / temperature) / sum;
      candidates[c] = new Candidate(label(top[c] - first), probability);
    }
    Verdict verdict =
        candidates[0].probability() >= minProbability ? Verdict.RECOGNISED : Verdict.UNCERTAIN;
    if (knownScore != null) {
      double score = score(knownScore, scratch, index, 1 / softenedSum);
      if (score < unknownBelow) {
        verdict = Verdict.UNKNOWN;
      }
    }
    return new Prediction(List.of(candidates), verdict); // List.of copies
  }

  private void checkLogit(float logit, int label) {
    if (!Float.isFinite(logit)) {
      throw new BackendException(
          backendName,
          "model " + info.name() + " gave " + label(label) + " the logit " + logit,
          null,
          null);
    }
  }

  private double score(KnownScore known, Scratch scratch, int index, double softened) {
    int labels = info.labels().size();
    int size = info.embeddingSize();
    return known.score(
        scratch.logits(),
        index * labels,
        labels,
        softened,
        scratch.embeddings(),
        index * size,
        size);
  }

  private String label(int index) {
    return info.labels().get(index);
  }

  /**
   * Returns what the model says about itself.
   *
   * @return labels, raster options, provenance and more
   */
  public ModelInfo info() {
    return info;
  }

  /**
   * Returns which backend runs the model.
   *
   * @return its name, such as {@code onnx}
   */
  public String backend() {
    return backendName;
  }

  /**
   * Returns the probability that makes the first candidate {@link Prediction.Verdict#RECOGNISED}.
   *
   * @return 0 to 1
   */
  public double minProbability() {
    return minProbability;
  }

  /**
   * Returns the share of drawings of the model's own classes that may be called {@link
   * Prediction.Verdict#UNKNOWN}.
   *
   * @return 0 to 1; without effect where {@link ModelInfo#knownScore()} is empty
   */
  public double maxFalseUnknown() {
    return maxFalseUnknown;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the classifier is closed");
    }
  }

  /**
   * Frees the network. Calls under way end normally, and this method returns after them; later ones
   * are refused. Closing again does nothing.
   *
   * @throws BackendException if the engine fails
   */
  @Override
  public void close() {
    closed = true;
    backend.close();
  }

  /** Returns a short description: the model and the backend. */
  @Override
  public String toString() {
    return "SketchClassifier[" + info.name() + " on " + backendName + "]";
  }

  /** Configures a classifier. Not thread-safe. */
  public static final class Builder {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private byte @Nullable [] model; // null: the embedded one
    private String source = ""; // of the model, where there is one
    private String embedded = EMBEDDED.get(0);
    private @Nullable String sha256;
    private @Nullable String backend;
    private BackendOptions options = BackendOptions.defaults();
    private int topK = 3;
    private @Nullable Double minProbability; // null: the model's
    private double maxFalseUnknown = 0.05;

    private Builder() {}

    /**
     * Takes an embedded model, in place of the default one or of one given before.
     *
     * @param name one of {@link SketchClassifier#embeddedModels()}
     * @return this
     * @throws IllegalArgumentException if there is no such model
     */
    public Builder embeddedModel(String name) {
      requireEmbedded(name);
      this.embedded = name;
      this.model = null;
      return this;
    }

    /**
     * Reads a model from a file in place of the embedded one.
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
     * Reads a model from a stream in place of the embedded one.
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
     * Takes a model in place of the embedded one.
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
     * Refuses every model but one.
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
     * Chooses a backend. Without this call, those at hand are tried in the order that the
     * description of {@link org.sketchsdk.infer the package} gives; with it, no other is.
     *
     * @param name name of the backend, such as {@code onnx}
     * @return this
     */
    public Builder backend(String name) {
      this.backend = Objects.requireNonNull(name, "name");
      return this;
    }

    /**
     * Sets how many threads work together on one call. Calls from different threads run side by
     * side in any case, so more than the one of the default shortens a call but costs throughput.
     *
     * @param threads 1 to 256
     * @return this
     * @throws IllegalArgumentException if the number is out of its range
     */
    public Builder threads(int threads) {
      this.options = options.withThreads(threads);
      return this;
    }

    /**
     * Sets the number of candidates in a prediction.
     *
     * @param topK at least 1, by default 3; where the model has fewer labels there are as many
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
     * Prediction.Verdict#RECOGNISED}; below it is {@link Prediction.Verdict#UNCERTAIN}.
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
     * Sets how many drawings of the model's own classes may be called {@link
     * Prediction.Verdict#UNKNOWN} by mistake: the more, the fewer drawings of something else slip
     * through. The threshold that keeps to it is taken from the scores that the model gave its
     * validation drawings, so that the setting means the same for every model; on drawings of other
     * kinds, such as photos, the share may differ. Models that cannot tell, see {@link
     * ModelInfo#knownScore()}, and backends that give no embeddings never say {@code UNKNOWN}.
     *
     * @param share 0 to 1, by default 0.05; 0 for never {@code UNKNOWN}
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
     * Loads the model.
     *
     * @return the classifier, to be closed by the caller
     * @throws ModelFormatException if the SDK cannot use the model
     * @throws BackendException if the backend is unknown, is not available or cannot run the model
     */
    public SketchClassifier build() {
      byte[] onnx = model;
      String from = source;
      if (onnx == null) {
        from = sourceOf(embedded);
        onnx = SketchClassifier.embeddedModel(embedded);
      }
      ModelData data = sha256 == null ? ModelData.of(onnx, from) : ModelData.of(onnx, from, sha256);
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
          maxFalseUnknown);
    }

    private static byte[] readAll(InputStream in, String source) throws IOException {
      byte[] bytes = in.readNBytes(MAX_MODEL_BYTES + 1);
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
