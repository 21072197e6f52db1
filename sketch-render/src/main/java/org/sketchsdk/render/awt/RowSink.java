package org.sketchsdk.render.awt;

import java.awt.Point;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import org.sketchsdk.render.image.Picture;

/**
 * What a decoder writes its rows into: they are averaged over squares of pixels at once, so that a
 * picture of any size takes the memory of the result and of one row.
 */
final class RowSink extends WritableRaster {
  private final ColorModel colors;
  private final int factor;
  private final int wide;
  private final int high;
  private final byte[] grays;
  private final int[] argb;
  private final boolean plain; // three bytes per pixel
  private final boolean single; // rows come pixel by pixel and in any order: no averages
  private final int[] sums;
  private final int[] row;
  private int band = -1; // the row of the result that is being summed up

  /**
   * Creates a sink.
   *
   * @param model of the decoder's pixels, for the whole picture
   * @param colors their meaning
   * @param factor pixels a side that are averaged into one
   * @param interlaced whether rows do not come in order: one pixel of each square counts then
   */
  RowSink(SampleModel model, ColorModel colors, int factor, boolean interlaced) {
    super(model, none(model), new Point(0, 0));
    this.colors = colors;
    this.factor = factor;
    this.single = interlaced;
    this.plain =
        model.getNumBands() == 3
            && colors.getComponentSize(0) == 8
            && !colors.hasAlpha()
            && !(colors instanceof IndexColorModel);
    this.wide = (model.getWidth() + factor - 1) / factor;
    this.high = (model.getHeight() + factor - 1) / factor;
    boolean gray = colors.getNumComponents() == 1 && !(colors instanceof IndexColorModel);
    this.grays = new byte[gray ? Math.multiplyExact(wide, high) : 0];
    this.argb = new int[gray ? 0 : Math.multiplyExact(wide, high)];
    this.sums = new int[wide * (gray ? 1 : 4)];
    this.row = new int[model.getWidth() * model.getNumBands()];
  }

  private static DataBuffer none(SampleModel model) {
    return model.getDataType() == DataBuffer.TYPE_USHORT
        ? new DataBufferUShort(1)
        : new DataBufferByte(1);
  }

  Picture picture() {
    flush();
    return grays.length > 0
        ? Picture.owningGray(wide, high, grays)
        : Picture.owningArgb(wide, high, argb);
  }

  @Override
  public WritableRaster createWritableChild(
      int x,
      int y,
      int w,
      int h,
      int toX,
      int toY,
      int @org.jspecify.annotations.Nullable [] bands) {
    return this;
  }

  @Override
  public void setRect(Raster from) {
    setRect(0, 0, from);
  }

  @Override
  public void setRect(int dx, int dy, Raster from) {
    int left = from.getMinX();
    int count = Math.min(from.getWidth(), width - left - dx);
    for (int y = from.getMinY(); y < from.getMinY() + from.getHeight(); y++) {
      if (count > 0 && y + dy >= 0 && y + dy < height) {
        from.getPixels(left, y, count, 1, row);
        take(left + dx, y + dy, count);
      }
    }
  }

  @Override
  public void setPixel(int x, int y, int[] values) {
    System.arraycopy(values, 0, row, 0, numBands);
    take(x, y, 1);
  }

  private void take(int left, int y, int count) {
    int to = y / factor;
    if (single) {
      if (y % factor == Math.min(factor / 2, height - 1 - to * factor)) {
        for (int k = 0; k < count; k++) {
          int x = left + k;
          int at = x / factor;
          if (x % factor == Math.min(factor / 2, width - 1 - at * factor)) {
            put(to * wide + at, color(k));
          }
        }
      }
      return;
    }
    if (to != band) {
      flush();
      band = to;
    }
    if (factor == 1) {
      for (int k = 0; k < count; k++) {
        put(to * wide + left + k, color(k));
      }
      return;
    }
    if (plain) {
      takePlain(left, count);
      return;
    }
    for (int k = 0; k < count; k++) {
      int at = (left + k) / factor;
      if (grays.length > 0) {
        sums[at] += row[k * numBands] >> shift();
        continue;
      }
      int color = color(k);
      int alpha = color >>> 24;
      sums[4 * at] += alpha;
      sums[4 * at + 1] += ((color >> 16) & 0xff) * alpha / 255;
      sums[4 * at + 2] += ((color >> 8) & 0xff) * alpha / 255;
      sums[4 * at + 3] += (color & 0xff) * alpha / 255;
    }
  }

  /** Adds up opaque colors of a byte a channel, as most JPEG files have them. */
  private void takePlain(int left, int count) {
    int at = 4 * Math.floorDiv(left, factor);
    int rest = factor - left % factor;
    for (int k = 0; k < 3 * count; k += 3) {
      if (rest == 0) {
        at += 4;
        rest = factor;
      }
      rest--;
      sums[at] += 255;
      sums[at + 1] += row[k];
      sums[at + 2] += row[k + 1];
      sums[at + 3] += row[k + 2];
    }
  }

  private int shift() {
    return Math.max(0, colors.getComponentSize(0) - 8);
  }

  /** The color of a pixel of the row, opaque unless the picture has transparency. */
  private int color(int k) {
    int at = k * numBands;
    if (colors instanceof IndexColorModel palette) {
      return palette.getRGB(Math.min(palette.getMapSize() - 1, row[at]));
    }
    if (plain) {
      return 0xff000000 | (row[at] << 16) | (row[at + 1] << 8) | row[at + 2];
    }
    int bits = colors.getComponentSize(0);
    int[] v = new int[4];
    for (int b = 0; b < Math.min(4, numBands); b++) {
      int most = (1 << bits) - 1;
      v[b] = bits == 8 ? row[at + b] : (255 * (row[at + b] & most) + most / 2) / most;
    }
    int alpha = colors.hasAlpha() ? v[numBands - 1] : 255;
    return numBands < 3
        ? (alpha << 24) | (v[0] * 0x010101)
        : (alpha << 24) | (v[0] << 16) | (v[1] << 8) | v[2];
  }

  private void put(int at, int color) {
    if (grays.length > 0) {
      grays[at] = (byte) color;
    } else {
      argb[at] = color;
    }
  }

  private void flush() {
    if (band < 0 || factor == 1 || single) {
      return;
    }
    int rows = Math.min(factor, height - band * factor);
    for (int x = 0; x < wide; x++) {
      int count = rows * Math.min(factor, width - x * factor);
      if (grays.length > 0) {
        grays[band * wide + x] = (byte) ((sums[x] + count / 2) / count);
        sums[x] = 0;
        continue;
      }
      int alpha = sums[4 * x];
      int color = 0;
      for (int c = 1; c < 4; c++) {
        // Averages of what is seen; what is transparent has no color.
        int value = alpha == 0 ? 0 : (int) ((255L * sums[4 * x + c] + alpha / 2) / alpha);
        color = (color << 8) | Math.min(255, value);
        sums[4 * x + c] = 0;
      }
      sums[4 * x] = 0;
      argb[band * wide + x] = (((alpha + count / 2) / count) << 24) | color;
    }
    band = -1;
  }
}
