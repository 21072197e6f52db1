package org.sketchsdk.core.quickdraw;

import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.SketchException;

/**
 * A file of drawings, or a part of it, is malformed. The message says the rule, the actual value
 * and the place. If a limit was exceeded, it also names the setting that moves the limit:
 *
 * <pre>
 * points in drawing (100001 or more) exceed the maximum allowed (100000, see
 * ReadOptions.maxPoints): cat.ndjson line 412, column 9, byte 90113
 * </pre>
 *
 * <p>Positions count the decompressed bytes of the whole file.
 */
public final class DrawingFormatException extends SketchException {
  private static final long serialVersionUID = 1L;

  /** Where something is in a source; a column or offset below 0 is unknown. */
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
      return source
          + (line < 0 ? "" : " " + unit + " " + line)
          + (column < 0 ? "" : ", column " + column)
          + (byteOffset < 0 ? "" : ", byte " + byteOffset);
    }
  }

  /** What was wrong, without the place. */
  private final String rule;

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
    this.rule = rule;
    this.source = position.source();
    this.line = position.line();
    this.column = position.column();
    this.byteOffset = position.byteOffset();
  }

  /**
   * Creates an exception for a reader of another format.
   *
   * @param rule the rule, the actual value, and the setting that moves a limit
   * @param source path or name of what was read
   * @param unit what {@code line} counts, such as {@code line} or {@code record}
   * @param line number of the line or record, 1 for the first; -1 if unknown
   * @param column place in it, 1 for the first; -1 if unknown
   * @param byteOffset place in the decompressed file, 0 for the first byte; -1 if unknown
   * @param cause the exception that led to this one, or null
   */
  public DrawingFormatException(
      String rule,
      String source,
      String unit,
      long line,
      long column,
      long byteOffset,
      @Nullable Throwable cause) {
    this(rule, new Position(source, unit, line, column, byteOffset), cause);
  }

  /**
   * Returns the broken rule and the actual value, without the place.
   *
   * @return the first part of the message
   */
  public String rule() {
    return rule;
  }

  /**
   * Returns the name of the source.
   *
   * @return the path of the file as it was given, or the name of the stream
   */
  public String source() {
    return source;
  }

  /**
   * Returns the number of the line, or of the record in a file without lines.
   *
   * @return 1 for the first; -1 if it is unknown
   */
  public long line() {
    return line;
  }

  /**
   * Returns the place in the line, in bytes of UTF-8; in XML, in characters.
   *
   * @return 1 for the first byte of the line or record; -1 if it is unknown
   */
  public long column() {
    return column;
  }

  /**
   * Returns the place in the decompressed file.
   *
   * @return 0 for the first byte; -1 if it is unknown
   */
  public long byteOffset() {
    return byteOffset;
  }
}
