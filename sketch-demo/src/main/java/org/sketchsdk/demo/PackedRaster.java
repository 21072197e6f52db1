package org.sketchsdk.demo;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import org.sketchsdk.render.Raster;

/**
 * Rasters for the wire, row by row: a byte of 1 to 254 is a pixel's ink; 0 and 255, which are most
 * pixels, are followed by a byte with their number, 1 to 255. Then Base64.
 */
final class PackedRaster {
  private static final int MAX_RUN = 255;

  private PackedRaster() {}

  static String pack(Raster raster) {
    byte[] ink = new byte[raster.width() * raster.height()];
    raster.copyTo(ink, 0);
    ByteArrayOutputStream packed = new ByteArrayOutputStream(4096);
    int i = 0;
    while (i < ink.length) {
      byte value = ink[i];
      packed.write(value);
      int from = i++;
      if (value == 0 || value == (byte) 255) {
        while (i < ink.length && ink[i] == value && i - from < MAX_RUN) {
          i++;
        }
        packed.write(i - from);
      }
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }
}
