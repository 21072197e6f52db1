package org.sketchsdk.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.sketchsdk.infer.internal.integer.IntegerProvider;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.infer.spi.InferenceBackendProvider;
import org.sketchsdk.testing.backends.InferenceBackendContract;
import org.sketchsdk.testing.models.IntegerTestModel;
import org.sketchsdk.testing.models.TestedModel;

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

  @Test
  void comesBeforePlainJava() {
    assertThat(
            ServiceLoader.load(InferenceBackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(InferenceBackendProvider::rank))
                .map(provider -> provider.name() + " " + provider.rank()))
        .startsWith("onnx 100", "java 200"); // tests may bring others
  }

  @Test
  void agreesWithPlainJavaToTheBit() {
    Random random = new Random(20261101);
    ModelData data = ModelData.of(model().bytes(), "test");
    int labels = model().labels().size();
    int size = data.info().embeddingSize();
    BackendOptions options = BackendOptions.defaults();
    try (InferenceBackend onnx = provider().open(data, options);
        InferenceBackend java = new IntegerProvider().open(data, options)) {
      for (int i = 0; i < 200; i++) {
        byte[] raster = raster(random, i);
        float[][] logits = new float[2][labels];
        float[][] embeddings = new float[2][size];
        onnx.run(raster, 1, logits[0], embeddings[0]);
        java.run(raster, 1, logits[1], embeddings[1]);
        assertThat(logits[1]).isEqualTo(logits[0]);
        assertThat(embeddings[1]).isEqualTo(embeddings[0]);
      }
    }
  }

  private static byte[] raster(Random random, int kind) {
    byte[] raster = new byte[IntegerTestModel.random().pixels()];
    if (kind % 4 == 0) {
      random.nextBytes(raster);
    }
    for (int blocks = kind % 4; blocks > 0; blocks--) {
      int left = random.nextInt(28);
      int top = random.nextInt(28);
      int ink = random.nextInt(256);
      for (int y = top; y < 28 - random.nextInt(14); y++) {
        for (int x = left; x < Math.min(28, left + 12); x++) {
          raster[y * 28 + x] = (byte) ink;
        }
      }
    }
    return raster;
  }
}
