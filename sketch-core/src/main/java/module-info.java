/** Drawings as values, and the files that contain drawings. */
module org.sketchsdk.core {
  requires com.fasterxml.jackson.core;
  requires java.xml; // for SVG and InkML
  requires static transitive org.jspecify; // annotations only

  exports org.sketchsdk.core;
  exports org.sketchsdk.core.ink;
  exports org.sketchsdk.core.quickdraw;
}
