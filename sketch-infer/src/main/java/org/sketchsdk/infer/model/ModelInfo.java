package org.sketchsdk.infer.model;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.internal.onnxfile.OnnxFile;
import org.sketchsdk.infer.internal.onnxfile.OnnxFileException;
import org.sketchsdk.infer.model.ModelFormatException.Reason;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

/**
 * What a model's file says about the model. {@link org.sketchsdk.infer.model The package} lists the
 * entries of the file.
 *
 * <p>Immutable and thread-safe.
 */
public final class ModelInfo {
  // Far above any network of this SDK; it keeps a hostile file from filling the memory.
  private static final int MAX_EMBEDDING = 1 << 20;

  private final String name;
  private final String network;
  private final List<String> labels;
  private final RasterOptions rasterOptions;
  private final double temperature;
  private final double minProbability;
  private final ModelMetadata metadata;
  private final int embeddingSize;
  private final Optional<EmbeddingCodes> embeddingCodes;
  private final Optional<KnownScore> knownScore;
  private final Optional<SimilarityStatistics> similarity;
  private final Supplier<byte[]> file; // the bytes of the hash
  private volatile @Nullable String sha256; // null until it is asked for, or known

  /**
   * How to turn the codes of a uint8 embedding into numbers: (code − zeroPoint) · scale.
   *
   * @param scale finite and greater than 0
   * @param zeroPoint 0 to 255
   */
  public record EmbeddingCodes(float scale, int zeroPoint) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public EmbeddingCodes {
      if (!(scale > 0 && scale < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("scale must be finite and greater than 0: " + scale);
      }
      if (zeroPoint < 0 || zeroPoint > 255) {
        throw new IllegalArgumentException("zeroPoint must be 0 to 255: " + zeroPoint);
      }
    }
  }

  private ModelInfo(
      ModelMetadata metadata, Optional<OnnxFile.Value> embedding, Supplier<byte[]> file) {
    // The versions before everything else: where they differ, they are the reason to report.
    metadata.requireVersions();
    this.metadata = metadata;
    this.name = metadata.name();
    this.network = metadata.network();
    this.labels = metadata.labels();
    this.rasterOptions = metadata.rasterOptions();
    this.temperature = metadata.temperature();
    this.minProbability = metadata.minProbability();
    this.embeddingSize =
        embedding.map(output -> checkEmbedding(output, metadata.source())).orElse(0);
    this.embeddingCodes =
        embedding
            .filter(output -> output.elementType() == OnnxFile.UINT8)
            .map(output -> metadata.embeddingCodes());
    this.knownScore = metadata.knownScore(embeddingSize);
    this.similarity = metadata.similarity(embeddingSize);
    this.file = file;
  }

  /**
   * Reads and checks a model; loads nothing native.
   *
   * @param onnx the bytes of an {@code .onnx} file; not modified, not kept
   * @param source where they come from, for messages
   * @return what the model says about itself
   * @throws ModelFormatException if the SDK cannot use the model
   */
  public static ModelInfo read(byte[] onnx, String source) {
    String sha256 = sha256(onnx);
    ModelInfo info =
        read(
            onnx,
            source,
            () -> {
              throw new IllegalStateException("the hash is known");
            });
    info.sha256 = sha256;
    return info;
  }

  /**
   * Reads and checks a model. Its hash, which takes longer than all the rest, is computed when it
   * is asked for.
   *
   * @param again reads the same bytes again
   */
  static ModelInfo read(byte[] onnx, String source, Supplier<byte[]> again) {
    OnnxFile file = file(onnx, source);
    ModelInfo info =
        new ModelInfo(ModelMetadata.of(file.metadata(), source), output(file, "embedding"), again);
    checkInput(file, info.rasterOptions.sizePx(), source);
    checkOutput(file, info.labels.size(), source);
    return info;
  }

  private static OnnxFile file(byte[] onnx, String source) {
    try {
      return OnnxFile.read(ByteBuffer.wrap(onnx));
    } catch (OnnxFileException e) {
      Reason reason = e.truncated() ? Reason.TRUNCATED : Reason.NOT_ONNX;
      throw new ModelFormatException(reason, String.valueOf(e.getMessage()), source, e);
    }
  }

  private static void checkInput(OnnxFile file, int sizePx, String source) {
    if (file.inputs().size() != 1 || !file.inputs().get(0).name().equals("raster")) {
      throw new ModelFormatException(
          Reason.GRAPH,
          "the network must have the one input \"raster\", not " + names(file.inputs()),
          source);
    }
    OnnxFile.Value input = file.inputs().get(0);
    List<Long> shape = List.of(OnnxFile.DYNAMIC, 1L, (long) sizePx, (long) sizePx);
    if (input.elementType() != OnnxFile.UINT8 || !shape.equals(input.shape())) {
      OnnxFile.Value expected = new OnnxFile.Value("raster", OnnxFile.UINT8, shape);
      throw new ModelFormatException(
          Reason.GRAPH, "the input \"raster\" must be " + expected + ", not " + input, source);
    }
  }

  private static void checkOutput(OnnxFile file, int labels, String source) {
    OnnxFile.Value output =
        output(file, "logits")
            .orElseThrow(
                () ->
                    new ModelFormatException(
                        Reason.GRAPH,
                        "the network must have an output \"logits\", not " + names(file.outputs()),
                        source));
    List<Long> shape = output.shape();
    if (output.elementType() != OnnxFile.FLOAT
        || shape == null
        || shape.size() != 2
        || shape.get(0) != OnnxFile.DYNAMIC
        || shape.get(1) < 1) {
      throw new ModelFormatException(
          Reason.GRAPH,
          "the output \"logits\" must be float [?, number of labels], not " + output,
          source);
    }
    if (shape.get(1) != labels) {
      throw new ModelFormatException(
          Reason.LABELS, "there are " + labels + " labels for " + shape.get(1) + " logits", source);
    }
  }

  /** Returns the number of values. */
  private static int checkEmbedding(OnnxFile.Value output, String source) {
    List<Long> shape = output.shape();
    if ((output.elementType() != OnnxFile.FLOAT && output.elementType() != OnnxFile.UINT8)
        || shape == null
        || shape.size() != 2
        || shape.get(0) != OnnxFile.DYNAMIC
        || shape.get(1) < 1
        || shape.get(1) > MAX_EMBEDDING) {
      throw new ModelFormatException(
          Reason.GRAPH,
          "the output \"embedding\" must be float or uint8 [?, 1 to "
              + MAX_EMBEDDING
              + "], not "
              + output,
          source);
    }
    return shape.get(1).intValue();
  }

  private static Optional<OnnxFile.Value> output(OnnxFile file, String name) {
    return file.outputs().stream().filter(value -> value.name().equals(name)).findFirst();
  }

  private static List<String> names(List<OnnxFile.Value> values) {
    return values.stream().map(value -> '"' + value.name() + '"').collect(Collectors.toList());
  }

  static String sha256(byte[] bytes) {
    try {
      StringBuilder hex = new StringBuilder(64);
      for (byte each : MessageDigest.getInstance("SHA-256").digest(bytes)) {
        hex.append(Character.forDigit((each >> 4) & 0xf, 16));
        hex.append(Character.forDigit(each & 0xf, 16));
      }
      return hex.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }

  /**
   * Returns the name of the model, such as {@code quickdraw25}.
   *
   * @return the name, not blank
   */
  public String name() {
    return name;
  }

  /**
   * Returns the name of the network's architecture.
   *
   * @return the name, not blank
   */
  public String network() {
    return network;
  }

  /**
   * Returns the labels in the order of the logits.
   *
   * @return an unmodifiable list without duplicates
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * Returns how drawings must be rendered for this model.
   *
   * @return size, pen and margin
   */
  public RasterOptions rasterOptions() {
    return rasterOptions;
  }

  /**
   * Returns the version of the pixels that the model was trained on.
   *
   * @return {@link Rasterizer#VERSION}; models of other versions are refused
   */
  public int rasterVersion() {
    return Rasterizer.VERSION;
  }

  /**
   * Returns the temperature T of the calibration: probabilities are softmax(logits / T) (Guo et
   * al., On Calibration of Modern Neural Networks, 2017).
   *
   * @return a finite number greater than 0; 1 if the model is not calibrated
   */
  public double temperature() {
    return temperature;
  }

  /**
   * Returns the smallest probability with which the model wants a first candidate to be {@code
   * RECOGNIZED}.
   *
   * @return 0 to 1; 0.5 if the model does not say
   */
  public double minProbability() {
    return minProbability;
  }

  /**
   * Returns how the model was trained: seed, number of samples, hash of the data, accuracy and
   * more.
   *
   * @return unmodifiable, sorted by key, such as {@code seed}
   */
  public Map<String, String> provenance() {
    return metadata.provenance();
  }

  /**
   * Returns all entries that the file holds about the model, for tools.
   *
   * @return the metadata
   */
  public ModelMetadata metadata() {
    return metadata;
  }

  /**
   * Returns the number of values in the embedding of a raster. The embedding is what enters the
   * network's last layer; similar drawings have similar embeddings.
   *
   * @return at least 1; 0 if the model does not give it out
   */
  public int embeddingSize() {
    return embeddingSize;
  }

  /**
   * Returns what the bytes of the graph's output {@code embedding} stand for, for backends. Users
   * of the SDK always see floats.
   *
   * @return scale and zero point; empty if the output is of floats, or there is none
   */
  public Optional<EmbeddingCodes> embeddingCodes() {
    return embeddingCodes;
  }

  /**
   * Returns the out-of-distribution score, which tells drawings of the model's classes from others.
   *
   * @return the score; empty if the model cannot tell, and never says {@code UNKNOWN}
   */
  public Optional<KnownScore> knownScore() {
    return knownScore;
  }

  /**
   * Returns how similar drawings of one class are, for custom classes.
   *
   * @return the statistics; empty if the model has none
   */
  public Optional<SimilarityStatistics> similarity() {
    return similarity;
  }

  /**
   * Returns the SHA-256 of the model's file.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public String sha256() {
    String known = sha256;
    if (known == null) {
      known = sha256(file.get()); // several threads may do this, with the same result
      sha256 = known;
    }
    return known;
  }

  /** Returns a short description: the name, the network and the number of labels. */
  @Override
  public String toString() {
    return "ModelInfo[" + name + ", network " + network + ", " + labels.size() + " labels]";
  }
}
