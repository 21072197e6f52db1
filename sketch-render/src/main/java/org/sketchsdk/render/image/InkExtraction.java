package org.sketchsdk.render.image;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.render.Raster;

/**
 * What {@link InkExtractor} found in a picture.
 *
 * @param raster the drawing as {@link org.sketchsdk.render.Rasterizer} draws it with the
 *     extractor's options: what a model sees; blank where there is no ink
 * @param drawing the lines that were found, as strokes in pixels of the picture (0, 0 is the top
 *     left corner of its top left pixel). The pen's path was traced from a still picture: the order
 *     and the direction of the strokes mean nothing, and where lines cross, a stroke goes the
 *     straightest way on. Empty where there is no ink
 * @param diagnostics remarks, in the order of {@link Diagnostic}; unmodifiable; copied
 */
public record InkExtraction(Raster raster, Drawing drawing, Set<Diagnostic> diagnostics) {
  /**
   * Creates a result.
   *
   * @throws NullPointerException if an argument or a diagnostic is null
   */
  public InkExtraction {
    Objects.requireNonNull(raster, "raster");
    Objects.requireNonNull(drawing, "drawing");
    EnumSet<Diagnostic> copy = EnumSet.noneOf(Diagnostic.class);
    copy.addAll(diagnostics);
    diagnostics = Collections.unmodifiableSet(copy);
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
}
