package org.sketchsdk.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sketchsdk.djl.internal.DjlSettings;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.infer.spi.InferenceBackendProvider;
import org.sketchsdk.testing.backends.InferenceBackendContract;
import org.sketchsdk.testing.models.IntegerTestModel;
import org.sketchsdk.testing.models.TestedModel;

/** DJL's engine for ONNX Runtime on a model of integers. */
class DjlOnnxRuntimeTest extends InferenceBackendContract {
  @Override
  protected InferenceBackendProvider provider() {
    return new DjlProvider();
  }

  @Override
  protected TestedModel model() {
    return IntegerTestModel.random();
  }

  @Test
  void saysWhichEnginesAreThere() {
    assertThat(new DjlProvider().probe().detail()).matches("DJL [0-9.]+ with OnnxRuntime");
  }

  @Test
  void telemetryAndDownloadsAreOff() {
    new DjlProvider().probe();
    assertThat(ai.djl.util.Utils.isOfflineMode()).isTrue();
    assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
  }

  @Test
  void settingsOfTheUserStay() {
    DjlSettings.prepare();
    for (String property : new String[] {"ai.djl.offline", "OPT_OUT_TRACKING"}) {
      String before = System.setProperty(property, "false");
      try {
        DjlSettings.prepare();
        assertThat(System.getProperty(property)).isEqualTo("false");
      } finally {
        System.setProperty(property, before);
      }
    }
  }

  @Test
  void theEngineThatTheUserChoseIsTheOnlyOne() {
    ModelData data = ModelData.of(model().bytes(), "test");
    provider().probe(); // initializes DJL, which fails where its default engine is not there
    System.setProperty("ai.djl.default_engine", "Abacus");
    try {
      assertThat(provider().probe().available()).isFalse();
      assertThatExceptionOfType(BackendException.class)
          .isThrownBy(() -> provider().open(data, BackendOptions.defaults()))
          .withMessage(
              "backend djl: cannot run model test5: there is no engine (it needs"
                  + " ai.djl.onnxruntime:onnxruntime-engine)");
    } finally {
      System.clearProperty("ai.djl.default_engine");
    }
  }

  @Test
  void runsTheEmbeddedModel() {
    try (SketchClassifier classifier = SketchClassifier.builder().backend("djl").build()) {
      assertThat(classifier.backend()).isEqualTo("djl");
      assertThat(classifier.info().name()).isEqualTo("quickdraw25");
    }
  }

  @Test
  void leavesNoTemporaryFiles() throws IOException {
    ModelData data = ModelData.of(model().bytes(), "test");
    Set<Path> before = temporaryFiles();
    for (int i = 0; i < 3; i++) {
      try (InferenceBackend backend = provider().open(data, BackendOptions.defaults())) {
        backend.run(new byte[model().pixels()], 1, new float[model().labels().size()]);
      }
    }
    assertThat(temporaryFiles()).isSubsetOf(before);
  }

  private static Set<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("ort-model"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void refusesAnEngineThatIsNotThere() {
    ModelData data = ModelData.of(model().bytes(), "test");
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> DjlProvider.open(data, BackendOptions.defaults(), "Abacus"))
        .withMessage(
            "backend djl: cannot run model test5: Abacus: the model is of 8-bit integers; it"
                + " computes the FP32 models that \"sketch train\" exports; for others add"
                + " ai.djl.onnxruntime:onnxruntime-engine or use the backend onnx");
  }
}
