package org.sketchsdk.infer.internal.arithmetic;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.sketchsdk.infer.internal.platform.NotOnAndroid;

/**
 * Sums on the Vector API: the outputs of a window are the lanes of vectors. Nothing is rounded, as
 * floats hold all sums.
 */
@NotOnAndroid
final class VectorDenseSums implements DenseSums {
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
  private final int channels;
  private final int inputs;
  private final int padded; // outputs, and zeros up to a multiple of LANES
  private final float[] weights; // [inputs][padded]
  private final float[] bias;
  private final VectorRequantizer requantizer;

  VectorDenseSums(Window window, byte[][] codes, int[] bias, Requantizer requantizer) {
    this.window = window;
    inputs = codes.length;
    channels = inputs / window.taps();
    this.requantizer = new VectorRequantizer(requantizer, bias.length);
    padded = this.requantizer.padded;
    weights = new float[inputs * padded];
    this.bias = new float[padded];
    for (int k = 0; k < bias.length; k++) {
      this.bias[k] = bias[k];
      for (int i = 0; i < inputs; i++) {
        weights[i * padded + k] = codes[i][k];
      }
    }
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
    float[] sums = scratch.sums(4 * padded);
    int[] distances = scratch.distances(window, width);
    for (int i = 0; i < count; i += 4) {
      for (int k = 0; k < padded; k += LANES) {
        multiply(pixels, places, i, count - 1, distances, k, sums);
      }
      for (int j = 0; j < 4 && i + j < count; j++) {
        requantizer.apply(sums, j * padded, to, outputs[i + j] * requantizer.outputs);
      }
    }
  }

  @Override
  public void compute(
      Scratch scratch, float[] codes, int[][] places, int[] outputs, int count, float[] to) {
    float[] rows = scratch.rows(2 * inputs);
    float[] sums = scratch.sums(2 * padded);
    int taps = window.taps();
    for (int i = 0; i < count; i += 2) {
      int next = Math.min(i + 1, count - 1);
      for (int tap = 0, at = 0; tap < taps; tap++, at += channels) {
        copy(codes, places[tap][i], rows, at);
        copy(codes, places[tap][next], rows, inputs + at);
      }
      int k = 0;
      for (; k + 2 * LANES <= padded; k += 2 * LANES) {
        multiplyTwo(rows, k, sums);
      }
      if (k < padded) {
        multiplyOne(rows, k, sums);
      }
      requantizer.apply(sums, 0, to, outputs[i] * requantizer.outputs);
      requantizer.apply(sums, padded, to, outputs[next] * requantizer.outputs);
    }
  }

  /** Copies the codes of a pixel. The few that there are take longer to copy by a call. */
  private void copy(float[] codes, int from, float[] to, int at) {
    int k = 0;
    for (; k + LANES <= channels; k += LANES) {
      FloatVector.fromArray(FLOATS, codes, from + k).intoArray(to, at + k);
    }
    for (; k < channels; k++) {
      to[at + k] = codes[from + k];
    }
  }

  // Some windows are computed at a time, so that the sums of one need not wait for the others.

  private void multiply(
      byte[] pixels, int[] places, int i, int last, int[] distances, int k, float[] sums) {
    int first = places[i];
    int second = places[Math.min(i + 1, last)];
    int third = places[Math.min(i + 2, last)];
    int fourth = places[Math.min(i + 3, last)];
    FloatVector a = FloatVector.fromArray(FLOATS, bias, k);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (int tap = 0; tap < distances.length; tap++) {
      int distance = distances[tap];
      FloatVector w = FloatVector.fromArray(FLOATS, weights, tap * padded + k);
      a = a.add(w.mul(CODES[pixels[first + distance] & 0xff]));
      b = b.add(w.mul(CODES[pixels[second + distance] & 0xff]));
      c = c.add(w.mul(CODES[pixels[third + distance] & 0xff]));
      d = d.add(w.mul(CODES[pixels[fourth + distance] & 0xff]));
    }
    a.intoArray(sums, k);
    b.intoArray(sums, padded + k);
    c.intoArray(sums, 2 * padded + k);
    d.intoArray(sums, 3 * padded + k);
  }

  private void multiplyTwo(float[] rows, int k, float[] sums) {
    FloatVector a = FloatVector.fromArray(FLOATS, bias, k);
    FloatVector a2 = FloatVector.fromArray(FLOATS, bias, k + LANES);
    FloatVector b = a;
    FloatVector b2 = a2;
    for (int i = 0, at = k; i < inputs; i++, at += padded) {
      FloatVector w = FloatVector.fromArray(FLOATS, weights, at);
      FloatVector w2 = FloatVector.fromArray(FLOATS, weights, at + LANES);
      FloatVector x = FloatVector.broadcast(FLOATS, rows[i]);
      a = a.add(w.mul(x));
      a2 = a2.add(w2.mul(x));
      x = FloatVector.broadcast(FLOATS, rows[inputs + i]);
      b = b.add(w.mul(x));
      b2 = b2.add(w2.mul(x));
    }
    a.intoArray(sums, k);
    a2.intoArray(sums, k + LANES);
    b.intoArray(sums, padded + k);
    b2.intoArray(sums, padded + k + LANES);
  }

  private void multiplyOne(float[] rows, int k, float[] sums) {
    FloatVector a = FloatVector.fromArray(FLOATS, bias, k);
    FloatVector b = a;
    for (int i = 0, at = k; i < inputs; i++, at += padded) {
      FloatVector w = FloatVector.fromArray(FLOATS, weights, at);
      a = a.add(w.mul(rows[i]));
      b = b.add(w.mul(rows[inputs + i]));
    }
    a.intoArray(sums, k);
    b.intoArray(sums, padded + k);
  }
}
