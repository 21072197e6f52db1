package org.sketchsdk.infer.internal.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads streams with what Android has too: it lacks {@code InputStream.readNBytes}. */
public final class Streams {
  private Streams() {}

  /**
   * Reads a stream, which is not closed.
   *
   * @param in the stream
   * @param most bytes that are read at most, at least 1
   * @return the bytes up to the end of the stream, or the first {@code most}
   */
  public static byte[] read(InputStream in, int most) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] part = new byte[Math.min(most, 1 << 16)];
    int count;
    while (bytes.size() < most
        && (count = in.read(part, 0, Math.min(part.length, most - bytes.size()))) >= 0) {
      bytes.write(part, 0, count);
    }
    return bytes.toByteArray();
  }
}
