package org.sketchsdk.core.quickdraw;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.internal.GunzipStream;
import org.sketchsdk.core.quickdraw.DrawingFormatException.Position;

/**
 * Reads the binary files of Quick, Draw! ({@code .bin}). The reader returns one record at a time
 * and needs constant memory. Binary files contain the simplified drawings without their word; the
 * description of {@link org.sketchsdk.core.quickdraw the package} has the layout.
 *
 * <p>A malformed record does not affect the other records. {@link ReadOptions} decides whether the
 * reader throws, skips or reports it. A file that ends inside a record always ends with a {@link
 * DrawingFormatException}, and every later call throws the same exception. {@link
 * ReadOptions#maxLineBytes()} has no effect. Filtering by word is not possible.
 *
 * <p>Not thread-safe.
 */
public final class BinaryReader implements Closeable {
  private static final int BUFFER_BYTES = 1 << 15;
  private static final int RECORD_HEAD_BYTES = 17; // up to the number of strokes

  private InputStream in;
  private boolean started;
  private boolean gzip;
  private final String source;
  private final ReadOptions options;
  private final StrokeBuffer strokes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private long bufferOffset; // of buffer[0] in the file
  private long recordStart;
  private boolean closed;
  private @Nullable DrawingFormatException failure; // why nothing more can be read
  private @Nullable DrawingFormatException violation; // the first in the current record
  private long records;
  private long returned;
  private long filtered;
  private long malformed;
  private long emptyStrokes;

  private BinaryReader(InputStream in, String source, ReadOptions options) {
    this.in = Objects.requireNonNull(in, "in");
    this.source = Objects.requireNonNull(source, "source");
    this.options = options;
    this.strokes = new StrokeBuffer(options.maxPoints());
  }

  private static void checkNoWords(ReadOptions options) {
    if (!options.words().isEmpty()) {
      throw new IllegalArgumentException(
          "binary files contain no words, so ReadOptions.words cannot filter them: "
              + options.words());
    }
  }

  /**
   * Opens a file with {@link ReadOptions#defaults()}.
   *
   * @param file a file, plain or gzip; the content decides, not the name
   * @return a reader, to be closed
   * @throws IOException if the file cannot be opened
   */
  public static BinaryReader open(Path file) throws IOException {
    return open(file, ReadOptions.defaults());
  }

  /**
   * Opens a file.
   *
   * @param file a file, plain or gzip; the content decides, not the name
   * @param options limits, treatment of malformed records, filter
   * @return a reader, to be closed
   * @throws IllegalArgumentException if the options filter by word
   * @throws IOException if the file cannot be opened
   */
  public static BinaryReader open(Path file, ReadOptions options) throws IOException {
    checkNoWords(options);
    return new BinaryReader(Files.newInputStream(file), file.toString(), options);
  }

  /**
   * Reads from a stream.
   *
   * @param in the bytes; needs no buffering. The reader starts to read at the first call of {@link
   *     #next()}, reads ahead of the returned record, and closes the stream when it is closed
   * @param sourceName the name of the stream in error messages
   * @param options limits, treatment of malformed records, filter
   * @return a reader
   * @throws IllegalArgumentException if the options filter by word
   */
  public static BinaryReader of(InputStream in, String sourceName, ReadOptions options) {
    checkNoWords(options);
    return new BinaryReader(in, sourceName, options);
  }

  /**
   * Reads the next record that passes the filter.
   *
   * @return the record, or null at the end
   * @throws DrawingFormatException if a record is malformed and the options say {@link
   *     ReadOptions.Builder#failOnMalformed() failOnMalformed}; the next call continues with the
   *     following record. With any options, if the file ends inside a record
   * @throws IOException if the bytes cannot be read
   * @throws IllegalStateException if the reader is closed
   */
  public @Nullable QuickDrawRecord next() throws IOException {
    if (closed) {
      throw new IllegalStateException("the reader of " + source + " is closed");
    }
    if (failure != null) {
      throw failure;
    }
    if (!started) {
      detectGzip();
    }
    while (position < limit || fill()) {
      if (records > 0 && buffer[position] == 0 && isPadding()) {
        return null;
      }
      recordStart = offset();
      violation = null;
      QuickDrawRecord record = readRecord();
      records++;
      if (violation != null) {
        malformed++;
        options.handle(violation);
      } else if (record != null) {
        returned++;
        emptyStrokes += strokes.emptyStrokes();
        return record;
      } else {
        filtered++;
      }
    }
    return null;
  }

  /** Unpacks gzip, told by four bytes: a key that starts with them is one in a hundred millions. */
  private void detectGzip() throws IOException {
    started = true;
    while (limit < 4 && fillMore()) {
      // until gzip can be told
    }
    if (limit >= 4
        && GunzipStream.isMagic(buffer[0], buffer[1])
        && buffer[2] == 8
        && (buffer[3] & 0xE0) == 0) {
      in = new GunzipStream(in, buffer, limit);
      gzip = true;
      limit = 0;
    }
  }

  /**
   * Tells whether only zeros are left, which some tools write up to the size of a block. Moves to
   * the end then.
   */
  private boolean isPadding() throws IOException {
    if (position > 0 && limit - position < RECORD_HEAD_BYTES) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      bufferOffset += position;
      limit -= position;
      position = 0;
    }
    while (limit - position < RECORD_HEAD_BYTES && fillMore()) {
      // until the head of a record is there
    }
    int end = Math.min(limit, position + RECORD_HEAD_BYTES);
    for (int i = position; i < end; i++) {
      if (buffer[i] != 0) {
        return false; // a record whose key ends with a zero byte
      }
    }
    recordStart = offset();
    while (position < limit || fill()) {
      if (buffer[position] != 0) {
        records++;
        malformed++;
        failure =
            new DrawingFormatException(
                "records must not follow zeros behind the last record",
                Position.inRecord(source, records, recordStart, offset() - recordStart));
        throw failure;
      }
      position++;
    }
    return true;
  }

  /** Reads a record to its end, also where a rule is broken; null if it is not to be returned. */
  private @Nullable QuickDrawRecord readRecord() throws IOException {
    strokes.clear();
    long keyId = readNumber(8);
    Optional<String> countryCode = readCountryCode();
    int flag = readByte();
    if (flag > 1) {
      violate("recognized must be 0 or 1, but is " + flag, 1);
    }
    Instant timestamp = Instant.ofEpochSecond(readNumber(4));
    int count = (int) readNumber(2);
    if (count > options.maxStrokes()) {
      violation = violation != null ? violation : options.tooManyStrokes(place(2));
    }
    for (int i = 1; i <= count; i++) {
      readStroke(i);
    }
    if (violation != null || !options.accepts(null, flag == 1)) {
      return null;
    }
    return new QuickDrawRecord(
        OptionalLong.of(keyId),
        Optional.empty(),
        countryCode,
        Optional.of(timestamp),
        Optional.of(flag == 1),
        strokes.toDrawing());
  }

  /** Reads the two bytes of the country, which are empty where both are zero. */
  private Optional<String> readCountryCode() throws IOException {
    int first = readByte();
    int second = readByte();
    if (first == 0 && second == 0) {
      return Optional.empty();
    }
    if (first <= ' ' || first > '~' || second <= ' ' || second > '~') {
      violate("country code must be two ASCII characters, but is " + first + ", " + second, 2);
    }
    return Optional.of(String.valueOf(new char[] {(char) first, (char) second}));
  }

  private void readStroke(int stroke) throws IOException {
    int points = (int) readNumber(2);
    if (points > strokes.room() && violation == null) {
      violation = options.tooManyPoints(place(2));
    }
    if (violation != null) {
      skip(2 * points);
      return;
    }
    while (strokes.base() + points > strokes.x().length) {
      strokes.grow();
    }
    readCoordinates(strokes.x(), points, stroke);
    readCoordinates(strokes.y(), points, stroke);
    strokes.endStroke(points, false);
  }

  private void readCoordinates(float[] target, int points, int stroke) throws IOException {
    int base = strokes.base();
    for (int i = 0; i < points; i++) {
      int value = readByte();
      if (value > options.maxAbsCoordinate()) {
        violate(
            "coordinate of stroke "
                + stroke
                + " ("
                + value
                + ") exceeds the maximum allowed in absolute value ("
                + options.maxAbsCoordinate()
                + ", see ReadOptions.maxAbsCoordinate)",
            1);
      }
      target[base + i] = value;
    }
  }

  /** Notes that a rule is broken by the last bytes read, unless one was broken before. */
  private void violate(String rule, int length) {
    if (violation == null) {
      violation = new DrawingFormatException(rule, place(length));
    }
  }

  private Position place(int bytesBack) {
    return Position.inRecord(source, records + 1, recordStart, offset() - bytesBack - recordStart);
  }

  private long offset() {
    return bufferOffset + position;
  }

  /** Reads a little-endian number. */
  private long readNumber(int length) throws IOException {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value |= (long) readByte() << (8 * i);
    }
    return value;
  }

  private int readByte() throws IOException {
    if (position == limit && !fill()) {
      throw truncated();
    }
    return buffer[position++] & 0xFF;
  }

  private void skip(int count) throws IOException {
    int left = count;
    while (left > 0) {
      if (position == limit && !fill()) {
        throw truncated();
      }
      int step = Math.min(left, limit - position);
      position += step;
      left -= step;
    }
  }

  private DrawingFormatException truncated() {
    failure = new DrawingFormatException("the file ends inside a record", place(0));
    records++;
    malformed++;
    return failure;
  }

  private boolean fill() throws IOException {
    bufferOffset += limit;
    position = 0;
    limit = 0;
    return fillMore();
  }

  /** Reads more bytes behind those in the buffer; false at the end. */
  private boolean fillMore() throws IOException {
    int count;
    try {
      count = in.read(buffer, limit, buffer.length - limit);
    } catch (ZipException e) {
      if (!gzip) {
        throw unreadable(e);
      }
      failure =
          new DrawingFormatException(
              String.valueOf(e.getMessage()),
              Position.inRecord(source, records + 1, bufferOffset + position, limit - position),
              e);
      throw failure;
    } catch (IOException e) {
      throw unreadable(e);
    }
    limit += Math.max(count, 0);
    return count > 0;
  }

  private IOException unreadable(IOException e) {
    return new IOException(
        "cannot read " + source + " at byte " + (bufferOffset + limit) + ": " + e.getMessage(), e);
  }

  /**
   * Returns the remaining records as a sequential stream in the order of the source. The stream
   * reads from this reader and closes the reader when the stream is closed. It throws the
   * exceptions of {@link #next()}, with an {@link IOException} wrapped as {@link
   * UncheckedIOException}.
   *
   * @return the stream, to be used once
   */
  public Stream<QuickDrawRecord> records() {
    return RecordSpliterator.stream(this::next, this);
  }

  /**
   * Returns the name of the source.
   *
   * @return the path as it was given to {@code open}, or the name as it was given to {@code of}
   */
  public String source() {
    return source;
  }

  /**
   * Returns how many records were read so far, and with what result. Records count as lines. Works
   * after {@link #close()}, too.
   *
   * @return the counts at this moment
   */
  public ReadStats stats() {
    return new ReadStats(records, returned, filtered, malformed, 0, emptyStrokes);
  }

  /** Closes the source. A second call does nothing. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      in.close();
    }
  }
}
