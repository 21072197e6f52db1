package org.sketchsdk.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;

/** Picture files of black lines on white, in every format that the SDK reads. */
public final class PictureFiles {
  /** The formats, as the endings of file names. */
  public static final List<String> FORMATS = List.of("png", "jpg", "gif", "bmp", "tiff", "webp");

  private PictureFiles() {}

  /**
   * Writes a picture.
   *
   * @param image black and white
   * @param format one of {@link #FORMATS}
   * @return the bytes of a file
   */
  public static byte[] encode(BufferedImage image, String format) {
    if (format.equals("webp")) {
      return webp(image);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("this Java has no writer of " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Writes a lossless WebP file of two colors: one bit a pixel, with a prefix code of two symbols
   * for green, which is subtracted from red and blue. See RFC 9649.
   */
  private static byte[] webp(BufferedImage image) {
    Bits bits = new Bits();
    bits.add(0x2f, 8);
    bits.add(image.getWidth() - 1, 14);
    bits.add(image.getHeight() - 1, 14);
    bits.add(0, 1 + 3); // no transparency, version 0
    bits.add(1, 1);
    bits.add(2, 2); // the transform that subtracts green
    bits.add(0, 1 + 1 + 1); // no other transform, no cache of colors, one set of codes
    bits.add(0b011, 3); // green: a simple code of two symbols, the first of one bit
    bits.add(0, 1);
    bits.add(255, 8);
    bits.add(0b0001, 4); // red: always 0
    bits.add(0b0001, 4); // blue: always 0
    bits.add(0b101, 3); // opacity: always 255
    bits.add(255, 8);
    bits.add(0b0001, 4); // distance: not used
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        bits.add((image.getRGB(x, y) & 0xff) > 127 ? 1 : 0, 1);
      }
    }
    byte[] data = bits.toByteArray();
    int padded = data.length + data.length % 2;
    ByteBuffer file = ByteBuffer.allocate(20 + padded).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(12 + padded);
    file.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(data.length).put(data);
    return file.array();
  }

  /** Bits from the lowest of each byte on. */
  private static final class Bits {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int last;
    private int count;

    void add(int value, int width) {
      for (int i = 0; i < width; i++) {
        last |= ((value >> i) & 1) << count;
        count++;
        if (count == 8) {
          flush();
        }
      }
    }

    private void flush() {
      bytes.write(last);
      last = 0;
      count = 0;
    }

    byte[] toByteArray() {
      if (count > 0) {
        flush();
      }
      return bytes.toByteArray();
    }
  }
}
