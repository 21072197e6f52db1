package org.sketchsdk.djl;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackendProvider;
import org.sketchsdk.testing.backends.InferenceBackendContract;
import org.sketchsdk.testing.models.FloatTestModel;
import org.sketchsdk.testing.models.TestedModel;

/** DJL's engine for ONNX Runtime on a model of floats. */
class DjlOnnxRuntimeFloatTest extends InferenceBackendContract {
  @Override
  protected InferenceBackendProvider provider() {
    return new DjlProvider();
  }

  @Override
  protected TestedModel model() {
    return FloatTestModel.random();
  }

  @Test
  void refusesAnEngineThatIsNotThere() {
    ModelData data = ModelData.of(model().bytes(), "test");
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> DjlProvider.open(data, BackendOptions.defaults(), "Abacus"))
        .withMessage(
            "backend djl: cannot run model test5: Abacus: Deep learning engine not found: Abacus");
  }
}
