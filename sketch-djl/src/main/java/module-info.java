import org.sketchsdk.djl.DjlProvider;
import org.sketchsdk.infer.spi.InferenceBackendProvider;

/** Runs models in the engines of the Deep Java Library. */
@SuppressWarnings("module") // packages are exported to modules that are built later
module org.sketchsdk.djl {
  requires transitive org.sketchsdk.infer;
  requires ai.djl.api;
  requires com.microsoft.onnxruntime;
  requires org.sketchsdk.onnx;
  requires static transitive org.jspecify; // annotations only

  exports org.sketchsdk.djl;
  exports org.sketchsdk.djl.internal to
      org.sketchsdk.train;

  provides InferenceBackendProvider with
      DjlProvider;
}
