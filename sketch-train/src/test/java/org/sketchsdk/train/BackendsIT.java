package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sketchsdk.djl.DjlProvider;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.internal.integer.IntegerProvider;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.testing.TestData;
import org.sketchsdk.train.internal.OnnxBackend;
import org.sketchsdk.train.internal.onnx.RenderedSplit;

/** All backends side by side, on all test drawings of the 25 classes. */
class BackendsIT {
  private static final int WARM_UP_CALLS = 500;
  private static final int TIMED_CALLS = 1_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void agreeOnTheModelOfIntegers() throws IOException {
    TestData.require("quickdraw/test");
    ModelData model = ModelData.of(SketchClassifier.embeddedModel("quickdraw25"), "embedded");
    Map<String, InferenceBackend> backends = new LinkedHashMap<>();
    // DJL's engine first, which fails where ONNX Runtime is in use already
    backends.put(
        "djl OnnxRuntime", DjlProvider.open(model, BackendOptions.defaults(), "OnnxRuntime"));
    backends.put("onnx", OnnxBackend.open(model));
    backends.put("java", new IntegerProvider().open(model, BackendOptions.defaults()));
    compare(model, backends, 0);
  }

  @Test
  void agreeOnTheModelOfFloats() throws IOException {
    TestData.require("quickdraw/test");
    ModelData model = ModelData.of(Fp32Models.of("quickdraw25"), "FP32 twin");
    Map<String, InferenceBackend> backends = new LinkedHashMap<>();
    backends.put(
        "djl OnnxRuntime", DjlProvider.open(model, BackendOptions.defaults(), "OnnxRuntime"));
    backends.put("djl PyTorch", DjlProvider.open(model, BackendOptions.defaults(), "PyTorch"));
    backends.put("onnx", OnnxBackend.open(model));
    compare(model, backends, 1e-3f);
  }

  /** Prints a row for each backend; compares the logits with those of onnx. */
  private void compare(ModelData model, Map<String, InferenceBackend> backends, float tolerance)
      throws IOException {
    RenderedSplit split = RenderedSplit.read(model, "test", Integer.MAX_VALUE);
    int labels = model.info().labels().size();
    assertThat(split.size()).isEqualTo(2_513);
    try {
      float[] expected = run(backends.get("onnx"), split, labels);
      System.out.printf(
          Locale.ROOT,
          "%s, %d drawings: backend, p50 us, p99 us, bytes per call, correct, other top-1 than onnx,"
              + " largest difference of a logit%n",
          model.info().name(),
          split.size());
      for (Map.Entry<String, InferenceBackend> entry : backends.entrySet()) {
        float[] actual = run(entry.getValue(), split, labels);
        int correct = 0;
        int otherTop = 0;
        float largest = 0;
        for (int i = 0; i < split.size(); i++) {
          int top = top(actual, i, labels);
          correct += top == split.labels().get(i) ? 1 : 0;
          otherTop += top == top(expected, i, labels) ? 0 : 1;
        }
        for (int i = 0; i < actual.length; i++) {
          largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
        }
        System.out.printf(
            Locale.ROOT,
            "  %-16s %s %d %d %g%n",
            entry.getKey(),
            timed(entry.getValue(), split, labels),
            correct,
            otherTop,
            largest);
        assertThat(otherTop).as(entry.getKey()).isZero();
        assertThat(largest).as(entry.getKey()).isLessThanOrEqualTo(tolerance);
      }
    } finally {
      backends.values().forEach(InferenceBackend::close);
    }
  }

  private static float[] run(InferenceBackend backend, RenderedSplit split, int labels) {
    float[] logits = new float[split.size() * labels];
    backend.run(split.rasters(), split.size(), logits);
    return logits;
  }

  private static int top(float[] logits, int index, int labels) {
    int top = 0;
    for (int k = 1; k < labels; k++) {
      top = logits[index * labels + k] > logits[index * labels + top] ? k : top;
    }
    return top;
  }

  /** Calls for one raster each. */
  private String timed(InferenceBackend backend, RenderedSplit split, int labels) {
    int pixels = split.rasters().length / split.size();
    byte[] raster = new byte[pixels];
    float[] logits = new float[labels];
    long[] nanos = new long[TIMED_CALLS];
    long allocated = 0;
    for (int i = -WARM_UP_CALLS; i < TIMED_CALLS; i++) {
      int drawing = Math.floorMod(i * 7, split.size());
      System.arraycopy(split.rasters(), drawing * pixels, raster, 0, pixels);
      if (i == 0) {
        allocated = threads.getCurrentThreadAllocatedBytes();
      }
      long start = System.nanoTime();
      backend.run(raster, 1, logits);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
      }
    }
    allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
    Arrays.sort(nanos);
    return String.format(
        Locale.ROOT,
        "%.0f %.0f %d",
        nanos[TIMED_CALLS / 2] / 1e3,
        nanos[TIMED_CALLS * 99 / 100] / 1e3,
        allocated / TIMED_CALLS);
  }
}
