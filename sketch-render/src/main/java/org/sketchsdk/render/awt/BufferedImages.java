package org.sketchsdk.render.awt;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.image.ImageFormatException;
import org.sketchsdk.render.image.Picture;

/**
 * The bridge to {@code java.awt}: picture files and {@link BufferedImage}s become {@link Picture}s.
 * This is the only part of the SDK's library that needs the module {@code java.desktop}; without
 * that module, make a {@code Picture} from an array of pixels.
 *
 * <p>Files may be PNG, JPEG, GIF or BMP, and WebP or TIFF where a plugin of ImageIO reads them
 * (those of TwelveMonkeys do). The content of a file tells its format, not its name. Photos are
 * turned upright as their EXIF orientation says. Of an animation, the last frame that shows
 * something is read. A JPEG that lacks nothing but its end marker is read; one that is cut short is
 * not.
 *
 * <p>A file of more than 6 million pixels is read at a fraction: squares of pixels are averaged
 * into one while the file is decoded. Limits hold before anything is decoded: a file takes 256 MB
 * at most, whatever its header says.
 *
 * <p>Thread-safe.
 */
public final class BufferedImages {
  /**
   * The most pixels that a picture file may have if no other limit is given: 200 million, such as
   * the 12,000 × 9,000 of a phone. The limit is checked against the file's header, before any pixel
   * is decoded.
   */
  public static final long MAX_PIXELS = 200_000_000;

  /** The longest picture file that is read, in bytes: 64 MiB. */
  public static final int MAX_BYTES = 1 << 26;

  // Pictures of more pixels are read at a fraction.
  private static final long FULL_PIXELS = 6_000_000;

  // The most bytes that decoders may use which make the whole picture at once.
  private static final long MOST_DECODED_BYTES = 112_000_000;

  // The longest side: decoders keep rows of it.
  private static final int MOST_SIDE = 100_000;

  // The most passes of a progressive JPEG that are decoded; cameras and programs make 10 or fewer.
  private static final int MOST_PASSES = 20;

  private BufferedImages() {}

  /**
   * Reads a picture file of at most {@link #MAX_PIXELS}.
   *
   * @param path the file
   * @return its picture
   * @throws IOException if the file cannot be read
   * @throws ImageFormatException if it holds no picture of a format that is read, if the picture is
   *     damaged or cut short, or if it is too large
   */
  public static Picture read(Path path) throws IOException {
    return read(path, MAX_PIXELS);
  }

  /**
   * Reads a picture file.
   *
   * @param path the file
   * @param maxPixels the most pixels that the picture may have, at least 1
   * @return its picture
   * @throws IOException if the file cannot be read
   * @throws ImageFormatException if it holds no picture of a format that is read, if the picture is
   *     damaged or cut short, or if it is too large
   * @throws IllegalArgumentException if {@code maxPixels} is less than 1
   */
  public static Picture read(Path path, long maxPixels) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, path.toString(), maxPixels);
    }
  }

  /**
   * Reads a picture from a stream, which is not closed. All bytes of the stream are read, up to
   * {@link #MAX_BYTES}, and kept in memory while the picture is decoded.
   *
   * @param in the bytes of a picture file
   * @param source a name for messages, such as a path
   * @param maxPixels the most pixels that the picture may have, at least 1
   * @return its picture
   * @throws IOException if the stream fails
   * @throws ImageFormatException if it holds no picture of a format that is read, if the picture is
   *     damaged or cut short, or if it is too large
   * @throws IllegalArgumentException if {@code maxPixels} is less than 1
   */
  public static Picture read(InputStream in, String source, long maxPixels) throws IOException {
    Objects.requireNonNull(in, "in");
    Objects.requireNonNull(source, "source");
    if (maxPixels < 1) {
      throw new IllegalArgumentException("maxPixels must be at least 1: " + maxPixels);
    }
    try {
      byte[] file = bytes(in);
      if (file.length > MAX_BYTES) {
        throw new ImageFormatException(
            source,
            "bytes of the picture file exceed the maximum allowed ("
                + MAX_BYTES
                + ", see MAX_BYTES of BufferedImages)");
      }
      PictureHeader header = PictureHeader.of(file, source, pluginFormats());
      checkPixels(header.width, header.height, source, maxPixels);
      return read(file, header, source, maxPixels).turned(header.orientation);
    } catch (OutOfMemoryError e) {
      throw new ImageFormatException(source, "there is not enough memory for this picture", e);
    }
  }

  /** Returns the bytes of a stream, at most one more than is allowed. */
  private static byte[] bytes(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] part = new byte[1 << 16];
    int count;
    while (bytes.size() <= MAX_BYTES
        && (count = in.read(part, 0, Math.min(part.length, MAX_BYTES + 1 - bytes.size()))) >= 0) {
      bytes.write(part, 0, count);
    }
    return bytes.toByteArray();
  }

  /** What plugins read besides, as words for a message. */
  private static String pluginFormats() {
    StringBuilder names = new StringBuilder();
    for (String format : new String[] {"webp", "tiff"}) {
      ImageReader reader = reader(format);
      if (reader != null) {
        names.append(", nor ").append(format.equals("webp") ? "WebP" : "TIFF");
        reader.dispose();
      }
    }
    return names.toString();
  }

  /** Returns null if no reader of the format can be trusted. */
  private static @Nullable ImageReader reader(String format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    ImageReader other = null;
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      boolean own = reader.getClass().getName().startsWith("com.sun.");
      // A few bytes of a damaged TIFF make the JDK's own reader ask for gigabytes. Of the other
      // formats, the limits of this class fit the JDK's readers, whatever plugins are there.
      if (own && !format.equals("tiff")) {
        if (other != null) {
          other.dispose();
        }
        return reader;
      }
      if (own || other != null) {
        reader.dispose();
      } else {
        other = reader;
      }
    }
    return other;
  }

  private static void checkPixels(long width, long height, String source, long maxPixels)
      throws ImageFormatException {
    if (width * height > maxPixels) {
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
    if (Math.max(width, height) > MOST_SIDE) {
      throw new ImageFormatException(
          source,
          "a side of the picture ("
              + width
              + " x "
              + height
              + ") exceeds "
              + MOST_SIDE
              + " pixels");
    }
  }

  private static Picture read(byte[] file, PictureHeader header, String source, long maxPixels)
      throws IOException {
    String format = header.format.name().toLowerCase(Locale.ROOT);
    ImageReader reader = reader(format);
    if (reader == null) {
      throw new ImageFormatException(
          source,
          "this is a picture in the format "
              + header.format
              + ", which needs a plugin of ImageIO: add com.twelvemonkeys.imageio:imageio-"
              + format
              + ", or save it as PNG or JPEG");
    }
    byte[] whole = header.ended ? file : withEnd(file);
    Warnings warnings = new Warnings();
    try (Bytes bytes = new Bytes(whole)) {
      reader.addIIOReadWarningListener(warnings);
      reader.setInput(bytes, false, header.format != PictureHeader.Format.GIF);
      Picture picture = decode(reader, header, source, maxPixels);
      boolean jpeg = header.format == PictureHeader.Format.JPEG;
      if (jpeg && (bytes.ended || (!header.ended && warnings.any))) {
        throw new ImageFormatException(source, "this picture is cut short");
      }
      return picture;
    } catch (ImageFormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // ImageIO's readers meet damaged files with whatever their code stumbles over (index out of
      // bounds, illegal argument, null): for the caller it is one thing, and the cause is kept.
      throw damaged(source, e);
    } finally {
      reader.dispose();
    }
  }

  private static byte[] withEnd(byte[] file) {
    byte[] whole = Arrays.copyOf(file, file.length + 2);
    whole[file.length] = (byte) 0xff;
    whole[file.length + 1] = (byte) 0xd9;
    return whole;
  }

  private static final class Warnings implements IIOReadWarningListener {
    boolean any;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      any = true;
    }
  }

  /** A file's bytes; JPEG's reader fills up what is cut off, so that is noted here. */
  private static final class Bytes extends MemoryCacheImageInputStream {
    // Some decoders go on for as many pixels as the header promises, far beyond the file's end.
    private static final int MOST_READS_AT_END = 1000;

    private boolean ended;
    private int readsAtEnd;

    Bytes(byte[] file) {
      super(new ByteArrayInputStream(file));
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      if (value < 0) {
        end();
      }
      return value;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      int count = super.read(b, off, len);
      if (count < 0) {
        end();
      }
      return count;
    }

    private void end() throws IOException {
      ended = true;
      readsAtEnd++;
      if (readsAtEnd > MOST_READS_AT_END) {
        throw new IOException("the file ends too early");
      }
    }
  }

  private static Picture decode(
      ImageReader reader, PictureHeader header, String source, long maxPixels) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    checkPixels(width, height, source, maxPixels);
    return switch (header.format) {
      case GIF -> {
        requireMemory(5L * header.width * header.height + 5L * width * height, source);
        yield GifFrames.last(reader, (int) header.width, (int) header.height);
      }
      case PNG, JPEG -> decodeRows(reader, header, width, height);
      case BMP, WEBP, TIFF -> {
        int factor = factorFor((long) width * height);
        ImageReadParam param = reader.getDefaultReadParam();
        long bytes = (long) width * height * Math.max(8, header.bitsPerPixel) / 8;
        if (factor > 1 && bytes > MOST_DECODED_BYTES / 2) {
          param.setSourceSubsampling(factor, factor, 0, 0);
          bytes = header.format == PictureHeader.Format.BMP ? bytes / factor : bytes;
        }
        requireMemory(bytes, source);
        yield toPicture(reader.read(0, param));
      }
    };
  }

  private static void requireMemory(long bytes, String source) throws ImageFormatException {
    if (bytes > MOST_DECODED_BYTES) {
      throw new ImageFormatException(
          source,
          "this picture takes "
              + bytes
              + " bytes in memory, more than "
              + MOST_DECODED_BYTES
              + ": make it smaller, or save it as JPEG or PNG, which are read at a fraction");
    }
  }

  private static int factorFor(long pixels) {
    int factor = 1;
    while (pixels > FULL_PIXELS * factor * factor) {
      factor++;
    }
    return factor;
  }

  private static Picture decodeRows(ImageReader reader, PictureHeader header, int width, int height)
      throws IOException {
    ImageTypeSpecifier type = reader.getImageTypes(0).next();
    RowSink sink =
        new RowSink(
            type.getSampleModel().createCompatibleSampleModel(width, height),
            type.getColorModel(),
            factorFor((long) width * height),
            header.interlaced);
    ImageReadParam param = reader.getDefaultReadParam();
    param.setDestination(
        new BufferedImage(
            type.getColorModel(), sink, type.getColorModel().isAlphaPremultiplied(), null));
    param.setSourceProgressivePasses(0, MOST_PASSES);
    reader.read(0, param);
    return sink.picture();
  }

  private static ImageFormatException damaged(String source, Exception cause) {
    String detail = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    return new ImageFormatException(
        source, "this picture is damaged, cut short or of an unknown kind (" + detail + ")", cause);
  }

  /**
   * Converts a picture; it is not modified. The numbers of gray pictures are taken as they are, as
   * in the files that they come from, not as linear light, as {@link BufferedImage#getRGB(int,
   * int)} would.
   *
   * @param image any picture
   * @return its colors, or its shades where it has no colors
   */
  public static Picture toPicture(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    ColorModel colors = image.getColorModel();
    boolean gray =
        colors.getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && colors.getNumColorComponents() == 1
            && !colors.isAlphaPremultiplied();
    if (gray && !colors.hasAlpha()) {
      return Picture.owningGray(width, height, grays(image));
    }
    int[] argb = new int[Math.multiplyExact(width, height)];
    if (gray) {
      copyGrayAndAlpha(image, argb);
    } else {
      image.getRGB(0, 0, width, height, argb, 0, width);
    }
    return Picture.owningArgb(width, height, argb);
  }

  private static byte[] grays(BufferedImage image) {
    WritableRaster raster = image.getRaster();
    int width = image.getWidth();
    byte[] shades = new byte[Math.multiplyExact(width, image.getHeight())];
    int most = (1 << Math.min(16, image.getColorModel().getComponentSize(0))) - 1;
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        shades[y * width + x] = (byte) ((255 * (row[x] & most) + most / 2) / most);
      }
    }
    return shades;
  }

  private static void copyGrayAndAlpha(BufferedImage image, int[] argb) {
    WritableRaster raster = image.getRaster();
    int width = image.getWidth();
    int most = (1 << Math.min(16, image.getColorModel().getComponentSize(0))) - 1;
    int[] shades = new int[width];
    int[] alphas = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getSamples(0, y, width, 1, 0, shades);
      raster.getSamples(0, y, width, 1, 1, alphas);
      for (int x = 0; x < width; x++) {
        int shade = (255 * (shades[x] & most) + most / 2) / most;
        int alpha = (255 * (alphas[x] & most) + most / 2) / most;
        argb[y * width + x] = (alpha << 24) | (shade * 0x010101);
      }
    }
  }

  /**
   * Shows a raster: black ink on white paper.
   *
   * @param raster any raster
   * @return a new gray picture of the raster's size
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
   * @return the bytes of a gray PNG file of the raster's size
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
