package org.sketchsdk.infer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.Scoring.Top;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.ModelInfo;

/**
 * Memory for one call: the rasters of a batch, and what the network gives for them. The methods
 * that read outputs are about the raster at {@link #select}. For one thread at a time.
 */
final class Outputs {
  private final ModelInfo info;
  private final @Nullable KnownScore knownScore;
  private final int pixels;
  private final byte[] rasters;
  private final float[] logits;
  private final float[] embeddings;
  private final Top top;
  private int index;

  /**
   * Allocates memory.
   *
   * @param knownScore null if the model or the backend cannot tell what the model knows
   * @param embeddingSize 0 if the backend gives no embedding
   */
  Outputs(ModelInfo info, @Nullable KnownScore knownScore, int embeddingSize, int batch, Top top) {
    this.info = info;
    this.knownScore = knownScore;
    int sizePx = info.rasterOptions().sizePx();
    this.pixels = sizePx * sizePx;
    this.rasters = new byte[batch * pixels];
    this.logits = new float[batch * info.labels().size()];
    this.embeddings = new float[batch * embeddingSize];
    this.top = top;
  }

  byte[] rasters() {
    return rasters;
  }

  float[] allLogits() {
    return logits;
  }

  float[] allEmbeddings() {
    return embeddings;
  }

  /** Memory for the search of the model's top labels. */
  Top top() {
    return top;
  }

  boolean hasInk(int raster) {
    int end = (raster + 1) * pixels;
    for (int i = raster * pixels; i < end; i++) {
      if (rasters[i] != 0) {
        return true;
      }
    }
    return false;
  }

  /** Makes a raster of the batch the one to read about. */
  Outputs select(int raster) {
    this.index = raster;
    return this;
  }

  /** Returns the probabilities of the model's labels. */
  Softmax softmax() {
    int labels = info.labels().size();
    float[] own = Arrays.copyOfRange(logits, index * labels, (index + 1) * labels);
    return new Softmax(own, info.temperature());
  }

  /** Returns the embedding divided by its length, which leaves zeros as they are. */
  float[] unitEmbedding() {
    int size = info.embeddingSize();
    return FewShotHead.unit(Arrays.copyOfRange(embeddings, index * size, (index + 1) * size));
  }

  /** Returns the score; infinity where the model or the backend cannot tell. */
  double knownScore(Softmax softmax) {
    if (knownScore == null) {
      return Double.POSITIVE_INFINITY;
    }
    int size = info.embeddingSize();
    return knownScore.score(
        softmax.logits(),
        0,
        info.labels().size(),
        softmax.softened(),
        embeddings,
        index * size,
        size);
  }
}
