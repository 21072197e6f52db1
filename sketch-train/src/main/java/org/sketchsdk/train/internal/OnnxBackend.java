package org.sketchsdk.train.internal;

import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.onnx.OnnxRuntimeProvider;

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
    return new OnnxRuntimeProvider().open(model, BackendOptions.defaults());
  }
}
