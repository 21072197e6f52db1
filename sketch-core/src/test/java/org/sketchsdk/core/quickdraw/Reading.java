package org.sketchsdk.core.quickdraw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * All that a reader makes of some bytes: what it returns and reports, in order, and how it ends.
 *
 * @param events records, and messages of malformed lines
 * @param failure the message of the exception that ended the reading, or null
 * @param stats the reader's counts
 */
record Reading(List<Object> events, String failure, ReadStats stats) {

  /** Reads NDJSON to its end; each read of the stream gives at most {@code chunk} bytes. */
  static Reading ofNdjson(byte[] bytes, int chunk, ReadOptions options) {
    return ofNdjson(bytes, chunk, options, true);
  }

  /** Reads NDJSON to its end without scanning plain lines: the oracle for the scanner. */
  static Reading ofNdjsonByJackson(byte[] bytes, ReadOptions options) {
    return ofNdjson(bytes, Integer.MAX_VALUE, options, false);
  }

  private static Reading ofNdjson(byte[] bytes, int chunk, ReadOptions options, boolean scanning) {
    List<Object> events = new ArrayList<>();
    ReadOptions reporting =
        options.toBuilder().reportMalformed(e -> events.add(e.getMessage())).build();
    try (NdjsonReader reader =
        new NdjsonReader(chunked(bytes, chunk), "bytes", reporting, scanning)) {
      return read(reader::next, reader::stats, events);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a binary file to its end; each read of the stream gives at most {@code chunk} bytes. */
  static Reading ofBinary(byte[] bytes, int chunk, ReadOptions options) {
    List<Object> events = new ArrayList<>();
    ReadOptions reporting =
        options.toBuilder().reportMalformed(e -> events.add(e.getMessage())).build();
    try (BinaryReader reader = BinaryReader.of(chunked(bytes, chunk), "bytes", reporting)) {
      return read(reader::next, reader::stats, events);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reading read(
      RecordSpliterator.Source source, Supplier<ReadStats> stats, List<Object> events)
      throws IOException {
    String failure = null;
    try {
      for (QuickDrawRecord record; (record = source.next()) != null; ) {
        events.add(record);
      }
      assertThat(source.next()).isNull();
    } catch (DrawingFormatException e) {
      failure = e.getMessage();
    }
    return new Reading(events, failure, stats.get());
  }

  private static InputStream chunked(byte[] bytes, int chunk) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, chunk));
      }

      @Override
      public synchronized int available() {
        return 0; // as some streams say at any time
      }
    };
  }

  List<QuickDrawRecord> records() {
    return events.stream()
        .filter(QuickDrawRecord.class::isInstance)
        .map(QuickDrawRecord.class::cast)
        .toList();
  }

  List<String> errors() {
    return events.stream().filter(String.class::isInstance).map(String.class::cast).toList();
  }
}
