package org.sketchsdk.train.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network: the layers from a raster of {@code sizePx} × {@code sizePx} to one logit per class.
 * Immutable.
 *
 * @param name its name
 * @param sizePx side of the raster in pixels
 * @param layers the layers from input to logits; the last is dense, with one output per class
 */
public record Network(String name, int sizePx, List<Layer> layers) {

  /**
   * Checks that the shapes fit together.
   *
   * @throws IllegalArgumentException if a layer cannot follow the one before it, naming it
   */
  public Network {
    layers = List.copyOf(layers);
    List<Step> steps = walk(name, sizePx, layers);
    if (steps.isEmpty() || !(layers.get(layers.size() - 1) instanceof Layer.Dense)) {
      throw new IllegalArgumentException("network " + name + " must end in a dense layer");
    }
  }

  /**
   * One layer with its shapes and costs.
   *
   * @param layer the layer; a residual layer comes after the layers of its body
   * @param inputShape [channels, height, width] or [length]; must not be modified
   * @param outputShape [channels, height, width] or [length]; must not be modified
   * @param parameters number of trained values: weights, biases, scales and shifts
   * @param macs multiplications with addition per raster
   */
  @SuppressWarnings("ArrayRecordComponent") // shapes are compared nowhere
  public record Step(Layer layer, int[] inputShape, int[] outputShape, long parameters, long macs) {

    /** Returns a line such as {@code Conv[…] [1, 128, 128] -> [32, 64, 64], 384 parameters, …}. */
    @Override
    public String toString() {
      return layer
          + " "
          + Arrays.toString(inputShape)
          + " -> "
          + Arrays.toString(outputShape)
          + ", "
          + parameters
          + " parameters, "
          + macs
          + " MACs";
    }
  }

  /**
   * Returns every layer with its shapes and costs, in the order of computation.
   *
   * @return the steps
   */
  public List<Step> steps() {
    return walk(name, sizePx, layers);
  }

  /**
   * Returns the number of trained values. Running means and variances are not counted.
   *
   * @return at least 1
   */
  public long parameterCount() {
    return steps().stream().mapToLong(Step::parameters).sum();
  }

  /**
   * Returns the number of multiplications with addition per raster.
   *
   * @return at least 1
   */
  public long macs() {
    return steps().stream().mapToLong(Step::macs).sum();
  }

  /**
   * Returns the number of logits.
   *
   * @return at least 1
   */
  public int classes() {
    return ((Layer.Dense) layers.get(layers.size() - 1)).outputs();
  }

  /**
   * Returns the size of the embedding, which is the input of the last layer.
   *
   * @return at least 1
   */
  public int embeddingSize() {
    List<Step> steps = steps();
    return steps.get(steps.size() - 1).inputShape()[0];
  }

  /**
   * Returns this network without its dropout, which is what an exported model has.
   *
   * @return a network with the same outputs
   */
  public Network withoutDropout() {
    return new Network(name, sizePx, withoutDropout(layers));
  }

  private static List<Layer> withoutDropout(List<Layer> layers) {
    return layers.stream()
        .filter(layer -> !(layer instanceof Layer.Dropout))
        .map(
            layer ->
                layer instanceof Layer.Residual residual
                    ? new Layer.Residual(withoutDropout(residual.body()))
                    : layer)
        .toList();
  }

  private static List<Step> walk(String name, int sizePx, List<Layer> layers) {
    List<Step> steps = new ArrayList<>();
    walk(name, new int[] {1, sizePx, sizePx}, layers, steps);
    return List.copyOf(steps);
  }

  private static int[] walk(String name, int[] shape, List<Layer> layers, List<Step> steps) {
    for (Layer layer : layers) {
      Step step;
      if (layer instanceof Layer.Residual residual) {
        int[] out = walk(name, shape, residual.body(), steps);
        if (!Arrays.equals(shape, out)) {
          throw cannotFollow(name, layer, shape);
        }
        step = new Step(layer, shape, shape, 0, 0);
      } else {
        step = step(name, layer, shape);
      }
      steps.add(step);
      shape = step.outputShape();
    }
    return shape;
  }

  private static Step step(String name, Layer layer, int[] in) {
    boolean map = in.length == 3;
    if (layer instanceof Layer.Conv conv && map) {
      if (conv.depthwise() && conv.channels() != in[0]) {
        throw cannotFollow(name, layer, in);
      }
      // kernel odd, padding kernel / 2: ceil(size / stride)
      int height = (in[1] - 1) / conv.stride() + 1;
      int width = (in[2] - 1) / conv.stride() + 1;
      long weights =
          (long) conv.channels() * conv.kernel() * conv.kernel() * (conv.depthwise() ? 1 : in[0]);
      return new Step(
          layer,
          in,
          new int[] {conv.channels(), height, width},
          weights + 3L * conv.channels(),
          weights * height * width);
    }
    if (layer instanceof Layer.MaxPool && map && in[1] > 1 && in[2] > 1) {
      return new Step(layer, in, new int[] {in[0], in[1] / 2, in[2] / 2}, 0, 0);
    }
    if (layer instanceof Layer.GlobalAveragePool && map) {
      return new Step(layer, in, new int[] {in[0]}, 0, 0);
    }
    if (layer instanceof Layer.Flatten && map) {
      return new Step(layer, in, new int[] {in[0] * in[1] * in[2]}, 0, 0);
    }
    if (layer instanceof Layer.Dense dense && !map) {
      long weights = (long) in[0] * dense.outputs();
      return new Step(layer, in, new int[] {dense.outputs()}, weights + dense.outputs(), weights);
    }
    if (layer instanceof Layer.Dropout) {
      return new Step(layer, in, in, 0, 0);
    }
    throw cannotFollow(name, layer, in);
  }

  private static IllegalArgumentException cannotFollow(String name, Layer layer, int[] shape) {
    return new IllegalArgumentException(
        "network " + name + ": " + layer + " does not fit the shape " + Arrays.toString(shape));
  }
}
