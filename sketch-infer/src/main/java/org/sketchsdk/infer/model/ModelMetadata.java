package org.sketchsdk.infer.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.internal.text.Texts;
import org.sketchsdk.infer.model.ModelFormatException.Reason;
import org.sketchsdk.infer.model.ModelInfo.EmbeddingCodes;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

/**
 * The entries that a model's file holds about the model: ONNX calls them {@code metadata_props}.
 * This class is the only place that knows their keys. {@link org.sketchsdk.infer.model The package}
 * lists them.
 *
 * <p>Tools that write models use the {@linkplain #builder() builder}:
 *
 * <pre>{@code
 * ModelMetadata metadata = ModelMetadata.builder()
 *     .provenance("seed", "1")
 *     .name("shapes")
 *     .network("tiny")
 *     .labels(List.of("circle", "square"))
 *     .rasterOptions(RasterOptions.defaults())
 *     .temperature(1)
 *     .build();
 * metadata.entries().forEach((key, value) -> System.out.println(key + " = " + value));
 * }</pre>
 *
 * <p>Applications do not need this class: {@link ModelInfo} gives the checked values.
 *
 * <p>Immutable and thread-safe.
 */
public final class ModelMetadata {
  /** The entries of the {@link KnownScore}, for messages. */
  public static final String KNOWN_SCORE = "sketch.unknown.*";

  private static final String PREFIX = "sketch.";
  private static final String FORMAT = "format";
  private static final String FORMAT_VERSION = "1";
  private static final String NAME = "name";
  private static final String NETWORK = "network";
  private static final String LABELS = "labels";
  private static final String RASTER = "raster";
  private static final String RASTER_VERSION = "raster.version";
  private static final String RASTER_SIZE = "raster.sizePx";
  private static final String RASTER_STROKE_WIDTH = "raster.strokeWidthPx";
  private static final String RASTER_MARGIN = "raster.marginPx";
  private static final String TEMPERATURE = "temperature";
  private static final String MIN_PROBABILITY = "minProbability";
  private static final String EMBEDDING = "embedding";
  private static final String EMBEDDING_SCALE = "embedding.scale";
  private static final String EMBEDDING_ZERO_POINT = "embedding.zeroPoint";
  private static final String UNKNOWN = "unknown";
  private static final String UNKNOWN_WEIGHTS = "unknown.weights";
  private static final String UNKNOWN_QUANTILES = "unknown.quantiles";
  private static final String SIMILARITY = "similarity";
  private static final String SIMILARITY_CENTER = "similarity.center";
  private static final String SIMILARITY_QUANTILES = "similarity.quantiles";
  private static final String PROVENANCE = "provenance.";
  private static final String QUANTIZATION = "quantisation."; // the spelling of existing files

  private static final double DEFAULT_MIN_PROBABILITY = 0.5;

  private final Map<String, String> entries;
  private final String source;

  private ModelMetadata(Map<String, String> entries, String source) {
    this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    this.source = source;
  }

  /**
   * Takes the entries of a file. Their values are checked by {@link ModelInfo#read}, not here.
   *
   * @param entries the entries in the order of the file, also those of other tools; copied
   * @param source where they come from, for messages
   * @return the metadata
   */
  public static ModelMetadata of(Map<String, String> entries, String source) {
    return new ModelMetadata(entries, Objects.requireNonNull(source, "source"));
  }

  /**
   * Starts new metadata.
   *
   * @return a builder without entries
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the key of an entry on how the model was trained, for messages.
   *
   * @param name name of the entry, such as {@code seed}
   * @return the key in the file
   */
  public static String provenanceKey(String name) {
    return PREFIX + PROVENANCE + name;
  }

  /**
   * Returns the key of an entry on how the model was quantized, for messages.
   *
   * @param name name of the entry, such as {@code ranges}
   * @return the key in the file
   */
  public static String quantizationKey(String name) {
    return PREFIX + QUANTIZATION + name;
  }

  /**
   * Returns all entries.
   *
   * @return key to value, in the order of the file; unmodifiable
   */
  public Map<String, String> entries() {
    return entries;
  }

  /**
   * Returns how the model was trained.
   *
   * @return name, such as {@code seed}, to value; unmodifiable, sorted by name
   */
  public Map<String, String> provenance() {
    return group(PROVENANCE);
  }

  /**
   * Returns how the model was quantized.
   *
   * @return name, such as {@code ranges}, to value; unmodifiable, sorted by name; empty for a model
   *     that was not quantized
   */
  public Map<String, String> quantization() {
    return group(QUANTIZATION);
  }

  private Map<String, String> group(String group) {
    Map<String, String> found = new TreeMap<>();
    entries.forEach(
        (key, value) -> {
          if (key.startsWith(PREFIX + group)) {
            found.put(key.substring(PREFIX.length() + group.length()), value);
          }
        });
    return Collections.unmodifiableMap(found);
  }

  String source() {
    return source;
  }

  /**
   * Checks the versions of the file and of its rasters.
   *
   * @throws ModelFormatException if this release cannot read one of them
   */
  void requireVersions() {
    String format = text(FORMAT);
    if (!format.equals(FORMAT_VERSION)) {
      throw invalid(FORMAT, "must be \"" + FORMAT_VERSION + "\", not \"" + format + '"', null);
    }
    int version = integer(RASTER_VERSION);
    if (version != Rasterizer.VERSION) {
      throw new ModelFormatException(
          Reason.RASTER_VERSION,
          "the model was trained on rasters of version "
              + version
              + ", but this release draws version "
              + Rasterizer.VERSION,
          source);
    }
  }

  String name() {
    return text(NAME);
  }

  String network() {
    return text(NETWORK);
  }

  List<String> labels() {
    List<String> labels = List.of(text(LABELS).split("\n", -1));
    Set<String> seen = new HashSet<>();
    for (String label : labels) {
      if (Texts.isBlank(label)) {
        throw invalid(LABELS, "must not have a blank line", null);
      }
      if (!seen.add(label)) {
        throw invalid(LABELS, "must not have \"" + label + "\" twice", null);
      }
    }
    return labels;
  }

  RasterOptions rasterOptions() {
    int sizePx = integer(RASTER_SIZE);
    float strokeWidthPx = real(RASTER_STROKE_WIDTH);
    float marginPx = real(RASTER_MARGIN);
    try {
      return new RasterOptions(sizePx, strokeWidthPx, marginPx);
    } catch (IllegalArgumentException e) {
      throw invalid(RASTER, "is out of range, " + e.getMessage(), e);
    }
  }

  double temperature() {
    double temperature = number(TEMPERATURE);
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw invalid(TEMPERATURE, "must be finite and greater than 0, not " + temperature, null);
    }
    return temperature;
  }

  double minProbability() {
    if (!entries.containsKey(PREFIX + MIN_PROBABILITY)) {
      return DEFAULT_MIN_PROBABILITY;
    }
    double minProbability = number(MIN_PROBABILITY);
    if (!(minProbability >= 0 && minProbability <= 1)) {
      throw invalid(MIN_PROBABILITY, "must be 0 to 1, not " + minProbability, null);
    }
    return minProbability;
  }

  EmbeddingCodes embeddingCodes() {
    float scale = real(EMBEDDING_SCALE);
    int zeroPoint = integer(EMBEDDING_ZERO_POINT);
    try {
      return new EmbeddingCodes(scale, zeroPoint);
    } catch (IllegalArgumentException e) {
      throw invalid(EMBEDDING, "is out of range, " + e.getMessage(), e);
    }
  }

  /**
   * Reads the score by which the model tells known drawings from others.
   *
   * @param embeddingSize values in the model's embedding; 0 if it gives none
   */
  Optional<KnownScore> knownScore(int embeddingSize) {
    if (!entries.containsKey(PREFIX + UNKNOWN_WEIGHTS)
        && !entries.containsKey(PREFIX + UNKNOWN_QUANTILES)) {
      return Optional.empty();
    }
    KnownScore score;
    try {
      score = readKnownScore();
    } catch (IllegalArgumentException e) { // also of a number or of Base64
      throw invalid(UNKNOWN, "has no meaning, " + e.getMessage(), e);
    }
    if (embeddingSize == 0 || !score.fits(embeddingSize)) {
      throw invalid(
          UNKNOWN, "is not for the model's embedding of " + embeddingSize + ": " + score, null);
    }
    return Optional.of(score);
  }

  private KnownScore readKnownScore() {
    float[] weights = decode(entry(UNKNOWN_WEIGHTS));
    List<Double> quantiles = numbers(entry(UNKNOWN_QUANTILES));
    return KnownScore.of(weights, quantiles.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * Reads how similar drawings of one class are.
   *
   * @param embeddingSize values in the model's embedding; 0 if it gives none
   */
  Optional<SimilarityStatistics> similarity(int embeddingSize) {
    if (!entries.containsKey(PREFIX + SIMILARITY_CENTER)
        && !entries.containsKey(PREFIX + SIMILARITY_QUANTILES)) {
      return Optional.empty();
    }
    SimilarityStatistics statistics;
    try {
      statistics =
          SimilarityStatistics.of(
              decode(entry(SIMILARITY_CENTER)), rows(entry(SIMILARITY_QUANTILES)));
    } catch (IllegalArgumentException e) { // also of a number or of Base64
      throw invalid(SIMILARITY, "has no meaning, " + e.getMessage(), e);
    }
    if (statistics.embeddingSize() != embeddingSize) {
      throw invalid(
          SIMILARITY,
          "is not for the model's embedding of " + embeddingSize + ": " + statistics,
          null);
    }
    return Optional.of(statistics);
  }

  /** A row per line: the number of examples, then both kinds of quantiles. */
  private static List<SimilarityStatistics.Row> rows(String text) {
    int quantiles = SimilarityStatistics.QUANTILES;
    List<SimilarityStatistics.Row> rows = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      List<Double> numbers = numbers(line);
      if (numbers.size() != 1 + 2 * quantiles) {
        throw new IllegalArgumentException(
            "a row must have " + (1 + 2 * quantiles) + " numbers: " + numbers.size());
      }
      double examples = numbers.get(0);
      if (examples != (int) examples) {
        throw new IllegalArgumentException("the examples must be a whole number: " + examples);
      }
      rows.add(
          new SimilarityStatistics.Row(
              (int) examples,
              numbers.subList(1, 1 + quantiles),
              numbers.subList(1 + quantiles, numbers.size())));
    }
    return rows;
  }

  private static List<Double> numbers(String text) {
    List<Double> numbers = new ArrayList<>();
    for (String number : text.split(" ", -1)) {
      numbers.add(Double.parseDouble(number));
    }
    return numbers;
  }

  private static float[] decode(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    if (bytes.length % Float.BYTES != 0) {
      throw new IllegalArgumentException(
          "numbers must have 4 bytes each, but there are " + bytes.length);
    }
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static String encode(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private String entry(String key) {
    String value = entries.get(PREFIX + key);
    if (value == null) {
      throw new IllegalArgumentException("there is no entry \"" + PREFIX + key + '"');
    }
    return value;
  }

  private String text(String key) {
    String value = entries.get(PREFIX + key);
    if (value == null) {
      throw new ModelFormatException(
          Reason.METADATA, "the metadata has no entry \"" + PREFIX + key + '"', source);
    }
    if (Texts.isBlank(value)) {
      throw invalid(key, "must not be blank", null);
    }
    return value;
  }

  private int integer(String key) {
    String value = text(key);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw invalid(key, "must be an integer, not \"" + value + '"', e);
    }
  }

  // Not through double, which would round twice.
  private float real(String key) {
    String value = text(key);
    try {
      return Float.parseFloat(value);
    } catch (NumberFormatException e) {
      throw invalid(key, "must be a number, not \"" + value + '"', e);
    }
  }

  private double number(String key) {
    String value = text(key);
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw invalid(key, "must be a number, not \"" + value + '"', e);
    }
  }

  private ModelFormatException invalid(String key, String rule, @Nullable Throwable cause) {
    return new ModelFormatException(
        Reason.METADATA, "the metadata's \"" + PREFIX + key + "\" " + rule, source, cause);
  }

  /** Returns a short description: the number of entries. */
  @Override
  public String toString() {
    return "ModelMetadata[" + entries.size() + " entries]";
  }

  /**
   * Builds metadata. Entries are written in the order in which they are set here; an entry that is
   * set again keeps its place. Write provenance first: a file that is cut off between two entries
   * then lacks one that is required, and is refused.
   *
   * <p>Not thread-safe.
   */
  public static final class Builder {
    private final Map<String, String> entries = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Adds an entry on how the model was trained.
     *
     * @param name name of the entry, such as {@code seed}
     * @param value its value
     * @return this builder
     */
    public Builder provenance(String name, String value) {
      return put(PROVENANCE + name, value);
    }

    /**
     * Adds an entry on how the model was quantized.
     *
     * @param name name of the entry, such as {@code ranges}
     * @param value its value
     * @return this builder
     */
    public Builder quantization(String name, String value) {
      return put(QUANTIZATION + name, value);
    }

    /**
     * Sets the name of the model, and with it the version of the format.
     *
     * @param name the name, not blank
     * @return this builder
     */
    public Builder name(String name) {
      put(FORMAT, FORMAT_VERSION);
      return put(NAME, name);
    }

    /**
     * Sets the name of the network's architecture.
     *
     * @param network the name, not blank
     * @return this builder
     */
    public Builder network(String network) {
      return put(NETWORK, network);
    }

    /**
     * Sets the labels.
     *
     * @param labels the labels in the order of the logits, without duplicates
     * @return this builder
     */
    public Builder labels(List<String> labels) {
      return put(LABELS, String.join("\n", labels));
    }

    /**
     * Sets how drawings must be rendered for the model, and the version of the rasterizer.
     *
     * @param options size, pen and margin
     * @return this builder
     */
    public Builder rasterOptions(RasterOptions options) {
      put(RASTER_VERSION, Integer.toString(Rasterizer.VERSION));
      put(RASTER_SIZE, Integer.toString(options.sizePx()));
      put(RASTER_STROKE_WIDTH, Float.toString(options.strokeWidthPx()));
      return put(RASTER_MARGIN, Float.toString(options.marginPx()));
    }

    /**
     * Sets the temperature of the calibration.
     *
     * @param temperature finite and greater than 0; 1 for a model that is not calibrated
     * @return this builder
     */
    public Builder temperature(double temperature) {
      return put(TEMPERATURE, Double.toString(temperature));
    }

    /**
     * Sets the smallest probability with which the first candidate is recognized.
     *
     * @param minProbability 0 to 1; without this entry it is 0.5
     * @return this builder
     */
    public Builder minProbability(double minProbability) {
      return put(MIN_PROBABILITY, Double.toString(minProbability));
    }

    /**
     * Sets what the bytes of the output {@code embedding} stand for.
     *
     * @param codes scale and zero point
     * @return this builder
     */
    public Builder embeddingCodes(EmbeddingCodes codes) {
      put(EMBEDDING_SCALE, Float.toString(codes.scale()));
      return put(EMBEDDING_ZERO_POINT, Integer.toString(codes.zeroPoint()));
    }

    /**
     * Sets the score by which the model tells known drawings from others.
     *
     * @param score the score
     * @return this builder
     */
    public Builder knownScore(KnownScore score) {
      List<String> numbers = new ArrayList<>();
      for (int i = 0; i < KnownScore.QUANTILES; i++) {
        // Floats are short, and rounding keeps the order.
        numbers.add(Float.toString((float) score.quantile(i)));
      }
      put(UNKNOWN_WEIGHTS, encode(score.weights()));
      return put(UNKNOWN_QUANTILES, String.join(" ", numbers));
    }

    /**
     * Sets how similar drawings of one class are, for custom classes.
     *
     * @param statistics the statistics
     * @return this builder
     */
    public Builder similarity(SimilarityStatistics statistics) {
      List<String> lines = new ArrayList<>();
      for (SimilarityStatistics.Row row : statistics.rows()) {
        List<String> line = new ArrayList<>();
        line.add(Integer.toString(row.examples()));
        row.same().forEach(quantile -> line.add(Float.toString(quantile.floatValue())));
        row.other().forEach(quantile -> line.add(Float.toString(quantile.floatValue())));
        lines.add(String.join(" ", line));
      }
      put(SIMILARITY_CENTER, encode(statistics.center()));
      return put(SIMILARITY_QUANTILES, String.join("\n", lines));
    }

    /**
     * Adds all entries of other metadata. An entry that is here already takes the other value and
     * keeps its place.
     *
     * @param other the other metadata
     * @return this builder
     */
    public Builder putAll(ModelMetadata other) {
      entries.putAll(other.entries);
      return this;
    }

    private Builder put(String key, String value) {
      entries.put(PREFIX + key, Objects.requireNonNull(value, key));
      return this;
    }

    /**
     * Returns the metadata.
     *
     * @return the entries that were set
     */
    public ModelMetadata build() {
      return new ModelMetadata(entries, "new model");
    }
  }
}
