package org.sketchsdk.render.image;

/** A part of a picture, in its pixels. */
record Region(int x, int y, int width, int height) {
  static Region of(Picture picture) {
    return new Region(0, 0, picture.width(), picture.height());
  }

  int longerSide() {
    return Math.max(width, height);
  }
}
