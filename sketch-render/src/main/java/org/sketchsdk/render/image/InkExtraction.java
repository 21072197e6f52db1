package org.sketchsdk.render.image;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.Raster;

/**
 * What {@link InkExtractor} found in a picture.
 *
 * @param raster the drawing as {@link org.sketchsdk.render.Rasterizer} draws it with the
 *     extractor's options: what a model sees; blank where there is no ink
 * @param drawing the lines that were found, as strokes in pixels of the picture (0, 0 is the top
 *     left corner of its top left pixel), or of the sheet as seen from straight above where one was
 *     found: {@link Sheet#toPicture} maps them into the picture. The pen's path was traced from a
 *     still picture: the order and the direction of the strokes mean nothing, and where lines
 *     cross, a stroke goes the straightest way on. Empty where there is no ink
 * @param diagnostics remarks, in the order of {@link Diagnostic}; unmodifiable; copied
 * @param bounds the box around the drawing in pixels of the picture; empty where there is no ink
 * @param sheet the sheet that the drawing is on; empty where the whole picture was read
 * @param leftOut what else is in the picture, and was not read; unmodifiable; copied
 */
public record InkExtraction(
    Raster raster,
    Drawing drawing,
    Set<Diagnostic> diagnostics,
    Optional<Bounds> bounds,
    Optional<Sheet> sheet,
    List<LeftOut> leftOut) {
  /**
   * Creates a result.
   *
   * @throws NullPointerException if an argument or an element of one is null
   */
  public InkExtraction {
    Objects.requireNonNull(raster, "raster");
    Objects.requireNonNull(drawing, "drawing");
    Objects.requireNonNull(bounds, "bounds");
    Objects.requireNonNull(sheet, "sheet");
    EnumSet<Diagnostic> copy = EnumSet.noneOf(Diagnostic.class);
    copy.addAll(diagnostics);
    diagnostics = Collections.unmodifiableSet(copy);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Tells whether a diagnostic was given.
   *
   * @param diagnostic the remark in question
   * @return true if it is among {@link #diagnostics()}
   */
  public boolean has(Diagnostic diagnostic) {
    return diagnostics.contains(Objects.requireNonNull(diagnostic, "diagnostic"));
  }

  /**
   * Returns the same drawing as it looks if the sheet is turned by a quarter. A sheet that lies
   * askew by half a right angle can be read two ways: the side that is more level need not be the
   * upper one.
   *
   * @return the drawing, its raster and its sheet, turned, with all else as it is here; empty
   *     unless a sheet was found that is turned by more than 35 degrees, and a drawing on it
   */
  public Optional<InkExtraction> otherWayUp() {
    int way = sheet.isPresent() && !drawing.isEmpty() ? sheet.get().otherWayUp() : 0;
    if (way == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new InkExtraction(
            turned(raster, way),
            turned(drawing, sheet.get(), way),
            diagnostics,
            bounds,
            Optional.of(sheet.get().turned(way)),
            leftOut));
  }

  /** Turns clockwise by a quarter for 1, counterclockwise for -1. */
  private static Raster turned(Raster raster, int way) {
    int width = raster.height();
    int height = raster.width();
    byte[] ink = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        ink[y * width + x] =
            (byte) (way > 0 ? raster.ink(y, width - 1 - x) : raster.ink(height - 1 - y, x));
      }
    }
    return Raster.of(width, height, ink);
  }

  private static Drawing turned(Drawing drawing, Sheet sheet, int way) {
    return drawing.map(
        stroke -> {
          float[] x = new float[stroke.size()];
          float[] y = new float[stroke.size()];
          for (int i = 0; i < x.length; i++) {
            x[i] = way > 0 ? sheet.height() - stroke.y(i) : stroke.y(i);
            y[i] = way > 0 ? stroke.x(i) : sheet.width() - stroke.x(i);
          }
          return Stroke.of(x, y);
        });
  }
}
