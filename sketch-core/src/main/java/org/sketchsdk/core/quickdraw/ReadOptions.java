package org.sketchsdk.core.quickdraw;

import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Options for reading files of drawings: limits, the treatment of malformed lines, and filters.
 *
 * <pre>{@code
 * ReadOptions options =
 *     ReadOptions.builder()
 *         .maxPoints(20_000)
 *         .reportMalformed(problem -> System.err.println(problem.getMessage()))
 *         .words(Set.of("cat", "dog"))
 *         .build();
 * }</pre>
 *
 * <p>The limits bound the memory that a hostile file can take. Readers check a line in full before
 * they filter it, so the filters do not change which lines count as malformed.
 *
 * <p>Immutable, and thread-safe if the listener is thread-safe.
 */
public final class ReadOptions {
  private static final int MAX_LINE_BYTES = 1 << 30; // one array contains a line
  private static final ReadOptions DEFAULTS = new Builder().build();

  private final int maxLineBytes;
  private final int maxDocumentBytes;
  private final int maxStrokes;
  private final int maxPoints;
  private final float maxAbsCoordinate;
  private final Consumer<? super DrawingFormatException> malformed;
  private final Set<String> words;
  private final Recognized recognized;

  private ReadOptions(Builder builder) {
    this.maxLineBytes = builder.maxLineBytes;
    this.maxDocumentBytes = builder.maxDocumentBytes;
    this.maxStrokes = builder.maxStrokes;
    this.maxPoints = builder.maxPoints;
    this.maxAbsCoordinate = builder.maxAbsCoordinate;
    this.malformed = builder.malformed;
    this.words = builder.words;
    this.recognized = builder.recognized;
  }

  /** Selects drawings by whether Google's network recognized them during the game. */
  public enum Recognized {
    /** All drawings. */
    ANY,
    /** Drawings that the file marks as recognized. */
    TRUE,
    /** Drawings that the file marks as recognized, and drawings without a mark. */
    TRUE_OR_ABSENT,
    /** Drawings that the file marks as not recognized. */
    FALSE
  }

  /**
   * Returns the default options: lines of up to 4 MiB, documents of up to 16 MiB, 10,000 strokes
   * and 100,000 points per drawing, coordinates from −1,000,000 to 1,000,000, failing on malformed
   * lines, no filters.
   *
   * <p>Real drawings are far smaller: among 44,000 drawings, most of them simplified, the largest
   * had 37 KB, 185 strokes and 1,174 points.
   *
   * @return the default options
   */
  public static ReadOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns a builder that starts with the default options.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a builder that starts with these options.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.maxLineBytes = maxLineBytes;
    builder.maxDocumentBytes = maxDocumentBytes;
    builder.maxStrokes = maxStrokes;
    builder.maxPoints = maxPoints;
    builder.maxAbsCoordinate = maxAbsCoordinate;
    builder.malformed = malformed;
    builder.words = words;
    builder.recognized = recognized;
    return builder;
  }

  /**
   * Returns the length of the longest line that is read.
   *
   * @return bytes after decompression, without the line feed, 1 to 2<sup>30</sup>
   */
  public int maxLineBytes() {
    return maxLineBytes;
  }

  /**
   * Returns the length of the longest document that is read.
   *
   * @return bytes after decompression, 1 to 2<sup>30</sup>
   */
  public int maxDocumentBytes() {
    return maxDocumentBytes;
  }

  /**
   * Returns the maximum number of strokes per drawing.
   *
   * @return at least 1
   */
  public int maxStrokes() {
    return maxStrokes;
  }

  /**
   * Returns the maximum number of points per drawing.
   *
   * @return at least 1
   */
  public int maxPoints() {
    return maxPoints;
  }

  /**
   * Returns the largest absolute value of a coordinate.
   *
   * @return positive and finite
   */
  public float maxAbsCoordinate() {
    return maxAbsCoordinate;
  }

  /**
   * Returns the words whose drawings are returned.
   *
   * @return an unmodifiable set; empty if drawings are not filtered by word
   */
  public Set<String> words() {
    return words;
  }

  /**
   * Returns the filter by the field {@code recognized}.
   *
   * @return which drawings are returned
   */
  public Recognized recognized() {
    return recognized;
  }

  /**
   * Tells whether the filters accept a record. Readers of further formats use this.
   *
   * @param word the word of the record; null if it has none
   * @param flag the field {@code recognized} of the record; null if it has none
   * @return whether a reader returns the record
   */
  public boolean accepts(@Nullable String word, @Nullable Boolean flag) {
    if (!words.isEmpty() && (word == null || !words.contains(word))) {
      return false;
    }
    return switch (recognized) {
      case ANY -> true;
      case TRUE -> Boolean.TRUE.equals(flag);
      case TRUE_OR_ABSENT -> !Boolean.FALSE.equals(flag);
      case FALSE -> Boolean.FALSE.equals(flag);
    };
  }

  /**
   * Throws, ignores or reports a malformed record, as the options say. Readers of further formats
   * use this.
   *
   * @param problem what is wrong
   */
  public void handle(DrawingFormatException problem) {
    malformed.accept(problem);
  }

  private static void fail(DrawingFormatException problem) {
    throw problem;
  }

  private static void skip(DrawingFormatException problem) {}

  DrawingFormatException tooManyStrokes(DrawingFormatException.Position position) {
    return exceeded("strokes in drawing", maxStrokes + 1L, maxStrokes, "maxStrokes", position);
  }

  DrawingFormatException tooManyPoints(DrawingFormatException.Position position) {
    return exceeded("points in drawing", maxPoints + 1L, maxPoints, "maxPoints", position);
  }

  DrawingFormatException lineTooLong(DrawingFormatException.Position position) {
    return exceeded("bytes in line", maxLineBytes + 1L, maxLineBytes, "maxLineBytes", position);
  }

  private static DrawingFormatException exceeded(
      String what,
      long actual,
      long limit,
      String setting,
      DrawingFormatException.Position position) {
    return new DrawingFormatException(
        what
            + " ("
            + actual
            + " or more) exceed the maximum allowed ("
            + limit
            + ", see ReadOptions."
            + setting
            + ")",
        position);
  }

  /**
   * Builds options. Settings that are not called keep the value that the builder started with.
   *
   * <p>Not thread-safe.
   */
  public static final class Builder {
    private int maxLineBytes = 4 << 20;
    private int maxDocumentBytes = 16 << 20;
    private int maxStrokes = 10_000;
    private int maxPoints = 100_000;
    private float maxAbsCoordinate = 1e6f;
    private Consumer<? super DrawingFormatException> malformed = ReadOptions::fail;
    private Set<String> words = Set.of();
    private Recognized recognized = Recognized.ANY;

    private Builder() {}

    /**
     * Sets the length of the longest line. A longer line is malformed. The reader notices it at the
     * limit and skips the rest of the line without storing it.
     *
     * @param maxLineBytes bytes after decompression, without the line feed, 1 to 2<sup>30</sup>; 4
     *     MiB by default
     * @return this builder
     * @throws IllegalArgumentException if the value is out of range
     */
    public Builder maxLineBytes(int maxLineBytes) {
      checkPositive(maxLineBytes, "maxLineBytes");
      if (maxLineBytes > MAX_LINE_BYTES) {
        throw new IllegalArgumentException(
            "maxLineBytes must be at most " + MAX_LINE_BYTES + ": " + maxLineBytes);
      }
      this.maxLineBytes = maxLineBytes;
      return this;
    }

    /**
     * Sets the length of the longest document in a format that is read as a whole: SVG, InkML,
     * Excalidraw, tldraw and a value of JSON with points. A reader may need ten times as much
     * memory. A longer document is malformed.
     *
     * @param maxDocumentBytes bytes after decompression, 1 to 2<sup>30</sup>; 16 MiB by default
     * @return this builder
     * @throws IllegalArgumentException if the value is out of range
     */
    public Builder maxDocumentBytes(int maxDocumentBytes) {
      checkPositive(maxDocumentBytes, "maxDocumentBytes");
      if (maxDocumentBytes > MAX_LINE_BYTES) {
        throw new IllegalArgumentException(
            "maxDocumentBytes must be at most " + MAX_LINE_BYTES + ": " + maxDocumentBytes);
      }
      this.maxDocumentBytes = maxDocumentBytes;
      return this;
    }

    /**
     * Sets the maximum number of strokes per drawing. Strokes without points count.
     *
     * @param maxStrokes at least 1; 10,000 by default
     * @return this builder
     * @throws IllegalArgumentException if the value is out of range
     */
    public Builder maxStrokes(int maxStrokes) {
      checkPositive(maxStrokes, "maxStrokes");
      this.maxStrokes = maxStrokes;
      return this;
    }

    /**
     * Sets the maximum number of points per drawing.
     *
     * @param maxPoints at least 1; 100,000 by default
     * @return this builder
     * @throws IllegalArgumentException if the value is out of range
     */
    public Builder maxPoints(int maxPoints) {
      checkPositive(maxPoints, "maxPoints");
      this.maxPoints = maxPoints;
      return this;
    }

    /**
     * Sets the largest absolute value of a coordinate.
     *
     * @param maxAbsCoordinate positive and finite; 1,000,000 by default
     * @return this builder
     * @throws IllegalArgumentException if the value is out of range
     */
    public Builder maxAbsCoordinate(float maxAbsCoordinate) {
      if (!(maxAbsCoordinate > 0 && maxAbsCoordinate <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "maxAbsCoordinate must be positive and finite: " + maxAbsCoordinate);
      }
      this.maxAbsCoordinate = maxAbsCoordinate;
      return this;
    }

    /**
     * Throws a {@link DrawingFormatException} for each malformed line. The reader stays usable: its
     * next call continues with the following line. This is the default.
     *
     * @return this builder
     */
    public Builder failOnMalformed() {
      this.malformed = ReadOptions::fail;
      return this;
    }

    /**
     * Skips malformed lines and counts them in {@link ReadStats#malformed()}.
     *
     * @return this builder
     */
    public Builder skipMalformed() {
      this.malformed = ReadOptions::skip;
      return this;
    }

    /**
     * Skips malformed lines, counts them in {@link ReadStats#malformed()}, and tells a listener.
     *
     * @param listener called for each malformed line, on the reading thread, in the order of the
     *     file. An exception that it throws ends the current call of the reader; the next call
     *     continues with the following line
     * @return this builder
     */
    public Builder reportMalformed(Consumer<? super DrawingFormatException> listener) {
      this.malformed = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Returns only drawings of certain words. Drawings without a word are left out.
     *
     * @param words at least one word, spelled as in the files; copied
     * @return this builder
     * @throws IllegalArgumentException if there is no word, which would leave out every drawing
     */
    public Builder words(Set<String> words) {
      if (words.isEmpty()) {
        throw new IllegalArgumentException("a filter by word needs at least one word");
      }
      this.words = Set.copyOf(words);
      return this;
    }

    /**
     * Returns only drawings with a certain value of the field {@code recognized}.
     *
     * @param recognized which drawings to return; {@link Recognized#ANY} by default
     * @return this builder
     */
    public Builder recognized(Recognized recognized) {
      this.recognized = Objects.requireNonNull(recognized, "recognized");
      return this;
    }

    /**
     * Returns the options.
     *
     * @return immutable options
     */
    public ReadOptions build() {
      return new ReadOptions(this);
    }

    private static void checkPositive(int limit, String name) {
      if (limit < 1) {
        throw new IllegalArgumentException(name + " must be at least 1: " + limit);
      }
    }
  }
}
