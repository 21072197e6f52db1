package org.sketchsdk.core.internal.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.quickdraw.DrawingFormatException;

/**
 * Cuts a text of JSON into its values, each in memory on its own: the values of the text one after
 * the other, or the elements of one array around them. Looks at nothing but brackets and quotes.
 */
public final class JsonElements {
  private final InputStream in;
  private final String source;
  private final int maxBytes;
  private final boolean inArray;
  private final byte[] buffer = new byte[1 << 15];
  private int position;
  private int limit;
  private long bufferOffset;
  private long line = 1;
  private boolean opened; // the bracket of the array around the elements was passed
  private boolean ended;

  /**
   * Creates a cutter.
   *
   * @param in the text
   * @param source what messages call it
   * @param maxBytes most bytes of a value
   * @param inArray whether the values are elements of an array
   */
  public JsonElements(InputStream in, String source, int maxBytes, boolean inArray) {
    this.in = in;
    this.source = source;
    this.maxBytes = maxBytes;
    this.inArray = inArray;
  }

  /**
   * Returns the next value, or null at the end.
   *
   * @throws DrawingFormatException if a value is too long; the next call goes on behind it
   */
  public JsonText.@Nullable Element next() throws IOException {
    if (ended) {
      return null;
    }
    int first = firstByte();
    if (first < 0) {
      ended = true;
      return null;
    }
    long startLine = line;
    long startOffset = bufferOffset + position - 1;
    byte[] bytes = new byte[1024];
    int length = 0;
    boolean tooLong = false;
    int depth = 0;
    boolean quoted = false;
    boolean escaped = false;
    int b = first;
    while (true) {
      if (length == maxBytes) {
        tooLong = true;
      } else if (!tooLong) {
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, maxBytes));
        }
        bytes[length++] = (byte) b;
      }
      if (b == '\n') {
        line++;
      }
      if (quoted) {
        if (escaped) {
          escaped = false;
        } else if (b == '\\') {
          escaped = true;
        } else if (b == '"') {
          quoted = false;
        }
      } else if (b == '"') {
        quoted = true;
      } else if (b == '[' || b == '{') {
        depth++;
      } else if (b == ']' || b == '}') {
        depth--;
      }
      if (depth <= 0 && !quoted && (b == ']' || b == '}' || b == '"')) {
        break;
      }
      b = read();
      if (b < 0 || (depth == 0 && !quoted && isBetween(b))) {
        if (b >= 0) {
          position--; // it belongs to what follows
        }
        break;
      }
    }
    if (tooLong) {
      throw new DrawingFormatException(
          "bytes in document ("
              + (maxBytes + 1L)
              + " or more) exceed the maximum allowed ("
              + maxBytes
              + ", see ReadOptions.maxDocumentBytes)",
          source,
          "line",
          startLine,
          -1,
          startOffset,
          null);
    }
    return new JsonText.Element(bytes, length, startLine, startOffset);
  }

  /** Returns the first byte of the next value, or -1 at the end. */
  private int firstByte() throws IOException {
    int b = read();
    while (b >= 0) {
      if (b == '\n') {
        line++;
      } else if (inArray && !opened && b == '[') {
        opened = true;
      } else if (inArray && opened && b == ']') {
        opened = false; // another array may follow
      } else if (!isBetween(b)) {
        return b;
      }
      b = read();
    }
    return -1;
  }

  /** Tells whether a byte may stand between values: also those of a byte order mark. */
  private static boolean isBetween(int b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n' || b == ',' || b == 0x1E || b == 0xEF
        || b == 0xBB || b == 0xBF;
  }

  private int read() throws IOException {
    if (position == limit) {
      bufferOffset += limit;
      position = 0;
      limit = Math.max(0, in.read(buffer, 0, buffer.length));
      if (limit == 0) {
        return -1;
      }
    }
    return buffer[position++] & 0xFF;
  }
}
