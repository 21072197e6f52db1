/** Trains networks, exports them as ONNX models, converts them to INT8 and evaluates them. */
module org.sketchsdk.train {
  requires transitive org.sketchsdk.core;
  requires transitive org.sketchsdk.render;
  requires transitive org.sketchsdk.augment;
  requires transitive org.sketchsdk.infer;
  requires ai.djl.api;
  requires com.google.protobuf;
  requires com.microsoft.onnxruntime;
  requires org.sketchsdk.djl;
  requires org.sketchsdk.onnx;
  requires org.tribuo.util.onnx;
  requires static transitive org.jspecify; // annotations only

  exports org.sketchsdk.train;
  exports org.sketchsdk.train.data;
  exports org.sketchsdk.train.evaluate;
  exports org.sketchsdk.train.network;
  exports org.sketchsdk.train.quantize;
}
