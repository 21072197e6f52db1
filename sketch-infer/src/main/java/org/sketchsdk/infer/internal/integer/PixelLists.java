package org.sketchsdk.infer.internal.integer;

/**
 * The codes of each pixel of a map that are not 0. Pixels that equal a neighbor share its list.
 * Used by one thread at a time.
 */
final class PixelLists {
  /** Lists are filled up with zeros to a multiple of this. */
  static final int STEP = FloatMatrix.STEP;

  final int[] starts;
  final int[] sizes;
  final int[] channels;
  final float[] values;

  PixelLists(int maxPixels, int maxValues) {
    starts = new int[maxPixels];
    sizes = new int[maxPixels];
    channels = new int[maxValues];
    values = new float[maxValues];
  }

  /** Returns the most entries that the lists of a map have. */
  static long maxValues(Shape shape) {
    // some more at the end: an entry is written before it is known whether it is to stay
    return (long) shape.pixels() * (shape.channels() + STEP - 1) + STEP;
  }

  void list(FeatureMap map) {
    float[] codes = map.codes;
    int depth = map.channels;
    int next = 0;
    for (int pixel = 0, at = 0; pixel < map.equal.count(); pixel++, at += depth) {
      int same = map.equal.first(pixel / map.width, pixel % map.width);
      if (same < pixel) {
        starts[pixel] = starts[same];
        sizes[pixel] = sizes[same];
        continue;
      }
      starts[pixel] = next;
      int end = list(codes, at, depth, next);
      while ((end - next) % STEP != 0) {
        channels[end] = 0;
        values[end++] = 0;
      }
      sizes[pixel] = end - next;
      next = end;
    }
  }

  private int list(float[] codes, int from, int count, int to) {
    int[] toChannels = channels;
    float[] toValues = values;
    int next = to;
    for (int channel = 0; channel < count; channel++) {
      float value = codes[from + channel];
      toChannels[next] = channel;
      toValues[next] = value;
      next += value != 0 ? 1 : 0;
    }
    return next;
  }
}
