package org.sketchsdk.infer.internal.arithmetic;

import java.util.Arrays;

/**
 * Sums in plain Java. A window has few products, so the inner loop runs over windows: each output
 * is computed for all of them.
 */
final class ScalarDenseSums implements DenseSums {
  private final Window window;
  private final int channels;
  private final float[][] weights; // [outputs][inputs, filled up with zeros to a multiple of STEP]
  private final float[] bias;
  private final Requantizer requantizer;

  ScalarDenseSums(Window window, byte[][] codes, int[] bias, Requantizer requantizer) {
    this.window = window;
    this.requantizer = requantizer;
    channels = codes.length / window.taps();
    int inputs = (codes.length + Loops.STEP - 1) / Loops.STEP * Loops.STEP;
    this.weights = new float[bias.length][inputs];
    this.bias = new float[bias.length];
    for (int k = 0; k < bias.length; k++) {
      this.bias[k] = bias[k];
      for (int i = 0; i < codes.length; i++) {
        weights[k][i] = codes[i][k];
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
    float[][] inputs = scratch.inputs(weights[0].length);
    int[] distances = scratch.distances(window, width);
    for (int tap = 0; tap < distances.length; tap++) {
      collect(pixels, places, distances[tap], inputs[tap], count);
    }
    multiply(scratch, inputs, outputs, count, to);
  }

  @Override
  public void compute(
      Scratch scratch, float[] codes, int[][] places, int[] outputs, int count, float[] to) {
    float[][] inputs = scratch.inputs(weights[0].length);
    for (int tap = 0, i = 0; tap < window.taps(); tap++) {
      for (int channel = 0; channel < channels; channel++) {
        collect(codes, places[tap], channel, inputs[i++], count);
      }
    }
    multiply(scratch, inputs, outputs, count, to);
  }

  private static void collect(byte[] pixels, int[] places, int distance, float[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = pixels[places[i] + distance] & 0xff;
    }
  }

  private static void collect(float[] codes, int[] places, int channel, float[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = codes[places[i] + channel];
    }
  }

  /** Multiplies inputs, [input][window], by the weights. */
  private void multiply(Scratch scratch, float[][] inputs, int[] outputs, int count, float[] to) {
    float[] sums = scratch.sums(WINDOWS);
    for (int k = 0; k < bias.length; k++) {
      float[] w = weights[k];
      Arrays.fill(sums, 0, count, bias[k]);
      for (int i = 0; i < w.length; i += Loops.STEP) {
        Loops.add(
            sums,
            0,
            count,
            inputs[i],
            inputs[i + 1],
            inputs[i + 2],
            inputs[i + 3],
            w[i],
            w[i + 1],
            w[i + 2],
            w[i + 3]);
      }
      requantizer.apply(k, sums, count);
      scatter(sums, outputs, to, k, bias.length, count);
    }
  }

  private static void scatter(
      float[] codes, int[] pixels, float[] to, int channel, int channels, int count) {
    for (int i = 0; i < count; i++) {
      to[pixels[i] * channels + channel] = codes[i];
    }
  }
}
