package org.sketchsdk.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.util.Pair;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.sketchsdk.train.internal.onnx.FoldedNetwork;
import org.sketchsdk.train.network.Layer;
import org.sketchsdk.train.network.Network;

/**
 * A {@link Network} as DJL blocks with their parameters. Not thread-safe. The parameters belong to
 * the given manager and are freed with it.
 */
final class TrainableNetwork {
  private static final float EPSILON = 1e-5f;
  private static final float MOMENTUM = 0.9f;

  private final Network network;
  private final Optional<Float> dropout;
  private final Block block;
  private final ParameterStore store;
  // In the order of computation; what fold() reads.
  private final List<Block> convolutions = new ArrayList<>();
  private final List<Block> normalizations = new ArrayList<>();
  private final List<Block> denses = new ArrayList<>();

  /**
   * Creates a network with random weights (He, normally distributed) from the engine's current
   * seed.
   *
   * @param network its definition
   * @param manager owns the parameters
   * @param trained whether gradients are collected for it
   * @param dropout rate of the dropout in place of the network's own
   */
  TrainableNetwork(Network network, NDManager manager, boolean trained, Optional<Float> dropout) {
    this.network = network;
    this.dropout = dropout;
    this.block = sequence(network.layers());
    this.store = new ParameterStore(manager, false);
    block.setInitializer(
        new XavierInitializer(
            XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.IN, 2),
        Parameter.Type.WEIGHT);
    block.initialize(
        manager, DataType.FLOAT32, new Shape(1, 1, network.sizePx(), network.sizePx()));
    convolutions.forEach(TrainableNetwork::storeChannelsLast);
    if (!trained) {
      parameters().values().forEach(array -> array.setRequiresGradient(false));
    }
  }

  Network network() {
    return network;
  }

  /**
   * Stores the filters as [filter, row, column, channel] in memory, without changing their shape.
   * The engine then keeps all maps in that layout, and its convolutions are a sixth faster.
   */
  private static void storeChannelsLast(Block convolution) {
    Parameter weight = convolution.getDirectParameters().get("weight");
    NDArray array = weight.getArray().stopGradient();
    Shape rows = array.getShape();
    Shape reordered = new Shape(rows.get(0), rows.get(2), rows.get(3), rows.get(1));
    NDArray stored =
        array
            .transpose(0, 2, 3, 1)
            .reshape(reordered.size())
            .reshape(reordered)
            .transpose(0, 3, 1, 2);
    stored.setRequiresGradient(weight.requiresGradient());
    weight.close();
    weight.setShape(null);
    weight.setArray(stored);
  }

  /**
   * Computes the logits.
   *
   * @param rasters [batch, 1, size, size], float, 0 paper to 1 ink
   * @param training whether dropout is on and batch statistics are used and followed
   * @return [batch, classes]
   */
  NDArray forward(NDArray rasters, boolean training) {
    return block.forward(store, new NDList(rasters), training).singletonOrThrow();
  }

  /**
   * Returns all parameters, running means and variances among them, in an order that depends on the
   * definition alone.
   *
   * @return name to array; the arrays are the network's own
   */
  Map<String, NDArray> parameters() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (Pair<String, Parameter> entry : block.getParameters()) {
      arrays.put(entry.getKey(), entry.getValue().getArray());
    }
    return arrays;
  }

  /**
   * Returns the parameters that training changes by their gradients.
   *
   * @return name to array; the arrays are the network's own
   */
  Map<String, NDArray> trained() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (Pair<String, Parameter> entry : block.getParameters()) {
      if (entry.getValue().requiresGradient()) {
        arrays.put(entry.getKey(), entry.getValue().getArray());
      }
    }
    return arrays;
  }

  /**
   * Returns weight and bias of the layer that gives the logits.
   *
   * @return name, as in {@link #parameters()}, to array; a row or an element a class
   */
  Map<String, NDArray> head() {
    Set<NDArray> last = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Pair<String, Parameter> entry : denses.get(denses.size() - 1).getDirectParameters()) {
      last.add(entry.getValue().getArray());
    }
    Map<String, NDArray> head = new LinkedHashMap<>(parameters());
    head.values().retainAll(last);
    return head;
  }

  private Block sequence(List<Layer> layers) {
    SequentialBlock sequence = new SequentialBlock();
    for (Layer layer : layers) {
      if (layer instanceof Layer.Conv conv) {
        addConvolution(sequence, conv);
      } else if (layer instanceof Layer.MaxPool) {
        sequence.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
      } else if (layer instanceof Layer.GlobalAveragePool) {
        sequence.add(Pool.globalAvgPool2dBlock());
      } else if (layer instanceof Layer.Residual residual) {
        sequence.add(
            new ParallelBlock(
                branches ->
                    new NDList(
                        branches
                            .get(0)
                            .singletonOrThrow()
                            .add(branches.get(1).singletonOrThrow())
                            .getNDArrayInternal()
                            .relu()),
                List.of(Blocks.identityBlock(), sequence(residual.body()))));
      } else if (layer instanceof Layer.Flatten) {
        sequence.add(Blocks.batchFlattenBlock());
      } else if (layer instanceof Layer.Dense dense) {
        Linear linear = Linear.builder().setUnits(dense.outputs()).build();
        denses.add(linear);
        sequence.add(linear);
        if (dense.relu()) {
          sequence.add(Activation.reluBlock());
        }
      } else if (layer instanceof Layer.Dropout own) {
        sequence.add(Dropout.builder().optRate(dropout.orElse(own.rate())).build());
      } else {
        throw new AssertionError(layer);
      }
    }
    return sequence;
  }

  private void addConvolution(SequentialBlock sequence, Layer.Conv conv) {
    int padding = conv.kernel() / 2;
    Conv2d convolution =
        Conv2d.builder()
            .setFilters(conv.channels())
            .setKernelShape(new Shape(conv.kernel(), conv.kernel()))
            .optStride(new Shape(conv.stride(), conv.stride()))
            .optPadding(new Shape(padding, padding))
            .optGroups(conv.depthwise() ? conv.channels() : 1)
            .optBias(true)
            .build();
    BatchNorm normalization = BatchNorm.builder().optEpsilon(EPSILON).optMomentum(MOMENTUM).build();
    convolutions.add(convolution);
    normalizations.add(normalization);
    sequence.add(convolution);
    sequence.add(normalization);
    if (conv.relu()) {
      sequence.add(Activation.reluBlock());
    }
  }

  /**
   * Returns the network for inference: each batch normalization is folded into its convolution,
   * dropout is left out, and inputs are 0 to 255 in place of 0 to 1.
   *
   * @return copies of the current weights
   */
  FoldedNetwork fold() {
    Deque<Block> convs = new ArrayDeque<>(convolutions);
    Deque<Block> norms = new ArrayDeque<>(normalizations);
    Deque<Block> dense = new ArrayDeque<>(denses);
    List<FoldedNetwork.Weights> weights = new ArrayList<>();
    boolean first = true;
    for (Network.Step step : network.steps()) {
      if (step.layer() instanceof Layer.Conv) {
        weights.add(fold(convs.remove(), norms.remove(), first ? 1 / 255f : 1));
        first = false;
      } else if (step.layer() instanceof Layer.Dense) {
        Map<String, float[]> arrays = arrays(dense.remove());
        weights.add(new FoldedNetwork.Weights(array(arrays, "weight"), array(arrays, "bias")));
      }
    }
    return new FoldedNetwork(network, weights);
  }

  /**
   * Sets the weights of a folded network, so that {@link #fold()} returns them again. A folded
   * network lacks what batch normalization needs in training: the mean and the variance of each
   * channel. They are measured here, layer by layer; scale and shift are then set so that they
   * cancel. Only for a network that is not trained.
   *
   * @param folded weights of the same definition
   * @param batches samples to measure on, each [batch, 1, size, size], float, 0 paper to 1 ink; at
   *     least some hundred samples
   */
  void unfold(FoldedNetwork folded, List<NDArray> batches) {
    List<FoldedNetwork.Weights> ofConvolutions = new ArrayList<>();
    int next = 0;
    int dense = 0;
    for (Network.Step step : network.steps()) {
      if (step.layer() instanceof Layer.Conv) {
        ofConvolutions.add(folded.weights().get(next++));
      } else if (step.layer() instanceof Layer.Dense) {
        FoldedNetwork.Weights weights = folded.weights().get(next++);
        set(denses.get(dense), "weight", weights.weight());
        set(denses.get(dense++), "bias", weights.bias());
      }
    }
    List<float[]> means = new ArrayList<>();
    List<float[]> variances = new ArrayList<>();
    for (int i = 0; i < ofConvolutions.size(); i++) {
      FoldedNetwork.Weights weights = ofConvolutions.get(i);
      Block norm = normalizations.get(i);
      int channels = weights.bias().length;
      float[] scales = setFilters(convolutions.get(i), weights, i == 0 ? 255 : 1);
      set(norm, "runningMean", new float[channels]);
      set(norm, "runningVar", new float[channels]);
      for (NDArray batch : batches) {
        try (NDManager scope = batch.getManager().newSubManager()) {
          NDArray input = batch.duplicate();
          input.attach(scope); // and all maps with it
          forward(input, true);
        }
      }
      // the running values began at 0, and each batch moved them a tenth of the way
      double part = 1 - StrictMath.pow(MOMENTUM, batches.size());
      float[] mean = array(arrays(norm), "runningMean");
      float[] variance = array(arrays(norm), "runningVar");
      float[] gamma = new float[channels];
      float[] beta = new float[channels];
      for (int k = 0; k < channels; k++) {
        mean[k] = (float) (mean[k] / part);
        variance[k] = (float) (variance[k] / part);
        gamma[k] = (float) (Math.sqrt((double) variance[k] + EPSILON) / scales[k]);
        beta[k] = weights.bias()[k] + mean[k] / scales[k];
      }
      set(norm, "gamma", gamma);
      set(norm, "beta", beta);
      means.add(mean);
      variances.add(variance);
    }
    for (int i = 0; i < means.size(); i++) {
      set(normalizations.get(i), "runningMean", means.get(i));
      set(normalizations.get(i), "runningVar", variances.get(i));
    }
  }

  /**
   * Sets the filters, each scaled to the length of new random weights. Batch normalization takes
   * the scale out again. But the length decides how far a step of the optimizer turns a filter.
   *
   * @return the scale of each filter against the folded one, the input's scale left out
   */
  private static float[] setFilters(
      Block convolution, FoldedNetwork.Weights weights, float inputScale) {
    float[] filters = weights.weight().clone();
    int channels = weights.bias().length;
    int perChannel = filters.length / channels;
    float[] scales = new float[channels];
    for (int k = 0; k < channels; k++) {
      double squares = 0;
      for (int i = k * perChannel; i < (k + 1) * perChannel; i++) {
        filters[i] *= inputScale;
        squares += (double) filters[i] * filters[i];
      }
      scales[k] = squares > 0 ? (float) Math.sqrt(2 / squares) : 1;
      for (int i = k * perChannel; i < (k + 1) * perChannel; i++) {
        filters[i] *= scales[k];
      }
    }
    set(convolution, "weight", filters);
    set(convolution, "bias", new float[channels]);
    return scales;
  }

  private static void set(Block block, String name, float[] values) {
    Tensors.set(block.getDirectParameters().get(name).getArray(), values);
  }

  /** w' = w γ / √(σ² + ε) and b' = (b − μ) γ / √(σ² + ε) + β, per output channel. */
  private static FoldedNetwork.Weights fold(Block conv, Block norm, float inputScale) {
    Map<String, float[]> c = arrays(conv);
    Map<String, float[]> n = arrays(norm);
    float[] weight = array(c, "weight");
    float[] bias = array(c, "bias");
    float[] gamma = array(n, "gamma");
    float[] beta = array(n, "beta");
    float[] mean = array(n, "runningMean");
    float[] variance = array(n, "runningVar");
    int channels = bias.length;
    int perChannel = weight.length / channels;
    for (int k = 0; k < channels; k++) {
      double scale = gamma[k] / Math.sqrt((double) variance[k] + EPSILON);
      for (int i = k * perChannel; i < (k + 1) * perChannel; i++) {
        weight[i] = (float) (weight[i] * scale * inputScale);
      }
      bias[k] = (float) ((bias[k] - mean[k]) * scale + beta[k]);
    }
    return new FoldedNetwork.Weights(weight, bias);
  }

  private static float[] array(Map<String, float[]> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  private static Map<String, float[]> arrays(Block block) {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    for (Pair<String, Parameter> entry : block.getDirectParameters()) {
      arrays.put(entry.getKey(), entry.getValue().getArray().toFloatArray());
    }
    return Collections.unmodifiableMap(arrays);
  }
}
