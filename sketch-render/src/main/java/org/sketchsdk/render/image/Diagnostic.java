package org.sketchsdk.render.image;

/**
 * What {@link InkExtractor} has to say about a picture. All but {@link #INVERTED}, which only
 * informs, are reasons to trust the extraction less or to ask for a better picture.
 *
 * <p>The darkness of a pixel is 0 where it is as light as the paper around it, and 1 where it is
 * black; the ink's typical darkness is the upper quartile over pixels that are no lighter than
 * their neighbors.
 */
public enum Diagnostic {
  /**
   * Nothing in the picture passes for a drawing: no pixel is darker than the paper by 0.03 on flat
   * paper, or by six standard deviations of its grain in a photo; or, in a photo, no line is longer
   * than 1/40 of the picture's longer side (1/12 where the ink is faint). The drawing is empty and
   * the raster blank.
   */
  NO_INK,

  /**
   * The ink is faint: its typical darkness is below 0.15, or below eight times the standard
   * deviation of the paper's grain. Parts of the drawing may be missing. A hairline in a large
   * picture, which is averaged down before the search, is faint too.
   */
  LOW_CONTRAST,

  /**
   * The edges of the ink are soft: half of them take more than 3 % of the drawing's longer side,
   * and one and a half pixels, to go from paper to full darkness. Lines that lie close together may
   * have merged. Never given to a drawing that is shorter than six widths of its pen.
   */
  BLURRED,

  /** The picture shows light ink on a dark ground. It is read as if its shades were exchanged. */
  INVERTED,

  /**
   * The ink covers more than half of the square on the drawing's longer side: the picture is
   * probably no line drawing, or is shaded all over. Never given to a drawing that is shorter than
   * six widths of its pen.
   */
  TOO_MUCH_INK,

  /**
   * The picture shows several drawings of about the same size. The largest one is read; {@link
   * InkExtractor#extractAll} returns all.
   */
  SEVERAL,

  /** A side of the picture cuts the sheet off: a part of the drawing may be missing. */
  SHEET_CUT_OFF,

  /**
   * The file holds several pictures, as an animation does; the last that shows something is read.
   */
  ONE_FRAME_OF_MANY,

  /**
   * The picture has so many lines and crossings, as a mesh or a texture has, that tracing them in
   * full would take too long. Some lines end at crossings where a pen would go on.
   */
  TOO_DETAILED
}
