package org.sketchsdk.train.internal;

import java.util.ServiceLoader;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.infer.spi.InferenceBackendProvider;
import org.sketchsdk.infer.spi.ModelData;

/** Runs models with ONNX Runtime and returns their logits. */
public final class OnnxBackend {
  private OnnxBackend() {}

  /**
   * Opens a model with ONNX Runtime.
   *
   * @param model an exported model
   * @return the backend, to be closed by the caller
   * @throws org.sketchsdk.infer.spi.BackendException if ONNX Runtime cannot be used
   */
  public static InferenceBackend open(ModelData model) {
    return ServiceLoader.load(
            InferenceBackendProvider.class, InferenceBackendProvider.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals("onnx"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("sketch-infer provides the backend onnx"))
        .open(model, BackendOptions.defaults());
  }
}
