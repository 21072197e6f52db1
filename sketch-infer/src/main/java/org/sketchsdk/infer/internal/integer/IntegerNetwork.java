package org.sketchsdk.infer.internal.integer;

import java.util.List;

/**
 * A network of integers, ready to run. Immutable and thread-safe.
 *
 * @param steps the layers in the order of computation; the last makes the logits
 * @param maps the maps between them; the first is the raster
 * @param bufferSizes values in each buffer; maps that are not needed at the same time share one
 * @param maxInputs the most inputs that a sum has
 * @param labels number of logits
 */
record IntegerNetwork(
    List<Step> steps, List<MapLayout> maps, List<Integer> bufferSizes, int maxInputs, int labels) {

  /**
   * A map.
   *
   * @param shape its sides
   * @param buffer where its codes are
   * @param listed whether its pixels are listed for a convolution
   * @param complete whether a layer reads its codes, rather than lists
   */
  record MapLayout(Shape shape, int buffer, boolean listed, boolean complete) {
    MapLayout withLists() {
      return new MapLayout(shape, buffer, true, complete);
    }

    MapLayout withAllCodes() {
      return new MapLayout(shape, buffer, listed, true);
    }
  }

  IntegerNetwork {
    steps = List.copyOf(steps);
    maps = List.copyOf(maps);
    bufferSizes = List.copyOf(bufferSizes);
  }

  int pixels() {
    return maps.get(0).shape().values();
  }

  /** Computes the logits of a raster. */
  void run(Workspace workspace, byte[] rasters, int offset) {
    workspace.map(0).load(rasters, offset);
    for (int i = 0; i < steps.size(); i++) { // an iterator would be allocated
      steps.get(i).run(workspace);
    }
  }
}
