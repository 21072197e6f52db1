package org.sketchsdk.infer.internal.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;

/**
 * Native memory for the input and output of one call, with the tensors that stand on it. Used by
 * one thread at a time.
 */
final class Slot implements AutoCloseable {
  private final OrtEnvironment environment;
  private final int pixels;
  private final int labels;
  private final int sizePx;
  private final ByteBuffer input;
  private final FloatBuffer output;

  private int batch; // that the tensors are for; 0: there are none
  private OnnxTensor inputTensor;
  private OnnxTensor outputTensor;
  private NamedTensor inputs;
  private NamedTensor outputs;

  Slot(OrtEnvironment environment, int sizePx, int labels, int capacity) {
    this.environment = environment;
    this.sizePx = sizePx;
    this.pixels = sizePx * sizePx;
    this.labels = labels;
    this.input = direct(capacity * pixels);
    this.output = direct(capacity * labels * Float.BYTES).asFloatBuffer();
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** Makes the tensors stand for that many rasters. */
  void resize(int batch) throws OrtException {
    if (batch == this.batch) {
      return;
    }
    close();
    inputTensor =
        OnnxTensor.createTensor(
            environment,
            input.slice(0, batch * pixels).order(ByteOrder.nativeOrder()),
            new long[] {batch, 1, sizePx, sizePx},
            OnnxJavaType.UINT8);
    boolean done = false;
    try {
      outputTensor =
          OnnxTensor.createTensor(
              environment, output.slice(0, batch * labels), new long[] {batch, labels});
      done = true;
    } finally {
      if (!done) {
        inputTensor.close();
      }
    }
    inputs = new NamedTensor("raster", inputTensor);
    outputs = new NamedTensor("logits", outputTensor);
    this.batch = batch;
  }

  void run(OrtSession session, byte[] rasters, int first, float[] logits) throws OrtException {
    input.put(0, rasters, first * pixels, batch * pixels);
    // The result owns nothing, as its one output is pinned.
    session.run(inputs, Collections.emptySet(), outputs).close();
    output.get(0, logits, first * labels, batch * labels);
  }

  /** Closes the tensors; the slot can be resized and used again. */
  @Override
  public void close() {
    if (batch > 0) {
      batch = 0;
      try {
        inputTensor.close();
      } finally {
        outputTensor.close();
      }
    }
  }
}
