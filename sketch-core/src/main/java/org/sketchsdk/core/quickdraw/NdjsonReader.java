package org.sketchsdk.core.quickdraw;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.quickdraw.DrawingFormatException.Position;

/**
 * Reads Quick, Draw! files with one JSON object per line, simplified or raw, plain or gzip. The
 * reader returns one record at a time and needs constant memory. The description of {@link
 * org.sketchsdk.core.quickdraw the package} lists the rules of the format.
 *
 * <pre>{@code
 * try (NdjsonReader reader = NdjsonReader.open(Path.of("cat.ndjson.gz"))) {
 *   for (QuickDrawRecord record; (record = reader.next()) != null; ) {
 *     draw(record.drawing());
 *   }
 * }
 * }</pre>
 *
 * <p>A malformed line does not affect the other lines. {@link ReadOptions} decides whether the
 * reader throws, skips or reports it. Two problems always end the file with a {@link
 * DrawingFormatException}: truncated or corrupt gzip data, and content that is not text. Every
 * later call then throws the same exception.
 *
 * <p>Not thread-safe.
 */
public final class NdjsonReader implements Closeable {
  private final String source;
  private final ReadOptions options;
  private final LineSource lines;
  private final RecordParser parser;
  private boolean closed;
  private @Nullable DrawingFormatException failure; // why nothing more can be read
  private long lineCount;
  private long returned;
  private long filtered;
  private long malformed;
  private long blank;
  private long emptyStrokes;

  private NdjsonReader(InputStream in, String source, ReadOptions options) {
    this(in, source, options, true);
  }

  /** Creates a reader that may leave all lines to Jackson, which tests compare with scanning. */
  NdjsonReader(InputStream in, String source, ReadOptions options, boolean scanning) {
    this.source = Objects.requireNonNull(source, "source");
    this.options = Objects.requireNonNull(options, "options");
    this.lines = new LineSource(Objects.requireNonNull(in, "in"), source, options.maxLineBytes());
    this.parser = new RecordParser(options, scanning);
  }

  /**
   * Opens a file with {@link ReadOptions#defaults()}.
   *
   * @param file a file, plain or gzip; the content decides, not the name
   * @return a reader, to be closed
   * @throws IOException if the file cannot be opened
   */
  public static NdjsonReader open(Path file) throws IOException {
    return open(file, ReadOptions.defaults());
  }

  /**
   * Opens a file.
   *
   * @param file a file, plain or gzip; the content decides, not the name
   * @param options limits, treatment of malformed lines, filters
   * @return a reader, to be closed
   * @throws IOException if the file cannot be opened
   */
  public static NdjsonReader open(Path file, ReadOptions options) throws IOException {
    Objects.requireNonNull(options, "options");
    return new NdjsonReader(Files.newInputStream(file), file.toString(), options);
  }

  /**
   * Reads from a stream, plain or gzip.
   *
   * @param in the bytes; needs no buffering. The reader starts to read at the first call of {@link
   *     #next()}, reads ahead of the returned record, and closes the stream when it is closed
   * @param sourceName the name of the stream in error messages
   * @param options limits, treatment of malformed lines, filters
   * @return a reader
   */
  public static NdjsonReader of(InputStream in, String sourceName, ReadOptions options) {
    return new NdjsonReader(in, sourceName, options);
  }

  /**
   * Reads the next record that passes the filters.
   *
   * @return the record, or null at the end
   * @throws DrawingFormatException if a line is malformed and the options say {@link
   *     ReadOptions.Builder#failOnMalformed() failOnMalformed}; the next call continues with the
   *     following line. With any options, if gzip data is truncated or corrupt, or if the content
   *     is not text
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
    while (nextLine()) {
      lineCount++;
      if (lines.isTooLong()) {
        malformed(options.lineTooLong(lines.position(options.maxLineBytes())));
        continue;
      }
      if (isBlank()) {
        blank++;
        continue;
      }
      QuickDrawRecord record;
      try {
        record = parser.parse(lines);
      } catch (DrawingFormatException e) {
        malformed(e);
        continue;
      }
      if (record != null) {
        returned++;
        emptyStrokes += parser.emptyStrokes();
        return record;
      }
      filtered++;
    }
    return null;
  }

  private boolean nextLine() throws IOException {
    try {
      return lines.next();
    } catch (DrawingFormatException e) {
      failure = e;
      if (lines.end() > lines.start()) {
        lineCount++; // a line whose rest is lost
        malformed++;
      }
      throw e;
    }
  }

  private boolean isBlank() {
    byte[] bytes = lines.buffer();
    for (int i = lines.start(); i < lines.end(); i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private void malformed(DrawingFormatException e) {
    malformed++;
    checkText();
    options.handle(e);
  }

  /**
   * Ends the reading of a file that is not text: one with a control character in a malformed line
   * before the first well-formed record. Such a file is one error, not one error per line feed.
   */
  private void checkText() {
    if (returned + filtered > 0) {
      return;
    }
    byte[] bytes = lines.buffer();
    for (int i = lines.start(); i < lines.end(); i++) {
      if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        Position position = lines.position(i - lines.start());
        failure =
            new DrawingFormatException(
                String.format(
                    Locale.ROOT,
                    "the content must be lines of JSON text, but holds byte 0x%02X",
                    bytes[i]),
                position);
        throw failure;
      }
    }
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
   * Returns the number of the last line that was read: the line of the record that {@link #next()}
   * returned last.
   *
   * @return 1 for the first line, 0 if no line was read yet
   */
  public long line() {
    return lines.number();
  }

  /**
   * Returns how many lines were read so far, and with what result. Works after {@link #close()},
   * too.
   *
   * @return the counts at this moment
   */
  public ReadStats stats() {
    return new ReadStats(
        lineCount, returned, filtered, malformed, blank, emptyStrokes, parser.leftOut().counts());
  }

  /** Closes the source. A second call does nothing. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      lines.close();
    }
  }
}
