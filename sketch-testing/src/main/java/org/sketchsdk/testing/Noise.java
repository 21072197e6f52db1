package org.sketchsdk.testing;

/** Numbers by chance on whole coordinates, and between them interpolated ones. */
final class Noise {
  private Noise() {}

  /** Returns noise from -1 to 1, interpolated linearly. */
  static float linear(long seed, float x, float y) {
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    return between(seed, x0, y0, x - x0, y - y0);
  }

  /** Returns noise from -1 to 1 without edges at whole coordinates. */
  static float smooth(long seed, float x, float y) {
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    float fx = x - x0;
    float fy = y - y0;
    return between(seed, x0, y0, fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy));
  }

  private static float between(long seed, int x, int y, float fx, float fy) {
    float top = hash(seed, x, y) * (1 - fx) + hash(seed, x + 1, y) * fx;
    float bottom = hash(seed, x, y + 1) * (1 - fx) + hash(seed, x + 1, y + 1) * fx;
    return top * (1 - fy) + bottom * fy;
  }

  private static float hash(long seed, int x, int y) {
    long h = seed + x * 0x9E3779B97F4A7C15L + y * 0xC2B2AE3D27D4EB4FL;
    h = (h ^ (h >>> 31)) * 0xBF58476D1CE4E5B9L;
    h = (h ^ (h >>> 29)) * 0x94D049BB133111EBL;
    h ^= h >>> 32;
    return (h & 0xffffff) / (float) 0x800000 - 1;
  }
}
