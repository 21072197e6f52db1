package org.sketchsdk.train.internal;

import java.util.List;
import org.sketchsdk.core.Drawing;

/** Renders drawings and runs a model on them, batch by batch, in the order of the drawings. */
public final class BatchedRuns {
  private BatchedRuns() {}

  /** Draws one drawing. */
  @FunctionalInterface
  public interface Renderer {
    /**
     * Writes {@code sizePx * sizePx} unsigned bytes.
     *
     * @param drawing the drawing
     * @param dst receives the bytes
     * @param offset index of the first
     */
    void renderTo(Drawing drawing, byte[] dst, int offset);
  }

  /** Runs a model on one batch. */
  @FunctionalInterface
  public interface Batch {
    /**
     * Called once per batch.
     *
     * @param rasters the rasters, one after another; only the first {@code count} are valid, and
     *     only during the call
     * @param first index of the first drawing of the batch
     * @param count number of drawings in the batch, at least 1
     */
    void run(byte[] rasters, int first, int count);
  }

  /**
   * Goes through the drawings.
   *
   * @param drawings any number of drawings
   * @param batchSize drawings per batch, at least 1; the last batch may be smaller
   * @param sizePx side of the rasters
   * @param renderer draws the drawings
   * @param batch receives the batches
   */
  public static void forEach(
      List<Drawing> drawings, int batchSize, int sizePx, Renderer renderer, Batch batch) {
    int pixels = sizePx * sizePx;
    byte[] rasters = new byte[Math.min(batchSize, drawings.size()) * pixels];
    for (int from = 0; from < drawings.size(); from += batchSize) {
      int count = Math.min(batchSize, drawings.size() - from);
      for (int i = 0; i < count; i++) {
        renderer.renderTo(drawings.get(from + i), rasters, i * pixels);
      }
      batch.run(rasters, from, count);
    }
  }
}
