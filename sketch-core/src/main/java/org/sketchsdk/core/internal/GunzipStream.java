package org.sketchsdk.core.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses gzip (RFC 1952), with one or more members. Every defect is a {@link ZipException},
 * after all bytes before the defect were returned. {@code java.util.zip.GZIPInputStream} is not
 * used because it ignores defects after a member, and needs {@code available()} to find further
 * members.
 */
public final class GunzipStream extends InputStream {
  private static final int METHOD_DEFLATE = 8;
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int FLAGS_RESERVED = 0xE0;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private byte[] input;
  private int position;
  private int limit;
  private boolean inMember;
  private boolean firstMember = true;
  private boolean ended;
  private @Nullable ZipException defect; // found after bytes that are returned first

  /**
   * Creates a stream.
   *
   * @param in the compressed bytes; closed with this stream
   * @param head bytes already read from {@code in}
   * @param headLength how many of them
   */
  public GunzipStream(InputStream in, byte[] head, int headLength) {
    this.in = in;
    this.input = new byte[Math.max(1 << 15, headLength)];
    System.arraycopy(head, 0, input, 0, headLength);
    this.limit = headLength;
  }

  /** Tells whether bytes start like gzip. */
  public static boolean isMagic(byte first, byte second) {
    return first == 0x1F && second == (byte) 0x8B;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      if (defect != null) {
        throw defect;
      }
      if (ended || (!inMember && !startMember())) {
        ended = true;
        return -1;
      }
      int count = inflate(target, offset, length);
      if (count > 0) {
        crc.update(target, offset, count);
        return count;
      }
      if (defect != null) {
        continue;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("gzip data is corrupt (it asks for a preset dictionary)");
      } else if (inflater.needsInput()) {
        if (!fill()) {
          throw truncated();
        }
        inflater.setInput(input, position, limit - position);
      }
    }
  }

  private int inflate(byte[] target, int offset, int length) {
    long before = inflater.getBytesWritten();
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      defect =
          new ZipException(
              "gzip data is corrupt" + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")"));
      defect.initCause(e);
      return (int) (inflater.getBytesWritten() - before);
    }
  }

  /** Reads a member's header; false if the file ends instead. */
  private boolean startMember() throws IOException {
    if (!firstMember) {
      // Files padded with zeros to a block size are common; nothing but zeros may follow, though.
      int next = nextByte();
      while (next == 0) {
        next = nextByte();
      }
      if (next < 0) {
        return false;
      }
      position--;
    }
    firstMember = false;
    if (needByte() != 0x1F || needByte() != 0x8B) {
      throw new ZipException("gzip data is followed by bytes that are not gzip");
    }
    int method = needByte();
    if (method != METHOD_DEFLATE) {
      throw new ZipException("gzip compression method must be 8, but is " + method);
    }
    int flags = needByte();
    if ((flags & FLAGS_RESERVED) != 0) {
      throw new ZipException("gzip header is corrupt (reserved flags are set)");
    }
    skip(6); // time, extra flags, operating system
    if ((flags & FLAG_EXTRA) != 0) {
      skip(needByte() | needByte() << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      skip(2);
    }
    inMember = true;
    inflater.setInput(input, position, limit - position);
    return true;
  }

  /** Checks a member's trailer. */
  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    long sum = needInt();
    long size = needInt();
    if (sum != crc.getValue()) {
      throw new ZipException("gzip data is corrupt (its checksum does not match)");
    }
    if (size != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw new ZipException("gzip data is corrupt (its length does not match)");
    }
    crc.reset();
    inflater.reset();
    inMember = false;
  }

  private long needInt() throws IOException {
    return needByte() | needByte() << 8 | needByte() << 16 | (long) needByte() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      needByte();
    }
  }

  private void skipText() throws IOException {
    while (needByte() != 0) {
      // a name or comment ends with a zero
    }
  }

  private int needByte() throws IOException {
    int next = nextByte();
    if (next < 0) {
      throw truncated();
    }
    return next;
  }

  private int nextByte() throws IOException {
    return position < limit || fill() ? input[position++] & 0xFF : -1;
  }

  private boolean fill() throws IOException {
    int count = in.read(input, 0, input.length);
    position = 0;
    limit = Math.max(count, 0);
    return count > 0;
  }

  private static ZipException truncated() {
    return new ZipException("gzip data is truncated");
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
