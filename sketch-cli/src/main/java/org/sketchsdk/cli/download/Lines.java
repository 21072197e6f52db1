package org.sketchsdk.cli.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Line feeds in files. */
final class Lines {
  private static final int BUFFER_BYTES = 1 << 16;

  private Lines() {}

  /** Returns the number of line feeds. */
  static long count(Path file) throws IOException {
    long[] lines = {0};
    scan(file, Long.MAX_VALUE, lines);
    return lines[0];
  }

  /** Returns the bytes up to and with a line's feed, or -1 if there are fewer lines. */
  static long endOf(Path file, long line) throws IOException {
    return scan(file, line, new long[1]);
  }

  private static long scan(Path file, long line, long[] lines) throws IOException {
    long start = 0;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count; (count = in.read(buffer)) >= 0; start += count) {
        for (int i = 0; i < count; i++) {
          if (buffer[i] == '\n' && ++lines[0] == line) {
            return start + i + 1;
          }
        }
      }
    }
    return -1;
  }
}
