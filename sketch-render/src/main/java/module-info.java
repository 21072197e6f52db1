/** Draws strokes as rasters, the same bytes everywhere. */
module org.sketchsdk.render {
  requires transitive org.sketchsdk.core;

  exports org.sketchsdk.render;
}
