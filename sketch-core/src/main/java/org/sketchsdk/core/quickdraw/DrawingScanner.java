package org.sketchsdk.core.quickdraw;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * Reads a drawing directly from its bytes if the drawing consists only of brackets, commas, plain
 * numbers, and spaces after commas. All other drawings, valid or not, are left to the JSON parser,
 * as in {@link LineScanner}.
 */
final class DrawingScanner {
  /** Returned by {@link #scan} for text that is left to the JSON parser. */
  static final int NOT_PLAIN = -1;

  private static final int FULL = -2;

  /** Bytes behind the text that are loaded, but make no difference. */
  static final int PADDING = EightBytes.LENGTH - 1;

  private static final int MAX_DIGITS = 18; // any such number fits a long
  private static final double[] POWERS_OF_TEN = { // all exact
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18
  };
  private static final double MIN_NORMAL_FLOAT = 0x1p-126;

  private final StrokeBuffer strokes;
  private final int maxStrokes;
  private final float maxAbsCoordinate;
  private final int maxWholeCoordinate;
  private byte[] bytes = {};
  private ByteBuffer view = EightBytes.view(bytes);
  private int position; // of the next byte
  private float coordinate; // read last
  private long digits; // of the number that is being read, as one number

  DrawingScanner(StrokeBuffer strokes, ReadOptions options) {
    this.strokes = strokes;
    this.maxStrokes = options.maxStrokes();
    this.maxAbsCoordinate = options.maxAbsCoordinate();
    this.maxWholeCoordinate = (int) maxAbsCoordinate; // at most the largest int
  }

  /**
   * Reads a drawing into the stroke buffer, which is left undefined if the text is not plain.
   *
   * @param bytes the text; somewhere from {@code from} on must be a byte that is not part of plain
   *     text, such as the line feed behind the line, for there is no other check of the end, and
   *     behind it at least {@value #PADDING} further bytes of any value
   * @param from index of the opening bracket
   * @return the index behind the closing bracket, or {@link #NOT_PLAIN}
   */
  int scan(byte[] bytes, int from) {
    if (this.bytes != bytes) {
      this.bytes = bytes;
      view = EightBytes.view(bytes);
    }
    position = from;
    if (!next('[')) {
      return NOT_PLAIN;
    }
    if (next(']')) {
      return position;
    }
    int count = 0;
    do {
      if (++count > maxStrokes || !scanStroke()) {
        return NOT_PLAIN;
      }
    } while (nextElement());
    return next(']') ? position : NOT_PLAIN;
  }

  private boolean next(char expected) {
    if (bytes[position] != expected) {
      return false;
    }
    position++;
    return true;
  }

  private boolean nextElement() {
    if (bytes[position] != ',') {
      return false;
    }
    position++;
    while (bytes[position] == ' ') {
      position++;
    }
    return true;
  }

  private boolean scanStroke() {
    if (!next('[')) {
      return false;
    }
    int points = next('[') ? scanX() : -1;
    if (points < 0 || !nextElement() || !next('[') || !scanY(points)) {
      return false;
    }
    boolean timed = nextElement();
    if (timed && (!next('[') || !scanTimes(points))) {
      return false;
    }
    if (!next(']')) {
      return false;
    }
    strokes.endStroke(points, timed);
    return true;
  }

  /** Reads the x coordinates and the bracket behind them; returns their number, or -1. */
  private int scanX() {
    if (next(']')) {
      return 0;
    }
    int start = strokes.base();
    int limit = start + strokes.room();
    int end = scanCoordinates(strokes.x(), start, limit);
    while (end == FULL && strokes.x().length < limit) {
      int full = strokes.x().length;
      strokes.grow();
      end = scanCoordinates(strokes.x(), full, limit);
    }
    return end < 0 ? -1 : end - start;
  }

  /** Reads as many y coordinates and the bracket behind them. */
  private boolean scanY(int points) {
    if (points == 0) {
      return next(']');
    }
    int end = strokes.base() + points;
    return scanCoordinates(strokes.y(), strokes.base(), end) == end;
  }

  /**
   * Reads coordinates up to and with the bracket behind them.
   *
   * @param target gets the coordinates
   * @param from index of the first
   * @param limit where the target ends, if not before
   * @return the index behind the last; {@link #FULL} if the target's end was reached, with the
   *     position at the next coordinate; or {@link #NOT_PLAIN}
   */
  private int scanCoordinates(float[] target, int from, int limit) {
    byte[] b = bytes;
    ByteBuffer v = view;
    int end = Math.min(limit, target.length);
    int maxWhole = maxWholeCoordinate;
    int p = position;
    int i = from;
    while (i < end) {
      long text = EightBytes.at(v, p);
      long others = EightBytes.notDigits(text);
      int length = EightBytes.bytesBefore(others);
      // Two short numbers at once where they fit: finding where the next ones start takes longest.
      int secondEnd = EightBytes.bytesBefore(others & (others - 1));
      int secondLength = secondEnd - length - 1;
      long second = text >>> (8 * length) >>> 8;
      byte behindSecond = (byte) (text >>> (8 * secondEnd));
      if (length > 0
          && length <= Integer.BYTES
          && secondLength > 0
          && secondLength <= Integer.BYTES
          && secondEnd < EightBytes.LENGTH
          && (byte) (text >>> (8 * length)) == ','
          && isNumberEnd(behindSecond)
          && (byte) text != '0'
          && (byte) second != '0'
          && i + 1 < end) {
        int firstValue = EightBytes.shortNumberOf((int) text, length);
        int secondValue = EightBytes.shortNumberOf((int) second, secondLength);
        if (Math.max(firstValue, secondValue) > maxWhole) {
          return NOT_PLAIN;
        }
        target[i] = firstValue;
        target[i + 1] = secondValue;
        i += 2;
        p += secondEnd + 1;
        if (behindSecond == ']') {
          position = p;
          return i;
        }
        continue;
      }
      byte behind;
      if (isWholeNumber(text, length)) {
        int value = EightBytes.numberOf(text, length);
        if (value > maxWhole) {
          return NOT_PLAIN;
        }
        target[i++] = value;
        p += length + 1;
        behind = (byte) (text >>> (8 * length));
      } else {
        position = p;
        if (!scanDecimal()) {
          return NOT_PLAIN;
        }
        target[i++] = coordinate;
        p = position + 1;
        behind = b[position];
      }
      if (behind == ']') {
        position = p;
        return i;
      }
      while (b[p] == ' ') {
        p++;
      }
    }
    position = p;
    return FULL;
  }

  /** Reads as many times and the bracket behind them. */
  private boolean scanTimes(int points) {
    if (points == 0) {
      return next(']');
    }
    int[] t = strokes.t();
    int i = strokes.base();
    int end = i + points;
    do {
      long text = EightBytes.at(view, position);
      int length = EightBytes.leadingDigits(text);
      if (i == end || !isWholeNumber(text, length)) {
        return false;
      }
      t[i++] = EightBytes.numberOf(text, length);
      position += length;
    } while (nextElement());
    return i == end && next(']');
  }

  /** Reads a coordinate with a sign, a fraction or many digits; false if it is not plain. */
  private boolean scanDecimal() {
    int start = position;
    boolean negative = next('-');
    digits = 0;
    int wholeStart = position;
    scanDigits();
    int wholeLength = position - wholeStart;
    if (wholeLength == 0 || (wholeLength > 1 && bytes[wholeStart] == '0')) {
      return false;
    }
    int fractionLength = 0;
    if (next('.')) {
      int fractionStart = position;
      scanDigits();
      fractionLength = position - fractionStart;
      if (fractionLength == 0) {
        return false;
      }
    } else if (digits == 0) {
      return false; // -0, which the JSON parser takes for the integer 0
    }
    if (wholeLength + fractionLength > MAX_DIGITS || !isNumberEnd(bytes[position])) {
      return false;
    }
    double magnitude = digits / POWERS_OF_TEN[fractionLength];
    coordinate =
        roundsSafely(magnitude)
            ? (float) (negative ? -magnitude : magnitude)
            : Float.parseFloat(new String(bytes, start, position - start, US_ASCII));
    return Math.abs(coordinate) <= maxAbsCoordinate;
  }

  /** Appends digits to {@link #digits}, which overflow where there are too many in all. */
  private void scanDigits() {
    int end = position + MAX_DIGITS;
    int length;
    do {
      long text = EightBytes.at(view, position);
      length = EightBytes.leadingDigits(text);
      if (length > 0) {
        digits = EightBytes.append(digits, text, length);
        position += length;
      }
    } while (length == EightBytes.LENGTH && position <= end);
  }

  /** Tells whether leading digits, up to seven, are all of a number without needless zeros. */
  private static boolean isWholeNumber(long text, int length) {
    return length > 0
        && length < EightBytes.LENGTH
        && isNumberEnd((byte) (text >>> (8 * length)))
        // Asked in this order, for zeros are rare, while lengths cannot be predicted.
        && ((byte) text != '0' || length == 1);
  }

  private static boolean isNumberEnd(byte b) {
    return b == ',' || b == ']';
  }

  /**
   * Tells whether the float nearest to a quotient is the one nearest to the decimal number. The
   * conversion of the digits and the division round once each, by half a unit in the last place of
   * the 53 bits, which together leaves the quotient less than 3 such units off. It then lies on the
   * right side of the middle between two floats, which is where the 29 bits that a float lacks are
   * 2<sup>28</sup>, unless it lies next to it.
   */
  private static boolean roundsSafely(double quotient) {
    long lost = Double.doubleToRawLongBits(quotient) & 0x1FFF_FFFFL;
    return quotient == 0 || (quotient >= MIN_NORMAL_FLOAT && Math.abs(lost - 0x1000_0000L) > 4);
  }
}
