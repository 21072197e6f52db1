package org.sketchsdk.infer.internal.integer;

import java.util.List;
import java.util.Optional;
import org.sketchsdk.infer.internal.arithmetic.Contributions;
import org.sketchsdk.infer.internal.arithmetic.Scratch;
import org.sketchsdk.infer.internal.arithmetic.Window;

/**
 * A network of integers, ready to run. Immutable and thread-safe.
 *
 * @param steps the layers in the order of computation; the last makes the logits
 * @param maps the maps between them; the first is the raster
 * @param bufferSizes values in each buffer; maps that are not needed at the same time share one
 * @param contributions what convolutions keep between rows
 * @param scratch the room that their arithmetic needs
 * @param maxBlock the most pixels of a block
 * @param maxInputs the most inputs that are collected at a time
 * @param rasterWindows the windows of the convolutions that read the raster itself
 * @param loads whether other layers read the raster as a map
 * @param labels number of logits
 * @param embedding what enters the last layer; empty if the model does not give it out
 */
record IntegerNetwork(
    List<Step> steps,
    List<MapLayout> maps,
    List<Integer> bufferSizes,
    List<Contributions.Layout> contributions,
    Scratch.Sizes scratch,
    int maxBlock,
    int maxInputs,
    List<Window> rasterWindows,
    boolean loads,
    int labels,
    Optional<Embedding> embedding) {

  /**
   * A map.
   *
   * @param shape its sides
   * @param buffer where its codes are
   * @param readers how many nodes read it
   * @param pixelReaders how many of them look up pixels that equal others, rather than read them
   * @param listed whether a node reads lists of its pixels
   */
  record MapLayout(Shape shape, int buffer, int readers, int pixelReaders, boolean listed) {
    MapLayout withReader() {
      return new MapLayout(shape, buffer, readers + 1, pixelReaders, listed);
    }

    /** The reader that was added last looks up pixels. */
    MapLayout withPixels() {
      return new MapLayout(shape, buffer, readers, pixelReaders + 1, listed);
    }

    /** The reader that was added last reads lists. */
    MapLayout withLists() {
      return new MapLayout(shape, buffer, readers, pixelReaders + 1, true);
    }

    /** Tells whether a layer reads the codes. */
    boolean complete() {
      return pixelReaders < readers;
    }
  }

  IntegerNetwork {
    steps = List.copyOf(steps);
    maps = List.copyOf(maps);
    bufferSizes = List.copyOf(bufferSizes);
    contributions = List.copyOf(contributions);
    rasterWindows = List.copyOf(rasterWindows);
  }

  /** Computes the logits of a raster. */
  void run(Workspace workspace, byte[] rasters, int offset) {
    workspace.rasters = rasters;
    workspace.offset = offset;
    if (loads) {
      workspace.map(0).load(rasters, offset);
    }
    for (int i = 0; i < steps.size(); i++) { // an iterator would be allocated
      steps.get(i).run(workspace);
    }
  }
}
