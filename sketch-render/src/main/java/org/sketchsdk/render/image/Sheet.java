package org.sketchsdk.render.image;

import java.util.Arrays;
import java.util.Objects;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/**
 * A sheet of paper, a note, a board or a canvas that lies in a picture, seen at any slant: the
 * drawing is read as if one looked straight at it. Immutable.
 */
public final class Sheet {
  /** From this turn on, in radians, the next side may as well be the upper one: 35 degrees. */
  private static final double MAY_BE_TURNED = Math.toRadians(35);

  private final float[] corners;
  private final float confidence;
  private final boolean cutOff;
  private final float width;
  private final float height;
  private final double[] toPicture;

  /** Takes the corners over: x and y of four, clockwise from the top left one. */
  Sheet(float[] corners, float confidence, boolean cutOff) {
    this.corners = corners;
    this.confidence = confidence;
    this.cutOff = cutOff;
    this.width = Math.max(side(0), side(2));
    this.height = Math.max(side(1), side(3));
    this.toPicture = Homography.ofRectangle(width, height, corners);
  }

  private float side(int k) {
    float dx = corners[(2 * k + 2) % 8] - corners[2 * k];
    float dy = corners[(2 * k + 3) % 8] - corners[2 * k + 1];
    return (float) Math.sqrt(dx * dx + dy * dy);
  }

  /**
   * Returns the x of a corner.
   *
   * @param corner 0 top left, 1 top right, 2 bottom right, 3 bottom left, as the sheet is read
   * @return pixels of the picture from its left side; outside of the picture where the sheet is cut
   * @throws IndexOutOfBoundsException if there is no such corner
   */
  public float cornerX(int corner) {
    return corners[2 * Objects.checkIndex(corner, 4)];
  }

  /**
   * Returns the y of a corner.
   *
   * @param corner as for {@link #cornerX}
   * @return pixels of the picture from its top
   * @throws IndexOutOfBoundsException if there is no such corner
   */
  public float cornerY(int corner) {
    return corners[2 * Objects.checkIndex(corner, 4) + 1];
  }

  /**
   * Returns how sure it is that this is the sheet.
   *
   * @return 0 to 1: about the share of the four sides that is seen as an edge between two surfaces
   */
  public float confidence() {
    return confidence;
  }

  /**
   * Tells whether a side of the picture cuts the sheet off.
   *
   * @return true if a part of the sheet is not in the picture
   */
  public boolean isCutOff() {
    return cutOff;
  }

  /**
   * Returns the width of the sheet as it is read.
   *
   * @return the length of its longer horizontal side in the picture, in pixels
   */
  public float width() {
    return width;
  }

  /**
   * Returns the height of the sheet as it is read.
   *
   * @return the length of its longer vertical side in the picture, in pixels
   */
  public float height() {
    return height;
  }

  /**
   * Maps a drawing from the sheet into the picture, for showing it there.
   *
   * @param drawing strokes on the sheet, such as {@link InkExtraction#drawing()}
   * @return the strokes in pixels of the picture
   */
  public Drawing toPicture(Drawing drawing) {
    return drawing.map(
        stroke -> {
          float[] x = new float[stroke.size()];
          float[] y = new float[stroke.size()];
          for (int i = 0; i < x.length; i++) {
            x[i] = Homography.x(toPicture, stroke.x(i), stroke.y(i));
            y[i] = Homography.y(toPicture, stroke.x(i), stroke.y(i));
          }
          return Stroke.of(x, y);
        });
  }

  /**
   * Returns which way the sheet may as well be turned to be read.
   *
   * @return 1 if its left side may be the upper one, -1 if its right side may be, 0 if its upper
   *     side is nearly level
   */
  int otherWayUp() {
    double turn = Math.atan2(corners[3] - corners[1], corners[2] - corners[0]);
    return turn > MAY_BE_TURNED ? 1 : turn < -MAY_BE_TURNED ? -1 : 0;
  }

  /** Returns this sheet with the side as the upper one that {@link #otherWayUp} names. */
  Sheet turned(int way) {
    float[] next = new float[8];
    for (int i = 0; i < 8; i++) {
      next[i] = corners[(i - 2 * way + 8) % 8];
    }
    return new Sheet(next, confidence, cutOff);
  }

  double[] homography() {
    return toPicture;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sheet that
        && Arrays.equals(corners, that.corners)
        && confidence == that.confidence
        && cutOff == that.cutOff;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(corners);
  }

  /** Returns the corners and the confidence. */
  @Override
  public String toString() {
    return "Sheet" + Arrays.toString(corners) + " " + confidence + (cutOff ? " cut off" : "");
  }
}
