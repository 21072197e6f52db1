package org.sketchsdk.render.awt;

import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import org.sketchsdk.render.image.Picture;
import org.w3c.dom.Node;

/** Plays an animation up to its last frame that shows something. */
final class GifFrames {
  // Frames are played as long as they have no more pixels in all than this.
  private static final long MOST_PIXELS = 200_000_000;

  private GifFrames() {}

  /**
   * Returns the last frame that is not of one color.
   *
   * @param reader a GIF reader with its input set
   * @param width of the animation
   * @param height of the animation
   */
  static Picture last(ImageReader reader, int width, int height) throws IOException {
    int[] canvas = new int[Math.multiplyExact(width, height)];
    int[] shown = canvas.clone();
    boolean any = false;
    long pixels = 0;
    int frames = 0;
    while (pixels <= MOST_PIXELS) {
      BufferedImage frame;
      IIOMetadata metadata;
      try {
        long size = (long) reader.getWidth(frames) * reader.getHeight(frames);
        pixels += Math.max(size, (long) width * height);
        if (size > 4L * width * height + 1_000_000) {
          throw new IOException("frame " + frames + " is larger than the animation");
        }
        metadata = reader.getImageMetadata(frames);
        frame = reader.read(frames);
      } catch (IndexOutOfBoundsException e) {
        if (frames == 0) {
          throw new IOException("no frame", e);
        }
        break; // the reader's way to say that there is no such frame
      }
      Node root = metadata.getAsTree(metadata.getNativeMetadataFormatName());
      int left = number(root, "ImageDescriptor", "imageLeftPosition");
      int top = number(root, "ImageDescriptor", "imageTopPosition");
      String disposal = text(root, "GraphicControlExtension", "disposalMethod");
      int[] before = disposal.equals("restoreToPrevious") ? canvas.clone() : canvas;
      boolean clear = disposal.equals("restoreToBackgroundColor");
      lay(frame, left, top, canvas, width, height, false);
      if (!isBlank(canvas) || !any) {
        any |= !isBlank(canvas);
        System.arraycopy(canvas, 0, shown, 0, canvas.length);
      }
      if (clear) {
        lay(frame, left, top, canvas, width, height, true);
      }
      canvas = before;
      frames++;
    }
    return Picture.owningArgb(width, height, shown).withFrames(Math.max(1, frames));
  }

  private static void lay(
      BufferedImage frame, int left, int top, int[] canvas, int width, int height, boolean clear) {
    int[] row = new int[frame.getWidth()];
    for (int y = 0; y < frame.getHeight() && top + y < height; y++) {
      frame.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int x = 0; x < row.length && left + x < width; x++) {
        if (clear) {
          canvas[(top + y) * width + left + x] = 0;
        } else if (row[x] >>> 24 != 0) {
          canvas[(top + y) * width + left + x] = row[x];
        }
      }
    }
  }

  private static boolean isBlank(int[] canvas) {
    for (int color : canvas) {
      if (color != canvas[0]) {
        return false;
      }
    }
    return true;
  }

  private static int number(Node root, String element, String attribute) {
    String value = text(root, element, attribute);
    return value.isEmpty() ? 0 : Integer.parseInt(value);
  }

  private static String text(Node root, String element, String attribute) {
    for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeName().equals(element)) {
        Node value = node.getAttributes().getNamedItem(attribute);
        return value == null ? "" : value.getNodeValue();
      }
    }
    return "";
  }
}
