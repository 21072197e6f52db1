package org.sketchsdk.infer.internal.arithmetic;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.sketchsdk.infer.internal.platform.NotOnAndroid;

/**
 * Sums on the Vector API. The sums of some vectors stay in registers while the codes of a row of a
 * window are multiplied by their weights. Weights are bytes, which become integers when they are
 * loaded: memory is slower than the conversion.
 */
@NotOnAndroid
final class VectorSparseSums implements SparseSums {
  private static final VectorSpecies<Integer> INTS = VectorArithmetic.INTS;
  private static final VectorSpecies<Float> FLOATS = INTS.withLanes(float.class);
  private static final int LANES = INTS.length();
  private static final IntVector PLACES = IntVector.zero(INTS).addIndex(1);

  /** As many bytes as there are lanes, at the beginning of a vector that has at least 64 bits. */
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(
          byte.class, VectorShape.forBitSize(Math.max(64, INTS.vectorBitSize() / Integer.BYTES)));

  private final int kernel;
  private final int channels;
  private final int padded; // outputs, and zeros up to a multiple of LANES
  private final byte[] weights; // [inputs][padded]
  private final int[] bias;
  private final VectorRequantizer requantizer;

  VectorSparseSums(Window window, byte[][] codes, int[] bias, Requantizer requantizer) {
    kernel = window.kernel();
    channels = codes.length / window.taps();
    this.requantizer = new VectorRequantizer(requantizer, bias.length);
    padded = this.requantizer.padded;
    // The last bytes are read, and not used, where a vector of bytes has more of them than needed.
    weights = new byte[codes.length * padded + BYTES.length()];
    for (int i = 0; i < codes.length; i++) {
      System.arraycopy(codes[i], 0, weights, i * padded, bias.length);
    }
    this.bias = Arrays.copyOf(bias, padded);
  }

  @Override
  public void list(NonZeros lists, int pixel, int column, float[] codes, int at) {
    int[] entries = lists.entries;
    int[] values = lists.values;
    int size = lists.size;
    lists.starts[pixel] = size;
    int entry = column * channels * padded;
    for (int k = 0; k < channels; k += Integer.SIZE) {
      int bits = nonZeros(codes, at + k, Math.min(Integer.SIZE, channels - k));
      for (; bits != 0; bits &= bits - 1) {
        int channel = k + Integer.numberOfTrailingZeros(bits);
        entries[size] = entry + channel * padded;
        values[size++] = (int) codes[at + channel];
      }
    }
    lists.size = size;
    lists.ends[pixel] = size;
  }

  /** Returns a bit for each of up to 32 codes: whether it is not 0. */
  private static int nonZeros(float[] codes, int at, int count) {
    int whole = count / LANES * LANES;
    IntVector found = IntVector.zero(INTS);
    for (int k = whole - LANES; k >= 0; k -= LANES) {
      IntVector code = FloatVector.fromArray(FLOATS, codes, at + k).reinterpretAsInts();
      IntVector bit =
          code.lanewise(VectorOperators.OR, code.neg()).lanewise(VectorOperators.LSHR, 31);
      found =
          found
              .lanewise(VectorOperators.LSHL, LANES)
              .lanewise(VectorOperators.OR, bit.lanewise(VectorOperators.LSHL, PLACES));
    }
    int bits = found.reduceLanes(VectorOperators.OR);
    for (int k = whole; k < count; k++) {
      bits |= codes[at + k] == 0 ? 0 : 1 << k;
    }
    return bits;
  }

  @Override
  public void compute(Scratch scratch, NonZeros lists, int row, int column, float[] to, int at) {
    int[] sums = scratch.totals(padded);
    System.arraycopy(bias, 0, sums, 0, padded);
    int left = Math.max(0, column);
    int right = Math.min(lists.width, column + kernel) - 1;
    int bottom = Math.min(lists.height, row + kernel);
    for (int y = Math.max(0, row); y < bottom && left <= right; y++) {
      int from = lists.starts[y * lists.width + left];
      int end = lists.ends[y * lists.width + right];
      int base = ((y - row) * kernel - column) * channels * padded;
      if (from < end) {
        multiply(lists, from, end, base, sums);
      }
    }
    requantizer.apply(sums, to, at);
  }

  private void multiply(NonZeros lists, int from, int end, int base, int[] sums) {
    int k = 0;
    for (; k + 4 * LANES <= padded; k += 4 * LANES) {
      multiplyFour(lists, from, end, base + k, sums, k);
    }
    if (k + 2 * LANES <= padded) {
      multiplyTwo(lists, from, end, base + k, sums, k);
      k += 2 * LANES;
    }
    if (k < padded) {
      multiplyOne(lists, from, end, base + k, sums, k);
    }
  }

  // Sums are in memory between the rows of a window: in nested loops, JDK 17 allocates vectors.
  private void multiplyFour(NonZeros lists, int from, int end, int base, int[] sums, int at) {
    int[] entries = lists.entries;
    int[] values = lists.values;
    byte[] w = weights;
    IntVector a = IntVector.fromArray(INTS, sums, at);
    IntVector b = IntVector.fromArray(INTS, sums, at + LANES);
    IntVector c = IntVector.fromArray(INTS, sums, at + 2 * LANES);
    IntVector d = IntVector.fromArray(INTS, sums, at + 3 * LANES);
    for (int i = from; i < end; i++) {
      int offset = entries[i] + base;
      IntVector code = IntVector.broadcast(INTS, values[i]);
      a = a.add(load(w, offset).mul(code));
      b = b.add(load(w, offset + LANES).mul(code));
      c = c.add(load(w, offset + 2 * LANES).mul(code));
      d = d.add(load(w, offset + 3 * LANES).mul(code));
    }
    a.intoArray(sums, at);
    b.intoArray(sums, at + LANES);
    c.intoArray(sums, at + 2 * LANES);
    d.intoArray(sums, at + 3 * LANES);
  }

  private void multiplyTwo(NonZeros lists, int from, int end, int base, int[] sums, int at) {
    int[] entries = lists.entries;
    int[] values = lists.values;
    byte[] w = weights;
    IntVector a = IntVector.fromArray(INTS, sums, at);
    IntVector b = IntVector.fromArray(INTS, sums, at + LANES);
    for (int i = from; i < end; i++) {
      int offset = entries[i] + base;
      IntVector code = IntVector.broadcast(INTS, values[i]);
      a = a.add(load(w, offset).mul(code));
      b = b.add(load(w, offset + LANES).mul(code));
    }
    a.intoArray(sums, at);
    b.intoArray(sums, at + LANES);
  }

  private void multiplyOne(NonZeros lists, int from, int end, int base, int[] sums, int at) {
    int[] entries = lists.entries;
    int[] values = lists.values;
    byte[] w = weights;
    IntVector a = IntVector.fromArray(INTS, sums, at);
    for (int i = from; i < end; i++) {
      a = a.add(load(w, entries[i] + base).mul(values[i]));
    }
    a.intoArray(sums, at);
  }

  private static IntVector load(byte[] w, int at) {
    return (IntVector)
        ByteVector.fromArray(BYTES, w, at).convertShape(VectorOperators.B2I, INTS, 0);
  }
}
