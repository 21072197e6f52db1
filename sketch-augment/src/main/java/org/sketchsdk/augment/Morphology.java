package org.sketchsdk.augment;

/**
 * Gray-level dilation and erosion with a disc: each pixel becomes the largest or smallest of the
 * pixels whose centers are within a radius of its own. Pixels beyond the raster's sides count for
 * nothing.
 */
final class Morphology {
  private Morphology() {}

  static void dilate(byte[] src, byte[] dst, int dstOffset, int width, int height, double radius) {
    filter(src, dst, dstOffset, width, height, radius, 0);
  }

  static void erode(byte[] src, byte[] dst, int dstOffset, int width, int height, double radius) {
    // the smallest is the complement of the largest complement
    filter(src, dst, dstOffset, width, height, radius, 0xff);
  }

  /** The largest of the pixels XORed with the mask, XORed back. */
  private static void filter(
      byte[] src, byte[] dst, int dstOffset, int width, int height, double radius, int mask) {
    System.arraycopy(src, 0, dst, dstOffset, width * height);
    int reach = (int) radius;
    for (int dy = -reach; dy <= reach; dy++) {
      int half = (int) Math.sqrt(radius * radius - dy * dy);
      int top = Math.max(0, -dy);
      int bottom = Math.min(height, height - dy);
      for (int dx = -half; dx <= half; dx++) {
        if (dx == 0 && dy == 0) {
          continue;
        }
        int left = Math.max(0, -dx);
        int right = Math.min(width, width - dx);
        for (int row = top; row < bottom; row++) {
          int to = dstOffset + row * width;
          int from = (row + dy) * width + dx;
          for (int column = left; column < right; column++) {
            int here = (dst[to + column] & 0xff) ^ mask;
            int there = (src[from + column] & 0xff) ^ mask;
            dst[to + column] = (byte) (Math.max(here, there) ^ mask);
          }
        }
      }
    }
  }
}
