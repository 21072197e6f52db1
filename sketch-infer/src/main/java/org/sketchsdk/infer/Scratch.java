package org.sketchsdk.infer;

import org.sketchsdk.infer.Prediction.Candidate;

/** Memory for one call: rasters, what the network gives, and the candidates of one of them. */
final class Scratch {
  private final int pixels;
  private final byte[] rasters;
  private final float[] logits;
  private final float[] embeddings;
  private final int[] top;
  private final Candidate[] candidates;

  Scratch(int batch, int pixels, int labels, int embeddingSize, int topK) {
    this.pixels = pixels;
    this.rasters = new byte[batch * pixels];
    this.logits = new float[batch * labels];
    this.embeddings = new float[batch * embeddingSize];
    this.top = new int[topK];
    this.candidates = new Candidate[topK];
  }

  byte[] rasters() {
    return rasters;
  }

  float[] logits() {
    return logits;
  }

  float[] embeddings() {
    return embeddings;
  }

  int[] top() {
    return top;
  }

  Candidate[] candidates() {
    return candidates;
  }

  boolean hasInk(int index) {
    int end = (index + 1) * pixels;
    for (int i = index * pixels; i < end; i++) {
      if (rasters[i] != 0) {
        return true;
      }
    }
    return false;
  }
}
