package org.sketchsdk.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * AdamW (Loshchilov and Hutter, 2019) with an exponential moving average of all parameters. Its
 * state can be saved, which DJL's own optimizers do not offer.
 */
final class Optimizer {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;
  private static final double MAX_AVERAGE_DECAY = 0.999;

  private final Map<String, NDArray> trained;
  private final Map<String, NDArray> parameters;
  private final Map<String, NDArray> averages;
  private final Map<String, NDArray> means = new LinkedHashMap<>();
  private final Map<String, NDArray> variances = new LinkedHashMap<>();
  private final float weightDecay;
  private long steps;

  /**
   * Creates an optimizer.
   *
   * @param network the network to train
   * @param average receives the averaged parameters; of the same definition
   * @param weightDecay decay of weights; biases, scales and shifts are not decayed
   * @param steps steps made so far
   */
  Optimizer(TrainableNetwork network, TrainableNetwork average, float weightDecay, long steps) {
    this.trained = network.trained();
    this.parameters = network.parameters();
    this.averages = average.parameters();
    this.weightDecay = weightDecay;
    this.steps = steps;
    trained.forEach(
        (name, array) -> {
          means.put(name, Tensors.zerosLike(array));
          variances.put(name, Tensors.zerosLike(array));
        });
  }

  long steps() {
    return steps;
  }

  Map<String, NDArray> means() {
    return means;
  }

  Map<String, NDArray> variances() {
    return variances;
  }

  /** Changes the parameters by their gradients, which are cleared, and follows with the average. */
  void step(float learningRate) {
    steps++;
    double correction1 = 1 - Math.pow(BETA1, (double) steps);
    double correction2 = 1 - Math.pow(BETA2, (double) steps);
    float corrected = (float) (learningRate * Math.sqrt(correction2) / correction1);
    for (Map.Entry<String, NDArray> entry : trained.entrySet()) {
      NDArray weight = entry.getValue();
      try (NDArray gradient = weight.getGradient()) {
        weight
            .getNDArrayInternal()
            .adamUpdate(
                new NDList(
                    weight, gradient, means.get(entry.getKey()), variances.get(entry.getKey())),
                new NDList(weight),
                learningRate,
                corrected,
                weight.getShape().dimension() > 1 ? weightDecay : 0,
                1,
                -1,
                BETA1,
                BETA2,
                EPSILON,
                true,
                true);
      }
    }
    follow();
  }

  /** average += (parameter − average) (1 − decay), the decay growing from 0 to its maximum. */
  private void follow() {
    double decay = Math.min(MAX_AVERAGE_DECAY, (1.0 + steps) / (10.0 + steps));
    for (Map.Entry<String, NDArray> entry : averages.entrySet()) {
      NDArray average = entry.getValue();
      try (NDArray parameter =
              Objects.requireNonNull(parameters.get(entry.getKey())).stopGradient();
          NDArray share = parameter.mul(1 - decay)) {
        average.muli(decay).addi(share);
      }
    }
  }
}
