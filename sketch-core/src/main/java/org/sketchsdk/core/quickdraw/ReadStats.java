package org.sketchsdk.core.quickdraw;

/**
 * What became of the lines that a reader has read so far. Nothing vanishes: every line is returned,
 * filtered, malformed or blank, and {@code lines} is their sum. In a .bin file, which has no lines,
 * a record counts as a line.
 *
 * @param lines lines read
 * @param returned lines returned as records
 * @param filtered well-formed lines left out by a filter of {@link ReadOptions}
 * @param malformed lines that broke a rule, including the one that ended the reading
 * @param blank lines with nothing but white space
 * @param emptyStrokes strokes without a point in the returned records, which were dropped
 */
public record ReadStats(
    long lines, long returned, long filtered, long malformed, long blank, long emptyStrokes) {

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
  }
}
