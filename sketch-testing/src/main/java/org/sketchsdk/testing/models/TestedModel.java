package org.sketchsdk.testing.models;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import java.util.function.Consumer;

/** A small real ONNX model whose answers a test can compute. */
public interface TestedModel {
  List<String> labels();

  int pixels();

  /** The plain computation of the logits. */
  double[] logits(byte[] rasters, int index);

  /** The plain computation of the embedding. */
  double[] embedding(byte[] rasters, int index);

  /** The model as a message, which the caller may change. */
  ModelProto.Builder proto();

  default byte[] bytes() {
    return proto().build().toByteArray();
  }

  /** The bytes after a change to the message. */
  default byte[] bytes(Consumer<ModelProto.Builder> change) {
    ModelProto.Builder proto = proto();
    change.accept(proto);
    return proto.build().toByteArray();
  }

  /** The bytes of the model as it would be without the output of its embedding. */
  default byte[] bytesWithoutEmbedding() {
    return bytes(model -> model.getGraphBuilder().removeOutput(1));
  }
}
