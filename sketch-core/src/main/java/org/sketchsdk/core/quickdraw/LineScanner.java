package org.sketchsdk.core.quickdraw;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Reads a line directly from its bytes if the line looks as it usually does: fields with ASCII text
 * without escapes, numbers and plain drawings, and no white space except single spaces after commas
 * and colons. All other lines, valid or not, are left to the JSON parser of {@link RecordParser}.
 * So rules and errors are in one place, and a property test compares the two ways.
 *
 * <p>Nearly all of a line is numbers. A JSON parser makes a token of each number and takes several
 * times as long, see {@code ParseBenchmark}.
 */
final class LineScanner {
  private static final byte[] WORD = name("word");
  private static final byte[] COUNTRY_CODE = name("countrycode");
  private static final byte[] TIMESTAMP = name("timestamp");
  private static final byte[] RECOGNIZED = name("recognized");
  private static final byte[] KEY_ID = name("key_id");
  private static final byte[] DRAWING = name("drawing");
  private static final byte[] TRUE = "true".getBytes(US_ASCII);
  private static final byte[] FALSE = "false".getBytes(US_ASCII);
  private static final int MAX_KEY_DIGITS = 18; // any such number fits a long
  private static final int MAX_NAME_LENGTH = 50; // well below what the JSON parser allows

  private final RecordBuilder record;
  private final DrawingScanner drawings;
  private byte[] bytes = {};
  private ByteBuffer view = EightBytes.view(bytes);
  private int position; // of the next byte
  private int textStart; // of the text read last, without its quotes
  private int textEnd;

  LineScanner(RecordBuilder record, ReadOptions options) {
    this.record = record;
    this.drawings = new DrawingScanner(record.strokes, options);
  }

  private static byte[] name(String name) {
    return (name + "\":").getBytes(US_ASCII);
  }

  /**
   * Reads a record into the builder, which is left undefined if the line is not plain.
   *
   * @param bytes holds the line, a line feed, and {@link DrawingScanner#PADDING} further bytes
   * @param from index of the line's first byte
   * @return whether the line was plain
   */
  boolean scan(byte[] bytes, int from) {
    if (this.bytes != bytes) {
      this.bytes = bytes;
      view = EightBytes.view(bytes);
    }
    position = from;
    if (!next('{')) {
      return false;
    }
    do {
      if (!next('"') || !scanField()) {
        return false;
      }
    } while (nextAndSpace(','));
    if (!next('}') || !record.hasDrawing) {
      return false;
    }
    next('\r');
    return bytes[position] == '\n';
  }

  private boolean next(char expected) {
    if (bytes[position] != expected) {
      return false;
    }
    position++;
    return true;
  }

  private boolean nextAndSpace(char expected) {
    if (!next(expected)) {
      return false;
    }
    next(' ');
    return true;
  }

  /** Takes bytes if they are next, and a space behind them. */
  private boolean next(byte[] expected) {
    // within the array: a byte that is not plain lies in front of its end
    for (int i = 0; i < expected.length; i++) {
      if (bytes[position + i] != expected[i]) {
        return false;
      }
    }
    position += expected.length;
    next(' ');
    return true;
  }

  /** Reads a field from behind the first quote of its name. */
  private boolean scanField() {
    return switch (bytes[position]) {
      case 'w' -> next(WORD) ? record.word == null && scanWord() : scanUnknownField();
      case 'c' ->
          next(COUNTRY_CODE) ? record.countryCode == null && scanCountry() : scanUnknownField();
      case 't' ->
          next(TIMESTAMP) ? record.timestamp == null && scanTimestamp() : scanUnknownField();
      case 'r' ->
          next(RECOGNIZED) ? record.recognized == null && scanRecognized() : scanUnknownField();
      case 'k' -> next(KEY_ID) ? !record.hasKeyId && scanKeyId() : scanUnknownField();
      case 'd' -> next(DRAWING) ? !record.hasDrawing && scanDrawing() : scanUnknownField();
      default -> scanUnknownField();
    };
  }

  private boolean scanWord() {
    if (!scanText()) {
      return false;
    }
    record.word(text(record.lastWord));
    return true;
  }

  private boolean scanCountry() {
    if (!scanText()) {
      return false;
    }
    record.countryCode(text(record.lastCountryCode));
    return true;
  }

  private boolean scanTimestamp() {
    if (!scanText()) {
      return false;
    }
    Instant timestamp = Timestamps.parse(bytes, textStart, textEnd);
    record.timestamp = timestamp;
    return timestamp != null;
  }

  private boolean scanRecognized() {
    if (next(TRUE)) {
      record.recognized = Boolean.TRUE;
      return true;
    }
    record.recognized = Boolean.FALSE;
    return next(FALSE);
  }

  private boolean scanKeyId() {
    if (!next('"')) {
      return false;
    }
    int start = position;
    long key = 0;
    int length;
    do {
      long text = EightBytes.at(view, position);
      length = EightBytes.leadingDigits(text);
      if (length > 0) {
        key = EightBytes.append(key, text, length);
        position += length;
      }
    } while (length == EightBytes.LENGTH && position - start <= MAX_KEY_DIGITS);
    int digits = position - start;
    if (digits == 0 || digits > MAX_KEY_DIGITS || !next('"')) {
      return false;
    }
    record.keyId(key);
    return true;
  }

  private boolean scanDrawing() {
    int end = drawings.scan(bytes, position);
    if (end == DrawingScanner.NOT_PLAIN) {
      return false;
    }
    record.hasDrawing = true;
    position = end;
    return true;
  }

  /** Reads the name of a field, from behind its first quote, and a text, true or false. */
  private boolean scanUnknownField() {
    position--;
    if (!scanText() || textEnd - textStart > MAX_NAME_LENGTH || !nextAndSpace(':')) {
      return false;
    }
    return bytes[position] == '"' ? scanText() : next(TRUE) || next(FALSE);
  }

  /** Reads a text of ASCII without escapes. */
  private boolean scanText() {
    if (!next('"')) {
      return false;
    }
    textStart = position;
    long notPlain;
    while ((notPlain = EightBytes.notPlain(EightBytes.at(view, position))) == 0) {
      position += EightBytes.LENGTH;
    }
    position += EightBytes.bytesBefore(notPlain);
    textEnd = position;
    return next('"');
  }

  /** Returns the text read last: the given string where it is equal. */
  private String text(String last) {
    int length = textEnd - textStart;
    if (length != last.length()) {
      return new String(bytes, textStart, length, US_ASCII);
    }
    for (int i = 0; i < length; i++) {
      if (bytes[textStart + i] != last.charAt(i)) {
        return new String(bytes, textStart, length, US_ASCII);
      }
    }
    return last;
  }
}
