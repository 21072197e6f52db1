package org.sketchsdk.testing;

/** Which share of each pixel the ink of a pen covers, 0 to 1. */
final class Cover {
  final int width;
  final int height;
  final float[] values;

  Cover(int width, int height) {
    this.width = width;
    this.height = height;
    this.values = new float[width * height];
  }

  /**
   * Adds a line. Where it meets another line, the pixel keeps the larger of the two shares.
   *
   * @param half half of the pen's width
   * @param a strength of the ink at the start of the line, 0 to 1
   * @param b strength at its end
   */
  void line(float ax, float ay, float bx, float by, float half, float a, float b) {
    float reach = half + 1;
    int left = Math.max(0, (int) Math.floor(Math.min(ax, bx) - reach));
    int right = Math.min(width - 1, (int) Math.ceil(Math.max(ax, bx) + reach));
    int top = Math.max(0, (int) Math.floor(Math.min(ay, by) - reach));
    int bottom = Math.min(height - 1, (int) Math.ceil(Math.max(ay, by) + reach));
    float dx = bx - ax;
    float dy = by - ay;
    float length2 = dx * dx + dy * dy;
    float most = Math.min(1, 2 * half); // a pen thinner than a pixel covers less than all of it
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        float px = x + 0.5f - ax;
        float py = y + 0.5f - ay;
        float t = length2 == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length2));
        float ex = px - t * dx;
        float ey = py - t * dy;
        float distance = (float) Math.sqrt(ex * ex + ey * ey);
        float value = Math.min(most, half + 0.5f - distance) * (a + (b - a) * t);
        int i = y * width + x;
        values[i] = Math.max(values[i], value);
      }
    }
  }
}
