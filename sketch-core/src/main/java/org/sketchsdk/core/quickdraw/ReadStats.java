package org.sketchsdk.core.quickdraw;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of what a reader has read so far. Every line is returned, filtered, malformed or blank,
 * and {@code lines} is the sum of the four. In files without lines, a record counts as a line.
 *
 * @param lines lines read
 * @param returned lines returned as records
 * @param filtered well-formed lines that a filter of {@link ReadOptions} left out
 * @param malformed malformed lines, including the line that ended the file
 * @param blank lines with only white space
 * @param emptyStrokes strokes without points that were dropped from the returned records
 * @param leftOut number of dropped parts of well-formed records, by kind: fields that could not be
 *     read, and parts that are not ink, such as texts in SVG. Sorted by kind, unmodifiable; empty
 *     if nothing was dropped
 */
public record ReadStats(
    long lines,
    long returned,
    long filtered,
    long malformed,
    long blank,
    long emptyStrokes,
    Map<String, Long> leftOut) {

  /**
   * Checks the sum.
   *
   * @throws IllegalArgumentException if {@code lines} is not the sum of its parts, or a number is
   *     negative
   */
  public ReadStats {
    if ((lines | returned | filtered | malformed | blank | emptyStrokes) < 0) {
      throw new IllegalArgumentException("counts must not be negative");
    }
    if (lines != returned + filtered + malformed + blank) {
      throw new IllegalArgumentException(
          "lines ("
              + lines
              + ") must be returned + filtered + malformed + blank: "
              + returned
              + ", "
              + filtered
              + ", "
              + malformed
              + ", "
              + blank);
    }
    leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
  }

  /**
   * Creates counts where no part of a record was dropped.
   *
   * @param lines lines read
   * @param returned lines returned as records
   * @param filtered well-formed lines left out by a filter
   * @param malformed lines that broke a rule
   * @param blank lines with nothing but white space
   * @param emptyStrokes strokes without a point
   * @throws IllegalArgumentException as the other constructor
   */
  public ReadStats(
      long lines, long returned, long filtered, long malformed, long blank, long emptyStrokes) {
    this(lines, returned, filtered, malformed, blank, emptyStrokes, Map.of());
  }
}
