package org.sketchsdk.infer.internal.integer;

/**
 * The entries of each pixel of a map that are not 0. Pixels that repeat the one to their left share
 * its list. Used by one thread at a time.
 */
final class PixelLists {
  final int[] starts;
  final int[] sizes;
  final int[] channels;
  final float[] values;

  PixelLists(int maxPixels, int maxValues) {
    starts = new int[maxPixels];
    sizes = new int[maxPixels];
    // one more: a channel is written before it is known whether it is to stay
    channels = new int[maxValues + 1];
    values = new float[maxValues + 1];
  }

  void list(FeatureMap map) {
    float[] codes = map.codes;
    int[] runs = map.runs;
    int depth = map.channels;
    int next = 0;
    for (int pixel = 0, at = 0; pixel < runs.length; pixel++, at += depth) {
      if (runs[pixel] > 0) {
        starts[pixel] = starts[pixel - 1];
        sizes[pixel] = sizes[pixel - 1];
        continue;
      }
      starts[pixel] = next;
      int size = list(codes, at, depth, next);
      sizes[pixel] = size;
      next += size;
    }
  }

  private int list(float[] codes, int from, int count, int to) {
    int next = to;
    for (int channel = 0; channel < count; channel++) {
      float value = codes[from + channel];
      channels[next] = channel;
      values[next] = value;
      next += value != 0 ? 1 : 0;
    }
    return next - to;
  }
}
