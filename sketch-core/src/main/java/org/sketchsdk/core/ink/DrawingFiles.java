package org.sketchsdk.core.ink;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipException;
import org.sketchsdk.core.internal.GunzipStream;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.ReadOptions;

/**
 * Opens files of drawings in any {@link DrawingFormat}, plain or gzip. The content decides about
 * the format. The name decides only where the content leaves a doubt, as with a {@code .bin} file
 * that starts with a damaged record.
 *
 * <pre>{@code
 * try (DrawingReader reader = DrawingFiles.open(Path.of("cat.svg"))) {
 *   for (QuickDrawRecord record; (record = reader.next()) != null; ) {
 *     draw(record.drawing());
 *   }
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class DrawingFiles {
  private DrawingFiles() {}

  /**
   * Opens a file with {@link ReadOptions#defaults()}.
   *
   * @param file the file
   * @return a reader, to be closed
   * @throws IOException if the file cannot be read
   * @throws DrawingFormatException if the format is unknown, with a message that says what the file
   *     looks like
   */
  public static DrawingReader open(Path file) throws IOException {
    return open(file, ReadOptions.defaults());
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @param options limits, treatment of malformed records, filters
   * @return a reader, to be closed
   * @throws IOException if the file cannot be read
   * @throws DrawingFormatException if the format is unknown
   */
  public static DrawingReader open(Path file, ReadOptions options) throws IOException {
    Objects.requireNonNull(options, "options");
    return open(Files.newInputStream(file), file.toString(), options);
  }

  /**
   * Opens a stream with {@link ReadOptions#defaults()}.
   *
   * @param in the bytes; needs no buffering. Closed with the reader, and if this method fails
   * @param sourceName the name of the stream in error messages
   * @return a reader
   * @throws IOException if the stream cannot be read
   * @throws DrawingFormatException if the format is unknown
   */
  public static DrawingReader open(InputStream in, String sourceName) throws IOException {
    return open(in, sourceName, ReadOptions.defaults());
  }

  /**
   * Opens a stream. This method reads as many bytes as it needs to tell the format: of NDJSON the
   * first line, of others at most 64 KiB.
   *
   * @param in the bytes; needs no buffering. Closed with the reader, and if this method fails
   * @param sourceName the name of the stream in error messages
   * @param options limits, treatment of malformed records, filters
   * @return a reader
   * @throws IOException if the stream cannot be read
   * @throws DrawingFormatException if the format is unknown
   */
  public static DrawingReader open(InputStream in, String sourceName, ReadOptions options)
      throws IOException {
    Objects.requireNonNull(in, "in");
    Objects.requireNonNull(sourceName, "sourceName");
    Objects.requireNonNull(options, "options");
    boolean opened = false;
    try {
      DrawingReader reader = new Head(in, sourceName).open(options);
      opened = true;
      return reader;
    } finally {
      if (!opened) {
        in.close();
      }
    }
  }

  /**
   * Tells the format of a file, for programs that look for drawings among other files. Stricter
   * than {@link #open(Path)}: the content must show a drawing. JSON without one has no format here,
   * and neither has an empty file.
   *
   * @param file the file
   * @return the format, or empty if the file is not known to be one of drawings
   * @throws IOException if the file cannot be read
   */
  public static Optional<DrawingFormat> formatOf(Path file) throws IOException {
    return formatOf(Files.newInputStream(file), file.toString());
  }

  /**
   * Tells the format of a stream, as {@link #formatOf(Path)} does. Reads a part of the stream.
   *
   * @param in the bytes; needs no buffering. Closed by this method
   * @param sourceName the name of the stream, which decides where the content leaves a doubt
   * @return the format, or empty if the stream is not known to be one of drawings
   * @throws IOException if the stream cannot be read
   */
  public static Optional<DrawingFormat> formatOf(InputStream in, String sourceName)
      throws IOException {
    try (DrawingReader reader = open(in, sourceName)) {
      if (reader.isCertain() || reader.next() != null) {
        return Optional.of(reader.format());
      }
    } catch (DrawingFormatException e) {
      // some other file
    }
    return Optional.empty();
  }

  /**
   * Tells whether bytes start like a picture, for programs that take both drawings and pictures.
   * Knows PNG, JPEG, GIF, BMP, WebP, TIFF and HEIC.
   *
   * @param head the first bytes of a file, 16 or more if it has as many
   * @return the kind of picture, such as {@code PNG}, or empty
   */
  public static Optional<String> pictureKind(byte[] head) {
    return Optional.ofNullable(FormatDetector.pictureKind(head, head.length));
  }

  /** The first bytes of a stream, read until they tell the format. */
  private static final class Head {
    private final String source;
    private InputStream in;
    private byte[] bytes = new byte[1 << 13];
    private int length;
    private boolean ended;

    Head(InputStream in, String source) {
      this.in = in;
      this.source = source;
    }

    DrawingReader open(ReadOptions options) throws IOException {
      while (length < 2 && fill()) {
        // until gzip can be told
      }
      if (length >= 2 && GunzipStream.isMagic(bytes[0], bytes[1])) {
        in = new GunzipStream(in, bytes, length);
        length = 0;
      }
      while (true) {
        boolean complete = ended || length == FormatDetector.HEAD_BYTES;
        FormatDetector.Detected detected = FormatDetector.detect(bytes, length, complete, source);
        if (detected != null) {
          InputStream all = new ReadAhead(new ByteArrayInputStream(bytes, 0, length), in);
          return new DrawingReader(detected, all, source, options);
        }
        fill();
      }
    }

    /** Reads more bytes; false at the end. */
    private boolean fill() throws IOException {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(2 * length, FormatDetector.HEAD_BYTES));
      }
      int count;
      try {
        count = in.read(bytes, length, bytes.length - length);
      } catch (ZipException e) {
        throw new DrawingFormatException(
            String.valueOf(e.getMessage()), source, "line", -1, -1, length, e);
      }
      if (count <= 0) {
        ended = true;
        return false;
      }
      length += count;
      return true;
    }
  }

  /** The bytes that were read to tell the format, and the rest. */
  private static final class ReadAhead extends FilterInputStream {
    private final InputStream rest;

    ReadAhead(InputStream head, InputStream rest) {
      super(new SequenceInputStream(head, rest));
      this.rest = rest;
    }

    @Override
    public void close() throws IOException {
      rest.close(); // SequenceInputStream would read what it closes
    }
  }
}
