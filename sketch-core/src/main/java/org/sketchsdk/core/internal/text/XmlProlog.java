package org.sketchsdk.core.internal.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Reads an XML document up to its root element, to see whether its document type ends. If it does
 * not, the parser of the JDK prints a stack trace to standard error. Not thread-safe.
 */
final class XmlProlog {
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final InputStream in;
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private boolean twoBytes; // per character
  private boolean littleEndian;
  private boolean inType;
  private int pending = -1; // a byte that was read, but not yet returned

  /**
   * Creates a reader.
   *
   * @param in the document; read byte by byte
   */
  XmlProlog(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the prolog.
   *
   * @return false if the document ends inside its document type
   */
  boolean isComplete() throws IOException {
    try {
      for (int c = first(); ; c = next()) {
        while (c <= ' ' || c == BYTE_ORDER_MARK || isMarkInUtf8(c)) {
          c = next();
        }
        int kind = c == '<' ? next() : c;
        if (kind == '?') {
          skipTo("?>");
        } else if (kind == '!') {
          skipCommentOrType();
        } else {
          return true; // the root element, or an error that the parser reports
        }
      }
    } catch (EOFException e) {
      return !inType;
    }
  }

  /** Returns all bytes of the document, also those that were read. */
  InputStream document() {
    if (pending >= 0) {
      seen.write(pending);
      pending = -1;
    }
    return new SequenceInputStream(new ByteArrayInputStream(seen.toByteArray()), in);
  }

  private boolean isMarkInUtf8(int c) {
    return !twoBytes && (c == 0xEF || c == 0xBB || c == 0xBF);
  }

  private void skipCommentOrType() throws IOException {
    if (next() == '-') {
      next();
      skipTo("-->");
      return;
    }
    inType = true;
    boolean inSubset = false;
    for (int c = next(); inSubset || c != '>'; c = next()) {
      if (c == '[') {
        inSubset = true;
      } else if (c == ']') {
        inSubset = false;
      } else if (c == '<' && inSubset) {
        skipDeclaration();
      } else if (!inSubset) {
        skipLiteral(c);
      }
    }
    inType = false;
  }

  /** Skips a declaration, a comment or an instruction of the internal subset. */
  private void skipDeclaration() throws IOException {
    int c = next();
    if (c == '?') {
      skipTo("?>");
      return;
    }
    c = next();
    if (c == '-') {
      next();
      skipTo("-->");
      return;
    }
    for (; c != '>'; c = next()) {
      skipLiteral(c);
    }
  }

  /** Skips to the end of a literal if a character begins one. */
  private void skipLiteral(int quote) throws IOException {
    if (quote == '"' || quote == '\'') {
      int c = next();
      while (c != quote) {
        c = next();
      }
    }
  }

  private void skipTo(String end) throws IOException {
    int matched = 0;
    while (matched < end.length()) {
      int c = next();
      if (c == end.charAt(matched)) {
        matched++;
      } else if (matched < 2 || c != '-') { // of three hyphens, the last two count
        matched = c == end.charAt(0) ? 1 : 0;
      }
    }
  }

  /** Returns the first character, by which UTF-16 is told. */
  private int first() throws IOException {
    int a = nextByte();
    if (a != 0xFE && a != 0xFF && a != 0) {
      if (a != '<') {
        return a;
      }
      // "<" in UTF-16 has a zero behind it
      int b = in.read();
      if (b != 0) {
        pending = b;
        return a;
      }
      seen.write(b);
      twoBytes = true;
      littleEndian = true;
      return a;
    }
    twoBytes = true;
    littleEndian = a == 0xFF;
    int b = nextByte();
    return littleEndian ? a | b << 8 : a << 8 | b;
  }

  private int next() throws IOException {
    int a = nextByte();
    if (!twoBytes) {
      return a;
    }
    int b = nextByte();
    return littleEndian ? a | b << 8 : a << 8 | b;
  }

  private int nextByte() throws IOException {
    int b = pending >= 0 ? pending : in.read();
    pending = -1;
    if (b < 0) {
      throw new EOFException();
    }
    seen.write(b);
    return b;
  }
}
