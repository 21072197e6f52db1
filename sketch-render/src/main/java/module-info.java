/** Draws strokes as rasters, the same bytes everywhere. */
module org.sketchsdk.render {
  // only the package awt uses it
  requires static transitive java.desktop;
  requires transitive org.sketchsdk.core;
  requires static transitive org.jspecify; // annotations only

  exports org.sketchsdk.render;
  exports org.sketchsdk.render.awt;
  exports org.sketchsdk.render.image;
}
