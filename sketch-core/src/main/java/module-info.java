/** Drawings as values, and the files that contain drawings. */
@SuppressWarnings("module") // packages are exported to modules that are built later
module org.sketchsdk.core {
  requires com.fasterxml.jackson.core;
  requires java.xml; // for SVG and InkML
  requires static transitive org.jspecify; // annotations only

  exports org.sketchsdk.core;
  exports org.sketchsdk.core.ink;
  exports org.sketchsdk.core.quickdraw;
  // Written once for all modules that write files.
  exports org.sketchsdk.core.internal.file to
      org.sketchsdk.cli,
      org.sketchsdk.infer,
      org.sketchsdk.train;
}
