package org.sketchsdk.infer.internal.arithmetic;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.sketchsdk.infer.internal.platform.NotOnAndroid;

/**
 * Sums on the Vector API: the outputs of a window are the lanes of a vector. Nothing is rounded, as
 * floats hold all sums.
 */
@NotOnAndroid
final class VectorRasterSums implements RasterSums {
  private static final VectorSpecies<Float> FLOATS = VectorArithmetic.INTS.withLanes(float.class);
  private static final int LANES = FLOATS.length();

  /** The float of each byte without a sign: a load is cheaper than a conversion. */
  private static final float[] CODES = new float[256];

  static {
    for (int i = 0; i < CODES.length; i++) {
      CODES[i] = i;
    }
  }

  private final Window window;
  private final int outputs;
  private final int padded; // outputs, and zeros up to a multiple of LANES
  private final float[] weights; // [taps][padded]
  private final float[] bias;
  private final float[] multipliers;
  private final float lowest;
  private final float highest;

  VectorRasterSums(Window window, byte[][] codes, int[] bias, Requantizer requantizer) {
    this.window = window;
    outputs = bias.length;
    padded = (outputs + LANES - 1) / LANES * LANES;
    weights = new float[codes.length * padded];
    this.bias = new float[padded];
    multipliers = new float[padded];
    for (int k = 0; k < outputs; k++) {
      this.bias[k] = bias[k];
      multipliers[k] = requantizer.multipliers[k];
      for (int tap = 0; tap < codes.length; tap++) {
        weights[tap * padded + k] = codes[tap][k];
      }
    }
    lowest = requantizer.lowest;
    highest = requantizer.highest;
  }

  @Override
  public void compute(
      Scratch scratch,
      byte[] pixels,
      int width,
      int[] places,
      int[] outputs,
      int count,
      float[] to) {
    int[] distances = scratch.distances(window, width);
    for (int i = 0; i < count; i += 2) {
      int next = Math.min(i + 1, count - 1);
      int at = outputs[i] * this.outputs;
      int nextAt = outputs[next] * this.outputs;
      for (int k = 0; k < padded; k += LANES) {
        compute(scratch, pixels, places[i], places[next], distances, k, to, at + k, nextAt + k);
      }
    }
  }

  /** Computes two windows, so that the sums of one need not wait for the other. */
  private void compute(
      Scratch scratch,
      byte[] pixels,
      int first,
      int second,
      int[] distances,
      int k,
      float[] to,
      int firstAt,
      int secondAt) {
    FloatVector a = FloatVector.fromArray(FLOATS, bias, k);
    FloatVector b = FloatVector.fromArray(FLOATS, bias, k);
    for (int tap = 0; tap < distances.length; tap++) {
      FloatVector w = FloatVector.fromArray(FLOATS, weights, tap * padded + k);
      a = a.add(w.mul(CODES[pixels[first + distances[tap]] & 0xff]));
      b = b.add(w.mul(CODES[pixels[second + distances[tap]] & 0xff]));
    }
    store(scratch, a, k, to, firstAt);
    store(scratch, b, k, to, secondAt);
  }

  private void store(Scratch scratch, FloatVector sums, int k, float[] to, int at) {
    FloatVector codes =
        sums.mul(FloatVector.fromArray(FLOATS, multipliers, k))
            .min(highest)
            .max(lowest)
            .add(Loops.ROUNDING)
            .sub(Loops.ROUNDING);
    if (k + LANES <= outputs) {
      codes.intoArray(to, at);
    } else {
      float[] last = scratch.sums(LANES);
      codes.intoArray(last, 0);
      System.arraycopy(last, 0, to, at, outputs - k);
    }
  }
}
