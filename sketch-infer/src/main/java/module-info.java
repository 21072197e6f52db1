import org.sketchsdk.infer.internal.djl.DjlProvider;
import org.sketchsdk.infer.internal.integer.IntegerProvider;
import org.sketchsdk.infer.internal.onnx.OnnxRuntimeProvider;
import org.sketchsdk.infer.spi.InferenceBackendProvider;

/** Classifies drawings. */
module org.sketchsdk.infer {
  requires transitive org.sketchsdk.core;
  requires transitive org.sketchsdk.render;
  requires com.microsoft.onnxruntime;
  requires static ai.djl.api; // for those who bring it
  requires static transitive org.jspecify; // annotations only

  exports org.sketchsdk.infer;
  exports org.sketchsdk.infer.spi;

  uses InferenceBackendProvider;

  provides InferenceBackendProvider with
      OnnxRuntimeProvider,
      IntegerProvider,
      DjlProvider;
}
