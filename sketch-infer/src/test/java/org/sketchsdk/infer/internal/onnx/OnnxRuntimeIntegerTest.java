package org.sketchsdk.infer.internal.onnx;

import org.sketchsdk.infer.spi.InferenceBackendContract;
import org.sketchsdk.infer.spi.InferenceBackendProvider;
import org.sketchsdk.infer.testing.IntegerTestModel;
import org.sketchsdk.infer.testing.TestedModel;

/** ONNX Runtime on the model of integers on which other backends are tested. */
class OnnxRuntimeIntegerTest extends InferenceBackendContract {
  @Override
  protected InferenceBackendProvider provider() {
    return new OnnxRuntimeProvider();
  }

  @Override
  protected TestedModel model() {
    return IntegerTestModel.random();
  }
}
