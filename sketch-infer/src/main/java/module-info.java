/** Classifies drawings. */
module org.sketchsdk.infer {
  requires transitive org.sketchsdk.core;
  requires transitive org.sketchsdk.render;
  requires com.microsoft.onnxruntime;
}
