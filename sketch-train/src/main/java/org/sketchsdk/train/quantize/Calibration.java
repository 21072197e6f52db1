package org.sketchsdk.train.quantize;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.augment.AugmentedRenderer;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.internal.onnx.FoldedNetwork;
import org.sketchsdk.train.internal.onnx.Fp32Writer;

/** Observes the activations of an FP32 network on samples of the training drawings. */
final class Calibration {
  private static final int BATCH = 8;
  private static final int WEIGHT_OF_WORST = 3;
  private static final int SHARE_OF_WORST = 5;

  private Calibration() {}

  /**
   * Returns the fifth of the classes, rounded up, with the lowest accuracy.
   *
   * @param results the FP32 network on the validation drawings
   * @return indices of classes, the worst first; equal ones in the order of the labels
   */
  static List<Integer> worstClasses(List<QuantizationReport.ClassResult> results) {
    List<Integer> classes = new ArrayList<>();
    for (int c = 0; c < results.size(); c++) {
      classes.add(c);
    }
    classes.sort(
        (a, b) -> Double.compare(results.get(a).fp32Accuracy(), results.get(b).fp32Accuracy()));
    int count = (classes.size() + SHARE_OF_WORST - 1) / SHARE_OF_WORST;
    return List.copyOf(classes.subList(0, count));
  }

  /**
   * Divides samples among the classes: each of the worst classes gets three times as many as
   * another class.
   *
   * @param samples how many in all
   * @param classes number of classes
   * @param worst indices of the worst classes
   * @return the number for each class; they sum to {@code samples}
   */
  static int[] allotment(int samples, int classes, List<Integer> worst) {
    long shares = classes + (WEIGHT_OF_WORST - 1L) * worst.size();
    int[] counts = new int[classes];
    long before = 0;
    for (int c = 0; c < classes; c++) {
      long after = before + (worst.contains(c) ? WEIGHT_OF_WORST : 1);
      counts[c] = (int) (samples * after / shares - samples * before / shares);
      before = after;
    }
    return counts;
  }

  /**
   * Renders the samples: of each class drawings at even distances in its file, some of them
   * augmented as in training.
   *
   * @param train the training drawings
   * @param counts how many of each class
   * @param rasterizer as at inference
   * @param augmented the share of the samples that are augmented, 0 to 1
   * @param seed seed of the augmentation
   * @return raster after raster
   */
  static byte[] render(
      LabeledDrawings train, int[] counts, Rasterizer rasterizer, double augmented, long seed) {
    int pixels = rasterizer.options().sizePx() * rasterizer.options().sizePx();
    int total = Arrays.stream(counts).sum();
    byte[] rasters = new byte[Math.multiplyExact(total, pixels)];
    AugmentedRenderer renderer =
        AugmentedRenderer.of(
            rasterizer, AugmentationOptions.training().scaledTo(rasterizer.options().sizePx()));
    int filled = 0;
    for (int c = 0; c < counts.length; c++) {
      List<Drawing> drawings = train.drawings().get(c);
      for (int i = 0; i < counts[c]; i++) {
        Drawing drawing = drawings.get((int) ((long) i * drawings.size() / counts[c]));
        int offset = filled++ * pixels;
        // the k-th of n is augmented where k · share passes a whole number
        if ((int) ((i + 1) * augmented) > (int) (i * augmented)) {
          SeededRandom random = SeededRandom.forSample(seed, train.labels().get(c), i);
          renderer.renderTo(drawing, random, rasters, offset);
        } else {
          rasterizer.renderTo(drawing, rasters, offset);
        }
      }
    }
    return rasters;
  }

  /**
   * Runs the network over the samples twice: for the ranges and for the histograms.
   *
   * @param folded the network
   * @param rasters raster after raster
   * @return one histogram an activation, in the order of {@link Fp32Writer.Observable#activations}
   * @throws BackendException if ONNX Runtime fails
   */
  static List<ActivationHistogram> observe(FoldedNetwork folded, byte[] rasters) {
    Fp32Writer.Observable model = Fp32Writer.writeObservable(folded);
    List<ActivationHistogram> histograms =
        model.activations().stream().map(name -> new ActivationHistogram()).toList();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      try (OrtSession session = environment.createSession(model.onnx(), options)) {
        Pass pass = new Pass(environment, session, model.activations(), folded.network().sizePx());
        pass.run(rasters, (i, values) -> histograms.get(i).widen(values));
        pass.run(rasters, (i, values) -> histograms.get(i).count(values));
      }
    } catch (OrtException e) {
      throw new BackendException("onnx", "calibration failed: " + e.getMessage(), null, e);
    }
    return histograms;
  }

  /** Goes through all samples in batches. */
  private record Pass(
      OrtEnvironment environment, OrtSession session, List<String> activations, int sizePx) {
    void run(byte[] rasters, BiConsumer<Integer, FloatBuffer> consumer) throws OrtException {
      int pixels = sizePx * sizePx;
      int total = rasters.length / pixels;
      for (int from = 0; from < total; from += BATCH) {
        int count = Math.min(BATCH, total - from);
        ByteBuffer bytes = ByteBuffer.allocateDirect(count * pixels);
        bytes.put(0, rasters, from * pixels, count * pixels);
        long[] shape = {count, 1, sizePx, sizePx};
        try (OnnxTensor input =
                OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8);
            OrtSession.Result result =
                session.run(Map.of("raster", input), Set.copyOf(activations))) {
          for (int i = 0; i < activations.size(); i++) {
            OnnxTensor tensor = (OnnxTensor) result.get(activations.get(i)).orElseThrow();
            consumer.accept(i, tensor.getFloatBuffer());
          }
        }
      }
    }
  }
}
