package org.sketchsdk.core.quickdraw;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;
import org.sketchsdk.core.internal.GunzipStream;
import org.sketchsdk.core.quickdraw.DrawingFormatException.Position;

/**
 * Splits a stream of bytes, plain or gzip, into lines. The buffer always contains the whole current
 * line. It grows with the longest line, up to the limit.
 */
final class LineSource implements Closeable {
  private static final int INITIAL_BUFFER_BYTES = 1 << 16;

  /** Room behind the bytes that were read, for a line feed and what the scanner loads with it. */
  private static final int RESERVED_BYTES = 1 + DrawingScanner.PADDING;

  private final String source;
  private final int maxLineBytes;
  private InputStream in;
  private boolean gzip;
  private boolean started;
  private boolean skipping; // the rest of an over-long line is still to be skipped
  private byte[] buffer = new byte[INITIAL_BUFFER_BYTES];
  private ByteBuffer view = EightBytes.view(buffer);
  private int limit; // end of the bytes in the buffer
  private long bufferOffset; // position of buffer[0] in the decompressed stream
  private int start;
  private int end;
  private int nextStart;
  private boolean tooLong;
  private long number;

  LineSource(InputStream in, String source, int maxLineBytes) {
    this.in = in;
    this.source = source;
    this.maxLineBytes = maxLineBytes;
  }

  /**
   * Moves to the next line.
   *
   * @return false at the end
   * @throws DrawingFormatException if the gzip data is truncated or corrupt
   */
  boolean next() throws IOException {
    if (!started) {
      detectFormat();
    }
    if (skipping) {
      skipLine();
    }
    start = nextStart;
    end = start;
    int searched = start;
    while (true) {
      int lineFeed = indexOfLineFeed(searched, limit);
      if (lineFeed >= 0) {
        end = lineFeed;
        nextStart = lineFeed + 1;
        break;
      }
      if (limit - start > maxLineBytes) {
        end = limit;
        nextStart = limit;
        skipping = true;
        break;
      }
      int unsearched = limit - start;
      if (!fill()) {
        end = limit;
        nextStart = limit;
        buffer[limit] = '\n';
        if (start == limit || (limit - start == 3 && hasByteOrderMark())) {
          return false;
        }
        break;
      }
      searched = start + unsearched;
    }
    if (end - start >= 3 && hasByteOrderMark()) {
      start += 3; // files that were joined have one at any line
    }
    tooLong = end - start > maxLineBytes;
    number++;
    return true;
  }

  private void detectFormat() throws IOException {
    while (limit < 2 && fill()) {
      // at least the two bytes that tell gzip, unless the stream is shorter
    }
    if (!gzip && limit >= 2 && GunzipStream.isMagic(buffer[0], buffer[1])) {
      in = new GunzipStream(in, buffer, limit);
      gzip = true;
      limit = 0;
    }
    started = true;
  }

  private boolean hasByteOrderMark() {
    return buffer[start] == (byte) 0xEF
        && buffer[start + 1] == (byte) 0xBB
        && buffer[start + 2] == (byte) 0xBF;
  }

  private void skipLine() throws IOException {
    int searched = nextStart;
    int lineFeed;
    while ((lineFeed = indexOfLineFeed(searched, limit)) < 0) {
      bufferOffset += limit;
      limit = 0;
      start = 0;
      nextStart = 0;
      searched = 0;
      if (!fill()) {
        skipping = false;
        return;
      }
    }
    nextStart = lineFeed + 1;
    skipping = false;
  }

  /** Reads more bytes behind those from {@code start} on, which may move; false at the end. */
  private boolean fill() throws IOException {
    if (limit == buffer.length - RESERVED_BYTES) {
      if (start > 0) {
        System.arraycopy(buffer, start, buffer, 0, limit - start);
        bufferOffset += start;
        limit -= start;
        start = 0;
      } else {
        // The line is within the limit so far, so it needs a byte more than the limit at most.
        int needed = maxLineBytes + 1 + RESERVED_BYTES;
        byte[] larger = new byte[(int) Math.min(2L * buffer.length, needed)];
        System.arraycopy(buffer, 0, larger, 0, limit);
        buffer = larger;
        view = EightBytes.view(buffer);
      }
    }
    int count;
    try {
      count = in.read(buffer, limit, buffer.length - RESERVED_BYTES - limit);
    } catch (ZipException e) {
      if (!gzip) {
        throw unreadable(e);
      }
      end = limit;
      throw new DrawingFormatException(
          String.valueOf(e.getMessage()),
          Position.inLine(source, number + 1, bufferOffset + start, limit - start),
          e);
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (count < 0) {
      return false;
    }
    limit += count;
    return true;
  }

  private IOException unreadable(IOException e) {
    return new IOException(
        "cannot read " + source + " at byte " + (bufferOffset + limit) + ": " + e.getMessage(), e);
  }

  /** Returns the first line feed in buffer[from, to), or -1. */
  private int indexOfLineFeed(int from, int to) {
    int i = from;
    for (; i <= to - EightBytes.LENGTH; i += EightBytes.LENGTH) {
      long lineFeeds = EightBytes.equalTo('\n', EightBytes.at(view, i));
      if (lineFeeds != 0) {
        return i + EightBytes.bytesBefore(lineFeeds);
      }
    }
    for (; i < to; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** The bytes of the line are buffer[start, end); valid until the next call of {@link #next()}. */
  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  /** The end of the line, where a line feed is in the buffer even if the stream ended without. */
  int end() {
    return end;
  }

  /** Tells whether the line is longer than allowed; its end may then not have been read yet. */
  boolean isTooLong() {
    return tooLong;
  }

  /** The number of the line, 1 for the first; 0 before. */
  long number() {
    return number;
  }

  /** Returns the place of a byte of the line, counted from 0. */
  Position position(long offsetInLine) {
    return Position.inLine(source, number, bufferOffset + start, offsetInLine);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
