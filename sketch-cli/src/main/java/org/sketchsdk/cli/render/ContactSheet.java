package org.sketchsdk.cli.render;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.sketchsdk.cli.console.UsageException;

/** A grid of rasters with thin lines between them: black ink on white paper. */
final class ContactSheet {
  private static final byte LINE = (byte) 192;
  private static final byte PAPER = (byte) 255;
  private static final long MAX_PIXELS = 100_000_000;

  private final int cellPx;
  private final int columns;
  private final int width;
  private final int height;
  private final byte[] gray; // 0 black to 255 white

  private ContactSheet(int cellPx, int columns, int rows) {
    this.cellPx = cellPx;
    this.columns = columns;
    this.width = side(cellPx, columns);
    this.height = side(cellPx, rows);
    this.gray = new byte[width * height];
    Arrays.fill(gray, PAPER);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (x % (cellPx + 1) == 0 || y % (cellPx + 1) == 0) {
          gray[y * width + x] = LINE;
        }
      }
    }
  }

  /**
   * Creates an empty sheet.
   *
   * @param cellPx side of a raster in pixels
   * @throws UsageException if the sheet would be too large
   */
  static ContactSheet of(int cellPx, int columns, int rows) {
    long width = side(cellPx, columns);
    long height = side(cellPx, rows);
    if (width * height > MAX_PIXELS) {
      throw new UsageException(
          "a sheet of "
              + width
              + " x "
              + height
              + " pixels is too large (at most "
              + MAX_PIXELS
              + " pixels, see --limit and --size)");
    }
    return new ContactSheet(cellPx, columns, rows);
  }

  private static int side(int cellPx, int cells) {
    return cells * (cellPx + 1) + 1;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Draws a raster, 0 paper to 255 ink, into a cell; cells count row by row from 0. */
  void draw(int cell, byte[] ink) {
    int left = cell % columns * (cellPx + 1) + 1;
    int top = cell / columns * (cellPx + 1) + 1;
    for (int y = 0; y < cellPx; y++) {
      int row = (top + y) * width + left;
      for (int x = 0; x < cellPx; x++) {
        gray[row + x] = (byte) ~ink[y * cellPx + x]; // 255 - ink
      }
    }
  }

  byte[] png() throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    // Past the image's methods, which would convert the gray from one color space to another.
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(gray, 0, pixels, 0, gray.length);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.setUseCache(false); // no temporary file
    if (!ImageIO.write(image, "png", bytes)) {
      throw new IOException("this Java has no PNG writer");
    }
    return bytes.toByteArray();
  }
}
