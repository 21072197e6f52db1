package org.sketchsdk.infer.testing;

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

  byte[] bytes();

  /** The bytes after a change to the message. */
  byte[] bytes(Consumer<ModelProto.Builder> change);

  /** The bytes of the model as it would be without the output of its embedding. */
  default byte[] bytesWithoutEmbedding() {
    return bytes(model -> model.getGraphBuilder().removeOutput(1));
  }
}
