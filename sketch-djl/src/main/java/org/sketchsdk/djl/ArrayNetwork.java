package org.sketchsdk.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.OptionalInt;

/** A network of floats, computed by operations on arrays that most engines of DJL have. */
final class ArrayNetwork implements EngineNetwork {
  /** Computes one node. */
  interface Operation {
    /**
     * Computes the result, which belongs to the manager of the inputs.
     *
     * @param inputs what other nodes made
     * @param constants the step's own
     */
    NDArray apply(NDArray[] inputs, NDArray[] constants);
  }

  /** The values of a constant, row-major. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Constant(float[] values, Shape shape) {}

  /**
   * A node.
   *
   * @param operation what it computes
   * @param inputs numbers of the steps whose results it reads; 0 is the raster
   * @param constants what else it reads
   * @param last numbers of the results that no later step reads
   */
  record Step(
      Operation operation, List<Integer> inputs, List<Constant> constants, List<Integer> last) {}

  /**
   * The network.
   *
   * @param steps step i makes the result i + 1; the last makes the logits
   * @param embedding number of the result that is the embedding
   */
  record Definition(List<Step> steps, OptionalInt embedding) {
    Definition {
      steps = List.copyOf(steps);
    }
  }

  private final NDManager manager;
  private final List<Step> steps;
  private final OptionalInt embedding;
  private final NDArray[][] constants; // of each step

  private ArrayNetwork(NDManager manager, Definition definition) {
    this.manager = manager;
    this.steps = definition.steps();
    this.embedding = definition.embedding();
    this.constants =
        steps.stream()
            .map(
                step ->
                    step.constants().stream()
                        .map(constant -> manager.create(constant.values(), constant.shape()))
                        .toArray(NDArray[]::new))
            .toArray(NDArray[][]::new);
  }

  /**
   * Takes a network into an engine.
   *
   * @param engine DJL's name of it
   */
  static ArrayNetwork open(Definition definition, String engine) {
    NDManager manager = NDManager.newBaseManager(Device.cpu(), engine);
    boolean done = false;
    try {
      ArrayNetwork network = new ArrayNetwork(manager, definition);
      done = true;
      return network;
    } finally {
      if (!done) {
        manager.close();
      }
    }
  }

  @Override
  public NDManager manager() {
    return manager;
  }

  @Override
  public Result run(NDArray rasters) {
    NDArray[] results = new NDArray[steps.size() + 1];
    results[0] = rasters;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      NDArray[] inputs = step.inputs().stream().map(at -> results[at]).toArray(NDArray[]::new);
      results[i + 1] = step.operation().apply(inputs, constants[i]);
      for (int at : step.last()) {
        results[at].close(); // now rather than with the call, as a batch's maps are large
      }
    }
    return new Result(
        results[steps.size()], embedding.isPresent() ? results[embedding.getAsInt()] : null);
  }

  @Override
  public void close() {
    manager.close();
  }
}
