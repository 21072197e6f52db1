package org.sketchsdk.train.quantize;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelFormatException.Reason;

/**
 * Checks that an INT8 model computes the same sums on processors without VNNI instructions. There,
 * matrix products use {@code vpmaddubsw}. It adds the products of two adjacent pairs of an unsigned
 * and a signed byte, and clips the sum to −32768 … 32767 (Intel 64 and IA-32 Architectures Software
 * Developer's Manual, PMADDUBSW).
 *
 * <p>Which weights of a channel form a pair depends on the memory layout of the library. So the
 * check covers all pairs: with a the largest code of an input, and w₁, w₂ the two largest
 * magnitudes of a channel, a · (w₁ + w₂) must be at most {@value #MAX_SUM}. As any code from 0 to
 * 255 can occur, w₁ + w₂ must be at most {@value #MAX_PAIR}.
 */
final class SaturationSafety {
  static final int MAX_SUM = Short.MAX_VALUE;

  /** The largest sum of two magnitudes in one channel: 255 · 128 = 32640. */
  static final int MAX_PAIR = MAX_SUM / LinearScale.MAX_CODE;

  /**
   * The channel of a layer that comes closest to clipping.
   *
   * @param node name of the layer's node
   * @param outputs number of channels
   * @param channel index of the channel
   * @param largest largest magnitude of its weights
   * @param second the largest of the others; 0 if there is one weight only
   */
  record Bound(String node, int outputs, int channel, int largest, int second) {
    /** The largest sum of two products. */
    int sum() {
      return LinearScale.MAX_CODE * (largest + second);
    }

    boolean safe() {
      return sum() <= MAX_SUM;
    }
  }

  private SaturationSafety() {}

  /**
   * Finds the bounds of every layer with weights.
   *
   * @param onnx the bytes of an INT8 model
   * @param source where they come from, for messages
   * @return one bound a layer, in the order of the file
   * @throws ModelFormatException if an operator or a type of weights is not one that {@link
   *     QuantizedModelWriter} writes, so that nothing can be said
   */
  static List<Bound> bounds(byte[] onnx, String source) {
    OnnxMl.GraphProto graph;
    try {
      graph = OnnxMl.ModelProto.parseFrom(onnx).getGraph();
    } catch (InvalidProtocolBufferException e) {
      throw new ModelFormatException(
          Reason.NOT_ONNX, "the ONNX model is damaged: " + e.getMessage(), source, e);
    }
    Map<String, OnnxMl.TensorProto> tensors = new HashMap<>();
    graph.getInitializerList().forEach(tensor -> tensors.put(tensor.getName(), tensor));
    List<Bound> bounds = new ArrayList<>();
    for (OnnxMl.NodeProto node : graph.getNodeList()) {
      switch (node.getOpType()) {
        case "QLinearConv" -> bounds.add(bound(node, tensors.get(node.getInput(3)), source));
        case "QGemm" -> {
          if (node.getAttributeList().stream()
              .noneMatch(
                  attribute -> attribute.getName().equals("transB") && attribute.getI() == 1)) {
            throw unknown(node, "has weights that are not [outputs, inputs]", source);
          }
          bounds.add(bound(node, tensors.get(node.getInput(3)), source));
        }
        case "Pad",
            "Reshape",
            "Transpose",
            "MaxPool",
            "Flatten",
            "QLinearAdd",
            "QLinearGlobalAveragePool" -> {}
        default -> throw unknown(node, "is none of the operators that are known", source);
      }
    }
    return bounds;
  }

  /**
   * Checks a model.
   *
   * @param onnx the bytes of an INT8 model
   * @param source where they come from, for messages
   * @throws ModelFormatException if a sum may clip, or nothing can be said
   */
  static void require(byte[] onnx, String source) {
    for (Bound bound : bounds(onnx, source)) {
      if (!bound.safe()) {
        throw new ModelFormatException(
            Reason.GRAPH,
            "two products may sum to "
                + bound.sum()
                + ", above "
                + MAX_SUM
                + ", on processors without VNNI: node "
                + bound.node()
                + ", channel "
                + bound.channel()
                + " with weights of magnitude "
                + bound.largest()
                + " and "
                + bound.second(),
            source);
      }
    }
  }

  private static Bound bound(
      OnnxMl.NodeProto node, OnnxMl.@Nullable TensorProto weights, String source) {
    if (weights == null
        || weights.getDataType() != OnnxMl.TensorProto.DataType.INT8.getNumber()
        || weights.getDimsCount() < 2
        || weights.getRawData().isEmpty()) {
      throw unknown(node, "has weights that are not constant signed bytes", source);
    }
    int outputs = (int) weights.getDims(0);
    int inputs = weights.getRawData().size() / outputs;
    Bound worst = null;
    for (int channel = 0; channel < outputs; channel++) {
      int largest = 0;
      int second = 0;
      for (int i = channel * inputs; i < (channel + 1) * inputs; i++) {
        int magnitude = Math.abs(weights.getRawData().byteAt(i));
        if (magnitude > largest) {
          second = largest;
          largest = magnitude;
        } else if (magnitude > second) {
          second = magnitude;
        }
      }
      if (worst == null || largest + second > worst.largest() + worst.second()) {
        worst = new Bound(node.getName(), outputs, channel, largest, second);
      }
    }
    return Objects.requireNonNull(worst, "no outputs");
  }

  private static ModelFormatException unknown(OnnxMl.NodeProto node, String what, String source) {
    return new ModelFormatException(
        Reason.GRAPH,
        "cannot tell whether sums of products clip: node "
            + node.getName()
            + " of type "
            + node.getOpType()
            + ' '
            + what,
        source);
  }
}
