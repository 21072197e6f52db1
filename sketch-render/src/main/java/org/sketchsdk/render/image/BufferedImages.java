package org.sketchsdk.render.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.WritableRaster;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.render.Raster;

/**
 * The bridge to {@code java.awt}: picture files and {@link BufferedImage}s become {@link
 * GrayImage}s. This is the only class of the SDK's library that needs the module {@code
 * java.desktop}; without that module, make a {@code GrayImage} from an array of pixels.
 *
 * <p>Files may be PNG, JPEG, GIF or BMP; of several pictures in a file, the first is read.
 * Transparent pixels are laid on white. A photo's EXIF orientation is ignored: a phone's picture
 * may have to be turned upright first.
 *
 * <p>Thread-safe.
 */
public final class BufferedImages {
  /**
   * The most pixels that a picture file may have if no other limit is given: 100 million, such as
   * 10,000 × 10,000. The limit is checked against the file's header, before any pixel is decoded.
   * Decoding takes 1 to 8 bytes a pixel, by the format, and the result 1 more.
   */
  public static final long MAX_PIXELS = 100_000_000;

  // Not TIFF: a few bytes of a damaged one make the JDK's reader ask for gigabytes.
  private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");

  private BufferedImages() {}

  /**
   * Reads a picture file of at most {@link #MAX_PIXELS}.
   *
   * @param path the file
   * @return its first picture
   * @throws IOException if the file cannot be read
   * @throws ImageFormatException if it holds no PNG, JPEG, GIF or BMP picture, if the picture is
   *     damaged or cut short, or if it has too many pixels
   */
  public static GrayImage read(Path path) throws IOException {
    return read(path, MAX_PIXELS);
  }

  /**
   * Reads a picture file.
   *
   * @param path the file
   * @param maxPixels the most pixels that the picture may have, at least 1
   * @return its first picture
   * @throws IOException if the file cannot be read
   * @throws ImageFormatException if it holds no PNG, JPEG, GIF or BMP picture, if the picture is
   *     damaged or cut short, or if it has too many pixels
   * @throws IllegalArgumentException if {@code maxPixels} is less than 1
   */
  public static GrayImage read(Path path, long maxPixels) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      return read(in, path.toString(), maxPixels);
    }
  }

  /**
   * Reads a picture from a stream, which is not closed; the bytes up to the end of the picture are
   * kept in memory while it is decoded.
   *
   * @param in the bytes of a picture file
   * @param source a name for messages, such as a path
   * @param maxPixels the most pixels that the picture may have, at least 1
   * @return its first picture
   * @throws IOException if the stream fails
   * @throws ImageFormatException if it holds no PNG, JPEG, GIF or BMP picture, if the picture is
   *     damaged or cut short, or if it has too many pixels
   * @throws IllegalArgumentException if {@code maxPixels} is less than 1
   */
  public static GrayImage read(InputStream in, String source, long maxPixels) throws IOException {
    Objects.requireNonNull(in, "in");
    Objects.requireNonNull(source, "source");
    if (maxPixels < 1) {
      throw new IllegalArgumentException("maxPixels must be at least 1: " + maxPixels);
    }
    try (Bytes bytes = new Bytes(in)) {
      ImageReader reader = readerOf(bytes);
      if (reader == null) {
        bytes.throwFailure();
        throw new ImageFormatException(source, "this is no PNG, JPEG, GIF or BMP picture");
      }
      try {
        reader.setInput(bytes, true, true);
        return decode(reader, bytes, source, maxPixels);
      } finally {
        reader.dispose();
      }
    }
  }

  /** Returns null if the bytes are of no format that is read. */
  private static @Nullable ImageReader readerOf(Bytes bytes) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(bytes);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
        return reader;
      }
      reader.dispose();
    }
    return null;
  }

  /**
   * A stream's bytes, kept in memory: ImageIO's own choice may be a file in the directory for
   * temporary files. Readers report a failure of the stream as damage, and JPEG's fills up what is
   * cut off, so both are noted here.
   */
  private static final class Bytes extends MemoryCacheImageInputStream {
    private @Nullable IOException failure;
    private boolean ended;

    Bytes(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        int value = super.read();
        ended |= value < 0;
        return value;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      try {
        int count = super.read(b, off, len);
        ended |= count < 0;
        return count;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    void throwFailure() throws IOException {
      if (failure != null) {
        throw failure;
      }
    }
  }

  private static GrayImage decode(ImageReader reader, Bytes bytes, String source, long maxPixels)
      throws IOException {
    try {
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if ((long) width * height > maxPixels) {
        throw new ImageFormatException(
            source,
            "pixels in picture ("
                + width
                + " x "
                + height
                + ") exceed the maximum allowed ("
                + maxPixels
                + ", see maxPixels of BufferedImages.read)");
      }
      BufferedImage image = reader.read(0);
      if (bytes.ended && reader.getFormatName().equalsIgnoreCase("jpeg")) {
        throw new ImageFormatException(source, "this picture is cut short");
      }
      return toGray(image);
    } catch (ImageFormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // ImageIO's readers meet damaged files with whatever their code stumbles over (index out of
      // bounds, illegal argument, null): for the caller it is one thing, and the cause is kept.
      bytes.throwFailure();
      throw damaged(source, e);
    }
  }

  private static ImageFormatException damaged(String source, Exception cause) {
    String detail = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    return new ImageFormatException(
        source, "this picture is damaged, cut short or of an unknown kind (" + detail + ")", cause);
  }

  /**
   * Converts a picture; it is not modified. Transparent pixels are laid on white. The numbers of
   * grey pictures are taken as they are, as in the files that they come from, not as linear light,
   * as {@link BufferedImage#getRGB(int, int)} would.
   *
   * @param image any picture
   * @return its shades
   */
  public static GrayImage toGray(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    ColorModel colors = image.getColorModel();
    boolean gray =
        colors.getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && colors.getNumColorComponents() == 1
            && !colors.isAlphaPremultiplied();
    byte[] luminance = new byte[Math.multiplyExact(width, height)];
    if (gray) {
      copyGray(image, luminance);
    } else {
      copyColors(image, luminance);
    }
    return GrayImage.owning(width, height, luminance);
  }

  private static void copyGray(BufferedImage image, byte[] luminance) {
    WritableRaster raster = image.getRaster();
    int width = image.getWidth();
    int bands = raster.getNumBands();
    int most = (1 << Math.min(16, image.getColorModel().getComponentSize(0))) - 1;
    int[] row = new int[width * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int luma = (255 * (row[x * bands] & most) + most / 2) / most;
        int alpha = bands < 2 ? 255 : (255 * (row[x * bands + 1] & most) + most / 2) / most;
        luminance[y * width + x] = (byte) GrayImage.onWhite(luma, alpha);
      }
    }
  }

  private static void copyColors(BufferedImage image, byte[] luminance) {
    int width = image.getWidth();
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int luma = GrayImage.luma(row[x]);
        luminance[y * width + x] = (byte) GrayImage.onWhite(luma, row[x] >>> 24);
      }
    }
  }

  /**
   * Shows a raster: black ink on white paper.
   *
   * @param raster any raster
   * @return a new grey picture of the raster's size
   */
  public static BufferedImage toBufferedImage(Raster raster) {
    BufferedImage image =
        new BufferedImage(raster.width(), raster.height(), BufferedImage.TYPE_BYTE_GRAY);
    int[] row = new int[raster.width()];
    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < row.length; x++) {
        row[x] = 255 - raster.ink(x, y);
      }
      image.getRaster().setPixels(0, y, row.length, 1, row);
    }
    return image;
  }

  /**
   * Shows a raster as {@link #toBufferedImage(Raster)} does, as the bytes of a PNG file. The pixels
   * are the same everywhere; how they are compressed is the JDK's choice.
   *
   * @param raster any raster
   * @return the bytes of a grey PNG file of the raster's size
   */
  public static byte[] toPng(Raster raster) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // a stream of our own: ImageIO's may be a file in the directory for temporary files
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(toBufferedImage(raster), "png", out)) {
        throw new IllegalStateException("this Java has no PNG writer");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }
}
