import org.sketchsdk.infer.spi.InferenceBackendProvider;
import org.sketchsdk.onnx.OnnxRuntimeProvider;

/** Runs models in ONNX Runtime. */
@SuppressWarnings("module") // packages are exported to modules that are built later
module org.sketchsdk.onnx {
  requires transitive org.sketchsdk.infer;
  requires com.microsoft.onnxruntime;
  requires static transitive org.jspecify; // annotations only

  exports org.sketchsdk.onnx;
  exports org.sketchsdk.onnx.internal to
      org.sketchsdk.djl,
      org.sketchsdk.train;

  provides InferenceBackendProvider with
      OnnxRuntimeProvider;
}
