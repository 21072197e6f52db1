package org.sketchsdk.train.internal.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelFormatException.Reason;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.train.network.Layer;
import org.sketchsdk.train.network.Network;
import org.sketchsdk.train.network.Networks;

/** Reads the FP32 models that {@link Fp32Writer} writes, and no others. */
public final class Fp32Reader {
  private Fp32Reader() {}

  /**
   * A model.
   *
   * @param folded the network with its weights
   * @param info what the model says about itself
   * @param metadata all entries of the metadata, in the order of the file
   */
  public record Model(FoldedNetwork folded, ModelInfo info, Map<String, String> metadata) {}

  /**
   * Reads a model.
   *
   * @param onnx the bytes of the file; not modified, not kept
   * @param source where they come from, for messages
   * @return the model. A built-in network is returned as it is defined; of an own network the
   *     layers are read from the graph, which has no dropout
   * @throws ModelFormatException if the SDK cannot use the model, or the writer did not write it
   */
  public static Model read(byte[] onnx, String source) {
    ModelInfo info = ModelInfo.read(onnx, source);
    OnnxMl.ModelProto model;
    try {
      model = OnnxMl.ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelFormatException(
          Reason.NOT_ONNX, "the ONNX model is damaged: " + e.getMessage(), source, e);
    }
    OnnxMl.GraphProto graph = model.getGraph();
    requireFloats(graph, source);
    if (!graph.getName().equals(info.network())) {
      throw new ModelFormatException(
          Reason.GRAPH,
          "the graph must have the name of the network, "
              + info.network()
              + ", but its name is "
              + graph.getName(),
          source);
    }
    Network network = GraphLayers.network(graph, source);
    if (Networks.names().contains(info.network())) {
      Network builtIn = Networks.byName(info.network(), info.labels().size());
      if (builtIn.withoutDropout().equals(network)) {
        network = builtIn;
      }
    }
    return new Model(weights(graph, network, source), info, info.metadata().entries());
  }

  private static void requireFloats(OnnxMl.GraphProto graph, String source) {
    for (OnnxMl.TensorProto tensor : graph.getInitializerList()) {
      if (tensor.getDataType() != OnnxMl.TensorProto.DataType.FLOAT.getNumber()) {
        throw new ModelFormatException(
            Reason.GRAPH,
            "an FP32 model is needed, but the tensor "
                + tensor.getName()
                + " is "
                + OnnxMl.TensorProto.DataType.forNumber(tensor.getDataType()),
            source);
      }
    }
  }

  /**
   * Takes the tensors, in their order, as the weights of the layers. Writing the network again must
   * give the same graph, which proves that this is right.
   */
  private static FoldedNetwork weights(OnnxMl.GraphProto graph, Network network, String source) {
    List<float[]> tensors = new ArrayList<>();
    for (OnnxMl.TensorProto tensor : graph.getInitializerList()) {
      float[] values = new float[tensor.getRawData().size() / Float.BYTES];
      tensor
          .getRawData()
          .asReadOnlyByteBuffer()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      tensors.add(values);
    }
    long layers =
        network.steps().stream()
            .filter(
                step -> step.layer() instanceof Layer.Conv || step.layer() instanceof Layer.Dense)
            .count();
    if (tensors.size() != 2 * layers) {
      throw foreign(
          network,
          "there are " + tensors.size() + " tensors for " + layers + " layers",
          source,
          null);
    }
    List<FoldedNetwork.Weights> weights = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i += 2) {
      weights.add(new FoldedNetwork.Weights(tensors.get(i), tensors.get(i + 1)));
    }
    FoldedNetwork folded;
    try {
      folded = new FoldedNetwork(network, weights);
    } catch (IllegalArgumentException e) {
      throw foreign(network, String.valueOf(e.getMessage()), source, e);
    }
    if (!Fp32Writer.graph(folded, /* embedding= */ true).equals(graph)
        && !Fp32Writer.graph(folded, /* embedding= */ false).equals(graph)) {
      throw foreign(network, "the nodes differ", source, null);
    }
    return folded;
  }

  private static ModelFormatException foreign(
      Network network, String difference, String source, @Nullable Throwable cause) {
    return new ModelFormatException(
        Reason.GRAPH,
        "the graph must be one that training exports, but for the network "
            + network.name()
            + " "
            + difference,
        source,
        cause);
  }
}
