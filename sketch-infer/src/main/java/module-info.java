import org.sketchsdk.infer.internal.integer.IntegerProvider;
import org.sketchsdk.infer.spi.InferenceBackendProvider;

/** Classifies drawings. */
@SuppressWarnings("module") // packages are exported to modules that are built later
module org.sketchsdk.infer {
  requires transitive org.sketchsdk.core;
  requires transitive org.sketchsdk.render;
  requires static java.logging; // on Android, which has no System.Logger
  requires static transitive org.jspecify; // annotations only

  exports org.sketchsdk.infer;
  exports org.sketchsdk.infer.model;
  exports org.sketchsdk.infer.spi;
  // What the SDK's other backends share with the one in here.
  exports org.sketchsdk.infer.internal.engine to
      org.sketchsdk.djl,
      org.sketchsdk.onnx;
  exports org.sketchsdk.infer.internal.onnxfile to
      org.sketchsdk.djl;
  exports org.sketchsdk.infer.internal.platform to
      org.sketchsdk.onnx;
  exports org.sketchsdk.infer.internal.text to
      org.sketchsdk.cli;

  uses InferenceBackendProvider;

  provides InferenceBackendProvider with
      IntegerProvider;
}
