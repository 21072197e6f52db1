package org.sketchsdk.core.ink;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Turns objects of JSON that are elements of an array, or that span lines, into one line each, byte
 * by byte, so that places in the text stay the same. Looks at nothing but brackets and quotes.
 */
final class JsonArrayLines extends FilterInputStream {
  private final boolean inArray;
  private int depth; // without the array around
  private boolean opened;
  private boolean quoted;
  private boolean escaped;

  JsonArrayLines(InputStream in, boolean inArray) {
    super(in);
    this.inArray = inArray;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    for (int i = offset; i < offset + count; i++) {
      target[i] = mapped(target[i]);
    }
    return count;
  }

  private byte mapped(byte b) {
    if (quoted) {
      if (escaped) {
        escaped = false;
      } else if (b == '\\') {
        escaped = true;
      } else if (b == '"') {
        quoted = false;
      }
      return b == '\n' || b == '\r' ? (byte) ' ' : b;
    }
    switch (b) {
      case '"' -> quoted = true;
      case '[', '{' -> {
        if (inArray && depth == 0 && !opened && b == '[') {
          opened = true;
          return ' ';
        }
        depth++;
      }
      case ']', '}' -> {
        if (depth == 0) {
          opened = false;
          return '\n'; // another array may follow
        }
        depth--;
      }
      case ',' -> {
        if (depth == 0) {
          return '\n';
        }
      }
      case '\n', '\r' -> {
        if (depth > 0 || inArray) {
          return ' ';
        }
      }
      default -> {}
    }
    return b;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
