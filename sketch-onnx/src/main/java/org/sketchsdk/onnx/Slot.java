package org.sketchsdk.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.infer.model.ModelInfo.EmbeddingCodes;

/**
 * Native memory for the input and the outputs of one call, with the tensors that stand on it. Used
 * by one thread at a time.
 */
final class Slot implements AutoCloseable {
  private final OrtEnvironment environment;
  private final int sizePx;
  private final int pixels;
  private final int labels;
  private final int embeddingSize;
  private final Optional<EmbeddingCodes> embeddingCodes;
  private final ByteBuffer input;
  private final FloatBuffer output;
  private final ByteBuffer embedding; // bytes, or floats
  private final FloatBuffer embeddingFloats; // the same memory

  private final List<OnnxTensor> tensors = new ArrayList<>(); // that are open
  private int batch; // that the tensors are for; 0: there are none
  private @Nullable NamedTensors inputs; // null: there are none
  private @Nullable NamedTensors outputs;
  private @Nullable NamedTensors outputsWithEmbedding; // null: the model has none

  Slot(OrtEnvironment environment, ModelInfo model, int capacity) {
    this.environment = environment;
    this.sizePx = model.rasterOptions().sizePx();
    this.pixels = sizePx * sizePx;
    this.labels = model.labels().size();
    this.embeddingSize = model.embeddingSize();
    this.embeddingCodes = model.embeddingCodes();
    this.input = direct(capacity * pixels);
    this.output = direct(capacity * labels * Float.BYTES).asFloatBuffer();
    int bytes = embeddingCodes.isPresent() ? 1 : Float.BYTES;
    this.embedding = direct(Math.multiplyExact(capacity * bytes, embeddingSize));
    this.embeddingFloats = embedding.asFloatBuffer();
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /**
   * Makes a buffer start anew, with that many elements. Names {@link Buffer}, whose methods Android
   * has; those that the subclasses override with a result of their own type came with Java 9.
   */
  private static void limit(Buffer buffer, int elements) {
    buffer.clear();
    buffer.limit(elements);
  }

  /** Makes the tensors stand for that many rasters. */
  void resize(int batch) throws OrtException {
    if (batch == this.batch) {
      return;
    }
    close();
    boolean done = false;
    try {
      inputs = NamedTensors.of("raster", bytes(input, batch, pixels, batch, 1, sizePx, sizePx));
      OnnxTensor logits = floats(output, batch, labels);
      outputs = NamedTensors.of("logits", logits);
      if (embeddingSize > 0) {
        OnnxTensor embeddings =
            embeddingCodes.isPresent()
                ? bytes(embedding, batch, embeddingSize, batch, embeddingSize)
                : floats(embeddingFloats, batch, embeddingSize);
        outputsWithEmbedding = NamedTensors.of("logits", logits, "embedding", embeddings);
      }
      this.batch = batch;
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private OnnxTensor bytes(ByteBuffer buffer, int batch, int size, long... shape)
      throws OrtException {
    ByteBuffer used = buffer.duplicate().order(ByteOrder.nativeOrder());
    limit(used, batch * size);
    OnnxTensor tensor = OnnxTensor.createTensor(environment, used, shape, OnnxJavaType.UINT8);
    tensors.add(tensor);
    return tensor;
  }

  private OnnxTensor floats(FloatBuffer buffer, int batch, int size) throws OrtException {
    FloatBuffer used = buffer.duplicate();
    limit(used, batch * size);
    OnnxTensor tensor = OnnxTensor.createTensor(environment, used, new long[] {batch, size});
    tensors.add(tensor);
    return tensor;
  }

  /**
   * Runs as many rasters as the tensors stand for.
   *
   * @param first index of the first of them, in the rasters and in the results
   * @param embeddings null: they are not asked for
   */
  void run(
      OrtSession session, byte[] rasters, int first, float[] logits, float @Nullable [] embeddings)
      throws OrtException {
    limit(input, batch * pixels);
    input.put(rasters, first * pixels, batch * pixels);
    // The result owns nothing, as all outputs are pinned.
    session
        .run(inputs, Collections.emptySet(), embeddings == null ? outputs : outputsWithEmbedding)
        .close();
    limit(output, batch * labels);
    output.get(logits, first * labels, batch * labels);
    if (embeddings != null) {
      readEmbeddings(embeddings, first * embeddingSize, batch * embeddingSize);
    }
  }

  private void readEmbeddings(float[] to, int offset, int count) {
    if (!embeddingCodes.isPresent()) {
      limit(embeddingFloats, count);
      embeddingFloats.get(to, offset, count);
      return;
    }
    float scale = embeddingCodes.get().scale();
    int zeroPoint = embeddingCodes.get().zeroPoint();
    for (int i = 0; i < count; i++) {
      to[offset + i] = ((embedding.get(i) & 0xff) - zeroPoint) * scale;
    }
  }

  /** Closes the tensors; the slot can be resized and used again. */
  @Override
  public void close() {
    batch = 0;
    while (!tensors.isEmpty()) {
      tensors.remove(tensors.size() - 1).close();
    }
  }
}
