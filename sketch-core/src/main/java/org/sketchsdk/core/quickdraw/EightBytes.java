package org.sketchsdk.core.quickdraw;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Inspects eight bytes of text at once, as a long whose lowest byte is the first byte. The lengths
 * of numbers and texts are so random that one branch per byte costs more than this arithmetic.
 *
 * <p>Methods that look for bytes return longs in which the highest bits of bytes are marks; of
 * those, only the lowest mark is certain. {@link #bytesBefore} finds it.
 */
final class EightBytes {
  static final int LENGTH = Long.BYTES;

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long ZERO_DIGITS = '0' * ONES;
  private static final long TO_HIGH_BIT = (0x80 - 10) * ONES;

  // Multiplication adds a number to itself, scaled and one, two, four bytes further up.
  private static final long TENS = 1 + (10L << 8);
  private static final long HUNDREDS = 1 + (100L << 16);
  private static final long TEN_THOUSANDS = 1 + (10_000L << 32);

  private static final int[] POWERS_OF_TEN = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private EightBytes() {}

  /**
   * Returns a view of an array for {@link #at}. A buffer is as fast as a {@code VarHandle}, and
   * exists on Android.
   */
  static ByteBuffer view(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static long at(ByteBuffer view, int index) {
    return view.getLong(index);
  }

  /** Returns how many bytes come before the first mark, 0 to 8. */
  static int bytesBefore(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }

  /** Marks the bytes that are equal to a character of ASCII. */
  static long equalTo(char character, long text) {
    long differences = text ^ (character * ONES);
    return (differences - ONES) & ~differences & HIGH_BITS;
  }

  /** Marks quotes, backslashes and the bytes that are not printable ASCII. */
  static long notPlain(long text) {
    long controls = (text - ' ' * ONES) & ~text;
    return ((controls | text) & HIGH_BITS) | equalTo('"', text) | equalTo('\\', text);
  }

  /** Marks the bytes that are not digits; all marks are certain. */
  static long notDigits(long text) {
    long values = text ^ ZERO_DIGITS; // digits become 0 to 9, all other bytes more than 9
    return (values | ((values & ~HIGH_BITS) + TO_HIGH_BIT)) & HIGH_BITS;
  }

  /** Returns how many bytes are digits before the first that is not, 0 to 8. */
  static int leadingDigits(long text) {
    return bytesBefore(notDigits(text));
  }

  /** Returns the number that the first digits write, one to eight. */
  static int numberOf(long text, int length) {
    // The last digit to the highest byte, zeros before the first; then tens and ones are added in
    // all pairs of bytes at once, hundreds and ones in all pairs of those, and once more.
    long number = (text ^ ZERO_DIGITS) << (8 * (Long.BYTES - length));
    number = ((number * TENS) >>> 8) & 0x00FF_00FF_00FF_00FFL;
    number = ((number * HUNDREDS) >>> 16) & 0x0000_FFFF_0000_FFFFL;
    return (int) ((number * TEN_THOUSANDS) >>> 32);
  }

  /** Returns a number with the first digits, one to eight, written behind it. */
  static long append(long number, long text, int length) {
    return number * POWERS_OF_TEN[length] + numberOf(text, length);
  }

  /** Returns the number that the first digits write, one to four. */
  static int shortNumberOf(int text, int length) {
    int number = (text ^ (int) ZERO_DIGITS) << (8 * (Integer.BYTES - length));
    number = ((number * (int) TENS) >>> 8) & 0x00FF_00FF;
    return (number * (int) HUNDREDS) >>> 16;
  }
}
