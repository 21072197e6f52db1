package org.sketchsdk.testing;

/**
 * The light on a photographed page: less of it to one side, in the corners, and beyond the straight
 * edge of a shadow.
 *
 * @param angle direction in which the light fades, in radians
 * @param gradient share of the light that is lost across the picture
 * @param vignette share that is lost from the middle of the picture to its corners
 * @param edge direction in which the shadow lies, in radians
 * @param shadow share that is lost in the shadow
 * @param penumbraPx width of the edge of the shadow
 * @param offsetPx distance of the edge from the middle of the picture
 * @param exposure factor on all the light
 */
record Light(
    double angle,
    float gradient,
    float vignette,
    double edge,
    float shadow,
    float penumbraPx,
    float offsetPx,
    float exposure) {

  /** Returns the light that falls on each pixel, row by row. */
  float[] on(int width, int height) {
    float dirX = (float) Math.cos(angle);
    float dirY = (float) Math.sin(angle);
    float edgeX = (float) Math.cos(edge);
    float edgeY = (float) Math.sin(edge);
    float[] light = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float px = x + 0.5f - width / 2f;
        float py = y + 0.5f - height / 2f;
        float across = (dirX * px + dirY * py) / Math.max(width, height) + 0.5f;
        float r2 = (px * px + py * py) * 4 / (width * (float) width + height * (float) height);
        float value = (1 - gradient * across) * (1 - vignette * r2) * exposure;
        float beyond = (edgeX * px + edgeY * py - offsetPx) / penumbraPx + 0.5f;
        float shade = Math.max(0, Math.min(1, beyond));
        light[y * width + x] = value * (1 - shadow * shade * shade * (3 - 2 * shade));
      }
    }
    return light;
  }
}
