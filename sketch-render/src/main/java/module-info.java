/** Draws strokes as rasters, the same bytes everywhere. */
module org.sketchsdk.render {
  // only BufferedImages uses it, and names its types
  requires static transitive java.desktop;
  requires transitive org.sketchsdk.core;
  requires static transitive org.jspecify; // annotations only

  exports org.sketchsdk.render;
  exports org.sketchsdk.render.image;
}
