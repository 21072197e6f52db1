package org.sketchsdk.train.internal.onnx;

import static org.sketchsdk.train.internal.onnx.GraphBuilder.intAttribute;
import static org.sketchsdk.train.internal.onnx.GraphBuilder.intsAttribute;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sketchsdk.train.network.Layer;
import org.sketchsdk.train.network.Network;

/**
 * Writes a folded network as an ONNX FP32 model: {@code raster}, unsigned bytes [batch, 1, size,
 * size], to {@code logits}, floats [batch, classes], and {@code embedding}, floats [batch, inputs
 * of the last layer].
 */
public final class Fp32Writer {
  private final GraphBuilder graph;
  private final List<String> activations = new ArrayList<>();

  private Fp32Writer(FoldedNetwork folded, boolean embedding) {
    Network network = folded.network();
    this.graph = new GraphBuilder(network.name(), network.sizePx(), network.classes());
    String input = graph.node("Cast", List.of("raster"), intAttribute("to", 1));
    graph.end(layers(network.layers(), input, new ArrayList<>(folded.weights())));
    activations.remove(activations.size() - 1); // the logits
    if (embedding) {
      graph.addEmbedding(OnnxMl.TensorProto.DataType.FLOAT, network.embeddingSize());
    }
  }

  /**
   * Writes a model.
   *
   * @param folded the weights
   * @param metadata labels, raster options and provenance; written in the map's order
   * @return the bytes of the file
   */
  public static byte[] write(FoldedNetwork folded, Map<String, String> metadata) {
    return new Fp32Writer(folded, /* embedding= */ true).graph.model(metadata).toByteArray();
  }

  /**
   * Returns the graph that {@link #write} writes.
   *
   * @param embedding whether it gives out the embedding; models of earlier releases do not
   */
  public static OnnxMl.GraphProto graph(FoldedNetwork folded, boolean embedding) {
    return new Fp32Writer(folded, embedding).graph.graph();
  }

  /**
   * Writes a model whose outputs are its activations: the output of each convolution, residual sum,
   * average pool and dense layer, after the rectified linear unit where there is one.
   *
   * @param onnx the bytes of the file
   * @param activations the outputs' names in the order of {@link Network#steps()}; the last dense
   *     layer's, the logits, is not among them
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  public record Observable(byte[] onnx, List<String> activations) {}

  /**
   * Writes a model with its activations as outputs besides the logits.
   *
   * @param folded the weights
   * @return the model, without metadata
   */
  public static Observable writeObservable(FoldedNetwork folded) {
    Fp32Writer writer = new Fp32Writer(folded, /* embedding= */ false);
    writer.activations.forEach(writer.graph::addOutput);
    return new Observable(
        writer.graph.model(Map.of()).toByteArray(), List.copyOf(writer.activations));
  }

  /** Adds nodes; takes the weights they need from the front of the list. */
  private String layers(List<Layer> layers, String input, List<FoldedNetwork.Weights> weights) {
    String current = input;
    for (Layer layer : layers) {
      if (layer instanceof Layer.Conv conv) {
        current = observed(convolution(conv, current, weights.remove(0)));
      } else if (layer instanceof Layer.MaxPool) {
        current =
            graph.node(
                "MaxPool",
                List.of(current),
                intsAttribute("kernel_shape", 2, 2),
                intsAttribute("strides", 2, 2));
      } else if (layer instanceof Layer.GlobalAveragePool) {
        current = observed(graph.node("GlobalAveragePool", List.of(current)));
        current = graph.node("Flatten", List.of(current), intAttribute("axis", 1));
      } else if (layer instanceof Layer.Residual residual) {
        String body = layers(residual.body(), current, weights);
        String sum = graph.node("Add", List.of(current, body));
        current = observed(graph.node("Relu", List.of(sum)));
      } else if (layer instanceof Layer.Flatten) {
        current = graph.node("Flatten", List.of(current), intAttribute("axis", 1));
      } else if (layer instanceof Layer.Dense dense) {
        current = observed(dense(dense, current, weights.remove(0)));
      } else if (!(layer instanceof Layer.Dropout)) {
        throw new AssertionError(layer);
      }
    }
    return current;
  }

  private String observed(String activation) {
    activations.add(activation);
    return activation;
  }

  private String convolution(Layer.Conv conv, String input, FoldedNetwork.Weights weights) {
    int kernel = conv.kernel();
    int channels = conv.channels();
    int inputs = weights.weight().length / (channels * kernel * kernel);
    int padding = kernel / 2;
    String output =
        graph.node(
            "Conv",
            List.of(
                input,
                graph.tensor(weights.weight(), channels, inputs, kernel, kernel),
                graph.tensor(weights.bias(), channels)),
            intsAttribute("kernel_shape", kernel, kernel),
            intsAttribute("strides", conv.stride(), conv.stride()),
            intsAttribute("pads", padding, padding, padding, padding),
            intAttribute("group", conv.depthwise() ? channels : 1));
    return conv.relu() ? graph.node("Relu", List.of(output)) : output;
  }

  private String dense(Layer.Dense dense, String input, FoldedNetwork.Weights weights) {
    int inputs = weights.weight().length / dense.outputs();
    String output =
        graph.node(
            "Gemm",
            List.of(
                input,
                graph.tensor(weights.weight(), dense.outputs(), inputs),
                graph.tensor(weights.bias(), dense.outputs())),
            intAttribute("transB", 1));
    return dense.relu() ? graph.node("Relu", List.of(output)) : output;
  }
}
