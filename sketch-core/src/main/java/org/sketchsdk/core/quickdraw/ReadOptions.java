package org.sketchsdk.core.quickdraw;

import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How files of drawings are read: limits that bound the memory that a hostile file can take, what
 * happens to malformed lines, and filters. A line is checked in full before it is filtered, so the
 * same lines are malformed whatever the filters are.
 *
 * <p>Immutable; as thread-safe as the listener.
 *
 * @param maxLineBytes longest line in bytes without its line feed, 1 to 2<sup>30</sup>. A longer
 *     line is malformed; it is noticed at the limit and its rest is skipped unread.
 * @param maxStrokes most strokes of a drawing, counting those without points, at least 1
 * @param maxPoints most points of a drawing, at least 1
 * @param maxAbsCoordinate largest coordinate in absolute value, positive and finite
 * @param malformed what to do with a malformed line
 * @param listener gets the malformed lines where {@code malformed} is {@link Malformed#REPORT}, on
 *     the reading thread and in the order of the file; may otherwise be null. What it throws ends
 *     the call of the reader, which can go on after it.
 * @param words only drawings of these words are returned, so none without a word; empty: all
 *     drawings
 * @param recognized which drawings are returned by their field {@code recognized}
 */
public record ReadOptions(
    int maxLineBytes,
    int maxStrokes,
    int maxPoints,
    float maxAbsCoordinate,
    Malformed malformed,
    @Nullable Consumer<? super DrawingFormatException> listener,
    Set<String> words,
    Recognized recognized) {

  /** What to do with a malformed line. */
  public enum Malformed {
    /**
     * Throw the exception. The reader stays usable: its next call goes on with the following line.
     */
    FAIL,
    /** Leave the line out and count it. */
    SKIP,
    /** Leave the line out, count it, and tell the listener. */
    REPORT
  }

  /** Which drawings are returned by whether the game guessed them. */
  public enum Recognized {
    /** All drawings. */
    ANY,
    /** Those that the file says were recognised. */
    TRUE,
    /** All but those that the file says were not recognised. */
    TRUE_OR_ABSENT,
    /** Those that the file says were not recognised. */
    FALSE
  }

  private static final int MAX_LINE_BYTES = 1 << 30; // a line lies in one array

  private static final ReadOptions DEFAULTS =
      new ReadOptions(
          4 << 20, 10_000, 100_000, 1e6f, Malformed.FAIL, null, Set.of(), Recognized.ANY);

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if a limit is out of its range, or malformed lines are to be
   *     reported and there is no listener
   * @throws NullPointerException if a component other than the listener is null
   */
  public ReadOptions {
    checkPositive(maxLineBytes, "maxLineBytes");
    if (maxLineBytes > MAX_LINE_BYTES) {
      throw new IllegalArgumentException(
          "maxLineBytes must be at most " + MAX_LINE_BYTES + ": " + maxLineBytes);
    }
    checkPositive(maxStrokes, "maxStrokes");
    checkPositive(maxPoints, "maxPoints");
    if (!(maxAbsCoordinate > 0 && maxAbsCoordinate <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "maxAbsCoordinate must be positive and finite: " + maxAbsCoordinate);
    }
    Objects.requireNonNull(malformed, "malformed");
    if (malformed == Malformed.REPORT && listener == null) {
      throw new IllegalArgumentException(
          "malformed lines can only be reported to a listener, see ReadOptions.withListener");
    }
    words = Set.copyOf(words);
    Objects.requireNonNull(recognized, "recognized");
  }

  private static void checkPositive(int limit, String name) {
    if (limit < 1) {
      throw new IllegalArgumentException(name + " must be at least 1: " + limit);
    }
  }

  /**
   * Returns the default options: lines of up to 4 MiB, 10,000 strokes and 100,000 points a drawing,
   * coordinates up to ±1,000,000, failing on the first malformed line, no filter.
   *
   * <p>Players draw far less: among 44,000 drawings, most of them simplified, the largest had 37
   * KB, 185 strokes and 1,174 points.
   *
   * @return the default options
   */
  public static ReadOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these options with another limit of the line's length.
   *
   * @param maxLineBytes longest line in bytes, 1 to 2<sup>30</sup>
   * @return the changed options
   */
  public ReadOptions withMaxLineBytes(int maxLineBytes) {
    return new ReadOptions(
        maxLineBytes,
        maxStrokes,
        maxPoints,
        maxAbsCoordinate,
        malformed,
        listener,
        words,
        recognized);
  }

  /**
   * Returns these options with another limit of strokes.
   *
   * @param maxStrokes most strokes of a drawing, at least 1
   * @return the changed options
   */
  public ReadOptions withMaxStrokes(int maxStrokes) {
    return new ReadOptions(
        maxLineBytes,
        maxStrokes,
        maxPoints,
        maxAbsCoordinate,
        malformed,
        listener,
        words,
        recognized);
  }

  /**
   * Returns these options with another limit of points.
   *
   * @param maxPoints most points of a drawing, at least 1
   * @return the changed options
   */
  public ReadOptions withMaxPoints(int maxPoints) {
    return new ReadOptions(
        maxLineBytes,
        maxStrokes,
        maxPoints,
        maxAbsCoordinate,
        malformed,
        listener,
        words,
        recognized);
  }

  /**
   * Returns these options with another limit of coordinates.
   *
   * @param maxAbsCoordinate largest coordinate in absolute value, positive and finite
   * @return the changed options
   */
  public ReadOptions withMaxAbsCoordinate(float maxAbsCoordinate) {
    return new ReadOptions(
        maxLineBytes,
        maxStrokes,
        maxPoints,
        maxAbsCoordinate,
        malformed,
        listener,
        words,
        recognized);
  }

  /**
   * Returns these options with another treatment of malformed lines.
   *
   * @param malformed what to do; {@link Malformed#REPORT} needs {@link #withListener} before
   * @return the changed options
   */
  public ReadOptions withMalformed(Malformed malformed) {
    return new ReadOptions(
        maxLineBytes,
        maxStrokes,
        maxPoints,
        maxAbsCoordinate,
        malformed,
        listener,
        words,
        recognized);
  }

  /**
   * Returns these options with {@link Malformed#REPORT} and a listener.
   *
   * @param listener gets every malformed line
   * @return the changed options
   */
  public ReadOptions withListener(Consumer<? super DrawingFormatException> listener) {
    return new ReadOptions(
        maxLineBytes,
        maxStrokes,
        maxPoints,
        maxAbsCoordinate,
        Malformed.REPORT,
        listener,
        words,
        recognized);
  }

  /**
   * Returns these options with a filter by word.
   *
   * @param words the words whose drawings are returned, exactly as files write them; copied
   * @return the changed options
   * @throws IllegalArgumentException if there is no word, which would leave every drawing out
   */
  public ReadOptions withWords(Set<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a filter by word needs at least one word");
    }
    return new ReadOptions(
        maxLineBytes,
        maxStrokes,
        maxPoints,
        maxAbsCoordinate,
        malformed,
        listener,
        words,
        recognized);
  }

  /**
   * Returns these options with a filter by {@code recognized}.
   *
   * @param recognized which drawings are returned
   * @return the changed options
   */
  public ReadOptions withRecognized(Recognized recognized) {
    return new ReadOptions(
        maxLineBytes,
        maxStrokes,
        maxPoints,
        maxAbsCoordinate,
        malformed,
        listener,
        words,
        recognized);
  }

  /** Tells whether the filters let a record through; {@code word} and {@code flag} may be null. */
  boolean accepts(@Nullable String word, @Nullable Boolean flag) {
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

  /** Tells the listener, which there is where malformed lines are to be reported. */
  void report(DrawingFormatException malformedLine) {
    Objects.requireNonNull(listener, "listener").accept(malformedLine);
  }

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
}
