package org.sketchsdk.infer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.StrayMarks;
import org.sketchsdk.infer.Scoring.Top;
import org.sketchsdk.infer.internal.engine.IdlePool;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.Rasterizer;

/**
 * The one path from a raster to the outputs of the network. Thread-safe; {@link #close} may be
 * called at any time.
 */
final class Inference implements AutoCloseable {
  /** Rasters that the backend is given at once. */
  static final int MAX_BATCH = 32;

  // Kept for as many threads at once; one takes some 16 KB at 128 x 128.
  private static final int MAX_IDLE = 64;
  // One of these takes half a megabyte.
  private static final int MAX_IDLE_BATCHES = 8;

  private final ModelInfo info;
  private final String backendName;
  private final InferenceBackend backend;
  private final @Nullable KnownScore knownScore; // null: the model or the backend cannot tell
  private final Rasterizer rasterizer;
  private final Renderer<Drawing> drawings;
  private final Scoring scoring; // of the model's labels
  private final int pixels;
  private final boolean keepStrayMarks;
  private final IdlePool<Outputs> idle = new IdlePool<>(MAX_IDLE);
  private final IdlePool<Outputs> idleBatches = new IdlePool<>(MAX_IDLE_BATCHES);
  private volatile boolean closed;

  /** Makes a result of the outputs for one raster. */
  interface Head<R> {
    /** Tells whether the result needs the embedding. */
    boolean needsEmbedding();

    /** Returns the result for a raster without ink, for which the network does not run. */
    R empty();

    /** Returns the result; keeps nothing of the outputs. */
    R read(Outputs outputs);
  }

  /** Writes a raster of the model's size. */
  interface Renderer<T> {
    void renderTo(T item, byte[] dst, int offset);
  }

  Inference(ModelInfo info, Backends.Opened opened, Scoring scoring, boolean keepStrayMarks) {
    this.info = info;
    this.backendName = opened.name();
    this.backend = opened.backend();
    this.rasterizer = Rasterizer.create(info.rasterOptions());
    this.drawings = rasterizer::renderTo;
    this.scoring = scoring;
    this.keepStrayMarks = keepStrayMarks;
    int sizePx = info.rasterOptions().sizePx();
    this.pixels = sizePx * sizePx;
    this.knownScore = backend.embeddingSize() > 0 ? info.knownScore().orElse(null) : null;
  }

  ModelInfo info() {
    return info;
  }

  String backendName() {
    return backendName;
  }

  Rasterizer rasterizer() {
    return rasterizer;
  }

  /** Tells whether the backend gives the model's embedding. */
  boolean embeds() {
    return backend.embeddingSize() > 0;
  }

  /** Returns by what the model tells known drawings from others; null if it cannot. */
  @Nullable KnownScore knownScore() {
    return knownScore;
  }

  /** Returns the numbers of the strokes that are no part of a drawing. */
  List<Integer> strayMarks(Drawing drawing) {
    return keepStrayMarks ? List.of() : StrayMarks.find(drawing);
  }

  /** Draws what the network is given for a drawing. */
  Raster render(Drawing drawing) {
    return rasterizer.render(StrayMarks.without(drawing, strayMarks(drawing)));
  }

  Prediction classify(Drawing drawing, Head<Prediction> head) {
    List<Integer> stray = strayMarks(drawing);
    return runWhole(StrayMarks.without(drawing, stray), head).leavingOut(stray);
  }

  List<Prediction> classifyAll(List<Drawing> all, Head<Prediction> head) {
    List<List<Integer>> stray = new ArrayList<>(all.size());
    List<Drawing> parts = new ArrayList<>(all.size());
    for (Drawing drawing : all) {
      List<Integer> marks = strayMarks(drawing);
      stray.add(marks);
      parts.add(StrayMarks.without(drawing, marks));
    }
    List<Prediction> predictions = new ArrayList<>(runAll(parts, drawings, head));
    for (int i = 0; i < stray.size(); i++) {
      predictions.set(i, predictions.get(i).leavingOut(stray.get(i)));
    }
    return Collections.unmodifiableList(predictions);
  }

  /** Runs the network over a drawing without its stray marks. */
  <R> R run(Drawing drawing, Head<R> head) {
    return runWhole(StrayMarks.without(drawing, strayMarks(drawing)), head);
  }

  private <R> R runWhole(Drawing drawing, Head<R> head) {
    checkOpen();
    if (drawing.isEmpty()) {
      return head.empty();
    }
    return run(drawing, drawings, head);
  }

  <R> R run(Raster raster, Head<R> head) {
    checkSize(raster);
    checkOpen();
    return run(raster, Raster::copyTo, head);
  }

  /**
   * Runs the network over the pixels of a raster.
   *
   * @param pixels as many as the model's rasters have; not modified
   */
  <R> R run(byte[] pixels, Head<R> head) {
    checkOpen();
    return run(pixels, Inference::copy, head);
  }

  private static void copy(byte[] pixels, byte[] dst, int offset) {
    System.arraycopy(pixels, 0, dst, offset, pixels.length);
  }

  private <T, R> R run(T item, Renderer<T> renderer, Head<R> head) {
    Outputs borrowed = idle.borrow();
    Outputs outputs = borrowed != null ? borrowed : newOutputs(1);
    renderer.renderTo(item, outputs.rasters(), 0);
    R result = head.empty();
    if (outputs.hasInk(0)) {
      run(outputs, 1, head.needsEmbedding());
      result = head.read(outputs.select(0));
    }
    // Not in a finally block: what an exception leaves behind is garbage, not a leak.
    idle.giveBack(outputs);
    return result;
  }

  /** Runs the network over drawings without stray marks in batches; in the same order. */
  <R> List<R> runAll(List<Drawing> all, Head<R> head) {
    Renderer<Drawing> parts =
        (drawing, dst, offset) ->
            drawings.renderTo(StrayMarks.without(drawing, strayMarks(drawing)), dst, offset);
    return runAll(all, parts, head);
  }

  /** Runs the network in batches; the results have the order of the items. */
  <T, R> List<R> runAll(List<T> items, Renderer<? super T> renderer, Head<R> head) {
    checkOpen();
    List<R> results = new ArrayList<>(Collections.nCopies(items.size(), head.empty()));
    boolean whole = items.size() >= MAX_BATCH;
    Outputs borrowed = whole ? idleBatches.borrow() : null;
    Outputs outputs = borrowed != null ? borrowed : newOutputs(Math.min(items.size(), MAX_BATCH));
    int[] positions = new int[MAX_BATCH]; // of the batch's items
    int batch = 0;
    for (int i = 0; i < items.size(); i++) {
      renderer.renderTo(items.get(i), outputs.rasters(), batch * pixels);
      if (outputs.hasInk(batch)) {
        positions[batch++] = i;
      }
      if (batch == MAX_BATCH || (batch > 0 && i == items.size() - 1)) {
        run(outputs, batch, head.needsEmbedding());
        for (int b = 0; b < batch; b++) {
          results.set(positions[b], head.read(outputs.select(b)));
        }
        batch = 0;
      }
    }
    if (whole) {
      idleBatches.giveBack(outputs);
    }
    return Collections.unmodifiableList(results);
  }

  private Outputs newOutputs(int batch) {
    Top top = scoring.newTop();
    return new Outputs(info, knownScore, backend.embeddingSize(), batch, top);
  }

  /** Embeddings only where they are needed: not every backend gives them. */
  private void run(Outputs outputs, int batch, boolean embeddings) {
    float[] logits = outputs.allLogits();
    if (embeddings) {
      backend.run(outputs.rasters(), batch, logits, outputs.allEmbeddings());
    } else {
      backend.run(outputs.rasters(), batch, logits);
    }
    List<String> labels = info.labels();
    for (int i = 0; i < batch * labels.size(); i++) {
      if (!Float.isFinite(logits[i])) {
        String label = labels.get(i % labels.size());
        throw new BackendException(
            backendName,
            "model " + info.name() + " gave " + label + " the logit " + logits[i],
            null,
            null);
      }
    }
  }

  void checkSize(Raster raster) {
    int sizePx = info.rasterOptions().sizePx();
    if (raster.width() != sizePx || raster.height() != sizePx) {
      throw new IllegalArgumentException(
          "model "
              + info.name()
              + " takes rasters of "
              + (sizePx + " x " + sizePx)
              + " pixels, not "
              + (raster.width() + " x " + raster.height()));
    }
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the classifier is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    backend.close();
  }
}
