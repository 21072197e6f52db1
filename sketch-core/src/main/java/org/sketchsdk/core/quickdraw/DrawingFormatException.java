package org.sketchsdk.core.quickdraw;

import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.SketchException;

/**
 * A file of drawings, or a line of it, breaks a rule. The message says the rule, the actual value,
 * the place and, where a limit was passed, the setting that moves it: {@code points in drawing
 * (100001) exceed the maximum allowed (100000, see ReadOptions.maxPoints): cat.ndjson line 412,
 * column 9, byte 90113}.
 *
 * <p>Positions are those of the decompressed bytes of the whole file.
 */
public final class DrawingFormatException extends SketchException {
  private static final long serialVersionUID = 1L;

  /** Where something is in a source. */
  record Position(String source, String unit, long line, long column, long byteOffset) {
    /** A place in a file of lines; {@code offsetInLine} counts from 0. */
    static Position inLine(String source, long line, long lineByteOffset, long offsetInLine) {
      return new Position(source, "line", line, offsetInLine + 1, lineByteOffset + offsetInLine);
    }

    /** A place in a file of binary records; {@code offsetInRecord} counts from 0. */
    static Position inRecord(String source, long record, long recordOffset, long offsetInRecord) {
      return new Position(
          source, "record", record, offsetInRecord + 1, recordOffset + offsetInRecord);
    }

    @Override
    public String toString() {
      return source + " " + unit + " " + line + ", column " + column + ", byte " + byteOffset;
    }
  }

  /** Path or name of what was read. */
  private final String source;

  /** Number of the line, or of the record, from 1. */
  private final long line;

  /** Place in the line, or in the record, in bytes from 1. */
  private final long column;

  /** Place in the decompressed file, in bytes from 0. */
  private final long byteOffset;

  DrawingFormatException(String rule, Position position) {
    this(rule, position, null);
  }

  DrawingFormatException(String rule, Position position, @Nullable Throwable cause) {
    super(rule + ": " + position, cause);
    this.source = position.source();
    this.line = position.line();
    this.column = position.column();
    this.byteOffset = position.byteOffset();
  }

  /**
   * Returns where the drawings come from.
   *
   * @return the path of the file as it was given, or the source's name
   */
  public String source() {
    return source;
  }

  /**
   * Returns the number of the line.
   *
   * @return 1 for the first; in a .bin file the number of the record
   */
  public long line() {
    return line;
  }

  /**
   * Returns the place in the line, in bytes of UTF-8.
   *
   * @return 1 for the line's (in a .bin file, the record's) first byte
   */
  public long column() {
    return column;
  }

  /**
   * Returns the place in the decompressed file.
   *
   * @return 0 for the first byte
   */
  public long byteOffset() {
    return byteOffset;
  }
}
