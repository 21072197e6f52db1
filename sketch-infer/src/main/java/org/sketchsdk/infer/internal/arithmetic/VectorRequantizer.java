package org.sketchsdk.infer.internal.arithmetic;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.sketchsdk.infer.internal.platform.NotOnAndroid;

/** Turns the sums of a pixel into codes, as {@link Requantizer} does, on the Vector API. */
@NotOnAndroid
final class VectorRequantizer {
  private static final VectorSpecies<Integer> INTS = VectorArithmetic.INTS;
  private static final VectorSpecies<Float> FLOATS = INTS.withLanes(float.class);
  private static final int LANES = INTS.length();

  final int outputs;

  /** How many sums a pixel has: one per output, and others up to a multiple of the lanes. */
  final int padded;

  private final float[] multipliers;
  private final float lowest;
  private final float highest;

  VectorRequantizer(Requantizer requantizer, int outputs) {
    this.outputs = outputs;
    padded = (outputs + LANES - 1) / LANES * LANES;
    multipliers = requantizer.multipliers;
    lowest = requantizer.lowest;
    highest = requantizer.highest;
  }

  /**
   * Makes the codes of a pixel.
   *
   * @param sums where its sums are, integers
   * @param from where they begin
   * @param to receives the codes
   * @param at where these begin
   */
  void apply(float[] sums, int from, float[] to, int at) {
    int k = 0;
    for (; k + LANES <= outputs; k += LANES) {
      store(FloatVector.fromArray(FLOATS, sums, from + k), k, to, at);
    }
    for (; k < outputs; k++) {
      to[at + k] = Loops.requantized(sums[from + k], multipliers[k], lowest, highest);
    }
  }

  /** As the other, of sums that begin at 0. */
  void apply(int[] sums, float[] to, int at) {
    int k = 0;
    for (; k + LANES <= outputs; k += LANES) {
      IntVector sum = IntVector.fromArray(INTS, sums, k);
      store((FloatVector) sum.convertShape(VectorOperators.I2F, FLOATS, 0), k, to, at);
    }
    for (; k < outputs; k++) {
      to[at + k] = Loops.requantized(sums[k], multipliers[k], lowest, highest);
    }
  }

  private void store(FloatVector sums, int k, float[] to, int at) {
    sums.mul(FloatVector.fromArray(FLOATS, multipliers, k))
        .min(highest)
        .max(lowest)
        .add(Loops.ROUNDING)
        .sub(Loops.ROUNDING)
        .intoArray(to, at + k);
  }
}
