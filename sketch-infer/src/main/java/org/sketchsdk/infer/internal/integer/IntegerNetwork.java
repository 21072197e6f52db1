package org.sketchsdk.infer.internal.integer;

import java.util.List;
import java.util.Optional;

/**
 * A network of integers, ready to run. Immutable and thread-safe.
 *
 * @param steps the layers in the order of computation; the last makes the logits
 * @param maps the maps between them; the first is the raster
 * @param bufferSizes values in each buffer; maps that are not needed at the same time share one
 * @param maxInputs the most inputs that a sum has
 * @param labels number of logits
 * @param embedding what enters the last layer; empty if the model does not give it out
 */
record IntegerNetwork(
    List<Step> steps,
    List<MapLayout> maps,
    List<Integer> bufferSizes,
    int maxInputs,
    int labels,
    Optional<Embedding> embedding) {

  /**
   * A map.
   *
   * @param shape its sides
   * @param buffer where its codes are
   * @param readers how many nodes read it
   * @param listReaders how many of them read lists of its pixels, rather than its codes
   */
  record MapLayout(Shape shape, int buffer, int readers, int listReaders) {
    MapLayout withReader() {
      return new MapLayout(shape, buffer, readers + 1, listReaders);
    }

    /** The reader that was added last reads lists. */
    MapLayout withLists() {
      return new MapLayout(shape, buffer, readers, listReaders + 1);
    }

    boolean listed() {
      return listReaders > 0;
    }

    /** Tells whether a layer reads the codes. */
    boolean complete() {
      return listReaders < readers;
    }
  }

  IntegerNetwork {
    steps = List.copyOf(steps);
    maps = List.copyOf(maps);
    bufferSizes = List.copyOf(bufferSizes);
  }

  /** Computes the logits of a raster. */
  void run(Workspace workspace, byte[] rasters, int offset) {
    workspace.map(0).load(rasters, offset);
    for (int i = 0; i < steps.size(); i++) { // an iterator would be allocated
      steps.get(i).run(workspace);
    }
  }
}
