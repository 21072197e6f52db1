package org.sketchsdk.render.image;

import java.util.Arrays;
import org.sketchsdk.render.internal.trace.Plane;

/** Makes one shade per pixel of a photo's colors. */
final class Shades {
  // A channel is not raised above this many times its value: that would be noise.
  private static final float MOST = 2;

  private Shades() {}

  /** The luma of ITU-R BT.601, 0 to 255. */
  static Plane luma(Channels picture) {
    float[] values = new float[picture.red.length];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          picture.isGray()
              ? picture.red[i] / 16f
              : (299 * picture.red[i] + 587 * picture.green[i] + 114 * picture.blue[i]) / 16000f;
    }
    return new Plane(picture.width, picture.height, values);
  }

  /**
   * The light that each pixel gives back, as a share of what the paper does, in the channel where
   * that is least: ink of any color takes light from one channel at least. Brought to the paper's
   * luma, so that gray on white is what it was.
   *
   * @param inverted whether ink is lighter than the paper: the channel that gives most counts then,
   *     and the result is the negative
   */
  static Plane againstPaper(Channels picture, boolean inverted) {
    Plane luma = luma(picture);
    if (picture.isGray()) {
      return inverted ? luma.negative() : luma;
    }
    float red = factor(picture.red, luma.values);
    float green = factor(picture.green, luma.values);
    float blue = factor(picture.blue, luma.values);
    float[] values = new float[luma.values.length];
    for (int i = 0; i < values.length; i++) {
      float r = picture.red[i] * red;
      float g = picture.green[i] * green;
      float b = picture.blue[i] * blue;
      values[i] =
          inverted
              ? 255 - Math.min(255, Math.max(r, Math.max(g, b)))
              : Math.min(255, Math.min(r, Math.min(g, b)));
    }
    return new Plane(picture.width, picture.height, values);
  }

  /** What a channel is multiplied by to give the luma, on most of what is not dark. */
  private static float factor(short[] channel, float[] luma) {
    int bins = 512;
    int[] shades = new int[256];
    for (float value : luma) {
      shades[Math.min(255, (int) value)]++;
    }
    int middle = 0;
    for (int seen = shades[0]; 2 * seen < luma.length && middle < 255; seen += shades[middle]) {
      middle++;
    }
    int[] counts = new int[bins + 1];
    int total = 0;
    for (int i = 0; i < luma.length; i += 3) {
      if (luma[i] >= middle) {
        // Channel over luma in steps of 1/200, up to 2.56.
        counts[(int) Math.min(bins, channel[i] * 12.5f / Math.max(1, luma[i]))]++;
        total++;
      }
    }
    int bin = 0;
    for (int seen = counts[0]; 2 * seen < total && bin < bins; seen += counts[bin]) {
      bin++;
    }
    float ratio = (bin + 0.5f) / 200;
    return Math.min(MOST, 1 / Math.max(0.05f, ratio)) / Channels.ONE;
  }

  /** Counts of shades. */
  static int[] histogram(Plane plane) {
    int[] counts = new int[256];
    Arrays.fill(counts, 0);
    for (float value : plane.values) {
      counts[Math.max(0, Math.min(255, (int) (value + 0.5f)))]++;
    }
    return counts;
  }
}
