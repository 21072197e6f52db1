package org.sketchsdk.render.image;

import java.util.Objects;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.StrayMarks;

/**
 * Something in a picture that {@link InkExtractor} took for no part of the drawing.
 *
 * @param kind what it was taken for
 * @param bounds where it lies, in pixels of the picture
 */
public record LeftOut(Kind kind, Bounds bounds) {
  /** Kinds of things beside the drawing. */
  public enum Kind {
    /** What lies around the sheet: a table, a person, the window of a program. */
    SURROUNDINGS,
    /** The edge of the sheet or of a scan, or something that reaches over it, such as a thumb. */
    EDGE,
    /** The lines, squares or dots that the paper is ruled with, and its margin. */
    RULING,
    /** A punched hole, or the coils of a spiral. */
    HOLE,
    /** A line drawn all around. */
    FRAME,
    /** A caption, a name, a date. */
    WRITING,
    /** A tap, a smudge or a short line far away: {@link StrayMarks} has the rule. */
    STRAY_MARK,
    /** A smaller drawing, or the ground under the main one. */
    SMALL_DRAWING,
    /** Another drawing of about the same size: {@link InkExtractor#extractAll} returns it too. */
    OTHER_DRAWING,
    /** Something much fainter than the drawing, such as print on the other side of the sheet. */
    FAINT,
    /** Dust, grain, crumbs. */
    SPECKS
  }

  /**
   * Checks the values.
   *
   * @throws NullPointerException if one is null
   */
  public LeftOut {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(bounds, "bounds");
  }
}
