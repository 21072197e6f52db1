package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sketchsdk.djl.DjlProvider;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.Availability;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.infer.spi.InferenceBackendProvider;
import org.sketchsdk.testing.backends.InferenceBackendContract;
import org.sketchsdk.testing.models.FloatTestModel;
import org.sketchsdk.testing.models.TestedModel;
import org.sketchsdk.train.internal.OnnxBackend;
import org.sketchsdk.train.internal.onnx.Fp32Writer;
import org.sketchsdk.train.internal.onnx.RandomNetworks;
import org.sketchsdk.train.network.Network;
import org.sketchsdk.train.network.Networks;

/** The backend djl in the engine PyTorch, which has no import for ONNX. */
class DjlPyTorchIT extends InferenceBackendContract {
  private static final class PyTorch implements InferenceBackendProvider {
    private final DjlProvider all = new DjlProvider();

    @Override
    public String name() {
      return all.name();
    }

    @Override
    public String coordinate() {
      return all.coordinate();
    }

    @Override
    public Availability probe() {
      return all.probe();
    }

    @Override
    public InferenceBackend open(ModelData model, BackendOptions options) {
      return DjlProvider.open(model, options, "PyTorch");
    }
  }

  @Override
  protected InferenceBackendProvider provider() {
    return new PyTorch();
  }

  @Override
  protected TestedModel model() {
    return FloatTestModel.random();
  }

  @Test
  void saysWhichEnginesAreThereInTheOrderInWhichTheyAreTried() {
    assertThat(new DjlProvider().probe().detail()).matches("DJL [0-9.]+ with OnnxRuntime, PyTorch");
  }

  @Test
  void refusesAModelOfIntegersAndSaysWhatRunsIt() {
    ModelData integers =
        ModelData.of(SketchClassifier.embeddedModel("quickdraw25"), "embedded model");
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> DjlProvider.open(integers, BackendOptions.defaults(), "PyTorch"))
        .withMessage(
            "backend djl: cannot run model quickdraw25: PyTorch: the model is of 8-bit integers; it"
                + " computes the FP32 models that \"sketch train\" exports; for others add"
                + " ai.djl.onnxruntime:onnxruntime-engine or use the backend onnx");
  }

  static Iterable<String> networks() {
    return Networks.names();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void agreesWithOnnxRuntimeOnEveryNetwork(String name) {
    List<String> labels = List.of("cat", "dog", "sun");
    Network network = Networks.byName(name, labels.size());
    byte[] onnx =
        Fp32Writer.write(
            RandomNetworks.folded(network, 5), RandomNetworks.metadata(network, labels));
    ModelData model = ModelData.of(onnx, name);
    int count = 5;
    byte[] rasters = new byte[count * network.sizePx() * network.sizePx()];
    new Random(20261101).nextBytes(rasters);
    List<float[]> logits = new ArrayList<>();
    for (InferenceBackend backend :
        List.of(OnnxBackend.open(model), provider().open(model, BackendOptions.defaults()))) {
      try (backend) {
        float[] values = new float[count * labels.size()];
        backend.run(rasters, count, values);
        logits.add(values);
      }
    }
    float largest = 1;
    for (float logit : logits.get(0)) {
      largest = Math.max(largest, Math.abs(logit));
    }
    assertThat(logits.get(1)).containsExactly(logits.get(0), within(1e-4f * largest));
  }
}
