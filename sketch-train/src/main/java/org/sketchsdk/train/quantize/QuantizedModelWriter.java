package org.sketchsdk.train.quantize;

import static org.sketchsdk.train.internal.onnx.GraphBuilder.MICROSOFT;
import static org.sketchsdk.train.internal.onnx.GraphBuilder.intAttribute;
import static org.sketchsdk.train.internal.onnx.GraphBuilder.intsAttribute;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sketchsdk.infer.model.ModelInfo.EmbeddingCodes;
import org.sketchsdk.infer.model.ModelMetadata;
import org.sketchsdk.train.internal.onnx.FoldedNetwork;
import org.sketchsdk.train.internal.onnx.GraphBuilder;
import org.sketchsdk.train.network.Layer;
import org.sketchsdk.train.network.Network;

/**
 * Writes a folded network as an ONNX INT8 model. Values between the layers are unsigned bytes,
 * weights are signed bytes with one scale per channel, and only the logits are floats. The
 * rectified linear unit costs nothing: its layer's zero point is 0, and what is below 0 is clipped.
 * The output {@code embedding} is of bytes too, so that it takes no node: scale and zero point are
 * in the metadata.
 *
 * <p>Arithmetic of ONNX Runtime's operators (its library MLAS, {@code MlasRequantizeOutput}), with
 * x, w, y the codes, Z the zero points and S the scales as floats, and rounding to nearest, ties to
 * even:
 *
 * <ul>
 *   <li>{@code QLinearConv}: the 32-bit sum a = Σ (x − Zx) · w + bias, then y = clip(round(float(a)
 *       · m) + Zy) to 0 … 255, with one float m = (Sx · Sw) / Sy a channel. Padding is Zx.
 *   <li>{@code QGemm}: the same; without Sy the logit is float(a) · (Sx · Sw).
 *   <li>{@code MaxPool}: the largest code.
 *   <li>{@code QLinearGlobalAveragePool}: a = Σ (x − Zx), m = Sx / (Sy · count), then as above.
 *   <li>{@code QLinearAdd}: y = clip(round((x₁ − Z₁) · S₁ / Sy + (x₂ − Z₂) · S₂ / Sy) + Zy) in
 *       floats on x86, with fused multiplications where the processor has them, and in fixed point
 *       on ARM: results can differ by one code from processor to processor. It is the only such
 *       operator; see {@link #mergeable}.
 * </ul>
 */
final class QuantizedModelWriter {
  // Pixels of a row that a first convolution takes as channels: 2, 4, 8 and 16 were measured.
  private static final int ROW_PIXELS = 8;

  private final GraphBuilder graph;
  private final int sizePx;
  private final Iterator<LinearScale> activations;
  private final QuantizedWeights.Limit limit;
  private final boolean merge;
  private final String noWeightOffset; // zero point of convolutions' weights
  private final LinearScale embedding;

  /** A graph's value with the tensors of its scale and zero point. */
  private record Codes(String name, LinearScale scale, String scaleName, String zeroPointName) {
    Codes named(String other) {
      return new Codes(other, scale, scaleName, zeroPointName);
    }

    List<String> inputs() {
      return List.of(name, scaleName, zeroPointName);
    }
  }

  private QuantizedModelWriter(
      FoldedNetwork folded,
      List<LinearScale> activations,
      QuantizedWeights.Limit limit,
      boolean merge) {
    Network network = folded.network();
    this.activations = activations.iterator();
    this.limit = limit;
    this.merge = merge;
    this.sizePx = network.sizePx();
    this.graph = new GraphBuilder(network.name(), network.sizePx(), network.classes());
    this.noWeightOffset = graph.tensor(OnnxMl.TensorProto.DataType.INT8, new byte[1]);
    List<FoldedNetwork.Weights> weights = new ArrayList<>(folded.weights());
    // the last layer makes floats: its codes are named after it, but are what enters it
    Codes last = layers(network.layers(), codes(GraphBuilder.RASTER, LinearScale.RASTER), weights);
    embedding = last.scale();
    graph.end(last.name());
    graph.addEmbedding(OnnxMl.TensorProto.DataType.UINT8, network.embeddingSize());
  }

  /**
   * Writes a model.
   *
   * @param folded the weights
   * @param activations the scales, in the order of {@link
   *     org.sketchsdk.train.internal.onnx.Fp32Writer.Observable#activations}
   * @param limit how large weights' codes may be
   * @param merge whether residual sums become part of their convolutions where they can
   * @param metadata written in the map's order, after that of the embedding
   * @return the bytes of the file
   */
  static byte[] write(
      FoldedNetwork folded,
      List<LinearScale> activations,
      QuantizedWeights.Limit limit,
      boolean merge,
      Map<String, String> metadata) {
    QuantizedModelWriter writer = new QuantizedModelWriter(folded, activations, limit, merge);
    Map<String, String> all = new LinkedHashMap<>();
    all.putAll(
        ModelMetadata.builder()
            .embeddingCodes(
                new EmbeddingCodes(writer.embedding.scale(), writer.embedding.zeroPoint()))
            .build()
            .entries());
    all.putAll(metadata);
    return writer.graph.model(all).toByteArray();
  }

  /**
   * Tells whether a residual layer is one convolution: x + W ∗ x + b = (W + I) ∗ x + b, where I has
   * 1 at the center of each channel's own kernel (Ding et al., RepVGG: Making VGG-style ConvNets
   * Great Again, 2021). The sum then costs nothing and has the same codes on every processor.
   */
  static boolean mergeable(Layer layer) {
    return layer instanceof Layer.Residual residual
        && residual.body().size() == 1
        && residual.body().get(0) instanceof Layer.Conv;
  }

  private static FoldedNetwork.Weights withIdentity(
      Layer.Conv conv, FoldedNetwork.Weights weights) {
    float[] sum = weights.weight().clone();
    int area = conv.kernel() * conv.kernel();
    int perChannel = sum.length / conv.channels();
    for (int k = 0; k < conv.channels(); k++) {
      sum[k * perChannel + (conv.depthwise() ? 0 : k * area) + area / 2] += 1;
    }
    return new FoldedNetwork.Weights(sum, weights.bias());
  }

  private Codes codes(String name, LinearScale scale) {
    return new Codes(
        name,
        scale,
        graph.tensor(new float[] {scale.scale()}),
        graph.tensor(OnnxMl.TensorProto.DataType.UINT8, new byte[] {(byte) scale.zeroPoint()}));
  }

  private Codes layers(List<Layer> layers, Codes input, List<FoldedNetwork.Weights> weights) {
    Codes current = input;
    for (Layer layer : layers) {
      if (layer instanceof Layer.Conv conv) {
        current = convolution(conv, current, weights.remove(0), activations.next());
      } else if (layer instanceof Layer.MaxPool) {
        current =
            current.named(
                graph.node(
                    "MaxPool",
                    List.of(current.name()),
                    intsAttribute("kernel_shape", 2, 2),
                    intsAttribute("strides", 2, 2)));
      } else if (layer instanceof Layer.GlobalAveragePool) {
        current = flat(averaged(current, activations.next()));
      } else if (layer instanceof Layer.Residual residual && merge && mergeable(layer)) {
        activations.next(); // the convolution's own output does not exist
        Layer.Conv conv = (Layer.Conv) residual.body().get(0);
        current =
            convolution(conv, current, withIdentity(conv, weights.remove(0)), activations.next());
      } else if (layer instanceof Layer.Residual residual) {
        current = sum(current, layers(residual.body(), current, weights), activations.next());
      } else if (layer instanceof Layer.Flatten) {
        current = flat(current);
      } else if (layer instanceof Layer.Dense dense) {
        current = dense(dense, current, weights.remove(0));
      } else if (!(layer instanceof Layer.Dropout)) {
        throw new AssertionError(layer);
      }
    }
    return current;
  }

  private Codes convolution(
      Layer.Conv conv, Codes input, FoldedNetwork.Weights floats, LinearScale outputScale) {
    QuantizedWeights weights = QuantizedWeights.of(floats, input.scale().scale(), limit);
    if (input.name().equals(GraphBuilder.RASTER)
        && sizePx % ROW_PIXELS == 0
        && ROW_PIXELS % conv.stride() == 0) {
      return rowConvolution(conv, input, weights, outputScale);
    }
    int kernel = conv.kernel();
    int channels = conv.channels();
    int inputs = weights.codes().length / (channels * kernel * kernel);
    int padding = kernel / 2;
    return convolution(
        input,
        weights,
        outputScale,
        new int[] {channels, inputs, kernel, kernel},
        intsAttribute("strides", conv.stride(), conv.stride()),
        intsAttribute("pads", padding, padding, padding, padding),
        intAttribute("group", conv.depthwise() ? channels : 1));
  }

  private Codes convolution(
      Codes input,
      QuantizedWeights weights,
      LinearScale outputScale,
      int[] shape,
      OnnxMl.AttributeProto... attributes) {
    Codes output = codes("", outputScale);
    List<String> names = new ArrayList<>(input.inputs());
    names.add(graph.tensor(OnnxMl.TensorProto.DataType.INT8, weights.codes(), shape));
    names.add(graph.tensor(weights.scales(), shape[0]));
    names.add(noWeightOffset);
    names.add(output.scaleName());
    names.add(output.zeroPointName());
    names.add(graph.tensor(weights.bias(), shape[0]));
    List<OnnxMl.AttributeProto> all = new ArrayList<>(List.of(attributes));
    all.add(intsAttribute("kernel_shape", shape[2], shape[3]));
    return output.named(
        graph.node("QLinearConv", names, all.toArray(OnnxMl.AttributeProto[]::new)));
  }

  /**
   * Writes the first convolution, whose input is the raster with one channel, in another form. The
   * raster is padded before. Input channels are neighboring pixels of a row. Output channels belong
   * to neighbors, too. Sums and codes are the same. An engine that keeps channels last has nothing
   * to move, neither before it nor behind: the transpositions of this form and those of the engine
   * cancel out. The convolution as it is would have each byte of its windows gathered by itself.
   */
  private Codes rowConvolution(
      Layer.Conv conv, Codes input, QuantizedWeights pixels, LinearScale outputScale) {
    int stride = conv.stride();
    int side = sizePx / stride;
    QuantizedWeights weights = pixels.ofRows(conv.kernel(), stride, ROW_PIXELS);
    int outputs = weights.scales().length;
    int groups = weights.codes().length / (outputs * ROW_PIXELS * conv.kernel());
    int before = conv.kernel() / 2;
    int rows = Math.max(before + sizePx, (side - 1) * stride + conv.kernel());
    int groupsInRow = sizePx / ROW_PIXELS + groups - 1;
    String padded = padded(input.name(), before, rows - sizePx, (groups - 1) * ROW_PIXELS);
    Codes convolved =
        convolution(
            input.named(transposed(reshaped(padded, rows, groupsInRow, ROW_PIXELS), 0, 3, 1, 2)),
            weights,
            outputScale,
            new int[] {outputs, ROW_PIXELS, conv.kernel(), groups},
            intsAttribute("strides", stride, 1));
    String last = reshaped(transposed(convolved.name(), 0, 2, 3, 1), side, side, conv.channels());
    return convolved.named(transposed(last, 0, 3, 1, 2));
  }

  /**
   * Pads maps by zeros.
   *
   * @param before rows above, and columns to the left
   * @param rows that are added in all
   * @param columns that are added in all
   */
  private String padded(String input, int before, int rows, int columns) {
    long[] pads = {0, 0, before, before, 0, 0, rows - before, columns - before};
    return graph.node("Pad", List.of(input, graph.tensor(pads, pads.length)));
  }

  private String reshaped(String input, int... sides) {
    long[] shape = new long[sides.length + 1]; // 0 in front: as many rasters as there are
    for (int i = 0; i < sides.length; i++) {
      shape[i + 1] = sides[i];
    }
    return graph.node("Reshape", List.of(input, graph.tensor(shape, shape.length)));
  }

  private String transposed(String input, long... axes) {
    return graph.node("Transpose", List.of(input), intsAttribute("perm", axes));
  }

  private Codes dense(Layer.Dense dense, Codes input, FoldedNetwork.Weights floats) {
    QuantizedWeights weights = QuantizedWeights.of(floats, input.scale().scale(), limit);
    int inputs = weights.codes().length / dense.outputs();
    List<String> names = new ArrayList<>(input.inputs());
    names.add(
        graph.tensor(OnnxMl.TensorProto.DataType.INT8, weights.codes(), dense.outputs(), inputs));
    names.add(graph.tensor(weights.scales(), dense.outputs()));
    // one a channel, as for the scales
    names.add(
        graph.tensor(OnnxMl.TensorProto.DataType.INT8, new byte[dense.outputs()], dense.outputs()));
    names.add(graph.tensor(weights.bias(), dense.outputs()));
    if (!activations.hasNext()) { // the logits
      return input.named(graph.node(MICROSOFT, "QGemm", names, intAttribute("transB", 1)));
    }
    Codes output = codes("", activations.next());
    names.add(output.scaleName());
    names.add(output.zeroPointName());
    return output.named(graph.node(MICROSOFT, "QGemm", names, intAttribute("transB", 1)));
  }

  private Codes sum(Codes a, Codes b, LinearScale outputScale) {
    Codes output = codes("", outputScale);
    List<String> names = new ArrayList<>(a.inputs());
    names.addAll(b.inputs());
    names.add(output.scaleName());
    names.add(output.zeroPointName());
    return output.named(graph.node(MICROSOFT, "QLinearAdd", names));
  }

  private Codes averaged(Codes input, LinearScale outputScale) {
    Codes output = codes("", outputScale);
    List<String> names = new ArrayList<>(input.inputs());
    names.add(output.scaleName());
    names.add(output.zeroPointName());
    return output.named(
        graph.node(MICROSOFT, "QLinearGlobalAveragePool", names, intAttribute("channels_last", 0)));
  }

  private Codes flat(Codes input) {
    return input.named(graph.node("Flatten", List.of(input.name()), intAttribute("axis", 1)));
  }
}
