package org.sketchsdk.render.image;

import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;

/**
 * What is done without an extractor: a global threshold by Otsu's method, the rarer side is ink,
 * crop to it, reduce by averaging to the raster's size less the margins.
 */
final class NaiveExtractor {
  private NaiveExtractor() {}

  static Raster extract(Picture image, RasterOptions options) {
    int width = image.width();
    int height = image.height();
    byte[] pixels = image.grays();
    int threshold = otsu(pixels);
    int dark = 0;
    for (byte pixel : pixels) {
      dark += (pixel & 0xff) <= threshold ? 1 : 0;
    }
    boolean darkInk = dark <= pixels.length / 2;
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    boolean[] ink = new boolean[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      ink[i] = ((pixels[i] & 0xff) <= threshold) == darkInk;
      if (ink[i]) {
        left = Math.min(left, i % width);
        right = Math.max(right, i % width);
        top = Math.min(top, i / width);
        bottom = Math.max(bottom, i / width);
      }
    }
    int size = options.sizePx();
    byte[] raster = new byte[size * size];
    if (right < 0) {
      return Raster.of(size, size, raster);
    }
    double room = size - 2.0 * options.marginPx() + options.strokeWidthPx();
    double step = Math.max(right - left + 1, bottom - top + 1) / room;
    double centerX = (left + right + 1) / 2.0;
    double centerY = (top + bottom + 1) / 2.0;
    int sub = Math.max(2, (int) Math.ceil(step));
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int hits = 0;
        for (int v = 0; v < sub; v++) {
          for (int u = 0; u < sub; u++) {
            double px = centerX + (x + (u + 0.5) / sub - size / 2.0) * step;
            double py = centerY + (y + (v + 0.5) / sub - size / 2.0) * step;
            int column = (int) Math.floor(px);
            int row = (int) Math.floor(py);
            if (column >= 0 && column < width && row >= 0 && row < height) {
              hits += ink[row * width + column] ? 1 : 0;
            }
          }
        }
        raster[y * size + x] = (byte) (255 * hits / (sub * sub));
      }
    }
    return Raster.of(size, size, raster);
  }

  private static int otsu(byte[] pixels) {
    long[] counts = new long[256];
    for (byte pixel : pixels) {
      counts[pixel & 0xff]++;
    }
    double total = 0;
    for (int i = 0; i < 256; i++) {
      total += (double) i * counts[i];
    }
    double below = 0;
    long n = 0;
    double best = -1;
    int threshold = 127;
    for (int i = 0; i < 255; i++) {
      n += counts[i];
      below += (double) i * counts[i];
      if (n == 0 || n == pixels.length) {
        continue;
      }
      double gap = below / n - (total - below) / (pixels.length - n);
      double between = gap * gap * n * (pixels.length - n);
      if (between > best) {
        best = between;
        threshold = i;
      }
    }
    return threshold;
  }
}
