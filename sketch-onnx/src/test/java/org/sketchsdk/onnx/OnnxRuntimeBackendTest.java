package org.sketchsdk.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.infer.spi.InferenceBackendProvider;
import org.sketchsdk.testing.ModuleDescriptors;
import org.sketchsdk.testing.backends.InferenceBackendContract;
import org.sketchsdk.testing.models.TestGraph;
import org.sketchsdk.testing.models.TestModel;

class OnnxRuntimeBackendTest extends InferenceBackendContract {
  @Override
  protected InferenceBackendProvider provider() {
    return new OnnxRuntimeProvider();
  }

  @Test
  void isFoundOnTheClassPath() {
    List<String> names =
        ServiceLoader.load(InferenceBackendProvider.class).stream()
            .map(provider -> provider.get().name())
            .toList();
    assertThat(names).contains("onnx");
  }

  @Test
  void isFoundOnTheModulePath() {
    assertThat(ModuleDescriptors.descriptor().provides())
        .anySatisfy(
            provides -> {
              assertThat(provides.service()).isEqualTo(InferenceBackendProvider.class.getName());
              assertThat(provides.providers()).contains(OnnxRuntimeProvider.class.getName());
            });
  }

  /**
   * What {@code OrtSession.run} makes and nothing else: arrays of names and of handles, and the
   * result, a map and a list. With objects of other sizes it is some bytes more or less.
   */
  @Test
  void aCallForOneRasterAllocatesWhatOnnxRuntimeDoes() {
    TestModel model = TestModel.random();
    byte[] rasters = new byte[model.pixels()];
    float[] logits = new float[model.labels().size()];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int calls = 20_000;
    long perCall;
    try (InferenceBackend backend =
        provider().open(ModelData.of(model.bytes(), "test model"), BackendOptions.defaults())) {
      for (int i = 0; i < calls; i++) {
        backend.run(rasters, 1, logits);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < calls; i++) {
        backend.run(rasters, 1, logits);
      }
      perCall = (threads.getCurrentThreadAllocatedBytes() - before) / calls;
    }
    System.out.println("onnx: " + perCall + " bytes allocated a call for one raster");
    assertThat(perCall).isLessThan(450);
  }

  @Test
  void refusesToRunWhereTheGraphHasAnotherEmbedding() {
    byte[] bytes =
        TestModel.random()
            .bytes(
                model ->
                    model
                        .getGraphBuilder()
                        .setOutput(
                            1, TestGraph.value("embedding", TensorProto.DataType.FLOAT, -1, 148)));
    ModelData data = ModelData.of(bytes, "test model");
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(
            () -> {
              try (InferenceBackend backend = provider().open(data, BackendOptions.defaults())) {
                backend.run(new byte[28 * 28], 1, new float[5], new float[148]);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-x64", "linux-aarch64", "osx-aarch64"})
  void theNativeLibraryHasNoNetworkTelemetry(String platform) throws IOException {
    String name = platform.startsWith("osx") ? "libonnxruntime.dylib" : "libonnxruntime.so";
    String resource = "/ai/onnxruntime/native/" + platform + "/" + name;
    try (InputStream in = ai.onnxruntime.OrtEnvironment.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      String library = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      // Present in 1.29.0, whose environment starts an uploader that no Java call can prevent.
      assertThat(library.contains("ORT_DISABLE_TELEMETRY")).isFalse();
      assertThat(library.contains("events.data.microsoft.com")).isFalse();
    }
  }
}
