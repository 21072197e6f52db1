package org.sketchsdk.infer.internal.integer;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.sketchsdk.infer.internal.arithmetic.Window;

/**
 * Which pixels of a map equal a neighbor: a bit per pixel and neighbor, so that whole rows are
 * compared at once. Threads may write and read different rows at the same time.
 */
final class EqualPixels {
  final int height;
  final int width;
  private final int words; // per row
  private final long[] left; // [row][word]: a bit is set where a pixel differs from its left one
  private final long[] above; // the same for the one above
  private final int[] firsts; // which one is first, for pixels that differ from their left one

  EqualPixels(int height, int width) {
    this.height = height;
    this.width = width;
    this.words = (width + Long.SIZE - 1) / Long.SIZE;
    this.left = new long[height * words];
    this.above = new long[height * words];
    this.firsts = new int[height * width];
  }

  /** Room to compare windows in. Used by one thread at a time. */
  static final class Room {
    private long[] left = new long[0];
    private long[] above = left;

    private void ensure(int count) {
      if (left.length < count) {
        left = new long[count];
        above = new long[count];
      }
    }
  }

  /** Returns the number of pixels. */
  int count() {
    return firsts.length;
  }

  /** Tells whether a pixel equals the one to its left. */
  boolean asLeft(int pixel) {
    return !isSet(left, pixel);
  }

  /** Tells whether a pixel equals the one above. */
  boolean asAbove(int pixel) {
    return !isSet(above, pixel);
  }

  private boolean isSet(long[] bits, int pixel) {
    int x = pixel % width;
    return (bits[pixel / width * words + x / Long.SIZE] >>> x & 1L) != 0;
  }

  /** Finds the first pixel of those that equal a pixel. It equals no neighbor before it. */
  int first(int y, int x) {
    int at = y * words + x / Long.SIZE;
    long bits = left[at] & -1L >>> ~x; // the last shift is by 63 - x % 64
    while (bits == 0) {
      bits = left[--at]; // the bit of column 0 is always set
    }
    int column = (at - y * words + 1) * Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
    return firsts[y * width + column];
  }

  /**
   * Notes that a pixel equals a neighbor. Pixels are noted row by row, and from the left to the
   * right.
   *
   * @param asLeft whether it equals the one to its left
   * @param asAbove whether it equals the one above
   * @return whether it does
   */
  boolean repeat(int pixel, boolean asLeft, boolean asAbove) {
    int y = pixel / width;
    int x = pixel % width;
    int at = y * words + x / Long.SIZE;
    long bit = 1L << x;
    left[at] = asLeft ? left[at] & ~bit : left[at] | bit;
    above[at] = asAbove ? above[at] & ~bit : above[at] | bit;
    if (!asLeft) {
      firsts[pixel] = asAbove ? first(y - 1, x) : pixel;
    }
    return asLeft || asAbove;
  }

  /**
   * Compares all pixels with their neighbors. Which the first of equal ones is, is not noted.
   *
   * @param pixels [height, width], a byte each, in the order of the lowest byte first; the width is
   *     a multiple of 8
   */
  void compare(ByteBuffer pixels) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x += Long.BYTES) {
        int at = y * width + x;
        long eight = pixels.getLong(at);
        long before = x == 0 ? eight << Byte.SIZE : pixels.getLong(at - 1);
        long over = y == 0 ? ~eight : pixels.getLong(at - width);
        int word = y * words + x / Long.SIZE;
        if (x % Long.SIZE == 0) {
          left[word] = 0;
          above[word] = 0;
        }
        left[word] |= differing(eight, before) << x;
        above[word] |= differing(eight, over) << x;
      }
      left[y * words] |= 1;
    }
  }

  /** Returns a bit for each of eight bytes, from the lowest on: whether it differs. */
  private static long differing(long bytes, long others) {
    long difference = bytes ^ others;
    if (difference == 0) { // most often
      return 0;
    }
    long low = 0x7f7f7f7f7f7f7f7fL;
    long high = ((difference & low) + low) | difference; // the highest bit of each byte
    return (((high & ~low) >>> 7) * 0x0102040810204080L) >>> 56;
  }

  /**
   * Tells whether a window holds the same as before it moved to the right: each of its rows is one
   * color, and was.
   *
   * @param kernel the side of the window
   * @param stride how far it moved
   * @param y its first row, which may be outside the map, where there is padding
   * @param x its first column after it moved
   */
  boolean equalsLeft(int kernel, int stride, int y, int x) {
    int right = x + kernel - 1;
    int from = x - stride + 1;
    if (from < 1 || right >= width) {
      return false;
    }
    int bottom = Math.min(height, y + kernel);
    for (int row = Math.max(0, y); row < bottom; row++) {
      if (!isClear(left, row, from, right)) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #equalsLeft}, before the window moved down. */
  boolean equalsAbove(int kernel, int stride, int y, int x) {
    int bottom = y + kernel - 1;
    int from = y - stride + 1;
    if (from < 1 || bottom >= height) {
      return false;
    }
    int right = Math.min(width, x + kernel) - 1;
    for (int row = from; row <= bottom; row++) {
      if (!isClear(above, row, Math.max(0, x), right)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Notes the pixel that a window makes, if the window holds the same as one before it did.
   *
   * @param in the pixels that the window moves over
   * @param pixel which pixel of this map it makes; as for {@link #repeat}
   * @return whether it holds the same
   */
  boolean repeat(EqualPixels in, Window window, int pixel) {
    int y = window.first(pixel / width);
    int x = window.first(pixel % width);
    int kernel = window.kernel();
    int stride = window.stride();
    return repeat(pixel, in.equalsLeft(kernel, stride, y, x), in.equalsAbove(kernel, stride, y, x));
  }

  private boolean isClear(long[] bits, int row, int from, int to) {
    int first = row * words + from / Long.SIZE;
    int last = row * words + to / Long.SIZE;
    for (int at = first; at <= last; at++) {
      long seen = at == first ? -1L << from : -1;
      if (at == last) {
        seen &= -1L >>> ~to;
      }
      if ((bits[at] & seen) != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Finds the windows in a row that hold something else than before they moved to the right, and
   * than before they moved down. Notes the result's pixels that equal a neighbor.
   *
   * @param window slides over this map
   * @param row the row of the result
   * @param below whether the row above may be referred to
   * @param out the result's pixels
   * @param room to work in
   * @param columns receives the columns of the result that are to be computed
   * @return how many these are
   */
  int differing(Window window, int row, boolean below, EqualPixels out, Room room, int[] columns) {
    int kernel = window.kernel();
    int stride = window.stride();
    int y = window.first(row);
    // Where a window begins in the bits: at its column times the stride.
    int offset = window.padding() + stride - 1;
    int count = (offset + width) / Long.SIZE + 1;
    room.ensure(count);
    long[] leftBits = room.left;
    Arrays.fill(leftBits, 0, count, 0);
    for (int from = Math.max(0, y); from < Math.min(height, y + kernel); from++) {
      or(left, from, leftBits, offset, count);
    }
    leftBits[(offset + width) / Long.SIZE] |= 1L << (offset + width); // what is outside differs
    spread(leftBits, count, kernel - 1 + stride);
    long[] aboveBits = room.above;
    boolean inside = below && y >= stride && y + kernel <= height;
    Arrays.fill(aboveBits, 0, count, inside ? 0 : -1);
    if (inside) {
      for (int from = y - stride + 1; from < y + kernel; from++) {
        or(above, from, aboveBits, window.padding(), count);
      }
      spread(aboveBits, count, kernel);
    }
    return out.note(row, leftBits, aboveBits, stride, columns);
  }

  private void or(long[] bits, int row, long[] to, int offset, int count) {
    int shift = offset % Long.SIZE;
    for (int word = 0, at = offset / Long.SIZE; word < words; word++, at++) {
      long value = bits[row * words + word];
      to[at] |= value << shift;
      if (shift > 0 && at + 1 < count) {
        to[at + 1] |= value >>> -shift;
      }
    }
  }

  /** Sets each bit from which on one of some bits is set. */
  private static void spread(long[] bits, int count, int length) {
    for (int covered = 1; covered < length; ) {
      int step = Math.min(Long.SIZE - 1, Math.min(covered, length - covered));
      for (int at = 0; at < count; at++) {
        long next = at + 1 < count ? bits[at + 1] << -step : 0;
        bits[at] |= bits[at] >>> step | next;
      }
      covered += step;
    }
  }

  /** Notes a row. A pixel's bit is at its column times the stride. */
  private int note(int row, long[] leftBits, long[] aboveBits, int stride, int[] columns) {
    int count = 0;
    for (int word = 0; word < words; word++) {
      int begin = word * Long.SIZE;
      int size = Math.min(width - begin, Long.SIZE);
      long differsLeft = every(leftBits, begin * stride, stride, size);
      long differsAbove = every(aboveBits, begin * stride, stride, size);
      if (word == 0) {
        differsLeft |= 1;
      }
      left[row * words + word] = differsLeft;
      above[row * words + word] = differsAbove;
      for (long bits = differsLeft; bits != 0; bits &= bits - 1) {
        int column = begin + Long.numberOfTrailingZeros(bits);
        int pixel = row * width + column;
        if ((differsAbove >>> column & 1) != 0) {
          firsts[pixel] = pixel;
          columns[count++] = column;
        } else {
          firsts[pixel] = first(row - 1, column);
        }
      }
    }
    return count;
  }

  /** Collects bits 0, 2, 4 … as bits 0, 1, 2 … */
  private static long evenBits(long bits) {
    long even = bits & 0x5555555555555555L;
    even = (even | even >>> 1) & 0x3333333333333333L;
    even = (even | even >>> 2) & 0x0f0f0f0f0f0f0f0fL;
    even = (even | even >>> 4) & 0x00ff00ff00ff00ffL;
    even = (even | even >>> 8) & 0x0000ffff0000ffffL;
    return (even | even >>> 16) & 0x00000000ffffffffL;
  }

  /** Collects every stride-th bit. */
  private static long every(long[] bits, int from, int stride, int size) {
    long collected = 0;
    if (stride == 1) {
      collected = bits[from / Long.SIZE];
    } else if (stride == 2) {
      int at = from / Long.SIZE;
      long more = size > Integer.SIZE ? evenBits(bits[at + 1]) : 0;
      collected = evenBits(bits[at]) | more << Integer.SIZE;
    } else {
      for (int i = 0, at = from; i < size; i++, at += stride) {
        collected |= (bits[at / Long.SIZE] >>> at & 1) << i;
      }
    }
    return size < Long.SIZE ? collected & (1L << size) - 1 : collected;
  }
}
