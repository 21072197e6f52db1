package org.sketchsdk.core.quickdraw;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.internal.Decimals;

/**
 * Writes records as NDJSON, one line per record, plain or gzip. {@link NdjsonReader} reads them
 * back as equal records if its limits allow them.
 *
 * <p>The text has the same bytes on every machine:
 *
 * <ul>
 *   <li>It is ASCII; other characters are escaped.
 *   <li>Fields have the order of the data set's files. Empty fields are left out.
 *   <li>Coordinates that are whole numbers of 32 bits are written as integers. Other coordinates
 *       are written as the shortest decimal that gives the same float, by the rules of {@code
 *       Float.toString} since JDK 19.
 * </ul>
 *
 * <p>The bytes of a gzip file also depend on the zlib of the JDK.
 *
 * <p>Not thread-safe.
 */
public final class NdjsonWriter implements Closeable, Flushable {
  private static final JsonFactory JACKSON =
      new JsonFactoryBuilder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .rootValueSeparator("") // the line feed is written with the line
          .build();

  private final JsonGenerator json;

  private NdjsonWriter(OutputStream out) throws IOException {
    this.json = JACKSON.createGenerator(out);
  }

  /**
   * Creates a file, or replaces an existing file. A name that ends with {@code .gz} selects gzip.
   *
   * @param file the file
   * @return a writer, to be closed
   * @throws IOException if the file cannot be written
   */
  public static NdjsonWriter create(Path file) throws IOException {
    Path name = file.getFileName();
    return create(file, name != null && name.toString().endsWith(".gz"));
  }

  /**
   * Creates a file, or replaces an existing file.
   *
   * @param file the file
   * @param gzip whether to compress; the name does not matter
   * @return a writer, to be closed
   * @throws IOException if the file cannot be written
   */
  public static NdjsonWriter create(Path file, boolean gzip) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    try {
      return of(gzip ? new GZIPOutputStream(out, 1 << 15) : out);
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /**
   * Writes plain text to a stream.
   *
   * @param out receives the bytes; needs no buffering; closed with the writer
   * @return a writer
   * @throws IOException if the stream fails
   */
  public static NdjsonWriter of(OutputStream out) throws IOException {
    return new NdjsonWriter(Objects.requireNonNull(out, "out"));
  }

  /**
   * Writes a line.
   *
   * @param record what to write
   * @throws IllegalArgumentException if the format cannot express the timestamp: its year is not 0
   *     to 9999, or it has fractions of a microsecond. Nothing is written then
   * @throws IOException if the bytes cannot be written
   */
  public void write(QuickDrawRecord record) throws IOException {
    Instant timestamp = record.timestamp().orElse(null);
    if (timestamp != null && !Timestamps.isWritable(timestamp)) {
      throw new IllegalArgumentException(
          "a timestamp must have whole microseconds and a year from 0 to 9999: " + timestamp);
    }
    json.writeStartObject();
    if (record.word().isPresent()) {
      json.writeStringField("word", record.word().get());
    }
    if (record.countryCode().isPresent()) {
      json.writeStringField("countrycode", record.countryCode().get());
    }
    if (timestamp != null) {
      json.writeStringField("timestamp", Timestamps.format(timestamp));
    }
    if (record.recognized().isPresent()) {
      json.writeBooleanField("recognized", record.recognized().get());
    }
    if (record.keyId().isPresent()) {
      json.writeStringField("key_id", Long.toUnsignedString(record.keyId().getAsLong()));
    }
    json.writeArrayFieldStart("drawing");
    for (Stroke stroke : record.drawing().strokes()) {
      write(stroke);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void write(Stroke stroke) throws IOException {
    json.writeStartArray();
    json.writeStartArray();
    for (int i = 0; i < stroke.size(); i++) {
      write(stroke.x(i));
    }
    json.writeEndArray();
    json.writeStartArray();
    for (int i = 0; i < stroke.size(); i++) {
      write(stroke.y(i));
    }
    json.writeEndArray();
    if (stroke.hasTime()) {
      json.writeStartArray();
      for (int i = 0; i < stroke.size(); i++) {
        json.writeNumber(stroke.tMillis(i));
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void write(float coordinate) throws IOException {
    if (Decimals.isWhole(coordinate)) {
      json.writeNumber((int) coordinate);
    } else {
      json.writeNumber(Decimals.text(coordinate));
    }
  }

  /** Writes all buffered lines to the file or stream. */
  @Override
  public void flush() throws IOException {
    json.flush();
  }

  /** Completes the file and closes it. A second call does nothing. */
  @Override
  public void close() throws IOException {
    json.close();
  }
}
