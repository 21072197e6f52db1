/** Trains, exports and judges the networks. */
module org.sketchsdk.train {
  requires transitive org.sketchsdk.core;
  requires transitive org.sketchsdk.render;
  requires transitive org.sketchsdk.augment;
  requires transitive org.sketchsdk.infer;
  requires ai.djl.api;
  requires com.google.protobuf;
  requires com.microsoft.onnxruntime;
  requires org.tribuo.util.onnx;
  requires static transitive org.jspecify; // annotations only

  uses org.sketchsdk.infer.spi.InferenceBackendProvider;

  exports org.sketchsdk.train;
  exports org.sketchsdk.train.network;
}
