package org.sketchsdk.infer.internal.arithmetic;

import java.util.Arrays;

/**
 * Sums in plain Java. A window has few products, so the inner loop runs over windows: each output
 * is computed for all of them.
 */
final class ScalarRasterSums implements RasterSums {
  private final Window window;
  private final float[][] weights; // [outputs][taps, filled up with zeros to a multiple of STEP]
  private final float[] bias;
  private final Requantizer requantizer;

  ScalarRasterSums(Window window, byte[][] codes, int[] bias, Requantizer requantizer) {
    this.window = window;
    this.requantizer = requantizer;
    int taps = (codes.length + Loops.STEP - 1) / Loops.STEP * Loops.STEP;
    this.weights = new float[bias.length][taps];
    this.bias = new float[bias.length];
    for (int k = 0; k < bias.length; k++) {
      this.bias[k] = bias[k];
      for (int tap = 0; tap < codes.length; tap++) {
        weights[k][tap] = codes[tap][k];
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
    float[][] taps = scratch.taps(weights[0].length);
    int[] distances = scratch.distances(window, width);
    for (int tap = 0; tap < distances.length; tap++) {
      collect(pixels, places, distances[tap], taps[tap], count);
    }
    float[] sums = scratch.sums(WINDOWS);
    for (int k = 0; k < bias.length; k++) {
      float[] w = weights[k];
      Arrays.fill(sums, 0, count, bias[k]);
      for (int tap = 0; tap < w.length; tap += Loops.STEP) {
        Loops.add(
            sums,
            0,
            count,
            taps[tap],
            taps[tap + 1],
            taps[tap + 2],
            taps[tap + 3],
            w[tap],
            w[tap + 1],
            w[tap + 2],
            w[tap + 3]);
      }
      requantizer.apply(k, sums, count);
      scatter(sums, outputs, to, k, bias.length, count);
    }
  }

  private static void collect(byte[] pixels, int[] places, int distance, float[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = pixels[places[i] + distance] & 0xff;
    }
  }

  private static void scatter(
      float[] codes, int[] pixels, float[] to, int channel, int channels, int count) {
    for (int i = 0; i < count; i++) {
      to[pixels[i] * channels + channel] = codes[i];
    }
  }
}
