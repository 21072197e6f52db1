package org.sketchsdk.render.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;

/** The same strokes and pixels on every JDK, operating system and processor. */
class InkExtractorGoldenTest {
  @Test
  void extractsTheSameFromACanvas() {
    assertThat(hash(picture(200, 200, false)))
        .isEqualTo("b13aca273798ae0e72b861d4215b2460b21128b5dfd00d1d42dbc7ddd03cf45f");
  }

  @Test
  void extractsTheSameFromAPhoto() {
    assertThat(hash(picture(700, 500, true)))
        .isEqualTo("bfb942688d0cc0f6985a925fdf35e42d830c83718741d0caec1e3c5ae3058ffa");
  }

  /** A ring and a slanted bar, made with whole numbers only. */
  private static Picture picture(int width, int height, boolean photo) {
    byte[] pixels = new byte[width * height];
    int state = 1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int u = 200 * x / width - 100;
        int v = 200 * y / height - 100;
        int ring = u * u + v * v - 60 * 60;
        boolean ink = Math.abs(ring) < 300 || (Math.abs(3 * u - 2 * v) < 9 && Math.abs(v) < 80);
        int shade = ink ? 20 : 255;
        if (photo) {
          state = state * 1103515245 + 12345;
          int light = 150 + 80 * x / width - (x > width / 3 ? 40 : 0);
          shade = shade * light / 255 + (state >>> 28);
        }
        pixels[y * width + x] = (byte) shade;
      }
    }
    return Picture.of(width, height, pixels);
  }

  private static String hash(Picture image) {
    InkExtraction extraction = InkExtractor.create(RasterOptions.defaults()).extract(image);
    assertThat(extraction.diagnostics()).isEmpty();
    ByteBuffer bytes = ByteBuffer.allocate(8 * extraction.drawing().pointCount() + 128 * 128);
    for (Stroke stroke : extraction.drawing().strokes()) {
      for (int i = 0; i < stroke.size(); i++) {
        bytes.putFloat(stroke.x(i)).putFloat(stroke.y(i));
      }
    }
    Raster raster = extraction.raster();
    byte[] ink = new byte[raster.width() * raster.height()];
    raster.copyTo(ink, 0);
    bytes.put(ink);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
