package org.sketchsdk.infer.internal.integer;

/** The sides of a map. */
record Shape(int channels, int height, int width) {
  int pixels() {
    return height * width;
  }

  int values() {
    return channels * height * width;
  }

  // The methods of a record are linked when they are first called. For these three that takes
  // 25 ms of the start of a JVM, so they are written out.

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that
        && channels == that.channels
        && height == that.height
        && width == that.width;
  }

  @Override
  public int hashCode() {
    return (channels * 31 + height) * 31 + width;
  }

  @Override
  public String toString() {
    return channels + " x " + height + " x " + width;
  }
}
