package org.sketchsdk.core.ink;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.internal.LeftOut;
import org.sketchsdk.core.quickdraw.BinaryReader;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;
import org.sketchsdk.core.quickdraw.ReadStats;

/**
 * Reads the drawings of a file in any {@link DrawingFormat}, one at a time. {@link DrawingFiles}
 * opens it.
 *
 * <p>A malformed record does not affect the other records, as far as the format lets a reader find
 * the next one. {@link ReadOptions} decides whether the reader throws, skips or reports it. Corrupt
 * or truncated gzip data always ends the file with a {@link DrawingFormatException}, and every
 * later call throws the same exception.
 *
 * <p>Not thread-safe.
 */
public final class DrawingReader implements Closeable {
  private final DrawingFormat format;
  private final boolean certain;
  private final String source;
  private final Source records;
  private boolean closed;
  private @Nullable DrawingFormatException failure; // why nothing more can be read

  DrawingReader(
      FormatDetector.Detected detected, InputStream in, String source, ReadOptions options) {
    this.format = detected.format();
    this.certain = detected.certain();
    this.source = source;
    this.records =
        switch (format) {
          case NDJSON -> new Lines(in, source, options, "line", true);
          case JSON ->
              new Lines(
                  new JsonArrayLines(in, detected.inArray()),
                  source,
                  options,
                  detected.inArray() ? "record" : "line",
                  true);
          case CSV ->
              new Lines(new CsvLines(in, options.maxLineBytes()), source, options, "record", false);
          case BINARY -> new Binary(in, source, options);
          default -> new Converted(documents(detected, in, source, options), options);
        };
  }

  private static Converted.Opened documents(
      FormatDetector.Detected detected, InputStream in, String source, ReadOptions options) {
    LeftOut leftOut = new LeftOut();
    Documents documents =
        switch (detected.format()) {
          case SVG ->
              new OneDocument(
                  in, source, options, bytes -> SvgDocument.read(bytes, source, options, leftOut));
          case INKML ->
              new OneDocument(
                  in,
                  source,
                  options,
                  bytes -> InkMlDocument.read(bytes, source, options, leftOut));
          case EXCALIDRAW ->
              new JsonDocuments(
                  in, source, options, false, json -> Excalidraw.read(json, options, leftOut));
          case TLDRAW ->
              new JsonDocuments(
                  in, source, options, false, json -> Tldraw.read(json, options, leftOut));
          case STROKES -> new StrokeArrays(in, detected.zipped(), source, options, leftOut);
          default ->
              new JsonDocuments(
                  in,
                  source,
                  options,
                  detected.inArray(),
                  json -> PointLists.read(json, options, leftOut));
        };
    return new Converted.Opened(documents, leftOut);
  }

  /**
   * Reads the next record that passes the filters. Formats other than those of Quick, Draw! have
   * records with a drawing only, and perhaps a word.
   *
   * @return the record, or null at the end
   * @throws DrawingFormatException if a record is malformed and the options say {@link
   *     ReadOptions.Builder#failOnMalformed() failOnMalformed}; the next call continues behind it.
   *     With any options, if gzip data is truncated or corrupt
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
    try {
      return records.next();
    } catch (IOException e) {
      ZipException corrupt =
          e instanceof ZipException zip
              ? zip
              : e.getCause() instanceof ZipException zip ? zip : null;
      if (corrupt == null) {
        throw e;
      }
      failure =
          new DrawingFormatException(
              String.valueOf(corrupt.getMessage()), source, "record", number() + 1, -1, -1, e);
      throw failure;
    }
  }

  /**
   * Returns the remaining records as a sequential stream in the order of the file. The stream reads
   * from this reader and closes the reader when the stream is closed. It throws the exceptions of
   * {@link #next()}, with an {@link IOException} wrapped as {@link UncheckedIOException}.
   *
   * @return the stream, to be used once
   */
  public Stream<QuickDrawRecord> records() {
    Spliterator<QuickDrawRecord> remaining =
        new Spliterators.AbstractSpliterator<>(
            Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE) {
          @Override
          public boolean tryAdvance(Consumer<? super QuickDrawRecord> action) {
            QuickDrawRecord record;
            try {
              record = next();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            if (record == null) {
              return false;
            }
            action.accept(record);
            return true;
          }
        };
    return StreamSupport.stream(remaining, false)
        .onClose(
            () -> {
              try {
                close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /**
   * Returns the format of the file.
   *
   * @return what the content is
   */
  public DrawingFormat format() {
    return format;
  }

  /** Tells whether the content shows the format. */
  boolean isCertain() {
    return certain;
  }

  /**
   * Returns the name of the source.
   *
   * @return the path or the name as it was given
   */
  public String source() {
    return source;
  }

  /**
   * Returns the place of the record that {@link #next()} returned last: its line in NDJSON, its
   * number in other formats.
   *
   * @return 1 for the first, 0 if no record was read yet
   */
  public long number() {
    return records.number();
  }

  /**
   * Returns how many records were read so far, and with what result. Works after {@link #close()},
   * too. Records count as lines in formats without lines.
   *
   * @return the counts at this moment
   */
  public ReadStats stats() {
    return records.stats();
  }

  /** Closes the source. A second call does nothing. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      records.close();
    }
  }

  /** Where the records come from, already filtered. */
  private interface Source extends Closeable {
    @Nullable QuickDrawRecord next() throws IOException;

    long number();

    ReadStats stats();
  }

  /** Records of Quick, Draw! in a text that is, or was turned into, lines. */
  private static final class Lines implements Source {
    private final NdjsonReader reader;
    private final String unit;
    private final boolean places; // whether bytes are where they are in the file

    Lines(InputStream in, String source, ReadOptions options, String unit, boolean places) {
      this.unit = unit;
      this.places = places;
      this.reader =
          NdjsonReader.of(
              in,
              source,
              options.toBuilder().reportMalformed(e -> options.handle(placed(e))).build());
    }

    private DrawingFormatException placed(DrawingFormatException e) {
      return unit.equals("line")
          ? e
          : new DrawingFormatException(
              e.rule(), e.source(), unit, e.line(), -1, places ? e.byteOffset() : -1, e.getCause());
    }

    @Override
    public @Nullable QuickDrawRecord next() throws IOException {
      return reader.next();
    }

    @Override
    public long number() {
      return reader.line();
    }

    @Override
    public ReadStats stats() {
      return reader.stats();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  /** Records of a .bin file, none of which has a word that a filter could accept. */
  private static final class Binary implements Source {
    private final BinaryReader reader;
    private final boolean noneAccepted;
    private long passedOver;

    Binary(InputStream in, String source, ReadOptions options) {
      noneAccepted = !options.words().isEmpty();
      reader =
          BinaryReader.of(
              in,
              source,
              ReadOptions.builder()
                  .maxStrokes(options.maxStrokes())
                  .maxPoints(options.maxPoints())
                  .maxAbsCoordinate(options.maxAbsCoordinate())
                  .recognized(options.recognized())
                  .reportMalformed(options::handle)
                  .build());
    }

    @Override
    public @Nullable QuickDrawRecord next() throws IOException {
      QuickDrawRecord record = reader.next();
      while (record != null && noneAccepted) {
        passedOver++;
        record = reader.next();
      }
      return record;
    }

    @Override
    public long number() {
      return reader.stats().lines();
    }

    @Override
    public ReadStats stats() {
      ReadStats all = reader.stats();
      return new ReadStats(
          all.lines(),
          all.returned() - passedOver,
          all.filtered() + passedOver,
          all.malformed(),
          all.blank(),
          noneAccepted ? 0 : all.emptyStrokes(),
          all.leftOut());
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  /** Drawings of a format that has no records of Quick, Draw!. */
  private static final class Converted implements Source {
    record Opened(Documents documents, LeftOut leftOut) {}

    private final Documents documents;
    private final LeftOut leftOut;
    private final ReadOptions options;
    private long returned;
    private long filtered;
    private long malformed;
    private long emptyStrokes;

    Converted(Opened opened, ReadOptions options) {
      this.documents = opened.documents();
      this.leftOut = opened.leftOut();
      this.options = options;
    }

    @Override
    public @Nullable QuickDrawRecord next() throws IOException {
      while (true) {
        QuickDrawRecord record;
        try {
          record = documents.read();
        } catch (DrawingFormatException e) {
          malformed++;
          options.handle(e);
          continue;
        }
        if (record == null) {
          return null;
        }
        if (options.accepts(record.word().orElse(null), record.recognized().orElse(null))) {
          returned++;
          emptyStrokes += documents.emptyStrokes();
          return record;
        }
        filtered++;
      }
    }

    @Override
    public long number() {
      return documents.number();
    }

    @Override
    public ReadStats stats() {
      return new ReadStats(
          returned + filtered + malformed,
          returned,
          filtered,
          malformed,
          0,
          emptyStrokes,
          leftOut.counts());
    }

    @Override
    public void close() throws IOException {
      documents.close();
    }
  }
}
