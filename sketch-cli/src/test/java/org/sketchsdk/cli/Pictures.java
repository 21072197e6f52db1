package org.sketchsdk.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Picture files of the brackets of {@link Drawings}. */
public final class Pictures {
  private static final int SIZE_PX = 160;

  private Pictures() {}

  public static Path write(Path file, String shape) throws IOException {
    return write(file, shape, Color.WHITE, Color.BLACK);
  }

  /** Light on dark. */
  public static Path writeInverted(Path file, String shape) throws IOException {
    return write(file, shape, Color.BLACK, Color.WHITE);
  }

  private static Path write(Path file, String shape, Color paper, Color ink) throws IOException {
    int[] xs =
        switch (shape) {
          case "left" -> new int[] {130, 30, 30, 130};
          case "right" -> new int[] {30, 130, 130, 30};
          case "upper" -> new int[] {30, 30, 130, 130};
          case "blank" -> new int[0];
          default -> throw new IllegalArgumentException(shape);
        };
    int[] ys = shape.equals("upper") ? new int[] {130, 30, 30, 130} : new int[] {30, 30, 130, 130};
    BufferedImage image = new BufferedImage(SIZE_PX, SIZE_PX, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(paper);
    graphics.fillRect(0, 0, SIZE_PX, SIZE_PX);
    graphics.setColor(ink);
    graphics.setStroke(new BasicStroke(5));
    graphics.drawPolyline(xs, ys, xs.length);
    graphics.dispose();
    Files.createDirectories(file.getParent());
    String name = file.getFileName().toString();
    ImageIO.write(image, name.endsWith(".png") ? "png" : "jpeg", file.toFile());
    return file;
  }
}
