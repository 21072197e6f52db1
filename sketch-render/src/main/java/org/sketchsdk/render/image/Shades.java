package org.sketchsdk.render.image;

import org.sketchsdk.render.internal.trace.Plane;
import org.sketchsdk.render.internal.trace.Scratch;

/** Makes one shade per pixel of a photo's colors. */
final class Shades {
  // A channel is not raised above this many times its value: that would be noise.
  private static final float MOST = 2;

  private Shades() {}

  /** The luma of ITU-R BT.601, 0 to 255. */
  static Plane luma(Channels picture, Scratch scratch) {
    int total = picture.red.length;
    float[] values = scratch.floats(total);
    if (picture.isGray()) {
      for (int i = 0; i < total; i++) {
        values[i] = picture.red[i] / 16f;
      }
    } else {
      for (int i = 0; i < total; i++) {
        values[i] =
            (299 * picture.red[i] + 587 * picture.green[i] + 114 * picture.blue[i]) / 16000f;
      }
    }
    return new Plane(picture.width, picture.height, values, scratch);
  }

  /**
   * The light that each pixel gives back, as a share of what the paper does, in the channel where
   * that is least: ink of any color takes light from one channel at least. Brought to the paper's
   * luma, so that gray on white is what it was.
   *
   * @param luma the luma of the picture
   * @param inverted whether ink is lighter than the paper: the channel that gives most counts then,
   *     and the result is the negative
   */
  static Plane againstPaper(Channels picture, Plane luma, boolean inverted) {
    if (picture.isGray()) {
      return inverted ? luma.negative() : luma;
    }
    float red = factor(picture.red, luma);
    float green = factor(picture.green, luma);
    float blue = factor(picture.blue, luma);
    int total = luma.size;
    float[] values = luma.scratch.floats(total);
    for (int i = 0; i < total; i++) {
      float r = picture.red[i] * red;
      float g = picture.green[i] * green;
      float b = picture.blue[i] * blue;
      values[i] =
          inverted
              ? 255 - Math.min(255, Math.max(r, Math.max(g, b)))
              : Math.min(255, Math.min(r, Math.min(g, b)));
    }
    return new Plane(picture.width, picture.height, values, luma.scratch);
  }

  /** What a channel is multiplied by to give the luma, on most of what is not dark. */
  private static float factor(short[] channel, Plane plane) {
    float[] luma = plane.values;
    int bins = 512;
    int[] shades = new int[256];
    for (int i = 0; i < plane.size; i++) {
      shades[Math.min(255, (int) luma[i])]++;
    }
    int middle = 0;
    for (int seen = shades[0]; 2 * seen < plane.size && middle < 255; seen += shades[middle]) {
      middle++;
    }
    int[] counts = new int[bins + 1];
    int total = 0;
    for (int i = 0; i < plane.size; i += 3) {
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
}
