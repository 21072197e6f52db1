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
 * Sums on the Vector API. The sums of some vectors stay in registers while the codes of a block
 * that are not 0 are multiplied by their weights. Weights are bytes, which become integers when
 * they are loaded: memory is slower than the conversion.
 */
@NotOnAndroid
final class VectorBlockSums implements BlockSums {
  private static final VectorSpecies<Integer> INTS = VectorArithmetic.INTS;
  private static final VectorSpecies<Float> FLOATS = INTS.withLanes(float.class);
  private static final int LANES = INTS.length();

  /** As many bytes as there are lanes, at the beginning of a vector that has at least 64 bits. */
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(
          byte.class, VectorShape.forBitSize(Math.max(64, INTS.vectorBitSize() / Integer.BYTES)));

  private static final int VECTORS = 4; // that are computed together

  private final BlockLayout layout;
  private final int channels;
  private final int stride; // sums per half of the outputs, a multiple of those in a chunk
  private final byte[] weights; // [pixel of a block][channel][half of the outputs][parts · half]
  private final boolean[][] meets; // [rows of parts][chunk · pixels + pixel of a block]
  private final int[] lowBias;
  private final int[] highBias;
  private final float[] lowMultipliers;
  private final float[] highMultipliers;
  private final float lowest;
  private final float highest;

  VectorBlockSums(BlockLayout layout, byte[][] codes, int[] bias, Requantizer requantizer) {
    this.layout = layout;
    int kernel = layout.window.kernel();
    int chunk = VECTORS * LANES;
    channels = codes.length / (kernel * kernel);
    stride = (layout.length + chunk - 1) / chunk * chunk;
    // The last bytes are read, and not used, where a vector of bytes has more of them than needed.
    weights = new byte[layout.pixels() * channels * 2 * stride + BYTES.length()];
    layout.forEachTap(
        (tap, pixel, place) -> {
          for (int channel = 0; channel < channels; channel++) {
            int at = (pixel * channels + channel) * 2 * stride + place;
            take(codes[tap * channels + channel], at);
          }
        });
    meets = meets();
    int half = layout.half;
    lowBias = Arrays.copyOf(bias, half);
    highBias = Arrays.copyOfRange(bias, half, layout.outputs);
    lowMultipliers = Arrays.copyOf(requantizer.multipliers, half);
    highMultipliers = Arrays.copyOfRange(requantizer.multipliers, half, layout.outputs);
    lowest = requantizer.lowest;
    highest = requantizer.highest;
  }

  private void take(byte[] from, int at) {
    int half = layout.half;
    System.arraycopy(from, 0, weights, at, half);
    System.arraycopy(from, half, weights, at + stride, layout.outputs - half);
  }

  private boolean[][] meets() {
    int side = layout.side;
    int pixels = layout.pixels();
    int chunk = VECTORS * LANES;
    boolean[][] found = new boolean[side * side][stride / chunk * pixels];
    for (int rows = 0; rows < found.length; rows++) {
      for (int i = 0; i < found[rows].length; i++) {
        BlockLayout.Range range = layout.range(i % pixels, rows / side, rows % side);
        int from = i / pixels * chunk;
        found[rows][i] = range.from() < from + chunk && from < range.to();
      }
    }
    return found;
  }

  @Override
  public void contribute(
      Scratch scratch,
      float[] codes,
      int[] starts,
      int firstPart,
      int lastPart,
      int[] low,
      int[] high) {
    int pixels = layout.pixels();
    int[] firsts = scratch.firsts;
    int count = 0;
    for (int pixel = 0; pixel < pixels; pixel++) {
      firsts[pixel] = count;
      if (starts[pixel] >= 0) {
        count = list(codes, starts[pixel], pixel * channels, scratch, count);
      }
    }
    firsts[pixels] = count;
    boolean[] met = meets[firstPart * layout.side + lastPart];
    int chunk = VECTORS * LANES;
    for (int at = 0, index = 0; at < stride; at += chunk, index += pixels) {
      boolean none = true;
      for (int pixel = 0; pixel < pixels; pixel++) {
        if (met[index + pixel]) {
          int from = firsts[pixel];
          while (pixel + 1 < pixels && met[index + pixel + 1]) {
            pixel++;
          }
          int to = firsts[pixel + 1];
          if (from < to) {
            multiply(scratch, from, to, none, at, low, at);
            multiply(scratch, from, to, none, at + stride, high, at);
            none = false;
          }
        }
      }
      if (none) {
        Arrays.fill(low, at, at + chunk, 0);
        Arrays.fill(high, at, at + chunk, 0);
      }
    }
  }

  /** Lists the codes of a pixel that are not 0, and returns the end of the list. */
  private int list(float[] codes, int from, int pixel, Scratch scratch, int count) {
    int[] entries = scratch.entries;
    int[] values = scratch.values;
    int size = count;
    int step = 2 * stride;
    int entry = pixel * step;
    for (int i = 0; i < channels; i++) {
      int value = (int) codes[from + i];
      entries[size] = entry;
      values[size] = value;
      size += (value | -value) >>> 31; // without a branch, which could not be predicted
      entry += step;
    }
    return size;
  }

  /** Multiplies entries of the list, at least one, by the weights of a chunk. */
  private void multiply(
      Scratch scratch, int from, int to, boolean sets, int at, int[] sums, int place) {
    int[] entries = scratch.entries;
    int[] values = scratch.values;
    byte[] w = weights;
    int offset = entries[from] + at;
    int x = values[from];
    IntVector a = load(w, offset).mul(x);
    IntVector b = load(w, offset + LANES).mul(x);
    IntVector c = load(w, offset + 2 * LANES).mul(x);
    IntVector d = load(w, offset + 3 * LANES).mul(x);
    for (int i = from + 1; i < to; i++) {
      offset = entries[i] + at;
      IntVector code = IntVector.broadcast(INTS, values[i]);
      a = a.add(load(w, offset).mul(code));
      b = b.add(load(w, offset + LANES).mul(code));
      c = c.add(load(w, offset + 2 * LANES).mul(code));
      d = d.add(load(w, offset + 3 * LANES).mul(code));
    }
    if (!sets) {
      a = a.add(IntVector.fromArray(INTS, sums, place));
      b = b.add(IntVector.fromArray(INTS, sums, place + LANES));
      c = c.add(IntVector.fromArray(INTS, sums, place + 2 * LANES));
      d = d.add(IntVector.fromArray(INTS, sums, place + 3 * LANES));
    }
    a.intoArray(sums, place);
    b.intoArray(sums, place + LANES);
    c.intoArray(sums, place + 2 * LANES);
    d.intoArray(sums, place + 3 * LANES);
  }

  private static IntVector load(byte[] w, int at) {
    return (IntVector)
        ByteVector.fromArray(BYTES, w, at).convertShape(VectorOperators.B2I, INTS, 0);
  }

  @Override
  public void finish(
      Scratch scratch, Contributions kept, int row, int[] columns, int count, float[] to, int at) {
    int side = layout.side;
    int[] slots = scratch.slots;
    for (int i = 0; i < count; i++) {
      for (int y = 0, part = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          slots[part++] = kept.slot(row + y, columns[i] + x);
        }
      }
      int pixel = at + columns[i] * layout.outputs;
      finish(slots, kept.low, lowBias, lowMultipliers, to, pixel);
      finish(slots, kept.high, highBias, highMultipliers, to, pixel + layout.half);
    }
  }

  private void finish(
      int[] slots, int[][] parts, int[] bias, float[] multipliers, float[] to, int at) {
    int[] places = layout.places;
    int k = 0;
    for (; k + LANES <= bias.length; k += LANES) {
      IntVector sum = IntVector.fromArray(INTS, bias, k);
      for (int part = 0; part < places.length; part++) {
        sum = sum.add(IntVector.fromArray(INTS, parts[slots[part]], places[part] + k));
      }
      FloatVector code = (FloatVector) sum.convertShape(VectorOperators.I2F, FLOATS, 0);
      code.mul(FloatVector.fromArray(FLOATS, multipliers, k))
          .min(highest)
          .max(lowest)
          .add(Loops.ROUNDING)
          .sub(Loops.ROUNDING)
          .intoArray(to, at + k);
    }
    for (; k < bias.length; k++) {
      int sum = bias[k];
      for (int part = 0; part < places.length; part++) {
        sum += parts[slots[part]][places[part] + k];
      }
      to[at + k] = Loops.requantized(sum, multipliers[k], lowest, highest);
    }
  }
}
