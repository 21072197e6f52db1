package org.sketchsdk.core.ink;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

/** A file that is one drawing. */
final class OneDocument implements Documents {
  /** Reads the file as a whole. */
  interface Reading {
    QuickDrawRecord read(InputStream in) throws IOException;
  }

  private final InputStream in;
  private final Reading reading;
  private boolean read;

  OneDocument(InputStream in, String source, ReadOptions options, Reading reading) {
    this.in = new Bounded(in, source, options.maxDocumentBytes());
    this.reading = reading;
  }

  @Override
  public @Nullable QuickDrawRecord read() throws IOException {
    if (read) {
      return null;
    }
    read = true;
    return reading.read(in);
  }

  @Override
  public long number() {
    return read ? 1 : 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Ends the reading where a document is longer than allowed. */
  private static final class Bounded extends FilterInputStream {
    private final String source;
    private final int maxBytes;
    private long count;

    Bounded(InputStream in, String source, int maxBytes) {
      super(in);
      this.source = source;
      this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      count += Math.max(0, read);
      if (count > maxBytes) {
        throw new DrawingFormatException(
            "bytes in document ("
                + (maxBytes + 1L)
                + " or more) exceed the maximum allowed ("
                + maxBytes
                + ", see ReadOptions.maxDocumentBytes)",
            source,
            "line",
            -1,
            -1,
            maxBytes,
            null);
      }
      return read;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
