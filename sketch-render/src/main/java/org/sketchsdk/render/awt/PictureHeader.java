package org.sketchsdk.render.awt;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.render.image.ImageFormatException;

/**
 * What the first bytes of a picture file and its structure say, read without decoding anything: the
 * format, the size, and whether the file is long enough for it.
 */
final class PictureHeader {
  /** Formats that are told apart. */
  enum Format {
    PNG,
    JPEG,
    GIF,
    BMP,
    WEBP,
    TIFF
  }

  final Format format;
  long width;
  long height;
  int orientation = 1; // as in EXIF, 1 to 8
  boolean ended = true; // false for a JPEG without its end marker
  boolean interlaced;
  int bitsPerPixel = 8;

  private final byte[] file;
  private final String source;

  private PictureHeader(Format format, byte[] file, String source) {
    this.format = format;
    this.file = file;
    this.source = source;
  }

  /**
   * Reads the header.
   *
   * @param file all bytes of the file
   * @param source a name for messages
   * @param others what else is read, for messages
   */
  static PictureHeader of(byte[] file, String source, String others) throws ImageFormatException {
    Format format = formatOf(file);
    if (format == null) {
      throw new ImageFormatException(source, refusal(file, others));
    }
    PictureHeader header = new PictureHeader(format, file, source);
    switch (format) {
      case PNG -> header.readPng();
      case JPEG -> header.readJpeg();
      case GIF -> header.readGif();
      case BMP -> header.readBmp();
      case WEBP -> header.readWebp();
      case TIFF -> {}
    }
    return header;
  }

  private static @Nullable Format formatOf(byte[] f) {
    if (starts(f, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
      return Format.PNG;
    }
    if (starts(f, 0, 0xff, 0xd8, 0xff)) {
      return Format.JPEG;
    }
    if (starts(f, 0, 'G', 'I', 'F', '8')) {
      return Format.GIF;
    }
    if (starts(f, 0, 'B', 'M') && f.length >= 26) {
      return Format.BMP;
    }
    if (starts(f, 0, 'R', 'I', 'F', 'F') && starts(f, 8, 'W', 'E', 'B', 'P')) {
      return Format.WEBP;
    }
    if (starts(f, 0, 'I', 'I', 42, 0) || starts(f, 0, 'M', 'M', 0, 42)) {
      return Format.TIFF;
    }
    return null;
  }

  /** Says what a file is instead, if that is known, and the way out. */
  private static String refusal(byte[] f, String others) {
    String other = "";
    if (starts(f, 4, 'f', 't', 'y', 'p')) {
      String brand = text(f, 8, 4);
      other =
          brand.startsWith("avi")
              ? "an AVIF picture: save it as JPEG or PNG"
              : "a HEIC picture or a video: save it as JPEG (iPhone: Settings, Camera, Formats,"
                  + " Most Compatible)";
    } else if (starts(f, 0, '%', 'P', 'D', 'F')) {
      other = "a PDF document: export the page as PNG or JPEG";
    } else {
      String start = text(f, 0, 512).toLowerCase(Locale.ROOT);
      if (start.contains("<svg")) {
        other = "an SVG drawing: read it as strokes, or export it as PNG";
      }
    }
    String rule = "this is no PNG, JPEG, GIF or BMP picture" + others;
    return other.isEmpty() ? rule : rule + " but " + other;
  }

  private static String text(byte[] f, int from, int length) {
    int start = Math.min(from, f.length);
    int end = Math.min(f.length, from + length);
    return new String(f, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private static boolean starts(byte[] f, int at, int... bytes) {
    if (f.length < at + bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((f[at + i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private ImageFormatException bad(String rule) {
    return new ImageFormatException(source, rule);
  }

  private ImageFormatException cutShort() {
    return bad("this picture is damaged, cut short or of an unknown kind (its header ends early)");
  }

  private int u8(long at) throws ImageFormatException {
    if (at < 0 || at >= file.length) {
      throw cutShort();
    }
    return file[(int) at] & 0xff;
  }

  private int u16(long at, boolean little) throws ImageFormatException {
    return little ? u8(at) | (u8(at + 1) << 8) : (u8(at) << 8) | u8(at + 1);
  }

  private long u32(long at, boolean little) throws ImageFormatException {
    long a = u16(at, little);
    long b = u16(at + 2, little);
    return little ? a | (b << 16) : (a << 16) | b;
  }

  /** Refuses a picture whose pixels cannot all be in so many bytes. */
  private void requireBytes(long least, long present) throws ImageFormatException {
    if (present < least) {
      throw bad(
          "this picture is damaged or cut short (its header says "
              + width
              + " x "
              + height
              + " pixels, which take at least "
              + least
              + " bytes, and there are "
              + present
              + ")");
    }
  }

  // ---- PNG ----

  private void readPng() throws ImageFormatException {
    if (u32(8, false) != 13 || !starts(file, 12, 'I', 'H', 'D', 'R')) {
      throw cutShort();
    }
    width = u32(16, false);
    height = u32(20, false);
    int depth = u8(24);
    int channels =
        switch (u8(25)) {
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> 1;
        };
    bitsPerPixel = depth * channels;
    interlaced = u8(28) != 0;
    long data = 0;
    long at = 33;
    while (at + 8 <= file.length) {
      long length = u32(at, false);
      long present = Math.min(length, file.length - at - 8);
      if (starts(file, (int) at + 4, 'I', 'D', 'A', 'T')) {
        data += present;
      } else if (starts(file, (int) at + 4, 'e', 'X', 'I', 'f')) {
        orientation = exifOrientation((int) at + 8, (int) present);
      } else if (starts(file, (int) at + 4, 'I', 'E', 'N', 'D')) {
        break;
      }
      at += 12 + length;
    }
    // Deflate makes no more than 1,032 bytes of one.
    long raw = height * (1 + (width * bitsPerPixel + 7) / 8);
    requireBytes(raw / 1040, data);
  }

  // ---- JPEG ----

  private void readJpeg() throws ImageFormatException {
    int at = 2;
    long blocks = 0;
    while (true) {
      if (u8(at) != 0xff) {
        throw cutShort();
      }
      int marker = u8(at + 1);
      if (marker == 0xff) {
        at++;
        continue;
      }
      if (marker == 0xd9) {
        throw cutShort();
      }
      if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
        at += 2;
        continue;
      }
      int length = u16(at + 2, false);
      if (length < 2) {
        throw cutShort();
      }
      boolean frame =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (frame) {
        height = u16(at + 5, false);
        width = u16(at + 7, false);
        int most = 1;
        for (int c = 0; c < u8(at + 9); c++) {
          int sampling = u8(at + 11 + 3L * c);
          most = Math.max(most, Math.max(sampling >> 4, sampling & 15));
        }
        long block = 8L * most;
        blocks = ((width + block - 1) / block) * ((height + block - 1) / block);
      } else if (marker == 0xe1 && starts(file, at + 4, 'E', 'x', 'i', 'f', 0, 0)) {
        orientation = exifOrientation(at + 10, length - 8);
      } else if (marker == 0xda) {
        break;
      }
      at += 2 + length;
    }
    if (width == 0 || height == 0) {
      throw cutShort();
    }
    // Each square of blocks takes two bits at least: one for its mean, one for its end.
    requireBytes(blocks / 4, file.length - at);
    int last = file.length - 1;
    while (last > at && file[last] == 0) {
      last--; // some cameras fill the file up
    }
    ended = u8(last) == 0xd9 && u8(last - 1) == 0xff;
    if (!ended) {
      ended = hasEndMarker(at);
    }
  }

  /** Whether there is an end marker anywhere after the first scan: more may follow it. */
  private boolean hasEndMarker(int from) {
    for (int i = from; i + 1 < file.length; i++) {
      if (file[i] == (byte) 0xff && file[i + 1] == (byte) 0xd9) {
        return true;
      }
    }
    return false;
  }

  /** The orientation that EXIF data give, 1 if none. */
  private int exifOrientation(int from, int length) {
    try {
      boolean little = starts(file, from, 'I', 'I');
      if (!little && !starts(file, from, 'M', 'M')) {
        return 1;
      }
      long directory = from + u32(from + 4L, little);
      if (directory + 2 > from + (long) length) {
        return 1;
      }
      int entries = u16(directory, little);
      for (int k = 0; k < Math.min(entries, 512); k++) {
        long entry = directory + 2 + 12L * k;
        if (u16(entry, little) == 0x0112) {
          int value = u16(entry + 8, little);
          return value >= 1 && value <= 8 ? value : 1;
        }
      }
      return 1;
    } catch (ImageFormatException e) {
      return 1; // metadata that are cut short say nothing
    }
  }

  // ---- GIF, BMP, WebP ----

  private void readGif() throws ImageFormatException {
    width = u16(6, true);
    height = u16(8, true);
  }

  private void readBmp() throws ImageFormatException {
    long data = u32(10, true);
    long size = u32(14, true);
    if (size == 12) {
      width = u16(18, true);
      height = u16(20, true);
      bitsPerPixel = u16(24, true);
      requireBytes(rowBytes() * height, Math.max(0, file.length - data));
      return;
    }
    width = (int) u32(18, true);
    height = Math.abs((long) (int) u32(22, true));
    bitsPerPixel = u16(28, true);
    long compression = u32(30, true);
    if (compression == 4 || compression == 5) {
      throw bad(
          "this BMP holds a picture in another format, which is not read: save it as PNG or JPEG");
    }
    if (width < 1 || height < 1 || compression > 6) {
      throw bad("this picture is damaged, cut short or of an unknown kind (BMP header)");
    }
    long present = Math.max(0, file.length - data);
    if (compression == 1 || compression == 2) {
      // Two bytes stand for 255 pixels at most; what is left out is skipped, but not so much.
      requireBytes(width * height / 4096, present);
    } else {
      requireBytes(rowBytes() * (height - 1), present);
    }
  }

  private long rowBytes() {
    return (width * bitsPerPixel + 31) / 32 * 4;
  }

  private void readWebp() throws ImageFormatException {
    bitsPerPixel = 32;
    if (starts(file, 12, 'V', 'P', '8', 'X')) {
      width = 1 + (u32(24, true) & 0xffffff);
      height = 1 + (u32(27, true) & 0xffffff);
    } else if (starts(file, 12, 'V', 'P', '8', 'L')) {
      long bits = u32(21, true);
      width = 1 + (bits & 0x3fff);
      height = 1 + ((bits >> 14) & 0x3fff);
    } else if (starts(file, 12, 'V', 'P', '8', ' ')) {
      width = u16(26, true) & 0x3fff;
      height = u16(28, true) & 0x3fff;
    } else {
      throw cutShort();
    }
    long at = 12;
    while (at + 8 <= file.length) {
      long length = u32(at + 4, true);
      if (starts(file, (int) at, 'E', 'X', 'I', 'F')) {
        int from = (int) at + 8;
        int skip = starts(file, from, 'E', 'x', 'i', 'f', 0, 0) ? 6 : 0;
        orientation = exifOrientation(from + skip, (int) Math.min(length, file.length));
      }
      at += 8 + length + (length & 1);
    }
  }
}
