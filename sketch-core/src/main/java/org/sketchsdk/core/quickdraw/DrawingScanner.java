package org.sketchsdk.core.quickdraw;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the value of the field {@code drawing} straight from the bytes where it is written as files
 * write it: nothing but brackets, commas, plain numbers, and spaces after commas. Whatever else it
 * meets, right or wrong, it leaves to the JSON parser, so that rules and errors exist once.
 *
 * <p>Nine tenths of a line's bytes are numbers. A JSON parser, which makes a token of each and
 * keeps its text, takes several times as long for them, see {@code ParseBenchmark}.
 */
final class DrawingScanner {
  /** Returned by {@link #scan} for text that is left to the JSON parser. */
  static final int NOT_PLAIN = -1;

  private static final int FULL = -2;

  /** Bytes behind the text that are loaded, but make no difference. */
  static final int PADDING = Long.BYTES - 1;

  private static final int MAX_DIGITS = 18; // any such number fits a long
  private static final double[] POWERS_OF_TEN = { // all exact
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18
  };
  private static final int[] INT_POWERS_OF_TEN = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };
  private static final double MIN_NORMAL_FLOAT = 0x1p-126;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ZERO_DIGITS = 0x3030_3030_3030_3030L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long TO_HIGH_BIT = 0x7676_7676_7676_7676L; // 0x80 - 10 in each byte

  // Multiplication adds a number to itself, scaled and one, two, four bytes further up.
  private static final long TENS = 1 + (10L << 8);
  private static final long HUNDREDS = 1 + (100L << 16);
  private static final long TEN_THOUSANDS = 1 + (10_000L << 32);

  private final StrokeBuffer strokes;
  private final int maxStrokes;
  private final float maxAbsCoordinate;
  private final int maxWholeCoordinate;
  private byte[] bytes;
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
    this.bytes = bytes;
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
    int end = Math.min(limit, target.length);
    int maxWhole = maxWholeCoordinate;
    int p = position;
    int i = from;
    while (i < end) {
      long text = (long) LONGS.get(b, p);
      int length = leadingDigits(text);
      byte behind;
      if (isWholeNumber(text, length)) {
        int value = numberOf(text, length);
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
      long text = eightBytes(position);
      int length = leadingDigits(text);
      if (i == end || !isWholeNumber(text, length)) {
        return false;
      }
      t[i++] = numberOf(text, length);
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
      long text = eightBytes(position);
      length = leadingDigits(text);
      if (length > 0) {
        digits = digits * INT_POWERS_OF_TEN[length] + numberOf(text, length);
        position += length;
      }
    } while (length == Long.BYTES && position <= end);
  }

  // Eight bytes are looked at together, as a long whose lowest byte is the first one: the lengths
  // of numbers are so random that a branch for each digit costs more than all of this.

  private long eightBytes(int index) {
    return (long) LONGS.get(bytes, index);
  }

  /** Returns how many bytes are digits before the first that is not, 0 to 8. */
  private static int leadingDigits(long text) {
    long values = text ^ ZERO_DIGITS; // digits become 0 to 9, all other bytes more than 9
    long others = (values | ((values & ~HIGH_BITS) + TO_HIGH_BIT)) & HIGH_BITS;
    return Long.numberOfTrailingZeros(others) >>> 3;
  }

  /** Tells whether leading digits, up to seven, are all of a number without needless zeros. */
  private static boolean isWholeNumber(long text, int length) {
    return length > 0
        && length < Long.BYTES
        && isNumberEnd((byte) (text >>> (8 * length)))
        // Asked in this order, for zeros are rare, while lengths cannot be predicted.
        && ((byte) text != '0' || length == 1);
  }

  private static boolean isNumberEnd(byte b) {
    return b == ',' || b == ']';
  }

  /** Returns the number that the first digits write, one to eight. */
  private static int numberOf(long text, int length) {
    // The last digit to the highest byte, zeros before the first; then tens and ones are added in
    // all pairs of bytes at once, hundreds and ones in all pairs of those, and once more.
    long number = (text ^ ZERO_DIGITS) << (8 * (Long.BYTES - length));
    number = ((number * TENS) >>> 8) & 0x00FF_00FF_00FF_00FFL;
    number = ((number * HUNDREDS) >>> 16) & 0x0000_FFFF_0000_FFFFL;
    return (int) ((number * TEN_THOUSANDS) >>> 32);
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
