package org.sketchsdk.infer.internal.integer;

/** What enters the last layer, as floats in the order of the model's file. Immutable. */
final class Embedding {
  private final int map;
  private final int[] order; // where in the map each value is
  private final float scale;

  Embedding(int map, int[] order, float scale) {
    this.map = map;
    this.order = order;
    this.scale = scale;
  }

  /** Writes the embedding of the raster that the network was run on last. */
  void read(Workspace workspace, float[] to, int offset) {
    float[] codes = workspace.map(map).codes; // less their zero point
    for (int i = 0; i < order.length; i++) {
      to[offset + i] = codes[order[i]] * scale;
    }
  }
}
