package org.sketchsdk.infer.internal.integer;

/** The sides of a map. */
record Shape(int channels, int height, int width) {
  int pixels() {
    return height * width;
  }

  int values() {
    return channels * height * width;
  }
}
