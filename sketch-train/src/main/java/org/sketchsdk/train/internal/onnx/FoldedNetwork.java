package org.sketchsdk.train.internal.onnx;

import java.util.List;
import org.sketchsdk.train.network.Layer;
import org.sketchsdk.train.network.Network;

/**
 * A network with its weights for inference: rasters of 0 to 255 go in, and batch normalization is
 * part of the convolutions.
 *
 * @param network the definition
 * @param weights those of each convolution and dense layer, in the order of {@link Network#steps()}
 */
public record FoldedNetwork(Network network, List<Weights> weights) {

  /** Checks the sizes. */
  public FoldedNetwork {
    weights = List.copyOf(weights);
    int next = 0;
    for (Network.Step step : network.steps()) {
      if (step.layer() instanceof Layer.Conv conv) {
        int inputs = conv.depthwise() ? 1 : step.inputShape()[0];
        weights.get(next++).check(step, conv.channels(), inputs * conv.kernel() * conv.kernel());
      } else if (step.layer() instanceof Layer.Dense dense) {
        weights.get(next++).check(step, dense.outputs(), step.inputShape()[0]);
      }
    }
    if (next != weights.size()) {
      throw new IllegalArgumentException(
          weights.size() + " sets of weights for " + next + " layers with weights");
    }
  }

  /**
   * The weights of one layer. The arrays are owned by the network and not modified.
   *
   * @param weight [outputs, inputs (a group), kernel, kernel] or [outputs, inputs], row-major
   * @param bias [outputs]
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  public record Weights(float[] weight, float[] bias) {
    private void check(Network.Step step, int outputs, int inputs) {
      if (bias.length != outputs || weight.length != (long) outputs * inputs) {
        throw new IllegalArgumentException(
            step + " cannot have " + weight.length + " weights and " + bias.length + " biases");
      }
    }
  }
}
